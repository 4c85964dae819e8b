//! A number as it is printed: what it is, how it was computed, from what, and who says so.
//!
//! It knows no formula. The value has lost its type, since a list of figures holds rates next to bytes; the formula is
//! text with the numbers put in, so that a reader can check it with a pocket calculator.

use serde::{Deserialize, Serialize};

use crate::units::{Estimate, Measure, Quantity};

/// A computed number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// What other parts of a design call it: lower case with dashes.
    pub id: String,
    /// What it is, as the start of a sentence.
    pub what: String,
    /// The number.
    pub value: Estimate<Quantity>,
    /// The formula, and after `=` the same with the expected numbers put in.
    pub formula: String,
    /// Where the formula comes from.
    pub source: String,
    /// What it was computed from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<Input>,
}

/// A number that a figure was computed from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// What the formula calls it.
    pub name: String,
    /// The number.
    pub value: Estimate<Quantity>,
    /// Who says so: a line of the brief, an assumption, a constant's source, another figure's id.
    pub source: String,
}

/// A number with its source.
#[derive(Clone, Debug, PartialEq)]
pub struct Known<T> {
    /// The number.
    pub value: Estimate<T>,
    /// Who says so.
    pub source: String,
}

impl<T: Measure> Known<T> {
    /// From a number, or an estimate, and its source.
    pub fn new(value: impl Into<Estimate<T>>, source: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            source: source.into(),
        }
    }

    /// The same as an input.
    pub(super) fn input(&self, name: &str) -> Input {
        Input {
            name: name.to_owned(),
            value: self.value.any(),
            source: self.source.clone(),
        }
    }

    /// The expected number, as a formula shows it.
    pub(super) fn shown(&self) -> String {
        self.value.expected().rounded().to_string()
    }
}

impl Figure {
    /// The figure as a source of others.
    pub fn known<T: Measure>(&self) -> Option<Known<T>> {
        Some(Known::new(
            self.value.of::<T>()?,
            format!("figure {}", self.id),
        ))
    }
}
