//! Futures that are driven to their end by a thread of the runtime, inside async code.

use rustora_source::cargo::TargetKind;

use crate::facts::{Body, Call};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "block-on-inside-async-context",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "tokio panics when a thread that drives tasks is asked to block on another future, and other executors stop \
          this thread, for good when the future needs it",
    page: include_str!("block_on_inside_async_context.md"),
    asks: &[Ask::Marked("drives", check)],
};

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() || body.target() == Some(TargetKind::Build) {
        return None;
    }
    body.async_context(call.expr)?;
    let path = body.program.path(call.callee);
    let panics = path.starts_with("tokio::");
    let effect = if panics {
        "panics in async code"
    } else {
        "blocks the thread in async code"
    };
    Some(Draft::new(
        call.name_span(body),
        format!("`{path}` {effect}"),
    ))
}
