//! What a memory does for the other jobs: a wish to remember or forget in a request, and findings that somebody has accepted.
//!
//! The memory itself is text that anybody who may commit can have written. So it can make a review quieter in the open, by name and with
//! its reason, as a comment in the code can; it can do nothing else.

mod exceptions;
mod wish;

pub use exceptions::{Exceptions, Silenced, offer};
pub use wish::{Wish, wish};
