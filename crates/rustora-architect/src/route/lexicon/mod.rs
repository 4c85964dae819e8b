//! The words that decide, as data.
//!
//! Whoever wants a request to be understood adds a phrase here and a request to the tests' table, and touches no code. Phrases are
//! in the language of [`phrase`](super::phrase), folded: lower case, no accents, no apostrophes. Weights are in points; about four
//! are a plain command, one is a hint. They were set by hand and are held by the table.

pub(super) mod field;
pub(super) mod jobs;
pub(super) mod names;
pub(super) mod spelling;
pub(super) mod subjects;
pub(super) mod tongues;
