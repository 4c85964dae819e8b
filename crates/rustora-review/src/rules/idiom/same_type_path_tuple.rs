//! Parameters of a path that are told apart by nothing but their order.

use rustora_source::tree::{Type, TypeId};

use crate::facts::{Env, File, ItemRef, Program};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "same-type-path-tuple",
    category: Category::Idiom,
    severity: Severity::Note,
    confidence: Confidence::Low,
    fix: FixAvailability::None,
    why: "when the route or the pattern is changed, the values swap without an error: the wrong row is read, and with a \
          bad day deleted",
    page: include_str!("same_type_path_tuple.md"),
    asks: &[Ask::Functions(check)],
};

fn check(program: &Program<'_>, of: ItemRef) -> Vec<Draft> {
    let file = program.file(of.file);
    let tree = file.tree();
    let Some(function) = tree.function(of.item) else {
        return Vec::new();
    };
    if file.test || tree[of.item].test {
        return Vec::new();
    }
    let env = Env::new(program.scope_of(of));
    let mut found = Vec::new();
    for param in &tree[function.params] {
        let Some(twice) = repeated(file, param.ty) else {
            continue;
        };
        let ty = program.lower(&env, param.ty);
        let is_path = ty.adt().is_some_and(|item| {
            program.is(item, "axum::extract::Path") || program.is(item, "actix_web::web::Path")
        });
        if is_path {
            let message = format!("only their order tells apart the `{twice}`s of this path");
            found.push(Draft::new(tree.type_span(param.ty), message));
        }
    }
    found
}

/// The type that stands more than once in the tuple of a `Path<(…)>`.
fn repeated(file: &File, ty: TypeId) -> Option<&str> {
    let tree = file.tree();
    let Type::Path(path) = tree[ty] else {
        return None;
    };
    let [only] = tree[tree[tree[path].segments].last()?.args] else {
        return None;
    };
    let Type::Tuple(list) = tree[only] else {
        return None;
    };
    let mut texts: Vec<&str> = tree[list]
        .iter()
        .map(|ty| file.str(tree.type_span(*ty)))
        .collect();
    texts.sort_unstable();
    let twice = texts.windows(2).find(|pair| pair[0] == pair[1])?;
    Some(twice[0])
}
