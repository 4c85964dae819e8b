//! Asking again: the one place where that is decided.
//!
//! Between two attempts it waits a random time below a bound that doubles ("full jitter", AWS Architecture Blog, 2015), so that many who
//! failed at once do not come back at once. What the provider says about waiting outweighs that, up to a bound of its own: above
//! it the person decides, who is told how long it would be.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;
use std::time::Duration;

use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use crate::error::{ErrorKind, ModelError};
use crate::model::{Answer, Listener, Model};
use crate::talk::{Delta, Reply, Request};

/// How patient to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// How many times a request is sent again.
    pub retries: u32,
    /// The bound of the first wait; each one after it is twice as high.
    pub first: Duration,
    /// The highest that this bound becomes.
    pub most: Duration,
    /// The longest wait that a provider may ask for.
    pub asked: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            retries: 5,
            first: Duration::from_secs(1),
            most: Duration::from_secs(30),
            asked: Duration::from_secs(120),
        }
    }
}

/// A model that is asked again when that may help.
#[derive(Clone, Debug)]
pub struct Patient<M> {
    inner: M,
    patience: Patience,
}

impl<M: Model> Patient<M> {
    /// Asks `inner`, and again as `patience` says.
    pub fn new(inner: M, patience: Patience) -> Self {
        Self { inner, patience }
    }

    async fn ask(
        &self,
        request: &Request,
        on: &mut Listener<'_>,
        cancel: &CancellationToken,
    ) -> Result<Reply, ModelError> {
        let mut kept = Vec::new();
        let mut was_malformed = false;
        for attempt in 0.. {
            let mut has_shown = false;
            let mut listen = |delta: Delta<'_>| {
                has_shown = true;
                on(delta);
            };
            let mut error = match self.inner.respond(request, &mut listen, cancel).await {
                Ok(reply) => return Ok(reply),
                Err(error) => error,
            };
            if !error.partial.is_empty() {
                kept.clone_from(&error.partial);
            }
            error.partial.clone_from(&kept);
            let again = match error.kind {
                ErrorKind::Malformed => !std::mem::replace(&mut was_malformed, true),
                _ => true,
            };
            if !again || !error.may_pass() || attempt >= self.patience.retries {
                return Err(if attempt == 0 {
                    error
                } else {
                    tried(error, attempt)
                });
            }
            let after = match error.retry_after {
                Some(asked) if asked > self.patience.asked => {
                    let wait = asked.as_secs();
                    return Err(error.hint(format!("the provider asks to wait for {wait} s; try again then, or choose another model")));
                }
                // A little more, by chance: many were told the same.
                Some(asked) => asked + self.bound(0).mul_f64(random()),
                None => self.bound(attempt).mul_f64(random()),
            };
            on(Delta::Retrying {
                why: &error.message,
                after,
                replaces: has_shown,
            });
            tokio::select! {
                () = cancel.cancelled() => {
                    let mut cancelled = ModelError::cancelled();
                    cancelled.partial = kept;
                    return Err(cancelled);
                }
                () = sleep(after) => {}
            }
        }
        Err(ModelError::cancelled())
    }

    fn bound(&self, attempt: u32) -> Duration {
        let doubled = 2_u32.saturating_pow(attempt);
        self.patience
            .first
            .saturating_mul(doubled)
            .min(self.patience.most)
    }
}

fn tried(mut error: ModelError, retries: u32) -> ModelError {
    error.message = format!("{} (asked {} times)", error.message, retries + 1);
    error
}

/// From 0 up to 1, out of the randomness that the standard library keeps for its maps.
fn random() -> f64 {
    let bits = RandomState::new().hash_one(0_u8) >> 32;
    f64::from(u32::try_from(bits).unwrap_or(0)) / f64::from(u32::MAX)
}

impl<M: Model> Model for Patient<M> {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn respond<'a>(
        &'a self,
        request: &'a Request,
        on: &'a mut Listener<'_>,
        cancel: &'a CancellationToken,
    ) -> Answer<'a> {
        Box::pin(self.ask(request, on, cancel))
    }
}
