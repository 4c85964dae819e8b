//! What tests reach: which functions run in some test, and which routes some test asks for.
//!
//! It goes by names, and errs on the side of *reached*: a function counts when its name stands in a test, or in a
//! function that counts, as long as its type is named there as well; what a trait asks for counts as soon as its type
//! does. So what is said not to be reached is not, unless code that nobody can read from here calls it (a macro of
//! another crate, a program in another language). A route is reached when its handler is named in a test, or when a text
//! in one looks like its path. Being handed to a router alone does not count: a test that starts the service has not yet
//! asked it for anything.

use std::hash::{Hash as _, Hasher as _};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use rustora_source::tree::{ItemId, ItemKind, Type};
use rustora_source::{Word, words};

use super::joins::Joins;
use super::program::{CrateKind, File, FileId, ItemRef, Program};
use super::routes::Route;

/// A name in a family of packages, as a hash: where two share one, more counts as reached.
type Name = u32;
/// Packages that depend on each other, in any direction: what is named in one can be reached in another.
type Family = usize;

/// What is reached.
#[derive(Debug, Default)]
pub(crate) struct Tested {
    items: FxHashSet<ItemRef>,
    /// The handlers whose paths stand in what is reached.
    asked: FxHashSet<ItemRef>,
    /// The names that stand in tests themselves.
    named: FxHashSet<Name>,
    /// The texts that stand in tests themselves.
    texts: Vec<(Family, String)>,
    families: Families,
}

/// An item with what its text names.
struct Node<'p> {
    family: Family,
    item: Option<ItemRef>,
    name: Name,
    /// The type that its `impl` is for.
    owner: Option<Name>,
    is_test: bool,
    /// Whether it is there because a trait asks for it.
    of_trait: bool,
    /// Sorted.
    words: Vec<Name>,
    texts: Vec<&'p str>,
}

impl Node<'_> {
    fn sorted(mut self) -> Self {
        self.words.sort_unstable();
        self.words.dedup();
        self
    }
}

impl Tested {
    pub(super) fn new(program: &Program<'_>, joins: &Joins) -> Self {
        let families = Families::of(program);
        let files: Vec<(FileId, &File)> =
            program.files().filter(|(_, file)| file.reviewed).collect();
        let mut nodes: Vec<Node<'_>> = files
            .par_iter()
            .flat_map_iter(|(id, file)| nodes_of(*id, file, families.of_file(program, *id)))
            .collect();
        // Being named as a handler is no call, and the path of a route is no request.
        for node in &mut nodes {
            let Some(router) = node.item.and_then(|item| joins.routers.get(&item)) else {
                continue;
            };
            node.texts.clear();
            for handler in router.registers() {
                let handler = name(node.family, program.name(handler));
                node.words.retain(|word| *word != handler);
            }
        }
        let mut out = Walk::new(&nodes, &joins.routes(program).all).run();
        for item in nodes.iter().filter_map(|node| node.item) {
            match program.ran(item) {
                Some(true) => _ = out.items.insert(item),
                Some(false) => _ = out.items.remove(&item),
                None => {}
            }
        }
        for node in nodes.iter().filter(|node| node.is_test) {
            out.named.extend(&node.words);
            let texts = node.texts.iter();
            out.texts
                .extend(texts.map(|text| (node.family, (*text).to_owned())));
        }
        out.families = families;
        out
    }

    /// Whether some test reaches an item.
    pub(crate) fn reaches(&self, item: ItemRef) -> bool {
        self.items.contains(&item)
    }

    /// Whether a handler is asked for by its path, or named in a test itself.
    pub(crate) fn asks(&self, program: &Program<'_>, handler: ItemRef) -> bool {
        self.asked.contains(&handler) || self.names(program, handler.file, program.name(handler))
    }

    /// Whether a name stands in some test that has to do with this file.
    pub(crate) fn names(&self, program: &Program<'_>, file: FileId, text: &str) -> bool {
        let family = self.families.of_file(program, file);
        self.named.contains(&name(family, text))
    }

