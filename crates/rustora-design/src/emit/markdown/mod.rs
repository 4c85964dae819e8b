//! The document as Markdown, as GitHub reads it, with diagrams for Mermaid.
//!
//! Anchors are `<a id>` elements, since not every part has a heading; they are all the HTML there is. It knows the tree and
//! not the design, apart from the pictures, which are drawn from it.

pub(super) mod escape;
mod mermaid;

use std::collections::BTreeSet;

use crate::model::Design;

use super::content::{Records, document};
use super::document::{Block, Inline, Interval, Line, Picture, Section, Step, Table};
use super::index::Index;
use super::words;

/// Where the places are that links lead to.
pub(super) enum Home {
    /// In this text.
    Here,
    /// In the file of this path.
    Elsewhere(String),
}

/// Whether a line is a cell of a table, where `|` ends it.
#[derive(Clone, Copy)]
enum Within {
    Flow,
    Cell,
}

/// The document of a design, in the order of arc42.
pub fn markdown(design: &Design) -> String {
    let index = Index::new(design);
    let document = document(design, &index, Records::Beside);
    let mut writer = Writer::new(design, &Home::Here);
    writer.out = format!("# {}\n\n", escape::text(&document.title));
    writer.blocks(&document.lead);
    for (number, section) in document.sections.iter().enumerate() {
        let number = format!("{}. ", number + 1);
        writer.section(section, &number, 2);
    }
    writer.finish()
}

/// Sections by themselves, appended to a text.
pub(super) fn sections(
    design: &Design,
    sections: &[Section],
    level: usize,
    home: &Home,
    out: &mut String,
) {
    let mut writer = Writer::new(design, home);
    for section in sections {
        writer.section(section, "", level);
    }
    out.push_str(&writer.finish());
}

struct Writer<'a> {
    design: &'a Design,
    home: &'a Home,
    out: String,
    /// The anchors that stand already.
    placed: BTreeSet<String>,
}

impl<'a> Writer<'a> {
    fn new(design: &'a Design, home: &'a Home) -> Self {
        Self {
            design,
            home,
            out: String::new(),
            placed: BTreeSet::new(),
        }
    }

    fn finish(mut self) -> String {
        let end = self.out.trim_end().len();
        self.out.truncate(end);
        self.out.push('\n');
        self.out
    }

    fn section(&mut self, section: &Section, number: &str, level: usize) {
        let title = self.line(&section.title, Within::Flow);
        let anchor = self.anchor(&section.anchor);
        self.out.push_str(&"#".repeat(level));
        put!(self.out, " {anchor}{number}{title}\n\n");
        self.blocks(&section.blocks);
        for part in &section.parts {
            self.section(part, "", level + 1);
        }
    }

    /// The anchor, where it does not stand yet and belongs here at all.
    fn anchor(&mut self, anchor: &str) -> String {
        if matches!(self.home, Home::Here) && self.placed.insert(anchor.to_owned()) {
            format!("<a id=\"{anchor}\"></a>")
        } else {
            String::new()
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(line) => {
                    let line = self.line(line, Within::Flow);
                    put!(self.out, "{line}\n\n");
                }
                Block::List(lines) => {
                    for line in lines {
                        let line = self.line(line, Within::Flow);
                        put!(self.out, "- {line}\n");
                    }
                    self.out.push('\n');
                }
                Block::Steps(steps) => self.steps(steps),
                Block::Table(table) => self.table(table),
                Block::Picture(picture) => self.picture(picture),
            }
        }
    }

    fn steps(&mut self, steps: &[Step]) {
        for (number, step) in steps.iter().enumerate() {
            let head = self.line(&step.head, Within::Flow);
            let does = self.line(&step.does, Within::Flow);
            put!(self.out, "{}. **{head}** {does}\n", number + 1);
            for (label, line) in &step.notes {
                if !line.is_empty() {
                    let line = self.line(line, Within::Flow);
                    put!(self.out, "   - {label}: {line}\n");
                }
            }
        }
        self.out.push('\n');
    }

    fn table(&mut self, table: &Table) {
        put!(self.out, "| {} |\n", table.head.join(" | "));
        put!(self.out, "|{}\n", "---|".repeat(table.head.len()));
        for row in &table.rows {
            for cell in row {
                let cell = self.line(cell, Within::Cell);
                put!(self.out, "| {cell} ");
            }
            self.out.push_str("|\n");
        }
        self.out.push('\n');
    }

    fn picture(&mut self, picture: &Picture) {
        let drawn = match picture {
            Picture::Context => mermaid::context(self.design),
            Picture::Flow(number) => mermaid::flow(self.design, *number),
        };
        put!(self.out, "```mermaid\n{drawn}```\n\n");
    }

    fn line(&mut self, line: &Line, within: Within) -> String {
        let mut text = String::new();
        for piece in line {
            let piece = self.piece(piece, within);
            text.push_str(&piece);
        }
        match within {
            Within::Flow => escape::start(&text),
            Within::Cell => text,
        }
    }

    fn piece(&mut self, piece: &Inline, within: Within) -> String {
        match piece {
            Inline::Text(text) => escape::text(text),
            Inline::Code(code) => match within {
                Within::Flow => escape::code(code),
                Within::Cell => escape::code(code).replace('|', "\\|"),
            },
            Inline::Strong(text) => format!("**{}**", escape::text(text.trim())),
            Inline::Place { anchor, shown } => {
                format!("{}{}", self.anchor(anchor), escape::text(shown))
            }
            Inline::Link { anchor, shown } => {
                let file = match self.home {
                    Home::Here => "",
                    Home::Elsewhere(file) => file,
                };
                format!("[{}]({file}#{anchor})", escape::text(shown))
            }
            Inline::File { path, shown } => format!("[{}]({path})", escape::text(shown)),
            Inline::Score(score) => words::score(*score),
            Inline::Interval(interval) => range(interval),
        }
    }
}

/// The ends as factors of the expected number.
fn range(interval: &Interval) -> String {
    interval
        .factors()
        .map_or_else(String::new, |(low, high)| format!("×{low:.2} – ×{high:.2}"))
}

#[cfg(test)]
mod tests;
