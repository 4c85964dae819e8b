//! A new definition: a file that already works, and whose text says what belongs where.

use std::path::{Path, PathBuf};

use rustora_host::{Folder, Host};

use crate::catalog::{Origin, catalog, repository};
use crate::definition::{is_kebab, kebab};

/// Why no definition was made.
#[derive(Debug, thiserror::Error)]
pub enum NewError {
    /// The name is none.
    #[error("the name `{0}` is not made of lower case, digits and single hyphens, at most 64")]
    Name(String),
    /// The project has an agent of that name.
    #[error("{} defines an agent of that name", .0.display())]
    Exists(PathBuf),
    /// The folder is a link to somewhere else.
    #[error("{} is a link that leads out of the project", .0.display())]
    LeadsOut(PathBuf),
    /// It cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

impl NewError {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::Name(name) => {
                let better: String = kebab(name)
                    .chars()
                    .filter(char::is_ascii)
                    .take(64)
                    .collect();
                if better.is_empty() {
                    "say for instance: rustora agents new code-reviewer".to_owned()
                } else {
                    format!("say: rustora agents new {better}")
                }
            }
            Self::Exists(_) => "edit that file, or choose another name".to_owned(),
            Self::LeadsOut(_) => "make it a folder of the project's own".to_owned(),
            Self::Io { .. } => "make room, or give yourself the right to write there".to_owned(),
        }
    }
}

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The file.
    pub path: PathBuf,
    /// Whose place the agent takes: that of one of the user's, or of the built-in one.
    pub replaces: Option<Origin>,
}

/// Writes `.claude/agents/<name>.md` below the root of the repository that `here` is in, or below `here` when it is in none.
///
/// # Errors
/// When the name is none, the project has such an agent, or it cannot be written.
pub fn new(host: &dyn Host, here: &Path, name: &str) -> Result<Made, NewError> {
    if !is_kebab(name) {
        return Err(NewError::Name(name.to_owned()));
    }
    let known = catalog(host, here, None).unwrap_or_default();
    let known = known.find(name);
    if let Some(agent) = known
        && agent.origin == Origin::Project
        && let Some(path) = &agent.path
    {
        return Err(NewError::Exists(path.clone()));
    }
    let root = repository(host, here).unwrap_or(here);
    let below = Path::new(".claude").join("agents");
    let folder = root.join(&below);
    if let (Ok(real), Ok(root)) = (host.canonical(&folder), host.canonical(root))
        && !real.starts_with(root)
    {
        return Err(NewError::LeadsOut(folder));
    }
    let below = below.join(format!("{name}.md"));
    let path = root.join(&below);
    let made = Folder::open(root).and_then(|root| root.create(&below, template(name).as_bytes()));
    match made {
        Ok(()) => Ok(Made {
            path,
            replaces: known.map(|agent| agent.origin),
        }),
        Err(source) if source.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(NewError::Exists(path))
        }
        Err(source) => Err(NewError::Io { path, source }),
    }
}

/// The text of a new definition.
pub(crate) fn template(name: &str) -> String {
    format!(
        r#"---
name: {name}
# Agents are chosen by their descriptions: say when to call this one, and when not, in the words that people use.
description: |
  Use this agent when …. Not for …, which is the work of ….

  <example>
  Context: What is going on.
  user: "What somebody says, word for word"
  assistant: "I'll call {name} for that."
  <commentary>
  Why this agent is the right one.
  </commentary>
  </example>
tools: Read, Grep, Glob
model: inherit
memory: project
---

You are … . (Who the agent is, and what it is good at, in a sentence or two.)

## How you work

1. First …
2. Then …

## What you hand back

The most important thing first. …

## What you never do

- …
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::parse;
    use rustora_host::OsHost;

    #[test]
    fn what_is_made_is_a_definition_without_a_problem() {
        let parsed = parse(template("till-keeper").as_bytes());
        assert_eq!(parsed.problems, []);
        let definition = parsed.definition.unwrap();
        assert_eq!(definition.name, "till-keeper");
        assert_eq!(definition.examples.len(), 1);
    }

    #[test]
    fn nothing_is_written_over_and_nothing_outside() {
        let temp = tempfile::tempdir().unwrap();
        let here = OsHost::new().canonical(temp.path()).unwrap();
        let host = OsHost::new();
        let made = new(&host, &here, "a").unwrap();
        assert_eq!(made.path, here.join(".claude/agents/a.md"));
        assert!(matches!(new(&host, &here, "a"), Err(NewError::Exists(_))));
        for name in ["", "A", "a b", "../a", "a/b", "-a", "a--b", &"a".repeat(65)] {
            assert!(
                matches!(new(&host, &here, name), Err(NewError::Name(_))),
                "{name}"
            );
        }
        // A file of another name that defines the agent.
        Folder::open(&here.join(".claude/agents"))
            .unwrap()
            .write("other.md", b"---\nname: b\ndescription: d\n---\np\n")
            .unwrap();
        assert!(
            matches!(new(&host, &here, "b"), Err(NewError::Exists(path)) if path.ends_with("other.md"))
        );
        let made = new(&host, &here, "rust-backend-architect").unwrap();
        assert_eq!(made.replaces, Some(Origin::BuiltIn));
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_leads_out_is_not_written_to() {
        let temp = tempfile::tempdir().unwrap();
        let host = OsHost::new();
        let root = host.canonical(temp.path()).unwrap();
        let outside = Folder::open(&root.join("outside/agents")).unwrap();
        let here = Folder::open(&root.join("in")).unwrap();
        here.link(&root.join("outside"), ".claude").unwrap();
        let done = new(&host, here.path(), "a");
        assert!(matches!(done, Err(NewError::LeadsOut(_))), "{done:?}");
        assert_eq!(host.list(outside.path()).unwrap(), Vec::<String>::new());
    }
}
