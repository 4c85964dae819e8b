//! A text in the making, of pieces of a block and of what is put around them, that remembers which is which.

use std::ops::Range;

use rustora_source::{LineIndex, Position};

use crate::markdown::Block;

/// A run of one line that comes from the Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    /// Its first column, from 0 and in characters.
    column: u32,
    /// One past its last. The end of a line, where the compiler points at what is missing, belongs to it.
    end: u32,
    /// The 1-based line of the Markdown.
    line: u32,
    /// What to add to a column to get the column in the Markdown.
    shift: i32,
}

/// For each line of a text the runs that come from the Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Places(Vec<Vec<Piece>>);

impl Places {
    pub(super) fn lines(&self) -> impl Iterator<Item = Option<u32>> {
        self.0.iter().map(|line| line.first().map(|run| run.line))
    }

    pub(super) fn place(&self, line: u32, column: u32) -> Option<Position> {
        let runs = self.0.get((line as usize).checked_sub(1)?)?;
        let at = column.saturating_sub(1);
        let run = runs.iter().rfind(|run| run.column <= at && at < run.end)?;
        let column = i64::from(at) + i64::from(run.shift) + 1;
        Some(Position {
            line: run.line,
            column: u32::try_from(column.max(1)).unwrap_or(u32::MAX),
        })
    }
}

pub(super) struct Text<'b> {
    block: &'b Block,
    index: LineIndex,
    out: String,
    places: Vec<Vec<Piece>>,
    column: u32,
}

impl<'b> Text<'b> {
    pub(super) fn new(block: &'b Block) -> Self {
        Self {
            block,
            index: LineIndex::new(&block.code),
            out: String::new(),
            places: vec![Vec::new()],
            column: 0,
        }
    }

    /// Writes something of ours.
    pub(super) fn say(&mut self, ours: &str) {
        for line in ours.split_inclusive('\n') {
            self.write(line);
        }
    }

    /// Writes a run of bytes of the block's code.
    pub(super) fn take(&mut self, range: Range<usize>) {
        let block = self.block;
        let mut at = range.start;
        let Some(text) = block.code.get(range) else {
            return;
        };
        for line in text.split_inclusive('\n') {
            let place = u32::try_from(at).unwrap_or(u32::MAX);
            let place = self.index.position(&block.code, place);
            let origin = block.lines.get(place.line as usize - 1);
            if let (Some(origin), Some(runs)) = (origin, self.places.last_mut()) {
                let moved = i64::from(place.column) - 1 - i64::from(self.column);
                let visible = line.trim_end_matches(['\r', '\n']).chars().count();
                runs.push(Piece {
                    column: self.column,
                    end: self.column + u32::try_from(visible).unwrap_or(0),
                    line: origin.line,
                    shift: origin.shift + i32::try_from(moved).unwrap_or(0),
                });
            }
            self.write(line);
            at += line.len();
        }
    }

    fn write(&mut self, line: &str) {
        self.out.push_str(line);
        if line.ends_with('\n') {
            self.close_line(u32::try_from(line.chars().count() - 1).unwrap_or(0));
            self.column = 0;
            self.places.push(Vec::new());
        } else {
            self.column += u32::try_from(line.chars().count()).unwrap_or(0);
        }
    }

    /// The line ends `more` columns further on.
    fn close_line(&mut self, more: u32) {
        let end = self.column + more;
        let last = self.places.last_mut().and_then(|runs| runs.last_mut());
        if let Some(run) = last.filter(|run| run.end == end) {
            run.end += 1;
        }
    }

    /// Starts a new line, unless one has just been started.
    pub(super) fn end_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.write("\n");
        }
    }

    /// Whether what was written asks for a crate without the standard library, which gets no `main` from rustdoc.
    pub(super) fn has_no_std(&self) -> bool {
        self.out.contains("![no_std]")
    }

    pub(super) fn finish(mut self) -> (String, Places) {
        // The text has one line less than it has starts of lines when it ends one.
        if self.out.is_empty() || self.out.ends_with('\n') {
            self.places.pop();
        } else {
            self.close_line(0);
        }
        (self.out, Places(self.places))
    }
}
