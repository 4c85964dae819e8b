//! One Markdown file of a memory, cut into blocks and put together again byte for byte.
//!
//! Not a Markdown parser: what is needed is which lines are one entry, and that every byte that is not being changed stays as somebody
//! wrote it, line ends too. So a text is cut into blocks of whole lines whose concatenation is the text, and a change replaces one
//! block. An entry is an item of a list at the margin, with all that is indented below it, or a paragraph. What may surprise: fenced
//! code, tables, quotations and comments at the margin are no entries. They are kept, moved with their section, and never judged.

use std::ops::Range;
use std::sync::OnceLock;

/// A file, cut into blocks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Document {
    text: String,
    blocks: Vec<Block>,
    /// The text in lower case, once somebody has asked for it.
    folded: OnceLock<Vec<u8>>,
}

/// Some whole lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) kind: Kind,
    /// Where in the text.
    pub(crate) span: Range<usize>,
    /// The first line, from 1.
    pub(crate) line: u32,
}

/// What lines are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `# Title`, with so many signs.
    Heading(u8),
    /// An item of a list, with what is indented below it.
    Item,
    /// A paragraph.
    Prose,
    /// Nothing.
    Blank,
    /// A comment of one line.
    Comment,
    /// Everything else.
    Other,
}

impl Document {
    pub(crate) fn parse(text: String) -> Self {
        let mut blocks = Vec::new();
        cut(&text, &mut blocks);
        let folded = OnceLock::new();
        Self {
            text,
            blocks,
            folded,
        }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The text with its ASCII letters in lower case, each byte at its place.
    pub(crate) fn folded(&self) -> &[u8] {
        self.folded
            .get_or_init(|| self.text.as_bytes().to_ascii_lowercase())
    }

    pub(crate) fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    pub(crate) fn raw(&self, index: usize) -> &str {
        &self.text[self.blocks[index].span.clone()]
    }

    /// The blocks that are entries.
    pub(crate) fn entries(&self) -> impl Iterator<Item = usize> {
        let is_entry = |block: &Block| matches!(block.kind, Kind::Item | Kind::Prose);
        (0..self.blocks.len()).filter(move |index| is_entry(&self.blocks[*index]))
    }

    /// The words of an entry or a heading: without its mark, its indentation and the ends of its lines.
    pub(crate) fn words(&self, index: usize) -> String {
        let raw = self.raw(index);
        let (mark, rest) = match self.blocks[index].kind {
            Kind::Item => raw.split_at(mark(raw).unwrap_or(0)),
            Kind::Heading(_) => {
                return raw
                    .trim_start_matches([' ', '#'])
                    .trim_end()
                    .trim_end_matches('#')
                    .trim()
                    .to_owned();
            }
            _ => ("", raw),
        };
        let mut out = String::with_capacity(rest.len());
        for line in rest.lines() {
            if !out.is_empty() {
                out.push('\n');
            }
            let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
            let cut = if out.is_empty() {
                indent
            } else {
                indent.min(mark.len().max(2))
            };
            out.push_str(line[cut..].trim_end());
        }
        out.truncate(out.trim_end().len());
        out
    }

    /// How this text ends its lines.
    pub(crate) fn line_end(&self) -> &'static str {
        match self.text.find('\n') {
            Some(at) if self.text[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }

    /// Puts other bytes in the place of some.
    pub(crate) fn splice(&mut self, span: Range<usize>, with: &str) {
        // What stands before the last line with something on it cannot become part of another block.
        let before = self
            .blocks
            .partition_point(|block| block.span.start < span.start);
        let before = self.blocks[..before]
            .iter()
            .rposition(|block| block.kind != Kind::Blank);
        self.blocks.truncate(before.unwrap_or(0));
        self.text.replace_range(span, with);
        cut(&self.text, &mut self.blocks);
        self.folded = OnceLock::new();
    }

    /// Puts other words in the place of an entry's, behind its own mark.
    pub(crate) fn replace(&mut self, index: usize, words: &str) {
        let raw = self.raw(index);
        let mark = match self.blocks[index].kind {
            Kind::Item => &raw[..mark(raw).unwrap_or(0)],
            _ => "",
        };
        let ended = raw.ends_with('\n');
        let mut item = written(mark, words, self.line_end());
        if !ended {
            item.truncate(item.trim_end().len());
        }
        self.splice(self.blocks[index].span.clone(), &item);
    }

    /// Takes a block away, and one of the two empty lines that would then meet.
    pub(crate) fn remove(&mut self, index: usize) {
        let is_blank =
            |index: usize| self.blocks.get(index).map(|block| block.kind) == Some(Kind::Blank);
        let mut span = self.blocks[index].span.clone();
        if index > 0 && is_blank(index - 1) && is_blank(index + 1) {
            span.end = self.blocks[index + 1].span.end;
        }
        self.splice(span, "");
    }

    /// Adds an item behind the last one of the text, or at its end.
    pub(crate) fn append(&mut self, words: &str) {
        let end = self.line_end();
        let last = self
            .blocks
            .iter()
            .rev()
            .find(|block| block.kind != Kind::Blank);
        let (at, is_list) = last.map_or((0, false), |block| {
            (block.span.end, block.kind == Kind::Item)
        });
        let mut item = String::new();
        if at > 0 && !self.text[..at].ends_with('\n') {
            item.push_str(end);
        }
        if at > 0 && !is_list {
            item.push_str(end);
        }
        item.push_str(&written("- ", words, end));
        self.splice(at..at, &item);
    }
}

/// An item as lines.
fn written(mark: &str, words: &str, end: &str) -> String {
    let indent = " ".repeat(mark.len());
    let mut out = String::from(mark);
    for (index, line) in words.lines().enumerate() {
        if index > 0 {
            out.push_str(end);
            if !line.is_empty() {
                out.push_str(&indent);
            }
        }
        out.push_str(line);
    }
    out + end
}

/// How long the mark of an item is, with the spaces around it.
fn mark(line: &str) -> Option<usize> {
    let rest = line.trim_start_matches(' ');
    let indent = line.len() - rest.len();
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let sign = match rest.as_bytes().get(digits) {
        Some(b'-' | b'*' | b'+') if digits == 0 => 1,
        Some(b'.' | b')') if (1..=9).contains(&digits) => digits + 1,
        _ => return None,
    };
    let behind = &rest[sign..];
    let spaces = behind.len() - behind.trim_start_matches([' ', '\t']).len();
    (indent < 2 && (spaces > 0 || behind.trim_end().is_empty())).then_some(indent + sign + spaces)
}

/// How a line begins a block, whatever stands before it.
fn begins(line: &str) -> Option<Kind> {
    let bare = line.trim();
    if bare.is_empty() {
        return Some(Kind::Blank);
    }
    let is_rule =
        |sign: char| bare.chars().all(|c| c == sign || c == ' ') && bare.matches(sign).count() >= 3;
    if is_rule('-') || is_rule('*') || is_rule('_') {
        return Some(Kind::Other);
    }
    if mark(line).is_some() {
        return Some(Kind::Item);
    }
    let signs = line.len() - line.trim_start_matches('#').len();
    if (1..=6).contains(&signs) && !line[signs..].starts_with(|c: char| !c.is_whitespace()) {
        return Some(Kind::Heading(u8::try_from(signs).unwrap_or(6)));
    }
    if line.starts_with("<!--") {
        return Some(if bare.ends_with("-->") {
            Kind::Comment
        } else {
            Kind::Other
        });
    }
    let others = ["```", "~~~", ">", "|", "    ", "\t", "<"];
    others
        .iter()
        .any(|start| line.starts_with(start))
        .then_some(Kind::Other)
}

/// What ends a block that began with `line` and may hold anything until then.
fn closing(line: &str) -> Option<&'static str> {
    let line = line.trim_start();
    ["```", "~~~"]
        .into_iter()
        .find(|fence| line.starts_with(fence))
        .or_else(|| (line.starts_with("<!--") && !line.contains("-->")).then_some("-->"))
}

/// Cuts what stands behind the blocks that there are already.
fn cut(text: &str, blocks: &mut Vec<Block>) {
    let mut lines = Vec::new();
    let (mut at, before) = match blocks.last() {
        Some(last) => (
            last.span.end,
            last.line as usize - 1 + text[last.span.clone()].split_inclusive('\n').count(),
        ),
        None => (0, 0),
    };
    for line in text[at..].split_inclusive('\n') {
        lines.push(at..at + line.len());
        at += line.len();
    }
    let line = |index: usize| -> &str { lines.get(index).map_or("", |span| &text[span.clone()]) };
    let mut next = 0;
    while next < lines.len() {
        let first = next;
        let kind = begins(line(first)).unwrap_or(Kind::Prose);
        next += 1;
        if before + first == 0 && line(0).trim_end() == "---" {
            let end = (1..lines.len()).find(|index| line(*index).trim_end() == "---");
            next = end.map_or(1, |end| end + 1);
        } else if let Some(close) = closing(line(first)).filter(|_| kind == Kind::Other) {
            let end = (next..lines.len()).find(|index| {
                let line = line(*index);
                if close == "-->" {
                    line.contains(close)
                } else {
                    line.trim_start().starts_with(close)
                }
            });
            next = end.map_or(lines.len(), |end| end + 1);
        } else {
            next = match kind {
                Kind::Item => item_end(next, lines.len(), &line),
                Kind::Prose => (next..lines.len())
                    .find(|index| begins(line(*index)).is_some())
                    .unwrap_or(lines.len()),
                _ => next,
            };
        }
        blocks.push(Block {
            kind,
            span: lines[first].start..lines[next - 1].end,
            line: u32::try_from(before + first + 1).unwrap_or(u32::MAX),
        });
    }
}

/// The line behind an item whose second line would be `next`.
fn item_end<'a>(mut next: usize, count: usize, line: &impl Fn(usize) -> &'a str) -> usize {
    let is_indented = |line: &str| line.starts_with("  ") || line.starts_with('\t');
    while next < count {
        let here = line(next);
        if here.trim().is_empty() {
            // An item goes on behind empty lines where it is indented.
            let beyond = (next..count).find(|index| !line(*index).trim().is_empty());
            match beyond {
                Some(beyond) if is_indented(line(beyond)) => next = beyond,
                _ => break,
            }
        } else if is_indented(here) {
            let close = closing(here).filter(|close| *close != "-->");
            next += 1;
            if let Some(close) = close {
                let end = (next..count).find(|index| line(*index).trim_start().starts_with(close));
                next = end.map_or(next, |end| end + 1);
            }
        } else if begins(here).is_none() {
            next += 1;
        } else {
            break;
        }
    }
    next
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<String> {
        let document = Document::parse(text.to_owned());
        document
            .entries()
            .map(|index| document.words(index))
            .collect()
    }

    #[test]
    fn entries_are_items_and_paragraphs() {
        let text = "---\na: b\n---\n# Title\n\nA paragraph\nof two lines.\n- one\n  more of it\n\n  and more\n* two\n  - nested\nlazy\n\n\
            1. three\n```\n- no entry\n```\n<!-- nor this -->\n> nor this\n| nor | this |\n---\n- \n";
        assert_eq!(
            words(text),
            [
                "A paragraph\nof two lines.",
                "one\nmore of it\n\nand more",
                "two\n- nested\nlazy",
                "three",
                ""
            ]
        );
    }

    #[test]
    fn an_item_keeps_its_mark_and_its_neighbours_their_bytes() {
        let mut document =
            Document::parse("# T\r\n\r\n* one\r\n* two\r\n  more\r\n\r\nend".to_owned());
        let two = document.entries().nth(1).unwrap();
        document.replace(two, "2\nlines");
        assert_eq!(
            document.text(),
            "# T\r\n\r\n* one\r\n* 2\r\n  lines\r\n\r\nend"
        );
        document.append("last");
        assert!(document.text().ends_with("\r\n\r\nend\r\n\r\n- last\r\n"));
        let one = document.entries().next().unwrap();
        document.remove(one);
        assert!(document.text().starts_with("# T\r\n\r\n* 2"));
    }

    proptest! {
        /// Whatever a text is, its blocks are all of it, and what is appended is found again as it was.
        #[test]
        fn blocks_are_the_text(text in "([-*#>|<`~ 0-9.a\t]{0,6}[a-z]{0,3}(\r?\n){0,2}){0,12}", added in "[a-z`#>-][a-z `#|>-]{0,12}[a-z](\n[a-z`#>-]{1,9}){0,2}") {
            let mut document = Document::parse(text.clone());
            let spans: String = (0..document.blocks().len()).map(|index| document.raw(index)).collect();
            prop_assert_eq!(&spans, &text);
            let before = document.entries().count();
            // A fence that is left open swallows what follows, here and in every other reader.
            prop_assume!(!text.contains("```") && !text.contains("~~~") && !text.contains("<!--") && !text.starts_with("---"));
            prop_assume!(!added.contains("```"));
            document.append(&added);
            prop_assert!(document.text().contains(text.trim_end()));
            let last = document.entries().last().unwrap();
            prop_assert_eq!(document.words(last), added.trim());
            prop_assert_eq!(document.entries().count(), before + 1);
            // What is cut piece by piece is what is cut at once, wherever something changed.
            for block in document.entries().collect::<Vec<_>>().into_iter().rev() {
                document.replace(block, &added);
                let whole = Document::parse(document.text().to_owned());
                prop_assert_eq!(document.blocks(), whole.blocks());
            }
        }
    }
}
