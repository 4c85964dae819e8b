//! Files by themselves: module docs, length, names, work that was put off, paths of somebody's machine.

use crate::new_rule::PLACEHOLDER;
use crate::repo::{Repo, ending};

use super::Report;

/// The length from which a file is too long, in lines, and the one from which it is worth a look.
const TOO_LONG: usize = 1_500;
const LONG: usize = 800;

/// Names that say nothing about what is inside.
const NAMELESS: [&str; 5] = ["util.rs", "helpers.rs", "common.rs", "imp.rs", "errors.rs"];

/// Words for work that was put off, taken apart so that this file does not hold them.
const PUT_OFF: [&str; 2] = [concat!("TO", "DO"), concat!("FIX", "ME")];

/// The same as code; in our own the compiler sees it, and there it may stand in a test's string.
const PUT_OFF_CODE: &str = concat!("todo", "!(");

/// Where absolute paths of one machine start, taken apart likewise.
const PRIVATE: [&str; 5] = [
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/Us", "ers/"),
    concat!("/wo", "rk/"),
    concat!("C:\\Us", "ers\\"),
];

pub(super) fn check(repo: &Repo, files: &[String], report: &mut Report) {
    for path in files {
        // What is no text is an image, say.
        let Some(text) = repo.text(path) else {
            continue;
        };
        if is_ours(path) {
            rust(path, &text, report);
        }
        if !path.starts_with("fixtures/") {
            for (index, line) in text.lines().enumerate() {
                for message in complaints(path, line) {
                    report.problem(path, Some(index + 1), message);
                }
            }
        }
    }
}

/// What is wrong with one line.
fn complaints(path: &str, line: &str) -> Vec<String> {
    let code = (!is_ours(path)).then_some(PUT_OFF_CODE);
    let put_off = PUT_OFF.into_iter().chain(code);
    let put_off = put_off
        .filter(|word| stands_alone(line, word))
        .map(|word| format!("`{word}`: do it, or write an issue"));
    let private = PRIVATE.iter().filter(|start| stands_alone(line, start));
    let private = private.map(|start| {
        format!("`{start}…` is a path of one machine; write it relative to the repository")
    });
    let mut found: Vec<String> = put_off.chain(private).collect();
    if line.contains(PLACEHOLDER) && !path.starts_with("xtask/") {
        found.push("the template of `cargo xtask new-rule` is not filled in".into());
    }
    found
}

/// Rust that is held to the house's style; the tables in `stubs/` are declarations of other people's crates.
fn is_ours(path: &str) -> bool {
    let in_crate = path
        .strip_prefix("crates/")
        .and_then(|rest| rest.split_once('/'))
        .map(|(_, rest)| rest);
    ending(path) == "rs"
        && (path.starts_with("xtask/")
            || in_crate.is_some_and(|rest| rest.starts_with("src/") || rest.starts_with("tests/")))
}

fn rust(path: &str, text: &str, report: &mut Report) {
    if !text.starts_with("//!") {
        report.problem(
            path,
            None,
            "starts without `//!`: say what this file is, and what it does not know",
        );
    }
    let lines = text.lines().count();
    if lines > TOO_LONG {
        report.problem(
            path,
            None,
            format!("has {lines} lines (the limit is {TOO_LONG}); look for the seam"),
        );
    } else if lines > LONG {
        report
            .warnings
            .push(format!("{path}: has {lines} lines; is there a seam?"));
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    if NAMELESS.contains(&name) {
        report.problem(
            path,
            None,
            format!("`{name}` says nothing about what is inside; name it after that"),
        );
    }
}

/// Whether `word` occurs where it is not part of a longer word or path. What ends in a `/` needs a name behind it.
fn stands_alone(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let is_name = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let in_path = before.is_some_and(|c| "-.~$}>".contains(c));
        match word.chars().next_back() {
            Some('/' | '\\') => !is_name(before) && !in_path && is_name(after),
            Some('(') => !is_name(before),
            _ => !is_name(before) && !is_name(after),
        }
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
        let places: Vec<_> = report
            .problems
            .iter()
            .filter_map(|problem| problem.split(": ").next())
            .collect();
        let expected = [
            "crates/a/src/bare.rs",
            "crates/a/src/later.rs:2",
            "crates/a/src/long.rs",
            "crates/a/src/util.rs",
            "docs/a.md:1",
            "docs/b.md:1",
        ];
        assert_eq!(places, expected);
    }

    #[test]
    fn only_whole_words_and_paths_count() {
        let (word, path) = (PUT_OFF[0], PRIVATE[0]);
        assert!(
            stands_alone(&format!("// {word}: x"), word)
                && stands_alone(&format!("\"{path}me\""), path)
        );
        assert!(
            !stands_alone(&format!("MY{word}S"), word)
                && !stands_alone(&format!("example.org{path}"), path)
        );
    }
}
