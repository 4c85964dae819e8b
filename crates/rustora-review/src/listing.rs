//! What the resolver sees, listed: every call that reaches a function of a signature table.
//!
//! Findings show the resolver only through rules. Whoever wants to measure it against a compiler, or to build on
//! what it knows, asks here.

use std::path::PathBuf;

use rayon::prelude::*;
use rustora_host::Host;
use rustora_source::cargo::TargetKind;
use rustora_source::tree::{Item, ItemKind, Meta, Type};

use crate::facts::{Body, Call, Def, File, ItemRef, Namespace, Prim, Program};
use crate::review::{Engine, ReviewError, Scope, threads};

/// A function that a signature table knows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TableFunction {
    /// Its path, a trait's method by its trait: `std::fs::read`, `std::io::Read::read`.
    pub path: String,
    /// What the table says of it besides its signature: `blocks`, `cancel_unsafe`, …
    pub marks: Vec<String>,
}

/// A call whose target is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListedCall {
    /// The file.
    pub file: PathBuf,
    /// Where the function is named, in bytes from the file's start: a method by its name, any other by the whole path.
    pub at: u32,
    /// The line, from 1.
    pub line: u32,
    /// The target, named as in [`TableFunction::path`].
    pub target: String,
    /// What the code around it is for.
    pub part: Part,
    /// Whether a `cfg` decides if it is compiled.
    pub conditional: bool,
}

/// What code is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// It is in a library or program that is delivered.
    Product,
    /// Only tests run it.
    Test,
    /// An example, a benchmark, a build script, or a file that no target declares.
    Other,
}

/// What the resolver says of a workspace.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// The functions of all tables that the workspace's code reaches into.
    pub functions: Vec<TableFunction>,
    /// The calls of such functions, by file and place.
    pub calls: Vec<ListedCall>,
}

/// Lists what `paths`, as those of a [`Request`](crate::Request), call out of the signature tables.
///
/// # Errors
/// As [`review`](crate::review).
pub fn listing(host: &dyn Host, paths: &[PathBuf]) -> Result<Listing, ReviewError> {
    let scope = Scope::of(host, paths)?;
    Ok(threads(None)?.install(|| {
        let (program, settings) = Engine::load(host, &scope);
        let engine = Engine::new(&program, &scope, &settings);
        let calls_of = |owner: &ItemRef| -> Vec<ListedCall> {
            let told = engine.is_told(&program.file(owner.file).path);
            let body = told.then(|| program.body(*owner)).flatten();
            body.iter()
                .flat_map(|body| {
                    body.calls
                        .iter()
                        .chain(&body.named)
                        .filter_map(|call| listed(&program, body, call))
                })
                .collect()
        };
        let mut calls: Vec<ListedCall> = engine.owners().par_iter().flat_map(calls_of).collect();
        calls.sort_unstable();
        calls.dedup();
        let mut functions: Vec<TableFunction> = program
            .files()
            .filter(|(_, file)| program.is_table(file))
            .flat_map(|(file, data)| {
                data.tree()
                    .items()
                    .filter(|(_, item)| matches!(item.kind, ItemKind::Fn(_)))
                    .map(move |(item, _)| ItemRef { file, item })
            })
            .filter_map(|item| {
                Some(TableFunction {
                    path: path(&program, item)?,
                    marks: marks(program.file(item.file), program.item(item)),
                })
            })
            .collect();
        functions.sort_unstable();
        functions.dedup();
        Listing { functions, calls }
    }))
}

fn listed(program: &Program<'_>, body: &Body<'_>, call: &Call) -> Option<ListedCall> {
    let target = path(program, call.callee)?;
    let source = body.source();
    let at = call.name_span(body).start;
    Some(ListedCall {
        file: source.path.clone(),
        at,
        line: source.parsed.lines.line(at),
        target,
        part: match body.target() {
            _ if body.is_test() => Part::Test,
            Some(TargetKind::Lib | TargetKind::Bin) => Part::Product,
            _ => Part::Other,
        },
        conditional: is_conditional(program, body.owner),
    })
}

/// Whether a function of the workspace implements a trait of somebody else's: a compiler knows it by that trait.
pub(crate) fn is_of_foreign_trait(program: &Program<'_>, function: ItemRef) -> bool {
    let tree = program.file(function.file).tree();
    let around = tree[function.item].parent.map(|parent| tree[parent].kind);
    let Some(ItemKind::Impl(data)) = around else {
        return false;
    };
    tree[data].trait_path.is_some()
}

/// The path by which a compiler knows a table's function: a method of a trait belongs to the trait, whoever implements it.
pub(crate) fn path(program: &Program<'_>, function: ItemRef) -> Option<String> {
    let file = program.file(function.file);
    let tree = file.tree();
    let name = program.name(function);
    let around = tree[function.item].parent.map(|parent| tree[parent].kind);
    if let Some(ItemKind::Impl(data)) = around {
        if let Some(of) = tree[data].trait_path {
            let module = program.module_of(function);
            let Def::Item(of) = program.resolve(module, of, Namespace::Type)?.def else {
                return None;
            };
            let is_known = program.is_table(program.file(of.file));
            return is_known.then(|| format!("{}::{name}", program.path(of)));
        }
        let owner = match tree[tree[data].self_ty] {
            Type::Slice(_) => Some("slice"),
            Type::Path(path) => match &tree[tree[path].segments] {
                [only] => Some(file.str(only.name)).filter(|name| Prim::named(name).is_some()),
                _ => None,
            },
            _ => None,
        };
        if let Some(owner) = owner {
            return Some(format!("{owner}::{name}"));
        }
    }
    program.is_table(file).then(|| program.path(function))
}

fn marks(file: &File, item: &Item) -> Vec<String> {
    let name = |meta: &Meta| file.str(meta.name).to_owned();
    file.tree()[item.attrs].iter().map(name).collect()
}

/// Whether an item, a module around it or the declaration of its file stands below a `cfg`.
pub(crate) fn is_conditional(program: &Program<'_>, item: ItemRef) -> bool {
    let mut at = Some(item);
    while let Some(item) = at {
        let file = program.file(item.file);
        let mut inside = Some(item.item);
        while let Some(id) = inside {
            let item = &file.tree()[id];
            let is_cfg = |meta: &Meta| matches!(file.str(meta.name), "cfg" | "cfg_attr");
            if file.tree()[item.attrs].iter().any(is_cfg) {
                return true;
            }
            inside = item.parent;
        }
        at = program.declaration(item.file);
    }
    false
}
