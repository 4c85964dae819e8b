//! Servers that every website may call with the cookies of its visitor.

use rustora_source::tree::{Expr, ExprId, Literal};

use crate::facts::{Body, Call};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "cors-permissive-with-credentials",
    category: Category::Security,
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "a page on any site can call the service with the cookies of whoever has it open, and read the answers",
    page: include_str!("cors_permissive_with_credentials.md"),
    asks: &[Ask::Calls(
        &[
            "tower_http::cors::CorsLayer::allow_credentials",
            "tower_http::cors::CorsLayer::very_permissive",
        ],
        check,
    )],
};

const MIRROR: &str = "tower_http::cors::AllowOrigin::mirror_request";

/// Words that say that a layer is for a developer's machine.
const DEVELOPMENT: [&str; 5] = ["debug", "dev", "development", "local", "localhost"];

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() || is_for_development(body, call.expr) {
        return None;
    }
    let message = "every website may call this with the cookies of its visitor";
    let draft = Draft::new(call.name_span(body), message);
    if body.program.name(call.callee) == "very_permissive" {
        return Some(draft);
    }
    let [allowed] = body.tree()[call.args] else {
        return None;
    };
    let is_yes = match body.expr(allowed) {
        Expr::Literal(Literal::Bool) => body.text(allowed) == "true",
        _ => body.callee(allowed).is_some_and(|callee| {
            body.program
                .is(callee, "tower_http::cors::AllowCredentials::yes")
        }),
    };
    let origin = origin(body, call.expr).filter(|_| is_yes)?;
    Some(draft.related(
        body.file,
        body.span(origin),
        "it is answered that its origin is allowed",
    ))
}

/// What allows any origin, in the chain of calls that a call is a part of.
fn origin(body: &Body<'_>, call: ExprId) -> Option<ExprId> {
    let tree = body.tree();
    let is_chained = |outer: &ExprId, inner: ExprId| matches!(tree[*outer], Expr::MethodCall { receiver, .. } if receiver == inner);
    let mut at = call;
    while let Some(outer) = tree.parent(at).filter(|outer| is_chained(outer, at)) {
        at = outer;
    }
    let mut origin = None;
    while let Expr::MethodCall { receiver, args, .. } = tree[at] {
        // The last word counts, and that is the first one from outside.
        if origin.is_none()
            && let [arg] = tree[args]
            && body
                .callee(at)
                .is_some_and(|callee| body.program.name(callee) == "allow_origin")
        {
            origin = Some(arg);
        }
        at = receiver;
    }
    origin.filter(|arg| {
        body.callee(*arg)
            .is_some_and(|callee| body.program.is(callee, MIRROR))
    })
}

/// Whether a name, a condition or an attribute around a call says that it is for development only.
fn is_for_development(body: &Body<'_>, call: ExprId) -> bool {
    let says = |text: &str| {
        text.split(|c: char| !c.is_ascii_alphanumeric())
            .any(|word| DEVELOPMENT.contains(&word.to_ascii_lowercase().as_str()))
    };
    let tree = body.tree();
    let owner = tree[body.owner.item];
    let is_chosen = tree.ancestors(call).any(|outer| match tree[outer] {
        Expr::If { cond, .. } => says(body.text(cond)),
        Expr::Match { scrutinee, arms } => {
            let patterns = tree[arms].iter().map(|arm| tree.pat_span(arm.pat));
            says(body.text(scrutinee))
                || patterns
                    .into_iter()
                    .any(|span| says(body.source().str(span)))
        }
        _ => false,
    });
    let mut attrs = tree[owner.attrs].iter();
    is_chosen
        || says(body.program.name(body.owner))
        || attrs.any(|attr| says(body.source().str(attr.span)))
        || body.source().str(owner.span).contains("debug_assertions")
}
