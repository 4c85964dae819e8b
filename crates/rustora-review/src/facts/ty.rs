//! Types as values, and how a written type becomes one.

use std::sync::Arc;

use rustora_source::tree::{Generics, ItemKind, List, PathId, Type, TypeId};
use smallvec::SmallVec;

use super::program::{Def, ItemRef, Module, Program};
use super::resolve::Namespace;

/// A primitive type that rules or inference ask about; all integers are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Prim {
    Str,
    Bool,
    Char,
    Int,
    Float,
    Never,
}

impl Prim {
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "str" => Self::Str,
            "bool" => Self::Bool,
            "char" => Self::Char,
            "f32" | "f64" => Self::Float,
            "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "i8" | "i16" | "i32" | "i64"
            | "i128" | "isize" => Self::Int,
            _ => return None,
        })
    }
}

/// A type, as far as it is known.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Ty {
    /// It could be anything.
    Unknown,
    /// A struct or enum with its type arguments.
    Adt(ItemRef, Arc<[Ty]>),
    Prim(Prim),
    Tuple(Arc<[Ty]>),
    /// `[T]` and `[T; N]`.
    Slice(Arc<Ty>),
    Ref(Arc<Ty>),
    /// `*const T` and `*mut T`.
    Pointer(Arc<Ty>),
    /// `impl A + B`, `dyn A + B`, a type parameter with its bounds: what is known is what it implements.
    Bounded(Arc<Bounded>),
    /// What an `async fn` or block returns before it is awaited.
    Future(Arc<Ty>),
    /// A closure or function: what it returns.
    Fn(Arc<Ty>),
}

/// A type that is known by its bounds.
#[derive(Debug, PartialEq)]
pub(crate) struct Bounded {
    /// The parameter's name; empty for `impl` and `dyn`.
    pub(crate) name: String,
    pub(crate) bounds: Vec<Bound>,
}

/// One bound.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bound {
    pub(crate) of: ItemRef,
    /// `Item = T`; the `-> T` of `Fn() -> T` is called `Output`.
    pub(crate) assoc: Vec<(String, Ty)>,
}

/// What names of types mean besides items: `Self` and generic parameters.
#[derive(Clone)]
pub(crate) struct Env<'p> {
    pub(crate) module: Module,
    /// `Self`, where it is already known.
    pub(crate) self_ty: Option<Ty>,
    /// `Self` as an `impl` writes it, for when its parameters become known only later.
    pub(crate) self_written: Option<TypeId>,
    /// Parameters; `None` until something tells what they are.
    pub(crate) params: SmallVec<[(&'p str, Option<Ty>); 4]>,
}

impl Env<'_> {
    pub(crate) fn new(module: Module) -> Self {
        Self {
            module,
            self_ty: None,
            self_written: None,
            params: SmallVec::new(),
        }
    }

    pub(crate) fn param(&self, name: &str) -> Option<&Option<Ty>> {
        self.params
            .iter()
            .rev()
            .find(|(param, _)| *param == name)
            .map(|(_, ty)| ty)
    }

    /// Says what a parameter is, unless that is known already.
    pub(crate) fn bind(&mut self, name: &str, ty: &Ty) {
        if let Some((_, slot)) = self
            .params
            .iter_mut()
            .rev()
            .find(|(param, _)| *param == name)
            && slot.as_ref().is_none_or(|known| *known == Ty::Unknown)
        {
            *slot = Some(ty.clone());
        }
    }
}

impl Ty {
    pub(crate) fn unit() -> Self {
        Self::Tuple(Arc::new([]))
    }

    pub(crate) fn reference(to: Ty) -> Self {
        Self::Ref(Arc::new(to))
    }

    /// The type behind references.
    pub(crate) fn peeled(&self) -> &Ty {
        let mut ty = self;
        while let Ty::Ref(inner) = ty {
            ty = inner;
        }
        ty
    }

    pub(crate) fn adt(&self) -> Option<ItemRef> {
        match self {
            Ty::Adt(item, _) => Some(*item),
            _ => None,
        }
    }

    pub(crate) fn arg(&self, index: usize) -> Ty {
        match self {
            Ty::Adt(_, args) => args.get(index).cloned().unwrap_or(Ty::Unknown),
            _ => Ty::Unknown,
        }
    }
}

