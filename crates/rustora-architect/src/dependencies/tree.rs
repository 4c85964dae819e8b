//! What a lock file names, as a graph: who needs whom, and how a package gets in.
//!
//! A lock file holds more than is compiled: what an optional feature of a dependency would need stands in it too. What is compiled is
//! cargo's to say; without its word everything that the members lead to counts. Packages that come from elsewhere than crates.io are in
//! the graph, and are no concern of advisories: a fork has the name and not the history.

use std::collections::{BTreeSet, VecDeque};

use semver::Version;
use toml::{Table, Value};

/// Names and versions of packages.
pub(crate) type Names = BTreeSet<(String, String)>;

/// One package of a lock file.
#[derive(Clone, Debug)]
pub(crate) struct Locked {
    pub(crate) name: String,
    pub(crate) version: Version,
    /// Where it comes from; none for what stands on the disk.
    source: Option<String>,
    needs: Vec<usize>,
}

impl Locked {
    /// Whether advisories and the registry's index speak of it.
    pub(crate) fn is_published(&self) -> bool {
        let source = self.source.as_deref().unwrap_or_default();
        source == "registry+https://github.com/rust-lang/crates.io-index"
            || source == "sparse+https://index.crates.io/"
    }
}

/// The packages of a lock file.
#[derive(Clone, Debug)]
pub(crate) struct Tree {
    pub(crate) packages: Vec<Locked>,
    members: Vec<usize>,
}

/// A package that the members lead to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reached {
    /// Its place among the packages.
    pub(crate) index: usize,
    /// The package that needs it, on a shortest way from a member.
    from: Option<usize>,
    /// How many steps it is away from a member.
    depth: usize,
}

impl Reached {
    /// Whether a member names it.
    pub(crate) fn is_direct(self) -> bool {
        self.depth == 1
    }
}

impl Tree {
    /// Reads the text of a lock file; `members` are the names of the workspace's packages.
    ///
    /// # Errors
    /// When it is not what cargo writes.
    pub(crate) fn read(text: &str, members: &[String]) -> Result<Self, String> {
        let table: Table = text
            .parse()
            .map_err(|error: toml::de::Error| format!("Cargo.lock: {}", error.message()))?;
        let list = table.get("package").and_then(Value::as_array);
        let mut packages = Vec::new();
        let mut needs = Vec::new();
        for package in list.into_iter().flatten() {
            let text = |key: &str| package.get(key).and_then(Value::as_str);
            let (Some(name), Some(version)) = (text("name"), text("version")) else {
                return Err("Cargo.lock has a package without a name or a version".to_owned());
            };
            let version = Version::parse(version).map_err(|error| {
                format!("Cargo.lock has {name} in the version `{version}`: {error}")
            })?;
            packages.push(Locked {
                name: name.to_owned(),
                version,
                source: text("source").map(str::to_owned),
                needs: Vec::new(),
            });
            let entries = package.get("dependencies").and_then(Value::as_array);
            let entries = entries.into_iter().flatten().filter_map(Value::as_str);
            needs.push(entries.map(str::to_owned).collect::<Vec<String>>());
        }
        for (index, entries) in needs.iter().enumerate() {
            let found = entries.iter().filter_map(|entry| find(&packages, entry));
            packages[index].needs = found.collect();
        }
        let is_member = |locked: &Locked| locked.source.is_none() && members.contains(&locked.name);
        let members = packages.iter().enumerate();
        let members = members.filter(|(_, locked)| is_member(locked));
        let members = members.map(|(index, _)| index).collect();
        Ok(Self { packages, members })
    }

