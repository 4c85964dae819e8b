//! What is assumed where a brief says nothing, and why.
//!
//! Defaults are modest on purpose: a design for the load of a large site that nobody asked for costs more than one that has
//! to grow. They follow what is stated, and each other in one direction only: connections → requests, replication →
//! recovery point.

use crate::decide::Weights;
use crate::model::Replication;
use crate::units::{Bytes, Count, Measure, Rate, Share, Span};

use super::read::{Raw, Reader};
use super::{Archetype, Brief, Data, Guarantee, Latency, Load, RecoverySlots, Slot, Technology};

/// A brief from what was written, the rest assumed.
pub(super) fn fill(
    name: String,
    archetype: Archetype,
    raw: Raw,
    weights: Option<Slot<Weights>>,
    reader: Reader<'_>,
) -> Brief {
    let regions = reader.slot(raw.regions, || {
        Slot::assumed(vec!["one".to_owned()], "nothing was said of regions")
    });
    let guarantees = reader.slot(raw.guarantees, || guarantees(archetype));
    let replication = reader.stated(raw.data.replication);
    let point = reader.stated(raw.recovery.point);
    let (replication, point) = copies(archetype, replication, point);
    let p99 = reader.slot(raw.latency.p99, || {
        let p99 = Span::millis(if archetype == Archetype::Ledger {
            300
        } else {
            200
        });
        Slot::assumed(p99, "people notice a wait of some tenths of a second")
    });
    let round_trip = reader.slot(raw.latency.region_round_trip, || {
        match regions.value.len() {
            0 | 1 => Slot::assumed(Span::ZERO, "there is one region"),
            _ => Slot::assumed(
                Span::millis(30),
                "two regions of one continent are some 30 ms apart, there and back",
            ),
        }
    });
    Brief {
        name,
        archetype,
        load: load(archetype, raw.load, reader),
        latency: Latency {
            p99,
            region_round_trip: round_trip,
        },
        guarantees,
        data: Data {
            retention: reader.slot(raw.data.retention, || retention(archetype)),
            growth: reader.slot(raw.data.growth, || {
                Slot::assumed(
                    Count::whole(2),
                    "twice the load in a year is room enough to change course in",
                )
            }),
            replication,
        },
        technology: Technology {
            wanted: reader.slot(raw.technology.wanted, || {
                nothing("no product was asked for")
            }),
            forbidden: reader.slot(raw.technology.forbidden, || {
                nothing("no product was ruled out")
            }),
        },
        availability: reader.slot(raw.service.availability, || availability(archetype)),
        recovery: RecoverySlots {
            point,
            time: reader.slot(raw.recovery.time, || {
                Slot::assumed(
                    Span::seconds(1_800),
                    "somebody has to be woken, look, and act",
                )
            }),
        },
        compliance: reader.slot(raw.compliance, || nothing("no rule of others was named")),
        team: reader.slot(raw.team.size, || {
            Slot::assumed(
                Count::whole(3),
                "a small team has three people who can be on call",
            )
        }),
        machines: reader.slot(raw.budget.machines, || {
            Slot::assumed(
                Count::whole(3),
                "two that carry the load when one is gone, and that one",
            )
        }),
        regions,
        weights: weights.unwrap_or_else(|| self::weights(archetype)),
    }
}

fn nothing(because: &str) -> Slot<Vec<String>> {
    Slot::assumed(Vec::new(), because)
}

fn load(archetype: Archetype, raw: super::read::RawLoad, reader: Reader<'_>) -> Load {
    use Archetype::{ConnectionApi, Ledger, MessageQueue};

    let none = "the archetype has none";
    let connections = reader.slot(raw.connections, || match archetype {
        ConnectionApi => Slot::assumed(
            Count::whole(10_000),
            "no number was given, and one process holds ten thousand",
        ),
        MessageQueue | Ledger => Slot::assumed(
            Count::whole(500),
            "services connect, not people: a few hundred",
        ),
    });
    let requests = reader.slot(raw.requests, || match archetype {
        ConnectionApi => Slot::assumed(
            Rate::nearest(connections.value.get() / 20.0),
            "each connection asks once in twenty seconds",
        ),
        MessageQueue | Ledger => Slot::assumed(Rate::ZERO, none),
    });
    let messages = reader.slot(raw.messages, || match archetype {
        MessageQueue => Slot::assumed(
            Rate::per_second(1_000),
            "no number was given, and one disk carries a thousand a second",
        ),
        ConnectionApi | Ledger => Slot::assumed(Rate::ZERO, none),
    });
    let transfers = reader.slot(raw.transfers, || match archetype {
        Ledger => Slot::assumed(
            Rate::per_second(100),
            "no number was given; a hundred a second are three billion a year",
        ),
        ConnectionApi | MessageQueue => Slot::assumed(Rate::ZERO, none),
    });
    Load {
        connections,
        requests,
        messages,
        transfers,
        payload: reader.slot(raw.payload, || match archetype {
            Ledger => Slot::assumed(
                Bytes::whole(512),
                "two accounts, an amount, a key and a reference",
            ),
            ConnectionApi | MessageQueue => {
                Slot::assumed(Bytes::whole(1_024), "a small JSON document")
            }
        }),
        peak_factor: reader.slot(raw.peak_factor, || {
            Slot::assumed(
                Count::whole(3),
                "a day has a peak hour of about three times its mean",
            )
        }),
    }
}

