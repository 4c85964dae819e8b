//! What is stored, and what the components promise one another about it.

use serde::{Deserialize, Serialize};

use crate::units::Span;

use super::Id;

/// A kind of record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Entity {
    /// Its id, by convention in the singular: `transfer`.
    pub id: Id,
    /// The component that alone writes it. That component may say so itself, in `owns`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Id>,
    /// The store that holds it, where that is not its owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stored_in: Option<Id>,
    /// What always holds, each as one sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub invariants: Vec<String>,
    /// How long it is kept; left out for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retention: Option<Span>,
    /// What it is made of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// What it is found by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indexes: Vec<Index>,
}

/// A field of an entity or of a message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Field {
    /// What it is called.
    pub name: String,
    /// Its type in Rust: `u64`, `Option<String>`.
    #[serde(rename = "type")]
    pub ty: String,
    /// How careful one has to be with it.
    #[serde(default, skip_serializing_if = "DataClass::is_plain")]
    pub class: DataClass,
    /// The entity that it names one of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub references: Option<Id>,
}

/// How careful one has to be with a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DataClass {
    /// No more than with everything.
    #[default]
    Plain,
    /// It says something about a person.
    Personal,
    /// It must not be in logs, and is kept encrypted or hashed.
    Secret,
}

impl DataClass {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde asks for a reference"
    )]
    const fn is_plain(&self) -> bool {
        matches!(self, Self::Plain)
    }
}

/// What an entity is found by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Index {
    /// Its fields, in order.
    pub fields: Vec<String>,
    /// Whether two records may not have the same.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unique: bool,
    /// Which query needs it.
    pub because: String,
}

/// A promise of a component: an endpoint, or a message that it sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Contract {
    /// Its id: `post-transfer`.
    pub id: Id,
    /// What kind of promise it is.
    pub kind: ContractKind,
    /// The component that makes it.
    pub component: Id,
    /// `POST /v1/transfers`, or the subject of a message.
    pub name: String,
    /// What it does.
    pub does: String,
    /// What makes a second call of the same harmless; left out when nothing does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idempotent_by: Option<String>,
    /// Who may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorisation: Option<String>,
    /// How much of it is allowed: size, rate, page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
    /// How it says no.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<String>,
    /// The components that rely on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub used_by: Vec<Id>,
    /// The tests that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tested_by: Vec<Id>,
    /// What goes in; of a message, what it holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub takes: Vec<Field>,
    /// What comes out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gives: Vec<Field>,
}

/// What kind of promise a contract is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContractKind {
    /// An HTTP endpoint.
    Endpoint,
    /// A procedure that is called: gRPC.
    Procedure,
    /// A connection that stays open: WebSocket, server-sent events.
    Stream,
    /// A message that is published.
    Message,
}
