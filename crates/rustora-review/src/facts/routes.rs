//! The HTTP routes of the workspace: which method and path lead to which handler.
//!
//! Each function that builds a router tells the routes that it adds and the routers of other functions that it takes
//! in, under which prefix; joined over all functions this gives whole paths. It knows axum's and actix-web's builders,
//! and the attributes with a path that actix-web and Rocket share. A handler that is a closure has no place here, and a
//! path that is not written where the route is added is unknown.

use rustc_hash::{FxHashMap, FxHashSet};
use rustora_source::tree::{Expr, ExprId, ItemKind, Meta};
use rustora_source::{Span, Word, words};

use super::body::{Body, Call};
use super::program::{FileId, ItemRef, Program};

/// The methods that have a function of their own in the routers' interfaces.
const METHODS: [&str; 8] = [
    "get", "post", "put", "patch", "delete", "head", "options", "trace",
];

/// One way into the service.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Route {
    /// The function that answers.
    pub(crate) handler: ItemRef,
    /// In lower case; `None` when any method leads there.
    pub(crate) method: Option<&'static str>,
    /// From the first prefix that is known; `None` when it is not written down where the route is added.
    pub(crate) path: Option<String>,
    /// Where it is added.
    pub(crate) file: FileId,
    pub(crate) at: Span,
}

impl Route {
    /// The parameters of the path in their order.
    pub(crate) fn params(&self) -> Vec<&str> {
        self.path.as_deref().map(params_of).unwrap_or_default()
    }

    /// `POST /orders/{id}`, as far as it is known.
    pub(crate) fn title(&self) -> String {
        let method = self.method.unwrap_or("any").to_uppercase();
        match &self.path {
            Some(path) => format!("{method} {path}"),
            None => method,
        }
    }
}

/// What one function adds to routers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Router {
    routes: Vec<Route>,
    /// The functions whose routes it takes in, and the prefix that they get here.
    parts: Vec<(ItemRef, String)>,
    /// Handlers that bring their own path, and the prefix that they get here.
    services: Vec<(ItemRef, String)>,
}

/// All routes.
#[derive(Debug, Default)]
pub(crate) struct Routes {
    pub(crate) all: Vec<Route>,
}

impl Routes {
    /// Joins what all functions add, and the handlers whose attributes say their paths.
    pub(crate) fn new(program: &Program<'_>, routers: &FxHashMap<ItemRef, Router>) -> Self {
        let mut parents: FxHashMap<ItemRef, Vec<(ItemRef, &str)>> = FxHashMap::default();
        let mut services: FxHashMap<ItemRef, Vec<(ItemRef, &str)>> = FxHashMap::default();
        for (owner, router) in routers {
            for (part, prefix) in &router.parts {
                parents.entry(*part).or_default().push((*owner, prefix));
            }
            for (handler, prefix) in &router.services {
                services.entry(*handler).or_default().push((*owner, prefix));
            }
        }
        let prefixes = |owner| {
            let mut found = Vec::new();
            climb(&parents, owner, "", 8, &mut found);
            found
        };
        let mut all = Vec::new();
        for (owner, router) in routers {
            for prefix in prefixes(*owner) {
                all.extend(router.routes.iter().map(|route| Route {
                    path: route.path.as_ref().map(|path| joined(&prefix, path)),
                    ..route.clone()
                }));
            }
        }
        for (route, path) in with_attributes(program) {
            let mounted = services.get(&route.handler).into_iter().flatten();
            let mut found: Vec<String> = mounted
                .flat_map(|(owner, inner)| {
                    let outer = prefixes(*owner).into_iter();
                    outer.map(|prefix| joined(&joined(&prefix, inner), &path))
                })
                .collect();
            if found.is_empty() {
                found.push(path);
            }
            all.extend(found.into_iter().map(|path| Route {
                path: Some(path),
                ..route.clone()
            }));
        }
        all.sort_unstable();
        all.dedup();
        Self { all }
    }
}

