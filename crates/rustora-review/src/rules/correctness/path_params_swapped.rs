//! Handlers that name the parameters of their path in another order than the route has them.

use rustora_source::tree::{Pat, PatId};

use crate::facts::{Env, FileId, ItemRef, Joins, Program};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "path-params-swapped",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "a tuple is filled in the order of the route: the handler takes the one id for the other, answers with the \
          wrong row or none, and checks the rights of the wrong owner",
    page: include_str!("path_params_swapped.md"),
    asks: &[Ask::Workspace(check)],
};

fn check(program: &Program<'_>, joins: &Joins) -> Vec<(FileId, Draft)> {
    let mut found: Vec<(FileId, Draft)> = Vec::new();
    let mut routes: Vec<_> = joins.routes(program).all.iter().collect();
    routes.sort_by_key(|route| (route.file, route.at));
    for route in routes {
        let Some((pat, names)) = taken(program, route.handler) else {
            continue;
        };
        let (mut here, mut there) = (names.clone(), route.params());
        if here == there {
            continue;
        }
        here.sort_unstable();
        there.sort_unstable();
        // Parameters of a router around, or names of the handler's own, say nothing about the order.
        if here != there {
            continue;
        }
        let file = route.handler.file;
        let span = program.file(file).tree().pat_span(pat);
        let message = format!(
            "the route gives `{}` in this order, and the handler takes `{}`",
            route.params().join("`, `"),
            names.join("`, `")
        );
        let draft = Draft::new(span, message).related(route.file, route.at, "the route");
        if !found
            .iter()
            .any(|(other, known)| *other == file && known.span == span)
        {
            found.push((file, draft));
        }
    }
    found
}

/// The tuple of names that a handler takes its path apart into.
fn taken(program: &Program<'_>, handler: ItemRef) -> Option<(PatId, Vec<String>)> {
    let file = program.file(handler.file);
    let tree = file.tree();
    let function = tree.function(handler.item)?;
    let env = Env::new(program.scope_of(handler));
    tree[function.params].iter().find_map(|param| {
        let Pat::TupleStruct { elems, .. } = tree[param.pat] else {
            return None;
        };
        let [tuple] = tree[elems] else {
            return None;
        };
        let Pat::Tuple(list) = tree[tuple] else {
            return None;
        };
        let path = program.lower(&env, param.ty).adt()?;
        if !program.is(path, "axum::extract::Path") {
            return None;
        }
        let names = tree[list].iter().map(|pat| match tree[*pat] {
            Pat::Name { name, .. } => Some(file.str(name).trim_start_matches('_').to_owned()),
            _ => None,
        });
        Some((tuple, names.collect::<Option<Vec<String>>>()?))
    })
}
