//! A ledger: what it has to decide, and its numbers.

use crate::brief::Brief;
use crate::capacity::{Known, constants, figures};
use crate::units::{Bytes, Count, Rate, Share, Span};

use super::fill::Values;
use super::sizing::{
    copies, disk, expected, failed, high, known, max_connections, peak, planned, pool_each, rate,
    up,
};
use super::topics::{Asked, Drawn};
use super::{Chosen, DesignError, Kind, Sized};

pub(super) const KIND: Kind = Kind {
    skeleton: include_str!("ledger.toml"),
    asked: ASKED,
    size,
};

const ASKED: &[Asked] = &[
    Asked::new("double-entry", &["conservation-under-concurrency", "unbalanced-refused"], &["peak", "commits", "disk"]).needs(&["conserves-money", "exact-amounts", "audit-trail"])
        .so(&[
            "Good: money that is missing is found by adding up, by anybody, at any time.",
            "Bad: every transfer writes at least two entries, and a correction is another transfer.",
        ]),
    Asked::new("money-and-rounding", &["rounding-has-an-account"], &[]).needs(&["exact-amounts"])
        .so(&[
            "Good: sums are exact and comparisons are of whole numbers.",
            "Bad: each currency's minor unit has to be known, and every division names who gets the rest.",
        ]),
    Asked::new("transaction-isolation", &[ "no-overdraft-under-write-skew", "no-deadlock-under-contention", ], &["pool"]).needs(&["serializable", "transactional-with-data"])
        .so(&[
            "Bad: a transaction may be refused with 40001 and has to be made again, from the start.",
        ])
    .in_part(),
    Asked::new("idempotency-keys", &["same-key-one-effect", "same-key-other-payload-refused"], &[]).needs(&["effect-once", "transactional-with-data"])
        .drawn(Drawn {
            gate: "first-answer-again",
            options: &["key-in-transaction"],
            because: "the second answer has to be that of the first, and not every transfer has a number of its own",
        })
        .so(&[
            "Good: whoever got no answer asks again without a thought.",
            "Bad: the client makes the key before the first attempt and keeps it, which it has to be told.",
        ])
    .in_part(),
    Asked::new("transactional-outbox", &["event-iff-committed", "relay-takeover"], &[]).needs(&["transactional-with-data", "redelivery"])
        .so(&["Bad: events come at least once, and a moment later than the commit."])
    .in_part(),
    Asked::new("hot-accounts", &["hot-account-load"], &["hot-row"]).needs(&["conserves-money", "exact-amounts", "transactional-with-data"])
        .so(&[
            "Bad: the balance of a split account is a sum that has to be read as a whole.",
        ])
    .in_part(),
    Asked::new("connection-pool", &["slow-database-sheds"], &["pool", "database-p99"]).needs(&["backpressure", "bounded-memory"])
        .so(&["Good: what cannot be served in time is refused before it costs anything."])
    .in_part(),
    Asked::new("http-framework", &["load-peak"], &["replicas"]).needs(&["bounded-memory"]),
    Asked::new("authentication", &["revoked-token-refused"], &[]).needs(&["instant-revocation"])
    .in_part(),
    Asked::new("authorization", &["role-matrix", "foreign-account-refused"], &[])
    .in_part(),
    Asked::new("backup-and-restore", &["restore-drill"], &["disk"]).needs(&["point-in-time-restore"])
        .drawn(Drawn {
            gate: "another-account",
            options: &["wal-archive"],
            because: "whoever takes the provider's account takes the copies with it",
        })
        .so(&[
            "Bad: a backup that was never restored is a hope; the drill takes an afternoon each quarter.",
        ]),
    Asked::new("deployment", &["failover-drill"], &["replicas", "up"]),
];

fn size(brief: &Brief, _chosen: &Chosen<'_>) -> Result<Sized, DesignError> {
    let peak = peak(brief);
    let in_database = planned(
        Span::millis(3),
        Span::millis(6),
        Span::millis(12),
        "assumed: two round trips within a zone, five statements and a commit; measure it",
    );
    let pool = figures::pool("pool", &rate(&peak), &in_database, Share::percent(50))
        .map_err(failed("pool"))?;
    let database_p99 = figures::response(
        "database-p99",
        high(&pool),
        &rate(&peak),
        &in_database,
        Share::percent(99),
    )
    .map_err(failed("database-p99"))?;
    let group = planned(
        Count::whole(1),
        Count::whole(8),
        Count::whole(32),
        "assumed: transfers that commit together under load",
    );
    let commits = figures::commits("commits", &constants::FSYNC_CLOUD.known(), &group)
        .map_err(failed("commits"))?;
    let round_trip = planned(
        Span::micros(300),
        Span::millis(1),
        Span::millis(2),
        "assumed: within one region; measure it",
    );
    let hot_row = figures::hot_row("hot-row", 2, &round_trip, &constants::FSYNC_CLOUD.known())
        .map_err(failed("hot-row"))?;
    let each = planned(
        Rate::per_second(200),
        Rate::per_second(500),
        Rate::per_second(1_000),
        "assumed: one replica on two cores; measure it",
    );
    let replicas =
        figures::replicas("replicas", &rate(&peak), &each).map_err(failed("replicas"))?;
    let overhead = planned(
        Bytes::whole(300),
        Bytes::whole(600),
        Bytes::whole(900),
        "assumed: two entries with tuple headers and two indexes each, a key, an event",
    );
    let disk = disk(brief, known(brief.main_rate()), overhead, copies(brief));
    let in_work = figures::in_flight(
        "in-work",
        &rate(&peak),
        &Known::new(
            brief.latency.p99.value,
            brief.latency.p99.origin.to_string(),
        ),
    );
    let up = up(&[("edge", "99.99 %"), ("api", "99.99 %"), ("db", "99.97 %")]);

    let count = expected(&replicas).max(2);
    let pool_each = pool_each(expected(&pool), count);
    let mut values = Values::default();
    values.set("pool", pool_each);
    values.set("api.replicas", count);
    values.set("api.capacity", each.value.expected());
    values.set("api.peak", peak.value.expected().rounded());
    // Besides the API's the relay's two and the reconciler's one.
    let used = pool_each * count + 2 * 2 + 1;
    values.set("db.connections", max_connections(used));
    values.set("db.protocol", "PostgreSQL");
    values.set("db.timeout", Span::millis(300));
    values.set(
        "grow.hot",
        format!("{} on one account", hot_row.value.expected().rounded()),
    );
    values.set(
        "grow.commits",
        format!("{} sustained", commits.value.expected().rounded()),
    );
    Ok(Sized {
        figures: vec![
            peak,
            in_work,
            replicas,
            pool,
            database_p99,
            commits,
            hot_row,
            disk,
            up,
        ],
        values,
    })
}
