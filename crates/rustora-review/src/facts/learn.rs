//! What later uses of a variable say about its type: `let mut all = Vec::new();` has no element type until the first
//! `push`.
//!
//! It is learnt in the order of the text, like the compiler does: the first use that says something decides, and it
//! speaks for the uses behind it. Only what is open is filled; what is known stays as it is.

use std::sync::Arc;

use rustora_source::tree::{Expr, ExprId, PatId};

use super::infer::Infer;
use super::program::Program;
use super::ty::Ty;

/// Collections of one kind of element, by their paths in `std`.
const OF_ONE: [&str; 6] = [
    "vec::Vec",
    "collections::HashSet",
    "collections::BTreeSet",
    "collections::VecDeque",
    "collections::BinaryHeap",
    "collections::LinkedList",
];

const OF_PAIRS: [&str; 2] = ["collections::HashMap", "collections::BTreeMap"];

impl Ty {
    /// Whether some part of the type could be anything.
    pub(super) fn is_open(&self) -> bool {
        match self {
            Ty::Unknown => true,
            Ty::Adt(_, args) => args.iter().any(Ty::is_open),
            Ty::Tuple(parts) => parts.iter().any(Ty::is_open),
            Ty::Slice(inner) | Ty::Ref(inner) | Ty::Pointer(inner) | Ty::Future(inner) => {
                inner.is_open()
            }
            Ty::Prim(_) | Ty::Bounded(_) | Ty::Fn(_) => false,
        }
    }

    /// The type with its open parts as they are in `other`.
    pub(super) fn filled(&self, other: &Ty) -> Ty {
        let each = |own: &Arc<[Ty]>, other: &Arc<[Ty]>| -> Arc<[Ty]> {
            own.iter()
                .enumerate()
                .map(|(at, ty)| other.get(at).map_or_else(|| ty.clone(), |it| ty.filled(it)))
                .collect()
        };
        match (self, other) {
            (Ty::Unknown, _) => other.clone(),
            _ if !self.is_open() => self.clone(),
            (Ty::Adt(item, args), Ty::Adt(same, others)) if item == same => {
                Ty::Adt(*item, each(args, others))
            }
            (Ty::Tuple(parts), Ty::Tuple(others)) if parts.len() == others.len() => {
                Ty::Tuple(each(parts, others))
            }
            (Ty::Slice(own), Ty::Slice(inner)) => Ty::Slice(Arc::new(own.filled(inner))),
            (Ty::Ref(own), Ty::Ref(inner)) => Ty::Ref(Arc::new(own.filled(inner))),
            (Ty::Future(own), Ty::Future(inner)) => Ty::Future(Arc::new(own.filled(inner))),
            _ => self.clone(),
        }
    }
}

impl Program<'_> {
    /// A type that is made by `collect`, with what the elements say about it.
    pub(super) fn collected(&self, into: &Ty, element: &Ty) -> Ty {
        let Ty::Adt(item, args) = into else {
            return into.clone();
        };
        if !into.is_open() || *element == Ty::Unknown {
            return into.clone();
        }
        let is = |paths: &[&str]| paths.iter().any(|path| self.std_item(path) == Some(*item));
        let parts = match element {
            Ty::Tuple(parts) if is(&OF_PAIRS) => parts.clone(),
            _ if is(&OF_ONE) => Arc::from([element.clone()]),
            Ty::Adt(outer, given) if outer == item && is(&["result::Result", "option::Option"]) => {
                let inner = args.first().cloned().unwrap_or(Ty::Unknown);
                let inner = self.collected(&inner, given.first().unwrap_or(&Ty::Unknown));
                std::iter::once(inner)
                    .chain(given.iter().skip(1).cloned())
                    .collect()
            }
            _ if is(&["boxed::Box", "rc::Rc", "sync::Arc"]) => {
                Arc::from([Ty::Slice(Arc::new(element.clone()))])
            }
            _ => return into.clone(),
        };
        into.filled(&Ty::Adt(*item, parts))
    }
}

impl Infer<'_> {
    /// The variable that an expression names, perhaps behind `&mut`, where some argument of its type is open. One of which
    /// nothing is known learns nothing: what it is given to may be what it dereferences to.
    pub(super) fn open_variable(&self, id: ExprId) -> Option<PatId> {
        let named = match self.tree()[id] {
            Expr::Borrow { expr, .. } => expr,
            _ => id,
        };
        let pat = self.body.local(named)?;
        let ty = self.body.local_ty(pat);
        (matches!(ty.peeled(), Ty::Adt(..)) && ty.is_open()).then_some(pat)
    }

    /// Fills what is open in a variable's type.
    pub(super) fn learn(&mut self, pat: PatId, found: &Ty) {
        if let Some(known) = self.body.locals.get_mut(&pat) {
            let filled = match (&*known, found) {
                // What a method learns, it learns about what is behind the reference.
                (Ty::Ref(inner), found) if !matches!(found, Ty::Ref(_)) => {
                    Ty::reference(inner.filled(found))
                }
                (known, found) => known.filled(found),
            };
            *known = filled;
        }
    }

    /// What was made by the `collect` at the heart of an expression, if the place that it goes to is `into`.
    pub(super) fn collected_into(&self, id: ExprId, into: &Ty) -> Ty {
        match self.tree()[id] {
            Expr::MethodCall { receiver, name, .. } if self.str(name) == "collect" => {
                let program = self.program();
                let element = program.element(self.body.ty(receiver));
                program.collected(into, &element)
            }
            _ => into.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::ty::Prim;

    #[test]
    fn only_what_is_open_is_filled() {
        let (int, text) = (Ty::Prim(Prim::Int), Ty::Prim(Prim::Str));
        let pair = |a: &Ty, b: &Ty| Ty::Tuple(Arc::from([a.clone(), b.clone()]));
        let open = pair(&int, &Ty::Unknown);
        assert!(open.is_open());
        assert_eq!(open.filled(&pair(&text, &text)), pair(&int, &text));
        assert_eq!(open.filled(&int), open);
    }
}
