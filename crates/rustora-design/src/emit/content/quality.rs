//! What is promised and what was computed: section 10.
//!
//! A figure stands with its three scenarios, its formula and its source; what it was computed from has a table of its
//! own. Alerts are listed here because they are what holds the promises.

use crate::model::Design;
use crate::units::{Measure, Span};

use super::super::document::{Inline, Interval, Line, Section, Table, joined, plain};
use super::super::index::{Index, flat};
use super::super::prometheus::{groups, runbook};
use super::super::words;

pub(super) fn quality(design: &Design, index: &Index<'_>) -> Section {
    let mut section = Section::outline("quality", "Quality");
    section.part(promises(design, index));
    section.part(figures(design, index));
    section.part(inputs(design, index));
    section.part(alerts(design, index));
    section
}

fn promises(design: &Design, index: &Index<'_>) -> Section {
    let mut part = Section::outline("slos", "Service level objectives");
    let mut table = Table::new(
        "Service level objectives",
        &[
            "Id",
            "At",
            "Objective",
            "Measured as",
            "Target",
            "Error budget",
        ],
    );
    for slo in &design.slos {
        let below = slo
            .below
            .map(|below| format!(" below {}", words::number(below)));
        let budget = Span::nearest(slo.window.get() * slo.target.rest().get());
        table.row([
            index.place(&slo.id),
            index.link(&slo.component),
            plain(format!(
                "{}{}",
                words::objective(slo.objective),
                below.unwrap_or_default()
            )),
            index.prose(&slo.sli),
            plain(format!(
                "{} over {}",
                words::number(slo.target),
                words::number(slo.window)
            )),
            plain(format!("{} of nothing but bad events", words::span(budget))),
        ]);
    }
    part.tables(table);
    part
}

fn figures(design: &Design, index: &Index<'_>) -> Section {
    let mut part = Section::outline("figures", "Capacity");
    let mut table = Table::new(
        "Figures",
        &[
            "Id", "What", "Low", "Expected", "High", "Range", "Formula", "Source",
        ],
    );
    let intervals = design.figures.iter().map(|figure| Interval {
        value: figure.value.rounded(),
        reach: 1.0,
    });
    let factors = intervals.filter_map(|interval| interval.factors());
    // At least 2, so that a small uncertainty looks small.
    let reach = factors
        .flat_map(|(low, high)| [1.0 / low, high])
        .filter(|factor| factor.is_finite())
        .fold(2.0, f64::max);
    for figure in &design.figures {
        let value = figure.value.rounded();
        let (low, high) = if value.is_exact() {
            (Line::new(), Line::new())
        } else {
            (
                plain(words::number(value.low())),
                plain(words::number(value.high())),
            )
        };
        table.row([
            index.place(&figure.id),
            plain(flat(&figure.what)),
            low,
            vec![Inline::Strong(words::number(value.expected()))],
            high,
            vec![Inline::Interval(Interval { value, reach })],
            vec![Inline::Code(flat(&figure.formula))],
            index.prose(&figure.source),
        ]);
    }
    part.tables(table);
    part
}

fn inputs(design: &Design, index: &Index<'_>) -> Section {
    let mut part = Section::outline("inputs", "What the figures are computed from");
    let mut table = Table::new(
        "Inputs of the figures",
        &["Figure", "Input", "Value", "Source"],
    );
    for figure in &design.figures {
        for input in &figure.inputs {
            table.row([
                index.link(&figure.id),
                plain(flat(&input.name)),
                plain(words::estimate(&input.value)),
                index.prose(&input.source),
            ]);
        }
    }
    part.tables(table);
    part
}

fn alerts(design: &Design, index: &Index<'_>) -> Section {
    let mut part = Section::outline("alerts", "Alerts");
    let mut table = Table::new("Alerts", &["About", "Alert", "Tells", "Runbook"]);
    for group in groups(design) {
        for alert in group.alerts() {
            table.row([
                index.link(group.subject),
                vec![Inline::Code(alert.name.to_owned())],
                plain(alert.severity.name()),
                vec![Inline::Link {
                    anchor: runbook(index, group.subject),
                    shown: "what to do".to_owned(),
                }],
            ]);
        }
    }
    let count = table.rows.len();
    part.tables(table);
    if count > 0 {
        let rules = Inline::File {
            path: super::super::RULES.to_owned(),
            shown: super::super::RULES.to_owned(),
        };
        let mut line = joined(
            [plain("They are rules for Prometheus in"), vec![rules]],
            " ",
        );
        line.extend(plain("."));
        part.says(line);
    }
    part
}
