//! Types of expressions, by one pass over a body in the order of evaluation.
//!
//! Information flows forward only: from parameters and `let` types to uses, from a callee's signature to its
//! result, from a callee's bounds to a closure's parameters. Nothing is guessed from later uses, so what is
//! known is known for certain and the rest is [`Ty::Unknown`].

use std::sync::Arc;

use rustc_hash::FxHashMap;
use rustora_source::tree::{
    Block, Expr, ExprId, Function, Id, ItemKind, List, Literal, MacroBody, MacroCall, Pat, PatId,
    PathId, Receiver, Stmt, Tree, Type, TypeId,
};
use smallvec::SmallVec;

use super::body::{Body, Call, Callee};
use super::methods::Method;
use super::program::{Def, ItemRef, Module, Program};
use super::resolve::Namespace;
use super::ty::{Env, Prim, Ty};

impl Program<'_> {
    /// Infers the body of a function or constant. `None` when it has none.
    pub(crate) fn body(&self, owner: ItemRef) -> Option<Body<'_>> {
        let tree = self.file(owner.file).tree();
        let (root, first) = match tree[owner.item].kind {
            ItemKind::Fn(function) => (tree[function].body?, tree[function].first.index()),
            ItemKind::Const { value, .. } => {
                let root = value?;
                (root, lowest(tree, root).index())
            }
            _ => return None,
        };
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
            body,
        };
        if let Some(function) = tree.function(owner.item) {
            infer.parameters(function);
        }
        infer.expr(root);
        Some(infer.body)
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

struct Infer<'p> {
    body: Body<'p>,
    env: Env<'p>,
    /// The traits in scope, when first asked for.
    traits: Option<Arc<[ItemRef]>>,
    /// The variables of each open block.
    scopes: Vec<Vec<(&'p str, PatId)>>,
    /// What the pattern that is being bound takes apart.
    source: Option<ExprId>,
}

impl<'p> Infer<'p> {
    fn program(&self) -> &'p Program<'p> {
        self.body.program
    }

