//! `rustora`: the command line.
//!
//! It reads arguments, hands data to the engines and draws what comes back. It judges nothing itself; which
//! commands there are is in [`cli`], what each does in [`commands`], and how a run ends in [`exit`].

mod cache;
mod cli;
mod commands;
mod exit;
mod progress;
mod render;

fn main() -> std::process::ExitCode {
    exit::guarded(cli::run).into()
}
