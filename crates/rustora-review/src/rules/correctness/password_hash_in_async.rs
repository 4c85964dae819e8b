//! Password hashes that are computed on a runtime's thread.

use crate::facts::{Body, Call};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "password-hash-in-async",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "a password hash is made to take a tenth of a second of a processor: as many logins at once as there are worker \
          threads, and every other request waits",
    page: include_str!("password_hash_in_async.md"),
    asks: &[Ask::Marked("hashes", check)],
};

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() {
        return None;
    }
    body.async_context(call.expr)?;
    let path = body.program.path(call.callee);
    let message = format!("`{path}` computes for long on a thread of the runtime");
    Some(Draft::new(call.name_span(body), message))
}
