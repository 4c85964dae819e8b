//! Items and routes that an entry names.
//!
//! An item that no file says is stale only when the entry speaks of it as one of this code base: by its path, by a word such as
//! `struct` or `handler`, by the file that it is tied to, or because a name that is there differs by a letter.

use rustc_hash::FxHashMap;
use rustora_review::ListedRoute;

use super::super::ground::Ground;
use super::super::{Replacement, Stale};
use super::Found;
use super::entry::{Entry, Kind, NOUNS, Piece};
use super::names::{Definition, Names};
use super::packages::Packages;
use super::paths::{Paths, looks_like_path, split_line};

/// Holds the code span at `index` as the path of an item.
pub(super) fn hold(
    names: &Names,
    packages: &Packages,
    paths: &Paths,
    entry: &Entry<'_>,
    index: usize,
    found: &mut Found,
) {
    let Some(piece) = entry.pieces.get(index) else {
        return;
    };
    let Some(parts) = parts(piece.text) else {
        return;
    };
    let is_foreign =
        |part: &str| packages.is_foreign(part) || matches!(part, "std" | "core" | "alloc");
    if parts.len() > 1 && parts.first().is_some_and(|first| is_foreign(first)) {
        return;
    }
    let own = matches!(parts.first(), Some(&("crate" | "self" | "super")))
        || parts.first().is_some_and(|first| packages.is_member(first));
    let parts: Vec<&str> = parts
        .into_iter()
        .skip_while(|part| {
            matches!(*part, "crate" | "self" | "super") || packages.is_member(part) && own
        })
        .collect();
    let Some((last, before)) = parts.split_last() else {
        return;
    };
    let owner = before.last().copied();
    let defined = names.of(last);
    let fits = |one: &Definition| match owner {
        None => true,
        Some(owner) => {
            names.owner(one) == Some(owner)
                || names.module_files(owner).contains(&one.file)
                || !names.of(owner).is_empty() && names.owner(one).is_none()
        }
    };
    if defined.iter().any(fits) {
        if piece.mood.is_plain() {
            found.right(format!("`{last}` is defined"));
            elsewhere(names, paths, entry, index, defined, found);
        }
        return;
    }
    if owner.is_none() && names.is_module(last) {
        found.right(format!("`{last}` is a module"));
        return;
    }
    if !piece.mood.is_plain()
        || entry.elsewhere
        || !is_name_of_an_item(last, piece.text)
        || STD.contains(last)
    {
        return;
    }
    let what = piece.text.to_owned();
    if is_placeholder(last)
        || owner.is_some_and(|owner| STD.contains(&owner) || OWNERS.contains(&owner))
    {
        return;
    }
    if let Some(owner) = owner {
        qualified(names, packages, piece, owner, last, own, found);
        return;
    }
    if names.is_said(last) {
        return;
    }
    let near = names
        .near(last)
        .filter(|near| last.len() >= 6 && (parts_of(last) > 1 || near.len() == last.len()));
    let is_slip = near.is_some_and(|near| {
        let longer = near.starts_with(last) || last.starts_with(near);
        longer || near.eq_ignore_ascii_case(last)
    });
    if is_slip && parts_of(last) > 1
        || is_spoken_of_as_own(entry, index)
        || is_tied(paths, entry, index).is_some()
    {
        found.stale(stale(names, piece, &what, last, near));
    }
}

/// A name behind another: `Type::method`, `module::Type`.
fn qualified(
    names: &Names,
    packages: &Packages,
    piece: &Piece<'_>,
    owner: &str,
    last: &str,
    own: bool,
    found: &mut Found,
) {
    let what = piece.text.to_owned();
    let owners = names.of(owner);
    let owner_is_there = !owners.is_empty() || names.is_module(owner);
    if !names.is_said(last) {
        if owner_is_there || own {
            let near = super::names::near(last, names.members(owner)).or_else(|| names.near(last));
            found.stale(stale(names, piece, &what, last, near));
        }
        return;
    }
    // An enum is closed: a variant that it does not have is none.
    let is_upper = last.starts_with(|c: char| c.is_ascii_uppercase())
        && last.contains(|c: char| c.is_ascii_lowercase());
    if let [one] = owners
        && one.is_enum
        && is_upper
        && names.members(owner).next().is_some()
    {
        let near = super::names::near(last, names.members(owner));
        let now = match near {
            Some(near) => format!("`{owner}` has no `{last}`; it has `{near}`."),
            None => format!("`{owner}` has no `{last}` ({}).", names.place(one)),
        };
        found.stale(Stale {
            what,
            now,
            fix: near.and_then(|near| replaced(piece, last, near)),
        });
        return;
    }
    // The owner is gone, and what it held is defined in one other place.
    let elsewhere = names.of(last);
    if !owner_is_there
        && !names.is_said(owner)
        && !packages.is_crate(owner)
        && parts_of(last) > 1
        && last.len() >= 8
        && let [one] = elsewhere
    {
        let now = match names.owner(one) {
            Some(other) => format!(
                "`{last}` is `{other}::{last}` now, in `{}`.",
                names.place(one)
            ),
            None => format!(
                "There is no `{owner}`; `{last}` is in `{}`.",
                names.place(one)
            ),
        };
        let fix = names
            .owner(one)
            .and_then(|other| replaced(piece, owner, other));
        found.stale(Stale { what, now, fix });
    }
}

