//! State that is taken out of `self`, waited for, and lost with the future.

use rustora_source::tree::{Expr, ExprId, PatId};

use crate::facts::{AsyncContext, Body, Call, Question};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "take-before-await-in-cancelable-fn",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "when another event comes first, the future is dropped with what it had taken: the next round finds the field \
          empty, and the connection, the task or the buffer that was in it is gone",
    page: include_str!("take_before_await_in_cancelable_fn.md"),
    asks: &[Ask::Calls(
        &[
            "std::option::Option::take",
            "std::mem::take",
            "std::mem::replace",
        ],
        check,
    )],
};

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    let tree = body.tree();
    let place = operand(body, call.receiver.or(tree[call.args].first().copied())?);
    if body.is_test()
        || !matches!(body.expr(place), Expr::Field { .. })
        || !body.is_part_of_self(place)
    {
        return None;
    }
    // Where the future of this very code is dropped, or that of the function that it is the body of.
    let here = body.dropped_at(call.expr);
    if here.is_none() && body.async_context(call.expr) != Some(AsyncContext::Fn) {
        return None;
    }
    let taken = body.variables_from(call.expr);
    let (waits, what) = put_back(body, call.expr, place, &taken)
        .map(|waits| (waits, "before it is put back"))
        .or_else(|| awaited(body, &taken).map(|waits| (waits, "while it is waited for")))?;
    let message = format!(
        "`{}` is lost when this future is dropped {what}",
        body.text(place)
    );
    let draft = Draft::new(call.name_span(body), message).related(
        body.file,
        body.suspension(waits),
        "it may be dropped here",
    );
    Some(match here {
        Some(at) => draft.related(body.file, at, "and is dropped and made anew here"),
        None => draft.when(Question::Dropped(body.owner)),
    })
}

/// What is behind `&mut`, `*` and parentheses.
fn operand(body: &Body<'_>, expr: ExprId) -> ExprId {
    match body.expr(expr) {
        Expr::Borrow { expr, .. } | Expr::Deref(expr) => operand(body, expr),
        _ => expr,
    }
}

/// The first wait between a value being taken out of a place and being put back there.
fn put_back(body: &Body<'_>, take: ExprId, place: ExprId, taken: &[PatId]) -> Option<ExprId> {
    let is_it = |target| body.text(operand(body, target)) == body.text(place);
    let mentions = |value: ExprId| {
        let locals = body.inside(value).into_iter();
        locals
            .filter_map(|id| body.local(id))
            .any(|pat| taken.contains(&pat))
    };
    let is_back = |id: &ExprId| match body.expr(*id) {
        Expr::Assign {
            op: None,
            target,
            value,
        } => is_it(target) && mentions(value),
        Expr::MethodCall {
            receiver,
            name,
            args,
            ..
        } => {
            matches!(body.source().str(name), "replace" | "insert")
                && is_it(receiver)
                && body.tree()[args].iter().any(|arg| mentions(*arg))
        }
        _ => false,
    };
    let back = later(body, take).filter(is_back).last()?;
    let context = body.async_context(take);
    later(body, take).find(|id| {
        *id < back
            && matches!(body.expr(*id), Expr::Await(_))
            && body.async_context(*id) == context
            && !body.inside(*id).contains(&take)
    })
}

/// Where a task or future that was taken out is waited for. One that was told to end has nothing to say.
fn awaited(body: &Body<'_>, taken: &[PatId]) -> Option<ExprId> {
    let uses: Vec<ExprId> = taken.iter().flat_map(|pat| body.uses_of(*pat)).collect();
    let parent = |id: ExprId| {
        body.tree()
            .parent(id)
            .map(|parent| (parent, body.expr(parent)))
    };
    let is_ended = uses.iter().any(|id| {
        matches!(parent(*id), Some((_, Expr::MethodCall { name, .. }))
            if matches!(body.source().str(name), "abort" | "abort_handle"))
    });
    let wait = |id: &ExprId| {
        let (mut outer, mut expr) = parent(*id)?;
        if let Expr::Borrow { .. } = expr {
            (outer, expr) = parent(outer)?;
        }
        matches!(expr, Expr::Await(_)).then_some(outer)
    };
    uses.iter().find_map(wait).filter(|_| !is_ended)
}

fn later<'b>(body: &'b Body<'_>, take: ExprId) -> impl Iterator<Item = ExprId> + 'b {
    let last = body.program.body_range(body.owner).map(|(_, last)| last);
    body.tree()
        .exprs_between(take, last.unwrap_or(take))
        .skip(1)
}