    /// Whether such a test quotes a message with placeholders: what stands before the first of them, or a good part.
    pub(crate) fn quotes(&self, program: &Program<'_>, file: FileId, message: &str) -> bool {
        const ENOUGH: usize = 8;
        let family = self.families.of_file(program, file);
        let start = message.split('{').next().unwrap_or(message).trim();
        let texts = self.texts.iter().filter(|(of, _)| *of == family);
        let mut texts = texts.map(|(_, text)| text.trim_matches('"'));
        texts.any(|text| {
            (start.len() >= ENOUGH && text.contains(start))
                || (text.len() >= ENOUGH && message.contains(text))
        })
    }
}

/// The family of each package.
#[derive(Debug, Default)]
struct Families(Vec<Family>);

impl Families {
    fn of(program: &Program<'_>) -> Self {
        let packages = &program.workspace.packages;
        let mut families: Vec<Family> = (0..packages.len()).collect();
        for (index, package) in packages.iter().enumerate() {
            let paths = package.dependencies.iter().flatten();
            for path in paths.filter_map(|dependency| dependency.path.as_deref()) {
                let path = rustora_host::plain(path);
                let Some(other) = packages.iter().position(|other| other.folder == path) else {
                    continue;
                };
                let (own, theirs) = (families[index], families[other]);
                for family in families.iter_mut().filter(|family| **family == theirs) {
                    *family = own;
                }
            }
        }
        Self(families)
    }

    fn of_file(&self, program: &Program<'_>, file: FileId) -> Family {
        let krate = program.file(file).krate;
        match program.krate(krate).kind {
            // A file without a package is a family of its own.
            CrateKind::Workspace { package, .. } => {
                self.0.get(package).copied().unwrap_or(self.0.len() + krate)
            }
            _ => usize::MAX,
        }
    }
}

impl Program<'_> {
    /// Whether any line of a function's body ran in a test, where somebody measured it.
    fn ran(&self, item: ItemRef) -> Option<bool> {
        let coverage = self.coverage.as_ref()?;
        let file = self.file(item.file);
        let body = file.tree().expr_span(self.body_range(item)?.1);
        let path = file.path.strip_prefix(&self.workspace.root).ok()?;
        let lines = &file.parsed.lines;
        let inside = lines.line(body.start)..=lines.line(body.end);
        coverage.ran(path, &inside)
    }
}

struct Walk<'a, 'p> {
    nodes: &'a [Node<'p>],
    by_item: FxHashMap<ItemRef, usize>,
    /// The routes whose paths are known, with the parts of those.
    routes: Vec<(&'a Route, Vec<&'a str>)>,
    by_name: FxHashMap<Name, Vec<usize>>,
    names: FxHashSet<Name>,
    asked: FxHashSet<ItemRef>,
    reached: Vec<bool>,
    open: Vec<usize>,
}

impl<'a, 'p> Walk<'a, 'p> {
    fn new(nodes: &'a [Node<'p>], routes: &'a [Route]) -> Self {
        let mut by_name: FxHashMap<Name, Vec<usize>> = FxHashMap::default();
        for (index, node) in nodes.iter().enumerate() {
            by_name.entry(node.name).or_default().push(index);
            if let Some(owner) = node.owner {
                by_name.entry(owner).or_default().push(index);
            }
        }
        let items = nodes.iter().enumerate();
        let by_item = items.filter_map(|(index, node)| Some((node.item?, index)));
        let known = routes.iter();
        let known = known.filter_map(|route| Some((route, parts(route.path.as_deref()?))));
        Self {
            nodes,
            by_item: by_item.collect(),
            routes: known.collect(),
            by_name,
            names: FxHashSet::default(),
            asked: FxHashSet::default(),
            reached: vec![false; nodes.len()],
            open: Vec::new(),
        }
    }

    fn run(mut self) -> Tested {
        for (index, node) in self.nodes.iter().enumerate() {
            if node.is_test {
                self.reach(index);
            }
        }
        let mut found = Vec::new();
        while let Some(index) = self.open.pop() {
            let node = &self.nodes[index];
            for word in &node.words {
                if self.names.insert(*word) {
                    for candidate in self.by_name.remove(word).unwrap_or_default() {
                        self.try_reach(candidate);
                    }
                }
            }
            if self.routes.is_empty() {
                continue;
            }
            for own in node.texts.iter().filter_map(|text| path_in(text)) {
                let own = parts(own);
                for (route, asked) in &self.routes {
                    if is_path_of(&own, asked) && speaks_of(node, route) {
                        self.asked.insert(route.handler);
                        found.extend(self.by_item.get(&route.handler));
                    }
                }
            }
            for index in found.drain(..) {
                self.reach(index);
            }
        }
        let reached = self.nodes.iter().zip(&self.reached);
        Tested {
            items: reached
                .filter(|(_, reached)| **reached)
                .filter_map(|(node, _)| node.item)
                .collect(),
            asked: self.asked,
            ..Tested::default()
        }
    }

    fn reach(&mut self, index: usize) {
        if let Some(reached) = self.reached.get_mut(index)
            && !std::mem::replace(reached, true)
        {
            self.open.push(index);
        }
    }

    fn try_reach(&mut self, index: usize) {
        let node = &self.nodes[index];
        let has = |name: Name| self.names.contains(&name);
        let is_reached = node.owner.is_none_or(has) && (node.of_trait || has(node.name));
        if is_reached {
            self.reach(index);
        }
    }
}

