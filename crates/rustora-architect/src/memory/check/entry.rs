//! An entry of a memory taken apart: its code spans and words, each with how it is spoken of.
//!
//! Prose about a plan, a past, an example or somebody else's code names things that need not be there. Which it is is read off a few
//! words of English in front of a name, as far as the clause goes, and right behind it. A word too many that silences costs an alarm
//! that nobody misses; one too few cries wolf.

use std::ops::Range;

/// How something is spoken of. Nothing set: as a fact of today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a clause can be several of these at once"
)]
pub(super) struct Mood {
    /// As what was: `used to`, `removed`, `instead of`.
    pub(super) past: bool,
    /// As what could be, or is to be made: `would`, `plan`, `create`.
    pub(super) maybe: bool,
    /// As what is not: `no`, `never`, `without`.
    pub(super) negated: bool,
    /// As one of many: `e.g.`, `such as`.
    pub(super) example: bool,
    /// As what something was preferred to: `over`, `rather than`.
    pub(super) other: bool,
}

impl Mood {
    /// Whether it is said as a fact of today.
    pub(super) fn is_plain(self) -> bool {
        self == Self::default()
    }
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// What stands in backticks.
    Code,
    /// A word of prose, without the marks around it.
    Word,
    /// Where a link leads.
    Link,
}

/// A word, a code span or a link's target.
#[derive(Clone, Debug)]
pub(super) struct Piece<'t> {
    pub(super) kind: Kind,
    pub(super) text: &'t str,
    pub(super) start: usize,
    pub(super) mood: Mood,
    /// The clause that it is part of: pieces of one have the same number.
    pub(super) clause: u32,
    /// Whether a mark that ends or joins (`,`, `;`, `.`, `:`, `(`, `)`, a dash) stands right behind it.
    pub(super) closed: bool,
}

impl Piece<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.end()
    }

    /// Whether it is a word of prose, whatever its case.
    pub(super) fn is(&self, words: &[&str]) -> bool {
        self.kind == Kind::Word
            && words
                .iter()
                .any(|word| self.text.eq_ignore_ascii_case(word))
    }
}

/// An entry in pieces.
pub(super) struct Entry<'t> {
    pub(super) text: &'t str,
    pub(super) pieces: Vec<Piece<'t>>,
    /// Whether it speaks of code that is not here.
    pub(super) elsewhere: bool,
    /// Whether it speaks of files that version control does not have.
    pub(super) local: bool,
}

impl<'t> Entry<'t> {
    pub(super) fn read(text: &'t str) -> Self {
        let mut reader = Reader {
            text,
            pieces: Vec::new(),
            clause: 0,
            clauses: 0,
            outer: Vec::new(),
        };
        reader.run();
        let mut entry = Self {
            text,
            pieces: reader.pieces,
            elsewhere: false,
            local: false,
        };
        entry.moods();
        entry.afterwards();
        entry.elsewhere = entry.speaks_of_elsewhere();
        entry.local = entry.pieces.iter().any(|piece| {
            piece.is(&[
                "gitignored",
                "git-ignored",
                "ignored",
                "untracked",
                "uncommitted",
                "generated",
                "artifact",
                "artifacts",
                "locally",
                "container",
                "image's",
                "production",
                "server's",
                "bucket",
                "runtime-generated",
                "downloaded",
                "temporary",
                "tmp",
                "tarball",
                "archive",
                "branch",
                "branches",
            ])
        });
        entry
    }

