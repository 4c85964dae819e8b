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
mod jobs;
mod lints;
pub mod memory;
mod prove;
pub mod remembered;
mod review;
pub mod route;
mod targets;

pub use jobs::{Held, HeldState, JobTool, Jobs, job_tools};
pub use prove::{ProvenText, prove_text};
pub use review::{Compiled, Fixes, Proof, Told, ToldFix, Tool, compile, told};
pub use targets::Confirmed;
