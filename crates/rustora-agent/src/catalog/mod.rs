//! Which agents there are, and which of two with one name is meant.
//!
//! The order, first wins by name: what the command line says, the folders `.claude/agents` and `.rustora/agents` from the working folder
//! up to the root of its repository, the nearest first, then the user's, then the built-in agent. What loses stays in the catalogue,
//! with what it lost to. Outside of a repository only the working folder counts: a folder above it may be anybody's.

mod check;
mod folder;

use std::path::{Path, PathBuf};

use rustora_host::Host;

use crate::builtin;
use crate::definition::{Definition, Level, Problem, kebab, parse_json};

pub use check::{Checked, Finding, check, check_all};

/// Where a definition comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// From `--agents`.
    CommandLine,
    /// From the project.
    Project,
    /// From the user's own folder.
    User,
    /// From this program.
    BuiltIn,
}

impl Origin {
    /// As it is written.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CommandLine => "command-line",
            Self::Project => "project",
            Self::User => "user",
            Self::BuiltIn => "built-in",
        }
    }
}

/// An agent that is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Agent {
    /// What it is.
    pub definition: Definition,
    /// Where it comes from.
    pub origin: Origin,
    /// The file that defines it, if one does.
    pub path: Option<PathBuf>,
    /// What is wrong with its definition.
    pub problems: Vec<Problem>,
    /// The agent of the same name that is called in its place, as an index of [`Catalog::agents`].
    pub shadowed_by: Option<usize>,
}

/// A file, or a folder, of which there is no agent.
#[derive(Clone, Debug, PartialEq)]
pub struct Unusable {
    /// Where it is.
    pub path: PathBuf,
    /// Why; never empty.
    pub problems: Vec<Problem>,
}

/// The agents of a place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalog {
    /// All of them, in the order of look-up.
    pub agents: Vec<Agent>,
    /// Files in which there is none.
    pub unusable: Vec<Unusable>,
}

/// Why there is no catalogue.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum CatalogError {
    /// What the command line says is no JSON.
    #[error("cannot read the agents of --agents: {0}")]
    NotJson(String),
    /// An agent of the command line is none.
    #[error("cannot use the agent `{name}` of --agents: {why}")]
    Unusable {
        /// Its name.
        name: String,
        /// Why.
        why: String,
        /// What to write.
        todo: String,
    },
    /// A folder cannot be read.
    #[error("cannot read the definitions in {}: {why}", path.display())]
    Unreadable {
        /// The folder.
        path: PathBuf,
        /// Why.
        why: String,
    },
}

impl CatalogError {
    /// What to do about it.
    pub fn hint(&self) -> &str {
        match self {
            Self::NotJson(_) => {
                r#"write one object: --agents '{"my-agent": {"description": "When to use it.", "prompt": "How it works."}}'"#
            }
            Self::Unusable { todo, .. } => todo,
            Self::Unreadable { .. } => "name a folder of Markdown files, or one such file",
        }
    }
}

/// Finds the agents of the folder `here`; `json` is what the command line adds.
///
/// # Errors
/// When `json` is not what it should be. Files that are not are in the catalogue, with the reason.
pub fn catalog(host: &dyn Host, here: &Path, json: Option<&str>) -> Result<Catalog, CatalogError> {
    let mut catalog = Catalog::default();
    if let Some(json) = json {
        catalog.add_json(json)?;
    }
    for (origin, folder) in folders(host, here) {
        catalog.add_folder(host, origin, &folder);
    }
    let (definition, problems) = builtin::architect();
    if let Some(definition) = definition {
        catalog.add(Agent {
            definition,
            origin: Origin::BuiltIn,
            path: None,
            problems,
            shadowed_by: None,
        });
    }
    Ok(catalog)
}

