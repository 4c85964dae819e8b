//! Review: findings about a Rust backend, from its sources alone.
//!
//! [`review`] takes a [`Host`](rustora_host::Host) and a [`Request`] and gives a [`Review`]: data, which
//! somebody else prints. No process but `git` is started, and that only when a request speaks of a change;
//! no network is used; nothing is written.

mod alike;
mod change;
mod claims;
mod compiled;
mod coverage;
mod dispatch;
mod facts;
mod finding;
mod fingerprint;
mod held;
mod listing;
pub mod page;
mod record;
mod review;
mod routed;
mod rule;
mod rules;
mod settings;
mod stored;
mod suppress;

pub use alike::{canonical_path, compiler_paths};
pub use change::{Change, ChangeError, Changed, files_since};
pub use claims::Claim;
pub use compiled::always_compiled;
pub use finding::{
    Applicability, Category, Confidence, Finding, Fix, Location, Related, Severity, Source,
};
pub use held::held_across_await;
pub use listing::{ListedCall, Listing, Part, TableFunction, listing};
pub use record::Record;
pub use review::{Note, Progress, Request, Review, ReviewError, Timing, review};
pub use routed::{ListedRoute, routes};
pub use rule::{FixAvailability, Rule};
pub use rules::RULES;
pub use settings::Settings;
