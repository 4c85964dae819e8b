//! What a memory of a project can be filled with, and whether what stands in it is still true: pure functions over a workspace.
//!
//! [`learn`] reads a workspace and tells what somebody who works on it would want to know on the first day, each line with the place
//! where it was seen. [`Repository`] holds one entry of a memory, in whatever words, against the workspace as it is now.
//!
//! It knows no store: where a memory lies, who locks it and how what was learnt is merged into it is somebody else's. No program is
//! started, no clock is read, and the same workspace gives the same answer.
//!
//! What may surprise: an entry that is not understood is not doubted. Memory is written in prose, and prose about a plan, a past, an
//! example or another project must not be called stale; what cannot be told is [`Verdict::Unverifiable`].

mod check;
mod dependencies;
#[cfg(test)]
mod fixture;
mod ground;
mod learn;
mod roles;

use std::ops::Range;
use std::path::PathBuf;

pub use check::Repository;
pub use learn::learn;
pub use rustora_memory::{LearnedLine, LearnedTopic};

/// One entry of a memory: a list item or a paragraph of Markdown.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a> {
    /// As it stands in the file.
    pub text: &'a str,
}

/// What became of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// What it names is as it says.
    Right {
        /// What was held against what, in words.
        evidence: Vec<String>,
    },
    /// Something that it says is no longer so.
    Stale(Vec<Stale>),
    /// It names nothing that can be held against the repository.
    Unverifiable,
}

/// A part of an entry that is no longer so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// The words that are wrong, exactly as they are written.
    pub what: String,
    /// What is true now, a sentence.
    pub now: String,
    /// What to write instead; only where that is certain.
    pub fix: Option<Replacement>,
}

/// A change of an entry's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The bytes that go.
    pub range: Range<usize>,
    /// What comes in their place.
    pub with: String,
}

/// Why a workspace cannot be learnt from or held against.
#[derive(Debug, thiserror::Error)]
pub enum LearnError {
    /// There is no workspace.
    #[error("{} has no Cargo.toml to learn from", .0.display())]
    NoWorkspace(PathBuf),
    /// The machine refuses threads.
    #[error("cannot start a thread to read the sources: {0}")]
    Thread(std::io::Error),
    /// The routes cannot be read.
    #[error("cannot read the routes: {0}")]
    Routes(#[from] rustora_review::ReviewError),
}

impl LearnError {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::NoWorkspace(_) => "name the folder of a cargo workspace or package".to_owned(),
            Self::Thread(_) => "close other programs and run it again".to_owned(),
            Self::Routes(_) => "`rustora review` on the same folder says more".to_owned(),
        }
    }
}
