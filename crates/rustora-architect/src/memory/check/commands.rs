//! The commands that a project has: aliases of cargo, recipes, targets, scripts.
//!
//! A list is only held against an entry when it is complete: a file that includes others may have more.

use std::collections::{BTreeMap, BTreeSet};

use rustora_host::Host;
use rustora_source::cargo::TargetKind;
use rustora_source::{Word, words};
use toml::{Table, Value};

use super::super::ground::Ground;
use super::names::near;

/// The largest file of commands that is read, in bytes.
const LIMIT: u64 = 512 << 10;

/// What a tool can run.
struct Tool {
    path: String,
    names: Vec<String>,
    is_complete: bool,
}

/// All commands.
#[derive(Default)]
pub(in crate::memory) struct Commands {
    /// By `cargo`, `just`, `make`, `npm`.
    tools: BTreeMap<&'static str, Vec<Tool>>,
    /// The words and strings of the package `xtask`, without marks and in lower case; `None` without that package.
    xtask: Option<BTreeSet<String>>,
    packages: BTreeSet<String>,
    /// Targets by kind: their names with underscores.
    targets: BTreeMap<TargetKind, BTreeSet<String>>,
    features: BTreeSet<String>,
}

/// What holding a command came to.
pub(super) enum Ran {
    /// It is there, as the text says.
    There(String),
    /// The word that names nothing, and what is true.
    Missing {
        word: String,
        now: String,
        instead: Option<String>,
    },
    Unknown,
}

impl Commands {
    pub(in crate::memory) fn read(host: &dyn Host, ground: &Ground) -> Self {
        let mut out = Self::default();
        for path in [".cargo/config.toml", ".cargo/config"] {
            if let Some(table) = ground
                .text(host, path, LIMIT)
                .and_then(|text| text.parse::<Table>().ok())
            {
                let names = table
                    .get("alias")
                    .and_then(Value::as_table)
                    .into_iter()
                    .flatten()
                    .map(|(name, _)| name.clone());
                out.add("cargo", path, names.collect(), true);
            }
        }
        for path in &ground.files {
            let name = path.rsplit('/').next().unwrap_or(path);
            let tool = match name {
                "justfile" | "Justfile" | ".justfile" => "just",
                "Makefile" | "makefile" | "GNUmakefile" => "make",
                "package.json" if path.split('/').count() <= 3 => "npm",
                _ => continue,
            };
            let Some(text) = ground.text(host, path, LIMIT) else {
                continue;
            };
            let (names, is_complete) = match tool {
                "just" => recipes(&text),
                "make" => targets(&text),
                _ => (scripts(&text), true),
            };
            out.add(tool, path, names, is_complete);
        }
        for (index, package) in ground.workspace.packages.iter().enumerate() {
            out.packages.insert(package.name.clone());
            for target in &package.targets {
                out.targets
                    .entry(target.kind)
                    .or_default()
                    .insert(target.name.clone());
            }
            if package.name == "xtask" {
                let sources = ground
                    .sources
                    .iter()
                    .filter(|source| source.package == index);
                let words = sources.flat_map(|source| {
                    words(&source.text).flat_map(move |word| match word {
                        Word::Name(span) => vec![flat(source.str(span))],
                        Word::Text(span) => source
                            .str(span)
                            .split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_')
                            .map(flat)
                            .collect(),
                    })
                });
                out.xtask = Some(words.collect());
            }
        }
        for manifest in &ground.manifests {
            let features = manifest.table.get("features").and_then(Value::as_table);
            out.features
                .extend(features.into_iter().flatten().map(|(name, _)| name.clone()));
            for section in ["dependencies", "build-dependencies"] {
                let list = manifest.table.get(section).and_then(Value::as_table);
                let optional = list.into_iter().flatten().filter(|(_, value)| {
                    value.get("optional").and_then(Value::as_bool) == Some(true)
                });
                out.features.extend(optional.map(|(name, _)| name.clone()));
            }
        }
        out
    }

    fn add(&mut self, tool: &'static str, path: &str, names: Vec<String>, is_complete: bool) {
        let path = path.to_owned();
        self.tools.entry(tool).or_default().push(Tool {
            path,
            names,
            is_complete,
        });
    }

    /// Each tool's file near the root, and what it can run.
    pub(in crate::memory) fn told(&self) -> impl Iterator<Item = (&'static str, &str, &[String])> {
        let all = self
            .tools
            .iter()
            .flat_map(|(tool, files)| files.iter().map(move |file| (*tool, file)));
        let told =
            all.filter(|(_, file)| !file.names.is_empty() && file.path.split('/').count() <= 2);
        told.map(|(tool, file)| (tool, file.path.as_str(), file.names.as_slice()))
    }

    /// Whether a text begins as a command that is known here.
    pub(super) fn is_command(text: &str) -> bool {
        let mut words = text.split_whitespace();
        let first = words.next().unwrap_or_default();
        matches!(
            first,
            "cargo" | "just" | "make" | "npm" | "pnpm" | "yarn" | "bun" | "$"
        ) && words.next().is_some()
    }

