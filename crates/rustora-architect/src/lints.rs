//! What compiler and clippy say, as findings: which of the six questions it answers, how bad and how sure it is.
//!
//! Pedantic lints that the workspace did not ask for are worth a look and no more. Clippy's lints about guards across awaits know
//! which variables hold guards, and not when those end; the engine of the rules knows the latter. Where a rule says
//! nothing, it is asked about the variable that clippy names: what it finds held is told with confidence, the rest without.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use rustora_host::Host;
use rustora_proof::{Lint, LintLevel};
use rustora_review::{
    Category, Confidence, Location, Request, Review, Severity, Source, held_across_await,
};
use rustora_source::{LineIndex, Span};

use crate::review::{Told, Tool, fix_of};

/// Lints by name whose group says too little about what they answer.
const BY_NAME: &[(Category, &[&str])] = &[
    (
        Category::Correctness,
        &[
            "await_holding_invalid_type",
            "await_holding_lock",
            "await_holding_refcell_ref",
            "cast_possible_truncation",
            "cast_possible_wrap",
            "cast_sign_loss",
            "float_cmp",
            "large_stack_arrays",
            "multiple_unsafe_ops_per_block",
            "mutex_atomic",
            "mut_mutex_lock",
            "significant_drop_in_scrutinee",
            "significant_drop_tightening",
            "undocumented_unsafe_blocks",
        ],
    ),
    (
        Category::Cost,
        &[
            "assigning_clones",
            "cloned_instead_of_copied",
            "flat_map_option",
            "format_collect",
            "format_push_string",
            "implicit_clone",
            "inefficient_to_string",
            "large_futures",
            "large_types_passed_by_value",
            "linkedlist",
            "needless_collect",
            "needless_pass_by_value",
            "redundant_clone",
            "trivially_copy_pass_by_ref",
            "unnecessary_box_returns",
        ],
    ),
    (
        Category::Errors,
        &[
            "expect_used",
            "let_underscore_must_use",
            "map_err_ignore",
            "missing_errors_doc",
            "missing_panics_doc",
            "panic",
            "panic_in_result_fn",
            "result_large_err",
            "result_unit_err",
            "unnecessary_wraps",
            "unused_io_amount",
            "unused_must_use",
            "unused_result_ok",
            "unwrap_in_result",
            "unwrap_used",
        ],
    ),
    (
        Category::Tests,
        &[
            "ignore_without_reason",
            "should_panic_without_expect",
            "tests_outside_test_module",
        ],
    ),
];

/// The lints that follow a guard without knowing when it ends.
const GUARDS: [&str; 3] = [
    "clippy::await_holding_invalid_type",
    "clippy::await_holding_lock",
    "clippy::await_holding_refcell_ref",
];

/// What compiler and clippy say about files of the workspace.
pub(crate) fn judged(host: &dyn Host, quick: &Review, found: &[Lint]) -> Vec<Told> {
    let mut texts: BTreeMap<String, Option<(Arc<Source>, LineIndex)>> = BTreeMap::new();
    let mut same: BTreeMap<String, usize> = BTreeMap::new();
    let mut told = Vec::new();
    let held = held(host, quick, found);
    for lint in found {
        let parts: Vec<_> = lint
            .file
            .iter()
            .map(|part| part.to_string_lossy())
            .collect();
        let path = parts.join("/");
        let text = texts.entry(path.clone()).or_insert_with(|| {
            let bytes = host.read(&quick.root.join(&lint.file)).ok()?;
            let text: Arc<str> = String::from_utf8(bytes).ok()?.into();
            let lines = LineIndex::new(&text);
            Some((
                Arc::new(Source {
                    path: path.clone(),
                    text,
                }),
                lines,
            ))
        });
        let Some((source, lines)) = text else {
            continue;
        };
        let position = |offset| lines.position(&source.text, offset);
        let location = Location {
            source: source.clone(),
            span: lint.span,
            start: position(lint.span.start),
            end: position(lint.span.end),
        };
        let id = lint.code.clone().unwrap_or_else(|| "syntax".to_owned());
        let is_guard = GUARDS.contains(&id.as_str());
        if is_guard && is_told_by_rule(quick, &location) {
            continue;
        }
        let line = lines.text(&source.text, location.start.line).trim();
        let text = format!("{id}\0{path}\0{}\0{line}", lint.message);
        let count = same.entry(text.clone()).or_default();
        *count += 1;
        let hash = blake3::hash(format!("{text}\0{count}").as_bytes()).to_hex();
        let is_held = held.contains(&(lint.file.as_path(), lint.span));
        let (severity, confidence) = weight(lint, is_guard.then_some(is_held));
        told.push(Told {
            tool: if id.starts_with("clippy::") {
                Tool::Clippy
            } else {
                Tool::Rustc
            },
            rule: None,
            fingerprint: hash[..16].to_owned(),
            category: category(lint, &id),
            severity,
            confidence,
            location,
            message: one_line(&lint.message),
            why: (!lint.notes.is_empty()).then(|| one_line(&lint.notes.join("; "))),
            related: Vec::new(),
            fix: fix_of(lint),
            caused_elsewhere: false,
            is_confirmed: false,
            id,
        });
    }
    told
}

