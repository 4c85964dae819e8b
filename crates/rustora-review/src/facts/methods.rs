//! What a type can do: its methods, through references, `Deref`, bounds and traits, and its associated types.

use std::hash::BuildHasher as _;
use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashMap};
use rustora_source::tree::{ItemId, ItemKind, List, Receiver, Type, TypeId};
use smallvec::SmallVec;

use super::program::{CrateKind, Def, FileId, ItemRef, Program};
use super::resolve::Namespace;
use super::ty::{Bounded, Env, Prim, Ty};

/// What an `impl` is for, as far as it can be told without its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Head {
    Item(ItemRef),
    Prim(Prim),
    Slice,
    Ref,
    /// `impl<T: Bound> Trait for T`.
    Any,
}

/// An `impl` block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Implementation {
    item: ItemRef,
    /// Whether it implements a trait.
    has_trait: bool,
    /// The trait, where its path leads to one.
    of: Option<ItemRef>,
}

/// The `impl`s of a file or of the workspace, by what they are for.
#[derive(Debug, Default)]
pub(super) struct Impls {
    by_head: FxHashMap<Head, Vec<Implementation>>,
    /// What they define, by name.
    members: FxHashMap<(Head, Key), Written>,
}

/// What the `impl`s for one type define under one name.
type Written = SmallVec<[(Implementation, ItemRef); 1]>;

/// The name of something that an `impl` or trait holds, and whether it is a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    name: u64,
    is_type: bool,
}

impl Key {
    fn new(name: &str, is_type: bool) -> Self {
        Self {
            name: FxBuildHasher.hash_one(name),
            is_type,
        }
    }
}

/// What each `impl` and trait of a file holds.
pub(super) type Members = FxHashMap<(ItemId, Key), ItemId>;

/// A method that was found, or an associated function.
#[derive(Clone, Debug)]
pub(crate) struct Method {
    /// The function: in an `impl`, or in the trait that declares it.
    pub(crate) item: ItemRef,
    /// The `impl` or trait around it.
    pub(super) owner: ItemRef,
    /// The type on which it was found, after references and `Deref`.
    pub(super) on: Ty,
}

