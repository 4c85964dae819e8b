//! Decision records: made, carried on, listed and checked in a folder of the test's.

use std::fs;

use serde_json::Value;

use crate::formats::{assert_valid, schema};
use crate::support::{Project, in_repository, run};

const RECORDS: &str = "
//- docs/adr/0001-use-postgres.md
---
status: accepted
date: 2026-01-02
---

# Use Postgres

### Confirmation

`cargo test`
//- docs/adr/0002-use-redis.md
# 2. Use Redis

Date: 2026-01-03

## Status

Accepted

## Context

See [0001](0001-use-postgres.md) and [0009](0009-gone.md).
//- docs/adr/README.md
Not a record.
";

fn text(project: &Project, path: &str) -> String {
    fs::read_to_string(project.root().join(path)).unwrap()
}

#[test]
fn a_record_is_made_accepted_and_superseded() {
    let project = Project::new("");
    let new = |args: &[&str]| {
        project
            .rustora(&[&["adr", "new"], args].concat())
            .exits(0)
            .stdout
    };
    assert_eq!(
        new(&["Größe: ../../bounded?", "--status", "accepted"]),
        "docs/adr/0001-größe-bounded.md\n"
    );
    assert_eq!(
        new(&["Second", "--supersedes", "1"]),
        "docs/adr/0002-second.md\n"
    );
    let made = text(&project, "docs/adr/0002-second.md");
    assert!(
        made.starts_with("---\nstatus: proposed\ndate: 20"),
        "{made}"
    );
    assert!(
        made.contains("\nsupersedes: ADR-0001\n---\n\n# Second\n"),
        "{made}"
    );

    let run = project
        .rustora(&["adr", "supersede", "1", "--by", "2"])
        .exits(2);
    assert_eq!(
        run.stderr,
        "error: cannot supersede record 0001 by 0002: record 0002 is proposed\nhelp: accept it first: `rustora adr accept 2`\n"
    );
    let run = project.rustora(&["adr", "accept", "2"]).exits(0);
    assert_eq!(
        run.stdout,
        "docs/adr/0002-second.md\ndocs/adr/0001-größe-bounded.md\n"
    );
    assert_eq!(
        text(&project, "docs/adr/0002-second.md"),
        made.replace("proposed", "accepted")
    );
    assert!(
        text(&project, "docs/adr/0001-größe-bounded.md")
            .starts_with("---\nstatus: superseded by ADR-0002\n")
    );
    project
        .rustora(&["adr", "supersede", "1", "--by", "2"])
        .exits(0);

    let run = project.rustora(&["adr", "accept", "2"]).exits(2);
    assert!(
        run.stderr
            .contains("cannot accept record 0002: record 0002 is accepted"),
        "{run:?}"
    );
    let run = project.rustora(&["adr", "new", " … "]).exits(2);
    assert!(
        run.stderr.contains("the title has no letter and no digit"),
        "{run:?}"
    );
    let names: Vec<_> = fs::read_dir(project.root().join("docs/adr"))
        .unwrap()
        .collect();
    assert_eq!(names.len(), 2, "nothing else is left: {names:?}");
}

#[test]
fn both_records_keep_their_form_and_their_line_ends() {
    let project = Project::new(RECORDS);
    let path = "docs/adr/0002-use-redis.md";
    let before = text(&project, path).replace('\n', "\r\n");
    project.write(path, &before);
    project
        .rustora(&["adr", "supersede", "1", "--by", "2"])
        .exits(0);
    let note = "\r\n\r\nSupersedes [ADR-0001](0001-use-postgres.md)";
    assert_eq!(
        text(&project, path),
        before.replace("Accepted", &format!("Accepted{note}"))
    );
    let run = project.rustora(&["adr", "list"]).exits(0);
    assert_eq!(
        run.stdout,
        "0001  superseded by 0002  2026-01-02  Use Postgres\n0002  accepted            2026-01-03  Use Redis\n"
    );
}