/// The folders of definitions that exist, in the order of look-up.
fn folders(host: &dyn Host, here: &Path) -> Vec<(Origin, PathBuf)> {
    let user = user_folder(host);
    let is_users = |folder: &PathBuf| {
        user.as_ref().is_some_and(|user| {
            folder == user || host.canonical(folder).ok() == host.canonical(user).ok()
        })
    };
    let is_there = |folder: &PathBuf| host.list(folder).is_ok();
    let project = project_folders(host, here).into_iter();
    let project = project.filter(|folder| is_there(folder) && !is_users(folder));
    let mut found: Vec<_> = project.map(|folder| (Origin::Project, folder)).collect();
    found.extend(
        user.clone()
            .filter(is_there)
            .map(|folder| (Origin::User, folder)),
    );
    found
}

fn user_folder(host: &dyn Host) -> Option<PathBuf> {
    let home = ["HOME", "USERPROFILE"];
    let mut home = home.iter().filter_map(|name| host.var(name));
    let home = home.find(|home| !home.is_empty())?;
    Some(Path::new(&home).join(".claude").join("agents"))
}

/// Where a project may keep definitions, seen from `here`, the nearest first.
fn project_folders(host: &dyn Host, here: &Path) -> Vec<PathBuf> {
    let root = repository(host, here).unwrap_or(here);
    let mut found = Vec::new();
    for folder in here
        .ancestors()
        .take_while(|folder| folder.starts_with(root))
    {
        found.extend([".claude", ".rustora"].map(|name| folder.join(name).join("agents")));
    }
    found
}

/// The root of the repository that a folder is in.
pub(crate) fn repository<'p>(host: &dyn Host, here: &'p Path) -> Option<&'p Path> {
    here.ancestors()
        .find(|folder| host.kind(&folder.join(".git")).is_ok())
}

impl Catalog {
    /// The agents that are called by their names.
    pub fn called(&self) -> impl Iterator<Item = &Agent> {
        self.agents
            .iter()
            .filter(|agent| agent.shadowed_by.is_none())
    }

    /// The agent of a name; blanks, hyphens, underscores and case do not matter, if there is none that is written so.
    pub fn find(&self, name: &str) -> Option<&Agent> {
        let exact = self.called().find(|agent| agent.definition.name == name);
        exact.or_else(|| {
            let wanted = kebab(name).replace('-', "");
            let is_wanted =
                |agent: &&Agent| kebab(&agent.definition.name).replace('-', "") == wanted;
            self.called().find(is_wanted)
        })
    }

    fn add(&mut self, mut agent: Agent) {
        let same = |other: &Agent| other.definition.name == agent.definition.name;
        agent.shadowed_by = self.agents.iter().position(same);
        self.agents.push(agent);
    }

    fn add_folder(&mut self, host: &dyn Host, origin: Origin, folder: &Path) {
        // A folder that vanished since it was seen has no agents.
        for file in folder::read(host, folder).unwrap_or_default() {
            let (path, problems) = (file.path, file.problems);
            match file.definition {
                Some(definition) => self.add(Agent {
                    definition,
                    origin,
                    path: Some(path),
                    problems,
                    shadowed_by: None,
                }),
                None => self.unusable.push(Unusable { path, problems }),
            }
        }
    }

    fn add_json(&mut self, json: &str) -> Result<(), CatalogError> {
        let read: serde_json::Value =
            serde_json::from_str(json).map_err(|error| CatalogError::NotJson(error.to_string()))?;
        let serde_json::Value::Object(agents) = read else {
            let why = "it is no object of agents by their names";
            return Err(CatalogError::NotJson(why.to_owned()));
        };
        for (name, value) in &agents {
            let parsed = parse_json(name, value);
            let Some(definition) = parsed.definition else {
                let mut problems = parsed.problems.into_iter();
                let error = problems.find(|problem| problem.level == Level::Error);
                let (why, todo) = error
                    .map(|problem| (problem.what, problem.todo))
                    .unwrap_or_default();
                let name = name.clone();
                return Err(CatalogError::Unusable { name, why, todo });
            };
            self.add(Agent {
                definition,
                origin: Origin::CommandLine,
                path: None,
                problems: parsed.problems,
                shadowed_by: None,
            });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
