//! A document as a tree: sections, paragraphs, tables, pictures, and text in which every mention of a part is a link.
//!
//! It knows neither Markdown nor HTML, so that both say the same and neither can forget a column. Text in it is plain:
//! escaping is the renderer's, and nothing that comes from a design is markup. What would surprise: a picture is only
//! named here. Each renderer draws it in its own way, and one that cannot leaves it out.

use crate::units::{Estimate, Quantity};

/// A whole document.
pub(super) struct Document {
    pub(super) title: String,
    pub(super) lead: Vec<Block>,
    pub(super) sections: Vec<Section>,
}

/// A heading and what stands below it.
pub(super) struct Section {
    /// Unique in the document.
    pub(super) anchor: String,
    pub(super) title: Line,
    pub(super) blocks: Vec<Block>,
    pub(super) parts: Vec<Self>,
}

impl Section {
    pub(super) fn new(anchor: impl Into<String>, title: Line) -> Self {
        Self {
            anchor: anchor.into(),
            title,
            blocks: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// A section of the outline: its anchor has a dot, which no anchor of a part has.
    pub(super) fn outline(name: &str, title: &str) -> Self {
        Self::new(format!("section.{name}"), vec![Inline::text(title)])
    }

    pub(super) fn says(&mut self, line: Line) {
        if !line.is_empty() {
            self.blocks.push(Block::Paragraph(line));
        }
    }

    pub(super) fn lists(&mut self, lines: Vec<Line>) {
        if !lines.is_empty() {
            self.blocks.push(Block::List(lines));
        }
    }

    /// Adds a table, unless it has no rows, and without the columns in which no row says anything.
    pub(super) fn tables(&mut self, mut table: Table) {
        let said: Vec<bool> = (0..table.head.len())
            .map(|column| table.rows.iter().any(|row| !row[column].is_empty()))
            .collect();
        let mut column = said.iter();
        table.head.retain(|_| column.next() == Some(&true));
        for row in &mut table.rows {
            let mut column = said.iter();
            row.retain(|_| column.next() == Some(&true));
        }
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table));
        }
    }

    /// A part with a heading of its own, unless there is nothing in it.
    pub(super) fn part(&mut self, part: Self) {
        if !part.is_empty() {
            self.parts.push(part);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.blocks.is_empty() && self.parts.is_empty()
    }
}

/// Something that stands below the one before it.
pub(super) enum Block {
    Paragraph(Line),
    List(Vec<Line>),
    /// What happens one after the other.
    Steps(Vec<Step>),
    Table(Table),
    Picture(Picture),
}

/// One of several that follow each other.
pub(super) struct Step {
    /// Its name.
    pub(super) head: Line,
    /// What is done.
    pub(super) does: Line,
    /// What else there is to say, each with its word.
    pub(super) notes: Vec<(&'static str, Line)>,
}

/// Rows under a head. Every row has as many cells as the head.
pub(super) struct Table {
    /// What it lists, for those who do not see it.
    pub(super) caption: String,
    pub(super) head: Vec<&'static str>,
    pub(super) rows: Vec<Vec<Line>>,
}

impl Table {
    pub(super) fn new(caption: impl Into<String>, head: &[&'static str]) -> Self {
        Self {
            caption: caption.into(),
            head: head.to_vec(),
            rows: Vec::new(),
        }
    }

    pub(super) fn row<const N: usize>(&mut self, cells: [Line; N]) {
        self.rows.push(cells.into());
    }
}

/// Something drawn.
pub(super) enum Picture {
    /// Zones, components and links.
    Context,
    /// The flow of that place in [`flows`](super::flows::flows).
    Flow(usize),
}

/// Text that runs on.
pub(super) type Line = Vec<Inline>;

/// A piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Inline {
    Text(String),
    Code(String),
    Strong(String),
    /// The place of a part: where links to it lead.
    Place {
        anchor: String,
        shown: String,
    },
    /// A link to such a place, or to a section.
    Link {
        anchor: String,
        shown: String,
    },
    /// A link to a file beside the document.
    File {
        path: String,
        shown: String,
    },
    /// A number from 0 to 10.
    Score(f64),
    /// An interval next to others.
    Interval(Interval),
}

impl Inline {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

/// An interval around an expected number, on a scale that it shares with others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Interval {
    pub(super) value: Estimate<Quantity>,
    /// The factor, above 1, that the ends of the scale are away from the expected number.
    pub(super) reach: f64,
}

impl Interval {
    /// Low and high as parts of the expected number; `None` when that is 0, or there is no interval.
    pub(super) fn factors(&self) -> Option<(f64, f64)> {
        let expected = self.value.expected().get();
        (expected > 0.0 && !self.value.is_exact()).then(|| {
            (
                self.value.low().get() / expected,
                self.value.high().get() / expected,
            )
        })
    }
}

/// A line of one piece of text; empty for none.
pub(super) fn plain(text: impl Into<String>) -> Line {
    let text = text.into();
    if text.is_empty() {
        Vec::new()
    } else {
        vec![Inline::Text(text)]
    }
}

/// Lines as one, with `between` in between; empty ones are left out.
pub(super) fn joined(lines: impl IntoIterator<Item = Line>, between: &str) -> Line {
    let mut all = Line::new();
    for line in lines.into_iter().filter(|line| !line.is_empty()) {
        if !all.is_empty() {
            all.push(Inline::text(between));
        }
        all.extend(line);
    }
    all
}
