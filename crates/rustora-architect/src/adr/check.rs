//! What is wrong with a project's records, each with the line that it stands on and what to do.
//!
//! A record is an orderly one when another reader can follow it: its number is its own, its links lead somewhere, who took its place
//! knows of it, and what confirms it can be run. Whether the decision was a good one is not asked.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rustora_host::{Host, plain};

use super::confirm::unconfirmed;
use super::parse::of_target;
use super::{Date, Record, Records, Status};

/// A day is over in the east before it is in UTC.
const AHEAD: Duration = Duration::from_secs(86_400);

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, below the root of the project.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: u32,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub todo: String,
}

/// Finds what is wrong, by file and line.
pub fn check(host: &dyn Host, records: &Records) -> Vec<Problem> {
    let mut out = Vec::new();
    for (path, why) in &records.unreadable {
        out.push(Problem {
            path: path.clone(),
            line: 1,
            what: why.clone(),
            todo: "make it a text of its own in this folder, or take it away".to_owned(),
        });
    }
    numbers(records, &mut out);
    let now = host.now();
    // A machine without a clock cannot tell.
    let last = (!now.is_zero()).then(|| Date::of(now + AHEAD));
    for record in &records.records {
        itself(record, last, &mut out);
        links(host, &records.place.root, record, &mut out);
        succession(records, record, &mut out);
    }
    confirmations(host, records, &mut out);
    out.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
    out
}

fn problem(
    record: &Record,
    line: u32,
    what: impl Into<String>,
    todo: impl Into<String>,
) -> Problem {
    Problem {
        path: record.path.clone(),
        line,
        what: what.into(),
        todo: todo.into(),
    }
}

/// The line that says what became of the record; the first where none does.
fn status_line(record: &Record) -> u32 {
    record
        .layout
        .status
        .as_ref()
        .map_or(1, |(_, spot)| spot.line)
}

/// Numbers that two records have, or none. The first may be 0, as MADR's own first record is.
fn numbers(records: &Records, out: &mut Vec<Problem>) {
    let mut before: Option<&Record> = None;
    for record in &records.records {
        let number = record.number;
        let expected = before.map_or(1, |before| before.number + 1);
        if let Some(before) = before.filter(|before| before.number == number) {
            out.push(problem(
                record,
                1,
                format!("the number {number:04} is also that of {}", before.name),
                "give the later one the next free number, and change what refers to it",
            ));
        } else if number > expected {
            let range = match number - 1 {
                last if last == expected => format!("{expected:04} is"),
                last => format!("{expected:04} to {last:04} are"),
            };
            let is_unreadable = records.unreadable.iter().any(|(path, _)| {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                super::name::number(&name)
                    .is_some_and(|(other, _)| (expected..number).contains(&other))
            });
            if !is_unreadable {
                out.push(problem(
                    record,
                    1,
                    format!("{range} missing before it"),
                    "bring back what was taken away, as rejected, deprecated or superseded, or renumber what follows",
                ));
            }
        }
        before = Some(record);
    }
}

/// What a record says of itself.
fn itself(record: &Record, last: Option<Date>, out: &mut Vec<Problem>) {
    if !record.layout.has_title {
        out.push(problem(
            record,
            1,
            "has no title",
            "write the decision in a line `# Title`",
        ));
    }
    if let Status::Other(said) = &record.status {
        let what = if said.is_empty() {
            "says nowhere what its status is".to_owned()
        } else {
            format!("its status is `{said}`")
        };
        let todo = "write proposed, accepted, rejected, deprecated, or superseded by ADR-NNNN, as `status: …` in the front matter";
        out.push(problem(record, status_line(record), what, todo));
    }
    if let Some((said, line)) = &record.layout.date {
        match record.date {
            Some(date) if last.is_some_and(|last| date > last) => out.push(problem(
                record,
                *line,
                format!("its date {date} is in the future"),
                "write the day on which it was decided",
            )),
            None if !said.is_empty() && !record.layout.placeholders.contains(line) => {
                out.push(problem(
                    record,
                    *line,
                    format!("its date is `{said}`, which is no day"),
                    "write it as YYYY-MM-DD",
                ));
            }
            _ => {}
        }
    }
    if let Some(first) = record.layout.placeholders.first() {
        let what = match record.layout.placeholders.len() {
            1 => "a placeholder of the template is left".to_owned(),
            count => format!(
                "placeholders of the template are left on {count} lines, of which this is the first"
            ),
        };
        out.push(problem(
            record,
            *first,
            what,
            "write what is asked for, or take the line away",
        ));
    }
}

