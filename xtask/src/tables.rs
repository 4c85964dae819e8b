//! The signature tables against the sources of the crates that they speak of.
//!
//! Every function of a table has to be there in a version that the table says it holds for: in an `impl` or trait of the
//! same type, or free, in the crate or in one that it re-exports. What a macro of the crate makes is only looked for by its
//! name, and what another crate's trait brings along, or a re-exported crate that is not here, is taken on trust. What a crate's documentation says of cancel safety has to be what the marks say. A crate whose sources are not
//! on this machine is left out, and said so; `std` is checked by the compiler's word instead (`cargo xtask oracle`).

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rustora_host::{Host as _, OsHost};
use rustora_source::tree::{ItemId, ItemKind, Tree, Type};
use rustora_source::{Bodies, Parsed, Word, cargo, parse, words};

use crate::repo::Repo;

const TABLES: &str = "crates/rustora-review/stubs";

/// A function, with the name of its type or trait.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Function {
    owner: Option<String>,
    name: String,
}

/// What documentation says of a function whose future is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Safety {
    Safe,
    Unsafe,
}

/// One crate's sources, and those of what it re-exports.
#[derive(Default)]
struct Sources {
    functions: BTreeMap<Function, Option<Safety>>,
    names: BTreeSet<String>,
    /// Whether it re-exports something of a crate that is not on this machine: then what is not found may be there.
    partial: bool,
}

/// Compares all tables with what is on this machine; `all` fails when a crate is missing.
pub(crate) fn run(repo: &Repo, all: bool) -> Result<(), String> {
    let registry = Registry::find()?;
    let mut problems = Vec::new();
    println!("table               version     functions  by a macro  elsewhere");
    for path in repo.files() {
        let Some(name) = path
            .strip_prefix(TABLES)
            .and_then(|rest| rest.strip_prefix('/')?.strip_suffix(".rs"))
        else {
            continue;
        };
        if name == "std" {
            continue;
        }
        let text = repo.read(&path)?;
        let versions = text
            .split_once("versions = \"")
            .and_then(|(_, rest)| rest.split_once('"'))
            .map_or("", |(versions, _)| versions);
        let Some((version, folder)) = registry.newest(name, versions) else {
            println!("{name:19} left out: no version {versions} of its sources is on this machine");
            if all {
                problems.push(format!("{name}: its sources are missing"));
            }
            continue;
        };
        let table = parse(&text, Bodies::Skip).map_err(|error| format!("{path}: {error}"))?;
        let sources = registry.sources(&folder)?;
        let (mut found, mut made) = (0, 0);
        let mut unknown = 0;
        for (function, item) in functions(&text, &table) {
            match sources.functions.get(&function) {
                Some(says) => {
                    found += 1;
                    let marks = marks(&text, &table.tree, item);
                    if let Some(problem) = contradiction(*says, &marks) {
                        problems.push(format!("{name}: {function}: {problem}"));
                    }
                }
                None if sources.names.contains(&function.name) => made += 1,
                // A trait of another crate has methods that its `impl` here need not write down.
                None if sources.partial || is_of_trait(&table.tree, item) => unknown += 1,
                None => problems.push(format!("{name}: {function} is not in {name} {version}")),
            }
        }
        println!("{name:19} {version:11} {found:9}  {made:10}  {unknown:9}");
    }
    if problems.is_empty() {
        return Ok(());
    }
    Err(format!(
        "{} entries of tables are not what the crates say:\n{}",
        problems.len(),
        problems.join("\n")
    ))
}

impl std::fmt::Display for Function {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.owner {
            Some(owner) => write!(out, "`{owner}::{}`", self.name),
            None => write!(out, "`{}`", self.name),
        }
    }
}

/// What is wrong between documentation and marks.
fn contradiction(says: Option<Safety>, marks: &[String]) -> Option<&'static str> {
    let has = |mark: &str| marks.iter().any(|known| known == mark);
    match says? {
        Safety::Unsafe if !has("cancel_unsafe") => Some(
            "its documentation says that it is not cancel safe, and there is no mark `cancel_unsafe`",
        ),
        Safety::Safe if has("cancel_unsafe") => {
            Some("its documentation says that it is cancel safe, and it is marked `cancel_unsafe`")
        }
        _ => None,
    }
}

