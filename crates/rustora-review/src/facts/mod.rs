//! What is known about the code under review: the crates and modules, what each name means, the types of
//! expressions as far as they can be told, and which function each call reaches.
//!
//! Facts come from three places, in this order: the workspace itself, the signature tables in `stubs/`
//! (for `std` and the crates that backends are made of), and the unpacked sources of other dependencies.
//! **Unknown is a value**: [`Ty::Unknown`] and a call without a callee are what most of a stranger's code
//! looks like, and a rule that meets them stays silent.
//!
//! Nothing here knows a rule.

mod body;
mod calls;
mod clients;
mod comments;
mod derived;
mod dropped;
mod exits;
mod expected;
mod guards;
mod handles;
mod infer;
mod joins;
mod learn;
mod lengths;
mod lives;
mod macros;
mod methods;
mod named;
mod origin;
mod outcome;
mod patterns;
mod printed;
mod program;
mod reach;
mod recurring;
mod resolve;
mod routes;
mod secrets;
mod select;
mod sql;
mod stubs;
mod summary;
mod taint;
mod test_support;
mod tested;
mod threads;
mod ty;
mod writes;

pub(crate) use body::{AsyncContext, Body, Call};
pub(crate) use guards::{GuardKind, Hold, Place, Root};
pub(crate) use joins::Joins;
pub(crate) use lengths::bits_of;
pub(crate) use lives::{Event, Guard, Lives, What};
pub(crate) use origin::Placeholder;
pub(crate) use program::{CrateKind, Def, File, FileId, ItemRef, Program};
pub(crate) use reach::Pace;
pub(crate) use recurring::Recurs;
pub(crate) use resolve::Namespace;
pub(crate) use routes::Route;
pub(crate) use secrets::{names_address, names_clear_secret, names_secret};
pub(crate) use sql::{Executor, SqlEffect, Verb};
pub(crate) use summary::{Effect, Question, Summaries};
pub(crate) use taint::Entry;
pub(crate) use tested::Tested;
pub(crate) use threads::{Crossing, Obstacle};
pub(crate) use ty::{Env, Prim, Ty};
pub(crate) use writes::Written;
