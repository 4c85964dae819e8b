//! Crates that an entry names, with their versions and features, and the members of the workspace.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;
use semver::{Version, VersionReq};

use super::super::dependencies::{Direct, Need};
use super::super::ground::Ground;
use super::super::roles::{all_names, plain_names};
use super::super::{Replacement, Stale};
use super::Found;
use super::entry::{Entry, Kind, Piece};
use super::names::near;
use super::paths::looks_like_path;
use super::versions::{Said, is_prefix, said, same_length, speaks_of_another, version_at};

/// What is known of crates.
pub(super) struct Packages {
    direct: BTreeMap<String, Direct>,
    /// All locked versions, by package; empty without a lock file.
    locked: BTreeMap<String, BTreeSet<String>>,
    /// Members, with the features of each.
    members: BTreeMap<String, BTreeSet<String>>,
    /// Names that are crates wherever they stand.
    plain: FxHashSet<&'static str>,
    known: FxHashSet<&'static str>,
    /// How code names packages: locked ones and those of the table.
    idents: FxHashSet<String>,
}

/// Systems that are called as a crate is: their versions are not the crate's.
const PRODUCTS: [&str; 17] = [
    "redis",
    "postgres",
    "mongodb",
    "mysql",
    "nats",
    "clickhouse",
    "elasticsearch",
    "sqlite",
    "kafka",
    "minio",
    "prometheus",
    "sentry",
    "http",
    "memcache",
    "scylla",
    "surrealdb",
    "pulsar",
];

/// What says that a crate is used.
const USES: [&str; 25] = [
    "use",
    "uses",
    "using",
    "chose",
    "chosen",
    "choose",
    "picked",
    "built",
    "based",
    "depends",
    "depend",
    "powered",
    "relies",
    "rely",
    "runs",
    "backed",
    "handled",
    "standardized",
    "standardised",
    "adopted",
    "stack",
    "our",
    "prefer",
    "preferred",
    "stick",
];

impl Packages {
    pub(super) fn new(ground: &Ground, direct: BTreeMap<String, Direct>) -> Self {
        let mut locked: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        if let Some(lock) = &ground.workspace.lock {
            for name in lock.names() {
                locked.insert(
                    name.to_owned(),
                    lock.versions(name).map(str::to_owned).collect(),
                );
            }
        }
        let members = ground.manifests.iter().filter_map(|manifest| {
            let features = manifest
                .table
                .get("features")
                .and_then(toml::Value::as_table);
            let optional = manifest
                .table
                .get("dependencies")
                .and_then(toml::Value::as_table);
            let optional = optional
                .into_iter()
                .flatten()
                .filter(|(_, value)| value.get("optional").is_some());
            let names = features
                .into_iter()
                .flatten()
                .chain(optional)
                .map(|(name, _)| name.clone());
            Some((manifest.package.clone()?, names.collect()))
        });
        let members: BTreeMap<String, BTreeSet<String>> = members.collect();
        let foreign = locked
            .keys()
            .map(String::as_str)
            .chain(all_names().map(|name| name as &str))
            .filter(|name| !members.contains_key(*name));
        let mut idents: FxHashSet<String> =
            foreign.map(|name: &str| name.replace('-', "_")).collect();
        idents.extend(
            direct
                .values()
                .filter(|one| !one.own)
                .flat_map(|one| one.idents.iter().cloned()),
        );
        Self {
            plain: plain_names().collect(),
            known: all_names().collect(),
            direct,
            locked,
            members,
            idents,
        }
    }

    /// Whether a word is the name of a package that is known, in the lock file or in the table.
    pub(super) fn is_crate(&self, word: &str) -> bool {
        self.known.contains(word)
            || self.direct.contains_key(word)
            || self.locked.contains_key(word)
            || self.members.contains_key(word)
    }

    /// Whether code means a package of somebody else by a name.
    pub(super) fn is_foreign(&self, ident: &str) -> bool {
        self.idents.contains(ident)
    }

    /// Whether code means a member by a name.
    pub(super) fn is_member(&self, ident: &str) -> bool {
        self.members.keys().any(|name| {
            name == ident || name.len() == ident.len() && name.replace('-', "_") == ident
        })
    }

