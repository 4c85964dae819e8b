//! Async locks that are held while something outside is waited for.

use rustora_source::tree::{Expr, ExprId, PatId, Receiver};

use crate::facts::{Body, Effect, Event, Guard, GuardKind, Hold, Lives, Question, What};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "async-guard-across-io-await",
    category: Category::Correctness,
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "every task that wants the lock waits for that answer too: one slow peer turns a shared map into a queue, and \
          without a timeout into a standstill",
    page: include_str!("async_guard_across_io_await.md"),
    asks: &[Ask::Guards(check)],
};

fn check(body: &Body<'_>, lives: &Lives) -> Vec<Draft> {
    if body.is_test() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (id, guard) in lives.guards.iter().enumerate() {
        let GuardKind::Lock {
            hold: Hold::Exclusive,
            awaitable: true,
        } = guard.kind
        else {
            continue;
        };
        let Some(name) = guard.name else { continue };
        // `_turn` guards no data: that one waits for the other is the point.
        if body
            .source()
            .str(body.tree().pat_span(name))
            .starts_with('_')
        {
            continue;
        }
        let awaits = lives
            .events
            .iter()
            .filter(|event| event.what == What::Await && event.live.contains(&id));
        // A lock whose value is waited for is the turn to use it, and a pause between two tries belongs to the turn.
        let is_turn = awaits.clone().any(|event| {
            matches!(body.expr(event.expr), Expr::Await(future) if uses(body, future, name, 4))
        });
        let mut awaits = awaits;
        found.extend(awaits.find_map(|event| waiting(body, event, guard, name, is_turn)));
    }
    found
}

/// The finding, where what is awaited is outside and has nothing to do with what the lock guards.
fn waiting(
    body: &Body<'_>,
    event: &Event,
    guard: &Guard,
    name: PatId,
    is_turn: bool,
) -> Option<Draft> {
    let Expr::Await(future) = body.expr(event.expr) else {
        return None;
    };
    if uses(body, future, name, 4) {
        return None;
    }
    let call = body.call(future)?;
    let program = body.program;
    let variable = body.source().str(body.tree().pat_span(name));
    let callee = program.name(call.callee);
    let mark = program.mark_text(call.callee, "waits");
    let (what, question) = match mark {
        Some("for a timer") if is_turn => return None,
        Some("for a timer") => ("a timer", None),
        Some(what) => (what.trim_start_matches("for "), None),
        None if program.mark(call.callee, "executes").is_some() => ("the database", None),
        None if program.is_workspace(call.callee) => {
            let question = Question::Does(call.callee, Effect::Waits);
            ("something outside", Some(question))
        }
        None => return None,
    };
    let lock = match &guard.lock {
        Some((place, _)) => format!("`{}`", place.text),
        None => "its lock".to_owned(),
    };
    let message = format!("`{variable}` keeps {lock} locked while `{callee}` waits for {what}");
    let mut draft = Draft::new(body.name_of(guard.at), message).related(
        body.file,
        call.name_span(body),
        "waits while the lock is held",
    );
    draft.question = question;
    // Who looks before and writes afterwards may hold it for that: one fills the cache, the others wait for what
    // it found. Who only writes afterwards has locked too early.
    let uses = body.uses_of(name);
    let waits = body.span(event.expr);
    let looked = uses.iter().any(|id| body.span(*id).end < waits.start);
    let written = uses
        .iter()
        .any(|id| body.span(*id).start > waits.end && is_written(body, *id));
    draft.confidence = (looked && written).then_some(Confidence::Low);
    Some(draft)
}

/// Whether a use of the guard changes what it guards, as far as can be told.
fn is_written(body: &Body<'_>, id: ExprId) -> bool {
    body.tree()
        .ancestors(id)
        .any(|outer| match body.expr(outer) {
            Expr::Assign { target, .. } => body.inside(target).contains(&id),
            Expr::Borrow { mutable, .. } => mutable,
            Expr::MethodCall { receiver, .. } => {
                receiver == id
                    && body.callee(outer).is_none_or(|callee| {
                        let tree = body.program.file(callee.file).tree();
                        tree.function(callee.item)
                            .is_some_and(|function| function.receiver == Receiver::RefMut)
                    })
            }
            _ => false,
        })
}

/// Whether an expression uses the guard: then holding it is the point.
fn uses(body: &Body<'_>, expr: ExprId, guard: PatId, depth: u32) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return true;
    };
    body.inside(expr).into_iter().any(|id| {
        body.local(id).is_some_and(|pat| {
            pat == guard
                || body
                    .source_of(pat)
                    .is_some_and(|source| uses(body, source, guard, depth))
        })
    })
}
