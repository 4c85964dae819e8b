//! What pages hold as data, as Markdown tables and lists of an answer.

use std::fmt::Write as _;

use rustora_design::decide::Verdict;
use rustora_knowledge::{Failure, Topic};

/// The options of a decision with their scores, the recommendation first.
pub(super) fn options(verdict: &Verdict) -> String {
    let mut out = "| Option | Correctness | Performance | Maintainability | Reliability | Operability | Total | |\n\
                   |---|---|---|---|---|---|---|---|\n"
        .to_owned();
    for (index, weighed) in verdict.weighed.iter().enumerate() {
        let scores = weighed.choice.scores.map(|score| score.to_string());
        let (total, remark) = match weighed.ruled_out.first() {
            Some(out) => ("–".to_owned(), format!("ruled out: {}", out.evidence)),
            None if index == 0 => (
                format!("**{:.1}**", weighed.total),
                "**recommended**".to_owned(),
            ),
            None => (
                format!("{:.1}", weighed.total),
                weighed.choice.because.clone(),
            ),
        };
        // Writing to a `String` cannot fail.
        _ = writeln!(
            out,
            "| {} | {} | {total} | {} |",
            cell(&weighed.choice.name),
            scores.join(" | "),
            cell(&remark)
        );
    }
    out.trim_end().to_owned()
}

/// Ways to fail, each with what shows the answer.
pub(super) fn failures(failures: &[Failure]) -> String {
    if failures.is_empty() {
        return String::new();
    }
    let mut out = "| When | Seen by | Answer | Test |\n|---|---|---|---|\n".to_owned();
    for failure in failures {
        _ = writeln!(
            out,
            "| {} | {} | {} | `{}` |",
            cell(&failure.when),
            cell(&failure.seen_by),
            cell(&failure.answer),
            failure.test
        );
    }
    out.trim_end().to_owned()
}

/// What goes wrong in code, with the rules that catch it.
pub(super) fn hazards(pages: &[&Topic]) -> String {
    let hazards = pages.iter().flat_map(|page| &page.hazards);
    let lines = hazards.map(|hazard| {
        let rules: Vec<String> = hazard
            .rules
            .iter()
            .map(|rule| format!("`{rule}`"))
            .collect();
        match rules.as_slice() {
            [] => format!("- {}", hazard.text),
            rules => format!(
                "- {} (`rustora review` finds it: {})",
                hazard.text,
                rules.join(", ")
            ),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What to build it from, and what not.
pub(super) fn crates(page: &Topic) -> String {
    let mut out = String::new();
    if !page.crates.is_empty() {
        out.push_str("| Crate | Version | For | Notes |\n|---|---|---|---|\n");
        for one in &page.crates {
            _ = writeln!(
                out,
                "| `{}` | {} | {} | {} |",
                one.name,
                one.version,
                cell(&one.purpose),
                cell(&one.notes)
            );
        }
    }
    for avoid in &page.avoid {
        _ = write!(out, "\nNot `{}`: {}", avoid.name, avoid.text);
    }
    out.trim_end().to_owned()
}

/// A text inside of a table.
pub(super) fn cell(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // A bar that is escaped already stays so.
    text.replace("\\|", "|").replace('|', "\\|")
}
