//! Writes that belong together and are committed one by one.

use rustora_source::cargo::TargetKind;
use rustora_source::tree::{Expr, ExprId, Literal};

use crate::facts::{Body, Call, Executor, SqlEffect, Verb};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "multi-write-without-transaction",
    category: Category::Correctness,
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "when the later write fails, or the request is dropped between them, the earlier one stays: the caller is told \
          that nothing happened, and the tables contradict each other",
    page: include_str!("multi_write_without_transaction.md"),
    asks: &[Ask::Marked("executes", check)],
};

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    let is_once = matches!(body.target(), Some(TargetKind::Build | TargetKind::Example));
    if body.is_test() || is_once || body.is_main() {
        return None;
    }
    let effects = body.sql_effects();
    let own = effects
        .iter()
        .find(|effect| effect.call.expr == call.expr)?;
    if !is_write(own) || is_in_transaction(body, &effects) {
        return None;
    }
    let writes: Vec<&SqlEffect> = effects
        .iter()
        .filter(|effect| is_write(effect) && is_alone(body, effect) && is_passed_on(body, effect))
        .collect();
    // One finding for a function: the first write that has another before it.
    let (first, second) = writes.iter().enumerate().find_map(|(index, second)| {
        let first = writes[..index]
            .iter()
            .find(|first| belong_together(body, first, second))?;
        Some((*first, *second))
    })?;
    if second.call.expr != call.expr {
        return None;
    }
    let table = |effect: &SqlEffect| effect.statement.table.clone().unwrap_or_default();
    let message = format!(
        "`{}` and `{}` are written without a transaction around both",
        table(first),
        table(second)
    );
    let message = if table(first) == table(second) {
        format!(
            "`{}` is emptied and filled without a transaction around both",
            table(first)
        )
    } else {
        message
    };
    let mut draft = Draft::new(second.call.name_span(body), message).related(
        body.file,
        first.call.name_span(body),
        "the earlier write",
    );
    // With another service asked in between, one transaction may not be what is wanted.
    draft.confidence = waits_between(body, first, second).then_some(Confidence::Low);
    Some(draft)
}

/// Whether an effect changes rows that matter, and would do so again when repeated.
fn is_write(effect: &SqlEffect) -> bool {
    let table = effect.statement.table.as_deref().unwrap_or("");
    let is_incidental = [
        "audit", "log", "histor", "event", "metric", "stat", "cache", "session", "outbox", "queue",
        "job",
    ]
    .iter()
    .any(|word| table.contains(word));
    matches!(
        effect.statement.verb,
        Verb::Insert | Verb::Update | Verb::Delete
    ) && !table.is_empty()
        && !is_incidental
}

/// Whether a statement is committed by itself.
fn is_alone(body: &Body<'_>, effect: &SqlEffect) -> bool {
    matches!(
        body.executor(effect.executor),
        Some(Executor::Pool | Executor::Connection)
    )
}

/// Whether the function has anything to do with transactions: by what it calls, or in SQL.
fn is_in_transaction(body: &Body<'_>, effects: &[SqlEffect]) -> bool {
    let on_transaction = effects
        .iter()
        .any(|effect| body.executor(effect.executor) == Some(Executor::Transaction));
    let Some((_, root)) = body.program.body_range(body.owner) else {
        return true;
    };
    on_transaction
        || body.inside(root).into_iter().any(|id| {
            let name = match body.expr(id) {
                Expr::MethodCall { name, .. } => body.source().str(name),
                Expr::Call { callee, .. } => body.text(callee),
                Expr::Literal(Literal::Str) => body.text(id),
                _ => return false,
            };
            let name = name.to_lowercase();
            ["transaction", "begin", "savepoint"]
                .iter()
                .any(|word| name.contains(word))
        })
}

/// Whether the failure of a statement ends the function: it is awaited and passed on.
fn is_passed_on(body: &Body<'_>, effect: &SqlEffect) -> bool {
    let around = body.tree().parent(body.unwrapped(effect.call.expr));
    let value = body.unwrapped(effect.call.expr);
    matches!(body.expr(value), Expr::Try(_))
        || around.is_some_and(|outer| {
            matches!(body.expr(outer), Expr::Return(_))
                || matches!(body.expr(outer), Expr::Block(block) if block.tail == Some(value))
        })
}

/// Whether the second write follows when the first succeeded, on the same database, and leaves a contradiction
/// when it fails.
fn belong_together(body: &Body<'_>, first: &SqlEffect, second: &SqlEffect) -> bool {
    let (one, other) = (first.call.expr, second.call.expr);
    let on = |effect: &SqlEffect| body.text(body.lent(effect.executor));
    let contradicts = match (first.statement.verb, second.statement.verb) {
        (Verb::Delete, Verb::Delete) => false,
        (Verb::Delete, Verb::Insert) => true,
        _ => first.statement.table != second.statement.table,
    };
    contradicts
        && on(first) == on(second)
        && body.runs_with(one, other)
        && body.enclosing_loop(one) == body.enclosing_loop(other)
        && follows(body, one, other)
}

/// Whether the function comes to `other` after `one`: they are no alternatives, and it does not return in between.
fn follows(body: &Body<'_>, one: ExprId, other: ExprId) -> bool {
    let tree = body.tree();
    let around_other: Vec<ExprId> = tree.ancestors(other).collect();
    for outer in tree.ancestors(one) {
        let branches = matches!(body.expr(outer), Expr::If { .. } | Expr::Match { .. });
        if around_other.contains(&outer) {
            return !branches;
        }
        if branches
            && body.inside(outer).into_iter().any(|id| {
                id > one
                    && matches!(
                        body.expr(id),
                        Expr::Return(_) | Expr::Continue | Expr::Break(_)
                    )
            })
        {
            return false;
        }
    }
    true
}

/// Whether something else than the database is awaited between two writes.
fn waits_between(body: &Body<'_>, first: &SqlEffect, second: &SqlEffect) -> bool {
    let root = body.tree().ancestors(second.call.expr).last();
    body.inside(root.unwrap_or(second.call.expr))
        .into_iter()
        .filter(|id| first.call.expr < *id && *id < second.call.expr)
        .any(|id| match body.expr(id) {
            Expr::Await(inner) => body
                .callee(inner)
                .is_none_or(|callee| body.program.mark(callee, "executes").is_none()),
            _ => false,
        })
}
