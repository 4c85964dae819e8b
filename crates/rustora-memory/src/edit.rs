//! Adding, correcting and forgetting entries.

use crate::document::Kind;
use crate::fit::judge;
use crate::instructions::Instructions;
use crate::place::slug;
use crate::relation::{Relation, relation};
use crate::topic::{Existing, TOPICS, choose};
use crate::words::{Claim, stems};
use crate::{Entry, INDEX, Memory, MemoryError};

/// What became of something that was to be remembered or forgotten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Added(Entry),
    /// It took the place of what it corrects.
    Updated {
        /// What was there.
        old: Entry,
        /// What is there now.
        new: Entry,
    },
    /// It is remembered already.
    Known(Entry),
    /// It is no longer there.
    Removed(Entry),
}

/// How strictly what is to be remembered is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judged {
    /// As for everybody.
    Strictly,
    /// Somebody insists: what passes, is uncertain or said elsewhere is taken too. Secrets are not.
    Insisted,
}

impl Memory {
    /// Puts an entry where it belongs: in the place of those that it corrects, else into a topic.
    ///
    /// # Errors
    /// When it does not belong into a memory, no topic can have that name, or its file cannot be changed.
    pub fn add(
        &mut self,
        text: &str,
        topic: Option<&str>,
        said: &Instructions,
        judged: Judged,
    ) -> Result<Vec<Change>, MemoryError> {
        let text = one_entry(text);
        judge(&text, judged == Judged::Strictly)?;
        let claim = Claim::of(&text);
        if judged == Judged::Strictly {
            said.judge(&claim)?;
        }
        let (mut wrong, mut known) = (Vec::new(), None);
        for entry in self.akin(&claim) {
            match relation(&claim, &Claim::of(&entry.text)) {
                Relation::Same => known = known.or(Some(entry)),
                Relation::Contradicts => wrong.push(entry),
                Relation::Other => {}
            }
        }
        if let Some(known) = known.filter(|_| wrong.is_empty()) {
            return Ok(vec![Change::Known(known)]);
        }
        if let [first, others @ ..] = wrong.as_slice() {
            // From the last to the first, so that the numbers of the blocks before stay true.
            let mut changes = Vec::new();
            for entry in others.iter().rev() {
                self.remove(entry);
                changes.push(Change::Removed(entry.clone()));
            }
            let new = self.replace(first, &text)?;
            changes.push(Change::Updated {
                old: first.clone(),
                new,
            });
            changes.reverse();
            return Ok(changes);
        }
        let topic = match topic {
            Some(name) => slug(name.trim_end_matches(".md"))
                .ok_or_else(|| MemoryError::TopicName(name.to_owned()))?,
            None => choose(&text, &claim, &self.topics()),
        };
        let file = self.file_for(&topic);
        let title = Self::title_of(&file);
        self.document(&file, &title)?.append(&text);
        self.link(&file, None)?;
        let added = self.entries_of(&file).into_iter().next_back();
        Ok(added.into_iter().map(Change::Added).collect())
    }

