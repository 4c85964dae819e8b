//! Running it: what is promised, how it gets out, how it comes back, what it costs and how it grows.

use serde::{Deserialize, Serialize};

use crate::units::{Share, Span};

use super::Id;

/// What may be lost, and how long it may take to come back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Recovery {
    /// The time whose writes may be lost (RPO).
    pub point: Span,
    /// The time until it works again (RTO).
    pub time: Span,
}

/// A promise to those who use it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Slo {
    /// Its id.
    pub id: Id,
    /// The component at which it is measured.
    pub component: Id,
    /// What is measured.
    pub objective: Objective,
    /// How it is measured: good events over all events, as a metric says it.
    pub sli: String,
    /// The part that has to be good.
    pub target: Share,
    /// Over how long.
    pub window: Span,
    /// For a latency, what is good: below this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<Span>,
}

/// What an SLO is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Objective {
    /// That it answers.
    Availability,
    /// That it answers in time.
    Latency,
    /// That what it answers is right, or complete.
    Correctness,
    /// That what it answers is recent.
    Freshness,
}

/// A step by which a new version gets out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RolloutStep {
    /// Its id.
    pub id: Id,
    /// What is done.
    pub does: String,
    /// What has to hold before the next one.
    pub gate: String,
    /// How it is undone.
    pub undo: String,
}

/// What is kept in case all else is lost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Backup {
    /// Its id.
    pub id: Id,
    /// The store.
    pub component: Id,
    /// How: `base backup and WAL archive`.
    pub how: String,
    /// The time between two, or by which an archive is behind.
    pub interval: Span,
    /// How long they are kept.
    pub retention: Span,
    /// The test or drill that restores one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restored_by: Option<Id>,
}

/// What the bill depends on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CostDriver {
    /// Its id.
    pub id: Id,
    /// What is paid for.
    pub what: String,
    /// What makes it more.
    pub grows_with: String,
    /// The figure that says how much of it there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<Id>,
}

/// What changes when it grows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct GrowthStep {
    /// Its id.
    pub id: Id,
    /// The number that says that it is time: `2k transfers/s`, `a core busy above 70 %`.
    pub due_at: String,
    /// What then has to be changed.
    pub change: String,
    /// The figure that the number comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<Id>,
}

/// A hole that somebody knows of and lives with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Accepted {
    /// The check that would report it.
    pub check: String,
    /// The id at which it would.
    pub at: Id,
    /// Why one can live with it.
    pub because: String,
}
