//! The workspace as both sides read it: its files, its manifests, the sources of its members.
//!
//! Function bodies are not kept: what they say is read word by word, which is faster and needs no resolver. Folders that version
//! control ignores are remembered as such, since nobody can say what is in them on another machine.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rustora_host::{Host, Kind};
use rustora_source::cargo::{Package, TargetKind, Workspace};
use rustora_source::tree::{Item, Meta, Tree};
use rustora_source::{Bodies, Parsed, STACK_SIZE, Span, Word, parse, words};
use toml::Table;

use super::LearnError;

/// A manifest, as its text and as its values.
pub(super) struct Manifest {
    /// Below the root.
    pub(super) path: String,
    pub(super) text: String,
    pub(super) table: Table,
    /// The name of its package, if it has one.
    pub(super) package: Option<String>,
}

/// What a source file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Product,
    Test,
    Bench,
    Other,
}

/// A Rust file of a member.
pub(super) struct Source {
    /// Below the root.
    pub(super) path: String,
    pub(super) text: String,
    /// `None` when it is not Rust that can be read.
    pub(super) parsed: Option<Parsed>,
    pub(super) part: Part,
    /// The member that it belongs to, by its position in the workspace.
    pub(super) package: usize,
}

/// Everything that was read.
pub(super) struct Ground {
    pub(super) root: PathBuf,
    pub(super) workspace: Workspace,
    /// That of the root, then those of the members.
    pub(super) manifests: Vec<Manifest>,
    /// By path.
    pub(super) sources: Vec<Source>,
    /// All files below the root that version control sees, hidden ones too, by path.
    pub(super) files: Vec<String>,
    /// What is there and was not looked into: ignored, or behind a link.
    pub(super) unseen: BTreeSet<String>,
}

/// Folders with code that somebody else maintains.
const FOREIGN: [&str; 5] = [
    "target",
    "vendor",
    "third_party",
    "third-party",
    "node_modules",
];

impl Ground {
    pub(super) fn read(host: &dyn Host, root: &Path) -> Result<Self, LearnError> {
        if !host.is_file(&root.join("Cargo.toml")) {
            return Err(LearnError::NoWorkspace(root.to_owned()));
        }
        let workspace = Workspace::read(host, root);
        let mut ground = Self {
            root: root.to_owned(),
            manifests: Vec::new(),
            sources: Vec::new(),
            files: Vec::new(),
            unseen: BTreeSet::new(),
            workspace,
        };
        let folders = ground.workspace.packages.iter();
        let folders = folders.map(|package| package.folder.clone());
        let others: Vec<PathBuf> = folders.filter(|folder| folder != root).collect();
        for folder in std::iter::once(root.to_owned()).chain(others) {
            ground.manifests.extend(ground.manifest(host, &folder));
        }
        ground.list(host);
        ground.read_sources(host)?;
        Ok(ground)
    }

    fn manifest(&self, host: &dyn Host, folder: &Path) -> Option<Manifest> {
        let path = folder.join("Cargo.toml");
        let text = String::from_utf8(host.read(&path).ok()?).ok()?;
        let table: Table = text.trim_start_matches('\u{feff}').parse().ok()?;
        let package = table
            .get("package")
            .and_then(|package| package.get("name")?.as_str())
            .map(str::to_owned);
        Some(Manifest {
            path: self.below(&path),
            text,
            table,
            package,
        })
    }