    /// The word before and after a piece in the same clause.
    pub(super) fn neighbour(&self, index: usize, step: isize) -> Option<&Piece<'t>> {
        let other = self.pieces.get(index.checked_add_signed(step)?)?;
        (other.clause == self.pieces.get(index)?.clause).then_some(other)
    }

    fn speaks_of_elsewhere(&self) -> bool {
        let own = [
            "this", "our", "the", "whole", "same", "entire", "a", "of", "per", "in",
        ];
        self.pieces.iter().enumerate().any(|(index, piece)| {
            if piece.is(&[
                "upstream",
                "upstream's",
                "downstream",
                "elsewhere",
                "fork",
                "fork's",
            ]) {
                return true;
            }
            // The documentation of something else; ours has no name.
            if piece.is(&["documentation", "docs"]) {
                let of = self
                    .neighbour(index, 1)
                    .is_some_and(|next| next.is(&["of"]));
                let named = self.neighbour(index, -1).is_some_and(|before| {
                    before.kind == Kind::Word
                        && before.text.starts_with(|c: char| c.is_ascii_uppercase())
                        && !before.is(&["the", "our", "this", "all"])
                });
                if of || named {
                    return true;
                }
            }
            let places = [
                "repo",
                "repository",
                "project",
                "codebase",
                "monorepo",
                "service",
                "workspace",
                "website",
            ];
            let Some(before) = self.neighbour(index, -1).filter(|_| piece.is(&places)) else {
                return false;
            };
            let foreign = before.is(&[
                "other",
                "another",
                "separate",
                "different",
                "external",
                "legacy",
                "old",
                "sibling",
                "private",
                "sister",
                "their",
                "frontend",
            ]);
            foreign || (piece.is(&["repo", "repository", "monorepo"]) && !before.is(&own))
        })
    }

    /// What the words in front of each piece say of it.
    fn moods(&mut self) {
        let mut clause = u32::MAX;
        let mut saved: Vec<(u32, Mood, bool, bool)> = Vec::new();
        let (mut mood, mut moves, mut conditional) = (Mood::default(), false, false);
        for index in 0..self.pieces.len() {
            let now = self.pieces[index].clause;
            if now != clause {
                saved.push((clause, mood, moves, conditional));
                // Back from parentheses the outer clause goes on as it was.
                let known = saved.iter().rev().find(|(old, ..)| *old == now);
                let (_, old, old_moves, old_conditional) = known.copied().unwrap_or_default();
                (mood, moves, conditional) = if known.is_some() {
                    (old, old_moves, old_conditional)
                } else {
                    (Mood::default(), false, false)
                };
                clause = now;
            }
            let piece = &self.pieces[index];
            let word = if piece.kind == Kind::Word {
                piece.text.to_ascii_lowercase()
            } else {
                String::new()
            };
            let next = self.neighbour(index, 1);
            let next_is = |words: &[&str]| next.is_some_and(|next| next.is(words));
            match word.as_str() {
                "but" | "now" | "today" | "currently" | "instead" if !next_is(&["of"]) => {
                    (mood, moves) = (Mood::default(), false);
                }
                "to" | "with" | "by" | "into" | "onto" | "as" if moves => {
                    (mood.past, moves) = (false, false);
                }
                "moved" | "renamed" | "migrated" | "switched" | "ported" | "replaced"
                | "replaces" | "replacing" | "superseded" | "converted" | "extracted"
                | "merged" | "split" | "changed" | "upgraded" | "downgraded" | "bumped"
                | "went" | "moving" => {
                    (mood.past, moves) = (true, true);
                }
                "was" | "were" | "been"
                    if !next_is(&["chosen", "picked", "selected", "preferred"]) =>
                {
                    mood.past = true;
                }
                "used" if next_is(&["to"]) => mood.past = true,
                "previously" | "formerly" | "originally" | "historically" | "old" | "former"
                | "older" | "removed" | "removes" | "removing" | "remove" | "deleted"
                | "delete" | "dropped" | "drop" | "dropping" | "had" | "ago" | "until"
                | "since" | "retired" | "obsolete" | "legacy" | "earlier" | "once"
                | "initially" | "did" | "didn't" | "tried" | "ex" | "abandoned" | "reverted"
                | "rejected" | "evaluated" => {
                    mood.past = true;
                }
                "longer" => mood.negated = true,
                "would" | "could" | "might" | "may" | "maybe" | "perhaps" | "plan" | "plans"
                | "planned" | "planning" | "consider" | "considered" | "considering" | "will"
                | "later" | "eventually" | "want" | "wants" | "wish" | "proposal" | "propose"
                | "proposed" | "idea" | "someday" | "future" | "suppose" | "imagine" | "todo"
                | "wip" | "upcoming" | "soon" | "next" | "evaluate" | "evaluating"
                | "investigate" | "investigating" | "revisit" | "explore" | "lands" | "when"
                | "whenever" | "add" | "adding" | "adds" | "create" | "creates" | "creating"
                | "created" | "introduce" | "introducing" | "introduces" | "move" | "rename"
                | "extract" | "migrate" | "write" | "writes" | "written" | "writing"
                | "generate" | "generates" | "generating" | "produce" | "produces" | "emit"
                | "emits" | "output" | "outputs" | "copy" | "copied" | "copies" | "convert"
                | "upgrade" | "upgrading" | "bump" | "switch" | "replace" | "install"
                | "download" | "downloads" | "save" | "saves" | "dump" | "dumps" => {
                    mood.maybe = true;
                    // What a condition says ends at its comma.
                    conditional |= matches!(word.as_str(), "when" | "whenever");
                }
                "if" | "unless" | "after" | "before" => (mood.maybe, conditional) = (true, true),
                "no" | "not" if next_is(&["only", "just", "longer"]) => {}
                "no" | "not" | "never" | "don't" | "dont" | "doesn't" | "isn't" | "aren't"
                | "cannot" | "can't" | "without" | "avoid" | "avoids" | "avoided" | "forbid"
                | "forbids" | "forbidden" | "ban" | "bans" | "banned" | "none" | "nor"
                | "neither" | "mustn't" | "shouldn't" | "won't" | "lacks" | "lack" | "missing"
                | "gone" | "absent" | "unlike" | "nothing" | "nowhere" | "wasn't" | "weren't"
                | "don’t" | "doesn’t" | "isn’t" | "can’t" | "against" => {
                    mood.negated = true;
                }
                "e.g" | "eg" | "example" | "examples" | "instance" | "like" | "similar"
                | "analogous" | "hypothetical" | "imaginary" | "placeholder" => mood.example = true,
                "such" if next_is(&["as"]) => mood.example = true,
                "over" | "vs" | "versus" | "than" | "alternative" | "alternatives" | "compared" => {
                    mood.other = true;
                }
                "instead" if next_is(&["of"]) => mood.other = true,
                "rather" if next_is(&["than"]) => mood.other = true,
                _ => {}
            }
            self.pieces[index].mood = mood;
            if conditional
                && self.text[self.pieces[index].end()..]
                    .trim_start_matches(['`', ')', '*'])
                    .starts_with(',')
            {
                (mood.maybe, conditional) = (false, false);
            }
        }
    }

    /// What the words right behind each piece say of it: `x was removed`.
    fn afterwards(&mut self) {
        for index in 0..self.pieces.len() {
            let mut mood = self.pieces[index].mood;
            let word = |step| {
                self.neighbour(index, step)
                    .filter(|piece| piece.kind == Kind::Word)
            };
            // Past a noun that says what it is: `the x crate was removed`.
            let first = word(1);
            let skip =
                isize::from(first.is_some_and(|first| NOUNS.iter().any(|noun| first.is(&[noun]))));
            let (first, second) = (word(1 + skip), word(2 + skip));
            let first_is = |words: &[&str]| first.is_some_and(|piece| piece.is(words));
            let second_is = |words: &[&str]| second.is_some_and(|piece| piece.is(words));
            if first_is(&[
                "was",
                "were",
                "got",
                "went",
                "had",
                "until",
                "formerly",
                "previously",
            ]) && !second_is(&["chosen", "picked", "selected", "preferred"])
            {
                mood.past = true;
            }
            if first_is(&["used"]) && second_is(&["to"])
                || first_is(&["has", "have"]) && second_is(&["been"])
            {
                mood.past = true;
            }
            let negative = [
                "no",
                "not",
                "gone",
                "never",
                "removed",
                "deleted",
                "missing",
                "absent",
                "dead",
                "obsolete",
                "banned",
                "forbidden",
                "generated",
                "optional",
                "ignored",
            ];
            if first_is(&["is", "are", "does", "do", "should", "must", "can"])
                && second_is(&negative)
            {
                mood.negated = true;
            }
            if first_is(&["isn't", "doesn't", "aren't", "don't", "no", "never"]) {
                mood.negated = true;
            }
            if first_is(&[
                "would",
                "could",
                "might",
                "may",
                "will",
                "style",
                "pattern",
                "patterns",
                "semantics",
                "idiom",
                "principle",
                "approach",
                "terminology",
            ]) {
                mood.maybe = true;
            }
            self.pieces[index].mood = mood;
        }
    }
}

