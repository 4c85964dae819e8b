//! Decision records and what is wrong with them, for people and for programs.

use std::io::{self, Write};
use std::path::Path;

use annotate_snippets::renderer::{DEFAULT_ERROR_STYLE, DEFAULT_HELP_STYLE};
use anstyle::Style;
use rustora_architect::adr::{Problem, Record, Records, Status};
use serde_json::{Value, json};

use super::text::{count, neutral};

/// Writes the list for people: number, status, date, title.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn list(out: &mut dyn Write, records: &Records) -> io::Result<()> {
    let statuses: Vec<String> = records
        .records
        .iter()
        .map(|record| neutral(&status(record)))
        .collect();
    let widest = statuses
        .iter()
        .map(|status| status.chars().count())
        .max()
        .unwrap_or(0)
        .min(24);
    for (record, status) in records.records.iter().zip(statuses) {
        let date = record
            .date
            .map_or_else(String::new, |date| date.to_string());
        writeln!(
            out,
            "{:04}  {status:widest$}  {date:10}  {}",
            record.number,
            neutral(&record.title)
        )?;
    }
    Ok(())
}

fn status(record: &Record) -> String {
    match &record.status {
        Status::Superseded(Some(by)) => format!("superseded by {by:04}"),
        Status::Other(said) if said.is_empty() => "no status".to_owned(),
        Status::Other(said) => format!("`{said}`"),
        status => status.name().to_owned(),
    }
}

/// Writes what a check found for people.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn problems(
    out: &mut dyn Write,
    records: &Records,
    problems: &[Problem],
) -> io::Result<()> {
    let (error, help, bold) = (DEFAULT_ERROR_STYLE, DEFAULT_HELP_STYLE, Style::new().bold());
    for Problem {
        path,
        line,
        what,
        todo,
    } in problems
    {
        writeln!(
            out,
            "{}:{line}: {error}{}{error:#}",
            neutral(&below(path)),
            neutral(what)
        )?;
        writeln!(out, "  {help}help{help:#}: {}", neutral(todo))?;
    }
    let checked = count(records.records.len() + records.unreadable.len(), "record");
    let found = match problems.len() {
        0 => "nothing is wrong".to_owned(),
        number => count(number, "problem"),
    };
    writeln!(out, "{bold}{checked}: {found}{bold:#}")
}

/// Writes the records, and what a check found, as docs/schema/rustora.adr.1.json says.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn json(
    out: &mut dyn Write,
    records: &Records,
    problems: Option<&[Problem]>,
) -> io::Result<()> {
    let one = |record: &Record| {
        let (superseded_by, said) = match &record.status {
            Status::Superseded(by) => (*by, None),
            Status::Other(said) => (None, Some(said)),
            _ => (None, None),
        };
        let links = record.links.iter();
        let links = links.map(|link| json!({"line": link.line, "target": link.target}));
        json!({
            "number": record.number,
            "title": record.title,
            "status": record.status.name(),
            "said": said,
            "superseded_by": superseded_by,
            "supersedes": record.supersedes,
            "date": record.date.map(|date| date.to_string()),
            "path": below(&record.path),
            "confirmation": record.confirmation.as_ref().map(|confirmation| json!({
                "line": confirmation.line,
                "text": confirmation.text,
            })),
            "links": links.collect::<Vec<_>>(),
        })
    };
    let mut object = json!({
        "schema": "rustora.adr/1",
        "root": records.place.root.display().to_string(),
        "folder": below(&records.place.folder),
        "records": records.records.iter().map(one).collect::<Vec<_>>(),
    });
    if let Some(problems) = problems {
        let one = |problem: &Problem| {
            json!({
                "path": below(&problem.path),
                "line": problem.line,
                "what": problem.what,
                "help": problem.todo,
            })
        };
        object["problems"] = problems.iter().map(one).collect::<Vec<Value>>().into();
    }
    serde_json::to_writer_pretty(&mut *out, &object)?;
    writeln!(out)
}

/// A path below the root, the same on every system.
fn below(path: &Path) -> String {
    let parts = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}
