//! Guards of blocking locks that live across an await.

use crate::facts::{Body, GuardKind, Lives, What};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "guard-across-await",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "while this task waits, whoever wants the lock blocks a whole worker thread; when the one that waits runs on \
          the thread that this task needs, both wait for ever",
    page: include_str!("guard_across_await.md"),
    asks: &[Ask::Guards(check)],
};

fn check(body: &Body<'_>, lives: &Lives) -> Vec<Draft> {
    if body.is_test() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (id, guard) in lives.guards.iter().enumerate() {
        let does = match guard.kind {
            GuardKind::Lock {
                awaitable: false, ..
            } => "keeps its lock",
            GuardKind::Cell => "keeps its cell borrowed",
            GuardKind::Lock { .. } | GuardKind::Span => continue,
        };
        let awaited = lives
            .events
            .iter()
            .filter(|event| event.what == What::Await && event.live.contains(&id));
        let awaited: Vec<_> = awaited.collect();
        let Some(first) = awaited.first() else {
            continue;
        };
        let ty = body.program.name(guard.ty);
        let message = match guard.name {
            Some(name) => {
                let name = body.source().str(body.tree().pat_span(name));
                format!("`{name}`, a `{ty}`, {does} across an `.await`")
            }
            None => format!("this temporary `{ty}` {does} across an `.await`"),
        };
        found.push(Draft::new(body.suspension(first.expr), message).related(
            body.file,
            body.name_of(guard.at),
            "the guard",
        ));
    }
    found
}