#[test]
fn a_check_names_line_problem_and_what_to_do() {
    let project = Project::new(RECORDS);
    let run = project.rustora(&["adr", "check"]).exits(1);
    insta::assert_snapshot!(run.stdout);
    project.rustora(&["adr", "new", "Not written yet"]).exits(0);
    let run = project.rustora(&["adr", "check"]).exits(1);
    assert!(
        run.stdout.contains(
            "docs/adr/0003-not-written-yet.md:10: placeholders of the template are left on 11 lines"
        ),
        "{run:?}"
    );

    project.write("docs/adr/0002-use-redis.md", b"\xff");
    fs::remove_file(project.root().join("docs/adr/0003-not-written-yet.md")).unwrap();
    let run = project.rustora(&["adr", "check"]).exits(1);
    assert!(
        run.stdout
            .starts_with("docs/adr/0002-use-redis.md:1: is not UTF-8 from byte 0 on\n"),
        "{run:?}"
    );
    let run = project.rustora(&["adr", "list"]).exits(0);
    assert!(
        run.stderr
            .contains("0002-use-redis.md is not UTF-8 from byte 0 on, and is left out"),
        "{run:?}"
    );
    fs::remove_file(project.root().join("docs/adr/0002-use-redis.md")).unwrap();
    let run = project.rustora(&["adr", "check"]).exits(0);
    assert_eq!(run.stdout, "1 record: nothing is wrong\n");
}

#[test]
fn a_folder_outside_of_the_project_is_refused() {
    let project = Project::new("\n//- src/lib.rs\n");
    let run = project.rustora(&["adr", "check"]).exits(2);
    assert!(
        run.stderr.contains("has no folder of decision records") && run.stderr.contains("help: "),
        "{run:?}"
    );
    let manifest = text(&project, "Cargo.toml");
    for outside in ["../home", "/", "a/../../home"] {
        project.write(
            "Cargo.toml",
            format!("{manifest}\n[package.metadata.rustora]\nadr = \"{outside}\"\n"),
        );
        let run = project.rustora(&["adr", "new", "x"]).exits(2);
        assert!(
            run.stderr
                .contains("is not a path below the root of the project"),
            "{run:?}"
        );
    }
    project.write(
        "Cargo.toml",
        format!("{manifest}\n[package.metadata.rustora]\nadr = \"notes\"\n"),
    );
    let run = project.rustora(&["adr", "new", "x"]).exits(0);
    assert_eq!(run.stdout, "notes/0001-x.md\n");
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out_of_the_project() {
    let project = Project::new("\n//- src/lib.rs\n");
    let out = project.home();
    fs::write(out.join("0001-a.md"), "---\nstatus: proposed\n---\n# A\n").unwrap();
    std::os::unix::fs::symlink(&out, project.root().join("docs")).unwrap();
    fs::create_dir(out.join("adr")).unwrap();
    let run = project.rustora(&["adr", "new", "x"]).exits(2);
    assert!(
        run.stderr
            .contains("is a link that leads out of the project"),
        "{run:?}"
    );
    assert_eq!(fs::read_dir(out.join("adr")).unwrap().count(), 0);

    fs::remove_file(project.root().join("docs")).unwrap();
    fs::create_dir_all(project.root().join("docs/adr")).unwrap();
    std::os::unix::fs::symlink(
        out.join("0001-a.md"),
        project.root().join("docs/adr/0001-a.md"),
    )
    .unwrap();
    let run = project.rustora(&["adr", "accept", "1"]).exits(2);
    assert!(
        run.stderr
            .contains("is a link that leads out of the folder of records"),
        "{run:?}"
    );
}

#[test]
fn the_json_of_records_is_what_its_schema_says() {
    let project = Project::new(RECORDS);
    let schema = schema("rustora.adr.1.json");
    let json = |command: &str, code| -> Value {
        let run = project
            .rustora(&["adr", command, "--format", "json"])
            .exits(code);
        serde_json::from_str(&run.stdout).unwrap()
    };
    let list = json("list", 0);
    assert_valid(&schema, &list);
    assert!(list.get("problems").is_none());
    assert_eq!(list["records"][1]["links"][1]["target"], "0009-gone.md");
    let mut check = json("check", 1);
    assert_valid(&schema, &check);
    assert_eq!(check["problems"][1]["line"], 11);
    let validator = jsonschema::validator_for(&schema).unwrap();
    check["problems"][0]["line"] = 0.into();
    assert!(!validator.is_valid(&check), "the schema can say no");
}

#[test]
fn the_records_of_this_project_are_in_order() {
    let project = Project::empty();
    let mut command = project.program(env!("CARGO_BIN_EXE_rustora"), &["adr", "check"]);
    let run = run(command.current_dir(in_repository("."))).exits(0);
    assert!(
        run.stdout.ends_with("records: nothing is wrong\n"),
        "{run:?}"
    );
}
