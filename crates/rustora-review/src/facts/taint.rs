//! Which text comes from a request.
//!
//! Looked at backwards, from where a text is used to where it enters: an extractor among the parameters of a handler,
//! something read off the request itself, or a parameter of which only the callers know. On the way it may be borrowed,
//! cloned, trimmed, formatted, taken out of an `Option` or a struct. What another function of the workspace made of it
//! is another text, and what cannot carry text (numbers, identifiers, enums) ends the search.

use rustora_source::Span;
use rustora_source::tree::{Expr, ExprId, Pat, PatId};

use super::body::{Body, Callee};
use super::program::{CrateKind, ItemRef};
use super::ty::{Env, Prim, Ty};

/// How many steps back a text is followed.
const STEPS: u32 = 14;

/// Where a text enters a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// From a request: the parameter or the call that takes it out.
    Request(Span),
    /// As a parameter, by its position without `self`.
    Param(usize),
}

/// How a text comes into a function.
#[derive(Clone, Debug)]
pub(crate) struct Inflow {
    pub(crate) entry: Entry,
    /// The variables that it went through.
    via: Vec<PatId>,
    /// Those and their fields, as they are written.
    places: Vec<String>,
}

/// Extractors that hand out what the client sent.
const EXTRACTORS: [&str; 15] = [
    "actix_web::HttpRequest",
    "actix_web::web::Form",
    "actix_web::web::Json",
    "actix_web::web::Path",
    "actix_web::web::Query",
    "axum::Form",
    "axum::Json",
    "axum::extract::OriginalUri",
    "axum::extract::Path",
    "axum::extract::Query",
    "axum::extract::RawForm",
    "axum::extract::RawQuery",
    "axum::extract::multipart::Multipart",
    "http::Request",
    "http::request::Parts",
];

/// Parameters that only a handler has, besides those.
const STATES: [&str; 5] = [
    "actix_web::web::Data",
    "axum::Extension",
    "axum::extract::ConnectInfo",
    "axum::extract::State",
    "axum::middleware::Next",
];

/// Functions that read what the client sent.
const READS: [&str; 4] = [
    "axum::extract::multipart::Field::bytes",
    "axum::extract::multipart::Field::file_name",
    "axum::extract::multipart::Field::name",
    "axum::extract::multipart::Field::text",
];

/// Types of tables that are text, or hold the texts of a request.
const CARRIERS: [&str; 16] = [
    "Body",
    "Bytes",
    "Field",
    "HeaderMap",
    "HeaderValue",
    "HttpRequest",
    "Multipart",
    "OriginalUri",
    "Parts",
    "RawForm",
    "RawQuery",
    "Request",
    "Uri",
    "Utf8Bytes",
    "Value",
    "PathAndQuery",
];

const TEXTS: [&str; 8] = [
    "Bytes",
    "HeaderValue",
    "OsStr",
    "OsString",
    "Path",
    "PathBuf",
    "String",
    "Utf8Bytes",
];

/// What keeps text text: conversions, `Option` and `Result`, parts.
const KEEPS: [&str; 62] = [
    "and_then",
    "as_bytes",
    "as_deref",
    "as_os_str",
    "as_path",
    "as_ref",
    "as_slice",
    "as_str",
    "borrow",
    "clone",
    "cloned",
    "copied",
    "expect",
    "filter",
    "first",
    "get",
    "get_all",
    "headers",
    "into",
    "into_boxed_str",
    "into_bytes",
    "into_inner",
    "into_iter",
    "into_owned",
    "into_string",
    "iter",
    "last",
    "map",
    "map_err",
    "match_info",
    "next",
    "next_field",
    "nth",
    "ok",
    "ok_or",
    "ok_or_else",
    "or_else",
    "path",
    "query",
    "query_string",
    "rsplit",
    "split",
    "split_at",
    "split_once",
    "strip_prefix",
    "strip_suffix",
    "to_ascii_lowercase",
    "to_bytes",
    "to_lowercase",
    "to_owned",
    "to_path_buf",
    "to_str",
    "to_string",
    "to_string_lossy",
    "to_vec",
    "trim",
    "trim_end",
    "trim_end_matches",
    "trim_start",
    "trim_start_matches",
    "unwrap",
    "uri",
];

