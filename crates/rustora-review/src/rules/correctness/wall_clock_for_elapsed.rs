//! Time that is measured with a clock that people and servers set.

use rustora_source::tree::{BinaryOp, Expr, ExprId};

use crate::facts::{Body, Call};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "wall-clock-for-elapsed",
    category: Category::Correctness,
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "when the clock is set back, by NTP or by a moved virtual machine, the time that has passed is negative: the \
          subtraction panics or wraps, and timeouts come years late or at once",
    page: include_str!("wall_clock_for_elapsed.md"),
    asks: &[
        Ask::Calls(
            &[
                "std::time::SystemTime::elapsed",
                "std::time::SystemTime::duration_since",
                "chrono::DateTime::signed_duration_since",
            ],
            measured,
        ),
        Ask::Bodies(subtracted),
    ],
};

const NOW: [&str; 3] = [
    "std::time::SystemTime::now",
    "chrono::Utc::now",
    "chrono::Local::now",
];

fn measured(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() {
        return None;
    }
    let earlier = match body.program.name(call.callee) {
        "elapsed" => call.receiver?,
        _ => *body.tree()[call.args].first()?,
    };
    let later = call.receiver?;
    let is_own = is_start(body, earlier) && (later == earlier || is_now(body, later));
    if is_own {
        return Some(Draft::new(
            call.name_span(body),
            "this measures elapsed time with the wall clock",
        ));
    }
    // Nothing is before an epoch, except a clock that was never set.
    let since_epoch = body
        .inside(earlier)
        .into_iter()
        .all(|id| matches!(body.expr(id), Expr::Deref(_)) || is_constant(body, id));
    let outer = body.tree().parent(call.expr)?;
    let panics = matches!(body.expr(outer), Expr::MethodCall { receiver, name, .. }
        if receiver == call.expr && matches!(body.source().str(name), "unwrap" | "expect"));
    let of_std = !body.program.path(call.callee).starts_with("chrono");
    (panics && of_std && !since_epoch).then(|| {
        let name = body.program.name(call.callee);
        let message = format!("`{name}` fails when the clock was set back, and this panics then");
        Draft::new(call.name_span(body), message)
    })
}

/// `Utc::now() - start`, and `now - last` on seconds since the epoch.
fn subtracted(body: &Body<'_>) -> Vec<Draft> {
    let tree = body.tree();
    let Some((first, last)) = body.program.body_range(body.owner) else {
        return Vec::new();
    };
    if body.is_test() {
        return Vec::new();
    }
    let found = tree.exprs_between(first, last).filter_map(|id| {
        let Expr::Binary {
            op: BinaryOp::Arithmetic,
            left,
            right,
        } = tree[id]
        else {
            return None;
        };
        if body.operator(left, right) != "-" {
            return None;
        }
        let message = if is_now(body, left) && is_start(body, right) {
            "this measures elapsed time with the wall clock".to_owned()
        } else if is_epoch_number(body, left, 8)
            && !matches!(body.expr(right), Expr::Literal(_))
            && !is_constant(body, right)
            && !is_compared(body, left, right, id)
        {
            let text = body.text(right);
            format!("this underflows when the clock was set back behind `{text}`")
        } else {
            return None;
        };
        Some(Draft::new(body.span(id), message))
    });
    found.collect()
}

/// Whether an expression asks the wall clock, here or where its variable is bound.
fn is_now(body: &Body<'_>, expr: ExprId) -> bool {
    if let Expr::Path(_) = body.expr(expr) {
        let init = body.local(expr).and_then(|pat| body.init(pat));
        return init
            .is_some_and(|init| !matches!(body.expr(init), Expr::Path(_)) && is_now(body, init));
    }
    body.callee(expr)
        .is_some_and(|callee| NOW.iter().any(|path| body.program.is(callee, path)))
}

/// Whether an expression is a variable with a reading of the clock that serves for nothing but this: one that is
/// stored or sent needs the wall clock.
fn is_start(body: &Body<'_>, expr: ExprId) -> bool {
    let Some(pat) = body.local(expr) else {
        return false;
    };
    let measures = |id: ExprId| {
        let parent = body.tree().parent(id).map(|parent| body.expr(parent));
        match parent {
            Some(Expr::MethodCall { name, .. }) => matches!(
                body.source().str(name),
                "elapsed" | "duration_since" | "signed_duration_since"
            ),
            Some(Expr::Binary { left, right, .. }) => body.operator(left, right) == "-",
            _ => false,
        }
    };
    is_now(body, expr) && body.uses_of(pat).into_iter().all(measures)
}

/// Whether an expression is the unsigned time since the epoch, as the clock says now.
fn is_epoch_number(body: &Body<'_>, expr: ExprId, depth: u32) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    match body.expr(expr) {
        Expr::Path(_) => body
            .local(expr)
            .and_then(|pat| body.init(pat))
            .is_some_and(|init| is_epoch_number(body, init, depth)),
        Expr::MethodCall { receiver, name, .. } => {
            let name = body.source().str(name);
            matches!(name, "as_secs" | "as_millis" | "as_micros" | "as_nanos")
                && is_since_epoch(body, receiver, depth)
        }
        _ => false,
    }
}

/// `SystemTime::now().duration_since(UNIX_EPOCH)`, whatever becomes of its error.
fn is_since_epoch(body: &Body<'_>, expr: ExprId, depth: u32) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    match body.expr(expr) {
        Expr::Path(_) => body
            .local(expr)
            .and_then(|pat| body.init(pat))
            .is_some_and(|init| is_since_epoch(body, init, depth)),
        Expr::Try(inner) => is_since_epoch(body, inner, depth),
        Expr::MethodCall { receiver, name, .. } => match body.source().str(name) {
            "duration_since" => is_now(body, receiver),
            "unwrap" | "expect" | "unwrap_or_default" | "map_err" | "context" => {
                is_since_epoch(body, receiver, depth)
            }
            _ => false,
        },
        _ => false,
    }
}

/// Whether a value is one that the program fixes: a constant, or a number of them.
fn is_constant(body: &Body<'_>, expr: ExprId) -> bool {
    let names = body.inside(expr);
    names.into_iter().all(|id| match body.expr(id) {
        Expr::Path(_) => {
            let path = body.text(id);
            let last = path.rsplit("::").next().unwrap_or(path);
            last.chars().all(|c| !c.is_lowercase())
        }
        Expr::Literal(_) | Expr::Binary { .. } | Expr::Cast { .. } => true,
        _ => false,
    })
}

/// Whether either side was compared before: that it has passed may be known.
fn is_compared(body: &Body<'_>, left: ExprId, right: ExprId, at: ExprId) -> bool {
    let Some((first, _)) = body.program.body_range(body.owner) else {
        return true;
    };
    body.tree().exprs_between(first, at).any(|id| {
        matches!(
            body.expr(id),
            Expr::Binary {
                op: BinaryOp::Order | BinaryOp::Equality,
                ..
            }
        ) && [left, right]
            .iter()
            .any(|side| body.text(id).contains(body.text(*side)))
    })
}
