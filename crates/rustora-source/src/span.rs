//! Where something stands in a text: byte spans, and lines and columns made from them.
//!
//! Everything inside Rustora speaks in byte offsets. Lines and columns exist only at the edges
//! (reports, diffs), through a [`LineIndex`] of the same text.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A half-open range of bytes in one file's text.
///
/// Files of 4 GiB and more are refused before they are parsed, so 32 bits are enough.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to `end`, both in bytes.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Whether it covers no byte, as the span of something that was not written does.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies inside.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The same as a range for slicing.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A place as people count: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters (Unicode scalar values), from 1.
    pub column: u32,
}

/// The line starts of one text.
#[derive(Clone, Debug, Default)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes `text`. A line ends after `\n`; a `\r` before it belongs to the line.
    pub fn new(text: &str) -> Self {
        // Real lines are about 40 bytes long. A search for each line end by itself costs more than looking at all bytes.
        let mut starts = Vec::with_capacity(text.len() / 32 + 1);
        starts.push(0);
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        starts.extend(ends.filter_map(|(at, _)| u32::try_from(at + 1).ok()));
        Self { starts }
    }

    /// The 1-based line that holds the byte at `offset`.
    pub fn line(&self, offset: u32) -> u32 {
        u32::try_from(self.starts.partition_point(|&start| start <= offset)).unwrap_or(u32::MAX)
    }

    /// The 1-based line and column of the byte at `offset` in `text`, the text that was indexed.
    ///
    /// An offset past the end or inside a character counts as the character before it.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let line = self.line(offset);
        let start = self.line_start(line) as usize;
        let mut end = (offset as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        // A byte order mark is not something that an editor shows.
        let start = if text.starts_with('\u{feff}') {
            start.max('\u{feff}'.len_utf8())
        } else {
            start
        };
        let column = text
            .get(start..end)
            .map_or(0, |before| before.chars().count());
        Position {
            line,
            column: u32::try_from(column).unwrap_or(u32::MAX).saturating_add(1),
        }
    }

    /// The byte at which a 1-based line starts; the last line's for a line past the end.
    pub fn line_start(&self, line: u32) -> u32 {
        let index = (line.max(1) as usize - 1).min(self.starts.len().saturating_sub(1));
        self.starts.get(index).copied().unwrap_or(0)
    }

    /// The byte at which a 1-based line and 0-based column in characters stands in `text`.
    pub fn offset(&self, text: &str, line: u32, column: u32) -> u32 {
        let start = self.line_start(line);
        let rest = text.get(start as usize..).unwrap_or("");
        let column = column as usize;
        // Almost every line is ASCII up to the column, where characters are bytes.
        let bytes = match rest.as_bytes().get(..column) {
            Some(head) if head.is_ascii() => column,
            _ => rest
                .char_indices()
                .nth(column)
                .map_or(rest.len(), |(at, _)| at),
        };
        start + u32::try_from(bytes).unwrap_or(0)
    }

    /// How many lines the text has.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The text of a 1-based line without its line ending.
    pub fn text<'t>(&self, text: &'t str, line: u32) -> &'t str {
        let start = self.line_start(line) as usize;
        let rest = text.get(start..).unwrap_or("");
        rest.split('\n').next().unwrap_or("").trim_end_matches('\r')
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn position_and_offset_are_inverse(text in "[a-zé🦀\r\n]{0,60}") {
            let lines = LineIndex::new(&text);
            for (at, _) in text.char_indices() {
                let at = u32::try_from(at).unwrap();
                let position = lines.position(&text, at);
                prop_assert_eq!(lines.offset(&text, position.line, position.column - 1), at);
            }
        }
    }

    #[test]
    fn a_crlf_line_is_its_text() {
        let text = "one\r\ntwo\r\n";
        assert_eq!(LineIndex::new(text).text(text, 2), "two");
    }
}
