//! The index: that each topic is linked, and that it stays within what goes into a prompt.
//!
//! Other readers of the format cut the index after [`MOST_LINES`] lines or [`MOST_BYTES`] bytes. So nothing may stand behind that: when
//! the index outgrows its limits, its largest section moves into a topic, byte for byte, and leaves its link.

use crate::document::{Document, Kind};
use crate::memory::linked;
use crate::place::slug;
use crate::topic::TOPICS;
use crate::{INDEX, Memory, MemoryError};

/// The most lines of an index that go into a prompt.
pub const MOST_LINES: usize = 200;

/// The most bytes of an index that go into a prompt.
pub const MOST_BYTES: usize = 25_000;

/// The size from which a topic gets a second file, in bytes.
const FULL: usize = 48_000;

/// Where links to topics go that find no room in the index.
const TOPICS_FILE: &str = "topics.md";

impl Memory {
    /// The file for one more entry of a topic; a full one has a successor.
    pub(crate) fn file_for(&self, topic: &str) -> String {
        let has_room = |name: &String| self.text(name).is_none_or(|text| text.len() < FULL);
        let mut names = (1..=self.files.len() + 1).map(|number| numbered(topic, number));
        names.find(has_room).unwrap_or_else(|| numbered(topic, 1))
    }

    /// The title of a topic's file.
    pub(crate) fn title_of(file: &str) -> String {
        let stem = file.trim_end_matches(".md");
        let known = |name: &str| {
            TOPICS
                .iter()
                .find(|topic| topic.name == name)
                .map(|topic| topic.title.to_owned())
        };
        if let Some(title) = known(stem) {
            return title;
        }
        let numbered = stem
            .rsplit_once('-')
            .filter(|(_, number)| number.bytes().all(|byte| byte.is_ascii_digit()));
        if let Some((name, number)) = numbered
            && let Some(title) = known(name)
        {
            return format!("{title} {number}");
        }
        let mut title = stem.replace('-', " ");
        if let Some(first) = title.chars().next() {
            title.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
        }
        title
    }

    /// Sees that the index, or a topic, leads to a file.
    pub(crate) fn link(&mut self, name: &str, about: Option<&str>) -> Result<(), MemoryError> {
        let is_named = |file: &crate::memory::File| file.document.text().contains(name);
        if name == INDEX
            || self
                .files
                .iter()
                .any(|(other, file)| other != name && is_named(file))
        {
            return Ok(());
        }
        let stem = name.trim_end_matches(".md");
        let about = about.or_else(|| {
            let topic = TOPICS.iter().find(|topic| stem == topic.name);
            topic.map(|topic| topic.about)
        });
        let title = Self::title_of(name);
        let line = match about {
            Some(about) => format!("[{title}]({name}): {about}"),
            None => format!("[{title}]({name})"),
        };
        let index = self.document(INDEX, "Memory")?;
        insert_link(index, &line);
        Ok(())
    }

    /// Takes a topic away that has nothing left in it, and the line that leads to it.
    pub(crate) fn drop_if_empty(&mut self, name: &str) {
        if name == INDEX {
            return;
        }
        let Some(file) = self.files.get_mut(name) else {
            return;
        };
        let document = &file.document;
        let is_left = |kind: Kind| !matches!(kind, Kind::Heading(1) | Kind::Blank);
        if document.blocks().iter().any(|block| is_left(block.kind)) {
            return;
        }
        file.document = Document::default();
        if let Some(index) = self.files.get_mut(INDEX) {
            let line = index
                .document
                .entries()
                .find(|block| linked(&index.document.words(*block)) == Some(name));
            if let Some(line) = line {
                index.document.remove(line);
            }
        }
    }

    /// Moves sections out of the index until it is within its limits.
    pub(crate) fn curate(&mut self) -> Result<(), MemoryError> {
        while let Some(index) = self
            .files
            .get(INDEX)
            .filter(|file| !fits(file.document.text()))
        {
            let index = &index.document;
            let sections = sections(index);
            let own = |section: &Section| -> usize {
                let blocks = section
                    .body
                    .clone()
                    .filter(|block| self.moves(index, *block));
                blocks
                    .map(|block| index.blocks()[block].span.len().max(125))
                    .sum()
            };
            let largest = sections
                .iter()
                .map(|section| (own(section), section))
                .max_by_key(|(size, _)| *size);
            match largest {
                Some((size, section)) if size > 0 => {
                    let section = section.clone();
                    self.move_section(&section)?;
                }
                _ => return self.move_links(),
            }
        }
        Ok(())
    }

