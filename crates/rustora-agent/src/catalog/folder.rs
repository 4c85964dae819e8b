//! The definitions of one folder and of those below it.
//!
//! Hidden folders and what git ignores count, since that is where agents live. A link is followed as long as it stays in the folder,
//! and what it leads to is read once. Depth, number and size are bounded, and a bound that is hit is told: a catalogue that
//! is silently half of one would be worse than none.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rustora_host::{Host, Kind as Stands};

use crate::definition::MOST_BYTES;
use crate::definition::{Definition, Kind, Level, Problem, parse, shown, too_large};

/// How deep folders may stand in one another.
const MOST_DEEP: usize = 16;

/// How many definitions are read of one folder, and how many names are looked at.
const MOST_FILES: usize = 2_000;
const MOST_NAMES: usize = 20_000;

/// What was read of a file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct File {
    pub(crate) path: PathBuf,
    /// The agent, if there is one in it.
    pub(crate) definition: Option<Definition>,
    pub(crate) problems: Vec<Problem>,
}

/// Reads every Markdown file below `root`, by path; `root` may be a file itself.
///
/// # Errors
/// When `root` cannot be reached or listed.
pub(crate) fn read(host: &dyn Host, root: &Path) -> std::io::Result<Vec<File>> {
    if host.is_file(root) {
        return Ok(vec![file(host, root)]);
    }
    let mut scan = Scan {
        host,
        inside: host.canonical(root)?,
        seen: BTreeSet::new(),
        names: 0,
        is_full: false,
        found: Vec::new(),
        told: Vec::new(),
    };
    host.list(root)?;
    scan.folder(root, 0);
    let mut files: Vec<File> = scan.found.iter().map(|path| file(host, path)).collect();
    twice(root, &mut files);
    files.extend(scan.told);
    Ok(files)
}

struct Scan<'h> {
    host: &'h dyn Host,
    inside: PathBuf,
    /// Folders and files that were visited, links resolved.
    seen: BTreeSet<PathBuf>,
    names: usize,
    /// Whether a bound was hit, and told.
    is_full: bool,
    found: Vec<PathBuf>,
    told: Vec<File>,
}

impl Scan<'_> {
    fn folder(&mut self, folder: &Path, depth: usize) {
        if !self.enters(folder) {
            return;
        }
        if depth > MOST_DEEP {
            let what =
                format!("this folder is more than {MOST_DEEP} levels deep, and was not read");
            return self.tell(folder, what, "move its definitions up");
        }
        let names = match self.host.list(folder) {
            Ok(names) => names,
            Err(error) => {
                let what = format!("this folder cannot be read: {error}");
                return self.tell(folder, what, "give yourself the right to read it");
            }
        };
        for name in names {
            self.names += 1;
            if self.names > MOST_NAMES || self.found.len() >= MOST_FILES {
                if !self.is_full {
                    self.is_full = true;
                    let what = format!(
                        "only the first {MOST_FILES} definitions and {MOST_NAMES} names of a folder are read; from here on nothing was"
                    );
                    self.tell(folder, what, "move to another folder what is no definition");
                }
                return;
            }
            let path = folder.join(&name);
            match self.host.kind(&path) {
                Ok(Stands::Folder) => self.folder(&path, depth + 1),
                Ok(_) if is_markdown(&name) && self.enters(&path) => self.found.push(path),
                Err(error) if is_markdown(&name) => {
                    let what = format!("this cannot be read: {error}");
                    self.tell(&path, what, "take it away, or let it lead to a file");
                }
                _ => {}
            }
        }
    }

    /// Whether a path is in the folder, and new.
    fn enters(&mut self, path: &Path) -> bool {
        match self.host.canonical(path) {
            Ok(real) if real.starts_with(&self.inside) => self.seen.insert(real),
            Ok(real) => {
                let what = format!(
                    "this link leads out of the folder, to {}, and was not followed",
                    real.display()
                );
                self.tell(path, what, "copy what it leads to into the folder");
                false
            }
            Err(error) => {
                let what = format!("this cannot be reached: {error}");
                self.tell(
                    path,
                    what,
                    "take it away, or give yourself the right to read it",
                );
                false
            }
        }
    }

    fn tell(&mut self, path: &Path, what: String, todo: &str) {
        self.told.push(File {
            path: path.to_owned(),
            definition: None,
            problems: vec![Problem::new(
                1,
                Level::Warning,
                Kind::Unreadable,
                what,
                todo,
            )],
        });
    }
}

fn is_markdown(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("md"))
}

fn file(host: &dyn Host, path: &Path) -> File {
    let unread = |problem| File {
        path: path.to_owned(),
        definition: None,
        problems: vec![problem],
    };
    let cannot = |why: &dyn std::fmt::Display| {
        let what = format!("this cannot be read: {why}");
        let todo = "give yourself the right to read it, or take it away";
        unread(Problem::new(1, Level::Error, Kind::Unreadable, what, todo))
    };
    match host.kind(path) {
        Ok(Stands::File(size)) if size > MOST_BYTES => return unread(too_large(size)),
        Ok(Stands::File(_)) => {}
        Ok(_) => return cannot(&"it is no file"),
        Err(error) => return cannot(&error),
    }
    match host.read(path) {
        Ok(bytes) => {
            let parsed = parse(&bytes);
            File {
                path: path.to_owned(),
                definition: parsed.definition,
                problems: parsed.problems,
            }
        }
        Err(error) => cannot(&error),
    }
}

/// Tells of each name that an earlier file of the folder has.
fn twice(root: &Path, files: &mut [File]) {
    let mut first: BTreeMap<String, PathBuf> = BTreeMap::new();
    for file in files {
        let Some(definition) = &file.definition else {
            continue;
        };
        if let Some(path) = first.get(&definition.name) {
            let other = path.strip_prefix(root).unwrap_or(path).display();
            let what = format!(
                "the name {} is that of {other} too, which comes first; this one is never called",
                shown(&definition.name)
            );
            let todo = "give one of them another `name`, or take it away";
            let problem = Problem::new(1, Level::Warning, Kind::Twice, what, todo);
            file.problems.insert(0, problem);
        } else {
            first.insert(definition.name.clone(), file.path.clone());
        }
    }
}
