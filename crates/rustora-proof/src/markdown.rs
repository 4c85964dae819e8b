//! The Rust blocks of a Markdown text, each with what its fence says and where each of its lines comes from.
//!
//! [`Dialect::Rustdoc`] takes the blocks that `rustdoc --test` takes, hidden lines and quirks of the info string
//! included; [`Dialect::Answer`] takes those that say that they are Rust, as a model's answer or a decision record does.
//! Whether a block is Rust at all, and how it becomes a crate, is [`shape`](crate::shape)'s business.
//!
//! What may surprise: a block that starts with the line `// continues` holds the code of the block before it as well.

mod dependencies;
mod info;
mod lines;

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};
use rustora_source::LineIndex;

pub use dependencies::{Dependency, TomlError};
pub use info::{Expect, Flags, Ignore};
pub use lines::Origin;

/// Which blocks are Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// rustdoc's: a fence without language and an indented block are Rust.
    Rustdoc,
    /// That of answers and decision records: what does not say so is not Rust.
    Answer,
}

/// A Rust block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its place among the Rust blocks of the text, from 0.
    pub index: usize,
    /// The 1-based line of the text at which it opens: its fence, or its first line when it is indented. rustdoc
    /// names it by this line.
    pub opens: u32,
    /// The 1-based line of its first line of code; the line after the fence when it has none and the text goes on.
    pub line: u32,
    /// The code as compiled, hidden lines included, each line ended by `\n`. Starts with the code of the block that it
    /// [continues](Self::continues).
    pub code: String,
    /// The code as a reader sees it in this block.
    pub shown: String,
    /// For each line of [`code`](Self::code) where it comes from.
    pub lines: Vec<Origin>,
    /// How many of [`lines`](Self::lines) come from the blocks before.
    pub inherited: usize,
    /// The block that it goes on with, as an index.
    pub continues: Option<usize>,
    /// What its fence says.
    pub flags: Flags,
}

/// What a Markdown text holds for a compiler.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Its Rust blocks, in order.
    pub blocks: Vec<Block>,
    /// What its `toml` blocks depend on, in order.
    pub dependencies: Vec<Dependency>,
    /// The `toml` blocks that speak of dependencies and cannot be read.
    pub errors: Vec<TomlError>,
}

impl Document {
    /// The dependencies that stand before a block, by name; the last one of a name counts.
    pub fn dependencies_of(&self, block: &Block) -> BTreeMap<&str, &Dependency> {
        self.dependencies
            .iter()
            .filter(|dependency| dependency.line < block.line)
            .map(|dependency| (dependency.name.as_str(), dependency))
            .collect()
    }
}

/// The Rust blocks of `text`.
pub fn blocks(text: &str, dialect: Dialect) -> Vec<Block> {
    document(text, dialect).blocks
}

/// The Rust blocks of `text`, and what its `toml` blocks depend on.
pub fn document(text: &str, dialect: Dialect) -> Document {
    // rustdoc does not skip a byte order mark, so what stands on the first line is no fence for it.
    let skipped = match dialect {
        Dialect::Answer if text.starts_with('\u{feff}') => '\u{feff}'.len_utf8(),
        _ => 0,
    };
    let mut reader = Reader {
        text,
        index: LineIndex::new(text),
        dialect,
        found: Document::default(),
    };
    let mut open: Option<Open> = None;
    for (event, range) in Parser::new_ext(&text[skipped..], options()).into_offset_iter() {
        let range = range.start + skipped..range.end + skipped;
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                open = Some(Open {
                    kind,
                    start: range.start,
                    pieces: Vec::new(),
                });
            }
            Event::Text(piece) => {
                if let Some(open) = &mut open {
                    open.pieces.push((piece, range));
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some(open) = open.take() {
                    reader.close(&open);
                }
            }
            _ => {}
        }
    }
    reader.found
}

/// rustdoc's: with footnotes, say, an indented block may be part of one and is then prose.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

/// A code block that is being read.
struct Open<'t> {
    kind: CodeBlockKind<'t>,
    /// The byte at which it opens.
    start: usize,
    /// Its text, and where that stands.
    pieces: Vec<(CowStr<'t>, Range<usize>)>,
}

struct Reader<'t> {
    text: &'t str,
    index: LineIndex,
    dialect: Dialect,
    found: Document,
}

impl Reader<'_> {
    fn close(&mut self, open: &Open) {
        let opens = self
            .index
            .line(u32::try_from(open.start).unwrap_or(u32::MAX));
        let flags = match &open.kind {
            CodeBlockKind::Fenced(info) if info::is_toml(info) => {
                return self.manifest(open, opens);
            }
            CodeBlockKind::Fenced(info) => info::read(info, self.dialect),
            CodeBlockKind::Indented if self.dialect == Dialect::Rustdoc => Some(Flags::default()),
            CodeBlockKind::Indented => None,
        };
        if let Some(flags) = flags {
            let code = lines::code(&open.pieces, self.text, &self.index, opens);
            let block = self.block(opens, flags, code);
            self.found.blocks.push(block);
        }
    }

    fn block(&self, opens: u32, flags: Flags, own: lines::Code) -> Block {
        let last = u32::try_from(self.index.count()).unwrap_or(u32::MAX);
        let line = own.lines.first().map_or(opens + 1, |first| first.line);
        let mut block = Block {
            index: self.found.blocks.len(),
            opens,
            line: line.min(last),
            shown: own.shown(),
            code: own.text,
            lines: own.lines,
            inherited: 0,
            continues: None,
            flags,
        };
        let continues = block.code.lines().next().map(str::trim) == Some("// continues");
        if let Some(before) = self.found.blocks.last().filter(|_| continues) {
            block.inherited = before.lines.len();
            block.continues = Some(before.index);
            block.code.insert_str(0, &before.code);
            block.lines.splice(0..0, before.lines.iter().copied());
            block.flags.edition = block.flags.edition.or(before.flags.edition);
        }
        block
    }

    fn manifest(&mut self, open: &Open, opens: u32) {
        let code = lines::verbatim(&open.pieces, self.text, &self.index, opens);
        match dependencies::read(&code) {
            Ok(found) => self.found.dependencies.extend(found),
            Err(error) => self.found.errors.push(error),
        }
    }
}
