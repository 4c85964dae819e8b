//! With what it is built: the toolchain, the members, cargo features, lints, profiles, and the commands that the project has.

use std::collections::BTreeMap;

use rustora_host::Host;
use toml::{Table, Value};

use super::super::ground::{Ground, Manifest, Part, line_of};
use super::{Lines, count, ticked};

/// The largest settings file that is read, in bytes.
const SETTINGS: u64 = 256 << 10;

pub(super) fn learn(host: &dyn Host, ground: &Ground) -> Lines {
    let mut out = Lines::default();
    channel(host, ground, &mut out);
    editions(ground, &mut out);
    members(ground, &mut out);
    features(ground, &mut out);
    lints(ground, &mut out);
    attributes(ground, &mut out);
    files(host, ground, &mut out);
    profiles(ground, &mut out);
    commands(host, ground, &mut out);
    out
}

fn channel(host: &dyn Host, ground: &Ground, out: &mut Lines) {
    for path in ["rust-toolchain.toml", "rust-toolchain"] {
        let Some(text) = ground.text(host, path, SETTINGS) else {
            continue;
        };
        let table: Table = text.parse().unwrap_or_default();
        let toolchain = table.get("toolchain");
        let channel = toolchain.and_then(|table| table.get("channel")?.as_str());
        let line = line_of(&text, "toolchain", Some("channel")).unwrap_or(1);
        let channel = channel.unwrap_or_else(|| text.lines().next().unwrap_or_default().trim());
        let list = |key: &str| -> Vec<String> {
            let list = toolchain.and_then(|table| table.get(key)?.as_array());
            let texts = list.into_iter().flatten().filter_map(Value::as_str);
            texts.map(str::to_owned).collect()
        };
        let mut told = format!("Rust toolchain: channel `{channel}`");
        for (key, what) in [("components", "components"), ("targets", "targets")] {
            let list = list(key);
            if !list.is_empty() {
                told = format!("{told}; {what} {}", ticked(list, 8));
            }
        }
        out.add("toolchain", &told, &format!("{path}:{line}"));
        return;
    }
}

/// What packages share in `[workspace.package]`, and what the others say themselves.
fn editions(ground: &Ground, out: &mut Lines) {
    for (key, what) in [
        ("edition", "Edition"),
        ("rust-version", "Oldest Rust (`rust-version`)"),
    ] {
        let mut found: BTreeMap<String, Vec<(&Manifest, u32)>> = BTreeMap::new();
        let shared = ground.manifests.first().and_then(|root| {
            let value = root
                .table
                .get("workspace")?
                .get("package")?
                .get(key)?
                .as_str()?;
            Some((
                value,
                root,
                line_of(&root.text, "workspace.package", Some(key))?,
            ))
        });
        for manifest in &ground.manifests {
            let own = manifest
                .table
                .get("package")
                .and_then(|package| package.get(key));
            match (own.and_then(Value::as_str), shared) {
                (Some(own), _) => {
                    let line = line_of(&manifest.text, "package", Some(key)).unwrap_or(1);
                    found
                        .entry(own.to_owned())
                        .or_default()
                        .push((manifest, line));
                }
                (None, Some((value, root, line))) if own.is_some() => {
                    found
                        .entry(value.to_owned())
                        .or_default()
                        .push((root, line));
                }
                _ => {}
            }
        }
        let several = found.len() > 1;
        for (value, users) in &found {
            let Some((manifest, line)) = users.first() else {
                continue;
            };
            let of = if several {
                format!(" in {}", count(users.len(), "member"))
            } else {
                String::new()
            };
            let key = if several {
                format!("{key} {value}")
            } else {
                key.to_owned()
            };
            let told = format!("{what} {value}{of}");
            out.add(key, &told, &format!("{}:{line}", manifest.path));
        }
    }
}

fn members(ground: &Ground, out: &mut Lines) {
    let packages = &ground.workspace.packages;
    if packages.len() < 2 {
        return;
    }
    let names = packages
        .iter()
        .map(|package| match ground.below(&package.folder) {
            folder if folder.is_empty() => format!("`{}` at the root", package.name),
            folder => format!("`{}` in `{folder}`", package.name),
        });
    let names: Vec<String> = names.collect();
    let more = names.len().saturating_sub(30);
    let mut told = names[..names.len().min(30)].join(", ");
    if more > 0 {
        told = format!("{told} and {more} more");
    }
    let line = ground
        .manifests
        .first()
        .and_then(|root| line_of(&root.text, "workspace", Some("members")));
    let told = format!("{}: {told}", count(packages.len(), "member"));
    out.add(
        "members",
        &told,
        &format!("Cargo.toml:{}", line.unwrap_or(1)),
    );
}

