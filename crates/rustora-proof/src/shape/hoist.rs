//! What of a block stands in front of the function around it, and what inside.
//!
//! The cuts are rustdoc's: crate attributes first, then the levels of lints, then `extern crate`, each with the comments
//! before it; what follows the last statement is dropped.

use std::ops::Range;

use rustora_source::{Fragment, PartKind};

use super::text::Text;

/// A block in pieces, each a run of bytes of its code.
pub(super) struct Hoisted<'c> {
    code: &'c str,
    crate_attrs: Vec<Range<usize>>,
    lint_attrs: Vec<Range<usize>>,
    crates: Vec<Range<usize>>,
    rest: Vec<Range<usize>>,
}

impl<'c> Hoisted<'c> {
    pub(super) fn of(code: &'c str, found: &Fragment) -> Self {
        let mut pieces = Self {
            code,
            crate_attrs: Vec::new(),
            lint_attrs: Vec::new(),
            crates: Vec::new(),
            rest: Vec::new(),
        };
        let mut done = 0;
        let mut cut = |list: &mut Vec<Range<usize>>, end: u32| {
            let end = (end as usize).max(done);
            list.push(done..end);
            done = end;
        };
        for attr in &found.attrs {
            let written = code.get(attr.span.range()).unwrap_or_default();
            if attr.fits_module && written.starts_with("#!") {
                cut(&mut pieces.lint_attrs, attr.span.end);
            } else {
                cut(&mut pieces.crate_attrs, attr.span.end);
            }
        }
        for part in &found.parts {
            // What stands between the attributes and the code is not part of the body.
            if pieces.rest.is_empty() && !found.attrs.is_empty() {
                cut(&mut pieces.crates, part.span.start);
            }
            match part.kind {
                PartKind::ExternCrate { .. } => cut(&mut pieces.crates, part.span.end),
                _ => cut(&mut pieces.rest, part.span.end),
            }
        }
        pieces.trim();
        pieces
    }

    /// Takes the blanks off both ends of the body.
    fn trim(&mut self) {
        let code = self.code;
        let text = |range: &Range<usize>| code.get(range.clone()).unwrap_or_default();
        while self
            .rest
            .first()
            .is_some_and(|it| text(it).trim().is_empty())
        {
            self.rest.remove(0);
        }
        while self
            .rest
            .last()
            .is_some_and(|it| text(it).trim().is_empty())
        {
            self.rest.pop();
        }
        if let Some(first) = self.rest.first_mut() {
            let text = code.get(first.clone()).unwrap_or_default();
            first.start += text.len() - text.trim_start().len();
        }
        if let Some(last) = self.rest.last_mut() {
            let text = code.get(last.clone()).unwrap_or_default();
            last.end -= text.len() - text.trim_end().len();
        }
    }

    /// Writes the attributes.
    pub(super) fn attrs(&self, text: &mut Text) {
        for list in [&self.crate_attrs, &self.lint_attrs] {
            take(list, text);
            text.end_line();
        }
    }

    /// Writes the `extern crate`s.
    pub(super) fn crates(&self, text: &mut Text) {
        take(&self.crates, text);
        text.end_line();
    }

    /// Writes everything else.
    pub(super) fn rest(&self, text: &mut Text) {
        take(&self.rest, text);
    }

    /// Writes everything else, with a text of ours before the byte `at`.
    pub(super) fn rest_with(&self, text: &mut Text, at: usize, ours: &str) {
        for range in &self.rest {
            if range.contains(&at) {
                text.take(range.start..at);
                text.say(ours);
                text.take(at..range.end);
            } else {
                text.take(range.clone());
            }
        }
    }

    /// Whether rustdoc lets the body return a `Result`.
    pub(super) fn returns_result(&self) -> bool {
        let mut end = String::new();
        for range in self.rest.iter().rev() {
            end.insert_str(0, self.code.get(range.clone()).unwrap_or_default());
            if end.len() >= 4 {
                break;
            }
        }
        end.ends_with("(())")
    }
}

fn take(list: &[Range<usize>], text: &mut Text) {
    for range in list {
        text.take(range.clone());
    }
}

/// Whether rustdoc takes the block for one that returns a `Result`.
pub(super) fn ends_in_unit(code: &str, found: &Fragment) -> bool {
    Hoisted::of(code, found).returns_result()
}
