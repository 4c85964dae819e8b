//! What a name means: modules, imports, globs, re-exports, renamed dependencies, the preludes.
//!
//! Visibility is not checked: code that compiles never names what it may not see. Cycles of imports and
//! globs, which do compile, are cut by [`Search::fuel`].

use std::borrow::Cow;
use std::hash::BuildHasher as _;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use rustc_hash::{FxBuildHasher, FxHashMap};
use rustora_source::tree::{Item, ItemId, ItemKind, PathId};
use smallvec::{SmallVec, smallvec};

use super::program::{CrateId, CrateKind, Def, File, ItemRef, Module, Program};
use super::ty::Prim;

/// The names of one module.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    names: FxHashMap<Box<str>, SmallVec<[ItemId; 1]>>,
    globs: Vec<Glob>,
    /// `use Trait as _`.
    unnamed: Vec<ItemId>,
    /// The traits in scope, when first asked for.
    traits: OnceLock<Arc<[ItemRef]>>,
    /// What first names of paths were found to mean. Functions of one module ask the same ones again and again.
    known: RwLock<Known>,
}

/// `use a::b::*`.
#[derive(Debug)]
struct Glob {
    item: ItemId,
    /// Where it leads, once that was found: each name that a module lacks asks for it again.
    target: OnceLock<Def>,
}

/// By the hash of the name and its namespace.
type Known = FxHashMap<u64, Option<Def>>;

/// Names of types, values and macros do not meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Namespace {
    Type,
    Value,
    Macro,
}

/// What a path means, as far as modules lead.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Resolved {
    pub(crate) def: Def,
    /// How many segments that took; the rest is found on a type.
    pub(crate) used: usize,
}

/// One search.
struct Search {
    /// How many modules it may still look into.
    fuel: u32,
    /// The modules that are being searched for a name right now: globs lead back to them.
    open: SmallVec<[(Module, u64); 8]>,
}

impl Search {
    fn new() -> Self {
        Self {
            fuel: FUEL,
            open: SmallVec::new(),
        }
    }
}

const FUEL: u32 = 400;