/// The features of each member, and what each switches.
fn features(ground: &Ground, out: &mut Lines) {
    let with = ground.manifests.iter().filter_map(|manifest| {
        let table = manifest.table.get("features")?.as_table()?;
        table
            .keys()
            .any(|name| name != "default")
            .then_some((manifest, table))
    });
    let with: Vec<(&Manifest, &Table)> = with.collect();
    let each = with.iter().map(|(_, table)| table.len()).sum::<usize>() <= 14;
    if with.len() > 10 {
        return shared_features(&with, out);
    }
    for (manifest, table) in &with {
        let package = manifest.package.as_deref().unwrap_or_default();
        if each {
            for (name, value) in *table {
                let on: Vec<&str> = value
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .collect();
                let line = line_of(&manifest.text, "features", Some(name)).unwrap_or(1);
                let told = match (on.is_empty(), name.as_str()) {
                    (true, "default") => "nothing is on by default".to_owned(),
                    (true, _) => "switches code only".to_owned(),
                    (false, _) => format!("switches {}", ticked(on, 10)),
                };
                let told = format!("Cargo feature `{name}` of `{package}`: {told}");
                out.add(
                    format!("feature {package}/{name}"),
                    &told,
                    &format!("{}:{line}", manifest.path),
                );
            }
        } else {
            let line = line_of(&manifest.text, "features", None).unwrap_or(1);
            let default = table.get("default").and_then(Value::as_array);
            let default: Vec<&str> = default
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect();
            let names = table.keys().filter(|name| *name != "default");
            let mut told = format!("Cargo features of `{package}`: {}", ticked(names, 12));
            if !default.is_empty() {
                told = format!("{told}; on by default {}", ticked(default, 8));
            }
            out.add(
                format!("features {package}"),
                &told,
                &format!("{}:{line}", manifest.path),
            );
        }
    }
}

/// The features of many members, by name: where a workspace has dozens, most have the same.
fn shared_features(with: &[(&Manifest, &Table)], out: &mut Lines) {
    let mut found: BTreeMap<&str, Vec<&Manifest>> = BTreeMap::new();
    for (manifest, table) in with {
        for name in table.keys().filter(|name| *name != "default") {
            found.entry(name).or_default().push(manifest);
        }
    }
    let mut found: Vec<(&str, Vec<&Manifest>)> = found.into_iter().collect();
    found.sort_by_key(|(name, users)| (std::cmp::Reverse(users.len()), *name));
    let place = |name: &str, manifest: &Manifest| {
        let line = line_of(&manifest.text, "features", Some(name)).unwrap_or(1);
        format!("{}:{line}", manifest.path)
    };
    for (name, users) in found.iter().take(10) {
        let packages = users.iter().filter_map(|user| user.package.as_deref());
        let told = format!(
            "Cargo feature `{name}` in {}: {}",
            count(users.len(), "member"),
            ticked(packages, 4)
        );
        out.add(format!("feature {name}"), &told, &place(name, users[0]));
    }
    if let Some((name, users)) = found.get(10) {
        let names = found[10..].iter().map(|(name, _)| name);
        let told = format!(
            "And {}: {}",
            count(found.len() - 10, "more cargo feature"),
            ticked(names, 20)
        );
        out.add("features more", &told, &place(name, users[0]));
    }
}

fn lints(ground: &Ground, out: &mut Lines) {
    for manifest in &ground.manifests {
        for section in ["workspace.lints", "lints"] {
            let table = section.split('.').try_fold(&manifest.table, |table, key| {
                table.get(key).and_then(Value::as_table)
            });
            for (tool, rules) in table.into_iter().flatten() {
                let Some(rules) = rules.as_table().filter(|rules| !rules.is_empty()) else {
                    continue;
                };
                let mut levels: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
                for (name, value) in rules {
                    let level = value.as_str().or_else(|| value.get("level")?.as_str());
                    levels
                        .entry(level.unwrap_or("other"))
                        .or_default()
                        .push(name);
                }
                let levels = ["forbid", "deny", "warn", "allow"]
                    .into_iter()
                    .filter_map(|level| {
                        Some(format!("{level} {}", ticked(levels.get(level)?, 14)))
                    });
                let levels: Vec<String> = levels.collect();
                let heading = format!("{section}.{tool}");
                let line = line_of(&manifest.text, &heading, None).unwrap_or(1);
                let told = format!("Lints `[{heading}]`: {}", levels.join("; "));
                let key = format!(
                    "{heading} {}",
                    manifest.package.as_deref().unwrap_or_default()
                );
                out.add(key, &told, &format!("{}:{line}", manifest.path));
            }
        }
    }
}

