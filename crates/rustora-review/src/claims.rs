//! What a finding rests on that a compiler can be asked: which functions its calls reach, and whether its code is compiled.
//!
//! The engine resolves names without a compiler and is nearly always right. Where a compiler is at hand, it is asked about the few
//! calls that findings point at. Only two answers count: the same function, and a function of the workspace with the same
//! name. Silence says nothing: the code may stand behind a `cfg`, or in a macro.

use std::collections::BTreeSet;

use rustora_source::Span;
use rustora_source::tree::ItemKind;
use serde::{Deserialize, Serialize};

use crate::facts::{Body, Call, CrateKind, FileId, ItemRef, Program};
use crate::listing;
use crate::rule::Draft;

/// A call that a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Where the function is named, in bytes from the start of the finding's file: a method by its name, any other by the whole
    /// path.
    pub at: u32,
    /// The function, as the compiler names it: `std::fs::read`, `std::io::Read::read`.
    pub path: String,
}

/// Notes in drafts which calls they rest on: the one that the rule was asked about, or those whose names they point at.
pub(crate) fn note(body: &Body<'_>, asked: Option<&Call>, drafts: &mut [Draft]) {
    for draft in drafts {
        let points_at = |call: &&Call| {
            let name = call.name_span(body);
            let related = draft.related.iter();
            let mut related = related.filter(|(file, ..)| *file == body.file);
            name == draft.span || related.any(|(_, span, _)| *span == name || *span == call.name)
        };
        let calls = body.calls.iter().chain(&body.named);
        let calls: Vec<&Call> = match asked {
            Some(call) => vec![call],
            None => calls.filter(points_at).collect(),
        };
        let claims = calls
            .iter()
            .map(|call| (call.name_span(body).start, call.callee));
        draft.rests_on = claims.collect();
    }
}

/// The claims of a draft in the compiler's words.
pub(crate) fn told(program: &Program<'_>, draft: &Draft) -> Vec<Claim> {
    let mut claims: Vec<Claim> = draft
        .rests_on
        .iter()
        .filter_map(|(at, callee)| {
            Some(Claim {
                at: *at,
                path: listing::path(program, *callee)?,
            })
        })
        .collect();
    claims.dedup();
    claims
}

/// The functions of the workspace with the same names as those that are claimed, as the compiler names them.
pub(crate) fn namesakes<'c>(
    program: &Program<'_>,
    claims: impl Iterator<Item = &'c Claim>,
) -> Vec<String> {
    let last = |path: &'c str| path.rsplit("::").next().unwrap_or(path);
    let names: BTreeSet<&str> = claims.map(|claim| last(&claim.path)).collect();
    if names.is_empty() {
        return Vec::new();
    }
    let own = program
        .files()
        .filter(|(_, file)| matches!(program.krate(file.krate).kind, CrateKind::Workspace { .. }));
    let functions = own.flat_map(|(file, data)| {
        let items = data.tree().items();
        let functions = items.filter(|(_, item)| matches!(item.kind, ItemKind::Fn(_)));
        functions.map(move |(item, _)| ItemRef { file, item })
    });
    let functions = functions.filter(|function| names.contains(program.name(*function)));
    let mut paths: Vec<String> = functions
        .filter(|function| !listing::is_of_foreign_trait(program, *function))
        .map(|function| program.path(function))
        .collect();
    paths.sort_unstable();
    paths.dedup();
    paths
}

/// Whether something decides if the code at a place is compiled: a `cfg` on it or around it, or a target that is not always
/// there. What only tests compile is always compiled: all targets are.
pub(crate) fn is_conditional(program: &Program<'_>, file: FileId, span: Span) -> bool {
    let data = program.file(file);
    let krate = program.krate(data.krate);
    let CrateKind::Workspace { package, target } = krate.kind else {
        return true;
    };
    let package = program.workspace.packages.get(package);
    let targets = package.into_iter().flat_map(|package| &package.targets);
    let mut own = targets.filter(|known| known.kind == target && known.name == krate.name);
    // A file of no target is compiled by nobody.
    if own.next().is_none_or(|target| target.needs_features) {
        return true;
    }
    // `#![cfg(…)]` at the top of a file decides about all of it, and about the modules below.
    let mut outer = Some(file);
    while let Some(id) = outer {
        if program.file(id).text.contains("#![cfg(") {
            return true;
        }
        outer = program.file(id).parent.map(|module| module.file);
    }
    let around = data
        .tree()
        .items()
        .filter(|(_, item)| item.span.start <= span.start && span.end <= item.span.end)
        .min_by_key(|(_, item)| item.span.end - item.span.start);
    let Some((id, item)) = around else {
        return data.text.contains("cfg");
    };
    // Statements, arms and fields have attributes too: the text of the smallest item is searched for all of them.
    let is_function = matches!(item.kind, ItemKind::Fn(_) | ItemKind::Const { .. });
    let text = data.str(item.span);
    let inside = is_function
        && ["#[cfg", "cfg!", "cfg_if"]
            .iter()
            .any(|cfg| text.contains(cfg));
    inside || listing::is_conditional(program, ItemRef { file, item: id })
}
