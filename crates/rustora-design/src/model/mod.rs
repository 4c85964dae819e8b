//! The design as data: what `design.toml` holds, and nothing that can be derived from it.
//!
//! Documents, diagrams, decision records and the generated workspace are made from this, and the service is held against it. It
//! knows no archetype and judges nothing: whether it has holes is [`check`](crate::check)'s business. Everything that others
//! speak of has an id, unique in the whole file, by convention a letter and a number (`R1` requirement, `A1` assumption,
//! `Q1` question, `D1` decision, `F1` failure mode, `T1` threat) or a name in lower case with dashes (`api`,
//! `api-to-ledger`, `p99-response`). What would surprise: a number in it is a [`Quantity`](crate::units::Quantity) as text
//! (`"250 ms"`), and an unknown field is an error, since a misspelt `timeout` would be a missing one.

mod data;
mod decided;
mod operations;
mod parts;
mod reference;
mod risks;
mod wanted;

use serde::{Deserialize, Serialize};

use crate::capacity::Figure;
use crate::units::Count;
use crate::written::{self, WrittenError};

pub use data::{Contract, ContractKind, DataClass, Entity, Field, Index};
pub use decided::{Decision, DecisionOption, RuledOut};
pub use operations::{
    Accepted, Backup, CostDriver, GrowthStep, Objective, Recovery, RolloutStep, Slo,
};
pub use parts::{Budget, Component, ComponentKind, Link, Manner, Need, Replication, Zone};
pub use reference::{Reference, Section};
pub use risks::{FailureMode, Fault, Stride, Test, TestKind, Threat};
pub use wanted::{Assumption, OpenQuestion, Requirement};

/// What another part of a design is called by.
pub type Id = String;

/// The version of the format.
pub const SCHEMA: &str = "rustora.design/1";

/// A design.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Design {
    /// [`SCHEMA`].
    pub schema: String,
    /// What it is called: lower case with dashes.
    pub name: String,
    /// The archetype it started from.
    pub archetype: String,
    /// What it is, in a sentence or two.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// What the checks hold it to.
    #[serde(default)]
    pub bounds: Bounds,
    /// What may be lost, and how long it may take to come back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery: Option<Recovery>,
    /// What is wanted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requirements: Vec<Requirement>,
    /// What nobody said and was taken as given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assumptions: Vec<Assumption>,
    /// What to ask, most important first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<OpenQuestion>,
    /// What was computed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
    /// What was decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
    /// The parts of the network that trust each other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub zones: Vec<Zone>,
    /// What runs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<Component>,
    /// Who calls whom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// What is stored.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<Entity>,
    /// What the components promise one another.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contracts: Vec<Contract>,
    /// What can fail.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failures: Vec<FailureMode>,
    /// What can be attacked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub threats: Vec<Threat>,
    /// What is promised to those who use it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub slos: Vec<Slo>,
    /// How a new version gets out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rollout: Vec<RolloutStep>,
    /// What is kept in case all else is lost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub backups: Vec<Backup>,
    /// What the bill depends on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub costs: Vec<CostDriver>,
    /// What changes when it grows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub growth: Vec<GrowthStep>,
    /// What shows that all this is true.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tests: Vec<Test>,
    /// Holes that somebody knows of and lives with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<Accepted>,
}

/// What the checks hold a design to, where it is a matter of policy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Bounds {
    /// The calls that one request may become at the end of a chain when everything there fails, retries included.
    /// 3 unless said otherwise: one layer that tries three times, and no other that retries.
    pub retry_amplification: Count,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            retry_amplification: Count::whole(3),
        }
    }
}

