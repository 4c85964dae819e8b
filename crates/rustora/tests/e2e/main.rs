//! The command line from outside: a folder that the test wrote, a process, what it printed.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on says so by failing"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "these tests write folders and start the program, as a person would"
)]

mod adr;
mod again;
mod agents;
mod asked;
mod change;
#[cfg(unix)]
mod chat;
mod compiled;
mod docs;
mod examples;
mod formats;
mod hostile;
mod memory;
mod models;
mod outcome;
mod pages;
mod servers;
mod support;
mod terminal;
mod tested;
mod walls;
mod working;
