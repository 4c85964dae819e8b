//! An API with very many connections: what it has to decide, and its numbers.

use crate::brief::Brief;
use crate::capacity::connections::{ConnectionState, Encryption};
use crate::capacity::{Figure, Known, constants, figures};
use crate::units::{Bytes, Count, Measure, Rate, Share, Span};

use super::fill::Values;
use super::sizing::{
    copies, disk, expected, failed, known, max_connections, peak, planned, pool_each, rate,
    replicas_for_connections, up, whole,
};
use super::topics::{Asked, Drawn};
use super::{Chosen, DesignError, Kind, Sized};

pub(super) const KIND: Kind = Kind {
    skeleton: include_str!("connection_api.toml"),
    asked: ASKED,
    size,
};

const ASKED: &[Asked] = &[
    Asked::new("accept-loop", &["hold-connections", "one-too-many", "slow-headers"], &["memory", "replicas-by-connections"]).needs(&["header-timeout", "connection-limit", "bounded-memory"])
        .so(&[
            "Good: every connection has a bound in time and in memory, and the next one is refused at once.",
            "Bad: some eighty lines of accept loop are ours to keep.",
        ]),
    Asked::new("http-framework", &["load-peak"], &["peak", "replicas"]).needs(&["header-timeout", "connection-limit", "bounded-memory"]),
    Asked::new("tls-termination", &["reconnect-storm"], &["storm", "handshakes"]).needs(&["encrypted-to-process"])
        .so(&["Bad: certificates are renewed in each process."]),
    Asked::new("admission-control", &["one-too-many", "slow-database-sheds"], &["in-work"]).needs(&["early-refusal", "bounded-memory", "no-extra-service"])
        .so(&["Good: what is accepted keeps its p99 when ten times as much comes in."])
    .in_part(),
    Asked::new("rate-limiting", &["rate-limit-per-account"], &[]).needs(&["early-refusal", "bounded-memory"])
    .in_part(),
    Asked::new("authentication", &["revoked-session-refused"], &[]).needs(&["instant-revocation"])
    .in_part(),
    Asked::new("authorization", &["role-matrix", "foreign-resource-not-found"], &[])
    .in_part(),
    Asked::new("api-contract", &["routes-equal-contract", "unknown-fields-refused"], &[])
    .in_part(),
    Asked::new("data-store", &["database-failover"], &["disk"]).needs(&["durable-ack"])
    .in_part(),
    Asked::new("connection-pool", &["slow-database-sheds"], &["pool"]).needs(&["backpressure", "bounded-memory"])
        .so(&["Good: 100k clients share a few dozen connections to the database."])
    .in_part(),
    Asked::new("caching", &["cold-cache", "write-then-read"], &[])
        .so(&[
            "Bad: each replica has its own copy, and a reader may see a value as old as its bound.",
        ]),
    Asked::new("health-and-rollout", &["drain-on-sigterm"], &["storm"]).needs(&["no-downtime", "instant-rollback"])
        .so(&["Bad: a rollout takes as long as its connections need to leave."]),
    Asked::new("backup-and-restore", &["restore-drill"], &["disk"]).needs(&["point-in-time-restore"])
        .drawn(Drawn {
            gate: "another-account",
            options: &["wal-archive"],
            because: "whoever takes the provider's account takes the copies with it",
        }),
    Asked::new("deployment", &["lose-a-node"], &["replicas", "replicas-by-connections", "up"])
        .drawn(Drawn {
            gate: "own-limits",
            options: &["vm-systemd", "kubernetes"],
            because: "for this many connections open files, idle timeouts and backlogs have to be ours to set",
        }),
];