/// The items of a file that something can reach, and one for what stands beside them.
fn nodes_of(id: FileId, file: &File, family: Family) -> Vec<Node<'_>> {
    let tree = file.tree();
    let name = |text: &str| name(family, text);
    let mut nodes = vec![Node {
        family,
        item: None,
        name: 0,
        owner: None,
        is_test: file.test,
        of_trait: false,
        words: Vec::new(),
        texts: Vec::new(),
    }];
    // Each item with its end, the innermost last: items stand before what they hold.
    let mut open: Vec<(u32, usize)> = Vec::new();
    let mut items = tree
        .items()
        .filter(|(_, item)| holds_words(item.kind))
        .peekable();
    for word in words(&file.text) {
        let (Word::Name(span) | Word::Text(span)) = word;
        while let Some((item, what)) = items.next_if(|(_, item)| item.span.start <= span.start) {
            open.push((what.span.end, nodes.len()));
            nodes.push(node(id, file, item, family));
        }
        while open.last().is_some_and(|(end, _)| *end <= span.start) {
            open.pop();
        }
        let Some(node) = nodes.get_mut(open.last().map_or(0, |(_, index)| *index)) else {
            continue;
        };
        let text = file.str(span);
        match word {
            Word::Name(_) => node.words.push(name(text)),
            Word::Text(_) => node.texts.push(text),
        }
    }
    // `use a::b as c`: who names `c` names `b`.
    for (_, item) in tree.items() {
        let ItemKind::Use(import) = item.kind else {
            continue;
        };
        let (alias, last) = (
            file.str(import.name),
            tree[tree[import.path].segments].last(),
        );
        if let Some(last) = last.filter(|last| !import.glob && file.str(last.name) != alias) {
            nodes.push(Node {
                family,
                item: None,
                name: name(alias),
                owner: None,
                is_test: item.test || file.test,
                of_trait: false,
                words: vec![name(file.str(last.name))],
                texts: Vec::new(),
            });
        }
    }
    nodes.extend(documented(file, family));
    nodes.into_iter().map(Node::sorted).collect()
}

fn holds_words(kind: ItemKind) -> bool {
    matches!(
        kind,
        ItemKind::Fn(_)
            | ItemKind::Const { .. }
            | ItemKind::Struct(_)
            | ItemKind::Enum(_)
            | ItemKind::TypeAlias(_)
            | ItemKind::Macro(_)
            | ItemKind::MacroRules
            | ItemKind::Use(_)
    )
}

fn node(file_id: FileId, file: &File, item: ItemId, family: Family) -> Node<'_> {
    let name = |text: &str| name(family, text);
    let tree = file.tree();
    let what = &tree[item];
    let around = what.parent.map(|parent| tree[parent].kind);
    let (owner, of_trait) = match around {
        Some(ItemKind::Impl(data)) => {
            let owner = match tree[tree[data].self_ty] {
                Type::Path(path) => tree[tree[path].segments]
                    .last()
                    .map(|segment| name(file.str(segment.name))),
                _ => None,
            };
            (owner, tree[data].trait_path.is_some())
        }
        _ => (None, false),
    };
    Node {
        family,
        item: Some(ItemRef {
            file: file_id,
            item,
        }),
        name: name(file.str(what.name)),
        owner,
        is_test: what.test || file.test,
        of_trait,
        words: Vec::new(),
        texts: Vec::new(),
    }
}

