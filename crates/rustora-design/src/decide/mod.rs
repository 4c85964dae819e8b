//! Decisions: hard gates first, then scores, one recommendation, and what would turn it around.
//!
//! Generic over data: it knows no store and no broker. Questions with their options come from tables of knowledge, what is wanted
//! comes from a brief, and the outcome goes into a design. An option that cannot give what is wanted is never
//! outweighed by being fast: it is out, with the evidence. What would surprise: a ceiling rules out only when even its high
//! estimate is below the load, since a gate has to be certain; and when nothing is left, that is an error which names the
//! requirements that exclude each other, not a least bad choice.

mod gates;
mod sensitivity;
mod verdict;
mod weights;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::brief::Brief;
use crate::model::RuledOut;
use crate::units::{Estimate, Quantity};

pub use sensitivity::{BreakEven, Flip, STEP, Sensitivity, Way};
pub use verdict::{Verdict, Weighed, decide};
pub use weights::{Dimension, NoWeightError, Weights};

/// The best score.
pub const BEST: u8 = 10;

/// Something to decide.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Question {
    /// Its id: `store`.
    pub id: String,
    /// The question.
    pub asks: String,
    /// The guarantees that are decided here. Others are no gate: which runtime is used has no say in the order of messages.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub gates: BTreeSet<String>,
    /// What there is to choose from.
    pub options: Vec<Choice>,
}

/// Something that could be chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Choice {
    /// Its id, unique in the question: `postgresql`.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// From 0 to [`BEST`]: correctness, performance, maintainability, reliability, operability.
    pub scores: [u8; 5],
    /// The guarantees that it can give.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub gives: BTreeSet<String>,
    /// By guarantee that it cannot give: why not, and who says so.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub cannot: BTreeMap<String, String>,
    /// What it is one of, for a brief that forbids a kind: `durable-store`, `broker`.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub kinds: BTreeSet<String>,
    /// What it carries at most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ceilings: Vec<Ceiling>,
    /// What speaks for and against it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub because: String,
}

/// The most that an option carries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Ceiling {
    /// How much. Its kind says of what: a rate of the archetype's own work, a count of connections.
    pub most: Estimate<Quantity>,
    /// Who says so.
    pub source: String,
}

/// What is wanted of every option.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    /// Ids of guarantees.
    pub guarantees: BTreeSet<String>,
    /// What has to be carried, each held against the ceilings of its kind.
    pub loads: Vec<Quantity>,
    /// Ids of options that were asked for: where a question has one, the others are out.
    pub asked_for: BTreeSet<String>,
    /// Ids of options, or kinds of them, that must not be used.
    pub forbidden: BTreeSet<String>,
}

impl Wanted {
    /// What a brief wants, at its peak.
    pub fn of(brief: &Brief) -> Self {
        let set = |names: &[String]| names.iter().cloned().collect();
        let guarantees = brief.guarantees.value.iter();
        Self {
            guarantees: guarantees
                .map(|guarantee| guarantee.id().to_owned())
                .collect(),
            loads: vec![
                brief.peak_rate().into(),
                brief.load.connections.value.into(),
            ],
            asked_for: set(&brief.technology.wanted.value),
            forbidden: set(&brief.technology.forbidden.value),
        }
    }
}

/// Why nothing was decided.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum DecideError {
    /// The question is not one.
    #[error("question `{question}`: {what}")]
    Malformed {
        /// The question's id.
        question: String,
        /// What is wrong with it.
        what: String,
    },
    /// Every option is ruled out.
    #[error("question `{question}`: no option is left, since {}", conflict(.gates, .options))]
    Conflict {
        /// The question's id.
        question: String,
        /// The fewest gates that together rule out everything: one, two, or all that there are.
        gates: Vec<String>,
        /// By name of the option: what rules it out.
        options: Vec<(String, Vec<RuledOut>)>,
    },
}

fn conflict(gates: &[String], options: &[(String, Vec<RuledOut>)]) -> String {
    let evidence: Vec<String> = options
        .iter()
        .filter_map(|(name, out)| {
            let first = out.iter().find(|out| gates.contains(&out.gate))?;
            Some(format!("{name}: {}", first.evidence))
        })
        .collect();
    let why = match gates {
        [one] => format!("none passes {one}"),
        _ => format!("none passes {} together", gates.join(" and ")),
    };
    format!(
        "{why} ({}); one of these wishes has to go",
        evidence.join("; ")
    )
}

#[cfg(test)]
mod tests;
