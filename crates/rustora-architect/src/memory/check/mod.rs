//! Whether an entry of a memory is still true.
//!
//! The repository is read once into a [`Repository`]; each entry is then taken apart and every part of it that names something is
//! held against what was read. One file for each kind of thing. What is there is evidence; what is not there is called stale only where
//! the entry says it as a fact of today about this code base, and nothing else could be meant.

pub(in crate::memory) mod commands;
mod entry;
mod items;
mod names;
mod packages;
mod paths;
mod records;
mod settings;
mod versions;

#[cfg(test)]
mod tests;

use std::path::Path;

use rustora_host::Host;

use self::commands::{Commands, Ran};
use self::entry::{Entry, Kind, Piece};
use self::items::Routes;
use self::names::Names;
use self::packages::Packages;
use self::paths::{Held, Paths, looks_like_path};
use self::records::Records;
use self::settings::Settings;
use super::dependencies::direct;
use super::ground::Ground;
use super::{LearnError, Replacement, Stale, Verdict};

/// A workspace as entries are held against it.
pub struct Repository {
    paths: Paths,
    names: Names,
    commands: Commands,
    packages: Packages,
    records: Records,
    settings: Settings,
    routes: Routes,
}

/// The largest file of another language whose words are known, in bytes.
const OTHERS: u64 = 256 << 10;

/// How many bytes of such files are read in all.
const ALL_OTHERS: usize = 24 << 20;

impl Repository {
    /// Reads the workspace at `root`, a canonical folder.
    ///
    /// # Errors
    /// When there is no manifest, or the machine refuses threads.
    pub fn read(host: &dyn Host, root: &Path) -> Result<Self, LearnError> {
        let ground = Ground::read(host, root)?;
        let routes = rustora_review::routes(host, root)?;
        let said = others(host, &ground);
        let ignored = ground.text(host, ".gitignore", OTHERS).unwrap_or_default();
        Ok(Self {
            paths: Paths::new(&ground, &ignored),
            names: Names::new(&ground, &said),
            commands: Commands::read(host, &ground),
            packages: Packages::new(&ground, direct(&ground)),
            records: Records::read(host, root),
            settings: Settings::read(host, &ground),
            routes: Routes::new(&ground, &routes),
        })
    }

    /// Holds one entry, a list item or a paragraph of Markdown.
    pub fn check(&self, text: &str) -> Verdict {
        let entry = Entry::read(text);
        let mut found = Found::default();
        for (index, piece) in entry.pieces.iter().enumerate() {
            match piece.kind {
                Kind::Code => self.code(&entry, index, piece, &mut found),
                Kind::Word | Kind::Link => self.word(&entry, index, piece, &mut found),
            }
        }
        self.packages.hold(&entry, &mut found);
        self.settings.hold(&entry, &mut found);
        self.records.hold(&entry, &mut found);
        found.verdict()
    }

    fn code(&self, entry: &Entry<'_>, index: usize, piece: &Piece<'_>, found: &mut Found) {
        let text = piece.text.trim();
        if text.is_empty() || text.contains("://") || text.contains('\n') {
            return;
        }
        let path = text
            .strip_prefix("sh ")
            .or_else(|| text.strip_prefix("bash "))
            .unwrap_or(text);
        if Commands::is_command(text) {
            self.command(entry, piece, found);
        } else if self.routes.hold(entry, index, found) {
        } else if looks_like_path(path, true) {
            let path = path.split(' ').next().unwrap_or(path);
            let start = piece.start + piece.text.find(path).unwrap_or(0);
            // `sqlx/postgres` is a feature, `team/image` an image.
            let head = path.split('/').next().unwrap_or(path);
            if path.contains('/') && self.packages.is_crate(head) && !path.contains('.') {
                return;
            }
            found.hold(self.paths.hold(
                path,
                start,
                piece.mood,
                true,
                entry.elsewhere
                    || entry.local
                    || self.packages.is_of_another(entry, index)
                    || self.packages.is_about_another(entry),
            ));
        } else if !self.packages.is_crate(text) {
            items::hold(
                &self.names,
                &self.packages,
                &self.paths,
                entry,
                index,
                found,
            );
        }
    }

    fn word(&self, entry: &Entry<'_>, index: usize, piece: &Piece<'_>, found: &mut Found) {
        let ticked = piece.kind == Kind::Link;
        if piece.text.contains("://") || !looks_like_path(piece.text, ticked) {
            return;
        }
        let quiet = self.packages.is_of_another(entry, index)
            || self.packages.is_about_another(entry)
            || entry.elsewhere
            || entry.local
            || piece.text.matches('/').count() == 0 && ticked && index > 0;
        found.hold(
            self.paths
                .hold(piece.text, piece.start, piece.mood, ticked, quiet),
        );
    }

    fn command(&self, entry: &Entry<'_>, piece: &Piece<'_>, found: &mut Found) {
        match self.commands.hold(piece.text) {
            Ran::There(what) => found.right(what),
            Ran::Missing { word, now, instead } if piece.mood.is_plain() && !entry.elsewhere => {
                let at = piece.text.rfind(&word).map(|at| piece.start + at);
                let fix = at.zip(instead).map(|(at, with)| Replacement {
                    range: at..at + word.len(),
                    with,
                });
                found.stale(Stale {
                    what: piece.text.to_owned(),
                    now,
                    fix,
                });
            }
            Ran::Missing { .. } | Ran::Unknown => {}
        }
    }
}

/// The words of files in other languages, whose names an entry may speak of.
fn others(host: &dyn Host, ground: &Ground) -> Vec<String> {
    let ends = [
        "sql",
        "toml",
        "yml",
        "yaml",
        "sh",
        "proto",
        "graphql",
        "py",
        "js",
        "ts",
        "tsx",
        "mjs",
        "tf",
        "html",
        "hbs",
        "example",
        "env",
        "Dockerfile",
        "justfile",
        "Makefile",
        "service",
        "conf",
        "nix",
        "svelte",
        "vue",
        "gjs",
        "gts",
        "c",
        "h",
        "cpp",
        "go",
        "java",
        "cs",
        "rb",
        "php",
        "kt",
        "swift",
        "lua",
    ];
    let mut left = ALL_OTHERS;
    let mut out = Vec::new();
    for path in &ground.files {
        let end = path.rsplit(['.', '/']).next().unwrap_or(path);
        if !ends.contains(&end) || left == 0 {
            continue;
        }
        if let Some(text) = ground.text(host, path, OTHERS) {
            left = left.saturating_sub(text.len());
            out.push(text);
        }
    }
    out
}

/// What the parts of an entry came to.
#[derive(Default)]
struct Found {
    evidence: Vec<String>,
    stale: Vec<Stale>,
}

impl Found {
    fn right(&mut self, what: String) {
        if !self.evidence.contains(&what) {
            self.evidence.push(what);
        }
    }

    fn stale(&mut self, stale: Stale) {
        if !self.stale.contains(&stale) {
            self.stale.push(stale);
        }
    }

    fn hold(&mut self, held: Held) {
        match held {
            Held::Right(what) => self.right(what),
            Held::Stale(stale) => self.stale(stale),
            Held::Unknown => {}
        }
    }

    fn verdict(self) -> Verdict {
        match (self.stale.is_empty(), self.evidence.is_empty()) {
            (false, _) => Verdict::Stale(self.stale),
            (true, false) => Verdict::Right {
                evidence: self.evidence,
            },
            (true, true) => Verdict::Unverifiable,
        }
    }
}
