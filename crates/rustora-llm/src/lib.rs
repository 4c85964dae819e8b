//! Model providers: one file per wire format, all streaming, and a scripted one for tests.
//!
//! The rest of Rustora sees a [`Model`]: a [`Request`] goes in, [`Delta`]s come out while the answer arrives, a [`Reply`] or a
//! [`ModelError`] at the end. No wire format, no key and no HTTP leaves this crate, and it knows neither tools nor permissions nor
//! sessions. What would surprise: a call that arrived in half never leaves it either, on any path.

mod collect;
pub mod config;
mod error;
mod http;
mod key;
mod model;
mod patient;
mod printed;
mod remote;
mod scripted;
mod sse;
mod talk;
mod wire;

#[cfg(feature = "replay")]
pub mod replay;

pub use error::{ErrorKind, ModelError};
pub use http::{BaseUrl, NotAUrl, Proxies, Timing, Trust};
pub use key::Key;
pub use model::{Answer, Listener, Model};
pub use patient::{Patience, Patient};
pub use remote::{Credential, Endpoint, Remote, Scheme};
pub use scripted::{Line, Scripted};
pub use talk::{
    BrokenToolCall, Delta, Effort, Message, Part, Reply, Request, Role, Sealed, Stop, Thinking,
    ToolCall, ToolSpec, Usage,
};
pub use tokio_util::sync::CancellationToken;
pub use wire::{Dialect, Wire};