    /// A path below the root, with `/` on every system.
    pub(super) fn below(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.root).unwrap_or(path);
        let parts = below.components().map(std::path::Component::as_os_str);
        let parts: Vec<_> = parts.map(std::ffi::OsStr::to_string_lossy).collect();
        parts.join("/")
    }

    fn list(&mut self, host: &dyn Host) {
        let (walked, _) = host.walk(&self.root, "");
        let mut files: BTreeSet<String> = walked.iter().map(|path| self.below(path)).collect();
        files.retain(|path| !path.starts_with(".git/"));
        let mut folders: BTreeSet<String> = BTreeSet::from([String::new()]);
        for file in &files {
            let ends = file.match_indices('/').map(|(at, _)| &file[..at]);
            folders.extend(ends.map(str::to_owned));
        }
        let mut hidden: Vec<String> = Vec::new();
        for folder in &folders {
            for name in host.list(&self.root.join(folder)).unwrap_or_default() {
                let path = match folder.as_str() {
                    "" => name.clone(),
                    folder => format!("{folder}/{name}"),
                };
                if files.contains(&path) || folders.contains(&path) || name == ".git" {
                    continue;
                }
                if name.starts_with('.') {
                    hidden.push(path);
                } else {
                    self.unseen.insert(path);
                }
            }
        }
        let mut left = 20_000_u32;
        while let Some(path) = hidden.pop() {
            left = left.saturating_sub(1);
            match host.kind(&self.root.join(&path)) {
                Ok(Kind::File(_)) => _ = files.insert(path),
                Ok(Kind::Folder)
                    if left > 0
                        && host
                            .canonical(&self.root.join(&path))
                            .is_ok_and(|real| real == self.root.join(&path)) =>
                {
                    let names = host.list(&self.root.join(&path)).unwrap_or_default();
                    hidden.extend(names.into_iter().map(|name| format!("{path}/{name}")));
                }
                _ => _ = self.unseen.insert(path),
            }
        }
        self.files = files.into_iter().collect();
    }

    fn read_sources(&mut self, host: &dyn Host) -> Result<(), LearnError> {
        let foreign = |path: &str| path.split('/').any(|part| FOREIGN.contains(&part));
        let manifests: BTreeSet<&str> = self
            .files
            .iter()
            .filter_map(|path| path.strip_suffix("Cargo.toml"))
            .collect();
        let members: Vec<String> = self
            .workspace
            .packages
            .iter()
            .map(|package| self.below(&package.folder))
            .collect();
        let rust = self
            .files
            .iter()
            .filter(|path| path.strip_suffix(".rs").is_some() && !foreign(path));
        let todo: Vec<(String, usize)> = rust
            .filter_map(|path| {
                let slashes = path.rmatch_indices('/').map(|(at, _)| &path[..=at]);
                let home = slashes.chain([""]).find(|home| manifests.contains(home))?;
                let home = home.trim_end_matches('/');
                let package = members.iter().position(|member| member == home)?;
                Some((path.clone(), package))
            })
            .collect();
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let homes: Vec<Vec<String>> = self
            .workspace
            .packages
            .iter()
            .map(|package| self.homes(package))
            .collect();
        let (root, members, homes) = (&self.root, &members, &homes);
        let size = todo.len().div_ceil(threads * 4).max(1);
        let chunks: Vec<&[(String, usize)]> = todo.chunks(size).collect();
        let next = AtomicUsize::new(0);
        let (chunks, next) = (&chunks, &next);
        let sources = std::thread::scope(|scope| {
            let work = move || {
                let mut done = Vec::new();
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(chunk) = chunks.get(at) else {
                        return done;
                    };
                    let read = chunk.iter().filter_map(|(path, package)| {
                        source(host, root, path, *package, members, homes)
                    });
                    done.extend(read);
                }
            };
            let started: Result<Vec<_>, _> = (0..threads)
                .map(|_| {
                    let builder = std::thread::Builder::new().stack_size(STACK_SIZE);
                    builder.spawn_scoped(scope, work)
                })
                .collect();
            let started = started?;
            let done = started
                .into_iter()
                .flat_map(|thread| thread.join().unwrap_or_default());
            Ok(done.collect::<Vec<Source>>())
        });
        self.sources = sources.map_err(LearnError::Thread)?;
        self.sources.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(())
    }

    /// The folders below which a package's library and programs lie, each with `/` at its end.
    fn homes(&self, package: &Package) -> Vec<String> {
        let targets = package.targets.iter();
        let targets =
            targets.filter(|target| matches!(target.kind, TargetKind::Lib | TargetKind::Bin));
        let folders = targets.filter_map(|target| target.root.parent());
        let folders = folders.map(|folder| self.below(folder));
        folders
            .map(|folder| {
                if folder.is_empty() {
                    folder
                } else {
                    format!("{folder}/")
                }
            })
            .collect()
    }

    /// The text of a file below the root, if it is text and at most `limit` bytes long.
    pub(super) fn text(&self, host: &dyn Host, path: &str, limit: u64) -> Option<String> {
        let path = self.root.join(path);
        match host.kind(&path) {
            Ok(Kind::File(size)) if size <= limit => String::from_utf8(host.read(&path).ok()?).ok(),
            _ => None,
        }
    }
}