    /// What the members lead to, the nearest first; with `compiled`, only over packages that are in it.
    pub(crate) fn reached(&self, compiled: Option<&Names>) -> Vec<Reached> {
        let is_compiled = |index: usize| {
            let locked = &self.packages[index];
            let key = (locked.name.clone(), locked.version.to_string());
            compiled.is_none_or(|compiled| compiled.contains(&key))
        };
        let mut open: VecDeque<Reached> = self
            .members
            .iter()
            .map(|index| Reached {
                index: *index,
                from: None,
                depth: 0,
            })
            .collect();
        let mut seen: BTreeSet<usize> = self.members.iter().copied().collect();
        let mut out = Vec::new();
        while let Some(here) = open.pop_front() {
            out.push(here);
            for next in &self.packages[here.index].needs {
                if is_compiled(*next) && seen.insert(*next) {
                    open.push_back(Reached {
                        index: *next,
                        from: Some(here.index),
                        depth: here.depth + 1,
                    });
                }
            }
        }
        out
    }

    /// How a package gets in: the names from a member to it.
    pub(crate) fn way(&self, reached: &[Reached], to: Reached) -> String {
        let mut names = vec![self.packages[to.index].name.as_str()];
        let mut from = to.from;
        while let Some(index) = from {
            names.push(&self.packages[index].name);
            let step = reached.iter().find(|reached| reached.index == index);
            from = step.and_then(|reached| reached.from);
        }
        names.reverse();
        names.join(" → ")
    }
}

/// The package that an entry names: `name`, `name version` or `name version (source)`.
fn find(packages: &[Locked], entry: &str) -> Option<usize> {
    let mut words = entry.splitn(3, ' ');
    let name = words.next()?;
    let version = words.next();
    let source = words.next().map(|text| text.trim_matches(['(', ')']));
    packages.iter().position(|locked| {
        locked.name == name
            && version.is_none_or(|version| locked.version.to_string() == version)
            && source.is_none_or(|source| locked.source.as_deref() == Some(source))
    })
}

/// The packages that `cargo tree --prefix none --format {p}` lists: `name v1.2.3 (…)`.
pub(crate) fn listed(text: &str) -> Names {
    let package = |line: &str| {
        let mut words = line.split(' ');
        let name = words.next()?;
        let version = words.next()?.strip_prefix('v')?;
        Some((name.to_owned(), version.to_owned()))
    };
    text.lines().filter_map(package).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"
version = 4
[[package]]
name = "app"
version = "0.1.0"
dependencies = ["log", "http 1.0.0", "old"]
[[package]]
name = "http"
version = "0.2.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
[[package]]
name = "http"
version = "1.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
dependencies = ["log"]
[[package]]
name = "log"
version = "0.4.1"
source = "git+https://example.org/log"
[[package]]
name = "old"
version = "0.1.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
dependencies = ["http 0.2.0"]
[[package]]
name = "stray"
version = "0.1.0"
"#;

    #[test]
    fn a_way_leads_from_a_member_and_what_is_not_compiled_is_not_on_it() {
        let tree = Tree::read(LOCK, &["app".to_owned()]).unwrap();
        let ways = |compiled: Option<&Names>| {
            let reached = tree.reached(compiled);
            let way = |step: &Reached| tree.way(&reached, *step);
            reached.iter().map(way).collect::<Vec<_>>()
        };
        assert_eq!(
            ways(None),
            [
                "app",
                "app → log",
                "app → http",
                "app → old",
                "app → old → http"
            ]
        );
        let compiled =
            listed("app v0.1.0 (/w)\nlog v0.4.1 (https://x)\nhttp v0.2.0\nlog v0.4.1 (*)\n");
        assert_eq!(ways(Some(&compiled)), ["app", "app → log"]);
    }

    #[test]
    fn only_what_crates_io_has_is_published() {
        let tree = Tree::read(LOCK, &[]).unwrap();
        let published = tree.packages.iter().filter(|locked| locked.is_published());
        let names: Vec<_> = published.map(|locked| locked.name.as_str()).collect();
        assert_eq!(names, ["http", "http", "old"]);
        let wrong = "[[package]]\nname = \"a\"\nversion = \"one\"\n";
        assert!(Tree::read(wrong, &[]).is_err_and(|why| why.contains("`one`")));
    }
}
