//! Files and folders that are not as they should be: each is noted, and the rest is reviewed.

use std::fmt::Write as _;

use crate::support::{BLOCKING, Project, notes, places, run};

const FOUND: &str = "src/lib.rs:4:5 blocking-call-in-async";

/// Reviews a project with the usual finding; the notes that are left besides it.
#[track_caller]
fn reviewed(project: &Project) -> Vec<String> {
    let (review, code) = project.json(&[]);
    assert_eq!(code, 1, "{review:#}");
    assert!(
        places(&review).iter().any(|place| place == FOUND),
        "{review:#}"
    );
    notes(&review)
}

#[track_caller]
fn assert_note(notes: &[String], path: &str, why: &str) {
    let found = notes
        .iter()
        .any(|note| note.starts_with(&format!("{path}: ")) && note.contains(why));
    assert!(found, "no note about {path} says {why:?}: {notes:#?}");
}

#[test]
fn a_file_that_does_not_parse() {
    let project = Project::new(BLOCKING);
    project.write("tests/bad.rs", "fn main() {\n    let = 1;\n}\n");
    assert_note(
        &reviewed(&project),
        "tests/bad.rs",
        "not reviewed: it does not parse: 2:9",
    );
}

#[test]
fn a_file_that_is_not_utf8() {
    let project = Project::new(BLOCKING);
    project.write("tests/bad.rs", b"fn main() { \xff }\n");
    assert_note(&reviewed(&project), "tests/bad.rs", "not UTF-8");
}

#[test]
fn columns_behind_a_byte_order_mark_and_crlf() {
    let project = Project::new("");
    let text = "\u{feff}use std::thread;\r\nuse std::time::Duration;\r\n\r\npub async fn f() {\r\n    let _é = \"🦀\"; thread::sleep(Duration::from_secs(1));\r\n}\r\n";
    project.write("src/lib.rs", text);
    let (review, _) = project.json(&[]);
    assert_eq!(places(&review), ["src/lib.rs:5:19 blocking-call-in-async"]);
    assert_eq!(review["findings"][0]["end"]["column"], 32);
    let shown = project.review(&[]).exits(1).stdout;
    assert!(
        shown.contains("src/lib.rs:5:19") && !shown.contains('␍'),
        "{shown}"
    );
    assert!(
        shown
            .contains("5 +     let _é = \"🦀\"; tokio::time::sleep(Duration::from_secs(1)).await;"),
        "{shown}"
    );
}

#[test]
fn nesting_that_no_parser_survives() {
    const DEEP: usize = 100_000;
    let project = Project::new(BLOCKING);
    let wrap = |name: &str, open: &str, inner: &str, close: &str| {
        let text = format!(
            "fn f() {{ let x = {}{inner}{}; }}\n",
            open.repeat(DEEP),
            close.repeat(DEEP)
        );
        project.write(&format!("tests/{name}.rs"), text);
    };
    wrap("parens", "(", "1", ")");
    wrap("brackets", "[", "1", "]");
    wrap("blocks", "{", "1", "}");
    wrap("closures", "|| ", "1", "");
    wrap("nots", "!", "true", "");
    wrap("refs", "&", "1", "");
    wrap("chains", "", "a", ".b()");
    wrap("sums", "", "1", " + 1");
    wrap("unclosed", "(", "", "");
    wrap("generics", "Vec::<", "u8", ">::new()");
    let mut text = String::new();
    for index in 0..DEEP {
        _ = write!(text, "mod m{index} {{");
    }
    project.write("tests/modules.rs", text);
    let notes = reviewed(&project);
    for name in [
        "parens", "brackets", "blocks", "closures", "nots", "refs", "chains", "sums", "unclosed",
        "generics", "modules",
    ] {
        assert_note(
            &notes,
            &format!("tests/{name}.rs"),
            "not reviewed: it does not parse: nests about",
        );
    }
}

#[test]
fn an_empty_file_and_one_of_a_single_long_line() {
    let project = Project::new(BLOCKING);
    project.write("tests/empty.rs", "");
    let long = format!(
        "pub async fn f() {{ {} std::thread::sleep(d()); }}",
        "let a = \"aaaaaaaaaaaaaaaa\"; ".repeat(20_000)
    );
    project.write("src/main.rs", long);
    let run = project.review(&[]).exits(1);
    assert!(
        run.stdout.contains("--> src/main.rs:1:"),
        "{}",
        run.stdout.len()
    );
    assert!(run.stdout.lines().all(|line| line.len() < 1_000));
}

#[cfg(unix)]
#[test]
fn folders_that_lead_in_a_circle() {
    let project = Project::new(BLOCKING);
    std::os::unix::fs::symlink(project.root(), project.root().join("src/again")).unwrap();
    std::os::unix::fs::symlink("self.rs", project.root().join("src/self.rs")).unwrap();
    project.review(&[]).exits(1);
    project.review(&["src/again/src"]).exits(1);
    project.review(&["src/self.rs"]).exits(2);
}

#[cfg(target_os = "linux")]
#[test]
fn files_that_cannot_be_read_or_never_end() {
    let project = Project::new(&format!("{BLOCKING}\nmod memory;\nmod pipe;\nmod zero;\n"));
    let link = |to: &str, name: &str| {
        std::os::unix::fs::symlink(to, project.root().join("src").join(name)).unwrap();
    };
    // Reading its first byte fails for root as well.
    link("/proc/self/mem", "memory.rs");
    link("/dev/zero", "zero.rs");
    run(&mut project.program("mkfifo", &["src/pipe.rs"])).exits(0);
    let notes = reviewed(&project);
    assert_note(&notes, "src/memory.rs", "cannot be read");
    assert_note(&notes, "src/lib.rs", "there is no file for `mod pipe;`");
    assert_note(&notes, "src/lib.rs", "there is no file for `mod zero;`");
    for name in ["src/memory.rs", "src/pipe.rs", "src/zero.rs"] {
        project.review(&[name]).exits(2);
    }
}

#[test]
fn a_broken_manifest() {
    let project = Project::new(BLOCKING);
    project.write("Cargo.toml", "[package\nname = 3");
    assert_note(
        &reviewed(&project),
        "Cargo.toml",
        "its dependencies are unknown",
    );
}

#[test]
fn no_lock_file_and_a_broken_one() {
    let project = Project::new(BLOCKING);
    project.write("Cargo.lock", "version = ");
    assert_note(&reviewed(&project), "Cargo.lock", "does not parse");
    std::fs::remove_file(project.root().join("Cargo.lock")).unwrap();
    assert_note(&reviewed(&project), "Cargo.lock", "there is no lock file");
}

#[test]
fn a_toolchain_that_is_not_there() {
    let project = Project::new(BLOCKING);
    project.write(
        "rust-toolchain.toml",
        "[toolchain]\nchannel = \"nightly-1999-12-31\"\n",
    );
    assert_eq!(reviewed(&project), Vec::<String>::new());
}

#[test]
fn files_without_a_manifest() {
    let project = Project::empty();
    project.write_all(BLOCKING);
    let (review, code) = project.json(&["src/lib.rs"]);
    assert_eq!(code, 1, "{review:#}");
    assert_eq!(places(&review), ["lib.rs:4:5 blocking-call-in-async"]);
}
