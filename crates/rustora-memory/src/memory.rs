//! A memory as it was read: its index, its topics, its entries.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rustora_host::{Host, Kind as Stands};

use crate::document::{Document, Kind};
use crate::place::is_name;
use crate::{MemoryError, Place};

/// The index.
pub const INDEX: &str = "MEMORY.md";

/// The size from which a file is no topic, in bytes.
const TOO_LARGE: u64 = 1 << 20;

/// How many files a memory may have.
const MOST_FILES: usize = 2000;

/// A memory.
#[derive(Clone, Debug)]
pub struct Memory {
    pub(crate) place: Place,
    /// Every file that is text, by name.
    pub(crate) files: BTreeMap<String, File>,
    /// Files that are none, with what is wrong with them.
    problems: Vec<(PathBuf, String)>,
}

/// A file of a memory.
#[derive(Clone, Debug)]
pub(crate) struct File {
    pub(crate) document: Document,
    /// The text as it was read; none for one that is new.
    pub(crate) read: Option<String>,
}

/// Something that is remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name of its file.
    pub file: String,
    /// Its first line, from 1.
    pub line: u32,
    /// The heading that it stands under.
    pub section: Option<String>,
    /// What it says, without the mark of the list.
    pub text: String,
    /// The number of its block in the file.
    pub(crate) block: usize,
}

impl Entry {
    /// A short name that it has wherever it stands, as long as it says the same.
    pub fn id(&self) -> String {
        fingerprint(&self.text, 7)
    }
}

/// The first digits of a text's hash, which do not depend on how it is broken into lines.
pub(crate) fn fingerprint(text: &str, digits: usize) -> String {
    let mut hasher = blake3::Hasher::new();
    for word in text.split_whitespace() {
        hasher.update(word.as_bytes());
        hasher.update(b" ");
    }
    let mut hex = hasher.finalize().to_hex().to_string();
    hex.truncate(digits);
    hex
}

impl Memory {
    /// Reads all of it; a folder that is not there is an empty one.
    ///
    /// # Errors
    /// When the folder cannot be listed. A file that cannot be read is a problem that [`Memory::problems`] names.
    pub fn read(host: &dyn Host, place: &Place) -> Result<Self, MemoryError> {
        let mut out = Self {
            place: place.clone(),
            files: BTreeMap::new(),
            problems: Vec::new(),
        };
        if !place.is_there(host) {
            return Ok(out);
        }
        let names = host
            .list(&place.folder)
            .map_err(|error| place.failed("cannot list", "", error))?;
        let inside = host
            .canonical(&place.folder)
            .map_err(|error| place.failed("cannot reach", "", error))?;
        for name in names {
            if !is_markdown(&name) || name.starts_with('.') {
                continue;
            }
            let read = if out.files.len() < MOST_FILES {
                text(host, &inside, &name)
            } else {
                Err(format!(
                    "is one too many: a memory has at most {MOST_FILES} files"
                ))
            };
            match read {
                Ok(text) => {
                    let file = File {
                        document: Document::parse(text.clone()),
                        read: Some(text),
                    };
                    out.files.insert(name, file);
                }
                Err(why) => out.problems.push((place.folder.join(name), why)),
            }
        }
        Ok(out)
    }

    /// Where it is.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Files that are left out, with what is wrong with them.
    pub fn problems(&self) -> &[(PathBuf, String)] {
        &self.problems
    }

    /// Everything that is remembered: the index first, then the topics by name.
    pub fn entries(&self) -> Vec<Entry> {
        self.names()
            .into_iter()
            .flat_map(|name| self.entries_of(name))
            .collect()
    }

    /// The names of its files: the index first, then the topics.
    pub fn names(&self) -> Vec<&str> {
        let names = self.files.keys().map(String::as_str);
        let index = names.clone().filter(|name| *name == INDEX);
        index.chain(names.filter(|name| *name != INDEX)).collect()
    }

    /// The file of a topic, by its name with or without the ending, or by its title.
    pub fn topic(&self, name: &str) -> Option<&str> {
        let stem = name.trim_end_matches(".md");
        let is_meant = |file: &&str| {
            let own = file.trim_end_matches(".md");
            own.eq_ignore_ascii_case(stem) || Self::title_of(file).eq_ignore_ascii_case(name)
        };
        self.names().into_iter().find(is_meant)
    }

    /// Gives a memory that has none an index.
    ///
    /// # Errors
    /// When the index is there and cannot be read.
    pub fn init(&mut self) -> Result<(), MemoryError> {
        self.document(INDEX, "Memory").map(drop)
    }

