//! A machine made of strings, for tests.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::{Host, Kind, Output, Program, plain};

/// A machine that holds these files and variables, and no program.
#[derive(Clone, Debug, Default)]
pub struct MemoryHost {
    files: BTreeMap<PathBuf, Vec<u8>>,
    vars: BTreeMap<String, String>,
}

impl MemoryHost {
    /// A machine with these files.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let files = files
            .into_iter()
            .map(|(path, text)| (PathBuf::from(path), text.as_bytes().to_vec()))
            .collect();
        Self {
            files,
            vars: BTreeMap::new(),
        }
    }

    /// Puts a file at `path`, which may hold anything.
    #[must_use]
    pub fn with(mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.into(), bytes.into());
        self
    }

    /// Sets an environment variable.
    #[must_use]
    pub fn var_set(mut self, name: &str, value: &str) -> Self {
        self.vars.insert(name.into(), value.into());
        self
    }

    fn missing(path: &Path) -> io::Error {
        io::Error::new(
            io::ErrorKind::NotFound,
            format!("no file at {}", path.display()),
        )
    }
}

impl Host for MemoryHost {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.files
            .get(&plain(path))
            .cloned()
            .ok_or_else(|| Self::missing(path))
    }

    fn kind(&self, path: &Path) -> io::Result<Kind> {
        let path = plain(path);
        match self.files.get(&path) {
            Some(bytes) => Ok(Kind::File(bytes.len() as u64)),
            None if self.files.keys().any(|file| file.starts_with(&path)) => Ok(Kind::Folder),
            None => Err(Self::missing(&path)),
        }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        let folder = plain(folder);
        let inside = self
            .files
            .keys()
            .filter_map(|file| file.strip_prefix(&folder).ok());
        let first = |rest: &Path| {
            rest.components()
                .next()
                .map(|part| part.as_os_str().to_string_lossy().into_owned())
        };
        let mut names: Vec<String> = inside.filter_map(first).collect();
        names.dedup();
        if names.is_empty() {
            Err(Self::missing(&folder))
        } else {
            Ok(names)
        }
    }

    fn walk(&self, folder: &Path, suffix: &str) -> (Vec<PathBuf>, Vec<(PathBuf, String)>) {
        let folder = plain(folder);
        let ends =
            |file: &&PathBuf| file.starts_with(&folder) && file.to_string_lossy().ends_with(suffix);
        (
            self.files.keys().filter(ends).cloned().collect(),
            Vec::new(),
        )
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        let path = plain(path);
        self.kind(&path).map(|_| path)
    }

    fn current_dir(&self) -> io::Result<PathBuf> {
        Ok(PathBuf::from("/"))
    }

    fn var(&self, name: &str) -> Option<String> {
        self.vars.get(name).cloned()
    }

    fn run(&self, program: &Program<'_>) -> io::Result<Output> {
        Err(io::Error::new(
            io::ErrorKind::NotFound,
            format!("no program {}", program.name),
        ))
    }

    fn stdin(&self) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }
}