/// The places of lints about guards where a guard is indeed held.
fn held<'l>(host: &dyn Host, quick: &Review, found: &'l [Lint]) -> BTreeSet<(&'l Path, Span)> {
    let is_guard = |lint: &&Lint| {
        let code = lint.code.as_deref();
        code.is_some_and(|code| GUARDS.contains(&code))
    };
    let guards: Vec<&Lint> = found.iter().filter(is_guard).collect();
    if guards.is_empty() {
        return BTreeSet::new();
    }
    let variables: Vec<_> = guards
        .iter()
        .map(|lint| (quick.root.join(&lint.file), lint.span))
        .collect();
    let request = Request {
        paths: vec![quick.root.clone()],
        ..Request::default()
    };
    // What cannot be asked is not known to be held.
    let answers = held_across_await(host, &request, &variables).unwrap_or_default();
    let held = guards.into_iter().zip(answers).filter(|(_, held)| *held);
    held.map(|(lint, _)| (lint.file.as_path(), lint.span))
        .collect()
}

/// Whether a rule of ours speaks of a guard in the same line, or in a place that the lint's line explains.
fn is_told_by_rule(quick: &Review, location: &Location) -> bool {
    quick.findings.iter().any(|finding| {
        let related = finding.related.iter().map(|related| &related.location);
        finding.rule.id.contains("guard")
            && related.chain([&finding.location]).any(|other| {
                other.source.path == location.source.path && other.start.line == location.start.line
            })
    })
}

fn category(lint: &Lint, id: &str) -> Category {
    let name = id.strip_prefix("clippy::").unwrap_or(id);
    let by_name = BY_NAME.iter().find(|(_, names)| names.contains(&name));
    if let Some((category, _)) = by_name {
        return *category;
    }
    match (lint.level, lint.group.as_deref()) {
        // What does not compile is not right, whatever else it is.
        (_, Some("correctness" | "suspicious")) | (LintLevel::Error, None) => Category::Correctness,
        (_, Some("perf")) => Category::Cost,
        _ => Category::Idiom,
    }
}

/// `guard` says, for a lint about one, whether it is held.
fn weight(lint: &Lint, guard: Option<bool>) -> (Severity, Confidence) {
    let severity = match (lint.level, lint.group.as_deref()) {
        (LintLevel::Error, _) => Severity::Error,
        (LintLevel::Warning, None | Some("suspicious" | "perf")) => Severity::Warning,
        (LintLevel::Warning, _) => Severity::Note,
    };
    let is_on_by_itself = lint.group.as_deref().is_none_or(|group| {
        matches!(
            group,
            "correctness" | "suspicious" | "style" | "complexity" | "perf"
        )
    });
    let confidence = match (guard, lint.group.as_deref()) {
        (Some(false), _) => Confidence::Low,
        (Some(true), _) | (None, None | Some("correctness")) => Confidence::High,
        _ if is_on_by_itself || lint.is_asked => Confidence::Medium,
        _ => Confidence::Low,
    };
    (severity, confidence)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
