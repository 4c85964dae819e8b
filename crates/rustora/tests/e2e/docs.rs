//! `docs/cli.md` is the help, written down.

use std::fmt::Write as _;
use std::fs;

use crate::support::{Project, in_repository, run};

#[test]
fn the_reference_is_up_to_date() {
    let project = Project::empty();
    let help = |args: &[&str]| {
        let mut command = project.program(env!("CARGO_BIN_EXE_rustora"), args);
        let text = run(command.env("COLUMNS", "100")).exits(0).stdout;
        let lines = text.lines().map(|line| format!("{}\n", line.trim_end()));
        lines.collect::<String>()
    };
    let top = help(&["--help"]);
    let commands = top
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty());
    let mut page = format!(
        "# The command line\n\nWritten by a test from `--help`: do not edit.\n\n```text\n{top}```\n"
    );
    for command in commands
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
    {
        _ = write!(
            page,
            "\n## rustora {command}\n\n```text\n{}```\n",
            help(&["help", command])
        );
    }
    assert!(page.contains("## rustora review"), "{page}");
    let path = in_repository("docs/cli.md");
    let written = fs::read_to_string(&path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    if written != page {
        fs::write(&path, page).unwrap();
        panic!("docs/cli.md was stale; it is written anew: look at it and commit it");
    }
}
