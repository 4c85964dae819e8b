//! Which types may cross threads: `Send` and `Sync` as the compiler derives them, as far as the types are known.
//!
//! The answer is what stands in the way, so that nothing means "nothing is known that does". A raw pointer to a
//! concrete type is not held against anyone: it is the usual reason for an `unsafe impl`, and says nothing itself.

use rustora_source::tree::{Field, Generics, ItemKind};

use super::program::{ItemRef, Program};
use super::resolve::Namespace;
use super::ty::Ty;

/// How a value gets to another thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Crossing {
    /// It is moved there.
    Send,
    /// A reference to it is.
    Sync,
}

/// What keeps a type from crossing threads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// A type that counts without atomics, which goes wrong when it is dropped at the latest.
    Count(String),
    /// A type that is written through a shared reference without atomics.
    Cell(String),
    /// A trait object that may hold one of them.
    Object(String),
    /// Any value of this parameter's type, which nothing bounds.
    Param(String),
    /// What a raw pointer to this parameter's type leads to, if it is followed.
    Pointee(String),
}

/// Types that hold their arguments, and nothing besides that matters here.
const HOLDERS: [&str; 16] = [
    "std::boxed::Box",
    "std::collections::BTreeMap",
    "std::collections::BTreeSet",
    "std::collections::BinaryHeap",
    "std::collections::HashMap",
    "std::collections::HashSet",
    "std::collections::LinkedList",
    "std::collections::VecDeque",
    "std::mem::ManuallyDrop",
    "std::mem::MaybeUninit",
    "std::option::Option",
    "std::pin::Pin",
    "std::result::Result",
    "std::sync::OnceLock",
    "std::thread::JoinHandle",
    "std::vec::Vec",
];

const CELLS: [&str; 4] = [
    "std::cell::Cell",
    "std::cell::OnceCell",
    "std::cell::RefCell",
    "std::cell::UnsafeCell",
];

const LOCKS: [&str; 4] = [
    "parking_lot::Mutex",
    "parking_lot::RwLock",
    "std::sync::Mutex",
    "std::sync::RwLock",
];

/// Parts of the names of types that keep threads apart, or notice when they do not stay apart.
const GUARDS: [&str; 7] = [
    "Atomic",
    "Barrier",
    "Lock",
    "Mutex",
    "Once",
    "Semaphore",
    "ThreadId",
];

/// How deep types are looked into.
const DEPTH: u32 = 6;

