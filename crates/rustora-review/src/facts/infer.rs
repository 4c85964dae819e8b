//! Types of expressions, by one pass over a body in the order of evaluation.
//!
//! Information flows forward only: from parameters and `let` types to uses, from a callee's signature to its
//! result, from a callee's bounds to a closure's parameters, from the first use of a variable that holds something yet
//! unknown to the uses behind it (`learn.rs`). Nothing is guessed, so what is known is known for certain and the rest is
//! [`Ty::Unknown`].

use std::sync::Arc;

use rustc_hash::FxHashMap;
use rustora_source::tree::{
    Block, Expr, ExprId, Function, ItemKind, List, Literal, Pat, PatId, PathId, Receiver, Stmt,
    Tree, TypeId,
};

use super::body::Body;
use super::program::{Def, ItemRef, Module, Program};
use super::resolve::Namespace;
use super::ty::{Env, Prim, Ty};

impl Program<'_> {
    /// Infers the body of a function or constant. `None` when it has none.
    pub(crate) fn body(&self, owner: ItemRef) -> Option<Body<'_>> {
        let tree = self.file(owner.file).tree();
        let (first, root) = self.body_range(owner)?;
        let first = first.index();
        let module = self.scope_of(owner);
        let body = Body {
            program: self,
            file: owner.file,
            owner,
            module,
            first,
            types: vec![Ty::Unknown; root.index() + 1 - first],
            callees: FxHashMap::default(),
            calls: Vec::new(),
            named: Vec::new(),
            macros: Vec::new(),
            uses: FxHashMap::default(),
            locals: FxHashMap::default(),
            inits: FxHashMap::default(),
            sources: FxHashMap::default(),
            captures: FxHashMap::default(),
        };
        let mut infer = Infer {
            env: self.body_env(owner),
            traits: None,
            scopes: Vec::new(),
            source: None,
            breaks: Vec::new(),
            body,
        };
        if let Some(function) = tree.function(owner.item) {
            infer.parameters(function);
        }
        infer.expr(root);
        Some(infer.body)
    }

    /// The first expression of a body, and the body itself: what lies between them is inside it.
    pub(crate) fn body_range(&self, owner: ItemRef) -> Option<(ExprId, ExprId)> {
        let tree = self.file(owner.file).tree();
        match tree[owner.item].kind {
            ItemKind::Fn(function) => Some((tree[function].first, tree[function].body?)),
            ItemKind::Const { value, .. } => Some((lowest(tree, value?), value?)),
            _ => None,
        }
    }

    /// The names of types inside a function: `Self`, the parameters of the `impl` and its own.
    fn body_env(&self, owner: ItemRef) -> Env<'_> {
        let tree = self.file(owner.file).tree();
        let mut env = Env::new(self.scope_of(owner));
        let mut outer = Vec::new();
        let mut at = Some(owner.item);
        while let Some(id) = at {
            outer.push(id);
            at = tree[id].parent;
        }
        for id in outer.into_iter().rev() {
            match tree[id].kind {
                ItemKind::Impl(data) => {
                    self.params(&mut env, &tree[data].generics);
                    let own = self.lower(&env, tree[data].self_ty);
                    env.self_ty = Some(own);
                }
                ItemKind::Trait(data) => {
                    self.params(&mut env, &tree[data].generics);
                    let bound = super::ty::Bound {
                        of: ItemRef {
                            file: owner.file,
                            item: id,
                        },
                        assoc: Vec::new(),
                    };
                    let own = super::ty::Bounded {
                        name: "Self".into(),
                        bounds: vec![bound],
                    };
                    env.self_ty = Some(Ty::Bounded(Arc::new(own)));
                }
                ItemKind::Fn(function) => self.params(&mut env, &tree[function].generics),
                _ => {}
            }
        }
        env
    }

    /// What calling a function gives, from its signature alone.
    pub(crate) fn output<'p>(&'p self, function: ItemRef, env: &Env<'p>) -> Ty {
        let tree = self.file(function.file).tree();
        let Some(data) = tree.function(function.item) else {
            return Ty::Unknown;
        };
        let ty = data.output.map_or_else(Ty::unit, |ty| self.lower(env, ty));
        if data.is_async {
            Ty::Future(Arc::new(ty))
        } else {
            ty
        }
    }
}

