//! The error types: what each is made from, and what it becomes at the edge.

use std::collections::{BTreeMap, BTreeSet};

use rustora_source::tree::{Field, Item, ItemKind, Type, TypeId};

use super::super::ground::{Ground, Part, Source};
use super::{Lines, count, ticked};

/// How many types are told one by one.
const TYPES: usize = 16;

#[derive(Default)]
struct Found {
    /// Where it is defined; empty for a type that a macro makes.
    place: String,
    /// Where something is implemented for it.
    impl_place: String,
    /// What it is.
    kind: &'static str,
    derives: Option<&'static str>,
    variants: usize,
    /// What `#[from]`, `#[source]` and `impl From` say.
    from: BTreeSet<String>,
    source: BTreeSet<String>,
    /// The traits by which a framework answers with it.
    answers: BTreeSet<String>,
    is_error: bool,
    hand_made: bool,
}

pub(super) fn learn(ground: &Ground) -> Lines {
    let mut found: BTreeMap<(usize, String), Found> = BTreeMap::new();
    let mut aliases = Vec::new();
    for source in ground
        .sources
        .iter()
        .filter(|source| source.part == Part::Product)
    {
        for item in source.items() {
            types(source, item, &mut found);
            impls(source, item, &mut found);
            aliases.extend(alias(source, item));
        }
    }
    let mut out = Lines::default();
    let several = ground.workspace.packages.len() > 1;
    let mut told: Vec<_> = found.into_iter().filter(|(_, one)| one.is_error).collect();
    for (_, one) in told.iter_mut().filter(|(_, one)| one.place.is_empty()) {
        (one.place, one.kind) = (
            std::mem::take(&mut one.impl_place),
            "type that a macro makes",
        );
    }
    // The ones that others are made of, or that reach a client, first.
    told.sort_by_key(|((package, name), one)| {
        (
            one.answers.is_empty(),
            std::cmp::Reverse(one.from.len() + one.source.len()),
            *package,
            name.clone(),
        )
    });
    let rest = told.split_off(told.len().min(TYPES));
    for ((package, name), one) in &told {
        let of = ground.workspace.packages.get(*package).filter(|_| several);
        let of = of
            .map(|package| format!(" of `{}`", package.name))
            .unwrap_or_default();
        let key = format!("{name}{of}").replace('`', "");
        out.add(
            key,
            &format!("`{name}` ({}{of}){}", one.kind, one.details()),
            &one.place,
        );
    }
    if let Some((_, first)) = rest.first() {
        let files: BTreeSet<&str> = rest
            .iter()
            .filter_map(|(_, one)| one.place.rsplit_once(':'))
            .map(|(path, _)| path)
            .collect();
        let names = rest.iter().map(|((_, name), _)| name);
        let told = format!(
            "And {} in {}: {}",
            count(rest.len(), "smaller error type"),
            count(files.len(), "file"),
            ticked(names, 20)
        );
        out.add("more error types", &told, &first.place);
    }
    aliases.sort_by(|a: &Alias, b| a.place.cmp(&b.place));
    for alias in aliases.iter().take(6) {
        let file = alias
            .place
            .rsplit_once(':')
            .map_or(alias.place.as_str(), |(file, _)| file);
        out.add(
            format!("type {} {file}", alias.name),
            &format!(
                "Type alias `{}` stands for `{}`",
                alias.name, alias.stands_for
            ),
            &alias.place,
        );
    }
    out
}

impl Found {
    fn details(&self) -> String {
        let mut parts = Vec::new();
        if let Some(derives) = self.derives {
            parts.push(format!("derives {derives}"));
        } else if self.hand_made {
            parts.push("implements `std::error::Error` by hand".to_owned());
        }
        if self.variants > 0 {
            parts.push(count(self.variants, "variant"));
        }
        if !self.from.is_empty() {
            parts.push(format!("made from {}", ticked(&self.from, 8)));
        }
        let source: Vec<&String> = self.source.difference(&self.from).collect();
        if !source.is_empty() {
            parts.push(format!("wraps {}", ticked(source, 8)));
        }
        if !self.answers.is_empty() {
            parts.push(format!(
                "answers requests through {}",
                ticked(&self.answers, 3)
            ));
        }
        if parts.is_empty() {
            String::new()
        } else {
            format!(": {}", parts.join("; "))
        }
    }
}

