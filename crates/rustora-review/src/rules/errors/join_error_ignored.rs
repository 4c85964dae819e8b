//! Tasks that are waited for, and whose failure is not looked at.

use rustora_source::cargo::TargetKind;
use rustora_source::tree::{Expr, ExprId, Pat, PatId};

use crate::facts::{Body, Ty};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "join-error-ignored",
    category: Category::Errors,
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "the task may have failed or panicked halfway, and the code that waited for it goes on as if its work were \
          done",
    page: include_str!("join_error_ignored.md"),
    asks: &[Ask::Bodies(check)],
};

/// Who calls one of these expects tasks to end early.
const ENDS_TASKS: [&str; 4] = ["abort", "abort_all", "cancel", "shutdown"];

fn check(body: &Body<'_>) -> Vec<Draft> {
    if body.is_test() || matches!(body.target(), Some(TargetKind::Build | TargetKind::Example)) {
        return Vec::new();
    }
    let Some((first, root)) = body.program.body_range(body.owner) else {
        return Vec::new();
    };
    let ends = |id: &ExprId| {
        matches!(body.expr(*id), Expr::MethodCall { name, .. }
            if ENDS_TASKS.contains(&body.source().str(name)))
    };
    let mut found = Vec::new();
    for id in body.tree().exprs_between(first, root) {
        let Expr::Await(awaited) = body.expr(id) else {
            continue;
        };
        let Some((how, output)) = ignored(body, id) else {
            continue;
        };
        if body.inside(root).iter().any(ends) {
            break;
        }
        // Without an error of its own only a panic is lost, and the panic hook has printed that.
        let is_result = body.is_type(&output, "std::result::Result");
        let message = if is_result {
            format!("{how} throws away the error of the task, and its panic")
        } else {
            format!("{how} throws away whether the task panicked")
        };
        let mut draft = Draft::new(body.name_of(awaited), message);
        draft.confidence = (!is_result).then_some(Confidence::Low);
        found.push(draft);
    }
    found
}

/// How the outcome of tasks that an `.await` gives is ignored, and what such a task returns.
fn ignored(body: &Body<'_>, awaited: ExprId) -> Option<(&'static str, Ty)> {
    let ty = body.ty(awaited);
    if let Some(output) = joined(body, ty) {
        return body.thrown_away(awaited).map(|how| (how, output));
    }
    if body.is_type(ty, "std::option::Option") {
        let output = joined(body, &ty.arg(0))?;
        return is_drained(body, awaited).then_some(("this loop", output));
    }
    if body.is_type(ty, "std::vec::Vec") {
        let output = joined(body, &ty.arg(0))?;
        let is_unused = body.is_statement(awaited) || body.is_bound_to_nothing(awaited);
        return is_unused.then_some(("`join_all` without a look at what it gives", output));
    }
    None
}

/// What the task returns, for the `Result` of waiting for it.
fn joined(body: &Body<'_>, ty: &Ty) -> Option<Ty> {
    let is_outcome = body.is_type(ty, "std::result::Result")
        && body.is_type(&ty.arg(1), "tokio::task::JoinError");
    is_outcome.then(|| ty.arg(0))
}

/// `while set.join_next().await.is_some()`, `while let Some(_) = set.join_next().await`.
fn is_drained(body: &Body<'_>, awaited: ExprId) -> bool {
    let tree = body.tree();
    let Some(outer) = tree.parent(awaited) else {
        return false;
    };
    let is_unnamed = |pat: PatId| match tree[pat] {
        Pat::Wild | Pat::Rest => true,
        Pat::Name { .. } => body.uses_of(pat).is_empty(),
        _ => false,
    };
    let is_ignored = match tree[outer] {
        Expr::MethodCall { name, .. } => body.source().str(name) == "is_some",
        Expr::Let { pat, .. } => match tree[pat] {
            Pat::TupleStruct { elems, .. } => tree[elems].iter().all(|pat| is_unnamed(*pat)),
            _ => false,
        },
        _ => false,
    };
    is_ignored
        && tree
            .parent(outer)
            .is_some_and(|around| matches!(tree[around], Expr::While { cond, .. } if cond == outer))
}
