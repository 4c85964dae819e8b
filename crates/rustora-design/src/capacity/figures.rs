//! Figures: the formulas of this module with numbers put in.
//!
//! Each takes what it needs as [`Known`] numbers and gives a [`Figure`] that names them all. It decides nothing: which
//! figures a design has, and under which ids, is the archetype's. An interval goes through each formula at its ends,
//! since all of them are monotone in every input.

use crate::units::{Bytes, Count, Estimate, Measure, Rate, Share, Span};

use super::connections::{self, ConnectionState, Encryption};
use super::figure::{Figure, Input, Known};
use super::storage::{self, Growth};
use super::{CapacityError, availability, constants, queueing};

const LITTLE: &str = "Little's law, 1961";
const ERLANG: &str = "M/M/c with Erlang's C: random arrivals, one queue, exponential service times";
const ARITHMETIC: &str = "arithmetic";

/// An estimate by a function that may fail in one of the scenarios.
fn tried<T: Measure, U: Measure>(
    low: Result<T, CapacityError>,
    expected: Result<T, CapacityError>,
    high: Result<T, CapacityError>,
    f: impl Fn(T) -> U,
) -> Result<Estimate<U>, CapacityError> {
    Ok(Estimate::around(f(low?), f(expected?), f(high?)))
}

fn figure<T: Measure>(
    id: &str,
    what: impl Into<String>,
    value: &Estimate<T>,
    formula: &str,
    source: &str,
    inputs: Vec<Input>,
) -> Figure {
    let result = value.expected().rounded();
    Figure {
        id: id.to_owned(),
        what: what.into(),
        value: value.any(),
        formula: format!("{formula} = {result}"),
        source: source.to_owned(),
        inputs,
    }
}

/// What peak load is: the usual one times a factor.
#[must_use]
pub fn peak(id: &str, usual: &Known<Rate>, factor: &Known<Count>) -> Figure {
    let value = usual.value.with(&factor.value, Rate::times);
    let formula = format!("λ × peak factor = {} × {}", usual.shown(), factor.shown());
    let inputs = vec![usual.input("λ"), factor.input("peak factor")];
    figure(id, "peak load", &value, &formula, ARITHMETIC, inputs)
}

/// Requests that are in the system at once ([`queueing::in_flight`]).
#[must_use]
pub fn in_flight(id: &str, arrivals: &Known<Rate>, time_inside: &Known<Span>) -> Figure {
    let value = arrivals.value.with(&time_inside.value, queueing::in_flight);
    let formula = format!("λ·W = {} × {}", arrivals.shown(), time_inside.shown());
    let inputs = vec![arrivals.input("λ"), time_inside.input("W")];
    figure(
        id,
        "requests inside at once",
        &value,
        &formula,
        LITTLE,
        inputs,
    )
}

/// Connections of a pool ([`queueing::pool_size`]).
///
/// # Errors
///
/// When the target is zero.
pub fn pool(
    id: &str,
    arrivals: &Known<Rate>,
    service: &Known<Span>,
    target: Share,
) -> Result<Figure, CapacityError> {
    let size = |rate, time| queueing::pool_size(rate, time, target);
    let (rate, time) = (arrivals.value, service.value);
    let value = tried(
        size(rate.low(), time.low()),
        size(rate.expected(), time.expected()),
        size(rate.high(), time.high()),
        |count| count,
    )?;
    let formula = format!(
        "⌈λ·S/ρ⌉ = ⌈{} × {} / {target}⌉",
        arrivals.shown(),
        service.shown()
    );
    let mut inputs = vec![arrivals.input("λ"), service.input("S")];
    inputs.push(Known::new(target, "utilisation aimed at").input("ρ"));
    Ok(figure(
        id,
        "connections of the pool",
        &value,
        &formula,
        LITTLE,
        inputs,
    ))
}

