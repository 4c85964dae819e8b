//! Servers that stop at the first connection that could not be accepted.

use crate::facts::{Body, Call};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "accept-loop-exits-on-error",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "`accept` fails for a peer that hung up early and for a moment without free file descriptors: leaving the loop \
          turns either into an outage that anyone can cause",
    page: include_str!("accept_loop_exits_on_error.md"),
    asks: &[Ask::Calls(
        &[
            "tokio::net::TcpListener::accept",
            "tokio::net::UnixListener::accept",
            "std::net::TcpListener::accept",
            "std::os::unix::net::UnixListener::accept",
        ],
        check,
    )],
};

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    let around = body.enclosing_loop(call.expr)?;
    if body.is_test() {
        return None;
    }
    let left = body.every_error_leaves(call.expr)?;
    let message = "one connection that cannot be accepted ends the loop, and the server with it";
    let draft = Draft::new(call.name_span(body), message);
    let head = body.loop_head(around);
    let place = if body.span(left).start < head.end {
        head
    } else {
        body.span(left)
    };
    Some(draft.related(body.file, place, "any error leaves the loop here"))
}
