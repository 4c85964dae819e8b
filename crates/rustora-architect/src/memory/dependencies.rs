//! The direct dependencies of all members, each with how it is asked for and where that is written.
//!
//! Read from the tables of the manifests, because what a memory tells of a dependency (default features off, a git source, a patch)
//! is not what resolving names needs.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use super::ground::{Ground, Manifest, line_of};

/// Where a dependency is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Need {
    Product,
    Build,
    Test,
}

/// A direct dependency of some members.
#[derive(Clone, Debug)]
pub(super) struct Direct {
    /// The package's name.
    pub(super) name: String,
    /// How code names it, with underscores; several where members rename it differently.
    pub(super) idents: BTreeSet<String>,
    /// The strongest need of all members.
    pub(super) need: Need,
    pub(super) features: BTreeSet<String>,
    pub(super) requirements: BTreeSet<String>,
    /// All who use it have its default features off.
    pub(super) bare: bool,
    /// All who use it have it optional.
    pub(super) optional: bool,
    /// From where, if not from the registry.
    pub(super) from: Option<String>,
    /// Inside of the workspace.
    pub(super) own: bool,
    /// The members that use it.
    pub(super) users: BTreeSet<String>,
    /// The versions that are locked for them.
    pub(super) versions: BTreeSet<String>,
    /// Where it is asked for first: of the workspace, else of a member.
    pub(super) place: String,
}

/// The direct dependencies by name.
pub(super) fn direct(ground: &Ground) -> BTreeMap<String, Direct> {
    let mut found: BTreeMap<String, Direct> = BTreeMap::new();
    let root = ground.manifests.first();
    for manifest in &ground.manifests {
        if manifest.package.is_none() {
            continue;
        }
        let mut tables = vec![(String::new(), &manifest.table)];
        let targets = manifest.table.get("target").and_then(Value::as_table);
        tables.extend(
            targets
                .into_iter()
                .flatten()
                .filter_map(|(name, table)| Some((format!("target.'{name}'."), table.as_table()?))),
        );
        for (prefix, table) in tables {
            for (section, need) in [
                ("dependencies", Need::Product),
                ("dev-dependencies", Need::Test),
                ("build-dependencies", Need::Build),
            ] {
                let list = table.get(section).and_then(Value::as_table);
                for (key, value) in list.into_iter().flatten() {
                    let section = format!("{prefix}{section}");
                    let one = one(ground, root, manifest, &section, key, value, need);
                    match found.get_mut(&one.name) {
                        Some(other) => merge(other, one),
                        None => _ = found.insert(one.name.clone(), one),
                    }
                }
            }
        }
    }
    found
}

fn one(
    ground: &Ground,
    root: Option<&Manifest>,
    manifest: &Manifest,
    section: &str,
    key: &str,
    value: &Value,
    need: Need,
) -> Direct {
    let inherits = value.get("workspace").and_then(Value::as_bool) == Some(true);
    let shared = root.filter(|_| inherits).and_then(|root| {
        let shared = root.table.get("workspace")?.get("dependencies")?.get(key)?;
        Some((root, shared))
    });
    let base = shared.map_or(value, |(_, shared)| shared);
    let text = |name: &str| base.get(name).and_then(Value::as_str);
    let place = match shared {
        Some((root, _)) => (root, "workspace.dependencies"),
        None => (manifest, section),
    };
    let line = line_of(&place.0.text, place.1, Some(key)).unwrap_or(1);
    let name = text("package").unwrap_or(key).to_owned();
    let flag = |table: &Value, key: &str| {
        let other = key.replace('-', "_");
        table.get(key).or_else(|| table.get(&other))?.as_bool()
    };
    let defaults = [value, base].map(|table| flag(table, "default-features"));
    let features = [value, base].into_iter();
    let features = features.filter_map(|table| table.get("features")?.as_array());
    let user = manifest.package.clone().unwrap_or_default();
    let own_member = |path: &str| {
        let folder = rustora_host::plain(&ground.root.join(&place.0.path).with_file_name(path));
        ground
            .workspace
            .packages
            .iter()
            .any(|package| package.folder == folder)
    };
    let patched = root.is_some_and(|root| {
        let patches = root.table.get("patch").and_then(Value::as_table);
        let mut patches = patches.into_iter().flat_map(Table::values);
        patches.any(|patch| patch.get(&name).is_some())
    });
    let source = match (text("git"), text("path")) {
        (Some(git), _) => {
            let at = ["rev", "tag", "branch"].into_iter().find_map(|kind| {
                text(kind).map(|value| format!(", {kind} {}", value.get(..12).unwrap_or(value)))
            });
            Some(format!(
                "from git {}{}",
                without_login(git),
                at.unwrap_or_default()
            ))
        }
        (None, Some(path)) => Some(format!("from the folder `{path}`")),
        (None, None) if patched => Some("patched in `[patch]`".to_owned()),
        (None, None) => None,
    };
    let locked = ground.workspace.lock.as_ref();
    Direct {
        idents: BTreeSet::from([key.replace('-', "_")]),
        need,
        features: features
            .flatten()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        requirements: base
            .as_str()
            .or_else(|| text("version"))
            .map(str::to_owned)
            .into_iter()
            .collect(),
        bare: match defaults {
            [Some(own), _] if !inherits => !own,
            [Some(true), _] => false,
            [_, shared] => shared == Some(false),
        },
        optional: value.get("optional").and_then(Value::as_bool) == Some(true),
        own: text("path").is_some_and(own_member),
        from: source,
        versions: locked
            .and_then(|lock| lock.version(&name, &user))
            .map(str::to_owned)
            .into_iter()
            .collect(),
        users: BTreeSet::from([user]),
        place: format!("{}:{line}", place.0.path),
        name,
    }
}

fn merge(into: &mut Direct, other: Direct) {
    let stronger = other.need < into.need;
    if other.need == into.need {
        into.bare &= other.bare;
        into.optional &= other.optional;
    } else if stronger {
        (into.need, into.bare, into.optional) = (other.need, other.bare, other.optional);
        into.place = other.place;
    }
    into.idents.extend(other.idents);
    into.features.extend(other.features);
    into.requirements.extend(other.requirements);
    into.users.extend(other.users);
    into.versions.extend(other.versions);
    into.own |= other.own;
    into.from = into.from.take().or(other.from);
}

/// An address without the name and password in it.
fn without_login(url: &str) -> String {
    match url.split_once("://") {
        Some((scheme, rest)) => {
            let host = rest.split('/').next().unwrap_or(rest);
            match host.rsplit_once('@') {
                Some((login, _)) => format!("{scheme}://{}", &rest[login.len() + 1..]),
                None => url.to_owned(),
            }
        }
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_without_its_login() {
        assert_eq!(without_login("https://u:p@h.org/a@b"), "https://h.org/a@b");
        assert_eq!(without_login("https://h.org/a@b"), "https://h.org/a@b");
    }
}