/// The response time that `quantile` of the requests stays below ([`queueing::pooled_quantile`]).
///
/// # Errors
///
/// When the high case does not settle.
pub fn response(
    id: &str,
    servers: u32,
    arrivals: &Known<Rate>,
    service: &Known<Span>,
    quantile: Share,
) -> Result<Figure, CapacityError> {
    let time = |rate, time| queueing::pooled_quantile(servers, rate, time, quantile);
    let (rate, each) = (arrivals.value, service.value);
    let value = tried(
        time(rate.low(), each.low()),
        time(rate.expected(), each.expected()),
        time(rate.high(), each.high()),
        |span| span,
    )?;
    let busy = queueing::utilisation(servers, rate.expected(), each.expected())?;
    let what = format!("response time that {quantile} stay below");
    let formula = format!(
        "P(T > t) = {} for c = {servers}, λ = {}, S = {}, ρ = {}: t",
        quantile.rest().rounded(),
        arrivals.shown(),
        service.shown(),
        busy.rounded()
    );
    let inputs = vec![
        Known::new(Count::whole(servers), "servers in parallel").input("c"),
        arrivals.input("λ"),
        service.input("S"),
    ];
    Ok(figure(id, what, &value, &formula, ERLANG, inputs))
}

/// Memory of all connections ([`connections::memory`]).
#[must_use]
pub fn connection_memory(
    id: &str,
    connections: &Known<Count>,
    state: ConnectionState,
    encryption: Encryption,
) -> Figure {
    let each = connections::per_connection(state, encryption);
    let value = connections.value.with(&each, connections::memory);
    let socket = constants::KERNEL_SOCKET.known();
    let held = state.memory().known();
    let mut sum = format!("{} + {}", socket.shown(), held.shown());
    let mut inputs = vec![
        connections.input("N"),
        socket.input(constants::KERNEL_SOCKET.what),
        held.input(state.memory().what),
    ];
    if encryption == Encryption::Here {
        let session = constants::TLS_SESSION.known();
        sum = format!("{sum} + {}", session.shown());
        inputs.push(session.input(constants::TLS_SESSION.what));
    }
    let formula = format!(
        "N·(socket + state + TLS) = {} × ({sum})",
        connections.shown()
    );
    figure(
        id,
        "memory of open connections",
        &value,
        &formula,
        ARITHMETIC,
        inputs,
    )
}

/// How fast all clients come back ([`connections::reconnect_storm`]).
///
/// # Errors
///
/// When the window is zero.
pub fn reconnect_storm(
    id: &str,
    connections: &Known<Count>,
    window: &Known<Span>,
) -> Result<Figure, CapacityError> {
    let storm = connections::reconnect_storm;
    let (n, w) = (connections.value, window.value);
    let value = tried(
        storm(n.low(), w.high()),
        storm(n.expected(), w.expected()),
        storm(n.high(), w.low()),
        |rate| rate,
    )?;
    let formula = format!("N/window = {} / {}", connections.shown(), window.shown());
    let inputs = vec![connections.input("N"), window.input("window")];
    Ok(figure(
        id,
        "connections per second after an outage",
        &value,
        &formula,
        ARITHMETIC,
        inputs,
    ))
}

/// Cores for handshakes ([`connections::handshake_cores`]).
///
/// # Errors
///
/// When a core makes none.
pub fn handshake_cores(
    id: &str,
    handshakes: &Known<Rate>,
    per_core: &Known<Rate>,
) -> Result<Figure, CapacityError> {
    let cores = connections::handshake_cores;
    let (all, each) = (handshakes.value, per_core.value);
    let value = tried(
        cores(all.low(), each.high()),
        cores(all.expected(), each.expected()),
        cores(all.high(), each.low()),
        |count| count,
    )?;
    let formula = format!(
        "rate/per core = {} / {}",
        handshakes.shown(),
        per_core.shown()
    );
    let inputs = vec![handshakes.input("rate"), per_core.input("per core")];
    Ok(figure(
        id,
        "cores for TLS handshakes",
        &value,
        &formula,
        ARITHMETIC,
        inputs,
    ))
}

