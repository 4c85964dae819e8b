//! What it needs besides itself: systems that it speaks to, environment variables, services of a compose file, migrations.
//!
//! Of a variable only its name is told: what stands behind it may be a credential.

use std::collections::{BTreeMap, BTreeSet};

use rustora_host::Host;
use rustora_source::Word;

use super::super::dependencies::{Direct, Need};
use super::super::ground::{Ground, Part, Source};
use super::super::roles::role;
use super::code::strings;
use super::{Lines, count, ticked};

pub(super) fn learn(host: &dyn Host, ground: &Ground, direct: &BTreeMap<String, Direct>) -> Lines {
    let mut out = Lines::default();
    systems(ground, direct, &mut out);
    variables(ground, &mut out);
    compose(host, ground, &mut out);
    migrations(ground, &mut out);
    out
}

/// The crates that speak to another system, and where they are used.
fn systems(ground: &Ground, direct: &BTreeMap<String, Direct>, out: &mut Lines) {
    let outside = direct
        .values()
        .filter(|one| one.need == Need::Product && !one.own);
    let outside =
        outside.filter_map(|one| Some((role(&one.name).filter(|role| role.is_outside())?, one)));
    let mut outside: Vec<_> = outside.collect();
    outside.sort_by_key(|(role, one)| (*role, &one.name));
    let idents: BTreeSet<&str> = outside
        .iter()
        .flat_map(|(_, one)| &one.idents)
        .map(String::as_str)
        .collect();
    let mut uses: BTreeMap<&str, Vec<(&Source, u32, usize)>> = BTreeMap::new();
    for source in ground
        .sources
        .iter()
        .filter(|source| source.part == Part::Product)
    {
        let mut seen: BTreeMap<&str, (u32, usize)> = BTreeMap::new();
        for word in source.words() {
            if let Word::Name(span) = word
                && let Some(ident) = idents.get(source.str(span))
            {
                let rest = source.text.get(span.end as usize..).unwrap_or_default();
                let before = source.text.get(..span.start as usize).unwrap_or_default();
                if rest.starts_with("::") && !before.ends_with("::") {
                    seen.entry(ident).or_insert((span.start, 0)).1 += 1;
                }
            }
        }
        for (ident, (at, times)) in seen {
            uses.entry(ident).or_default().push((source, at, times));
        }
    }
    for (role, one) in outside {
        let found = one
            .idents
            .iter()
            .filter_map(|ident| uses.get(ident.as_str()))
            .flatten();
        let mut found: Vec<_> = found.collect();
        found.sort_by_key(|(source, _, times)| (std::cmp::Reverse(*times), &source.path));
        let Some((source, at, _)) = found.first() else {
            continue;
        };
        let paths = found.iter().map(|(source, _, _)| &source.path);
        let told = format!(
            "{}: `{}` is used in {}: {}",
            capital(role.name()),
            one.name,
            count(found.len(), "file"),
            ticked(paths, 4)
        );
        out.add(format!("system {}", one.name), &told, &source.place(*at));
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// Variables of systems and of cargo, which every machine has.
const TOOLS: [&str; 13] = [
    "CARGO",
    "CARGO_HOME",
    "CARGO_MANIFEST_DIR",
    "CARGO_TARGET_DIR",
    "CLIPPY_CONF_DIR",
    "HOME",
    "LOCALAPPDATA",
    "OUT_DIR",
    "PATH",
    "PROFILE",
    "TARGET",
    "USER",
    "USERPROFILE",
];

/// The names of environment variables, by the file that reads them.
fn variables(ground: &Ground, out: &mut Lines) {
    let reads: &[&[&str]] = &[
        &["env", "var"],
        &["env", "var_os"],
        &["dotenvy", "var"],
        &["dotenv", "var"],
        &["option_env"],
        &["Env", "prefixed"],
        &["Environment", "with_prefix"],
        &["var"],
        &["required_var"],
        &["var_parsed"],
        &["required_var_parsed"],
        &["list"],
    ];
    let is_tools = |name: &str| {
        let of = [
            "CARGO_PKG_",
            "CARGO_CFG_",
            "CARGO_BIN_EXE_",
            "XDG_",
            "RUSTUP_",
        ];
        of.iter().any(|start| name.starts_with(start)) || TOOLS.contains(&name)
    };
    let mut files: Vec<(&Source, Vec<(&str, u32)>)> = Vec::new();
    for source in ground
        .sources
        .iter()
        .filter(|source| matches!(source.part, Part::Product))
    {
        let is_name = |text: &str| {
            text.len() > 2
                && text
                    .chars()
                    .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
        };
        let mut names: Vec<(&str, u32)> = Vec::new();
        let found = strings(source, reads, &["("]).into_iter();
        let clap = strings(source, &[&["env"]], &["=", "("]).into_iter();
        for named in found
            .chain(clap)
            .filter(|named| is_name(named.text) && !is_tools(named.text))
        {
            let line = source.line(named.at);
            let is_test = source.tree().is_some_and(|tree| {
                tree.items()
                    .any(|(_, item)| item.test && item.span.range().contains(&(named.at as usize)))
            });
            if !is_test && names.iter().all(|(name, _)| *name != named.text) {
                names.push((named.text, line));
            }
        }
        if !names.is_empty() {
            files.push((source, names));
        }
    }
    files.sort_by_key(|(source, names)| (std::cmp::Reverse(names.len()), &source.path));
    let rest = files.split_off(files.len().min(12));
    for (source, names) in &files {
        let told = format!(
            "Environment variables read in `{}`: {}",
            source.path,
            ticked(names.iter().map(|(name, _)| name), 30)
        );
        out.add(
            format!("env {}", source.path),
            &told,
            &format!("{}:{}", source.path, names[0].1),
        );
    }
    if let Some((source, names)) = rest.first() {
        let all: BTreeSet<&str> = rest
            .iter()
            .flat_map(|(_, names)| names)
            .map(|(name, _)| *name)
            .collect();
        let told = format!(
            "More environment variables in {}: {}",
            count(rest.len(), "file"),
            ticked(all, 20)
        );
        out.add(
            "env more",
            &told,
            &format!("{}:{}", source.path, names[0].1),
        );
    }
}

/// The services of compose files, with their images.
fn compose(host: &dyn Host, ground: &Ground, out: &mut Lines) {
    let is_compose = |path: &&String| {
        let name = path.rsplit('/').next().unwrap_or(path);
        let yaml = name
            .strip_suffix(".yml")
            .or_else(|| name.strip_suffix(".yaml"));
        yaml.is_some_and(|stem| stem.starts_with("docker-compose") || stem.starts_with("compose"))
    };
    for path in ground.files.iter().filter(is_compose).take(4) {
        let text = ground.text(host, path, 256 << 10).unwrap_or_default();
        let (services, line) = services(&text);
        let told = services.iter().map(|(name, image)| match image {
            Some(image) => format!("`{name}` (image `{image}`)"),
            None => format!("`{name}`"),
        });
        let told: Vec<String> = told.take(16).collect();
        if !told.is_empty() {
            let more = services.len() - told.len();
            let more = if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            };
            let text = format!("Compose services in `{path}`: {}{more}", told.join(", "));
            out.add(format!("compose {path}"), &text, &format!("{path}:{line}"));
        }
    }
}

/// The services of a compose file, and the line of the first.
fn services(text: &str) -> (Vec<(String, Option<String>)>, usize) {
    let mut found: Vec<(String, Option<String>)> = Vec::new();
    let (mut inside, mut depth, mut first) = (false, None, 1);
    for (index, line) in text.lines().enumerate() {
        let bare = line.trim();
        if bare.is_empty() || bare.starts_with('#') {
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        if indent == 0 {
            inside = bare == "services:";
            continue;
        }
        if !inside {
            continue;
        }
        let level = *depth.get_or_insert(indent);
        if indent == level {
            if let Some(name) = bare.strip_suffix(':') {
                if found.is_empty() {
                    first = index + 1;
                }
                found.push((name.trim_matches(['"', '\'']).to_owned(), None));
            }
        } else if let (Some(image), Some(last)) = (bare.strip_prefix("image:"), found.last_mut()) {
            let image = image.split('#').next().unwrap_or(image);
            last.1
                .get_or_insert(image.trim().trim_matches(['"', '\'']).to_owned());
        }
    }
    (found, first)
}

/// Folders of migrations.
fn migrations(ground: &Ground, out: &mut Lines) {
    let mut folders: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for path in ground
        .files
        .iter()
        .filter(|path| path.strip_suffix(".sql").is_some())
    {
        let Some((folder, name)) = path
            .find("migrations/")
            .map(|at| path.split_at(at + "migrations".len()))
        else {
            continue;
        };
        // Below it folders by database, by migration, or files.
        let (mut folder, mut name) = (folder, name.trim_start_matches('/'));
        if let Some((first, rest)) = name.split_once('/')
            && !first.starts_with(|c: char| c.is_ascii_digit())
        {
            (folder, name) = (&path[..folder.len() + 1 + first.len()], rest);
        }
        let name = name.split('/').next().unwrap_or(name);
        folders.entry(folder).or_default().insert(name);
    }
    for (folder, names) in folders.iter().take(6) {
        let ups: Vec<&&str> = names
            .iter()
            .filter(|name| name.strip_suffix(".down.sql").is_none())
            .collect();
        let last = ups
            .last()
            .map(|name| name.trim_end_matches(".sql").trim_end_matches(".up"))
            .unwrap_or_default();
        let told = format!(
            "`{folder}` holds {}, the last of them `{last}`",
            count(ups.len(), "migration")
        );
        let first = ground
            .files
            .iter()
            .find(|path| path.starts_with(folder) && path.strip_suffix(".sql").is_some());
        out.add(
            format!("migrations {folder}"),
            &told,
            &format!("{}:1", first.map_or(*folder, |path| path)),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_read_with_their_images() {
        let text = "version: '3'\nservices:\n  # the store\n  db:\n    image: \"postgres:16\" # pinned\n    environment:\n      image: no\n  web:\n    build: .\nvolumes:\n  data:\n";
        let (found, line) = services(text);
        assert_eq!(line, 4);
        assert_eq!(
            found,
            [
                ("db".to_owned(), Some("postgres:16".to_owned())),
                ("web".to_owned(), None)
            ]
        );
    }
}
