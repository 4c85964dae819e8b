//! Which crate may use what, and how many packages that may cost.
//!
//! The tables below are the architecture's "lower never knows higher" in a form that a test can read. They
//! are compared both ways with what cargo says, so that they stay true: a new edge is a decision, made here.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::repo::Repo;

use super::Report;

/// What one crate may use: crates of this workspace and of others, without and with those of its tests.
struct Edges {
    krate: &'static str,
    uses: &'static [&'static str],
    /// What its tests use besides.
    tests: &'static [&'static str],
}

/// From the ground up.
const EDGES: &[Edges] = &[
    Edges {
        krate: "rustora-host",
        // `serde` and `serde_json` for what the launcher is told; the others are the walls.
        uses: &[
            "ignore",
            "landlock",
            "nix",
            "seccompiler",
            "serde",
            "serde_json",
        ],
        tests: &["tempfile"],
    },
    Edges {
        krate: "rustora-source",
        // The only crate of the product that knows the parser.
        uses: &[
            "rustora-host",
            "proc-macro2",
            "rustc-hash",
            "serde",
            "smallvec",
            "syn",
            "thiserror",
            "toml",
        ],
        tests: &["proptest"],
    },
    Edges {
        krate: "rustora-proof",
        // What is compiled comes out of Markdown; what is kept of it is JSON.
        uses: &[
            "rustora-host",
            "rustora-source",
            "blake3",
            "cargo_metadata",
            "pulldown-cmark",
            "serde",
            "serde_json",
            "thiserror",
            "toml",
        ],
        tests: &["libtest-mimic", "proptest", "tempfile"],
    },
    Edges {
        krate: "rustora-review",
        // No wire format, no terminal, no async runtime: `serde` says what a record holds, the face in which format.
        uses: &[
            "rustora-host",
            "rustora-source",
            "blake3",
            "boxcar",
            "rayon",
            "rustc-hash",
            "serde",
            "smallvec",
            "thiserror",
            "toml",
        ],
        tests: &["insta", "proptest"],
    },
    Edges {
        krate: "rustora-knowledge",
        // Pages in, data out. Its tests hold the pages against the rules that they name.
        uses: &["thiserror"],
        tests: &["proptest", "rustora-review"],
    },
    Edges {
        krate: "rustora-design",
        // Text in, data out: not even a host. What there is to choose from stands on the pages of knowledge.
        uses: &["rustora-knowledge", "serde", "thiserror", "toml"],
        // The documents that it writes are read back.
        tests: &["insta", "proptest", "pulldown-cmark"],
    },
    Edges {
        krate: "rustora-memory",
        // Markdown on disk, and nothing of what it speaks of.
        uses: &["rustora-host", "blake3", "memchr", "thiserror"],
        tests: &["proptest", "tempfile"],
    },
    Edges {
        krate: "rustora-architect",
        // Where the engines meet. `rustc-hash` for the names of a whole workspace; `semver`, `serde_json` and `toml` for what the gate of dependencies reads: versions, the
        // registry's index, the lock file and advisories.
        uses: &[
            "rustora-design",
            "rustora-host",
            "rustora-knowledge",
            "rustora-memory",
            "rustora-proof",
            "rustora-review",
            "rustora-source",
            "blake3",
            "rustc-hash",
            "semver",
            "serde_json",
            "thiserror",
            "toml",
        ],
        tests: &["proptest", "tempfile"],
    },
    Edges {
        krate: "rustora-llm",
        // The only crate that opens a connection: hyper and rustls, and what both need. Nothing of it leaves.
        uses: &[
            "rustora-host",
            "http-body-util",
            "hyper",
            "hyper-util",
            "rustls-native-certs",
            "serde",
            "serde_json",
            "thiserror",
            "tokio",
            "tokio-rustls",
            "tokio-util",
            "toml",
        ],
        // `rustora-llm` itself, for its server of recorded answers.
        tests: &["proptest", "rustora-llm", "tempfile", "tokio"],
    },
    Edges {
        krate: "rustora-agent",
        // The parser of front matter, and JSON for definitions on the command line. For tools: fingerprints of what was read, patterns
        // of paths and of text, and cargo's settings without tokens; `rmcp` for those that other programs lend. For the loop: the jobs, a model, a
        // runtime, answers held to a schema.
        uses: &[
            "rustora-architect",
            "rustora-host",
            "rustora-llm",
            "blake3",
            "globset",
            "jsonschema",
            "regex",
            "rmcp",
            "saphyr-parser",
            "serde",
            "serde_json",
            "thiserror",
            "tokio",
            "toml",
        ],
        tests: &["libtest-mimic", "proptest", "tempfile"],
    },
    Edges {
        krate: "rustora",
        // The face: the only crate that prints, and that knows JSON. For `chat`: the line, what an answer's Markdown and an edit look
        // like, how wide a word is, and the terminal's queue (`nix`).
        uses: &[
            "rustora-agent",
            "rustora-architect",
            "rustora-design",
            "rustora-host",
            "rustora-knowledge",
            "rustora-llm",
            "rustora-memory",
            "rustora-proof",
            "rustora-review",
            "rustora-source",
            "annotate-snippets",
            "anstream",
            "anstyle",
            "clap",
            "nix",
            "pulldown-cmark",
            "rustyline",
            "serde",
            "serde_json",
            "similar",
            "terminal_size",
            "tokio",
            "unicode-width",
        ],
        // The server of recorded answers of `rustora-llm`, and a terminal to chat at.
        tests: &[
            "insta",
            "jsonschema",
            "proptest",
            "pty-process",
            "rustora-llm",
            "tempfile",
            "tokio",
        ],
    },
    Edges {
        krate: "xtask",
        // `syn`, `proc-macro2` and `rayon` for `bench review` alone: the parser that a review is measured against. `tempfile` for
        // `bench memory`.
        uses: &[
            "rustora-agent",
            "rustora-architect",
            "rustora-host",
            "rustora-knowledge",
            "rustora-memory",
            "rustora-proof",
            "rustora-review",
            "rustora-source",
            "clap",
            "proc-macro2",
            "rayon",
            "serde_json",
            "syn",
            "tempfile",
        ],
        tests: &[],
    },
];

