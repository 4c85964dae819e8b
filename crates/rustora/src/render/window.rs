//! The lines of a file that a drawing is about.
//!
//! `annotate-snippets` reads a source from its first byte to the last for each drawing, and panics on a span
//! that does not fit. So it is given only the lines that matter, and only spans that were cut to fit.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Snippet};
use rustora_review::Location;
use rustora_source::Span;

use super::terminal::Look;
use super::text::neutral_source;

/// The lines of a source that a drawing is about.
pub(super) struct Window<'s> {
    text: &'s str,
    /// The byte of the source at which they start.
    start: usize,
    /// The 1-based number of the first.
    line: usize,
}

impl<'s> Window<'s> {
    /// The lines of the file of `near` that hold `spans`.
    pub(super) fn of(near: &'s Location, spans: impl IntoIterator<Item = Span>) -> Self {
        let text: &str = &near.source.text;
        let (mut first, mut last) = (usize::MAX, 0);
        for span in spans {
            let range = cut(text, span);
            (first, last) = (first.min(range.start), last.max(range.end));
        }
        let first = first.min(last);
        let start = text[..first].rfind('\n').map_or(0, |at| at + 1);
        let end = text[last..]
            .find('\n')
            .map_or(text.len(), |at| last + at + 1);
        let known = cut(text, near.span).start;
        let between = |from: usize, to: usize| text[from..to].matches('\n').count();
        let line = near.start.line as usize;
        let line = if start <= known {
            line.saturating_sub(between(start, known))
        } else {
            line + between(known, start)
        };
        Self {
            text: &text[start..end],
            start,
            line,
        }
    }

    pub(super) fn snippet<T: Clone>(&self, look: &Look, location: &Location) -> Snippet<'s, T> {
        Snippet::source(neutral_source(self.text))
            .path(look.path(&location.source.path))
            .line_start(self.line)
    }

    /// In bytes.
    pub(super) fn longest_line(&self) -> usize {
        self.text.lines().map(str::len).max().unwrap_or(0)
    }

    pub(super) fn annotation(&self, kind: AnnotationKind, span: Span) -> Annotation<'s> {
        kind.span(self.range(span))
    }

    /// A span of the file as bytes of these lines.
    pub(super) fn range(&self, span: Span) -> Range<usize> {
        let below = |at: u32| at.saturating_sub(u32::try_from(self.start).unwrap_or(u32::MAX));
        cut(self.text, Span::new(below(span.start), below(span.end)))
    }
}

/// The bytes of a span, cut to fit `text` and its characters.
fn cut(text: &str, span: Span) -> Range<usize> {
    let fit = |at: u32| {
        let at = (at as usize).min(text.len());
        (0..=at)
            .rev()
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(0)
    };
    let start = fit(span.start);
    start..fit(span.end).max(start)
}