/// Calls that look at what a text is made of, or look it up among what is known.
const CHECKS: [&str; 27] = [
    "all",
    "any",
    "binary_search",
    "bytes",
    "canonicalize",
    "char_indices",
    "chars",
    "cmp",
    "components",
    "contains",
    "contains_key",
    "ends_with",
    "eq",
    "file_name",
    "find",
    "has_root",
    "is_absolute",
    "is_match",
    "is_relative",
    "matches",
    "ne",
    "parse",
    "position",
    "replace",
    "rfind",
    "starts_with",
    "strip_prefix",
];

/// Parts of the names of functions that are there to refuse or repair a text.
const CHECKING: [&str; 15] = [
    "allow",
    "canonical",
    "check",
    "clean",
    "ensure",
    "escape",
    "exists",
    "forbid",
    "normal",
    "permit",
    "reject",
    "safe",
    "sanit",
    "valid",
    "verif",
];

impl Body<'_> {
    /// Where a text comes from; `None` when that is neither a request nor a parameter, or cannot be told.
    pub(crate) fn inflow(&self, expr: ExprId) -> Option<Inflow> {
        let mut found = Inflow {
            entry: Entry::Param(0),
            via: Vec::new(),
            places: Vec::new(),
        };
        found.entry = self.enters(expr, &mut found, STEPS)?;
        Some(found)
    }

    fn enters(&self, id: ExprId, flow: &mut Inflow, steps: u32) -> Option<Entry> {
        let steps = steps.checked_sub(1)?;
        let tree = self.tree();
        match tree[id] {
            Expr::Path(_) => {
                let pat = self.local(id)?;
                if !self.carries(self.local_ty(pat)) {
                    return None;
                }
                flow.places.push(self.text(id).to_owned());
                self.variable_enters(pat, flow, steps)
            }
            Expr::Field { base, .. } => {
                if !self.carries(self.ty(id)) {
                    return None;
                }
                let place = flow.places.len();
                let entry = self.enters(base, flow, steps)?;
                // The field is what matters, not all of the struct.
                if matches!(tree[base], Expr::Path(_) | Expr::Field { .. })
                    && let Some(known) = flow.places.get_mut(place)
                {
                    self.text(id).clone_into(known);
                }
                Some(entry)
            }
            Expr::Borrow { expr, .. } | Expr::Deref(expr) | Expr::Try(expr) | Expr::Await(expr) => {
                self.enters(expr, flow, steps)
            }
            Expr::Index { base, .. } => self.enters(base, flow, steps),
            Expr::MethodCall {
                receiver,
                name,
                args,
                ..
            } => {
                if let Some(callee) = self.callee(id)
                    && READS.iter().any(|path| self.program.is(callee, path))
                {
                    return Some(Entry::Request(name));
                }
                let method = self.source().str(name);
                let keeps = KEEPS.contains(&method) || method.starts_with("unwrap_or");
                if !keeps
                    || self
                        .callee(id)
                        .is_some_and(|of| self.program.is_workspace(of))
                {
                    return None;
                }
                // What a closure makes of a text decides.
                if matches!(method, "and_then" | "map")
                    && let [only] = tree[args]
                {
                    return match tree[only] {
                        Expr::Closure { body, .. } => self.enters(body, flow, steps),
                        Expr::Path(_) if self.names_conversion(only) => {
                            self.enters(receiver, flow, steps)
                        }
                        _ => None,
                    };
                }
                let makes = matches!(method, "to_string" | "into" | "to_owned");
                if makes && !self.is_text_like(self.ty(receiver)) {
                    return None;
                }
                self.enters(receiver, flow, steps)
            }
            Expr::Call { args, .. } => {
                let [only] = tree[args] else { return None };
                let keeps = match self.callees.get(&id)? {
                    Callee::Constructor => true,
                    Callee::Fn(item) => self.is_of_std(*item),
                    Callee::Unknown => false,
                };
                keeps.then(|| self.enters(only, flow, steps))?
            }
            Expr::Macro(_) => {
                let values = self.formatted(id);
                values.into_iter().find_map(|value| match value {
                    Ok(expr) if self.is_text_like(self.ty(expr)) => self.enters(expr, flow, steps),
                    Err(pat) if self.is_text_like(self.local_ty(pat)) => {
                        flow.places
                            .push(self.source().str(tree.pat_span(pat)).to_owned());
                        self.variable_enters(pat, flow, steps)
                    }
                    _ => None,
                })
            }
            Expr::Block(block) => self.enters(block.tail?, flow, steps),
            Expr::If {
                then, otherwise, ..
            } => {
                let first = self.enters(then, flow, steps);
                first.or_else(|| self.enters(otherwise?, flow, steps))
            }
            Expr::Match { arms, .. } => tree[arms]
                .iter()
                .find_map(|arm| self.enters(arm.body, flow, steps)),
            _ => None,
        }
    }

    fn variable_enters(&self, pat: PatId, flow: &mut Inflow, steps: u32) -> Option<Entry> {
        flow.via.push(pat);
        if let Some(source) = self.source_of(pat) {
            return self.enters(source, flow, steps);
        }
        let tree = self.tree();
        let span = tree.pat_span(pat);
        let function = tree.function(self.owner.item)?;
        let params = &tree[function.params];
        let holds = |outer: &PatId| tree.pat_span(*outer).contains(span);
        if let Some(index) = params.iter().position(|param| holds(&param.pat)) {
            let param = &params[index];
            let mut env = Env::new(self.module);
            self.program.params(&mut env, &function.generics);
            let ty = self.program.lower(&env, param.ty);
            let is_handler = || {
                function.is_async
                    && params.iter().any(|other| {
                        let ty = self.program.lower(&env, other.ty);
                        self.is_one(&ty, &EXTRACTORS) || self.is_one(&ty, &STATES)
                    })
            };
            let whole = [
                "http::HeaderMap",
                "http::Uri",
                "std::string::String",
                "bytes::Bytes",
            ];
            let is_sent = self.is_one(&ty, &EXTRACTORS)
                || (!matches!(ty, Ty::Ref(_)) && self.is_one(&ty, &whole) && is_handler());
            return Some(if is_sent {
                Entry::Request(span)
            } else {
                Entry::Param(index)
            });
        }
        // The parameter of a closure holds what the closure is called on.
        let used = self.uses_of(pat).into_iter().next()?;
        let closure = tree.ancestors(used).find(|outer| {
            matches!(tree[*outer], Expr::Closure { params, .. } if tree[params].iter().any(holds))
        })?;
        match tree[tree.parent(closure)?] {
            Expr::MethodCall { receiver, .. } => self.enters(receiver, flow, steps),
            _ => None,
        }
    }

    fn names_conversion(&self, path: ExprId) -> bool {
        self.named.iter().any(|call| {
            call.expr == path
                && !self.program.is_workspace(call.callee)
                && (KEEPS.contains(&self.program.name(call.callee))
                    || self.program.name(call.callee) == "from")
        })
    }

    fn is_of_std(&self, item: ItemRef) -> bool {
        let krate = self.program.krate(self.program.file(item.file).krate);
        krate.kind == CrateKind::Stub && krate.name == "std"
    }

    fn is_one(&self, ty: &Ty, paths: &[&str]) -> bool {
        match ty.peeled() {
            Ty::Adt(item, args) if self.program.is(*item, "std::option::Option") => {
                args.first().is_some_and(|inner| self.is_one(inner, paths))
            }
            Ty::Adt(item, args) if self.program.is(*item, "std::result::Result") => {
                args.first().is_some_and(|inner| self.is_one(inner, paths))
            }
            ty => paths.iter().any(|path| self.is_type(ty, path)),
        }
    }

    /// Whether a type is text or bytes, or an `Option` or `Result` of them.
    pub(crate) fn is_text_like(&self, ty: &Ty) -> bool {
        match ty.peeled() {
            Ty::Prim(prim) => *prim == Prim::Str,
            Ty::Slice(of) => **of == Ty::Prim(Prim::Int),
            Ty::Bounded(bounded) => bounded
                .bounds
                .iter()
                .any(|bound| matches!(self.program.name(bound.of), "AsRef" | "Into" | "ToString")),
            Ty::Adt(item, args) => {
                let file = self.program.file(item.file);
                let name = self.program.name(*item);
                self.program.is_table(file)
                    && match args.first() {
                        None => TEXTS.contains(&name),
                        Some(Ty::Prim(Prim::Int)) => name == "Vec",
                        Some(inner) => {
                            matches!(name, "Option" | "Result" | "Box" | "Arc" | "Rc" | "Cow")
                                && self.is_text_like(inner)
                        }
                    }
            }
            _ => false,
        }
    }

    /// Whether a type can have text in it.
    fn carries(&self, ty: &Ty) -> bool {
        match ty.peeled() {
            Ty::Tuple(elems) => elems.iter().any(|elem| self.carries(elem)),
            Ty::Slice(of) => **of == Ty::Prim(Prim::Int) || self.carries(of),
            Ty::Adt(item, args) => {
                let is_table = self.program.is_table(self.program.file(item.file));
                self.program.is_workspace(*item)
                    || self.is_text_like(ty)
                    || (is_table && CARRIERS.contains(&self.program.name(*item)))
                    || (is_table && args.iter().any(|arg| self.carries(arg)))
            }
            ty => self.is_text_like(ty),
        }
    }

    /// Whether a text can be handed to a function: it, or a struct of the workspace that it is a part of.
    pub(super) fn may_hand_text(&self, ty: &Ty) -> bool {
        self.carries(ty)
    }

    /// Whether anything but `except` looks at what the text is made of, looks it up, or may refuse it.
    pub(crate) fn is_checked(&self, flow: &Inflow, except: ExprId) -> bool {
        let mut uses = flow.via.iter().flat_map(|pat| self.uses_of(*pat));
        uses.any(|id| {
            let mut at = id;
            while let Some(outer) = self.tree().parent(at)
                && matches!(self.expr(outer), Expr::Field { base, .. } if base == at)
            {
                at = outer;
            }
            let text = self.text(at);
            let concerns =
                |place: &String| text.starts_with(place.as_str()) || place.starts_with(text);
            flow.places.iter().any(concerns)
                && (self.is_looked_at(at, except) || self.other_name_is_looked_at(at, except))
        })
    }

    /// Whether a variable that is made of a value is checked in its place.
    fn other_name_is_looked_at(&self, value: ExprId, except: ExprId) -> bool {
        let mut at = value;
        loop {
            let others = self.sources.iter().filter(|(_, source)| **source == at);
            let mut uses = others.flat_map(|(pat, _)| self.uses_of(*pat));
            if uses.any(|id| self.is_looked_at(id, except)) {
                return true;
            }
            match self.tree().parent(at) {
                Some(outer)
                    if matches!(
                        self.expr(outer),
                        Expr::Borrow { .. } | Expr::Deref(_) | Expr::Try(_)
                    ) || matches!(self.expr(outer), Expr::MethodCall { receiver, name, .. }
                            if receiver == at && KEEPS.contains(&self.source().str(name))) =>
                {
                    at = outer;
                }
                _ => return false,
            }
        }
    }

    /// Whether what is done with a value is a check of it.
    pub(crate) fn is_looked_at(&self, value: ExprId, except: ExprId) -> bool {
        let tree = self.tree();
        let mut at = value;
        loop {
            let Some(outer) = tree.parent(at) else {
                return false;
            };
            if outer == except {
                return false;
            }
            match tree[outer] {
                Expr::Borrow { .. }
                | Expr::Deref(_)
                | Expr::Try(_)
                | Expr::Await(_)
                | Expr::Unary(_) => {}
                Expr::MethodCall { receiver, name, .. } => {
                    let name = self.source().str(name);
                    if checks(name) && (receiver == at || name != "parse")
                        || (receiver != at && name == "get")
                    {
                        return true;
                    }
                    if receiver != at {
                        return self.may_refuse(outer);
                    }
                    if !KEEPS.contains(&name) {
                        return false;
                    }
                }
                Expr::Call { callee, .. } => {
                    let path = self.text(callee);
                    return checks(path.rsplit("::").next().unwrap_or(path))
                        || self.may_refuse(outer);
                }
                Expr::Binary { op, .. } => {
                    return op == rustora_source::tree::BinaryOp::Equality;
                }
                Expr::Match { scrutinee, arms } => {
                    let is_fixed = |pat: PatId| matches!(tree[pat], Pat::Literal | Pat::Or(_));
                    return scrutinee == at && tree[arms].iter().any(|arm| is_fixed(arm.pat));
                }
                Expr::Macro(call) => {
                    let path = self.source().str(tree[tree[call].path].span);
                    let name = path.rsplit("::").next().unwrap_or(path);
                    return matches!(name, "matches" | "ensure" | "assert" | "bail");
                }
                _ => return false,
            }
            at = outer;
        }
    }

    /// Whether a call of a function that is not of a table can end this one: it may refuse what it is handed.
    fn may_refuse(&self, call: ExprId) -> bool {
        let tree = self.tree();
        let known = self.callee(call);
        if known.is_some_and(|item| !self.program.is_workspace(item)) {
            return false;
        }
        let mut at = call;
        while let Some(outer) = tree.parent(at) {
            match tree[outer] {
                Expr::Try(_) => return true,
                Expr::Await(_) => {}
                Expr::MethodCall { receiver, .. } if receiver == at => {}
                _ => return false,
            }
            at = outer;
        }
        false
    }
}

fn checks(name: &str) -> bool {
    CHECKS.contains(&name) || CHECKING.iter().any(|part| name.contains(part))
}