    fn tree(&self) -> &'p Tree {
        self.body.tree()
    }

    fn str(&self, span: rustora_source::Span) -> &'p str {
        self.body.source().str(span)
    }

    fn module(&self) -> Module {
        self.body.module
    }

    fn lower(&self, ty: TypeId) -> Ty {
        self.program().lower(&self.env, ty)
    }

    fn traits(&mut self) -> Arc<[ItemRef]> {
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

    fn declare(&mut self, pat: PatId, name: &'p str, ty: Ty) {
        if self.scopes.is_empty() {
            self.scopes.push(Vec::new());
        }
        if let Some(scope) = self.scopes.last_mut() {
            scope.push((name, pat));
        }
        self.body.locals.insert(pat, ty);
        if let Some(source) = self.source {
            self.body.sources.insert(pat, source);
        }
    }

    /// Binds a pattern to the parts of the value at `source`.
    fn bind_from(&mut self, source: ExprId, pat: PatId, ty: &Ty) {
        let outer = self.source.replace(source);
        self.bind(pat, ty);
        self.source = outer;
    }

    fn scoped<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> T {
        self.scopes.push(Vec::new());
        let out = run(self);
        self.scopes.pop();
        out
    }

    fn variable(&self, name: &str) -> Option<PatId> {
        self.scopes
            .iter()
            .rev()
            .flat_map(|scope| scope.iter().rev())
            .find(|(known, _)| *known == name)
            .map(|(_, pat)| *pat)
    }

    /// Binds the variables of a pattern to the parts of a value.
    fn bind(&mut self, pat: PatId, ty: &Ty) {
        let tree = self.tree();
        match tree[pat] {
            Pat::Name { name, by_ref, sub } => {
                let text = self.str(name);
                // Only constants and unit variants are written so; a variable that is would not pass rustc's lints.
                if sub.is_none() && text.starts_with(char::is_uppercase) {
                    return;
                }
                if let Some(sub) = sub {
                    self.bind(sub, ty);
                }
                let ty = if by_ref {
                    Ty::reference(ty.clone())
                } else {
                    ty.clone()
                };
                self.declare(pat, text, ty);
            }
            Pat::Typed { pat, ty } => {
                let ty = self.lower(ty);
                self.bind(pat, &ty);
            }
            Pat::Guard { pat, cond } => {
                self.bind(pat, ty);
                self.expr(cond);
            }
            Pat::Ref(inner) => {
                let ty = if let Ty::Ref(to) = ty {
                    (**to).clone()
                } else {
                    Ty::Unknown
                };
                self.bind(inner, &ty);
            }
            Pat::Or(list) => {
                for pat in &tree[list] {
                    self.bind(*pat, ty);
                }
            }
            Pat::Tuple(list) => {
                let (ty, wrap) = through(ty);
                let elems = if let Ty::Tuple(elems) = ty {
                    elems.to_vec()
                } else {
                    Vec::new()
                };
                self.bind_list(list, &elems, wrap);
            }
            Pat::Slice(list) => {
                let (ty, wrap) = through(ty);
                let of = self.program().indexed(ty);
                for pat in &tree[list] {
                    self.bind(*pat, &wrapped(&of, wrap));
                }
            }
            Pat::TupleStruct { path, elems } => {
                let (ty, wrap) = through(ty);
                let fields = self.variant_fields(path, ty);
                let fields: Vec<Ty> = fields.into_iter().map(|(_, ty)| ty).collect();
                self.bind_list(elems, &fields, wrap);
            }
            Pat::Struct { path, fields } => {
                let (ty, wrap) = through(ty);
                let known = self.variant_fields(path, ty);
                for field in &tree[fields] {
                    let name = self.str(field.name);
                    let found = known.iter().find(|(known, _)| *known == name);
                    let found = found.map_or(Ty::Unknown, |(_, ty)| wrapped(ty, wrap));
                    self.bind(field.pat, &found);
                }
            }
            Pat::Path(_) | Pat::Wild | Pat::Rest | Pat::Literal | Pat::Unknown => {}
        }
    }

    /// Binds `a, .., z` to the elements of a known length, or to unknowns.
    fn bind_list(&mut self, list: List<PatId>, elems: &[Ty], wrap: bool) {
        let tree = self.tree();
        let pats = &tree[list];
        let rest = pats.iter().position(|pat| matches!(tree[*pat], Pat::Rest));
        for (index, pat) in pats.iter().enumerate() {
            let from_end = pats.len() - index;
            let at = match rest {
                Some(rest) if index > rest => elems.len().checked_sub(from_end),
                _ => Some(index),
            };
            let ty = at
                .and_then(|at| elems.get(at))
                .map_or(Ty::Unknown, |ty| wrapped(ty, wrap));
            self.bind(*pat, &ty);
        }
    }

    /// The fields of the variant or struct that `path` names, for a value of type `ty`.
    fn variant_fields(&self, path: PathId, ty: &Ty) -> Vec<(&'p str, Ty)> {
        let Some(constructor) = self.constructor(path) else {
            return Vec::new();
        };
        let (item, fields) = constructor;
        let args: Arc<[Ty]> = match ty {
            Ty::Adt(found, args) if *found == item => args.clone(),
            _ => Arc::new([]),
        };
        let program = self.program();
        let env = program.adt_env(item, &args);
        let file = program.file(item.file);
        file.tree()[fields]
            .iter()
            .map(|field| (file.str(field.name), program.lower(&env, field.ty)))
            .collect()
    }

    /// The struct or variant that a path constructs: its type and its fields.
    fn constructor(&self, path: PathId) -> Option<(ItemRef, List<rustora_source::tree::Field>)> {
        let program = self.program();
        let written = &self.tree()[path];
        let segments = &self.tree()[written.segments];
        let def = if self.str(segments.first()?.name) == "Self" {
            let own = self.env.self_ty.as_ref()?.adt()?;
            match segments {
                [_] => Def::Item(own),
                [_, variant, ..] => self.variant_named(own, self.str(variant.name))?,
                [] => return None,
            }
        } else {
            let resolved = program
                .resolve(self.module(), path, Namespace::Value)
                .filter(|found| found.used == segments.len());
            match resolved {
                Some(found) => found.def,
                None => program.resolve(self.module(), path, Namespace::Type)?.def,
            }
        };
        let (item, def) = match def {
            Def::Item(item) => match program.alias_target(item) {
                Some(Def::Item(target)) => (target, Def::Item(target)),
                _ => (item, def),
            },
            Def::Variant(item, _) => (item, def),
            _ => return None,
        };
        let tree = program.file(item.file).tree();
        let fields = match (def, tree[item.item].kind) {
            (Def::Variant(_, index), ItemKind::Enum(data)) => {
                tree[tree[data].variants].get(index)?.fields
            }
            (_, ItemKind::Struct(data)) => tree[data].fields,
            _ => return None,
        };
        Some((item, fields))
    }

    fn variant_named(&self, item: ItemRef, name: &str) -> Option<Def> {
        let file = self.program().file(item.file);
        let ItemKind::Enum(data) = file.tree()[item.item].kind else {
            return None;
        };
        let index = file.tree()[file.tree()[data].variants]
            .iter()
            .position(|variant| file.str(variant.name) == name)?;
        Some(Def::Variant(item, index))
    }

    /// Infers an expression and everything inside it.
    fn expr(&mut self, id: ExprId) -> Ty {
        let ty = self.kind(id);
        if let Some(slot) = id
            .index()
            .checked_sub(self.body.first)
            .and_then(|index| self.body.types.get_mut(index))
        {
            slot.clone_from(&ty);
        }
        ty
    }

    fn each(&mut self, list: List<ExprId>) -> Vec<Ty> {
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
                let inner = self.expr(inner);
                self.program().deref(&inner).unwrap_or(Ty::Unknown)
            }
            Expr::Unary(inner) => self.expr(inner),
            Expr::Binary { op, left, right } => {
                use rustora_source::tree::BinaryOp as B;
                let left = self.expr(left);
                self.expr(right);
                match op {
                    B::Add | B::Arithmetic => left.peeled().clone(),
                    B::Equality | B::Order | B::Logic => Ty::Prim(Prim::Bool),
                }
            }
            Expr::Assign { target, value, .. } => {
                self.expr(target);
                self.expr(value);
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
                let otherwise = otherwise.map(|id| this.expr(id));
                branch([Some(then), otherwise].into_iter().flatten())
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
                self.expr(body);
                Ty::Unknown
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
            Expr::Return(value) | Expr::Break(value) => {
                if let Some(value) = value {
                    self.expr(value);
                }
                Ty::Prim(Prim::Never)
            }
            Expr::Continue => Ty::Prim(Prim::Never),
            Expr::Struct { path, fields, rest } => self.struct_expr(path, fields, rest),
            Expr::Tuple(list) => Ty::Tuple(self.each(list).into()),
            Expr::Array(list) => {
                let found = self.each(list);
                Ty::Slice(Arc::new(found.into_iter().next().unwrap_or(Ty::Unknown)))
            }
            Expr::Repeat(inner) => Ty::Slice(Arc::new(self.expr(inner))),
            Expr::Index { base, index } => {
                let base = self.expr(base);
                self.expr(index);
                match tree[index] {
                    Expr::Range(..) => base.peeled().clone(),
                    _ => self.program().indexed(&base),
                }
            }
            Expr::Cast { expr, ty } => {
                self.expr(expr);
                self.lower(ty)
            }
            Expr::Range(start, end) => {
                for id in [start, end].into_iter().flatten() {
                    self.expr(id);
                }
                Ty::Unknown
            }
            Expr::Macro(call) => self.macro_call(id, call),
            Expr::Unknown => Ty::Unknown,
        }
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
        let program = self.program();
        if let Some((item, _)) = self.constructor(path) {
            return program.instantiate(Def::Item(item), &[], 8);
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
            ItemKind::Fn(_) => Ty::Fn(Arc::new(
                program.output(item, &Env::new(program.module_of(item))),
            )),
            _ => Ty::Unknown,
        }
    }

    /// The function behind a path that is called, with the type on which it was found.
    fn function(&mut self, path: PathId) -> Option<Method> {
        let tree = self.tree();
        let program = self.program();
        let written = &tree[path];
        let segments = &tree[written.segments];
        let last = segments.last()?;
        let name = self.str(last.name);
        if let Some(qself) = written.qself {
            let ty = self.lower(qself);
            let traits = self.traits();
            return program.method_on(&traits, &ty, name);
        }
        if let Some(found) = program.resolve(self.module(), path, Namespace::Value) {
            match found.def {
                Def::Item(item) if found.used == segments.len() => {
                    let is_fn = matches!(program.item(item).kind, ItemKind::Fn(_));
                    return is_fn.then_some(Method {
                        item,
                        owner: item,
                        on: Ty::Unknown,
                    });
                }
                Def::Item(_) | Def::Prim(_) if found.used + 1 == segments.len() => {}
                _ => return None,
            }
        } else if self.str(segments.first()?.name) != "Self"
            && self.env.param(self.str(segments.first()?.name)).is_none()
        {
            return None;
        }
        // `Type::name`: everything before the last segment is a type or a trait.
        let on = self.type_prefix(path)?;
        let traits = self.traits();
        match on {
            Prefix::Type(ty) => program.method_on(&traits, &ty, name),
            Prefix::Trait(of) => {
                let file = program.file(of.file);
                let ItemKind::Trait(data) = file.tree()[of.item].kind else {
                    return None;
                };
                let items = &file.tree()[file.tree()[data].items];
                let item = items
                    .iter()
                    .find(|item| file.str(file.tree()[**item].name) == name)?;
                Some(Method {
                    item: ItemRef {
                        file: of.file,
                        item: *item,
                    },
                    owner: of,
                    on: Ty::Unknown,
                })
            }
        }
    }

    /// The type or trait before the last segment of a path.
    fn type_prefix(&self, path: PathId) -> Option<Prefix> {
        let tree = self.tree();
        let program = self.program();
        let segments = &tree[tree[path].segments];
        let (_, prefix) = segments.split_last()?;
        let first = self.str(prefix.first()?.name);
        if let ("Self", [_]) = (first, prefix) {
            return Some(Prefix::Type(self.env.self_ty.clone()?));
        }
        if let (Some(known), [_]) = (self.env.param(first), prefix) {
            return Some(Prefix::Type(known.clone()?));
        }
        let found = program.resolve(self.module(), path, Namespace::Value)?;
        let last = prefix.get(found.used.checked_sub(1)?)?;
        if found.used != prefix.len() {
            return None;
        }
        if let Def::Item(item) = found.def
            && matches!(program.item(item).kind, ItemKind::Trait(_))
        {
            return Some(Prefix::Trait(item));
        }
        let args: SmallVec<[Ty; 4]> = tree[last.args].iter().map(|ty| self.lower(*ty)).collect();
        Some(Prefix::Type(program.instantiate(found.def, &args, 8)))
    }

    fn call(&mut self, id: ExprId, callee: ExprId, args: List<ExprId>) -> Ty {
        let tree = self.tree();
        let Expr::Path(path) = tree[callee] else {
            let callee = self.expr(callee);
            self.each(args);
            return self.program().project(&callee, "Output");
        };
        let segments = &tree[tree[path].segments];
        let is_variable =
            matches!(segments, [only] if self.variable(self.str(only.name)).is_some());
        if is_variable {
            let callee = self.expr(callee);
            self.each(args);
            return self.program().project(&callee, "Output");
        }
        if let Some(method) = self.function(path) {
            let last = segments
                .last()
                .map_or_else(rustora_source::Span::default, |segment| segment.name);
            let turbofish = segments.last().map_or(List::EMPTY, |segment| segment.args);
            self.body.callees.insert(id, Callee::Fn(method.item));
            let ty = self.apply(&method, None, turbofish, args);
            self.body.calls.push(Call {
                expr: id,
                callee: method.item,
                receiver: None,
                args,
                name: last,
            });
            return ty;
        }
        if let Some((item, fields)) = self.constructor(path) {
            self.body.callees.insert(id, Callee::Constructor);
            let types = self.each(args);
            return self.construct(item, fields, &types);
        }
        self.body.callees.insert(id, Callee::Unknown);
        self.each(args);
        Ty::Unknown
    }

    /// A tuple struct or variant made of these values.
    fn construct(
        &mut self,
        item: ItemRef,
        fields: List<rustora_source::tree::Field>,
        values: &[Ty],
    ) -> Ty {
        let program = self.program();
        let file = program.file(item.file);
        let mut env = program.adt_env(item, &[]);
        for (field, value) in file.tree()[fields].iter().zip(values) {
            program.unify(&mut env, field.ty, value);
        }
        Ty::Adt(
            item,
            env.params
                .into_iter()
                .map(|(_, ty)| ty.unwrap_or(Ty::Unknown))
                .collect(),
        )
    }

    fn struct_expr(
        &mut self,
        path: PathId,
        fields: List<rustora_source::tree::FieldInit>,
        rest: Option<ExprId>,
    ) -> Ty {
        let tree = self.tree();
        let program = self.program();
        let found = self.constructor(path);
        let mut env = found.map(|(item, _)| program.adt_env(item, &[]));
        for field in &tree[fields] {
            let value = self.expr(field.value);
            if let (Some((item, known)), Some(env)) = (found, env.as_mut())
                && let Some(written) = program.field_type(item, known, self.str(field.name))
            {
                program.unify(env, written, &value);
            }
        }
        if let Some(rest) = rest {
            self.expr(rest);
        }
        match (found, env) {
            (Some((item, _)), Some(env)) => Ty::Adt(
                item,
                env.params
                    .into_iter()
                    .map(|(_, ty)| ty.unwrap_or(Ty::Unknown))
                    .collect(),
            ),
            _ => Ty::Unknown,
        }
    }

    fn method_call(
        &mut self,
        id: ExprId,
        receiver: ExprId,
        name: rustora_source::Span,
        turbofish: List<TypeId>,
        args: List<ExprId>,
    ) -> Ty {
        let on = self.expr(receiver);
        let text = self.str(name);
        let found = if on == Ty::Unknown {
            None
        } else {
            let traits = self.traits();
            self.program().method(&traits, &on, text)
        };
        let Some(method) = found else {
            self.body.callees.insert(id, Callee::Unknown);
            self.each(args);
            return Ty::Unknown;
        };
        self.body.callees.insert(id, Callee::Fn(method.item));
        let ty = self.apply(&method, Some(&on), turbofish, args);
        self.body.calls.push(Call {
            expr: id,
            callee: method.item,
            receiver: Some(receiver),
            args,
            name,
        });
        ty
    }

    /// Infers the arguments of a call and what it returns.
    fn apply(
        &mut self,
        method: &Method,
        receiver: Option<&Ty>,
        turbofish: List<TypeId>,
        args: List<ExprId>,
    ) -> Ty {
        let tree = self.tree();
        let program = self.program();
        let file = program.file(method.item.file);
        let callee = file.tree();
        let Some(function) = callee.function(method.item.item) else {
            self.each(args);
            return Ty::Unknown;
        };
        let env = if method.owner == method.item {
            Some(Env::new(program.scope_of(method.item)))
        } else {
            program.owner_env(method.owner, &method.on)
        };
        let mut env = env.unwrap_or_else(|| Env::new(program.module_of(method.item)));
        env.module = program.scope_of(method.item);
        for (index, param) in callee[function.generics.params].iter().enumerate() {
            let given = tree[turbofish]
                .get(index)
                .map(|ty| self.lower(*ty))
                .filter(|ty| *ty != Ty::Unknown);
            env.params.push((file.str(param.name), given));
        }
        // `Type::method(value, …)` hands over the receiver as the first argument.
        let mut values: SmallVec<[ExprId; 8]> = tree[args].iter().copied().collect();
        if function.receiver != Receiver::None && receiver.is_none() && !values.is_empty() {
            let first = values.remove(0);
            let ty = self.expr(first);
            if env
                .self_ty
                .as_ref()
                .is_none_or(|known| *known == Ty::Unknown)
                && env.self_written.is_none()
            {
                env.self_ty = Some(ty.peeled().clone());
            }
        }
        let params = &callee[function.params];
        // Closures last: what the other arguments are may say what a closure takes.
        let (closures, plain): (Vec<usize>, Vec<usize>) = (0..values.len())
            .partition(|index| matches!(tree[values[*index]], Expr::Closure { .. }));
        for index in plain.into_iter().chain(closures) {
            let value = values[index];
            let Some(param) = params.get(index) else {
                self.expr(value);
                continue;
            };
            if matches!(tree[value], Expr::Closure { .. }) {
                let takes = self.closure_takes(&env, function, param.ty);
                let ty = self.closure(value, &takes);
                if let Some(slot) = value
                    .index()
                    .checked_sub(self.body.first)
                    .and_then(|at| self.body.types.get_mut(at))
                {
                    slot.clone_from(&ty);
                }
                self.bind_bounds(&mut env, function, param.ty, &ty);
            } else {
                let ty = self.expr(value);
                program.unify(&mut env, param.ty, &ty);
                self.bind_bounds(&mut env, function, param.ty, &ty);
            }
        }
        program.output(method.item, &env)
    }

    /// The bounds that a callee puts on a parameter's type: `F: FnOnce(T) -> U`, `impl Fn(T)`.
    fn bounds_on(&self, module: Module, function: &Function, ty: TypeId) -> SmallVec<[PathId; 4]> {
        let file = self.program().file(module.file);
        let callee = file.tree();
        match callee[ty] {
            Type::Impl(bounds) => callee[bounds].iter().copied().collect(),
            Type::Path(path) => {
                let [only] = &callee[callee[path].segments] else {
                    return SmallVec::new();
                };
                let name = file.str(only.name);
                let params = callee[function.generics.params]
                    .iter()
                    .filter(|param| file.str(param.name) == name);
                let params = params.flat_map(|param| &callee[param.bounds]);
                let clauses = callee[function.generics.predicates].iter().filter(|predicate| {
                    matches!(callee[predicate.ty], Type::Path(path)
                        if matches!(&callee[callee[path].segments], [only] if file.str(only.name) == name))
                });
                params
                    .chain(clauses.flat_map(|predicate| &callee[predicate.bounds]))
                    .copied()
                    .collect()
            }
            Type::Ref { inner, .. } => self.bounds_on(module, function, inner),
            _ => SmallVec::new(),
        }
    }

    /// What a callee's closure parameter is called with.
    fn closure_takes(&self, env: &Env<'p>, function: &Function, ty: TypeId) -> Vec<Ty> {
        let program = self.program();
        let callee = program.file(env.module.file).tree();
        for path in self.bounds_on(env.module, function, ty) {
            let Some(last) = callee[callee[path].segments].last() else {
                continue;
            };
            let name = program.file(env.module.file).str(last.name);
            if matches!(
                name,
                "Fn" | "FnMut" | "FnOnce" | "AsyncFn" | "AsyncFnMut" | "AsyncFnOnce"
            ) {
                return callee[last.args]
                    .iter()
                    .map(|ty| program.lower(env, *ty))
                    .collect();
            }
        }
        Vec::new()
    }

    /// Binds what an argument says about the parameters in its type's bounds.
    fn bind_bounds(&self, env: &mut Env<'p>, function: &Function, ty: TypeId, value: &Ty) {
        for path in self.bounds_on(env.module, function, ty) {
            self.program().unify_bound(env, path, value, 8);
        }
    }

    fn closure(&mut self, id: ExprId, takes: &[Ty]) -> Ty {
        let tree = self.tree();
        let Expr::Closure {
            is_async,
            params,
            output,
            body,
        } = tree[id]
        else {
            return Ty::Unknown;
        };
        let found = self.scoped(|this| {
            for (index, pat) in tree[params].iter().enumerate() {
                let ty = takes.get(index).cloned().unwrap_or(Ty::Unknown);
                this.bind(*pat, &ty);
            }
            this.expr(body)
        });
        let found = output.map_or(found, |ty| self.lower(ty));
        Ty::Fn(Arc::new(if is_async {
            Ty::Future(Arc::new(found))
        } else {
            found
        }))
    }

    /// Notes which variables a format string captures by name.
    fn capture(&mut self, id: ExprId, args: List<ExprId>) {
        let tree = self.tree();
        let Some(literal) = tree[args]
            .iter()
            .find(|arg| matches!(tree[**arg], Expr::Literal(Literal::Str)))
        else {
            return;
        };
        let text = self.str(tree.expr_span(*literal));
        if !text.contains('{') {
            return;
        }
        let names = super::origin::placeholders_of(text)
            .into_iter()
            .map(|(_, name, _)| name);
        let found: Vec<_> = names
            .filter_map(|name| Some((name.to_owned(), self.variable(name)?)))
            .collect();
        if !found.is_empty() {
            self.body.captures.insert(id, found);
        }
    }

    fn macro_call(&mut self, id: ExprId, call: Id<MacroCall>) -> Ty {
        let tree = self.tree();
        let program = self.program();
        let MacroCall { path, body, .. } = tree[call];
        let item = match program
            .resolve(self.module(), path, Namespace::Macro)
            .map(|found| found.def)
        {
            Some(Def::Item(item)) => Some(item),
            _ => None,
        };
        self.body.macros.push((id, call, item));
        let mut args = SmallVec::<[Ty; 4]>::new();
        let mut arms = Vec::new();
        match body {
            MacroBody::Args(list) => {
                args.extend(self.each(list));
                self.capture(id, list);
            }
            MacroBody::Select {
                arms: list,
                otherwise,
                ..
            } => {
                for arm in &tree[list] {
                    let future = self.expr(arm.future);
                    let output = program.awaited(&future);
                    arms.push(self.scoped(|this| {
                        if let Some(guard) = arm.guard {
                            this.expr(guard);
                        }
                        this.bind_from(arm.future, arm.pat, &output);
                        this.expr(arm.body)
                    }));
                }
                if let Some(otherwise) = otherwise {
                    arms.push(self.expr(otherwise));
                }
            }
            MacroBody::Items(_) | MacroBody::Opaque => {}
        }
        if let Some(item) = item
            && let Some(gives) = program.mark_text(item, "gives")
        {
            let table = Module {
                file: item.file,
                item: None,
            };
            let found = program.resolve_text(table, gives, Namespace::Type);
            return found.map_or(Ty::Unknown, |found| {
                program.instantiate(Def::Item(found), &[], 8)
            });
        }
        match item.map(|item| program.name(item)) {
            Some("vec") => program.std_item("vec::Vec").map_or(Ty::Unknown, |item| {
                Ty::Adt(
                    item,
                    Arc::new([args.first().cloned().unwrap_or(Ty::Unknown)]),
                )
            }),
            Some("panic" | "todo" | "unimplemented" | "unreachable") => Ty::Prim(Prim::Never),
            Some("dbg") if args.len() == 1 => args[0].clone(),
            Some("join") => Ty::Tuple(args.iter().map(|arg| program.awaited(arg)).collect()),
            Some("select") => branch(arms),
            _ => Ty::Unknown,
        }
    }
}

/// What stands before the last segment of a called path.
enum Prefix {
    Type(Ty),
    Trait(ItemRef),
}

/// A value that a pattern takes apart: behind references it is bound by reference.
fn through(ty: &Ty) -> (&Ty, bool) {
    (ty.peeled(), matches!(ty, Ty::Ref(_)))
}

fn wrapped(ty: &Ty, by_ref: bool) -> Ty {
    if by_ref && *ty != Ty::Unknown {
        Ty::reference(ty.clone())
    } else {
        ty.clone()
    }
}

/// The type of the first branch that has one and comes back.
fn branch(types: impl IntoIterator<Item = Ty>) -> Ty {
    let mut out = Ty::Unknown;
    for ty in types {
        match ty {
            Ty::Prim(Prim::Never) if out == Ty::Unknown => out = ty,
            Ty::Unknown | Ty::Prim(Prim::Never) => {}
            ty if matches!(out, Ty::Unknown | Ty::Prim(Prim::Never)) => out = ty,
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