/// What a name can be called right behind it.
pub(super) const NOUNS: [&str; 30] = [
    "crate",
    "crates",
    "package",
    "module",
    "struct",
    "enum",
    "trait",
    "type",
    "function",
    "fn",
    "method",
    "handler",
    "macro",
    "error",
    "extractor",
    "middleware",
    "helper",
    "guard",
    "constant",
    "const",
    "static",
    "wrapper",
    "newtype",
    "builder",
    "file",
    "folder",
    "directory",
    "variant",
    "field",
    "alias",
];

/// Marks with which a word may begin.
const WITHIN: [char; 14] = [
    '_', '.', '/', '~', '^', '>', '<', '=', '@', '$', '#', '{', '\\', '%',
];

/// Marks that end a word.
const BEHIND: [char; 13] = [
    '`', '(', ')', '[', ']', '"', ';', '—', '–', '|', '“', '→', '!',
];

struct Reader<'t> {
    text: &'t str,
    pieces: Vec<Piece<'t>>,
    clause: u32,
    clauses: u32,
    /// The clauses around open parentheses.
    outer: Vec<u32>,
}

impl<'t> Reader<'t> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(rest) = self.text.get(at..).filter(|rest| !rest.is_empty()) {
            at += self.step(at, rest);
        }
    }

    /// Reads what stands at `at`, and says how long it is.
    fn step(&mut self, at: usize, rest: &'t str) -> usize {
        let Some(first) = rest.chars().next() else {
            return 1;
        };
        if let Some(len) = self.enclosed(at, rest).or_else(|| self.mark(first, rest)) {
            return len;
        }
        if first.is_alphanumeric() || WITHIN.contains(&first) {
            return self.word(at, rest, first);
        }
        first.len_utf8()
    }

    /// Code, quotations, links: what has an end of its own.
    fn enclosed(&mut self, at: usize, rest: &'t str) -> Option<usize> {
        let until = |open: &str, close: &str| {
            let inner = rest.strip_prefix(open)?;
            let len = inner.find(close)?;
            Some((open.len(), len, open.len() + len + close.len()))
        };
        if rest.starts_with("```") {
            return Some(until("```", "```").map_or(rest.len(), |(.., len)| len));
        }
        if rest.starts_with("``") {
            return Some(until("``", "``").map_or(2, |(.., len)| len));
        }
        if let Some((.., len)) = until("<!--", "-->").or_else(|| until("“", "”")) {
            return Some(len);
        }
        if let Some((open, inner, len)) = until("`", "`") {
            self.push(Kind::Code, &rest[open..open + inner], at + open);
            self.close(&rest[len..]);
            return Some(len);
        }
        if let Some((open, inner, len)) = until("](", ")") {
            let target = &rest[open..open + inner];
            let target = target.split([' ', '#']).next().unwrap_or(target);
            self.push(Kind::Link, target, at + open);
            return Some(len);
        }
        let (_, inner, len) = until("\"", "\"")?;
        (inner < 100 && !rest[1..=inner].contains('`')).then_some(len)
    }

    /// Marks between clauses.
    fn mark(&mut self, first: char, rest: &str) -> Option<usize> {
        let list = |rest: &str| rest.trim_start().starts_with(['-', '*', '#', '|']);
        match first {
            '(' => {
                self.outer.push(self.clause);
                self.next_clause();
            }
            ')' => {
                if let Some(outer) = self.outer.pop() {
                    self.clause = outer;
                }
            }
            '\n' if rest.starts_with("\n\n") || list(&rest[1..]) => self.next_clause(),
            ';' | '—' | '–' | '|' => self.next_clause(),
            '-' if rest.starts_with("- ") || rest.starts_with("-> ") => {
                self.next_clause();
                return Some(2);
            }
            _ => return None,
        }
        Some(first.len_utf8())
    }

    fn word(&mut self, at: usize, rest: &'t str, first: char) -> usize {
        let ends = |c: char| c.is_whitespace() || BEHIND.contains(&c);
        let len = rest.find(ends).unwrap_or(rest.len()).max(first.len_utf8());
        let raw = &rest[..len];
        let word = raw.trim_end_matches(['.', ',', ':', '?', '*', '\'', '_']);
        let word = word
            .strip_suffix("'s")
            .or_else(|| word.strip_suffix("’s"))
            .unwrap_or(word);
        if !word.is_empty() {
            self.push(Kind::Word, word, at);
            if let Some(last) = self.pieces.last_mut() {
                last.closed = raw[word.len()..].starts_with([',', '.', ':', '?']);
            }
            self.close(&rest[len..]);
        }
        if raw.trim_end_matches(['*', '_']).ends_with(['.', '?'])
            && !matches!(word, "e.g" | "i.e" | "etc" | "vs" | "cf")
        {
            self.next_clause();
        }
        len
    }

    fn push(&mut self, kind: Kind, text: &'t str, start: usize) {
        self.pieces.push(Piece {
            kind,
            text,
            start,
            mood: Mood::default(),
            clause: self.clause,
            closed: false,
        });
    }

    /// Notes what stands right behind the last piece.
    fn close(&mut self, rest: &str) {
        let rest = rest
            .strip_prefix("'s")
            .unwrap_or(rest)
            .trim_start_matches(['*', '_']);
        let mark = rest
            .trim_start()
            .starts_with([';', '—', '–', '(', ')', '|', '→'])
            || rest.starts_with([',', '.', ':', '?', '!'])
            || rest.trim().is_empty();
        if let Some(last) = self.pieces.last_mut() {
            last.closed |= mark;
        }
        if last_is_code(&self.pieces) && rest.starts_with(['.', '?', '!']) {
            self.next_clause();
        }
    }

    fn next_clause(&mut self) {
        self.clauses += 1;
        self.clause = self.clauses;
    }
}

