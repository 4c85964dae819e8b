//! A model at work, through the command line: a script stands for the model, everything else is real.

use std::fs;
use std::process::Command;

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
    crate::support::run(&mut script(project, answers, args))
}

/// `rustora` with a model that gives these answers.
pub(crate) fn script(project: &Project, answers: &[Value], args: &[&str]) -> Command {
    let lines: Vec<String> = answers.iter().map(Value::to_string).collect();
    project.write("script.jsonl", lines.join("\n"));
    let mut command = project.program(env!("CARGO_BIN_EXE_rustora"), args);
    command.env("RUSTORA_SCRIPT", project.root().join("script.jsonl"));
    command
}

pub(crate) fn says(text: &str) -> Value {
    json!({ "parts": [{ "text": text }] })
}

pub(crate) fn calls(tool: &str, arguments: &Value) -> Value {
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
fn a_review_with_a_model_begins_with_the_engines_and_holds_the_models_findings_to_the_compiler() {
    let project = package();
    let lib = fs::read_to_string(project.root().join("src/lib.rs")).unwrap();
    project.write(
        "src/lib.rs",
        lib + "\n/// Reads a price.\n///\n/// # Errors\n/// When it is no number.\n\
            pub fn price(text: &str) -> Result<u32, String> {\n    text.parse().map_err(|_| String::from(\"no number\"))\n}\n\n\
            /// The first price.\n#[must_use]\npub fn first(prices: &[u32]) -> u32 {\n    *prices.first().unwrap()\n}\n",
    );
    let finding = |quote: &str, message: &str, fix: Option<&str>| {
        let mut arguments = json!({ "path": "src/lib.rs", "quote": quote, "message": message });
        if let Some(fix) = fix {
            arguments["fix"] = json!(fix);
        }
        calls("finding", &arguments)
    };
    let answers = [
        finding(
            "a.saturating_add(b)",
            "a total is never wrong in silence",
            Some("a.wrapping_sub(b).into_nothing()"),
        ),
        finding(
            "a.saturating_add(b)",
            "a total is never wrong in silence",
            Some("a.strict_total(b)"),
        ),
        finding(
            "*prices.first().unwrap()",
            "no prices, no first",
            Some("prices.first().copied().unwrap_or_default()"),
        ),
        finding("text.parse()", "says nothing of overflow", None),
        finding("no such code", "made up", None),
        says("The totals are the weak point."),
    ];
    let run = scripted(&project, &answers, &["review src/lib.rs"]);
    assert_eq!(run.code, 0, "{run:?}");
    let said = &run.stderr;
    assert!(
        said.contains("understood: review: path src/lib.rs, first by the engine")
            && said.contains("rust-backend-architect works with "),
        "{run:?}"
    );
    let (engine, model) = run
        .stdout
        .split_once("Found by the model:\n")
        .unwrap_or_else(|| panic!("{run:?}"));
    assert!(engine.contains("src/lib.rs"), "{run:?}");
    let expected = "\
src/lib.rs:20:5: no prices, no first
  its fix is compiled, and compiler and clippy say nothing new of it:
  - *prices.first().unwrap()
  + prices.first().copied().unwrap_or_default()
src/lib.rs:14:5: says nothing of overflow
  unproven, from the model: it has no fix

The model's own words:
The totals are the weak point.
";
    assert_eq!(model, expected, "{run:?}");

    // The engine alone, when that is wanted, and for what it does at once.
    let alone = scripted(
        &project,
        &answers,
        &["review src/lib.rs", "--no-model", "--quick"],
    );
    assert!(
        alone
            .stderr
            .contains("understood: review: path src/lib.rs, by the engine")
            && !alone.stderr.contains("works with"),
        "{alone:?}"
    );
    let kept = scripted(&project, &answers, &["remember that prices are in cents"]);
    assert!(
        kept.code == 0 && !kept.stderr.contains("works with"),
        "{kept:?}"
    );
    // What no command of the engine's answers is a model's.
    let poem = scripted(&project, &[says("No.")], &["write a poem about ferris"]);
    assert_eq!((poem.code, poem.stdout.as_str()), (0, "No.\n"), "{poem:?}");
}

#[test]
fn without_a_model_it_says_what_to_configure() {
    let project = package();
    let run = project.rustora(&["run", "hello"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("help: "), "{run:?}");
}

/// Waits until something is so; for a minute at most.
#[cfg(target_os = "linux")]
fn waited(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = std::time::Instant::now();
    while !is_so() {
        assert!(began.elapsed().as_secs() < 60, "{what}");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

/// Whether a process runs whose command line has this in it.
#[cfg(target_os = "linux")]
fn is_running(words: &str) -> bool {
    let processes = fs::read_dir("/proc").unwrap().flatten();
    let mut lines = processes.filter_map(|process| fs::read(process.path().join("cmdline")).ok());
    lines.any(|line| {
        String::from_utf8_lossy(&line)
            .replace('\0', " ")
            .starts_with(words)
    })
}

#[test]
#[cfg(target_os = "linux")]
fn an_interrupt_ends_the_turn_and_every_program_that_it_had_started() {
    let project = package();
    // A number that no other process has.
    let sleep = format!("sleep 9{}", std::process::id());
    let answers = [
        calls(
            "shell",
            &json!({ "line": format!("{sleep} & {sleep}; wait"), "timeout": 600 }),
        ),
        says("never said"),
    ];
    let lines: Vec<String> = answers.iter().map(Value::to_string).collect();
    project.write("script.jsonl", lines.join("\n"));
    let args = ["run", "--permission-mode", "auto", "wait"];
    let mut command = project.program(env!("CARGO_BIN_EXE_rustora"), &args);
    command
        .env("RUSTORA_SCRIPT", project.root().join("script.jsonl"))
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped());
    let child = command.spawn().unwrap();
    waited("the program did not start", || is_running(&sleep));
    let interrupt = std::process::Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(interrupt.unwrap().success());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.starts_with("stopped: you wanted no more"), "{said}");
    waited("a program is left", || !is_running(&sleep));
    let listed = project.rustora(&["sessions"]);
    assert!(listed.stdout.contains("cancelled"), "{listed:?}");
}

/// With any server that speaks OpenAI's Chat Completions. What such a model answers is its own affair; that the loop comes to an end which is
/// written down, and that nothing is changed by a question, is ours.
#[test]
fn a_real_model_is_worked_with_where_one_is_given() {
    let given = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let (Some(url), Some(model)) = (given("RUSTORA_TEST_MODEL_URL"), given("RUSTORA_TEST_MODEL"))
    else {
        println!("optional, not run: RUSTORA_TEST_MODEL_URL and RUSTORA_TEST_MODEL name no model");
        return;
    };
    let project = package();
    let args = [
        "run",
        "--max-turns",
        "12",
        "Read src/lib.rs, then show in one Rust block how to add two prices with `shop::total`.",
    ];
    let mut command = project.program(env!("CARGO_BIN_EXE_rustora"), &args);
    command
        .env("OPENAI_BASE_URL", url)
        .env("OPENAI_MODEL", model)
        .env(
            "OPENAI_API_KEY",
            given("RUSTORA_TEST_MODEL_KEY").unwrap_or_else(|| "none".to_owned()),
        );
    let run = crate::support::run(&mut command);
    println!("{run:?}");
    assert!(
        (0..=2).contains(&run.code) && !run.stderr.contains("the model could not be asked"),
        "{run:?}"
    );
    assert!(
        !run.stdout.trim().is_empty(),
        "without a whole answer it says why: {run:?}"
    );
    let listed = project.rustora(&["sessions", "--format", "json"]);
    let session: Value = serde_json::from_str(listed.stdout.lines().next().unwrap()).unwrap();
    assert!(session["outcome"].is_string(), "{session}");
    assert_eq!(project.git(&["status", "--porcelain"]), "");
}

#[test]
fn rules_of_the_user_outweigh_the_mode_and_a_repository_can_only_narrow() {
    let project = package();
    project.write(
        "rustora.toml",
        "[permissions]\nallow = [\"shell(curl *)\"]\ndeny = [\"edit(src/**)\"]\n",
    );
    project.write(
        ".claude/agents/reader.md",
        "---\nname: reader\ndescription: Reads.\ntools: Read, Bash(git log:*)\n---\nRead.\n",
    );
    let settings = project.home().join(".config/rustora/rustora.toml");
    fs::create_dir_all(settings.parent().unwrap()).unwrap();
    fs::write(&settings, "[permissions]\ndeny = [\"shell(touch *)\"]\n").unwrap();
    let answers = [
        calls("shell", &json!({ "line": "ls && touch made" })),
        calls("shell", &json!({ "line": "curl https://example.org" })),
        calls("write", &json!({ "path": "src/tax.rs", "content": "" })),
        calls("shell", &json!({ "line": "git log --oneline" })),
        says("I may not."),
    ];
    let run = scripted(
        &project,
        &answers,
        &["run", "--permission-mode", "auto", "tidy up"],
    );
    assert_eq!(run.code, 0, "{run:?}");
    for told in [
        "note: the repository's `allow` of `shell(curl *)` is not followed",
        "not permitted: the rules deny `touch *`",
        "not permitted: the rules deny `src/**`",
    ] {
        assert!(run.stderr.contains(told), "{told}: {run:?}");
    }
    assert_eq!(run.stderr.matches("not permitted").count(), 3, "{run:?}");
    assert!(!project.root().join("made").exists());

    let run = scripted(
        &project,
        &[
            calls("shell", &json!({ "line": "ls" })),
            calls("shell", &json!({ "line": "git log --oneline" })),
            says("I may not."),
        ],
        &[
            "run",
            "--permission-mode",
            "auto",
            "--agent",
            "reader",
            "look",
        ],
    );
    let told = "not permitted: the rules deny `anything but Bash(git log:*)`";
    assert!(run.stderr.contains(told), "{run:?}");
    assert_eq!(run.stderr.matches("not permitted").count(), 1, "{run:?}");

    fs::write(&settings, "[permissions]\nforbid = [\"shell\"]\n").unwrap();
    let run = scripted(&project, &[says("Hello.")], &["run", "hello"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(
        run.stderr
            .contains("line 2: `forbid` in [permissions] is not known"),
        "{run:?}"
    );
}
