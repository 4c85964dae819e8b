//! Files and folders that an entry names.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::super::ground::Ground;
use super::super::{Replacement, Stale};
use super::entry::Mood;

/// What is known of a name.
pub(super) enum Held {
    Right(String),
    Stale(Stale),
    Unknown,
}

/// Ends of names that files of a repository have.
const EXTENSIONS: [&str; 34] = [
    "rs",
    "toml",
    "md",
    "sql",
    "yml",
    "yaml",
    "json",
    "lock",
    "sh",
    "proto",
    "graphql",
    "html",
    "css",
    "js",
    "ts",
    "tsx",
    "svelte",
    "vue",
    "py",
    "hbs",
    "tera",
    "askama",
    "dockerfile",
    "tf",
    "nix",
    "ftl",
    "txt",
    "mjs",
    "jsx",
    "scss",
    "service",
    "conf",
    "stub",
    "snap",
];

/// Folders that say what their files are for.
const KINDS: [&str; 6] = ["src", "tests", "benches", "examples", "docs", "migrations"];

/// All paths of a repository.
pub(super) struct Paths {
    /// Files and folders by their last part.
    by_name: FxHashMap<String, Vec<String>>,
    /// Ignored, or not looked into.
    unseen: Vec<String>,
    /// The folders at the root, and those in which sources lie.
    heads: std::collections::BTreeSet<String>,
    /// How many lines the sources have.
    lines: FxHashMap<String, usize>,
    /// What version control leaves out.
    ignored: Vec<String>,
}

impl Paths {
    pub(super) fn new(ground: &Ground, ignored: &str) -> Self {
        let mut by_name: FxHashMap<String, Vec<String>> = FxHashMap::default();
        let mut folders = std::collections::BTreeSet::new();
        for file in &ground.files {
            folders.extend(file.match_indices('/').map(|(at, _)| &file[..at]));
        }
        let mut heads: std::collections::BTreeSet<String> = folders
            .iter()
            .filter(|folder| !folder.contains('/'))
            .map(|folder| (*folder).to_owned())
            .collect();
        // In a small workspace paths are also said from a member on.
        if ground.workspace.packages.len() < 4 {
            heads.extend(["src", "tests", "benches", "examples"].map(str::to_owned));
        }
        // Hidden folders are mostly those of users and tools.
        heads.retain(|head| {
            !head.starts_with('.') || matches!(head.as_str(), ".github" | ".cargo" | ".config")
        });
        for path in folders
            .iter()
            .copied()
            .chain(ground.files.iter().map(String::as_str))
        {
            let name = path.rsplit('/').next().unwrap_or(path);
            by_name
                .entry(name.to_owned())
                .or_default()
                .push(path.to_owned());
        }
        Self {
            by_name,
            heads,
            unseen: ground.unseen.iter().cloned().collect(),
            lines: ground
                .sources
                .iter()
                .map(|source| (source.path.clone(), source.text.lines().count()))
                .collect(),
            ignored: ignored
                .lines()
                .map(|line| {
                    line.trim()
                        .trim_start_matches('/')
                        .trim_end_matches('/')
                        .to_owned()
                })
                .filter(|line| !line.is_empty() && !line.starts_with(['#', '!']))
                .collect(),
        }
    }

