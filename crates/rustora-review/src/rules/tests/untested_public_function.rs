//! Functions of a library's interface that no test reaches.

use rustc_hash::FxHashMap;
use rustora_source::cargo::TargetKind;
use rustora_source::tree::{Expr, Function, Item, ItemKind, Visibility};

use crate::facts::{CrateKind, Env, FileId, ItemRef, Joins, Program};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "untested-public-function",
    category: Category::Tests,
    severity: Severity::Note,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "others rely on what it does, and the next change to it is checked by nothing but its author's care",
    page: include_str!("untested_public_function.md"),
    asks: &[Ask::Workspace(check)],
};

/// How many of a package's public functions have to be reached, in percent, for one that is not to be worth a word.
const MOST: usize = 75;

fn check(program: &Program<'_>, joins: &Joins) -> Vec<(FileId, Draft)> {
    let functions: Vec<ItemRef> = program
        .delivered_items()
        .filter(|function| is_interface(program, *function))
        .collect();
    if functions.is_empty() {
        return Vec::new();
    }
    let reach = joins.tested(program);
    let mut counts: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
    for function in &functions {
        let (tested, all) = counts.entry(program.package(function.file)).or_default();
        *tested += usize::from(reach.reaches(*function));
        *all += 1;
    }
    let mut found = Vec::new();
    for function in functions {
        let count = counts.get(program.package(function.file)).copied();
        let (tested, all) = count.unwrap_or_default();
        let is_measured = program.coverage.is_some();
        if reach.reaches(function) || (tested == 0 && !is_measured) {
            continue;
        }
        let item = program.item(function);
        let missing = missing_case(program, function);
        let message = format!("no test reaches `{}`{missing}", program.path(function));
        let mut draft = Draft::new(item.name, message).about(item.span);
        if tested * 100 < all * MOST && !is_measured {
            draft.confidence = Some(Confidence::Low);
        }
        found.push((function.file, draft));
    }
    found
}

/// Whether a function is public all the way up, in a library, and decides something.
fn is_interface(program: &Program<'_>, function: ItemRef) -> bool {
    let file = program.file(function.file);
    let tree = file.tree();
    let item = &tree[function.item];
    let ItemKind::Fn(data) = item.kind else {
        return false;
    };
    let is_library = matches!(
        program.krate(file.krate).kind,
        CrateKind::Workspace {
            target: TargetKind::Lib,
            ..
        }
    );
    let around = item.parent.map(|parent| tree[parent].kind);
    let is_own = match around {
        Some(ItemKind::Impl(data)) => tree[data].trait_path.is_none(),
        Some(ItemKind::Mod(_)) | None => true,
        _ => false,
    };
    is_library
        && is_own
        && !item.test
        && !is_set_apart(program, function, item)
        && item.visibility == Visibility::Public
        && modules_are_public(program, function)
        && decides(program, function, &tree[data])
}

/// Whether a function is not built everywhere, not meant to be seen, or on its way out.
fn is_set_apart(program: &Program<'_>, function: ItemRef, item: &Item) -> bool {
    let file = program.file(function.file);
    file.tree()[item.attrs].iter().any(|attr| {
        let name = file.str(attr.name);
        matches!(name, "cfg" | "deprecated" | "no_mangle" | "unsafe")
            || (name == "doc" && file.str(attr.span).contains("hidden"))
    })
}

fn modules_are_public(program: &Program<'_>, function: ItemRef) -> bool {
    let mut at = Some(function);
    while let Some(item) = at {
        let tree = program.file(item.file).tree();
        let mut outer = tree[item.item].parent;
        while let Some(id) = outer {
            let around = &tree[id];
            if matches!(around.kind, ItemKind::Mod(_)) && around.visibility != Visibility::Public {
                return false;
            }
            outer = around.parent;
        }
        at = program.declaration(item.file);
        if at.is_some_and(|item| program.item(item).visibility != Visibility::Public) {
            return false;
        }
    }
    true
}

/// Whether there is anything to get wrong: a branch, a loop, an error that is handed on.
fn decides(program: &Program<'_>, function: ItemRef, data: &Function) -> bool {
    let tree = program.file(function.file).tree();
    let Some(body) = data.body else { return false };
    tree.exprs_between(data.first, body).any(|id| {
        matches!(
            tree[id],
            Expr::If { .. }
                | Expr::Match { .. }
                | Expr::Loop(_)
                | Expr::While { .. }
                | Expr::For { .. }
                | Expr::Try(_)
        )
    })
}

/// What a test would have to look at, going by the type that is returned.
fn missing_case(program: &Program<'_>, function: ItemRef) -> &'static str {
    let ty = program.output(function, &Env::new(program.module_of(function)));
    let ty = match &ty {
        crate::facts::Ty::Future(output) => output,
        ty => ty,
    };
    let is = |path| ty.adt().is_some_and(|item| program.is(item, path));
    if is("std::result::Result") {
        ": neither what it gives nor its error is checked"
    } else if is("std::option::Option") {
        ": neither a value nor `None` is checked"
    } else {
        ""
    }
}