/// What [`storage`](fn@storage) is computed from.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// Records written.
    pub rate: Known<Rate>,
    /// What one carries.
    pub payload: Known<Bytes>,
    /// What one costs besides.
    pub overhead: Known<Bytes>,
    /// How long it is kept.
    pub retention: Known<Span>,
    /// Copies, the first included.
    pub replicas: Known<Count>,
    /// Disk per byte in use.
    pub headroom: Known<Count>,
}

/// Disk for what is kept ([`storage::size`]).
#[must_use]
pub fn storage(id: &str, stored: &Stored) -> Figure {
    let case = |pick: Case| {
        storage::size(&Growth {
            rate: pick.of(&stored.rate.value),
            payload: pick.of(&stored.payload.value),
            overhead: pick.of(&stored.overhead.value),
            retention: pick.of(&stored.retention.value),
            replicas: pick.of(&stored.replicas.value),
            headroom: pick.of(&stored.headroom.value),
        })
    };
    let value = Estimate::around(case(Case::Low), case(Case::Expected), case(Case::High));
    let formula = format!(
        "rate × (payload + overhead) × retention × replicas × headroom = {} × ({} + {}) × {} × {} × {}",
        stored.rate.shown(),
        stored.payload.shown(),
        stored.overhead.shown(),
        stored.retention.shown(),
        stored.replicas.shown(),
        stored.headroom.shown(),
    );
    let inputs = vec![
        stored.rate.input("rate"),
        stored.payload.input("payload"),
        stored.overhead.input("overhead"),
        stored.retention.input("retention"),
        stored.replicas.input("replicas"),
        stored.headroom.input("headroom"),
    ];
    figure(
        id,
        "disk for what is kept",
        &value,
        &formula,
        ARITHMETIC,
        inputs,
    )
}

/// One of the three scenarios.
#[derive(Clone, Copy)]
enum Case {
    Low,
    Expected,
    High,
}

impl Case {
    fn of<T: Copy + PartialOrd>(self, estimate: &Estimate<T>) -> T {
        match self {
            Self::Low => estimate.low(),
            Self::Expected => estimate.expected(),
            Self::High => estimate.high(),
        }
    }
}

/// What replication sends ([`storage::replication`]).
#[must_use]
pub fn replication(
    id: &str,
    rate: &Known<Rate>,
    record: &Known<Bytes>,
    replicas: &Known<Count>,
) -> Figure {
    let copies = replicas.value.expected();
    let value = rate.value.with(&record.value, |rate, record| {
        storage::replication(rate, record, copies)
    });
    let formula = format!(
        "rate × record × (replicas − 1) = {} × {} × ({} − 1)",
        rate.shown(),
        record.shown(),
        replicas.shown()
    );
    let inputs = vec![
        rate.input("rate"),
        record.input("record"),
        replicas.input("replicas"),
    ];
    figure(
        id,
        "data that replication sends",
        &value,
        &formula,
        ARITHMETIC,
        inputs,
    )
}

/// Commits that a log can make durable ([`storage::commit_rate`]).
///
/// # Errors
///
/// When an fsync takes no time.
pub fn commits(
    id: &str,
    fsync: &Known<Span>,
    group: &Known<Count>,
) -> Result<Figure, CapacityError> {
    let rate = storage::commit_rate;
    let (sync, size) = (fsync.value, group.value);
    let value = tried(
        rate(sync.high(), size.low()),
        rate(sync.expected(), size.expected()),
        rate(sync.low(), size.high()),
        |rate| rate,
    )?;
    let formula = format!("group/fsync = {} / {}", group.shown(), fsync.shown());
    let inputs = vec![fsync.input("fsync"), group.input("group")];
    Ok(figure(
        id,
        "durable commits of one log",
        &value,
        &formula,
        ARITHMETIC,
        inputs,
    ))
}

