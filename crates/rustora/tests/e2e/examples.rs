//! The four requests with which Rustora introduces itself, and all that it says to them: the pages of `docs/examples`, made anew and
//! compared.
//!
//! What Rustora says is text for people, so the pages are to be read; a change of them is a change of what users see. A design is kept as
//! the files that `--out` writes, whose links hold only together; its page for browsers is made of the same and left out.

use std::fs;
use std::path::Path;

use rustora_host::{Folder, Host as _, OsHost};

use crate::support::{Project, in_repository, run};

/// What a request leads to.
#[derive(Clone, Copy)]
enum Leads {
    /// The files of a design, in a folder of this name beside the page.
    Design(&'static str),
    /// A review of this bundled service.
    Review(&'static str),
    /// An answer.
    Advice,
}

/// A page, the request, and what it leads to.
const REQUESTS: [(&str, &str, Leads); 4] = [
    (
        "rest-api.md",
        "I need to build a REST API server in Rust that can handle 100k concurrent connections",
        Leads::Design("rest-api"),
    ),
    (
        "message-queue.md",
        "How should I architect a distributed message queue in Rust that guarantees at-least-once delivery?",
        Leads::Design("message-queue"),
    ),
    (
        "pool-review.md",
        "Can you review this async Rust code I wrote for handling database connection pooling?",
        Leads::Review("examples/orders"),
    ),
    (
        "ledger.md",
        "I'm building a financial transaction processing system. Where do I start?",
        Leads::Advice,
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

/// The files that a request leads to, by their paths below `docs/examples`.
fn transcript(page: &str, request: &str, leads: Leads) -> Vec<(String, String)> {
    let project = Project::empty();
    let mut args = vec![request];
    match leads {
        Leads::Design(folder) => args.extend(["--out", folder]),
        Leads::Review(service) => {
            let copied = Folder::open(&project.root()).unwrap();
            let is_built = |path: &Path| path.ends_with("target");
            copied
                .mirror(&in_repository(service), "", &is_built)
                .unwrap();
            args.push("--quick");
        }
        Leads::Advice => {}
    }
    let mut command = project.program(env!("CARGO_BIN_EXE_rustora"), &args);
    let run = run(command.env("COLUMNS", "110").env("NO_COLOR", "1"));
    assert!(run.code < 2, "{run:?}");
    let more = [&[""], &args[1..]].concat().join(" ");
    let said = steady(&run.stderr);
    let head = format!("# {request}\n\n```console\n$ rustora \"{request}\"{more}\n{said}```\n\n");
    let body = steady(&run.stdout);
    let mut files = Vec::new();
    let text = match leads {
        Leads::Design(folder) => {
            let written = project.root().join(folder);
            for path in OsHost::new().walk(&written, "").0 {
                let below = path.strip_prefix(&written).unwrap().display().to_string();
                if path.extension() != Some("html".as_ref()) {
                    files.push((
                        format!("{folder}/{below}"),
                        fs::read_to_string(path).unwrap(),
                    ));
                }
            }
            format!(
                "{head}The document is [{folder}/design.md]({folder}/design.md); its decisions stand beside it.\n"
            )
        }
        Leads::Review(service) => format!(
            "{head}In [`{service}`](../../{service}), the bundled example:\n\n```text\n{body}```\n"
        ),
        Leads::Advice => head + &deeper(&body),
    };
    files.push((page.to_owned(), text));
    files
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
    for (page, request, leads) in REQUESTS {
        for (below, text) in transcript(page, request, leads) {
            let path = in_repository("docs/examples").join(&below);
            let written = fs::read_to_string(&path)
                .unwrap_or_default()
                .replace("\r\n", "\n");
            if written != text {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(&path, text).unwrap();
                stale.push(below);
            }
        }
    }
    assert!(
        stale.is_empty(),
        "{stale:?} were stale; they are written anew: read them and commit them"
    );
}
