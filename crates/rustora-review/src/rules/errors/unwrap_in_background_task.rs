//! Loops of tasks that end with the first error, because somebody unwraps it.

use rustora_source::cargo::TargetKind;
use rustora_source::tree::{Expr, ExprId};

use crate::facts::{Body, Call, Question, Recurs, Ty};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "unwrap-in-background-task",
    category: Category::Errors,
    severity: Severity::Error,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "one lost connection ends the task for good: nobody waits for it, so the service goes on answering while \
          nothing is cleaned up, sent or refreshed until the next deployment",
    page: include_str!("unwrap_in_background_task.md"),
    asks: &[Ask::Calls(
        &["std::result::Result::expect", "std::result::Result::unwrap"],
        check,
    )],
};

/// Errors that come from outside, at any time. Those of locks, channels, formats and numbers come from the program.
const OUTSIDE: [&str; 10] = [
    "anyhow::Error",
    "deadpool_postgres::PoolError",
    "diesel::r2d2::PoolError",
    "diesel::result::ConnectionError",
    "diesel::result::Error",
    "eyre::Report",
    "reqwest::Error",
    "sqlx::Error",
    "std::io::Error",
    "tokio_postgres::Error",
];

const TASK: [Recurs; 1] = [Recurs::Task];

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() || matches!(body.target(), Some(TargetKind::Build | TargetKind::Example)) {
        return None;
    }
    let result = call.receiver?;
    let Ty::Adt(error, _) = body.ty(result).peeled().arg(1) else {
        return None;
    };
    let path = body.program.path(error);
    let waits = matches!(body.expr(result), Expr::Await(_)) || is_blocking(body, result);
    if !OUTSIDE.contains(&path.as_str()) || !waits {
        return None;
    }
    let what = body.program.name(call.callee);
    let message = format!("the first `{path}` ends this task, by a panic in `{what}`");
    let draft = Draft::new(call.name, message);
    if let Some(schedule) = scheduled(body, call.expr) {
        return Some(draft.related(body.file, body.name_of(schedule), "run again and again"));
    }
    let around = body.enclosing_loop(call.expr)?;
    let draft = draft.related(body.file, body.loop_head(around), "and with it this loop");
    let task = body
        .tree()
        .ancestors(around)
        .find(|id| matches!(body.expr(*id), Expr::Async(_) | Expr::Closure { .. }));
    match task {
        Some(task) => {
            let spawn = body.spawn_of(task)?;
            Some(draft.related(body.file, body.name_of(spawn), "the task"))
        }
        None => Some(draft.when(Question::Recurs(body.owner, &TASK))),
    }
}

/// The call that has a closure around run on a schedule.
fn scheduled(body: &Body<'_>, id: ExprId) -> Option<ExprId> {
    let tree = body.tree();
    let closures = tree
        .ancestors(id)
        .filter(|outer| matches!(tree[*outer], Expr::Closure { .. }));
    closures
        .filter_map(|closure| tree.parent(closure))
        .find(|call| {
            body.callee(*call)
                .is_some_and(|callee| body.program.mark(callee, "repeats").is_some())
        })
}

/// Whether a result is that of a call which waits for something outside.
fn is_blocking(body: &Body<'_>, result: ExprId) -> bool {
    body.callee(result).is_some_and(|callee| {
        ["blocks", "executes", "waits"]
            .iter()
            .any(|mark| body.program.mark(callee, mark).is_some())
    })
}
