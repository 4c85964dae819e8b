//! The same lock, taken in one statement and taken again in the next.

use rustora_source::tree::{Expr, ExprId, Stmt};

use crate::facts::{Body, Guard, GuardKind, Lives};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "lock-taken-twice-sequentially",
    category: Category::Cost,
    severity: Severity::Note,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "twice the contention, and what is read in the second turn need not belong to what was read in the first",
    page: include_str!("lock_taken_twice_sequentially.md"),
    asks: &[Ask::Guards(check)],
};

fn check(body: &Body<'_>, lives: &Lives) -> Vec<Draft> {
    if body.is_test() {
        return Vec::new();
    }
    // Only temporaries: a guard with a name says how long it is wanted.
    let temporary: Vec<(&Guard, ExprId)> = lives
        .guards
        .iter()
        .filter(|guard| guard.name.is_none() && matches!(guard.kind, GuardKind::Lock { .. }))
        .filter_map(|guard| Some((guard, statement(body, guard.at)?)))
        .collect();
    let mut found = Vec::new();
    for (first, statement) in &temporary {
        let Some(next) = next_statement(body, *statement) else {
            continue;
        };
        let again = temporary
            .iter()
            .find(|(guard, of)| *of == next && guard.lock.is_some() && guard.lock == first.lock);
        let (Some((again, _)), Some((place, _))) = (again, &first.lock) else {
            continue;
        };
        // A sharded map locks by the key: two keys, two locks.
        if body.program.path(first.ty).starts_with("dashmap::") {
            continue;
        }
        let message = format!("`{}` is locked again right after it was let go", place.text);
        found.push(Draft::new(body.name_of(again.at), message).related(
            body.file,
            body.name_of(first.at),
            "locked for the first time",
        ));
    }
    found
}

/// The value of the `let`, or the expression statement, that an expression stands in, if nothing else is around it.
fn statement(body: &Body<'_>, id: ExprId) -> Option<ExprId> {
    let mut inner = id;
    for outer in body.tree().ancestors(id) {
        match body.expr(outer) {
            Expr::Block(_) => return Some(inner),
            // A condition always runs, what stands under it does not.
            Expr::If { cond, .. } if cond == inner => inner = outer,
            Expr::If { .. }
            | Expr::Match { .. }
            | Expr::Loop(_)
            | Expr::While { .. }
            | Expr::For { .. }
            | Expr::Closure { .. }
            | Expr::Async(_) => return None,
            _ => inner = outer,
        }
    }
    None
}

fn next_statement(body: &Body<'_>, id: ExprId) -> Option<ExprId> {
    let Expr::Block(block) = body.expr(body.tree().parent(id)?) else {
        return None;
    };
    let stmts = &body.tree()[block.stmts];
    let is_it = |stmt: &Stmt| match *stmt {
        Stmt::Let { init, .. } => init == Some(id),
        Stmt::Expr(expr) => expr == id,
        Stmt::Item(_) => false,
    };
    let at = stmts.iter().position(is_it)?;
    match stmts.get(at + 1) {
        Some(Stmt::Let { init, .. }) => *init,
        Some(Stmt::Expr(expr)) => Some(*expr),
        Some(Stmt::Item(_)) => None,
        None => block.tail,
    }
}
