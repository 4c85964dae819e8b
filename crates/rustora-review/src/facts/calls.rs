//! Calls: which function a call reaches, what its arguments say about its parameters, what it returns.

use std::sync::Arc;

use rustora_source::Span;
use rustora_source::tree::{
    Expr, ExprId, Field, FieldInit, Function, ItemKind, List, PathId, Receiver, Type, TypeId,
};
use smallvec::SmallVec;

use super::body::{Call, Callee};
use super::infer::Infer;
use super::methods::Method;
use super::program::{Def, ItemRef, Module};
use super::resolve::Namespace;
use super::ty::{Env, Ty};

impl<'p> Infer<'p> {
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

    /// The type of a function that is named and not called, as in `.map(PathBuf::from)`, or of an associated constant.
    /// It is called with values of the types that it `takes`, where those are known.
    pub(super) fn function_named(&mut self, id: ExprId, path: PathId, takes: &[Ty]) -> Option<Ty> {
        let method = self.function(path)?;
        let program = self.program();
        match program.item(method.item).kind {
            ItemKind::Fn(_) => {}
            ItemKind::Const { ty, .. } => {
                let mut env = program.owner_env(method.owner, &method.on)?;
                env.module = program.scope_of(method.item);
                return Some(program.lower(&env, ty));
            }
            _ => return None,
        }
        let tree = self.tree();
        let last = tree[tree[path].segments].last()?;
        self.body.named.push(Call {
            expr: id,
            callee: method.item,
            receiver: None,
            args: List::EMPTY,
            name: last.name,
        });
        Some(Ty::Fn(Arc::new(self.given(&method, last.args, takes))))
    }

