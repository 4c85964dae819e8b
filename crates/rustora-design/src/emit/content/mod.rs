//! What a design has to say, in the order of arc42: the document that Markdown and HTML are rendered from.
//!
//! Each file writes the sections of one concern. None of them knows how anything looks; all of them know the model, and
//! together they list every part that has an id, once, so that every link has somewhere to lead. What is empty is left
//! out, and sections are numbered by what remains.

mod data;
mod decisions;
mod operations;
mod quality;
mod risks;
mod structure;
mod wanted;

use crate::model::Design;

use super::document::{Block, Document, Inline, Line, plain};
use super::index::{Index, flat};
use super::words;

pub(super) use decisions::{file as decision_file, record};

/// Where the full records of the decisions are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Records {
    /// In files beside the document.
    Beside,
    /// In the document.
    Inside,
}

/// The document of a design.
pub(super) fn document(design: &Design, index: &Index<'_>, records: Records) -> Document {
    let sections = [
        wanted::goals(design, index),
        wanted::constraints(design, index),
        structure::context(design, index),
        decisions::strategy(design, index),
        structure::blocks(design, index),
        structure::runtime(design, index),
        structure::deployment(design, index),
        data::concepts(design, index),
        decisions::records(design, index, records),
        quality::quality(design, index),
        risks::risks(design, index),
        operations::glossary(design),
        operations::operations(design, index),
        operations::tests(design, index),
    ];
    Document {
        title: flat(&design.name),
        lead: lead(design, index),
        sections: sections
            .into_iter()
            .filter(|section| !section.is_empty())
            .collect(),
    }
}

fn lead(design: &Design, index: &Index<'_>) -> Vec<Block> {
    let mut lead = paragraphs(index, &design.summary);
    let parts = [
        words::count(design.requirements.len(), "requirement", "requirements"),
        words::count(design.decisions.len(), "decision", "decisions"),
        words::count(design.components.len(), "component", "components"),
        words::count(design.failures.len(), "failure mode", "failure modes"),
        words::count(design.threats.len(), "threat", "threats"),
        words::count(design.tests.len(), "test", "tests"),
    ];
    let mut line = plain("A design of the archetype ");
    line.push(Inline::Code(flat(&design.archetype)));
    line.push(Inline::text(format!(
        ": {}. Everything here is made from ",
        parts.join(", ")
    )));
    line.push(Inline::Code("design.toml".into()));
    line.push(Inline::text(", which is what to change."));
    lead.push(Block::Paragraph(line));
    lead
}

/// Prose of several paragraphs, which empty lines part.
fn paragraphs(index: &Index<'_>, text: &str) -> Vec<Block> {
    text.replace("\r\n", "\n")
        .split("\n\n")
        .map(|text| index.prose(text))
        .filter(|line| !line.is_empty())
        .map(Block::Paragraph)
        .collect()
}

/// Code, unless there is none.
fn code(text: &str) -> Line {
    let text = flat(text);
    if text.is_empty() {
        Line::new()
    } else {
        vec![Inline::Code(text)]
    }
}

/// A line that begins with a word in strong type.
fn labelled(label: &str, line: Line) -> Line {
    let mut all = vec![Inline::Strong(label.to_owned()), Inline::text(" ")];
    all.extend(line);
    all
}
