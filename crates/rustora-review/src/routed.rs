//! The HTTP routes of a workspace as data, for whoever wants to tell or hold them without a review.
//!
//! Only the bodies that speak of routers are resolved: the others cannot add a route, and resolving all of them is most of what a
//! review costs.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustora_host::Host;

use crate::facts::{ItemRef, Joins, Program};
use crate::review::{Engine, ReviewError, Scope, threads};

/// One way into a service.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListedRoute {
    /// The file in which it is added.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: u32,
    /// In capitals; `None` when any method leads there.
    pub method: Option<String>,
    /// As far as it is known: the prefix of a framework that mounts at run time is missing.
    pub path: String,
    /// The name of the function that answers.
    pub handler: String,
    /// Whether only tests have it.
    pub test: bool,
}

/// What a body that adds to a router calls.
const MARKS: [&str; 6] = [
    ".route(",
    ".nest(",
    ".merge(",
    ".service(",
    ".configure(",
    ".to(",
];

/// The routes of the workspace at `root`, as far as their paths are written down, by file and line.
///
/// # Errors
/// As [`review`](crate::review).
pub fn routes(host: &dyn Host, root: &Path) -> Result<Vec<ListedRoute>, ReviewError> {
    let scope = Scope::of(host, &[root.to_owned()])?;
    Ok(threads(None)?.install(|| {
        let (program, settings) = Engine::load(host, &scope);
        let owners = Engine::new(&program, &scope, &settings).owners();
        let speaks = |owner: &&ItemRef| {
            let text = program.file(owner.file).str(program.item(**owner).span);
            MARKS.iter().any(|mark| text.contains(mark))
        };
        let body = |owner: &ItemRef| program.body(*owner).map(|body| Joins::of(&body));
        let joins = owners.par_iter().filter(speaks).filter_map(body);
        let joins = joins.reduce(Joins::default, Joins::merge);
        let mut out: Vec<ListedRoute> = listed(&program, &joins);
        out.sort_unstable();
        out.dedup();
        out
    }))
}

fn listed(program: &Program<'_>, joins: &Joins) -> Vec<ListedRoute> {
    let routes = joins.routes(program).all.iter();
    let listed = routes.filter_map(|route| {
        let file = program.file(route.file);
        Some(ListedRoute {
            file: file.path.clone(),
            line: file.parsed.lines.line(route.at.start),
            method: route.method.map(str::to_uppercase),
            path: route.path.clone()?,
            handler: program.name(route.handler).to_owned(),
            test: file.test || program.item(route.handler).test,
        })
    });
    listed.collect()
}