/// How deep a type may nest before the rest of it is unknown: aliases can lead in a circle.
const DEPTH: u32 = 24;

impl Program<'_> {
    /// The type that is written at `ty` in the file of `env`.
    pub(crate) fn lower<'p>(&'p self, env: &Env<'p>, ty: TypeId) -> Ty {
        self.lower_within(env, ty, DEPTH)
    }

    fn lower_within<'p>(&'p self, env: &Env<'p>, ty: TypeId, depth: u32) -> Ty {
        let Some(depth) = depth.checked_sub(1) else {
            return Ty::Unknown;
        };
        let tree = self.file(env.module.file).tree();
        let all = |list: List<TypeId>| {
            tree[list]
                .iter()
                .map(|ty| self.lower_within(env, *ty, depth))
                .collect()
        };
        match tree[ty] {
            Type::Path(path) => self.lower_path(env, path, depth),
            Type::Ref { inner, .. } => Ty::reference(self.lower_within(env, inner, depth)),
            Type::Tuple(list) => Ty::Tuple(all(list)),
            Type::Slice(inner) | Type::Array(inner) => {
                Ty::Slice(Arc::new(self.lower_within(env, inner, depth)))
            }
            Type::Impl(bounds) | Type::Dyn(bounds) => self.bounded(env, "", [bounds], depth),
            Type::Fn { output, .. } => Ty::Fn(Arc::new(
                output.map_or_else(Ty::unit, |ty| self.lower_within(env, ty, depth)),
            )),
            Type::Never => Ty::Prim(Prim::Never),
            Type::Pointer(inner) => Ty::Pointer(Arc::new(self.lower_within(env, inner, depth))),
            Type::Infer | Type::Unknown => Ty::Unknown,
        }
    }

    /// A type that is known by `bounds`. One that is a future is that future.
    fn bounded<'p>(
        &'p self,
        env: &Env<'p>,
        name: &str,
        lists: impl IntoIterator<Item = List<PathId>>,
        depth: u32,
    ) -> Ty {
        let tree = self.file(env.module.file).tree();
        let mut bounds = Vec::new();
        for path in lists.into_iter().flat_map(|list| &tree[list]) {
            bounds.extend(self.bound(env, *path, depth));
        }
        let future = bounds
            .iter()
            .find(|bound| self.is(bound.of, "std::future::Future"));
        if let Some((_, output)) =
            future.and_then(|bound| bound.assoc.iter().find(|(name, _)| name == "Output"))
        {
            return Ty::Future(Arc::new(output.clone()));
        }
        Ty::Bounded(Arc::new(Bounded {
            name: name.to_owned(),
            bounds,
        }))
    }

    fn bound<'p>(&'p self, env: &Env<'p>, path: PathId, depth: u32) -> Option<Bound> {
        let file = self.file(env.module.file);
        let resolved = self.resolve(env.module, path, Namespace::Type)?;
        let Def::Item(of) = resolved.def else {
            return None;
        };
        let last = file.tree()[file.tree()[path].segments].last()?;
        let assoc = file.tree()[last.bindings].iter().map(|binding| {
            let name = if binding.name.is_empty() {
                "Output"
            } else {
                file.str(binding.name)
            };
            (name.to_owned(), self.lower_within(env, binding.ty, depth))
        });
        Some(Bound {
            of,
            assoc: assoc.collect(),
        })
    }

    /// The parameters of `generics`, each known by its bounds.
    pub(crate) fn params<'p>(&'p self, env: &mut Env<'p>, generics: &Generics) {
        let file = self.file(env.module.file);
        let tree = file.tree();
        // First by name, so that bounds may speak of each other.
        let start = env.params.len();
        env.params.extend(
            tree[generics.params]
                .iter()
                .map(|param| (file.str(param.name), Some(Ty::Unknown))),
        );
        for (index, param) in tree[generics.params].iter().enumerate() {
            let name = file.str(param.name);
            let clauses = tree[generics.predicates]
                .iter()
                .filter(|predicate| self.is_name(env, predicate.ty, name));
            let lists =
                std::iter::once(param.bounds).chain(clauses.map(|predicate| predicate.bounds));
            let ty = self.bounded(env, name, lists, DEPTH);
            env.params[start + index].1 = Some(ty);
        }
    }

    /// Whether a written type is just this name.
    fn is_name(&self, env: &Env<'_>, ty: TypeId, name: &str) -> bool {
        let file = self.file(env.module.file);
        let Type::Path(path) = file.tree()[ty] else {
            return false;
        };
        match &file.tree()[file.tree()[path].segments] {
            [only] => file.str(only.name) == name,
            _ => false,
        }
    }

    fn lower_path<'p>(&'p self, env: &Env<'p>, path: PathId, depth: u32) -> Ty {
        let file = self.file(env.module.file);
        let tree = file.tree();
        let written = &tree[path];
        let segments = &tree[written.segments];
        let Some(first) = segments.first() else {
            return Ty::Unknown;
        };
        if let Some(qself) = written.qself {
            let base = self.lower_within(env, qself, depth);
            return segments
                .last()
                .map_or(Ty::Unknown, |last| self.project(&base, file.str(last.name)));
        }
        let name = file.str(first.name);
        let base = if name == "Self" {
            Some(self.self_type(env, depth))
        } else {
            env.param(name)
                .map(|known| known.clone().unwrap_or(Ty::Unknown))
        };
        if let Some(base) = base {
            return segments[1..].iter().fold(base, |ty, segment| {
                self.project(&ty, file.str(segment.name))
            });
        }
        let Some(resolved) = self.resolve(env.module, path, Namespace::Type) else {
            return Ty::Unknown;
        };
        let Some(last) = segments.get(resolved.used.wrapping_sub(1)) else {
            return Ty::Unknown;
        };
        let args: SmallVec<[Ty; 4]> = tree[last.args]
            .iter()
            .map(|ty| self.lower_within(env, *ty, depth))
            .collect();
        let ty = self.instantiate(resolved.def, &args, depth);
        segments[resolved.used..]
            .iter()
            .fold(ty, |ty, segment| self.project(&ty, file.str(segment.name)))
    }

    fn self_type<'p>(&'p self, env: &Env<'p>, depth: u32) -> Ty {
        match (&env.self_ty, env.self_written) {
            (Some(ty), _) => ty.clone(),
            (None, Some(written)) => {
                // `Self` inside its own definition would not end.
                let inner = Env {
                    self_written: None,
                    ..env.clone()
                };
                self.lower_within(&inner, written, depth)
            }
            (None, None) => Ty::Unknown,
        }
    }

    /// An item as a type, with `args` for its parameters.
    pub(crate) fn instantiate(&self, def: Def, args: &[Ty], depth: u32) -> Ty {
        let (item, generics) = match def {
            Def::Prim(prim) => return Ty::Prim(prim),
            Def::Module(_) | Def::Variant(..) => return Ty::Unknown,
            Def::Item(item) => match self.generics(item) {
                Some(generics) => (item, generics),
                None => return Ty::Unknown,
            },
        };
        let file = self.file(item.file);
        let params = &file.tree()[generics.params];
        let mut env = Env::new(self.module_of(item));
        for (index, param) in params.iter().enumerate() {
            let given = args.get(index).cloned();
            let ty = given.or_else(|| {
                param
                    .default
                    .map(|ty| self.lower_within(&env, ty, depth.min(8)))
            });
            env.params
                .push((file.str(param.name), Some(ty.unwrap_or(Ty::Unknown))));
        }
        match file.tree()[item.item].kind {
            ItemKind::TypeAlias(alias) => match (file.tree()[alias].ty, depth.checked_sub(1)) {
                (Some(ty), Some(depth)) => self.lower_within(&env, ty, depth),
                _ => Ty::Unknown,
            },
            _ => Ty::Adt(
                item,
                env.params
                    .into_iter()
                    .map(|(_, ty)| ty.unwrap_or(Ty::Unknown))
                    .collect(),
            ),
        }
    }

    /// The generics of a type's definition.
    pub(crate) fn generics(&self, item: ItemRef) -> Option<&Generics> {
        let tree = self.file(item.file).tree();
        match tree[item.item].kind {
            ItemKind::Struct(data) => Some(&tree[data].generics),
            ItemKind::Enum(data) => Some(&tree[data].generics),
            ItemKind::TypeAlias(data) => Some(&tree[data].generics),
            _ => None,
        }
    }

    /// Whether `ty` has the shape that is written at `pattern`; binds the parameters of `env` that occur in it.
    /// An unknown part fits everything.
    pub(crate) fn unify<'p>(&'p self, env: &mut Env<'p>, pattern: TypeId, ty: &Ty) -> bool {
        self.unify_within(env, pattern, ty, DEPTH)
    }

    fn unify_within<'p>(&'p self, env: &mut Env<'p>, pattern: TypeId, ty: &Ty, depth: u32) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return true;
        };
        let file = self.file(env.module.file);
        let tree = file.tree();
        match (tree[pattern], ty) {
            (_, Ty::Unknown) | (Type::Infer | Type::Unknown, _) => true,
            (Type::Path(path), _) => self.unify_path(env, path, ty, depth),
            (Type::Ref { inner, .. }, Ty::Ref(to)) => self.unify_within(env, inner, to, depth),
            // A reference is coerced to a pointer.
            (Type::Pointer(inner), Ty::Pointer(to) | Ty::Ref(to)) => {
                self.unify_within(env, inner, to, depth)
            }
            (Type::Slice(inner) | Type::Array(inner), Ty::Slice(of)) => {
                self.unify_within(env, inner, of, depth)
            }
            (Type::Tuple(list), Ty::Tuple(elems)) => {
                let list = &tree[list];
                list.len() == elems.len()
                    && list
                        .iter()
                        .zip(elems.iter())
                        .all(|(pattern, ty)| self.unify_within(env, *pattern, ty, depth))
            }
            (Type::Impl(bounds) | Type::Dyn(bounds), _) => {
                for path in &tree[bounds] {
                    self.unify_bound(env, *path, ty, depth);
                }
                true
            }
            (
                Type::Fn {
                    output: Some(output),
                    ..
                },
                Ty::Fn(found),
            ) => self.unify_within(env, output, found, depth),
            (Type::Fn { .. } | Type::Never, _) => true,
            _ => false,
        }
    }

    /// Binds what `Fn(A) -> B`, `Future<Output = B>` or `Iterator<Item = B>` says about a type.
    pub(crate) fn unify_bound<'p>(&'p self, env: &mut Env<'p>, path: PathId, ty: &Ty, depth: u32) {
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        let file = self.file(env.module.file);
        let Some(last) = file.tree()[file.tree()[path].segments].last() else {
            return;
        };
        for binding in &file.tree()[last.bindings] {
            let found = match ty {
                Ty::Fn(output) if binding.name.is_empty() => (**output).clone(),
                _ if binding.name.is_empty() => Ty::Unknown,
                _ => self.project(ty, file.str(binding.name)),
            };
            self.unify_within(env, binding.ty, &found, depth);
        }
    }

    fn unify_path<'p>(&'p self, env: &mut Env<'p>, path: PathId, ty: &Ty, depth: u32) -> bool {
        let file = self.file(env.module.file);
        let tree = file.tree();
        let segments = &tree[tree[path].segments];
        if let [only] = segments {
            let name = file.str(only.name);
            if env.param(name).is_some() {
                env.bind(name, ty);
                return true;
            }
            if name == "Self" {
                return match env.self_written {
                    Some(written) => self.unify_within(env, written, ty, depth),
                    None => true,
                };
            }
        }
        let Some(resolved) = self.resolve(env.module, path, Namespace::Type) else {
            // `T::Item` and the like: says nothing that could be bound.
            return tree[path].qself.is_some() || segments.len() > 1;
        };
        match (resolved.def, ty) {
            (Def::Prim(a), Ty::Prim(b)) => a == *b,
            (Def::Item(item), Ty::Adt(found, args)) if item == *found => {
                let Some(last) = segments.last() else {
                    return true;
                };
                let patterns = &tree[last.args];
                patterns
                    .iter()
                    .zip(args.iter())
                    .all(|(pattern, ty)| self.unify_within(env, *pattern, ty, depth))
            }
            (Def::Item(item), _) if matches!(self.item(item).kind, ItemKind::TypeAlias(_)) => {
                // Compare what the alias stands for; its arguments bind nothing.
                let lowered = self.lower_path(env, path, depth);
                match (&lowered, ty) {
                    (Ty::Adt(a, _), Ty::Adt(b, _)) => a == b,
                    _ => lowered == *ty,
                }
            }
            _ => false,
        }
    }
}
