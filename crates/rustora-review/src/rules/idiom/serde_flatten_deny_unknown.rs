//! Structs that refuse unknown fields and flatten what leaves its fields unknown.

use rustora_source::Span;
use rustora_source::tree::{Field, ItemKind, List, Meta};

use crate::facts::{Env, File, FileId, ItemRef, Joins, Program, Ty};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "serde-flatten-deny-unknown",
    category: Category::Idiom,
    severity: Severity::Warning,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "serde does not support the two together: a document with the flattened fields is refused as one with unknown \
          fields, at run time and every time",
    page: include_str!("serde_flatten_deny_unknown.md"),
    asks: &[Ask::Workspace(check)],
};

/// Types that take whatever fields there are, and leave them unknown.
const OPEN: [&str; 4] = [
    "serde_json::Map",
    "serde_json::Value",
    "std::collections::BTreeMap",
    "std::collections::HashMap",
];

fn check(program: &Program<'_>, _: &Joins) -> Vec<(FileId, Draft)> {
    let mut found = Vec::new();
    let mut files: Vec<_> = program.files().filter(|(_, file)| file.reviewed).collect();
    files.sort_by(|(_, a), (_, b)| a.path.cmp(&b.path));
    for (id, file) in files {
        for (item, data) in file.tree().items() {
            let ItemKind::Struct(shape) = data.kind else {
                continue;
            };
            let Some(denied) = serde(file, data.attrs, "deny_unknown_fields") else {
                continue;
            };
            if data.test || !derives_deserialize(file, data.attrs) {
                continue;
            }
            let at = ItemRef { file: id, item };
            for field in &file.tree()[file.tree()[shape].fields] {
                let Some((flatten, what)) = flattened(program, at, field) else {
                    continue;
                };
                let message = format!("flattened with `deny_unknown_fields`, {what} is refused");
                let draft = Draft::new(flatten, message);
                found.push((id, draft.related(id, denied, "denied here")));
            }
        }
    }
    found
}

/// Where a field is flattened whose type leaves its own fields unknown, and what is refused then.
fn flattened(program: &Program<'_>, of: ItemRef, field: &Field) -> Option<(Span, &'static str)> {
    let file = program.file(of.file);
    let flatten = serde(file, field.attrs, "flatten")?;
    if ["skip", "skip_deserializing", "deserialize_with", "with"]
        .iter()
        .any(|name| serde(file, field.attrs, name).is_some())
    {
        return None;
    }
    let mut ty = program.lower(&Env::new(program.scope_of(of)), field.ty);
    while let Ty::Adt(item, args) = &ty
        && ["std::boxed::Box", "std::option::Option"]
            .iter()
            .any(|path| program.is(*item, path))
    {
        ty = args.first()?.clone();
    }
    let item = ty.adt()?;
    if OPEN.iter().any(|path| program.is(item, path)) {
        return Some((flatten, "every field that this map is for"));
    }
    let inner = program.file(item.file);
    let tree = inner.tree();
    let attrs = tree[item.item].attrs;
    // Whatever else may be written by hand.
    if !program.is_workspace(item) || !derives_deserialize(inner, attrs) {
        return None;
    }
    let has = |name| serde(inner, attrs, name).is_some();
    match tree[item.item].kind {
        ItemKind::Enum(_) if has("untagged") || has("tag") && !has("content") => {
            Some((flatten, "every variant of this enum"))
        }
        ItemKind::Struct(data) => tree[tree[data].fields]
            .iter()
            .any(|field| serde(inner, field.attrs, "flatten").is_some())
            .then_some((flatten, "what this struct flattens itself")),
        _ => None,
    }
}

/// Where `#[serde(name)]` or `#[serde(name = …)]` stands among attributes.
fn serde(file: &File, attrs: List<Meta>, name: &str) -> Option<Span> {
    let metas = &file.tree()[attrs];
    let of_serde = metas.iter().filter(|meta| file.str(meta.name) == "serde");
    of_serde
        .flat_map(|meta| &file.tree()[meta.args])
        .find(|arg| file.str(arg.name) == name)
        .map(|arg| arg.span)
}

fn derives_deserialize(file: &File, attrs: List<Meta>) -> bool {
    let metas = &file.tree()[attrs];
    let mut derives = metas.iter().filter(|meta| file.str(meta.name) == "derive");
    derives.any(|meta| {
        file.tree()[meta.args]
            .iter()
            .any(|derived| file.str(derived.name).ends_with("Deserialize"))
    })
}
