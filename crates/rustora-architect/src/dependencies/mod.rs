//! The policy of dependencies: nothing with a known defect, nothing yanked, nothing that nobody maintains.
//!
//! Everything is read from this machine, and nothing is downloaded: the lock file, the database of advisories and the index of the registry
//! that other programs have left there, and a list of our own. So an answer is as old as they are, and how old that is is told. What
//! has to do with licences, sources and several versions of a package is left to `cargo deny`.
//!
//! What refutes: a vulnerability, unsound code and a yanked version wherever they are, an abandoned crate where a member names it. An
//! abandoned crate that others depend on is told and no more: it is theirs to replace.

mod abandoned;
mod advisory;
mod index;
mod tree;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use rustora_host::Host;
use rustora_source::cargo::home;
use semver::{Op, Version, VersionReq};

pub(crate) use tree::{Names, listed};

use crate::accepted::{Accepted, Hit, What, sort};
use abandoned::Abandoned;
use advisory::{Advisory, Kind};
use tree::{Locked, Reached, Tree};

/// All that is known of a workspace's dependencies.
pub(crate) struct Known {
    tree: Tree,
    advisories: Vec<Advisory>,
    /// Ids of advisories that a database has as withdrawn.
    withdrawn: BTreeSet<String>,
    abandoned: Vec<Abandoned>,
    /// The packages of the tree that were yanked.
    yanked: BTreeSet<usize>,
    /// Where it comes from, and how old that is.
    pub(crate) account: Vec<String>,
}

/// What the policy says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// What does not hold.
    pub(crate) bad: Vec<String>,
    /// What is told and no more.
    pub(crate) told: Vec<String>,
}

impl Known {
    /// Gathers what this machine knows of the packages of a lock file; `members` are the names of the workspace's packages.
    ///
    /// # Errors
    /// When the lock file cannot be read.
    pub(crate) fn gather(host: &dyn Host, lock: &Path, members: &[String]) -> Result<Self, String> {
        let bytes = host
            .read(lock)
            .map_err(|error| format!("there is no Cargo.lock to read: {error}"))?;
        let tree = Tree::read(&String::from_utf8_lossy(&bytes), members)?;
        let (date, abandoned) = abandoned::list(abandoned::TEXT)?;
        let mut known = Self {
            tree,
            advisories: Vec::new(),
            withdrawn: BTreeSet::new(),
            abandoned,
            yanked: BTreeSet::new(),
            account: Vec::new(),
        };
        known.read_databases(host, &date);
        known.read_index(host);
        Ok(known)
    }

    /// All that the verdict rests on besides the workspace itself, as a text that is the same for the same facts.
    pub(crate) fn basis(&self) -> String {
        let yanked: Vec<String> = self.yanked.iter().map(|index| self.named(*index)).collect();
        let advisories = &self.advisories;
        let (withdrawn, list) = (&self.withdrawn, abandoned::TEXT);
        format!("{advisories:?}\n{withdrawn:?}\n{yanked:?}\n{list}")
    }

    /// Judges what is compiled; without `compiled`, all that the lock file names.
    pub(crate) fn verdict(&self, compiled: Option<&Names>, accepted: &[Accepted]) -> Verdict {
        let reached = self.tree.reached(compiled);
        let (mut hits, mut theirs) = (Vec::new(), Vec::new());
        for step in &reached {
            let locked = &self.tree.packages[step.index];
            if !locked.is_published() {
                continue;
            }
            let way = self.tree.way(&reached, *step);
            for (kind, what, line) in self.of_package(*step, locked) {
                let line = format!("{line}; {way}");
                match kind {
                    Kind::Unmaintained if !step.is_direct() => theirs.push((what, line)),
                    Kind::Notice => theirs.push((what, line)),
                    _ => hits.push((what, line)),
                }
            }
        }
        let is_asked = |what: &What| !matches!(what, What::Guideline { .. });
        let is_told = |what: &What| {
            // Accepted, and not bad: it is there all the same.
            is_asked(what) && !theirs.iter().any(|(told, _): &Hit| told == what)
        };
        let sorted = sort(hits, accepted, is_told);
        let mut told = sorted.told;
        told.extend(
            theirs
                .into_iter()
                .map(|(_, line)| format!("told only: {line}")),
        );
        let left_out = self.tree.packages.len() - reached.len();
        if compiled.is_some() && left_out > 0 {
            let all = self.tree.packages.len();
            told.push(format!(
                "passed over, since no feature of this workspace has them compiled: {left_out} of {all} packages of the lock file"
            ));
        }
        Verdict {
            bad: sorted.standing,
            told,
        }
    }

