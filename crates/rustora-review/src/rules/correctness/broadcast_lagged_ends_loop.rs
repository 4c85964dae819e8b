//! Broadcast receivers that take falling behind for the end.

use crate::facts::{Body, Call};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "broadcast-lagged-ends-loop",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "a receiver that falls behind gets `Lagged` once and could go on; taken for the end, the first burst of load \
          stops this subscriber for good, and nobody is told",
    page: include_str!("broadcast_lagged_ends_loop.md"),
    asks: &[Ask::Calls(
        &["tokio::sync::broadcast::Receiver::recv"],
        check,
    )],
};

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    let around = body.enclosing_loop(call.expr)?;
    if body.is_test() {
        return None;
    }
    let left = body.every_error_leaves(call.expr)?;
    let message =
        "a receiver that has fallen behind gets `Lagged` here, and the loop takes it for the end";
    let draft = Draft::new(call.name_span(body), message);
    let head = body.loop_head(around);
    // `while let` is left where it begins.
    let place = if body.span(left).start < head.end {
        head
    } else {
        body.span(left)
    };
    Some(draft.related(body.file, place, "any error ends the loop here"))
}
