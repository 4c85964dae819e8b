//! What a page holds once it has been taken apart, and the list of all of them.
//!
//! Texts keep their Markdown: whoever renders them knows better what a code span looks like there. Lines are those of the
//! page, from 1, so that an example can be pointed at.

use std::sync::LazyLock;

use crate::guarantee::Guarantee;
use crate::page;
use crate::registry::PAGES;

/// One playbook.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    /// The file's name without its ending, in kebab-case.
    pub id: String,
    /// What the page is called.
    pub title: String,
    /// The most important thing, in one paragraph.
    pub insight: String,
    /// When the topic decides something, and when it does not; paragraphs are separated by an empty line.
    pub when: String,
    /// The question that the options answer, in one sentence.
    pub question: String,
    /// Which answer to take, unless what.
    pub decision: String,
    /// The answers to choose from; none where there is only one.
    pub options: Vec<OptionRow>,
    /// How it fails.
    pub failures: Vec<Failure>,
    /// What to build it from.
    pub crates: Vec<Crate>,
    /// What not to build it from.
    pub avoid: Vec<Avoid>,
    /// What goes wrong in code.
    pub hazards: Vec<Hazard>,
    /// Code that has been compiled.
    pub examples: Vec<Example>,
    /// Where the facts come from.
    pub sources: Vec<String>,
    pub(crate) markdown: String,
}

impl Topic {
    /// The page as it was written.
    pub fn markdown(&self) -> &str {
        &self.markdown
    }

    /// The option of this id.
    pub fn option(&self, id: &str) -> Option<&OptionRow> {
        self.options.iter().find(|option| option.id == id)
    }
}

/// One answer to the question of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct OptionRow {
    /// Its name among the options of its page, in kebab-case.
    pub id: String,
    /// The same in words.
    pub name: String,
    /// How good it is.
    pub scores: Scores,
    /// What it can promise. What is missing here, it cannot.
    pub gives: Vec<Guarantee>,
    /// The load up to which it is known to hold; none where nothing limits it or nobody has measured.
    pub ceiling: Option<Ceiling>,
    /// The fact that decides for or against it.
    pub because: String,
}

/// How good an option is along each dimension, from 1 (a reason against it) to 5 (a reason for it).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scores {
    /// Does it do what it says in every case?
    pub correctness: u8,
    /// What does it cost at run time?
    pub performance: u8,
    /// Can it be understood and changed?
    pub maintainability: u8,
    /// How does it fail, and does it come back?
    pub reliability: u8,
    /// Can it be watched, debugged and deployed?
    pub operability: u8,
}

impl Scores {
    /// The names of the dimensions, in the order of [`Scores::all`].
    pub const DIMENSIONS: [&'static str; 5] = [
        "correctness",
        "performance",
        "maintainability",
        "reliability",
        "operability",
    ];

    /// The five scores in a fixed order.
    pub fn all(self) -> [u8; 5] {
        [
            self.correctness,
            self.performance,
            self.maintainability,
            self.reliability,
            self.operability,
        ]
    }
}

/// A load that something holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ceiling {
    /// How many of [`Ceiling::unit`].
    pub amount: u64,
    /// Out of a closed list ([`crate::UNITS`]), so that a demand can be compared with it.
    pub unit: String,
    /// What there may be more of, `core` or `node`; the ceiling is the whole system's otherwise.
    pub per: Option<String>,
}

/// One way to fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What happens.
    pub when: String,
    /// The signal that tells.
    pub seen_by: String,
    /// What the system does about it.
    pub answer: String,
    /// The id of the test that shows it, in kebab-case.
    pub test: String,
}

/// A crate to build with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crate {
    /// Its name on the registry.
    pub name: String,
    /// The version that was looked at, as a requirement that cargo understands.
    pub version: String,
    /// What it is for here.
    pub purpose: String,
    /// Features, traps, limits.
    pub notes: String,
}

/// A crate to stay away from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Avoid {
    /// Its name on the registry.
    pub name: String,
    /// Why, and what to take instead.
    pub text: String,
    /// The advisories that the text names.
    pub advisories: Vec<String>,
}

/// Something that goes wrong in code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hazard {
    /// What, without the names of the rules behind it.
    pub text: String,
    /// The review rules that catch it.
    pub rules: Vec<String>,
}

/// A block of code that has been compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Why it is written like this.
    pub text_before: String,
    /// The block, with a line break at its end.
    pub code: String,
    /// The line of the page on which the code starts, from 1.
    pub line: usize,
}

static TOPICS: LazyLock<Vec<Topic>> = LazyLock::new(|| {
    let parsed = PAGES.iter().map(|(id, text)| page::parse(id, text));
    parsed.filter_map(Result::ok).collect()
});

/// Every playbook, by id. They are parsed on the first call.
pub fn topics() -> &'static [Topic] {
    &TOPICS
}

/// The playbook of this id.
pub fn topic(id: &str) -> Option<&'static Topic> {
    let at = TOPICS.binary_search_by(|topic| topic.id.as_str().cmp(id));
    at.ok().and_then(|at| TOPICS.get(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_parses_and_they_are_sorted_by_id() {
        for (id, text) in PAGES {
            if let Err(error) = page::parse(id, text) {
                panic!("{error}");
            }
        }
        assert!(PAGES.is_sorted_by(|(a, _), (b, _)| a < b));
        for topic in topics() {
            assert_eq!(super::topic(&topic.id), Some(topic));
        }
        assert_eq!(super::topic("no-such-topic"), None);
    }
}
