//! A second review of the same files says the same, and sees whatever changed.

use std::fs;
use std::path::PathBuf;

use crate::support::{BLOCKING, Project};

/// The file in which the review of a project is recorded.
fn record(project: &Project) -> PathBuf {
    let folder = project.home().join(".cache/rustora");
    let entries = fs::read_dir(&folder).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    // How often each finding came back stands in a folder of its own.
    files.retain(|path| path.is_file());
    assert_eq!(files.len(), 1, "{files:?}");
    files.remove(0)
}

/// A project that was reviewed once, and what was said in each format.
fn reviewed() -> (Project, Vec<String>) {
    let project = Project::new(BLOCKING);
    let said = all_formats(&project, &["--no-cache"]);
    project.review(&[]).exits(1);
    (project, said)
}

fn all_formats(project: &Project, args: &[&str]) -> Vec<String> {
    ["terminal", "json", "sarif"]
        .map(|format| {
            let run = project.review(&[&["--all", "--format", format], args].concat());
            project.settled(&run.exits(1).stdout)
        })
        .to_vec()
}

#[test]
fn what_is_recalled_is_what_was_said() {
    let (project, said) = reviewed();
    let before = fs::metadata(record(&project)).unwrap().modified().unwrap();
    assert_eq!(all_formats(&project, &[]), said);
    let after = fs::metadata(record(&project)).unwrap().modified().unwrap();
    assert_eq!(before, after, "it was reviewed again");
}

#[test]
fn whatever_changed_is_seen() {
    let (project, _) = reviewed();
    let lib = fs::read_to_string(project.root().join("src/lib.rs")).unwrap();
    project.write("src/lib.rs", lib.replace("std::thread::sleep", "let _ = "));
    project.review(&[]).exits(0);
    // A text that is back, a file that nobody read before, a setting, a version.
    project.write("src/lib.rs", &lib);
    project.review(&[]).exits(1);
    project.write("tests/bad.rs", "fn (");
    let run = project.review(&[]).exits(1);
    assert!(run.stdout.contains("tests/bad.rs"), "{}", run.stdout);
    let manifest = fs::read_to_string(project.root().join("Cargo.toml")).unwrap();
    let setting = "\n[package.metadata.rustora.rules]\nblocking-call-in-async = \"allow\"\n";
    project.write("Cargo.toml", manifest + setting);
    project.review(&[]).exits(0);
}

#[test]
fn a_record_that_is_damaged_or_of_another_engine_is_made_again() {
    let (project, said) = reviewed();
    let path = record(&project);
    let text = fs::read_to_string(&path).unwrap();
    let engine = text.replace("\"engine\":\"", "\"engine\":\"0");
    for damaged in ["", "{}", &text[..text.len() / 2], &engine] {
        fs::write(&path, damaged).unwrap();
        assert_eq!(all_formats(&project, &[])[0], said[0]);
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
}

#[test]
fn a_cache_that_cannot_be_kept_is_no_error() {
    let project = Project::new(BLOCKING);
    fs::write(project.home().join(".cache"), "no folder").unwrap();
    let run = project.review(&[]).exits(1);
    assert_eq!(run.stderr, "");
}
