//! What was decided: the strategy (section 4), and one record for each decision (section 9, or files of their own).
//!
//! A record has the headings of MADR 4. Its confirmation names tests, each with the place where it is run, so that a
//! decision that nobody carried out shows as a failure and not as a file that got old. The strategy begins with the
//! decision that most of the design refers to, since that is what a reader has to know first.

use crate::model::{Decision, DecisionOption, Design, Section as Part};

use super::super::document::{Inline, Line, Section, Table, joined, plain};
use super::super::index::{Index, flat, slug};
use super::super::words;
use super::{Records, code, labelled, paragraphs};

/// What every option is scored on.
const DIMENSIONS: [&str; 5] = [
    "Correctness",
    "Performance",
    "Maintainability",
    "Reliability",
    "Operability",
];

pub(super) fn strategy(design: &Design, index: &Index<'_>) -> Section {
    let mut section = Section::outline("strategy", "Solution strategy");
    if let Some(decision) = central(design) {
        let mut line = vec![Inline::Strong("What everything else follows from.".into())];
        line.extend(plain(" "));
        line.extend(index.link(&decision.id));
        line.extend(plain(format!(", {} ", flat(&decision.asks))));
        line.push(Inline::Strong(chosen(decision)));
        line.extend(plain(". "));
        line.extend(index.prose(&decision.because));
        section.says(line);
    }
    let mut table = Table::new(
        "Decisions",
        &[
            "Id",
            "Question",
            "Recommended",
            "Because",
            "What would change it",
        ],
    );
    for decision in &design.decisions {
        table.row([
            index.link(&decision.id),
            index.prose(&decision.asks),
            vec![Inline::Strong(chosen(decision))],
            index.prose(&decision.because),
            index.prose(&decision.sensitivity),
        ]);
    }
    section.tables(table);
    section
}

/// The decision that most parts refer to; of several, the first.
fn central(design: &Design) -> Option<&Decision> {
    let references = design.references();
    let weight = |decision: &&Decision| {
        let to = |reference: &&crate::model::Reference<'_>| reference.to == decision.id;
        references.iter().filter(to).count()
    };
    design.decisions.iter().rev().max_by_key(weight)
}

fn chosen(decision: &Decision) -> String {
    let option = decision
        .options
        .iter()
        .find(|option| option.id == decision.chosen);
    let name = option.map_or(&decision.chosen, |option| &option.name);
    flat(name)
}

/// The file of a decision, counted from 0.
pub(in super::super) fn file(number: usize, decision: &Decision) -> String {
    format!("adr/{:04}-{}.md", number + 1, slug(&decision.question))
}

pub(super) fn records(design: &Design, index: &Index<'_>, records: Records) -> Section {
    let mut section = Section::outline("decisions", "Decisions");
    let mut table = Table::new(
        "Records of the decisions",
        &["Id", "Question", "Options", "Confirmed by", "Record"],
    );
    for (number, decision) in design.decisions.iter().enumerate() {
        let path = file(number, decision);
        match records {
            Records::Beside => table.row([
                index.place(&decision.id),
                index.prose(&decision.asks),
                plain(decision.options.len().to_string()),
                index.links(&decision.confirmation),
                vec![Inline::File {
                    shown: path.clone(),
                    path,
                }],
            ]),
            Records::Inside => {
                let mut title = index.place(&decision.id);
                title.extend(plain(format!(" {}", flat(&decision.asks))));
                let anchor = format!("record.{}", number + 1);
                let mut part = Section::new(anchor, title);
                for aspect in record(design, index, decision) {
                    part.parts.push(aspect);
                }
                below(&part.anchor, &mut part.parts);
                section.part(part);
            }
        }
    }
    section.tables(table);
    section
}

/// Makes the anchors of aspects, which are the same in each record, those of this one.
fn below(anchor: &str, aspects: &mut [Section]) {
    for aspect in aspects {
        aspect.anchor = format!("{anchor}.{}", aspect.anchor);
        below(anchor, &mut aspect.parts);
    }
}

/// The sections of a decision's record.
pub(in super::super) fn record(
    design: &Design,
    index: &Index<'_>,
    decision: &Decision,
) -> Vec<Section> {
    let all = [
        problem(design, index, decision),
        drivers(design, index, decision),
        options(index, decision),
        outcome(design, index, decision),
        more(design, index, decision),
    ];
    all.into_iter().filter(|part| !part.is_empty()).collect()
}

fn problem(design: &Design, index: &Index<'_>, decision: &Decision) -> Section {
    let mut part = Section::outline("problem", "Context and problem statement");
    part.says(index.prose(&decision.asks));
    let figures = decision.figures.iter().map(|id| {
        let mut line = index.link(id);
        if let Some(figure) = design.figure(id) {
            line.extend(plain(format!(
                ": {}, {}",
                flat(&figure.what),
                words::estimate(&figure.value)
            )));
        }
        line
    });
    part.lists(figures.collect());
    part
}

