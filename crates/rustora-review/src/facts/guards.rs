//! Guards and the locks behind them: which values keep a lock taken, and which lock it is.
//!
//! A type is a guard when a table says so, or when it is a struct of the workspace that holds one. A lock is known by
//! its [`Place`]: the variable, field or static in which it lives, as far as that can be told from the text. Two places
//! that are equal are the same lock; two that differ may still be.

use rustora_source::tree::{Expr, ExprId, ItemKind, PatId, Receiver};

use super::body::{Body, Call};
use super::methods::Head;
use super::program::{Def, ItemRef, Program};
use super::resolve::Namespace;
use super::ty::{Env, Ty};

/// How much a guard or a lock keeps others out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Hold {
    /// Others may read.
    Shared,
    /// Nobody else may do anything.
    Exclusive,
}

/// What a value keeps for as long as it lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GuardKind {
    /// A lock. Whoever waits for it blocks its thread, or its task where `awaitable`.
    Lock {
        /// How much it keeps others out.
        hold: Hold,
        /// Whether the lock is made for being held across awaits.
        awaitable: bool,
    },
    /// A borrow that is checked at run time.
    Cell,
    /// An entered span.
    Span,
}

/// Where a lock lives.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    pub(crate) root: Root,
    /// Fields and accessors on the way, each with its dot.
    pub(crate) path: String,
    /// As the code has it.
    pub(crate) text: String,
}

/// What a place starts at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Root {
    Own,
    /// A parameter, by its position.
    Param(usize),
    Local(PatId),
    Static(ItemRef),
}

impl Place {
    /// The static that it is, as a whole.
    pub(crate) fn of_static(&self) -> Option<ItemRef> {
        match self.root {
            Root::Static(item) if self.path.is_empty() => Some(item),
            _ => None,
        }
    }
}

/// How deep guards are looked for inside types.
const DEPTH: u32 = 4;

impl Program<'_> {
    /// What a value of this type keeps, itself or what it owns.
    pub(crate) fn guard(&self, ty: &Ty) -> Option<(ItemRef, GuardKind)> {
        self.guard_within(ty, DEPTH)
    }

    fn guard_within(&self, ty: &Ty, depth: u32) -> Option<(ItemRef, GuardKind)> {
        let depth = depth.checked_sub(1)?;
        match ty {
            Ty::Adt(item, args) => {
                if let Some(mark) = self.mark_text(*item, "guard") {
                    let hold = match mark {
                        "cell" => return Some((*item, GuardKind::Cell)),
                        "span" => return Some((*item, GuardKind::Span)),
                        "shared" => Hold::Shared,
                        _ => Hold::Exclusive,
                    };
                    let awaitable = self.mark(*item, "awaitable").is_some();
                    return Some((*item, GuardKind::Lock { hold, awaitable }));
                }
                let owns = [
                    "std::option::Option",
                    "std::result::Result",
                    "std::boxed::Box",
                    "std::pin::Pin",
                ];
                if owns.iter().any(|path| self.is(*item, path)) {
                    return self.guard_within(args.first()?, depth);
                }
                self.wraps_guard(*item, depth)
            }
            Ty::Tuple(parts) => parts.iter().find_map(|part| self.guard_within(part, depth)),
            _ => None,
        }
    }

    /// A struct of the workspace around a guard.
    fn wraps_guard(&self, item: ItemRef, depth: u32) -> Option<(ItemRef, GuardKind)> {
        let file = self.file(item.file);
        let ItemKind::Struct(data) = file.tree()[item.item].kind else {
            return None;
        };
        // To lower every field of every type would cost more than it finds: guards are called so.
        let text = file.str(file.tree()[item.item].span);
        if !["Guard", "Ref<", "Entered", "RefMut<"]
            .iter()
            .any(|name| text.contains(name))
        {
            return None;
        }
        let env = Env::new(self.module_of(item));
        let fields = &file.tree()[file.tree()[data].fields];
        fields
            .iter()
            .find_map(|field| self.guard_within(&self.lower(&env, field.ty), depth))
            .map(|(_, kind)| (item, kind))
    }

    /// Whether a type of the workspace derives a trait of this name.
    pub(crate) fn derives(&self, item: ItemRef, name: &str) -> bool {
        let file = self.file(item.file);
        let tree = file.tree();
        tree[tree[item.item].attrs]
            .iter()
            .filter(|attr| file.str(attr.name) == "derive")
            .flat_map(|attr| &tree[attr.args])
            .any(|derived| {
                let path = file.str(derived.name);
                path.rsplit("::").next().unwrap_or(path).trim() == name
            })
    }

    /// Whether a function is an own method of a type that carries a mark.
    pub(crate) fn mark_owner(&self, function: ItemRef, mark: &str) -> bool {
        let Some(owner) = self.item(function).parent else {
            return false;
        };
        let owner = ItemRef {
            file: function.file,
            item: owner,
        };
        match self.impl_head(owner) {
            Some(Head::Item(item)) => self.mark(item, mark).is_some(),
            _ => false,
        }
    }

    /// How much the lock is held that a function of a table takes.
    pub(crate) fn locks(&self, function: ItemRef) -> Option<Hold> {
        Some(match self.mark_text(function, "locks")? {
            "shared" => Hold::Shared,
            _ => Hold::Exclusive,
        })
    }
}