    pub(super) fn call(&mut self, id: ExprId, callee: ExprId, args: List<ExprId>) -> Ty {
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
                .map_or_else(Span::default, |segment| segment.name);
            let turbofish = segments.last().map_or(List::EMPTY, |segment| segment.args);
            self.body.callees.insert(id, Callee::Fn(method.item));
            let ty = self.apply(&method, None, turbofish, args, None);
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
    pub(super) fn construct(&mut self, item: ItemRef, fields: List<Field>, values: &[Ty]) -> Ty {
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

    pub(super) fn struct_expr(
        &mut self,
        path: PathId,
        fields: List<FieldInit>,
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

    pub(super) fn method_call(
        &mut self,
        id: ExprId,
        receiver: ExprId,
        name: Span,
        turbofish: List<TypeId>,
        args: List<ExprId>,
    ) -> Ty {
        let tree = self.tree();
        let on = self.expr(receiver);
        let text = self.str(name);
        let found = if on == Ty::Unknown {
            None
        } else {
            let traits = self.traits();
            self.program().method(&traits, &on, text)
        };
        let Some(method) = found else {
            let given = self.each(args);
            let Some((item, ty)) = self.by_argument(text, &given) else {
                self.body.callees.insert(id, Callee::Unknown);
                return Ty::Unknown;
            };
            self.body.callees.insert(id, Callee::Fn(item));
            self.body.calls.push(Call {
                expr: id,
                callee: item,
                receiver: Some(receiver),
                args,
                name,
            });
            return ty;
        };
        self.body.callees.insert(id, Callee::Fn(method.item));
        let open = self.open_variable(receiver);
        let mut own = Ty::Unknown;
        let ty = self.apply(&method, Some(&on), turbofish, args, Some(&mut own));
        if let Some(pat) = open {
            self.learn(pat, &own);
        }
        self.body.calls.push(Call {
            expr: id,
            callee: method.item,
            receiver: Some(receiver),
            args,
            name,
        });
        match (text, open, &tree[args]) {
            ("collect", _, _) => self.collected_into(id, &ty),
            ("extend", Some(pat), [more]) => {
                let element = self.program().element(self.body.ty(*more));
                // Numbers are also copied from behind references.
                if !matches!(element, Ty::Ref(_)) {
                    let known = self.body.local_ty(pat).peeled().clone();
                    let found = self.program().collected(&known, &element);
                    self.learn(pat, &found);
                }
                ty
            }
            _ => ty,
        }
    }

    /// The method of a trait in scope that a table marks as told by its argument: whatever the receiver is, the call
    /// reaches it when the argument, or what that dereferences to, meets the bounds on its type.
    fn by_argument(&mut self, name: &str, given: &[Ty]) -> Option<(ItemRef, Ty)> {
        let [given] = given else {
            return None;
        };
        if given.peeled() == &Ty::Unknown {
            return None;
        }
        let program = self.program();
        let traits = self.traits();
        let mut marked = traits.iter().filter_map(|of| {
            let item = program.declared(*of, name)?;
            program.mark(item, "by_argument").is_some().then_some(item)
        });
        marked.find_map(|item| {
            let file = program.file(item.file);
            let function = file.tree().function(item.item)?;
            let [param] = &file.tree()[function.params] else {
                return None;
            };
            let module = program.module_of(item);
            let asked: SmallVec<[ItemRef; 2]> = self
                .bounds_on(module, function, param.ty)
                .into_iter()
                .filter_map(|path| program.resolve(module, path, Namespace::Type))
                .filter_map(|found| match found.def {
                    Def::Item(item) => Some(item),
                    _ => None,
                })
                .collect();
            let meets = |ty: &Ty| {
                !asked.is_empty() && asked.iter().all(|of| program.implements(ty, *of, 4))
            };
            let mut ty = given.peeled().clone();
            for _ in 0..4 {
                if meets(&ty) {
                    return Some((item, program.output(item, &Env::new(module))));
                }
                ty = program.deref(&ty)?;
            }
            None
        })
    }

    /// The names in a callee's signature, with what its owner and a turbofish say about them.
    fn callee_env(&self, method: &Method, function: &Function, turbofish: List<TypeId>) -> Env<'p> {
        let program = self.program();
        let file = program.file(method.item.file);
        let env = if method.owner == method.item {
            Some(Env::new(program.scope_of(method.item)))
        } else {
            program.owner_env(method.owner, &method.on)
        };
        let mut env = env.unwrap_or_else(|| Env::new(program.module_of(method.item)));
        env.module = program.scope_of(method.item);
        for (index, param) in file.tree()[function.generics.params].iter().enumerate() {
            let given = self.tree()[turbofish]
                .get(index)
                .map(|ty| self.lower(*ty))
                .filter(|ty| *ty != Ty::Unknown);
            env.params.push((file.str(param.name), given));
        }
        env
    }

    /// `Type::method(value, …)` hands over the receiver as the first argument, and that says more than the path.
    fn meet_receiver(&self, env: &mut Env<'p>, given: &Ty) {
        let given = given.peeled();
        match (env.self_written, &env.self_ty) {
            (Some(written), _) => _ = self.program().unify(env, written, given),
            (None, None | Some(Ty::Unknown)) => env.self_ty = Some(given.clone()),
            // `Arc::clone(&x)`, where the path says `Arc` and the value what is in it.
            (None, Some(known)) if known.is_open() => env.self_ty = Some(known.filled(given)),
            _ => {}
        }
    }

    /// What a function gives that is called with values of these types.
    fn given(&self, method: &Method, turbofish: List<TypeId>, takes: &[Ty]) -> Ty {
        let program = self.program();
        let tree = program.file(method.item.file).tree();
        let Some(function) = tree.function(method.item.item) else {
            return Ty::Unknown;
        };
        let mut env = self.callee_env(method, function, turbofish);
        let mut takes = takes;
        if function.receiver != Receiver::None
            && let Some((first, rest)) = takes.split_first()
        {
            self.meet_receiver(&mut env, first);
            takes = rest;
        }
        for (param, ty) in tree[function.params].iter().zip(takes) {
            program.unify(&mut env, param.ty, ty);
            self.bind_bounds(&mut env, function, param.ty, ty);
        }
        program.output(method.item, &env)
    }

    /// Infers the arguments of a call and what it returns; `own` becomes what they say about the receiver.
    fn apply(
        &mut self,
        method: &Method,
        receiver: Option<&Ty>,
        turbofish: List<TypeId>,
        args: List<ExprId>,
        own: Option<&mut Ty>,
    ) -> Ty {
        let tree = self.tree();
        let program = self.program();
        let callee = program.file(method.item.file).tree();
        let Some(function) = callee.function(method.item.item) else {
            self.each(args);
            return Ty::Unknown;
        };
        let mut env = self.callee_env(method, function, turbofish);
        let mut values: SmallVec<[ExprId; 8]> = tree[args].iter().copied().collect();
        if function.receiver != Receiver::None && receiver.is_none() && !values.is_empty() {
            let first = values.remove(0);
            let ty = self.expr(first);
            self.meet_receiver(&mut env, &ty);
        }
        let params = &callee[function.params];
        // Closures last: what the other arguments are may say what a closure takes.
        let is_last = |index: &usize| {
            let value = values[*index];
            matches!(tree[value], Expr::Closure { .. }) || self.names_function(value)
        };
        let (last, plain): (Vec<usize>, Vec<usize>) = (0..values.len()).partition(is_last);
        for index in plain.into_iter().chain(last) {
            let value = values[index];
            let Some(param) = params.get(index) else {
                self.expr(value);
                continue;
            };
            let ty = match tree[value] {
                Expr::Closure { .. } => {
                    let takes = self.closure_takes(&env, function, param.ty);
                    self.closure(value, &takes)
                }
                Expr::Path(path) if self.names_function(value) => {
                    let takes = self.closure_takes(&env, function, param.ty);
                    let ty = self.path_given(value, path, &takes);
                    program.unify(&mut env, param.ty, &ty);
                    ty
                }
                _ => {
                    let ty = self.expr(value);
                    program.unify(&mut env, param.ty, &ty);
                    ty
                }
            };
            self.note(value, &ty);
            self.bind_bounds(&mut env, function, param.ty, &ty);
            // `read_to_end(&mut bytes)` and its like say what the variable holds.
            if let Some(pat) = self.open_variable(value) {
                let asked = program.lower(&env, param.ty);
                self.learn(pat, asked.peeled());
            }
        }
        if let (Some(own), Some(written)) = (own, env.self_written) {
            *own = program.lower(&env, written);
        }
        program.output(method.item, &env)
    }

    /// Whether an expression is a path that is no variable: that of a function, a constructor, a constant.
    fn names_function(&self, value: ExprId) -> bool {
        let tree = self.tree();
        let Expr::Path(path) = tree[value] else {
            return false;
        };
        match &tree[tree[path].segments] {
            [only] => {
                let name = self.str(only.name);
                name != "self" && self.variable(name).is_none()
            }
            _ => true,
        }
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

    pub(super) fn closure(&mut self, id: ExprId, takes: &[Ty]) -> Ty {
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
}

/// What stands before the last segment of a called path.
enum Prefix {
    Type(Ty),
    Trait(ItemRef),
}