fn drivers(design: &Design, index: &Index<'_>, decision: &Decision) -> Section {
    let mut part = Section::outline("drivers", "Decision drivers");
    let wanted = design
        .requirements
        .iter()
        .filter(|item| item.decided_by.contains(&decision.id));
    let mut lines: Vec<Line> = wanted
        .map(|item| {
            let mut line = index.link(&item.id);
            line.extend(plain(": "));
            line.extend(index.prose(&item.text));
            if !item.measure.is_empty() {
                line.extend(plain(" Measured by: "));
                line.extend(index.prose(&item.measure));
                line.extend(plain("."));
            }
            line
        })
        .collect();
    if let Some(weights) = decision.weights {
        let weights: Vec<String> = DIMENSIONS
            .iter()
            .zip(weights)
            .map(|(name, weight)| format!("{} {weight}", name.to_lowercase()))
            .collect();
        lines.push(plain(format!("Weights: {}.", weights.join(", "))));
    }
    part.lists(lines);
    part
}

fn options(index: &Index<'_>, decision: &Decision) -> Section {
    let mut part = Section::outline("options", "Considered options");
    let head: Vec<&str> = std::iter::once("Option")
        .chain(DIMENSIONS)
        .chain(["Total"])
        .collect();
    let mut table = Table::new("Options and their scores from 0 to 10", &head);
    for option in &decision.options {
        let name = flat(&option.name);
        let name = if option.id == decision.chosen {
            vec![Inline::Strong(name)]
        } else {
            plain(name)
        };
        let scores = option
            .scores
            .map(|score| vec![Inline::Score(f64::from(score))]);
        let total = match option.total {
            Some(total) if option.ruled_out.is_empty() => vec![Inline::Score(total)],
            _ if !option.ruled_out.is_empty() => plain("ruled out"),
            _ => Line::new(),
        };
        let mut row = vec![name];
        row.extend(scores);
        row.push(total);
        table.rows.push(row);
    }
    part.tables(table);
    let notes = decision.options.iter();
    part.lists(notes.flat_map(|option| notes_on(index, option)).collect());
    part
}

fn notes_on(index: &Index<'_>, option: &DecisionOption) -> Vec<Line> {
    let name = flat(&option.name);
    let because = (!flat(&option.because).is_empty())
        .then(|| labelled(&format!("{name}."), index.prose(&option.because)));
    let out = option.ruled_out.iter().map(|gate| {
        let mut line = index.prose(&gate.gate);
        line.extend(plain(": "));
        line.extend(index.prose(&gate.evidence));
        labelled(&format!("{name} is ruled out by"), line)
    });
    because.into_iter().chain(out).collect()
}

fn outcome(design: &Design, index: &Index<'_>, decision: &Decision) -> Section {
    let mut part = Section::outline("outcome", "Decision outcome");
    let mut line = plain("Chosen: ");
    line.push(Inline::Strong(chosen(decision)));
    line.extend(plain(", because:"));
    part.says(line);
    part.blocks.extend(paragraphs(index, &decision.because));
    if !decision.sensitivity.is_empty() {
        part.says(labelled("Sensitivity.", index.prose(&decision.sensitivity)));
    }
    part.part(consequences(index, decision));
    part.part(confirmation(design, index, decision));
    part
}

fn consequences(index: &Index<'_>, decision: &Decision) -> Section {
    let mut part = Section::outline("consequences", "Consequences");
    let lines = decision.consequences.iter().map(|text| {
        // Whether one is good or bad is said by whoever wrote it, or by nobody.
        let (label, text) = ["Good", "Bad", "Neutral"]
            .iter()
            .find_map(|label| {
                let rest = text.trim().get(..label.len() + 1)?;
                let named = rest.to_lowercase() == format!("{}:", label.to_lowercase());
                named.then(|| (Some(*label), &text.trim()[label.len() + 1..]))
            })
            .unwrap_or((None, text));
        match label {
            Some(label) => labelled(&format!("{label}:"), index.prose(text)),
            None => index.prose(text),
        }
    });
    part.lists(lines.collect());
    part
}

fn confirmation(design: &Design, index: &Index<'_>, decision: &Decision) -> Section {
    let mut part = Section::outline("confirmation", "Confirmation");
    if decision.confirmation.is_empty() {
        part.says(plain("No test shows yet that this was carried out."));
        return part;
    }
    let lines = decision.confirmation.iter().map(|id| {
        let mut line = index.link(id);
        if let Some(test) = design.tests.iter().find(|test| test.id == *id) {
            line.extend(plain(": "));
            line.extend(index.prose(&test.shows));
            line.extend(plain(" Run it: "));
            line.extend(code(&test.place));
        }
        line
    });
    part.lists(lines.collect());
    part
}

fn more(design: &Design, index: &Index<'_>, decision: &Decision) -> Section {
    let mut part = Section::outline("more", "More information");
    let references = design.references();
    let of = |kind: Part| {
        let from = references
            .iter()
            .filter(|item| item.to == decision.id && item.section == kind);
        joined(from.map(|item| index.link(item.from)), ", ")
    };
    let mut lines = Vec::new();
    for (label, kind) in [
        ("Carried out in:", Part::Component),
        ("Rests on assumptions:", Part::Assumption),
        ("May be turned around by the answer to:", Part::Question),
    ] {
        let line = of(kind);
        if !line.is_empty() {
            lines.push(labelled(label, line));
        }
    }
    part.lists(lines);
    part
}