/// Where an entry ties a name to a file that does not even say it, and the one definition is in another.
fn elsewhere(
    names: &Names,
    paths: &Paths,
    entry: &Entry<'_>,
    index: usize,
    defined: &[Definition],
    found: &mut Found,
) {
    let piece = &entry.pieces[index];
    let (Some(tied), [one]) = (is_tied(paths, entry, index), defined) else {
        return;
    };
    let name = parts(piece.text).and_then(|parts| parts.last().copied());
    let Some(name) = name.filter(|name| parts_of(name) > 1 && name.len() >= 4) else {
        return;
    };
    let (path, _) = split_line(tied.text);
    let real = names.path(one);
    let there = paths.find(path.trim_start_matches("./"));
    if let [only] = there[..]
        && only != real
        && only.strip_suffix(".rs").is_some()
        && !real.starts_with(only.trim_end_matches(".rs").trim_end_matches("/mod"))
        && !names.is_in(only, name)
    {
        found.stale(Stale {
            what: tied.text.to_owned(),
            now: format!("`{}` is in `{}`.", piece.text, names.place(one)),
            fix: Some(Replacement {
                range: tied.range(),
                with: if tied.text.contains(':') {
                    names.place(one)
                } else {
                    real.to_owned()
                },
            }),
        });
    }
}

/// The path that a name is tied to: `Name in src/a.rs`, or the place at the end of the entry whose first name it is.
fn is_tied<'e, 't>(paths: &Paths, entry: &'e Entry<'t>, index: usize) -> Option<&'e Piece<'t>> {
    let is_path = |piece: &&Piece<'_>| {
        piece.kind != Kind::Word && looks_like_path(piece.text, true) && piece.text.contains(".rs")
            || piece.kind == Kind::Word
                && looks_like_path(piece.text, false)
                && piece.text.contains(".rs")
    };
    let is_there = |piece: &&Piece<'_>| {
        !paths
            .find(split_line(piece.text).0.trim_start_matches("./"))
            .is_empty()
    };
    let mut joins = false;
    for step in 1..=5 {
        let Some(next) = entry.neighbour(index, step) else {
            break;
        };
        if is_path(&next) {
            return Some(next).filter(|_| joins).filter(is_there);
        }
        if next.kind != Kind::Word {
            break;
        }
        let joined = next.is(&["in", "at", "from", "inside", "under"]);
        let fills = next.is(&[
            "is",
            "lives",
            "live",
            "defined",
            "declared",
            "found",
            "sits",
            "implemented",
            "lies",
            "are",
            "the",
            "file",
            "and",
        ]) || NOUNS.iter().any(|noun| next.is(&[noun]));
        if !joined && !fills {
            break;
        }
        joins |= joined;
    }
    // `… (seen in path)` speaks of what the entry begins with, if one.
    let first = entry
        .pieces
        .iter()
        .position(|piece| piece.kind == Kind::Code && !looks_like_path(piece.text, true));
    let last = entry
        .pieces
        .last()
        .filter(|_| first == Some(index) && index == 0)?;
    let seen = entry
        .pieces
        .len()
        .checked_sub(3)
        .map(|at| &entry.pieces[at..]);
    let is_seen = seen.is_some_and(|seen| seen[0].is(&["seen"]) && seen[1].is(&["in"]));
    (is_seen && is_path(&last) && is_there(&last)).then_some(last)
}

