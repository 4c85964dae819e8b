//! Tasks that log without the span of the function that started them.

use rustora_source::Span;
use rustora_source::tree::{Expr, ExprId};

use crate::facts::{Body, Call};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "spawned-future-not-instrumented",
    category: Category::Idiom,
    severity: Severity::Note,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "a span does not follow into a task: its log lines come without the request's id, and cannot be found when \
          somebody looks for what that request did",
    page: include_str!("spawned_future_not_instrumented.md"),
    asks: &[Ask::Marked("spawns", check)],
};

const EVENTS: [&str; 6] = [
    "tracing::debug",
    "tracing::error",
    "tracing::event",
    "tracing::info",
    "tracing::trace",
    "tracing::warn",
];

/// Methods that put a task into a span, or have one.
const INSIDE: [&str; 6] = [
    "enter",
    "entered",
    "follows_from",
    "in_current_span",
    "in_scope",
    "instrument",
];

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() || body.is_main() {
        return None;
    }
    let instrument = instrumented(body)?;
    let task = *body.tree()[call.args].first()?;
    let Expr::Async(_) = body.expr(task) else {
        return None;
    };
    // What another task starts has lost the span already.
    if !body.runs_with_function(call.expr) {
        return None;
    }
    let inside = body.inside(task);
    // A loop outlives the request: it should not be in its span.
    let leaves = |id: &ExprId| match body.expr(*id) {
        Expr::Loop(_) | Expr::While { .. } => true,
        Expr::MethodCall { name, .. } => INSIDE.contains(&body.source().str(name)),
        Expr::Macro(call) => {
            let path = body.tree()[body.tree()[call].path].span;
            body.source().str(path).contains("span")
        }
        _ => false,
    };
    if inside.iter().any(leaves) {
        return None;
    }
    let event = inside.into_iter().find(|id| is_event(body, *id))?;
    let message = "this task logs outside the span of the function that starts it";
    let draft = Draft::new(call.name_span(body), message);
    Some(draft.related(body.file, instrument, "the span").related(
        body.file,
        body.suspension(event),
        "not in it",
    ))
}

/// Where `#[instrument]` stands on the function around.
fn instrumented(body: &Body<'_>) -> Option<Span> {
    let tree = body.tree();
    let attrs = &tree[tree[body.owner.item].attrs];
    let found = attrs.iter().find(|attr| {
        let name = body.source().str(attr.name);
        matches!(name, "instrument" | "tracing::instrument")
    });
    found.map(|attr| attr.span)
}

fn is_event(body: &Body<'_>, id: ExprId) -> bool {
    let mut calls = body.macros.iter().filter(|(expr, _, _)| *expr == id);
    calls.any(|(_, _, item)| {
        item.is_some_and(|item| EVENTS.iter().any(|path| body.program.is(item, path)))
    })
}
