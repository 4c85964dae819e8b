//! Slots that are places: paths of code, revisions, pasted code.
//!
//! A path is taken only if something stands there that a review reads (a folder, a Rust file, a manifest), or if it plainly is
//! meant to be Rust source. A revision is made of the few characters that names of revisions are made of, and never begins with a
//! hyphen, which git would take for an option. What would surprise: `my branch` is whatever the repository calls its main branch,
//! which is read from the files of git.

use std::path::Path;

use rustora_host::{Host, Kind};

use super::super::phrase;
use super::super::words::{Span, Words};
use super::{Found, NamedPath, Revision, Slots, add_new};

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
    slots.revision = revision(host, words);
}

/// Pieces without blanks, outside of pasted code, without the punctuation around them.
fn chunks(words: &Words<'_>) -> Vec<Span> {
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

fn revision(host: &dyn Host, words: &Words<'_>) -> Option<Found<Revision>> {
    let since = |revision: String, span| {
        let value = Revision::Since(revision);
        Some(Found { value, span })
    };
    for span in chunks(words) {
        let text = words.raw.get(span.clone()).unwrap_or_default();
        if text.starts_with("HEAD") && text != "HEADER" && is_revision(text) {
            return since(text.to_owned(), span);
        }
    }
    let markers = [
        "since",
        "against",
        "from|to branch",
        "compared to|with",
        "diff|differs|changed|changes against|from|to|vs|versus",
        "seit",
        "depuis",
        "desde",
        "自从",
    ];
    for marker in markers {
        for place in phrase::all(words, marker) {
            let behind = words.span(&place).end;
            let next = chunks(words)
                .into_iter()
                .find(|chunk| chunk.start >= behind);
            let Some(span) = next else { continue };
            let text = words.raw.get(span.clone()).unwrap_or_default();
            if names_revision(text) {
                return since(text.to_owned(), span);
            }
            // `since the last commit`, `since my last commit` are told below.
        }
    }
    if let Some(place) = find(
        words,
        &[
            "staged",
            "what . staged",
            "the index",
            "git index",
            "about to commit",
        ],
    ) {
        let span = words.span(&place);
        return Some(Found {
            value: Revision::Staged,
            span,
        });
    }
    for place in phrase::all(words, "last|previous|latest|past . commits") {
        let number = words
            .all
            .get(place.clone())?
            .iter()
            .find_map(|word| small_number(&word.text));
        return since(format!("HEAD~{}", number.unwrap_or(1)), words.span(&place));
    }
    if let Some(place) = find(
        words,
        &[
            "last|latest|previous|newest|most recent commit",
            "letzten|letzter commit",
            "dernier commit",
            "ultimo commit",
            "最后一次提交",
            "最近的提交",
        ],
    ) {
        return since("HEAD~1".to_owned(), words.span(&place));
    }
    if let Some(place) = find(
        words,
        &[
            "uncommitted",
            "unstaged",
            "working tree|copy|directory changes",
            "git diff",
            "local changes|edits|modifications",
            "what . changed",
            "changes i|ive|have made",
        ],
    ) {
        return since("HEAD".to_owned(), words.span(&place));
    }
    let branch = [
        "my|this|our|feature|the|current branch",
        "my|this|our|the|a pr|mr",
        "pull|merge request",
        "meinen|meinem branch",
        "ma branche",
        "mi rama",
    ];
    if let Some(place) = find(words, &branch) {
        return since(main_branch(host), words.span(&place));
    }
    let changes = find(
        words,
        &[
            "my|these|our|the changes|diff|edits",
            "meine anderungen",
            "mes modifications",
            "mis cambios",
        ],
    )?;
    since("HEAD".to_owned(), words.span(&changes))
}

fn find(words: &Words<'_>, phrases: &[&str]) -> Option<std::ops::Range<usize>> {
    phrases
        .iter()
        .find_map(|phrase| phrase::find(words, phrase))
}

fn small_number(word: &str) -> Option<u32> {
    let names = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    let named = names.iter().position(|name| *name == word);
    let number = named
        .and_then(|number| u32::try_from(number).ok())
        .or_else(|| word.parse().ok())?;
    (1..=1_000).contains(&number).then_some(number)
}

/// Whether git would take it for the name of a revision, and for nothing else.
fn is_revision(text: &str) -> bool {
    let is_plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | '~' | '^' | '@');
    text.len() <= 100
        && !text.starts_with(['-', '.', '/'])
        && !text.contains("..")
        && text.chars().all(is_plain)
}

/// Whether a word behind `since` names a revision and no day.
fn names_revision(text: &str) -> bool {
    if !is_revision(text) {
        return false;
    }
    let known = [
        "main",
        "master",
        "develop",
        "development",
        "dev",
        "trunk",
        "staging",
        "production",
        "release",
        "next",
    ];
    let is_hash =
        (7..=40).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_version = text.strip_prefix('v').unwrap_or(text);
    let is_version =
        is_version.starts_with(|c: char| c.is_ascii_digit()) && is_version.contains('.');
    known.contains(&text)
        || is_hash
        || is_version
        || text.contains('/')
        || text.contains('~')
        || text.contains('^')
}

/// What the repository calls its main branch: what the remote says, else what there is.
fn main_branch(host: &dyn Host) -> String {
    let fallback = || "main".to_owned();
    let Ok(here) = host.current_dir() else {
        return fallback();
    };
    let git = here.ancestors().map(|folder| folder.join(".git"));
    let Some(git) = git.into_iter().find(|git| host.kind(git).is_ok()) else {
        return fallback();
    };
    let read = |name: &str| {
        let bytes = host.read(&git.join(name)).ok()?;
        String::from_utf8(bytes).ok()
    };
    let remote = read("refs/remotes/origin/HEAD");
    if let Some(name) = remote
        .as_deref()
        .and_then(|text| text.trim().strip_prefix("ref: refs/remotes/"))
        && is_revision(name)
    {
        return name.to_owned();
    }
    let packed = read("packed-refs").unwrap_or_default();
    let has = |name: &str| {
        host.is_file(&git.join("refs/heads").join(name))
            || packed
                .lines()
                .any(|line| line.ends_with(&format!(" refs/heads/{name}")))
    };
    let names = ["main", "master", "trunk", "develop"];
    names
        .into_iter()
        .find(|name| has(name))
        .map_or_else(fallback, str::to_owned)
}
