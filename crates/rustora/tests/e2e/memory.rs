//! The memory through the command line: what a person sees, what other programs see, and that nothing of it is ever lost.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::process::Stdio;
use std::thread;

use serde_json::Value;

use crate::support::{BLOCKING, Project};

const FOLDER: &str = ".claude/agent-memory/rust-backend-architect";

fn repository() -> Project {
    let project = Project::empty();
    project.write(".git/HEAD", "ref: refs/heads/main\n");
    project
}

/// Every sentence that is remembered.
fn remembered(project: &Project) -> Vec<String> {
    let run = project.rustora(&["memory", "list", "--format", "json"]);
    assert_eq!(run.code, 0, "{run:?}");
    let value: Value = serde_json::from_str(&run.stdout).unwrap();
    let entries = value["entries"].as_array().unwrap();
    let text = |entry: &Value| entry["text"].as_str().unwrap().to_owned();
    entries.iter().map(text).collect()
}

#[test]
fn what_a_person_says_is_remembered_and_forgotten_at_once() {
    let project = repository();
    let run = project.rustora(&["remember that we use NATS, not Kafka"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(
        run.stdout
            .contains("+ We use NATS, not Kafka\n  remembered in "),
        "{run:?}"
    );
    let run = project.rustora(&["Please remember: never auto-commit."]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(
        fs::read_to_string(project.root().join(FOLDER).join("preferences.md")).unwrap(),
        "# Preferences\n\n- Never auto-commit\n"
    );
    let run = project.rustora(&["what do you remember about NATS?"]);
    assert!(run.stdout.contains("We use NATS"), "{run:?}");
    let run = project.rustora(&["from now on, use Kafka instead of NATS"]);
    assert!(
        run.stdout
            .contains("- We use NATS, not Kafka\n+ Use Kafka instead of NATS\n  corrected in "),
        "{run:?}"
    );
    let run = project.rustora(&["forget what I said about Kafka"]);
    assert!(
        run.stdout
            .contains("- Use Kafka instead of NATS\n  forgotten, from "),
        "{run:?}"
    );
    assert_eq!(remembered(&project), ["Never auto-commit"]);
    let run = project.rustora(&["forget kubernetes"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("nothing that is remembered says"),
        "{run:?}"
    );
}

#[test]
fn what_does_not_belong_there_is_refused_and_said_why() {
    let project = repository();
    project.write("CLAUDE.md", "- Run cargo fmt before a commit\n");
    for (text, why) in [
        (
            "DATABASE_URL=postgres://app:hunter2@db/orders",
            "a URL with a password",
        ),
        ("I am working on the login page", "what is being done now"),
        ("It is probably the pool", "not certain"),
        (
            "run cargo fmt before a commit",
            "CLAUDE.md:1 says so already",
        ),
    ] {
        let run = project.rustora(&["memory", "add", text]);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.stderr.contains(why), "{run:?}");
        assert!(!run.stderr.contains("hunter2"), "{run:?}");
        let insisted = project.rustora(&["memory", "add", "--anyway", text]).code;
        assert_eq!(insisted, if why.contains("password") { 2 } else { 0 });
    }
    let run = project.rustora(&["memory", "add", "--agent", "../x", "a sentence"]);
    assert_eq!(run.code, 2);
    assert!(!project.root().join(".claude/x").exists());
}

#[test]
fn the_scopes_are_folders_of_their_own() {
    let project = repository();
    project.git(&["init", "--quiet"]);
    for scope in ["project", "user", "local"] {
        let run = project.rustora(&[
            "memory",
            "add",
            "--scope",
            scope,
            &format!("The {scope} likes tea"),
        ]);
        assert_eq!(run.code, 0, "{run:?}");
    }
    let status = project.git(&["status", "--porcelain", "--untracked-files=all"]);
    assert!(
        status.contains("agent-memory/rust-backend-architect/MEMORY.md"),
        "{status}"
    );
    assert!(!status.contains("agent-memory-local"), "{status}");
    let path = project
        .rustora(&["memory", "path", "--scope", "user"])
        .stdout;
    assert!(
        path.trim_end()
            .ends_with("/home/.claude/agent-memory/rust-backend-architect"),
        "{path}"
    );
    let prompt = project.rustora(&["memory", "show", "--for-prompt"]).stdout;
    assert!(
        prompt.starts_with("<memory ") && prompt.contains("The project likes tea"),
        "{prompt}"
    );
}

#[test]
fn a_review_is_silent_about_what_is_accepted_and_says_so() {
    let project = Project::new(BLOCKING);
    project.write(".git/HEAD", "ref: refs/heads/main\n");
    let (before, _) = project.json(&[]);
    let rule = before["findings"][0]["rule"].as_str().unwrap().to_owned();
    for _ in 0..3 {
        project.review(&[]);
    }
    let offered = project.review(&[]).stderr;
    let entry = format!("Accepted: `{rule}` in `src/lib.rs`: WHY");
    assert!(
        offered.contains(&format!("rustora memory add '{entry}'")),
        "{offered}"
    );
    project.rustora(&[
        "memory",
        "add",
        &entry.replace("WHY", "this pause is meant to block"),
    ]);
    let (after, code) = project.json(&[]);
    let left = after["findings"].as_array().unwrap();
    assert!(
        left.iter().all(|finding| finding["rule"] != rule.as_str()),
        "{after}"
    );
    let notes = after["notes"].to_string();
    assert!(
        notes.contains("silent here because the memory says") && notes.contains("accepted.md:3"),
        "{notes}"
    );
    assert_eq!(code, 0);
    // In another file it is not accepted.
    fs::rename(
        project.root().join("src/lib.rs"),
        project.root().join("src/main.rs"),
    )
    .unwrap();
    assert!(
        !project.json(&[]).0["findings"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}

/// Different words for each number, since sentences that differ in a number correct each other.
fn sentence(worker: usize, number: usize) -> String {
    let word = |mut number: usize| {
        let mut word = String::new();
        for _ in 0..4 {
            word.push(char::from(b'a' + u8::try_from(number % 26).unwrap()));
            number /= 26;
        }
        word
    };
    let own = word(worker * 1000 + number);
    format!("Handler q{own} calls z{own} in the module of its own")
}

#[test]
fn sixteen_processes_add_a_thousand_entries_each_and_none_is_lost() {
    let project = repository();
    thread::scope(|scope| {
        for worker in 0..16 {
            let project = &project;
            scope.spawn(move || {
                for batch in 0..4 {
                    let lines =
                        (0..250).map(|number| sentence(worker, batch * 250 + number) + "\n");
                    let run = project.with_input(
                        &["memory", "add", "-"],
                        lines.collect::<String>().as_bytes(),
                    );
                    assert_eq!(run.code, 0, "{run:?}");
                }
            });
        }
    });
    let found: BTreeSet<String> = remembered(&project).into_iter().collect();
    let wanted = (0..16).flat_map(|worker| (0..1000).map(move |number| sentence(worker, number)));
    assert_eq!(wanted.filter(|text| !found.contains(text)).count(), 0);
    assert_eq!(found.len(), 16_000);
    let index = fs::read_to_string(project.root().join(FOLDER).join("MEMORY.md")).unwrap();
    assert!(
        index.lines().count() <= 200 && index.len() <= 25_000,
        "{}",
        index.lines().count()
    );
    let names = fs::read_dir(project.root().join(FOLDER)).unwrap();
    for entry in names {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert_eq!(
            name.rsplit('.').next(),
            Some("md"),
            "{name} is strange to other readers"
        );
    }
}

#[test]
fn a_killed_process_leaves_the_old_memory_or_the_new_one() {
    let project = repository();
    let mut known: BTreeSet<String> = BTreeSet::new();
    for round in 0..60 {
        let batch: Vec<String> = (0..40).map(|number| sentence(round, number)).collect();
        let mut command = project.program(env!("CARGO_BIN_EXE_rustora"), &["memory", "add", "-"]);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        input.write_all(batch.join("\n").as_bytes()).unwrap();
        drop(input);
        // A little later each time: from before the first byte is read to after the last is written.
        for _ in 0..round * 40_000 {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let now: BTreeSet<String> = remembered(&project).into_iter().collect();
        let whole: BTreeSet<String> = known.iter().chain(&batch).cloned().collect();
        if now != known {
            assert!(
                known.is_subset(&now) && now.is_subset(&whole),
                "round {round}: {} entries",
                now.len()
            );
            for name in fs::read_dir(project.root().join(FOLDER)).unwrap() {
                let path = name.unwrap().path();
                let text = fs::read_to_string(&path).unwrap();
                assert!(
                    text.is_empty() || text.ends_with('\n'),
                    "{} is cut",
                    path.display()
                );
            }
        }
        known = now;
    }
    // What was killed left no lock behind.
    let run = project.rustora(&["memory", "add", "The last one comes through"]);
    assert_eq!(run.code, 0, "{run:?}");
}
