//! Loops that go round for ever once their channel is closed.

use rustora_source::tree::{Expr, ExprId, Pat, PatId, SelectArm, Stmt};

use crate::facts::{Body, Call};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "closed-channel-busy-loop",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "once the last sender is gone the call is ready at once, every time: the loop spins, and its task takes a \
          whole core and gives nothing back",
    page: include_str!("closed_channel_busy_loop.md"),
    asks: &[Ask::Calls(&ENDINGS, check)],
};

/// What is ready at once, every time, when its source has ended.
const ENDINGS: [&str; 7] = [
    "tokio::sync::mpsc::Receiver::recv",
    "tokio::sync::mpsc::UnboundedReceiver::recv",
    "tokio::sync::broadcast::Receiver::recv",
    "tokio::sync::watch::Receiver::changed",
    "tokio::task::JoinSet::join_next",
    "futures_util::stream::StreamExt::next",
    "tokio_stream::StreamExt::next",
];

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    let around = body.enclosing_loop(call.expr)?;
    // A condition may know that the channel is closed.
    let Expr::Loop(inside) = body.expr(around) else {
        return None;
    };
    if body.is_test() {
        return None;
    }
    let (spins, confidence) = match body.select_arm_of(call.expr) {
        Some((select, arm)) => (
            arm_goes_on(body, &arm, call.receiver?) && body.select_decides(select, inside),
            another_ends(body, select, &arm).then_some(Confidence::Low),
        ),
        None => (awaited_goes_on(body, call.expr, inside), None),
    };
    let name = body.program.name(call.callee);
    let (gives, when) = match name {
        "join_next" => ("`None`", "no task is left"),
        "next" => ("`None`", "the stream has ended"),
        "changed" => ("an error", "the sender is gone"),
        _ if body.program.is(call.callee, ENDINGS[2]) => ("an error", "the channel is closed"),
        _ => ("`None`", "the channel is closed"),
    };
    let message = format!("`{name}` gives {gives} at once when {when}, and this loop goes on");
    let head = body.loop_head(around);
    spins.then(|| {
        let draft = Draft::new(call.name_span(body), message);
        Draft {
            confidence,
            ..draft.related(body.file, head, "from then on it never waits here")
        }
    })
}

/// Whether another arm leaves the loop at the end of a source of its own, which may well end together with this one.
fn another_ends(body: &Body<'_>, select: ExprId, arm: &SelectArm) -> bool {
    body.select_arms(select).iter().any(|other| {
        let ends = body
            .callee(other.future)
            .is_some_and(|callee| ENDINGS.iter().any(|path| body.program.is(callee, path)));
        ends && other.future != arm.future && body.may_leave(other.body)
    })
}

/// Whether an arm takes the end of its source as one more value and goes on. A precondition may switch it off, and a
/// pattern that refuses the end does so.
fn arm_goes_on(body: &Body<'_>, arm: &SelectArm, receiver: ExprId) -> bool {
    arm.guard.is_none()
        && takes_end(body, arm.pat)
        && !body.may_leave(arm.body)
        && !sets(body, arm.body, receiver)
        && looks_only(body, arm.pat)
}

/// Whether a pattern matches `None` and errors too.
fn takes_end(body: &Body<'_>, pat: PatId) -> bool {
    match body.tree()[pat] {
        Pat::Wild => true,
        Pat::Name { name, sub, .. } => sub.is_none() && body.source().str(name) != "None",
        Pat::Typed { pat, .. } => takes_end(body, pat),
        _ => false,
    }
}

/// Whether what a variable holds is looked at on the spot: handed on, it may end the loop from elsewhere.
fn looks_only(body: &Body<'_>, pat: PatId) -> bool {
    let tree = body.tree();
    let is_look = |id: &ExprId| {
        tree.parent(*id).is_some_and(|parent| match tree[parent] {
            Expr::Let { value, .. } => value == *id,
            Expr::Match { scrutinee, .. } => scrutinee == *id,
            Expr::MethodCall { receiver, name, .. } => {
                let name = body.source().str(name);
                receiver == *id && matches!(name, "ok" | "is_some" | "is_ok" | "is_none" | "is_err")
            }
            Expr::Macro(_) => true,
            _ => false,
        })
    };
    body.uses_of(pat).iter().all(is_look)
}