impl Body<'_> {
    /// The lock that a call takes by itself, where the place is known.
    pub(crate) fn taken(&self, call: &Call) -> Option<(Place, Hold)> {
        let hold = self.program.locks(call.callee)?;
        Some((self.place(call.receiver?)?, hold))
    }

    /// The lock behind an accessor that hands out a guard: known by the accessor's name.
    pub(crate) fn accessed(&self, expr: ExprId, kind: GuardKind) -> Option<(Place, Hold)> {
        let GuardKind::Lock { hold, .. } = kind else {
            return None;
        };
        let inner = match self.expr(expr) {
            Expr::Await(inner) | Expr::Try(inner) => inner,
            _ => expr,
        };
        let call = self.call(inner)?;
        if !call.args.is_empty() || !self.program.is_workspace(call.callee) {
            return None;
        }
        let mut place = self.place(call.receiver?)?;
        let name = self.program.name(call.callee);
        place.path = format!("{}.{name}()", place.path);
        place.text = format!("{}.{name}()", place.text);
        Some((place, hold))
    }

    /// The lock that a call takes, by itself or as an accessor.
    pub(crate) fn taken_or_accessed(&self, call: &Call) -> Option<(Place, Hold)> {
        self.taken(call).or_else(|| {
            let ty = match self.ty(call.expr) {
                Ty::Future(inner) => inner,
                ty => ty,
            };
            let (_, kind) = self.program.guard(ty)?;
            self.accessed(call.expr, kind)
        })
    }

    /// The place that an expression names.
    pub(crate) fn place(&self, expr: ExprId) -> Option<Place> {
        self.place_within(expr, 8)
    }

    fn place_within(&self, expr: ExprId, depth: u32) -> Option<Place> {
        let depth = depth.checked_sub(1)?;
        match self.expr(expr) {
            Expr::Path(path) => {
                if let Some(pat) = self.local(expr) {
                    return Some(self.place_of_local(pat, depth));
                }
                let text = self.text(expr);
                if text == "self" {
                    return Some(Place {
                        root: Root::Own,
                        path: String::new(),
                        text: text.to_owned(),
                    });
                }
                let found = self.program.resolve(self.module, path, Namespace::Value)?;
                let Def::Item(item) = found.def else {
                    return None;
                };
                match self.program.item(item).kind {
                    ItemKind::Const {
                        is_static: true, ..
                    } => Some(Place {
                        root: Root::Static(item),
                        path: String::new(),
                        text: text.to_owned(),
                    }),
                    _ => None,
                }
            }
            Expr::Field { base, name } => {
                let mut place = self.place_within(base, depth)?;
                let name = self.source().str(name);
                place.path = format!("{}.{name}", place.path);
                place.text = format!("{}.{name}", place.text);
                Some(place)
            }
            Expr::Deref(inner) | Expr::Borrow { expr: inner, .. } => {
                self.place_within(inner, depth)
            }
            Expr::MethodCall {
                receiver,
                name,
                args,
                ..
            } if args.is_empty() => {
                let name = self.source().str(name);
                let shares = matches!(name, "as_ref" | "deref")
                    || (name == "clone" && self.is_shared(receiver));
                if shares {
                    return self.place_within(receiver, depth);
                }
                // An accessor that hands out a reference hands out the same one each time.
                let callee = self.callee(expr)?;
                let tree = self.program.file(callee.file).tree();
                let gives_reference = matches!(self.ty(expr), Ty::Ref(_));
                let by_reference = tree
                    .function(callee.item)
                    .is_some_and(|function| function.receiver == Receiver::Ref);
                if !gives_reference || !by_reference {
                    return None;
                }
                let mut place = self.place_within(receiver, depth)?;
                place.path = format!("{}.{name}()", place.path);
                place.text = format!("{}.{name}()", place.text);
                Some(place)
            }
            _ => None,
        }
    }

    /// Whether a clone of this value is the same thing: a reference count, or a reference.
    fn is_shared(&self, expr: ExprId) -> bool {
        let ty = self.ty(expr);
        self.is_type(ty, "std::sync::Arc") || self.is_type(ty, "std::rc::Rc")
    }

    fn place_of_local(&self, pat: PatId, depth: u32) -> Place {
        let tree = self.tree();
        if let Some(init) = self.init(pat) {
            let is_alias = match self.expr(init) {
                Expr::Borrow { .. } => true,
                Expr::MethodCall { receiver, name, .. } => {
                    self.source().str(name) == "clone" && self.is_shared(receiver)
                }
                _ => false,
            };
            if is_alias && let Some(place) = self.place_within(init, depth) {
                return place;
            }
        }
        let text = self.source().str(tree.pat_span(pat)).to_owned();
        let params = tree
            .function(self.owner.item)
            .map(|function| function.params);
        let position = params.and_then(|params| {
            tree[params]
                .iter()
                .position(|param| param.pat == pat || self.names(param.pat, pat))
        });
        let root = position.map_or(Root::Local(pat), Root::Param);
        Place {
            root,
            path: String::new(),
            text,
        }
    }

    /// Whether a parameter's pattern is this one name, `mut` or not.
    fn names(&self, param: PatId, pat: PatId) -> bool {
        self.tree().pat_span(param) == self.tree().pat_span(pat)
    }
}
