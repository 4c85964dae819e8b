//! A queue that delivers at least once: what it has to decide, and its numbers.

use crate::brief::Brief;
use crate::capacity::{constants, figures};
use crate::units::{Bytes, Count, Measure, Rate, Share, Span};

use super::fill::Values;
use super::sizing::{
    disk, drain, expected, failed, known, max_connections, peak, planned, pool_each, rate, up,
};
use super::topics::{Asked, Drawn};
use super::{Chosen, DesignError, Kind, Sized};

pub(super) const KIND: Kind = Kind {
    skeleton: include_str!("message_queue.toml"),
    asked: ASKED,
    size,
};

const ASKED: &[Asked] = &[
    Asked::new("message-broker", &["no-loss-under-kill", "load-peak"], &["peak", "commits", "disk"]).needs(&["redelivery", "durable-ack", "backpressure"])
        .so(&[
            "Good: consensus, replication and recovery are somebody else's, who has been tested for them.",
            "Bad: one more system to run, upgrade and watch.",
        ]),
    Asked::new("durable-acknowledgement", &["power-cut-after-ack"], &["commits"]).needs(&["durable-ack", "backpressure"])
        .so(&["Bad: a publish waits for a disk; batches pay for it once."])
    .in_part(),
    Asked::new("idempotent-consumer", &["effects-equal-distinct"], &["workers"]).needs(&["effect-once", "transactional-with-data"])
        .drawn(Drawn {
            gate: "any-effect",
            options: &["inbox-table"],
            because: "an effect may be several rows, or a change of one that is there",
        })
        .so(&[
            "Good: at least once becomes once in effect, whatever the broker does.",
            "Bad: one more row in each transaction, kept longer than a message can come again.",
        ])
    .in_part(),
    Asked::new("leases-and-fencing", &["late-ack-is-refused", "kill-consumer-mid-message"], &["workers"]).needs(&["fencing"])
        .so(&[
            "Bad: a lease is longer than the work or is renewed; both are one more thing to get right.",
        ])
    .in_part(),
    Asked::new("poison-messages", &["poison-message-is-set-aside"], &[]).needs(&["dead-lettering"])
        .so(&["Bad: somebody has to look at what was set aside, each day."]),
    Asked::new("transactional-outbox", &["message-iff-committed"], &[]).needs(&["transactional-with-data", "redelivery"])
        .in_part()
    .so(&["Bad: producers have a table and a relay more."]),
    Asked::new("admission-control", &["full-queue-refuses", "producer-storm"], &["drain"]).needs(&["early-refusal", "bounded-memory"])
        .so(&[
            "Good: the queue's limit is a number, and not the day on which memory ends.",
        ])
    .in_part(),
    Asked::new("http-framework", &["load-peak"], &["replicas"]).needs(&["bounded-memory"]),
    Asked::new("data-store", &["effects-equal-distinct"], &["workers"]).needs(&["durable-ack", "transactional-with-data"])
    .in_part(),
    Asked::new("backup-and-restore", &["restore-drill"], &["disk"]).needs(&["point-in-time-restore"])
        .drawn(Drawn {
            gate: "another-account",
            options: &["wal-archive"],
            because: "whoever takes the provider's account takes the copies with it",
        }),
    Asked::new("deployment", &["broker-failover-drill"], &["replicas", "up"]),
];

/// What is different with each broker.
struct Broker {
    protocol: &'static str,
    /// Its nodes, which are copies of each other.
    nodes: u32,
    /// When to change something first, and what.
    grow: (&'static str, &'static str),
}