fn types(source: &Source, item: &Item, found: &mut BTreeMap<(usize, String), Found>) {
    let Some(tree) = source.tree() else { return };
    let kind = match item.kind {
        ItemKind::Enum(_) => "enum",
        ItemKind::Struct(_) => "struct",
        _ => return,
    };
    let one = found
        .entry((source.package, source.str(item.name).to_owned()))
        .or_default();
    if one.place.is_empty() {
        one.place = source.place(item.name.start);
        one.kind = kind;
    }
    let derives = tree[item.attrs]
        .iter()
        .filter(|meta| source.str(meta.name) == "derive");
    for derive in derives.flat_map(|meta| &tree[meta.args]) {
        let name = source.str(derive.name);
        let by = match name.rsplit("::").next().unwrap_or(name) {
            "Error" if name.contains("derive_more") => "`derive_more::Error`",
            "Error" => "`thiserror::Error`",
            "Snafu" => "`snafu::Snafu`",
            _ => continue,
        };
        one.derives = Some(by);
        one.is_error = true;
    }
    let mut field = |field: &Field| {
        for meta in &tree[field.attrs] {
            let ty = source.str(tree.type_span(field.ty)).to_owned();
            match source.str(meta.name) {
                "from" => _ = one.from.insert(ty),
                "source" => _ = one.source.insert(ty),
                _ => {}
            }
        }
    };
    match item.kind {
        ItemKind::Enum(data) => {
            let variants = &tree[tree[data].variants];
            variants
                .iter()
                .flat_map(|variant| &tree[variant.fields])
                .for_each(&mut field);
            one.variants = variants.len();
        }
        ItemKind::Struct(data) => tree[tree[data].fields].iter().for_each(&mut field),
        _ => {}
    }
}

fn impls(source: &Source, item: &Item, found: &mut BTreeMap<(usize, String), Found>) {
    let Some(tree) = source.tree() else { return };
    let ItemKind::Impl(data) = item.kind else {
        return;
    };
    let (Some(of), Some(name)) = (tree[data].trait_path, name_of(source, tree[data].self_ty))
    else {
        return;
    };
    let segments = &tree[tree[of].segments];
    let Some(last) = segments.last() else { return };
    let trait_name = source.str(last.name);
    let is = |names: &[&str]| names.contains(&trait_name);
    if !is(&[
        "Error",
        "From",
        "IntoResponse",
        "ResponseError",
        "Responder",
        "Reject",
        "StdError",
    ]) {
        return;
    }
    let one = found.entry((source.package, name.to_owned())).or_default();
    if one.place.is_empty() && one.impl_place.is_empty() {
        one.impl_place = source.place(item.span.start);
    }
    match trait_name {
        "Error" | "StdError" => {
            one.is_error = true;
            one.hand_made = true;
        }
        "From" => {
            if let Some(ty) = tree[last.args].first() {
                one.from.insert(source.str(tree.type_span(*ty)).to_owned());
            }
        }
        _ => {
            one.answers.insert(trait_name.to_owned());
            // An answer that is no error is a page, not an error type.
            one.is_error |= name.contains("Err") || trait_name == "ResponseError";
        }
    }
}

/// The last name of a type's path.
fn name_of(source: &Source, ty: TypeId) -> Option<&str> {
    let tree = source.tree()?;
    match tree[ty] {
        Type::Path(path) => {
            let last = tree[tree[path].segments].last()?;
            Some(source.str(last.name))
        }
        _ => None,
    }
}

struct Alias {
    name: String,
    stands_for: String,
    place: String,
}

fn alias(source: &Source, item: &Item) -> Option<Alias> {
    let tree = source.tree()?;
    let ItemKind::TypeAlias(data) = item.kind else {
        return None;
    };
    let name = source.str(item.name);
    let is_top = item
        .parent
        .is_none_or(|parent| matches!(tree[parent].kind, ItemKind::Mod(_)));
    let ty = tree[data].ty?;
    (is_top && name.ends_with("Result")).then(|| Alias {
        name: name.to_owned(),
        stands_for: super::one_line(source.str(tree.type_span(ty)))
            .replace("< ", "<")
            .replace(", >", ">"),
        place: source.place(item.name.start),
    })
}