fn guarantees(archetype: Archetype) -> Slot<Vec<Guarantee>> {
    match archetype {
        Archetype::ConnectionApi => {
            Slot::assumed(Vec::new(), "an answer that is lost is asked for again")
        }
        Archetype::MessageQueue => Slot::assumed(
            vec![Guarantee::AtLeastOnce, Guarantee::DurableAck],
            "a queue that loses what it acknowledged is no queue",
        ),
        Archetype::Ledger => Slot::assumed(
            vec![
                Guarantee::Serializable,
                Guarantee::IdempotentWrites,
                Guarantee::DurableAck,
                Guarantee::AuditTrail,
            ],
            "money must add up, be moved once, stay moved, and be accounted for",
        ),
    }
}

/// Replication and recovery point, each of which moves the other's assumption.
fn copies(
    archetype: Archetype,
    replication: Option<Slot<Replication>>,
    point: Option<Slot<Span>>,
) -> (Slot<Replication>, Slot<Span>) {
    let careful = archetype != Archetype::ConnectionApi;
    let replication = replication.unwrap_or_else(|| match &point {
        Some(point) if point.value == Span::ZERO => {
            Slot::assumed(Replication::Synchronous, "nothing may be lost")
        }
        None if careful => Slot::assumed(
            Replication::Synchronous,
            "what was acknowledged has to survive the loss of a machine",
        ),
        Some(_) | None => Slot::assumed(Replication::Asynchronous, "a little may be lost"),
    });
    let point = point.unwrap_or_else(|| match replication.value {
        Replication::Synchronous => Slot::assumed(Span::ZERO, "every commit is in two places"),
        Replication::Asynchronous | Replication::None => Slot::assumed(
            Span::seconds(60),
            "an archive of the log is a minute behind",
        ),
    });
    (replication, point)
}

fn retention(archetype: Archetype) -> Slot<Span> {
    let days = |days: u32| Span::seconds(days * 86_400);
    match archetype {
        Archetype::ConnectionApi => {
            Slot::assumed(days(30), "a month of what happened answers most questions")
        }
        Archetype::MessageQueue => Slot::assumed(
            days(7),
            "a consumer that is broken on Friday is mended within a week",
        ),
        Archetype::Ledger => Slot::assumed(
            days(7 * 365),
            "financial records are commonly kept for seven years; the law that applies decides",
        ),
    }
}

fn availability(archetype: Archetype) -> Slot<Share> {
    match archetype {
        Archetype::Ledger => Slot::assumed(
            Share::nearest(0.9995),
            "22 minutes a month, with a database that fails over by itself",
        ),
        Archetype::ConnectionApi | Archetype::MessageQueue => Slot::assumed(
            Share::nearest(0.999),
            "43 minutes a month, the usual promise of one region",
        ),
    }
}

fn weights(archetype: Archetype) -> Slot<Weights> {
    match archetype {
        Archetype::ConnectionApi => Slot::assumed(
            Weights::whole([2, 3, 2, 2, 2]),
            "what is asked for is load, so performance counts half as much again as the rest",
        ),
        Archetype::MessageQueue => Slot::assumed(
            Weights::whole([3, 2, 2, 3, 2]),
            "a lost message costs more than a slow one",
        ),
        Archetype::Ledger => Slot::assumed(
            Weights::whole([5, 1, 2, 3, 2]),
            "wrong money costs more than everything else",
        ),
    }
}
