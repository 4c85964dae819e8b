//! Why there is no answer, what had arrived, and whether asking again may help.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::talk::Part;

/// What kind of failure it is, for those who decide by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// The key is missing, wrong, or may not do this (401, 403).
    Authentication,
    /// There is no money or no quota left; waiting does not help (402).
    Billing,
    /// The conversation has more tokens than the model reads: make it shorter and ask again.
    TooLong,
    /// The request has more bytes than the server takes (413).
    TooLarge,
    /// Too many requests or tokens in too short a time (429).
    RateLimited,
    /// The provider has no room (503, 529).
    Overloaded,
    /// The server gave up waiting (408, 504), or nothing came back at all in the time that we wait.
    Timeout,
    /// The answer began and then nothing more came.
    Stalled,
    /// The answer ended before its end.
    Cut,
    /// What came back is not what the wire says.
    Malformed,
    /// There is no such model or address (404).
    NotFound,
    /// The provider failed (5xx).
    Server,
    /// No connection: name, route, TLS, proxy.
    Network,
    /// The provider does not take the request as it is (other 4xx).
    BadRequest,
    /// The server sends elsewhere. That is not followed: the key is for this server.
    Redirect,
    /// The caller wanted no answer any more.
    Cancelled,
    /// Nothing is configured that could be asked.
    NotConfigured,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{message}")]
pub struct ModelError {
    /// What kind of failure it is.
    pub kind: ErrorKind,
    /// What was being done, with what, and why it failed. Holds no key.
    pub message: String,
    /// What to do about it; may be empty.
    pub hint: String,
    /// How long the provider wants to be left alone.
    pub retry_after: Option<Duration>,
    /// What had arrived: whole parts, and the words of one that was cut. Never a call that was cut.
    pub partial: Vec<Part>,
    /// What the provider says about asking again, where it says something.
    pub(crate) again: Option<bool>,
}

impl ModelError {
    /// An error with nothing but its kind and message.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            hint: String::new(),
            retry_after: None,
            partial: Vec::new(),
            again: None,
        }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Adds how long to wait.
    #[must_use]
    pub fn after(mut self, after: Option<Duration>) -> Self {
        self.retry_after = after.or(self.retry_after);
        self
    }

    /// Adds what had arrived.
    #[must_use]
    pub(crate) fn with_partial(mut self, partial: Vec<Part>) -> Self {
        self.partial = partial;
        self
    }

    /// Says where it happened.
    #[must_use]
    pub(crate) fn at(mut self, whom: &str) -> Self {
        self.message = format!("asking {whom}: {}", self.message);
        self
    }

    /// Whether the same request may be answered another time. A malformed answer may be so once.
    pub fn may_pass(&self) -> bool {
        use ErrorKind as Kind;
        self.again.unwrap_or(matches!(
            self.kind,
            Kind::RateLimited
                | Kind::Overloaded
                | Kind::Timeout
                | Kind::Stalled
                | Kind::Cut
                | Kind::Malformed
                | Kind::Server
                | Kind::Network
        ))
    }

    /// The caller wanted no answer any more.
    pub fn cancelled() -> Self {
        Self::new(ErrorKind::Cancelled, "the request was cancelled")
    }
}
