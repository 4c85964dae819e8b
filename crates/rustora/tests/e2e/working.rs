//! A model at work, through the command line: a script stands for the model, everything else is real.

use std::fs;

use serde_json::{Value, json};

use crate::support::{Project, Run};

/// A package without dependencies, in a repository with one commit.
pub(crate) fn package() -> Project {
    let project = Project::empty();
    project.write_all(
        r#"
//- Cargo.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2024"

[lints.clippy]
pedantic = "warn"
//- Cargo.lock
version = 4

[[package]]
name = "shop"
version = "0.1.0"
//- src/lib.rs
//! A shop.

/// The sum of two prices in cents.
#[must_use]
pub fn total(a: u32, b: u32) -> u32 {
    a.saturating_add(b)
}
"#,
    );
    project.write(".gitignore", "target\nscript.jsonl\n");
    project.commit();
    project
}

/// Runs `rustora` with a model that gives these answers.
fn scripted(project: &Project, answers: &[Value], args: &[&str]) -> Run {
    let lines: Vec<String> = answers.iter().map(Value::to_string).collect();
    project.write("script.jsonl", lines.join("\n"));
    let mut command = project.program(env!("CARGO_BIN_EXE_rustora"), args);
    command.env("RUSTORA_SCRIPT", project.root().join("script.jsonl"));
    crate::support::run(&mut command)
}

pub(crate) fn says(text: &str) -> Value {
    json!({ "parts": [{ "text": text }] })
}

fn calls(tool: &str, arguments: &Value) -> Value {
    json!({ "parts": [{ "tool_call": { "id": format!("{tool}-1"), "name": tool, "arguments": arguments } }] })
}

#[test]
fn what_a_model_says_and_changes_is_held_to_the_compiler() {
    let project = package();
    let wrong = "Use it so:\n\n```rust\nlet sum: String = shop::total(1, 2);\n```\n";
    let right = "Use it so:\n\n```rust\nlet sum: u32 = shop::total(1, 2);\n```\n";
    let run = scripted(
        &project,
        &[says(wrong), says(right)],
        &["run", "how do I add prices?"],
    );
    assert_eq!(
        (run.code, run.stdout.trim_end()),
        (0, right.trim_end()),
        "{run:?}"
    );
    assert!(
        run.stderr.contains("0 proven, 1 refuted") && run.stderr.contains("1 proven, 0 refuted"),
        "{run:?}"
    );

    // It says that all is well, and what it wrote does not compile.
    let broken = calls(
        "write",
        &json!({ "path": "src/tax.rs", "content": "pub fn tax() -> u32 { \"\" }\n" }),
    );
    let lib = project.root().join("src/lib.rs");
    let read = calls("read", &json!({ "path": "src/lib.rs" }));
    let used = calls(
        "edit",
        &json!({ "path": "src/lib.rs", "old": "//! A shop.\n", "new": "//! A shop.\n\npub mod tax;\n" }),
    );
    let mut answers = vec![broken, read, used];
    answers.extend((0..4).map(|_| says("Done, all tests pass.")));
    let run = scripted(
        &project,
        &answers,
        &["run", "--permission-mode", "accept-edits", "add a tax"],
    );
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.stdout.starts_with("NOT DONE: the gate "), "{run:?}");
    assert!(fs::read_to_string(lib).unwrap().contains("pub mod tax;"));
}

#[test]
fn what_asks_is_denied_where_nobody_is_there_and_a_session_tells_all_of_it() {
    let project = package();
    let answers = [
        calls(
            "shell",
            &json!({ "line": "cargo test && git reset --hard HEAD~1" }),
        ),
        calls(
            "memory",
            &json!({ "do": "add", "text": "Prices are kept in cents, as `u32`" }),
        ),
        says("I need a person for that."),
    ];
    let run = scripted(
        &project,
        &answers,
        &[
            "run",
            "--permission-mode",
            "auto",
            "--output",
            "json",
            "tidy up",
        ],
    );
    assert_eq!(run.code, 0, "{run:?}");
    let events: Vec<Value> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let is = |event: &Value, name: &str| event["event"] == name;
    assert!(
        events
            .iter()
            .any(|event| is(event, "decided") && event["allowed"] == false),
        "{run:?}"
    );
    assert!(is(events.last().unwrap(), "finished"), "{run:?}");
    let listed = project.rustora(&["memory", "list"]);
    assert!(
        listed.stdout.contains("Prices are kept in cents"),
        "{listed:?}"
    );

    let sessions = project.rustora(&["sessions", "--format", "json"]);
    let session: Value = serde_json::from_str(sessions.stdout.lines().next().unwrap()).unwrap();
    assert_eq!(session["outcome"], "done");
    let id = session["id"].as_str().unwrap();
    let shown = project.rustora(&["sessions", id]);
    assert_eq!(
        shown.stdout.lines().count(),
        events.len() + 1,
        "what was shown, and how it started"
    );
    let run = scripted(
        &project,
        &[says("Nothing else.")],
        &["resume", id, "what else?"],
    );
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (0, "Nothing else.\n"),
        "{run:?}"
    );
    let run = project.rustora(&["resume", "1-1"]);
    assert!(
        run.code == 2 && run.stderr.contains("there is no session 1-1"),
        "{run:?}"
    );
}

#[test]
fn without_a_model_it_says_what_to_configure() {
    let project = package();
    let run = project.rustora(&["run", "hello"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("help: "), "{run:?}");
}
