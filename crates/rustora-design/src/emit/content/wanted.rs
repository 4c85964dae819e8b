//! What is wanted, what was taken as given, and what is still to be asked: sections 1 and 2.
//!
//! A question comes with what its answer may turn around, since that is the reason to ask it.

use crate::model::Design;
use crate::origin::Origin;

use super::super::document::{Line, Section, Table, plain};
use super::super::index::Index;
use super::super::words;

pub(super) fn goals(design: &Design, index: &Index<'_>) -> Section {
    let mut section = Section::outline("goals", "Introduction and goals");
    let mut table = Table::new(
        "Requirements",
        &[
            "Id",
            "What is wanted",
            "Measured by",
            "Said by",
            "Decided by",
            "Shown by",
        ],
    );
    for item in &design.requirements {
        table.row([
            index.place(&item.id),
            index.prose(&item.text),
            index.prose(&item.measure),
            said_by(&item.origin, index),
            index.links(&item.decided_by),
            index.links(&item.tested_by),
        ]);
    }
    section.tables(table);
    section
}

pub(super) fn constraints(design: &Design, index: &Index<'_>) -> Section {
    let mut section =
        Section::outline("constraints", "Constraints, assumptions and open questions");
    section.says(plain(format!(
        "When everything at the end of a chain of calls fails, one request becomes at most {} calls there, retries included.",
        design.bounds.retry_amplification
    )));
    if let Some(recovery) = &design.recovery {
        section.says(plain(format!(
            "After a disaster at most the writes of the last {} are lost (RPO), and it works again after at most {} (RTO).",
            words::span(recovery.point),
            words::span(recovery.time)
        )));
    }
    section.part(assumptions(design, index));
    section.part(questions(design, index));
    section.part(accepted(design, index));
    section
}

fn said_by(origin: &Origin, index: &Index<'_>) -> Line {
    match origin {
        Origin::Stated { .. } => plain(words::number(origin)),
        Origin::Assumed { .. } => index.prose(&origin.to_string()),
    }
}

fn assumptions(design: &Design, index: &Index<'_>) -> Section {
    let mut part = Section::outline("assumptions", "Assumptions");
    let mut table = Table::new(
        "Assumptions",
        &[
            "Id",
            "What nobody said",
            "Why it is a fair guess",
            "What rests on it",
        ],
    );
    for item in &design.assumptions {
        table.row([
            index.place(&item.id),
            index.prose(&item.text),
            index.prose(&item.because),
            index.links(&item.affects),
        ]);
    }
    part.tables(table);
    part
}

fn questions(design: &Design, index: &Index<'_>) -> Section {
    let mut part = Section::outline("questions", "Open questions");
    let mut table = Table::new(
        "Open questions, most important first",
        &["Id", "Question", "Until it is answered", "May turn around"],
    );
    for item in &design.questions {
        table.row([
            index.place(&item.id),
            index.prose(&item.text),
            index.prose(&item.meanwhile),
            index.links(&item.flips),
        ]);
    }
    part.tables(table);
    part
}

fn accepted(design: &Design, index: &Index<'_>) -> Section {
    let mut part = Section::outline("accepted", "Accepted holes");
    let mut table = Table::new(
        "Holes that somebody knows of and lives with",
        &["Check", "At", "Why one can live with it"],
    );
    for item in &design.accepted {
        table.row([
            super::code(&item.check),
            index.link(&item.at),
            index.prose(&item.because),
        ]);
    }
    part.tables(table);
    part
}