fn size(brief: &Brief, _chosen: &Chosen<'_>) -> Result<Sized, DesignError> {
    let peak = peak(brief);
    let connections = known(&brief.load.connections);
    let memory = figures::connection_memory(
        "memory",
        &connections,
        ConnectionState::KeepAlive,
        Encryption::Here,
    );
    let per_replica = planned(
        Count::whole(20_000),
        Count::whole(50_000),
        Count::whole(100_000),
        "assumed: four cores, 8 GiB and as many file descriptors; a hard limit of 20,000 descriptors is common",
    );
    let by_connections =
        replicas_for_connections("replicas-by-connections", &connections, &per_replica);
    let each = planned(
        Rate::per_second(3_000),
        Rate::per_second(8_000),
        Rate::per_second(20_000),
        "assumed: small JSON answers on four cores; measure it",
    );
    let replicas =
        figures::replicas("replicas", &rate(&peak), &each).map_err(failed("replicas"))?;
    let window = planned(
        Span::seconds(20),
        Span::seconds(60),
        Span::seconds(120),
        "assumed: the jitter that clients are told",
    );
    let storm =
        figures::reconnect_storm("storm", &connections, &window).map_err(failed("storm"))?;
    let handshakes =
        figures::handshake_cores("handshakes", &rate(&storm), &constants::TLS_FULL.known())
            .map_err(failed("handshakes"))?;
    let in_database = planned(
        Span::millis(1),
        Span::millis(3),
        Span::millis(8),
        "assumed: one or two short statements within a zone; measure it",
    );
    let pool = figures::pool("pool", &rate(&peak), &in_database, Share::percent(50))
        .map_err(failed("pool"))?;
    let in_work = figures::in_flight(
        "in-work",
        &rate(&peak),
        &Known::new(
            brief.latency.p99.value,
            brief.latency.p99.origin.to_string(),
        ),
    );
    let written = Known::new(
        Rate::nearest(brief.main_rate().value.get() / 10.0),
        "assumed: one request in ten writes",
    );
    let overhead = planned(
        Bytes::whole(100),
        Bytes::whole(200),
        Bytes::whole(400),
        "assumed: tuple header and two indexes",
    );
    let disk = disk(brief, written, overhead, copies(brief));
    let up = up(&[("edge", "99.99 %"), ("api", "99.99 %"), ("db", "99.97 %")]);

    let count = expected(&replicas).max(expected(&by_connections)).max(2);
    let mut values = times(brief);
    values.set("pool", pool_each(expected(&pool), count));
    values.set("api.replicas", count);
    values.set("api.capacity", each.value.expected());
    values.set("api.peak", peak.value.expected().rounded());
    values.set("api.memory", memory_each(&memory, count));
    values.set("db.protocol", "PostgreSQL");
    let used = pool_each(expected(&pool), count) * count;
    values.set("db.connections", max_connections(used));
    values.set("drain", window.value.expected());
    values.set("storm.window", window.value.high());
    let limit = Bytes::nearest((brief.load.payload.value.get() * 16.0).max(65_536.0));
    values.set("payload.limit", limit);
    values.set(
        "grow.first",
        format!(
            "{} connections or {} on each replica",
            per_replica.value.expected(),
            each.value.expected()
        ),
    );
    Ok(Sized {
        figures: vec![
            peak,
            in_work,
            memory,
            by_connections,
            replicas,
            storm,
            handshakes,
            pool,
            disk,
            up,
        ],
        values,
    })
}

/// What one replica needs with another one gone: what its connections hold, and half a gibibyte for the program and the requests
/// in work, in steps of 256 MiB.
fn memory_each(memory: &Figure, replicas: u32) -> String {
    let held = memory.value.high().get() / f64::from(replicas.saturating_sub(1).max(1));
    let mebibytes = held / 1_048_576.0 + 512.0;
    format!("{} MiB", whole(mebibytes / 256.0) * 256)
}

/// Timeouts that shrink from the client to the database; the deadline has room for a second attempt.
fn times(brief: &Brief) -> Values {
    let to_database = Span::nearest(brief.latency.p99.value.get().clamp(0.05, 0.5));
    let times = |factor: f64| Span::nearest(to_database.get() * factor).rounded();
    let mut values = Values::default();
    values.set("db.timeout", to_database);
    values.set("api.deadline", times(3.0));
    values.set("edge.timeout", times(4.0));
    values.set("client.timeout", times(6.0));
    values
}
