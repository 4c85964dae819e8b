//! From a brief to a design: what a system of one kind consists of, sized for this load and decided for these wishes.
//!
//! A skeleton (`*.toml`, in the format of designs) holds what every system of the kind has; an archetype's module computes the figures and
//! says which numbers go where; decisions are made from the pages of knowledge. The three meet here, and what comes out is
//! a plain [`Design`] that [`check`](crate::check) judges like any other. What would surprise: skeletons name decisions by their topic
//! and numbers in braces, so that a person can read and change them without looking at code.

mod assumptions;
mod connection_api;
mod fill;
mod ledger;
mod message_queue;
mod sizing;
mod topics;

use crate::WrittenError;
use crate::brief::questions::{self, Ranked};
use crate::brief::{Archetype, Brief};
use crate::capacity::{CapacityError, Figure};
use crate::decide::{DecideError, Verdict};
use crate::model::{Decision, Design, OpenQuestion};

use fill::Values;
use topics::Asked;

/// Why there is no design.
#[derive(Debug, thiserror::Error)]
pub enum DesignError {
    /// The load cannot be carried by what the formula is given.
    #[error("cannot compute {figure}: {error}")]
    Capacity {
        /// The figure.
        figure: &'static str,
        /// Why.
        error: CapacityError,
    },
    /// Two wishes exclude each other.
    #[error("cannot decide: {0}")]
    Decide(#[from] DecideError),
    /// The skeleton is not a design once its numbers are put in, which a test rules out.
    #[error(
        "the skeleton of `{archetype}` cannot be filled in for this brief: {error}; please report it with the brief"
    )]
    Skeleton {
        /// The archetype.
        archetype: &'static str,
        /// What is wrong with it.
        error: WrittenError,
    },
}

/// What an archetype brings.
struct Kind {
    skeleton: &'static str,
    asked: &'static [Asked],
    size: fn(&Brief, &Chosen<'_>) -> Result<Sized, DesignError>,
}

/// The numbers of a design.
struct Sized {
    figures: Vec<Figure>,
    values: Values,
}

/// What was chosen, by topic.
struct Chosen<'v>(&'v [(&'static Asked, Option<Verdict>)]);

impl Chosen<'_> {
    /// The id of the option that was chosen for a topic; empty where there is no choice.
    fn of(&self, topic: &str) -> &str {
        let found = self.0.iter().find(|(asked, _)| asked.topic == topic);
        found
            .and_then(|(_, verdict)| verdict.as_ref())
            .map_or("", Verdict::chosen)
    }
}

fn kind(archetype: Archetype) -> Kind {
    match archetype {
        Archetype::ConnectionApi => connection_api::KIND,
        Archetype::MessageQueue => message_queue::KIND,
        Archetype::Ledger => ledger::KIND,
    }
}

/// Designs what a brief asks for.
///
/// # Errors
///
/// When wishes exclude each other, or no number of servers carries the load.
pub fn design(brief: &Brief) -> Result<Design, DesignError> {
    let kind = kind(brief.archetype);
    let verdicts = verdicts(&kind, brief)?;
    let sized = (kind.size)(brief, &Chosen(&verdicts))?;
    let mut values = sized.values;
    values.common(brief);
    for (asked, verdict) in &verdicts {
        let option = verdict.as_ref().map_or("", Verdict::chosen);
        values.set(format!("tech.{}", asked.topic), topics::technology(option));
    }
    let text = values.fill(kind.skeleton);
    let mut design = Design::from_toml(&text).map_err(|error| DesignError::Skeleton {
        archetype: brief.archetype.id(),
        error,
    })?;
    design.figures = sized.figures;
    design.decisions = verdicts
        .iter()
        .enumerate()
        .map(|(index, (asked, verdict))| decision(index, asked, verdict.as_ref()))
        .collect();
    name_decisions(&mut design, &verdicts);
    design.assumptions = assumptions::of(brief, &design);
    design.questions = questions(brief, &design);
    Ok(design)
}

/// Weighs the options of one page of knowledge for a brief; nothing where the page leaves no choice, or there is no such page.
///
/// # Errors
///
/// When the brief's wishes exclude every option.
pub fn weigh(topic: &str, brief: &Brief) -> Result<Option<Verdict>, DesignError> {
    Ok(topics::weigh(topic, brief)?)
}

fn verdicts(
    kind: &Kind,
    brief: &Brief,
) -> Result<Vec<(&'static Asked, Option<Verdict>)>, DecideError> {
    let known = kind.asked.iter().filter(|asked| asked.page().is_some());
    known
        .map(|asked| Ok((asked, asked.verdict(brief)?)))
        .collect()
}

fn decision(index: usize, asked: &Asked, verdict: Option<&Verdict>) -> Decision {
    let id = format!("D{}", index + 1);
    let confirmation = asked.confirmed_by.iter().map(|id| (*id).to_owned());
    let mut decision = match verdict {
        Some(verdict) => verdict.decision(id, confirmation.collect()),
        None => asked.only_way(id, confirmation.collect()),
    };
    decision.figures = asked.figures.iter().map(|id| (*id).to_owned()).collect();
    let consequences = asked.consequences.iter().map(|text| (*text).to_owned());
    decision.consequences = consequences.collect();
    decision.asks = plain(&decision.asks);
    if let Some(page) = asked.page() {
        decision.because = format!("{} {}", decision.because, plain(&page.insight));
    }
    decision
}

/// A paragraph of a page on one line, without emphasis: a design's texts know only backticks.
fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace('*', "")
}

/// Puts the ids of decisions where a skeleton names their topics. A topic that was not decided is left out.
fn name_decisions(design: &mut Design, verdicts: &[(&'static Asked, Option<Verdict>)]) {
    let id = |topic: &String| {
        let at = verdicts.iter().position(|(asked, _)| asked.topic == topic);
        at.map(|at| format!("D{}", at + 1))
    };
    let requirements = design.requirements.iter_mut();
    let components = design.components.iter_mut();
    let lists = requirements
        .map(|requirement| &mut requirement.decided_by)
        .chain(components.map(|component| &mut component.decided_by));
    for list in lists {
        *list = list.iter().filter_map(id).collect();
    }
}

/// What a brief leaves open, with the decisions that an answer may turn around, most of them first. What flips nothing is among
/// them: it changes figures.
pub fn open_questions(brief: &Brief) -> Vec<Ranked> {
    let kind = kind(brief.archetype);
    let decide = |brief: &Brief| -> Vec<String> {
        let known = kind.asked.iter().filter(|asked| asked.page().is_some());
        let chosen = known.map(|asked| match asked.verdict(brief) {
            Ok(Some(verdict)) => verdict.chosen().to_owned(),
            Ok(None) => String::new(),
            // With that answer nothing is left to choose, which turns it around as well.
            Err(_) => "nothing is left".to_owned(),
        });
        chosen.collect()
    };
    questions::rank(brief, questions::open(brief), decide)
}

fn questions(brief: &Brief, design: &Design) -> Vec<OpenQuestion> {
    open_questions(brief)
        .into_iter()
        .enumerate()
        .map(|(index, ranked)| OpenQuestion {
            id: format!("Q{}", index + 1),
            text: ranked.ask.text,
            meanwhile: ranked.ask.meanwhile,
            flips: ranked
                .flips
                .iter()
                .filter_map(|flip| Some(design.decisions.get(flip.decision)?.id.clone()))
                .collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests;
