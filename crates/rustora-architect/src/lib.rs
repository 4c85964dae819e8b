//! The jobs, composed from the engines.
//!
//! An engine knows its own part and no other: reviewing knows no compiler, proving knows no rule. Here they meet.

mod accepted;
pub mod adr;
pub mod advise;
mod api;
mod dependencies;
pub mod design;
pub mod gates;
mod lints;
pub mod memory;
mod prove;
mod review;
pub mod route;
mod targets;

pub use prove::{ProvenText, prove_text};
pub use review::{Compiled, Fixes, Proof, Told, ToldFix, Tool, compile, told};
pub use targets::Confirmed;
