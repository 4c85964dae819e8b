//! Where things begin: programs, their `main`, what they start in the background, and the routes.

use std::collections::BTreeMap;

use rustora_review::ListedRoute;
use rustora_source::cargo::TargetKind;
use rustora_source::tree::ItemKind;
use rustora_source::{Span, Word};

use super::super::ground::{Ground, Part, Source};
use super::{Lines, count, ticked};

/// How many programs are told one by one.
const PROGRAMS: usize = 12;

/// Up to how many routes each has a line of its own.
const ROUTES: usize = 30;

/// Up to how many files of routes are told.
const FILES: usize = 16;

pub(super) fn learn(ground: &Ground, routes: &[ListedRoute]) -> Lines {
    let mut out = Lines::default();
    programs(ground, &mut out);
    told_routes(&all_routes(ground, routes), &mut out);
    out
}

fn programs(ground: &Ground, out: &mut Lines) {
    let mut rest: Vec<(String, String)> = Vec::new();
    for package in &ground.workspace.packages {
        for target in package
            .targets
            .iter()
            .filter(|target| target.kind == TargetKind::Bin)
        {
            let path = ground.below(&target.root);
            let Some(source) = ground.sources.iter().find(|source| source.path == path) else {
                continue;
            };
            let Some(tree) = source.tree() else { continue };
            let main = source.items().find(|item| {
                matches!(item.kind, ItemKind::Fn(_))
                    && item.parent.is_none()
                    && source.str(item.name) == "main"
            });
            let (at, how) = match main {
                Some(main) => {
                    let attrs = tree[main.attrs]
                        .iter()
                        .map(|meta| super::one_line(source.str(meta.span)));
                    let attrs: Vec<String> = attrs
                        .filter(|text| text.contains("main") || text.contains("launch"))
                        .collect();
                    let how = match attrs.first() {
                        Some(attr) => format!("`main` under `{attr}`"),
                        None => "a plain `main`".to_owned(),
                    };
                    (main.name.start, how)
                }
                None => (0, "no `main` that is written out".to_owned()),
            };
            let name = program_name(ground, package, &path, &target.name);
            if out.len() >= PROGRAMS {
                rest.push((name, source.place(at)));
                continue;
            }
            let mut told = format!("Program `{name}` of `{}`: {how}", package.name);
            let tasks = tasks(source);
            if !tasks.is_empty() {
                told = format!("{told}; starts tasks: {}", ticked(tasks, 8));
            }
            out.add(format!("program {name}"), &told, &source.place(at));
        }
    }
    if let Some((_, place)) = rest.first() {
        let names = rest.iter().map(|(name, _)| name);
        let told = format!(
            "And {}: {}",
            count(rest.len(), "more program"),
            ticked(names, 30)
        );
        out.add("programs more", &told, place);
    }
}

/// The name as cargo has it: with the hyphens that a target's identifier lacks.
fn program_name(
    ground: &Ground,
    package: &rustora_source::cargo::Package,
    path: &str,
    ident: &str,
) -> String {
    if package.name.replace('-', "_") == ident {
        return package.name.clone();
    }
    let manifests = ground
        .manifests
        .iter()
        .filter(|manifest| manifest.package.as_deref() == Some(&package.name));
    let listed = manifests
        .filter_map(|manifest| manifest.table.get("bin")?.as_array())
        .flatten();
    let mut names = listed.filter_map(|bin| bin.get("name")?.as_str());
    if let Some(name) = names.find(|name| name.replace('-', "_") == ident) {
        return name.to_owned();
    }
    let stem = path
        .rsplit('/')
        .next()
        .and_then(|name| name.strip_suffix(".rs"));
    let folder = path.rsplit('/').nth(1);
    let mut names = stem.into_iter().chain(folder);
    names
        .find(|name| name.replace('-', "_") == ident)
        .unwrap_or(ident)
        .to_owned()
}

/// The functions that a program's own file hands to `spawn`.
fn tasks(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    let words: Vec<Span> = source
        .words()
        .filter_map(|word| match word {
            Word::Name(span) => Some(span),
            Word::Text(_) => None,
        })
        .collect();
    for (index, span) in words.iter().enumerate() {
        if source.str(*span) != "spawn"
            || source.text.as_bytes().get(span.end as usize) != Some(&b'(')
        {
            continue;
        }
        let mut path = String::new();
        for (at, word) in words[index + 1..].iter().enumerate() {
            let before = if at == 0 {
                span.end + 1
            } else {
                words[index + at].end
            };
            let gap = source
                .text
                .get(before as usize..word.start as usize)
                .unwrap_or_default()
                .trim();
            match (path.is_empty(), gap) {
                (true, "") => path.push_str(source.str(*word)),
                (false, "::" | ".") => {
                    path.push_str(gap);
                    path.push_str(source.str(*word));
                }
                _ => break,
            }
        }
        if !path.is_empty() && !matches!(path.as_str(), "async" | "move") && !found.contains(&path)
        {
            found.push(path);
        }
    }
    found
}

