//! The persistent memory of an agent: Markdown in a folder, which people and programs edit at once.
//!
//! `MEMORY.md` is the index, whose beginning goes into every prompt; the topics that it links hold the rest. The format is one that other
//! agents read and write too, so nothing here needs anything that a person could not have typed. It knows no model and no
//! repository: that an entry is true of the code is judged elsewhere, on what [`Memory::entries`] gives.

mod akin;
mod document;
mod edit;
mod fit;
mod index;
mod instructions;
mod learnt;
mod memory;
mod place;
mod prompt;
mod relation;
mod search;
mod secret;
mod store;
mod topic;
mod words;

use std::io;
use std::path::PathBuf;

pub use edit::{Change, Judged};
pub use fit::Refusal;
pub use index::{MOST_BYTES, MOST_LINES};
pub use instructions::Instructions;
pub use learnt::{Learned, LearnedLine, LearnedTopic};
pub use memory::{Entry, INDEX, Memory};
pub use place::{Place, Scope, place, project_root};
pub use search::Hit;
pub use secret::{Secret, find as find_secret};
pub use store::change;

/// Why a memory cannot be read or changed.
#[derive(Debug, thiserror::Error)]
pub enum MemoryError {
    /// The entry does not belong into it.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// No folder can be called like the agent.
    #[error("no folder can be called {0:?}, like the agent")]
    AgentName(String),
    /// No file can be called like the topic.
    #[error("no file can be called after the topic {0:?}")]
    TopicName(String),
    /// The user's memory is below the home, and there is none.
    #[error(
        "the user's memory is kept below the home folder, and no variable HOME says where that is"
    )]
    NoHome,
    /// A link leads somewhere else.
    #[error("{} is reached by a link that leads out of the project", .0.display())]
    LeadsOut(PathBuf),
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
    /// A file is not text that can be changed.
    #[error("{} {why}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// Nothing like it is remembered.
    #[error("nothing that is remembered says {what:?}")]
    NotFound {
        /// What was looked for.
        what: String,
        /// What comes near.
        near: Vec<Entry>,
    },
    /// Several entries may be meant.
    #[error("{} entries say {what:?}", found.len())]
    Several {
        /// What was looked for.
        what: String,
        /// Those.
        found: Vec<Entry>,
    },
    /// Somebody else kept writing.
    #[error("{} was changed by somebody else again and again while this was about to be written", .0.display())]
    Busy(PathBuf),
}

impl MemoryError {
    /// What to do about it.
    pub fn hint(&self) -> String {
        let hint = match self {
            Self::Refused(refusal) => refusal.hint(),
            Self::AgentName(_) => "name an agent with letters, digits, `-`, `_` and points",
            Self::TopicName(_) => "name it in a word or two, as in `--topic billing`",
            Self::NoHome => "set HOME, or use `--scope project` or `--scope local`",
            Self::LeadsOut(_) => "put a folder in the place of the link, or use `--scope user`",
            Self::Io { .. } => {
                "see that the folder may be read and written, and that the disk has room; nothing was lost"
            }
            Self::Unreadable { .. } => "mend the file or move it away, then run it again",
            Self::NotFound { near, .. } => {
                let near: Vec<String> = near.iter().map(named).collect();
                if near.is_empty() {
                    return "`rustora memory list` shows what is remembered".to_owned();
                }
                return format!("what comes near: {}", near.join("; "));
            }
            Self::Several { found, .. } => {
                let found: Vec<String> = found.iter().take(8).map(named).collect();
                return format!("name one by its id: {}", found.join("; "));
            }
            Self::Busy(_) => "nothing was written; run it again",
        };
        hint.to_owned()
    }
}

/// An entry with its id, short enough for a line.
fn named(entry: &Entry) -> String {
    let first = entry.text.lines().next().unwrap_or_default();
    let short: String = first.chars().take(70).collect();
    let more = if short.len() < entry.text.len() {
        "…"
    } else {
        ""
    };
    format!("{} {short}{more}", entry.id())
}