    fn of_package(&self, step: Reached, locked: &Locked) -> Vec<(Kind, What, String)> {
        let name = self.named(step.index);
        let mut out = Vec::new();
        for advisory in &self.advisories {
            if advisory.package != locked.name || !advisory.affects(&locked.version) {
                continue;
            }
            let what = match advisory.kind {
                Kind::Vulnerable => "vulnerable",
                Kind::Unsound => "unsound",
                Kind::Unmaintained => "unmaintained",
                Kind::Notice => "to know",
            };
            let instead = self
                .listed(locked)
                .map(|entry| format!("; use {}", entry.instead));
            let way_out = match advisory.kind {
                Kind::Unmaintained => instead.unwrap_or_default(),
                _ => format!("; {}", mended(&advisory.patched, &locked.version)),
            };
            let (id, title) = (&advisory.id, &advisory.title);
            out.push((
                advisory.kind,
                What::Advisory(id.clone()),
                format!("{name}: {what}, {id} ({title}){way_out}"),
            ));
        }
        if let Some(entry) = self.listed(locked)
            && !self.withdrawn.contains(&entry.source)
            && !out
                .iter()
                .any(|(_, what, _)| *what == What::Advisory(entry.source.clone()))
        {
            let Abandoned {
                since,
                instead,
                source,
                ..
            } = entry;
            out.push((
                Kind::Unmaintained,
                What::Advisory(source.clone()),
                format!("{name}: nobody maintains it since {since} ({source}); use {instead}"),
            ));
        }
        if self.yanked.contains(&step.index) {
            out.push((
                Kind::Vulnerable,
                What::Yanked(name.replace(' ', "@")),
                format!(
                    "{name}: yanked; `cargo update -p {}` takes another",
                    locked.name
                ),
            ));
        }
        out
    }

    fn listed(&self, locked: &Locked) -> Option<&Abandoned> {
        let entries = &mut self.abandoned.iter();
        entries.find(|entry| entry.is(&locked.name, &locked.version))
    }

    fn named(&self, index: usize) -> String {
        let locked = &self.tree.packages[index];
        format!("{} {}", locked.name, locked.version)
    }

    fn published(&self) -> BTreeSet<String> {
        let packages = self.tree.packages.iter();
        let published = packages.filter(|locked| locked.is_published());
        published.map(|locked| locked.name.clone()).collect()
    }

    fn read_databases(&mut self, host: &dyn Host, date: &str) {
        let databases = advisory::databases(host);
        if databases.is_empty() {
            self.account.push(format!(
                "there is no database of advisories on this machine (`cargo deny fetch` or `cargo audit` leave one): vulnerabilities are not \
                 known; our own list of abandoned crates, of {date}, was held"
            ));
        }
        let names = self.published();
        let mut ids = BTreeSet::new();
        for database in &databases {
            let place =
                home(host).and_then(|home| Some(database.strip_prefix(home).ok()?.to_owned()));
            let place = place.unwrap_or_else(|| database.clone());
            let age = advisory::fetched(host, database).map(|at| ago(host, at));
            let age = age
                .map(|age| format!(", fetched {age}"))
                .unwrap_or_default();
            self.account.push(format!(
                "advisories: {} of cargo's home{age}, and our own list of abandoned crates, of {date}",
                place.display()
            ));
            for name in &names {
                let (found, unread) = advisory::of_package(host, database, name);
                self.account.extend(unread);
                let new = found
                    .into_iter()
                    .filter(|advisory| ids.insert(advisory.id.clone()));
                let (withdrawn, valid): (Vec<_>, Vec<_>) =
                    new.partition(|advisory| advisory.is_withdrawn);
                self.withdrawn
                    .extend(withdrawn.into_iter().map(|advisory| advisory.id));
                self.advisories.extend(valid);
            }
        }
    }

    fn read_index(&mut self, host: &dyn Host) {
        let caches = index::caches(host);
        let (mut asked, mut unknown, mut oldest) = (0, 0, None::<Duration>);
        for (index, locked) in self.tree.packages.iter().enumerate() {
            if !locked.is_published() {
                continue;
            }
            asked += 1;
            match index::of(host, &caches, &locked.name, &locked.version) {
                Some(known) => {
                    if known.is_yanked {
                        self.yanked.insert(index);
                    }
                    oldest = oldest.into_iter().chain(known.at).min();
                }
                None => unknown += 1,
            }
        }
        if asked == 0 {
            return;
        }
        let known = asked - unknown;
        if known == 0 {
            self.account.push(
                "whether packages were yanked is not known: cargo has kept nothing of the registry's index that could be read".to_owned(),
            );
            return;
        }
        let age = oldest.map(|at| format!(", its oldest entry written {}", ago(host, at)));
        self.account.push(format!(
            "yanked: {known} of {asked} packages by the registry's index as cargo has kept it{}",
            age.unwrap_or_default()
        ));
    }
}

/// What is to be done about an advisory: the nearest version above this one that mends it.
fn mended(patched: &[VersionReq], version: &Version) -> String {
    let bounds = patched.iter().flat_map(|versions| &versions.comparators);
    let lower = bounds.filter(|bound| !matches!(bound.op, Op::Less | Op::LessEq));
    let nearest = lower
        .map(advisory::bound)
        .filter(|bound| bound > version)
        .min();
    match nearest {
        Some(nearest) => format!("mended in {nearest}"),
        None => "no later version mends it".to_owned(),
    }
}

fn ago(host: &dyn Host, at: Duration) -> String {
    const DAY: u64 = 86_400;
    match host.now().saturating_sub(at).as_secs() / DAY {
        0 => "today".to_owned(),
        1 => "a day ago".to_owned(),
        days => format!("{days} days ago"),
    }
}

#[cfg(test)]
mod tests;