    fn topics(&self) -> Vec<Existing<'_>> {
        let is_known = |name: &str| {
            let stem = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
            TOPICS.iter().any(|known| stem == known.name)
        };
        let own = self.files.iter().filter(|(name, _)| *name != INDEX);
        let own = own.map(|(name, file)| (name.trim_end_matches(".md"), name, file));
        own.filter(|(stem, ..)| !is_known(stem))
            .map(|(stem, name, file)| {
                let document = &file.document;
                let is_heading = |kind| matches!(kind, Kind::Heading(_));
                let title = document
                    .blocks()
                    .iter()
                    .position(|block| is_heading(block.kind));
                let title = title.map(|title| document.words(title)).unwrap_or_default();
                // What the index says of it counts for its title.
                let index = self.text(INDEX).unwrap_or_default();
                let line = index
                    .lines()
                    .find(|line| line.contains(&format!("]({name})")));
                Existing {
                    name: stem,
                    title: format!("{title} {}", line.unwrap_or_default()),
                    text: document.text(),
                }
            })
            .collect()
    }

    fn replace(&mut self, entry: &Entry, text: &str) -> Result<Entry, MemoryError> {
        self.document(&entry.file, "")?.replace(entry.block, text);
        let new = self
            .entries_of(&entry.file)
            .into_iter()
            .find(|new| new.block == entry.block);
        Ok(new.unwrap_or_else(|| Entry {
            text: text.to_owned(),
            ..entry.clone()
        }))
    }

    fn remove(&mut self, entry: &Entry) {
        if let Some(file) = self.files.get_mut(&entry.file) {
            file.document.remove(entry.block);
        }
        self.drop_if_empty(&entry.file);
    }

    /// The entries that `what` may mean: the one of that id or place (`file.md:line`), else those that hold all of its words.
    pub fn find(&self, what: &str) -> Vec<Entry> {
        let entries = self.entries();
        let what = what.trim();
        let is_id = what.len() >= 4 && what.bytes().all(|byte| byte.is_ascii_hexdigit());
        let exact = entries.iter().filter(|entry| {
            is_id && entry.id().starts_with(&what.to_ascii_lowercase())
                || what == format!("{}:{}", entry.file, entry.line)
                || what.eq_ignore_ascii_case(&entry.text)
        });
        let exact: Vec<Entry> = exact.cloned().collect();
        if !exact.is_empty() {
            return exact;
        }
        let wanted: Vec<String> = stems(what).collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(usize, Entry)> = Vec::new();
        for entry in entries {
            let words: Vec<String> = stems(&entry.text).collect();
            if wanted.iter().all(|word| words.contains(word)) {
                found.push((words.len(), entry));
            }
        }
        // What says that and nothing else is meant before what also says it.
        let exact: Vec<Entry> = found
            .iter()
            .filter(|(count, _)| *count == wanted.len())
            .map(|(_, entry)| entry.clone())
            .collect();
        if exact.is_empty() {
            found.into_iter().map(|(_, entry)| entry).collect()
        } else {
            exact
        }
    }

    /// Forgets the entry that `what` names, or all that it may mean.
    ///
    /// # Errors
    /// When there is none, or there are several and not `all` are meant.
    pub fn forget(&mut self, what: &str, all: bool) -> Result<Vec<Change>, MemoryError> {
        let found = self.one(what, all)?;
        // The last first, so that the numbers of the blocks before stay true.
        for entry in found.iter().rev() {
            self.remove(entry);
        }
        Ok(found.into_iter().map(Change::Removed).collect())
    }

    /// Puts other words in the place of an entry's.
    ///
    /// # Errors
    /// When there is no such entry or several, or the new words do not belong into a memory.
    pub fn edit(
        &mut self,
        what: &str,
        text: &str,
        judged: Judged,
    ) -> Result<Vec<Change>, MemoryError> {
        let text = one_entry(text);
        judge(&text, judged == Judged::Strictly)?;
        let found = self.one(what, false)?;
        let mut changes = Vec::new();
        for old in found {
            let new = self.replace(&old, &text)?;
            changes.push(Change::Updated { old, new });
        }
        Ok(changes)
    }

    fn one(&self, what: &str, all: bool) -> Result<Vec<Entry>, MemoryError> {
        let found = self.find(what);
        match found.as_slice() {
            [] => {
                let near = self
                    .search(what)
                    .into_iter()
                    .take(3)
                    .map(|hit| hit.entry)
                    .collect();
                Err(MemoryError::NotFound {
                    what: what.to_owned(),
                    near,
                })
            }
            [_] => Ok(found),
            _ if all => Ok(found),
            _ => Err(MemoryError::Several {
                what: what.to_owned(),
                found,
            }),
        }
    }
}

/// A text as one entry: without the mark of a list, and without the empty lines that would end it.
fn one_entry(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines = text
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.trim().is_empty());
    let text = lines.collect::<Vec<_>>().join("\n");
    let text = text.trim_start();
    let bare = ["- ", "* ", "+ "]
        .iter()
        .find_map(|mark| text.strip_prefix(mark));
    bare.unwrap_or(text).trim().to_owned()
}