/// The functions of a file.
fn functions(text: &str, file: &Parsed) -> Vec<(Function, ItemId)> {
    let tree = &file.tree;
    let str = |span: rustora_source::Span| text.get(span.range()).unwrap_or("");
    let mut found = Vec::new();
    for (id, item) in tree.items() {
        if !matches!(item.kind, ItemKind::Fn(_)) {
            continue;
        }
        let name = str(item.name).to_owned();
        let around = item.parent.map(|parent| (parent, tree[parent].kind));
        let mut owners = Vec::new();
        match around {
            Some((_, ItemKind::Impl(data))) => {
                let self_ty = match tree[tree[data].self_ty] {
                    Type::Path(path) => Some(path),
                    _ => None,
                };
                for path in self_ty.into_iter().chain(tree[data].trait_path) {
                    owners.extend(tree[tree[path].segments].last().map(|last| str(last.name)));
                }
            }
            Some((parent, ItemKind::Trait(_))) => owners.push(str(tree[parent].name)),
            _ => {}
        }
        let owned = |owner: Option<&str>| Function {
            owner: owner.map(str::to_owned),
            name: name.clone(),
        };
        match owners.as_slice() {
            [] => found.push((owned(None), id)),
            owners => found.extend(owners.iter().take(1).map(|owner| (owned(Some(owner)), id))),
        }
    }
    found
}

fn is_of_trait(tree: &Tree, item: ItemId) -> bool {
    let around = tree[item].parent.map(|parent| tree[parent].kind);
    matches!(around, Some(ItemKind::Impl(data)) if tree[data].trait_path.is_some())
}

fn marks(text: &str, tree: &Tree, item: ItemId) -> Vec<String> {
    let name = |meta: &rustora_source::tree::Meta| text.get(meta.name.range()).map(str::to_owned);
    tree[tree[item].attrs].iter().filter_map(name).collect()
}

/// What the documentation in front of a function says, in the words that tokio and its kin use.
fn safety(documentation: &str) -> Option<Safety> {
    let text: String = documentation
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("///"))
        .collect::<String>()
        .to_lowercase();
    let (_, section) = text.split_once("# cancel")?;
    let section = section.split("# ").next().unwrap_or(section);
    let says = |phrases: [&str; 3]| phrases.iter().any(|phrase| section.contains(phrase));
    if says([
        "not cancel safe",
        "not cancellation safe",
        "**not** cancellation safe",
    ]) {
        Some(Safety::Unsafe)
    } else if says(["is cancel safe", "is cancellation safe", "are cancel safe"]) {
        Some(Safety::Safe)
    } else {
        None
    }
}

/// The unpacked packages of this machine.
struct Registry {
    /// By name: versions and folders.
    packages: BTreeMap<String, Vec<(Vec<u64>, PathBuf)>>,
}

impl Registry {
    fn find() -> Result<Self, String> {
        let home = std::env::var("CARGO_HOME")
            .map(PathBuf::from)
            .or_else(|_| std::env::var("HOME").map(|home| Path::new(&home).join(".cargo")))
            .map_err(|_| "neither CARGO_HOME nor HOME says where cargo keeps sources".to_owned())?;
        let host = OsHost::new();
        let sources = home.join("registry/src");
        let mut packages: BTreeMap<String, Vec<(Vec<u64>, PathBuf)>> = BTreeMap::new();
        for index in host.list(&sources).unwrap_or_default() {
            let folder = sources.join(index);
            for entry in host.list(&folder).unwrap_or_default() {
                let Some((name, version)) = split(&entry) else {
                    continue;
                };
                packages
                    .entry(name.replace('-', "_"))
                    .or_default()
                    .push((version, folder.join(&entry)));
            }
        }
        for versions in packages.values_mut() {
            versions.sort();
        }
        Ok(Self { packages })
    }

    /// The newest version of a package for which `versions` holds.
    fn newest(&self, name: &str, versions: &str) -> Option<(String, PathBuf)> {
        let (version, folder) = self
            .packages
            .get(name)?
            .iter()
            .rfind(|(version, _)| holds(versions, version))?;
        let parts: Vec<String> = version.iter().map(u64::to_string).collect();
        Some((parts.join("."), folder.clone()))
    }

    /// The functions of a package and of those that it re-exports, and they in turn.
    fn sources(&self, folder: &Path) -> Result<Sources, String> {
        let host = OsHost::new();
        let mut out = Sources::default();
        let mut folders = vec![folder.to_owned()];
        let mut next = 0;
        while let Some(folder) = folders.get(next).cloned() {
            let mut exported = BTreeSet::new();
            for path in host.walk(&folder.join("src"), ".rs").0 {
                let text = std::fs::read_to_string(&path)
                    .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
                out.add(&text, next == 0);
                exported.extend(exports(&text));
            }
            let workspace = cargo::Workspace::read(&host, &folder);
            let dependencies = workspace
                .packages
                .iter()
                .flat_map(|package| package.dependencies.iter().flatten());
            for dependency in dependencies.filter(|found| exported.contains(&found.name)) {
                let versions = self.packages.get(&dependency.package.replace('-', "_"));
                let newest = versions.and_then(|list| {
                    let required = dependency.version.as_deref();
                    list.iter().rfind(|(version, _)| fits(required, version))
                });
                match newest {
                    Some((_, path)) if folders.contains(path) => {}
                    Some((_, path)) => folders.push(path.clone()),
                    None => out.partial = true,
                }
            }
            next += 1;
        }
        Ok(out)
    }
}

