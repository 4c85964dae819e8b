//! What runs and who calls whom: zones, components, links.
//!
//! What belongs to a call (timeout, retries, pool) stands with the link, since the same service calls one neighbour
//! patiently and another one not; what belongs to a process (memory, capacity, availability) stands with the component.

use serde::{Deserialize, Serialize};

use crate::units::{Bytes, Rate, Share, Span};

use super::Id;

/// A part of the network whose members trust each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Zone {
    /// Its id: `internet`, `cluster`, `data`.
    pub id: Id,
    /// What it is.
    pub name: String,
}

/// Something that runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Component {
    /// Its id.
    pub id: Id,
    /// What kind of thing it is.
    pub kind: ComponentKind,
    /// What it does, as one sentence.
    pub does: String,
    /// What it is made with: `axum 0.8`, `PostgreSQL 17`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub technology: String,
    /// How many run.
    #[serde(default = "one")]
    pub replicas: u32,
    /// The zone it stands in.
    pub zone: Id,
    /// The entities that only it writes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owns: Vec<Id>,
    /// The decisions that it is a consequence of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decided_by: Vec<Id>,
    /// How its copies of the data are kept the same.
    #[serde(default, skip_serializing_if = "Replication::is_none")]
    pub replication: Replication,
    /// What it has and what it is held to.
    #[serde(default, skip_serializing_if = "Budget::is_empty")]
    pub budget: Budget,
}

const fn one() -> u32 {
    1
}

/// What kind of thing a component is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ComponentKind {
    /// Somebody's browser, app or service that calls in.
    Client,
    /// A proxy or load balancer in front.
    Edge,
    /// A service of this design.
    Service,
    /// A process of this design that nobody calls.
    Worker,
    /// A database or a file that is the truth.
    Store,
    /// Messages in transit.
    Broker,
    /// A copy that may be lost.
    Cache,
    /// A service of somebody else.
    External,
}

impl ComponentKind {
    /// Whether it keeps what must not be lost.
    pub const fn keeps_data(self) -> bool {
        matches!(self, Self::Store | Self::Broker)
    }
}

/// How the copies of a store's data are kept the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Replication {
    /// There is one copy.
    #[default]
    None,
    /// A commit is answered before the copies have it.
    Asynchronous,
    /// A commit is answered once a copy elsewhere has it too.
    Synchronous,
}

impl Replication {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde asks for a reference"
    )]
    const fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }
}

/// What a component has and what it is held to. What is not known is left out, and is then not checked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Budget {
    /// How long it works on a request before it gives up by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Span>,
    /// Memory of one replica.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory: Option<Bytes>,
    /// The part of the time in which it answers, all replicas together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub availability: Option<Share>,
    /// What one replica carries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<Rate>,
    /// What comes in at the peak, for all replicas together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peak: Option<Rate>,
    /// Connections that it accepts (a database's `max_connections`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_connections: Option<u32>,
    /// Of those, the ones kept for migrations, administration and monitoring.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reserved_connections: Option<u32>,
}

impl Budget {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A call, or a flow of messages, from one component to another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Link {
    /// Its id, by convention `FROM-to-TO`.
    pub id: Id,
    /// The component that opens it.
    pub from: Id,
    /// The component that answers.
    pub to: Id,
    /// `HTTP/1.1`, `gRPC`, `PostgreSQL`.
    pub protocol: String,
    /// What goes over it.
    pub what: String,
    /// Whether the caller waits.
    pub manner: Manner,
    /// Whether the caller can do without.
    #[serde(default, skip_serializing_if = "Need::is_required")]
    pub need: Need,
    /// How long the caller waits for one attempt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout: Option<Span>,
    /// Attempts after the first.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub retries: u32,
    /// Connections that each replica of the caller keeps open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pool: Option<u32>,
    /// What encrypts it (`TLS 1.3`); left out when nothing does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encryption: Option<String>,
    /// What tells the callee who calls (`mTLS`, `bearer token`, `SCRAM`); left out when nothing does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authentication: Option<String>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
const fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// Whether the caller of a link waits for the answer before it answers itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Manner {
    /// It waits.
    Sync,
    /// It does not.
    Async,
}

/// Whether the caller of a link can answer without it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// It cannot.
    #[default]
    Required,
    /// It answers with less.
    Optional,
}

impl Need {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde asks for a reference"
    )]
    const fn is_required(&self) -> bool {
        matches!(self, Self::Required)
    }
}
