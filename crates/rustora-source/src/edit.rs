//! Text edits: what a fix is made of.

use serde::{Deserialize, Serialize};

use crate::Span;

/// Replace the bytes of `span` by `text`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The bytes that go; empty for an insertion.
    pub span: Span,
    /// What comes in their place.
    pub text: String,
}

impl Edit {
    /// Replaces `span` by `text`.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self {
            span,
            text: text.into(),
        }
    }

    /// Inserts `text` before the byte at `offset`.
    pub fn insert(offset: u32, text: impl Into<String>) -> Self {
        Self::replace(Span::new(offset, offset), text)
    }
}

/// Why a set of edits could not be applied.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// Two edits touch the same bytes.
    #[error("the edits at bytes {0:?} and {1:?} overlap; apply them one after the other")]
    Overlap(Span, Span),
    /// An edit lies outside the text or cuts a character in half.
    #[error(
        "the edit at bytes {0:?} does not fit the text; the file changed since it was reviewed"
    )]
    OutOfRange(Span),
}

/// Applies `edits` to `text`, in whatever order they come.
///
/// # Errors
/// When two edits overlap, or one does not fit the text. The text is then not changed at all.
pub fn apply(text: &str, edits: &[Edit]) -> Result<String, EditError> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.span);
    let mut out = String::with_capacity(text.len() + 64);
    let mut done = Span::default();
    for edit in sorted {
        if edit.span.start < done.end {
            return Err(EditError::Overlap(done, edit.span));
        }
        let between = Span::new(done.end, edit.span.start);
        let kept = text
            .get(between.range())
            .filter(|_| text.get(edit.span.range()).is_some());
        out.push_str(kept.ok_or(EditError::OutOfRange(edit.span))?);
        out.push_str(&edit.text);
        done = edit.span;
    }
    out.push_str(
        text.get(done.end as usize..)
            .ok_or(EditError::OutOfRange(done))?,
    );
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_apply_in_any_order() {
        let edits = [
            Edit::insert(9, ".await"),
            Edit::replace(Span::new(0, 3), "tokio"),
        ];
        assert_eq!(apply("std::nap()", &edits).unwrap(), "tokio::nap(.await)");
    }

    #[test]
    fn overlapping_edits_are_refused() {
        let edits = [
            Edit::replace(Span::new(0, 3), "a"),
            Edit::replace(Span::new(2, 4), "b"),
        ];
        assert!(matches!(
            apply("abcdef", &edits),
            Err(EditError::Overlap(..))
        ));
    }

    #[test]
    fn half_a_character_is_refused() {
        assert!(matches!(
            apply("é", &[Edit::insert(1, "x")]),
            Err(EditError::OutOfRange(_))
        ));
    }
}
