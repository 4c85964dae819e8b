//! Decision records of a project: found, read, made, carried on and checked.
//!
//! A record is a Markdown file whose name starts with its number. It is read in the forms that are common: MADR with its status
//! in the front matter, adr-tools with a section `Status`, older MADR with a line `* Status: …`. What is made is MADR 4.
//!
//! It is text in and data out: reading goes through a `Host`, a change is first made in memory as a [`Change`] and then written into
//! the one `Folder` that the caller hands in. It does not judge whether a decision is good, and it runs nothing: that
//! a test is named and exists is what it asks of a confirmation, not that it passes.
//!
//! What may surprise: a change touches the few bytes that it is about and keeps all others, line ends too; and a proposed record that
//! supersedes another changes that one when it is accepted, not before.

mod change;
mod check;
mod confirm;
mod date;
mod edit;
mod find;
mod front;
mod markdown;
mod name;
mod parse;
mod template;

use std::io;
use std::path::PathBuf;

pub use change::{Change, Draft, accept, draft, supersede, write};
pub use check::{Problem, check};
pub use date::Date;
pub use find::{Place, Records, place, read};
use parse::Layout;

/// What became of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is talked about.
    Proposed,
    /// It holds.
    Accepted,
    /// It was proposed and turned down.
    Rejected,
    /// It no longer holds, and nothing took its place.
    Deprecated,
    /// The record of that number took its place; it may be left unsaid.
    Superseded(Option<u32>),
    /// What is written there is none of these; empty where nothing is.
    Other(String),
}

impl Status {
    /// Its word.
    pub fn name(&self) -> &str {
        match self {
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Deprecated => "deprecated",
            Self::Superseded(_) => "superseded",
            Self::Other(_) => "other",
        }
    }
}

/// What confirms that a decision is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// The line of its heading, from 1.
    pub line: u32,
    /// What stands below the heading.
    pub text: String,
}

/// A link in a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The line that it stands on, from 1.
    pub line: u32,
    /// Where it leads, as it is written, without brackets and `%20`.
    pub target: String,
}

/// A record.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its number, from the name of its file.
    pub number: u32,
    /// Its title, without the number; the name of the file where there is no heading.
    pub title: String,
    /// What became of the decision.
    pub status: Status,
    /// When that was, where it is said.
    pub date: Option<Date>,
    /// The file, below the root of the project.
    pub path: PathBuf,
    /// The numbers of the records whose place it takes.
    pub supersedes: Vec<u32>,
    /// What stands under `Confirmation`.
    pub confirmation: Option<Confirmation>,
    /// Its links to files of the project.
    pub links: Vec<Link>,
    /// The name of the file.
    name: String,
    /// The file as it is, and where in it things stand.
    text: String,
    layout: Layout,
}

/// Why records cannot be read or changed.
#[derive(Debug, thiserror::Error)]
pub enum AdrError {
    /// No folder of records.
    #[error("{} has no folder of decision records", .0.display())]
    NoFolder(PathBuf),
    /// The folder is somewhere else.
    #[error("the folder of decision records `{0}` {1}")]
    Outside(String, &'static str),
    /// The operating system said no.
    #[error("{doing} {}: {source}", path.display())]
    Io {
        /// What was done.
        doing: &'static str,
        /// To what.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
    /// A record is not text that can be changed.
    #[error("{} {why}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// No record of that number.
    #[error("there is no record {0:04}")]
    Missing(u32),
    /// Two records of that number.
    #[error("the number {0:04} is that of {1}")]
    Ambiguous(u32, String),
    /// The change is not one that can be made from here.
    #[error("record {number:04} is {is}")]
    Status {
        /// The record.
        number: u32,
        /// What it is instead.
        is: String,
        /// What to do.
        hint: String,
    },
    /// Nothing says what became of the decision.
    #[error("{} says nowhere what its status is", .0.display())]
    NoStatus(PathBuf),
    /// No file can be named after the title.
    #[error("the title {0}")]
    Title(&'static str),
    /// All numbers are taken.
    #[error("the last number that a record may have, {0}, is taken")]
    Full(u32),
}

impl AdrError {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::NoFolder(_) => "`rustora adr new \"TITLE\"` makes docs/adr; for another place write `adr = \"path\"` into [workspace.metadata.rustora]".to_owned(),
            Self::Outside(..) => "name a folder inside the project, relative to its root, in `adr` of [workspace.metadata.rustora]".to_owned(),
            Self::Io { source, .. } if source.kind() == io::ErrorKind::AlreadyExists => {
                "nothing was overwritten; somebody else made it in the meantime, run it again for the next number".to_owned()
            }
            Self::Io { .. } => "see that the folder may be read and written, then run it again".to_owned(),
            Self::Unreadable { .. } => "mend the file, then run it again".to_owned(),
            Self::Missing(_) => "`rustora adr list` shows the numbers".to_owned(),
            Self::Ambiguous(..) => "give one of them another number, and change what refers to it".to_owned(),
            Self::Status { hint, .. } => hint.clone(),
            Self::NoStatus(_) => "start the file with the lines `---`, `status: proposed`, `---`".to_owned(),
            Self::Title(_) => "give it a short title, as in \"Keep sessions in Postgres\"".to_owned(),
            Self::Full(_) => "take records away, or rename the last one".to_owned(),
        }
    }
}
