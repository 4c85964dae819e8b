//! Slots that are places: paths of code, and pasted code.
//!
//! A path is taken only if something stands there that a review reads (a folder, a Rust file, a manifest), or if it plainly is
//! meant to be Rust source. It asks what stands where and opens nothing. What would surprise: a word without a slash is a path only
//! where the sentence makes it one, since there is a folder `tests` in every project that has tests.

use std::path::Path;

use rustora_host::{Host, Kind};

use super::super::words::{Span, Words};
use super::{Found, NamedPath, Slots, add_new};

/// How many paths are asked for; more is no request but a listing.
const MOST_PATHS: usize = 32;

pub(super) fn fill(host: &dyn Host, words: &Words<'_>, slots: &mut Slots) {
    for code in &words.code {
        let is_rust = matches!(code.language.as_str(), "" | "rust" | "rs");
        let text = words.raw.get(code.span.clone()).unwrap_or_default();
        if is_rust && !text.trim().is_empty() {
            let span = code.span.clone();
            slots.code.push(Found {
                value: text.to_owned(),
                span,
            });
        }
    }
    for span in chunks(words) {
        if slots.paths.len() < MOST_PATHS
            && let Some(path) = path(host, words, &span)
        {
            let end = span.start + path.path.len();
            add_new(&mut slots.paths, path, span.start..end);
        }
    }
}

/// Pieces without blanks, outside of pasted code, without the punctuation around them.
pub(super) fn chunks(words: &Words<'_>) -> Vec<Span> {
    let mut all = Vec::new();
    let mut start = None;
    let close = |start: &mut Option<usize>, end: usize, all: &mut Vec<Span>| {
        let Some(start) = start.take() else { return };
        let text = &words.raw[start..end];
        let opening = ['`', '"', '\'', '(', '[', '<', '“', '«', '¿', '¡'];
        let closing = [
            '`', '"', '\'', ')', ']', '>', '”', '»', ',', ';', ':', '!', '?', '.',
        ];
        let inner = text.trim_start_matches(opening);
        let start = start + (text.len() - inner.len());
        let inner = inner.trim_end_matches(closing);
        if !inner.is_empty() {
            all.push(start..start + inner.len());
        }
    };
    for (at, c) in words.raw.char_indices() {
        let is_code = words.code.iter().any(|code| code.span.contains(&at));
        // A semicolon ends a path, as it ends a command.
        if c.is_whitespace()
            || is_code
            || matches!(c, ';' | ',' | '，' | '。' | '、' | '？' | '|' | '&')
        {
            close(&mut start, at, &mut all);
        } else {
            start.get_or_insert(at);
        }
        if all.len() > 1_500 {
            return all;
        }
    }
    close(&mut start, words.raw.len(), &mut all);
    all
}

fn path(host: &dyn Host, words: &Words<'_>, span: &Span) -> Option<NamedPath> {
    let text = words.raw.get(span.clone())?;
    let text = without_position(text);
    // What an option is given is not what is to be read.
    let before = words.raw.get(..span.start)?.split_whitespace().next_back();
    if before.is_some_and(|before| before.starts_with("--")) {
        return None;
    }
    let is_plain =
        |c: char| c.is_alphanumeric() || matches!(c, '/' | '\\' | '.' | '_' | '-' | '+' | '@');
    if text.len() > 300
        || text.contains("://")
        || text.starts_with('-')
        || !text.chars().all(is_plain)
    {
        return None;
    }
    let is_rust = text.len() > 3
        && Path::new(text)
            .extension()
            .is_some_and(|ending| ending == "rs");
    let is_manifest = text.ends_with("Cargo.toml");
    let has_folder = text.contains('/') && text.chars().any(char::is_alphanumeric);
    let quoted = words
        .raw
        .get(..span.start)
        .is_some_and(|before| before.ends_with('`'));
    let named = quoted || is_named_folder(words, span);
    if !(is_rust || is_manifest || has_folder || named) {
        return None;
    }
    let kind = host.kind(Path::new(text));
    let exists = match kind {
        Ok(Kind::File(_)) => is_rust || is_manifest,
        Ok(Kind::Folder) => true,
        _ => false,
    };
    let is_source = is_rust
        || ["src/", "crates/", "./src", "./crates"]
            .iter()
            .any(|start| text.starts_with(start));
    let may_be = is_source && !text.contains("..");
    (exists || may_be).then(|| NamedPath {
        path: text.to_owned(),
        exists,
    })
}

/// `crates` in `everything in crates`, but not `tests` in `the tests`.
fn is_named_folder(words: &Words<'_>, span: &Span) -> bool {
    let Some(index) = words
        .all
        .iter()
        .position(|word| word.span.start == span.start)
    else {
        return false;
    };
    let is_at = |word: Option<&super::super::words::Word>, list: &[&str]| {
        word.is_some_and(|word| list.contains(&word.text.as_str()))
    };
    let before = index
        .checked_sub(1)
        .and_then(|before| words.all.get(before));
    is_at(
        before,
        &[
            "in",
            "under",
            "below",
            "folder",
            "directory",
            "crate",
            "module",
            "of",
            "review",
            "check",
            "audit",
        ],
    ) || is_at(words.all.get(index + 1), &["folder", "directory", "crate"])
}

/// `src/db.rs` of `src/db.rs:42:7`.
fn without_position(text: &str) -> &str {
    let mut text = text;
    while let Some((path, number)) = text.rsplit_once(':')
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && !path.is_empty()
    {
        text = path;
    }
    text
}
