//! From data to bytes: one file for each way of printing.
//!
//! What all of them need to know about a review (which findings are shown, what the verdict is) is decided
//! here once, so that a terminal, a script and a code host never disagree.

pub(crate) mod page;
pub(crate) mod rules;
mod snippet;
pub(crate) mod terminal;
pub(crate) mod text;
pub(crate) mod to_json;
pub(crate) mod to_sarif;
mod window;

use rustora_review::{Change, Confidence, Finding, Fix, Review, Severity};
use rustora_source::{LineIndex, Position};

/// Why no fix is proven yet.
const UNPROVEN: &str = "quick review: nothing was compiled";

/// A review, and what of it is told.
pub(crate) struct Report<'r> {
    review: &'r Review,
    /// The findings that are shown, in the engine's order.
    findings: Vec<&'r Finding>,
    shown_from: Confidence,
    change: Option<&'r Change>,
}

impl<'r> Report<'r> {
    /// Of `review`, the findings that are at least as sure as `shown_from`. `change` is what was reviewed, if
    /// not everything.
    pub(crate) fn new(
        review: &'r Review,
        shown_from: Confidence,
        change: Option<&'r Change>,
    ) -> Self {
        let findings = review.findings.iter();
        let findings = findings.filter(|finding| finding.confidence >= shown_from);
        Self {
            review,
            findings: findings.collect(),
            shown_from,
            change,
        }
    }

    /// Whether something that is shown is at least as bad as `severity`.
    pub(crate) fn has(&self, severity: Severity) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.severity >= severity)
    }

    /// Whether there was something to review, and none of it could be.
    pub(crate) fn is_void(&self) -> bool {
        self.review.files == 0 && !self.review.notes.is_empty()
    }

    fn count(&self, severity: Severity) -> usize {
        let same = |finding: &&&Finding| finding.severity == severity;
        self.findings.iter().filter(same).count()
    }

    /// How many findings are not shown.
    fn hidden(&self) -> usize {
        self.review.findings.len() - self.findings.len()
    }

    /// The outcome in plain words: `3 must be changed, 5 should, 2 could`.
    fn verdict(&self) -> String {
        let words = [
            (Severity::Error, "must"),
            (Severity::Warning, "should"),
            (Severity::Note, "could"),
        ];
        let counts = words.map(|(severity, word)| (self.count(severity), word));
        let mut parts: Vec<String> = Vec::new();
        for (count, word) in counts.into_iter().filter(|(count, _)| *count > 0) {
            let verb = if parts.is_empty() { " be changed" } else { "" };
            parts.push(format!("{} {word}{verb}", text::number(count)));
        }
        if parts.is_empty() {
            let outcome = if self.is_void() {
                "nothing was reviewed"
            } else {
                "nothing found"
            };
            return outcome.to_owned();
        }
        parts.join(", ")
    }
}

/// The edits of a fix as lines and columns.
fn edits<'f>(
    finding: &Finding,
    fix: &'f Fix,
) -> impl Iterator<Item = (Position, Position, &'f str)> {
    let text = finding.location.source.text.clone();
    let lines = LineIndex::new(&text);
    fix.edits.iter().map(move |edit| {
        let position = |offset: u32| lines.position(&text, offset);
        (
            position(edit.span.start),
            position(edit.span.end),
            edit.text.as_str(),
        )
    })
}
