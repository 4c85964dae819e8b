//! Weighing: from a question to one recommendation.
//!
//! A total is the weighted mean of the scores. Totals that differ by less than a billionth are equal; then the option wins whose scores
//! sum up to more, then the one better in the earlier dimension, then the one whose id comes first. The first of these
//! is why a dominated option never wins, not even where the dimension in which it is worse counts nothing.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::model::{Decision, DecisionOption, Id, RuledOut};

use super::sensitivity::{self, Sensitivity};
use super::{BEST, Choice, DecideError, Question, Wanted, Weights, gates};

/// What came out.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The question's id.
    pub question: String,
    /// The question.
    pub asks: String,
    /// What it was weighed with.
    pub weights: Weights,
    /// The options, best first, those that are ruled out last. The first is the recommendation.
    pub weighed: Vec<Weighed>,
    /// What would turn it around.
    pub sensitivity: Sensitivity,
}

/// An option with what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// The option.
    pub choice: Choice,
    /// The weighted mean of its scores.
    pub total: f64,
    /// What rules it out.
    pub ruled_out: Vec<RuledOut>,
}

impl Verdict {
    /// The id of the recommendation.
    pub fn chosen(&self) -> &str {
        // There is one: a verdict with nothing left is an error.
        self.weighed.first().map_or("", |first| &first.choice.id)
    }

    /// The verdict as a design keeps it. Why it was chosen is the option's own reason; the figures and the consequences are
    /// whoever calls' to add.
    pub fn decision(&self, id: impl Into<Id>, confirmation: Vec<Id>) -> Decision {
        let options = self.weighed.iter().map(|weighed| DecisionOption {
            id: weighed.choice.id.clone(),
            name: weighed.choice.name.clone(),
            scores: weighed.choice.scores,
            total: weighed.ruled_out.is_empty().then_some(weighed.total),
            ruled_out: weighed.ruled_out.clone(),
            because: weighed.choice.because.clone(),
        });
        let because = self.weighed.first();
        Decision {
            id: id.into(),
            question: self.question.clone(),
            asks: self.asks.clone(),
            chosen: self.chosen().to_owned(),
            because: because.map_or_else(String::new, |first| first.choice.because.clone()),
            sensitivity: self.sensitivity.to_string(),
            consequences: Vec::new(),
            figures: Vec::new(),
            confirmation,
            weights: Some(self.weights.all()),
            options: options.collect(),
        }
    }
}

/// Decides a question: gates, scores, recommendation, sensitivity.
///
/// # Errors
///
/// When the question has no options, two of one id or a score above [`BEST`], and when the gates leave nothing.
pub fn decide(
    question: &Question,
    wanted: &Wanted,
    weights: &Weights,
) -> Result<Verdict, DecideError> {
    well_formed(question)?;
    let (mut left, mut out) = (Vec::new(), Vec::new());
    for choice in &question.options {
        let ruled_out = gates::of(question, choice, wanted);
        let weighed = Weighed {
            choice: choice.clone(),
            total: weights.total(choice.scores),
            ruled_out,
        };
        if weighed.ruled_out.is_empty() {
            left.push(weighed);
        } else {
            out.push(weighed);
        }
    }
    if left.is_empty() {
        let reasons: Vec<Vec<RuledOut>> = out.iter().map(|out| out.ruled_out.clone()).collect();
        return Err(DecideError::Conflict {
            question: question.id.clone(),
            gates: gates::conflict(&reasons),
            options: out
                .into_iter()
                .map(|out| (out.choice.name, out.ruled_out))
                .collect(),
        });
    }
    let mut weighed = Vec::new();
    while !left.is_empty() {
        let choices: Vec<&Choice> = left.iter().map(|weighed| &weighed.choice).collect();
        let best = best(&choices, weights);
        weighed.push(left.remove(best));
    }
    let choices: Vec<&Choice> = weighed.iter().map(|weighed| &weighed.choice).collect();
    let sensitivity = sensitivity::of(&choices, weights);
    weighed.append(&mut out);
    Ok(Verdict {
        question: question.id.clone(),
        asks: question.asks.clone(),
        weights: *weights,
        weighed,
        sensitivity,
    })
}

/// The position of the best of `choices`; 0 when there are none.
pub(super) fn best(choices: &[&Choice], weights: &Weights) -> usize {
    let totals: Vec<f64> = choices
        .iter()
        .map(|choice| weights.total(choice.scores))
        .collect();
    let most = totals.iter().copied().fold(0.0, f64::max);
    let tied = (0..choices.len()).filter(|&at| most - totals[at] < 1e-9);
    tied.max_by(|&a, &b| in_a_tie(choices[a], choices[b]))
        .unwrap_or(0)
}

/// Which of two with the same total is the better one.
fn in_a_tie(a: &Choice, b: &Choice) -> Ordering {
    let sum = |choice: &Choice| choice.scores.iter().copied().map(u32::from).sum::<u32>();
    sum(a)
        .cmp(&sum(b))
        .then_with(|| a.scores.cmp(&b.scores))
        .then_with(|| b.id.cmp(&a.id))
}

fn well_formed(question: &Question) -> Result<(), DecideError> {
    let malformed = |what: String| DecideError::Malformed {
        question: question.id.clone(),
        what,
    };
    if question.options.is_empty() {
        return Err(malformed("it has no options".to_owned()));
    }
    let mut ids = BTreeSet::new();
    for option in &question.options {
        if !ids.insert(&option.id) {
            return Err(malformed(format!("two options are called `{}`", option.id)));
        }
        if option.scores.iter().any(|score| *score > BEST) {
            let what = format!("a score of `{}` is above {BEST}", option.id);
            return Err(malformed(what));
        }
    }
    Ok(())
}
