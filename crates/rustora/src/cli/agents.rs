//! The arguments of `rustora agents`, and those that name an agent elsewhere.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};

use super::ListFormat;

/// Which agent works.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct AgentArgs {
    /// The agent that works [default: rust-backend-architect]; `rustora agents list` shows which there are.
    #[arg(long, value_name = "NAME")]
    pub(crate) agent: Option<String>,

    /// Agents besides those in files, as JSON: `{"NAME": {"description": "…", "prompt": "…"}}`.
    #[arg(long, value_name = "JSON")]
    pub(crate) agents: Option<String>,
}

/// What to do with the definitions.
#[derive(Args, Debug)]
#[command(after_help = exit_codes(), after_long_help = long_help())]
pub(crate) struct AgentsArgs {
    /// Agents besides those in files, as JSON: `{"NAME": {"description": "…", "prompt": "…"}}`.
    #[arg(long, value_name = "JSON", global = true)]
    pub(crate) agents: Option<String>,

    #[command(subcommand)]
    pub(crate) command: AgentsCommand,
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum AgentsCommand {
    /// Lists the agents that there are here, and which definition of a name wins.
    List {
        /// How to print them.
        #[arg(long, value_enum, default_value_t)]
        format: ListFormat,
    },
    /// Shows an agent: its fields, where it comes from, its prompt.
    Show {
        /// Its name.
        name: String,
        /// How to print it.
        #[arg(long, value_enum, default_value_t)]
        format: ListFormat,
    },
    /// Finds what is wrong with definitions: each problem with its lines and what to write instead.
    Check {
        /// A folder of definitions, or one of them [default: the folders that are looked up from here].
        #[arg(value_hint = ValueHint::AnyPath)]
        path: Option<PathBuf>,
        /// How to print it.
        #[arg(long, value_enum, default_value_t)]
        format: ListFormat,
    },
    /// Makes a definition from the template, in `.claude/agents`, and prints its path.
    New {
        /// Its name: lower case, digits, hyphens.
        name: String,
    },
}

fn exit_codes() -> &'static str {
    "\
Exit codes:
  0  the job is done, and a check found no problem
  1  a check found problems
  2  the job could not be done: no such agent, a folder that cannot be read"
}

fn long_help() -> String {
    format!(
        "\
A definition is a Markdown file with YAML front matter, as Claude Code's sub-agents have
it. Of one name the first wins, whatever its file is called:
  1. --agents JSON
  2. .claude/agents and .rustora/agents, with the folders below them, from the current
     folder up to the root of its repository, the nearest first
  3. ~/.claude/agents
  4. the built-in rust-backend-architect

Front matter that is no YAML is read all the same, where it can be, and each repair is a
warning with its line. A check says each thing once, with all of its places; notes alone
do not change the exit code. docs/agents.md has the whole of it.

{}",
        exit_codes()
    )
}