fn source(
    host: &dyn Host,
    root: &Path,
    path: &str,
    package: usize,
    members: &[String],
    homes: &[Vec<String>],
) -> Option<Source> {
    let text = String::from_utf8(host.read(&root.join(path)).ok()?).ok()?;
    let parsed = parse(&text, Bodies::Skip).ok();
    let inner = path
        .strip_prefix(members.get(package)?.as_str())
        .unwrap_or(path)
        .trim_start_matches('/');
    let mut source = Source {
        path: path.to_owned(),
        part: match inner.split('/').next() {
            Some("tests") => Part::Test,
            Some("benches") => Part::Bench,
            Some("examples" | "build.rs" | "fuzz") => Part::Other,
            _ if is_of_tests(inner) => Part::Test,
            // Neither a library nor a program has it: a template, data in Rust's syntax.
            _ if !homes
                .get(package)?
                .iter()
                .any(|home| path.starts_with(home.as_str())) =>
            {
                Part::Other
            }
            _ => Part::Product,
        },
        text,
        parsed,
        package,
    };
    let only_tests = |meta: &Meta| {
        let text = source.str(meta.span);
        text.starts_with("#![cfg(test)") || text.starts_with("#![cfg(any(test")
    };
    if source
        .tree()
        .is_some_and(|tree| tree.file_attrs().iter().any(only_tests))
    {
        source.part = Part::Test;
    }
    Some(source)
}

fn is_of_tests(inner: &str) -> bool {
    let parts = inner
        .split('/')
        .any(|part| matches!(part, "tests" | "test"));
    let stem = inner.rsplit('/').next().unwrap_or(inner);
    parts
        || matches!(stem, "tests.rs" | "test.rs")
        || stem.ends_with("_tests.rs")
        || stem.ends_with("_test.rs")
}

/// A comment of a source.
pub(super) struct Comment<'t> {
    pub(super) line: u32,
    /// Without its slashes and stars, trimmed; one line of it.
    pub(super) text: &'t str,
}

impl Source {
    pub(super) fn tree(&self) -> Option<&Tree> {
        self.parsed.as_ref().map(|parsed| &parsed.tree)
    }

