//! Decisions as they are kept: what was asked, what there was to choose from, what was chosen and what would change that.
//!
//! How a choice is made is [`decide`](crate::decide)'s; here is its outcome, with scores and totals, so that a reader
//! (and a check) can follow it without the tables it was made from.

use serde::{Deserialize, Serialize};

use super::Id;

/// A decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Decision {
    /// `D1` and so on.
    pub id: Id,
    /// The name of the question in the tables of knowledge: `store`, `delivery`.
    pub question: String,
    /// The question.
    pub asks: String,
    /// The id of the option that was chosen, one of [`Self::options`].
    pub chosen: String,
    /// Why, as prose.
    pub because: String,
    /// What would turn it around, or that nothing near does.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sensitivity: String,
    /// What follows from it, good and bad.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consequences: Vec<String>,
    /// The figures that it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Id>,
    /// The tests that show that it was carried out, and that it does what it was chosen for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confirmation: Vec<Id>,
    /// The weights of correctness, performance, maintainability, reliability and operability, as they were used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weights: Option<[f64; 5]>,
    /// What there was to choose from, best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<DecisionOption>,
}

/// Something that could have been chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DecisionOption {
    /// Its id, unique within the decision.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// From 0 to 10 each: correctness, performance, maintainability, reliability, operability.
    pub scores: [u8; 5],
    /// The weighted mean of the scores, from 0 to 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<f64>,
    /// Why it cannot be chosen at all; empty when it can.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ruled_out: Vec<RuledOut>,
    /// What speaks for and against it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub because: String,
}

/// A gate that an option did not pass.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RuledOut {
    /// What was asked of it: a guarantee, a load, a prohibition.
    pub gate: String,
    /// What it can do instead, and who says so.
    pub evidence: String,
}