/// The prefixes under which the routes of `owner` are reached.
fn climb(
    parents: &FxHashMap<ItemRef, Vec<(ItemRef, &str)>>,
    owner: ItemRef,
    below: &str,
    depth: u32,
    found: &mut Vec<String>,
) {
    match (parents.get(&owner), depth.checked_sub(1)) {
        (Some(list), Some(depth)) => {
            for (outer, prefix) in list {
                climb(parents, *outer, &joined(prefix, below), depth, found);
            }
        }
        _ => found.push(below.to_owned()),
    }
}

/// `/api/` and `/orders` are `/api/orders`.
fn joined(prefix: &str, path: &str) -> String {
    match (prefix.trim_end_matches('/'), path.trim_start_matches('/')) {
        ("", _) if !path.is_empty() => path.to_owned(),
        (prefix, "") => prefix.to_owned(),
        (prefix, path) => format!("{prefix}/{path}"),
    }
}

/// Handlers below `#[get("/path")]` and its like, with the path.
fn with_attributes(program: &Program<'_>) -> Vec<(Route, String)> {
    let mut found = Vec::new();
    for (file, data) in program.files().filter(|(_, data)| data.reviewed) {
        if !["actix-web", "rocket"]
            .iter()
            .any(|package| program.depends_on(file, package))
        {
            continue;
        }
        for (item, what) in data.tree().items() {
            if !matches!(what.kind, ItemKind::Fn(_)) {
                continue;
            }
            let told = data.tree()[what.attrs].iter().find_map(|attr| {
                let name = data.str(attr.name);
                let name = name.rsplit("::").next().unwrap_or(name).trim();
                let method = METHODS.into_iter().find(|method| *method == name)?;
                Some((method, path_of(data.str(attr.span))?, attr))
            });
            if let Some((method, path, Meta { span, .. })) = told {
                let route = Route {
                    handler: ItemRef { file, item },
                    method: Some(method),
                    path: None,
                    file,
                    at: *span,
                };
                found.push((route, path));
            }
        }
    }
    found
}

/// The names of the parameters in a path: `{name}` and `{*rest}`, before axum 0.8 `:name` and `*rest`, in Rocket `<name>`.
fn params_of(path: &str) -> Vec<&str> {
    let names = path.split('/').filter_map(|segment| {
        let within = |open, close| segment.strip_prefix(open)?.strip_suffix(close);
        let name = within('{', '}')
            .or_else(|| within('<', '>'))
            .or_else(|| segment.strip_prefix([':', '*']))?;
        // actix-web may say what a parameter looks like: `{id:[0-9]+}`.
        Some(
            name.trim_start_matches('*')
                .split(':')
                .next()
                .unwrap_or(name),
        )
    });
    names.collect()
}

/// The path in an attribute: the first text, without what Rocket knows of its query.
fn path_of(attr: &str) -> Option<String> {
    let text = words(attr).find_map(|word| match word {
        Word::Text(span) => Some(attr[span.range()].trim_matches('"')),
        Word::Name(_) => None,
    })?;
    let path = text.split('?').next().unwrap_or(text);
    path.starts_with('/').then(|| path.to_owned())
}

impl Router {
    /// What a body adds to routers; `None` when it adds nothing.
    pub(super) fn of(body: &Body<'_>) -> Option<Self> {
        let mut router = Self::default();
        for call in &body.calls {
            router.add(body, call);
        }
        let is_empty =
            router.routes.is_empty() && router.parts.is_empty() && router.services.is_empty();
        (!is_empty).then_some(router)
    }

    /// The functions that are handlers here.
    pub(crate) fn registers(&self) -> FxHashSet<ItemRef> {
        let routes = self.routes.iter().map(|route| route.handler);
        let services = self.services.iter().map(|(handler, _)| *handler);
        routes.chain(services).collect()
    }

