//! Words: how a text is cut into them, which of them say nothing, which mean the same, how far apart two are.
//!
//! English, and of that only what a question about a backend needs: a stem that forgets plurals and the commonest endings, a
//! short list of synonyms. No dictionary, no language model; both sides of a comparison go through the same function, so a
//! stem only has to be the same for words that mean the same, and need not be a word.

/// Words that are in every text and decide nothing.
const STOP: [&str; 116] = [
    "a", "about", "after", "all", "already", "also", "always", "am", "an", "and", "any", "are",
    "as", "at", "be", "been", "before", "best", "better", "between", "but", "by", "can", "could",
    "do", "does", "during", "each", "every", "for", "from", "get", "give", "good", "happen",
    "happens", "has", "have", "how", "i", "if", "in", "into", "is", "it", "its", "just", "keep",
    "like", "make", "many", "me", "more", "most", "much", "must", "my", "need", "never", "no",
    "not", "of", "on", "one", "only", "or", "other", "our", "out", "possible", "right", "rust",
    "s", "service", "set", "should", "so", "still", "t", "take", "than", "that", "the", "them",
    "then", "there", "they", "thing", "things", "this", "to", "too", "two", "up", "use", "using",
    "want", "was", "way", "ways", "we", "were", "what", "when", "where", "which", "while", "who",
    "why", "will", "with", "without", "work", "works", "would", "you",
];

/// What a question calls it, and what the pages call it; both sides are written as stems of whole words.
const SYNONYMS: [(&str, &[&str]); 46] = [
    ("k8s", &["kubernetes"]),
    ("queue", &["broker"]),
    ("exactly", &["idempotent"]),
    ("dead", &["poison"]),
    ("kafka", &["broker"]),
    ("nats", &["broker"]),
    ("rabbitmq", &["broker"]),
    ("login", &["authentication"]),
    ("password", &["authentication"]),
    ("jwt", &["authentication", "token"]),
    ("oauth", &["authentication"]),
    ("permission", &["authorization"]),
    ("role", &["authorization"]),
    ("rbac", &["authorization"]),
    ("authz", &["authorization"]),
    ("authn", &["authentication"]),
    ("websocket", &["realtime", "push"]),
    ("sse", &["realtime", "push"]),
    ("socket", &["connection", "accept"]),
    ("http2", &["http"]),
    ("https", &["tls"]),
    ("ssl", &["tls"]),
    ("certificate", &["tls"]),
    ("encryption", &["tls"]),
    ("log", &["observability"]),
    ("metric", &["observability"]),
    ("trace", &["observability"]),
    ("monitoring", &["observability"]),
    ("prometheus", &["observability"]),
    ("opentelemetry", &["observability"]),
    ("secret", &["secrets", "configuration"]),
    ("env", &["configuration"]),
    ("settings", &["configuration"]),
    ("database", &["store", "data"]),
    ("postgres", &["postgresql"]),
    ("sqlite", &["store"]),
    ("overload", &["admission"]),
    ("throttle", &["rate", "limiting"]),
    ("sigterm", &["shutdown", "graceful"]),
    ("dlq", &["poison"]),
    ("duplicate", &["idempotent", "idempotency"]),
    ("twice", &["idempotent", "idempotency"]),
    ("openapi", &["contract"]),
    ("grpc", &["contract"]),
    ("lock", &["lease"]),
    ("benchmark", &["load", "testing"]),
];

/// The words of a text as stems, in order, without those that decide nothing.
pub(crate) fn words(text: &str) -> impl Iterator<Item = String> {
    spoken(text).map(|(_, stem)| stem)
}

/// The same, each with the word as it was written.
pub(crate) fn spoken(text: &str) -> impl Iterator<Item = (String, String)> {
    raw(text)
        .filter(|word| STOP.binary_search(&word.as_str()).is_err())
        .map(|word| {
            let stem = stem(&word);
            (word, stem)
        })
}

/// All words as they were written, with a space on each side, so that one text can be looked for in another.
pub(crate) fn phrase(text: &str) -> String {
    let words = raw(text).fold(String::new(), |joined, word| joined + " " + &word);
    words + " "
}

