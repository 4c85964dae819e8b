//! Comments, read off the text: the tree does not keep them.
//!
//! They are told from code line by line, so a line of a long string that starts with `//` counts as one. Nothing but
//! "somebody wrote something here" should rest on it.

use rustora_source::Span;

use super::program::File;

/// How many lines a comment speaks for, when no blank line ends it before.
const REACH: u32 = 12;

impl File {
    /// The comments that speak of the code at `offset`: those above it up to a blank line, and the one behind it.
    pub(crate) fn comments_at(&self, offset: u32) -> String {
        let lines = &self.parsed.lines;
        let own = lines.line(offset);
        let first = own.saturating_sub(REACH).max(1);
        let mut found = Vec::new();
        let mut in_block = false;
        for number in (first..=own).rev() {
            let line = lines.text(&self.text, number).trim();
            if line.is_empty() && !in_block {
                break;
            }
            // Upwards, a block comment begins with its end.
            in_block |= line.ends_with("*/");
            if in_block {
                found.push(line.trim_matches(['/', '*', ' ']));
                in_block = !line.contains("/*");
            } else if let Some(comment) = comment_of(line) {
                found.push(comment);
            }
        }
        found.reverse();
        found.join(" ")
    }

    /// The documentation of what begins in the line of `offset`: the `///` above it, behind its attributes.
    pub(crate) fn docs_above(&self, offset: u32) -> String {
        let lines = &self.parsed.lines;
        let above = (1..lines.line(offset)).rev();
        let above = above.map(|number| lines.text(&self.text, number).trim());
        let mut found: Vec<&str> = above
            .take_while(|line| line.starts_with("///") || line.starts_with("#["))
            .filter_map(|line| line.strip_prefix("///"))
            .collect();
        found.reverse();
        found.join(" ")
    }

    /// The `//` comments inside a span.
    pub(crate) fn comments_in(&self, span: Span) -> String {
        let comments: Vec<&str> = self.str(span).lines().filter_map(comment_of).collect();
        comments.join(" ")
    }
}

/// What a line says behind `//`; the two slashes of an address are none, and what is said to a tool is not meant.
fn comment_of(line: &str) -> Option<&str> {
    let at = line
        .match_indices("//")
        .map(|(at, _)| at)
        .find(|at| !line[..*at].ends_with(':'))?;
    let text = line[at..].trim_matches(['/', '!', ' ']);
    (!text.starts_with('~') && !text.starts_with("rustora:")).then_some(text)
}
