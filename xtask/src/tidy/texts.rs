//! Files by themselves: module docs, length, names, work that was put off, paths of somebody's machine.

use crate::new_rule::PLACEHOLDER;
use crate::repo::Repo;

use super::Report;

/// The length from which a file is too long, in lines, and the one from which it is worth a look.
const TOO_LONG: usize = 1_500;
const LONG: usize = 800;

/// Names that say nothing about what is inside.
const NAMELESS: [&str; 5] = ["util.rs", "helpers.rs", "common.rs", "imp.rs", "errors.rs"];

/// Endings of files that are text.
const TEXT: [&str; 9] = [".rs", ".md", ".toml", ".lock", ".json", ".sh", ".sql", ".yml", ".snap"];

/// Words for work that was put off, taken apart so that this file does not hold them.
const PUT_OFF: [&str; 3] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("todo", "!(")];

/// Where absolute paths of one machine start, taken apart likewise.
const PRIVATE: [&str; 5] =
    [concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/Us", "ers/"), concat!("/wo", "rk/"), concat!("C:\\Us", "ers\\")];

pub(super) fn check(repo: &Repo, files: &[String], report: &mut Report) {
    for path in files.iter().filter(|path| is_text(path)) {
        let Some(text) = repo.text(path) else {
            report.problem(path, None, "is not UTF-8");
            continue;
        };
        if is_ours(path) {
            rust(path, &text, report);
        }
        if path.starts_with("fixtures/") {
            continue;
        }
        for (index, line) in text.lines().enumerate() {
            for word in PUT_OFF {
                if stands_alone(line, word) {
                    report.problem(path, Some(index + 1), format!("`{word}`: do it, or write an issue"));
                }
            }
            for start in PRIVATE {
                if stands_alone(line, start) {
                    report.problem(path, Some(index + 1), format!("`{start}…` is a path of one machine; write it relative to the repository"));
                }
            }
            if line.contains(PLACEHOLDER) && !path.starts_with("xtask/") {
                report.problem(path, Some(index + 1), "the template of `cargo xtask new-rule` is not filled in");
            }
        }
    }
}

fn is_text(path: &str) -> bool {
    TEXT.iter().any(|ending| path.ends_with(ending)) || path.starts_with(".ci/") || path.ends_with(".gitignore")
}

/// Rust that is held to the house's style; the tables in `stubs/` are declarations of other people's crates.
fn is_ours(path: &str) -> bool {
    let in_crate = path.strip_prefix("crates/").and_then(|rest| rest.split_once('/')).map(|(_, rest)| rest);
    path.ends_with(".rs")
        && (path.starts_with("xtask/") || in_crate.is_some_and(|rest| rest.starts_with("src/") || rest.starts_with("tests/")))
}

fn rust(path: &str, text: &str, report: &mut Report) {
    if !text.starts_with("//!") {
        report.problem(path, None, "starts without `//!`: say what this file is, and what it does not know");
    }
    let lines = text.lines().count();
    if lines > TOO_LONG {
        report.problem(path, None, format!("has {lines} lines (the limit is {TOO_LONG}); look for the seam"));
    } else if lines > LONG {
        report.warnings.push(format!("{path}: has {lines} lines; is there a seam?"));
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    if NAMELESS.contains(&name) {
        report.problem(path, None, format!("`{name}` says nothing about what is inside; name it after that"));
    }
}

/// Whether `word` occurs where it is not part of a longer word or path.
fn stands_alone(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "_-.~$}>".contains(c));
        // What follows a `/` or `(` is the rest of a path or call.
        !joins(before) && (word.ends_with(['/', '\\', '(']) || !joins(after.filter(|c| *c != '.')))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn untidy_texts_are_named() {
        let temp = tempfile::tempdir().unwrap();
        let repo = Repo::at(temp.path());
        let put_off = format!("//! Doc.\n// {} later\n", PUT_OFF[0]);
        let long = format!("//! Doc.\n{}", "\n".repeat(TOO_LONG));
        for (path, text) in [
            ("crates/a/src/lib.rs", "//! Doc.\n"),
            ("crates/a/src/bare.rs", "// No doc.\n"),
            ("crates/a/src/util.rs", "//! Doc.\n"),
            ("crates/a/src/long.rs", &long),
            ("crates/a/src/later.rs", &put_off),
            ("crates/a/stubs/b.rs", "pub fn f();\n"),
            ("docs/a.md", &format!("see {}me/notes\n", PRIVATE[0])),
            ("docs/b.md", &format!("{PLACEHOLDER}\n")),
            ("fixtures/a.rs", &put_off),
        ] {
            repo.write(path, text).unwrap();
        }
        let mut report = Report::default();
        check(&repo, &repo.files(), &mut report);
        let places: Vec<_> = report.problems.iter().filter_map(|problem| problem.split(": ").next()).collect();
        let expected = ["crates/a/src/bare.rs", "crates/a/src/later.rs:2", "crates/a/src/long.rs", "crates/a/src/util.rs", "docs/a.md:1", "docs/b.md:1"];
        assert_eq!(places, expected);
    }

    #[test]
    fn only_whole_words_and_paths_count() {
        let (word, path) = (PUT_OFF[0], PRIVATE[0]);
        assert!(stands_alone(&format!("// {word}: x"), word) && stands_alone(&format!("\"{path}me\""), path));
        assert!(!stands_alone(&format!("MY{word}S"), word) && !stands_alone(&format!("example.org{path}"), path));
    }
}
