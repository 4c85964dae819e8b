//! The names that a workspace defines and the words that its files say.
//!
//! A name that no word of the code is, nowhere, is certainly not there; one that is only said, in a string or in a file of another
//! language, may be anything. Names that macros make are never seen as definitions, but their parts are often said.

use rustc_hash::{FxHashMap, FxHashSet};
use rustora_source::Word;
use rustora_source::tree::{ItemId, ItemKind, Tree, Type};

use super::super::ground::{Ground, Source};

/// One definition.
#[derive(Clone, Copy, Debug)]
pub(super) struct Definition {
    /// The file, by its position among the sources.
    pub(super) file: usize,
    pub(super) line: u32,
    /// The enum, the type of the `impl` or the trait around it, by its position among all owners' names.
    pub(super) owner: Option<u32>,
    pub(super) is_enum: bool,
}

/// All names.
pub(super) struct Names {
    definitions: FxHashMap<Box<str>, Vec<Definition>>,
    owners: Vec<Box<str>>,
    words: FxHashSet<Box<str>>,
    /// The files by their modules' names.
    modules: FxHashMap<Box<str>, Vec<usize>>,
    paths: Vec<String>,
    /// The texts of the files, in the order of their paths.
    said_in: Vec<String>,
}

impl Names {
    pub(super) fn new(ground: &Ground, said: &[String]) -> Self {
        let mut out = Self {
            definitions: FxHashMap::default(),
            owners: Vec::new(),
            words: FxHashSet::default(),
            modules: FxHashMap::default(),
            paths: ground
                .sources
                .iter()
                .map(|source| source.path.clone())
                .collect(),
            said_in: ground
                .sources
                .iter()
                .map(|source| source.text.clone())
                .collect(),
        };
        let mut owners: FxHashMap<Box<str>, u32> = FxHashMap::default();
        for (file, source) in ground.sources.iter().enumerate() {
            out.module(file, &source.path);
            for word in source.words() {
                match word {
                    Word::Name(span) => out.say(source.str(span)),
                    Word::Text(span) => out.say_all(source.str(span)),
                }
            }
            if let Some(tree) = source.tree() {
                for (id, _) in tree.items() {
                    out.define(file, source, tree, id, &mut owners);
                }
            }
        }
        for text in said {
            out.say_all(text);
        }
        out
    }

    fn say(&mut self, word: &str) {
        if !self.words.contains(word) {
            self.words.insert(word.into());
        }
    }

    fn say_all(&mut self, text: &str) {
        for word in text.split(|c: char| !c.is_alphanumeric() && c != '_') {
            if word.len() > 2 {
                self.say(word);
            }
        }
    }

    fn module(&mut self, file: usize, path: &str) {
        let mut parts = path.rsplit('/');
        let stem = parts.next().and_then(|name| name.strip_suffix(".rs"));
        let name = match stem {
            Some("mod" | "main" | "lib") => parts.next(),
            stem => stem,
        };
        if let Some(name) = name {
            self.modules.entry(name.into()).or_default().push(file);
        }
    }

    fn define(
        &mut self,
        file: usize,
        source: &Source,
        tree: &Tree,
        id: ItemId,
        owners: &mut FxHashMap<Box<str>, u32>,
    ) {
        let item = &tree[id];
        let mut owner_of = |name: &str, list: &mut Vec<Box<str>>| -> u32 {
            *owners.entry(name.into()).or_insert_with(|| {
                list.push(name.into());
                u32::try_from(list.len() - 1).unwrap_or(u32::MAX)
            })
        };
        let around = item.parent.and_then(|parent| match tree[parent].kind {
            ItemKind::Impl(data) => match tree[tree[data].self_ty] {
                Type::Path(path) => tree[tree[path].segments]
                    .last()
                    .map(|last| source.str(last.name)),
                _ => None,
            },
            ItemKind::Trait(_) => Some(source.str(tree[parent].name)),
            _ => None,
        });
        let owner = around.map(|name| owner_of(name, &mut self.owners));
        let mut add = |name: &str, at: u32, owner: Option<u32>, is_enum: bool| {
            let line = source.line(at);
            self.definitions
                .entry(name.into())
                .or_default()
                .push(Definition {
                    file,
                    line,
                    owner,
                    is_enum,
                });
        };
        match item.kind {
            ItemKind::Use(data) => {
                // A name that is given here is a name of this workspace.
                let last = tree[tree[data.path].segments].last();
                let renamed =
                    last.is_some_and(|last| source.str(last.name) != source.str(data.name));
                if renamed && !data.name.is_empty() {
                    add(source.str(data.name), data.name.start, None, false);
                }
            }
            _ if item.name.is_empty() => {}
            _ => add(
                source.str(item.name),
                item.name.start,
                owner,
                matches!(item.kind, ItemKind::Enum(_)),
            ),
        }
        match item.kind {
            ItemKind::Enum(data) => {
                let own = owner_of(source.str(item.name), &mut self.owners);
                for variant in &tree[tree[data].variants] {
                    add(
                        source.str(variant.name),
                        variant.name.start,
                        Some(own),
                        false,
                    );
                    for field in tree[variant.fields]
                        .iter()
                        .filter(|field| !field.name.is_empty())
                    {
                        add(source.str(field.name), field.name.start, None, false);
                    }
                }
            }
            ItemKind::Struct(data) => {
                let own = owner_of(source.str(item.name), &mut self.owners);
                for field in tree[tree[data].fields]
                    .iter()
                    .filter(|field| !field.name.is_empty())
                {
                    add(source.str(field.name), field.name.start, Some(own), false);
                }
            }
            _ => {}
        }
    }

