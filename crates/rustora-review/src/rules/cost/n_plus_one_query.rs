//! One query for each element of a collection.

use rustora_source::tree::{Expr, ExprId, PatId};

use super::row_by_row_insert;
use crate::facts::{Body, Call};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "n-plus-one-query",
    category: Category::Cost,
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "each element costs a round trip to the database, one after the other, while a connection is held: what takes \
          a millisecond with ten rows in a test takes seconds in production",
    page: include_str!("n_plus_one_query.md"),
    asks: &[Ask::Marked("executes", check)],
};

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() || row_by_row_insert::inserts(body, call) {
        return None;
    }
    let around = repeated(body, call)?;
    let head = body.loop_head(around);
    Some(
        Draft::new(
            call.name,
            "this query runs once for each element of the loop",
        )
        .related(body.file, head, "the loop"),
    )
}

/// The loop that makes a round trip for each of its elements.
pub(super) fn repeated(body: &Body<'_>, call: &Call) -> Option<ExprId> {
    if matches!(body.program.name(call.callee), "commit" | "rollback") {
        return None;
    }
    let around = body.enclosing_loop(call.expr)?;
    let element = match body.expr(around) {
        Expr::For { iter, .. } if is_bounded(body, iter) => return None,
        Expr::For { pat, .. } => pat,
        Expr::While { cond, .. } => drained(body, cond)?,
        _ => return None,
    };
    depends_on(body, call.expr, element, 6).then_some(around)
}

/// `while let Some(x) = queue.pop()`: the pattern. Other conditions are cursors and retries.
fn drained(body: &Body<'_>, cond: ExprId) -> Option<PatId> {
    let Expr::Let { pat, value } = body.expr(cond) else {
        return None;
    };
    let Expr::MethodCall { name, .. } = body.expr(value) else {
        return None;
    };
    matches!(
        body.source().str(name),
        "pop" | "pop_front" | "pop_back" | "next"
    )
    .then_some(pat)
}

/// A loop over a literal, or over batches that were made to keep the number of queries down.
fn is_bounded(body: &Body<'_>, iter: ExprId) -> bool {
    body.inside(iter).into_iter().any(|id| match body.expr(id) {
        Expr::Array(_) | Expr::Range(..) => true,
        Expr::MethodCall { name, .. } => {
            let name = body.source().str(name);
            name.contains("chunk") || name.contains("batch") || name == "windows"
        }
        Expr::Path(path) => {
            let name = body.source().str(body.tree()[path].span);
            let name = name.rsplit("::").next().unwrap_or(name);
            name.len() > 1
                && name
                    .chars()
                    .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
        }
        _ => false,
    })
}

/// Whether an expression uses what `element` binds, directly or through variables.
fn depends_on(body: &Body<'_>, expr: ExprId, element: PatId, depth: u32) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    let pattern = body.tree().pat_span(element);
    body.inside(expr)
        .into_iter()
        .filter_map(|id| body.local(id))
        .any(|pat| {
            pattern.contains(body.tree().pat_span(pat))
                || body
                    .init(pat)
                    .is_some_and(|init| depends_on(body, init, element, depth))
        })
}