    fn add(&mut self, body: &Body<'_>, call: &Call) {
        let program = body.program;
        let is_on = |owner: &str| program.is_method_of(call.callee, owner);
        let args = &body.tree()[call.args];
        match (program.name(call.callee), args) {
            ("route", [path, methods]) if is_on("axum::Router") => {
                let at = body.span(*path);
                let path = body
                    .constant_text(*path, 4)
                    .map(|path| joined(&body.mounted(call.expr), &path));
                for (method, handler) in body.methods_of(*methods) {
                    self.push(body, at, method, path.clone(), handler);
                }
            }
            ("nest" | "merge", [.., inner]) if is_on("axum::Router") => {
                if let Some(part) = body.router_function(*inner) {
                    let own = match args {
                        [path, _] => body.constant_text(*path, 4),
                        _ => Some(String::new()),
                    };
                    if let Some(own) = own {
                        self.parts
                            .push((part, joined(&body.mounted(call.expr), &own)));
                    }
                }
            }
            (name, [handler])
                if (name == "to" || METHODS.contains(&name))
                    && (is_on("actix_web::Route") || is_on("actix_web::Resource")) =>
            {
                let path = Some(body.mounted(call.expr)).filter(|path| !path.is_empty());
                let method = if name == "to" {
                    body.actix_method(call.expr)
                } else {
                    METHODS.into_iter().find(|method| *method == name)
                };
                if let Some(handler) = body.named_at(*handler) {
                    self.push(body, call.name_span(body), method, path, handler);
                }
            }
            ("service", [handler]) if ACTIX.iter().any(|owner| is_on(owner)) => {
                if let Some(handler) = body.named_at(*handler) {
                    let prefix = joined(&body.mounted(call.expr), &body.own_path(call.expr));
                    self.services.push((handler, prefix));
                }
            }
            ("configure", [part]) if ACTIX.iter().any(|owner| is_on(owner)) => {
                if let Some(part) = body.named_at(*part) {
                    let prefix = joined(&body.mounted(call.expr), &body.own_path(call.expr));
                    self.parts.push((part, prefix));
                }
            }
            _ => {}
        }
    }

    fn push(
        &mut self,
        body: &Body<'_>,
        at: Span,
        method: Option<&'static str>,
        path: Option<String>,
        handler: ItemRef,
    ) {
        if body.program.is_workspace(handler) {
            self.routes.push(Route {
                handler,
                method,
                path,
                file: body.file,
                at,
            });
        }
    }
}

/// What takes services and routes in, in actix-web.
const ACTIX: [&str; 3] = [
    "actix_web::App",
    "actix_web::Scope",
    "actix_web::web::ServiceConfig",
];

