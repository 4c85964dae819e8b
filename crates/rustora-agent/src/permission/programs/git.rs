//! What `git` would do: a short list of what only looks, and everything else asks.
//!
//! What throws work away asks whatever the rules say. Options in front of the subcommand can make any of them run any program
//! (`-c core.pager=…`, `-c alias.status=!…`) or look at another repository, so most of them ask as well.

use super::super::line::{Arg, Judged};
use super::{is_option, led_out};

/// Only look, unless an option of [`TELLING`] is among their arguments.
const LOOKING: [&str; 24] = [
    "status",
    "log",
    "diff",
    "show",
    "blame",
    "annotate",
    "rev-parse",
    "rev-list",
    "ls-files",
    "ls-tree",
    "describe",
    "shortlog",
    "grep",
    "cat-file",
    "name-rev",
    "merge-base",
    "for-each-ref",
    "count-objects",
    "check-ignore",
    "diff-tree",
    "whatchanged",
    "show-ref",
    "var",
    "version",
];

/// Make them write a file, run a program or look elsewhere.
const TELLING: [&str; 12] = [
    "--output",
    "--ext-diff",
    "--textconv",
    "--no-index",
    "--open-files-in-pager",
    "--exec",
    "--contents",
    "--filters",
    "--upload-pack",
    "--show-signature",
    "--git-dir",
    "--work-tree",
];

/// Only list, with these options or none.
const LISTING: [(&str, &[&str]); 4] = [
    (
        "branch",
        &[
            "-a",
            "--all",
            "-r",
            "--remotes",
            "-v",
            "-vv",
            "--list",
            "-l",
            "--show-current",
            "--merged",
            "--no-merged",
            "--no-color",
        ],
    ),
    ("tag", &["-l", "--list", "-n"]),
    ("remote", &["-v", "--verbose"]),
    ("reflog", &["show"]),
];

pub(super) fn judge(judged: &mut Judged<'_>, rest: &[Arg]) {
    let mut rest = rest;
    let command = loop {
        let Some((first, behind)) = rest.split_first() else {
            return;
        };
        rest = behind;
        match first {
            Arg::Known(text) => match text.as_str() {
                "--no-pager" | "-P" | "--no-optional-locks" | "--literal-pathspecs" => {}
                "--version" | "-v" => return,
                option if option.starts_with('-') => {
                    return judged.always(format!(
                        "`git {option}` can run any program, or change another repository"
                    ));
                }
                command => break command,
            },
            _ => return judged.always("what `git` does is known only when it runs"),
        }
    };
    let words: Vec<&str> = rest.iter().map(Arg::text).collect();
    if let Some(why) = destructive(command, &words) {
        return judged.always(why);
    }
    if rest.contains(&Arg::Unknown) {
        return judged.asks(format!(
            "gives `git {command}` something that is known only when it runs"
        ));
    }
    let looks = match command {
        "stash" => matches!(words.first(), Some(&("list" | "show"))),
        "worktree" => words == ["list"],
        "config" => matches!(
            words.first(),
            Some(&("--get" | "--get-all" | "--list" | "-l"))
        ),
        _ => match LISTING.iter().find(|(name, _)| *name == command) {
            Some((_, options)) => words.iter().all(|word| options.contains(word)),
            None => LOOKING.contains(&command),
        },
    };
    // `git grep -O` opens what it finds.
    let opens = command == "grep" && rest.iter().any(|arg| is_option(arg, &["-O"]));
    if let Some(told) = rest
        .iter()
        .find(|arg| is_option(arg, &TELLING))
        .filter(|_| looks)
    {
        judged.asks(format!(
            "`git {command} {}` writes, runs something or looks elsewhere",
            told.text()
        ));
    } else if opens {
        judged.asks("`git grep -O` runs a program");
    } else if looks {
        for arg in rest {
            led_out(judged, arg);
        }
    } else if matches!(
        command,
        "fetch"
            | "pull"
            | "clone"
            | "ls-remote"
            | "submodule"
            | "remote"
            | "send-email"
            | "request-pull"
    ) {
        judged.reaches(format!("`git {command}` reaches the network"));
    } else {
        judged.asks(format!(
            "`git {command}` changes what version control knows, or is not known here"
        ));
    }
}

/// Why it would throw work away, or hand it out.
fn destructive(command: &str, words: &[&str]) -> Option<String> {
    let has = |options: &[&str]| {
        words
            .iter()
            .any(|word| is_option(&Arg::Known((*word).to_owned()), options))
    };
    let first = words.first().copied().unwrap_or_default();
    let why = match command {
        "reset" if has(&["--hard", "--merge", "--keep"]) => "throws uncommitted changes away",
        "clean" => "removes files that version control does not know",
        "push" => "hands commits out",
        "checkout" if !matches!(first, "-b") || has(&["-f", "--force"]) => {
            "may throw uncommitted changes away"
        }
        "switch" if has(&["-f", "--force", "--discard-changes", "-C", "--force-create"]) => {
            "throws uncommitted changes away"
        }
        "restore" if !has(&["--staged"]) || has(&["--worktree", "-W"]) => {
            "throws uncommitted changes away"
        }
        "branch" if has(&["-d", "-D", "--delete", "-f", "--force", "-M", "-C"]) => {
            "takes a branch away"
        }
        "tag" if has(&["-d", "--delete", "-f", "--force"]) => "takes a tag away",
        "stash" if matches!(first, "drop" | "clear" | "pop") => "throws put aside changes away",
        "rebase" | "filter-branch" | "filter-repo" | "replace" | "fast-import" => {
            "rewrites commits"
        }
        "commit" if has(&["--amend", "--fixup"]) => "rewrites a commit",
        "reflog" if matches!(first, "expire" | "delete") => "takes away what could be gone back to",
        "gc" | "prune" | "repack" => "takes away what could be gone back to",
        "update-ref" | "symbolic-ref" => "moves a branch without a commit",
        "rm" => "removes files",
        "worktree" if matches!(first, "remove" | "prune") => "removes a working tree",
        "read-tree" | "checkout-index" => "may throw uncommitted changes away",
        "config" if !matches!(first, "--get" | "--get-all" | "--list" | "-l") => {
            "says what git does or runs"
        }
        _ => return None,
    };
    Some(format!("`git {command}` {why}"))
}
