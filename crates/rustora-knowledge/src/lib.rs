//! Playbooks: what somebody who runs Rust services knows about a topic, as pages that people and programs read.
//!
//! A page stands in `knowledge/<id>.md` at the root of the repository. Its headings and tables are fixed, so that decisions,
//! designs and advice are made of the same text that a reader sees: scores and guarantees of the options, failure modes
//! with the test that shows each, crates with versions, hazards with the review rules that catch them, compiled examples.
//!
//! Deliberately unknown here: the request, the weights of a brief, terminals and wire formats. Nothing is read at run time;
//! the pages are part of the program. [`topics`] leaves out a page that does not parse, which a test makes impossible to commit.

mod guarantee;
mod lines;
mod page;
mod registry;
mod search;
mod topic;
mod words;

pub use guarantee::Guarantee;
pub use page::{HEADINGS, PageError, Problem, UNITS, parse};
pub use search::{Hit, search};
pub use topic::{
    Avoid, Ceiling, Crate, Example, Failure, Hazard, OptionRow, Scores, Topic, topic, topics,
};
