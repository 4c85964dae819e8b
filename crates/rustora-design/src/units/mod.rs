//! Quantities as types, and estimates of them.
//!
//! A brief says `10k req/s`, `5 ms`, `2 GiB`, `99.95 %`, `7 years`; a figure says the same of what it computed. Each kind
//! is a type of its own, so that bytes never stand where seconds are wanted, and each is a finite number that is not
//! negative, by construction. They know nothing of what they measure. Inside is an `f64` in the base unit (events per
//! second, seconds, bytes): what is estimated here is uncertain in the second digit, and no count of it
//! reaches 2⁵³. What would surprise: `Display` is exact, so that what is written can be read again; a number for people is
//! [`Measure::rounded`] first.

mod display;
mod estimate;
mod parse;
mod quantity;

pub use estimate::{Estimate, EstimateError};
pub use parse::UnitError;
pub use quantity::{Bytes, Count, Kind, Measure, Quantity, Rate, Share, Span, Throughput};