/// What the examples in a file's documentation name: `cargo test` runs them.
fn documented(file: &File, family: Family) -> Option<Node<'_>> {
    // Few files have any.
    if !file.text.contains("```") {
        return None;
    }
    let mut inside = false;
    let mut found = Vec::new();
    for line in file.text.lines() {
        let line = line.trim_start();
        let Some(text) = line
            .strip_prefix("///")
            .or_else(|| line.strip_prefix("//!"))
        else {
            inside = false;
            continue;
        };
        if text.trim_start().starts_with("```") {
            inside = !inside;
        } else if inside {
            found.extend(words(text).filter_map(|word| match word {
                Word::Name(span) => text.get(span.range()).map(|text| name(family, text)),
                Word::Text(_) => None,
            }));
        }
    }
    (!found.is_empty()).then(|| Node {
        family,
        item: None,
        name: 0,
        owner: None,
        is_test: true,
        of_trait: false,
        words: found,
        texts: Vec::new(),
    })
}

fn name(family: Family, text: &str) -> Name {
    let mut hasher = FxHasher::default();
    family.hash(&mut hasher);
    text.hash(&mut hasher);
    let hash = hasher.finish();
    // The upper half is the one that all bits have gone into.
    u32::try_from(hash >> 32).unwrap_or_default()
}

/// Whether a function speaks of a route's method, or of none.
fn speaks_of(node: &Node<'_>, route: &Route) -> bool {
    let has = |text: &str| node.words.binary_search(&name(node.family, text)).is_ok();
    let speaks = |method: &str| has(method) || has(&method.to_uppercase());
    let methods = ["get", "post", "put", "patch", "delete", "head"];
    route
        .method
        .is_none_or(|method| speaks(method) || !methods.iter().any(|other| speaks(other)))
}

/// The path in a text, without what stands before and behind it.
fn path_in(text: &str) -> Option<&str> {
    let text = text
        .trim_start_matches(['r', 'b', '#'])
        .trim_matches(['"', '#']);
    let text = text.split(['?', '#']).next().unwrap_or(text);
    let start = text.find('/')?;
    // `http://host/path`, `{base}/path`.
    Some(match text.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => &text[start..],
    })
}

fn parts(path: &str) -> Vec<&str> {
    path.split('/').filter(|part| !part.is_empty()).collect()
}

/// Whether a request has the path of a route. What is put in for a placeholder, on either side, is not compared.
fn is_path_of(own: &[&str], asked: &[&str]) -> bool {
    if own.is_empty() || asked.is_empty() {
        return own.is_empty() && asked.is_empty();
    }
    // `*rest` takes any number of parts.
    if asked.last().is_some_and(|last| last.contains('*')) {
        let fixed = &asked[..asked.len() - 1];
        return own
            .windows(fixed.len().max(1))
            .any(|part| fixed.iter().zip(part).all(|(a, b)| fits(a, b)));
    }
    let pairs = || own.iter().rev().zip(asked.iter().rev());
    pairs().all(|(text, part)| fits(part, text))
        && (pairs().any(|(text, part)| text == part) || own.len() >= asked.len())
}

/// Whether a part of a path may be what a part of a route asks for.
fn fits(part: &str, text: &str) -> bool {
    let is_open = part.starts_with([':', '{', '<']) || text.contains('{');
    is_open || part == text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_path_of(text: &str, route: &str) -> bool {
        path_in(text).is_some_and(|path| super::is_path_of(&parts(path), &parts(route)))
    }

    #[test]
    fn a_path_is_known_with_what_stands_around_it() {
        for text in [
            "/orders/7/items",
            "http://localhost:80/orders/7/items",
            "{base}/orders/{id}/items?page=2",
            "/api/v1/orders/abc/items",
        ] {
            assert!(
                is_path_of(&format!("\"{text}\""), "/orders/{id}/items"),
                "{text}"
            );
        }
        for text in ["/orders/7", "/orders", "/", "items", "/orders/7/lines"] {
            assert!(
                !is_path_of(&format!("\"{text}\""), "/orders/{id}/items"),
                "{text}"
            );
        }
        assert!(is_path_of("\"/orders\"", "/api/v3/orders"));
        assert!(is_path_of("\"/files/a/b.txt\"", "/files/{*path}"));
        assert!(is_path_of("\"/\"", "/") && !is_path_of("\"/orders\"", "/"));
    }
}
