//! Any bytes as the definition of an agent: they are read to the end, and what comes of it keeps its promises.
//!
//! There is an agent exactly when nothing says that there is none, every line that a problem names is in the file, and ranking
//! what was read, against itself, neither panics nor loses it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rustora_agent::{Kind, Level, parse, rank};

fuzz_target!(|input: &[u8]| {
    let parsed = parse(input);
    let says_no = parsed.problems.iter().any(|problem| {
        problem.level == Level::Error || problem.kind == Kind::NoFrontMatter
    });
    assert_eq!(parsed.definition.is_none(), says_no, "{:?}", parsed.problems);
    let breaks = input.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
    for problem in &parsed.problems {
        assert!(problem.line >= 1 && problem.line as usize <= breaks + 1, "{problem:?}");
    }
    if let Some(definition) = &parsed.definition {
        let name = definition.folder_name();
        assert!(!name.is_empty() && !name.contains(['/', '\\', '.', ':']), "{name:?}");
        let ranked = rank(&[definition, definition], &definition.description);
        assert_eq!(ranked.len(), 2);
    }
});
