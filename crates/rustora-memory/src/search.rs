//! Finding entries by words that need not be spelt right.

use std::collections::HashMap;

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
        // Each word once, by number: what it has to do with the query is judged once, however often it occurs.
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut near: Vec<Vec<f64>> = vec![Vec::new(); wanted.len()];
        let mut number = |word: String| -> usize {
            let next = numbers.len();
            *numbers.entry(word).or_insert_with_key(|word| {
                for (want, near) in wanted.iter().zip(&mut near) {
                    near.push(closeness(want, word));
                }
                next
            })
        };
        let mut entries: Vec<(Entry, Vec<usize>)> = Vec::new();
        for entry in self.entries() {
            let mut words: Vec<usize> = stems(&entry.text).map(&mut number).collect();
            words.extend(stems(entry.file.trim_end_matches(".md")).map(&mut number));
            words.extend(stems(entry.section.as_deref().unwrap_or_default()).map(&mut number));
            entries.push((entry, words));
        }
        let best = |near: &[f64], words: &[usize]| {
            words.iter().map(|word| near[*word]).fold(0.0, f64::max)
        };
        let carriers = near.iter().map(|near| {
            entries
                .iter()
                .filter(|(_, words)| best(near, words) > 0.0)
                .count()
        });
        let carriers: Vec<f64> = carriers.map(count).collect();
        let total = count(entries.len());
        let mut hits: Vec<Hit> = Vec::new();
        for (entry, words) in entries {
            let scores = near.iter().zip(&carriers).map(|(near, carriers)| {
                // What few entries speak of tells more.
                best(near, &words) * (1.0 + total / (1.0 + carriers)).ln()
            });
            let score: f64 = scores.sum();
            if score > 0.0 {
                // Of two that hold the same words the shorter one is more about them.
                let length = 1.0 + count(words.len()) / 200.0;
                hits.push(Hit {
                    entry,
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
