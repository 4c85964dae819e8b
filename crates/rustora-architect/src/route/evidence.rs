//! Weighs a request: for each job the evidence and the sum, and how much speaks for our field and for another.
//!
//! It decides nothing; [`verdict`](super::verdict) does. A phrase that is denied (`don't review`, `instead of designing`) counts against its job as
//! much as it would have counted for it, and one that is put off (`before I build`) hardly counts.

use std::ops::Range;

use super::Job;
use super::lexicon::field::{OTHER, OTHERS, OURS, REFUSED};
use super::lexicon::jobs::{JOBS, Weighted};
use super::lexicon::names::WITHOUT;
use super::lexicon::spelling::COURTESY;
use super::lexicon::tongues::{self, TELLING};
use super::phrase;
use super::slots::Slots;
use super::words::{Span, Words};

/// A job, how much speaks for it, and what.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// The job.
    pub job: Job,
    /// The sum, in points; about four are a plain command.
    pub score: f64,
    /// What it is made of, the heaviest first.
    pub reasons: Vec<Reason>,
}

/// A piece of evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// What it is.
    pub text: String,
    /// Points for the job; below zero against it.
    pub weight: f64,
    /// Where it stands, if it is words of the request.
    pub span: Option<Span>,
}

/// What was weighed.
pub(super) struct Weighed {
    pub(super) ranking: Vec<Ranked>,
    /// How much speaks for Rust backends.
    pub(super) field: f64,
    /// How much speaks for another field.
    pub(super) other: f64,
    /// Its name.
    pub(super) other_name: Option<&'static str>,
    /// Whether something is asked for that no job does.
    pub(super) is_refused: bool,
    /// The language, when it is not English.
    pub(super) language: Option<&'static str>,
}

/// Words of a review that names nothing, because what stands around it is meant.
const BARE: &[&str] = &[
    "review",
    "audit",
    "check",
    "look",
    "full",
    "fast",
    "everything",
    "all",
    "this",
    "it",
    "that",
    "here",
    "project",
    "my",
    "the",
    "our",
    "of",
    "a",
    "at",
    "do",
    "again",
    "whole",
    "workspace",
    "for",
    "over",
];

/// Weighs a request; what no job does is remarked in the slots.
pub(super) fn weigh(words: &Words<'_>, slots: &mut Slots) -> Weighed {
    let language = language(words);
    let mut ranking: Vec<Ranked> = Job::ALL
        .into_iter()
        .map(|job| Ranked {
            job,
            score: 0.0,
            reasons: of_words(words, job, language),
        })
        .collect();
    for (job, reason) in of_slots(slots) {
        if let Some(ranked) = ranking.iter_mut().find(|ranked| ranked.job == job) {
            ranked.reasons.push(reason);
        }
    }
    first_command(words, &mut ranking);
    for ranked in &mut ranking {
        ranked.score = ranked.reasons.iter().map(|reason| reason.weight).sum();
        let heavier = |a: &Reason, b: &Reason| b.weight.abs().total_cmp(&a.weight.abs());
        ranked.reasons.sort_by(heavier);
    }
    ranking.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.job.cmp(&b.job)));
    let (other, other_name) = other(words);
    let is_refused = REFUSED
        .iter()
        .any(|refused| phrase::find(words, refused).is_some());
    if is_refused {
        slots.remarks.push(
            "part of it asks for something that no job does: nothing of a request is run, deleted, sent or printed".to_owned(),
        );
    }
    let is_ours = |code: &&super::words::Code| matches!(code.language.as_str(), "" | "rust" | "rs");
    let pasted = if words.code.iter().any(|code| is_ours(&code)) {
        3.0
    } else {
        0.0
    };
    let places = if slots.paths.is_empty() { 0.0 } else { 3.0 };
    let change = if slots.revision.is_some() { 1.0 } else { 0.0 };
    let named = if slots.guarantees.is_empty() {
        0.0
    } else {
        1.0
    };
    let products = slots.products().count().min(4);
    let products = 1.5 * f64::from(u32::try_from(products).unwrap_or(0));
    // `quick review`, said in a workspace, speaks of nothing else.
    let is_bare = |word: &super::words::Word| {
        COURTESY.contains(&word.text.as_str()) || BARE.contains(&word.text.as_str())
    };
    let asks = |word: &super::words::Word| {
        matches!(word.text.as_str(), "review" | "audit" | "check" | "look")
    };
    let bare = if words.all.iter().any(asks) && words.all.iter().all(is_bare) {
        1.0
    } else {
        0.0
    };
    Weighed {
        ranking,
        field: sum(words, OURS) + pasted + places + change + named + products + bare,
        other,
        other_name,
        is_refused,
        language,
    }
}