/// Whether words around a name say that it is an item of this code.
fn is_spoken_of_as_own(entry: &Entry<'_>, index: usize) -> bool {
    let Some(piece) = entry.pieces.get(index) else {
        return false;
    };
    let word = |step| {
        entry
            .neighbour(index, step)
            .filter(|other| other.kind == Kind::Word)
    };
    let is_noun = |other: &Piece<'_>| NOUNS[3..].iter().any(|noun| other.is(&[noun]));
    let after = !piece.closed && word(1).is_some_and(is_noun);
    let before = word(-1).is_some_and(is_noun);
    let by = word(-1).is_some_and(|other| other.is(&["by"]))
        && word(-2).is_some_and(|other| other.is(&["answered", "handled", "implemented", "done"]));
    // `the trait X` of a library is none of ours, `our X` is.
    let our = word(-1).is_some_and(|other| other.is(&["our"]));
    after || before || by || our
}

fn stale(names: &Names, piece: &Piece<'_>, what: &str, last: &str, near: Option<&str>) -> Stale {
    let now = match near.map(|near| (near, names.of(near))) {
        Some((near, [one, ..])) => format!(
            "Nothing is called `{last}`; `{near}` is in `{}`.",
            names.place(one)
        ),
        _ => format!("Nothing in the workspace is called `{last}`."),
    };
    Stale {
        what: what.to_owned(),
        now,
        fix: near.and_then(|near| replaced(piece, last, near)),
    }
}

fn replaced(piece: &Piece<'_>, word: &str, with: &str) -> Option<Replacement> {
    let at = piece.start + piece.text.rfind(word)?;
    Some(Replacement {
        range: at..at + word.len(),
        with: with.to_owned(),
    })
}

