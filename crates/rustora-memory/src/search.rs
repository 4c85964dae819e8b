//! Finding entries by words that need not be spelt right.

use std::collections::BTreeMap;

use crate::words::stems;
use crate::{Entry, Memory};

/// An entry that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// It.
    pub entry: Entry,
    /// How well it fits: higher is better, and only for comparing.
    pub score: f64,
}

/// How much of a word counts that stands there as it was asked for, begins so, is inside, or has one slip.
const EXACT: f64 = 1.0;
const BEGINS: f64 = 0.7;
const INSIDE: f64 = 0.45;
const SLIP: f64 = 0.5;

impl Memory {
    /// The entries that fit, the best first.
    pub fn search(&self, query: &str) -> Vec<Hit> {
        let wanted: Vec<String> = stems(query).collect();
        let entries: Vec<(Entry, Vec<String>)> = self
            .entries()
            .into_iter()
            .map(|entry| {
                let words = stems(&entry.text);
                let place = [
                    entry.file.trim_end_matches(".md"),
                    entry.section.as_deref().unwrap_or_default(),
                ];
                let place = place.iter().flat_map(|text| stems(text));
                let words = words.chain(place).collect();
                (entry, words)
            })
            .collect();
        let total = count(entries.len());
        // How close each word that occurs is to each that is asked for, judged once however often it occurs.
        let mut near: Vec<BTreeMap<&str, f64>> = vec![BTreeMap::new(); wanted.len()];
        let mut carriers = vec![0_usize; wanted.len()];
        for (_, words) in &entries {
            for ((want, near), carriers) in wanted.iter().zip(&mut near).zip(&mut carriers) {
                let mut best = 0.0_f64;
                for word in words {
                    let close = *near
                        .entry(word.as_str())
                        .or_insert_with(|| closeness(want, word));
                    best = best.max(close);
                }
                *carriers += usize::from(best > 0.0);
            }
        }
        let mut hits: Vec<Hit> = Vec::new();
        for (entry, words) in &entries {
            let scores = near.iter().zip(&carriers).map(|(near, carriers)| {
                let best = words
                    .iter()
                    .map(|word| near[word.as_str()])
                    .fold(0.0, f64::max);
                // What few entries speak of tells more.
                best * (1.0 + total / (1.0 + count(*carriers))).ln()
            });
            let score: f64 = scores.sum();
            if score > 0.0 {
                // Of two that hold the same words the shorter one is more about them.
                let length = 1.0 + count(words.len()) / 200.0;
                hits.push(Hit {
                    entry: entry.clone(),
                    score: score / length,
                });
            }
        }
        hits.sort_by(|a, b| b.score.total_cmp(&a.score));
        hits
    }
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

fn closeness(want: &str, word: &str) -> f64 {
    if want == word {
        EXACT
    } else if want.len() >= 3 && word.starts_with(want) {
        BEGINS
    } else if want.len() >= 4 && word.contains(want) {
        INSIDE
    } else if want.len() >= 4 && has_one_slip(want, word) {
        SLIP
    } else {
        0.0
    }
}

/// Whether two words differ by one character that is missing, too many, wrong, or changed places with its neighbour.
fn has_one_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() {
        (&a, &b)
    } else {
        (&b, &a)
    };
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    match long.len() - short.len() {
        0 => {
            let swapped = same + 1 < short.len()
                && short[same] == long[same + 1]
                && short[same + 1] == long[same];
            short.get(same + 1..) == long.get(same + 1..)
                || swapped && short.get(same + 2..) == long.get(same + 2..)
        }
        1 => short[same..] == long[same + 1..],
        _ => false,
    }
}