/// Updates of one row ([`storage::hot_row`]).
///
/// # Errors
///
/// When the lock is held for no time.
pub fn hot_row(
    id: &str,
    round_trips: u32,
    round_trip: &Known<Span>,
    fsync: &Known<Span>,
) -> Result<Figure, CapacityError> {
    let rate = |trip, sync| storage::hot_row(Count::whole(round_trips), trip, sync);
    let (trip, sync) = (round_trip.value, fsync.value);
    let value = tried(
        rate(trip.high(), sync.high()),
        rate(trip.expected(), sync.expected()),
        rate(trip.low(), sync.low()),
        |rate| rate,
    )?;
    let formula = format!(
        "1/(round trips × round trip + fsync) = 1 / ({round_trips} × {} + {})",
        round_trip.shown(),
        fsync.shown()
    );
    let inputs = vec![
        Known::new(
            Count::whole(round_trips),
            "statements while the lock is held",
        )
        .input("round trips"),
        round_trip.input("round trip"),
        fsync.input("fsync"),
    ];
    Ok(figure(
        id,
        "updates of one row, one after the other",
        &value,
        &formula,
        ARITHMETIC,
        inputs,
    ))
}

/// Requests that meet a slow answer ([`availability::any_slow`]).
#[must_use]
pub fn fan_out(id: &str, slow: &Known<Share>, calls: &Known<Count>) -> Figure {
    let value = slow.value.with(&calls.value, availability::any_slow);
    let formula = format!(
        "1 − (1 − p)^n = 1 − (1 − {})^{}",
        slow.shown(),
        calls.shown()
    );
    let source = "Dean and Barroso, The Tail at Scale, 2013";
    let inputs = vec![slow.input("p"), calls.input("n")];
    figure(
        id,
        "requests that meet a slow answer",
        &value,
        &formula,
        source,
        inputs,
    )
}

/// What is up when every part has to be ([`availability::serial`]); `parts` are names with their availability.
#[must_use]
pub fn serial(id: &str, parts: &[(String, Known<Share>)]) -> Figure {
    let value = parts
        .iter()
        .fold(Estimate::exactly(Share::ALL), |product, (_, part)| {
            product.with(&part.value, Share::and)
        });
    let factors: Vec<String> = parts.iter().map(|(_, part)| part.shown()).collect();
    let formula = format!("Π a = {}", factors.join(" × "));
    let inputs = parts.iter().map(|(name, part)| part.input(name)).collect();
    figure(
        id,
        "availability of all in series",
        &value,
        &formula,
        "product of independent parts",
        inputs,
    )
}