    /// Whether a block of the index goes along when its section moves: what is written, and not what leads to topics.
    fn moves(&self, index: &Document, block: usize) -> bool {
        match index.blocks()[block].kind {
            Kind::Blank => false,
            Kind::Item | Kind::Prose => !self.is_link(&index.words(block)),
            _ => true,
        }
    }

    fn move_section(&mut self, section: &Section) -> Result<(), MemoryError> {
        let Some(index) = self.files.get(INDEX).map(|file| file.document.clone()) else {
            return Ok(());
        };
        let title = section.heading.map(|heading| index.words(heading));
        let topic = title
            .as_deref()
            .and_then(slug)
            .unwrap_or_else(|| "notes".to_owned());
        let name = self.file_for(&topic);
        let moving: Vec<usize> = section
            .body
            .clone()
            .filter(|block| self.moves(&index, *block))
            .collect();
        let mut text = String::new();
        let mut before = None;
        for block in &moving {
            // Blocks that stood apart stay apart.
            if before.is_some_and(|before| before + 1 != *block) {
                text.push_str(index.line_end());
            }
            text.push_str(index.raw(*block));
            before = Some(*block);
        }
        if !text.ends_with('\n') {
            text.push_str(index.line_end());
        }
        let known = title.unwrap_or_else(|| Self::title_of(&name));
        let document = self.document(&name, &known)?;
        let (length, ended) = (document.text().len(), document.text().ends_with('\n'));
        let gap = match (length, ended) {
            (0, _) => "",
            (_, true) => "\n",
            (_, false) => "\n\n",
        };
        document.splice(length..length, &format!("{gap}{text}"));
        if let Some(file) = self.files.get_mut(INDEX) {
            for block in moving.iter().rev() {
                file.document.remove(*block);
            }
        }
        self.link(&name, None)
    }

    /// An index of nothing but links that has too many of them: the last move to a file of their own.
    fn move_links(&mut self) -> Result<(), MemoryError> {
        let mut moved = Vec::new();
        while let Some(file) = self.files.get_mut(INDEX) {
            let document = &mut file.document;
            let room = document.text().len() + 100 <= MOST_BYTES
                && document.text().lines().count() + 2 <= MOST_LINES;
            let last = document
                .entries()
                .filter(|block| {
                    linked(&document.words(*block)).is_some_and(|name| name != TOPICS_FILE)
                })
                .last();
            let Some(last) = last.filter(|_| !room) else {
                break;
            };
            moved.push(document.words(last));
            document.remove(last);
        }
        if moved.is_empty() {
            return Ok(());
        }
        let topics = self.document(TOPICS_FILE, "Topics")?;
        for line in moved.iter().rev() {
            topics.append(line);
        }
        self.link(TOPICS_FILE, Some("all other topics"))
    }
}

fn numbered(topic: &str, number: usize) -> String {
    if number == 1 {
        format!("{topic}.md")
    } else {
        format!("{topic}-{number}.md")
    }
}

fn fits(index: &str) -> bool {
    index.len() <= MOST_BYTES && index.lines().count() <= MOST_LINES
}

/// Puts a link behind the last one, or behind the title.
fn insert_link(index: &mut Document, line: &str) {
    let end = index.line_end();
    let last = index
        .entries()
        .filter(|block| linked(&index.words(*block)).is_some())
        .last();
    let title = index
        .blocks()
        .iter()
        .position(|block| block.kind == Kind::Heading(1));
    let (at, around) = match (last, title) {
        (Some(last), _) => (index.blocks()[last].span.end, ""),
        (None, Some(title)) => (index.blocks()[title].span.end, end),
        (None, None) => (0, ""),
    };
    let broken = if index.text()[..at].ends_with('\n') || at == 0 {
        ""
    } else {
        end
    };
    let behind = match index.text()[at..].chars().next() {
        None | Some('\n' | '\r') => "",
        _ if last.is_some() => "",
        _ => end,
    };
    index.splice(at..at, &format!("{broken}{around}- {line}{end}{behind}"));
}

/// A heading and what stands below it, down to the next heading.
#[derive(Clone, Debug)]
struct Section {
    heading: Option<usize>,
    body: std::ops::Range<usize>,
}

fn sections(document: &Document) -> Vec<Section> {
    let is_heading = |block: &usize| matches!(document.blocks()[*block].kind, Kind::Heading(_));
    let count = document.blocks().len();
    let headings: Vec<usize> = (0..count).filter(is_heading).collect();
    let first = headings.first().copied().unwrap_or(count);
    let mut out = vec![Section {
        heading: None,
        body: 0..first,
    }];
    for (number, heading) in headings.iter().enumerate() {
        let end = headings.get(number + 1).copied().unwrap_or(count);
        out.push(Section {
            heading: Some(*heading),
            body: heading + 1..end,
        });
    }
    out
}
