//! Agents: how they are defined, found and chosen.
//!
//! A [`Definition`] is read of a file by [`parse`], a [`Catalog`] holds those that a place has and says which of two wins, and
//! [`rank`] tells by their descriptions which of them a request is for. Deliberately unknown here: models, terminals,
//! and what the jobs are; no part of it is random or asks anybody.

mod builtin;
mod catalog;
mod definition;
pub mod permission;
mod template;
pub mod tools;

pub use builtin::ARCHITECT;
pub use catalog::{
    Agent, Catalog, CatalogError, Checked, Finding, Origin, Unusable, catalog, check, check_all,
};
pub use definition::{
    Color, Definition, Effort, Entry, Example, Hook, Isolation, Kind, Level, MOST_BYTES, McpServer,
    MemoryScope, Model, Node, Parsed, PermissionMode, Problem, Tool, Tools, Value, parse,
};
pub use template::{Made, NewError, new};
