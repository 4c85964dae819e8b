//! A rule's page for people at a terminal.
//!
//! This knows as much of Markdown as the pages use: headings, paragraphs, lists, fenced code, links. Anything
//! else is shown as it is written.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use rustora_review::{Rule, page};

use super::terminal::width;
use super::text::{wrap, wrap_hanging};

const CODE: Style = AnsiColor::Cyan.on_default();

/// Writes the page of `rule`.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn write(out: &mut dyn Write, rule: &Rule) -> io::Result<()> {
    let bold = Style::new().bold();
    let width = width().unwrap_or(100).clamp(40, 100);
    let (page, about) = (rule.page(), format!("{}, {}", rule.category.name(), rule.severity.name()));
    writeln!(out, "{bold}{}{bold:#} ({about})\n", page.id)?;
    writeln!(out, "{}", wrap(&page.summary, width))?;
    for (heading, body) in &page.sections {
        writeln!(out, "\n{bold}{heading}{bold:#}\n")?;
        write_body(out, body, width)?;
    }
    Ok(())
}

/// Writes what stands below a heading.
fn write_body(out: &mut dyn Write, body: &str, width: usize) -> io::Result<()> {
    let mut paragraph = String::new();
    let mut lines = body.lines();
    while let Some(line) = lines.next() {
        let is_item = line.starts_with("- ");
        if line.is_empty() || is_item || line.starts_with("```") {
            flush(out, &mut paragraph, width)?;
        }
        if line.starts_with("```") {
            let code: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            for line in page::without_expectations(&code.join("\n")).lines() {
                let indent = if line.is_empty() { "" } else { "    " };
                writeln!(out, "{indent}{CODE}{line}{CODE:#}")?;
            }
        } else if line.is_empty() {
            writeln!(out)?;
        } else {
            paragraph.push_str(line);
            paragraph.push('\n');
        }
    }
    flush(out, &mut paragraph, width)
}

/// Writes a paragraph or one item of a list.
fn flush(out: &mut dyn Write, paragraph: &mut String, width: usize) -> io::Result<()> {
    let text = plain_links(paragraph);
    paragraph.clear();
    if text.is_empty() {
        return Ok(());
    }
    let indent = if text.starts_with("- ") { 2 } else { 0 };
    writeln!(out, "{}", wrap_hanging(&text, width, indent))
}

/// `[text](address)` as `text <address>`.
fn plain_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((link, address, after)) = link(rest) {
        out.push_str(&rest[..link.start - 1]);
        out.push_str(&format!("{} <{address}>", &rest[link.clone()]));
        rest = after;
    }
    out.push_str(rest);
    out
}
