//! The wires against a server of ours, and their decoders against every way in which bytes can arrive.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on says so by failing, and one that is skipped by a line"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "these tests start another program, which has the vendors' packages"
)]

mod answers;
mod configured;
mod encrypted;
mod failures;
mod patience;
mod requests;
mod sdk;
mod support;