impl Program<'_> {
    /// The names of a module or of a function that holds items.
    fn scope(&self, module: Module) -> Option<&Scope> {
        let file = self.file(module.file);
        Some(
            file.scopes
                .get(&module.item)?
                .get_or_init(|| build(file, module.item)),
        )
    }

    /// Resolves a path written in `module`.
    pub(crate) fn resolve(&self, module: Module, path: PathId, ns: Namespace) -> Option<Resolved> {
        self.resolve_within(module, path, ns, &mut Search::new())
    }

    fn resolve_within(
        &self,
        module: Module,
        path: PathId,
        ns: Namespace,
        search: &mut Search,
    ) -> Option<Resolved> {
        let file = self.file(module.file);
        let path = &file.tree()[path];
        let segments: SmallVec<[&str; 6]> = file.tree()[path.segments]
            .iter()
            .map(|segment| file.str(segment.name))
            .collect();
        if path.qself.is_some() {
            return None;
        }
        self.resolve_names(module, &segments, path.global, ns, search)
    }

    /// Resolves a path given as text, from the root of the crate that holds `file`.
    pub(crate) fn std_item(&self, path: &str) -> Option<ItemRef> {
        let krate = self.extern_crate(0, "std")?;
        let root = Module {
            file: *self.krate(krate).root.get()?,
            item: None,
        };
        let segments: SmallVec<[&str; 6]> = path.split("::").collect();
        match self
            .resolve_in(root, &segments, Namespace::Type, &mut Search::new())?
            .def
        {
            Def::Item(item) => Some(item),
            _ => None,
        }
    }

    fn resolve_names(
        &self,
        module: Module,
        path: &[&str],
        global: bool,
        ns: Namespace,
        search: &mut Search,
    ) -> Option<Resolved> {
        let (first, rest) = path.split_first()?;
        let krate = self.file(module.file).krate;
        let start = match *first {
            "crate" | "$crate" => Def::Module(self.root(krate)?),
            "self" => Def::Module(self.nearest_module(module)),
            "super" => Def::Module(self.super_module(self.nearest_module(module))?),
            name => {
                let ns = if rest.is_empty() { ns } else { Namespace::Type };
                if global {
                    self.extern_root(krate, name)?
                } else {
                    self.lexical(module, name, ns, search)?
                }
            }
        };
        self.descend(start, rest, 1, ns, search)
    }

    fn resolve_in(
        &self,
        module: Module,
        path: &[&str],
        ns: Namespace,
        search: &mut Search,
    ) -> Option<Resolved> {
        self.descend(Def::Module(module), path, 0, ns, search)
    }

    /// Follows `path` below `def`.
    fn descend(
        &self,
        mut def: Def,
        path: &[&str],
        mut used: usize,
        ns: Namespace,
        search: &mut Search,
    ) -> Option<Resolved> {
        for (index, name) in path.iter().enumerate() {
            let wanted = if index + 1 == path.len() {
                ns
            } else {
                Namespace::Type
            };
            def = match def {
                Def::Module(module) if *name == "super" => Def::Module(self.super_module(module)?),
                Def::Module(module) if *name == "self" => Def::Module(module),
                Def::Module(module) => self.lookup(module, name, wanted, search)?,
                Def::Item(item) => match self.variant(item, name, search) {
                    Some(variant) => variant,
                    None => break,
                },
                Def::Variant(..) | Def::Prim(_) => break,
            };
            used += 1;
        }
        Some(Resolved { def, used })
    }

    fn variant(&self, mut item: ItemRef, name: &str, search: &mut Search) -> Option<Def> {
        loop {
            let file = self.file(item.file);
            match self.item(item).kind {
                ItemKind::Enum(data) => {
                    let variants = &file.tree()[file.tree()[data].variants];
                    let index = variants
                        .iter()
                        .position(|variant| file.str(variant.name) == name)?;
                    return Some(Def::Variant(item, index));
                }
                ItemKind::TypeAlias(_) => match self.alias_within(item, search)? {
                    Def::Item(target) => item = target,
                    _ => return None,
                },
                _ => return None,
            }
        }
    }

    /// The item that a type alias names.
    pub(crate) fn alias_target(&self, alias: ItemRef) -> Option<Def> {
        self.alias_within(alias, &mut Search::new())
    }

    fn alias_within(&self, alias: ItemRef, search: &mut Search) -> Option<Def> {
        search.fuel = search.fuel.checked_sub(1)?;
        let file = self.file(alias.file);
        let ItemKind::TypeAlias(data) = self.item(alias).kind else {
            return None;
        };
        let rustora_source::tree::Type::Path(path) = file.tree()[file.tree()[data].ty?] else {
            return None;
        };
        let segments = &file.tree()[file.tree()[path].segments];
        let resolved = self.resolve_within(self.module_of(alias), path, Namespace::Type, search)?;
        (resolved.used == segments.len()).then_some(resolved.def)
    }

    pub(crate) fn root(&self, krate: CrateId) -> Option<Module> {
        Some(Module {
            file: *self.krate(krate).root.get()?,
            item: None,
        })
    }

    fn extern_root(&self, from: CrateId, name: &str) -> Option<Def> {
        let krate = self.extern_crate(from, name)?;
        Some(Def::Module(self.root(krate)?))
    }

    /// The module in which an item stands; a function that holds items counts as one.
    pub(crate) fn module_of(&self, item: ItemRef) -> Module {
        let file = self.file(item.file);
        let mut at = file.tree()[item.item].parent;
        while let Some(id) = at {
            if file.scopes.contains_key(&Some(id)) {
                return Module {
                    file: item.file,
                    item: Some(id),
                };
            }
            at = file.tree()[id].parent;
        }
        Module {
            file: item.file,
            item: None,
        }
    }

    /// The scope inside an item: its own, where it has one.
    pub(crate) fn scope_of(&self, item: ItemRef) -> Module {
        if self.file(item.file).scopes.contains_key(&Some(item.item)) {
            return Module {
                file: item.file,
                item: Some(item.item),
            };
        }
        self.module_of(item)
    }

    fn is_function(&self, module: Module) -> bool {
        module
            .item
            .is_some_and(|item| matches!(self.file(module.file).tree()[item].kind, ItemKind::Fn(_)))
    }

    fn nearest_module(&self, mut module: Module) -> Module {
        while self.is_function(module)
            && let Some(item) = module.item
        {
            module = self.module_of(ItemRef {
                file: module.file,
                item,
            });
        }
        module
    }

    fn super_module(&self, module: Module) -> Option<Module> {
        match module.item {
            Some(item) => Some(self.nearest_module(self.module_of(ItemRef {
                file: module.file,
                item,
            }))),
            None => self
                .file(module.file)
                .parent
                .map(|parent| self.nearest_module(parent)),
        }
    }

    /// The first name of a path: the scopes around it, then other crates, the prelude, the primitive types.
    fn lexical(
        &self,
        module: Module,
        name: &str,
        ns: Namespace,
        search: &mut Search,
    ) -> Option<Def> {
        // Only what was searched for with a full tank is worth keeping: it does not depend on who asked.
        let scope = if search.fuel == FUEL {
            self.scope(module)
        } else {
            None
        };
        let Some(scope) = scope else {
            return self.lexical_anew(module, name, ns, search);
        };
        let key = FxBuildHasher.hash_one((name, ns));
        if let Some(known) = scope
            .known
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&key)
        {
            return *known;
        }
        let found = self.lexical_anew(module, name, ns, search);
        scope
            .known
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(key, found);
        found
    }

    fn lexical_anew(
        &self,
        mut module: Module,
        name: &str,
        ns: Namespace,
        search: &mut Search,
    ) -> Option<Def> {
        let krate = self.file(module.file).krate;
        loop {
            if let Some(def) = self.lookup(module, name, ns, search) {
                return Some(def);
            }
            match module.item {
                Some(item) if self.is_function(module) => {
                    module = self.module_of(ItemRef {
                        file: module.file,
                        item,
                    });
                }
                _ => break,
            }
        }
        if ns == Namespace::Type
            && let Some(def) = self.extern_root(krate, name)
        {
            return Some(def);
        }
        if ns == Namespace::Macro
            && let Some(def) = self.textual_macro(module, name)
        {
            return Some(def);
        }
        let std = self.root(self.extern_crate(krate, "std")?)?;
        let found = match ns {
            Namespace::Macro => self.resolve_in(std, &[name], ns, search),
            _ => self
                .resolve_in(std, &["prelude", name], ns, search)
                .filter(|found| found.used == 2),
        };
        found.map(|found| found.def).or_else(|| {
            (ns == Namespace::Type)
                .then(|| Prim::named(name))
                .flatten()
                .map(Def::Prim)
        })
    }

    /// A `macro_rules!` of the same file or of the crate's root, wherever it stands: macros are visible below
    /// their definition and, with `#[macro_use]`, below the module that holds them.
    fn textual_macro(&self, module: Module, name: &str) -> Option<Def> {
        let root = self.root(self.file(module.file).krate)?;
        [module.file, root.file].into_iter().find_map(|id| {
            let file = self.file(id);
            let is_it = |item: &Item| {
                matches!(item.kind, ItemKind::MacroRules) && file.str(item.name) == name
            };
            let (item, _) = file.tree().items().find(|(_, item)| is_it(item))?;
            Some(Def::Item(ItemRef { file: id, item }))
        })
    }

    /// A name in one module, through its imports and globs.
    fn lookup(
        &self,
        module: Module,
        name: &str,
        ns: Namespace,
        search: &mut Search,
    ) -> Option<Def> {
        search.fuel = search.fuel.checked_sub(1)?;
        let key = (module, FxBuildHasher.hash_one((name, ns)));
        if search.open.contains(&key) {
            return None;
        }
        search.open.push(key);
        let found = self.lookup_in(module, name, ns, search);
        search.open.pop();
        found
    }

    fn lookup_in(
        &self,
        module: Module,
        name: &str,
        ns: Namespace,
        search: &mut Search,
    ) -> Option<Def> {
        let scope = self.scope(module)?;
        let tree = self.file(module.file).tree();
        for id in scope.names.get(name).into_iter().flatten() {
            let item = ItemRef {
                file: module.file,
                item: *id,
            };
            let found = match tree[*id].kind {
                ItemKind::Use(leaf) => self.follow(module, leaf.path, ns, search),
                ItemKind::Mod(content) if ns == Namespace::Type => {
                    let inner = match content {
                        Some(_) => Some(Module {
                            file: module.file,
                            item: Some(*id),
                        }),
                        None => self.child(item).map(|file| Module { file, item: None }),
                    };
                    inner.map(Def::Module)
                }
                kind => stands_in(&kind, ns).then_some(Def::Item(item)),
            };
            if found.is_some() {
                return found;
            }
        }
        for glob in &scope.globs {
            let found = match self.glob_target(module, glob, search) {
                Some(Def::Module(inner)) if inner != module => self.lookup(inner, name, ns, search),
                Some(Def::Item(item)) => self.variant(item, name, search),
                _ => None,
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// What a glob brings the names of.
    fn glob_target(&self, module: Module, glob: &Glob, search: &mut Search) -> Option<Def> {
        if let Some(known) = glob.target.get() {
            return Some(*known);
        }
        let ItemKind::Use(leaf) = self.file(module.file).tree()[glob.item].kind else {
            return None;
        };
        // What is not found may only be out of reach from here, in the middle of a circle.
        let found = self.follow(module, leaf.path, Namespace::Type, search)?;
        _ = glob.target.set(found);
        Some(found)
    }

    /// Where the path of a `use` leads.
    fn follow(
        &self,
        module: Module,
        path: PathId,
        ns: Namespace,
        search: &mut Search,
    ) -> Option<Def> {
        search.fuel = search.fuel.checked_sub(1)?;
        let file = self.file(module.file);
        let path = &file.tree()[path];
        let segments: SmallVec<[&str; 6]> = file.tree()[path.segments]
            .iter()
            .map(|segment| file.str(segment.name))
            .collect();
        let (first, rest) = segments.split_first()?;
        // `use reqwest::Client` inside a module that has an import called `reqwest` of its own would find
        // itself: a crate's name counts first, as it almost always is what is meant.
        if !path.global && !matches!(*first, "crate" | "self" | "super" | "$crate") {
            let krate = file.krate;
            if let Some(root) = self.extern_root(krate, first)
                && let Some(found) = self.descend(root, rest, 1, ns, search)
                && found.used == segments.len()
            {
                return Some(found.def);
            }
            if rest.is_empty() && !self.imports_from_glob(module, first) {
                // `use name;` names a crate, a macro or something in a scope further out.
                let outer = self.super_scope(module)?;
                return self.lexical(outer, first, ns, search);
            }
        }
        let found = self.resolve_names(module, &segments, path.global, ns, search)?;
        (found.used == segments.len()).then_some(found.def)
    }

    fn imports_from_glob(&self, module: Module, name: &str) -> bool {
        self.scope(module).is_some_and(|scope| {
            let tree = self.file(module.file).tree();
            let others = scope.names.get(name).into_iter().flatten();
            others
                .filter(|id| !matches!(tree[**id].kind, ItemKind::Use(_)))
                .count()
                > 0
        })
    }

    fn super_scope(&self, module: Module) -> Option<Module> {
        let item = module.item.filter(|_| self.is_function(module))?;
        Some(self.module_of(ItemRef {
            file: module.file,
            item,
        }))
    }

    /// The traits whose methods can be called in `module`: those that it names, by `use` or by definition.
    pub(crate) fn traits_in_scope(&self, module: Module) -> Arc<[ItemRef]> {
        match self.scope(module) {
            Some(scope) => scope
                .traits
                .get_or_init(|| self.find_traits(module))
                .clone(),
            None => self.find_traits(module),
        }
    }

    fn find_traits(&self, mut module: Module) -> Arc<[ItemRef]> {
        let mut found = Vec::new();
        loop {
            self.collect_traits(module, &mut found, &mut Search::new());
            match self.super_scope(module) {
                Some(outer) => module = outer,
                None => break,
            }
        }
        if let Some(Def::Module(std)) = self.extern_root(self.file(module.file).krate, "std")
            && let Some(Resolved {
                def: Def::Module(prelude),
                ..
            }) = self.resolve_in(std, &["prelude"], Namespace::Type, &mut Search::new())
        {
            self.collect_traits(prelude, &mut found, &mut Search::new());
        }
        found.sort_unstable();
        found.dedup();
        found.into()
    }

    /// Whether an import names a crate that is read from its sources. Their traits are left out: to tell them from
    /// other imports would mean to read every file that any import names, for methods that no table speaks of.
    fn leads_to_registry(&self, module: Module, path: PathId) -> bool {
        let file = self.file(module.file);
        let first = file.tree()[file.tree()[path].segments].first();
        let krate = first.and_then(|first| self.extern_crate(file.krate, file.str(first.name)));
        krate.is_some_and(|krate| self.krate(krate).kind == CrateKind::Registry)
    }

    fn collect_traits(&self, module: Module, found: &mut Vec<ItemRef>, search: &mut Search) {
        let Some(scope) = self.scope(module) else {
            return;
        };
        let tree = self.file(module.file).tree();
        let mut add = |def: Option<Def>| {
            if let Some(Def::Item(item)) = def
                && matches!(self.item(item).kind, ItemKind::Trait(_))
            {
                found.push(item);
            }
        };
        for id in scope.names.values().flatten().chain(&scope.unnamed) {
            match tree[*id].kind {
                ItemKind::Trait(_) => add(Some(Def::Item(ItemRef {
                    file: module.file,
                    item: *id,
                }))),
                ItemKind::Use(leaf) if !self.leads_to_registry(module, leaf.path) => {
                    search.fuel = FUEL;
                    add(self.follow(module, leaf.path, Namespace::Type, search));
                }
                _ => {}
            }
        }
        for glob in &scope.globs {
            search.fuel = FUEL;
            if let Some(Def::Module(inner)) = self.glob_target(module, glob, search)
                && inner != module
                && let Some(names) = self.scope(inner)
            {
                // One level of globs, as preludes have it; `pub use` inside them is followed.
                for id in names.names.values().flatten().chain(&names.unnamed) {
                    match self.file(inner.file).tree()[*id].kind {
                        ItemKind::Trait(_) => add(Some(Def::Item(ItemRef {
                            file: inner.file,
                            item: *id,
                        }))),
                        ItemKind::Use(leaf) => {
                            search.fuel = FUEL;
                            add(self.follow(inner, leaf.path, Namespace::Type, search));
                        }
                        _ => {}
                    }
                }
            }
        }
    }

    /// The path of an item for people and for tables: `tokio::time::sleep`, `reqwest::Client::get`.
    pub(crate) fn path(&self, item: ItemRef) -> String {
        let mut parts = self.parts(item);
        parts.reverse();
        parts.join("::")
    }

    /// The parts of an item's path, the last one first.
    fn parts(&self, item: ItemRef) -> SmallVec<[Cow<'_, str>; 8]> {
        let file = self.file(item.file);
        let mut parts: SmallVec<[Cow<'_, str>; 8]> = smallvec![Cow::Borrowed(self.name(item))];
        let mut at = file.tree()[item.item].parent;
        while let Some(id) = at {
            let outer = &file.tree()[id];
            match outer.kind {
                ItemKind::Impl(data) => {
                    let self_ty = file.tree()[data].self_ty;
                    if let rustora_source::tree::Type::Path(path) = file.tree()[self_ty] {
                        let segments = &file.tree()[file.tree()[path].segments];
                        parts.extend(
                            segments
                                .last()
                                .map(|segment| Cow::Borrowed(file.str(segment.name))),
                        );
                    }
                }
                ItemKind::Macro(_) => {}
                _ => parts.push(Cow::Borrowed(file.str(outer.name))),
            }
            at = outer.parent;
        }
        let mut module = file.parent;
        let mut child = file;
        while let Some(outer) = module {
            let name = child
                .path
                .file_stem()
                .map(|stem| stem.to_string_lossy())
                .unwrap_or_default();
            let folder = || child.path.parent()?.file_name()?.to_str();
            parts.push(if name == "mod" {
                folder().map_or(name, Cow::Borrowed)
            } else {
                name
            });
            child = self.file(outer.file);
            module = child.parent;
        }
        parts.push(Cow::Borrowed(&self.krate(file.krate).name));
        parts
    }

    /// Resolves a path that stands as plain text, such as an attribute's name.
    pub(crate) fn resolve_text(
        &self,
        module: Module,
        path: &str,
        ns: Namespace,
    ) -> Option<ItemRef> {
        let segments: SmallVec<[&str; 6]> = path.split("::").map(str::trim).collect();
        let found = self.resolve_names(module, &segments, false, ns, &mut Search::new())?;
        match found.def {
            Def::Item(item) if found.used == segments.len() => Some(item),
            _ => None,
        }
    }

    /// Whether a function belongs to the type that a table calls `path`.
    pub(crate) fn is_method_of(&self, function: ItemRef, path: &str) -> bool {
        let is_owner = || {
            let parts = self.parts(function);
            let owner = parts.get(1..).unwrap_or_default();
            !owner.is_empty() && is_joined(owner, path)
        };
        self.is_table(self.file(function.file)) && is_owner()
    }

    /// Whether `item` is the one that a table calls `path`.
    pub(crate) fn is(&self, item: ItemRef, path: &str) -> bool {
        path.ends_with(self.name(item))
            && self.is_table(self.file(item.file))
            && is_joined(&self.parts(item), path)
    }
}

/// Whether these parts, the last one first, make up a path.
fn is_joined(parts: &[Cow<'_, str>], path: &str) -> bool {
    let mut rest = Some(path);
    for (index, part) in parts.iter().enumerate() {
        let behind = if index == 0 { "" } else { "::" };
        rest = rest
            .and_then(|rest| rest.strip_suffix(behind))
            .and_then(|rest| rest.strip_suffix(&**part));
    }
    rest == Some("")
}

fn stands_in(kind: &ItemKind, ns: Namespace) -> bool {
    match kind {
        ItemKind::Struct(_) => ns != Namespace::Macro,
        ItemKind::Enum(_) | ItemKind::Trait(_) | ItemKind::TypeAlias(_) => ns == Namespace::Type,
        ItemKind::Fn(_) | ItemKind::Const { .. } => ns == Namespace::Value,
        ItemKind::MacroRules => ns == Namespace::Macro,
        _ => false,
    }
}

/// Collects the names of a module. Items inside an item macro stand in the module around it.
fn build(file: &File, module: Option<ItemId>) -> Scope {
    let tree = file.tree();
    let mut scope = Scope::default();
    for (id, item) in tree.items() {
        let mut outer = item.parent;
        while let Some(parent) = outer
            && matches!(tree[parent].kind, ItemKind::Macro(_))
        {
            outer = tree[parent].parent;
        }
        if outer != module {
            continue;
        }
        let name = match item.kind {
            ItemKind::Use(leaf) if leaf.glob => {
                scope.globs.push(Glob {
                    item: id,
                    target: OnceLock::new(),
                });
                continue;
            }
            ItemKind::Use(leaf) if leaf.name.is_empty() => {
                scope.unnamed.push(id);
                continue;
            }
            ItemKind::Use(leaf) => leaf.name,
            _ => item.name,
        };
        if !name.is_empty() {
            scope
                .names
                .entry(file.str(name).into())
                .or_default()
                .push(id);
        }
    }
    scope
}
