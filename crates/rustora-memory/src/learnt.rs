//! What was learnt from a workspace, put beside what people wrote.
//!
//! A learnt list stands behind a comment with a fingerprint of each of its lines. That tells later, without any file elsewhere, which lines are
//! as they were written here and may be renewed, which somebody has changed and keeps, and which somebody has taken away and does not
//! want to see again.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::document::{Document, Kind};
use crate::memory::fingerprint;
use crate::{Memory, MemoryError};

/// What was learnt about one topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LearnedTopic {
    /// The name of its file.
    pub file: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What is in it, for the index.
    pub about: &'static str,
    /// What was learnt, in the order in which it is written.
    pub lines: Vec<LearnedLine>,
}

/// One thing that was learnt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LearnedLine {
    /// What it is about; of one key there is one line in a topic.
    pub key: String,
    /// A line of Markdown without the mark of a list. It ends with where it was seen, as `(seen in …)`.
    pub text: String,
}

/// What learning changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Learned {
    /// Lines that are new or say something else than before.
    pub new: Vec<String>,
    /// Lines that were written here and are no longer so.
    pub gone: Vec<String>,
    /// Lines of people's that say what would have been written, or otherwise; they stay.
    pub kept: Vec<String>,
}

const MARK: &str = "<!-- rustora learn:";

/// The part of a text that is learnt: from its mark to the last line of its list.
struct Part {
    mark: usize,
    items: Vec<usize>,
    known: BTreeSet<String>,
}

impl Memory {
    /// Writes what was learnt. The same once more changes nothing.
    ///
    /// # Errors
    /// When a file cannot be changed.
    pub fn learn(&mut self, topics: &[LearnedTopic]) -> Result<Learned, MemoryError> {
        let mut out = Learned::default();
        for topic in topics {
            let is_there = self.text(topic.file).is_some();
            if topic.lines.is_empty() && !is_there {
                continue;
            }
            let document = self.document(topic.file, topic.title)?;
            merge(document, &topic.lines, &mut out);
            self.drop_if_empty(topic.file);
            if self.text(topic.file).is_some_and(|text| !text.is_empty()) {
                self.link(topic.file, Some(topic.about))?;
            }
        }
        Ok(out)
    }

    /// Puts other words in the place of an entry, found by what it says.
    ///
    /// # Errors
    /// When its file cannot be changed. An entry that is no longer there is left alone.
    pub fn rewrite(&mut self, file: &str, old: &str, new: &str) -> Result<bool, MemoryError> {
        let Some(entry) = self
            .entries_of(file)
            .into_iter()
            .find(|entry| entry.text == old)
        else {
            return Ok(false);
        };
        self.document(file, "")?.replace(entry.block, new);
        Ok(true)
    }
}

fn merge(document: &mut Document, lines: &[LearnedLine], out: &mut Learned) {
    let part = part(document);
    let known = part
        .as_ref()
        .map(|part| part.known.clone())
        .unwrap_or_default();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for block in part.iter().flat_map(|part| &part.items) {
        let text = document.words(*block);
        if known.contains(&line_print(&text)) {
            ours.push(text);
        } else {
            theirs.push((text, document.raw(*block).to_owned()));
        }
    }
    // Elsewhere in the same file a person may have said it as well.
    let outside: Vec<String> = document
        .entries()
        .filter(|block| part.as_ref().is_none_or(|part| !part.items.contains(block)))
        .map(|block| document.words(block))
        .collect();
    let present: BTreeSet<String> = ours.iter().map(|text| line_print(text)).collect();
    let (mut fresh, mut prints) = (Vec::new(), Vec::new());
    for line in lines {
        let print = line_print(&line.text);
        if known.contains(&print) && !present.contains(&print) {
            // Somebody took it away; that is remembered instead.
            prints.push(print);
            continue;
        }
        let speaks = |text: &str| {
            text.starts_with(&line.key) || text.trim_start_matches('`').starts_with(&line.key)
        };
        let said = theirs
            .iter()
            .map(|(text, _)| text)
            .chain(&outside)
            .find(|text| speaks(text));
        if let Some(said) = said {
            out.kept.push(said.clone());
            continue;
        }
        if !ours.contains(&line.text) {
            out.new.push(line.text.clone());
        }
        prints.push(print);
        fresh.push(line.text.clone());
    }
    let stays: BTreeSet<&String> = prints.iter().collect();
    out.gone.extend(
        ours.iter()
            .filter(|text| !stays.contains(&line_print(text)))
            .cloned(),
    );
    let end = document.line_end();
    let mut text = String::new();
    if !prints.is_empty() {
        text = format!("{MARK} {} -->{end}", prints.join(" "));
    }
    for line in &fresh {
        _ = write!(text, "- {line}{end}");
    }
    for (_, raw) in &theirs {
        text.push_str(raw);
        if !raw.ends_with('\n') {
            text.push_str(end);
        }
    }
    match part {
        Some(part) => {
            let blocks = document.blocks();
            let last = part.items.last().copied().unwrap_or(part.mark);
            let span = blocks[part.mark].span.start..blocks[last].span.end;
            if document.text()[span.clone()] != text {
                document.splice(span, &text);
            }
        }
        None if !text.is_empty() => {
            let length = document.text().len();
            let gap = if document.text().ends_with('\n') || length == 0 {
                ""
            } else {
                end
            };
            document.splice(length..length, &format!("{gap}{end}{text}"));
        }
        None => {}
    }
}

fn part(document: &Document) -> Option<Part> {
    let blocks = document.blocks();
    let is_mark = |block: &usize| {
        blocks[*block].kind == Kind::Comment && document.raw(*block).starts_with(MARK)
    };
    let mark = (0..blocks.len()).find(is_mark)?;
    let known = document.raw(mark)[MARK.len()..]
        .trim_end()
        .trim_end_matches("-->");
    let rest = mark + 1..blocks.len();
    Some(Part {
        mark,
        items: rest
            .take_while(|block| blocks[*block].kind == Kind::Item)
            .collect(),
        known: known.split_whitespace().map(str::to_owned).collect(),
    })
}

/// The fingerprint of what a line says, wherever that was seen.
fn line_print(text: &str) -> String {
    let said = text.rfind(" (seen in ").map_or(text, |at| &text[..at]);
    fingerprint(said, 6)
}