/// Links to records that are not there.
fn links(host: &dyn Host, root: &Path, record: &Record, out: &mut Vec<Problem>) {
    let folder = root.join(record.path.parent().unwrap_or(Path::new("")));
    for link in &record.links {
        let file = link.target.split(['#', '?']).next().unwrap_or_default();
        if file.is_empty() || file.starts_with('/') {
            continue;
        }
        let path = plain(&folder.join(file));
        let is_beside = path.parent() == Some(&folder) && path.extension() == Some("md".as_ref());
        let is_record = path.starts_with(root) && of_target(file).is_some();
        if (is_beside || is_record) && !host.is_file(&path) {
            out.push(problem(
                record,
                link.line,
                format!("the link `{}` leads to no record", link.target),
                "name the file as it is called now",
            ));
        }
    }
}

/// Who takes whose place, said by both.
fn succession(records: &Records, record: &Record, out: &mut Vec<Problem>) {
    let of = |number: u32| records.records.iter().find(|other| other.number == number);
    let line = status_line(record);
    let id = record.number;
    match record.status {
        Status::Superseded(None) => out.push(problem(
            record,
            line,
            "is superseded, and does not say by which record",
            "write `superseded by ADR-NNNN`, or `deprecated` where nothing took its place",
        )),
        Status::Superseded(Some(by)) => match of(by) {
            None => out.push(problem(
                record,
                line,
                format!("is superseded by {by:04}, which is no record"),
                "name the record that took its place",
            )),
            Some(new) if !names(new, id) => out.push(problem(
                new,
                status_line(new),
                format!("takes the place of {id:04} and does not say so"),
                format!("write `supersedes: ADR-{id:04}` into its front matter, or run `rustora adr supersede {id} --by {by}`"),
            )),
            Some(_) => {}
        },
        _ => {}
    }
    let line = record
        .layout
        .supersedes
        .as_ref()
        .map_or(line, |spot| spot.line);
    for old in &record.supersedes {
        match of(*old).map(|old| &old.status) {
            None => out.push(problem(
                record,
                line,
                format!("supersedes {old:04}, which is no record"),
                "name the record whose place it takes",
            )),
            Some(status)
                if record.status == Status::Accepted
                    && !matches!(status, Status::Superseded(_)) =>
            {
                out.push(problem(
                    record,
                    line,
                    format!("supersedes {old:04}, which is still {}", status.name()),
                    format!("run `rustora adr supersede {old} --by {id}`"),
                ));
            }
            Some(_) => {}
        }
    }
}

/// Whether a record names another, by its number or by a link.
fn names(record: &Record, number: u32) -> bool {
    let links = record
        .links
        .iter()
        .filter_map(|link| of_target(&link.target));
    record
        .supersedes
        .iter()
        .copied()
        .chain(links)
        .any(|named| named == number)
}

/// What confirms the records that are accepted.
fn confirmations(host: &dyn Host, records: &Records, out: &mut Vec<Problem>) {
    let accepted = || {
        records
            .records
            .iter()
            .filter(|record| record.status == Status::Accepted)
    };
    let todo = "name under `### Confirmation` what fails when it is no longer kept: a test, a file of tests, a command, a rule of the review";
    for record in accepted().filter(|record| record.confirmation.is_none()) {
        let what = "is accepted and says nowhere how it is confirmed";
        out.push(problem(record, status_line(record), what, todo));
    }
    // What the template asks is told as such.
    let is_written = |record: &&Record| {
        let text = record
            .confirmation
            .as_ref()
            .map_or("", |confirmation| confirmation.text.as_str());
        !text.starts_with('{')
    };
    for (record, nowhere) in unconfirmed(host, &records.place, accepted().filter(is_written)) {
        let line = record
            .confirmation
            .as_ref()
            .map_or(1, |confirmation| confirmation.line);
        let what = if nowhere.is_empty() {
            "its confirmation names nothing that can be run".to_owned()
        } else {
            let names: Vec<String> = nowhere
                .iter()
                .take(3)
                .map(|name| format!("`{name}`"))
                .collect();
            format!(
                "its confirmation names nothing that can be run: no source of the workspace has a function {}",
                names.join(", ")
            )
        };
        out.push(problem(record, line, what, todo));
    }
}

#[cfg(test)]
mod tests {
    use rustora_host::MemoryHost;

    use super::super::{place, read};
    use super::*;

    /// What is said of these records, as `file:line what`.
    fn said(files: &[(&str, &str)]) -> Vec<String> {
        let mut host = MemoryHost::default()
            .with("/w/Cargo.toml", "[package]\nname = \"w\"\n")
            .with("/w/src/lib.rs", "fn helper() {}\n    fn it_holds() {}\n")
            .with("/w/tests/load.rs", "")
            .with("/w/README.md", "");
        for (name, text) in files {
            host = host.with(format!("/w/docs/adr/{name}"), *text);
        }
        let records = read(&host, &place(&host, Path::new("/w")).unwrap()).unwrap();
        let problems = check(&host, &records);
        let name = |problem: &Problem| {
            problem
                .path
                .file_name()
                .unwrap()
                .to_string_lossy()
                .into_owned()
        };
        problems
            .iter()
            .map(|problem| format!("{}:{} {}", name(problem), problem.line, problem.what))
            .collect()
    }

