//! What is learnt of the fixture, topic by topic.

use std::collections::BTreeSet;

use super::super::fixture::{host, root};
use super::super::{LearnError, learn};
use super::{quoted, ticked};

fn lines(file: &str) -> Vec<String> {
    let topics = learn(&host(), &root()).unwrap();
    let topic = topics.into_iter().find(|topic| topic.file == file);
    let lines = topic.into_iter().flat_map(|topic| topic.lines);
    lines.map(|line| line.text).collect()
}

fn has(file: &str, expected: &[&str]) {
    let lines = lines(file);
    for line in expected {
        assert!(
            lines.iter().any(|known| known == line),
            "{line}\nis not in\n{}",
            lines.join("\n")
        );
    }
}

#[test]
fn every_topic_is_learnt() {
    has(
        "crates.md",
        &[
            "`axum` 0.8.4 (HTTP): feature `macros`; used by `shop-api` (seen in `Cargo.toml:9`)",
            "`sqlx` 0.8.6 (database): features `postgres`, `runtime-tokio`; default features off; used by `shop-store` (seen in `Cargo.toml:10`)",
            "`lettre` 0.11.17 (mail): optional; used by `shop-api` (seen in `api/Cargo.toml:14`)",
            "Other direct dependencies: `hexlib` 1.0.1 (seen in `api/Cargo.toml:13`)",
        ],
    );
    has(
        "toolchain.md",
        &[
            "Rust toolchain: channel `1.91.0`; components `clippy` (seen in `rust-toolchain.toml:2`)",
            "Edition 2024 (seen in `Cargo.toml:5`)",
            "Oldest Rust (`rust-version`) 1.85 (seen in `Cargo.toml:6`)",
            "Cargo feature `mail` of `shop-api`: switches `dep:lettre` (seen in `api/Cargo.toml:9`)",
            "Lints `[workspace.lints.rust]`: forbid `unsafe_code` (seen in `Cargo.toml:14`)",
            "Profile `release`: `lto = \"thin\"` (seen in `Cargo.toml:20`)",
            "`just` runs `test`, `lint` (seen in `justfile:1`)",
        ],
    );
    has(
        "errors.md",
        &[
            "`OrderError` (enum of `shop-api`): derives `thiserror::Error`; 2 variants; made from `shop_store::StoreError`; answers requests through `IntoResponse` (seen in `api/src/orders.rs:10`)",
            "`StoreError` (enum of `shop-store`): derives `thiserror::Error`; 2 variants; wraps `sqlx::Error` (seen in `store/src/lib.rs:5`)",
            "Type alias `StoreResult` stands for `Result<T, StoreError>` (seen in `store/src/lib.rs:13`)",
        ],
    );
    has(
        "entry-points.md",
        &[
            "Program `shop-api` of `shop-api`: `main` under `#[tokio::main]`; starts tasks: `orders::expire_orders` (seen in `api/src/main.rs:11`)",
            "Route `POST /orders` is answered by `create_order` (seen in `api/src/main.rs:18`)",
        ],
    );
    has(
        "integrations.md",
        &[
            "Database: `sqlx` is used in 1 file: `store/src/lib.rs` (seen in `store/src/lib.rs:7`)",
            "Environment variables read in `api/src/main.rs`: `DATABASE_URL` (seen in `api/src/main.rs:12`)",
            "Compose services in `docker-compose.yml`: `db` (image `postgres:17`), `cache` (image `valkey/valkey:8`) (seen in `docker-compose.yml:2`)",
            "`migrations` holds 2 migrations, the last of them `0002_users` (seen in `migrations/0001_orders.sql:1`)",
        ],
    );
    has(
        "performance.md",
        &[
            "Benchmark `orders` of `shop-api` measures “sum of 100 items” (seen in `api/benches/orders.rs:1`)",
            "A comment speaks of speed: “This is a hot path: every request sums here.” (seen in `api/src/orders.rs:27`)",
        ],
    );
    has(
        "debt.md",
        &[
            "`api/src/main.rs`: 1 HACK: line 9 “read the port from the configuration” (seen in `api/src/main.rs:9`)",
            "Lint `clippy::missing_errors_doc` is off with a reason in 1 place, “there is one error” (seen in `store/src/lib.rs:15`)",
            "`connect` is deprecated (seen in `store/src/lib.rs:21`)",
        ],
    );
    has(
        "decisions.md",
        &[
            "ADR 1 “Use axum”: accepted (seen in `docs/adr/0001-use-axum.md:1`)",
            "ADR 2 “Keep sessions in memory”: superseded by ADR 3 (seen in `docs/adr/0002-keep-sessions-in-memory.md:1`)",
        ],
    );
}

#[test]
fn keys_are_unique_and_the_same_twice() {
    let first = learn(&host(), &root()).unwrap();
    for topic in &first {
        let keys: BTreeSet<&str> = topic.lines.iter().map(|line| line.key.as_str()).collect();
        assert_eq!(keys.len(), topic.lines.len(), "{}", topic.file);
        assert!(
            topic
                .lines
                .iter()
                .all(|line| !line.text.contains('\n') && line.text.ends_with("`)"))
        );
    }
    assert_eq!(first, learn(&host(), &root()).unwrap());
}

#[test]
fn no_value_that_may_be_a_credential_is_copied() {
    let all = format!("{:?}", learn(&host(), &root()).unwrap());
    assert!(!all.contains("hunter2"), "{all}");
}

#[test]
fn a_folder_without_a_manifest_is_an_error_with_a_hint() {
    let error = learn(&host(), std::path::Path::new("/w/docs")).unwrap_err();
    assert!(matches!(&error, LearnError::NoWorkspace(_)) && !error.hint().is_empty());
}

#[test]
fn a_quotation_holds_no_credential() {
    let told = quoted("use postgres://me:pw@host/db or sk0123456789abcdefghij till Monday");
    assert_eq!(told, "“use … or … till Monday”");
    assert!(quoted(&"word ".repeat(30)).ends_with("word…”"));
    assert!(quoted(&"word ".repeat(30)).chars().count() <= 93);
}

#[test]
fn what_is_left_out_is_counted() {
    assert_eq!(ticked(["a", "b", "c"], 2), "`a`, `b` and 1 more");
}
