//! Intervals that make up for missed ticks all at once.

use rustora_source::tree::Expr;

use crate::facts::{Body, Call};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "interval-default-burst",
    category: Category::Idiom,
    severity: Severity::Note,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "after a slow turn or a suspended machine, all the ticks that were missed fire back to back: a burst of \
          requests, flushes or pings at the moment when the service is busiest",
    page: include_str!("interval_default_burst.md"),
    asks: &[Ask::Calls(
        &["tokio::time::interval", "tokio::time::interval_at"],
        check,
    )],
};

const SETTER: &str = "set_missed_tick_behavior";

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() {
        return None;
    }
    let sets = |id| {
        let outer = body.tree().parent(id).map(|outer| body.expr(outer));
        matches!(outer, Some(Expr::MethodCall { receiver, name, .. })
            if receiver == id && body.source().str(name) == SETTER)
    };
    match body.bound_by(call.expr) {
        Some(pat) => {
            let uses = body.uses_of(pat);
            if uses.iter().any(|id| sets(*id)) {
                return None;
            }
            // One that moves on may be set where it goes.
            let ticks = |id: &_| {
                let outer = body.tree().parent(*id).map(|outer| body.expr(outer));
                matches!(outer, Some(Expr::MethodCall { receiver, .. }) if receiver == *id)
            };
            if !uses.iter().all(ticks) && is_set_elsewhere(body) {
                return None;
            }
        }
        None if is_set_elsewhere(body) => return None,
        None => {}
    }
    let message = "this interval fires missed ticks back to back";
    Some(Draft::new(call.name_span(body), message))
}

/// Whether some other function of the file sets the behaviour of an interval that it is handed or finds in a field.
fn is_set_elsewhere(body: &Body<'_>) -> bool {
    let item = body.program.item(body.owner).span;
    let text = &body.source().text;
    let outside = [
        text.get(..item.start as usize),
        text.get(item.end as usize..),
    ];
    outside
        .into_iter()
        .flatten()
        .any(|text| text.contains(SETTER))
}
