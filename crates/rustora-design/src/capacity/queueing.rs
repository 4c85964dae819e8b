//! Queues: how many are inside, how long they wait, how many servers that takes.
//!
//! Little's law holds for every stable system. The others assume random (Poisson) arrivals that do not wait for one another, an open load,
//! and service times that are exponential (M/M/c) or known by their variation (Kingman). A client that waits for its
//! answer before it sends the next request hides queues that these formulas show. A simulator has to agree with them.

use crate::units::{Count, Measure, Rate, Share, Span};

use super::CapacityError;

/// The most servers in parallel that are computed: Erlang's recursion takes one step for each.
pub const MOST_SERVERS: u32 = 10_000_000;

/// How many are inside on average: L = λ·W. Needs nothing but stability. (Little 1961.)
#[must_use]
pub fn in_flight(arrivals: Rate, time_inside: Span) -> Count {
    arrivals.during(time_inside)
}

/// The load in erlangs, a = λ·S: how many servers would be busy all the time.
#[must_use]
pub fn offered(arrivals: Rate, service: Span) -> Count {
    arrivals.during(service)
}

/// How busy `servers` are, ρ = λ·S/c.
///
/// # Errors
///
/// When they are 100 % busy or more, or when there is none.
pub fn utilisation(servers: u32, arrivals: Rate, service: Span) -> Result<Share, CapacityError> {
    let load = offered(arrivals, service).get();
    stable(servers, load).map(Share::nearest)
}

/// The mean response time of one server (M/M/1): W = S/(1−ρ).
///
/// # Errors
///
/// When ρ is 1.
pub fn single_response(service: Span, utilisation: Share) -> Result<Span, CapacityError> {
    let busy = stable(1, utilisation.get())?;
    Ok(Span::nearest(service.get() / (1.0 - busy)))
}

/// The response time that a part `quantile` of the requests stays below at one server (M/M/1):
/// t = −ln(1−p)·S/(1−ρ), so that p99 = 4.6·S/(1−ρ).
///
/// # Errors
///
/// When ρ or the quantile is 1.
pub fn single_quantile(
    service: Span,
    utilisation: Share,
    quantile: Share,
) -> Result<Span, CapacityError> {
    let mean = single_response(service, utilisation)?.get();
    Ok(Span::nearest(mean * tail(quantile)?))
}

/// The probability that a request has to wait at `servers` that share a queue (M/M/c): Erlang's C for a load of `load` erlangs.
///
/// By the recursion 1/B(k) = 1 + k/a · 1/B(k−1) and C = B/(1−ρ(1−B)), which holds no factorial and no power, so that
/// nothing overflows where c is large. (Erlang 1917; the recursion as in Cooper, Introduction to Queueing Theory.)
///
/// # Errors
///
/// When the load is `servers` erlangs or more, or the servers are none or more than [`MOST_SERVERS`].
pub fn erlang_c(servers: u32, load: Count) -> Result<Share, CapacityError> {
    let busy = stable(servers, load.get())?;
    let mut inverse_b = 1.0f64;
    for k in 1..=servers {
        inverse_b = 1.0 + f64::from(k) / load.get() * inverse_b;
        if inverse_b.is_infinite() {
            return Ok(Share::ZERO);
        }
    }
    let b = 1.0 / inverse_b;
    Ok(Share::nearest(b / (1.0 - busy * (1.0 - b))))
}

/// The mean response time of `servers` that share a queue (M/M/c): W = S + C·S/(c(1−ρ)).
///
/// # Errors
///
/// As [`erlang_c`].
pub fn pooled_response(servers: u32, arrivals: Rate, service: Span) -> Result<Span, CapacityError> {
    Ok(service.and(pooled_wait(servers, arrivals, service)?))
}

/// The mean time before service starts (M/M/c): C·S/(c(1−ρ)).
///
/// # Errors
///
/// As [`erlang_c`].
pub fn pooled_wait(servers: u32, arrivals: Rate, service: Span) -> Result<Span, CapacityError> {
    let load = offered(arrivals, service);
    let waits = erlang_c(servers, load)?.get();
    let free = f64::from(servers) - load.get();
    Ok(Span::nearest(waits * service.get() / free))
}

