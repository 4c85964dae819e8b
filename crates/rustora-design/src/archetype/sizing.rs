//! What the archetypes compute alike: loads with their uncertainty, replicas, pools, availability.

use crate::brief::{Brief, Slot};
use crate::capacity::{CapacityError, Figure, Input, Known, figures};
use crate::units::{Bytes, Count, Estimate, Measure, Rate, Share, Span};

use super::DesignError;

/// A slot as a known number. What was assumed may as well be half or twice that.
pub(super) fn known<T: Measure>(slot: &Slot<T>) -> Known<T> {
    let value = slot.value;
    if slot.is_assumed() {
        let (low, high) = (T::nearest(value.get() / 2.0), T::nearest(value.get() * 2.0));
        Known::new(Estimate::around(low, value, high), slot.origin.to_string())
    } else {
        Known::new(value, slot.origin.to_string())
    }
}

/// A planning value: written as estimates are, with who says so.
pub(super) fn planned<T: Measure>(low: T, expected: T, high: T, source: &str) -> Known<T> {
    Known::new(Estimate::around(low, expected, high), source)
}

pub(super) fn failed(figure: &'static str) -> impl Fn(CapacityError) -> DesignError {
    move |error| DesignError::Capacity { figure, error }
}

/// The load at its peak (`peak`).
pub(super) fn peak(brief: &Brief) -> Figure {
    let factor = &brief.load.peak_factor;
    let factor = if factor.is_assumed() {
        let usual = factor.value.get();
        let wide = Estimate::around(
            Count::nearest((usual / 1.5).max(1.0)),
            factor.value,
            Count::nearest(usual * 1.5),
        );
        Known::new(wide, factor.origin.to_string())
    } else {
        Known::new(factor.value, factor.origin.to_string())
    };
    figures::peak("peak", &known(brief.main_rate()), &factor)
}

/// A figure as a known rate; that it is one is the figure's own business.
pub(super) fn rate(figure: &Figure) -> Known<Rate> {
    figure
        .known()
        .unwrap_or_else(|| Known::new(Rate::ZERO, format!("figure {}", figure.id)))
}

/// The expected number of a figure, as a whole one.
pub(super) fn expected(figure: &Figure) -> u32 {
    whole(figure.value.expected().get())
}

/// The high number of a figure, as a whole one.
pub(super) fn high(figure: &Figure) -> u32 {
    whole(figure.value.high().get())
}

/// The next whole number; as many as fit where there are too many.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "quantities are not negative, and a cast of a float stops at the ends"
)]
pub(super) fn whole(value: f64) -> u32 {
    value.ceil() as u32
}

/// What each replica keeps open so that the pool is whole with one of them gone.
pub(super) fn pool_each(pool: u32, replicas: u32) -> u32 {
    pool.div_ceil(replicas.saturating_sub(1).max(1)).max(2)
}

/// `max_connections` for that many: the usual hundred, or the next hundred that holds them.
pub(super) fn max_connections(used: u32) -> u32 {
    (used + RESERVED).div_ceil(100).max(1) * 100
}

/// Connections that stay free for migrations and administration.
const RESERVED: u32 = 10;

/// How many copies there are of what is stored.
pub(super) fn copies(brief: &Brief) -> Known<Count> {
    let is_copied = brief.data.replication.value != crate::model::Replication::None;
    let count = Count::whole(if is_copied { 2 } else { 1 });
    Known::new(count, brief.data.replication.origin.to_string())
}

/// Replicas of which any one may be missing, by a number of connections rather than by a rate.
pub(super) fn replicas_for_connections(
    id: &str,
    connections: &Known<Count>,
    each: &Known<Count>,
) -> Figure {
    let needed =
        |all: Count, one: Count| Count::nearest((all.get() / one.get().max(1.0)).ceil() + 1.0);
    let (all, one) = (connections.value, each.value);
    let value = Estimate::around(
        needed(all.low(), one.high()),
        needed(all.expected(), one.expected()),
        needed(all.high(), one.low()),
    );
    Figure {
        id: id.to_owned(),
        what: "replicas for the connections, one of which may be gone".to_owned(),
        value: value.any(),
        formula: format!(
            "⌈N/each⌉ + 1 = ⌈{} / {}⌉ + 1 = {}",
            all.expected().rounded(),
            one.expected().rounded(),
            value.expected()
        ),
        source: "arithmetic".to_owned(),
        inputs: vec![input("N", connections), input("each", each)],
    }
}

/// The time in which a backlog is worked off once the consumers are back.
pub(super) fn drain(
    id: &str,
    outage: Span,
    arrivals: &Known<Rate>,
    capacity: Rate,
) -> Option<Figure> {
    let time = |rate: Rate| {
        let spare = capacity.get() - rate.get();
        (spare > 0.0).then(|| Span::nearest(outage.get() * rate.get() / spare))
    };
    let rates = arrivals.value;
    let expected = time(rates.expected())?;
    let value = match time(rates.high()) {
        Some(high) => Estimate::around(time(rates.low())?, expected, high),
        None => Estimate::around(time(rates.low())?, expected, expected),
    };
    Some(Figure {
        id: id.to_owned(),
        what: "time to work off the backlog of an outage".to_owned(),
        value: value.any(),
        formula: format!(
            "outage·λ/(μ − λ) = {} × {} / ({} − {}) = {}",
            outage,
            rates.expected().rounded(),
            capacity.rounded(),
            rates.expected().rounded(),
            expected.rounded()
        ),
        source: "fluid approximation of a queue".to_owned(),
        inputs: vec![
            input(
                "outage",
                &Known::new(outage, "a night in which nobody looked"),
            ),
            input("λ", arrivals),
            input("μ", &Known::new(capacity, "workers at 100 %")),
        ],
    })
}

fn input<T: Measure>(name: &str, known: &Known<T>) -> Input {
    Input {
        name: name.to_owned(),
        value: known.value.any(),
        source: known.source.clone(),
    }
}

/// Disk for what is kept (`disk`).
pub(super) fn disk(
    brief: &Brief,
    rate: Known<Rate>,
    overhead: Known<Bytes>,
    replicas: Known<Count>,
) -> Figure {
    let slot = &brief.data.retention;
    let stored = figures::Stored {
        rate,
        payload: known(&brief.load.payload),
        overhead,
        retention: Known::new(slot.value, slot.origin.to_string()),
        replicas,
        headroom: crate::capacity::constants::STORAGE_HEADROOM.known(),
    };
    figures::storage("disk", &stored)
}

/// The availability of what a request needs (`up`).
pub(super) fn up(parts: &[(&str, &str)]) -> Figure {
    let parts: Vec<(String, Known<Share>)> = parts
        .iter()
        .map(|(name, share)| {
            let share = share.parse().unwrap_or(Share::ALL);
            (
                (*name).to_owned(),
                Known::new(share, "planning value, replicas included"),
            )
        })
        .collect();
    figures::serial("up", &parts)
}
