//! Words on lines: how far the current one is, and what the next begins with.

use std::fmt::Write as _;

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::inline::{Gap, Word};

/// A text that is being set, word by word.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    /// What its first line begins with, as it is written and how many columns that takes.
    first: (String, usize),
    /// What each other line begins with.
    rest: (String, usize),
    column: usize,
    /// How many words are written.
    pub(super) done: usize,
}

impl Flow {
    /// A text that begins with the plain `mark` behind what each line begins with.
    pub(super) fn new(margin: &(String, usize), mark: &str) -> Self {
        let width = mark.width();
        Self {
            first: (format!("{}{mark}", margin.0), margin.1 + width),
            rest: (format!("{}{:width$}", margin.0, ""), margin.1 + width),
            column: 0,
            done: 0,
        }
    }

    /// Writes those of `words` that are not written yet.
    pub(super) fn write(&mut self, words: &[Word], width: usize, out: &mut String) {
        for word in words.iter().skip(self.done) {
            let wide = word.width();
            if self.column == 0 {
                out.push_str(&self.first.0);
                self.column = self.first.1;
            } else if word.gap == Gap::Break || self.column + 1 + wide > width {
                out.push('\n');
                out.push_str(&self.rest.0);
                self.column = self.rest.1;
            } else {
                out.push(' ');
                self.column += 1;
            }
            // What is longer than a line is broken here, and not by the terminal.
            let most = width.max(self.rest.1 + 2);
            for (style, text) in &word.runs {
                _ = write!(out, "{style}");
                for c in text.chars() {
                    let wide = c.width().unwrap_or(0);
                    if self.column + wide > most {
                        _ = write!(out, "{style:#}\n{}{style}", self.rest.0);
                        self.column = self.rest.1;
                    }
                    out.push(c);
                    self.column += wide;
                }
                _ = write!(out, "{style:#}");
            }
            self.done += 1;
        }
    }

    /// Ends its last line.
    pub(super) fn end(&self, out: &mut String) {
        if self.column > 0 {
            out.push('\n');
        }
    }
}