    /// The text of a file.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.files.get(name).map(|file| file.document.text())
    }

    pub(crate) fn entries_of(&self, name: &str) -> Vec<Entry> {
        let Some(file) = self.files.get(name) else {
            return Vec::new();
        };
        let document = &file.document;
        let mut section = None;
        let mut out = Vec::new();
        for (block, there) in document.blocks().iter().enumerate() {
            match there.kind {
                Kind::Heading(_) => section = Some(document.words(block)),
                Kind::Item | Kind::Prose => {
                    let text = document.words(block);
                    if text.is_empty() || name == INDEX && self.is_link(&text) {
                        continue;
                    }
                    out.push(Entry {
                        file: name.to_owned(),
                        line: there.line,
                        section: section.clone(),
                        text,
                        block,
                    });
                }
                _ => {}
            }
        }
        out
    }

    /// The text of a file in lower case, byte for byte at its place.
    pub(crate) fn folded(&self, name: &str) -> &[u8] {
        self.files
            .get(name)
            .map_or(&[], |file| file.document.folded())
    }

    /// The bytes of the block that holds a byte.
    pub(crate) fn block_at(&self, name: &str, at: usize) -> Option<std::ops::Range<usize>> {
        let blocks = self.files.get(name)?.document.blocks();
        let behind = blocks.partition_point(|block| block.span.start <= at);
        Some(blocks.get(behind.checked_sub(1)?)?.span.clone())
    }

    /// The entries of a file that hold some of these bytes.
    pub(crate) fn entries_at(&self, name: &str, places: &BTreeSet<usize>) -> Vec<Entry> {
        let Some(file) = self.files.get(name) else {
            return Vec::new();
        };
        let blocks = file.document.blocks();
        let is_there = |block: &usize| places.range(blocks[*block].span.clone()).next().is_some();
        let there = file.document.entries().filter(is_there);
        there.filter_map(|block| self.entry(name, block)).collect()
    }

    fn entry(&self, name: &str, block: usize) -> Option<Entry> {
        let document = &self.files.get(name)?.document;
        let text = document.words(block);
        if text.is_empty() || name == INDEX && self.is_link(&text) {
            return None;
        }
        let above = (0..block).rev();
        let section = above
            .into_iter()
            .find(|above| matches!(document.blocks()[*above].kind, Kind::Heading(_)));
        Some(Entry {
            file: name.to_owned(),
            line: document.blocks()[block].line,
            section: section.map(|section| document.words(section)),
            text,
            block,
        })
    }

    /// Whether a line of the index leads to a topic and says nothing besides.
    pub(crate) fn is_link(&self, text: &str) -> bool {
        linked(text).is_some_and(|name| self.files.contains_key(name) || is_markdown(name))
    }

    /// The file with a document that may be changed; a new one starts with its title.
    pub(crate) fn document(
        &mut self,
        name: &str,
        title: &str,
    ) -> Result<&mut Document, MemoryError> {
        let path = self.place.folder.join(name);
        if let Some((_, why)) = self.problems.iter().find(|(other, _)| *other == path) {
            return Err(MemoryError::Unreadable {
                path,
                why: why.clone(),
            });
        }
        let file = self.files.entry(name.to_owned()).or_insert_with(|| File {
            document: Document::parse(format!("# {title}\n")),
            read: None,
        });
        Ok(&mut file.document)
    }

    /// Every sentence that is remembered, to compare what somebody else did to it.
    #[cfg(test)]
    pub(crate) fn texts(&self) -> BTreeSet<String> {
        self.entries().into_iter().map(|entry| entry.text).collect()
    }
}

/// The file that a line leads to, when it begins with a link.
pub(crate) fn linked(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(['*', '_']);
    let target = text
        .strip_prefix('[')?
        .split_once("](")?
        .1
        .split_once(')')?
        .0;
    let target = target.strip_prefix("./").unwrap_or(target);
    (!target.contains("://") && !target.is_empty()).then_some(target)
}

fn is_markdown(name: &str) -> bool {
    let ending = Path::new(name).extension();
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("md"))
}

fn text(host: &dyn Host, inside: &Path, name: &str) -> Result<String, String> {
    let path = inside.join(name);
    let said = |error: std::io::Error| format!("cannot be read: {error}");
    let real = host.canonical(&path).map_err(said)?;
    if real.parent() != Some(inside) {
        return Err("is a link that leads out of the memory".to_owned());
    }
    if !is_name(name) {
        return Err("has a name that no file has on every system".to_owned());
    }
    match host.kind(&path).map_err(said)? {
        Stands::File(size) if size <= TOO_LARGE => {}
        Stands::File(size) => {
            return Err(format!(
                "has {size} bytes, and a topic has at most {TOO_LARGE}"
            ));
        }
        Stands::Folder | Stands::Other => return Err("is no file".to_owned()),
    }
    let bytes = host.read(&path).map_err(said)?;
    String::from_utf8(bytes).map_err(|error| {
        format!(
            "is not UTF-8 from byte {} on",
            error.utf8_error().valid_up_to()
        )
    })
}
