//! `rustora`: the command line.
//!
//! It reads arguments, hands data to the engines and draws what comes back. It judges nothing itself; which
//! commands there are is in [`cli`], what each does in [`commands`], and how a run ends in [`exit`].

mod asking;
mod cache;
mod cli;
mod commands;
mod compiling;
mod exit;
mod fixes;
mod progress;
mod remembered;
mod render;

fn main() -> std::process::ExitCode {
    // This program is its own launcher: what it compiles and runs for others starts behind walls.
    if let Some(code) = rustora_host::enter(std::env::args_os()) {
        return std::process::ExitCode::from(u8::try_from(code).unwrap_or(u8::MAX));
    }
    exit::guarded(cli::run).into()
}