/// A route with its place.
struct Told {
    method: String,
    path: String,
    handler: String,
    file: String,
    line: u32,
}

/// The routes that the engine of reviews knows, and those that only an attribute of utoipa tells.
fn all_routes(ground: &Ground, routes: &[ListedRoute]) -> Vec<Told> {
    let listed = routes.iter().filter(|route| !route.test).map(|route| Told {
        method: route.method.clone().unwrap_or_else(|| "ANY".to_owned()),
        path: route.path.clone(),
        handler: route.handler.clone(),
        file: ground.below(&route.file),
        line: route.line,
    });
    let is_product = |told: &Told| {
        ground
            .sources
            .iter()
            .any(|source| source.path == told.file && source.part == Part::Product)
    };
    let mut found: Vec<Told> = listed.filter(is_product).collect();
    for (method, path, handler, source, at) in documented(ground) {
        if found.iter().all(|told| told.handler != handler) {
            found.push(Told {
                method,
                path,
                handler,
                file: source.path.clone(),
                line: source.line(at),
            });
        }
    }
    found.sort_by(|a, b| (&a.file, &a.path, &a.method).cmp(&(&b.file, &b.path, &b.method)));
    found
}

/// What `#[utoipa::path(get, path = "/x")]` says: method, path, handler, place.
pub(in crate::memory) fn documented(
    ground: &Ground,
) -> Vec<(String, String, String, &Source, u32)> {
    let mut found = Vec::new();
    for source in ground
        .sources
        .iter()
        .filter(|source| source.part == Part::Product)
    {
        let Some(tree) = source.tree() else { continue };
        for item in source
            .items()
            .filter(|item| matches!(item.kind, ItemKind::Fn(_)))
        {
            let meta = tree[item.attrs]
                .iter()
                .find(|meta| source.str(meta.name).replace(' ', "") == "utoipa::path");
            let Some(meta) = meta else { continue };
            let args = &tree[meta.args];
            let method = args
                .iter()
                .map(|arg| source.str(arg.name))
                .find(|name| METHODS.contains(name));
            let path = args
                .iter()
                .find(|arg| source.str(arg.name) == "path")
                .and_then(|arg| arg.value);
            let path = path
                .map(|span| source.str(span).trim_matches('"'))
                .filter(|path| path.starts_with('/'));
            if let (Some(method), Some(path)) = (method, path) {
                let handler = source.str(item.name).to_owned();
                found.push((
                    method.to_uppercase(),
                    path.to_owned(),
                    handler,
                    source,
                    item.name.start,
                ));
            }
        }
    }
    found
}

const METHODS: [&str; 8] = [
    "get", "post", "put", "patch", "delete", "head", "options", "trace",
];

fn told_routes(routes: &[Told], out: &mut Lines) {
    if routes.len() <= ROUTES {
        for told in routes {
            let key = format!("route {} {}", told.method, told.path);
            let text = format!(
                "Route `{} {}` is answered by `{}`",
                told.method, told.path, told.handler
            );
            out.add(key, &text, &format!("{}:{}", told.file, told.line));
        }
        return;
    }
    let mut files: BTreeMap<&str, Vec<&Told>> = BTreeMap::new();
    for told in routes {
        files.entry(&told.file).or_default().push(told);
    }
    let mut files: Vec<(&str, Vec<&Told>)> = files.into_iter().collect();
    files.sort_by_key(|(file, routes)| (std::cmp::Reverse(routes.len()), *file));
    let rest = files.split_off(files.len().min(FILES));
    files.sort_by_key(|(file, _)| *file);
    let each = if files.len() > 12 { 4 } else { 10 };
    for (file, routes) in &files {
        let shown = routes.iter().take(each);
        let shown: Vec<String> = shown
            .map(|told| format!("`{} {}` → `{}`", told.method, told.path, told.handler))
            .collect();
        let more = routes.len().saturating_sub(each);
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        let text = format!(
            "{} in `{file}`: {}{more}",
            count(routes.len(), "route"),
            shown.join(", ")
        );
        out.add(
            format!("routes {file}"),
            &text,
            &format!("{file}:{}", routes[0].line),
        );
    }
    if let Some((file, first)) = rest.first() {
        let routes: usize = rest.iter().map(|(_, routes)| routes.len()).sum();
        let text = format!(
            "And {} in {}",
            count(routes, "more route"),
            count(rest.len(), "file")
        );
        out.add("more routes", &text, &format!("{file}:{}", first[0].line));
    }
}
