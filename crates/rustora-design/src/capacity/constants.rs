//! What was measured or published elsewhere, with source and year.
//!
//! A constant is a planning value with a range, and never better than its source: a measurement on the machine in question
//! replaces it. Where only one number is known, low, expected and high are that one, which says that the spread is unknown and
//! not that there is none. What would surprise: there is no throughput of a database or broker here; those depend on
//! settings that a decision makes, and stand with the options.

use crate::units::{Bytes, Count, Estimate, Measure, Rate, Share, Span};

use super::figure::Known;

/// A number from outside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Constant<T> {
    /// What it is.
    pub what: &'static str,
    low: T,
    expected: T,
    high: T,
    /// Where it comes from, and what is doubtful about it.
    pub source: &'static str,
    /// When it was measured or published.
    pub year: u16,
}

impl<T: Measure> Constant<T> {
    /// The number.
    pub fn value(&self) -> Estimate<T> {
        Estimate::around(self.low, self.expected, self.high)
    }

    /// The number with its source, as figures take it.
    pub fn known(&self) -> Known<T> {
        Known::new(self.value(), format!("{} ({})", self.source, self.year))
    }
}

/// Kernel memory of one end of an idle TCP connection.
pub const KERNEL_SOCKET: Constant<Bytes> = Constant {
    what: "kernel memory of an idle socket",
    low: Bytes::whole(3_712),
    expected: Bytes::whole(4_096),
    high: Bytes::whole(4_096),
    source: "slab sizes of Linux 6.18: TCP 2,368 + inode 832 + file 192 + dentry 192 + epoll 128 = 3,712 B; planned as 4 KiB",
    year: 2026,
};

/// User memory of a connection that was accepted and has sent nothing.
pub const ACCEPTED: Constant<Bytes> = Constant {
    what: "a connection that was accepted and sent nothing",
    low: Bytes::whole(2_500),
    expected: Bytes::whole(2_500),
    high: Bytes::whole(2_500),
    source: "axum pull request 3478; one measurement",
    year: 2025,
};

/// User memory of an HTTP/1 connection between two requests.
pub const KEEP_ALIVE: Constant<Bytes> = Constant {
    what: "an HTTP/1 connection between two requests",
    low: Bytes::whole(16_384),
    expected: Bytes::whole(20_480),
    high: Bytes::whole(24_576),
    source: "hyper 1.12, src/proto/h1/io.rs: 8 KiB read and 8 KiB header buffer, and the task; derived, to be measured",
    year: 2026,
};

/// What the stock accept loop of axum adds for each route: it clones the route table per connection.
pub const STOCK_ROUTE: Constant<Bytes> = Constant {
    what: "each route, per connection, with axum's stock `serve(listener, router)`",
    low: Bytes::whole(1_024),
    expected: Bytes::whole(1_024),
    high: Bytes::whole(1_024),
    source: "lakekeeper pull request 1990, which saw 370 KiB per connection; none with `into_make_service()`",
    year: 2026,
};

/// User memory of an HTTP/1 connection after a body of 1 MiB.
pub const AFTER_LARGE_BODY: Constant<Bytes> = Constant {
    what: "an HTTP/1 connection after a body of 1 MiB",
    low: Bytes::whole(88_064),
    expected: Bytes::whole(475_136),
    high: Bytes::whole(475_136),
    source: "lakekeeper pull request 1993: 464 KiB, 86 KiB once the buffer was capped",
    year: 2026,
};

/// User memory of an HTTP/1 connection whose client sends headers without end.
pub const STUCK_IN_HEADERS: Constant<Bytes> = Constant {
    what: "an HTTP/1 connection that is stuck in its headers",
    low: Bytes::whole(8_192),
    expected: Bytes::whole(417_792),
    high: Bytes::whole(1_000_000),
    source: "hyper 1.12, src/proto/h1/io.rs: grows from 8 KiB to 417,792 B; axum pull requests 3478 and 3489 saw up to 1 MB",
    year: 2026,
};

/// User memory of a WebSocket with tungstenite's defaults.
pub const WEBSOCKET_DEFAULT: Constant<Bytes> = Constant {
    what: "a WebSocket with default buffers",
    low: Bytes::whole(130_000),
    expected: Bytes::whole(131_072),
    high: Bytes::whole(135_168),
    source: "axum pull request 3178: 1.3 GB for 10,000; tungstenite from 0.25 on allocates 128 KiB to read into",
    year: 2025,
};

/// User memory of a WebSocket with a read buffer of 1 KiB.
pub const WEBSOCKET_SMALL: Constant<Bytes> = Constant {
    what: "a WebSocket with a read buffer of 1 KiB",
    low: Bytes::whole(4_000),
    expected: Bytes::whole(4_000),
    high: Bytes::whole(4_000),
    source: "axum pull request 3178: 40 MB for 10,000; one measurement",
    year: 2025,
};

/// Memory of a TLS session of rustls during the handshake.
pub const TLS_SESSION: Constant<Bytes> = Constant {
    what: "a TLS session",
    low: Bytes::whole(26_500),
    expected: Bytes::whole(26_500),
    high: Bytes::whole(26_500),
    source: "jbp.io, 2 July 2019: (135,984 − 6,140) KB for 4,900 sessions of TLS 1.2 in the handshake; old, an upper value for idle ones",
    year: 2019,
};

