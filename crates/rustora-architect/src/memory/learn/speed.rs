//! Which code is measured, and which says itself that its speed matters. Nothing is guessed from what code looks like.

use std::collections::BTreeMap;

use rustora_source::cargo::TargetKind;

use super::super::ground::{Ground, Part};
use super::code::strings;
use super::{Lines, count, quoted};

/// How many remarks are told.
const REMARKS: usize = 15;

pub(super) fn learn(ground: &Ground) -> Lines {
    let mut out = Lines::default();
    for package in &ground.workspace.packages {
        for target in package
            .targets
            .iter()
            .filter(|target| target.kind == TargetKind::Bench)
        {
            let path = ground.below(&target.root);
            let source = ground.sources.iter().find(|source| source.path == path);
            let names = source.map(|source| {
                let calls: &[&[&str]] = &[
                    &["benchmark_group"],
                    &["bench_function"],
                    &["bench_with_input"],
                ];
                let mut names: Vec<&str> = Vec::new();
                for named in strings(source, calls, &["("]) {
                    if !names.contains(&named.text) {
                        names.push(named.text);
                    }
                }
                names
            });
            let names = names.unwrap_or_default();
            let mut told = format!("Benchmark `{}` of `{}`", target.name, package.name);
            if !names.is_empty() {
                let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
                let more = names.len().saturating_sub(8);
                told = format!("{told} measures {}", names[..names.len().min(8)].join(", "));
                if more > 0 {
                    told = format!("{told} and {more} more");
                }
            }
            out.add(
                format!("bench {}/{}", package.name, target.name),
                &told,
                &format!("{path}:1"),
            );
        }
    }
    remarks(ground, &mut out);
    out
}

/// What a comment that speaks of speed says.
fn is_remark(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let words = |words: &str| {
        lower.match_indices(words).any(|(at, _)| {
            let before = lower[..at].chars().next_back();
            let after = lower[at + words.len()..].chars().next();
            // As one of a row of qualities it says nothing.
            !before.is_some_and(is_part) && !after.is_some_and(|c| is_part(c) || c == ',')
        })
    };
    let plain = [
        "hot path",
        "hot loop",
        "hotpath",
        "fast path",
        "performance",
        "performance-critical",
        "simd",
        "perf",
        "for speed",
        "n+1",
    ];
    plain.into_iter().any(words)
        || text.contains("O(n")
        || text.contains("O(N")
        || text.contains("O(1)")
        || text.contains("O(log")
}

fn remarks(ground: &Ground, out: &mut Lines) {
    let mut files: BTreeMap<&str, Vec<(u32, &str)>> = BTreeMap::new();
    for source in ground
        .sources
        .iter()
        .filter(|source| source.part == Part::Product)
    {
        for comment in source.comments() {
            if is_remark(comment.text) {
                files
                    .entry(&source.path)
                    .or_default()
                    .push((comment.line, comment.text));
            }
        }
    }
    let all = files.len();
    for (path, remarks) in files.iter().take(REMARKS) {
        let (line, text) = remarks[0];
        let more = match remarks.len() {
            1 => String::new(),
            more => format!(" and {} like it", count(more - 1, "remark")),
        };
        out.add(
            format!("remark {path}"),
            &format!("A comment speaks of speed: {}{more}", quoted(text)),
            &format!("{path}:{line}"),
        );
    }
    if let Some((path, remarks)) = files.iter().nth(REMARKS) {
        let rest = files.values().skip(REMARKS).map(Vec::len).sum();
        let told = format!(
            "And {} on speed in {}",
            count(rest, "more remark"),
            count(all - REMARKS, "file")
        );
        out.add("remarks more", &told, &format!("{path}:{}", remarks[0].0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_explicit_counts() {
        for text in [
            "This is a hot path.",
            "SIMD here",
            "costs O(n) per call",
            "perf: no copy",
        ] {
            assert!(is_remark(text), "{text}");
        }
        for text in [
            "correctness, performance, cost",
            "the shot paths",
            "perform it",
            "perfect",
            "performed",
        ] {
            assert!(!is_remark(text), "{text}");
        }
    }
}
