//! Statics that every thread can write.

use rustora_source::Span;
use rustora_source::tree::{Expr, ExprId, Item, ItemKind, TypeId};

use crate::facts::{Env, File, FileId, ItemRef, Joins, Prim, Program, Ty};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "static-mut",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "two requests on two workers race for it, which is undefined behaviour: lost counts on a good day, a torn \
          pointer and a crash far from here on a bad one",
    page: include_str!("static_mut.md"),
    asks: &[Ask::Workspace(check)],
};

/// Attributes that hand the static to a linker, to C, or to one thread only.
const EXCUSES: [&str; 6] = [
    "export_name",
    "link_section",
    "no_mangle",
    "thread_local",
    "unsafe",
    "used",
];

fn check(program: &Program<'_>, _: &Joins) -> Vec<(FileId, Draft)> {
    let mut found = Vec::new();
    for (id, file) in program.files().filter(|(_, file)| file.reviewed) {
        let tree = file.tree();
        for (item, data) in tree.items() {
            let ItemKind::Const {
                ty, is_mut: true, ..
            } = data.kind
            else {
                continue;
            };
            if file.test || data.test || is_excused(program, file, data) {
                continue;
            }
            let item = ItemRef { file: id, item };
            let name = file.str(data.name);
            let message = format!("every thread can write the `static mut` `{name}` at any time");
            let mut draft = Draft::new(data.name, message);
            if let Some(write) = written(file, name) {
                draft = draft.related(id, write, "written here");
            }
            let env = Env::new(program.module_of(item));
            let suits = suits(file, ty, &program.lower(&env, ty));
            draft = draft.related(id, tree.type_span(ty), suits);
            // Whoever waits for a `Once` before each access does not race.
            if has_once(program, id) {
                draft.confidence = Some(Confidence::Low);
            }
            found.push((id, draft));
        }
    }
    found
}

/// Whether something outside the program decides about it, or there is no `std` that offers more.
fn is_excused(program: &Program<'_>, file: &File, item: &Item) -> bool {
    let tree = file.tree();
    let root = program.root(file.krate).map(|module| module.file);
    let no_std = root.is_some_and(|root| {
        let root = program.file(root);
        let mut attrs = root.tree().file_attrs().iter();
        attrs.any(|attr| root.str(attr.name) == "no_std")
    });
    no_std
        || tree[item.attrs]
            .iter()
            .any(|attr| EXCUSES.contains(&file.str(attr.name)))
}

/// The first assignment to it in its file.
fn written(file: &File, name: &str) -> Option<Span> {
    let tree = file.tree();
    let target = |id: ExprId| match tree[id] {
        Expr::Assign { target, .. } => Some(base(file, target)),
        Expr::Borrow {
            mutable: true,
            expr,
        } => Some(base(file, expr)),
        _ => None,
    };
    let is_it = |id: &ExprId| {
        matches!(tree[*id], Expr::Path(path)
            if tree[tree[path].segments].last().is_some_and(|last| file.str(last.name) == name))
    };
    tree.exprs()
        .filter_map(target)
        .find(is_it)
        .map(|id| tree.expr_span(id))
}

/// What an assignment to a part of something changes.
fn base(file: &File, id: ExprId) -> ExprId {
    match file.tree()[id] {
        Expr::Field { base: inner, .. } | Expr::Index { base: inner, .. } | Expr::Deref(inner) => {
            base(file, inner)
        }
        _ => id,
    }
}

/// What holds the same value and may be shared.
fn suits(file: &File, written: TypeId, ty: &Ty) -> String {
    let text = file.str(file.tree().type_span(written));
    match ty {
        Ty::Prim(Prim::Bool) => "an `AtomicBool` holds this without `unsafe`".into(),
        Ty::Prim(Prim::Int) if !text.ends_with("128") => {
            let (first, rest) = text.split_at(1);
            let first = first.to_uppercase();
            format!("an `Atomic{first}{rest}` holds this without `unsafe`")
        }
        Ty::Pointer(_) => "an `AtomicPtr` holds this".into(),
        Ty::Adt(..) if text.starts_with("Option<") => {
            "a `OnceLock` holds what is set once, without `unsafe`".into()
        }
        _ => "a `Mutex` or `RwLock` around this may be shared without `unsafe`".into(),
    }
}

/// Whether a file guards something with `std::sync::Once`.
fn has_once(program: &Program<'_>, id: FileId) -> bool {
    let file = program.file(id);
    file.tree().items().any(|(item, data)| {
        let ItemKind::Const {
            ty,
            is_static: true,
            ..
        } = data.kind
        else {
            return false;
        };
        let env = Env::new(program.module_of(ItemRef { file: id, item }));
        let ty = program.lower(&env, ty);
        ty.adt().is_some_and(|of| program.is(of, "std::sync::Once"))
    })
}
