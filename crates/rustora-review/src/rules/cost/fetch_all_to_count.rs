//! Rows that are fetched to be counted.

use rustora_source::tree::{Expr, ExprId};

use crate::facts::{Body, Call, Verb};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "fetch-all-to-count",
    category: Category::Cost,
    severity: Severity::Warning,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "every row travels over the network and is decoded to be thrown away: the call that takes a millisecond with \
          a hundred rows takes seconds and a gigabyte with a million",
    page: include_str!("fetch_all_to_count.md"),
    asks: &[Ask::Marked("executes", check)],
};

/// Words of a statement that make its rows more than a number: they are few, locked, or what was changed.
const BOUNDED: [&str; 8] = [
    "limit",
    "returning",
    "for update",
    "for share",
    "for_update",
    "insert_into",
    "delete(",
    "update(",
];

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    let gives_all = matches!(
        body.program.name(call.callee),
        "fetch_all" | "load" | "get_results" | "query"
    );
    if !gives_all || body.is_test() {
        return None;
    }
    let rows = body.unwrapped(call.expr);
    if !body.is_type(body.ty(rows), "std::vec::Vec") || is_bounded(body, call) {
        return None;
    }
    let asked = match body.bound_by(rows) {
        Some(pat) => {
            let uses = body.uses_of(pat);
            let asked: Option<Vec<&str>> = uses.into_iter().map(|id| asks(body, id)).collect();
            asked?
        }
        None => vec![asks(body, rows)?],
    };
    asked.first()?;
    let what = if asked.contains(&"len") {
        "counted: `COUNT(*)` does that in the database"
    } else {
        "told from none: `EXISTS` does that in the database"
    };
    let message = format!("all rows are fetched to be {what}");
    Some(Draft::new(call.name, message))
}

/// The question for the number of rows that is all that a use of them asks.
fn asks<'b>(body: &'b Body<'_>, rows: ExprId) -> Option<&'b str> {
    let outer = body.tree().parent(rows)?;
    let Expr::MethodCall { receiver, name, .. } = body.expr(outer) else {
        return None;
    };
    let name = body.source().str(name);
    (receiver == rows && matches!(name, "len" | "is_empty")).then_some(name)
}

/// Whether a statement does more than to read all rows that there are, as far as it is written here.
fn is_bounded(body: &Body<'_>, call: &Call) -> bool {
    let effects = body.sql_effects();
    let effect = effects.iter().find(|effect| effect.call.expr == call.expr);
    if effect.is_some_and(|effect| effect.statement.verb != Verb::Select) {
        return true;
    }
    let mut text = body.text(call.expr).to_lowercase();
    let inside = body.inside(call.expr).into_iter();
    text.extend(inside.filter_map(|id| Some(body.constant_text(id, 4)?.to_lowercase())));
    BOUNDED.iter().any(|word| text.contains(word))
}