    /// Holds a command line.
    pub(super) fn hold(&self, text: &str) -> Ran {
        let words: Vec<&str> = text.trim_start_matches("$ ").split_whitespace().collect();
        // A line of several commands is judged by its first; variables come before it.
        let end = words
            .iter()
            .position(|word| matches!(*word, "&&" | "||" | "|" | ";"))
            .unwrap_or(words.len());
        let words = &words[..end];
        let Some((first, rest)) = words.split_first() else {
            return Ran::Unknown;
        };
        if words
            .iter()
            .any(|word| word.contains(['<', '…', '{', '*']) || *word == "...")
            || words
                .iter()
                .any(|word| matches!(*word, "NAME" | "X" | "FOO" | "CRATE"))
        {
            return Ran::Unknown;
        }
        match *first {
            "cargo" => self.cargo(rest),
            "just" => self.tool("just", rest.first().copied()),
            "make" => self.tool("make", rest.first().copied()),
            "npm" | "pnpm" | "yarn" | "bun" => match rest {
                ["run", name, ..] => self.tool("npm", Some(name)),
                _ => Ran::Unknown,
            },
            _ => Ran::Unknown,
        }
    }

    fn tool(&self, tool: &'static str, name: Option<&str>) -> Ran {
        let Some(name) = name
            .filter(|name| !name.starts_with('-') && !name.contains('=') && !name.contains('/'))
        else {
            return Ran::Unknown;
        };
        let files = self.tools.get(tool).map(Vec::as_slice).unwrap_or_default();
        if let Some(file) = files
            .iter()
            .find(|file| file.names.iter().any(|known| known == name))
        {
            return Ran::There(format!("`{}` has `{name}`", file.path));
        }
        let is_complete = !files.is_empty() && files.iter().all(|file| file.is_complete);
        if !is_complete || files.iter().all(|file| file.names.is_empty()) {
            return Ran::Unknown;
        }
        let known: Vec<&str> = files
            .iter()
            .flat_map(|file| &file.names)
            .map(String::as_str)
            .collect();
        missing(
            name,
            &format!("`{}` has no `{name}`", files[0].path),
            &known,
        )
    }

    fn cargo(&self, words: &[&str]) -> Ran {
        let words: Vec<&str> = words
            .iter()
            .copied()
            .skip_while(|word| word.starts_with('+'))
            .collect();
        let Some((name, rest)) = words
            .split_first()
            .filter(|(name, _)| !name.starts_with('-'))
        else {
            return Ran::Unknown;
        };
        let aliases: Vec<&str> = self
            .tools
            .get("cargo")
            .into_iter()
            .flatten()
            .flat_map(|file| &file.names)
            .map(String::as_str)
            .collect();
        if *name == "xtask" {
            return match (
                &self.xtask,
                rest.first().filter(|word| !word.starts_with('-')),
            ) {
                (Some(known), Some(word)) if known.contains(&flat(word)) => {
                    Ran::There(format!("`xtask` knows `{word}`"))
                }
                (Some(known), Some(word))
                    if word.len() > 2
                        && word.chars().all(|c| c.is_ascii_lowercase() || c == '-') =>
                {
                    let known: Vec<&str> = known.iter().map(String::as_str).collect();
                    missing(
                        word,
                        &format!("the package `xtask` knows no `{word}`"),
                        &known,
                    )
                }
                (None, _)
                    if !aliases.contains(&"xtask")
                        && !self.packages.iter().any(|name| name.contains("xtask")) =>
                {
                    missing(
                        "xtask",
                        "there is neither a package nor an alias `xtask`",
                        &[],
                    )
                }
                _ => Ran::Unknown,
            };
        }
        if aliases.contains(name) {
            return Ran::There(format!("cargo has the alias `{name}`"));
        }
        if !BUILT_IN.contains(name) {
            return match near(name, aliases.iter().copied()) {
                Some(_) => missing(name, &format!("cargo has no alias `{name}`"), &aliases),
                None => Ran::Unknown,
            };
        }
        self.arguments(rest)
    }

