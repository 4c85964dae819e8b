//! Which playbook answers a question.
//!
//! Words are weighed by how rare they are among the pages and by where they stand: a title says more than a paragraph. The
//! index is made on the first search and never changes, the order of equal hits is that of their ids, and nothing random takes
//! part, so the same question always has the same answer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::topic::{Topic, topics};
use crate::words::{phrase, spoken, synonyms, within_one, words};

/// A playbook that has to do with the question.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The playbook.
    pub topic: &'static Topic,
    /// How much it has to do with it. Only good for comparing the hits of one search.
    pub score: f64,
    /// Which words were found where.
    pub why: String,
}

/// A place in a page, what a word there is worth, and what it is called in [`Hit::why`].
const FIELDS: [(&str, f64); 4] = [
    ("title", 12.0),
    ("decision", 4.0),
    ("insight", 3.0),
    ("text", 1.0),
];

/// What a word is worth that the question means and does not say.
const SYNONYM: f64 = 0.6;
/// What a word is worth that is one letter away.
const TYPO: f64 = 0.7;
/// What it is worth that a page says the whole question, as an error message for instance, and from how many words on.
const PHRASE: f64 = 12.0;
const PHRASE_WORDS: usize = 3;
/// From which length on a word may be mistyped; shorter ones are too near to one another.
const TYPO_LENGTH: usize = 5;

/// How often a word stands in each field of a topic.
type Counts = [u32; FIELDS.len()];

struct Index {
    /// For each word, the topics in which it stands, by their place in the list.
    words: BTreeMap<String, Vec<(usize, Counts)>>,
    /// The body of each topic, as a phrase.
    phrases: Vec<String>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index: BTreeMap<String, Vec<(usize, Counts)>> = BTreeMap::new();
    let phrases = topics().iter().map(|topic| phrase(&body(topic))).collect();
    for (at, topic) in topics().iter().enumerate() {
        let options = topic.options.iter();
        let options: Vec<_> = options
            .map(|option| format!("{} {}", option.id, option.name))
            .collect();
        let fields = [
            format!("{} {}", topic.id, topic.title),
            format!("{} {}", topic.question, options.join(" ")),
            topic.insight.clone(),
            body(topic),
        ];
        for (field, text) in fields.iter().enumerate() {
            for word in words(text) {
                let found = index.entry(word).or_default();
                if found.last().is_none_or(|(last, _)| *last != at) {
                    found.push((at, Counts::default()));
                }
                if let Some((_, counts)) = found.last_mut() {
                    counts[field] += 1;
                }
            }
        }
    }
    Index {
        words: index,
        phrases,
    }
});

/// What of a page is read besides its head; code is not, since every example speaks of the same types.
fn body(topic: &Topic) -> String {
    let mut text = vec![topic.when.as_str(), topic.decision.as_str()];
    text.extend(topic.options.iter().map(|option| option.because.as_str()));
    for failure in &topic.failures {
        text.extend([failure.when.as_str(), &failure.seen_by, &failure.answer]);
    }
    for found in &topic.crates {
        text.extend([found.name.as_str(), &found.purpose]);
    }
    text.extend(topic.hazards.iter().map(|hazard| hazard.text.as_str()));
    text.join(" ")
}

/// The playbooks that have to do with the question, best first; none when no word of it is known.
pub fn search(query: &str) -> Vec<Hit> {
    let index = &*INDEX;
    let mut asked: Vec<(String, String, f64)> = Vec::new();
    for (said, word) in spoken(query) {
        let meant = synonyms(&word);
        if index.words.contains_key(&word) {
            asked.push((word.clone(), said.clone(), 1.0));
        } else if meant.is_empty() && word.chars().count() >= TYPO_LENGTH {
            let near = index.words.keys().filter(|known| within_one(known, &word));
            asked.extend(near.map(|known| (known.clone(), said.clone(), TYPO)));
        }
        asked.extend(
            meant
                .into_iter()
                .map(|other| (other, said.clone(), SYNONYM)),
        );
    }
    // What is asked twice, or once and once by a synonym, counts once, as the better of the two.
    asked.sort_by(|a, b| a.0.cmp(&b.0).then(b.2.total_cmp(&a.2)));
    asked.dedup_by(|later, first| later.0 == first.0);

    let count = to_f64(topics().len());
    let spoken_of: BTreeSet<&str> = asked.iter().map(|(_, said, _)| said.as_str()).collect();
    let mut covered: BTreeSet<(usize, &str)> = BTreeSet::new();
    let mut found: BTreeMap<usize, (f64, Vec<String>)> = BTreeMap::new();
    for (word, said, trust) in &asked {
        let Some(places) = index.words.get(word) else {
            continue;
        };
        let rarity =
            (1.0 + (count - to_f64(places.len()) + 0.5) / (to_f64(places.len()) + 0.5)).ln();
        for (at, counts) in places {
            let mut worth = 0.0;
            let mut best = None;
            for ((name, weight), times) in FIELDS.iter().zip(counts) {
                if *times > 0 {
                    best = best.or(Some(*name));
                    // The tenth time says hardly more than the third.
                    worth += weight * f64::from(*times) / (f64::from(*times) + 1.0);
                }
            }
            let (score, why) = found.entry(*at).or_default();
            *score += rarity * trust * worth;
            covered.insert((*at, said.as_str()));
            why.push(format!("`{said}` in the {}", best.unwrap_or("text")));
        }
    }
    // One word in a title is less than all words somewhere.
    for (at, (score, _)) in &mut found {
        let share = covered.range((*at, "")..(*at + 1, "")).count();
        *score *= to_f64(share) / to_f64(spoken_of.len().max(1));
    }
    let whole = phrase(query);
    if whole.split_whitespace().count() >= PHRASE_WORDS {
        let said = index.phrases.iter().enumerate();
        for (at, _) in said.filter(|(_, text)| text.contains(&whole)) {
            let (score, why) = found.entry(at).or_default();
            *score += PHRASE;
            why.push("all of it in the text".to_owned());
        }
    }
    let mut hits: Vec<Hit> = found
        .into_iter()
        .filter_map(|(at, (score, mut why))| {
            why.dedup();
            let topic = topics().get(at)?;
            let why = why.join(", ");
            Some(Hit { topic, score, why })
        })
        .collect();
    hits.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then_with(|| a.topic.id.cmp(&b.topic.id))
    });
    hits
}

fn to_f64(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
