//! What the code itself says is not done: marks in comments, lints that are off with a reason, deprecated items.

use std::collections::BTreeMap;

use super::super::ground::{Ground, Part, Source};
use super::{Lines, count, quoted};

/// How many files with marks are told.
const FILES: usize = 20;

/// How many excuses and deprecated items are told.
const OTHERS: usize = 8;

/// The first two in pieces: whoever looks for them in this repository should find none.
const MARKS: [&str; 4] = [concat!("TO", "DO"), concat!("FIX", "ME"), "HACK", "XXX"];

pub(super) fn learn(ground: &Ground) -> Lines {
    let mut out = Lines::default();
    marks(ground, &mut out);
    excuses(ground, &mut out);
    deprecated(ground, &mut out);
    out
}

/// The mark that a comment is, with what it says.
fn mark(text: &str) -> Option<(&'static str, &str)> {
    MARKS.into_iter().find_map(|mark| {
        let at = text.find(mark)?;
        let rest = &text[at + mark.len()..];
        let first = text[..at]
            .trim_matches([' ', '-', '*', '[', '(', '@', '#'])
            .is_empty();
        let whole = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-');
        let inside = text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let told = rest.trim_start_matches([' ', ':', '-', ']', '!', '.']);
        (whole && !inside && (first || rest.starts_with([':', '(']))).then_some((mark, told))
    })
}

/// A mark, its line, what it says.
type Mark<'t> = (&'static str, u32, &'t str);

fn marks(ground: &Ground, out: &mut Lines) {
    let mut files: Vec<(&Source, Vec<Mark<'_>>)> = Vec::new();
    for source in &ground.sources {
        let comments = source.comments();
        let found = comments.iter().filter_map(|comment| {
            let (mark, told) = mark(comment.text)?;
            Some((mark, comment.line, told))
        });
        let found: Vec<_> = found.collect();
        if !found.is_empty() {
            files.push((source, found));
        }
    }
    // Of many the ones in the product, the fullest first; told in the order of their paths.
    files.sort_by_key(|(source, found)| {
        (
            source.part != Part::Product,
            std::cmp::Reverse(found.len()),
            &source.path,
        )
    });
    let rest = files.split_off(files.len().min(FILES));
    files.sort_by_key(|(source, _)| &source.path);
    for (source, found) in &files {
        let kinds = MARKS.into_iter().filter_map(|mark| {
            let number = found.iter().filter(|(other, ..)| *other == mark).count();
            (number > 0).then(|| format!("{number} {mark}"))
        });
        let kinds: Vec<String> = kinds.collect();
        let said = found.iter().filter(|(_, _, told)| !told.is_empty()).take(2);
        let said: Vec<String> = said
            .map(|(_, line, told)| format!("line {line} {}", quoted(told)))
            .collect();
        let mut told = format!("`{}`: {}", source.path, kinds.join(", "));
        if !said.is_empty() {
            told = format!("{told}: {}", said.join(", "));
        }
        out.add(
            format!("marks {}", source.path),
            &told,
            &format!("{}:{}", source.path, found[0].1),
        );
    }
    if let Some((source, found)) = rest.first() {
        let marks = rest.iter().map(|(_, found)| found.len()).sum();
        let told = format!(
            "And {} in {}",
            count(marks, "more mark"),
            count(rest.len(), "file")
        );
        out.add(
            "marks more",
            &told,
            &format!("{}:{}", source.path, found[0].1),
        );
    }
}

/// Lints that are off with a reason, by lint.
fn excuses(ground: &Ground, out: &mut Lines) {
    let mut lints: BTreeMap<&str, Vec<(&str, String)>> = BTreeMap::new();
    for source in ground
        .sources
        .iter()
        .filter(|source| source.part == Part::Product)
    {
        let Some(tree) = source.tree() else { continue };
        let items = source.items().flat_map(|item| &tree[item.attrs]);
        for meta in items.chain(tree.file_attrs()) {
            if !matches!(source.str(meta.name), "allow" | "expect") {
                continue;
            }
            let args = &tree[meta.args];
            let reason = args
                .iter()
                .find(|arg| source.str(arg.name) == "reason")
                .and_then(|arg| arg.value);
            let Some(reason) = reason else { continue };
            for arg in args.iter().filter(|arg| arg.value.is_none()) {
                let told = source.str(reason).trim_matches('"');
                lints
                    .entry(source.str(arg.name))
                    .or_default()
                    .push((told, source.place(meta.span.start)));
            }
        }
    }
    let mut lints: Vec<_> = lints.into_iter().collect();
    lints.sort_by_key(|(lint, found)| (std::cmp::Reverse(found.len()), *lint));
    for (lint, found) in lints.iter().take(OTHERS) {
        let (reason, place) = &found[0];
        let first = if found.len() > 1 { ", first" } else { ", " };
        let told = format!(
            "Lint `{lint}` is off with a reason in {}{} {}",
            count(found.len(), "place"),
            first.trim_end(),
            quoted(reason)
        );
        out.add(format!("excused {lint}"), &told, place);
    }
    if let Some((_, found)) = lints.get(OTHERS) {
        let rest = lints[OTHERS..].iter().map(|(_, found)| found.len()).sum();
        let told = format!(
            "And {} are off with a reason in {}",
            count(lints.len() - OTHERS, "more lint"),
            count(rest, "place")
        );
        out.add("excused more", &told, &found[0].1);
    }
}

fn deprecated(ground: &Ground, out: &mut Lines) {
    let mut found = Vec::new();
    for source in ground
        .sources
        .iter()
        .filter(|source| source.part == Part::Product)
    {
        for item in source.items() {
            if source.attr(item, "deprecated").is_some() && !item.name.is_empty() {
                found.push((source.str(item.name), source.place(item.name.start)));
            }
        }
    }
    for (name, place) in found.iter().take(OTHERS) {
        let file = place
            .rsplit_once(':')
            .map_or(place.as_str(), |(file, _)| file);
        out.add(
            format!("deprecated {name} {file}"),
            &format!("`{name}` is deprecated"),
            place,
        );
    }
    if let Some((_, place)) = found.get(OTHERS) {
        let told = format!(
            "And {} are deprecated",
            count(found.len() - OTHERS, "more item")
        );
        out.add("deprecated more", &told, place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_stands_first_or_has_a_colon() {
        assert_eq!(mark("HACK: later"), Some(("HACK", "later")));
        assert_eq!(mark("this is odd, XXX(x) soon"), Some(("XXX", "(x) soon")));
        for text in ["the HACK list", "XXX-XXX-XXXX", "MYHACK: no", "a HACKY way"] {
            assert_eq!(mark(text), None, "{text}");
        }
    }
}
