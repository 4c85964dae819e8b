//! The five dimensions, and how much each counts.

use serde::{Deserialize, Serialize};

use crate::units::{Count, Measure};

/// What every option is scored on, in this order everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    /// Whether it does the right thing in every case.
    Correctness,
    /// What it costs in time and memory.
    Performance,
    /// How well it is read and changed.
    Maintainability,
    /// How it fails and comes back.
    Reliability,
    /// How it is watched, debugged and deployed.
    Operability,
}

impl Dimension {
    /// All five.
    pub const ALL: [Self; 5] = [
        Self::Correctness,
        Self::Performance,
        Self::Maintainability,
        Self::Reliability,
        Self::Operability,
    ];

    /// As a sentence names it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Correctness => "correctness",
            Self::Performance => "performance",
            Self::Maintainability => "maintainability",
            Self::Reliability => "reliability",
            Self::Operability => "operability",
        }
    }
}

/// How much each dimension counts, relative to the others. At least one counts something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights([f64; 5]);

/// Weights of which none counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("all five weights are zero: give the dimensions that matter a weight, say 1 to 5")]
pub struct NoWeightError;

impl Weights {
    /// In the order of [`Dimension::ALL`].
    ///
    /// # Errors
    ///
    /// When all are zero.
    pub fn new(weights: [Count; 5]) -> Result<Self, NoWeightError> {
        if weights.iter().all(|weight| *weight == Count::ZERO) {
            return Err(NoWeightError);
        }
        Ok(Self(weights.map(Count::get)))
    }

    /// All the same.
    pub const fn even() -> Self {
        Self([1.0; 5])
    }

    /// From whole numbers; even ones when all are zero.
    pub const fn whole(weights: [u8; 5]) -> Self {
        let mut all = [0.0; 5];
        let mut any = false;
        let mut at = 0;
        while at < all.len() {
            all[at] = weights[at] as f64;
            any |= weights[at] > 0;
            at += 1;
        }
        if any { Self(all) } else { Self::even() }
    }

    /// What one dimension counts.
    pub const fn of(&self, dimension: Dimension) -> f64 {
        self.0[dimension as usize]
    }

    /// All of them.
    pub const fn all(&self) -> [f64; 5] {
        self.0
    }

    /// The same with one dimension counting `factor` times as much.
    #[must_use]
    pub fn with(&self, dimension: Dimension, factor: Count) -> Self {
        let mut changed = *self;
        changed.0[dimension as usize] *= factor.get();
        changed
    }

    /// The weighted mean of scores from 0 to 10.
    pub fn total(&self, scores: [u8; 5]) -> f64 {
        // Divided first, so that the sum of very large weights stays finite.
        let most = self.0.iter().copied().fold(0.0, f64::max);
        let scaled = self.0.map(|weight| weight / most);
        let sum: f64 = scaled.iter().sum();
        let terms = scaled.iter().zip(scores);
        terms
            .map(|(weight, score)| weight * f64::from(score))
            .sum::<f64>()
            / sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_is_the_weighted_mean() {
        let weights = Weights::whole([3, 1, 1, 2, 1]);
        assert_eq!(weights.total([9, 7, 8, 8, 8]), 8.25);
        assert_eq!(Weights::even().total([1, 2, 3, 4, 5]), 3.0);
        assert_eq!(Weights::whole([0; 5]), Weights::even());
        let doubled = weights.with(Dimension::Performance, Count::whole(2));
        assert_eq!(doubled.all(), [3.0, 2.0, 1.0, 2.0, 1.0]);
        assert_eq!(Weights::new([Count::ZERO; 5]), Err(NoWeightError));
    }
}
