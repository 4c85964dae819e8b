//! Files that were not written to be read: a review says what it left out, reviews the rest, and never ends the process.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::path::PathBuf;

use rustora_host::MemoryHost;
use rustora_review::{Progress, Request, Review, ReviewError, review};
use rustora_source::NESTING_LIMIT;

const MANIFEST: &str = "[package]\nname = \"app\"\nedition = \"2024\"\n[dependencies]\ntokio = { version = \"1\", features = [\"full\"] }\n";
const BLOCKING: &str = "pub async fn f(d: std::time::Duration) { std::thread::sleep(d) }";

/// Reviews a package with one file that is in order, `good.rs`, and one that may not be, `odd.rs`.
fn with_odd(odd: impl Into<Vec<u8>>) -> Review {
    let host = MemoryHost::new([
        ("/w/Cargo.toml", MANIFEST),
        ("/w/src/lib.rs", "mod good;\nmod odd;\n"),
        ("/w/src/good.rs", BLOCKING),
    ])
    .with("/w/src/odd.rs", odd);
    let request = Request {
        paths: vec![PathBuf::from("/w")],
        ..Request::default()
    };
    review(&host, &request, &Progress::default()).unwrap()
}

#[track_caller]
fn left_out(odd: impl Into<Vec<u8>>, why: &str) {
    let review = with_odd(odd);
    assert_eq!(review.findings.len(), 1, "the other file is reviewed");
    let note = review
        .notes
        .iter()
        .find(|note| note.path == "src/odd.rs")
        .unwrap();
    assert!(note.message.contains(why), "{}", note.message);
}

/// Ways to nest: what opens, what stands inside, what closes.
const NESTS: [(&str, &str, &str); 14] = [
    ("(", "1", ")"),
    ("[", "1", "]"),
    ("{", "1", "}"),
    ("!", "x", ""),
    ("-", "1", ""),
    ("&", "1", ""),
    ("*", "x", ""),
    ("|x| ", "1", ""),
    ("if a { 1 } else ", "{ 1 }", ""),
    ("1 + ", "1", ""),
    ("match x { _ => ", "1", "}"),
    ("async { ", "1", "}"),
    ("vec![", "1", "]"),
    ("f(", "1", ")"),
];

#[test]
fn nesting_beyond_the_limit_is_left_out() {
    for (open, inside, close) in NESTS {
        let text = format!(
            "fn f() {{ {}{inside}{} }}",
            open.repeat(100_000),
            close.repeat(100_000)
        );
        left_out(text, "levels deep");
    }
    left_out(
        format!("fn f() {{ x{} }}", ".a()".repeat(100_000)),
        "levels deep",
    );
    left_out(
        format!("fn f() {{ x{} }}", "?".repeat(100_000)),
        "levels deep",
    );
    left_out(
        format!(
            "type T = {}u8{};",
            "Vec<".repeat(100_000),
            ">".repeat(100_000)
        ),
        "levels deep",
    );
    left_out(format!("use a::{}b;", "a::".repeat(100_000)), "levels deep");
    left_out(
        format!("{}{}", "mod m {".repeat(100_000), "}".repeat(100_000)),
        "levels deep",
    );
    left_out(
        format!(
            "fn f() {{ let {}x{} = 1; }}",
            "(".repeat(100_000),
            ")".repeat(100_000)
        ),
        "levels deep",
    );
}

/// The limit is only a limit if everything below it fits the stack, in this unoptimised build too.
#[test]
fn nesting_up_to_the_limit_is_reviewed() {
    let most = NESTING_LIMIT as usize;
    for (open, inside, close) in NESTS {
        // As many as fit: one unit can count for several links.
        let fits = |times: usize| {
            let text = format!(
                "fn f() {{ {}{inside}{} }}",
                open.repeat(times),
                close.repeat(times)
            );
            (rustora_source::scan::scan(&text).nesting <= NESTING_LIMIT).then_some(text)
        };
        let text = (1..=16).find_map(|share| fits((most - 4) / share)).unwrap();
        let review = with_odd(text);
        let notes: Vec<_> = review
            .notes
            .iter()
            .filter(|note| note.message.contains("deep"))
            .collect();
        assert!(notes.is_empty(), "{open}: {notes:?}");
        assert_eq!(review.findings.len(), 1, "{open}");
    }
    let chain = format!("fn f() {{ x{} }}", ".a()".repeat(most / 2 - 4));
    assert_eq!(with_odd(chain).findings.len(), 1);
}