    pub(super) fn str(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    pub(super) fn line(&self, at: u32) -> u32 {
        self.parsed
            .as_ref()
            .map_or(1, |parsed| parsed.lines.line(at))
    }

    /// `path:line` of a byte.
    pub(super) fn place(&self, at: u32) -> String {
        format!("{}:{}", self.path, self.line(at))
    }

    /// Its items that are not for tests.
    pub(super) fn items(&self) -> impl Iterator<Item = &Item> {
        let items = self.tree().into_iter().flat_map(Tree::items);
        items.map(|(_, item)| item).filter(|item| !item.test)
    }

    /// The attributes of an item by the last part of their names.
    pub(super) fn attr<'s>(&'s self, item: &Item, name: &str) -> Option<&'s Meta> {
        let tree = self.tree()?;
        tree[item.attrs].iter().find(|meta| {
            let written = self.str(meta.name);
            written.rsplit("::").next() == Some(name)
        })
    }

    /// Its words and strings.
    pub(super) fn words(&self) -> impl Iterator<Item = Word> + '_ {
        words(&self.text)
    }

    /// Its comments, line by line, documentation too.
    pub(super) fn comments(&self) -> Vec<Comment<'_>> {
        let mut out = Vec::new();
        let mut from = 0;
        let spans = self.words().map(|word| match word {
            Word::Name(span) | Word::Text(span) => span.range(),
        });
        let end = self.text.len();
        for span in spans.chain(std::iter::once(end..end)) {
            let mut at = from;
            while let Some(gap) = self.text.get(at..span.start.max(at)) {
                let Some(found) = gap.find("//").into_iter().chain(gap.find("/*")).min() else {
                    break;
                };
                let start = at + found;
                let rest = &self.text[start..span.start.max(start)];
                let close = if rest.starts_with("//") { "\n" } else { "*/" };
                let len = rest.find(close).map_or(rest.len(), |len| len + close.len());
                let mut offset = start;
                for line in rest[..len].split_inclusive('\n') {
                    let text = line.trim().trim_start_matches(['/', '*', '!']);
                    let text = text.trim_end_matches("*/").trim();
                    if !text.is_empty() {
                        let line = self.line(u32::try_from(offset).unwrap_or(u32::MAX));
                        out.push(Comment { line, text });
                    }
                    offset += line.len();
                }
                at = start + len;
            }
            from = span.end;
        }
        out
    }
}

/// The line, from 1, at which a manifest says something: the `key` of the table `section`, or the table's own heading without one.
pub(super) fn line_of(text: &str, section: &str, key: Option<&str>) -> Option<u32> {
    let mut inside = false;
    for (index, line) in text.lines().enumerate() {
        let number = u32::try_from(index + 1).ok();
        let line = line.trim();
        if let Some(heading) = line.strip_prefix('[') {
            let heading = heading.trim_start_matches('[');
            let heading = heading.split(']').next().unwrap_or(heading).trim();
            inside = heading == section;
            let whole = |key: &str| {
                heading.strip_prefix(section).is_some_and(|rest| {
                    rest.strip_prefix('.')
                        .is_some_and(|rest| rest.trim_matches('"') == key)
                })
            };
            if key.map_or(inside, whole) {
                return number;
            }
        } else if inside && let Some(key) = key {
            let end = line.find(['=', '.', ' ']).unwrap_or(line.len());
            if line[..end].trim_matches('"') == key {
                return number;
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_knows_its_lines() {
        let text = "[package]\nname = \"a\"\n\n[dependencies]\naxum = \"0.8\"\nserde.workspace = true\n[dependencies.sqlx]\nversion = \"1\"\n[[bench]]\n";
        let line = |section, key| line_of(text, section, key);
        assert_eq!(line("dependencies", Some("axum")), Some(5));
        assert_eq!(line("dependencies", Some("serde")), Some(6));
        assert_eq!(line("dependencies", Some("sqlx")), Some(7));
        assert_eq!(line("bench", None), Some(9));
        assert_eq!(line("dependencies", Some("name")), None);
    }

    #[test]
    fn comments_are_told_from_code_and_strings() {
        let text = "//! Head.\nlet a = \"// no\"; // yes: /* x\n/* HACK one\n * two */ fn f() {}\nlet c = '/';\n";
        let source = Source {
            path: "a.rs".to_owned(),
            parsed: parse("", Bodies::Skip).ok().map(|mut parsed| {
                parsed.lines = rustora_source::LineIndex::new(text);
                parsed
            }),
            text: text.to_owned(),
            part: Part::Product,
            package: 0,
        };
        let found: Vec<_> = source.comments().iter().map(|c| (c.line, c.text)).collect();
        assert_eq!(
            found,
            [(1, "Head."), (2, "yes: /* x"), (3, "HACK one"), (4, "two")]
        );
    }
}
