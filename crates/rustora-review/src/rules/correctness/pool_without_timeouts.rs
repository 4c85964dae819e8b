//! Pools that let their users wait for ever.

use rustora_source::Edit;
use rustora_source::tree::Expr;

use crate::facts::{Body, Call};
use crate::finding::{Applicability, Category, Confidence, Fix, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "pool-without-timeouts",
    category: Category::Correctness,
    severity: Severity::Warning,
    confidence: Confidence::High,
    fix: FixAvailability::Sometimes,
    why: "when the database hangs or the pool is empty, every request waits for a connection without an end: memory grows, \
          clients time out, and no error says why",
    page: include_str!("pool_without_timeouts.md"),
    asks: &[Ask::Calls(
        &["deadpool::managed::PoolBuilder::build"],
        check,
    )],
};

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() {
        return None;
    }
    // The whole chain has to be visible, down to where the builder was made.
    let mut at = call.receiver?;
    while let Expr::MethodCall { receiver, name, .. } = body.expr(at) {
        if matches!(
            body.source().str(name),
            "timeouts" | "wait_timeout" | "config"
        ) {
            return None;
        }
        at = receiver;
    }
    let made = body.callee(at)?;
    if !body.program.is(made, "deadpool::managed::Pool::builder") {
        return None;
    }
    let wait = ".wait_timeout(Some(std::time::Duration::from_secs(5)))";
    let fix = Fix {
        title: "give up waiting for a connection after a while".to_owned(),
        applicability: Applicability::MaybeIncorrect,
        edits: vec![Edit::insert(body.span(at).end, wait)],
    };
    let message =
        "this pool is built without `wait_timeout`: who asks it for a connection may wait for ever";
    // A timeout needs to know the runtime that keeps the time.
    let has_runtime = body.text(call.expr).contains(".runtime(");
    Some(Draft::new(body.name_of(at), message).fix(has_runtime.then_some(fix)))
}
