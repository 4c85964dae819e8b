//! What is remembered and what changed, for people and for programs.

use std::io::{self, Write};

use annotate_snippets::renderer::{DEFAULT_HELP_STYLE, DEFAULT_WARNING_STYLE};
use anstyle::{AnsiColor, Style};
use rustora_architect::memory::{Stale, Verdict};
use rustora_memory::{Change, Entry, Hit, INDEX, Learned, Memory, Place};
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

/// Writes what learning changed.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn learned(out: &mut dyn Write, learned: &Learned) -> io::Result<()> {
    let (red, green) = (AnsiColor::Red.on_default(), AnsiColor::Green.on_default());
    for line in &learned.new {
        writeln!(out, "{green}+ {}{green:#}", neutral(line))?;
    }
    for line in &learned.gone {
        writeln!(out, "{red}- {}{red:#}", neutral(line))?;
    }
    for line in &learned.kept {
        writeln!(out, "= {}  (yours, kept)", neutral(line))?;
    }
    writeln!(
        out,
        "{} new, {} no longer so, {} of yours kept",
        learned.new.len(),
        learned.gone.len(),
        learned.kept.len()
    )
}

/// Writes what became of each entry: the stale ones, and with `all` the others too.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn checked(
    out: &mut dyn Write,
    place: &Place,
    judged: &[(Entry, Verdict)],
    all: bool,
) -> io::Result<()> {
    let (warning, help, bold) = (
        DEFAULT_WARNING_STYLE,
        DEFAULT_HELP_STYLE,
        Style::new().bold(),
    );
    let (mut right, mut stale, mut open) = (0, 0, 0);
    for (entry, verdict) in judged {
        let first = neutral(entry.text.lines().next().unwrap_or_default());
        match verdict {
            Verdict::Right { .. } => {
                right += 1;
                if all {
                    writeln!(out, "{}: right: {first}", at(place, entry))?;
                }
            }
            Verdict::Unverifiable => {
                open += 1;
                if all {
                    writeln!(out, "{}: cannot be told: {first}", at(place, entry))?;
                }
            }
            Verdict::Stale(parts) => {
                stale += 1;
                writeln!(
                    out,
                    "{}: {warning}stale{warning:#}: {first}",
                    at(place, entry)
                )?;
                for part in parts {
                    let certain = if part.fix.is_some() {
                        " (`--fix` corrects it)"
                    } else {
                        ""
                    };
                    writeln!(
                        out,
                        "  `{}`: {help}{}{help:#}{certain}",
                        neutral(&part.what),
                        neutral(&part.now)
                    )?;
                }
            }
        }
    }
    writeln!(
        out,
        "{bold}{right} right, {stale} stale, {open} that name nothing to check{bold:#}"
    )
}

/// The same as one object.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn checked_json(
    out: &mut dyn Write,
    place: &Place,
    judged: &[(Entry, Verdict)],
) -> io::Result<()> {
    let entries = judged.iter().map(|(entry, verdict)| {
        let mut object = value(entry, None);
        match verdict {
            Verdict::Right { evidence } => {
                object["verdict"] = json!("right");
                object["evidence"] = json!(evidence);
            }
            Verdict::Unverifiable => object["verdict"] = json!("unverifiable"),
            Verdict::Stale(parts) => {
                object["verdict"] = json!("stale");
                let part = |part: &Stale| json!({ "what": part.what, "now": part.now, "certain": part.fix.is_some() });
                object["stale"] = parts.iter().map(part).collect();
            }
        }
        object
    });
    let entries: Vec<Value> = entries.collect();
    let folder = place.folder.display().to_string();
    writeln!(
        out,
        "{:#}",
        json!({ "schema": "rustora.memory.1", "folder": folder, "entries": entries })
    )
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
