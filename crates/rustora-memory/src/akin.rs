//! The entries that a new one may correct, found without reading all of them.
//!
//! To be corrected an entry has to share all words but one with the new one, or its key, or hold what the new one speaks against. So one that
//! has not even the word that is rarest in the memory has to have all the others, and only what passes that is read. What may
//! surprise: for a thing of which a project has one, its rivals are looked for as well.

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
        let (first, others) = match words.as_slice() {
            [] => (None, &[][..]),
            [first, others @ ..] => (Some(*first), others),
        };
        wanted.extend(first.map(str::to_owned));
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
        let finders = |words: &mut dyn Iterator<Item = &str>| -> Vec<Finder<'static>> {
            words
                .map(|word| Finder::new(needle(word)).into_owned())
                .collect()
        };
        let wanted = finders(&mut wanted.iter().map(String::as_str));
        // Who lacks the rarest word has to have all of the others.
        let others = finders(&mut others.iter().copied());
        let mut out = Vec::new();
        for (name, text) in folded {
            let places = wanted.iter().flat_map(|finder| finder.find_iter(text));
            let mut places: BTreeSet<usize> = places.collect();
            if let Some((second, rest)) = others.split_first() {
                places.extend(second.find_iter(text).filter(|at| {
                    let block = self.block_at(name, *at).and_then(|block| text.get(block));
                    block
                        .is_some_and(|block| rest.iter().all(|finder| finder.find(block).is_some()))
                }));
            }
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;
    use rustora_host::MemoryHost;

    use crate::relation::{Relation, relation};
    use crate::words::Claim;
    use crate::{Memory, Scope, place};

    fn sentences() -> impl Strategy<Value = String> {
        let word = "(use|never|axum|actix-web|redis|postgres|sessions|queries|live|in|for|src/a.rs|src/b.rs|0.7|0.8|instead of|kafka|nats|timeout: |not)";
        proptest::collection::vec(word, 1..7).prop_map(|words| words.join(" "))
    }

    proptest! {
        /// Whatever is related to a claim when all entries are read is found by looking for words.
        #[test]
        fn nothing_that_is_related_is_missed(entries in proptest::collection::vec(sentences(), 0..12), new in sentences()) {
            let text = format!("- {}\n", entries.join("\n- "));
            let host = MemoryHost::default().with("/r/.claude/agent-memory/a/MEMORY.md", text);
            let place = place(&host, Path::new("/r"), Scope::Project, "a").unwrap();
            let memory = Memory::read(&host, &place).unwrap();
            let claim = Claim::of(&new);
            let is_related = |text: &str| relation(&claim, &Claim::of(text)) != Relation::Other;
            let all = memory.entries().into_iter().filter(|entry| is_related(&entry.text));
            let found = memory.akin(&claim).into_iter().filter(|entry| is_related(&entry.text));
            prop_assert_eq!(all.collect::<Vec<_>>(), found.collect::<Vec<_>>());
        }
    }
}
