//! What an open connection costs: kernel, buffers, TLS, and the day when all of them come back at once.
//!
//! It knows the states in which a connection of a Rust HTTP server spends its life and what each holds
//! ([`constants`]); it does not know which server is meant, since the caller picks the state. Data in flight is not in
//! it: the kernel charges a socket's buffers only while something is in them.

use serde::{Deserialize, Serialize};

use crate::units::{Bytes, Count, Estimate, Measure, Rate, Span};

use super::CapacityError;
use super::constants::{self, Constant};

/// What a connection is doing, which decides what it holds in the server's memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConnectionState {
    /// Accepted, and not a byte came.
    Accepted,
    /// HTTP/1 between two requests.
    KeepAlive,
    /// HTTP/1 after a large body, the buffer grown and kept.
    AfterLargeBody,
    /// A client that sends its headers slowly, on purpose.
    StuckInHeaders,
    /// A WebSocket as the library sets it up.
    WebSocketDefault,
    /// A WebSocket with a read buffer of 1 KiB.
    WebSocketSmall,
}

impl ConnectionState {
    /// Every state.
    pub const ALL: [Self; 6] = [
        Self::Accepted,
        Self::KeepAlive,
        Self::AfterLargeBody,
        Self::StuckInHeaders,
        Self::WebSocketDefault,
        Self::WebSocketSmall,
    ];

    /// What it holds in user space.
    pub const fn memory(self) -> &'static Constant<Bytes> {
        match self {
            Self::Accepted => &constants::ACCEPTED,
            Self::KeepAlive => &constants::KEEP_ALIVE,
            Self::AfterLargeBody => &constants::AFTER_LARGE_BODY,
            Self::StuckInHeaders => &constants::STUCK_IN_HEADERS,
            Self::WebSocketDefault => &constants::WEBSOCKET_DEFAULT,
            Self::WebSocketSmall => &constants::WEBSOCKET_SMALL,
        }
    }
}

/// What stands between the socket and the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encryption {
    /// Nothing, or TLS ends in front of the server.
    Elsewhere,
    /// A TLS session in the server itself.
    Here,
}

/// What one connection holds: socket + state + TLS session.
#[must_use]
pub fn per_connection(state: ConnectionState, encryption: Encryption) -> Estimate<Bytes> {
    let socket = constants::KERNEL_SOCKET.value();
    let plain = socket.with(&state.memory().value(), Bytes::and);
    match encryption {
        Encryption::Elsewhere => plain,
        Encryption::Here => plain.with(&constants::TLS_SESSION.value(), Bytes::and),
    }
}

/// What all connections hold: N·(socket + state + TLS session).
#[must_use]
pub fn memory(connections: Count, each: Bytes) -> Bytes {
    each.times(connections)
}

/// How fast clients come back when all lost their connection: N/window, spread evenly over the window in which they retry.
///
/// # Errors
///
/// When the window is zero: without jitter there is no rate, only an instant.
pub fn reconnect_storm(connections: Count, window: Span) -> Result<Rate, CapacityError> {
    positive(window.get(), "the window in which clients reconnect")?;
    Ok(Rate::nearest(connections.get() / window.get()))
}

/// The cores that TLS handshakes take: rate/(handshakes per core and second).
///
/// # Errors
///
/// When a core makes none.
pub fn handshake_cores(handshakes: Rate, per_core: Rate) -> Result<Count, CapacityError> {
    positive(per_core.get(), "the handshakes of a core")?;
    Ok(Count::nearest(handshakes.get() / per_core.get()))
}

/// How long so many handshakes take when all of `cores` do nothing else: N/(cores·per core).
///
/// # Errors
///
/// When there is no core, or a core makes none.
pub fn handshake_time(
    connections: Count,
    cores: Count,
    per_core: Rate,
) -> Result<Span, CapacityError> {
    let all = positive(per_core.times(cores).get(), "the handshakes of all cores")?;
    Ok(Span::nearest(connections.get() / all))
}

fn positive(value: f64, what: &'static str) -> Result<f64, CapacityError> {
    if value > 0.0 {
        Ok(value)
    } else {
        Err(CapacityError::Zero { what })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_thousand_connections() {
        let n = Count::whole(100_000);
        let total =
            |state, encryption| per_connection(state, encryption).rising(|each| memory(n, each));
        let idle = total(ConnectionState::KeepAlive, Encryption::Elsewhere);
        // 3,712 + 16,384 and 4,096 + 24,576 bytes each.
        assert_eq!(idle.low().get(), 2_009_600_000.0);
        assert_eq!(idle.high().get(), 2_867_200_000.0);
        let stock = total(ConnectionState::WebSocketDefault, Encryption::Elsewhere);
        let small = total(ConnectionState::WebSocketSmall, Encryption::Elsewhere);
        assert!(stock.expected().get() > 13e9 && small.expected().get() < 1e9);
        let tls = total(ConnectionState::KeepAlive, Encryption::Here);
        assert_eq!(tls.expected().get() - idle.expected().get(), 2.65e9);
        for state in ConnectionState::ALL {
            assert!(per_connection(state, Encryption::Here).low() > Bytes::whole(3_712));
        }
    }

    #[test]
    fn all_of_them_come_back() {
        let n = Count::whole(100_000);
        let storm = reconnect_storm(n, Span::seconds(20)).unwrap();
        assert_eq!(storm, Rate::per_second(5_000));
        assert_eq!(
            handshake_cores(storm, Rate::per_second(2_500)).unwrap(),
            Count::whole(2)
        );
        // On four cores at 2,000 to 4,000 a second each: 6 to 12 seconds of nothing else.
        let time =
            |per_core| handshake_time(n, Count::whole(4), Rate::per_second(per_core)).unwrap();
        assert_eq!((time(4_000).get(), time(2_000).get()), (6.25, 12.5));
        assert!(
            reconnect_storm(n, Span::ZERO).is_err()
                && handshake_time(n, Count::ZERO, storm).is_err()
        );
    }
}
