//! Futures made before a loop whose `select!` asks them again after they have finished.

use rustora_source::tree::{Expr, ExprId, Id, MacroBody, MacroCall, PatId, SelectArm};

use crate::facts::{Body, Ty};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "fused-future-outside-select-loop",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "a future gives its output once: asked again it panics, or is never ready any more, so that what this arm did \
          happens one single time in the life of the process",
    page: include_str!("fused_future_outside_select_loop.md"),
    asks: &[Ask::Macros(
        &["tokio::select", "futures_util::select"],
        check,
    )],
};

fn check(body: &Body<'_>, select: ExprId, call: Id<MacroCall>) -> Vec<Draft> {
    let tree = body.tree();
    let Some(around) = body.enclosing_loop(select) else {
        return Vec::new();
    };
    let (Expr::Loop(inside), MacroBody::Select { arms, .. }) = (tree[around], tree[call].body)
    else {
        return Vec::new();
    };
    if body.is_test() || !body.select_decides(select, inside) {
        return Vec::new();
    }
    let draft = |arm: &SelectArm| {
        let (pat, again) = once_only(body, arm, around)?;
        let name = body.source().str(tree.pat_span(pat));
        let name = name.trim_start_matches("mut ");
        let message =
            format!("`{name}` has given its output when the loop comes back here, and {again}");
        let made = tree.pat_span(pat);
        let draft = Draft::new(body.span(arm.future), message);
        let draft = draft.related(body.file, made, "made once, before the loop");
        // Whoever fuses a future knows that it may be asked again, and may want it to fire once.
        let confidence = (again == FUSED).then_some(Confidence::Low);
        Some(Draft {
            confidence,
            ..draft
        })
    };
    tree[arms].iter().filter_map(draft).collect()
}

/// The variable from before the loop whose future an arm asks in every round, and what comes of it the second time.
fn once_only(body: &Body<'_>, arm: &SelectArm, around: ExprId) -> Option<(PatId, &'static str)> {
    let tree = body.tree();
    let local = match tree[arm.future] {
        Expr::Borrow { expr, .. } => body.local(expr)?,
        Expr::MethodCall { receiver, name, .. } if body.source().str(name) == "as_mut" => {
            body.local(receiver)?
        }
        Expr::Path(_) => body.local(arm.future)?,
        _ => return None,
    };
    let is_before = tree.pat_span(local).end <= body.span(around).start;
    let again = second_time(body, body.local_ty(local), 4)?;
    // Whoever uses it anywhere else in the loop may make it anew or ask whether it has finished.
    let inside = body.span(around);
    let elsewhere = body.uses_of(local).into_iter().any(|id| {
        let span = body.span(id);
        inside.start <= span.start && span.end <= inside.end && !is_asked_by(body, arm, id)
    });
    let asked_again = arm.guard.is_none() && !body.may_leave(arm.body);
    (is_before && asked_again && !elsewhere).then_some((local, again))
}

fn is_asked_by(body: &Body<'_>, arm: &SelectArm, id: ExprId) -> bool {
    let (asked, used) = (body.span(arm.future), body.span(id));
    asked.start <= used.start && used.end <= asked.end
}

const PANICS: &str = "panics when it is polled again";
const SPINS: &str = "is ready at once from then on: the loop spins";
const FUSED: &str = "this arm is never ready again";

/// What a future does that is polled after it has finished; `None` when it can be polled for ever or nothing is known of it.
fn second_time(body: &Body<'_>, ty: &Ty, depth: u32) -> Option<&'static str> {
    let depth = depth.checked_sub(1)?;
    match ty {
        Ty::Future(_) => Some(PANICS),
        Ty::Ref(inner) => second_time(body, inner, depth),
        Ty::Adt(item, _) => match body.program.path(*item).as_str() {
            "tokio::task::JoinHandle" | "tokio::sync::oneshot::Receiver" => Some(PANICS),
            "tokio::time::Sleep" => Some(SPINS),
            "futures_util::future::Fuse" => Some(FUSED),
            "std::pin::Pin" | "std::boxed::Box" => second_time(body, &ty.arg(0), depth),
            _ => None,
        },
        _ => None,
    }
}
