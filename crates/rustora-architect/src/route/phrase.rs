//! Finds a phrase of the lexicon in a request.
//!
//! A phrase is a sequence of words: `word`, `stem*`, `one|other`; `.` skips up to three words and `..` up to six, within a sentence; `^` in
//! front wants it where a command stands. It knows no weights. A small language of its own rather than regular expressions: phrases
//! are about words, and a person has to be able to add one without thinking about bytes.

use std::ops::Range;

use super::words::{Word, Words};

/// A phrase, taken apart.
struct Phrase<'p> {
    leads: bool,
    parts: Vec<Part<'p>>,
}

enum Part<'p> {
    /// One of these words; a `*` at the end leaves the ending open.
    Word(&'p str),
    /// Up to so many words.
    Gap(usize),
}

fn parse(phrase: &str) -> Phrase<'_> {
    let leads = phrase.starts_with('^');
    let mut parts = Vec::new();
    for part in phrase.trim_start_matches('^').split_whitespace() {
        match part {
            "." => parts.push(Part::Gap(3)),
            ".." => parts.push(Part::Gap(6)),
            // A phrase in ideographs is a sequence of them.
            _ if !part.is_ascii() && !part.contains('|') => {
                let ends = part
                    .char_indices()
                    .map(|(at, c)| &part[at..at + c.len_utf8()]);
                parts.extend(ends.map(Part::Word));
            }
            _ => parts.push(Part::Word(part)),
        }
    }
    Phrase { leads, parts }
}

/// The words that the phrase covers, where it first stands.
pub(super) fn find(words: &Words<'_>, phrase: &str) -> Option<Range<usize>> {
    all(words, phrase).next()
}

/// All places where the phrase stands.
pub(super) fn all(words: &Words<'_>, phrase: &str) -> impl Iterator<Item = Range<usize>> {
    let phrase = parse(phrase);
    (0..words.all.len()).filter_map(move |start| {
        let first = words.all.get(start)?;
        if phrase.leads && !first.leads {
            return None;
        }
        let end = covers(&words.all, &phrase.parts, start, first.sentence)?;
        Some(start..end)
    })
}

/// Where the parts end that begin at `at`.
fn covers(words: &[Word], parts: &[Part<'_>], at: usize, sentence: usize) -> Option<usize> {
    let Some((part, rest)) = parts.split_first() else {
        return Some(at);
    };
    match part {
        Part::Gap(most) => {
            (0..=*most).find_map(|skipped| covers(words, rest, at + skipped, sentence))
        }
        Part::Word(word) => {
            let found = words.get(at)?;
            let fits = found.sentence == sentence && fits(word, &found.text);
            if fits {
                covers(words, rest, at + 1, sentence)
            } else {
                None
            }
        }
    }
}

fn fits(pattern: &str, word: &str) -> bool {
    pattern.split('|').any(|one| match one.strip_suffix('*') {
        Some(stem) => word.starts_with(stem),
        None => one == word,
    })
}

#[cfg(test)]
mod tests {
    use super::super::words::read;
    use super::*;

    #[test]
    fn phrases_are_found_where_they_stand() {
        let words = read("Could you review my async code? Then design it. 请审查");
        assert_eq!(find(&words, "^review"), Some(2..3));
        assert_eq!(find(&words, "review . code"), Some(2..6));
        assert_eq!(find(&words, "design|architect* it"), Some(7..9));
        assert_eq!(find(&words, "审查"), Some(10..12));
        assert_eq!(find(&words, "code .. design"), None, "another sentence");
        assert_eq!(find(&words, "desi"), None);
    }
}
