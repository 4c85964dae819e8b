//! From data to bytes: one file for each way of printing.
//!
//! What all of them need to know about a review (which findings are shown, what the verdict is) is decided
//! here once, so that a terminal, a script and a code host never disagree.

pub(crate) mod adr;
pub(crate) mod agents;
pub(crate) mod designs;
pub(crate) mod diff;
pub(crate) mod markdown;
pub(crate) mod memory;
pub(crate) mod models;
pub(crate) mod page;
pub(crate) mod proofs;
pub(crate) mod route;
pub(crate) mod rules;
mod snippet;
pub(crate) mod terminal;
pub(crate) mod text;
pub(crate) mod to_json;
pub(crate) mod to_sarif;
mod window;

use rustora_architect::{Compiled, Proof, Told, told};
use rustora_review::{Change, Confidence, Fix, Location, Review, Severity};
use rustora_source::{LineIndex, Position};

/// Why no fix of a quick review is proven.
const UNPROVEN: &str = "quick review: nothing was compiled";

/// A review, and what of it is told.
pub(crate) struct Report<'r> {
    review: &'r Review,
    /// What the compiler's half came to, if it was asked for.
    compiled: Option<&'r Compiled>,
    /// The findings that are shown, in their order.
    findings: Vec<Told>,
    /// How many are not.
    hidden: usize,
    shown_from: Confidence,
    change: Option<&'r Change>,
}

impl<'r> Report<'r> {
    /// Of `review`, the findings that are at least as sure as `shown_from`. `change` is what was reviewed, if
    /// not everything.
    pub(crate) fn new(
        review: &'r Review,
        compiled: Option<&'r Compiled>,
        shown_from: Confidence,
        change: Option<&'r Change>,
    ) -> Self {
        let all = told(review, compiled, UNPROVEN);
        let count = all.len();
        let mut findings = all;
        findings.retain(|finding| finding.confidence >= shown_from);
        Self {
            review,
            compiled,
            hidden: count - findings.len(),
            findings,
            shown_from,
            change,
        }
    }

    /// The findings, shown or not, whose fixes were proven.
    pub(crate) fn proven(&self) -> impl Iterator<Item = &Told> {
        self.findings.iter().filter(|told| {
            told.fix
                .as_ref()
                .is_some_and(|fix| fix.proof == Proof::Proven)
        })
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
        let same = |finding: &&Told| finding.severity == severity;
        self.findings.iter().filter(same).count()
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

/// The state of a proof and, where there is none, the reason.
fn proof(proof: &Proof) -> (&'static str, &str) {
    match proof {
        Proof::Proven => ("proven", ""),
        Proof::Unproven(why) => ("unproven", why),
    }
}

/// The edits of a fix as lines and columns.
fn edits<'f>(
    location: &Location,
    fix: &'f Fix,
) -> impl Iterator<Item = (Position, Position, &'f str)> {
    let text = location.source.text.clone();
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
