//! Assertions in tasks that a test does not wait for.

use rustora_source::tree::{Expr, ExprId};

use crate::facts::{Body, Call};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "test-spawn-not-joined",
    category: Category::Tests,
    severity: Severity::Warning,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "a panic in a task ends that task, not the test: the test passes whatever the assertion says",
    page: include_str!("test_spawn_not_joined.md"),
    asks: &[Ask::Marked("spawns", check)],
};

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    // A `JoinSet` or a scope has its own way of being waited for.
    if !body.is_test_function() || call.receiver.is_some() || !body.goes_nowhere(call.expr) {
        return None;
    }
    let task = *body.tree()[call.args].first()?;
    let asserts = |id: &ExprId| {
        let found = body
            .macros
            .iter()
            .find(|(expr, _, _)| expr == id)
            .and_then(|(_, _, item)| *item);
        found.is_some_and(|item| body.program.mark(item, "asserts").is_some())
    };
    let inside = body.inside(task);
    let assertion = *inside.iter().find(|id| asserts(id))?;
    // A task that reports back may be waited for through what it sends.
    let reports = |id: &ExprId| {
        matches!(body.expr(*id), Expr::MethodCall { name, .. }
        if matches!(body.source().str(name), "send" | "try_send" | "notify_one" | "notify_waiters" | "cancel" | "store" | "wait"))
    };
    if inside.iter().any(reports) {
        return None;
    }
    let message = "the test does not wait for this task, so its assertion cannot fail the test";
    Some(Draft::new(call.name_span(body), message).related(
        body.file,
        body.span(assertion),
        "the assertion",
    ))
}
