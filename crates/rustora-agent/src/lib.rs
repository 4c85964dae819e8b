//! Agents: how they are defined, found and chosen, and how one works.
//!
//! A [`Definition`] is read of a file by [`parse`], a [`Catalog`] holds those that a place has and says which of two wins, and
//! [`rank`] tells by their descriptions which of them a request is for; no part of that is random or asks anybody. [`turn`] lets a model
//! work: with [`tools`] of ours and those that servers lend ([`mcp`]), as far as [`permission`] goes, in a [`session`] that is on the disk, and held to proofs before it may end.
//! Deliberately unknown here: wire formats, terminals, and what the jobs do.

mod builtin;
mod catalog;
mod definition;
pub mod mcp;
pub mod permission;
mod rank;
pub mod session;
mod template;
pub mod tools;
mod toolset;
pub mod turn;

pub use builtin::ARCHITECT;
pub use catalog::{
    Agent, Catalog, CatalogError, Checked, Finding, Origin, Unusable, catalog, check, check_all,
};
pub use definition::{
    Color, Definition, Effort, Entry, Example, Hook, Isolation, Kind, Level, MOST_BYTES, McpServer,
    MemoryScope, Model, Node, Parsed, PermissionMode, Problem, Tool, Tools, Value, parse,
};
pub use rank::{Index, Ranked, rank};
pub use template::{Made, NewError, new};
pub use toolset::Toolset;
