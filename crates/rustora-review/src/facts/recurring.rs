//! Functions that run again and again: for each request, for each element of a loop, as a task of their own.
//!
//! Each body says which functions it makes such ones ([`Body::recurring`]), and `summary.rs` follows the calls from there.
//! What registers handlers in ways that are not known here makes none: a function that is not among them may still be one.

use rustora_source::Span;
use rustora_source::tree::{Expr, ExprId};

use super::body::{Body, Call};
use super::program::ItemRef;
use super::ty::Env;

/// What a function runs for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Recurs {
    /// Each request that a server answers.
    Request,
    /// Each element that a loop goes over.
    Element,
    /// It is a task of its own, that nobody waits for.
    Task,
}

/// The functions of axum and actix-web that take a handler.
const REGISTERS: [&str; 36] = [
    "actix_web::Resource::delete",
    "actix_web::Resource::get",
    "actix_web::Resource::patch",
    "actix_web::Resource::post",
    "actix_web::Resource::put",
    "actix_web::Resource::to",
    "actix_web::Route::to",
    "actix_web::web::to",
    "axum::Router::fallback",
    "axum::Router::method_not_allowed_fallback",
    "axum::middleware::from_fn",
    "axum::middleware::from_fn_with_state",
    "axum::middleware::map_request",
    "axum::middleware::map_request_with_state",
    "axum::middleware::map_response",
    "axum::middleware::map_response_with_state",
    "axum::routing::MethodRouter::delete",
    "axum::routing::MethodRouter::fallback",
    "axum::routing::MethodRouter::get",
    "axum::routing::MethodRouter::head",
    "axum::routing::MethodRouter::on",
    "axum::routing::MethodRouter::options",
    "axum::routing::MethodRouter::patch",
    "axum::routing::MethodRouter::post",
    "axum::routing::MethodRouter::put",
    "axum::routing::MethodRouter::trace",
    "axum::routing::any",
    "axum::routing::delete",
    "axum::routing::get",
    "axum::routing::head",
    "axum::routing::on",
    "axum::routing::options",
    "axum::routing::patch",
    "axum::routing::post",
    "axum::routing::put",
    "axum::routing::trace",
];

/// Attributes that make a function a handler, behind the name of the crate or imported from it.
const ROUTES: [&str; 9] = [
    "connect", "delete", "get", "head", "options", "patch", "post", "put", "route",
];

/// The crates whose attributes these are.
const ROUTERS: [&str; 4] = ["actix-web", "rocket", "poem-openapi", "salvo"];

/// Types that only a handler takes: what is read out of one request.
const EXTRACTORS: [&str; 8] = [
    "actix_web::web::Form",
    "actix_web::web::Json",
    "actix_web::web::Path",
    "actix_web::web::Query",
    "axum::Form",
    "axum::extract::Path",
    "axum::extract::Query",
    "axum::extract::State",
];

/// Methods of iterators that call what they are given for each element.
const EACH: [&str; 14] = [
    "all",
    "any",
    "filter",
    "filter_map",
    "find",
    "find_map",
    "flat_map",
    "fold",
    "for_each",
    "map",
    "map_while",
    "partition",
    "position",
    "try_for_each",
];

impl Body<'_> {
    /// The functions of the workspace that this body makes run again and again, itself included, and where it says so.
    pub(super) fn recurring(&self) -> Vec<(ItemRef, Recurs, Span)> {
        let mut found = Vec::new();
        if self.is_test() {
            return found;
        }
        if let Some(at) = self.handles_requests() {
            found.push((self.owner, Recurs::Request, at));
        }
        for call in &self.calls {
            let args = &self.tree()[call.args];
            let mut handlers = self
                .named
                .iter()
                .filter(|named| args.contains(&named.expr))
                .peekable();
            if handlers.peek().is_some() && self.is_registration(call) {
                found.extend(
                    handlers.map(|named| (named.callee, Recurs::Request, self.span(named.expr))),
                );
            }
            if !self.program.is_workspace(call.callee) {
                continue;
            }
            let at = call.name_span(self);
            if self.runs_for_each(call.expr) {
                found.push((call.callee, Recurs::Element, at));
            }
            if self.is_task(call.expr) {
                found.push((call.callee, Recurs::Task, at));
            }
        }
        found.retain(|(item, _, _)| self.program.is_workspace(*item));
        found
    }

    fn is_registration(&self, call: &Call) -> bool {
        REGISTERS
            .iter()
            .any(|path| self.program.is(call.callee, path))
    }

    /// Whether an expression runs once for each element of a `for` loop or of an iterator.
    pub(crate) fn runs_for_each(&self, id: ExprId) -> bool {
        let tree = self.tree();
        let mut inner = id;
        for outer in tree.ancestors(id) {
            match tree[outer] {
                Expr::For { iter, .. } if iter != inner => {
                    return !matches!(tree[iter], Expr::Array(_));
                }
                Expr::Closure { is_async, .. } => {
                    let Some(callee) = tree.parent(outer).and_then(|call| self.callee(call)) else {
                        return false;
                    };
                    return !is_async
                        && EACH.contains(&self.program.name(callee))
                        && self.program.is_method_of(callee, "std::iter::Iterator");
                }
                Expr::Async(_) => return false,
                Expr::Macro(_) if !self.is_transparent(outer) => return false,
                _ => {}
            }
            inner = outer;
        }
        false
    }

    /// Whether the future that a call gives is a task: handed to what spawns, or awaited in an `async` block there.
    fn is_task(&self, call: ExprId) -> bool {
        let tree = self.tree();
        self.spawn_of(call).is_some()
            || self.is_awaited(call)
                && tree
                    .ancestors(call)
                    .find(|outer| matches!(tree[*outer], Expr::Async(_) | Expr::Closure { .. }))
                    .is_some_and(|task| self.spawn_of(task).is_some())
    }

    /// The call that makes a future or closure a task or thread of its own, for which nobody waits.
    pub(crate) fn spawn_of(&self, task: ExprId) -> Option<ExprId> {
        let spawn = self.tree().parent(task)?;
        let callee = self.callee(spawn)?;
        self.program.mark(callee, "spawns")?;
        self.goes_nowhere(spawn).then_some(spawn)
    }

    /// Where a function says itself that it is a handler: an attribute that routes to it, a parameter that is taken out
    /// of a request.
    fn handles_requests(&self) -> Option<Span> {
        let tree = self.tree();
        let function = tree.function(self.owner.item)?;
        let name = tree[self.owner.item].name;
        let routes = tree[tree[self.owner.item].attrs].iter().any(|attr| {
            let path = self.source().str(attr.name);
            match path.rsplit_once("::") {
                Some((of, "path")) => of.trim().ends_with("utoipa"),
                Some((of, verb)) => {
                    ROUTES.contains(&verb.trim())
                        && matches!(of.trim(), "actix_web" | "rocket" | "salvo")
                }
                None => {
                    ROUTES.contains(&path)
                        && ROUTERS
                            .iter()
                            .any(|package| self.program.depends_on(self.file, package))
                }
            }
        });
        if routes {
            return Some(name);
        }
        let env = Env::new(self.module);
        let extracts = tree[function.params].iter().any(|param| {
            let ty = self.program.lower(&env, param.ty);
            ty.adt()
                .is_some_and(|item| EXTRACTORS.iter().any(|path| self.program.is(item, path)))
        });
        extracts.then_some(name)
    }
}