/// The response time that a part `quantile` of the requests stays below at `servers` that share a queue (M/M/c).
///
/// P(T > t) = e^−μt · (1 + C·(1 − e^−μt(c−1−a))/(c−1−a)), solved for t by bisection to twelve digits. (Gross and
/// Harris, Fundamentals of Queueing Theory, section 2.3.)
///
/// # Errors
///
/// As [`erlang_c`], and when the quantile is 1.
pub fn pooled_quantile(
    servers: u32,
    arrivals: Rate,
    service: Span,
    quantile: Share,
) -> Result<Span, CapacityError> {
    let load = offered(arrivals, service);
    let waits = erlang_c(servers, load)?.get();
    let slack = f64::from(servers) - 1.0 - load.get();
    // In units of the service time. Of the two exponents the smaller goes outside, so that nothing overflows.
    let beyond = |t: f64| {
        let waited = if (slack * t).abs() < 1e-9 {
            (-t).exp() * t
        } else {
            let outside = (-t * (1.0 + slack.min(0.0))).exp();
            outside * -(-slack.abs() * t).exp_m1() / slack.abs()
        };
        (-t).exp() + waits * waited
    };
    // Without a queue it takes this long; with one server's queue, that much.
    let alone = tail(quantile)?;
    let (mut low, mut high) = (alone, alone.max(1.0));
    let wanted = (-alone).exp();
    while beyond(high) > wanted && high < 1e300 {
        low = high;
        high *= 2.0;
    }
    while high - low > high * 1e-12 {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if beyond(middle) > wanted {
            low = middle;
        } else {
            high = middle;
        }
    }
    Ok(Span::nearest(high * service.get()))
}

/// The mean wait at one server whose arrivals and services vary as given (G/G/1): Wq ≈ ρ/(1−ρ) · (Ca²+Cs²)/2 · S.
///
/// `arrivals` and `services` are squared coefficients of variation: 0 is a clock, 1 is random. An approximation for high
/// utilisation, an upper one for most systems. (Kingman 1961.)
///
/// # Errors
///
/// When ρ is 1.
pub fn kingman(
    service: Span,
    utilisation: Share,
    arrivals: Count,
    services: Count,
) -> Result<Span, CapacityError> {
    let busy = stable(1, utilisation.get())?;
    let vary = f64::midpoint(arrivals.get(), services.get());
    Ok(Span::nearest(busy / (1.0 - busy) * vary * service.get()))
}

/// The connections that a pool needs to be busy to `target` at most: ⌈λ·S/ρ⌉, and at least one.
///
/// # Errors
///
/// When the target is 0.
pub fn pool_size(arrivals: Rate, service: Span, target: Share) -> Result<Count, CapacityError> {
    if target == Share::ZERO {
        let what = "the utilisation aimed at";
        return Err(CapacityError::Zero { what });
    }
    let size = offered(arrivals, service).get() / target.get();
    Ok(Count::nearest(size.max(1.0)).up())
}

/// Where tuning a database's pool starts, for all its clients together: 2·cores + spindles; a solid-state disk counts as
/// one. Then [`pool_size`] with what was measured. (`PostgreSQL` wiki, by way of `HikariCP`'s About Pool Sizing.)
#[must_use]
pub fn pool_start(cores: u32, spindles: u32) -> Count {
    Count::whole(cores)
        .and(Count::whole(cores))
        .and(Count::whole(spindles))
}

