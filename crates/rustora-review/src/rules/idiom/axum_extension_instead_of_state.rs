//! Application state that travels as a request extension.

use rustora_source::Span;

use crate::facts::{Env, FileId, ItemRef, Joins, Program, Ty};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "axum-extension-instead-of-state",
    category: Category::Idiom,
    severity: Severity::Warning,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "a route that the layer does not cover compiles and answers 500; with `State` it does not compile",
    page: include_str!("axum_extension_instead_of_state.md"),
    asks: &[Ask::Workspace(check)],
};

fn check(program: &Program<'_>, joins: &Joins) -> Vec<(FileId, Draft)> {
    let mut found = Vec::new();
    if joins.layered.is_empty() {
        return found;
    }
    let handlers = handlers(program);
    for (value, file, span) in &joins.layered {
        // What code inserts for each request is no application state, and one `State` cannot be two values.
        let several = joins
            .layered
            .iter()
            .filter(|(other, _, _)| other == value)
            .count()
            > 1;
        if several || joins.inserted.contains(value) {
            continue;
        }
        let mut takers = handlers.iter().filter(|(taken, _, _)| taken == value);
        let Some((_, taker_file, taker)) = takers.next() else {
            continue;
        };
        let more = takers.count();
        let Some(name) = shown(value).map(|item| program.name(item)) else {
            continue;
        };
        let others = if more == 0 {
            String::new()
        } else {
            format!(", and {more} more")
        };
        let message =
            format!("`{name}` is application state, but is handed to handlers as an `Extension`");
        let draft = Draft::new(*span, message).related(
            *taker_file,
            *taker,
            format!("taken out here{others}"),
        );
        found.push((*file, draft));
    }
    found
}

/// Every `Extension<T>` among the parameters of functions: `T`, and where.
fn handlers(program: &Program<'_>) -> Vec<(Ty, FileId, Span)> {
    let mut found = Vec::new();
    let mut files: Vec<_> = program.files().filter(|(_, file)| file.reviewed).collect();
    files.sort_by(|(_, a), (_, b)| a.path.cmp(&b.path));
    for (id, file) in files {
        for (item, _) in file.tree().items() {
            let Some(function) = file.tree().function(item) else {
                continue;
            };
            for param in &file.tree()[function.params] {
                let env = Env::new(program.scope_of(ItemRef { file: id, item }));
                let ty = program.lower(&env, param.ty);
                if ty.adt().is_some_and(|of| program.is(of, "axum::Extension"))
                    && ty.arg(0).adt().is_some()
                {
                    found.push((ty.arg(0), id, file.tree().type_span(param.ty)));
                }
            }
        }
    }
    found
}

/// The type that a reader knows a value by: what is inside an `Arc`.
fn shown(ty: &Ty) -> Option<ItemRef> {
    let Ty::Adt(item, args) = ty else { return None };
    args.first().and_then(Ty::adt).or(Some(*item))
}
