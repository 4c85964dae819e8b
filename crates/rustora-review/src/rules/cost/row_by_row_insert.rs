//! Rows that are inserted one by one.

use rustora_source::tree::Expr;

use super::n_plus_one_query;
use crate::facts::{Body, Call, Executor, Verb};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "row-by-row-insert",
    category: Category::Cost,
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "each row costs a round trip, and outside of a transaction a commit that waits for the disk: an import of ten \
          thousand rows takes minutes instead of a second",
    page: include_str!("row_by_row_insert.md"),
    asks: &[Ask::Marked("executes", check)],
};

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() || !inserts(body, call) {
        return None;
    }
    let around = n_plus_one_query::repeated(body, call)?;
    let head = body.loop_head(around);
    let message = "this `INSERT` runs once for each element of the loop";
    let mut draft = Draft::new(call.name, message).related(body.file, head, "the loop");
    draft.confidence = is_in_process(body, call).then_some(Confidence::Low);
    Some(draft)
}

/// Whether a statement waits for no network and no disk: one of `SQLite` inside a transaction.
fn is_in_process(body: &Body<'_>, call: &Call) -> bool {
    let effects = body.sql_effects();
    let effect = effects.iter().find(|effect| effect.call.expr == call.expr);
    effect.is_some_and(|effect| {
        let on = body.ty(body.lent(effect.executor)).peeled();
        body.executor(effect.executor) == Some(Executor::Transaction)
            && body.is_type(&on.arg(0), "sqlx::Sqlite")
    })
}

/// Whether a round trip inserts, and gives back nothing that belongs to the one row.
pub(super) fn inserts(body: &Body<'_>, call: &Call) -> bool {
    let is_plain = matches!(body.program.name(call.callee), "execute" | "execute_raw");
    let effects = body.sql_effects();
    let effect = effects.iter().find(|effect| effect.call.expr == call.expr);
    let verb = effect.map(|effect| effect.statement.verb);
    is_plain && matches!(verb, Some(Verb::Insert | Verb::Upsert)) && is_unread(body, call)
}

/// Whether nobody asks the result for more than whether it worked: a key that the database made is needed row by row.
fn is_unread(body: &Body<'_>, call: &Call) -> bool {
    let done = body.unwrapped(call.expr);
    body.bound_by(done)
        .is_none_or(|pat| body.uses_of(pat).is_empty())
        && !matches!(
            body.tree().parent(done).map(|outer| body.expr(outer)),
            Some(Expr::MethodCall { name, .. })
                if body.source().str(name).starts_with("last_insert")
        )
}
