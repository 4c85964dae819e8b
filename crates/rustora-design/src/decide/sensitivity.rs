//! What would turn a recommendation around.
//!
//! Each weight is made a fifth larger and a fifth smaller, one at a time, and the decision made again: those are the flips. Besides, the
//! nearest break-even is computed: by which factor one weight would have to change until another option draws level. It is
//! linear in that weight: with D = Σ wᵢ(aᵢ − bᵢ) and d = w(a − b) in the dimension, the factor is 1 − D/d.

use std::fmt;

use crate::units::{Count, Measure as _};

use super::verdict::best;
use super::{Choice, Dimension, Weights};

/// By which part each weight is changed.
pub const STEP: f64 = 0.2;

/// What would turn it around. `Display` says it in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Sensitivity {
    /// What was recommended.
    pub chosen: String,
    /// The second best, when the gates leave one.
    pub runner_up: Option<String>,
    /// By how much the recommendation leads, on the scale of the scores.
    pub margin: f64,
    /// The changes of one weight by a fifth that turn it around.
    pub flips: Vec<Flip>,
    /// The least change of one weight that would bring another option level; `None` when no change of one does.
    pub break_even: Option<BreakEven>,
}

/// A change of one weight by a fifth that turns it around.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flip {
    /// The weight.
    pub dimension: Dimension,
    /// Which way.
    pub way: Way,
    /// The name of what would then be recommended.
    pub to: String,
}

/// The way in which a weight is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A fifth more.
    More,
    /// A fifth less.
    Less,
}

impl Way {
    /// What the weight is multiplied with.
    pub fn factor(self) -> Count {
        match self {
            Self::More => Count::nearest(1.0 + STEP),
            Self::Less => Count::nearest(1.0 - STEP),
        }
    }
}

/// The change of one weight at which another option draws level.
#[derive(Clone, Debug, PartialEq)]
pub struct BreakEven {
    /// The weight.
    pub dimension: Dimension,
    /// What it would have to be multiplied with.
    pub factor: f64,
    /// The name of the option that draws level.
    pub to: String,
}

impl BreakEven {
    /// The factor with two digits behind the point, rounded away from 1, so that what is said is enough.
    pub fn rounded(&self) -> f64 {
        let hundredths = self.factor * 100.0;
        // What is a whole number but for the rounding of its quotient stays it.
        if self.factor > 1.0 {
            (hundredths - 1e-6).ceil() / 100.0
        } else {
            (hundredths + 1e-6).floor() / 100.0
        }
    }
}

/// `choices` passed the gates; the first is the recommendation, the second the next best.
pub(super) fn of(choices: &[&Choice], weights: &Weights) -> Sensitivity {
    let Some((chosen, others)) = choices.split_first() else {
        return Sensitivity {
            chosen: String::new(),
            runner_up: None,
            margin: 0.0,
            flips: Vec::new(),
            break_even: None,
        };
    };
    let total = |choice: &Choice| weights.total(choice.scores);
    let margin = others
        .first()
        .map_or(0.0, |next| total(chosen) - total(next));
    let mut flips = Vec::new();
    for dimension in Dimension::ALL {
        for way in [Way::Less, Way::More] {
            let changed = weights.with(dimension, way.factor());
            // The only weight may not vanish, and by a fifth it does not.
            let to = choices[best(choices, &changed)];
            if to.id != chosen.id {
                let to = to.name.clone();
                flips.push(Flip { dimension, way, to });
            }
        }
    }
    Sensitivity {
        chosen: chosen.name.clone(),
        runner_up: others.first().map(|next| next.name.clone()),
        margin: margin.max(0.0),
        flips,
        break_even: break_even(chosen, others, weights),
    }
}

fn break_even(chosen: &Choice, others: &[&Choice], weights: &Weights) -> Option<BreakEven> {
    let mut nearest: Option<BreakEven> = None;
    for other in others {
        let lead = |dimension: Dimension| {
            let at = dimension as usize;
            let ahead = f64::from(chosen.scores[at]) - f64::from(other.scores[at]);
            weights.of(dimension) * ahead
        };
        let all: f64 = Dimension::ALL.into_iter().map(lead).sum();
        for dimension in Dimension::ALL {
            let factor = 1.0 - all / lead(dimension);
            // 0.80 and 1.25 are equally far; which of them comes out must not depend on rounding.
            let closer = |than: &BreakEven| than.factor.ln().abs() - factor.ln().abs() > 1e-9;
            if factor > 0.0 && factor.is_finite() && nearest.as_ref().is_none_or(closer) {
                let to = other.name.clone();
                nearest = Some(BreakEven {
                    dimension,
                    factor,
                    to,
                });
            }
        }
    }
    nearest
}

impl fmt::Display for Sensitivity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(next) = &self.runner_up else {
            return write!(
                f,
                "There is nothing to weigh: the gates leave only {}.",
                self.chosen
            );
        };
        // A half is rounded up, also when its last bit says otherwise.
        let margin = self.margin + 1e-9;
        if self.flips.is_empty() {
            write!(
                f,
                "No weight changed by a fifth turns it around: {} leads {next} by {margin:.2} of 10",
                self.chosen
            )?;
            return match &self.break_even {
                Some(even) if even.factor > 1.0 => write!(
                    f,
                    "; {} would have to count {:.2} times as much for {} to draw level.",
                    even.dimension.name(),
                    even.rounded(),
                    even.to
                ),
                Some(even) => write!(
                    f,
                    "; {} would have to count no more than {:.2} of what it does for {} to draw level.",
                    even.dimension.name(),
                    even.rounded(),
                    even.to
                ),
                None => write!(
                    f,
                    ", and no change of a single weight brings another level."
                ),
            };
        }
        let flips: Vec<String> = self
            .flips
            .iter()
            .map(|flip| {
                let way = match flip.way {
                    Way::More => "more",
                    Way::Less => "less",
                };
                format!(
                    "{} if {} counted a fifth {way}",
                    flip.to,
                    flip.dimension.name()
                )
            })
            .collect();
        write!(
            f,
            "It would be {}; {} leads {next} by {margin:.2} of 10.",
            flips.join(", or "),
            self.chosen
        )
    }
}
