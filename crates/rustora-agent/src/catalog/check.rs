//! What is wrong with a folder of definitions, each thing said once.
//!
//! A field that two hundred files have and nobody knows is one finding with two hundred places. Findings are ordered by how bad
//! they are, then by their first place.

use std::path::{Path, PathBuf};

use rustora_host::Host;

use super::{CatalogError, folder, folders};
use crate::definition::{Kind, Level, Problem};

/// A problem, and everywhere that it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub level: Level,
    /// What kind of thing it is.
    pub kind: Kind,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub todo: String,
    /// The files, each with the line from 1. Never empty.
    pub places: Vec<(PathBuf, u32)>,
}

/// What a check came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// How many files were read.
    pub files: usize,
    /// How many of them define an agent.
    pub agents: usize,
    /// What is wrong, the worst first.
    pub findings: Vec<Finding>,
}

impl Checked {
    /// Whether something should be changed.
    pub fn has_problems(&self) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.level >= Level::Warning)
    }

    fn add(&mut self, host: &dyn Host, path: &Path) -> Result<(), CatalogError> {
        let files = folder::read(host, path).map_err(|error| CatalogError::Unreadable {
            path: path.to_owned(),
            why: error.to_string(),
        })?;
        for file in files {
            self.files += 1;
            self.agents += usize::from(file.definition.is_some());
            for problem in file.problems {
                self.found(problem, &file.path);
            }
        }
        Ok(())
    }

    fn found(&mut self, problem: Problem, path: &Path) {
        let place = (path.to_owned(), problem.line);
        let same = |finding: &&mut Finding| {
            finding.level == problem.level
                && finding.kind == problem.kind
                && finding.what == problem.what
                && finding.todo == problem.todo
        };
        match self.findings.iter_mut().find(same) {
            Some(finding) => finding.places.push(place),
            None => self.findings.push(Finding {
                level: problem.level,
                kind: problem.kind,
                what: problem.what,
                todo: problem.todo,
                places: vec![place],
            }),
        }
    }

    fn sorted(mut self) -> Self {
        self.findings.sort_by(|a, b| {
            let by_level = b.level.cmp(&a.level);
            by_level.then_with(|| a.places.first().cmp(&b.places.first()))
        });
        self
    }
}

/// Checks the definitions of a folder, or one file.
///
/// # Errors
/// When it cannot be reached or listed.
pub fn check(host: &dyn Host, path: &Path) -> Result<Checked, CatalogError> {
    let mut checked = Checked::default();
    checked.add(host, path)?;
    Ok(checked.sorted())
}

/// Checks the definitions that are looked up from the folder `here`.
///
/// # Errors
/// When one of the folders cannot be listed.
pub fn check_all(host: &dyn Host, here: &Path) -> Result<Checked, CatalogError> {
    let mut checked = Checked::default();
    for (_, folder) in folders(host, here) {
        checked.add(host, &folder)?;
    }
    Ok(checked.sorted())
}
