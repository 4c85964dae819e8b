//! Measurements, each against the bound that it has to keep.

mod agent;
mod corpus;
mod memory;
mod review;
mod snippets;

use std::path::PathBuf;
use std::process::Command;

use clap::Subcommand;

use crate::repo::{self, Repo};

/// What to measure.
#[derive(Subcommand)]
pub(crate) enum Bench {
    /// A quick review against parsing the same files and nothing else, on two threads.
    Review(ReviewArgs),
    /// A memory of five thousand entries: loading, searching, adding.
    Memory(MemoryArgs),
    /// What the loop of a model costs besides the model: start, first request, each turn.
    Agent(AgentArgs),
    /// The proof of a block of Markdown against `cargo check` of a scratch crate.
    Snippets(SnippetsArgs),
}

/// How to measure a memory.
#[derive(clap::Args)]
pub(crate) struct MemoryArgs {
    /// Rounds after the warm-up.
    #[arg(long, default_value_t = 21)]
    runs: usize,
    /// Fail when a bound is not kept.
    #[arg(long)]
    assert: bool,
}

/// How to measure the loop of a model.
#[derive(clap::Args)]
pub(crate) struct AgentArgs {
    /// Rounds after the warm-up; each runs a session that reads and one that starts programs.
    #[arg(long, default_value_t = 7)]
    runs: usize,
    /// Fail when a bound is not kept.
    #[arg(long)]
    assert: bool,
}

/// How to measure proofs of blocks.
#[derive(clap::Args)]
pub(crate) struct SnippetsArgs {
    /// Rounds after the warm-up.
    #[arg(long, default_value_t = 11)]
    runs: usize,
    /// Fail when a bound is not kept.
    #[arg(long)]
    assert: bool,
}

/// How to measure a review.
#[derive(clap::Args)]
pub(crate) struct ReviewArgs {
    /// Folders of packages; unpacked registry packages when none is given.
    #[arg(long, num_args = 1..)]
    paths: Vec<PathBuf>,
    /// Rounds after the warm-up; each parses and reviews once.
    #[arg(long, default_value_t = 7)]
    runs: usize,
    /// Fail when a bound is not kept.
    #[arg(long)]
    assert: bool,
    /// Review once, all packages together, and print how much memory that took.
    #[arg(long, hide = true)]
    memory: bool,
}

/// Measures.
pub(crate) fn run(repo: &Repo, what: &Bench) -> Result<(), String> {
    if cfg!(debug_assertions) {
        return optimised(repo);
    }
    match what {
        Bench::Review(args) => review::run(args),
        Bench::Agent(args) => agent::run(repo, args),
        Bench::Memory(args) => memory::run(args),
        Bench::Snippets(args) => snippets::run(repo, args),
    }
}

/// Does the same with a build that is optimised, from where the command was given.
fn optimised(repo: &Repo) -> Result<(), String> {
    let mut cargo = Command::new(repo::cargo());
    cargo
        .args(["run", "--release", "--quiet", "--manifest-path"])
        .arg(repo.path("xtask/Cargo.toml"));
    let status = cargo.arg("--").args(std::env::args_os().skip(1)).status();
    let status = status.map_err(|error| format!("cannot start cargo: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err("the measurement failed".into())
    }
}