/// The fewest servers that keep `quantile` of the responses below `limit` (M/M/c).
///
/// # Errors
///
/// When service alone takes longer, or more than [`MOST_SERVERS`] would be needed.
pub fn servers_for(
    arrivals: Rate,
    service: Span,
    quantile: Share,
    limit: Span,
) -> Result<u32, CapacityError> {
    let alone = Span::nearest(service.get() * tail(quantile)?);
    if alone >= limit {
        return Err(CapacityError::Unreachable {
            alone: alone.rounded().to_string(),
            limit: limit.to_string(),
        });
    }
    let too_many = CapacityError::TooMany {
        limit: MOST_SERVERS,
    };
    let enough = |servers: u32| {
        pooled_quantile(servers, arrivals, service, quantile).is_ok_and(|time| time <= limit)
    };
    let (mut few, mut many) = (0, 1u32);
    while !enough(many) {
        few = many;
        many = many.saturating_mul(2);
        if many > MOST_SERVERS {
            return Err(too_many);
        }
    }
    while many - few > 1 {
        let middle = few + (many - few) / 2;
        if enough(middle) {
            many = middle;
        } else {
            few = middle;
        }
    }
    Ok(many)
}

/// ρ, when it is below 1.
fn stable(servers: u32, load: f64) -> Result<f64, CapacityError> {
    if servers == 0 {
        return Err(CapacityError::Zero {
            what: "the number of servers",
        });
    }
    if servers > MOST_SERVERS {
        return Err(CapacityError::TooMany {
            limit: MOST_SERVERS,
        });
    }
    let busy = load / f64::from(servers);
    if busy < 1.0 {
        Ok(busy)
    } else {
        let percent = busy * 100.0;
        Err(CapacityError::Unstable { servers, percent })
    }
}

