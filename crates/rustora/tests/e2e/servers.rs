//! Servers of the Model Context Protocol at work in `rustora run`: a script stands for one.

#![cfg(unix)]

use std::fs;

use serde_json::{Value, json};

use crate::support::{Project, Run, run};
use crate::working::{calls, package, says, script};

/// A server with one tool, which leaves a file where it was started.
const SERVER: &str = r#"
//- server.sh
touch started
while read -r line; do
    id=$(printf '%s' "$line" | sed -n 's/.*"id":\([0-9]*\).*/\1/p')
    case "$line" in
    *'"method":"initialize"'*)
        result='{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"tracker","version":"1"}}' ;;
    *'"method":"tools/list"'*)
        result='{"tools":[{"name":"find","description":"Finds tickets.","inputSchema":{"type":"object"}},{"name":"close","inputSchema":{"type":"object"}}]}' ;;
    *'"method":"tools/call"'*)
        result='{"content":[{"type":"text","text":"ticket 7 for '"$WHO"', key <'"$ANTHROPIC_API_KEY"'>"}]}' ;;
    *) continue ;;
    esac
    printf '{"jsonrpc":"2.0","id":%s,"result":%s}\n' "$id" "$result"
done
//- .mcp.json
{"mcpServers": {"tracker": {"command": "sh", "args": ["server.sh"], "env": {"WHO": "${WHO:-nobody}"}}}}
"#;

fn rules(project: &Project, text: &str) {
    let settings = project.home().join(".config/rustora/rustora.toml");
    fs::create_dir_all(settings.parent().unwrap()).unwrap();
    fs::write(settings, text).unwrap();
}

/// With a key of a model in the environment.
fn with_key(project: &Project, answers: &[Value], args: &[&str]) -> Run {
    run(script(project, answers, args).env("ANTHROPIC_API_KEY", "sk-secret")).exits(0)
}

#[test]
fn a_server_of_the_project_is_started_when_the_user_has_allowed_it() {
    let project = package();
    project.write_all(SERVER);
    let answers = [
        calls("mcp__tracker__find", &json!({ "text": "till" })),
        calls("mcp__tracker__close", &json!({})),
        says("Ticket 7."),
    ];
    let args = ["run", "--output", "json", "which ticket?"];

    // The repository cannot allow its own.
    project.write(
        "rustora.toml",
        "[permissions]\nallow = [\"mcp(tracker/*)\"]\n",
    );
    let run = with_key(&project, &answers, &args);
    for told in [
        "note: the server `tracker` was not started: .mcp.json has it run `WHO=${WHO:-nobody} sh server.sh`",
        "`allow = [\"mcp(tracker/*)\"]` below [permissions] and `projects = [",
    ] {
        assert!(run.stderr.contains(told), "{told}: {run:?}");
    }
    assert!(
        run.stdout.contains("there is no tool mcp__tracker__find"),
        "{run:?}"
    );
    assert!(!project.root().join("started").exists());

    // A rule goes by a name, which another repository may give to another program.
    let allowed = "[permissions]\nallow = [\"mcp(tracker/*)\"]\ndeny = [\"mcp(tracker/close)\"]\n";
    rules(&project, allowed);
    let run = with_key(&project, &answers, &args);
    assert!(run.stderr.contains("`tracker` was not started"), "{run:?}");
    assert!(!project.root().join("started").exists());

    let here = project.root().display().to_string();
    rules(
        &project,
        &format!("{allowed}[mcp]\nprojects = [\"{here}\"]\n"),
    );
    let run = with_key(&project, &answers, &args);
    let ended: Vec<Value> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .filter(|event: &Value| event["event"] == "ended")
        .collect();
    assert_eq!(
        ended[0]["content"], "ticket 7 for nobody, key <>",
        "{run:?}"
    );
    let denied = ended[1]["content"].as_str().unwrap();
    assert!(denied.contains("the rules deny `tracker/close`"), "{run:?}");
    assert!(project.root().join("started").exists());
}
