//! What people see.

use crate::support::{BLOCKING, Project};

/// Each way of telling a finding once: with a fix, with a pattern, again without one, with another place,
/// suppressed, of low confidence; and a file that is left out.
const EVERYTHING: &str = r#"
//- Cargo.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2024"

[dependencies]
reqwest = "0.13"
sqlx = "0.9"
tokio = { version = "1", features = ["time"] }
tracing = "0.1"
//- Cargo.lock
version = 4
//- src/lib.rs
mod db;
mod old;

use std::time::Duration;

pub async fn pause() {
    std::thread::sleep(Duration::from_secs(1));
}

pub async fn page() -> std::io::Result<String> {
    std::fs::read_to_string("page.html")
}

pub fn clients() -> (reqwest::Client, reqwest::Client) {
    (reqwest::Client::new(), reqwest::Client::new())
}

pub async fn import(path: &str) -> std::io::Result<String> {
    let span = tracing::info_span!("import");
    let _guard = span.enter();
    tokio::fs::read_to_string(path).await
}

pub async fn warm_up() {
    // rustora: allow(blocking-call-in-async) -- before the server starts
    std::thread::sleep(Duration::from_secs(1));
}
//- src/db.rs
use sqlx::{AssertSqlSafe, SqlitePool};

pub async fn count(pool: &SqlitePool, table: &str) -> sqlx::Result<i64> {
    let sql = format!("SELECT count(*) FROM {table}");
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(pool).await
}
//- src/old.rs
fn broken( {
"#;

#[test]
fn a_review() {
    let project = Project::new(EVERYTHING);
    let run = project.review(&[]).exits(1);
    insta::assert_snapshot!(project.settled(&run.stdout));
}

#[test]
fn findings_of_low_confidence_are_shown_when_asked_for() {
    let project = Project::new(EVERYTHING);
    let shown = |args: &[&str]| project.review(args).exits(1).stdout;
    let (usual, all) = (shown(&[]), shown(&["--all"]));
    assert!(!usual.contains("src/db.rs:4"), "{usual}");
    assert!(
        usual.contains("1 finding below medium confidence not shown: `--all` shows it"),
        "{usual}"
    );
    assert!(
        all.contains("src/db.rs:4") && !all.contains("not shown"),
        "{all}"
    );
    assert_eq!(
        project.settled(&all),
        project.settled(&shown(&["--confidence", "low"]))
    );
}

#[test]
fn a_pipe_and_no_color_have_no_escape_codes() {
    let project = Project::new(BLOCKING);
    for args in [
        &["review", "--quick"][..],
        &["review"],
        &["rules"],
        &["explain", "n-plus-one-query"],
        &["explain", "x"],
    ] {
        let run = project.rustora(args);
        assert!(
            !run.stdout.contains('\u{1b}') && !run.stderr.contains('\u{1b}'),
            "{args:?}: {run:?}"
        );
        let mut command = project.program(env!("CARGO_BIN_EXE_rustora"), args);
        let run = crate::support::run(command.env("NO_COLOR", "1"));
        assert!(!run.stdout.contains('\u{1b}'), "{args:?}: {run:?}");
    }
    let run = project.review(&["--color", "always"]).exits(1);
    assert!(run.stdout.contains("\u{1b}[1m"), "{}", run.stdout);
    let mut command = project.program(
        env!("CARGO_BIN_EXE_rustora"),
        &["review", "--quick", "--color", "never"],
    );
    let run = crate::support::run(command.env("CLICOLOR_FORCE", "1"));
    assert!(!run.stdout.contains('\u{1b}'), "{}", run.stdout);
}

// Other systems allow no such names.
#[cfg(unix)]
#[test]
fn what_could_command_a_terminal_is_made_visible() {
    let project = Project::new(
        "\n//- src/lib.rs\npub async fn f() {\n    std::thread::sleep(make(\"\u{1b}[2J\u{9b}2J\u{202e}\u{200f}\u{7}\"));\n}",
    );
    project.write("src/bad\u{1b}[2J\n.rs", "fn (");
    let run = project.review(&["--color", "always", "src/lib.rs", "src/bad\u{1b}[2J\n.rs"]);
    let shown = run.stdout.replace("\u{1b}[0m", "");
    for hostile in ["\u{1b}[2J", "\u{9b}", "\u{202e}", "\u{200f}", "\u{7}"] {
        assert!(!shown.contains(hostile), "{hostile:?} in {shown:?}");
    }
    assert!(shown.contains("␛[2J¤2J"), "{shown:?}");
    assert!(shown.contains("src/bad␛[2J␊.rs"), "{shown:?}");
}
