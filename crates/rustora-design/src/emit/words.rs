//! The words for what a design says with an enum, and for numbers in sentences.
//!
//! `design.toml` writes them in kebab-case for a parser; a reader gets them as they are spoken. Nothing is decided here.

use std::fmt;

use crate::model::{
    Budget, ComponentKind, ContractKind, DataClass, Fault, Link, Manner, Need, Objective,
    Replication, Stride, TestKind,
};
use crate::units::{Estimate, Measure, Quantity, Span};

pub(super) const fn component_kind(kind: ComponentKind) -> &'static str {
    match kind {
        ComponentKind::Client => "client",
        ComponentKind::Edge => "edge",
        ComponentKind::Service => "service",
        ComponentKind::Worker => "worker",
        ComponentKind::Store => "store",
        ComponentKind::Broker => "broker",
        ComponentKind::Cache => "cache",
        ComponentKind::External => "external",
    }
}

pub(super) const fn contract_kind(kind: ContractKind) -> &'static str {
    match kind {
        ContractKind::Endpoint => "endpoint",
        ContractKind::Procedure => "procedure",
        ContractKind::Stream => "stream",
        ContractKind::Message => "message",
    }
}

pub(super) const fn data_class(class: DataClass) -> &'static str {
    match class {
        DataClass::Plain => "plain",
        DataClass::Personal => "personal",
        DataClass::Secret => "secret",
    }
}

pub(super) const fn fault(fault: Fault) -> &'static str {
    match fault {
        Fault::Slow => "slow",
        Fault::Gone => "gone",
        Fault::Partitioned => "partitioned",
        Fault::Duplicated => "duplicated",
        Fault::Reordered => "reordered",
        Fault::Lost => "lost",
        Fault::Full => "full",
        Fault::Wrong => "wrong",
        Fault::Poison => "poison",
        Fault::Stampede => "stampede",
        Fault::Clock => "clock jumps",
    }
}

pub(super) const fn stride(category: Stride) -> &'static str {
    match category {
        Stride::Spoofing => "spoofing",
        Stride::Tampering => "tampering",
        Stride::Repudiation => "repudiation",
        Stride::InformationDisclosure => "information disclosure",
        Stride::DenialOfService => "denial of service",
        Stride::ElevationOfPrivilege => "elevation of privilege",
    }
}

pub(super) const fn test_kind(kind: TestKind) -> &'static str {
    match kind {
        TestKind::Unit => "unit",
        TestKind::Property => "property",
        TestKind::Integration => "integration",
        TestKind::Contract => "contract",
        TestKind::Load => "load",
        TestKind::Fault => "fault",
        TestKind::Security => "security",
        TestKind::Conformance => "conformance",
        TestKind::Drill => "drill",
    }
}

pub(super) const fn objective(objective: Objective) -> &'static str {
    match objective {
        Objective::Availability => "availability",
        Objective::Latency => "latency",
        Objective::Correctness => "correctness",
        Objective::Freshness => "freshness",
    }
}

pub(super) const fn replication(replication: Replication) -> &'static str {
    match replication {
        Replication::None => "one copy",
        Replication::Asynchronous => "asynchronous",
        Replication::Synchronous => "synchronous",
    }
}

/// How a call is made, and what it may cost its caller.
pub(super) fn call(link: &Link) -> String {
    let manner = match link.manner {
        Manner::Sync => "waits",
        Manner::Async => "does not wait",
    };
    let need = match link.need {
        Need::Required => "",
        Need::Optional => ", can do without",
    };
    let timeout = link.timeout.map(|timeout| format!(", at most {timeout}"));
    let retries = match link.retries {
        0 => String::new(),
        retries => format!(", {} attempts", retries.saturating_add(1)),
    };
    let pool = link.pool.map(|pool| format!(", pool of {pool}"));
    let (timeout, pool) = (timeout.unwrap_or_default(), pool.unwrap_or_default());
    format!("{manner}{need}{timeout}{retries}{pool}")
}

/// What travels under which protection.
pub(super) fn carried(link: &Link) -> String {
    let encryption = link.encryption.as_deref().unwrap_or("not encrypted");
    let authentication = link.authentication.as_deref();
    let authentication = authentication.unwrap_or("caller not authenticated");
    format!("{}; {encryption}; {authentication}", link.protocol)
}

/// The connections that a component accepts.
pub(super) fn connections(budget: &Budget) -> String {
    match (budget.max_connections, budget.reserved_connections) {
        (Some(most), Some(kept)) => format!("{most}, of those {kept} kept back"),
        (Some(most), None) => most.to_string(),
        (None, _) => String::new(),
    }
}

/// A number from 0 to 10 with at most two decimals.
pub(super) fn score(score: f64) -> String {
    let text = format!("{score:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A duration in the largest unit of which there is at least one, with three digits.
pub(super) fn span(span: Span) -> String {
    let seconds = span.get();
    let units = [(86_400.0, "d"), (3_600.0, "h"), (60.0, "min"), (1.0, "s")];
    match units.iter().find(|(over, _)| seconds >= *over) {
        Some((over, unit)) => {
            let rounded: f64 = format!("{:.2e}", seconds / over).parse().unwrap_or(seconds);
            number(format!("{rounded} {unit}"))
        }
        None => number(span.rounded()),
    }
}

/// A number with its unit, which a line's end does not part.
pub(super) fn number(number: impl fmt::Display) -> String {
    number.to_string().replace(' ', "\u{a0}")
}

/// Low, expected, high.
pub(super) fn estimate(estimate: &Estimate<Quantity>) -> String {
    let estimate = estimate.rounded();
    let (low, expected, high) = (estimate.low(), estimate.expected(), estimate.high());
    if estimate.is_exact() {
        number(expected)
    } else {
        format!("{} – {} – {}", number(low), number(expected), number(high))
    }
}

/// What is not known is left out.
pub(super) fn maybe(value: Option<impl fmt::Display>) -> String {
    value.map_or_else(String::new, number)
}

/// `1 test`, `2 tests`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
