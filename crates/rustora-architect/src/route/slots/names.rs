//! Slots that are names: guarantees, products, rules, regions, the archetype, the questions of a review.

use rustora_design::units::{Measure as _, Share};

use super::super::evidence::is_without;
use super::super::lexicon::names::{ARCHETYPES, CATEGORIES, GUARANTEES, PLACES, PRODUCTS, RULES};
use super::super::lexicon::subjects::SUBJECTS;
use super::super::phrase;
use super::super::words::Words;
use super::{Found, Guess, Slots, add_new};

/// What an archetype needs to be guessed.
const ENOUGH: f64 = 2.0;

pub(super) fn fill(words: &Words<'_>, slots: &mut Slots) {
    guarantees(words, slots);
    products(words, slots);
    for (name, phrases) in RULES {
        if let Some(place) = phrases
            .iter()
            .find_map(|phrase| phrase::find(words, phrase))
        {
            add_new(&mut slots.compliance, *name, words.span(&place));
        }
    }
    for (name, phrases) in PLACES {
        if let Some(place) = phrases
            .iter()
            .find_map(|phrase| phrase::find(words, phrase))
        {
            add_new(&mut slots.regions, (*name).to_owned(), words.span(&place));
        }
    }
    nines(words, slots);
    slots.archetype = archetype(words);
    for (category, phrases) in CATEGORIES {
        let places = phrases
            .iter()
            .filter_map(|phrase| phrase::find(words, phrase));
        if let Some(place) = places.min_by_key(|place| place.start) {
            add_new(&mut slots.categories, *category, words.span(&place));
        }
    }
    slots.categories.sort_by_key(|found| found.span.start);
    for subject in SUBJECTS {
        let place = subject
            .phrases
            .iter()
            .find_map(|phrase| phrase::find(words, phrase));
        if let Some(place) = place {
            let span = words.span(&place);
            slots.about = Some(Found {
                value: subject.name,
                span,
            });
            break;
        }
    }
    let quick = [
        "quick|quickly|fast review|look|check|scan|pass|audit",
        "review|check . quickly",
        "without compiling|compiler",
        "dont compile",
        "schnell",
        "vite",
        "rapido",
    ];
    if let Some(place) = quick.iter().find_map(|phrase| phrase::find(words, phrase)) {
        slots.quick = Some(Found {
            value: (),
            span: words.span(&place),
        });
    }
}

fn guarantees(words: &Words<'_>, slots: &mut Slots) {
    for asked in GUARANTEES {
        let place = asked
            .phrases
            .iter()
            .find_map(|phrase| phrase::find(words, phrase));
        let Some(place) = place else { continue };
        // `at least one` is none; `not necessarily exactly once` is denied.
        if is_without(words, place.start) {
            continue;
        }
        add_new(&mut slots.guarantees, asked.guarantee, words.span(&place));
        if let Some(remark) = asked.remark {
            slots.remarks.push(remark.to_owned());
        }
    }
    slots.guarantees.sort_by_key(|found| found.span.start);
}

fn products(words: &Words<'_>, slots: &mut Slots) {
    let mut all: Vec<(usize, Found<&'static str>)> = Vec::new();
    for (name, phrases) in PRODUCTS {
        let place = phrases
            .iter()
            .find_map(|phrase| phrase::find(words, phrase));
        if let Some(place) = place {
            let span = words.span(&place);
            all.push((place.start, Found { value: *name, span }));
        }
    }
    all.sort_by_key(|(at, _)| *at);
    let is_forbidden: Vec<bool> = all.iter().map(|(at, _)| is_without(words, *at)).collect();
    let is_compared: Vec<bool> = (0..all.len())
        .map(|index| {
            let near = |other: usize| {
                let (first, second) = (index.min(other), index.max(other));
                first != second && is_choice(words, all[first].0, all[second].0)
            };
            !is_forbidden[index] && (0..all.len()).any(near)
        })
        .collect();
    for (index, (_, found)) in all.into_iter().enumerate() {
        let list = if is_forbidden[index] {
            &mut slots.forbidden
        } else if is_compared[index] {
            &mut slots.compared
        } else {
            &mut slots.wanted
        };
        add_new(list, found.value, found.span);
    }
}

/// Whether between two products there is an `or` or a `vs`, and not much else.
fn is_choice(words: &Words<'_>, first: usize, second: usize) -> bool {
    let between = words.all.get(first + 1..second).unwrap_or_default();
    let choice = ["or", "vs", "versus", "oder", "ou", "o", "和", "还", "と"];
    let asks = [
        "which",
        "should",
        "better",
        "compare",
        "difference",
        "vs",
        "versus",
        "or",
        "soll",
        "welche",
        "choose",
        "between",
        "oder",
        "ou",
        "还",
        "哪",
        "ち",
        "prefer",
    ];
    between.len() <= 5
        && between
            .iter()
            .any(|word| choice.contains(&word.text.as_str()))
        && words
            .all
            .iter()
            .any(|word| asks.contains(&word.text.as_str()))
}

/// `three nines`.
fn nines(words: &Words<'_>, slots: &mut Slots) {
    let counts = [
        ("two", 0.99),
        ("2", 0.99),
        ("three", 0.999),
        ("3", 0.999),
        ("four", 0.9999),
        ("4", 0.9999),
        ("five", 0.999_99),
        ("5", 0.999_99),
        ("six", 0.999_999),
    ];
    for (count, share) in counts {
        if slots.availability.is_none()
            && let Some(place) = phrase::find(words, &format!("{count} nines|9s"))
        {
            slots.availability = Some(Found {
                value: Share::nearest(share),
                span: words.span(&place),
            });
        }
    }
}

fn archetype(words: &Words<'_>) -> Option<Guess> {
    let mut best: Option<(f64, Guess)> = None;
    for (archetype, phrases) in ARCHETYPES {
        let mut score = 0.0;
        let mut because = Vec::new();
        for (phrase, weight) in *phrases {
            let Some(place) = phrase::find(words, phrase) else {
                continue;
            };
            score += weight;
            let said = words.raw.get(words.span(&place)).unwrap_or_default();
            because.push(said.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        if score >= ENOUGH && best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((
                score,
                Guess {
                    archetype: *archetype,
                    because,
                },
            ));
        }
    }
    best.map(|(_, guess)| guess)
}
