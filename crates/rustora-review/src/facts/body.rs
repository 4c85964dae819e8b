//! What is known about one function body: the type of each expression, which function each call reaches, and
//! in which circumstances an expression runs.

use rustc_hash::FxHashMap;
use rustora_source::tree::{Expr, ExprId, List, MacroCall, PatId, Receiver};
use rustora_source::{Span, tree::Id};

use super::program::{CrateKind, File, FileId, ItemRef, Module, Program};
use super::ty::Ty;
use rustora_source::cargo::TargetKind;

/// A call whose target is known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call {
    /// The call.
    pub(crate) expr: ExprId,
    /// The function that it reaches.
    pub(crate) callee: ItemRef,
    /// What stands before the dot, for a method call.
    pub(crate) receiver: Option<ExprId>,
    /// The arguments, without the receiver.
    pub(crate) args: List<ExprId>,
    /// The function's name as written here: the place to point at.
    pub(crate) name: Span,
}

impl Call {
    /// Where the function is named: the method, or the whole path.
    pub(crate) fn name_span(&self, body: &Body<'_>) -> Span {
        match body.expr(self.expr) {
            Expr::Call { callee, .. } => body.span(callee),
            Expr::Path(_) => body.span(self.expr),
            _ => self.name,
        }
    }
}

/// What a call or macro reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Callee {
    /// A function.
    Fn(ItemRef),
    /// A tuple struct or variant.
    Constructor,
    Unknown,
}

/// Methods of `Option` and `Result` that call their closure at once, whoever else has one of the same name.
const ADAPTERS: [&str; 10] = [
    "and_then",
    "unwrap_or_else",
    "or_else",
    "is_some_and",
    "is_ok_and",
    "is_none_or",
    "ok_or_else",
    "map_or",
    "map_or_else",
    "map_err",
];

/// A function or constant with all that is known about its inside.
pub(crate) struct Body<'p> {
    pub(crate) program: &'p Program<'p>,
    pub(crate) file: FileId,
    /// The function or constant.
    pub(crate) owner: ItemRef,
    pub(crate) module: Module,
    pub(super) first: usize,
    pub(super) types: Vec<Ty>,
    /// Every call, known or not, in the order of evaluation.
    pub(super) callees: FxHashMap<ExprId, Callee>,
    pub(crate) calls: Vec<Call>,
    /// Every function that is named and not called here, as in `.map(PathBuf::from)`.
    pub(crate) named: Vec<Call>,
    /// Every macro call with what its name means.
    pub(crate) macros: Vec<(ExprId, Id<MacroCall>, Option<ItemRef>)>,
    /// For each use of a local variable, the pattern that binds it.
    pub(super) uses: FxHashMap<ExprId, PatId>,
    /// The type of each variable.
    pub(super) locals: FxHashMap<PatId, Ty>,
    /// What each variable is bound to, where a `let` says so.
    pub(super) inits: FxHashMap<PatId, ExprId>,
    /// What each variable was taken out of: a `let`, a `match`, a `for`. Parameters have none.
    pub(super) sources: FxHashMap<PatId, ExprId>,
    /// The variables that each format string captures.
    pub(super) captures: FxHashMap<ExprId, Vec<(String, PatId)>>,
}

/// How an expression comes to run on an async runtime's thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AsyncContext {
    /// Directly in the body of an `async fn`.
    Fn,
    /// In an `async` block or closure.
    Block(ExprId),
}

