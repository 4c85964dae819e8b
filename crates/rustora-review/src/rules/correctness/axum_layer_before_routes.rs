//! Layers of a router that do not reach the routes that are added after them.

use rustora_source::tree::{Expr, ExprId};

use crate::facts::{Body, Call};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "axum-layer-before-routes",
    category: Category::Correctness,
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "a layer wraps the routes that are there when it is added: those that come later run without the limit, the \
          timeout or the trace that the code seems to give them",
    page: include_str!("axum_layer_before_routes.md"),
    asks: &[Ask::Calls(&["axum::Router::layer"], check)],
};

/// Layers that a service wants on every route; others, such as one that asks who is there, may well be meant for some.
const FOR_ALL: [&str; 12] = [
    "TraceLayer",
    "TimeoutLayer",
    "CorsLayer",
    "CompressionLayer",
    "CatchPanicLayer",
    "RequestBodyLimitLayer",
    "DefaultBodyLimit",
    "SetRequestIdLayer",
    "PropagateRequestIdLayer",
    "ConcurrencyLimitLayer",
    "GlobalConcurrencyLimitLayer",
    "LoadShedLayer",
];

/// What adds routes that an earlier layer does not reach.
const ADDS: [&str; 6] = [
    "route",
    "route_service",
    "nest",
    "nest_service",
    "merge",
    "fallback",
];

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() {
        return None;
    }
    let [layer] = body.tree()[call.args] else {
        return None;
    };
    let added = later_routes(body, call.expr);
    let (first, last) = (added.first()?, added.last()?);
    let name = FOR_ALL.iter().find(|name| mentions(body, layer, name))?;
    let count = added.len();
    let what = if count == 1 {
        "call adds its routes"
    } else {
        "calls add their routes"
    };
    let message = format!("{count} {what} after `{name}`, and go without it");
    let mut draft = Draft::new(call.name, message).related(body.file, *first, "not wrapped");
    if count > 1 {
        draft = draft.related(body.file, *last, "nor is this");
    }
    Some(draft)
}

/// Whether a layer is made by a type of this name.
fn mentions(body: &Body<'_>, layer: ExprId, name: &str) -> bool {
    let tree = body.tree();
    body.inside(layer).into_iter().any(|id| match tree[id] {
        Expr::Path(path) | Expr::Struct { path, .. } => tree[tree[path].segments]
            .iter()
            .any(|segment| body.source().str(segment.name) == name),
        _ => false,
    })
}

/// The names of the calls that add routes to what a call gives, as far as the chain or the variable's next value goes.
fn later_routes(body: &Body<'_>, from: ExprId) -> Vec<rustora_source::Span> {
    let tree = body.tree();
    let mut found = Vec::new();
    let mut at = from;
    // Each round is one more call of the chain, or the one use of the variable that holds it.
    while let Some(next) = tree
        .parent(at)
        .filter(|next| is_receiver(body, *next, at))
        .or_else(|| only_use(body, at))
    {
        if let Expr::MethodCall { receiver, name, .. } = tree[next]
            && receiver == at
            && ADDS.contains(&body.source().str(name))
        {
            found.push(name);
        }
        at = next;
    }
    found
}

fn is_receiver(body: &Body<'_>, call: ExprId, value: ExprId) -> bool {
    matches!(body.expr(call), Expr::MethodCall { receiver, .. } if receiver == value)
}

/// The one place where the variable is used that a value is bound to.
fn only_use(body: &Body<'_>, value: ExprId) -> Option<ExprId> {
    let pat = body.bound_by(value)?;
    match body.uses_of(pat).as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}