    /// The files and folders that a path may mean: itself from the root, or the end of others.
    pub(super) fn find(&self, path: &str) -> Vec<&str> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let Some(list) = self.by_name.get(name) else {
            return Vec::new();
        };
        let fits = |known: &&String| {
            known
                .strip_suffix(path)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
        };
        match list.iter().find(|known| *known == path) {
            Some(exact) => vec![exact],
            None => list.iter().filter(fits).map(String::as_str).collect(),
        }
    }

    fn is_unseen(&self, path: &str) -> bool {
        let below = |known: &String| {
            path == known
                || path
                    .strip_prefix(known.as_str())
                    .is_some_and(|rest| rest.starts_with('/'))
        };
        let fits = |pattern: &String| match pattern.strip_prefix('*') {
            Some(end) => !end.is_empty() && path.ends_with(end),
            None => {
                path == pattern
                    || path.starts_with(&format!("{pattern}/"))
                    || path.ends_with(&format!("/{pattern}"))
                    || path.contains(&format!("/{pattern}/"))
            }
        };
        self.unseen.iter().any(below) || self.ignored.iter().any(fits)
    }

    /// Holds a path against the repository. `ticked`: it stands in backticks or is the target of a link.
    pub(super) fn hold(
        &self,
        text: &str,
        start: usize,
        mood: Mood,
        ticked: bool,
        quiet: bool,
    ) -> Held {
        let (path, line) = split_line(text);
        let path = path.strip_prefix("./").unwrap_or(path);
        let bare = path.trim_end_matches('/');
        if bare.is_empty()
            || bare.contains("//")
            || bare.starts_with(['/', '~', '$', '.', '-', '@', '<', '{', '%'])
                && !Self::is_hidden(bare)
        {
            return Held::Unknown;
        }
        if bare.contains(['*', '?', '{', '[', '<', '$', '…', ' ', '\\', '|']) {
            return self.pattern(bare, mood);
        }
        let found = self.find(bare);
        if let Some(first) = found.first() {
            let lines = self.lines.get(*first).filter(|_| found.len() == 1);
            if let (Some(lines), Some(line)) = (lines, line)
                && line > *lines
                && mood.is_plain()
                && !quiet
            {
                return Held::Stale(Stale {
                    what: text.to_owned(),
                    now: format!("`{first}` has {lines} lines."),
                    fix: None,
                });
            }
            return Held::Right(format!("`{bare}` is there"));
        }
        if quiet || !mood.is_plain() || self.is_unseen(bare) || !self.is_own(bare, ticked) {
            return Held::Unknown;
        }
        let range = start + (text.len() - text.trim_start_matches("./").len())..start + text.len();
        let moved = self.moved(bare);
        match moved {
            Some(to) => Held::Stale(Stale {
                what: text.to_owned(),
                now: format!("`{bare}` is not there; `{to}` is."),
                fix: Some(Replacement {
                    range: fixed_range(&range, text, bare),
                    with: to,
                }),
            }),
            None => Held::Stale(Stale {
                what: text.to_owned(),
                now: format!("`{bare}` is not in the repository."),
                fix: None,
            }),
        }
    }

    fn is_hidden(path: &str) -> bool {
        path.starts_with('.') && !path.starts_with("..") && path.len() > 1
    }

    /// Whether a path that is not there can only be one of this repository.
    fn is_own(&self, path: &str, ticked: bool) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        let known = name
            .rsplit_once('.')
            .is_some_and(|(stem, end)| !stem.is_empty() && EXTENSIONS.contains(&end));
        let Some((parent, _)) = path.rsplit_once('/') else {
            return ticked && name.strip_suffix(".rs").is_some_and(|stem| stem.len() > 1);
        };
        let head = path.split('/').next().unwrap_or(path);
        if super::items::is_placeholder(name) || self.is_short_for_another(path) {
            return false;
        }
        if known {
            let is_below_one = !head.starts_with('.') && self.find(parent).len() == 1;
            return self.heads.contains(head) || is_below_one;
        }
        // Without an extension it may be a branch, a crate with its feature, an image: only below what holds code.
        let is_plain = path
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-'));
        ticked && is_plain && matches!(head, "src" | "crates") && self.heads.contains(head)
    }

    /// Whether a path leaves out folders of one that is there: `sdk/api.rs` for `sdk/src/api.rs`.
    fn is_short_for_another(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        let list = self.by_name.get(name).into_iter().flatten();
        list.into_iter().any(|known| {
            let mut parts = known.split('/');
            path.split('/').all(|part| parts.any(|other| other == part))
        })
    }

    /// Where a file went, if only one place is possible.
    fn moved(&self, path: &str) -> Option<String> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let parent = path
            .strip_suffix(name)
            .unwrap_or_default()
            .trim_end_matches('/');
        // `a.rs` and `a/mod.rs` are the same module.
        let sibling = match name {
            "mod.rs" => format!("{parent}.rs"),
            _ => match path.strip_suffix(".rs") {
                Some(stem) => format!("{stem}/mod.rs"),
                None => format!("{path}.rs"),
            },
        };
        if let [one] = self.find(&sibling)[..] {
            return Some(one.to_owned());
        }
        if matches!(
            name,
            "mod.rs"
                | "lib.rs"
                | "main.rs"
                | "README.md"
                | "Cargo.toml"
                | "build.rs"
                | "tests.rs"
                | "error.rs"
                | "errors.rs"
        ) || !name.contains('.')
        {
            let folder = parent
                .rsplit('/')
                .next()
                .filter(|folder| !folder.is_empty() && *folder != "src")?;
            let list = self.by_name.get(name)?;
            let ends = format!("/{folder}/{name}");
            let mut fits = list.iter().filter(|known| known.ends_with(&ends));
            return fits.next().filter(|_| fits.next().is_none()).cloned();
        }
        // A test is no place to which a source moves.
        let kinds = |path: &str| -> Vec<String> {
            let kinds = path.split('/').filter(|part| KINDS.contains(part));
            kinds.map(str::to_owned).collect()
        };
        match self.by_name.get(name)?.as_slice() {
            [one] if kinds(one) == kinds(path) => Some(one.clone()),
            _ => None,
        }
    }

    /// A pattern with `*`: there when some path fits; nobody knows what it means when none does.
    fn pattern(&self, pattern: &str, mood: Mood) -> Held {
        if !mood.is_plain() || pattern.contains(['?', '{', '[', '<', '$', '…', ' ', '\\', '|']) {
            return Held::Unknown;
        }
        let fixed = pattern.split('*').next().unwrap_or_default();
        let folder = fixed.rsplit_once('/').map_or("", |(folder, _)| folder);
        if !folder.is_empty() && !self.find(folder).is_empty() {
            Held::Right(format!("`{folder}` is there"))
        } else {
            Held::Unknown
        }
    }
}

