//! Whether a confirmation names something that can be run.
//!
//! A command, a rule of the review, a file that is no prose, or a function of the workspace's sources. Functions are looked
//! for as text, `fn name`, in one pass over all sources, and only when nothing else answers: whether it is a test, and whether it
//! passes, is for the one who runs it to say.

use std::collections::BTreeSet;
use std::path::Path;

use rustora_host::{Host, plain};
use rustora_review::RULES;

use super::{Place, Record};

/// Programs that a command starts with.
const PROGRAMS: [&str; 30] = [
    "bash",
    "bazel",
    "buf",
    "cargo",
    "curl",
    "diesel",
    "docker",
    "git",
    "helm",
    "just",
    "k6",
    "kubectl",
    "make",
    "nix",
    "npm",
    "oha",
    "podman",
    "promtool",
    "psql",
    "pytest",
    "python",
    "python3",
    "redis-cli",
    "rustora",
    "sh",
    "sqlx",
    "terraform",
    "wrk",
    "xtask",
    "yarn",
];

/// Endings of files that are read, not run.
const PROSE: [&str; 5] = [".md", ".txt", ".adoc", ".rst", ".pdf"];

/// The records, as indexes, whose confirmation names nothing that can be run; each with the functions that it names and that are
/// nowhere.
pub(super) fn unconfirmed<'r>(
    host: &dyn Host,
    place: &Place,
    records: impl Iterator<Item = &'r Record>,
) -> Vec<(&'r Record, Vec<String>)> {
    let root = &place.root;
    let mut open: Vec<(&Record, BTreeSet<&str>)> = Vec::new();
    for record in records {
        let Some(confirmation) = &record.confirmation else {
            continue;
        };
        let code = record.layout.code.iter().map(String::as_str);
        let words = || confirmation.text.split_whitespace().flat_map(parts);
        let is_file = |word: &str| is_file(host, root, &record.path, word);
        let has_rule = || {
            code.clone()
                .any(|code| RULES.iter().any(|rule| rule.id == code))
        };
        if code.clone().any(is_command)
            || has_rule()
            || code.clone().any(is_file)
            || words().any(is_file)
        {
            continue;
        }
        let is_snake = |word: &&str| word.contains('_');
        let names = code
            .filter_map(function)
            .chain(words().filter_map(function).filter(is_snake));
        open.push((record, names.collect()));
    }
    let wanted: BTreeSet<&str> = open.iter().flat_map(|(_, names)| names).copied().collect();
    let found = functions(host, root, &wanted);
    let nowhere = open
        .into_iter()
        .filter(|(_, names)| names.is_disjoint(&found));
    nowhere
        .map(|(record, names)| (record, names.into_iter().map(str::to_owned).collect()))
        .collect()
}

fn is_command(code: &str) -> bool {
    let code = code.trim_start_matches(['$', '>', ' ']);
    let mut words = code
        .split(' ')
        .skip_while(|word| word.contains('=') && !word.starts_with('-'));
    let program = words.next().unwrap_or_default();
    PROGRAMS.contains(&program) && words.next().is_some()
}

/// What may be meant by a word: the target of a link, and what stands between marks.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    let is_mark = |c: char| {
        matches!(
            c,
            '(' | ')' | '[' | ']' | '<' | '>' | '`' | '*' | ',' | ';' | '"' | '\''
        )
    };
    word.split(is_mark)
        .map(|part| part.trim_end_matches(['.', ':', '!', '?']))
}

/// Whether a file stands there, seen from the record or from the root, that may be run or is part of what is compiled.
fn is_file(host: &dyn Host, root: &Path, record: &Path, word: &str) -> bool {
    let word = word.split(' ').next().unwrap_or_default();
    let path = word.split(['#', ':']).next().unwrap_or_default();
    let is_path = path.contains(['/', '.']) && !path.starts_with('/');
    if !is_path || PROSE.iter().any(|ending| path.ends_with(ending)) {
        return false;
    }
    let beside = record.parent().unwrap_or(Path::new(""));
    [root.join(path), root.join(beside).join(path)]
        .iter()
        .any(|path| {
            let path = plain(path);
            path.starts_with(root) && host.is_file(&path)
        })
}

/// The name of a function: the last part of a path such as `tidy::tests::it_holds()`.
fn function(code: &str) -> Option<&str> {
    let code = code.strip_suffix("()").unwrap_or(code);
    let name = code.rsplit("::").next()?;
    let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    is_name.then_some(name)
}

/// Which of these functions the workspace's sources have.
fn functions<'n>(host: &dyn Host, root: &Path, wanted: &BTreeSet<&'n str>) -> BTreeSet<&'n str> {
    let mut found = BTreeSet::new();
    if wanted.is_empty() {
        return found;
    }
    let (files, _) = host.walk(root, ".rs");
    for file in files {
        let Ok(bytes) = host.read(&file) else {
            continue;
        };
        let text = String::from_utf8_lossy(&bytes);
        for (at, mark) in text.match_indices("fn ") {
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            if text[..at].ends_with(is_word) {
                continue;
            }
            let rest = text[at + mark.len()..].trim_start();
            let end = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
            found.extend(wanted.get(&rest[..end]));
        }
        if found.len() == wanted.len() {
            break;
        }
    }
    found
}
