//! (to be written): what it finds, in a few words.

use crate::facts::{Body, Call};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "tower-clone-drops-readiness",
    category: Category::Correctness,
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "(to be written): what goes wrong on a running service",
    page: include_str!("tower_clone_drops_readiness.md"),
    asks: &[Ask::Calls(&["std::mem::forget"], check)],
};

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() {
        return None;
    }
    let message = "(to be written): what is wrong here";
    Some(Draft::new(call.name_span(body), message))
}