fn last_is_code(pieces: &[Piece<'_>]) -> bool {
    pieces.last().is_some_and(|piece| piece.kind == Kind::Code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Vec<&str> {
        let entry = Entry::read(text);
        let pieces = entry
            .pieces
            .iter()
            .filter(|piece| piece.kind == Kind::Code && piece.mood.is_plain());
        pieces.map(|piece| piece.text).collect()
    }

    #[test]
    fn what_is_not_said_of_today_is_told_apart() {
        for (text, claimed) in [
            ("We use `a` and `b`.", &["a", "b"][..]),
            ("We used to use `a`; now `b`.", &["b"]),
            ("`a` was replaced with `b`", &["b"]),
            ("replaced `a` with `b`", &["b"]),
            ("moved from `a` to `b`", &["b"]),
            ("`a` was chosen over `b`", &["a"]),
            ("never `a`, but `b`", &["b"]),
            ("`x` (was `a`) is kept", &["x"]),
            ("errors such as `a` go through `b`", &[]),
            ("If `a` fails, look at `b`.", &["b"]),
            ("`a` would help. `b` does.", &["b"]),
            ("`a` is no longer used", &[]),
            ("```\n`a`\n```", &[]),
            ("we say “use `a`” and `b`", &["b"]),
        ] {
            assert_eq!(plain(text), claimed, "{text}");
        }
    }

    #[test]
    fn words_are_read_without_their_marks() {
        let entry = Entry::read("**Stack:** axum 0.8, see [the page](docs/a.md#x) (src/b.rs:3).");
        let words: Vec<&str> = entry.pieces.iter().map(|piece| piece.text).collect();
        assert_eq!(
            words,
            [
                "Stack",
                "axum",
                "0.8",
                "see",
                "the",
                "page",
                "docs/a.md",
                "src/b.rs:3"
            ]
        );
    }
}
