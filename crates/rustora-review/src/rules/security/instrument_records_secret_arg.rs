//! Secrets that `#[instrument]` writes into every trace.

use rustora_source::Edit;
use rustora_source::tree::{Meta, Pat, TypeId};

use crate::facts::{Env, ItemRef, Namespace, Prim, Program, Ty, names_secret};
use crate::finding::{Applicability, Category, Confidence, Fix, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "instrument-records-secret-arg",
    category: Category::Security,
    severity: Severity::Error,
    confidence: Confidence::High,
    fix: FixAvailability::Sometimes,
    why: "every call writes the value in plain text to the log and to the tracing backend, where more people read it, \
          and for longer, than the database",
    page: include_str!("instrument_records_secret_arg.md"),
    asks: &[Ask::Functions(check)],
};

fn check(program: &Program<'_>, item: ItemRef) -> Vec<Draft> {
    let file = program.file(item.file);
    let tree = file.tree();
    let module = program.module_of(item);
    let instruments = |meta: &&Meta| {
        let found = program.resolve_text(module, file.str(meta.name), Namespace::Macro);
        found.is_some_and(|item| program.is(item, "tracing::instrument"))
    };
    let Some(attr) = tree[tree[item.item].attrs].iter().find(instruments) else {
        return Vec::new();
    };
    let Some(function) = tree.function(item.item) else {
        return Vec::new();
    };
    let args = &tree[attr.args];
    if args.iter().any(|arg| file.str(arg.name) == "skip_all") {
        return Vec::new();
    }
    // `fields(name = …)` replaces what would be recorded under that name.
    let skips = args
        .iter()
        .filter(|arg| matches!(file.str(arg.name), "skip" | "fields"));
    let skipped: Vec<&str> = skips
        .flat_map(|arg| &tree[arg.args])
        .map(|arg| file.str(arg.name))
        .collect();
    let mut found = Vec::new();
    for param in &tree[function.params] {
        let Pat::Name { name: span, .. } = tree[param.pat] else {
            continue;
        };
        let name = file.str(span);
        if names_secret(name) && !skipped.contains(&name) && is_text(program, item, param.ty) {
            let message = format!("`#[instrument]` records `{name}` in the span of every call");
            found.push(
                Draft::new(attr.span, message)
                    .related(item.file, span, "the argument")
                    .fix(skip(program, item, attr, name)),
            );
        }
    }
    found
}

/// A type of ours may hide what it holds; text cannot.
fn is_text(program: &Program<'_>, item: ItemRef, ty: TypeId) -> bool {
    let ty = program.lower(&Env::new(program.scope_of(item)), ty);
    is_text_type(program, &ty)
}

fn is_text_type(program: &Program<'_>, ty: &Ty) -> bool {
    match ty.peeled() {
        Ty::Prim(prim) => *prim == Prim::Str,
        Ty::Adt(item, _) if program.is(*item, "std::string::String") => true,
        Ty::Adt(item, args) if program.is(*item, "std::option::Option") => args
            .first()
            .is_some_and(|inner| is_text_type(program, inner)),
        _ => false,
    }
}

fn skip(program: &Program<'_>, item: ItemRef, attr: &Meta, name: &str) -> Option<Fix> {
    let file = program.file(item.file);
    let tree = file.tree();
    let args = &tree[attr.args];
    let skips = args
        .iter()
        .find(|arg| file.str(arg.name) == "skip")
        .and_then(|arg| tree[arg.args].first());
    let edit = match (skips, args.first()) {
        (Some(first), _) => Edit::insert(first.span.start, format!("{name}, ")),
        (None, Some(first)) => Edit::insert(first.span.start, format!("skip({name}), ")),
        (None, None) => Edit::insert(attr.name.end, format!("(skip({name}))")),
    };
    // `instrument()` with empty parentheses would get a second pair.
    let is_plain = !file.str(attr.span).contains("()");
    is_plain.then(|| Fix {
        title: format!("keep `{name}` out of the span"),
        applicability: Applicability::MachineApplicable,
        edits: vec![edit],
    })
}