impl Program<'_> {
    /// What keeps a type from crossing threads; `None` also where that cannot be told.
    pub(crate) fn obstacle(&self, ty: &Ty, crossing: Crossing) -> Option<Obstacle> {
        self.obstacle_within(ty, crossing, DEPTH)
    }

    fn obstacle_within(&self, ty: &Ty, crossing: Crossing, depth: u32) -> Option<Obstacle> {
        let depth = depth.checked_sub(1)?;
        match ty {
            Ty::Ref(inner) => {
                let shared = self.obstacle_within(inner, Crossing::Sync, depth)?;
                // Whether it is `&mut` is not known.
                let moved = || self.obstacle_within(inner, Crossing::Send, depth);
                (crossing == Crossing::Sync || moved().is_some()).then_some(shared)
            }
            Ty::Pointer(inner) => pointee(self.obstacle_within(inner, crossing, depth)),
            Ty::Tuple(parts) => parts
                .iter()
                .find_map(|part| self.obstacle_within(part, crossing, depth)),
            Ty::Slice(of) => self.obstacle_within(of, crossing, depth),
            Ty::Bounded(bounded) => {
                // What other traits ask of their types is their own affair.
                let of_std = |of: ItemRef| self.krate(self.file(of.file).krate).name == "std";
                if !bounded.bounds.iter().all(|bound| of_std(bound.of)) {
                    return None;
                }
                let mut bounds = bounded.bounds.iter().map(|bound| self.name(bound.of));
                if !bounded.name.is_empty() {
                    let is_free = !bounds.any(|name| matches!(name, "Send" | "Sync"));
                    return is_free.then(|| Obstacle::Param(bounded.name.clone()));
                }
                let first = bounds.clone().next()?;
                let is_free = !bounds.any(|name| name == marker(crossing));
                is_free.then(|| Obstacle::Object(format!("dyn {first}")))
            }
            Ty::Adt(item, args) => self.obstacle_in_adt(*item, args, ty, crossing, depth),
            _ => None,
        }
    }

    fn obstacle_in_adt(
        &self,
        item: ItemRef,
        args: &[Ty],
        ty: &Ty,
        crossing: Crossing,
        depth: u32,
    ) -> Option<Obstacle> {
        let is_one_of = |paths: &[&str]| paths.iter().any(|path| self.is(item, path));
        let name = || self.name(item).to_owned();
        let first = |crossing| self.obstacle_within(args.first()?, crossing, depth);
        if is_one_of(&["std::rc::Rc", "std::rc::Weak"]) {
            return Some(Obstacle::Count(name()));
        }
        if is_one_of(&CELLS) {
            return match crossing {
                Crossing::Sync => Some(Obstacle::Cell(name())),
                Crossing::Send => first(Crossing::Send),
            };
        }
        if self.is(item, "std::sync::mpsc::Receiver") && crossing == Crossing::Sync {
            return Some(Obstacle::Cell(name()));
        }
        if is_one_of(&LOCKS) {
            return first(Crossing::Send);
        }
        if is_one_of(&["std::sync::Arc", "std::sync::Weak"]) {
            return first(Crossing::Sync).or_else(|| first(Crossing::Send));
        }
        if self.is(item, "std::ptr::NonNull") {
            return pointee(first(crossing));
        }
        if is_one_of(&HOLDERS) {
            return args
                .iter()
                .find_map(|arg| self.obstacle_within(arg, crossing, depth));
        }
        if !self.is_workspace(item) {
            return None;
        }
        // Whoever wrote an `impl` of his own answers for it there.
        let marker = self.std_item(&format!("marker::{}", marker(crossing)))?;
        if self.implements(ty, marker, 2) {
            return None;
        }
        let is_guarded = self.guards_itself(item);
        self.fields(item).into_iter().find_map(|field| {
            let ty = self.field_ty(item, args, &field);
            match self.obstacle_within(&ty, crossing, depth)? {
                // Whoever guards a value hands it from thread to thread.
                Obstacle::Cell(_) if is_guarded => self.obstacle_within(&ty, Crossing::Send, depth),
                found => Some(found),
            }
        })
    }

    /// Whether something in a type may keep threads apart: a lock, an atomic.
    pub(crate) fn guards_itself(&self, item: ItemRef) -> bool {
        let file = self.file(item.file);
        self.fields(item).into_iter().any(|field| {
            let text = file.str(file.tree().type_span(field.ty));
            GUARDS.iter().any(|guard| text.contains(guard))
        })
    }

    /// The fields of a struct, or of all variants of an enum.
    pub(crate) fn fields(&self, item: ItemRef) -> Vec<Field> {
        let tree = self.file(item.file).tree();
        match tree[item.item].kind {
            ItemKind::Struct(data) => tree[tree[data].fields].to_vec(),
            ItemKind::Enum(data) => {
                let variants = tree[tree[data].variants].iter();
                variants
                    .flat_map(|variant| tree[variant.fields].iter().copied())
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether a type is a struct, and no enum.
    pub(crate) fn is_struct(&self, item: ItemRef) -> bool {
        matches!(self.item(item).kind, ItemKind::Struct(_))
    }

    /// The type of a field, for these arguments of the type that has it.
    pub(crate) fn field_ty(&self, item: ItemRef, args: &[Ty], field: &Field) -> Ty {
        self.lower(&self.adt_env(item, args), field.ty)
    }

    /// Whether each bound of every parameter leads somewhere.
    pub(crate) fn bounds_are_known(&self, item: ItemRef, generics: &Generics) -> bool {
        let tree = self.file(item.file).tree();
        let module = self.module_of(item);
        let of_params = tree[generics.params].iter().map(|param| param.bounds);
        let of_predicates = tree[generics.predicates]
            .iter()
            .map(|predicate| predicate.bounds);
        of_params
            .chain(of_predicates)
            .flat_map(|bounds| &tree[bounds])
            .all(|path| self.resolve(module, *path, Namespace::Type).is_some())
    }
}

fn marker(crossing: Crossing) -> &'static str {
    match crossing {
        Crossing::Send => "Send",
        Crossing::Sync => "Sync",
    }
}

/// Behind a raw pointer only a parameter counts, for a container that owns it so.
fn pointee(obstacle: Option<Obstacle>) -> Option<Obstacle> {
    match obstacle? {
        Obstacle::Param(name) | Obstacle::Pointee(name) => Some(Obstacle::Pointee(name)),
        _ => None,
    }
}
