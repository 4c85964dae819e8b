//! Password hashes that are computed on a runtime's thread.

use rustora_source::cargo::TargetKind;

use crate::facts::{AsyncContext, Body, Call};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "password-hash-in-async",
    category: Category::Correctness,
    severity: Severity::Warning,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "a password hash is made to take tens to hundreds of milliseconds, in which this worker thread runs no other \
          task: a handful of sign-ins at once stall every request, and anyone may send them",
    page: include_str!("password_hash_in_async.md"),
    asks: &[Ask::Marked("hashes_password", check)],
};

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() || matches!(body.target(), Some(TargetKind::Build | TargetKind::Example)) {
        return None;
    }
    let context = body.async_context(call.expr)?;
    // A program that hashes at its start, or does nothing else, keeps nobody waiting.
    if context == AsyncContext::Fn && body.is_main() {
        return None;
    }
    let path = body.program.path(call.callee);
    Some(Draft::new(
        call.name_span(body),
        format!("`{path}` hashes a password on a thread of the async runtime"),
    ))
}
