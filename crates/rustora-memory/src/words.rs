//! What an entry says, in words that can be compared.
//!
//! A claim is the part of an entry before its reason. Its words are folded (case, plurals, quoting), what is in every sentence is left
//! out, and three things are kept apart since they are what changes when a claim is corrected: numbers and versions, whether it is
//! denied, and what it speaks against ("X instead of Y"). It is English, and of that only what notes about a code base need.

use std::collections::BTreeSet;

/// Words that are in every sentence.
const STOP: [&str; 62] = [
    "a", "all", "also", "always", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by",
    "can", "do", "does", "each", "every", "for", "from", "has", "have", "here", "i", "in", "into",
    "is", "it", "its", "must", "my", "of", "on", "only", "or", "our", "please", "project",
    "remember", "s", "shall", "should", "so", "that", "the", "their", "them", "there", "these",
    "they", "this", "those", "to", "us", "was", "we", "were", "which", "will", "with", "you",
];

/// Words that deny what is said.
const DENIALS: [&str; 12] = [
    "avoid", "cannot", "don't", "dont", "doesn't", "isn't", "never", "no", "not", "longer", "stop",
    "without",
];

/// Verbs of habit: they say that something is so, and nothing about what.
pub(crate) const HABITS: [&str; 24] = [
    "adopt", "build", "choose", "chose", "chosen", "decide", "go", "keep", "kept", "like", "live",
    "now", "pick", "prefer", "put", "run", "stay", "still", "store", "stored", "switch", "through",
    "use", "want",
];

/// Where the reason begins.
const REASONS: [&str; 9] = [
    " because ",
    " since ",
    " so that ",
    " as it ",
    " (seen in ",
    " — ",
    " – ",
    "; ",
    " (because ",
];

/// Where what is spoken against begins.
const AGAINST: [&str; 5] = [
    " instead of ",
    " rather than ",
    " over ",
    ", not ",
    " in place of ",
];

/// What an entry says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Claim {
    /// Its words, in order, without numbers and denials.
    pub(crate) words: Vec<String>,
    /// Numbers and versions, in order.
    pub(crate) values: Vec<String>,
    /// Whether it is denied.
    pub(crate) denied: bool,
    /// What it speaks against.
    pub(crate) against: BTreeSet<String>,
    /// What stands before a colon, as a name for what follows.
    pub(crate) key: Option<String>,
}

impl Claim {
    pub(crate) fn of(text: &str) -> Self {
        let text = text.lines().collect::<Vec<_>>().join(" ");
        let head = REASONS
            .iter()
            .filter_map(|mark| text.find(mark))
            .filter(|at| *at > 0)
            .min()
            .map_or(text.as_str(), |at| &text[..at]);
        let (head, against) = AGAINST
            .iter()
            .filter_map(|mark| head.split_once(mark))
            .min_by_key(|(before, _)| before.len())
            .unwrap_or((head, ""));
        let mut out = Self {
            key: key(head),
            ..Self::default()
        };
        // What is preferred comes before a comma or a "for"; what follows speaks of both.
        let (rejected, both) = against
            .split_once(" for ")
            .map_or((against, ""), |(rejected, both)| (rejected, both));
        out.against.extend(split(rejected).map(|word| stem(&word)));
        for word in split(head).chain(split(both)) {
            if DENIALS.contains(&word.as_str()) {
                out.denied = true;
            } else if is_value(&word) {
                out.values.push(word.trim_start_matches('v').to_owned());
            } else if STOP.binary_search(&word.as_str()).is_err() {
                out.words.push(stem(&word));
            }
        }
        out
    }

    pub(crate) fn set(&self) -> BTreeSet<&str> {
        self.words.iter().map(String::as_str).collect()
    }
}

fn key(head: &str) -> Option<String> {
    let (key, value) = head.split_once(": ")?;
    let words: Vec<String> = split(key).map(|word| stem(&word)).collect();
    ((1..=4).contains(&words.len()) && !value.trim().is_empty()).then(|| words.join(" "))
}

/// The words of a text, folded, for whoever looks for them.
pub(crate) fn stems(text: &str) -> impl Iterator<Item = String> + '_ {
    split(text)
        .filter(|word| STOP.binary_search(&word.as_str()).is_err())
        .map(|word| stem(&word))
}

/// The words of a text in lower case: letters, digits, and what holds a path, a version or a name together.
fn split(text: &str) -> impl Iterator<Item = String> + '_ {
    let is_part = |c: char| c.is_alphanumeric() || "_-./:'’".contains(c);
    text.split(move |c| !is_part(c))
        .map(|word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/' && c != '_');
            let word = word.trim_end_matches(['.', ':', '/']);
            let word = word.to_lowercase();
            if word.is_ascii() {
                word
            } else {
                word.replace('’', "'")
            }
        })
        .filter(|word| word.chars().any(char::is_alphanumeric))
}

/// A number, a version, a size: `0.8`, `v1.2.3`, `200`, `5s`, `16kb`.
fn is_value(word: &str) -> bool {
    let bare = word.strip_prefix('v').unwrap_or(word);
    let digits = bare.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    bare.starts_with(|c: char| c.is_ascii_digit())
        && bare.len() - digits.len() <= 3
        && digits
            .chars()
            .all(|c| c.is_ascii_digit() || c == '.' || c == '_')
}

/// A word without the ending of a plural or of a third person.
pub(crate) fn stem(word: &str) -> String {
    let is_plain = word.chars().all(|c| c.is_ascii_alphabetic());
    if !is_plain || word.len() < 4 {
        return word.to_owned();
    }
    if let Some(rest) = word.strip_suffix("ies").filter(|rest| rest.len() > 2) {
        return format!("{rest}y");
    }
    for (ending, without) in [("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x")] {
        if let Some(rest) = word.strip_suffix(ending) {
            return format!("{rest}{without}");
        }
    }
    let keeps = ["ss", "us", "is", "ats", "ops"]
        .iter()
        .any(|ending| word.ends_with(ending));
    let word = if keeps {
        word
    } else {
        word.strip_suffix('s').unwrap_or(word)
    };
    match word {
        "used" | "using" => "use".to_owned(),
        "lives" | "living" => "live".to_owned(),
        "postgresql" => "postgre".to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_where_they_are_searched() {
        assert!(STOP.is_sorted());
    }

    #[test]
    fn a_claim_is_what_stands_before_its_reason() {
        let claim = Claim::of(
            "We chose `sqlx` 0.8 over diesel for queries because they are checked (seen in `Cargo.toml`)",
        );
        assert_eq!(claim.words, ["chose", "sqlx", "query"]);
        assert_eq!(claim.values, ["0.8"]);
        assert!(claim.against.contains("diesel"));
        assert!(!claim.denied);
        let claim = Claim::of("Never auto-commit");
        assert_eq!(
            (claim.words.as_slice(), claim.denied),
            (&["auto-commit".to_owned()][..], true)
        );
        assert_eq!(
            Claim::of("Test runner: cargo nextest").key.as_deref(),
            Some("test runner")
        );
        assert_eq!(Claim::of("see https://x.org/a for b").key, None);
    }
}