    fn accepted(confirmation: &str) -> String {
        format!("---\nstatus: accepted\n---\n# T\n\n### Confirmation\n\n{confirmation}\n")
    }

    #[test]
    fn numbers_are_used_once_and_none_is_left_out() {
        let open = "---\nstatus: proposed\n---\n# T\n";
        assert_eq!(
            said(&[
                ("0002-a.md", open),
                ("0003-b.md", open),
                ("0003-c.md", open),
                ("0006-d.md", open)
            ]),
            [
                "0002-a.md:1 0001 is missing before it",
                "0003-c.md:1 the number 0003 is also that of 0003-b.md",
                "0006-d.md:1 0004 to 0005 are missing before it",
            ]
        );
        assert_eq!(
            said(&[("0000-a.md", open), ("0001-b.md", open), ("README.md", "")]),
            [""; 0]
        );
    }

    #[test]
    fn what_a_record_says_of_itself_is_checked() {
        assert_eq!(
            said(&[
                ("0001-a.md", "---\nstatus: done\ndate: soon\n---\n# T\n"),
                ("0002-b.md", "no\n"),
                (
                    "0003-c.md",
                    "---\nstatus: proposed\n---\n# {a title}\n\n{some text}\n"
                ),
                (
                    "0004-d.md",
                    "---\nstatus: proposed\n---\n# T\n[a](0009-x.md) [b](0001-a.md#t) [c](other.md) [d](../../README.md) [e](../x.rs)\n"
                ),
                ("0005-e.md", "---\nstatus: proposed\n---\n# T\n\u{0}"),
            ]),
            [
                "0001-a.md:2 its status is `done`",
                "0001-a.md:3 its date is `soon`, which is no day",
                "0002-b.md:1 has no title",
                "0002-b.md:1 says nowhere what its status is",
                "0003-c.md:4 placeholders of the template are left on 2 lines, of which this is the first",
                "0004-d.md:5 the link `0009-x.md` leads to no record",
                "0004-d.md:5 the link `other.md` leads to no record",
            ]
        );
    }

    #[test]
    fn both_sides_say_who_took_whose_place() {
        let front = |rest: &str| format!("---\nstatus: {rest}\n---\n# T\n");
        let files = [
            ("0001-a.md", front("superseded")),
            ("0002-b.md", front("superseded by ADR-0009")),
            ("0003-c.md", front("superseded by ADR-0005")),
            ("0004-d.md", front("superseded by ADR-0006")),
            ("0005-e.md", front("proposed")),
            (
                "0006-f.md",
                format!("{}[d](0004-d.md)\n", front("rejected")),
            ),
            ("0007-g.md", front("deprecated")),
            (
                "0008-h.md",
                accepted("`cargo test`")
                    .replace("accepted\n", "accepted\nsupersedes: ADR-0007, ADR-0099\n"),
            ),
        ];
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(name, text)| (*name, text.as_str()))
            .collect();
        assert_eq!(
            said(&files),
            [
                "0001-a.md:2 is superseded, and does not say by which record",
                "0002-b.md:2 is superseded by 0009, which is no record",
                "0005-e.md:2 takes the place of 0003 and does not say so",
                "0008-h.md:3 supersedes 0007, which is still deprecated",
                "0008-h.md:3 supersedes 0099, which is no record",
            ]
        );
    }

    #[test]
    fn a_confirmation_names_something_that_can_be_run() {
        for good in [
            "`cargo test -p shop`",
            "```sh\n$ RUST_LOG=info cargo run\n```",
            "The test `lib::tests::it_holds` fails.",
            "it_holds fails.",
            "`it_holds()`",
            "See [the tests](../../tests/load.rs).",
            "tests/load.rs, at line 3",
            "`tests/load.rs::all`",
            "The rule `n-plus-one-query`.",
            "`cargo xtask\nbench`",
        ] {
            assert_eq!(said(&[("0001-a.md", &accepted(good))]), [""; 0], "{good}");
        }
        let nothing = "0001-a.md:6 its confirmation names nothing that can be run";
        let no_function = ": no source of the workspace has a function ";
        for (bad, more) in [
            ("By review.", String::new()),
            ("", String::new()),
            (
                "See [the readme](../../README.md) and ../../../etc/passwd.",
                String::new(),
            ),
            ("`cargo`", format!("{no_function}`cargo`")),
            (
                "`it_hold` and gone_test",
                format!("{no_function}`gone_test`, `it_hold`"),
            ),
            ("It is done in `Config { a: 1 }`.", String::new()),
        ] {
            assert_eq!(
                said(&[("0001-a.md", &accepted(bad))]),
                [format!("{nothing}{more}")],
                "{bad}"
            );
        }
        let none = "---\nstatus: accepted\n---\n# T\n";
        assert_eq!(
            said(&[("0001-a.md", none)]),
            ["0001-a.md:2 is accepted and says nowhere how it is confirmed"]
        );
    }
}
