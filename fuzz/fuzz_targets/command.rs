//! Any text as a shell line that a model wants to run: it is judged without a panic, and a push beside it asks whatever stands there.

#![no_main]

use std::path::PathBuf;

use libfuzzer_sys::fuzz_target;
use rustora_agent::permission::{Action, Mode, Permissions, Rules, Verdict};
use rustora_host::MemoryHost;

fuzz_target!(|input: &[u8]| {
    let text = String::from_utf8_lossy(input);
    let host = MemoryHost::new([("/w/src/main.rs", ""), ("/w/.env", "")]);
    let permissions = Permissions {
        mode: Mode::Auto,
        rules: Rules::default(),
        root: PathBuf::from("/w"),
        walls: true,
    };
    let _ = permissions.judge(&host, &Action::Command(&text));
    let line = format!("git push; {text}");
    let verdict = permissions.judge(&host, &Action::Command(&line));
    assert_ne!(verdict, Verdict::Allow, "{line}");
});
