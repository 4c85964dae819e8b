//! Locks that are taken while a guard of the same lock lives.

use crate::facts::{Body, Event, Guard, GuardKind, Hold, Lives, Question, What};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "guard-reacquired-in-scope",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "the task or thread waits for a lock that it holds itself: it never runs again, and everyone else who wants \
          the lock waits with it",
    page: include_str!("guard_reacquired_in_scope.md"),
    asks: &[Ask::Guards(check)],
};

fn check(body: &Body<'_>, lives: &Lives) -> Vec<Draft> {
    if body.is_test() {
        return Vec::new();
    }
    let mut found: Vec<Draft> = Vec::new();
    for event in lives.events.iter().filter(|event| event.what == What::Call) {
        for id in &event.live {
            let guard = &lives.guards[*id];
            if guard.at == event.expr {
                continue;
            }
            found.extend(again(body, event, guard));
        }
    }
    found
}

fn again(body: &Body<'_>, event: &Event, guard: &Guard) -> Option<Draft> {
    let (place, held) = guard.lock.as_ref()?;
    let call = body.call(event.expr)?;
    let verb = |hold: Hold| match hold {
        Hold::Shared => "read",
        Hold::Exclusive => "locked",
    };
    let sharded = body.program.path(guard.ty).starts_with("dashmap::");
    let taken = body.taken_or_accessed(call);
    let (text, question, taken) = match taken {
        Some((other, wanted)) => {
            // Two readers of a sharded map get along; two of a lock do until a writer waits between them.
            let clash = *held == Hold::Exclusive || wanted == Hold::Exclusive;
            if other != *place || (sharded && !clash) {
                return None;
            }
            let text = format!(
                "`{}` is {} again while a guard of it lives",
                place.text,
                verb(wanted)
            );
            (text, None, Some(wanted))
        }
        None if body.program.is_workspace(call.callee) => {
            let inner = body.place_in_callee(call, place)?;
            let question = Question::Takes {
                callee: call.callee,
                place: inner,
                held: *held,
            };
            let name = body.program.name(call.callee);
            let text = format!(
                "`{name}` locks `{}` while a guard of it lives here",
                place.text
            );
            (text, Some(question), None)
        }
        None => return None,
    };
    let mut draft = Draft::new(call.name_span(body), text).related(
        body.file,
        body.name_of(guard.at),
        match guard.name {
            Some(_) => "the guard that is still there",
            None => "a temporary guard, there until the end of its statement",
        },
    );
    draft.question = question;
    let only_reads = *held == Hold::Shared && taken == Some(Hold::Shared);
    if only_reads || sharded {
        draft.confidence = Some(Confidence::Medium);
    }
    if matches!(guard.kind, GuardKind::Cell | GuardKind::Span) {
        return None;
    }
    Some(draft)
}