fn broker(option: &str) -> Broker {
    let (protocol, nodes, grow) = match option {
        "postgres-queue" => (
            "PostgreSQL",
            2,
            (
                "1k msg/s sustained, or vacuum that does not keep up",
                "Move the messages onto RabbitMQ quorum queues; ids, consumers and the table of processed messages stay.",
            ),
        ),
        "embedded-log" => (
            "in process",
            1,
            (
                "the day on which one machine may be lost",
                "Move the messages onto RabbitMQ quorum queues or NATS JetStream; do not add consensus to the log by hand.",
            ),
        ),
        "nats-jetstream" | "nats-jetstream-default" => (
            "NATS",
            3,
            (
                "one stream's leader busy above 70 %",
                "Several streams by key; a stream has one leader, and one disk to sync.",
            ),
        ),
        "kafka" => (
            "Kafka",
            3,
            (
                "a partition's consumer that is always busy",
                "More partitions, planned ahead: a key changes its partition when their number changes.",
            ),
        ),
        "redis-streams" => (
            "Redis",
            3,
            ("memory above 70 %", "A broker that keeps messages on disk."),
        ),
        _ => (
            "AMQP 0.9.1",
            3,
            (
                "one queue's leader busy above 70 %",
                "Several queues by a hash of the key (consistent-hash exchange); a quorum queue has one leader.",
            ),
        ),
    };
    Broker {
        protocol,
        nodes,
        grow,
    }
}

/// How long nobody may look before the backlog is worked off: a night.
const OUTAGE: Span = Span::seconds(8 * 3_600);

fn size(brief: &Brief, chosen: &Chosen<'_>) -> Result<Sized, DesignError> {
    let broker = broker(chosen.of("message-broker"));
    let peak = peak(brief);
    let group = planned(
        Count::whole(4),
        Count::whole(32),
        Count::whole(128),
        "assumed: messages that are synced together under load",
    );
    let commits = figures::commits("commits", &constants::FSYNC_CLOUD.known(), &group)
        .map_err(failed("commits"))?;
    let work = planned(
        Span::millis(5),
        Span::millis(15),
        Span::millis(40),
        "assumed: one transaction and a call; it is the consumer's own",
    );
    let mut workers = figures::pool("workers", &rate(&peak), &work, Share::percent(70))
        .map_err(failed("workers"))?;
    "messages that are worked on at once".clone_into(&mut workers.what);
    let each = planned(
        Rate::per_second(1_000),
        Rate::per_second(3_000),
        Rate::per_second(6_000),
        "assumed: one replica on two cores; measure it",
    );
    let replicas =
        figures::replicas("replicas", &rate(&peak), &each).map_err(failed("replicas"))?;
    let overhead = planned(
        Bytes::whole(64),
        Bytes::whole(128),
        Bytes::whole(256),
        "assumed: id, key, headers and index",
    );
    let copies = crate::capacity::Known::new(
        Count::whole(broker.nodes),
        format!(
            "decision on message-broker: {}",
            chosen.of("message-broker")
        ),
    );
    let disk = disk(brief, known(brief.main_rate()), overhead, copies.clone());
    let replication = figures::replication(
        "replication",
        &rate(&peak),
        &known(&brief.load.payload),
        &copies,
    );
    let capacity = Rate::nearest(
        workers.value.expected().get() / work.value.expected().get().max(f64::MIN_POSITIVE),
    );
    let drain = drain("drain", OUTAGE, &known(brief.main_rate()), capacity);
    let up = up(&[("ingest", "99.99 %"), ("broker", "99.95 %")]);

    let count = expected(&replicas).max(2);
    let consumers = (expected(&workers).div_ceil(32) + 1).max(2);
    let pool = pool_each(expected(&workers), consumers);
    let mut values = Values::default();
    values.set("pool", pool);
    values.set("ingest.replicas", count);
    values.set("ingest.capacity", each.value.expected());
    values.set("ingest.peak", peak.value.expected().rounded());
    values.set("consumer.replicas", consumers);
    values.set("broker.replicas", broker.nodes);
    values.set("broker.protocol", broker.protocol);
    values.set("db.protocol", "PostgreSQL");
    values.set("db.connections", max_connections(pool * consumers + 2));
    values.set("lease", Span::seconds(30));
    values.set("grow.first", broker.grow.0);
    values.set("grow.first.change", broker.grow.1);
    // Longer than a message can come again.
    let kept = Span::nearest(brief.data.retention.value.get() * 2.0);
    values.set("dedup.retention", kept);
    let mut figures = vec![peak, replicas, workers, commits, disk, replication, up];
    figures.extend(drain);
    Ok(Sized { figures, values })
}