fn raw(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// A word without the endings that do not change what it is about.
pub(crate) fn stem(word: &str) -> String {
    let cut = |ending: &str, least: usize| {
        word.strip_suffix(ending)
            .filter(|rest| rest.len() >= least && rest.is_ascii())
    };
    let base = cut("ies", 3).map(|rest| format!("{rest}y"));
    let base = base.or_else(|| cut("sses", 2).map(|rest| format!("{rest}ss")));
    let base = base.or_else(|| {
        let ends_otherwise = ["ss", "us", "is"]
            .iter()
            .any(|ending| word.ends_with(ending));
        cut("s", 3).filter(|_| !ends_otherwise).map(str::to_owned)
    });
    let base = base.unwrap_or_else(|| word.to_owned());
    let endings = [
        "ations", "ation", "ating", "ated", "ator", "ate", "ing", "ion", "ed", "er", "e",
    ];
    let shorter = endings.iter().find_map(|ending| {
        base.strip_suffix(ending)
            .filter(|rest| rest.len() >= 4 && rest.is_ascii())
    });
    let mut stem = shorter.unwrap_or(&base).to_owned();
    // `stopping` and `stop`, `limiting` and `limit`.
    let mut last = stem.chars().rev();
    if let (Some(a), Some(b)) = (last.next(), last.next())
        && a == b
        && shorter.is_some()
        && stem.len() > 4
        && !"ls".contains(a)
    {
        stem.pop();
    }
    stem
}

/// What else a word of a question may be called on the pages, as stems.
pub(crate) fn synonyms(word: &str) -> Vec<String> {
    let found = SYNONYMS.iter().filter(|(asked, _)| stem(asked) == word);
    found
        .flat_map(|(_, called)| called.iter().map(|word| stem(word)))
        .collect()
}

/// Whether one letter more, less, other or swapped with its neighbour makes one word of the other.
pub(crate) fn within_one(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() {
        (&a, &b)
    } else {
        (&b, &a)
    };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let (rest, other) = (&short[same..], &long[same..]);
    if short.len() < long.len() {
        return other.get(1..) == Some(rest);
    }
    let is_swapped = rest.len() > 1
        && rest.first() == other.get(1)
        && rest.get(1) == other.first()
        && rest.get(2..) == other.get(2..);
    is_swapped || rest.get(1..) == other.get(1..)
}

/// Whether two edits make one word of the other; for names that somebody mistyped.
pub(crate) fn within_two(a: &str, b: &str) -> bool {
    within_one(a, b)
        || (0..=b.len()).any(|at| {
            let Some((before, after)) = b.split_at_checked(at) else {
                return false;
            };
            let shorter = after.chars().next().map(|c| &after[c.len_utf8()..]);
            shorter.is_some_and(|after| within_one(a, &format!("{before}{after}")))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_say_each_thing_once() {
        assert!(STOP.is_sorted());
        let mut asked = SYNONYMS.map(|(asked, _)| asked);
        asked.sort_unstable();
        assert!(asked.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn endings_are_forgotten() {
        for (a, b) in [
            ("retries", "retry"),
            ("timeouts", "timeout"),
            ("limiting", "limit"),
            ("connections", "connection"),
            ("migrate", "migration"),
            ("acknowledged", "acknowledge"),
            ("transactional", "transactional"),
            ("caching", "cache"),
            ("shutting", "shut"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} and {b}");
        }
        assert_ne!(stem("status"), stem("stat"));
    }

    #[test]
    fn one_slip_is_forgiven() {
        for (a, b, near) in [
            ("broker", "broker", true),
            ("broker", "brokr", true),
            ("broker", "brokker", true),
            ("broker", "broekr", true),
            ("broker", "braker", true),
            ("broker", "rboekr", false),
            ("broker", "bro", false),
            ("", "a", true),
            ("ab", "ba", true),
            ("abc", "bca", false),
        ] {
            assert_eq!(within_one(a, b), near, "{a} and {b}");
            assert_eq!(within_one(b, a), near, "{b} and {a}");
        }
        assert!(within_two("durable-ack", "durabel-acks"));
    }
}
