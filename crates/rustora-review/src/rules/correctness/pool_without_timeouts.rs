//! Pools that wait for ever.

use rustora_source::cargo::TargetKind;
use rustora_source::tree::{Expr, ExprId};

use crate::facts::{Body, Call};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "pool-without-timeouts",
    category: Category::Correctness,
    severity: Severity::Warning,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "when the database is slow or its connections are all taken, every request waits in `get` without an end: \
          the service takes more and more of them and answers none",
    page: include_str!("pool_without_timeouts.md"),
    asks: &[Ask::Calls(
        &[
            "deadpool_postgres::PoolBuilder::build",
            "diesel_async::pooled_connection::deadpool::PoolBuilder::build",
        ],
        check,
    )],
};

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() || matches!(body.target(), Some(TargetKind::Build | TargetKind::Example)) {
        return None;
    }
    is_without(body, call.receiver?, 24)?.then(|| {
        Draft::new(
            call.name_span(body),
            "this pool waits for a connection without a timeout",
        )
    })
}

/// Whether a chain of a builder's methods sets no timeout. `None` when it does not begin in this function, or
/// is more than a chain.
fn is_without(body: &Body<'_>, expr: ExprId, depth: u32) -> Option<bool> {
    let depth = depth.checked_sub(1)?;
    match body.expr(expr) {
        Expr::MethodCall { receiver, name, .. } => match body.source().str(name) {
            // What waits is `get`: the other timeouts begin when there is a connection to be made or tried.
            "wait_timeout" | "timeouts" | "config" => Some(false),
            "max_size" | "runtime" | "create_timeout" | "recycle_timeout" | "post_create"
            | "pre_recycle" | "post_recycle" | "queue_mode" => is_without(body, receiver, depth),
            _ => None,
        },
        Expr::Call { .. } => {
            let callee = body.callee(expr)?;
            let is_builder = [
                "deadpool_postgres::Pool::builder",
                "diesel_async::pooled_connection::deadpool::Pool::builder",
            ];
            is_builder
                .iter()
                .any(|path| body.program.is(callee, path))
                .then_some(true)
        }
        Expr::Path(_) => {
            let builder = body.local(expr)?;
            // A builder that is passed on or replaced in between may have got its timeouts there.
            if body.uses_of(builder).len() != 1 {
                return None;
            }
            is_without(body, body.init(builder)?, depth)
        }
        _ => None,
    }
}