/// How many packages the lock file may name. Raising it is a decision too: about 15 % above what it was at the last one, when `rmcp` brought 29,
/// five of them for Windows alone.
const MOST_PACKAGES: usize = 293;

pub(super) fn check(repo: &Repo, report: &mut Report) -> Result<(), String> {
    edges(&metadata(repo)?, report);
    let count = packages(&repo.read("Cargo.lock")?);
    if count > MOST_PACKAGES {
        report.problem(
            "Cargo.lock",
            None,
            format!("names {count} packages (the limit is {MOST_PACKAGES}); do without one"),
        );
    }
    comments(&repo.read("Cargo.toml")?, report);
    for krate in EDGES.iter().map(|edges| edges.krate) {
        let path = manifest(krate);
        declared(&path, &repo.read(&path)?, report);
    }
    Ok(())
}

fn manifest(krate: &str) -> String {
    let folder = if krate == "xtask" { "" } else { "crates/" };
    format!("{folder}{krate}/Cargo.toml")
}

fn metadata(repo: &Repo) -> Result<Value, String> {
    let mut cargo = repo.cargo();
    cargo.args([
        "metadata",
        "--offline",
        "--no-deps",
        "--format-version",
        "1",
    ]);
    let output = cargo
        .output()
        .map_err(|error| format!("cannot start cargo: {error}"))?;
    if !output.status.success() {
        return Err(format!(
            "cargo metadata failed: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        ));
    }
    serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("cargo metadata gave no JSON: {error}"))
}

fn edges(metadata: &Value, report: &mut Report) {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    for package in list(&metadata["packages"]) {
        let name = text(&package["name"]);
        let dependencies = list(&package["dependencies"]);
        let (tests, uses): (Vec<_>, Vec<_>) = dependencies
            .iter()
            .partition(|dependency| dependency["kind"] == "dev");
        let names = |found: Vec<&Value>| {
            found
                .into_iter()
                .map(|dependency| text(&dependency["name"]))
                .collect::<BTreeSet<_>>()
        };
        let Some(allowed) = EDGES.iter().find(|edges| edges.krate == name) else {
            report.problem(
                &name,
                None,
                "this crate is not in the table of edges in xtask/src/tidy/edges.rs",
            );
            continue;
        };
        compare(&name, "", &names(uses), allowed.uses, report);
        compare(&name, "the tests of ", &names(tests), allowed.tests, report);
    }
}

fn compare(
    krate: &str,
    whose: &str,
    found: &BTreeSet<String>,
    allowed: &[&str],
    report: &mut Report,
) {
    let place = manifest(krate);
    for name in found
        .iter()
        .filter(|name| !allowed.contains(&name.as_str()))
    {
        report.problem(
            &place,
            None,
            format!(
                "{whose}{krate} may not use {name}; if it has to, say so in xtask/src/tidy/edges.rs"
            ),
        );
    }
    for name in allowed.iter().filter(|name| !found.contains(**name)) {
        report.problem(
            &place,
            None,
            format!("{whose}{krate} no longer uses {name}; take it out of xtask/src/tidy/edges.rs"),
        );
    }
}

fn packages(lock: &str) -> usize {
    lock.lines().filter(|line| *line == "[[package]]").count()
}

/// Each dependency from outside says what it is for.
fn comments(manifest: &str, report: &mut Report) {
    let mut inside = false;
    for (index, line) in manifest.lines().enumerate() {
        if line.starts_with('[') {
            inside = line == "[workspace.dependencies]";
        } else if inside && line.contains('=') && !line.contains("path = ") && !line.contains(" # ")
        {
            report.problem(
                "Cargo.toml",
                Some(index + 1),
                "say in a comment on this line what the dependency is for",
            );
        }
    }
}

/// A crate takes its dependencies from the workspace, where the version and the reason stand.
fn declared(path: &str, manifest: &str, report: &mut Report) {
    let mut inside = false;
    for (index, line) in manifest.lines().enumerate() {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]");
        } else if inside && line.contains('=') && !line.contains("workspace = true") {
            report.problem(
                path,
                Some(index + 1),
                "declare it in the workspace's Cargo.toml and write `workspace = true` here",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_edge_that_is_not_in_the_table_is_named_and_so_is_one_that_is_gone() {
        let uses = EDGES.iter().find(|edges| edges.krate == "rustora-host");
        let uses = uses.unwrap().uses.iter().filter(|name| **name != "ignore");
        let mut found: Vec<Value> = uses
            .map(|name| json!({ "name": name, "kind": null }))
            .collect();
        found.extend([
            json!({ "name": "syn", "kind": null }),
            json!({ "name": "tempfile", "kind": "dev" }),
            json!({ "name": "insta", "kind": "dev" }),
        ]);
        let metadata = json!({ "packages": [
            { "name": "rustora-host", "dependencies": found },
            { "name": "rustora-new", "dependencies": [] },
        ] });
        let mut report = Report::default();
        edges(&metadata, &mut report);
        let said = report.problems.join("\n");
        assert_eq!(report.problems.len(), 4, "{said}");
        for part in [
            "rustora-host may not use syn",
            "rustora-host no longer uses ignore",
            "the tests of rustora-host may not use insta",
            "rustora-new: this crate is not in the table",
        ] {
            assert!(said.contains(part), "{part:?} is not in {said}");
        }
    }

    #[test]
    fn the_table_has_no_way_up() {
        for (index, edges) in EDGES.iter().enumerate() {
            let higher = &EDGES[index..];
            assert!(
                !higher.iter().any(|other| edges.uses.contains(&other.krate)),
                "{}",
                edges.krate
            );
        }
    }

    #[test]
    fn a_dependency_that_the_workspace_does_not_know_is_named() {
        let mut report = Report::default();
        let manifest =
            "[package]\nname = \"a\"\n[dev-dependencies]\nb.workspace = true\nc = \"1\"\n";
        declared("a/Cargo.toml", manifest, &mut report);
        assert_eq!(report.problems.len(), 1);
        assert!(report.problems[0].starts_with("a/Cargo.toml:5: "));
    }

    #[test]
    fn a_dependency_without_a_comment_is_named() {
        let mut report = Report::default();
        comments(
            "[workspace.dependencies]\na = { path = \"a\" }\nb = \"1\" # for b\nc = \"1\"\n[profile.dev]\nx = 1\n",
            &mut report,
        );
        assert_eq!(
            report.problems,
            ["Cargo.toml:4: say in a comment on this line what the dependency is for"]
        );
        assert_eq!(packages("[[package]]\nname = \"a\"\n\n[[package]]\n"), 2);
    }
}
