//! State that every worker of an actix server makes for itself.

use rustora_source::tree::{Expr, ExprId};

use crate::facts::{Body, Call, Ty};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "actix-state-built-in-factory",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "the factory runs once for each worker thread, so each has a state of its own: what one request stores, the \
          next does not find, depending on the thread that serves it",
    page: include_str!("actix_state_built_in_factory.md"),
    asks: &[Ask::Calls(&["actix_web::web::Data::new"], check)],
};

/// What is there to be changed by one request and seen by another.
const SHARED: [&str; 8] = [
    "std::sync::Mutex",
    "std::sync::RwLock",
    "std::cell::RefCell",
    "std::cell::Cell",
    "tokio::sync::Mutex",
    "tokio::sync::RwLock",
    "parking_lot::Mutex",
    "parking_lot::RwLock",
];

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    let tree = body.tree();
    let [state] = tree[call.args] else {
        return None;
    };
    let factory = tree
        .ancestors(call.expr)
        .find(|id| matches!(tree[*id], Expr::Closure { .. }))?;
    let server = body.call(tree.parent(factory)?)?;
    if body.is_test() || !body.program.is(server.callee, "actix_web::HttpServer::new") {
        return None;
    }
    let kind = changes(body, body.ty(state), 4)?;
    if !is_made_in(body, state, factory) {
        return None;
    }
    let message = format!("each worker of the server has a `{kind}` of its own");
    let draft = Draft::new(call.name_span(body), message);
    let place = server.name_span(body);
    Some(draft.related(body.file, place, "runs its closure once for each worker"))
}

/// The kind of cell or lock through which a state is changed, if any.
fn changes(body: &Body<'_>, ty: &Ty, depth: u32) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    let Ty::Adt(item, args) = ty.peeled() else {
        return None;
    };
    let path = body.program.path(*item);
    let name = body.program.name(*item);
    if SHARED.contains(&path.as_str())
        || path.starts_with("std::sync::atomic::")
        || path == "dashmap::DashMap"
    {
        return Some(name.to_owned());
    }
    if matches!(path.as_str(), "std::sync::Arc" | "std::boxed::Box") {
        // An `Arc` that was cloned is shared; one that is made here is judged by where its inside is made.
        return changes(body, &ty.peeled().arg(0), depth);
    }
    let fields = body.program.fields(*item);
    fields
        .iter()
        .find_map(|field| changes(body, &body.program.field_ty(*item, args, field), depth))
}

/// Whether a value is made inside the closure: nothing in it is a variable from outside.
fn is_made_in(body: &Body<'_>, value: ExprId, closure: ExprId) -> bool {
    let around = body.span(closure);
    let is_made = |id: ExprId| match body.local(id) {
        Some(pat) => {
            let bound = body.tree().pat_span(pat);
            let inside = around.start <= bound.start && bound.end <= around.end;
            inside
                && body
                    .init(pat)
                    .is_some_and(|init| is_made_in(body, init, closure))
        }
        None => true,
    };
    body.inside(value).into_iter().all(is_made)
}
