//! Proofs: cargo and rustc run on what is claimed, behind walls, and what they said as data.
//!
//! A proof says what was run, on which content, and how it ended: proven, refuted, or unproven with the reason. A machine that
//! lacks something never refutes; it leaves unproven. Nothing here prints, and nothing of the user's is changed.

pub mod markdown;
pub mod shape;
