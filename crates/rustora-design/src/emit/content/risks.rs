//! What can fail and what can be attacked: section 11.

use crate::model::Design;

use super::super::document::{Section, Table, plain};
use super::super::index::Index;
use super::super::words;

pub(super) fn risks(design: &Design, index: &Index<'_>) -> Section {
    let mut section = Section::outline("risks", "Risks");
    section.part(failures(design, index));
    section.part(threats(design, index));
    section
}

fn failures(design: &Design, index: &Index<'_>) -> Section {
    let mut part = Section::outline("failures", "Failure modes");
    let mut table = Table::new(
        "Failure modes",
        &[
            "Id",
            "Where",
            "Fault",
            "What happens",
            "Seen by",
            "Answer",
            "Shown by",
        ],
    );
    for item in &design.failures {
        table.row([
            index.place(&item.id),
            index.link(&item.at),
            plain(words::fault(item.fault)),
            index.prose(&item.effect),
            index.prose(&item.seen_by),
            index.prose(&item.answer),
            index.links(&item.test),
        ]);
    }
    part.tables(table);
    part
}

fn threats(design: &Design, index: &Index<'_>) -> Section {
    let mut part = Section::outline("threats", "Threats");
    let mut table = Table::new(
        "Threats by STRIDE and OWASP's API Security Top 10 of 2023",
        &[
            "Id", "Where", "STRIDE", "OWASP", "Attack", "Control", "Shown by",
        ],
    );
    for item in &design.threats {
        table.row([
            index.place(&item.id),
            index.link(&item.at),
            plain(words::stride(item.category)),
            plain(item.owasp.clone().unwrap_or_default()),
            index.prose(&item.attack),
            index.prose(&item.control),
            index.links(&item.test),
        ]);
    }
    part.tables(table);
    part
}