    /// Holds all crates of an entry.
    pub(super) fn hold(&self, entry: &Entry<'_>, found: &mut Found) {
        for index in 0..entry.pieces.len() {
            self.declared(entry, index, found);
            self.named(entry, index, found);
        }
        self.features(entry, found);
    }

    /// The crate that a piece is.
    fn at<'t>(&self, entry: &Entry<'t>, index: usize) -> Option<&'t str> {
        let piece = entry.pieces.get(index)?;
        let text = piece.text.trim_matches('*');
        let is_it = match piece.kind {
            Kind::Code => self.is_crate(text),
            Kind::Word => {
                self.plain.contains(text)
                    || self.plain.contains(&*text.to_ascii_lowercase())
                        && text.starts_with(|c: char| c.is_ascii_uppercase())
            }
            Kind::Link => false,
        };
        if !is_it {
            return None;
        }
        // In prose `SQLx` and `Tokio` are crates too, by their names in lower case.
        if self.is_crate(text) {
            Some(text)
        } else {
            None
        }
    }

    /// What is locked of a crate: of a direct dependency what its users get.
    fn versions(&self, name: &str) -> Vec<&str> {
        let direct = self
            .direct
            .get(name)
            .map(|one| &one.versions)
            .filter(|versions| !versions.is_empty());
        direct
            .or_else(|| self.locked.get(name))
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect()
    }

    /// A crate named in prose or backticks: is it there, in that version?
    fn named(&self, entry: &Entry<'_>, index: usize, found: &mut Found) {
        let Some(name) = self.at(entry, index) else {
            self.called_a_crate(entry, index, found);
            return;
        };
        let piece = &entry.pieces[index];
        let is_direct = self.direct.contains_key(name) || self.members.contains_key(name);
        if entry.elsewhere {
            return;
        }
        if piece.mood.negated {
            self.negated(entry, index, name, found);
            return;
        }
        if !piece.mood.is_plain() {
            return;
        }
        if let Some(version) = version_at(entry, index)
            && self.version(entry, name, &version, index, found)
        {
            return;
        }
        if is_direct {
            found.right(format!("`{name}` is a direct dependency or a member"));
        } else if !self.locked.contains_key(name)
            && !self.locked.is_empty()
            && self.is_claimed(entry, index)
        {
            found.stale(Stale {
                what: piece.text.to_owned(),
                now: format!("`{name}` is not a dependency, direct or otherwise."),
                fix: None,
            });
        } else if !self.locked.is_empty() && !self.locked.contains_key(name) {
            self.called_a_crate(entry, index, found);
        }
    }

    /// Whether an entry says that a crate is used: by a verb right in front of it, with other names and small words between.
    fn is_claimed(&self, entry: &Entry<'_>, index: usize) -> bool {
        let piece = &entry.pieces[index];
        let clause = |at: &usize| entry.pieces[*at].clause == piece.clause;
        let before = || (0..index).rev().filter(clause);
        let between = |at: &usize| {
            let other = &entry.pieces[*at];
            other.is(&[
                "and", "the", "a", "crate", "on", "with", "+", "to", "is", "for", "of",
            ]) || self.at(entry, *at).is_some()
        };
        let Some(verb) = before().find(|at| !between(at)) else {
            return false;
        };
        // Who uses it may be another crate: `x is built on y`.
        let by_another = before().any(|at| at < verb && self.at(entry, at).is_some());
        entry.pieces[verb].is(&USES) && !by_another && !PRODUCTS.contains(&piece.text)
    }

    /// Whether an entry is about a crate of somebody else: `tokio 1.45: documentation of …`, `tokio 1.45 src/x.rs`.
    pub(super) fn is_about_another(&self, entry: &Entry<'_>) -> bool {
        let is_foreign = |index: usize| {
            self.at(entry, index)
                .is_some_and(|name| !self.members.contains_key(name))
        };
        let is_source = |piece: &Piece<'_>| {
            piece.is(&["documentation", "docs", "source", "sources"])
                || looks_like_path(piece.text, piece.kind != Kind::Word)
        };
        is_foreign(0)
            && version_at(entry, 0).is_some()
            && entry.pieces.get(2).is_some_and(is_source)
            && !was_learnt(entry)
    }

    /// Whether a path belongs to the crate that stands right in front of it: `tokio 1.45 src/x.rs`.
    pub(super) fn is_of_another(&self, entry: &Entry<'_>, index: usize) -> bool {
        (1..=2).any(|back| {
            index.checked_sub(back).is_some_and(|at| {
                let name = self
                    .at(entry, at)
                    .filter(|_| entry.pieces[at].clause == entry.pieces[index].clause);
                let between = &entry.pieces[at + 1..index];
                let versions = between.iter().all(|piece| said(piece.text, 0).is_some());
                versions && name.is_some_and(|name| !self.members.contains_key(name))
            })
        })
    }

    /// `we do not use x`, `no x`: stale when it is a direct dependency, if nothing narrows it.
    fn negated(&self, entry: &Entry<'_>, index: usize, name: &str, found: &mut Found) {
        let piece = &entry.pieces[index];
        let mut mood = piece.mood;
        mood.negated = false;
        if !mood.is_plain() || self.members.contains_key(name) {
            return;
        }
        let before: Vec<&Piece<'_>> = entry.pieces[..index]
            .iter()
            .filter(|other| other.clause == piece.clause)
            .collect();
        let directly = before
            .last()
            .is_some_and(|word| word.is(&["no", "without"]));
        let verb = before
            .iter()
            .any(|word| word.is(&["use", "uses", "using", "depend", "depends", "need"]))
            || before
                .last()
                .is_some_and(|word| word.is(&["never", "avoid"]));
        let listed = before
            .last()
            .is_some_and(|word| word.is(&["or", "nor", "and"]))
            || entry.neighbour(index, -1).is_some_and(|other| other.closed);
        let ends = piece.closed
            && !before.iter().any(|word| {
                word.is(&[
                    "in", "for", "inside", "outside", "when", "on", "within", "from", "directly",
                    "with",
                ])
            });
        let after: Vec<&Piece<'_>> = (1..=4)
            .filter_map(|step| entry.neighbour(index, step))
            .collect();
        let anywhere = after
            .first()
            .is_some_and(|word| word.is(&["anymore", "here", "anywhere", "because"]))
            || after
                .first()
                .is_some_and(|word| word.is(&["at", "in", "any"]))
                && after
                    .get(1)
                    .is_some_and(|word| word.is(&["all", "this", "more"]));
        let after_says = after.first().is_some_and(|word| word.is(&["is", "are"]))
            && after.get(1).is_some_and(|word| word.is(&["no", "not"]))
            && after.iter().any(|word| word.is(&["used"]))
            && after.last().is_some_and(|word| word.closed);
        if !(directly || verb || listed || after_says) || !(ends || anywhere || after_says) {
            return;
        }
        // A restriction that stands in the next clause is one as well.
        let rest = entry
            .text
            .get(piece.end()..)
            .unwrap_or_default()
            .trim_start_matches(['`', ',', '.'])
            .trim_start();
        if [
            "except", "outside", "but ", "unless", "only", "for ", "in ", "(except", "(only",
        ]
        .iter()
        .any(|word| rest.starts_with(word))
            && !anywhere
        {
            return;
        }
        match self.direct.get(name) {
            None => found.right(format!("`{name}` is no direct dependency")),
            Some(one) if one.need == Need::Product && !one.own => found.stale(Stale {
                what: piece.text.to_owned(),
                now: format!("`{name}` is a direct dependency (`{}`).", one.place),
                fix: None,
            }),
            Some(_) => {}
        }
    }

    /// `the x crate`, `member x`: whatever its name, it is then one.
    fn called_a_crate(&self, entry: &Entry<'_>, index: usize, found: &mut Found) {
        let Some(piece) = entry
            .pieces
            .get(index)
            .filter(|piece| piece.kind == Kind::Code)
        else {
            return;
        };
        let name = piece.text.trim();
        let is_name = name.len() > 2
            && name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_');
        if !is_name
            || !piece.mood.is_plain()
            || entry.elsewhere
            || self.locked.is_empty()
            || self.locked.contains_key(name)
            || self.members.contains_key(name)
        {
            return;
        }
        let other = name.replace('_', "-");
        let flat = name.replace('-', "_");
        if self.locked.contains_key(&other)
            || self.members.contains_key(&other)
            || self.idents.contains(&flat)
                && self
                    .locked
                    .keys()
                    .any(|known| known.replace('-', "_") == flat)
        {
            return;
        }
        let is = |step: isize, words: &[&str]| {
            entry
                .neighbour(index, step)
                .is_some_and(|word| word.is(words))
        };
        let after = !piece.closed && is(1, &["crate"]);
        let before = is(-1, &["crate", "member"]);
        let first_of_entry = index == 0
            && self.known.contains(name)
            && version_at(entry, index).is_some()
            && (was_learnt(entry) || entry.pieces.len() < 5)
            && !PRODUCTS.contains(&name);
        if after || before || first_of_entry {
            let near = near(
                name,
                self.members
                    .keys()
                    .map(String::as_str)
                    .chain(self.direct.keys().map(String::as_str)),
            );
            let now = match near {
                Some(near) => format!("There is no crate `{name}`; there is `{near}`."),
                None => {
                    format!("There is no crate `{name}`, neither as a member nor as a dependency.")
                }
            };
            found.stale(Stale {
                what: piece.text.to_owned(),
                now,
                fix: near.map(|near| Replacement {
                    range: piece.range(),
                    with: near.to_owned(),
                }),
            });
        }
    }

    /// Holds a version; `false` when it says nothing of a version.
    fn version(
        &self,
        entry: &Entry<'_>,
        name: &str,
        version: &Said<'_>,
        index: usize,
        found: &mut Found,
    ) -> bool {
        if PRODUCTS.contains(&name) && !version.is_declared {
            return false;
        }
        let locked = self.versions(name);
        if locked.is_empty() {
            return false;
        }
        let fits = match version.operator {
            Some(_) => {
                let requirement = VersionReq::parse(version.requirement);
                let all: Vec<Version> = locked
                    .iter()
                    .filter_map(|known| Version::parse(known).ok())
                    .collect();
                match requirement {
                    Ok(requirement) => all.iter().any(|known| requirement.matches(known)),
                    Err(_) => return false,
                }
            }
            None => locked.iter().any(|known| is_prefix(version.number, known)),
        };
        if fits
            || version.operator.is_none()
                && self
                    .locked
                    .get(name)
                    .into_iter()
                    .flatten()
                    .any(|known| is_prefix(version.number, known))
        {
            found.right(format!("`{name}` is locked at {}", locked.join(" and ")));
            return true;
        }
        let is_vague = !version.number.contains('.') && !version.is_declared;
        if speaks_of_another(entry, index) || is_vague {
            return false;
        }
        let only = match locked[..] {
            [only] => Some(only),
            _ => None,
        };
        let with = only.map(|only| same_length(only, version.number));
        found.stale(Stale {
            what: version.written.to_owned(),
            now: format!("`{name}` is locked at {}.", locked.join(" and ")),
            fix: with
                .filter(|_| version.operator.is_none())
                .map(|with| Replacement {
                    range: version.at..version.at + version.number.len(),
                    with,
                }),
        });
        true
    }

    /// `name = "1.2"`, `name@1.2`, `name 1.2` inside of one code span.
    fn declared(&self, entry: &Entry<'_>, index: usize, found: &mut Found) {
        let Some(piece) = entry
            .pieces
            .get(index)
            .filter(|piece| piece.kind == Kind::Code && piece.mood.is_plain())
        else {
            return;
        };
        if entry.elsewhere {
            return;
        }
        let text = piece.text;
        let end = text.find(['=', '@', ' ']).unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        if rest.is_empty() || !self.is_crate(name) {
            return;
        }
        let quoted = rest
            .split('"')
            .nth(1)
            .filter(|_| rest.trim_start().starts_with('='));
        let number = match quoted {
            Some(quoted) => quoted,
            None => rest
                .trim_start_matches([' ', '@', 'v', '='])
                .split(' ')
                .next()
                .unwrap_or_default(),
        };
        let Some(at) = text.rfind(number).filter(|_| !number.is_empty()) else {
            return;
        };
        if let Some(mut said) = said(number, piece.start + at) {
            said.is_declared = true;
            self.version(entry, name, &said, index, found);
        }
    }

    /// `x with features a, b`; `the a feature of x`.
    fn features(&self, entry: &Entry<'_>, found: &mut Found) {
        // What was learnt says the crate first and once.
        let reach = if was_learnt(entry) { 12 } else { 6 };
        for (index, piece) in entry.pieces.iter().enumerate() {
            if !piece.is(&["feature", "features"]) || !piece.mood.is_plain() || entry.elsewhere {
                continue;
            }
            let mut listed = Vec::new();
            for step in 1.. {
                let Some(next) = entry.neighbour(index, step) else {
                    break;
                };
                match next.kind {
                    Kind::Code => listed.push(next),
                    Kind::Word if next.is(&["and", "+", "&"]) && !listed.is_empty() => {}
                    _ => break,
                }
            }
            let before = entry
                .neighbour(index, -1)
                .filter(|other| other.kind == Kind::Code && !other.closed);
            let owner = if listed.is_empty() {
                listed.extend(before);
                (1..=3).find_map(|step| {
                    let of = entry.neighbour(index, step)?;
                    self.at(entry, index.checked_add_signed(step)?)
                        .filter(|_| of.kind != Kind::Link)
                })
            } else {
                (1..=reach).find_map(|step: isize| {
                    entry.neighbour(index, -step)?;
                    self.at(entry, index.checked_add_signed(-step)?)
                })
            };
            let after_of = entry
                .pieces
                .iter()
                .enumerate()
                .skip(index)
                .find(|(at, other)| other.is(&["of"]) && self.at(entry, at + 1).is_some());
            let own = after_of
                .and_then(|(at, _)| self.at(entry, at + 1))
                .filter(|name| self.members.contains_key(*name));
            // Cargo features are those of this workspace's own packages.
            let is_own = entry
                .neighbour(index, -1)
                .is_some_and(|word| word.is(&["cargo"]));
            let Some(owner) = own.or(owner.filter(|_| !is_own)) else {
                continue;
            };
            for one in listed {
                self.feature(owner, one, found);
            }
        }
    }

    fn feature(&self, owner: &str, piece: &Piece<'_>, found: &mut Found) {
        let name = piece.text;
        let is_name = !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
        if !is_name || self.at_name(name) == Some(owner) {
            return;
        }
        if let Some(own) = self.members.get(owner) {
            match own.contains(name) {
                true => found.right(format!("`{owner}` has the feature `{name}`")),
                false if piece.mood.is_plain() && !own.is_empty() => found.stale(Stale {
                    what: name.to_owned(),
                    now: format!(
                        "`{owner}` has no cargo feature `{name}`; it has {}.",
                        listed(own)
                    ),
                    fix: None,
                }),
                false => {}
            }
            return;
        }
        let Some(direct) = self.direct.get(owner) else {
            return;
        };
        if direct.features.contains(name) {
            found.right(format!("`{owner}` is asked for with the feature `{name}`"));
        } else if piece.mood.is_plain()
            && !direct.features.contains("full")
            && name != "default"
            && direct.from.is_none()
        {
            let now = if direct.features.is_empty() {
                format!(
                    "`{owner}` is asked for without features (`{}`).",
                    direct.place
                )
            } else {
                format!(
                    "`{owner}` is asked for with {} (`{}`).",
                    listed(&direct.features),
                    direct.place
                )
            };
            found.stale(Stale {
                what: name.to_owned(),
                now,
                fix: None,
            });
        }
    }

    fn at_name<'n>(&self, name: &'n str) -> Option<&'n str> {
        self.is_crate(name).then_some(name)
    }
}

/// Whether an entry ends as those do that are learnt.
fn was_learnt(entry: &Entry<'_>) -> bool {
    let seen = entry.pieces.windows(2);
    let mut seen = seen.filter(|pair| pair[0].is(&["seen"]) && pair[1].is(&["in"]));
    seen.next().is_some()
}

fn listed(names: &BTreeSet<String>) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