/// A design that cannot be written down.
#[derive(Debug, thiserror::Error)]
#[error("cannot write the design as TOML: {0}")]
pub struct UnwritableError(#[from] toml::ser::Error);

impl Design {
    /// A design without anything in it.
    pub fn new(name: impl Into<String>, archetype: impl Into<String>) -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            name: name.into(),
            archetype: archetype.into(),
            summary: String::new(),
            bounds: Bounds::default(),
            recovery: None,
            requirements: Vec::new(),
            assumptions: Vec::new(),
            questions: Vec::new(),
            figures: Vec::new(),
            decisions: Vec::new(),
            zones: Vec::new(),
            components: Vec::new(),
            links: Vec::new(),
            data: Vec::new(),
            contracts: Vec::new(),
            failures: Vec::new(),
            threats: Vec::new(),
            slos: Vec::new(),
            rollout: Vec::new(),
            backups: Vec::new(),
            costs: Vec::new(),
            growth: Vec::new(),
            tests: Vec::new(),
            accepted: Vec::new(),
        }
    }

    /// Reads `design.toml`.
    ///
    /// # Errors
    ///
    /// When it is no TOML, of another version, or has a field, a word or a unit that is not known; the first of them.
    pub fn from_toml(text: &str) -> Result<Self, WrittenError> {
        written::read(text, SCHEMA)
    }

    /// Writes `design.toml`.
    ///
    /// # Errors
    ///
    /// When TOML has no way to say it, which no text or number in a design leads to.
    pub fn to_toml(&self) -> Result<String, UnwritableError> {
        Ok(toml::to_string(self)?)
    }

    /// The component of that id.
    pub fn component(&self, id: &str) -> Option<&Component> {
        self.components.iter().find(|component| component.id == id)
    }

    /// The link of that id.
    pub fn link(&self, id: &str) -> Option<&Link> {
        self.links.iter().find(|link| link.id == id)
    }

    /// The figure of that id.
    pub fn figure(&self, id: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.id == id)
    }

    /// The decision of that id.
    pub fn decision(&self, id: &str) -> Option<&Decision> {
        self.decisions.iter().find(|decision| decision.id == id)
    }

    /// The components that own an entity: it names one, or they name it. One, unless the design has a hole.
    pub fn owners<'a>(&'a self, entity: &'a Entity) -> Vec<&'a str> {
        let named = entity.owner.as_deref();
        let naming = self
            .components
            .iter()
            .filter(|component| component.owns.contains(&entity.id))
            .map(|component| component.id.as_str())
            .filter(|id| Some(*id) != named);
        named.into_iter().chain(naming).collect()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::units::{Quantity, Span};

    /// A small design without holes.
    pub(crate) const SAMPLE: &str = include_str!("sample.toml");

    pub(crate) fn sample() -> Design {
        Design::from_toml(SAMPLE).unwrap()
    }

    #[test]
    fn a_design_reads_as_it_was_written() {
        let design = sample();
        let text = design.to_toml().unwrap();
        assert_eq!(Design::from_toml(&text).unwrap(), design);
        // What is not said is not written.
        assert!(!text.contains("[]") && !text.contains("need ="), "{text}");
        let empty = Design::new("nothing", "ledger");
        let again = Design::from_toml(&empty.to_toml().unwrap()).unwrap();
        assert_eq!(again, empty);
    }

    #[test]
    fn what_the_sample_says_is_what_is_read() {
        let design = sample();
        let link = design.link("api-to-db").unwrap();
        assert_eq!(
            (link.timeout, link.retries, link.pool),
            (Some(Span::millis(250)), 2, Some(20))
        );
        assert_eq!(design.owners(&design.data[0]), ["api"]);
        let factor: Quantity = "3".parse().unwrap();
        assert_eq!(
            design.figure("peak").unwrap().inputs[0].value.expected(),
            factor
        );
        assert_eq!(design.ids().count(), 27);
        let references = design.references();
        assert!(
            references
                .iter()
                .any(|reference| reference.from == "F1" && reference.to == "kill-db")
        );
    }

    #[test]
    fn a_misspelt_field_or_word_is_an_error_with_its_line() {
        let said = |from: &str, to: &str| {
            let text = SAMPLE.replacen(from, to, 1);
            assert_ne!(text, SAMPLE);
            Design::from_toml(&text).unwrap_err().to_string()
        };
        let line = 1 + SAMPLE
            .lines()
            .position(|line| line == "timeout = \"250 ms\"")
            .unwrap();
        assert_eq!(
            said("timeout = \"250 ms\"", "timout = \"250 ms\""),
            format!(
                "line {line}: `links[1].timout`: unknown field `timout`; did you mean `timeout`?"
            )
        );
        assert_eq!(
            said("timeout = \"250 ms\"", "timeout = \"250 MiB\""),
            format!(
                "line {line}: `links[1].timeout`: `250 MiB` is an amount of data where a duration is wanted (unit mix-up): write it like `5 ms`"
            )
        );
        assert!(said("\"spoofing\"", "\"spofing\"").ends_with("did you mean `spoofing`?"));
    }
}
