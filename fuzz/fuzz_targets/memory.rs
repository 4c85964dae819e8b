//! A memory of any bytes: whatever its files hold, reading, adding and showing neither panics nor loses an entry.
//!
//! The input up to the first 0 byte is `MEMORY.md`, then a topic, then a sentence to remember.

#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use rustora_host::MemoryHost;
use rustora_memory::{Change, Instructions, Judged, Memory, Scope, place};

fuzz_target!(|input: &[u8]| {
    let mut parts = input.splitn(3, |byte| *byte == 0);
    let mut next = || parts.next().unwrap_or_default();
    let folder = "/r/.claude/agent-memory/a";
    let host = MemoryHost::default()
        .with(format!("{folder}/MEMORY.md"), next())
        .with(format!("{folder}/patterns.md"), next());
    let sentence = String::from_utf8_lossy(next()).into_owned();
    let Ok(place) = place(&host, Path::new("/r"), Scope::Project, "a") else {
        return;
    };
    let Ok(mut memory) = Memory::read(&host, &place) else {
        return;
    };
    let before: Vec<String> = memory.entries().into_iter().map(|entry| entry.text).collect();
    let said = Instructions::default();
    if let Ok(changes) = memory.add(&sentence, None, &said, Judged::Insisted) {
        let after: Vec<String> = memory.entries().into_iter().map(|entry| entry.text).collect();
        let is_gone = |text: &&String| !after.contains(text);
        let told = changes.iter().filter(|change| matches!(change, Change::Updated { .. } | Change::Removed(_)));
        assert!(before.iter().filter(is_gone).count() <= told.count(), "an entry is gone and nobody was told");
    }
    drop(memory.for_prompt());
    drop(memory.search(&sentence));
});
