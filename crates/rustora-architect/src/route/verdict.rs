//! From what was weighed to a verdict: clear, two readings, or not ours; and the one line that says what was understood.
//!
//! It reads no words. The two thresholds are here and nowhere else: how much it takes for a job to be meant, and how far ahead of the next
//! it has to be. Asking back costs a person one sentence, the wrong job costs them the wait, so a narrow lead asks.

use super::evidence::Weighed;
use super::slots::Slots;
use super::{Job, Kind, Reading};

/// What a job needs to be meant.
const ENOUGH: f64 = 2.0;

/// The lead over the next job that is clear, in points, and as a part of the leader's score.
const LEAD: f64 = 1.0;
const LEAD_SHARE: f64 = 0.2;

/// What a request needs to be about our field.
const FIELD: f64 = 0.7;

pub(super) fn of(weighed: &Weighed, slots: &Slots, topic: &str) -> (Option<Job>, Kind) {
    let score = |rank: usize| weighed.ranking.get(rank).map_or(0.0, |ranked| ranked.score);
    let leader = weighed.ranking.first().map(|ranked| ranked.job);
    let is_meant = score(0) >= ENOUGH;
    if let Some(why) = not_ours(weighed, leader.filter(|_| is_meant)) {
        return (None, Kind::NotOurs { why });
    }
    let is_ahead = score(0) - score(1).max(0.0) >= (score(0) * LEAD_SHARE).max(LEAD);
    if let Some(job) = leader
        && is_meant
        && is_ahead
    {
        return (Some(job), Kind::Clear);
    }
    let (first, second) = candidates(weighed, slots);
    let kind = Kind::Ambiguous {
        first: reading(first, slots, topic),
        second: reading(second, slots, topic),
    };
    (None, kind)
}

/// Why it is not ours, if it is not.
fn not_ours(weighed: &Weighed, meant: Option<Job>) -> Option<String> {
    let is_refused = weighed.is_refused && (meant.is_none() || weighed.field < FIELD);
    if is_refused {
        return Some(
            "That is nothing that I do: no request makes me run, delete, send or reveal anything"
                .to_owned(),
        );
    }
    if meant == Some(Job::Memory) && weighed.other <= weighed.field {
        return None;
    }
    if weighed.other > weighed.field || weighed.other > 0.0 && weighed.field < FIELD {
        let field = weighed.other_name.unwrap_or("another field");
        return Some(format!(
            "That sounds like {field}; I work on backends in Rust"
        ));
    }
    let is_code = meant == Some(Job::Review) && weighed.field > 0.0;
    if weighed.field >= FIELD || is_code {
        return None;
    }
    Some(match weighed.language {
        Some(language) => format!(
            "I could not find a request about a Rust backend in that; it seems to be in {language}, of which I know the plain requests only: English works best"
        ),
        None => "I could not find a request about a Rust backend in that".to_owned(),
    })
}

/// The two jobs that were probably meant: what scored, and otherwise what people usually want of such a thing.
fn candidates(weighed: &Weighed, slots: &Slots) -> (Job, Job) {
    let usual = if slots.about.is_some() {
        [Job::Advise, Job::Review, Job::Design]
    } else if slots.archetype.is_some() {
        [Job::Design, Job::Build, Job::Advise]
    } else {
        [Job::Advise, Job::Design, Job::Review]
    };
    let scored = weighed
        .ranking
        .iter()
        .filter(|ranked| ranked.score >= 1.0 && ranked.job != Job::Memory)
        .map(|ranked| ranked.job);
    let mut all: Vec<Job> = scored.collect();
    all.extend(usual.into_iter().filter(|job| weighed.score(*job) >= 0.0));
    all.extend(usual);
    let first = all.first().copied().unwrap_or(Job::Advise);
    let second = all.into_iter().find(|job| *job != first);
    (first, second.unwrap_or(Job::Design))
}

impl Weighed {
    fn score(&self, job: Job) -> f64 {
        let ranked = self.ranking.iter().find(|ranked| ranked.job == job);
        ranked.map_or(0.0, |ranked| ranked.score)
    }
}

/// A sentence that is understood as that job.
fn reading(job: Job, slots: &Slots, topic: &str) -> Reading {
    let thing = if topic.is_empty() {
        "a Rust backend"
    } else {
        topic
    };
    let say = match job {
        Job::Review => match slots.paths.first() {
            Some(path) => format!("review {}", path.value.path),
            None if topic.is_empty() => "review my code".to_owned(),
            None => format!("review my code for: {topic}"),
        },
        Job::Build => format!("build this: {thing}"),
        Job::Design => format!("design this: {thing}"),
        Job::Advise => format!("how do I approach this: {thing}?"),
        Job::Memory => format!("remember that: {thing}"),
    };
    Reading { job, say }
}

/// What was understood, in one line.
pub(super) fn understood(kind: &Kind, job: Option<Job>, slots: &Slots, topic: &str) -> String {
    let said: Vec<String> = slots
        .list()
        .iter()
        .filter(|listed| {
            listed.name != "archetype"
                || matches!(job, Some(Job::Build | Job::Design | Job::Advise))
        })
        .map(|listed| match listed.name.as_str() {
            "quick" => "quick".to_owned(),
            name => format!("{name} {}", listed.value),
        })
        .collect();
    let mut line = match (kind, job) {
        (Kind::Ambiguous { first, second }, _) => {
            format!(
                "not clear whether to {} or to {}",
                first.job.verb(),
                second.job.verb()
            )
        }
        (_, Some(job)) => match (job, topic) {
            (Job::Review, _) => "review".to_owned(),
            (Job::Build, "") => "build, which starts with the design".to_owned(),
            (Job::Build, _) => format!("build, which starts with the design: {topic}"),
            (Job::Memory, _) => "memory".to_owned(),
            (_, "") => job.name().to_owned(),
            _ => format!("{}: {topic}", job.name()),
        },
        (_, None) => return "nothing that I do".to_owned(),
    };
    if !said.is_empty() {
        line += if line.contains(": ") { "; " } else { ": " };
        line += &said.join(", ");
    }
    line
}

impl Job {
    const fn verb(self) -> &'static str {
        match self {
            Self::Review => "review it",
            Self::Build => "build it",
            Self::Design => "design it",
            Self::Advise => "advise on it",
            Self::Memory => "remember it",
        }
    }
}
