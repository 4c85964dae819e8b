//! Slots that are revisions: what a review of a change compares with.
//!
//! A revision is made of the few characters that names of revisions are made of, and never begins with a hyphen, which git would take for
//! an option. What would surprise: `my branch` means since whatever the repository calls its main branch, which is read from the
//! files of git, and `my changes` means since the last commit.

use rustora_host::Host;

use super::super::phrase;
use super::super::words::{Span, Words};
use super::places::chunks;
use super::{Found, Revision, Slots};

/// What stands before the name of a revision.
const MARKERS: &[&str] = &[
    "since",
    "against",
    "from|to branch",
    "compared to|with",
    "compare .. to|with",
    "diff|differs|changed|changes against|from|to|vs|versus",
    "seit",
    "depuis",
    "desde",
    "自从",
];

const STAGED: &[&str] = &["staged", "the index", "git index", "about to commit"];

const LAST_COMMIT: &[&str] = &[
    "last|latest|previous|newest|recent commit",
    "letzten|letzter commit",
    "dernier commit",
    "ultimo commit",
    "最后一次提交",
    "最近的提交",
];

const NOT_COMMITTED: &[&str] = &[
    "uncommitted",
    "unstaged",
    "working tree|copy|directory changes",
    "git diff",
    "local changes|edits|modifications",
    "what . changed",
    "changes i|ive|have made",
];

const BRANCH: &[&str] = &[
    "my|this|our|feature|the|current branch",
    "my|this|our|the|a pr|mr",
    "pull|merge request",
    "meinen|meinem branch",
    "ma branche",
    "mi rama",
];

const CHANGES: &[&str] = &[
    "my|these|our|the changes|diff|edits",
    "meine anderungen",
    "mes modifications",
    "mis cambios",
];

pub(super) fn fill(host: &dyn Host, words: &Words<'_>, slots: &mut Slots) {
    slots.revision = named(words).or_else(|| told(host, words));
}

fn since(revision: impl Into<String>, span: Span) -> Found<Revision> {
    let value = Revision::Since(revision.into());
    Found { value, span }
}

/// A revision that is called by its name.
fn named(words: &Words<'_>) -> Option<Found<Revision>> {
    let chunks = chunks(words);
    let text = |span: &Span| words.raw.get(span.clone()).unwrap_or_default();
    let is_head = |span: &&Span| {
        let rest = text(span).strip_prefix("HEAD");
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['~', '^', '@']))
            && is_revision(text(span))
    };
    if let Some(span) = chunks.iter().find(is_head) {
        return Some(since(text(span), span.clone()));
    }
    let places = MARKERS.iter().flat_map(|marker| phrase::all(words, marker));
    places
        .filter_map(|place| {
            let behind = words.span(&place).end;
            chunks.iter().find(|chunk| chunk.start >= behind)
        })
        .find(|span| names_revision(text(span)))
        .map(|span| since(text(span), span.clone()))
}

/// A revision that is described.
fn told(host: &dyn Host, words: &Words<'_>) -> Option<Found<Revision>> {
    let find = |phrases: &[&str]| {
        let place = phrases
            .iter()
            .find_map(|phrase| phrase::find(words, phrase))?;
        Some((words.span(&place), place))
    };
    if let Some((span, _)) = find(STAGED) {
        let value = Revision::Staged;
        return Some(Found { value, span });
    }
    if let Some((span, place)) = find(&["last|previous|latest|past . commits"]) {
        let mut numbers = words
            .all
            .get(place)?
            .iter()
            .filter_map(|word| small_number(&word.text));
        return Some(since(format!("HEAD~{}", numbers.next().unwrap_or(1)), span));
    }
    let last = find(LAST_COMMIT).map(|(span, _)| since("HEAD~1", span));
    let open = || find(NOT_COMMITTED).map(|(span, _)| since("HEAD", span));
    let branch = || find(BRANCH).map(|(span, _)| since(main_branch(host), span));
    let changes = || find(CHANGES).map(|(span, _)| since("HEAD", span));
    last.or_else(open).or_else(branch).or_else(changes)
}

fn small_number(word: &str) -> Option<u32> {
    let names = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    let spelt = names.iter().position(|name| *name == word);
    let number = spelt
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
