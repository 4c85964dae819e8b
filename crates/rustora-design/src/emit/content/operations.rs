//! Running it, and what shows that all of it is true: the glossary, operations, tests.
//!
//! arc42 ends with the glossary; operations and tests follow as sections of their own. The runbook is derived: below the alerts
//! on a part stand the failure modes of that part and of what it calls, since those are what an alert is about.

use std::collections::BTreeSet;

use crate::model::{Design, Manner};

use super::super::document::{Block, Inline, Line, Section, Step, Table, joined, plain};
use super::super::index::Index;
use super::super::prometheus::{groups, runbook};
use super::super::words;
use super::{code, labelled};

/// The abbreviations that the document uses, and no others.
pub(super) fn glossary(design: &Design) -> Section {
    let mut section = Section::outline("glossary", "Glossary");
    let mut table = Table::new("Glossary", &["Word", "Meaning"]);
    let words = [
        (
            !design.slos.is_empty(),
            "SLO",
            "Service level objective: the part of the events that has to be good, over a time.",
        ),
        (
            !design.slos.is_empty(),
            "error budget",
            "What an SLO leaves to be bad. A burn rate of 1 uses it up exactly at the end of the window.",
        ),
        (
            design.recovery.is_some(),
            "RPO, RTO",
            "Recovery point and recovery time: which writes may be lost, and how long until it works again.",
        ),
        (
            !design.threats.is_empty(),
            "STRIDE",
            "Spoofing, tampering, repudiation, information disclosure, denial of service, elevation of privilege.",
        ),
        (
            !design.figures.is_empty(),
            "low, expected, high",
            "Three scenarios of a figure, not a confidence interval.",
        ),
        (
            !design.zones.is_empty(),
            "zone",
            "A part of the network whose members trust each other. What crosses its border is checked.",
        ),
    ];
    for (used, word, meaning) in words {
        if used {
            table.row([plain(word), plain(meaning)]);
        }
    }
    section.tables(table);
    section
}

pub(super) fn operations(design: &Design, index: &Index<'_>) -> Section {
    let mut section = Section::outline("operations", "Operations");
    section.part(rollout(design, index));
    section.part(backups(design, index));
    section.part(costs(design, index));
    section.part(growth(design, index));
    section.part(runbooks(design, index));
    section
}

fn rollout(design: &Design, index: &Index<'_>) -> Section {
    let mut part = Section::outline("rollout", "Rollout");
    let steps = design.rollout.iter().map(|item| Step {
        head: index.place(&item.id),
        does: index.prose(&item.does),
        notes: vec![
            ("Go on when", index.prose(&item.gate)),
            ("Undo", index.prose(&item.undo)),
        ],
    });
    steps_of(&mut part, steps.collect());
    part
}

fn growth(design: &Design, index: &Index<'_>) -> Section {
    let mut part = Section::outline("growth", "Growth path");
    let steps = design.growth.iter().map(|item| Step {
        head: index.place(&item.id),
        does: index.prose(&item.change),
        notes: vec![
            ("Due at", index.prose(&item.due_at)),
            ("Figure", index.links(&item.figure)),
        ],
    });
    steps_of(&mut part, steps.collect());
    part
}

fn steps_of(part: &mut Section, steps: Vec<Step>) {
    if !steps.is_empty() {
        part.blocks.push(Block::Steps(steps));
    }
}

fn backups(design: &Design, index: &Index<'_>) -> Section {
    let mut part = Section::outline("backups", "Backup");
    let mut table = Table::new(
        "Backups",
        &["Id", "Of", "How", "Every", "Kept for", "Restored by"],
    );
    for item in &design.backups {
        table.row([
            index.place(&item.id),
            index.link(&item.component),
            index.prose(&item.how),
            plain(words::span(item.interval)),
            plain(words::number(item.retention)),
            index.links(&item.restored_by),
        ]);
    }
    part.tables(table);
    part
}

fn costs(design: &Design, index: &Index<'_>) -> Section {
    let mut part = Section::outline("costs", "What it costs");
    let mut table = Table::new(
        "Cost drivers",
        &["Id", "What is paid for", "Grows with", "Figure"],
    );
    for item in &design.costs {
        table.row([
            index.place(&item.id),
            index.prose(&item.what),
            index.prose(&item.grows_with),
            index.links(&item.figure),
        ]);
    }
    part.tables(table);
    part
}

fn runbooks(design: &Design, index: &Index<'_>) -> Section {
    let mut all = Section::outline("runbook", "Runbook");
    let mut subjects = BTreeSet::new();
    for group in groups(design) {
        if !subjects.insert(group.subject) {
            continue;
        }
        let mut title = plain("Alerts on ");
        title.extend(index.link(group.subject));
        let mut part = Section::new(runbook(index, group.subject), title);
        let alerts = group.alerts().map(|alert| {
            let mut line = vec![Inline::Code(alert.name.to_owned()), Inline::text(" ")];
            line.extend(index.prose(&alert.summary));
            line
        });
        part.lists(alerts.collect());
        let near = near(design, group.subject);
        let causes: Vec<Line> = design
            .failures
            .iter()
            .filter(|failure| near.contains(failure.at.as_str()))
            .map(|failure| {
                let mut line = index.link(&failure.id);
                line.extend(plain(" "));
                line.extend(index.link(&failure.at));
                line.extend(plain(format!(" is {}: ", words::fault(failure.fault))));
                line.extend(index.prose(&failure.effect));
                line.extend(plain(" "));
                line.extend(labelled("Answer:", index.prose(&failure.answer)));
                line
            })
            .collect();
        if !causes.is_empty() {
            part.says(plain(
                "Look first at what is known to fail there, and at what it waits for:",
            ));
            part.lists(causes);
        }
        all.part(part);
    }
    all
}

/// The part itself, its component, and all that it waits for.
fn near<'a>(design: &'a Design, subject: &'a str) -> BTreeSet<&'a str> {
    let slo = design.slos.iter().find(|slo| slo.id == subject);
    let backup = design.backups.iter().find(|backup| backup.id == subject);
    let link = design.link(subject);
    let at = slo
        .map(|slo| slo.component.as_str())
        .or(backup.map(|backup| backup.component.as_str()))
        .or(link.map(|link| link.to.as_str()))
        .unwrap_or(subject);
    let mut near = BTreeSet::from([subject, at]);
    let mut waiting = vec![at];
    while let Some(at) = waiting.pop() {
        let calls = design
            .links
            .iter()
            .filter(|link| link.from == at && link.manner == Manner::Sync);
        for link in calls {
            near.insert(&link.id);
            if near.insert(&link.to) {
                waiting.push(&link.to);
            }
        }
    }
    near
}

pub(super) fn tests(design: &Design, index: &Index<'_>) -> Section {
    let mut section = Section::outline("tests", "Tests");
    let references = design.references();
    let mut table = Table::new(
        "Tests",
        &["Id", "Kind", "What it shows", "Where", "Asked for by"],
    );
    for test in &design.tests {
        let asked: BTreeSet<&str> = references
            .iter()
            .filter(|item| item.to == test.id)
            .map(|item| item.from)
            .collect();
        table.row([
            index.place(&test.id),
            plain(words::test_kind(test.kind)),
            index.prose(&test.shows),
            code(&test.place),
            joined(asked.into_iter().map(|id| index.link(id)), ", "),
        ]);
    }
    section.tables(table);
    section
}