    /// What `-p`, `--bin`, `--features` and their like name.
    fn arguments(&self, words: &[&str]) -> Ran {
        let mut there = Vec::new();
        let mut words = words.iter().copied().take_while(|word| *word != "--");
        while let Some(word) = words.next() {
            let (flag, value) = match word.split_once('=') {
                Some((flag, value)) => (flag, Some(value)),
                None => (word, None),
            };
            let kind = match flag {
                "--bin" => Some(TargetKind::Bin),
                "--example" => Some(TargetKind::Example),
                "--test" => Some(TargetKind::Test),
                "--bench" => Some(TargetKind::Bench),
                "-p" | "--package" | "--features" | "-F" => None,
                _ => continue,
            };
            let Some(value) = value.or_else(|| words.next()) else {
                continue;
            };
            let value = value.trim_matches(['"', '\'']);
            for name in value.split([',', ' ']).filter(|name| !name.is_empty()) {
                let (is_there, known, what): (bool, Vec<&str>, String) = match (flag, kind) {
                    ("-p" | "--package", _) => {
                        let bare = name.split('@').next().unwrap_or(name);
                        (
                            self.packages.contains(bare),
                            self.packages.iter().map(String::as_str).collect(),
                            format!("the workspace has no package `{name}`"),
                        )
                    }
                    (_, Some(kind)) => {
                        let list: Vec<&str> = self
                            .targets
                            .get(&kind)
                            .into_iter()
                            .flatten()
                            .map(String::as_str)
                            .collect();
                        (
                            list.contains(&name.replace('-', "_").as_str()),
                            list,
                            format!("the workspace has no target `{name}` for `{flag}`"),
                        )
                    }
                    _ => {
                        let bare = name.rsplit('/').next().unwrap_or(name);
                        let is_there =
                            self.features.contains(bare) || name.contains('/') || bare == "default";
                        (
                            is_there,
                            self.features.iter().map(String::as_str).collect(),
                            format!("no member has the cargo feature `{name}`"),
                        )
                    }
                };
                if !is_there {
                    return missing(name, &what, &known);
                }
                there.push(format!("`{name}` is there"));
            }
        }
        if there.is_empty() {
            Ran::Unknown
        } else {
            Ran::There(there.join(", "))
        }
    }
}

fn missing(word: &str, what: &str, known: &[&str]) -> Ran {
    let instead = near(word, known.iter().copied()).map(str::to_owned);
    let now = match &instead {
        Some(other) => format!("{what}; there is `{other}`."),
        None => format!("{what}."),
    };
    let mut now = now;
    if let Some(first) = now.get(..1).map(str::to_uppercase) {
        now.replace_range(..1, &first);
    }
    Ran::Missing {
        word: word.to_owned(),
        now,
        instead,
    }
}

/// A name without what spellings differ in: `new-rule`, `NewRule` and `new_rule` are one.
fn flat(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The recipes of a justfile, and whether these are all.
fn recipes(text: &str) -> (Vec<String>, bool) {
    let mut names = Vec::new();
    let mut is_complete = true;
    for line in text.lines() {
        let first = line.split_whitespace().next().unwrap_or_default();
        if matches!(first, "import" | "import?" | "mod" | "mod?" | "!include")
            && !line.starts_with(char::is_whitespace)
        {
            is_complete = false;
        }
        if line.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '@')) {
            if let Some(("alias", rest)) = line.split_once(' ') {
                names.extend(rest.split(":=").next().map(|name| name.trim().to_owned()));
            } else if let Some(colon) = line.find(':').filter(|at| !line[*at..].starts_with(":=")) {
                let name = line[..colon]
                    .split_whitespace()
                    .next()
                    .unwrap_or_default()
                    .trim_start_matches('@');
                if first != "set" && first != "export" {
                    names.push(name.to_owned());
                }
            }
        }
    }
    (names, is_complete)
}

/// The targets of a makefile, and whether these are all.
fn targets(text: &str) -> (Vec<String>, bool) {
    let mut names: Vec<String> = Vec::new();
    let mut is_complete = true;
    for line in text.lines() {
        if line.starts_with("include") || line.starts_with("-include") {
            is_complete = false;
        }
        let Some((head, rest)) = line.split_once(':') else {
            continue;
        };
        if head.starts_with(['\t', ' ', '#', '.']) || rest.starts_with('=') || head.contains('=') {
            continue;
        }
        is_complete &= !head.contains(['%', '$']);
        let heads = head
            .split_whitespace()
            .filter(|name| !name.contains(['%', '$']));
        for name in heads {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
    }
    (names, is_complete)
}

/// The scripts of a `package.json`.
fn scripts(text: &str) -> Vec<String> {
    let value: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    let scripts = value.get("scripts").and_then(serde_json::Value::as_object);
    scripts
        .into_iter()
        .flatten()
        .map(|(name, _)| name.clone())
        .collect()
}

/// The commands of cargo itself that name things of a workspace.
const BUILT_IN: [&str; 13] = [
    "run", "build", "test", "check", "bench", "clippy", "doc", "r", "b", "t", "c", "nextest",
    "install",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recipes_and_targets_are_read() {
        let (names, complete) = recipes(
            "set shell := [\"sh\"]\nport := \"1\"\nalias t := test\ntest *args: build\n    cargo test\n@build:\n  x: y\n",
        );
        assert_eq!(names, ["t", "test", "build"]);
        assert!(complete && !recipes("import 'a.just'\n").1);
        let (names, complete) =
            targets(".PHONY: all\nall: lint test\n\tcargo b: c\nX := 1\nlint:\n");
        assert_eq!(names, ["all", "lint"]);
        assert!(complete && !targets("%.o: %.c\n").1);
        assert_eq!(scripts("{\"scripts\":{\"dev\":\"vite\"}}"), ["dev"]);
    }
}