std::thread_local! {
    /// How many associated types are being looked up inside one another.
    static PROJECTIONS: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

/// The traits of `std` that a `derive` implements and whose methods are called by name.
const DERIVED: [&str; 6] = ["Clone", "Default", "PartialEq", "PartialOrd", "Ord", "Hash"];

/// How many steps of `Deref` are taken.
const DEREFS: usize = 8;

impl Program<'_> {
    /// What an `impl` in `file` is for.
    pub(super) fn impl_head(&self, impl_item: ItemRef) -> Option<Head> {
        let file = self.file(impl_item.file);
        let tree = file.tree();
        let ItemKind::Impl(data) = tree[impl_item.item].kind else {
            return None;
        };
        let data = &tree[data];
        Some(match tree[data.self_ty] {
            Type::Path(path) => {
                if let [only] = &tree[tree[path].segments]
                    && tree[data.generics.params]
                        .iter()
                        .any(|param| file.str(param.name) == file.str(only.name))
                {
                    return Some(Head::Any);
                }
                match self
                    .resolve(self.module_of(impl_item), path, Namespace::Type)?
                    .def
                {
                    Def::Item(item) => match self.alias_target(item) {
                        Some(Def::Item(target)) => Head::Item(target),
                        Some(Def::Prim(prim)) => Head::Prim(prim),
                        _ => Head::Item(item),
                    },
                    Def::Prim(prim) => Head::Prim(prim),
                    _ => return None,
                }
            }
            Type::Slice(_) | Type::Array(_) => Head::Slice,
            Type::Ref { .. } => Head::Ref,
            _ => return None,
        })
    }

    fn index_file(&self, file: FileId, out: &mut Impls) {
        let source = self.file(file);
        let tree = source.tree();
        for (id, item) in tree.items() {
            let ItemKind::Impl(data) = item.kind else {
                continue;
            };
            let item = ItemRef { file, item: id };
            let Some(head) = self.impl_head(item) else {
                continue;
            };
            let has_trait = tree[data].trait_path.is_some();
            let found = Implementation {
                item,
                has_trait,
                of: self.trait_of(item),
            };
            out.by_head.entry(head).or_default().push(found);
            for id in &tree[tree[data].items] {
                let member = &tree[*id];
                let key = Key::new(
                    source.str(member.name),
                    matches!(member.kind, ItemKind::TypeAlias(_)),
                );
                out.members
                    .entry((head, key))
                    .or_default()
                    .push((found, ItemRef { file, item: *id }));
            }
        }
    }

    /// Indexes what the workspace implements. To be called once, when all of it is loaded.
    pub(crate) fn index_workspace(&self) {
        self.workspace_impls.get_or_init(|| {
            let mut files: Vec<FileId> = self
                .files()
                .filter(|(_, file)| file.reviewed)
                .map(|(id, _)| id)
                .collect();
            files.sort_unstable();
            let mut impls = Impls::default();
            for file in files {
                self.index_file(file, &mut impls);
            }
            impls
        });
    }

    fn file_impls(&self, file: FileId) -> &Impls {
        self.file(file).impls.get_or_init(|| {
            let mut impls = Impls::default();
            self.index_file(file, &mut impls);
            impls
        })
    }

    /// The tables in which `impl`s for a type are found: the workspace's, and those of the files outside it in which
    /// they can stand.
    fn tables(&self, homes: &[FileId]) -> SmallVec<[&Impls; 3]> {
        let is_external = |home: &&FileId| {
            !matches!(
                self.krate(self.file(**home).krate).kind,
                CrateKind::Workspace { .. }
            )
        };
        let external = homes
            .iter()
            .filter(is_external)
            .map(|home| self.file_impls(*home));
        self.workspace_impls
            .get()
            .into_iter()
            .chain(external)
            .collect()
    }

    /// Where `impl`s for a type can stand, outside the workspace: in the file that defines it, and in `std`.
    fn homes(&self, head: Head) -> SmallVec<[FileId; 2]> {
        let std = || {
            self.extern_crate(0, "std")
                .and_then(|krate| self.krate(krate).root.get().copied())
        };
        match head {
            Head::Item(item) => SmallVec::from_slice(&[item.file]),
            Head::Prim(_) | Head::Slice | Head::Ref | Head::Any => std().into_iter().collect(),
        }
    }

    /// The `impl`s for a type of the workspace.
    pub(crate) fn impls_of(&self, item: ItemRef) -> Vec<ItemRef> {
        let table = self.workspace_impls.get();
        let found = table.and_then(|impls| impls.by_head.get(&Head::Item(item)));
        found
            .into_iter()
            .flatten()
            .map(|found| found.item)
            .collect()
    }

    /// What the workspace's `impl`s of traits write, by the method that the trait declares.
    pub(super) fn written_by_traits(&self) -> FxHashMap<ItemRef, Vec<ItemRef>> {
        let mut found = FxHashMap::<ItemRef, Vec<ItemRef>>::default();
        let all = self.workspace_impls.get().into_iter();
        for ((_, key), written) in all.flat_map(|impls| &impls.members) {
            for (owner, item) in written {
                if let Some(declared) = owner.of.and_then(|of| self.member(of, *key)) {
                    found.entry(declared).or_default().push(*item);
                }
            }
        }
        found
    }

    /// The function or type of this name that an `impl` or trait holds.
    fn member(&self, owner: ItemRef, key: Key) -> Option<ItemRef> {
        let file = self.file(owner.file);
        let members = file.members.get_or_init(|| {
            let tree = file.tree();
            let mut members = Members::default();
            for (id, item) in tree.items() {
                let items = match item.kind {
                    ItemKind::Impl(data) => tree[data].items,
                    ItemKind::Trait(data) => tree[data].items,
                    _ => continue,
                };
                for member in &tree[items] {
                    let is_type = matches!(tree[*member].kind, ItemKind::TypeAlias(_));
                    members
                        .entry((id, Key::new(file.str(tree[*member].name), is_type)))
                        .or_insert(*member);
                }
            }
            members
        });
        members.get(&(owner.item, key)).map(|item| ItemRef {
            file: owner.file,
            item: *item,
        })
    }

    /// The function of this name that a trait declares.
    pub(super) fn declared(&self, of: ItemRef, name: &str) -> Option<ItemRef> {
        self.member(of, Key::new(name, false))
    }

    /// The trait that an `impl` implements.
    pub(crate) fn trait_of(&self, impl_item: ItemRef) -> Option<ItemRef> {
        let tree = self.file(impl_item.file).tree();
        let ItemKind::Impl(data) = tree[impl_item.item].kind else {
            return None;
        };
        match self
            .resolve(
                self.module_of(impl_item),
                tree[data].trait_path?,
                Namespace::Type,
            )?
            .def
        {
            Def::Item(item) => Some(item),
            _ => None,
        }
    }

    /// A trait and those that it asks for.
    fn with_supertraits(&self, of: ItemRef) -> SmallVec<[ItemRef; 4]> {
        let mut all = SmallVec::<[ItemRef; 4]>::from_slice(&[of]);
        let mut next = 0;
        while let Some(item) = all.get(next).copied() {
            next += 1;
            let tree = self.file(item.file).tree();
            let ItemKind::Trait(data) = tree[item.item].kind else {
                continue;
            };
            for path in &tree[tree[data].supertraits] {
                if let Some(found) = self.resolve(self.module_of(item), *path, Namespace::Type)
                    && let Def::Item(above) = found.def
                    && !all.contains(&above)
                    && all.len() < 16
                {
                    all.push(above);
                }
            }
        }
        all
    }

    /// The names inside an `impl` or trait, with its parameters open and bound by what `ty` is.
    pub(super) fn owner_env<'p>(&'p self, owner: ItemRef, ty: &Ty) -> Option<Env<'p>> {
        let file = self.file(owner.file);
        let tree = file.tree();
        let mut env = Env::new(self.module_of(owner));
        match tree[owner.item].kind {
            ItemKind::Impl(data) => {
                let data = &tree[data];
                env.params.extend(
                    tree[data.generics.params]
                        .iter()
                        .map(|param| (file.str(param.name), None)),
                );
                if !self.unify(&mut env, data.self_ty, ty) {
                    return None;
                }
                env.self_written = Some(data.self_ty);
            }
            ItemKind::Trait(data) => {
                let params = &tree[tree[data].generics.params];
                env.params
                    .extend(params.iter().map(|param| (file.str(param.name), None)));
                env.self_ty = Some(ty.clone());
            }
            _ => {}
        }
        Some(env)
    }

    /// The method `name` of `ty`, called where `traits` are in scope.
    pub(crate) fn method(&self, traits: &[ItemRef], ty: &Ty, name: &str) -> Option<Method> {
        let mut ty = ty.clone();
        for _ in 0..DEREFS {
            // `Arc::get_mut(this)` is no method, so that `map.get_mut(key)` reaches what is behind the `Arc`.
            if let Some(found) = self.method_on(traits, &ty, name)
                && self.takes_self(found.item)
            {
                return Some(found);
            }
            ty = self.deref(&ty)?;
        }
        None
    }

    fn takes_self(&self, function: ItemRef) -> bool {
        let tree = self.file(function.file).tree();
        tree.function(function.item)
            .is_none_or(|function| function.receiver != Receiver::None)
    }

    /// A method or associated function of exactly this type.
    pub(super) fn method_on(&self, traits: &[ItemRef], ty: &Ty, name: &str) -> Option<Method> {
        if let Ty::Bounded(bounded) = ty {
            return self
                .bounded_method(bounded, ty, name)
                .or_else(|| self.blanket_method(traits, ty, name));
        }
        if matches!(ty, Ty::Future(_) | Ty::Fn(_) | Ty::Tuple(_)) {
            return self.blanket_method(traits, ty, name);
        }
        let head = head(ty)?;
        let tables = self.tables(&self.homes(head));
        let key = Key::new(name, false);
        let written = || {
            tables
                .iter()
                .filter_map(|table| table.members.get(&(head, key)))
                .flatten()
        };
        // Inherent methods go first.
        let inherent = written().filter(|(owner, _)| !owner.has_trait);
        for (owner, item) in inherent.chain(written().filter(|(owner, _)| owner.has_trait)) {
            if self.owner_env(owner.item, ty).is_some() {
                return Some(Method {
                    item: *item,
                    owner: owner.item,
                    on: ty.clone(),
                });
            }
        }
        // Provided methods of the traits that it implements: those in scope, and then any, since a macro may have
        // brought the trait into scope.
        let owners = tables
            .iter()
            .filter_map(|table| table.by_head.get(&head))
            .flatten();
        let declaring: SmallVec<[(ItemRef, ItemRef, ItemRef); 4]> = owners
            .filter_map(|owner| {
                let of = owner.of?;
                Some((owner.item, of, self.member(of, key)?))
            })
            .collect();
        let provided = |in_scope: bool| {
            declaring
                .iter()
                .filter(|(_, of, _)| traits.contains(of) == in_scope)
                .find_map(|(owner, of, item)| {
                    self.owner_env(*owner, ty).map(|_| Method {
                        item: *item,
                        owner: *of,
                        on: ty.clone(),
                    })
                })
        };
        provided(true)
            .or_else(|| self.blanket_method(traits, ty, name))
            .or_else(|| provided(false))
    }

    fn bounded_method(&self, bounded: &Bounded, ty: &Ty, name: &str) -> Option<Method> {
        bounded
            .bounds
            .iter()
            .flat_map(|bound| self.with_supertraits(bound.of))
            .find_map(|of| {
                let item = self.member(of, Key::new(name, false))?;
                Some(Method {
                    item,
                    owner: of,
                    on: ty.clone(),
                })
            })
    }

    /// A method of a trait in scope that is implemented for all types with some bound, or for this type in
    /// the trait's own file.
    fn blanket_method(&self, traits: &[ItemRef], ty: &Ty, name: &str) -> Option<Method> {
        traits.iter().find_map(|of| {
            let item = self.member(*of, Key::new(name, false))?;
            self.implements(ty, *of, 4).then(|| Method {
                item,
                owner: *of,
                on: ty.clone(),
            })
        })
    }

    /// Whether `ty` is known to implement a trait.
    pub(crate) fn implements(&self, ty: &Ty, of: ItemRef, depth: u32) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return false;
        };
        if let Ty::Bounded(bounded) = ty
            && bounded
                .bounds
                .iter()
                .any(|bound| self.with_supertraits(bound.of).contains(&of))
        {
            return true;
        }
        if matches!(ty, Ty::Future(_)) && self.is(of, "std::future::Future") {
            return true;
        }
        if let Ty::Adt(item, _) = ty
            && DERIVED.contains(&self.name(of))
            && self.derives(*item, self.name(of))
        {
            return true;
        }
        if let Some(head) = head(ty) {
            let mut homes = self.homes(head);
            homes.push(of.file);
            let tables = self.tables(&homes);
            let mut own = tables
                .iter()
                .filter_map(|table| table.by_head.get(&head))
                .flatten();
            if own.any(|owner| owner.of == Some(of) && self.owner_env(owner.item, ty).is_some()) {
                return true;
            }
        }
        let tables = self.tables(&[of.file]);
        let mut open = tables
            .iter()
            .filter_map(|table| table.by_head.get(&Head::Any))
            .flatten();
        open.any(|owner| owner.of == Some(of) && self.blanket_holds(owner.item, ty, depth))
    }

    /// Whether the bounds of `impl<T: A + B> Trait for T` hold for a type; one without bounds says nothing.
    fn blanket_holds(&self, impl_item: ItemRef, ty: &Ty, depth: u32) -> bool {
        let file = self.file(impl_item.file);
        let tree = file.tree();
        let ItemKind::Impl(data) = tree[impl_item.item].kind else {
            return false;
        };
        let generics = &tree[data].generics;
        let module = self.module_of(impl_item);
        let bounds = tree[generics.params].iter().map(|param| param.bounds);
        let bounds = bounds.chain(
            tree[generics.predicates]
                .iter()
                .map(|predicate| predicate.bounds),
        );
        let mut asked = 0;
        let holds = bounds.flat_map(|list| tree[list].iter()).all(|path| {
            match self
                .resolve(module, *path, Namespace::Type)
                .map(|found| found.def)
            {
                Some(Def::Item(of)) if self.is_marker(of) => true,
                Some(Def::Item(of)) => {
                    asked += 1;
                    self.implements(ty, of, depth)
                }
                _ => false,
            }
        });
        holds && (asked > 0 || self.is_open(impl_item))
    }

    /// Traits that every type in question implements.
    fn is_marker(&self, of: ItemRef) -> bool {
        matches!(self.name(of), "Send" | "Sync" | "Sized" | "Unpin")
    }

    /// Whether an `impl` for all types asks for nothing: `impl<T> Instrument for T`.
    fn is_open(&self, impl_item: ItemRef) -> bool {
        let tree = self.file(impl_item.file).tree();
        let ItemKind::Impl(data) = tree[impl_item.item].kind else {
            return false;
        };
        let generics = &tree[data].generics;
        tree[generics.predicates].is_empty()
    }

    /// The associated type `name` of `ty`.
    pub(crate) fn project(&self, ty: &Ty, name: &str) -> Ty {
        // `type Item = <Self as Iterator>::Item` does not compile, but is written all the same.
        let depth = PROJECTIONS.get();
        if depth > 24 {
            return Ty::Unknown;
        }
        PROJECTIONS.set(depth + 1);
        let found = self.project_within(ty, name, 6);
        PROJECTIONS.set(depth);
        found
    }

    fn project_within(&self, ty: &Ty, name: &str, depth: u32) -> Ty {
        let Some(depth) = depth.checked_sub(1) else {
            return Ty::Unknown;
        };
        match ty {
            Ty::Future(output) | Ty::Fn(output) if name == "Output" => (**output).clone(),
            Ty::Bounded(bounded) => {
                let assoc = |name: &str| {
                    let mut known = bounded.bounds.iter().flat_map(|bound| &bound.assoc);
                    known.find(|(assoc, _)| assoc == name).map(|(_, ty)| ty)
                };
                // A stream of results is a `TryStream`.
                let of_item = |index| assoc("Item").map(|item| item.arg(index));
                let found = match name {
                    "Ok" => assoc(name).cloned().or_else(|| of_item(0)),
                    "Error" => assoc(name).cloned().or_else(|| of_item(1)),
                    _ => assoc(name).cloned(),
                };
                found.unwrap_or(Ty::Unknown)
            }
            _ => {
                let Some(head) = head(ty) else {
                    return Ty::Unknown;
                };
                let tables = self.tables(&self.homes(head));
                let key = (head, Key::new(name, true));
                for (owner, item) in tables
                    .iter()
                    .filter_map(|table| table.members.get(&key))
                    .flatten()
                {
                    let Some(env) = self.owner_env(owner.item, ty) else {
                        continue;
                    };
                    let tree = self.file(item.file).tree();
                    if let ItemKind::TypeAlias(alias) = tree[item.item].kind
                        && let Some(written) = tree[alias].ty
                    {
                        return self.lower(&env, written);
                    }
                }
                match ty {
                    // `impl Iterator for &mut I`, `impl Future for Box<F>` and their like.
                    Ty::Ref(inner) if name != "Target" => self.project_within(inner, name, depth),
                    Ty::Adt(..) if name == "Output" => {
                        let inner = self.deref(ty).unwrap_or(Ty::Unknown);
                        self.project_within(&inner, name, depth)
                    }
                    _ => Ty::Unknown,
                }
            }
        }
    }

    /// What `*ty` is.
    pub(crate) fn deref(&self, ty: &Ty) -> Option<Ty> {
        match ty {
            Ty::Ref(inner) => Some((**inner).clone()),
            Ty::Adt(item, args) => Some(self.project(ty, "Target"))
                .filter(|target| *target != Ty::Unknown && target != ty)
                .or_else(|| self.derived_deref(*item, args)),
            _ => None,
        }
    }

    /// What a newtype with a derived `Deref` leads to: several crates derive it, and all by the only field.
    fn derived_deref(&self, item: ItemRef, args: &[Ty]) -> Option<Ty> {
        let tree = self.file(item.file).tree();
        let ItemKind::Struct(data) = tree[item.item].kind else {
            return None;
        };
        let [field] = &tree[tree[data].fields] else {
            return None;
        };
        self.derives(item, "Deref")
            .then(|| self.lower(&self.adt_env(item, args), field.ty))
    }

    /// What awaiting `ty` gives.
    pub(crate) fn awaited(&self, ty: &Ty) -> Ty {
        let mut ty = ty.clone();
        for _ in 0..DEREFS {
            let output = self.project(&ty, "Output");
            if output != Ty::Unknown {
                return output;
            }
            // `IntoFuture` says it by another name.
            let future = self.project(&ty, "IntoFuture");
            ty = match (future, self.deref(&ty)) {
                (Ty::Unknown, None) => return Ty::Unknown,
                (Ty::Unknown, Some(inner)) => inner,
                (future, _) => future,
            };
        }
        Ty::Unknown
    }

    /// What `?` gives.
    pub(crate) fn tried(&self, ty: &Ty) -> Ty {
        match ty {
            Ty::Adt(item, args)
                if self.is(*item, "std::result::Result")
                    || self.is(*item, "std::option::Option") =>
            {
                args.first().cloned().unwrap_or(Ty::Unknown)
            }
            _ => Ty::Unknown,
        }
    }

    /// What a `for` loop over `ty` binds.
    pub(crate) fn element(&self, ty: &Ty) -> Ty {
        if let Ty::Ref(inner) = ty {
            // `&Vec<T>` gives `&T`, `&mut I` what the iterator gives.
            return match self.element(inner) {
                Ty::Unknown => self.project(ty, "Item"),
                item if self.is_iterator(inner) => item,
                item => Ty::reference(item),
            };
        }
        if let Ty::Slice(of) = ty {
            return (**of).clone();
        }
        self.project(ty, "Item")
    }

    fn is_iterator(&self, ty: &Ty) -> bool {
        self.std_item("iter::Iterator")
            .is_some_and(|of| self.implements(ty, of, 2))
    }

    /// What `base[index]` gives.
    pub(crate) fn indexed(&self, base: &Ty) -> Ty {
        let mut ty = base.clone();
        for _ in 0..DEREFS {
            if let Ty::Slice(of) = &ty {
                return (**of).clone();
            }
            if let Some(found) = self.index_output(&ty) {
                return found;
            }
            match self.deref(&ty) {
                Some(inner) => ty = inner,
                None => return Ty::Unknown,
            }
        }
        Ty::Unknown
    }

    /// What an `impl Index` says that indexing gives.
    fn index_output(&self, ty: &Ty) -> Option<Ty> {
        let head = head(ty).filter(|head| matches!(head, Head::Item(_)))?;
        let tables = self.tables(&self.homes(head));
        let key = (head, Key::new("Output", true));
        let mut written = tables
            .iter()
            .filter_map(|table| table.members.get(&key))
            .flatten();
        let (owner, item) = written.find(|(owner, _)| {
            let of = owner.of;
            of.is_some_and(|of| self.is(of, "std::ops::Index"))
        })?;
        let env = self.owner_env(owner.item, ty)?;
        let tree = self.file(item.file).tree();
        let ItemKind::TypeAlias(alias) = tree[item.item].kind else {
            return None;
        };
        Some(self.lower(&env, tree[alias].ty?))
    }

    /// The type of a field, through references and `Deref`.
    pub(crate) fn field(&self, base: &Ty, name: &str) -> Ty {
        let mut ty = base.clone();
        for _ in 0..DEREFS {
            match &ty {
                Ty::Tuple(elems) => {
                    return name
                        .parse::<usize>()
                        .ok()
                        .and_then(|index| elems.get(index).cloned())
                        .unwrap_or(Ty::Unknown);
                }
                Ty::Adt(item, args) => {
                    if let Some(found) = self.struct_field(*item, args, name) {
                        return found;
                    }
                }
                _ => {}
            }
            match self.deref(&ty) {
                Some(inner) => ty = inner,
                None => return Ty::Unknown,
            }
        }
        Ty::Unknown
    }

    fn struct_field(&self, item: ItemRef, args: &Arc<[Ty]>, name: &str) -> Option<Ty> {
        let tree = self.file(item.file).tree();
        let ItemKind::Struct(data) = tree[item.item].kind else {
            return None;
        };
        let written = self.field_type(item, tree[data].fields, name)?;
        Some(self.lower(&self.adt_env(item, args), written))
    }

    /// The written type of a field, by its name or its position.
    pub(super) fn field_type(
        &self,
        item: ItemRef,
        fields: List<rustora_source::tree::Field>,
        name: &str,
    ) -> Option<TypeId> {
        let file = self.file(item.file);
        let fields = &file.tree()[fields];
        let by_name = fields
            .iter()
            .find(|field| !field.name.is_empty() && file.str(field.name) == name);
        let by_position = || {
            fields
                .get(name.parse::<usize>().ok()?)
                .filter(|field| field.name.is_empty())
        };
        by_name.or_else(by_position).map(|field| field.ty)
    }

    /// The names inside a type's definition, with `args` for its parameters.
    pub(super) fn adt_env<'p>(&'p self, item: ItemRef, args: &[Ty]) -> Env<'p> {
        let file = self.file(item.file);
        let mut env = Env::new(self.module_of(item));
        if let Some(generics) = self.generics(item) {
            for (index, param) in file.tree()[generics.params].iter().enumerate() {
                env.params
                    .push((file.str(param.name), args.get(index).cloned()));
            }
        }
        env
    }
}

fn head(ty: &Ty) -> Option<Head> {
    Some(match ty {
        Ty::Adt(item, _) => Head::Item(*item),
        Ty::Prim(prim) => Head::Prim(*prim),
        Ty::Slice(_) => Head::Slice,
        Ty::Ref(_) => Head::Ref,
        _ => return None,
    })
}
