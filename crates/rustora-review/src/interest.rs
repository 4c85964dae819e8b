//! Which functions are worth looking into.
//!
//! To infer the types of a body costs more than to parse it, and most bodies hold no name that any rule asks about.
//! A function is left out only when nothing in it could be such a call: names are compared as they are written,
//! with every name that an import or alias in the workspace gives to one of them.

use std::hash::BuildHasher as _;

use rustc_hash::{FxBuildHasher, FxHashSet};
use rustora_source::tree::{Expr, ExprId, ItemKind, PathId, Tree, Type};

use crate::facts::{File, ItemRef, JOINED_METHODS, Program};
use crate::rule::{Ask, Only, Rule};

/// The names that the rules ask about.
#[derive(Default)]
pub(crate) struct Interest {
    /// Of interest everywhere, in async code, in loops, in tests.
    names: [Names; 4],
    /// `Type::name` where the name alone says too little.
    pairs: FxHashSet<(u64, u64)>,
    types: Names,
}

type Names = FxHashSet<u64>;

/// Names that half of all functions use: only the type before them makes them interesting.
const COMMON: [&str; 3] = ["new", "default", "get"];

fn hash(name: &str) -> u64 {
    FxBuildHasher.hash_one(name)
}

impl Interest {
    /// What `rules` ask about in this program.
    pub(crate) fn new(program: &Program<'_>, rules: &[&'static Rule]) -> Self {
        let mut out = Self::default();
        let mut marks = Vec::new();
        for ask in rules.iter().flat_map(|rule| rule.asks) {
            match ask {
                Ask::Marked(mark, only, _) => marks.push((*mark, *only)),
                Ask::Calls(paths, _) => paths.iter().for_each(|path| out.add_path(program, path)),
                Ask::Macros(paths, _) => paths.iter().for_each(|path| out.add_path(program, path)),
                Ask::Functions(_) | Ask::Joined(_) | Ask::Workspace(_) => {}
            }
        }
        for (name, package) in JOINED_METHODS {
            if program.may_use(package) {
                out.names[0].insert(hash(name));
            }
        }
        for (mark, only) in marks {
            for (owner, name) in program.marked(mark) {
                let is_common = COMMON.contains(&name);
                match owner {
                    Some(owner) if is_common => _ = out.pairs.insert((hash(owner), hash(name))),
                    _ => _ = out.names[only as usize].insert(hash(name)),
                }
            }
        }
        out.types = out.pairs.iter().map(|(owner, _)| *owner).collect();
        out.follow_aliases(program);
        out
    }

    fn add_path(&mut self, program: &Program<'_>, path: &str) {
        let mut parts = path.rsplit("::");
        let (name, owner) = (parts.next().unwrap_or(path), parts.next().unwrap_or(""));
        let package = path.split("::").next().unwrap_or(path);
        if !program.may_use(package) {
            return;
        }
        if COMMON.contains(&name) && owner.starts_with(char::is_uppercase) {
            self.pairs.insert((hash(owner), hash(name)));
        } else if COMMON.contains(&name) {
            // `reqwest::get` is written with its crate, or imported under its own name or another.
            self.pairs.insert((hash(owner), hash(name)));
            self.pairs.insert((hash(""), hash(name)));
        } else {
            self.names[0].insert(hash(name));
        }
    }

    /// Adds the names that imports and type aliases give to what is asked about, and the names given to those.
    fn follow_aliases(&mut self, program: &Program<'_>) {
        let mut renames: Vec<(u64, u64)> = Vec::new();
        for (_, file) in program.files() {
            for (_, item) in file.tree().items() {
                let (path, name) = match item.kind {
                    ItemKind::Use(leaf) if !leaf.name.is_empty() => (leaf.path, leaf.name),
                    ItemKind::TypeAlias(alias) => {
                        match file.tree()[alias].ty.map(|ty| file.tree()[ty]) {
                            Some(Type::Path(path)) => (path, item.name),
                            _ => continue,
                        }
                    }
                    _ => continue,
                };
                let target = last_name(file, path);
                if target != file.str(name) {
                    renames.push((hash(target), hash(file.str(name))));
                }
            }
        }
        loop {
            let before = self.size();
            for (target, name) in &renames {
                for names in self.names.iter_mut().chain([&mut self.types]) {
                    if names.contains(target) {
                        names.insert(*name);
                    }
                }
                let more: Vec<_> = self
                    .pairs
                    .iter()
                    .filter(|(owner, _)| owner == target)
                    .map(|(_, of)| (*name, *of))
                    .collect();
                self.pairs.extend(more);
                // A function that is imported under another name stands alone.
                let alone = self.pairs.contains(&(hash(""), *target));
                if alone {
                    self.pairs.insert((hash(""), *name));
                }
            }
            if self.size() == before {
                return;
            }
        }
    }

    fn size(&self) -> usize {
        self.names.iter().map(FxHashSet::len).sum::<usize>() + self.pairs.len() + self.types.len()
    }

    /// Whether a function or constant could hold a call that a rule asks about.
    pub(crate) fn covers(&self, program: &Program<'_>, owner: ItemRef) -> bool {
        let file = program.file(owner.file);
        let tree = file.tree();
        let Some((first, last)) = program.body_range(owner) else {
            return false;
        };
        let mut found = [false; 4];
        let is_test = file.test || tree[owner.item].test;
        let mut is_async = tree
            .function(owner.item)
            .is_some_and(|function| function.is_async);
        let mut loops = false;
        let mut pair = false;
        for expr in tree.exprs_between(first, last) {
            match tree[expr] {
                Expr::MethodCall { name, .. } => self.note(hash(file.str(name)), &mut found),
                Expr::Call { callee, .. } => pair |= self.note_call(file, tree, callee, &mut found),
                Expr::Macro(call) => self.note(hash(last_name(file, tree[call].path)), &mut found),
                Expr::Async(_) | Expr::Closure { is_async: true, .. } => is_async = true,
                Expr::Loop(_) | Expr::While { .. } | Expr::For { .. } => loops = true,
                _ => {}
            }
        }
        pair || found[Only::Anywhere as usize]
            || (is_async && found[Only::Async as usize])
            || (loops && found[Only::Loops as usize])
            || (is_test && found[Only::Tests as usize])
    }

    fn note(&self, name: u64, found: &mut [bool; 4]) {
        for (names, found) in self.names.iter().zip(found) {
            *found |= names.contains(&name);
        }
    }

    /// Notes a called path; also says whether it is one of the pairs.
    fn note_call(&self, file: &File, tree: &Tree, callee: ExprId, found: &mut [bool; 4]) -> bool {
        let Expr::Path(path) = tree[callee] else {
            return false;
        };
        let segments = &tree[tree[path].segments];
        let Some((last, before)) = segments.split_last() else {
            return false;
        };
        let name = hash(file.str(last.name));
        self.note(name, found);
        let owner = before.last().map_or("", |owner| file.str(owner.name));
        // `Self::new` and `<T>::new` could be anything's.
        let is_open = owner == "Self" || tree[path].qself.is_some();
        self.pairs.contains(&(hash(owner), name))
            || (is_open && self.pairs.iter().any(|(_, of)| *of == name))
    }
}

fn last_name(file: &File, path: PathId) -> &str {
    let tree = file.tree();
    tree[tree[path].segments]
        .last()
        .map_or("", |segment| file.str(segment.name))
}
