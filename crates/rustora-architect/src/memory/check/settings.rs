//! Editions, toolchains and lints that an entry names.

use std::collections::{BTreeMap, BTreeSet};

use rustora_host::Host;
use toml::{Table, Value};

use super::super::ground::Ground;
use super::super::{Replacement, Stale};
use super::Found;
use super::entry::{Entry, Kind, Piece};
use super::versions::{is_prefix, said, same_length};

/// What the workspace is built with.
pub(super) struct Settings {
    editions: BTreeSet<String>,
    /// That of the formatter, which may be another.
    formatted_as: Option<String>,
    rust_versions: BTreeSet<String>,
    channel: Option<String>,
    /// Lints of `[workspace.lints]` and `[lints]`, by name without the tool.
    lints: BTreeMap<String, BTreeSet<String>>,
    /// `#![…]` of all files, without spaces.
    attributes: BTreeSet<String>,
}

impl Settings {
    pub(super) fn read(host: &dyn Host, ground: &Ground) -> Self {
        let shared = ground
            .manifests
            .first()
            .and_then(|root| root.table.get("workspace")?.get("package"));
        let all = |key: &str| -> BTreeSet<String> {
            let packages = ground
                .manifests
                .iter()
                .filter_map(|manifest| manifest.table.get("package"));
            let values = packages.filter_map(|package| match package.get(key)? {
                Value::String(value) => Some(value.clone()),
                _ => Some(shared?.get(key)?.as_str()?.to_owned()),
            });
            values.collect()
        };
        let channel = ["rust-toolchain.toml", "rust-toolchain"]
            .into_iter()
            .find_map(|path| {
                let text = ground.text(host, path, 64 << 10)?;
                let table: Option<Table> = text.parse().ok();
                let channel = table
                    .as_ref()
                    .and_then(|table| table.get("toolchain")?.get("channel")?.as_str());
                Some(channel.unwrap_or_else(|| text.trim()).to_owned())
            });
        let mut lints: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for manifest in &ground.manifests {
            let own = manifest.table.get("lints");
            let shared = manifest
                .table
                .get("workspace")
                .and_then(|workspace| workspace.get("lints"));
            for rules in [own, shared]
                .into_iter()
                .flatten()
                .filter_map(Value::as_table)
                .flat_map(|tools| tools.values())
            {
                for (name, value) in rules.as_table().into_iter().flatten() {
                    let level = value.as_str().or_else(|| value.get("level")?.as_str());
                    lints
                        .entry(name.clone())
                        .or_default()
                        .extend(level.map(str::to_owned));
                }
            }
        }
        let attributes = ground.sources.iter().flat_map(|source| {
            let metas = source
                .tree()
                .into_iter()
                .flat_map(rustora_source::tree::Tree::file_attrs);
            metas.map(|meta| without_spaces(source.str(meta.span)))
        });
        let formatted_as = ["rustfmt.toml", ".rustfmt.toml"]
            .into_iter()
            .find_map(|path| {
                let table: Table = ground.text(host, path, 64 << 10)?.parse().ok()?;
                Some(table.get("edition")?.as_str()?.to_owned())
            });
        Self {
            formatted_as,
            editions: all("edition"),
            rust_versions: all("rust-version"),
            channel,
            lints,
            attributes: attributes.collect(),
        }
    }

    pub(super) fn hold(&self, entry: &Entry<'_>, found: &mut Found) {
        if entry.elsewhere {
            return;
        }
        for (index, piece) in entry.pieces.iter().enumerate() {
            if piece.kind == Kind::Code {
                self.declared(piece, found);
            }
            if !piece.mood.is_plain() {
                continue;
            }
            if piece.is(&["edition"]) {
                let year = [1, 2, -1]
                    .into_iter()
                    .filter_map(|step| entry.neighbour(index, step))
                    .find(|other| other.text.len() == 4 && other.text.starts_with("20"));
                if let Some(year) = year {
                    self.edition(year, found);
                }
            }
            let minimum = piece.is(&["msrv", "rust-version"])
                || piece.text == "rust-version"
                || piece.is(&["rust"])
                    && (-3..0)
                        .filter_map(|step| entry.neighbour(index, step))
                        .any(|word| word.is(&["minimum", "minimal", "oldest", "msrv"]));
            if minimum && let Some(version) = number_near(entry, index) {
                one_of(&self.rust_versions, version, "oldest supported Rust", found);
            }
            if piece.is(&["toolchain", "channel"]) {
                self.toolchain(entry, index, found);
            }
        }
    }

