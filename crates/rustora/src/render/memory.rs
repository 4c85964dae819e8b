//! What is remembered and what changed, for people and for programs.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use rustora_memory::{Change, Entry, Hit, INDEX, Memory, Place};
use serde_json::{Value, json};

use super::text::{neutral, neutral_lines};

/// Writes the entries by file, each with its id.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn list(out: &mut dyn Write, memory: &Memory) -> io::Result<()> {
    let (bold, dim) = (Style::new().bold(), Style::new().dimmed());
    let mut file = String::new();
    for entry in memory.entries() {
        if entry.file != file {
            if !file.is_empty() {
                writeln!(out)?;
            }
            file.clone_from(&entry.file);
            writeln!(out, "{bold}{}{bold:#}", neutral(&file))?;
        }
        let text = indented(&entry.text, 9);
        writeln!(out, "{dim}{}{dim:#}  {text}", entry.id())?;
    }
    Ok(())
}

/// Writes the index.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn index(out: &mut dyn Write, memory: &Memory) -> io::Result<()> {
    text(out, memory, INDEX)
}

/// Writes a file as it is.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn text(out: &mut dyn Write, memory: &Memory, name: &str) -> io::Result<()> {
    let text = memory.text(name).unwrap_or_default();
    out.write_all(neutral_lines(text).as_bytes())
}

/// Writes what changed: what is gone, what is there now, and where.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn changes(out: &mut dyn Write, place: &Place, changes: &[Change]) -> io::Result<()> {
    let (red, green) = (AnsiColor::Red.on_default(), AnsiColor::Green.on_default());
    for change in changes {
        match change {
            Change::Added(entry) => {
                writeln!(out, "{green}+ {}{green:#}", indented(&entry.text, 2))?;
                writeln!(out, "  remembered in {}", at(place, entry))?;
            }
            Change::Updated { old, new } => {
                writeln!(out, "{red}- {}{red:#}", indented(&old.text, 2))?;
                writeln!(out, "{green}+ {}{green:#}", indented(&new.text, 2))?;
                writeln!(out, "  corrected in {}", at(place, new))?;
            }
            Change::Known(entry) => {
                writeln!(out, "= {}", indented(&entry.text, 2))?;
                writeln!(out, "  known already, from {}", at(place, entry))?;
            }
            Change::Removed(entry) => {
                writeln!(out, "{red}- {}{red:#}", indented(&entry.text, 2))?;
                writeln!(out, "  forgotten, from {}", at(place, entry))?;
            }
        }
    }
    Ok(())
}

fn at(place: &Place, entry: &Entry) -> String {
    let path = place.folder.join(&entry.file);
    neutral(&format!("{}:{}", path.display(), entry.line))
}

/// Writes what a search found, the best first.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn hits(out: &mut dyn Write, hits: &[Hit]) -> io::Result<()> {
    let dim = Style::new().dimmed();
    for Hit { entry, .. } in hits {
        let place = neutral(&format!("{}:{}", entry.file, entry.line));
        writeln!(
            out,
            "{dim}{}{dim:#}  {}  {dim}{place}{dim:#}",
            entry.id(),
            indented(&entry.text, 9)
        )?;
    }
    Ok(())
}

/// Writes the memory as one object.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn json(out: &mut dyn Write, memory: &Memory) -> io::Result<()> {
    let place = memory.place();
    let entries: Vec<Value> = memory
        .entries()
        .iter()
        .map(|entry| value(entry, None))
        .collect();
    let problems: Vec<Value> = memory
        .problems()
        .iter()
        .map(|(path, why)| json!({ "path": path.display().to_string(), "why": why }))
        .collect();
    let object = json!({
        "schema": "rustora.memory.1",
        "agent": place.agent,
        "scope": place.scope.name(),
        "folder": place.folder.display().to_string(),
        "entries": entries,
        "unreadable": problems,
    });
    writeln!(out, "{object:#}")
}

/// Writes what a search found as one object.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn hits_json(out: &mut dyn Write, hits: &[Hit]) -> io::Result<()> {
    let hits: Vec<Value> = hits
        .iter()
        .map(|hit| value(&hit.entry, Some(hit.score)))
        .collect();
    writeln!(
        out,
        "{:#}",
        json!({ "schema": "rustora.memory.1", "entries": hits })
    )
}

fn value(entry: &Entry, score: Option<f64>) -> Value {
    let mut value = json!({
        "id": entry.id(),
        "file": entry.file,
        "line": entry.line,
        "section": entry.section,
        "text": entry.text,
    });
    if let Some(score) = score {
        value["score"] = json!(score);
    }
    value
}

/// A text whose further lines begin below its first word.
fn indented(text: &str, columns: usize) -> String {
    neutral_lines(text).replace('\n', &format!("\n{}", " ".repeat(columns)))
}
