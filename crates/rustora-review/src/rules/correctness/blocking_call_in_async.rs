//! Calls that block a runtime thread.

use rustora_source::Edit;
use rustora_source::cargo::TargetKind;
use rustora_source::tree::Expr;

use crate::facts::{AsyncContext, Body, Call, Effect, ItemRef, Pace, Question};
use crate::finding::{Applicability, Category, Confidence, Fix, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "blocking-call-in-async",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::High,
    fix: FixAvailability::Sometimes,
    why: "while it waits, this worker thread runs no other task: a few of these at once and every request stalls, \
          also those that need nothing from the disk",
    page: include_str!("blocking_call_in_async.md"),
    asks: &[Ask::Marked("blocks", check), Ask::Own(check_callee)],
};

/// Whether a call runs on a runtime's thread while others may need it.
fn holds_up(body: &Body<'_>, call: &Call) -> bool {
    if body.is_test() || body.target() == Some(TargetKind::Build) {
        return false;
    }
    // Before the server starts there is nobody to hold up.
    match body.async_context(call.expr) {
        Some(_) => !body.is_main() || !body.runs_in_passing(call.expr),
        None => false,
    }
}

/// The function that a call is one step of, where that may run once and hold nobody up.
fn step_of(body: &Body<'_>, call: &Call) -> Option<(ItemRef, Pace)> {
    body.runs_in_passing(call.expr)
        .then_some((body.owner, Pace::Once))
}

/// Whether a call is among the last things that a server does.
fn ends_server(body: &Body<'_>, call: &Call) -> bool {
    matches!(body.async_context(call.expr), Some(AsyncContext::Block(block)) if body.ends_server(block))
}

/// A call of a function of the workspace that blocks somewhere inside.
fn check_callee(body: &Body<'_>, call: &Call) -> Option<Draft> {
    let program = body.program;
    let callee = program
        .file(call.callee.file)
        .tree()
        .function(call.callee.item)?;
    if callee.is_async || !holds_up(body, call) {
        return None;
    }
    let name = program.name(call.callee);
    let message = format!("`{name}` blocks the thread in async code");
    let question = Question::Does(call.callee, Effect::Blocks);
    let mut draft = Draft::new(call.name_span(body), message)
        .when(question)
        .unless_at_most(step_of(body, call));
    // What is read once at the start holds nobody up, nor what is set up one by one; a loop without an end serves.
    let around = body.enclosing_loop(call.expr).map(|id| body.expr(id));
    let once = body.is_constructor() && matches!(around, None | Some(Expr::For { .. }));
    let once = once || body.is_made_to_keep(call);
    draft.confidence = Some(if once || ends_server(body, call) {
        Confidence::Low
    } else {
        Confidence::Medium
    });
    Some(draft)
}

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if !holds_up(body, call) {
        return None;
    }
    let path = body.program.path(call.callee);
    let mut draft = Draft::new(
        call.name_span(body),
        format!("`{path}` blocks the thread in async code"),
    );
    let is_brief = body.program.blocks_briefly(call.callee) || ends_server(body, call);
    draft.confidence = is_brief.then_some(Confidence::Low);
    Some(
        draft
            .unless_at_most(step_of(body, call))
            .fix(twin(body, call)),
    )
}

/// The async function of the same name and arguments, where the tables know one and tokio is at hand.
fn twin(body: &Body<'_>, call: &Call) -> Option<Fix> {
    let twin = body.program.mark_text(call.callee, "blocks")?;
    let Expr::Call { callee, .. } = body.expr(call.expr) else {
        return None;
    };
    let feature = if twin.starts_with("tokio::time") {
        "time"
    } else {
        "fs"
    };
    let has_feature = body.program.has_feature(body.file, "tokio", feature)?;
    let is_sleep = twin == "tokio::time::sleep";
    Some(Fix {
        title: format!("await `{twin}` instead"),
        applicability: if is_sleep && has_feature {
            Applicability::MachineApplicable
        } else {
            Applicability::MaybeIncorrect
        },
        edits: vec![
            Edit::replace(body.span(callee), twin),
            Edit::insert(body.span(call.expr).end, ".await"),
        ],
    })
}