impl Sources {
    /// Adds a file. What documentation says counts in the crate itself.
    fn add(&mut self, text: &str, is_own: bool) {
        self.names.extend(words(text).filter_map(|word| match word {
            Word::Name(span) => text.get(span.range()).map(str::to_owned),
            Word::Text(_) => None,
        }));
        // A file that does not parse is test data, or of an edition to come.
        let Ok(file) = parse(text, Bodies::Skip) else {
            return;
        };
        for (function, item) in functions(text, &file) {
            let span = file.tree[item].span;
            let says = is_own
                .then(|| text.get(span.range()).and_then(safety))
                .flatten();
            let known = self.functions.entry(function).or_default();
            *known = known.or(says);
        }
    }
}

/// The names in a file's re-exports and type aliases, those of crates among them.
fn exports(text: &str) -> impl Iterator<Item = String> {
    let starts = ["pub use ", "pub type "].into_iter();
    let statements = starts.flat_map(|start| text.split(start).skip(1));
    statements.flat_map(|rest| {
        let statement = rest.split(';').next().unwrap_or(rest);
        words(statement).filter_map(|word| match word {
            Word::Name(span) => statement.get(span.range()).map(str::to_owned),
            Word::Text(_) => None,
        })
    })
}

/// Whether a version is one that a manifest's `"0.5"` or `"^1.2"` takes.
fn fits(required: Option<&str>, version: &[u64]) -> bool {
    let Some(text) = required else { return true };
    let parts: Vec<u64> = text
        .trim_start_matches(['^', '~', '=', '>', '<', ' '])
        .split('.')
        .map_while(|part| part.parse().ok())
        .collect();
    // The first part that is not zero must not change.
    let fixed = parts
        .iter()
        .position(|part| *part > 0)
        .map_or(0, |at| at + 1);
    version.iter().zip(&parts).take(fixed).all(|(a, b)| a == b)
}

/// `tokio-util-0.7.1` is `tokio-util` in version 0.7.1.
fn split(folder: &str) -> Option<(&str, Vec<u64>)> {
    let (at, _) = folder
        .match_indices('-')
        .find(|(at, _)| folder[at + 1..].starts_with(|c: char| c.is_ascii_digit()))?;
    let version = folder[at + 1..].split(['-', '+']).next()?;
    let parts = version.split('.').map(|part| part.parse().ok());
    Some((&folder[..at], parts.collect::<Option<_>>()?))
}

/// Whether a version is in `>=a, <b`.
fn holds(versions: &str, version: &[u64]) -> bool {
    versions.split(',').all(|bound| {
        let bound = bound.trim();
        let number = |text: &str| -> Vec<u64> {
            text.split('.')
                .filter_map(|part| part.trim().parse().ok())
                .collect()
        };
        if let Some(least) = bound.strip_prefix(">=") {
            version >= number(least).as_slice()
        } else if let Some(most) = bound.strip_prefix('<') {
            version < number(most).as_slice()
        } else {
            bound.is_empty()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_and_versions() {
        assert_eq!(
            split("tokio-util-0.7.13"),
            Some(("tokio-util", vec![0, 7, 13]))
        );
        assert!(fits(Some("0.5"), &[0, 5, 9]) && !fits(Some("0.5"), &[0, 6, 0]));
        assert!(fits(Some("^1.2"), &[1, 9, 0]) && !fits(Some("1"), &[2, 0, 0]));
        assert!(holds(">=0.7, <0.10", &[0, 9, 0]) && !holds(">=0.7, <0.10", &[0, 10, 1]));
    }

    #[test]
    fn documentation_that_speaks_of_cancellation() {
        let of = |text: &str| {
            safety(&format!(
                "/// Reads.\n///\n/// # Cancel safety\n///\n/// {text}\n"
            ))
        };
        assert_eq!(of("This method is not cancel safe."), Some(Safety::Unsafe));
        assert_eq!(of("This method is cancel safe. If"), Some(Safety::Safe));
        assert_eq!(safety("/// Nothing of the kind.\n"), None);
    }
}
