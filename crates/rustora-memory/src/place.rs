//! Where a memory is: the three scopes, and that nothing leads out of them.

use std::io;
use std::path::{Path, PathBuf};

use rustora_host::Host;

use crate::MemoryError;

/// Whose memory it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// The project's, shared through version control.
    #[default]
    Project,
    /// The user's, for all projects.
    User,
    /// The project's on this machine, kept out of version control.
    Local,
}

impl Scope {
    /// All of them, in the order in which they are read.
    pub const ALL: [Self; 3] = [Self::Project, Self::User, Self::Local];

    /// Its word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::User => "user",
            Self::Local => "local",
        }
    }

    /// The folder of all agents' memories, below the root or the home.
    fn folder(self) -> &'static str {
        match self {
            Self::Project | Self::User => ".claude/agent-memory",
            Self::Local => ".claude/agent-memory-local",
        }
    }
}

/// Where the memory of one agent in one scope is, whether or not it is there yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Whose memory it is.
    pub scope: Scope,
    /// The agent's name.
    pub agent: String,
    /// The folder.
    pub folder: PathBuf,
    /// What the folder must not lead out of.
    pub(crate) within: PathBuf,
}

/// The names that Windows keeps for devices, with any ending. A file of such a name cannot be checked out there.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// The root of the project that `start`, a canonical folder, belongs to: the repository's, else the topmost folder with a `Cargo.toml`.
pub fn project_root(host: &dyn Host, start: &Path) -> PathBuf {
    let is_repository = |folder: &&Path| host.kind(&folder.join(".git")).is_ok();
    let has_manifest = |folder: &&Path| host.is_file(&folder.join("Cargo.toml"));
    let root = start.ancestors().find(is_repository);
    root.or_else(|| start.ancestors().filter(has_manifest).last())
        .unwrap_or(start)
        .to_owned()
}

/// Where the memory of `agent` is, for the project at `root`.
///
/// # Errors
/// When no folder can have the agent's name, the user has no home, or a link on the way leads out.
pub fn place(
    host: &dyn Host,
    root: &Path,
    scope: Scope,
    agent: &str,
) -> Result<Place, MemoryError> {
    if !is_name(agent) || agent.starts_with('.') {
        return Err(MemoryError::AgentName(agent.to_owned()));
    }
    let (base, within) = match scope {
        Scope::Project | Scope::Local => (root.to_owned(), root.to_owned()),
        Scope::User => {
            let home = ["HOME", "USERPROFILE"].iter().find_map(|name| {
                let home = PathBuf::from(host.var(name)?);
                home.is_absolute().then_some(home)
            });
            let home = home.ok_or(MemoryError::NoHome)?;
            // That whole folder may be a link: whoever owns the home has put it there.
            let within = home.join(".claude");
            (home, within)
        }
    };
    let place = Place {
        scope,
        agent: agent.to_owned(),
        folder: base.join(scope.folder()).join(agent),
        within,
    };
    place.stays(host)?;
    Ok(place)
}

impl Place {
    /// Whether the folder is there.
    pub fn is_there(&self, host: &dyn Host) -> bool {
        host.kind(&self.folder).is_ok()
    }

    /// The folder that holds the memories of all agents of this scope.
    pub(crate) fn shelf(&self) -> &Path {
        self.folder.parent().unwrap_or(&self.folder)
    }

    /// Fails where a link on the way to the folder leads out.
    fn stays(&self, host: &dyn Host) -> Result<(), MemoryError> {
        let Ok(within) = host.canonical(&self.within) else {
            // Nothing is there yet that could lead anywhere.
            return Ok(());
        };
        let there = self
            .folder
            .ancestors()
            .take_while(|path| path.starts_with(&self.within))
            .find_map(|path| host.canonical(path).ok());
        match there {
            Some(there) if !there.starts_with(&within) => {
                Err(MemoryError::LeadsOut(self.folder.clone()))
            }
            _ => Ok(()),
        }
    }

    /// An error about something in the folder.
    pub(crate) fn failed(&self, doing: &'static str, name: &str, source: io::Error) -> MemoryError {
        MemoryError::Io {
            doing,
            path: self.folder.join(name),
            source,
        }
    }
}

/// Whether it can be the name of a file or folder on every system, and of one inside the folder that it is put into.
pub(crate) fn is_name(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    let is_device = DEVICES.iter().any(|device| {
        stem.strip_prefix(device).is_some_and(|rest| {
            rest.is_empty()
                || matches!(device.len() + rest.len(), 4)
                    && rest.bytes().all(|byte| byte.is_ascii_digit())
        })
    });
    let is_plain = |c: char| c.is_alphanumeric() || "._- ".contains(c);
    !name.is_empty()
        && name.len() <= 100
        && name.chars().all(is_plain)
        && !name.ends_with(['.', ' '])
        && !name.starts_with(' ')
        && !is_device
}

/// A title as the name of a topic: `Error handling` becomes `error-handling`.
pub(crate) fn slug(title: &str) -> Option<String> {
    let mut out = String::new();
    for c in title.chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        if out.len() >= 48 {
            break;
        }
    }
    let out = out.trim_end_matches('-').to_owned();
    // The index is no topic, on a disk that does not tell cases apart either.
    (is_name(&out) && out != "memory").then_some(out)
}

#[cfg(test)]
mod tests {
    use rustora_host::{MemoryHost, OsHost};

    use super::*;

    #[test]
    fn the_three_folders_are_those_of_the_format() {
        let host =
            MemoryHost::new([("/r/.git/HEAD", ""), ("/r/a/Cargo.toml", "")]).var_set("HOME", "/h");
        let root = project_root(&host, Path::new("/r/a"));
        assert_eq!(root, Path::new("/r"));
        let folder = |scope| place(&host, &root, scope, "architect").unwrap().folder;
        assert_eq!(
            folder(Scope::Project),
            Path::new("/r/.claude/agent-memory/architect")
        );
        assert_eq!(
            folder(Scope::Local),
            Path::new("/r/.claude/agent-memory-local/architect")
        );
        assert_eq!(
            folder(Scope::User),
            Path::new("/h/.claude/agent-memory/architect")
        );
    }

    #[test]
    fn a_name_is_one_on_every_system() {
        let host = MemoryHost::default();
        for name in [
            "", "..", ".", "a/b", "a\\b", "con", "NUL", "com1", "lpt9.x", "a.", ".hidden", "a:b",
            "a\nb",
        ] {
            let placed = place(&host, Path::new("/r"), Scope::Project, name);
            assert!(matches!(placed, Err(MemoryError::AgentName(_))), "{name:?}");
        }
        for name in [
            "rust-backend-architect",
            "console",
            "common",
            "Übersetzer",
            "v2.1",
        ] {
            assert!(
                place(&host, Path::new("/r"), Scope::Project, name).is_ok(),
                "{name:?}"
            );
        }
        assert_eq!(slug("Error  handling!").as_deref(), Some("error-handling"));
        assert_eq!(slug("AUX"), None);
        assert_eq!(slug("Memory"), None);
        assert_eq!(slug("../.."), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_out_is_refused() {
        let temp = tempfile::tempdir().unwrap();
        let (root, other) = (temp.path().join("r"), temp.path().join("other"));
        for folder in [&root, &other] {
            rustora_host::Folder::open(folder).unwrap();
        }
        std::os::unix::fs::symlink(&other, root.join(".claude")).unwrap();
        let placed = place(&OsHost::new(), &root, Scope::Project, "a");
        assert!(
            matches!(placed, Err(MemoryError::LeadsOut(_))),
            "{placed:?}"
        );
    }
}