/// Full TLS 1.3 handshakes a server makes on one core.
pub const TLS_FULL: Constant<Rate> = Constant {
    what: "full TLS handshakes per core",
    low: Rate::per_second(2_000),
    expected: Rate::per_second(3_000),
    high: Rate::per_second(4_000),
    source: "planning value; 2,000 on a Xeon L5640 with P-256 (Hacker News 44012694), several thousand on newer cores",
    year: 2025,
};

/// Resumed TLS 1.3 handshakes a server makes on one core.
pub const TLS_RESUMED: Constant<Rate> = Constant {
    what: "resumed TLS handshakes per core",
    low: Rate::per_second(6_000),
    expected: Rate::per_second(7_000),
    high: Rate::per_second(8_000),
    source: "planning value; 8,211 on an i5-6500, client side (jbp.io, July 2019)",
    year: 2019,
};

/// Memory of one `PostgreSQL` backend.
pub const POSTGRES_BACKEND: Constant<Bytes> = Constant {
    what: "a PostgreSQL connection, at the server",
    low: Bytes::whole(2_097_152),
    expected: Bytes::whole(10_000_000),
    high: Bytes::whole(16_777_216),
    source: "Andres Freund, October 2020: below 2 MiB with huge pages; up to 10 MB without; resident size looks like 16 MiB",
    year: 2020,
};

/// Opening a connection to a database in the same network, with TLS and SCRAM.
pub const DATABASE_CONNECT: Constant<Span> = Constant {
    what: "opening a database connection",
    low: Span::millis(5),
    expected: Span::millis(15),
    high: Span::millis(30),
    source: "range of secondary pages; measure it",
    year: 2025,
};

/// An fsync on a solid-state disk that keeps its cache when the power goes.
pub const FSYNC_PROTECTED: Constant<Span> = Constant {
    what: "an fsync, NVMe with power-loss protection",
    low: Span::micros(12),
    expected: Span::micros(36),
    high: Span::micros(60),
    source: "engineered.at and smalldatum; expected is the middle of the range; measure it with pg_test_fsync",
    year: 2025,
};

/// An fsync on a solid-state disk of a consumer.
pub const FSYNC_CONSUMER: Constant<Span> = Constant {
    what: "an fsync, consumer solid-state disk",
    low: Span::micros(900),
    expected: Span::millis(2),
    high: Span::millis(5),
    source: "engineered.at and smalldatum; expected lies within the range; measure it with pg_test_fsync",
    year: 2025,
};

/// An fsync on a block device of a cloud.
pub const FSYNC_CLOUD: Constant<Span> = Constant {
    what: "an fsync, cloud block device",
    low: Span::micros(250),
    expected: Span::millis(1),
    high: Span::millis(5),
    source: "about 1 ms; 250 us in Hacker News 43355989; the high end is that of consumer disks; measure it with pg_test_fsync",
    year: 2025,
};

/// Disk for what is in use, and for vacuum, compaction and growth.
pub const STORAGE_HEADROOM: Constant<Count> = Constant {
    what: "disk per byte in use",
    low: Count::hundredths(130),
    expected: Count::hundredths(140),
    high: Count::hundredths(150),
    source: "planning value",
    year: 2026,
};

/// The retries that all clients together may add.
pub const RETRY_BUDGET: Constant<Share> = Constant {
    what: "retries, of all requests",
    low: Share::percent(10),
    expected: Share::percent(10),
    high: Share::percent(10),
    source: "Google, Site Reliability Engineering, Handling Overload: per-client retry budget",
    year: 2016,
};

#[cfg(test)]
mod tests {
    use super::*;

    fn check<T: Measure + std::fmt::Debug>(constant: &Constant<T>) {
        let Constant {
            low,
            expected,
            high,
            ..
        } = *constant;
        assert!(low <= expected && expected <= high, "{constant:?}");
        assert!(low.get() > 0.0, "{constant:?}");
        assert!(!constant.source.is_empty() && !constant.what.is_empty());
        assert!((2000..=2100).contains(&constant.year), "{constant:?}");
    }

    #[test]
    fn every_constant_is_in_order_and_has_a_source() {
        for bytes in [
            KERNEL_SOCKET,
            ACCEPTED,
            KEEP_ALIVE,
            STOCK_ROUTE,
            AFTER_LARGE_BODY,
            STUCK_IN_HEADERS,
            WEBSOCKET_DEFAULT,
            WEBSOCKET_SMALL,
            TLS_SESSION,
            POSTGRES_BACKEND,
        ] {
            check(&bytes);
        }
        for span in [
            DATABASE_CONNECT,
            FSYNC_PROTECTED,
            FSYNC_CONSUMER,
            FSYNC_CLOUD,
        ] {
            check(&span);
        }
        for rate in [TLS_FULL, TLS_RESUMED] {
            check(&rate);
        }
        check(&STORAGE_HEADROOM);
        check(&RETRY_BUDGET);
    }
}
