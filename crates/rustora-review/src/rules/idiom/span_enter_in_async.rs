//! Span guards that stay entered across an await.

use rustora_source::tree::{Expr, ExprId, Pat, Stmt};

use crate::facts::{Body, Call};
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
    asks: &[Ask::Calls(
        &["tracing::Span::enter", "tracing::Span::entered"],
        check,
    )],
};

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    body.async_context(call.expr)?;
    let block = body.tree().parent(call.expr)?;
    let Expr::Block(stmts) = body.expr(block) else {
        return None;
    };
    let guard = body.tree()[stmts.stmts]
        .iter()
        .find_map(|stmt| match *stmt {
            Stmt::Let {
                pat,
                init: Some(init),
                ..
            } if init == call.expr => Some(pat),
            _ => None,
        })?;
    let Pat::Name { .. } = body.tree()[guard] else {
        return None;
    };
    let until = body
        .uses_of(guard)
        .into_iter()
        .find(|use_of| is_dropped(body, *use_of));
    let end = until.map_or(body.span(block).end, |drop| body.span(drop).start);
    let awaited = body.inside(block).into_iter().find(|id| {
        let span = body.span(*id);
        matches!(body.expr(*id), Expr::Await(_))
            && span.end > body.span(call.expr).end
            && span.start < end
            && !is_nested(body, *id, block)
    })?;
    let message = "this span stays entered across an `.await`";
    let at = body.span(awaited);
    let keyword = rustora_source::Span::new(at.end - 5, at.end);
    Some(Draft::new(call.name, message).related(
        body.file,
        keyword,
        "other tasks run here, inside the span",
    ))
}

fn is_dropped(body: &Body<'_>, use_of: ExprId) -> bool {
    let Some(call) = body
        .tree()
        .parent(use_of)
        .and_then(|parent| body.callee(parent))
    else {
        return false;
    };
    body.program.is(call, "std::mem::drop")
}

/// Whether an await belongs to another future than the block's own.
fn is_nested(body: &Body<'_>, id: ExprId, block: ExprId) -> bool {
    let between = body
        .tree()
        .ancestors(id)
        .take_while(|outer| *outer != block);
    between
        .into_iter()
        .any(|outer| matches!(body.expr(outer), Expr::Async(_) | Expr::Closure { .. }))
}
