//! Patterns and constructors: what a pattern binds, and to what type.

use std::sync::Arc;

use rustora_source::tree::{ExprId, Field, ItemKind, List, Pat, PatId, PathId};

use super::infer::Infer;
use super::program::{Def, ItemRef};
use super::resolve::Namespace;
use super::ty::Ty;

impl<'p> Infer<'p> {
    pub(super) fn declare(&mut self, pat: PatId, name: &'p str, ty: Ty) {
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
    pub(super) fn bind_from(&mut self, source: ExprId, pat: PatId, ty: &Ty) {
        let outer = self.source.replace(source);
        self.bind(pat, ty);
        self.source = outer;
    }

    /// Binds the variables of a pattern to the parts of a value.
    pub(super) fn bind(&mut self, pat: PatId, ty: &Ty) {
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
    pub(super) fn constructor(&self, path: PathId) -> Option<(ItemRef, List<Field>)> {
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