fn sum(words: &Words<'_>, phrases: &[Weighted]) -> f64 {
    phrases
        .iter()
        .filter(|(phrase, _)| phrase::find(words, phrase).is_some())
        .map(|(_, weight)| weight)
        .sum()
}

/// How much speaks for another field, and its name.
fn other(words: &Words<'_>) -> (f64, Option<&'static str>) {
    let mut sum = 0.0;
    let mut name = None;
    for (field, phrases) in OTHERS {
        for _ in phrases
            .iter()
            .filter(|phrase| phrase::find(words, phrase).is_some())
        {
            sum += OTHER;
            name.get_or_insert(*field);
        }
    }
    let foreign = words.code.iter().any(|code| {
        !matches!(
            code.language.as_str(),
            "" | "rust" | "rs" | "toml" | "sql" | "text" | "diff" | "sh" | "console"
        )
    });
    if foreign {
        sum += OTHER;
        name.get_or_insert("another language");
    }
    (sum, name)
}

fn of_words(words: &Words<'_>, job: Job, language: Option<&'static str>) -> Vec<Reason> {
    let all = JOBS
        .iter()
        .chain(tongues::JOBS.iter().filter(|_| language.is_some()));
    let phrases = all
        .filter(|(of, _)| *of == job)
        .flat_map(|(_, phrases)| *phrases);
    let mut reasons: Vec<Reason> = Vec::new();
    for (phrase, weight) in phrases {
        let Some(place) = phrase::find(words, phrase) else {
            continue;
        };
        let span = words.span(&place);
        let said = words.raw.get(span.clone()).unwrap_or_default();
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        // A question is not taken back by a `not` in front of it.
        let (text, weight) = match stance(words, &place) {
            Stance::Denied if job != Job::Advise => (format!("`{said}` is denied"), -weight.abs()),
            Stance::PutOff if job != Job::Advise => {
                (format!("`{said}` is for another time"), weight * 0.2)
            }
            _ if phrase.starts_with('^') => (format!("`{said}` as a command"), *weight),
            _ => (format!("`{said}`"), *weight),
        };
        reasons.push(Reason {
            text,
            weight,
            span: Some(span),
        });
    }
    reasons
}

/// How a phrase is meant.
#[derive(PartialEq, Eq)]
enum Stance {
    Meant,
    Denied,
    PutOff,
}

fn stance(words: &Words<'_>, place: &Range<usize>) -> Stance {
    let before: Vec<&str> = words
        .before(place.start)
        .take(4)
        .map(|word| word.text.as_str())
        .collect();
    for (distance, word) in before.iter().enumerate() {
        let is_far = |most: usize| distance > most;
        let next = distance.checked_sub(1).and_then(|near| before.get(near));
        let softens = ["sure", "only", "just", "yet", "certain", "mind"];
        let is_soft = next.is_some_and(|next| softens.contains(next));
        let asks = before.get(distance + 1) == Some(&"why");
        match *word {
            "no" | "kein" | "keine" | "sans" | "sin" if !is_far(0) => return Stance::Denied,
            "dont" | "not" | "never" | "nicht" | "pas" | "stop" | "skip" | "without" | "ohne"
            | "别" | "不" | "arent" | "wont"
                if !is_soft && !asks && !is_far(2) =>
            {
                return Stance::Denied;
            }
            "of" if before.get(distance + 1) == Some(&"instead") && !is_far(1) => {
                return Stance::Denied;
            }
            "than" if before.get(distance + 1) == Some(&"rather") && !is_far(1) => {
                return Stance::Denied;
            }
            "before" | "after" | "once" | "already" | "until" | "when" | "if" | "while"
            | "bevor" | "avant" | "antes" => {
                return Stance::PutOff;
            }
            _ => {}
        }
    }
    Stance::Meant
}

/// Of several commands the first one is what is wanted.
fn first_command(words: &Words<'_>, ranking: &mut [Ranked]) {
    let leading = |reason: &Reason| {
        let at = reason.span.as_ref()?.start;
        let is_lead = words
            .all
            .iter()
            .any(|word| word.span.start == at && word.leads);
        (reason.weight >= 3.0 && is_lead).then_some(at)
    };
    let first = ranking
        .iter()
        .enumerate()
        .filter_map(|(index, ranked)| {
            Some((ranked.reasons.iter().filter_map(leading).min()?, index))
        })
        .min();
    let count = ranking
        .iter()
        .filter(|ranked| {
            ranked
                .reasons
                .iter()
                .any(|reason| leading(reason).is_some())
        })
        .count();
    let is_open = |at: usize| {
        let word = words.all.iter().position(|word| word.span.start == at);
        let next = word.and_then(|index| words.all.get(index + 1));
        next.is_some_and(|next| matches!(next.text.as_str(), "or" | "oder" | "ou"))
    };
    if let Some((at, index)) = first
        && count > 1
        && !is_open(at)
        && let Some(ranked) = ranking.get_mut(index)
    {
        ranked.reasons.push(Reason {
            text: "it is asked first".to_owned(),
            weight: 1.5,
            span: Some(at..at),
        });
    }
}

