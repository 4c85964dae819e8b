//! A session: everything that was said and done, as lines on the disk.
//!
//! The lines are the truth. What a model is asked is made from them ([`messages`]), and so is what a session that was killed goes on
//! with: a line stands in the file before what it announces begins, and is synced before anything begins that may change something; a
//! line that was cut is no line, and a tool that began and never ended is told as interrupted and not run again.

mod event;
mod log;
mod transcript;

pub use event::{Event, GateReport, Gated, Kept, Worded};
pub use log::{Listed, Session, SessionError, list};
pub use transcript::{Transcript, messages};
