//! The arguments of `rustora adr`.

use clap::{Args, Subcommand, ValueEnum};
use rustora_architect::adr::Status;

use super::ListFormat;

/// What to do with the decision records.
#[derive(Args, Debug)]
#[command(after_help = exit_codes(), after_long_help = long_help())]
pub(crate) struct AdrArgs {
    #[command(subcommand)]
    pub(crate) command: AdrCommand,
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum AdrCommand {
    /// Makes a record from the template, with the next number, and prints its path.
    New {
        /// What is decided, in a line.
        title: String,
        /// Whether it is still to be talked about.
        #[arg(long, value_enum, default_value_t)]
        status: NewStatus,
        /// The number of the record whose place it takes.
        #[arg(long, value_name = "N")]
        supersedes: Option<u32>,
    },
    /// Lists the records, by number.
    List {
        /// How to print them.
        #[arg(long, value_enum, default_value_t)]
        format: ListFormat,
    },
    /// Accepts a proposed record; what it supersedes is then superseded.
    Accept {
        /// Its number.
        #[arg(value_name = "N")]
        number: u32,
    },
    /// Says in two records that one takes the place of the other.
    Supersede {
        /// The number of the record that no longer holds.
        old: u32,
        /// The number of the record that takes its place, which has to be accepted.
        #[arg(long, value_name = "NEW")]
        by: u32,
    },
    /// Finds what is wrong with the records: each problem with its line and what to do.
    Check {
        /// How to print it.
        #[arg(long, value_enum, default_value_t)]
        format: ListFormat,
    },
}

/// What a new record starts as.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum NewStatus {
    #[default]
    Proposed,
    Accepted,
}

impl NewStatus {
    /// The same in the engine's terms.
    pub(crate) fn status(self) -> Status {
        match self {
            Self::Proposed => Status::Proposed,
            Self::Accepted => Status::Accepted,
        }
    }
}

fn exit_codes() -> &'static str {
    "\
Exit codes:
  0  the job is done, and a check found no problem
  1  a check found problems
  2  the job could not be done: no such record, a record that does not allow it"
}

fn long_help() -> String {
    format!(
        "\
Records are Markdown files whose names start with a number, such as
docs/adr/0001-use-postgres.md. They are read as MADR writes them (`status: accepted` in
the front matter), as adr-tools does (a section `## Status`), and with a line
`* Status: accepted`; what is made is MADR 4. Only the words that a command is about are
changed, everything else in a file stays as it is.

They are looked for in docs/adr, doc/adr, docs/decisions and adr, in the root of the
workspace and above it up to that of the repository. Another place is a setting:
  [workspace.metadata.rustora]
  adr = \"notes/decisions\"

A check finds numbers that are missing or used twice, links to records that are not
there, records whose place was taken where one side does not say so, dates in the
future, what is left of the template, and accepted records whose section Confirmation
names nothing that can be run: a command, a test by its name or its file, a rule of the
review. That the test passes is what `rustora prove` shows.

{}",
        exit_codes()
    )
}
