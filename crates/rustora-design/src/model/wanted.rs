//! What a design starts from: requirements, assumptions, and what is still to be asked.

use serde::{Deserialize, Serialize};

use crate::origin::Origin;

use super::Id;

/// Something that is wanted, how it is measured, and who sees to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Requirement {
    /// `R1` and so on.
    pub id: Id,
    /// What is wanted, as one sentence.
    pub text: String,
    /// By which number one sees that it is met: `p99 below 50 ms at 10k/s`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub measure: String,
    /// Who wants it.
    pub origin: Origin,
    /// The decisions that it led to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decided_by: Vec<Id>,
    /// The tests that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tested_by: Vec<Id>,
}

/// Something that nobody said and that was taken as given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Assumption {
    /// `A1` and so on.
    pub id: Id,
    /// What is assumed.
    pub text: String,
    /// Why it is a fair guess.
    pub because: String,
    /// What would have to be looked at again if it were not so: requirements, decisions, figures, components.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub affects: Vec<Id>,
}

/// Something to ask.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OpenQuestion {
    /// `Q1` and so on.
    pub id: Id,
    /// The question.
    pub text: String,
    /// What is taken for its answer until there is one.
    pub meanwhile: String,
    /// The decisions that its answer may turn around.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flips: Vec<Id>,
}
