//! Span guards that stay entered across an await.

use crate::facts::{Body, GuardKind, Lives, What};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "span-enter-in-async",
    category: Category::Idiom,
    severity: Severity::Warning,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "while the task waits, the thread stays in this span and runs other tasks: their log lines and traces are \
          filed under the wrong request",
    page: include_str!("span_enter_in_async.md"),
    asks: &[Ask::Guards(check)],
};

fn check(body: &Body<'_>, lives: &Lives) -> Vec<Draft> {
    let mut found = Vec::new();
    for (id, guard) in lives.guards.iter().enumerate() {
        if guard.kind != GuardKind::Span {
            continue;
        }
        let awaited = lives
            .events
            .iter()
            .find(|event| event.what == What::Await && event.live.contains(&id));
        let Some(awaited) = awaited else { continue };
        let message = "this span stays entered across an `.await`";
        found.push(Draft::new(body.name_of(guard.at), message).related(
            body.file,
            body.suspension(awaited.expr),
            "other tasks run here, inside the span",
        ));
    }
    found
}