/// −ln(1−p).
fn tail(quantile: Share) -> Result<f64, CapacityError> {
    if quantile == Share::ALL {
        return Err(CapacityError::Quantile);
    }
    Ok(-(-quantile.get()).ln_1p())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn near(a: f64, b: f64, part: f64) -> bool {
        (a - b).abs() <= part * a.abs().max(b.abs())
    }

    #[test]
    fn hand_computed_cases() {
        let ms = Span::millis;
        assert_eq!(in_flight(Rate::per_second(200), ms(50)).get(), 10.0);
        // 4.6·S/(1−ρ): 9.2 S at a half, 46 S at nine tenths.
        for (busy, times) in [(50, 9.21), (70, 15.35), (80, 23.03), (90, 46.05)] {
            let p99 = single_quantile(ms(1), Share::percent(busy), Share::percent(99)).unwrap();
            assert!(near(p99.get() * 1e3, times, 1e-3), "{busy} %: {p99}");
        }
        assert_eq!(
            single_response(ms(5), Share::percent(80))
                .unwrap()
                .rounded(),
            ms(25)
        );
        assert_eq!(
            pool_size(Rate::per_second(1_000), ms(5), Share::percent(50))
                .unwrap()
                .get(),
            10.0
        );
        assert_eq!(
            pool_size(Rate::per_second(1), ms(5), Share::percent(50))
                .unwrap()
                .get(),
            1.0
        );
        assert_eq!(pool_start(4, 1).get(), 9.0);
        let random = Count::whole(1);
        assert_eq!(
            kingman(ms(10), Share::percent(50), random, random).unwrap(),
            ms(10)
        );
    }

    /// Erlang's C from the sum with factorials, for tables of the literature: (2 erlang, 3 servers) is 0.4444.
    #[test]
    fn known_values_of_erlang_c() {
        let table = [
            (1, 0.5, 0.5),
            (2, 1.0, 0.3333),
            (3, 2.0, 0.4444),
            (5, 4.0, 0.5541),
            (10, 8.0, 0.4092),
            (10, 9.0, 0.6687),
            (20, 18.0, 0.5508),
            (100, 90.0, 0.2169),
        ];
        for (servers, load, expected) in table {
            let found = erlang_c(servers, Count::nearest(load)).unwrap().get();
            assert!(
                (found - expected).abs() < 6e-5,
                "C({servers}, {load}) = {found}"
            );
        }
        // A hundred thousand servers, half busy: nobody waits, and nothing overflows.
        assert_eq!(
            erlang_c(100_000, Count::whole(50_000)).unwrap(),
            Share::ZERO
        );
        assert!(erlang_c(1_000_000, Count::whole(999_900)).unwrap() > Share::percent(80));
        assert_eq!(erlang_c(3, Count::ZERO).unwrap(), Share::ZERO);
    }

    #[test]
    fn one_server_that_is_nearly_always_busy() {
        // Hundreds of service times: e^−μt alone is zero here.
        let (busy, quantile) = (
            0.995_452_233_699_545_8,
            Share::nearest(0.974_227_651_556_541_5),
        );
        let service = Span::millis(10);
        let pooled = pooled_quantile(1, Rate::nearest(busy / 0.01), service, quantile).unwrap();
        let single = single_quantile(service, Share::nearest(busy), quantile).unwrap();
        assert!(near(pooled.get(), single.get(), 1e-9), "{pooled} {single}");
    }

    #[test]
    fn what_has_no_answer_says_why() {
        let error = erlang_c(3, Count::whole(3)).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("3 in parallel are 100 % busy"),
            "{error}"
        );
        assert!(erlang_c(0, Count::ZERO).is_err());
        let ms = Span::millis;
        assert_eq!(
            single_quantile(ms(1), Share::percent(50), Share::ALL),
            Err(CapacityError::Quantile)
        );
        let error = servers_for(Rate::per_second(10), ms(10), Share::percent(99), ms(40));
        assert!(
            matches!(error, Err(CapacityError::Unreachable { .. })),
            "{error:?}"
        );
    }

    proptest! {
        #[test]
        fn one_server_is_the_simple_queue(busy in 0.001f64..0.999, quantile in 0.01f64..0.9999) {
            let service = Span::millis(10);
            let arrivals = Rate::nearest(busy / 0.01);
            let (share, quantile) = (Share::nearest(busy), Share::nearest(quantile));
            let pooled = pooled_response(1, arrivals, service).unwrap().get();
            prop_assert!(near(pooled, single_response(service, share).unwrap().get(), 1e-9));
            let pooled = pooled_quantile(1, arrivals, service, quantile).unwrap().get();
            let single = single_quantile(service, share, quantile).unwrap().get();
            prop_assert!(near(pooled, single, 1e-6), "{pooled} {single}");
        }

        #[test]
        fn more_load_waits_longer_and_more_servers_less(
            servers in 1u32..300, busy in 0.01f64..0.98, more in 0.001f64..0.01,
        ) {
            let service = Span::millis(10);
            let rate = |busy: f64| Rate::nearest(busy * f64::from(servers) / 0.01);
            let p99 = |servers, rate| pooled_quantile(servers, rate, service, Share::percent(99)).unwrap().get();
            let c = |busy: f64| erlang_c(servers, Count::nearest(busy * f64::from(servers))).unwrap();
            prop_assert!(c(busy) <= c(busy + more) && c(busy) <= Share::nearest(busy + 1e-9));
            prop_assert!(p99(servers, rate(busy)) <= p99(servers, rate(busy + more)) * (1.0 + 1e-9));
            prop_assert!(p99(servers + 1, rate(busy)) <= p99(servers, rate(busy)) * (1.0 + 1e-9));
        }

        #[test]
        fn random_arrivals_and_services_are_kingmans_exact_case(busy in 0.0f64..0.99) {
            let service = Span::millis(10);
            let one = Count::whole(1);
            let wait = kingman(service, Share::nearest(busy), one, one).unwrap().get();
            let exact = pooled_wait(1, Rate::nearest(busy / 0.01), service).unwrap().get();
            prop_assert!(near(wait, exact, 1e-9));
        }

        #[test]
        fn servers_for_is_the_least_that_is_enough(rate in 1u32..2_000, service in 1u32..50, slack in 1.05f64..20.0) {
            let (arrivals, service, p99) = (Rate::per_second(rate), Span::millis(service), Share::percent(99));
            let limit = Span::nearest(service.get() * 4.605_171 * slack);
            let servers = servers_for(arrivals, service, p99, limit).unwrap();
            prop_assert!(pooled_quantile(servers, arrivals, service, p99).unwrap() <= limit);
            let fewer = pooled_quantile(servers - 1, arrivals, service, p99);
            prop_assert!(fewer.is_err() || fewer.unwrap() > limit);
        }
    }
}
