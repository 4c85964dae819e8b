//! The brief: what somebody wants, with everything that was not said filled in and marked as an assumption.
//!
//! It knows the archetypes by name and what is usual for each (`defaults`), and no option, component or decision. Every value is a
//! [`Slot`] that says whether a line of the brief states it or why it was assumed, so that a design can show what it rests
//! on. What would surprise: an assumption gives way to what is stated (a stated asynchronous replication moves the assumed
//! recovery point), so only two stated values can contradict each other.

mod answers;
mod contradictions;
mod defaults;
pub mod questions;
mod read;

use serde::{Deserialize, Serialize};

use crate::decide::Weights;
use crate::model::Replication;
use crate::origin::Origin;
use crate::units::{Bytes, Count, Rate, Share, Span};

pub use read::UnwritableBriefError;

/// The version of the format.
pub const SCHEMA: &str = "rustora.brief/1";

/// A value and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot<T> {
    /// The value.
    pub value: T,
    /// Who says so.
    pub origin: Origin,
}

impl<T> Slot<T> {
    /// An assumption and its reason.
    pub fn assumed(value: T, because: impl Into<String>) -> Self {
        let origin = Origin::assumed(because);
        Self { value, origin }
    }

    /// What a line of the brief says.
    pub const fn stated(value: T, line: u32) -> Self {
        let origin = Origin::Stated { line };
        Self { value, origin }
    }

    /// Whether nobody said so.
    pub const fn is_assumed(&self) -> bool {
        self.origin.is_assumed()
    }
}

/// What is wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Brief {
    /// What it is called: lower case with dashes.
    pub name: String,
    /// What it is like.
    pub archetype: Archetype,
    /// How much comes in.
    pub load: Load,
    /// How fast it answers.
    pub latency: Latency,
    /// What it must never break.
    pub guarantees: Slot<Vec<Guarantee>>,
    /// What it keeps.
    pub data: Data,
    /// What it is to be made with, and without.
    pub technology: Technology,
    /// The part of the time in which it answers (`service.availability`).
    pub availability: Slot<Share>,
    /// What may be lost.
    pub recovery: RecoverySlots,
    /// Rules of others: `PCI DSS`, `GDPR`.
    pub compliance: Slot<Vec<String>>,
    /// Those who build and run it (`team.size`).
    pub team: Slot<Count>,
    /// What there is to run it on (`budget.machines`).
    pub machines: Slot<Count>,
    /// Where it runs.
    pub regions: Slot<Vec<String>>,
    /// What counts when options are weighed.
    pub weights: Slot<Weights>,
}

/// What a system is like: where its defaults and its first components come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Archetype {
    /// Very many connections, each of which asks now and then.
    ConnectionApi,
    /// Messages that must arrive.
    MessageQueue,
    /// Money that must add up.
    Ledger,
}

impl Archetype {
    /// Every archetype.
    pub const ALL: [Self; 3] = [Self::ConnectionApi, Self::MessageQueue, Self::Ledger];

    /// As a brief names it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::ConnectionApi => "connection-api",
            Self::MessageQueue => "message-queue",
            Self::Ledger => "ledger",
        }
    }
}

/// How much comes in (`[load]`).
#[derive(Clone, Debug, PartialEq)]
pub struct Load {
    /// Connections that are open at the same time.
    pub connections: Slot<Count>,
    /// Requests, on average.
    pub requests: Slot<Rate>,
    /// Messages, on average.
    pub messages: Slot<Rate>,
    /// Transfers, on average.
    pub transfers: Slot<Rate>,
    /// What one of them carries.
    pub payload: Slot<Bytes>,
    /// The peak over the average.
    pub peak_factor: Slot<Count>,
}

/// How fast it answers (`[latency]`).
#[derive(Clone, Debug, PartialEq)]
pub struct Latency {
    /// What 99 of 100 answers stay below.
    pub p99: Slot<Span>,
    /// There and back between two regions.
    pub region_round_trip: Slot<Span>,
}

/// What it keeps (`[data]`).
#[derive(Clone, Debug, PartialEq)]
pub struct Data {
    /// For how long.
    pub retention: Slot<Span>,
    /// How many times as much comes in after a year.
    pub growth: Slot<Count>,
    /// How copies are kept the same.
    pub replication: Slot<Replication>,
}

/// Names of products, and the words `durable-store` and `broker` for all of a kind (`[technology]`).
#[derive(Clone, Debug, PartialEq)]
pub struct Technology {
    /// What it is to be made with.
    pub wanted: Slot<Vec<String>>,
    /// What it is to be made without.
    pub forbidden: Slot<Vec<String>>,
}

/// What may be lost, and how long it may take (`[recovery]`).
#[derive(Clone, Debug, PartialEq)]
pub struct RecoverySlots {
    /// The time whose writes may be lost.
    pub point: Slot<Span>,
    /// The time until it works again.
    pub time: Slot<Span>,
}

/// What must never be broken, whatever happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Guarantee {
    /// What was accepted is delivered, perhaps twice.
    AtLeastOnce,
    /// What was accepted is delivered once or not at all.
    AtMostOnce,
    /// What is delivered twice has its effect once.
    EffectOnce,
    /// Messages with the same key are delivered in the order in which they came.
    OrderPerKey,
    /// All messages are.
    TotalOrder,
    /// What was acknowledged survives the loss of power.
    DurableAck,
    /// What was acknowledged survives the loss of a machine.
    SurvivesFailover,
    /// Transactions are as if one ran after the other.
    Serializable,
    /// Who wrote reads what it wrote.
    ReadYourWrites,
    /// A second attempt of the same write changes nothing.
    IdempotentWrites,
    /// Who did what and when is kept and cannot be changed.
    AuditTrail,
    /// One tenant never sees another's data.
    TenantIsolation,
}

impl Guarantee {
    /// Every guarantee.
    pub const ALL: [Self; 12] = [
        Self::AtLeastOnce,
        Self::AtMostOnce,
        Self::EffectOnce,
        Self::OrderPerKey,
        Self::TotalOrder,
        Self::DurableAck,
        Self::SurvivesFailover,
        Self::Serializable,
        Self::ReadYourWrites,
        Self::IdempotentWrites,
        Self::AuditTrail,
        Self::TenantIsolation,
    ];

    /// As a brief and the tables of options name it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::AtLeastOnce => "at-least-once",
            Self::AtMostOnce => "at-most-once",
            Self::EffectOnce => "effect-once",
            Self::OrderPerKey => "order-per-key",
            Self::TotalOrder => "total-order",
            Self::DurableAck => "durable-ack",
            Self::SurvivesFailover => "survives-failover",
            Self::Serializable => "serializable",
            Self::ReadYourWrites => "read-your-writes",
            Self::IdempotentWrites => "idempotent-writes",
            Self::AuditTrail => "audit-trail",
            Self::TenantIsolation => "tenant-isolation",
        }
    }
}

impl Brief {
    /// The rate of the archetype's own work: requests, messages or transfers, on average.
    pub const fn main_rate(&self) -> &Slot<Rate> {
        match self.archetype {
            Archetype::ConnectionApi => &self.load.requests,
            Archetype::MessageQueue => &self.load.messages,
            Archetype::Ledger => &self.load.transfers,
        }
    }

    /// The same at the peak.
    pub fn peak_rate(&self) -> Rate {
        self.main_rate().value.times(self.load.peak_factor.value)
    }
}

#[cfg(test)]
mod tests;
