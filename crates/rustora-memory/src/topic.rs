//! Which topic an entry belongs to.
//!
//! A topic that somebody has made is asked first, by the words that its name and its entries share with the new one; then the kinds of notes
//! that every project has, by the words that give them away.

use std::collections::BTreeSet;

use crate::words::{Claim, stems};

/// A kind of notes that projects have.
pub(crate) struct Topic {
    /// The name of its file, without the ending.
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    /// What is in it, for the index.
    pub(crate) about: &'static str,
    /// Words and phrases that give it away.
    cues: &'static [&'static str],
}

/// Where an entry goes that no word gives away.
const DEFAULT: &str = "patterns";

/// In the order in which they are asked: the earlier one wins a tie.
pub(crate) const TOPICS: [Topic; 10] = [
    Topic {
        name: "accepted",
        title: "Accepted",
        about: "findings of the review that are meant to be so",
        cues: &["accepted", "accept"],
    },
    Topic {
        name: "preferences",
        title: "Preferences",
        about: "how people here want to work",
        cues: &[
            "always", "never", "prefer", "don't", "please", "i want", "i like", "commit", "branch",
        ],
    },
    Topic {
        name: "decisions",
        title: "Decisions",
        about: "what was decided, and why",
        cues: &[
            "chose",
            "chosen",
            "choose",
            "decided",
            "decision",
            "because",
            "instead of",
            "over",
            "rather than",
            "adr",
            "trade-off",
        ],
    },
    Topic {
        name: "debugging",
        title: "Debugging",
        about: "problems that came back, and what solved them",
        cues: &[
            "fix",
            "fixed",
            "fails",
            "error",
            "caused by",
            "workaround",
            "flaky",
            "hangs",
            "deadlock",
            "leak",
            "bug",
            "panics",
            "solved",
            "broke",
        ],
    },
    Topic {
        name: "performance",
        title: "Performance",
        about: "what is hot, what was measured",
        cues: &[
            "latency",
            "throughput",
            "slow",
            "fast",
            "hot path",
            "allocation",
            "benchmark",
            "bench",
            "p99",
            "cache",
            "performance",
            "memory use",
        ],
    },
    Topic {
        name: "testing",
        title: "Testing",
        about: "how it is tested",
        cues: &[
            "test",
            "fixture",
            "nextest",
            "mock",
            "proptest",
            "snapshot",
            "testcontainers",
            "coverage",
        ],
    },
    Topic {
        name: "crates",
        title: "Crates",
        about: "crates and versions, and how they are configured",
        cues: &[
            "crate",
            "version",
            "feature",
            "dependency",
            "msrv",
            "toolchain",
            "edition",
        ],
    },
    Topic {
        name: "integrations",
        title: "Integrations",
        about: "systems outside, and their quirks",
        cues: &[
            "api",
            "webhook",
            "third-party",
            "kafka",
            "nats",
            "redis",
            "postgres",
            "s3",
            "smtp",
            "stripe",
            "rate limit",
            "upstream",
        ],
    },
    Topic {
        name: "operations",
        title: "Operations",
        about: "how it is deployed and run",
        cues: &[
            "deploy",
            "deployment",
            "kubernetes",
            "docker",
            "ci",
            "pipeline",
            "rollback",
            "alert",
            "on-call",
            "migration",
            "release",
            "environment",
        ],
    },
    Topic {
        name: DEFAULT,
        title: "Patterns",
        about: "conventions of this code base, and where things are",
        cues: &[
            "convention",
            "pattern",
            "handler",
            "module",
            "type",
            "error type",
            "lives in",
            "src",
        ],
    },
];

/// A topic that is there.
pub(crate) struct Existing<'a> {
    /// The name of its file, without the ending.
    pub(crate) name: &'a str,
    /// Its title and what the index says of it.
    pub(crate) title: String,
    /// All of it.
    pub(crate) text: &'a str,
}

/// The name of the topic for an entry.
pub(crate) fn choose(text: &str, claim: &Claim, existing: &[Existing<'_>]) -> String {
    let own = existing
        .iter()
        .filter(|topic| !TOPICS.iter().any(|known| known.name == topic.name))
        .map(|topic| (kinship(claim, topic), topic.name))
        .max_by_key(|(score, name)| (*score, std::cmp::Reverse(*name)));
    if let Some((_, name)) = own.filter(|(score, _)| *score >= 4) {
        return name.to_owned();
    }
    let text = format!(" {} ", stems_and_stops(text));
    let score = |topic: &Topic| -> usize {
        let cues = topic.cues.iter();
        cues.filter(|cue| text.contains(&format!(" {} ", stems_and_stops(cue))))
            .count()
    };
    let best = TOPICS
        .iter()
        .enumerate()
        .map(|(index, topic)| (score(topic), std::cmp::Reverse(index), topic.name))
        .max();
    match best {
        Some((score, _, name)) if score > 0 => name.to_owned(),
        _ => DEFAULT.to_owned(),
    }
}

/// All words of a text, folded, with the small ones: "instead of" is a cue.
fn stems_and_stops(text: &str) -> String {
    let is_part = |c: char| c.is_alphanumeric() || "-_'".contains(c);
    let words = text.split(|c| !is_part(c)).filter(|word| !word.is_empty());
    let words = words.map(|word| crate::words::stem(&word.to_lowercase()));
    words.collect::<Vec<_>>().join(" ")
}

/// How much an entry has in common with a topic: four for a word of its name, one for a word that its entries use.
fn kinship(claim: &Claim, topic: &Existing<'_>) -> usize {
    let title: Vec<String> = stems(&topic.title).chain(stems(topic.name)).collect();
    let name: Vec<String> = topic.name.split('-').map(crate::words::stem).collect();
    let words = claim.set();
    let used: BTreeSet<String> = stems(topic.text).collect();
    let of = |word: &str| -> usize {
        if crate::words::HABITS.contains(&word) {
            return 0;
        }
        let named = title.iter().chain(&name).any(|other| other == word);
        let used = used.contains(word);
        if named { 4 } else { usize::from(used) }
    };
    words.into_iter().map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(text: &str, existing: &[Existing<'_>]) -> String {
        choose(text, &Claim::of(text), existing)
    }

    #[test]
    fn words_give_a_topic_away() {
        for (text, topic) in [
            ("Never auto-commit", "preferences"),
            (
                "We chose sqlx over diesel because queries are checked",
                "decisions",
            ),
            (
                "The login test fails when Redis is down: start it first",
                "debugging",
            ),
            (
                "Serializing orders is the hot path, p99 is 3 ms",
                "performance",
            ),
            ("Tests use testcontainers", "testing"),
            ("axum is used with the feature macros", "crates"),
            ("Stripe sends each webhook twice", "integrations"),
            ("Deploys go through the release pipeline", "operations"),
            ("Handlers live in src/http", "patterns"),
            ("Something else entirely", "patterns"),
            (
                "Accepted: `n-plus-one-query` in src/report.rs, twenty rows at most",
                "accepted",
            ),
        ] {
            assert_eq!(chosen(text, &[]), topic, "{text}");
        }
    }

    #[test]
    fn a_topic_that_somebody_made_is_asked_first() {
        let existing = [Existing {
            name: "billing",
            title: "Billing: invoices and dunning".to_owned(),
            text: "- Invoices are numbered per tenant",
        }];
        assert_eq!(
            chosen(
                "Never delete an invoice: billing needs all of them",
                &existing
            ),
            "billing"
        );
        assert_eq!(chosen("Never auto-commit", &existing), "preferences");
    }
}
