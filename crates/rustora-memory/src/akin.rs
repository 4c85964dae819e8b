//! The entries that a new one may correct, found without reading all of them.
//!
//! To be corrected an entry has to share all words but one with the new one, or its key, or hold what the new one speaks against. So one that
//! holds neither of any two words of the new one is out of the question, and of its words the two that are rarest in the memory
//! are looked for. What may surprise: for a thing of which a project has one, its rivals are looked for as well.

use std::collections::BTreeSet;

use memchr::memmem::Finder;

use crate::relation::rivals;
use crate::words::{Claim, HABITS};
use crate::{Entry, Memory};

/// From how many places on a word is common.
const COMMON: usize = 50;

impl Memory {
    /// The entries that may say the same as a claim, or the opposite.
    pub(crate) fn akin(&self, claim: &Claim) -> Vec<Entry> {
        let folded = self
            .names()
            .into_iter()
            .map(|name| (name, self.folded(name)));
        let folded: Vec<(&str, &[u8])> = folded.collect();
        let places = |word: &str, most: usize| -> usize {
            let finder = Finder::new(needle(word));
            folded.iter().fold(0, |count, (_, text)| {
                if count >= most {
                    return count;
                }
                count + finder.find_iter(text).take(most - count).count()
            })
        };
        let mut words: Vec<&str> = claim
            .set()
            .into_iter()
            .filter(|word| !HABITS.contains(word))
            .collect();
        words.sort_by_cached_key(|word| places(word, COMMON));
        let mut wanted: BTreeSet<String> = claim.against.clone();
        wanted.extend(words.iter().take(2).map(|word| (*word).to_owned()));
        if let [word] = words.as_slice() {
            wanted.extend(rivals(word));
        }
        if let Some(key) = &claim.key {
            wanted.extend(
                key.split(' ')
                    .max_by_key(|word| word.len())
                    .map(str::to_owned),
            );
        }
        if words.is_empty() {
            // Nothing but verbs of habit: "we use it no longer".
            wanted.extend(claim.words.iter().cloned());
        }
        let wanted: Vec<Finder<'_>> = wanted
            .iter()
            .map(|word| Finder::new(needle(word)))
            .collect();
        let mut out = Vec::new();
        for (name, text) in folded {
            let places = wanted.iter().flat_map(|finder| finder.find_iter(text));
            let places: BTreeSet<usize> = places.collect();
            if !places.is_empty() {
                out.extend(self.entries_at(name, &places));
            }
        }
        out
    }
}

/// What of a stem is in the word in each of its forms.
fn needle(stem: &str) -> &str {
    stem.strip_suffix('y').unwrap_or(stem)
}