/// The bytes of the path alone, without its line: the line of a file that moved is unknown.
fn fixed_range(range: &Range<usize>, text: &str, bare: &str) -> Range<usize> {
    let path = text.trim_start_matches("./");
    match path.strip_prefix(bare) {
        Some("/") => range.start..range.start + bare.len(),
        _ => range.clone(),
    }
}

/// A path and the line behind it: `a.rs:12`, `a.rs:12-20`, `a.rs#L12`.
pub(super) fn split_line(text: &str) -> (&str, Option<usize>) {
    let cut = |mark: &str| {
        let (path, rest) = text.split_once(mark)?;
        let digits = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        let line = rest[..digits].parse().ok()?;
        rest[digits..]
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '-' | ':' | '–'))
            .then_some((path, Some(line)))
    };
    cut(":").or_else(|| cut("#L")).unwrap_or((text, None))
}

/// Whether a text looks like a path at all.
pub(super) fn looks_like_path(text: &str, ticked: bool) -> bool {
    let (path, _) = split_line(text);
    if path.contains("::")
        || path.contains("://")
        || path.contains(['(', '"', '=', ',', '`'])
        || path.len() < 3
    {
        return false;
    }
    let name = path
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or(path);
    let known = name
        .rsplit_once('.')
        .is_some_and(|(_, end)| EXTENSIONS.contains(&end));
    if ticked {
        path.contains('/') || known
    } else {
        known
            && (path.contains('/')
                || name.strip_suffix(".rs").is_some()
                || name.strip_suffix(".toml").is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_told_from_its_path() {
        assert_eq!(split_line("src/a.rs:12"), ("src/a.rs", Some(12)));
        assert_eq!(split_line("src/a.rs:12-20"), ("src/a.rs", Some(12)));
        assert_eq!(split_line("src/a.rs#L7"), ("src/a.rs", Some(7)));
        assert_eq!(split_line("src/a.rs:x"), ("src/a.rs:x", None));
    }

    #[test]
    fn a_path_is_told_from_other_words() {
        for text in ["src/a.rs", "docs/adr/", "a.rs", "Cargo.toml"] {
            assert!(looks_like_path(text, true), "{text}");
        }
        for text in ["a::b", "https://x.org/a.md", "f(a/b)", "axum"] {
            assert!(!looks_like_path(text, true), "{text}");
        }
        assert!(!looks_like_path("and/or", false));
    }
}
