//! Which types of the workspace are printed with `Debug`, and where.
//!
//! What counts is `{:?}` in a format string, `?value` in an event or span, `dbg!`, and the arguments that `#[instrument]`
//! records. A printed type prints the fields of which it derives the output, and so on inwards.

use rustc_hash::{FxHashMap, FxHashSet};
use rustora_source::Span;
use rustora_source::tree::{Expr, ExprId, Id, MacroBody, MacroCall, Meta, Pat};

use super::body::Body;
use super::joins::Joins;
use super::methods::Head;
use super::program::{FileId, ItemRef, Program};
use super::resolve::Namespace;
use super::ty::{Env, Ty};

/// A place at which a type is printed.
pub(crate) type Printed = (ItemRef, FileId, Span);

impl Body<'_> {
    /// What this body prints with `Debug`: types of the workspace.
    pub(super) fn printed(&self) -> Vec<Printed> {
        if self.is_test() {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (expr, call, item) in &self.macros {
            // What an assertion prints, it prints when it fails.
            if item.is_some_and(|item| self.program.mark(item, "asserts").is_some()) {
                continue;
            }
            for ty in self.printed_by(*expr, *call) {
                self.program.mentioned(&ty, &mut |item| {
                    found.push((item, self.file, self.tree()[*call].span));
                });
            }
        }
        self.recorded(&mut found);
        let mut seen = FxHashSet::default();
        found.retain(|(item, _, _)| seen.insert(*item));
        found
    }

    fn printed_by(&self, expr: ExprId, call: Id<MacroCall>) -> Vec<Ty> {
        let tree = self.tree();
        let MacroBody::Args(args) = tree[call].body else {
            return Vec::new();
        };
        let name = self.source().str(tree[tree[call].path].span);
        if name.rsplit("::").next() == Some("dbg") {
            return tree[args].iter().map(|arg| self.ty(*arg).clone()).collect();
        }
        let mut found: Vec<Ty> = self.debug_placeholders(expr, &tree[args]);
        for arg in &tree[args] {
            let value = match tree[*arg] {
                Expr::Assign { value, .. } => value,
                _ => *arg,
            };
            let before = self.source().text.get(..self.span(value).start as usize);
            if before.is_some_and(|before| before.trim_end().ends_with('?')) {
                found.push(self.ty(value).clone());
            }
        }
        found
    }

    /// The arguments that `#[instrument]` records.
    fn recorded(&self, found: &mut Vec<Printed>) {
        let (program, tree) = (self.program, self.tree());
        let item = program.item(self.owner);
        let Some(attr) = tree[item.attrs].iter().find(|meta| self.instruments(meta)) else {
            return;
        };
        let Some(function) = tree.function(self.owner.item) else {
            return;
        };
        let text = |meta: &Meta| self.source().str(meta.name);
        let args = &tree[attr.args];
        if args.iter().any(|arg| text(arg) == "skip_all") {
            return;
        }
        let skips = args
            .iter()
            .filter(|arg| matches!(text(arg), "skip" | "fields"));
        let skipped: Vec<&str> = skips.flat_map(|arg| &tree[arg.args]).map(text).collect();
        let owner = item.parent.map(|item| ItemRef {
            file: self.file,
            item,
        });
        if function.receiver != rustora_source::tree::Receiver::None
            && !skipped.contains(&"self")
            && let Some(Head::Item(own)) = owner.and_then(|owner| program.impl_head(owner))
        {
            found.push((own, self.file, attr.span));
        }
        for param in &tree[function.params] {
            if let Pat::Name { name, .. } = tree[param.pat]
                && !skipped.contains(&self.source().str(name))
            {
                let ty = program.lower(&Env::new(self.module), param.ty);
                program.mentioned(&ty, &mut |item| found.push((item, self.file, attr.span)));
            }
        }
    }

    fn instruments(&self, meta: &Meta) -> bool {
        let name = self.source().str(meta.name);
        name.ends_with("instrument")
            && self
                .program
                .resolve_text(self.module, name, Namespace::Macro)
                .is_some_and(|item| self.program.is(item, "tracing::instrument"))
    }
}

/// How a type comes to be printed.
pub(crate) struct Printing {
    /// The type that is handed to the printer, when it is another one that holds this.
    pub(crate) through: Option<ItemRef>,
    pub(crate) file: FileId,
    pub(crate) span: Span,
}

impl Program<'_> {
    /// Every type of the workspace that something prints, with the first place.
    pub(crate) fn printings(&self, joins: &Joins) -> FxHashMap<ItemRef, Printing> {
        let mut roots: Vec<&Printed> = joins.printed.iter().collect();
        roots.sort_by_key(|(_, file, span)| (&self.file(*file).path, *span));
        let mut found: FxHashMap<ItemRef, Printing> = FxHashMap::default();
        let mut open = Vec::new();
        for (item, file, span) in roots {
            if !found.contains_key(item) {
                let printing = Printing {
                    through: None,
                    file: *file,
                    span: *span,
                };
                found.insert(*item, printing);
                open.push((*item, *item));
            }
        }
        let mut next = 0;
        while let Some((item, root)) = open.get(next).copied() {
            next += 1;
            if !self.derives(item, "Debug") {
                continue;
            }
            for field in self.fields(item) {
                if self.hides_field(item, &field) {
                    continue;
                }
                let ty = self.field_ty(item, &[], &field);
                let mut inner = Vec::new();
                self.mentioned(&ty, &mut |item| inner.push(item));
                for inner in inner {
                    if found.contains_key(&inner) {
                        continue;
                    }
                    if let Some(Printing { file, span, .. }) = found.get(&root) {
                        let printing = Printing {
                            through: Some(root),
                            file: *file,
                            span: *span,
                        };
                        found.insert(inner, printing);
                        open.push((inner, root));
                    }
                }
            }
        }
        found
    }

    /// Whether an attribute tells a derived `Debug` to leave a field out.
    pub(crate) fn hides_field(&self, item: ItemRef, field: &rustora_source::tree::Field) -> bool {
        let file = self.file(item.file);
        file.tree()[field.attrs].iter().any(|attr| {
            matches!(
                file.str(attr.name),
                "debug" | "derivative" | "educe" | "redact" | "sensitive" | "derive_where"
            )
        })
    }

    /// The types of the workspace that a type consists of.
    fn mentioned(&self, ty: &Ty, tell: &mut dyn FnMut(ItemRef)) {
        match ty {
            Ty::Adt(item, args) => {
                if self.is_workspace(*item) {
                    tell(*item);
                }
                for arg in args.iter() {
                    self.mentioned(arg, tell);
                }
            }
            Ty::Tuple(elems) => elems.iter().for_each(|elem| self.mentioned(elem, tell)),
            Ty::Slice(inner) | Ty::Ref(inner) => self.mentioned(inner, tell),
            _ => {}
        }
    }
}
