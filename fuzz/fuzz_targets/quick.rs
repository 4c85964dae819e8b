//! A quick review of any bytes: whatever a file holds, it neither panics nor aborts.
//!
//! The input up to the first 0 byte is `src/main.rs`, what follows is `Cargo.toml`; without a 0 byte the manifest
//! is a good one, so that names lead to tables and rules have something to judge. Findings are not looked at.

#![no_main]

use std::path::PathBuf;

use libfuzzer_sys::fuzz_target;
use rustora_host::MemoryHost;
use rustora_review::{Progress, Request, review};

const MANIFEST: &str = r#"
[package]
name = "fuzzed"
edition = "2024"

[dependencies]
anyhow = "1"
axum = "0.8"
futures-util = "0.3"
rayon = "1"
reqwest = { version = "0.13", features = ["blocking", "json"] }
serde_json = "1"
sqlx = { version = "0.9", features = ["sqlite"] }
tokio = { version = "1", features = ["full"] }
tracing = "0.1"
"#;

fuzz_target!(|input: &[u8]| {
    let mut parts = input.splitn(2, |byte| *byte == 0);
    let code = parts.next().unwrap_or_default();
    let manifest = parts.next().unwrap_or(MANIFEST.as_bytes());
    let host = MemoryHost::default()
        .with("/w/src/main.rs", code)
        .with("/w/Cargo.toml", manifest);
    let request = Request {
        paths: vec![PathBuf::from("/w")],
        // One thread, so that an input does the same each time.
        threads: Some(1),
        ..Request::default()
    };
    // An error is an answer: there may be nothing to review.
    drop(review(&host, &request, &Progress::default()));
});