/// `#![forbid(…)]` and its like at the roots of crates.
fn attributes(ground: &Ground, out: &mut Lines) {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in ground
        .sources
        .iter()
        .filter(|source| source.part == Part::Product)
    {
        for meta in source
            .tree()
            .into_iter()
            .flat_map(rustora_source::tree::Tree::file_attrs)
        {
            if matches!(source.str(meta.name), "forbid" | "deny" | "warn") {
                let text = super::one_line(source.str(meta.span));
                if text.len() <= 120 {
                    found
                        .entry(text)
                        .or_default()
                        .push(source.place(meta.span.start));
                }
            }
        }
    }
    let more = found.len().saturating_sub(5);
    for (text, places) in found.iter().take(5) {
        let told = format!("`{text}` in {}", count(places.len(), "file"));
        out.add(text, &told, &places[0]);
    }
    if let Some((_, places)) = found.iter().nth(5).filter(|_| more > 0) {
        out.add(
            "more lint attributes",
            &format!("And {more} more lint attributes of whole files"),
            &places[0],
        );
    }
}

/// Settings of tools.
fn files(host: &dyn Host, ground: &Ground, out: &mut Lines) {
    for (names, what) in [
        (["clippy.toml", ".clippy.toml"], "clippy"),
        (["rustfmt.toml", ".rustfmt.toml"], "rustfmt"),
        (["deny.toml", ".cargo/deny.toml"], "cargo-deny"),
    ] {
        for path in names {
            let Some(text) = ground.text(host, path, SETTINGS) else {
                continue;
            };
            let table: Table = text.parse().unwrap_or_default();
            let told = table.iter().map(|(key, value)| match value {
                Value::Integer(_) | Value::Boolean(_) => format!("{key} = {value}"),
                Value::String(value) if value.len() < 20 => format!("{key} = \"{value}\""),
                Value::Array(list) => format!("{key} ({})", list.len()),
                _ => key.clone(),
            });
            let told: Vec<String> = told.collect();
            if !told.is_empty() {
                let told = format!("{what} is set up in `{path}`: {}", ticked(told, 10));
                out.add(what, &told, &format!("{path}:1"));
            }
        }
    }
}

fn profiles(ground: &Ground, out: &mut Lines) {
    let Some(root) = ground.manifests.first() else {
        return;
    };
    let profiles = root.table.get("profile").and_then(Value::as_table);
    // Their names say enough when there are many; the ones that cargo knows are told.
    let known = ["release", "dev", "test", "bench"];
    let others = profiles.into_iter().flat_map(Table::keys);
    let others: Vec<&String> = others
        .filter(|name| !known.contains(&name.as_str()))
        .collect();
    let is_many = others.len() > 6;
    if let Some(first) = others.first().filter(|_| is_many) {
        let line = line_of(&root.text, &format!("profile.{first}"), None).unwrap_or(1);
        let told = format!("Profiles of its own: {}", ticked(&others, 12));
        out.add("profiles", &told, &format!("Cargo.toml:{line}"));
    }
    for (name, profile) in profiles.into_iter().flatten() {
        if is_many && others.contains(&name) {
            continue;
        }
        let Some(profile) = profile.as_table() else {
            continue;
        };
        let told = profile.iter().map(|(key, value)| match value {
            Value::Table(table) if key == "package" => {
                format!("settings of {}", count(table.len(), "package"))
            }
            Value::Table(_) => key.clone(),
            value => format!("{key} = {value}"),
        });
        let told: Vec<String> = told.collect();
        let heading = format!("profile.{name}");
        let line = line_of(&root.text, &heading, None).unwrap_or(1);
        let told = format!("Profile `{name}`: {}", ticked(told, 8));
        out.add(heading, &told, &format!("Cargo.toml:{line}"));
    }
}

/// Recipes, targets and aliases that the project has.
fn commands(host: &dyn Host, ground: &Ground, out: &mut Lines) {
    let commands = super::super::check::commands::Commands::read(host, ground);
    for (tool, path, names) in commands.told() {
        // A recipe with `_` in front is for other recipes.
        let names = names.iter().filter(|name| !name.starts_with('_'));
        let told = match tool {
            "cargo" => format!("Cargo aliases: {}", ticked(names, 12)),
            tool => format!("`{tool}` runs {}", ticked(names, 20)),
        };
        out.add(format!("{tool} {path}"), &told, &format!("{path}:1"));
    }
}
