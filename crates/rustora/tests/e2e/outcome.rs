//! Exit codes, and what goes wrong before a review begins.

use std::process::Stdio;

use crate::support::{BLOCKING, Project, run};

#[test]
fn a_clean_project_is_0() {
    let project = Project::new("\n//- src/lib.rs\npub fn one() -> u8 {\n    1\n}\n");
    let run = project.review(&[]).exits(0);
    assert_eq!(
        project.settled(&run.stdout),
        "nothing found in 1 file, 3 lines, N.N s\n"
    );
    assert_eq!(run.stderr, "");
}

#[test]
fn a_finding_is_1_and_never_is_0() {
    let project = Project::new(BLOCKING);
    let run = project.review(&[]).exits(1);
    assert!(
        run.stdout.contains("error[blocking-call-in-async]"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("--> src/lib.rs:4:5"), "{}", run.stdout);
    project.review(&["--fail-on", "never"]).exits(0);
    project.review(&["--fail-on", "note"]).exits(1);
}

#[test]
fn the_settings_of_the_workspace_apply_and_flags_outweigh_them() {
    let project = Project::new(BLOCKING);
    let manifest = std::fs::read_to_string(project.root().join("Cargo.toml")).unwrap();
    let settings = "\n[package.metadata.rustora.rules]\nblocking-call-in-async = \"note\"\n";
    project.write("Cargo.toml", manifest.clone() + settings);
    project.review(&[]).exits(0);
    project.review(&["--fail-on", "note"]).exits(1);
    let settings = format!("\n[package.metadata.rustora]\nfail-on = \"note\"\n{settings}");
    project.write("Cargo.toml", manifest + &settings);
    project.review(&[]).exits(1);
    project.review(&["--fail-on", "warning"]).exits(0);
}

#[test]
fn the_confidence_that_a_workspace_asks_for_applies() {
    let project = Project::new(
        "\n//- src/lib.rs\npub fn client() -> reqwest::Client {\n    reqwest::Client::new()\n}",
    );
    let manifest = "[package]\nname = \"shop\"\n[dependencies]\nreqwest = \"0.13\"\n";
    project.write("Cargo.toml", manifest);
    project.review(&[]).exits(1);
    let settings = "[package.metadata.rustora]\nconfidence = \"high\"\n";
    project.write("Cargo.toml", format!("{manifest}{settings}"));
    let run = project.review(&[]).exits(0);
    assert!(
        run.stdout
            .contains("1 finding below high confidence not shown"),
        "{}",
        run.stdout
    );
    project.review(&["--confidence", "medium"]).exits(1);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let project = Project::new(BLOCKING);
    let shown = |args: &[&str]| project.settled(&project.review(args).exits(1).stdout);
    let shown = |threads| shown(&["--no-cache", "--threads", threads]);
    assert_eq!(shown("1"), shown("7"));
}

#[test]
fn what_cannot_be_done_is_2_and_says_what_to_do() {
    let project = Project::new(BLOCKING);
    let run = project.review(&["nowhere\u{1b}[31m"]).exits(2);
    assert!(
        run.stderr.starts_with("error: cannot review nowhere␛[31m"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("\nhelp: "), "{}", run.stderr);
    project.review(&["--since", "main"]).exits(2);
    project.review(&["--patch", "nowhere"]).exits(2);
    project.review(&["--threads", "0"]).exits(2);
    project.review(&["--since", "main", "--staged"]).exits(2);
    project.rustora(&["no-such-command"]).exits(2);
    project.rustora(&[]).exits(2);
    Project::empty().review(&[]).exits(2);
}

#[test]
fn where_nothing_could_be_read_the_job_is_not_done() {
    let project = Project::empty();
    project.write("a.rs", "fn (");
    let run = project.review(&["a.rs"]).exits(2);
    assert!(
        run.stdout
            .contains("note: a.rs: not reviewed: it does not parse"),
        "{run:?}"
    );
    assert!(
        run.stderr.starts_with("error: nothing could be reviewed"),
        "{run:?}"
    );
}

#[test]
fn help_and_version_are_0() {
    let project = Project::empty();
    project.rustora(&["--help"]).exits(0);
    let run = project.rustora(&["--version"]).exits(0);
    assert_eq!(
        run.stdout,
        format!("rustora {}\n", env!("CARGO_PKG_VERSION"))
    );
    let help = project.rustora(&["help", "review"]).exits(0).stdout;
    for documented in [
        "// rustora: allow(rule) -- reason",
        "[workspace.metadata.rustora]",
        "Exit codes:",
    ] {
        assert!(help.contains(documented), "{documented}");
    }
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let project = Project::new(BLOCKING);
    for args in [
        &["review", "--quick"][..],
        &["review", "--quick", "--format", "json"],
        &["rules"],
        &["--help"],
    ] {
        let mut command = project.program(env!("CARGO_BIN_EXE_rustora"), args);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{args:?}");
        let code = i32::from(args[0] == "review");
        assert_eq!(output.status.code(), Some(code), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let project = Project::new(BLOCKING);
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let mut command = project.program(env!("CARGO_BIN_EXE_rustora"), &["rules"]);
    let output = command
        .stdout(full)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
        .wait_with_output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.starts_with("error: cannot write to the standard output"),
        "{told}"
    );
}

#[test]
fn a_part_of_a_workspace_can_be_reviewed_from_anywhere() {
    let project = Project::new(BLOCKING);
    project.write("src/other.rs", "// nothing calls this file\n");
    let mut command = project.program(
        env!("CARGO_BIN_EXE_rustora"),
        &["review", "--quick", "lib.rs"],
    );
    let run = run(command.current_dir(project.root().join("src"))).exits(1);
    assert!(
        run.stdout.contains("--> ../src/lib.rs:4:5"),
        "{}",
        run.stdout
    );
}
