//! Capacity as arithmetic: queues, connections, storage, availability, and the figures that they are told in.
//!
//! The functions are pure and closed-form: they know no component, no product and no brief. Each says its formula, where it
//! holds and where it comes from. [`figures`] puts numbers into them and writes the formula down with the numbers in
//! it, [`constants`] holds what was measured or published elsewhere, with source and year. What would surprise: a load that a
//! system cannot carry is an error ([`CapacityError::Unstable`]) and not a large number, since a queue that grows has no
//! mean to print.

pub mod availability;
pub mod connections;
pub mod constants;
pub mod figures;
pub mod queueing;
pub mod storage;

mod figure;

pub use figure::{Figure, Input, Known};

/// Why there is no such figure.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum CapacityError {
    /// More comes in than can go out: the queue grows without end.
    #[error(
        "{servers} in parallel are {percent:.0} % busy, so the queue never settles: add servers, shorten the service time or shed load"
    )]
    Unstable {
        /// How many work in parallel.
        servers: u32,
        /// Arrivals over what can be served, in percent.
        percent: f64,
    },
    /// Something that the formula divides by, or that has to exist.
    #[error("{what} is zero, and the formula needs some")]
    Zero {
        /// What is missing.
        what: &'static str,
    },
    /// A quantile of 1: the slowest of all has no bound.
    #[error("the slowest of all has no bound: ask for a quantile below 100 %")]
    Quantile,
    /// More servers than anybody has.
    #[error("more than {limit} servers in parallel are not computed: check the units of the load")]
    TooMany {
        /// The limit.
        limit: u32,
    },
    /// No number of servers is enough.
    #[error(
        "one request alone takes {alone} at this quantile, more than the {limit} allowed: shorten the service time"
    )]
    Unreachable {
        /// What it takes without any queue.
        alone: String,
        /// What is allowed.
        limit: String,
    },
}