    /// Where a name is defined.
    pub(super) fn of(&self, name: &str) -> &[Definition] {
        self.definitions
            .get(name)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// Whether any file says it.
    pub(super) fn is_said(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    pub(super) fn is_module(&self, name: &str) -> bool {
        self.modules.contains_key(name)
    }

    /// The files of a module.
    pub(super) fn module_files(&self, name: &str) -> &[usize] {
        self.modules
            .get(name)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    pub(super) fn owner(&self, definition: &Definition) -> Option<&str> {
        self.owners
            .get(definition.owner? as usize)
            .map(|name| &**name)
    }

    pub(super) fn path(&self, definition: &Definition) -> &str {
        self.paths.get(definition.file).map_or("", String::as_str)
    }

    /// `path:line` of a definition.
    pub(super) fn place(&self, definition: &Definition) -> String {
        format!("{}:{}", self.path(definition), definition.line)
    }

    /// Whether a file says a name.
    pub(super) fn is_in(&self, path: &str, name: &str) -> bool {
        let file = self.paths.iter().position(|known| known == path);
        let said = file.and_then(|file| self.said_in.get(file));
        said.is_some_and(|said| said.contains(name))
    }

    /// The one defined name that a name was probably meant to be.
    pub(super) fn near(&self, name: &str) -> Option<&str> {
        near(name, self.definitions.keys().map(|name| &**name))
    }

    /// What an owner has: its variants, fields, functions.
    pub(super) fn members<'n>(&'n self, owner: &'n str) -> impl Iterator<Item = &'n str> {
        let is_of =
            move |list: &Vec<Definition>| list.iter().any(|one| self.owner(one) == Some(owner));
        self.definitions
            .iter()
            .filter(move |(_, list)| is_of(list))
            .map(|(name, _)| &**name)
    }
}

/// The one name of several that differs from `name` by a slip of the pen or a changed ending; none if two do.
pub(super) fn near<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let most = match name.len() {
        0..=3 => return None,
        4..=7 => 1,
        _ => 2,
    };
    let mut best: Option<(usize, &str)> = None;
    let mut tied = false;
    for other in known {
        if other.len().abs_diff(name.len()) > most || other == name {
            continue;
        }
        let Some(distance) = distance(name, other, most) else {
            continue;
        };
        match best {
            Some((least, _)) if least < distance => {}
            Some((least, known)) if least == distance && known != other => tied = true,
            _ => (best, tied) = (Some((distance, other)), false),
        }
    }
    best.filter(|_| !tied).map(|(_, other)| other)
}

/// How many letters have to change, at most `most`.
fn distance(a: &str, b: &str, most: usize) -> Option<usize> {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        let mut least = row[0];
        for (j, y) in b.iter().enumerate() {
            let change = before + usize::from(x != y);
            before = row[j + 1];
            row[j + 1] = change.min(before + 1).min(row[j] + 1);
            least = least.min(row[j + 1]);
        }
        if least > most {
            return None;
        }
    }
    Some(row[b.len()]).filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_name_is_the_only_one() {
        let known = ["AppError", "AppState", "login_form"];
        assert_eq!(near("AppErrors", known.into_iter()), Some("AppError"));
        assert_eq!(near("LoginForm", known.into_iter()), None);
        assert_eq!(near("AppStat0", ["AppStat1", "AppStat2"].into_iter()), None);
        assert_eq!(distance("kitten", "sitting", 3), Some(3));
        assert_eq!(distance("kitten", "sitting", 2), None);
    }
}
