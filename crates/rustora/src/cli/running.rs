//! The arguments of what lets a model work.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use super::ListFormat;
use super::agents::AgentArgs;

/// A macro, since `concat!` takes literals only.
macro_rules! run_exit_codes {
    () => {
        "\
Exit codes:
  0  the answer is there, and everything that it rests on holds
  1  the answer is there, and something that it rests on is refuted
  2  there is no whole answer: no model, refused, cut off, stopped, a question"
    };
}

/// A macro, since `concat!` takes literals only.
macro_rules! chat_exit_codes {
    () => {
        "\
Exit codes:
  0  you ended it
  2  there is no terminal or no model, or the session cannot be written"
    };
}

/// With whom to talk, and about what.
#[derive(Args, Debug)]
#[command(after_help = chat_exit_codes!(), after_long_help = concat!("\
An answer is shown as it arrives, unproven; the line below it says what of it was
compiled and held, and what was taken back. Before something is done that has to be
asked about, you see what it is and why it asks: `y` does it, Enter does not, and what
you write instead is told to the model.

Enter sends; Alt-Enter, or `\\` before Enter, begins a new line; pasted lines are one
request. Ctrl-C ends a turn, and at the prompt clears the line; twice, or Ctrl-D, ends.
`/help` shows the rest.

", chat_exit_codes!()))]
pub(crate) struct ChatArgs {
    /// What to begin with, in your own words.
    pub(crate) request: Vec<String>,

    /// Go on with this session, as `rustora sessions` names it.
    #[arg(long, value_name = "SESSION")]
    pub(crate) session: Option<String>,

    #[command(flatten)]
    pub(crate) worker: WorkerArgs,
}

/// What a model is to do.
#[derive(Args, Debug)]
#[command(after_help = run_exit_codes!(), after_long_help = concat!("\
The model comes from the environment or your own rustora.toml (`rustora models`). Rust
blocks of its answer are compiled in this project before you read it; where it changed
files, the gates fmt, review, check, pedantic and tests run on what changed before it
may end. What is refuted goes back to it, three times; then the first line says so.

Nobody is asked here: what would have to be asked is denied, and the model is told so.
  ask           it reads, searches, and builds behind walls
  accept-edits  it edits files of the workspace too
  auto          everything that stays in the workspace and behind walls
  plan          it reads, and nothing else

Everything that happens is on the disk before it happens; `rustora resume` goes on after
any end.

", run_exit_codes!()))]
pub(crate) struct RunArgs {
    /// What to do, in your own words; `-` at its end reads more from the standard input.
    #[arg(required = true)]
    pub(crate) request: Vec<String>,

    #[command(flatten)]
    pub(crate) working: WorkingArgs,
}

/// Who works, and how freely.
#[derive(Args, Debug, Default)]
pub(crate) struct WorkerArgs {
    #[command(flatten)]
    pub(crate) agent: AgentArgs,

    /// The model, as `provider/model` or a name of your own [default: what `rustora models` shows].
    #[arg(long, value_name = "MODEL")]
    pub(crate) model: Option<String>,

    /// How much it may do unasked.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) permission_mode: ModeName,

    /// How often it may answer in one turn [default: the agent's, else 60].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(crate) max_turns: Option<u32>,
}

/// How a model works.
#[derive(Args, Debug)]
pub(crate) struct WorkingArgs {
    #[command(flatten)]
    pub(crate) worker: WorkerArgs,

    /// How to print what happens: the answer, or each event as a line of JSON.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) output: OutputName,

    /// Hold the answer to a JSON schema.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output_schema: Option<PathBuf>,
}

/// How much a model may do unasked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ModeName {
    #[default]
    Ask,
    AcceptEdits,
    Auto,
    Plan,
}

/// How to print what a model does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputName {
    #[default]
    Text,
    Json,
}

/// What to go on with.
#[derive(Args, Debug)]
#[command(after_help = run_exit_codes!())]
pub(crate) struct ResumeArgs {
    /// The session, as `rustora sessions` names it.
    pub(crate) session: String,

    /// What to say; without it the model goes on where it stood.
    pub(crate) request: Vec<String>,

    #[command(flatten)]
    pub(crate) working: WorkingArgs,
}

/// How to list sessions, or which one to show.
#[derive(Args, Debug)]
pub(crate) struct SessionsArgs {
    /// Show what happened in this one.
    pub(crate) session: Option<String>,

    /// How to print it.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ListFormat,
}
