//! `rustora models`: what is configured and from where, what is used, whether it answers, and never a key.

use rustora_llm::replay::{Exchange, Replay};
use serde_json::Value;

use crate::formats::{assert_valid, schema};
use crate::support::{Project, Run, run};

const SECRET: &str = "sk-test-0123456789-secret";

/// `rustora models` with these variables, while a server gives these answers.
fn models(
    project: &Project,
    args: &[&str],
    vars: &[(&str, &str)],
    answers: Vec<Exchange>,
) -> (Run, usize) {
    // A thread of its own plays the answers while this one waits for the program.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build();
    let runtime = runtime.unwrap();
    let server = runtime.block_on(Replay::start(answers)).unwrap();
    let mut command = project.program(env!("CARGO_BIN_EXE_rustora"), &[&["models"], args].concat());
    for (name, value) in vars {
        command.env(name, value.replace("SERVER", &server.url()));
    }
    let ran = run(&mut command);
    assert!(!format!("{ran:?}").contains(SECRET), "{ran:?}");
    (ran.exits(0), server.asked().len())
}

fn list() -> Exchange {
    let body = r#"{"object":"list","data":[{"id":"qwen3"},{"id":"llama4"}]}"#;
    Exchange::status(200, &[("content-type", "application/json")], body)
}

#[test]
fn what_is_configured_is_shown_and_asked_unless_that_is_not_wanted() {
    let project = Project::empty();
    let vars = [
        ("OPENAI_BASE_URL", "SERVER/v1"),
        ("OPENAI_MODEL", "qwen3"),
        ("OPENAI_API_KEY", SECRET),
    ];
    let (ran, asked) = models(&project, &[], &vars, vec![list(), list()]);
    assert_eq!(asked, 2, "one for each wire");
    for part in [
        "openai/qwen3 is used",
        "set in OPENAI_API_KEY",
        "reachable   qwen3, llama4",
        "openai-responses at http://127.0.0.1",
    ] {
        assert!(ran.stdout.contains(part), "{part}: {}", ran.stdout);
    }
    let (ran, asked) = models(
        &project,
        &["--offline", "--format", "json"],
        &vars,
        vec![list()],
    );
    assert_eq!(asked, 0);
    let shown: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_valid(&schema("rustora.models.1.json"), &shown);
    assert_eq!(
        (&shown["use"]["model"], &shown["providers"][0]["reachable"]),
        (&Value::from("qwen3"), &Value::Null)
    );
}

#[test]
fn a_key_that_is_refused_names_its_variable_and_is_not_repeated() {
    let project = Project::empty();
    let refused = format!(r#"{{"error":{{"message":"bad key {SECRET}"}}}}"#);
    let vars = [
        ("ANTHROPIC_BASE_URL", "SERVER"),
        ("ANTHROPIC_API_KEY", SECRET),
        ("ANTHROPIC_MODEL", "claude-x"),
    ];
    let (ran, _) = models(
        &project,
        &["--format", "json"],
        &vars,
        vec![Exchange::status(401, &[], &refused)],
    );
    let shown: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_valid(&schema("rustora.models.1.json"), &shown);
    let provider = &shown["providers"][0];
    assert_eq!(
        (&provider["reachable"], &provider["key_variable"]),
        (&Value::from(false), &Value::from("ANTHROPIC_API_KEY"))
    );
    assert!(
        provider["why"].as_str().unwrap().contains("[key]"),
        "{provider}"
    );
}

#[test]
fn a_repository_cannot_redirect_a_key_and_a_file_cannot_hold_one() {
    let project = Project::empty();
    project.write_all(
        "
//- rustora.toml
[model]
use = \"evil/x\"
[[provider]]
name = \"evil\"
wire = \"openai-chat\"
base-url = \"http://127.0.0.1:1\"
key-env = \"ANTHROPIC_API_KEY\"
",
    );
    let (ran, _) = models(
        &project,
        &["--offline"],
        &[("ANTHROPIC_API_KEY", SECRET)],
        vec![],
    );
    assert!(ran.stdout.starts_with("anthropic/claude"), "{}", ran.stdout);
    assert!(
        ran.stdout.contains("`provider` is passed over") && !ran.stdout.contains("127.0.0.1"),
        "{}",
        ran.stdout
    );
    let (ran, _) = models(&project, &["--offline"], &[], vec![]);
    assert!(ran.stdout.contains("nothing is used"), "{}", ran.stdout);
    let folder = project.home().join(".config/rustora");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(
        folder.join("rustora.toml"),
        format!("api-key = \"{SECRET}\"\n"),
    )
    .unwrap();
    let ran = project.rustora(&["models", "--offline"]).exits(2);
    assert!(
        ran.stderr.contains("`api-key` holds a key") && !ran.stderr.contains(SECRET),
        "{}",
        ran.stderr
    );
}
