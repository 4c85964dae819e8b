//! Transactions that are written to and dropped.

use rustora_source::cargo::TargetKind;
use rustora_source::tree::{Expr, ExprId, MacroBody, PatId, Receiver};

use crate::facts::{Body, Call, Executor};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "transaction-not-committed",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "a transaction that is dropped is rolled back: every statement succeeds, the function reports success, and \
          nothing is stored",
    page: include_str!("transaction_not_committed.md"),
    asks: &[Ask::Marked("begins", check)],
};

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() || body.target() == Some(TargetKind::Build) {
        return None;
    }
    let transaction = body.bound_by(body.unwrapped(call.expr))?;
    let name = body.source().str(body.tree().pat_span(transaction));
    let name = name.trim_start_matches("mut ");
    let uses = body.uses_of(transaction);
    let stays = uses
        .iter()
        .all(|id| is_lent(body, *id) && body.runs_with(*id, call.expr));
    if !stays || is_named_in_a_macro(body, name) || is_meant(body) {
        return None;
    }
    let effects = body.sql_effects();
    let write = effects.iter().find(|effect| {
        effect.statement.writes()
            && body.executor(effect.executor) == Some(Executor::Transaction)
            && is_variable(body, body.lent(effect.executor), transaction)
    })?;
    let message = format!("`{name}` is dropped without a commit, so what it wrote is rolled back");
    Some(Draft::new(call.name_span(body), message).related(
        body.file,
        write.call.name_span(body),
        "the first write in it",
    ))
}

fn is_variable(body: &Body<'_>, expr: ExprId, pat: PatId) -> bool {
    body.local(expr) == Some(pat)
}

/// Whether a use of a variable leaves its value where it is: a borrow, or a method that takes `&self`.
fn is_lent(body: &Body<'_>, id: ExprId) -> bool {
    let Some(outer) = body.tree().parent(id) else {
        return false;
    };
    match body.expr(outer) {
        Expr::Borrow { .. } | Expr::Deref(_) => true,
        Expr::MethodCall { receiver, .. } if receiver == id => {
            let Some(callee) = body.callee(outer) else {
                return false;
            };
            let function = body
                .program
                .file(callee.file)
                .tree()
                .function(callee.item)
                .map(|function| function.receiver);
            matches!(function, Some(Receiver::Ref | Receiver::RefMut))
        }
        _ => false,
    }
}

/// A macro that nobody looked into may commit.
fn is_named_in_a_macro(body: &Body<'_>, name: &str) -> bool {
    body.macros.iter().any(|(expr, call, _)| {
        matches!(body.tree()[*call].body, MacroBody::Opaque) && body.text(*expr).contains(name)
    })
}

/// Whether the function says that it only tries.
fn is_meant(body: &Body<'_>) -> bool {
    let text = body
        .source()
        .str(body.program.item(body.owner).span)
        .to_lowercase();
    ["rollback", "roll back", "rolled back", "dry_run", "dry run"]
        .iter()
        .any(|word| text.contains(word))
}
