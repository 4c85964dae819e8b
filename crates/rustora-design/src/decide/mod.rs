//! Decisions: gates first, then scores, then what would turn it around.

mod weights;

pub use weights::{Dimension, NoWeightError, Weights};
