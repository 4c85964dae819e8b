//! `cargo xtask`: what this repository does to itself.
//!
//! Each subcommand is one file. `tidy` and `codegen` are tests as well, so that `cargo test` says what they say.
//! It knows the engines only to measure them and to read their rules; nothing depends on it.

#![expect(
    clippy::disallowed_methods,
    reason = "this program works on the repository itself, not on a `Host`"
)]
#![expect(clippy::print_stdout, reason = "this is a command-line program")]

mod agents;
mod bench;
mod codegen;
mod memory;
mod new_rule;
mod oracle;
mod pages;
mod pairs;
mod readmes;
mod registry;
mod repo;
mod tables;
mod tidy;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::repo::Repo;

/// Chores of the Rustora repository.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Args {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Check what no compiler checks: module docs, file sizes and names, crate edges, links.
    Tidy,
    /// Write the lists of rules and playbooks and their indexes.
    Codegen {
        /// Fail when a file was stale; it is written all the same.
        #[arg(long)]
        check: bool,
    },
    /// Start a rule: its code, its page, its place in the lists.
    NewRule {
        /// correctness, idiom, cost, errors, tests or security
        category: String,
        /// The rule's id in kebab-case; it reads well after "allow".
        id: String,
    },
    /// Compile every code block of the rules' pages, the bad ones also with their fixes applied, and of the playbooks.
    Pages {
        /// Only pages whose path contains this.
        only: Option<String>,
    },
    /// Compare the signature tables with the sources of the crates, as far as they are on this machine.
    Tables {
        /// Fail when the sources of a crate are missing.
        #[arg(long)]
        all: bool,
    },
    /// Read public definitions of agents, and find the agent of each of their examples.
    Agents(agents::AgentsArgs),
    /// Review real bugs before and after their fixes.
    Pairs(pairs::PairsArgs),
    /// Compare what the resolver says of each call with what the compiler says.
    Oracle(oracle::OracleArgs),
    /// Learn the memory of checkouts, and check it: false alarms, and lines that were made wrong.
    Memory(memory::MemoryArgs),
    /// Compare the proofs of the READMEs of widely used crates with what rustdoc says of the same blocks.
    Readmes(readmes::ReadmesArgs),
    /// Measure something.
    Bench {
        #[command(subcommand)]
        what: bench::Bench,
    },
}

fn main() -> ExitCode {
    // What is proven here starts behind walls, and this program is their launcher.
    if let Some(code) = rustora_host::enter(std::env::args_os()) {
        return ExitCode::from(u8::try_from(code).unwrap_or(u8::MAX));
    }
    let repo = Repo::here();
    let outcome = match Args::parse().chore {
        Chore::Tidy => tidy::run(&repo),
        Chore::Codegen { check } => codegen::run(&repo, check),
        Chore::NewRule { category, id } => new_rule::run(&repo, &category, &id),
        Chore::Pages { only } => pages::run(&repo, only.as_deref()),
        Chore::Tables { all } => tables::run(&repo, all),
        Chore::Agents(args) => agents::run(&args),
        Chore::Pairs(args) => pairs::run(&repo, &args),
        Chore::Oracle(args) => oracle::run(&repo, &args),
        Chore::Readmes(args) => readmes::run(&args),
        Chore::Memory(args) => memory::run(&repo.root, &args),
        Chore::Bench { what } => bench::run(&repo, &what),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            println!("error: {why}");
            ExitCode::FAILURE
        }
    }
}
