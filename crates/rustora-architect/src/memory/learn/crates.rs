//! The crates that were chosen: one line for each that plays a known part, one for the others of each kind.

use std::collections::BTreeMap;

use super::super::dependencies::{Direct, Need};
use super::super::ground::Ground;
use super::super::roles::{Role, role};
use super::{Lines, count, ticked};

/// Up to how many crates with a known part have each a line of its own.
const ONE_BY_ONE: usize = 42;

/// How many names of a group are told.
const NAMES: usize = 40;

pub(super) fn learn(ground: &Ground, direct: &BTreeMap<String, Direct>) -> Lines {
    let mut out = Lines::default();
    let foreign = || direct.values().filter(|one| !one.own);
    let mut known: Vec<_> = foreign()
        .filter_map(|one| Some((role(&one.name)?, one)))
        .collect();
    known.sort_by_key(|(role, one)| (*role, &one.name));
    let members = ground.workspace.packages.len();
    let root = ground
        .manifests
        .first()
        .and_then(|root| root.package.as_ref());
    // Of a workspace of dozens of crates what a design rests on is told in full, and the rest by name.
    let is_many = known.len() > ONE_BY_ONE;
    let mut grouped: BTreeMap<Role, Vec<&Direct>> = BTreeMap::new();
    for (role, one) in known {
        if is_many && !role.is_of_design() {
            grouped.entry(role).or_default().push(one);
            continue;
        }
        let text = format!(
            "{} {}{}",
            title(one),
            role_of(role.name(), one),
            details(one, members, root)
        );
        out.add(&one.name, &text, &one.place);
    }
    for (role, group) in grouped {
        let text = format!("For {}: {}", role.name(), titles(&group));
        out.add(format!("role {}", role.name()), &text, &group[0].place);
    }
    for (need, what) in [
        (Need::Product, "Other direct dependencies"),
        (Need::Build, "Other dependencies of build scripts"),
        (Need::Test, "Other dependencies of tests"),
    ] {
        let others: Vec<&Direct> = foreign()
            .filter(|one| one.need == need && role(&one.name).is_none())
            .collect();
        let Some(first) = others.first() else {
            continue;
        };
        let text = titles(&others);
        let key = format!("others {need:?}").to_lowercase();
        out.add(key, &format!("{what}: {text}"), &first.place);
    }
    if let Some(lock) = &ground.workspace.lock {
        let text = format!("The lock file names {}", count(lock.len(), "package"));
        out.add("lock", &text, "Cargo.lock:1");
    }
    out
}

/// Several in a row, those beyond the limit counted.
fn titles(group: &[&Direct]) -> String {
    let names = group.iter().map(|one| match &one.from {
        Some(from) => format!("{}, {from}", title(one)),
        None => title(one),
    });
    let names: Vec<String> = names.collect();
    let text = names[..names.len().min(NAMES)].join("; ");
    match names.len().saturating_sub(NAMES) {
        0 => text,
        more => format!("{text}; and {more} more"),
    }
}

/// Its name and the versions that are locked, or the requirement where none is.
fn title(one: &Direct) -> String {
    let or = |versions: &std::collections::BTreeSet<String>| {
        let versions: Vec<&str> = versions.iter().map(String::as_str).collect();
        versions.join(" and ")
    };
    match (one.versions.is_empty(), one.requirements.is_empty()) {
        (false, _) => format!("`{}` {}", one.name, or(&one.versions)),
        (true, false) => format!("`{}` asked for as `{}`", one.name, or(&one.requirements)),
        (true, true) => format!("`{}`", one.name),
    }
}

fn role_of(role: &str, one: &Direct) -> String {
    match one.need {
        Need::Product => format!("({role})"),
        Need::Build => format!("({role}, build scripts only)"),
        Need::Test if role == "testing" => format!("({role})"),
        Need::Test => format!("({role}, tests only)"),
    }
}

/// `root` is the package of the root manifest, which in a small workspace is the one that everybody means.
fn details(one: &Direct, members: usize, root: Option<&String>) -> String {
    let mut parts = Vec::new();
    if !one.features.is_empty() {
        let what = match one.features.len() {
            1 => "feature",
            _ => "features",
        };
        parts.push(format!("{what} {}", ticked(&one.features, 12)));
    }
    if one.bare {
        parts.push("default features off".to_owned());
    }
    if one.optional {
        parts.push("optional".to_owned());
    }
    parts.extend(one.from.clone());
    let renamed = one
        .idents
        .iter()
        .filter(|ident| **ident != one.name.replace('-', "_"));
    let renamed: Vec<&String> = renamed.collect();
    if !renamed.is_empty() {
        parts.push(format!("named {} in code", ticked(renamed, 3)));
    }
    if members > 1 {
        parts.push(match one.users.len() {
            1 if members < 4 && one.users.iter().next() == root => return joined(&parts),
            users @ 1..=3 if users < members => format!("used by {}", ticked(&one.users, 3)),
            users => format!("used by {users} of {members} members"),
        });
    }
    joined(&parts)
}

fn joined(parts: &[String]) -> String {
    if parts.is_empty() {
        String::new()
    } else {
        format!(": {}", parts.join("; "))
    }
}
