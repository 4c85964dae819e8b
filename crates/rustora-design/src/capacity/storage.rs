//! What is written, kept and copied, and how often a disk can be told to keep it.
//!
//! Sizes are of data at rest before compression. It knows no store: overheads, replicas and fsync times are
//! arguments, and [`constants`](super::constants) has ranges for those that were measured. Vendors' throughput is not
//! here, since almost all of it was measured without waiting for the disk.

use crate::units::{Bytes, Count, Measure, Rate, Share, Span, Throughput};

use super::CapacityError;

/// What grows: so many records a second, each with its overhead, kept for so long, so many times.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Growth {
    /// Records written.
    pub rate: Rate,
    /// What one carries.
    pub payload: Bytes,
    /// What one costs besides: index entries, tuple or frame header, its part of the write-ahead log.
    pub overhead: Bytes,
    /// How long it is kept.
    pub retention: Span,
    /// Copies, the first included.
    pub replicas: Count,
    /// How many times what is in use there has to be: free space for vacuum, compaction and growth. From 1 up.
    pub headroom: Count,
}

/// rate × (payload + overhead) × retention × replicas × headroom.
#[must_use]
pub fn size(growth: &Growth) -> Bytes {
    let record = growth.payload.and(growth.overhead);
    let records = growth.rate.during(growth.retention);
    record
        .times(records)
        .times(growth.replicas)
        .times(growth.headroom)
}

/// What replication sends from the first copy: write bytes × (replicas − 1).
#[must_use]
pub fn replication(rate: Rate, record: Bytes, replicas: Count) -> Throughput {
    let others = (replicas.get() - 1.0).max(0.0);
    Throughput::nearest(rate.of(record).get() * others)
}

/// Commits that a log can make durable: `group` for each fsync, one fsync after the other: group/fsync.
///
/// A single session that waits for each commit has a group of one.
///
/// # Errors
///
/// When an fsync takes no time.
pub fn commit_rate(fsync: Span, group: Count) -> Result<Rate, CapacityError> {
    if fsync == Span::ZERO {
        return Err(CapacityError::Zero {
            what: "the time of an fsync",
        });
    }
    Ok(Rate::nearest(group.get() / fsync.get()))
}

/// Updates of one row that can follow one another: 1/(round trips × round trip + fsync), as long as the lock is held.
/// More pool or more cores do not raise it.
///
/// # Errors
///
/// When the lock is held for no time.
pub fn hot_row(round_trips: Count, round_trip: Span, fsync: Span) -> Result<Rate, CapacityError> {
    let held = round_trip.times(round_trips).and(fsync);
    if held == Span::ZERO {
        return Err(CapacityError::Zero {
            what: "the time for which the lock is held",
        });
    }
    Ok(Rate::nearest(1.0 / held.get()))
}

/// What of a rate goes to the hottest key when `share` of all does.
#[must_use]
pub fn hottest(rate: Rate, share: Share) -> Rate {
    Rate::nearest(rate.get() * share.get())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn hand_computed_cases() {
        let growth = Growth {
            rate: Rate::per_second(1_000),
            payload: Bytes::whole(200),
            overhead: Bytes::whole(50),
            retention: "7 d".parse().unwrap(),
            replicas: Count::whole(3),
            headroom: Count::nearest(1.5),
        };
        // 1,000 × 250 × 604,800 × 3 × 1.5
        assert_eq!(size(&growth).get(), 680_400_000_000.0);
        let sent = replication(growth.rate, Bytes::whole(250), growth.replicas);
        assert_eq!(sent.get(), 500_000.0);
        assert_eq!(
            replication(growth.rate, Bytes::whole(250), Count::ZERO),
            Throughput::ZERO
        );
        assert_eq!(
            commit_rate(Span::millis(1), Count::whole(1)).unwrap(),
            Rate::per_second(1_000)
        );
        assert_eq!(
            commit_rate(Span::millis(5), Count::whole(40)).unwrap(),
            Rate::per_second(8_000)
        );
        // Between 200 and 1,000 a second, by network and disk.
        let slow = hot_row(Count::whole(4), Span::millis(1), Span::millis(1)).unwrap();
        assert_eq!(slow, Rate::per_second(200));
        let fast = hot_row(Count::whole(1), Span::micros(500), Span::micros(500)).unwrap();
        assert_eq!(fast, Rate::per_second(1_000));
        assert!(hot_row(Count::ZERO, Span::millis(1), Span::ZERO).is_err());
        assert_eq!(
            hottest(Rate::per_second(1_000), Share::percent(30)).get(),
            300.0
        );
    }

    proptest! {
        #[test]
        fn twice_of_anything_is_twice_the_size(rate in 1u32..1_000_000, payload in 1u32..100_000, days in 1u32..4_000, copies in 1u32..7) {
            let growth = Growth {
                rate: Rate::per_second(rate),
                payload: Bytes::whole(payload),
                overhead: Bytes::ZERO,
                retention: Span::seconds(days * 86_400),
                replicas: Count::whole(copies),
                headroom: Count::whole(1),
            };
            let once = size(&growth).get();
            let two = Count::whole(2);
            for doubled in [
                Growth { rate: growth.rate.times(two), ..growth },
                Growth { payload: growth.payload.times(two), ..growth },
                Growth { retention: growth.retention.times(two), ..growth },
                Growth { headroom: two, ..growth },
            ] {
                prop_assert!((size(&doubled).get() / once - 2.0).abs() < 1e-9);
            }
        }
    }
}