impl Body<'_> {
    /// The function that an expression names without calling it.
    fn named_at(&self, id: ExprId) -> Option<ItemRef> {
        let found = self.named.iter().find(|call| call.expr == id)?;
        Some(found.callee)
    }

    /// `get(a).post(b)`: the methods and their handlers.
    fn methods_of(&self, id: ExprId) -> Vec<(Option<&'static str>, ItemRef)> {
        let mut found = Vec::new();
        let mut at = Some(id);
        while let Some(id) = at {
            let args = match self.expr(id) {
                Expr::MethodCall { receiver, args, .. } => {
                    at = Some(receiver);
                    args
                }
                Expr::Call { args, .. } => {
                    at = None;
                    args
                }
                _ => break,
            };
            let Some(callee) = self.callee(id) else {
                continue;
            };
            let name = self.program.name(callee);
            if let ("merge", [other]) = (name, &self.tree()[args]) {
                found.extend(self.methods_of(*other));
            }
            let method = METHODS.into_iter().find(|method| *method == name);
            if (method.is_some() || matches!(name, "any" | "on" | "fallback"))
                && let Some(handler) = self.tree()[args].last().and_then(|arg| self.named_at(*arg))
            {
                found.push((method, handler));
            }
        }
        found
    }

    /// Where a chain of method calls begins.
    fn chain_start(&self, id: ExprId) -> ExprId {
        let mut at = id;
        loop {
            at = match self.expr(at) {
                Expr::MethodCall { receiver, .. } => receiver,
                Expr::Path(_) => match self.local(at).and_then(|pat| self.init(pat)) {
                    Some(init) if init < at => init,
                    _ => return at,
                },
                _ => return at,
            };
        }
    }

    /// The path in the `scope("/api")` or `resource("/orders")` that a chain begins with.
    fn own_path(&self, id: ExprId) -> String {
        let start = self.chain_start(id);
        let Expr::Call { args, .. } = self.expr(start) else {
            return String::new();
        };
        let is_named = self.callee(start).is_some_and(|callee| {
            matches!(self.program.name(callee), "scope" | "resource")
                || ["actix_web::Scope", "actix_web::Resource"]
                    .iter()
                    .any(|owner| self.program.is_method_of(callee, owner))
        });
        let first = self.tree()[args].first().filter(|_| is_named);
        first
            .and_then(|arg| self.constant_text(*arg, 4))
            .unwrap_or_default()
    }

    /// The method in the `web::post()` that a chain begins with.
    fn actix_method(&self, id: ExprId) -> Option<&'static str> {
        let name = self.program.name(self.callee(self.chain_start(id))?);
        METHODS.into_iter().find(|method| *method == name)
    }

    /// The function whose routes an expression is.
    fn router_function(&self, id: ExprId) -> Option<ItemRef> {
        let callee = self.callee(self.chain_start(id))?;
        self.program.is_workspace(callee).then_some(callee)
    }

    /// The prefix under which what a call adds to is taken in, as far as this function says: from the call outwards,
    /// through the chain that it is part of, what that chain is handed to, and the variable that holds it.
    fn mounted(&self, call: ExprId) -> String {
        let tree = self.tree();
        let mut prefix = match self.callee(call) {
            Some(callee) if self.program.is_method_of(callee, "actix_web::Resource") => {
                self.own_path(call)
            }
            _ => String::new(),
        };
        let mut at = call;
        for _ in 0..64 {
            let next = match tree.parent(at) {
                Some(parent) => match tree[parent] {
                    Expr::MethodCall {
                        receiver,
                        name,
                        args,
                        ..
                    } if receiver != at => {
                        let own = match (self.source().str(name), &tree[args]) {
                            ("nest" | "route", [path, _]) => {
                                self.constant_text(*path, 4).unwrap_or_default()
                            }
                            _ => String::new(),
                        };
                        prefix = joined(&joined(&self.own_path(parent), &own), &prefix);
                        Some(parent)
                    }
                    Expr::MethodCall { .. }
                    | Expr::Block(_)
                    | Expr::If { .. }
                    | Expr::Match { .. } => Some(parent),
                    Expr::Assign { target, value, .. } if value == at => {
                        self.local(target).and_then(|pat| self.use_after(pat, at))
                    }
                    _ => None,
                },
                None => None,
            };
            let bound = || self.bound_by(at).and_then(|pat| self.use_after(pat, at));
            let Some(next) = bound().or(next) else { break };
            at = next;
        }
        prefix
    }

    /// The first use of a variable behind an expression.
    fn use_after(&self, pat: rustora_source::tree::PatId, after: ExprId) -> Option<ExprId> {
        self.uses_of(pat).into_iter().find(|id| *id > after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read_in_all_spellings() {
        for path in [
            "/teams/{team}/files/{*path}",
            "/teams/:team/files/*path",
            "/teams/<team>/files/<path>",
            "/teams/{team:[a-z]+}/files/{path}",
        ] {
            assert_eq!(params_of(path), ["team", "path"], "{path}");
        }
        assert!(params_of("/teams/new").is_empty());
    }

    #[test]
    fn prefixes_are_put_in_front() {
        assert_eq!(joined("/api/", "/orders"), "/api/orders");
        assert_eq!(
            (joined("", "/orders"), joined("/api", "/")),
            ("/orders".into(), "/api".into())
        );
    }
}
