//! Statements that go past the open transaction, through the pool that it came from.

use rustora_source::cargo::TargetKind;
use rustora_source::tree::{Expr, ExprId, PatId};

use crate::facts::{Body, Call, Executor, Ty};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "pool-used-inside-transaction",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "what runs on the pool gets a second connection: it does not see what the transaction wrote, stays when the \
          transaction is rolled back, and with all connections in such transactions each waits for another",
    page: include_str!("pool_used_inside_transaction.md"),
    asks: &[Ask::Marked("begins", check)],
};

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() || matches!(body.target(), Some(TargetKind::Build | TargetKind::Example)) {
        return None;
    }
    let pool = pool_of(body, call.receiver?)?;
    let transaction = body.bound_by(body.unwrapped(call.expr))?;
    let end = end_of(body, transaction)?;
    let block = body
        .tree()
        .ancestors(call.expr)
        .find(|outer| matches!(body.expr(*outer), Expr::Block(_)))?;
    let mut pools = body
        .inside(block)
        .into_iter()
        .filter(|id| call.expr < *id && *id < end && body.text(*id) == pool && is_pool(body, *id));
    let used = pools.find(|id| {
        body.runs_with(*id, call.expr) && takes_a_connection(body, outermost(body, *id))
    })?;
    let name = body.source().str(body.tree().pat_span(transaction));
    let name = name.trim_start_matches("mut ");
    let message = format!("`{pool}` is used while the transaction `{name}` is open");
    Some(Draft::new(body.span(used), message).related(
        body.file,
        call.name_span(body),
        "the transaction begins here",
    ))
}

/// The pool that a transaction is begun on, directly or through a connection, as it is written.
fn pool_of<'b>(body: &'b Body<'_>, on: ExprId) -> Option<&'b str> {
    let on = body.lent(on);
    match body.executor(on)? {
        Executor::Pool => Some(body.text(on)),
        Executor::Connection => {
            let init = body.init(body.local(on)?)?;
            let pool = body
                .inside(init)
                .into_iter()
                .find(|id| is_pool(body, *id))?;
            Some(body.text(pool))
        }
        Executor::Transaction => None,
    }
}

fn is_pool(body: &Body<'_>, id: ExprId) -> bool {
    matches!(body.expr(id), Expr::Path(_) | Expr::Field { .. })
        && body.executor(id) == Some(Executor::Pool)
}

/// Where a transaction ends at the latest that is certain: its first use that is no loan, or else its last use.
fn end_of(body: &Body<'_>, transaction: PatId) -> Option<ExprId> {
    let uses = body.uses_of(transaction);
    let is_loan = |id: &ExprId| {
        let outer = body.tree().parent(*id).map(|outer| body.expr(outer));
        match outer {
            Some(Expr::Borrow { .. } | Expr::Deref(_)) => true,
            Some(Expr::MethodCall { name, .. }) => {
                !matches!(body.source().str(name), "commit" | "rollback")
            }
            _ => false,
        }
    };
    let ends = uses.iter().find(|id| !is_loan(id));
    ends.or(uses.last()).copied()
}

/// The pool with the `&`s and `clone()`s around it.
fn outermost(body: &Body<'_>, id: ExprId) -> ExprId {
    match body.tree().parent(id) {
        Some(outer) if matches!(body.expr(outer), Expr::Borrow { .. } | Expr::Deref(_)) => {
            outermost(body, outer)
        }
        _ => id,
    }
}

/// Whether a pool is what an awaited call works with: a statement, a checkout, a function of the workspace.
fn takes_a_connection(body: &Body<'_>, pool: ExprId) -> bool {
    let Some(outer) = body.tree().parent(pool) else {
        return false;
    };
    let is_awaited = |call: ExprId| {
        let outer = body.tree().parent(call).map(|outer| body.expr(outer));
        matches!(outer, Some(Expr::Await(_))) && matches!(body.ty(call), Ty::Future(_))
    };
    match body.expr(outer) {
        Expr::MethodCall { receiver, name, .. } if receiver == pool => {
            matches!(
                body.source().str(name),
                "get"
                    | "get_owned"
                    | "acquire"
                    | "begin"
                    | "execute"
                    | "fetch_one"
                    | "fetch_all"
                    | "fetch_optional"
            ) && is_awaited(outer)
        }
        Expr::MethodCall { .. } | Expr::Call { .. } => is_awaited(outer),
        _ => false,
    }
}
