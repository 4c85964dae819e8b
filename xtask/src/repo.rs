//! The repository on disk: its root, its files as version control sees them, its texts.

use std::path::{Path, PathBuf};
use std::process::Command;

use rustora_host::{Host as _, OsHost};

/// Folders with a dot in front that belong to the repository.
const HIDDEN: [&str; 3] = [".cargo", ".ci", ".github"];

/// A checkout.
pub(crate) struct Repo {
    pub(crate) root: PathBuf,
}

impl Repo {
    /// The checkout that this program was built from; cargo says which when it runs it.
    pub(crate) fn here() -> Self {
        let built = || env!("CARGO_MANIFEST_DIR").to_owned();
        let package =
            PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| built()));
        Self {
            root: package
                .parent()
                .map_or_else(|| package.clone(), Path::to_owned),
        }
    }

    /// A checkout at another place.
    #[cfg(test)]
    pub(crate) fn at(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }

    /// Its files, below the root and with `/`, without what git ignores, sorted.
    pub(crate) fn files(&self) -> Vec<String> {
        let host = OsHost::new();
        let mut found = host.walk(&self.root, "").0;
        for folder in HIDDEN
            .map(|name| self.root.join(name))
            .iter()
            .filter(|folder| folder.is_dir())
        {
            found.extend(host.walk(folder, "").0);
        }
        let mut paths: Vec<String> = found.iter().map(|path| self.relative(path)).collect();
        paths.sort_unstable();
        paths
    }

    /// A path below the root, with `/` on every system.
    pub(crate) fn relative(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.root).unwrap_or(path);
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        parts.join("/")
    }

    /// The full path of something below the root.
    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.root.join(below)
    }

    /// The text of a file.
    pub(crate) fn read(&self, below: &str) -> Result<String, String> {
        std::fs::read_to_string(self.path(below))
            .map_err(|error| format!("cannot read {below}: {error}"))
    }

    /// The text of a file; nothing for one that is absent or not text.
    pub(crate) fn text(&self, below: &str) -> Option<String> {
        std::fs::read_to_string(self.path(below)).ok()
    }

    /// The names in a folder, sorted; none when it is absent.
    pub(crate) fn list(&self, below: &str) -> Vec<String> {
        OsHost::new().list(&self.path(below)).unwrap_or_default()
    }

    /// Writes a file when it would change. Says whether it did.
    pub(crate) fn write(&self, below: &str, text: &str) -> Result<bool, String> {
        if self.text(below).is_some_and(|old| old == text) {
            return Ok(false);
        }
        let path = self.path(below);
        let failed = |error: std::io::Error| format!("cannot write {below}: {error}");
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        std::fs::write(&path, text).map_err(failed)?;
        Ok(true)
    }

    /// The cargo that runs this, at the root.
    pub(crate) fn cargo(&self) -> Command {
        let mut command = Command::new(cargo());
        command.current_dir(&self.root);
        command
    }
}

/// What stands behind the last dot of a path.
pub(crate) fn ending(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// The cargo that runs this program, or the one that is found.
pub(crate) fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".into())
}
