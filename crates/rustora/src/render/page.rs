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
    let (page, about) = (
        rule.page(),
        format!("{}, {}", rule.category.name(), rule.severity.name()),
    );
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
    let mut after_code = false;
    while let Some(line) = lines.next() {
        let is_item = line.starts_with("- ");
        if line.is_empty() || is_item || line.starts_with("```") {
            flush(out, &mut paragraph, width)?;
        }
        if line.starts_with("```") {
            if after_code {
                writeln!(out, "    // ---\n")?;
            }
            after_code = true;
            let code: Vec<&str> = lines
                .by_ref()
                .take_while(|line| !line.starts_with("```"))
                .collect();
            for line in page::without_expectations(&code.join("\n")).lines() {
                let indent = if line.is_empty() { "" } else { "    " };
                writeln!(out, "{indent}{CODE}{line}{CODE:#}")?;
            }
        } else if line.is_empty() {
            writeln!(out)?;
        } else {
            after_code = false;
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
    let text = wrap_hanging(&joined_code(&text), width, indent);
    writeln!(out, "{}", text.replace(JOINED, " "))
}

/// Stands for a space at which a line must not be broken; no page has this character.
const JOINED: char = '\u{e000}';

/// `text` with the spaces between backticks joined.
fn joined_code(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let joined = parts.map(|(index, part)| {
        if index % 2 == 1 {
            part.replace([' ', '\n'], &JOINED.to_string())
        } else {
            part.to_owned()
        }
    });
    joined.collect::<Vec<_>>().join("`")
}

/// `[text](address)` as `text <address>`.
fn plain_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](") {
        let (Some(open), Some(close)) = (before.rfind('['), after.find(')')) else {
            let (kept, left) = rest.split_at(before.len() + 2);
            out.push_str(kept);
            rest = left;
            continue;
        };
        let (link, address) = (&before[open + 1..], &after[..close]);
        out.push_str(&before[..open]);
        out.push_str(link);
        out.push_str(" <");
        out.push_str(address);
        out.push('>');
        rest = &after[close + 1..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(body: &str) -> String {
        let mut out = Vec::new();
        write_body(&mut out, body, 40).unwrap();
        anstream::adapter::strip_str(&String::from_utf8(out).unwrap()).to_string()
    }

    #[test]
    fn text_is_wrapped_and_code_is_not() {
        let body = "One two three four five six seven eight nine.\n\n```rust\nfn f() {}\n    //~^ a-rule\n\nfn g() {}\n```\n\nEnd.";
        let expected = "One two three four five six seven eight\nnine.\n\n    fn f() {}\n\n    fn g() {}\n\nEnd.\n";
        assert_eq!(shown(body), expected);
        assert_eq!(
            shown("A line with some text and `a b c d`."),
            "A line with some text and\n`a b c d`.\n".replace("and\n", "and ")
        );
        assert_eq!(
            shown("A line with some more text, and `a b c d`."),
            "A line with some more text, and\n`a b c d`.\n"
        );
    }

    #[test]
    fn links_and_lists() {
        assert_eq!(
            shown("- [`a`](https://a.b): one\n- two [x"),
            "- `a` <https://a.b>: one\n- two [x\n"
        );
        assert_eq!(plain_links("a](b [c](d) e"), "a](b c <d> e");
    }
}