/// Replicas that carry the peak with one gone ([`availability::replicas_for`]).
///
/// # Errors
///
/// When one carries nothing.
pub fn replicas(id: &str, peak: &Known<Rate>, each: &Known<Rate>) -> Result<Figure, CapacityError> {
    let needed = availability::replicas_for;
    let (all, one) = (peak.value, each.value);
    let value = tried(
        needed(all.low(), one.high()),
        needed(all.expected(), one.expected()),
        needed(all.high(), one.low()),
        |count| count,
    )?;
    let formula = format!(
        "⌈peak/each⌉ + 1 = ⌈{} / {}⌉ + 1",
        peak.shown(),
        each.shown()
    );
    let inputs = vec![peak.input("peak"), each.input("each")];
    Ok(figure(
        id,
        "replicas, one of which may be gone",
        &value,
        &formula,
        ARITHMETIC,
        inputs,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_shows_its_numbers_and_their_sources() {
        let rate = Known::new(Rate::per_second(2_000), "brief, line 3");
        let service: Estimate<Span> = "2 ms .. 4 ms .. 8 ms".parse().unwrap();
        let service = Known::new(service, "assumed");
        let pool = pool("pool", &rate, &service, Share::percent(50)).unwrap();
        assert_eq!(pool.formula, "⌈λ·S/ρ⌉ = ⌈2k/s × 4 ms / 50 %⌉ = 16");
        assert_eq!(pool.value.to_string(), "8 .. 16 .. 32");
        assert_eq!(pool.inputs[0].source, "brief, line 3");
        // Eight servers carry 2,000 × 2 ms and hang at 2,000 × 4 ms.
        let error = response("p99", 8, &rate, &service, Share::percent(99)).unwrap_err();
        assert!(matches!(error, CapacityError::Unstable { servers: 8, .. }));
        let p99 = response("p99", 24, &rate, &service, Share::percent(99)).unwrap();
        assert!(
            p99.formula
                .starts_with("P(T > t) = 1 % for c = 24, λ = 2k/s, S = 4 ms, ρ = 33.3 %: t = 18."),
            "{}",
            p99.formula
        );
    }

    #[test]
    fn the_ends_of_an_interval_are_the_bad_and_the_good_case() {
        let n = Known::new(Count::whole(100_000), "brief");
        let memory = connection_memory("memory", &n, ConnectionState::KeepAlive, Encryption::Here);
        assert_eq!(memory.inputs.len(), 4);
        assert!(
            memory
                .formula
                .starts_with("N·(socket + state + TLS) = 100k × (4 KiB + 20 KiB + "),
            "{}",
            memory.formula
        );
        let window: Estimate<Span> = "10 s .. 20 s .. 50 s".parse().unwrap();
        let storm = reconnect_storm("storm", &n, &Known::new(window, "assumed")).unwrap();
        assert_eq!(storm.value.to_string(), "2k/s .. 5k/s .. 10k/s");
        let cores = handshake_cores(
            "cores",
            &storm.known().unwrap(),
            &constants::TLS_FULL.known(),
        )
        .unwrap();
        assert_eq!(cores.value.low().to_string(), "0.5");
        assert_eq!(cores.value.high().to_string(), "5");
        assert_eq!(cores.inputs[0].source, "figure storm");
        let group = Known::new(Count::whole(1), "one session");
        let commits = commits("commits", &constants::FSYNC_CONSUMER.known(), &group).unwrap();
        assert_eq!(
            commits.value.rounded().to_string(),
            "200/s .. 500/s .. 1110/s"
        );
        let trip = Known::new(Span::millis(1), "measured");
        let row = hot_row("row", 4, &trip, &constants::FSYNC_CLOUD.known()).unwrap();
        assert_eq!(row.value.expected().to_string(), "200/s");
    }

    #[test]
    fn the_rest_of_the_formulas() {
        let rate = Known::new(Rate::per_second(1_000), "brief");
        let stored = Stored {
            rate: rate.clone(),
            payload: Known::new(Bytes::whole(200), "brief"),
            overhead: Known::new(Bytes::whole(50), "assumed"),
            retention: Known::new("7 d".parse::<Span>().unwrap(), "brief"),
            replicas: Known::new(Count::whole(3), "decision D2"),
            headroom: constants::STORAGE_HEADROOM.known(),
        };
        let disk = storage("disk", &stored);
        // 1,000 × 250 B × 604,800 s × 3 × 1.3 … 1.5 = 590 … 680 GB
        assert_eq!(disk.value.low().get(), 589_680_000_000.0);
        assert_eq!(disk.value.high().get(), 680_400_000_000.0);
        let sent = replication(
            "sent",
            &rate,
            &Known::new(Bytes::whole(250), "sum"),
            &stored.replicas,
        );
        assert_eq!(sent.value.to_string(), "500 kB/s");
        let slow = Known::new(Share::percent(1), "p99");
        let tail = fan_out("tail", &slow, &Known::new(Count::whole(100), "shards"));
        assert_eq!(tail.formula, "1 − (1 − p)^n = 1 − (1 − 1 %)^100 = 63.4 %");
        let part = |name: &str| (name.to_owned(), Known::new(Share::percent(99), "assumed"));
        let both = serial("up", &[part("api"), part("db")]);
        assert_eq!(both.value.expected().rounded().to_string(), "98.01 %");
        let each = Known::new(Rate::per_second(400), "measured");
        let needed = replicas("replicas", &rate, &each).unwrap();
        assert_eq!(needed.formula, "⌈peak/each⌉ + 1 = ⌈1k/s / 400/s⌉ + 1 = 4");
        let peak = peak("peak", &rate, &Known::new(Count::whole(3), "assumed"));
        assert_eq!(peak.value.to_string(), "3k/s");
        assert_eq!(
            in_flight("in", &rate, &Known::new(Span::millis(50), "slo"))
                .value
                .to_string(),
            "50"
        );
    }
}
