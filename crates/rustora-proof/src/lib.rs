//! Proofs: cargo and rustc run on what is claimed, behind walls, and what they said as data.
//!
//! A proof says what was run, on which content, and how it ended: proven, refuted, or unproven with the reason. A machine that
//! lacks something never refutes; it leaves unproven. Nothing here prints, and nothing of the user's is changed.

mod cargo;
mod cost;
mod failure;
mod fixes;
mod ledger;
mod lints;
pub mod markdown;
mod prepare;
mod seed;
pub mod shape;
mod snippets;
mod targets;
mod toolchain;
mod workshop;

use std::io;
use std::path::{Path, PathBuf};

pub use cargo::{Check, Ran};
pub use cost::Cost;
pub use failure::{Class, Error, Failure, Outcome, classify};
pub use fixes::{Candidate, StillThere, Texts, Verdict, prove_fixes};
pub use ledger::{Evidence, Ledger, Outcome as ProofOutcome};
pub use lints::{Level as LintLevel, Lint, Suggestion};
pub use prepare::Prepared;
pub use snippets::{Depth, Remark, Snippet, State};
pub use targets::Target;
pub use toolchain::Toolchain;
pub use workshop::{Options, Workshop};

/// Why nothing could be tried.
#[derive(Debug, thiserror::Error)]
pub enum ProofError {
    /// There is no compiler.
    #[error(
        "cannot find a Rust compiler: {why}; install Rust, or put `rustc` and `cargo` on the PATH"
    )]
    NoCompiler {
        /// What was tried, and how it failed.
        why: String,
    },
    /// The place for proofs cannot be used.
    #[error("cannot write {}: {error}; make room, or set XDG_CACHE_HOME to a folder that can be written", path.display())]
    Store {
        /// What was to be written.
        path: PathBuf,
        /// Why it was not.
        error: io::Error,
    },
    /// The workspace cannot be copied.
    #[error("cannot copy {} to compile it elsewhere: {error}; see that it can be read and that there is room for it", path.display())]
    Copy {
        /// What was to be copied.
        path: PathBuf,
        /// Why it was not.
        error: io::Error,
    },
    /// A program cannot be started.
    #[error("cannot start `{program}`: {error}; see that the toolchain is complete")]
    Start {
        /// The program.
        program: String,
        /// Why it did not start.
        error: io::Error,
    },
}

impl ProofError {
    fn store(path: &Path, error: io::Error) -> Self {
        Self::Store {
            path: path.to_owned(),
            error,
        }
    }
}
