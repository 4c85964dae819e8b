//! The jobs, composed from the engines.
//!
//! An engine knows its own part and no other: reviewing knows no compiler, proving knows no rule. Here they meet.

mod lints;
mod review;

pub use review::{Compiled, Fixes, Proof, Told, ToldFix, Tool, compile, told};