/// The expression with the lowest index inside `root`: children stand before their parents.
fn lowest(tree: &Tree, root: ExprId) -> ExprId {
    let mut low = root;
    let mut open = vec![root];
    while let Some(id) = open.pop() {
        low = low.min(id);
        tree.for_each_child(id, |child| open.push(child));
    }
    low
}

pub(super) struct Infer<'p> {
    pub(super) body: Body<'p>,
    pub(super) env: Env<'p>,
    /// The traits in scope, when first asked for.
    pub(super) traits: Option<Arc<[ItemRef]>>,
    /// The variables of each open block.
    pub(super) scopes: Vec<Vec<(&'p str, PatId)>>,
    /// What the pattern that is being bound takes apart.
    pub(super) source: Option<ExprId>,
    /// What each open `loop` has been left with.
    breaks: Vec<Ty>,
}

impl<'p> Infer<'p> {
    pub(super) fn program(&self) -> &'p Program<'p> {
        self.body.program
    }

    pub(super) fn tree(&self) -> &'p Tree {
        self.body.tree()
    }

    pub(super) fn str(&self, span: rustora_source::Span) -> &'p str {
        self.body.source().str(span)
    }

    pub(super) fn module(&self) -> Module {
        self.body.module
    }

    pub(super) fn lower(&self, ty: TypeId) -> Ty {
        self.program().lower(&self.env, ty)
    }

    pub(super) fn traits(&mut self) -> Arc<[ItemRef]> {
        let (program, module) = (self.program(), self.module());
        self.traits
            .get_or_insert_with(|| program.traits_in_scope(module))
            .clone()
    }

    fn parameters(&mut self, function: &Function) {
        self.scopes.push(Vec::new());
        let own = self.env.self_ty.clone().unwrap_or(Ty::Unknown);
        let own = match function.receiver {
            Receiver::Ref | Receiver::RefMut => Ty::reference(own),
            Receiver::Typed(ty) => self.lower(ty),
            Receiver::Value | Receiver::None => own,
        };
        self.env.params.push(("self", Some(own)));
        for param in &self.tree()[function.params] {
            let ty = self.lower(param.ty);
            self.bind(param.pat, &ty);
        }
    }

    pub(super) fn scoped<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> T {
        self.scopes.push(Vec::new());
        let out = run(self);
        self.scopes.pop();
        out
    }

    /// Notes the type of an expression that was looked at in a way of its own.
    pub(super) fn note(&mut self, id: ExprId, ty: &Ty) {
        let slot = id
            .index()
            .checked_sub(self.body.first)
            .and_then(|index| self.body.types.get_mut(index));
        if let Some(slot) = slot {
            slot.clone_from(ty);
        }
    }

    pub(super) fn variable(&self, name: &str) -> Option<PatId> {
        self.scopes
            .iter()
            .rev()
            .flat_map(|scope| scope.iter().rev())
            .find(|(known, _)| *known == name)
            .map(|(_, pat)| *pat)
    }

    /// Infers an expression and everything inside it.
    pub(super) fn expr(&mut self, id: ExprId) -> Ty {
        let ty = self.kind(id);
        self.note(id, &ty);
        ty
    }

    pub(super) fn each(&mut self, list: List<ExprId>) -> Vec<Ty> {
        let tree = self.tree();
        tree[list].iter().map(|id| self.expr(*id)).collect()
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each kind of expression")]
    fn kind(&mut self, id: ExprId) -> Ty {
        let tree = self.tree();
        match tree[id] {
            Expr::Path(path) => self.path(id, path),
            Expr::Literal(kind) => match kind {
                Literal::Str => Ty::reference(Ty::Prim(Prim::Str)),
                Literal::Int => Ty::Prim(Prim::Int),
                Literal::Float => Ty::Prim(Prim::Float),
                Literal::Bool => Ty::Prim(Prim::Bool),
                Literal::Other => Ty::Unknown,
            },
            Expr::Call { callee, args } => self.call(id, callee, args),
            Expr::MethodCall {
                receiver,
                name,
                turbofish,
                args,
            } => self.method_call(id, receiver, name, turbofish, args),
            Expr::Field { base, name } => {
                let base = self.expr(base);
                self.program().field(&base, self.str(name))
            }
            Expr::Await(inner) => {
                let inner = self.expr(inner);
                self.program().awaited(&inner)
            }
            Expr::Try(inner) => {
                let inner = self.expr(inner);
                self.program().tried(&inner)
            }
            Expr::Borrow { expr, .. } => Ty::reference(self.expr(expr)),
            Expr::Deref(inner) => {
                match self.expr(inner) {
                    // Only where it is written: no method is looked for behind a pointer.
                    Ty::Pointer(inner) => (*inner).clone(),
                    inner => self.program().deref(&inner).unwrap_or(Ty::Unknown),
                }
            }
            Expr::Unary(inner) => self.expr(inner),
            Expr::Binary { op, left, right } => {
                use rustora_source::tree::BinaryOp as B;
                let left = self.expr(left);
                let right = self.expr(right);
                match op {
                    // The time between two points in time is no point in time.
                    B::Arithmetic
                        if self.body.is_type(&left, "std::time::Instant")
                            && left.peeled() == right.peeled() =>
                    {
                        self.program()
                            .std_item("time::Duration")
                            .map_or(Ty::Unknown, |item| Ty::Adt(item, Arc::from([])))
                    }
                    B::Add | B::Arithmetic => left.peeled().clone(),
                    B::Equality | B::Order | B::Logic => Ty::Prim(Prim::Bool),
                }
            }
            Expr::Assign { op, target, value } => {
                self.expr(target);
                let ty = self.expr(value);
                if op.is_none()
                    && !matches!(ty, Ty::Ref(_))
                    && let Some(pat) = self.body.local(target)
                    && self
                        .body
                        .source_of(pat)
                        .is_none_or(|_| *self.body.local_ty(pat) != Ty::Unknown)
                {
                    self.learn(pat, &ty);
                }
                Ty::unit()
            }
            Expr::Closure { .. } => self.closure(id, &[]),
            Expr::Async(body) => Ty::Future(Arc::new(self.expr(body))),
            Expr::Block(block) => self.scoped(|this| this.block(block)),
            Expr::If {
                cond,
                then,
                otherwise,
            } => self.scoped(|this| {
                this.expr(cond);
                let then = this.expr(then);
                match otherwise.map(|id| this.expr(id)) {
                    Some(otherwise) => branch([then, otherwise]),
                    None => Ty::unit(),
                }
            }),
            Expr::Let { pat, value } => {
                let ty = self.expr(value);
                self.bind_from(value, pat, &ty);
                Ty::Prim(Prim::Bool)
            }
            Expr::Match { scrutinee, arms } => {
                let ty = self.expr(scrutinee);
                let mut found = Vec::new();
                for arm in &tree[arms] {
                    found.push(self.scoped(|this| {
                        this.bind_from(scrutinee, arm.pat, &ty);
                        this.expr(arm.body)
                    }));
                }
                branch(found)
            }
            Expr::Loop(body) => {
                self.breaks.push(Ty::Unknown);
                self.expr(body);
                self.breaks.pop().unwrap_or(Ty::Unknown)
            }
            Expr::While { cond, body } => self.scoped(|this| {
                this.expr(cond);
                this.expr(body);
                Ty::unit()
            }),
            Expr::For { pat, iter, body } => {
                let ty = self.expr(iter);
                let element = self.program().element(&ty);
                self.scoped(|this| {
                    this.bind_from(iter, pat, &element);
                    this.expr(body);
                    Ty::unit()
                })
            }
            Expr::Return(value) => {
                if let Some(value) = value {
                    self.expr(value);
                }
                Ty::Prim(Prim::Never)
            }
            Expr::Break(value) => {
                // Labels are not looked at: a loop seldom gives a value to the one around it.
                if let Some(value) = value {
                    let ty = self.expr(value);
                    if let Some(known) = self.breaks.last_mut() {
                        *known = branch([known.clone(), ty]);
                    }
                }
                Ty::Prim(Prim::Never)
            }
            Expr::Continue => Ty::Prim(Prim::Never),
            Expr::Struct { path, fields, rest } => self.struct_expr(path, fields, rest),
            Expr::Tuple(list) => Ty::Tuple(self.each(list).into()),
            Expr::Array(list) => {
                let found = self.each(list);
                Ty::Slice(Arc::new(branch(found)))
            }
            Expr::Repeat(inner) => Ty::Slice(Arc::new(self.expr(inner))),
            Expr::Index { base, index } => {
                let base = self.expr(base);
                self.expr(index);
                match tree[index] {
                    // Whatever owns a sequence lends a part of it.
                    Expr::Range(..) => match base.peeled() {
                        Ty::Adt(..) => self.program().deref(base.peeled()).unwrap_or(base),
                        part => part.clone(),
                    },
                    _ => self.program().indexed(&base),
                }
            }
            Expr::Cast { expr, ty } => {
                self.expr(expr);
                self.lower(ty)
            }
            Expr::Range(start, end) => {
                let (start, end) = (start.map(|id| self.expr(id)), end.map(|id| self.expr(id)));
                let name = match (&start, &end) {
                    (Some(_), Some(_)) if self.is_inclusive(id) => "ops::RangeInclusive",
                    (None, Some(_)) if self.is_inclusive(id) => "ops::RangeToInclusive",
                    (Some(_), Some(_)) => "ops::Range",
                    (Some(_), None) => "ops::RangeFrom",
                    (None, Some(_)) => "ops::RangeTo",
                    (None, None) => "ops::RangeFull",
                };
                let index = branch([start, end].into_iter().flatten());
                self.program()
                    .std_item(name)
                    .map_or(Ty::Unknown, |item| Ty::Adt(item, Arc::from([index])))
            }
            Expr::Macro(call) => self.macro_call(id, call),
            Expr::Unknown => Ty::Unknown,
        }
    }

    /// Whether a range is written with `..=`.
    fn is_inclusive(&self, range: ExprId) -> bool {
        let tree = self.tree();
        let Expr::Range(start, Some(end)) = tree[range] else {
            return false;
        };
        let from = start.map_or(tree.expr_span(range).start, |id| tree.expr_span(id).end);
        let between = rustora_source::Span::new(from, tree.expr_span(end).start);
        self.str(between).contains("..=")
    }

    fn block(&mut self, block: Block) -> Ty {
        let tree = self.tree();
        for stmt in &tree[block.stmts] {
            match *stmt {
                Stmt::Let {
                    pat,
                    init,
                    otherwise,
                    ..
                } => {
                    let ty = init.map_or(Ty::Unknown, |init| self.expr(init));
                    if let Some(otherwise) = otherwise {
                        self.scoped(|this| this.expr(otherwise));
                    }
                    match init {
                        Some(init) if matches!(tree[pat], Pat::Typed { .. }) => {
                            self.bind_from(init, pat, &ty);
                            self.fill_declared(pat, init, &ty);
                        }
                        Some(init) => self.bind_from(init, pat, &ty),
                        None => self.bind(pat, &ty),
                    }
                    let name = if let Pat::Typed { pat, .. } = tree[pat] {
                        pat
                    } else {
                        pat
                    };
                    if let Some(init) = init {
                        self.body.inits.insert(name, init);
                        // A declared type says more about what an open call returns.
                        if let Some(declared) = self
                            .body
                            .locals
                            .get(&name)
                            .filter(|declared| **declared != Ty::Unknown)
                            && let Some(slot) = init
                                .index()
                                .checked_sub(self.body.first)
                                .and_then(|at| self.body.types.get_mut(at))
                            && *slot == Ty::Unknown
                        {
                            slot.clone_from(declared);
                        }
                    }
                }
                Stmt::Expr(expr) => _ = self.expr(expr),
                Stmt::Item(_) => {}
            }
        }
        match (block.tail, tree[block.stmts].last()) {
            (Some(tail), _) => self.expr(tail),
            (None, Some(Stmt::Expr(last))) if *self.body.ty(*last) == Ty::Prim(Prim::Never) => {
                Ty::Prim(Prim::Never)
            }
            (None, _) => Ty::unit(),
        }
    }

    /// Fills what a declared type leaves open, as in `let all: Vec<_> = …`.
    fn fill_declared(&mut self, pat: PatId, init: ExprId, ty: &Ty) {
        let Pat::Typed { pat, .. } = self.tree()[pat] else {
            return;
        };
        let Some(declared) = self.body.locals.get(&pat).filter(|ty| ty.is_open()) else {
            return;
        };
        let found = self.collected_into(init, &declared.filled(ty));
        self.learn(pat, &found);
    }

    /// A path as a value: a variable, a constant, a unit struct, a function.
    fn path(&mut self, id: ExprId, path: PathId) -> Ty {
        let tree = self.tree();
        let segments = &tree[tree[path].segments];
        if let [only] = segments
            && tree[path].qself.is_none()
        {
            let name = self.str(only.name);
            if let Some(pat) = self.variable(name) {
                self.body.uses.insert(id, pat);
                return self.body.local_ty(pat).clone();
            }
            if name == "self" {
                return self
                    .env
                    .param("self")
                    .cloned()
                    .flatten()
                    .unwrap_or(Ty::Unknown);
            }
        }
        self.path_given(id, path, &[])
    }

    /// A path that is no variable; where it leads to a function or constructor, that is called with values of these types.
    pub(super) fn path_given(&mut self, id: ExprId, path: PathId, takes: &[Ty]) -> Ty {
        let tree = self.tree();
        let segments = &tree[tree[path].segments];
        if let Some(ty) = self.function_named(id, path, takes) {
            return ty;
        }
        let program = self.program();
        if let Some((item, fields)) = self.constructor(path) {
            let file = program.file(item.file).tree();
            return if file[fields]
                .first()
                .is_some_and(|field| field.name.is_empty())
            {
                Ty::Fn(Arc::new(self.construct(item, fields, takes)))
            } else {
                program.instantiate(Def::Item(item), &[], 8)
            };
        }
        let Some(found) = program.resolve(self.module(), path, Namespace::Value) else {
            return Ty::Unknown;
        };
        let Def::Item(item) = found.def else {
            return Ty::Unknown;
        };
        if found.used < segments.len() {
            return Ty::Unknown;
        }
        let file = program.file(item.file);
        match file.tree()[item.item].kind {
            ItemKind::Const { ty, .. } => program.lower(&Env::new(program.module_of(item)), ty),
            _ => Ty::Unknown,
        }
    }
}

/// The type of the first branch that has one and comes back; the others fill what is open in it.
pub(super) fn branch(types: impl IntoIterator<Item = Ty>) -> Ty {
    let mut out = Ty::Unknown;
    for ty in types {
        match ty {
            Ty::Prim(Prim::Never) if out == Ty::Unknown => out = ty,
            Ty::Unknown | Ty::Prim(Prim::Never) => {}
            ty if matches!(out, Ty::Unknown | Ty::Prim(Prim::Never)) => out = ty,
            // `Ok(x)` in one branch and `Err(y)` in another.
            ty if out.is_open() => out = out.filled(&ty),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_branch_that_comes_back_counts() {
        let types = [Ty::Prim(Prim::Never), Ty::Prim(Prim::Int)];
        assert_eq!(branch(types), Ty::Prim(Prim::Int));
    }
}
