//! What holds when parts fail: products of availability, slow tails, retries, and one machine less.
//!
//! All of it assumes that parts fail independently, which they do not do in a common rack, deployment or bug: a product of
//! parallel copies is an upper bound. It knows no topology; who calls whom is the design's.

use crate::units::{Count, Measure, Rate, Share, Span};

use super::CapacityError;

/// What is up when every one of them has to be: the product.
#[must_use]
pub fn serial(parts: impl IntoIterator<Item = Share>) -> Share {
    parts.into_iter().fold(Share::ALL, Share::and)
}

/// What is up when any one of them is enough: 1 − Π(1−a). Of none it is 0.
#[must_use]
pub fn parallel(copies: impl IntoIterator<Item = Share>) -> Share {
    serial(copies.into_iter().map(Share::rest)).rest()
}

/// `copies` of which any one is enough: 1 − (1−a)^n.
#[must_use]
pub fn redundant(each: Share, copies: u32) -> Share {
    Share::nearest(1.0 - each.rest().get().powf(f64::from(copies)))
}

/// How long it may be down in a period: (1−a)·period.
#[must_use]
pub fn downtime(availability: Share, period: Span) -> Span {
    Span::nearest(availability.rest().get() * period.get())
}

/// The requests that meet at least one slow answer when each asks `calls` others of which `slow` are slow: 1 − (1−p)^n.
/// A hundred calls with a slow hundredth: 63 %. (Dean and Barroso, The Tail at Scale, 2013.)
#[must_use]
pub fn any_slow(slow: Share, calls: Count) -> Share {
    // 1 − (1−p)^n without losing the digits of a small p; with no calls nothing is slow, not even for p = 1.
    if calls == Count::ZERO {
        return Share::ZERO;
    }
    Share::nearest(-(calls.get() * (-slow.get()).ln_1p()).exp_m1())
}

/// The calls that arrive at the bottom for one at the top when each of `depth` levels tries `attempts` times and all of
/// them fail: attempts^depth. An attempt is a call, so one without retries is 1.
#[must_use]
pub fn amplification(attempts: u32, depth: u32) -> Count {
    Count::nearest(f64::from(attempts).powf(f64::from(depth)))
}

/// The calls per request of a client that tries at most `attempts` times while `failing` of the calls fail:
/// 1 + f + … + f^(attempts−1).
#[must_use]
pub fn calls_per_request(failing: Share, attempts: u32) -> Count {
    let f = failing.get();
    let calls = if failing == Share::ALL {
        f64::from(attempts)
    } else {
        (1.0 - f.powf(f64::from(attempts))) / (1.0 - f)
    };
    Count::nearest(calls)
}

/// What is left when one of `replicas` is gone: (n−1)·each.
#[must_use]
pub fn without_one(replicas: u32, each: Rate) -> Rate {
    each.times(Count::whole(replicas.saturating_sub(1)))
}

/// The fewest replicas that carry `peak` with one of them gone: ⌈peak/each⌉ + 1.
///
/// # Errors
///
/// When one carries nothing.
pub fn replicas_for(peak: Rate, each: Rate) -> Result<Count, CapacityError> {
    if each == Rate::ZERO {
        return Err(CapacityError::Zero {
            what: "what one replica carries",
        });
    }
    let needed = Count::nearest(peak.get() / each.get()).up();
    Ok(needed.and(Count::whole(1)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn hand_computed_cases() {
        let share = |text: &str| text.parse::<Share>().unwrap();
        let three = serial([share("99.9 %"), share("99.9 %"), share("99.95 %")]);
        assert_eq!(three.rounded(), share("99.75 %"));
        assert_eq!(serial([]), Share::ALL);
        assert_eq!(
            parallel([share("99 %"), share("99 %")]).rounded(),
            share("99.99 %")
        );
        assert_eq!(parallel([]), Share::ZERO);
        assert_eq!(redundant(share("99 %"), 3).rounded(), share("99.9999 %"));
        assert_eq!(
            any_slow(share("1 %"), Count::whole(100)).rounded(),
            share("63.4 %")
        );
        assert_eq!(any_slow(Share::ALL, Count::ZERO), Share::ZERO);
        assert_eq!(amplification(3, 4), Count::whole(81));
        assert_eq!(calls_per_request(share("50 %"), 3).get(), 1.75);
        assert_eq!(calls_per_request(Share::ALL, 3).get(), 3.0);
        // Three nines are a little less than nine hours of a year.
        assert_eq!(
            downtime(share("99.9 %"), share_year())
                .rounded()
                .to_string(),
            "8.76 h"
        );
        assert_eq!(
            without_one(3, Rate::per_second(500)),
            Rate::per_second(1_000)
        );
        assert_eq!(without_one(0, Rate::per_second(500)), Rate::ZERO);
        let needed = replicas_for(Rate::per_second(1_001), Rate::per_second(500)).unwrap();
        assert_eq!(needed, Count::whole(4));
        assert!(replicas_for(Rate::per_second(1), Rate::ZERO).is_err());
    }

    fn share_year() -> Span {
        Span::seconds(365 * 86_400)
    }

    proptest! {
        #[test]
        fn a_chain_is_weaker_than_its_weakest_and_copies_stronger_than_the_best(
            parts in prop::collection::vec(0.0f64..=1.0, 1..8),
        ) {
            let parts: Vec<Share> = parts.into_iter().map(Share::nearest).collect();
            let all = serial(parts.iter().copied());
            let any = parallel(parts.iter().copied());
            for part in parts {
                prop_assert!(all <= part && part.get() <= any.get() + 1e-12);
            }
        }

        #[test]
        fn the_replicas_are_enough_without_one_and_no_fewer_are(peak in 1u32..1_000_000, each in 1u32..50_000) {
            let (peak, each) = (Rate::per_second(peak), Rate::per_second(each));
            let needed = replicas_for(peak, each).unwrap().get();
            prop_assert!(each.get() * (needed - 1.0) >= peak.get());
            prop_assert!(each.get() * (needed - 2.0) < peak.get());
        }

        #[test]
        fn more_calls_meet_more_slow_ones(slow in 0.0f64..=1.0, calls in 0u32..1_000) {
            let slow = Share::nearest(slow);
            let some = any_slow(slow, Count::whole(calls));
            prop_assert!(some <= any_slow(slow, Count::whole(calls + 1)));
            prop_assert!(calls == 0 || some.get() >= slow.get() - 1e-12);
        }
    }
}