/// The parts of `a::b::C`, without generics, calls and borrows; `None` for what is no path of an item.
fn parts(text: &str) -> Option<Vec<&str>> {
    let text = text.trim().trim_start_matches('&');
    let text = text
        .strip_suffix("()")
        .or_else(|| text.strip_suffix('!'))
        .unwrap_or(text);
    let text = match text.split_once('<') {
        Some((head, rest)) if rest.ends_with('>') && !head.is_empty() => {
            head.trim_end_matches("::")
        }
        Some(_) => return None,
        None => text,
    };
    let parts: Vec<&str> = text.split("::").collect();
    let is_name = |part: &&str| {
        let mut chars = part.chars();
        chars
            .next()
            .is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
            && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    parts.iter().all(is_name).then_some(parts)
}

/// Whether a name can only be that of an item: of several words, and not all in capitals, as variables and keywords of SQL are.
fn is_name_of_an_item(name: &str, written: &str) -> bool {
    let has_lower = name.contains(|c: char| c.is_ascii_lowercase());
    has_lower
        && name.len() >= 4
        && (parts_of(name) > 1 || written.ends_with("()") || written.contains("::"))
}

/// Whether a name stands for one that a reader is to think of.
pub(super) fn is_placeholder(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    name.starts_with("My")
        || ["my_", "foo", "bar_", "example", "your"]
            .iter()
            .any(|word| lower.contains(word))
}

/// Types of `std` that have methods which code need not call to be spoken of.
const OWNERS: [&str; 18] = [
    "Vec", "String", "Option", "Result", "Arc", "Box", "Rc", "Mutex", "Path", "Iterator", "Cell",
    "Cow", "Command", "File", "Future", "Ordering", "Rng", "Cargo",
];

/// How many words a name is made of.
fn parts_of(name: &str) -> usize {
    if name.contains('_') {
        name.split('_').filter(|part| !part.is_empty()).count()
    } else {
        name.chars().filter(char::is_ascii_uppercase).count()
    }
}

/// Names of `std` that code need not say to be spoken of.
const STD: [&str; 34] = [
    "HashMap",
    "HashSet",
    "BTreeMap",
    "BTreeSet",
    "VecDeque",
    "BinaryHeap",
    "RefCell",
    "RwLock",
    "OnceLock",
    "OnceCell",
    "LazyLock",
    "PhantomData",
    "ManuallyDrop",
    "MaybeUninit",
    "NonZeroU64",
    "NonZeroU32",
    "AtomicU64",
    "AtomicUsize",
    "AtomicBool",
    "FromStr",
    "TryFrom",
    "AsRef",
    "ToString",
    "IntoIterator",
    "DoubleEndedIterator",
    "ExactSizeIterator",
    "PathBuf",
    "OsString",
    "SystemTime",
    "UnsafeCell",
    "Instant",
    "Duration",
    "to_string",
    "to_owned",
];

/// The routes that are known.
pub(super) struct Routes {
    /// By handler: method and path, without the names of parameters.
    by_handler: FxHashMap<String, Vec<(String, String)>>,
    all: Vec<(String, String)>,
}

impl Routes {
    pub(super) fn new(ground: &Ground, routes: &[ListedRoute]) -> Self {
        let mut out = Self {
            by_handler: FxHashMap::default(),
            all: Vec::new(),
        };
        let listed = routes.iter().map(|route| {
            (
                route.method.clone().unwrap_or_default(),
                route.path.clone(),
                route.handler.clone(),
            )
        });
        let documented = super::super::learn::documented(ground)
            .into_iter()
            .map(|(method, path, handler, ..)| (method, path, handler));
        for (method, path, handler) in listed.chain(documented) {
            let path = unnamed(&path);
            out.by_handler
                .entry(handler)
                .or_default()
                .push((method.clone(), path.clone()));
            out.all.push((method, path));
        }
        out.all.sort_unstable();
        out.all.dedup();
        out
    }

    /// Holds the code span at `index`, and says whether it is a route.
    pub(super) fn hold(&self, entry: &Entry<'_>, index: usize, found: &mut Found) -> bool {
        let Some(piece) = entry.pieces.get(index) else {
            return false;
        };
        let (method, path) = match piece.text.trim().split_once(' ') {
            Some((method, path))
                if [
                    "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY",
                ]
                .contains(&method) =>
            {
                (method, path.trim())
            }
            _ if piece.text.starts_with('/') && !piece.text.contains(' ') => ("", piece.text),
            _ => return false,
        };
        let wanted = unnamed(path.split('?').next().unwrap_or(path));
        let fits = |(other, known): &(String, String)| {
            let same_method =
                method.is_empty() || method == "ANY" || other.is_empty() || other == method;
            same_method
                && (*known == wanted
                    || known.len() > wanted.len() && wanted.len() > 1 && known.ends_with(&wanted)
                    || wanted.len() > known.len()
                        && known.len() > 1
                        && wanted.ends_with(known.as_str()))
        };
        if self.all.iter().any(fits) {
            found.right(format!("the route `{}` is there", piece.text));
            return true;
        }
        // Which routes there are is never known for sure; those of one handler are.
        let handler = (1..=4).find_map(|step| {
            let next = entry.neighbour(index, step)?;
            (next.kind == Kind::Code).then_some(next)
        });
        let between = handler
            .and_then(|handler| entry.text.get(piece.end()..handler.start))
            .unwrap_or_default();
        let is_joined = between.contains('→')
            || between.contains("->")
            || ["answered by", "handled by", "served by"]
                .iter()
                .any(|words| between.contains(words));
        if let Some(handler) =
            handler.filter(|_| is_joined && piece.mood.is_plain() && !entry.elsewhere)
            && let Some(known) = self.by_handler.get(
                handler
                    .text
                    .rsplit("::")
                    .next()
                    .unwrap_or(handler.text)
                    .trim_end_matches("()"),
            )
        {
            let known: Vec<String> = known
                .iter()
                .map(|(method, path)| format!("`{method} {path}`"))
                .collect();
            found.stale(Stale {
                what: piece.text.to_owned(),
                now: format!("`{}` answers {}.", handler.text, known.join(", ")),
                fix: None,
            });
        }
        true
    }
}

/// A path of a route without the names of its parameters.
fn unnamed(path: &str) -> String {
    let parts = path
        .trim_end_matches('/')
        .split('/')
        .map(|part| match part.chars().next() {
            Some('{' | ':' | '<' | '*') => "{}",
            _ => part,
        });
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_items_are_read() {
        assert_eq!(parts("a::B<T>"), Some(vec!["a", "B"]));
        assert_eq!(parts("run()"), Some(vec!["run"]));
        assert_eq!(parts("vec!"), Some(vec!["vec"]));
        for text in ["a.b()", "a-b", "x = 1", "<T as U>::V", "1a"] {
            assert_eq!(parts(text), None, "{text}");
        }
        assert_eq!(unnamed("/a/{id}/:x/<y>/"), "/a/{}/{}/{}");
    }
}
