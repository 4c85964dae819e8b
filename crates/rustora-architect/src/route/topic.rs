//! What a request is about, in its own words: the piece of it that is made of the field's nouns.
//!
//! It knows no grammar. Words of the field that stand together, with the small words between them, are taken for the thing; a request that
//! is nothing but a thing is taken whole.

use super::evidence;
use super::lexicon::field::OURS;
use super::lexicon::names::PRODUCTS;
use super::lexicon::spelling::COURTESY;
use super::phrase;
use super::words::Words;

/// How long a topic may be, in characters.
const MOST: usize = 90;

/// Words that join two nouns of one thing.
const JOINING: &[&str] = &[
    "of",
    "for",
    "in",
    "with",
    "and",
    "per",
    "a",
    "an",
    "the",
    "to",
    "on",
    "event",
    "job",
    "chat",
    "order",
    "user",
    "data",
    "rest",
    "web",
    "multi",
    "high",
    "time",
    "real",
    "processing",
    "management",
    "task",
    "notification",
    "shop",
    "reverse",
    "key",
    "value",
    "search",
];

/// The topic; empty when there is none.
pub(super) fn of(words: &Words<'_>) -> String {
    let mut is_ours = vec![false; words.all.len()];
    let phrases = OURS.iter().map(|(phrase, _)| *phrase);
    let names = PRODUCTS
        .iter()
        .flat_map(|(_, phrases)| phrases.iter().copied());
    for phrase in phrases.chain(names) {
        for place in phrase::all(words, phrase) {
            let denied = evidence::is_without(words, place.start);
            is_ours
                .get_mut(place)
                .into_iter()
                .flatten()
                .for_each(|ours| *ours |= !denied);
        }
    }
    // The longest run by the nouns in it; the first of equals.
    let mut best: Option<(usize, std::ops::Range<usize>)> = None;
    let mut at = 0;
    while at < is_ours.len() {
        let starts = is_ours[at]
            || (JOINING[11..].contains(&words.all[at].text.as_str())
                && is_ours.get(at + 1) == Some(&true));
        if !starts {
            at += 1;
            continue;
        }
        let (mut end, mut last, mut count) = (at, at, 0);
        while let Some(word) = words.all.get(end) {
            let here = word.clause == words.all[at].clause;
            if here && is_ours[end] {
                count += 1;
                last = end;
            } else if !(here && JOINING.contains(&word.text.as_str())) {
                break;
            }
            end += 1;
        }
        if best.as_ref().is_none_or(|(most, _)| count > *most) {
            best = Some((count, at..last + 1));
        }
        at = end.max(at + 1);
    }
    let Some((_, run)) = best else {
        return String::new();
    };
    let run = trimmed(words, run);
    let text = words.raw.get(words.span(&run)).unwrap_or_default();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.replace(['`', '"'], "");
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// Without courtesy at its start.
fn trimmed(words: &Words<'_>, run: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let mut start = run.start;
    while start + 1 < run.end && COURTESY.contains(&words.all[start].text.as_str()) {
        start += 1;
    }
    start..run.end
}