/// What the slots say about the job.
fn of_slots(slots: &Slots) -> Vec<(Job, Reason)> {
    let mut all = Vec::new();
    let mut add = |job, weight, text: &str, span: Option<&Span>| {
        let reason = Reason {
            text: text.to_owned(),
            weight,
            span: span.cloned(),
        };
        all.push((job, reason));
    };
    if let Some(path) = slots.paths.first() {
        let weight = if path.value.exists { 2.5 } else { 2.0 };
        add(
            Job::Review,
            weight,
            "a path of source code",
            Some(&path.span),
        );
    }
    if let Some(code) = slots.code.first() {
        add(Job::Review, 3.0, "pasted code", Some(&code.span));
    }
    if let Some(revision) = &slots.revision {
        add(
            Job::Review,
            2.5,
            "a change to look at",
            Some(&revision.span),
        );
    }
    if let Some(load) = slots.loads.first() {
        add(Job::Build, 0.75, "a load to carry", Some(&load.span));
        add(Job::Design, 0.75, "a load to carry", Some(&load.span));
    }
    if let Some(bound) = slots.latencies.first() {
        add(Job::Build, 0.5, "a bound of latency", Some(&bound.span));
        add(Job::Design, 0.5, "a bound of latency", Some(&bound.span));
    }
    if let Some(guarantee) = slots.guarantees.first() {
        add(
            Job::Design,
            0.75,
            "a guarantee to keep",
            Some(&guarantee.span),
        );
    }
    if let Some(compared) = slots.compared.first() {
        add(
            Job::Advise,
            2.5,
            "alternatives to choose from",
            Some(&compared.span),
        );
    }
    all
}

/// The language of a request, when it is not English: by its script, or by small words.
fn language(words: &Words<'_>) -> Option<&'static str> {
    let count = |from: char, to: char| {
        words
            .raw
            .chars()
            .filter(|c| (from..=to).contains(c))
            .count()
    };
    if count('\u{3040}', '\u{30ff}') > 0 {
        return Some("Japanese");
    }
    if count('\u{4e00}', '\u{9fff}') > 0 {
        return Some("Chinese");
    }
    let scripts = [
        ("Korean", '\u{ac00}', '\u{d7af}'),
        ("a language in Cyrillic letters", '\u{400}', '\u{4ff}'),
        ("Arabic", '\u{600}', '\u{6ff}'),
        ("Hebrew", '\u{590}', '\u{5ff}'),
        ("Greek", '\u{370}', '\u{3ff}'),
        ("Hindi", '\u{900}', '\u{97f}'),
        ("Thai", '\u{e00}', '\u{e7f}'),
    ];
    if let Some((name, ..)) = scripts.iter().find(|(_, from, to)| count(*from, *to) > 2) {
        return Some(name);
    }
    let english = [
        "the", "a", "an", "is", "my", "of", "for", "with", "to", "how", "what", "in", "and", "it",
        "you", "do", "i", "review", "design", "build", "should", "on", "at", "from", "me", "that",
        "this", "it", "please",
    ];
    let told = |list: &[&str]| {
        let of = words
            .all
            .iter()
            .filter(|word| list.contains(&word.text.as_str()));
        of.count()
    };
    let here = told(&english);
    let likeliest = TELLING
        .iter()
        .map(|(name, list)| (told(list), *name))
        .max_by_key(|(count, _)| *count);
    let (count, name) = likeliest?;
    (count > here).then_some(name)
}

/// Whether a word before `index` takes what stands there away: `without Kafka`, `no Redis`.
pub(super) fn is_without(words: &Words<'_>, index: usize) -> bool {
    let before: Vec<&str> = words.before(index).map(|word| word.text.as_str()).collect();
    for (distance, word) in before.iter().enumerate().take(6) {
        if WITHOUT.contains(word) {
            return distance <= 2 || is_list(&before[..distance]);
        }
        let instead = *word == "of" && before.get(distance + 1) == Some(&"instead");
        if instead || (*word == "than" && before.get(distance + 1) == Some(&"rather")) {
            return distance <= 1;
        }
    }
    false
}

/// `Kafka or Redis`, behind a `without`.
fn is_list(words: &[&str]) -> bool {
    words.len() <= 5
        && words
            .iter()
            .any(|word| matches!(*word, "or" | "nor" | "and" | "oder" | "ou" | "o"))
}
