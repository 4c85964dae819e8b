//! Values of a brief that cannot be, alone or together.
//!
//! A contradiction takes two stated values; an assumption has given way before. It is told at the later of the two
//! lines. What is merely expensive (five nines with one machine) is none: decisions and checks tell that.

use crate::model::Replication;
use crate::origin::Origin;
use crate::units::{Count, Rate, Share, Span};
use crate::written::WrittenError;

use super::{Archetype, Brief, Guarantee, Slot};

/// A word for every store that keeps what it is told when the power goes.
const DURABLE_STORE: &str = "durable-store";

/// All of them, in no order.
pub(super) fn of(brief: &Brief) -> Vec<WrittenError> {
    let mut found = Found(Vec::new());
    alone(brief, &mut found);
    together(brief, &mut found);
    found.0
}

struct Found(Vec<WrittenError>);

impl Found {
    fn add(&mut self, line: Option<u32>, field: &str, message: String) {
        if let Some(line) = line {
            let (field, nearest) = (field.to_owned(), None);
            self.0.push(WrittenError {
                line,
                field,
                message,
                nearest,
            });
        }
    }
}

/// The line, when it is stated.
fn line<T>(slot: &Slot<T>) -> Option<u32> {
    match slot.origin {
        Origin::Stated { line } => Some(line),
        Origin::Assumed { .. } => None,
    }
}

/// The later line, when both are stated.
fn later<T, U>(a: &Slot<T>, b: &Slot<U>) -> Option<u32> {
    Some(line(a)?.max(line(b)?))
}

fn alone(brief: &Brief, found: &mut Found) {
    let load = &brief.load;
    if load.peak_factor.value < Count::whole(1) {
        let message = format!(
            "{} is below 1, and a peak is no lower than the average",
            load.peak_factor.value
        );
        found.add(line(&load.peak_factor), "load.peak-factor", message);
    }
    if brief.availability.value == Share::ALL {
        let message =
            "100 % leaves no time in which anything may fail: say how many nines are paid for"
                .to_owned();
        found.add(line(&brief.availability), "service.availability", message);
    }
    for (slot, field, what) in [
        (&brief.team, "team.size", "people"),
        (&brief.machines, "budget.machines", "machines"),
    ] {
        if slot.value < Count::whole(1) {
            found.add(
                line(slot),
                field,
                format!("without {what} there is nothing to design for"),
            );
        }
    }
    if brief.regions.value.is_empty() {
        found.add(
            line(&brief.regions),
            "regions",
            "it has to run somewhere: name one".to_owned(),
        );
    }
    let (field, what) = match brief.archetype {
        Archetype::ConnectionApi => {
            if load.connections.value < Count::whole(1) {
                let message = "without connections it is no `connection-api`".to_owned();
                found.add(line(&load.connections), "load.connections", message);
            }
            ("load.requests", "requests")
        }
        Archetype::MessageQueue => ("load.messages", "messages"),
        Archetype::Ledger => ("load.transfers", "transfers"),
    };
    if brief.main_rate().value == Rate::ZERO {
        let message = format!("without {what} it is no `{}`", brief.archetype.id());
        found.add(line(brief.main_rate()), field, message);
    }
}

fn together(brief: &Brief, found: &mut Found) {
    let guarantees = &brief.guarantees;
    let wants = |guarantee| guarantees.value.contains(&guarantee);
    let (replication, point) = (&brief.data.replication, &brief.recovery.point);
    if point.value == Span::ZERO && replication.value != Replication::Synchronous {
        let how = match replication.value {
            Replication::Asynchronous => "asynchronous replication loses what was not sent yet",
            _ => "a single copy loses what came after the last backup",
        };
        let message = format!(
            "nothing may be lost, and {how}: set `data.replication = \"synchronous\"` or allow some seconds"
        );
        found.add(later(replication, point), "recovery.point", message);
    }
    // A write has to cross only where somebody on the other side has to agree.
    let crossing = replication.value == Replication::Synchronous && !replication.is_assumed()
        || point.value == Span::ZERO && !point.is_assumed();
    let (p99, trip) = (&brief.latency.p99, &brief.latency.region_round_trip);
    if crossing && brief.regions.value.len() > 1 && p99.value < trip.value {
        let message = format!(
            "{} is less than the {} between two regions, and every write waits for the other one: allow more, replicate asynchronously, or stay in one region",
            p99.value, trip.value
        );
        found.add(later(p99, trip), "latency.p99", message);
    }
    if wants(Guarantee::AtLeastOnce) && wants(Guarantee::AtMostOnce) {
        let message = "`at-least-once` and `at-most-once` exclude each other; `at-least-once` with `effect-once` is what is mostly meant".to_owned();
        found.add(line(guarantees), "guarantees", message);
    }
    let forbidden = &brief.technology.forbidden;
    let durable = [
        Guarantee::AtLeastOnce,
        Guarantee::DurableAck,
        Guarantee::SurvivesFailover,
        Guarantee::AuditTrail,
        Guarantee::EffectOnce,
    ];
    if forbidden.value.iter().any(|name| name == DURABLE_STORE)
        && let Some(guarantee) = durable.into_iter().find(|guarantee| wants(*guarantee))
    {
        // Of an archetype that is nothing without it the guarantee counts as stated.
        let line = later(guarantees, forbidden).or_else(|| line(forbidden));
        let message = format!(
            "`{}` needs something that keeps what it is told, and `{DURABLE_STORE}` is forbidden: allow one, or drop the guarantee",
            guarantee.id()
        );
        found.add(line, "technology.forbidden", message);
    }
    let wanted = &brief.technology.wanted;
    if let Some(both) = wanted
        .value
        .iter()
        .find(|name| forbidden.value.contains(name))
    {
        let message = format!("`{both}` is wanted and forbidden: leave it in one list");
        found.add(later(wanted, forbidden), "technology.forbidden", message);
    }
}