#[test]
fn what_cannot_be_read_is_named() {
    left_out("fn f( {", "does not parse");
    left_out(b"fn f() {} // \xff\xfe".as_slice(), "not UTF-8");
    left_out(
        vec![b' '; rustora_source::SIZE_LIMIT + 1],
        "bytes (the limit is",
    );
    left_out("fn f() { \"never closed }", "does not parse");
    left_out("/* never closed", "does not parse");
    left_out("fn f() {}\0", "does not parse");
}

#[test]
fn odd_but_valid_files_are_reviewed() {
    for odd in [
        "",
        "\u{feff}",
        "#!/usr/bin/env run\nfn f() {}",
        "\r\n\r\n",
        "// only\r\n",
        "#![allow(x)]",
    ] {
        let review = with_odd(odd);
        assert!(
            review.notes.iter().all(|note| note.path != "src/odd.rs"),
            "{odd:?}: {:?}",
            review.notes
        );
        assert_eq!(review.files, 3);
    }
}

#[test]
fn positions_are_right_behind_a_mark_and_with_windows_line_ends() {
    for before in [
        "",
        "\u{feff}",
        "\u{feff}// é\r\n",
        "#!/bin/x\r\n",
        "/* 🦀 */ ",
    ] {
        let review = with_odd(format!("{before}{BLOCKING}\r\n"));
        let found = review
            .findings
            .iter()
            .find(|finding| finding.location.source.path == "src/odd.rs")
            .unwrap();
        let text = &found.location.source.text;
        assert_eq!(
            &text[found.location.span.range()],
            "std::thread::sleep",
            "{before:?}"
        );
    }
}

#[test]
fn modules_in_a_circle_are_cut() {
    let host = MemoryHost::new([
        ("/w/Cargo.toml", MANIFEST),
        (
            "/w/src/lib.rs",
            "#[path = \"lib.rs\"] mod again;\n#[path = \"../src/lib.rs\"] mod other;\npub mod good;",
        ),
        ("/w/src/good.rs", BLOCKING),
    ]);
    let request = Request {
        paths: vec![PathBuf::from("/w")],
        ..Request::default()
    };
    let review = review(&host, &request, &Progress::default()).unwrap();
    assert_eq!(review.findings.len(), 1);
}

#[test]
fn a_broken_manifest_leaves_the_code_reviewed() {
    let host = MemoryHost::new([
        ("/w/Cargo.toml", "[package\nname = 1"),
        ("/w/src/lib.rs", BLOCKING),
    ]);
    let request = Request {
        paths: vec![PathBuf::from("/w")],
        ..Request::default()
    };
    let review = review(&host, &request, &Progress::default()).unwrap();
    assert_eq!(review.findings.len(), 1);
    assert!(
        review
            .notes
            .iter()
            .any(|note| note.message.contains("does not parse at line 1")),
        "{:?}",
        review.notes
    );
}

/// What reviewing a folder of these files ends with.
fn refusal(files: &[(&str, &str)]) -> ReviewError {
    let host = MemoryHost::new(files.iter().copied());
    let request = Request {
        paths: vec![PathBuf::from("/w")],
        ..Request::default()
    };
    review(&host, &request, &Progress::default()).unwrap_err()
}

#[test]
fn a_folder_that_cannot_be_reviewed_says_why() {
    let nothing = refusal(&[("/w/readme.md", "")]);
    assert!(matches!(nothing, ReviewError::Nothing(folder) if folder == "/w"));
    let several = refusal(&[("/w/a/Cargo.toml", MANIFEST), ("/w/b/Cargo.toml", MANIFEST)]);
    assert!(matches!(several, ReviewError::AmbiguousFolder { roots, .. } if roots == "/w/a, /w/b"));
}
