//! The ground that everything else stands on: texts, spans, edits, parsed Rust files, and a cargo
//! workspace as a model.
//!
//! It knows no rule and no report. It resolves nothing across files: that is the business of whoever
//! joins several [`tree::Tree`]s. It starts no process; cargo's files are read, not asked for.

mod children;
mod edit;
mod lex;
mod lower;
mod span;
mod table;

pub mod cargo;
pub mod scan;
pub mod tree;

pub use edit::{Edit, EditError, apply};
pub use lex::{Word, elision, words};
pub use lower::{
    Bodies, Fragment, InnerAttr, NESTING_LIMIT, ParseError, Parsed, Part, PartKind, SIZE_LIMIT,
    STACK_SIZE, Tail, fragment, parse,
};
pub use span::{LineIndex, Position, Span};
