//! The arguments of what designs and advises.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum, ValueHint};

/// A macro, since `concat!` takes literals only.
macro_rules! design_exit_codes {
    () => {
        "\
Exit codes:
  0  there is a design, and it has no hole
  1  the design has a hole
  2  there is no design: wishes exclude each other, wrong arguments, unreadable paths"
    };
}

/// What to design.
#[derive(Args, Debug)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = design_exit_codes!()
)]
pub(crate) struct DesignArgs {
    /// What to design, in your own words: the kind of system, its load, what it must never break.
    #[arg(value_name = "REQUEST")]
    pub(crate) request: Vec<String>,

    /// A brief instead of a request.
    #[arg(long, value_name = "FILE.toml", value_hint = ValueHint::FilePath)]
    pub(crate) brief: Option<PathBuf>,

    /// Write all files of the design into a folder: brief, design, document, decision records, alerts, page. Nothing is written elsewhere.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: Option<PathBuf>,

    /// What to print when nothing is written.
    #[arg(long, value_enum, default_value_t, conflicts_with = "out")]
    pub(crate) format: DesignFormat,

    /// Ask nothing: what was not said is assumed, and the design lists it.
    #[arg(long)]
    pub(crate) yes: bool,

    #[command(subcommand)]
    pub(crate) command: Option<DesignCommand>,
}

/// What to do with a design that is there.
#[derive(Debug, Subcommand)]
pub(crate) enum DesignCommand {
    /// Looks for holes: what is not decided, not tested, not owned, and budgets that do not add up.
    Check {
        /// The design.
        #[arg(default_value = "design.toml", value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
    /// Says what an id is, why it is there, what shows it and what hangs on it.
    Explain {
        /// The id: `R1`, `D3`, `api-to-db`, a figure, a test.
        id: String,
        /// The design.
        #[arg(default_value = "design.toml", value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
}

/// How a design is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum DesignFormat {
    /// The document, as Markdown.
    #[default]
    Md,
    /// The design, as JSON.
    Json,
    /// The design, as `design.toml`.
    Toml,
    /// The page for a browser.
    Html,
}

/// A question.
#[derive(Args, Debug)]
#[command(after_help = exit_codes!())]
pub(crate) struct AdviseArgs {
    /// The question.
    #[arg(required = true, value_name = "QUESTION")]
    pub(crate) question: Vec<String>,

    /// How the answer is printed.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: AdviseFormat,
}

/// How an answer is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum AdviseFormat {
    /// Markdown.
    #[default]
    Md,
    /// One JSON object with the Markdown in it.
    Json,
}

/// The playbooks.
#[derive(Args, Debug)]
#[command(after_help = exit_codes!())]
pub(crate) struct KnowledgeArgs {
    #[command(subcommand)]
    pub(crate) command: KnowledgeCommand,
}

/// What to do with them.
#[derive(Debug, Subcommand)]
pub(crate) enum KnowledgeCommand {
    /// Lists them.
    List,
    /// Finds those that have to do with a question, the best first.
    Search {
        /// The question.
        #[arg(required = true)]
        words: Vec<String>,
    },
    /// Prints one.
    Show {
        /// Its id.
        id: String,
    },
}
