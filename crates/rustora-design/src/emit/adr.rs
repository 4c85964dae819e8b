//! One file for each decision, in the form of MADR 4.
//!
//! The headings are MADR's; what stands below them is the decision's record, which the page shows too. The files are
//! numbered in the order of the design. There is no date in them: a design has none, and a file that changes every day tells
//! nothing by changing.

use crate::model::{Decision, Design};

use super::content::{decision_file, record};
use super::index::{Index, flat};
use super::markdown::{Home, escape, sections};
use super::{DOCUMENT, File};

/// The records of all decisions.
pub fn adrs(design: &Design) -> Vec<File> {
    let index = Index::new(design);
    let decisions = design.decisions.iter().enumerate();
    decisions
        .map(|(number, decision)| File {
            path: decision_file(number, decision),
            text: text(design, &index, decision),
        })
        .collect()
}

fn text(design: &Design, index: &Index<'_>, decision: &Decision) -> String {
    let mut text = format!(
        "---\nstatus: accepted\n---\n\n# {}: {}\n\n",
        escape::text(&flat(&decision.id)),
        escape::text(&flat(&decision.asks))
    );
    let home = Home::Elsewhere(format!("../{DOCUMENT}"));
    sections(
        design,
        &record(design, index, decision),
        2,
        &home,
        &mut text,
    );
    text
}
