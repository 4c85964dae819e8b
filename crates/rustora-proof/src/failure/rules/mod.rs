//! What the sentences of cargo, rustc, linkers, build scripts and tests mean, as tables.
//!
//! A rule has texts, one of which is in a line, and what that says. The first rule that fits is the answer, so what is more
//! telling stands higher. `{}` in a text stands for a word and `{VAR}` for one in capitals, which then replaces `{}` in the
//! reason and the next step.
//!
//! Most texts are in full in `tests/failure/`, where each says which tool printed it, who quotes it, or that it is from memory.
//! The others are their variants in other versions and tools, from memory.

mod cargo;
mod compiler;
mod programs;

use super::speakers::Diagnostic;
use super::{Class, Failure};

pub(super) use cargo::CARGO;
pub(super) use compiler::DIED;
use compiler::{COMPILER, LINKER};
pub(super) use programs::{SCRIPT, TEST, TEST_DIED};

/// How long a reason may be that is quoted.
const LONGEST_QUOTE: usize = 160;
/// How long a word may be that `{}` stands for.
const LONGEST_WORD: usize = 80;

/// A sentence and what it means.
pub(super) struct Rule {
    texts: &'static [&'static str],
    pub(super) class: Class,
    why: &'static str,
    next: &'static str,
    when: When,
    /// The codes of compiler errors that follow from it.
    hides: &'static [&'static str],
}

/// Around what a sentence means that.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    Always,
    /// Inside walls.
    Walled,
    /// Inside walls without a network.
    Offline,
}

/// What stood around the run.
#[derive(Clone, Copy)]
pub(super) struct Context {
    pub(super) walls: bool,
    pub(super) network: bool,
}

const fn rule(
    texts: &'static [&'static str],
    class: Class,
    why: &'static str,
    next: &'static str,
) -> Rule {
    Rule {
        texts,
        class,
        why,
        next,
        when: When::Always,
        hides: &[],
    }
}

impl Rule {
    const fn when(mut self, when: When) -> Self {
        self.when = when;
        self
    }

    const fn hiding(mut self, codes: &'static [&'static str]) -> Self {
        self.hides = codes;
        self
    }

    /// Whether an error follows from what this one says is missing.
    pub(super) fn hides(&self, error: &Diagnostic<'_>) -> bool {
        error.code.map_or_else(
            || !self.hides.is_empty() && LANGUAGE.iter().any(|text| error.message.contains(text)),
            |code| self.hides.contains(&code),
        )
    }

    pub(super) fn failure(&self, word: &str) -> Failure {
        Failure {
            class: self.class,
            why: self.why.replace("{}", word),
            next: self.next.replace("{}", word),
        }
    }

    /// The word that `{}` stands for, where one of the texts is in a line.
    fn find(&self, text: &str) -> Option<String> {
        text.lines()
            .find_map(|line| self.texts.iter().find_map(|pattern| word(pattern, line)))
    }

    fn holds(&self, context: Context) -> bool {
        match self.when {
            When::Always => true,
            When::Walled => context.walls,
            When::Offline => context.walls && !context.network,
        }
    }
}

/// The first rule of a table that fits a text.
pub(super) fn explain(rules: &[Rule], text: &str, context: Context) -> Option<Failure> {
    find(rules, text, context).map(|(rule, word)| rule.failure(&word))
}

fn find<'r>(rules: &'r [Rule], text: &str, context: Context) -> Option<(&'r Rule, String)> {
    let mut rules = rules.iter().filter(|rule| rule.holds(context));
    rules.find_map(|rule| Some((rule, rule.find(text)?)))
}

/// The rule that fits an error of the compiler. Where it quotes the code it is not looked at.
pub(super) fn explain_error(
    error: &Diagnostic<'_>,
    context: Context,
) -> Option<(&'static Rule, String)> {
    if error.message.starts_with("linking with `") {
        // The command line of the linker names half of the machine.
        let is_command = |line: &&str| line.contains("= note: ") && line.contains(r#"" ""#);
        let said: Vec<&str> = error
            .rendered
            .lines()
            .filter(|line| !is_command(line))
            .collect();
        return find(LINKER, &said.join("\n"), context);
    }
    find(COMPILER, error.message, context).or_else(|| {
        let panicked = error.is_of_macro() && error.message.ends_with("panicked");
        let (_, said) = error
            .rendered
            .split_once("= help: message: ")
            .filter(|_| panicked)?;
        find(SCRIPT, said, context)
    })
}

/// The word that `{}` stands for in `line`, nothing in place of one that the pattern does not have.
fn word(pattern: &str, line: &str) -> Option<String> {
    let is_variable = |word: &str| {
        word.chars()
            .all(|c| matches!(c, 'A'..='Z' | '0'..='9' | '_'))
    };
    let (before, after, variable) = match (pattern.split_once("{}"), pattern.split_once("{VAR}")) {
        (_, Some((before, after))) => (before, after, true),
        (Some((before, after)), None) => (before, after, false),
        (None, None) => return line.contains(pattern).then(String::new),
    };
    line.match_indices(before).find_map(|(at, _)| {
        let rest = line.get(at + before.len()..)?;
        let end = if after.is_empty() {
            let ends = |c: char| c.is_whitespace() || "`'\":,;()".contains(c);
            rest.find(ends).unwrap_or(rest.len())
        } else {
            rest.find(after)?
        };
        let mut word = rest.get(..end)?;
        if before.is_empty() {
            word = word.split_whitespace().last()?;
        } else if word.contains(before) {
            // A nearer one follows.
            return None;
        }
        let fits = !word.is_empty() && word.len() <= LONGEST_WORD;
        (fits && (!variable || is_variable(word))).then(|| word.to_owned())
    })
}

/// The first line of a text that says something, without what cargo puts before each, and not longer than fits.
pub(super) fn line(text: &str) -> String {
    let mut lines = text.lines().map(str::trim);
    let line = lines.find(|line| !line.is_empty()).unwrap_or_default();
    let line = line.strip_prefix("error: ").unwrap_or(line);
    let line = line.strip_prefix("Error: ").unwrap_or(line);
    if line.chars().count() <= LONGEST_QUOTE {
        return line.to_owned();
    }
    let kept: String = line.chars().take(LONGEST_QUOTE).collect();
    format!("{kept}…")
}

/// What the compiler says without a code when the standard library is not there.
const LANGUAGE: &[&str] = &[
    "cannot find macro",
    "cannot find attribute",
    "lang_item",
    "panic_handler",
];

const FREE_DISK: &str = "make room on the disk, or put the target folder elsewhere";
const FREE_MEMORY: &str = "close something else, or run with fewer jobs (`-j 1`)";
const OTHER_TOOLCHAIN: &str = "use another toolchain, or update this one with `rustup update`";
const TRUST: &str = "run it without walls if you trust the code";
const NETWORK: &str = "let it have a network, if you trust the code, or leave out what needs one";
const SERVER: &str = "start the server that it wants, and run again";
const SET_VARIABLE: &str = "set `{}`, or write it into `.env` where the project reads one";
const INSTALL: &str = "install `{}` and run again";
const PREPARE: &str =
    "run `cargo sqlx prepare` where the database is, and keep `.sqlx` with the code";
const FETCH: &str = "run `cargo fetch` where there is a network, and run again";
const LOCKFILE: &str =
    "run `cargo update --workspace` to write the lock file, look at what changed, and run again";
const MANIFEST: &str = "correct Cargo.toml";
