//! From a brief to a design: quantities, capacity, decisions, and the checks that a design has to pass.
//!
//! Text in, data out. Nothing here reads a file, a clock or the environment, draws anything or knows which options a
//! decision has: those come in as data, and what comes out is data that a face prints and a blueprint builds from.
//! What would surprise: a number never travels alone. It has a unit as its type, mostly an interval around it, and
//! where it is computed a formula and a source ([`capacity::Figure`]).

#![cfg_attr(
    test,
    expect(
        clippy::float_cmp,
        reason = "the tests know the numbers to the last digit, or ask for a margin themselves"
    )
)]

mod nearest;
mod origin;
mod written;

pub mod archetype;
pub mod brief;
pub mod capacity;
pub mod check;
pub mod decide;
pub mod emit;
pub mod explain;
pub mod model;
pub mod units;

pub use nearest::nearest;
pub use origin::{Origin, OriginError};
pub use written::WrittenError;