impl<'p> Body<'p> {
    pub(crate) fn source(&self) -> &'p File {
        self.program.file(self.file)
    }

    pub(crate) fn tree(&self) -> &'p rustora_source::tree::Tree {
        self.source().tree()
    }

    pub(crate) fn expr(&self, id: ExprId) -> Expr {
        self.tree()[id]
    }

    pub(crate) fn span(&self, id: ExprId) -> Span {
        self.tree().expr_span(id)
    }

    /// The text of an expression.
    pub(crate) fn text(&self, id: ExprId) -> &'p str {
        self.source().str(self.span(id))
    }

    /// The type of an expression of this body.
    pub(crate) fn ty(&self, id: ExprId) -> &Ty {
        id.index()
            .checked_sub(self.first)
            .and_then(|index| self.types.get(index))
            .unwrap_or(&Ty::Unknown)
    }

    /// The path of the type behind references, as tables have it.
    pub(crate) fn is_type(&self, ty: &Ty, path: &str) -> bool {
        ty.peeled()
            .adt()
            .is_some_and(|item| self.program.is(item, path))
    }

    /// The variable that an expression names.
    pub(crate) fn local(&self, id: ExprId) -> Option<PatId> {
        self.uses.get(&id).copied()
    }

    /// What a variable is bound to by its `let`.
    pub(crate) fn init(&self, pat: PatId) -> Option<ExprId> {
        self.inits.get(&pat).copied()
    }

    /// The type of a variable.
    pub(crate) fn local_ty(&self, pat: PatId) -> &Ty {
        self.locals.get(&pat).unwrap_or(&Ty::Unknown)
    }

    /// Every variable that the body declares.
    pub(crate) fn variables(&self) -> impl Iterator<Item = PatId> {
        self.locals.keys().copied()
    }

    /// The uses of a variable, in the order of the text.
    pub(crate) fn uses_of(&self, pat: PatId) -> Vec<ExprId> {
        let mut uses: Vec<ExprId> = self
            .uses
            .iter()
            .filter(|(_, bound)| **bound == pat)
            .map(|(id, _)| *id)
            .collect();
        uses.sort_unstable();
        uses
    }

    /// Every `==` and `!=` of the body.
    pub(crate) fn equalities(&self) -> Vec<ExprId> {
        let Some((first, root)) = self.program.body_range(self.owner) else {
            return Vec::new();
        };
        let is_equality = |id: &ExprId| {
            matches!(
                self.expr(*id),
                Expr::Binary {
                    op: rustora_source::tree::BinaryOp::Equality,
                    ..
                }
            )
        };
        let all = self.tree().exprs_between(first, root);
        all.filter(is_equality).collect()
    }

    /// The function that a call expression reaches.
    pub(crate) fn callee(&self, call: ExprId) -> Option<ItemRef> {
        match self.callees.get(&call) {
            Some(Callee::Fn(item)) => Some(*item),
            _ => None,
        }
    }

    /// Whether a call makes a tuple struct or variant.
    pub(crate) fn is_constructor_call(&self, call: ExprId) -> bool {
        self.callees.get(&call) == Some(&Callee::Constructor)
    }

    /// The call at an expression.
    pub(crate) fn call(&self, expr: ExprId) -> Option<&Call> {
        self.calls.iter().find(|call| call.expr == expr)
    }

    /// What a variable was taken out of.
    pub(crate) fn source_of(&self, pat: PatId) -> Option<ExprId> {
        self.init(pat).or_else(|| self.sources.get(&pat).copied())
    }

    /// The place to point at in a call: the method's name or the path; all of another expression.
    pub(crate) fn name_of(&self, expr: ExprId) -> Span {
        match self.expr(expr) {
            Expr::MethodCall { name, .. } => name,
            Expr::Call { callee, .. } => self.span(callee),
            Expr::Await(inner) | Expr::Try(inner) => self.name_of(inner),
            _ => self.span(expr),
        }
    }

    /// Where a function is suspended: the word `await`, or the name of the macro that waits.
    pub(crate) fn suspension(&self, expr: ExprId) -> Span {
        match self.expr(expr) {
            Expr::Await(_) => {
                let end = self.span(expr).end;
                Span::new(end - 5, end)
            }
            Expr::Macro(call) => self.tree()[self.tree()[call].path].span,
            _ => self.span(expr),
        }
    }

    /// The arguments of method calls of this name whose target is unknown.
    pub(crate) fn unknown_calls(&self, name: &str) -> Vec<Option<ExprId>> {
        let of_name = |id: &ExprId| match self.expr(*id) {
            Expr::MethodCall {
                name: method, args, ..
            } if self.source().str(method) == name => Some(self.tree()[args].first().copied()),
            _ => None,
        };
        let unknown = self
            .callees
            .iter()
            .filter(|(_, callee)| **callee == Callee::Unknown);
        unknown.filter_map(|(id, _)| of_name(id)).collect()
    }

    /// The variable that a `let` binds to exactly this value.
    pub(crate) fn bound_by(&self, value: ExprId) -> Option<PatId> {
        self.inits
            .iter()
            .find(|(_, init)| **init == value)
            .map(|(pat, _)| *pat)
    }

    /// The keyword line of a loop, without its body.
    pub(crate) fn loop_head(&self, around: ExprId) -> Span {
        let span = self.span(around);
        let body = match self.expr(around) {
            Expr::Loop(body) | Expr::While { body, .. } | Expr::For { body, .. } => {
                self.span(body).start
            }
            _ => span.end,
        };
        let head = self.source().str(Span::new(span.start, body)).trim_end();
        Span::new(
            span.start,
            span.start + u32::try_from(head.len()).unwrap_or(0),
        )
    }

    /// Whether the body is that of a test function, not of one that tests call.
    pub(crate) fn is_test_function(&self) -> bool {
        self.source().is_test_function(self.owner.item)
    }

    /// Whether the function around returns a `Result` whose error is this type or takes any error.
    pub(crate) fn returns_error(&self, path: &str) -> bool {
        let Some(output) = self
            .tree()
            .function(self.owner.item)
            .and_then(|function| function.output)
        else {
            return false;
        };
        let ty = self
            .program
            .lower(&super::ty::Env::new(self.module), output);
        if !self.is_type(&ty, "std::result::Result") {
            return false;
        }
        match ty.arg(1) {
            Ty::Adt(error, args) => {
                self.program.is(error, path)
                    || self.program.is(error, "anyhow::Error")
                    || (self.program.is(error, "std::boxed::Box")
                        && matches!(args.first(), Some(Ty::Bounded(_))))
            }
            _ => false,
        }
    }

    /// Whether this code runs in tests only.
    pub(crate) fn is_test(&self) -> bool {
        let file = self.source();
        file.test || file.tree()[self.owner.item].test
    }

    /// What kind of target the body belongs to.
    pub(crate) fn target(&self) -> Option<TargetKind> {
        match self.program.krate(self.source().krate).kind {
            CrateKind::Workspace { target, .. } => Some(target),
            _ => None,
        }
    }

    /// Whether the body is a program's `main`: at a crate's root, or made one by `#[tokio::main]` and its like.
    pub(crate) fn is_main(&self) -> bool {
        let item = self.program.item(self.owner);
        let attrs = &self.tree()[item.attrs];
        let runs = |name: &str| {
            name.rsplit("::")
                .next()
                .is_some_and(|last| last.trim() == "main")
        };
        self.program.name(self.owner) == "main"
            && ((item.parent.is_none() && self.source().parent.is_none())
                || attrs.iter().any(|attr| runs(self.source().str(attr.name))))
    }

    /// Whether the function makes something that outlives it, going by the conventions for its name.
    pub(crate) fn is_constructor(&self) -> bool {
        let name = self.program.name(self.owner);
        let verb = name.split('_').next().unwrap_or(name);
        matches!(
            verb,
            "new"
                | "from"
                | "build"
                | "default"
                | "with"
                | "connect"
                | "init"
                | "initialize"
                | "setup"
                | "create"
                | "make"
                | "try"
                | "start"
                | "run"
                | "serve"
                | "spawn"
        )
    }

    /// Whether a call makes a value of the callee's own type that a function without `self` wraps and gives back: a client
    /// that is set up, and used for longer than it took.
    pub(crate) fn is_made_to_keep(&self, call: &Call) -> bool {
        let name = self.program.name(call.callee);
        let is_free = |function: ItemRef| {
            let tree = self.program.file(function.file).tree();
            tree.function(function.item)
                .is_some_and(|function| function.receiver == Receiver::None)
        };
        let makes = ["build", "connect", "create", "make", "new"]
            .iter()
            .any(|verb| name.split('_').next() == Some(verb));
        if !makes || !is_free(call.callee) || !is_free(self.owner) {
            return false;
        }
        let mut value = call.expr;
        while let Some(outer) = self.tree().parent(value)
            && matches!(self.expr(outer), Expr::Try(_) | Expr::Await(_))
        {
            value = outer;
        }
        let is_wrapped = |id: ExprId| {
            let outer = self.tree().parent(id);
            outer.is_some_and(|outer| self.is_constructor_call(outer))
        };
        let uses = self.bound_by(value).map(|pat| self.uses_of(pat));
        uses.into_iter().flatten().any(is_wrapped)
    }

    /// How `id` comes to run on a runtime's thread. `None` also where that cannot be told: inside a closure
    /// that goes to unknown code, or inside a macro that may do anything with it.
    pub(crate) fn async_context(&self, id: ExprId) -> Option<AsyncContext> {
        let tree = self.tree();
        for outer in tree.ancestors(id) {
            match tree[outer] {
                Expr::Async(_) | Expr::Closure { is_async: true, .. } => {
                    return Some(AsyncContext::Block(outer));
                }
                Expr::Closure { .. } if !self.runs_in_place(outer) => return None,
                Expr::Macro(_) if !self.is_transparent(outer) => return None,
                _ => {}
            }
        }
        tree.function(self.owner.item)
            .filter(|function| function.is_async)
            .map(|_| AsyncContext::Fn)
    }

    /// Whether a macro's arguments run where they stand.
    pub(crate) fn is_transparent(&self, call: ExprId) -> bool {
        let found = self.macros.iter().find(|(expr, _, _)| *expr == call);
        found
            .and_then(|(_, _, item)| *item)
            .is_some_and(|item| self.program.mark(item, "runs_inline").is_some())
    }

    /// Whether a closure runs on the thread and in the call that it is handed to: so do those that `std`
    /// takes, except to start threads.
    pub(super) fn runs_in_place(&self, closure: ExprId) -> bool {
        let Some(call) = self.tree().parent(closure) else {
            return false;
        };
        let Some(callee) = self.callee(call) else {
            // Where the receiver is unknown the name may still say enough: nothing that has such a method and takes
            // closures elsewhere is called so.
            return matches!(self.expr(call), Expr::MethodCall { name, .. }
                if ADAPTERS.contains(&self.source().str(name)));
        };
        let of_std = self
            .program
            .krate(self.program.file(callee.file).krate)
            .name
            == "std";
        of_std
            && self.program.mark(callee, "offloads").is_none()
            && self.program.mark(callee, "spawns").is_none()
    }

    /// The innermost loop in the same function, closure or async block whose every round runs `id`.
    pub(crate) fn enclosing_loop(&self, id: ExprId) -> Option<ExprId> {
        let tree = self.tree();
        let mut inner = id;
        for outer in tree.ancestors(id) {
            match tree[outer] {
                Expr::Loop(_) | Expr::While { .. } => return Some(outer),
                Expr::For { iter, .. } if iter != inner => return Some(outer),
                Expr::Async(_) | Expr::Closure { .. } => return None,
                Expr::Macro(_) if !self.is_transparent(outer) => return None,
                _ => {}
            }
            inner = outer;
        }
        None
    }

    /// The expressions inside `root`, itself included, in the order of evaluation as far as that is the order
    /// of the table; nested functions are left out.
    pub(crate) fn inside(&self, root: ExprId) -> Vec<ExprId> {
        let mut found = vec![root];
        let mut next = 0;
        while let Some(id) = found.get(next).copied() {
            self.tree().for_each_child(id, |child| found.push(child));
            next += 1;
        }
        found.sort_unstable();
        found
    }
}