/// Whether something inside `root` assigns to what `place` names: a new channel, say. A named argument of a macro is none.
fn sets(body: &Body<'_>, root: ExprId, place: ExprId) -> bool {
    let tree = body.tree();
    let is_argument = |id| {
        tree.parent(id)
            .is_some_and(|parent| matches!(tree[parent], Expr::Macro(_)))
    };
    let is_set = |id: &ExprId| {
        matches!(tree[*id], Expr::Assign { target, .. }
            if body.text(place).starts_with(body.text(target)) && !is_argument(*id))
    };
    body.inside(root).iter().any(is_set)
}

/// Whether a loop that awaits the call goes round without waiting for anything else when the source has ended.
fn awaited_goes_on(body: &Body<'_>, call: ExprId, inside: ExprId) -> bool {
    let tree = body.tree();
    let Some(awaited) = tree
        .parent(call)
        .filter(|parent| matches!(tree[*parent], Expr::Await(_)))
    else {
        return false;
    };
    // Only what stands directly in the loop is reached by every round.
    let Expr::Block(block) = tree[inside] else {
        return false;
    };
    let statements = tree[block.stmts].iter().filter_map(|stmt| match stmt {
        Stmt::Expr(expr) => Some((*expr, None)),
        Stmt::Let {
            init: Some(init),
            otherwise,
            ..
        } => Some((*init, *otherwise)),
        _ => None,
    });
    let statements: Vec<_> = statements
        .chain(block.tail.map(|tail| (tail, None)))
        .collect();
    let holds = |expr: ExprId| expr == awaited || body.inside(expr).contains(&awaited);
    let Some(at) = statements.iter().position(|(expr, _)| holds(*expr)) else {
        return false;
    };
    let rest = |&(index, (expr, _)): &(usize, &(ExprId, Option<ExprId>))| {
        index != at && (body.may_leave(*expr) || body.may_wait(*expr))
    };
    let (statement, otherwise) = statements[at];
    let harmless = |expr: ExprId| !body.may_leave(expr) && !body.may_wait(expr);
    let ends_in_loop = match (tree[statement], otherwise) {
        // `let Some(x) = … else { continue };` never comes to what follows.
        (_, Some(otherwise)) if statement == awaited => {
            return statements[..at].iter().all(|(expr, _)| harmless(*expr)) && harmless(otherwise);
        }
        (
            Expr::If {
                cond, otherwise, ..
            },
            _,
        ) => {
            matches!(tree[cond], Expr::Let { pat, value } if value == awaited && !takes_end(body, pat) && !is_end(body, pat))
                && otherwise.is_none_or(harmless)
        }
        (Expr::Match { scrutinee, arms }, _) => {
            let ends = tree[arms]
                .iter()
                .filter(|arm| takes_end(body, arm.pat) || is_end(body, arm.pat));
            scrutinee == awaited
                && ends.clone().count() > 0
                && ends.into_iter().all(|arm| harmless(arm.body))
        }
        _ => false,
    };
    ends_in_loop && !statements.iter().enumerate().any(|entry| rest(&entry))
}

/// Whether a pattern is `None` or an error of any kind.
fn is_end(body: &Body<'_>, pat: PatId) -> bool {
    let tree = body.tree();
    let last = |path: rustora_source::tree::PathId| {
        tree[tree[path].segments]
            .last()
            .map_or("", |segment| body.source().str(segment.name))
    };
    match tree[pat] {
        Pat::Name { name, .. } => body.source().str(name) == "None",
        Pat::Path(path) => last(path) == "None",
        Pat::TupleStruct { path, elems } => {
            last(path) == "Err" && tree[elems].iter().all(|pat| takes_end(body, *pat))
        }
        _ => false,
    }
}
