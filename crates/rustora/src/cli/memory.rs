//! The arguments of `rustora memory`.

use clap::{Args, Subcommand, ValueEnum};
use rustora_memory::Scope;

use super::ListFormat;

/// The agent whose memory it is, unless another is named.
pub(crate) const AGENT: &str = "rust-backend-architect";

/// What to do with the memory.
#[derive(Args, Debug)]
#[command(after_help = exit_codes(), after_long_help = long_help())]
pub(crate) struct MemoryArgs {
    #[command(flatten)]
    pub(crate) whose: Whose,
    #[command(subcommand)]
    pub(crate) command: MemoryCommand,
}

/// Whose memory it is.
#[derive(Args, Clone, Debug)]
pub(crate) struct Whose {
    /// The agent.
    #[arg(long, global = true, value_name = "NAME", default_value = AGENT)]
    pub(crate) agent: String,
    /// Which of its memories: the project's, which goes into version control, the user's, or the project's on this machine.
    #[arg(long, global = true, value_enum, default_value_t)]
    pub(crate) scope: ScopeName,
}

/// One of an agent's memories.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScopeName {
    #[default]
    Project,
    User,
    Local,
}

impl ScopeName {
    /// The same in the engine's terms.
    pub(crate) fn scope(self) -> Scope {
        match self {
            Self::Project => Scope::Project,
            Self::User => Scope::User,
            Self::Local => Scope::Local,
        }
    }
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum MemoryCommand {
    /// Lists what is remembered, each entry with its id.
    List {
        /// How to print it.
        #[arg(long, value_enum, default_value_t)]
        format: ListFormat,
    },
    /// Shows the index, or a topic.
    Show {
        /// The topic, as the index names it.
        topic: Option<String>,
        /// Show exactly what a model gets of it.
        #[arg(long, conflicts_with = "topic")]
        for_prompt: bool,
    },
    /// Remembers something: in the place of what it corrects, else in the topic that it belongs to.
    Add {
        /// A sentence or two; `-` reads a list from the standard input, of which all is added or nothing.
        #[arg(required = true)]
        text: Vec<String>,
        /// The topic, where it is not to be found by its words.
        #[arg(long, value_name = "NAME")]
        topic: Option<String>,
        /// Take it though it may pass, is not certain, or is said in the repository's instructions. Secrets are never taken.
        #[arg(long)]
        anyway: bool,
    },
    /// Puts other words in the place of an entry's.
    Edit {
        /// Its id, its place (`patterns.md:7`), or words that only it has.
        entry: String,
        /// The new words.
        #[arg(required = true)]
        text: Vec<String>,
        /// Take them as `add --anyway` does.
        #[arg(long)]
        anyway: bool,
    },
    /// Forgets an entry.
    Forget {
        /// Its id, its place (`patterns.md:7`), or words that it has.
        #[arg(required = true)]
        entry: Vec<String>,
        /// Forget all entries that have these words.
        #[arg(long)]
        all: bool,
    },
    /// Finds entries by words, which need not be spelt right; the best first.
    Search {
        /// The words.
        #[arg(required = true)]
        query: Vec<String>,
        /// How many to show at most.
        #[arg(long, value_name = "N", default_value_t = 10)]
        most: usize,
        /// How to print them.
        #[arg(long, value_enum, default_value_t)]
        format: ListFormat,
    },
    /// Fills the memory from the workspace: crates, errors, routes, debt and more, each with where it was seen.
    ///
    /// The same once more changes nothing. What somebody has changed or taken away stays so.
    Learn {
        /// Show what would be learnt, and write nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Holds each entry that names a file, item, crate, version, command or decision record against the repository.
    Check {
        /// Correct what is certain.
        #[arg(long)]
        fix: bool,
        /// Show the entries that are right and those that cannot be told too.
        #[arg(long)]
        all: bool,
        /// How to print it.
        #[arg(long, value_enum, default_value_t)]
        format: ListFormat,
    },
    /// Prints the folder, whether or not it is there.
    Path,
    /// Makes the folder with an empty index.
    Init,
}

fn exit_codes() -> &'static str {
    "\
Exit codes:
  0  the job is done
  1  a search found nothing, a check found entries that are stale
  2  the job could not be done: what is refused, no such entry, several of them"
}

fn long_help() -> String {
    format!(
        "\
The memory is a folder of Markdown, in the form that other agents read and write too:
  project  .claude/agent-memory/AGENT/        shared through version control
  user     ~/.claude/agent-memory/AGENT/      for all projects
  local    .claude/agent-memory-local/AGENT/  on this machine; it hides itself from git

`MEMORY.md` is the index, of which the first 200 lines or 25 KB go into a prompt; it links
the topics, which hold the rest. Edit all of it by hand whenever you like: a change here
touches the lines that it is about and keeps every other byte.

What is refused: what is being done right now, what is not certain, what the repository's
instructions (CLAUDE.md, AGENTS.md and the like) say already, and anything that looks like
a secret.

An entry such as \"Accepted: `n-plus-one-query` in `src/report.rs`: twenty rows at most\"
makes the review silent about that rule there; the review names what it left out, and why.

{}",
        exit_codes()
    )
}
