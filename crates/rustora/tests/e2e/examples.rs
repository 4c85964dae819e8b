//! The four requests with which Rustora introduces itself, and all that it says to them: the pages of `docs/examples`, made anew and
//! compared.
//!
//! What Rustora says is text for people, so the pages are to be read; a change of them is a change of what users see.

use std::fs;
use std::path::Path;

use rustora_host::Folder;

use crate::support::{Project, in_repository, run};

/// A page, the request, and the bundled service in which it is asked, where it is about code.
const REQUESTS: [(&str, &str, Option<&str>); 4] = [
    (
        "rest-api.md",
        "I need to build a REST API server in Rust that can handle 100k concurrent connections",
        None,
    ),
    (
        "message-queue.md",
        "How should I architect a distributed message queue in Rust that guarantees at-least-once delivery?",
        None,
    ),
    (
        "pool-review.md",
        "Can you review this async Rust code I wrote for handling database connection pooling?",
        Some("examples/orders"),
    ),
    (
        "ledger.md",
        "I'm building a financial transaction processing system. Where do I start?",
        None,
    ),
];

/// What differs from run to run and from machine to machine.
fn steady(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let line = line.trim_end();
        // The verdict ends with how long it took.
        match line.rsplit_once(", ") {
            Some((rest, time)) if line.contains(" lines, ") && time.ends_with(" s") => {
                rest.to_owned()
            }
            _ => line.to_owned(),
        }
    });
    lines.map(|line| line + "\n").collect()
}

fn transcript(request: &str, service: Option<&str>) -> String {
    let project = Project::empty();
    let mut args = vec![request];
    if let Some(service) = service {
        let from = in_repository(service);
        let copied = Folder::open(&project.root()).unwrap();
        let is_built = |path: &Path| path.ends_with("target");
        copied.mirror(&from, "", &is_built).unwrap();
        args.push("--quick");
    }
    let mut command = project.program(env!("CARGO_BIN_EXE_rustora"), &args);
    let run = run(command.env("COLUMNS", "110").env("NO_COLOR", "1"));
    assert!(run.code < 2, "{run:?}");
    let quick = if service.is_some() { " --quick" } else { "" };
    let said = steady(&run.stderr);
    let head = format!("# {request}\n\n```console\n$ rustora \"{request}\"{quick}\n{said}```\n\n");
    let body = steady(&run.stdout);
    match service {
        Some(service) => format!(
            "{head}In [`{service}`](../../{service}), the bundled example:\n\n```text\n{body}```\n"
        ),
        None => head + &deeper(&body),
    }
}

/// An answer one level below the page's own heading.
fn deeper(markdown: &str) -> String {
    let mut is_code = false;
    let lines = markdown.lines().map(|line| {
        is_code ^= line.starts_with("```");
        if line.starts_with('#') && !is_code {
            format!("#{line}\n")
        } else {
            format!("{line}\n")
        }
    });
    lines.collect()
}

#[test]
fn the_four_requests_are_answered_as_written() {
    let mut stale = Vec::new();
    for (page, request, service) in REQUESTS {
        let text = transcript(request, service);
        let path = in_repository("docs/examples").join(page);
        let written = fs::read_to_string(&path)
            .unwrap_or_default()
            .replace("\r\n", "\n");
        if written != text {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
            stale.push(page);
        }
    }
    assert!(
        stale.is_empty(),
        "{stale:?} were stale; they are written anew: read them and commit them"
    );
}
