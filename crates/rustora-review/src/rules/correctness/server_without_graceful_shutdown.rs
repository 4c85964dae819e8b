//! Servers that end in the middle of their requests.

use rustora_source::cargo::TargetKind;
use rustora_source::tree::{Expr, ExprId};

use crate::facts::{AsyncContext, Body, Call, FileId, ItemRef, Joins, Program};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "server-without-graceful-shutdown",
    category: Category::Correctness,
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "each deployment stops the process with a signal: requests that are under way end with a broken connection, \
          and what they had begun stays half done",
    page: include_str!("server_without_graceful_shutdown.md"),
    asks: &[
        Ask::Calls(&["axum::serve"], check),
        Ask::Joined(beside_another),
    ],
};

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    let no_service = [TargetKind::Example, TargetKind::Build];
    if body.is_test()
        || body.target().is_some_and(|kind| no_service.contains(&kind))
        || !is_awaited(body, call.expr)
        || handles_signals(body)
    {
        return None;
    }
    let message = "this server is never told to finish its requests before the process ends";
    let mut draft = Draft::new(call.name_span(body), message);
    // A server in a task of its own mostly stands beside the one that counts.
    let beside = matches!(
        body.async_context(call.expr),
        Some(AsyncContext::Block(_)) | None
    );
    draft.confidence = beside.then_some(Confidence::Low);
    Some(draft)
}

/// A function that becomes a task of its own serves beside what its caller does.
fn beside_another(program: &Program<'_>, joins: &Joins, file: FileId, draft: &mut Draft) {
    let tree = program.file(file).tree();
    let is_around = |function: &&ItemRef| {
        function.file == file && tree[function.item].span.contains(draft.span)
    };
    if joins.spawned.iter().any(|function| is_around(&function)) {
        draft.confidence = Some(Confidence::Low);
    }
}

/// Whether a server is awaited as it is, at once or as a variable that nothing else uses.
fn is_awaited(body: &Body<'_>, server: ExprId) -> bool {
    let is_wait = |id: ExprId| {
        let parent = body.tree().parent(id);
        parent.is_some_and(|parent| matches!(body.expr(parent), Expr::Await(_)))
    };
    is_wait(server)
        || body
            .bound_by(server)
            .is_some_and(|pat| matches!(body.uses_of(pat)[..], [only] if is_wait(only)))
}

/// Whether the function waits for a signal, or ends a server of its own gracefully: then it has its own way to stop.
fn handles_signals(body: &Body<'_>) -> bool {
    body.calls.iter().any(|call| {
        let program = body.program;
        program.path(call.callee).starts_with("tokio::signal::")
            || program.name(call.callee) == "with_graceful_shutdown"
    })
}
