//! The wires against a server of ours, and their decoders against every way in which bytes can arrive.

mod answers;
mod failures;
mod patience;
mod requests;
mod support;