    /// The channel that stands near the word `toolchain` or `channel`.
    fn toolchain(&self, entry: &Entry<'_>, index: usize, found: &mut Found) {
        let Some(channel) = &self.channel else { return };
        let is_channel = |piece: &&Piece<'_>| {
            let text = piece.text;
            piece.mood.is_plain()
                && (matches!(text, "stable" | "beta" | "nightly")
                    || text.starts_with("nightly-20")
                    || said(text, 0).is_some_and(|said| {
                        said.number.contains('.') && said.number.starts_with("1.")
                    }))
        };
        let fills = [
            "is", "at", "to", "of", "on", "pinned", "channel", "version", "rust",
        ];
        let behind = (1..=4).map_while(|step| entry.neighbour(index, step));
        let behind = behind.skip_while(|other| other.is(&fills)).take(1).next();
        let before = entry.neighbour(index, -1).filter(|other| !other.closed);
        let Some(told) = behind.into_iter().chain(before).find(is_channel) else {
            return;
        };
        let is_word = told.text.starts_with(|c: char| c.is_ascii_alphabetic());
        let clause = entry
            .pieces
            .iter()
            .filter(|other| other.clause == told.clause);
        // One needs a nightly toolchain for this and that, whatever the project is pinned to.
        if is_word
            && !clause
                .into_iter()
                .any(|other| other.is(&["channel", "pinned"]))
        {
            return;
        }
        if told.text == channel
            || is_prefix(told.text, channel)
            || channel.starts_with(&format!("{}-", told.text))
        {
            found.right(format!("the toolchain is `{channel}`"));
            return;
        }
        found.stale(Stale {
            what: told.text.to_owned(),
            now: format!("The toolchain's channel is `{channel}`."),
            fix: Some(Replacement {
                range: told.range(),
                with: if channel.starts_with(|c: char| c.is_ascii_digit())
                    && told.text.starts_with(|c: char| c.is_ascii_digit())
                {
                    same_length(channel, told.text)
                } else {
                    channel.clone()
                },
            }),
        });
    }

    /// `edition = "2021"`, `unsafe_code = "forbid"`, `#![forbid(unsafe_code)]`.
    fn declared(&self, piece: &Piece<'_>, found: &mut Found) {
        let text = without_spaces(piece.text);
        if let Some(inner) = text
            .strip_prefix("#![")
            .and_then(|rest| rest.strip_suffix(")]"))
        {
            if self.attributes.contains(&text) {
                found.right(format!("`{}` is there", piece.text));
            } else if let Some((level, lint)) = inner.split_once('(') {
                self.lint(piece, lint, level, found);
            }
            return;
        }
        let Some((key, value)) = text.split_once('=') else {
            return;
        };
        let value = value.trim_matches('"');
        let whole = Piece {
            text: piece.text,
            ..piece.clone()
        };
        let Some(at) = piece.text.rfind(value).filter(|_| !value.is_empty()) else {
            return;
        };
        let told = Piece {
            start: piece.start + at,
            text: &piece.text[at..at + value.len()],
            ..whole
        };
        match key {
            "edition" => self.edition(&told, found),
            "rust-version" => one_of(&self.rust_versions, &told, "oldest supported Rust", found),
            _ if matches!(value, "forbid" | "deny" | "warn" | "allow") => {
                self.lint(&told, key, value, found);
            }
            _ => {}
        }
    }

    fn edition(&self, year: &Piece<'_>, found: &mut Found) {
        if self.formatted_as.as_deref() != Some(year.text) {
            one_of(&self.editions, year, "edition", found);
        }
    }

    fn lint(&self, piece: &Piece<'_>, lint: &str, level: &str, found: &mut Found) {
        let name = lint.rsplit("::").next().unwrap_or(lint);
        let Some(levels) = self.lints.get(name) else {
            return;
        };
        if levels.contains(level) {
            found.right(format!("`{name}` is set to {level}"));
        } else if let (true, Some(now)) =
            (levels.len() == 1 && piece.mood.is_plain(), levels.first())
        {
            let at = piece.text.find(level).map(|at| piece.start + at);
            found.stale(Stale {
                what: piece.text.to_owned(),
                now: format!("`{name}` is set to `{now}` in the manifest."),
                fix: at.map(|at| Replacement {
                    range: at..at + level.len(),
                    with: now.clone(),
                }),
            });
        }
    }
}

/// Holds a value that some members have; certain to be mended where all have the same.
fn one_of(known: &BTreeSet<String>, piece: &Piece<'_>, what: &str, found: &mut Found) {
    let number = piece.text.trim_end_matches('+').trim_start_matches('v');
    if known.is_empty() {
        return;
    }
    let listed: Vec<&str> = known.iter().map(String::as_str).collect();
    // `1.75` and `1.75.0` are one.
    if known
        .iter()
        .any(|value| is_prefix(number, value) || is_prefix(value, number))
    {
        found.right(format!("the {what} is {}", listed.join(" and ")));
        return;
    }
    if !piece.mood.is_plain() {
        return;
    }
    let at = piece.start + piece.text.find(number).unwrap_or(0);
    let only = (known.len() == 1).then(|| listed[0].to_owned());
    found.stale(Stale {
        what: piece.text.to_owned(),
        now: format!("The {what} is {}.", listed.join(" and ")),
        fix: only.map(|with| Replacement {
            range: at..at + number.len(),
            with,
        }),
    });
}

/// The version of Rust that stands within three words of a piece.
fn number_near<'e, 't>(entry: &'e Entry<'t>, index: usize) -> Option<&'e Piece<'t>> {
    let near = (1..=4).filter_map(|step| entry.neighbour(index, step));
    let mut near = near.take_while(|other| {
        other.is(&["is", "of", "rust", "version", "at", "=", "rustc", "policy"])
            || said(other.text.trim_end_matches('+'), 0).is_some()
    });
    near.find(|other| {
        said(other.text.trim_end_matches('+'), 0).is_some_and(|said| said.number.contains('.'))
    })
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}
