//! A machine on which some files are others: a past revision, a staged change.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::{Cancel, Ended, Host, Kind, Launch, Output, Program, Stream};

/// `base`, with some files replaced or taken away.
pub struct OverlayHost<'a> {
    base: &'a dyn Host,
    files: BTreeMap<PathBuf, Option<Vec<u8>>>,
}

impl<'a> OverlayHost<'a> {
    /// Lays `files` over `base`; `None` takes a file away. Paths are absolute.
    pub fn new(
        base: &'a dyn Host,
        files: impl IntoIterator<Item = (PathBuf, Option<Vec<u8>>)>,
    ) -> Self {
        Self {
            base,
            files: files.into_iter().collect(),
        }
    }

    fn gone(path: &Path) -> io::Error {
        io::Error::new(
            io::ErrorKind::NotFound,
            format!("{} does not exist in this revision", path.display()),
        )
    }
}

impl Host for OverlayHost<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.files.get(path) {
            Some(Some(bytes)) => Ok(bytes.clone()),
            Some(None) => Err(Self::gone(path)),
            None => self.base.read(path),
        }
    }

    fn kind(&self, path: &Path) -> io::Result<Kind> {
        match self.files.get(path) {
            Some(Some(bytes)) => Ok(Kind::File(bytes.len() as u64)),
            Some(None) => Err(Self::gone(path)),
            None if self
                .files
                .iter()
                .any(|(file, bytes)| bytes.is_some() && file.starts_with(path)) =>
            {
                Ok(Kind::Folder)
            }
            None => self.base.kind(path),
        }
    }

    fn modified(&self, path: &Path) -> io::Result<Duration> {
        match self.files.get(path) {
            // It was never written.
            Some(_) => Err(Self::gone(path)),
            None => self.base.modified(path),
        }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        let mut names = self.base.list(folder).unwrap_or_default();
        for (file, bytes) in &self.files {
            let Ok(rest) = file.strip_prefix(folder) else {
                continue;
            };
            let Some(name) = rest.iter().next().and_then(|name| name.to_str()) else {
                continue;
            };
            let is_here = rest.iter().count() == 1;
            names.retain(|other| !(is_here && other == name));
            if bytes.is_some() && !names.iter().any(|other| other == name) {
                names.push(name.to_owned());
            }
        }
        names.sort_unstable();
        if names.is_empty() {
            self.base.list(folder)
        } else {
            Ok(names)
        }
    }

    fn walk(&self, folder: &Path, suffix: &str) -> (Vec<PathBuf>, Vec<(PathBuf, String)>) {
        let (mut files, unread) = self.base.walk(folder, suffix);
        files.retain(|file| !self.files.contains_key(file));
        let added = self.files.iter().filter(|(file, bytes)| {
            bytes.is_some() && file.starts_with(folder) && file.to_string_lossy().ends_with(suffix)
        });
        files.extend(added.map(|(file, _)| file.clone()));
        files.sort_unstable();
        (files, unread)
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        if matches!(self.files.get(path), Some(Some(_))) {
            return Ok(path.to_owned());
        }
        self.base.canonical(path)
    }

    fn current_dir(&self) -> io::Result<PathBuf> {
        self.base.current_dir()
    }

    fn var(&self, name: &str) -> Option<String> {
        self.base.var(name)
    }

    fn run(&self, program: &Program<'_>) -> io::Result<Output> {
        self.base.run(program)
    }

    fn launch(
        &self,
        launch: &Launch,
        cancel: &Cancel,
        line: &mut dyn FnMut(Stream, &[u8]),
    ) -> io::Result<Ended> {
        self.base.launch(launch, cancel, line)
    }

    fn stdin(&self) -> io::Result<Vec<u8>> {
        self.base.stdin()
    }

    fn elapsed(&self) -> Duration {
        self.base.elapsed()
    }

    fn now(&self) -> Duration {
        self.base.now()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MemoryHost;

    #[test]
    fn a_replaced_file_a_new_one_and_one_that_is_gone() {
        let base = MemoryHost::new([("/w/a.rs", "old"), ("/w/b.rs", "b")]);
        let files = [
            ("/w/a.rs", Some("new")),
            ("/w/b.rs", None),
            ("/w/c.rs", Some("c")),
        ];
        let over = OverlayHost::new(
            &base,
            files.map(|(path, text)| (path.into(), text.map(|text| text.as_bytes().to_vec()))),
        );
        assert_eq!(over.read(Path::new("/w/a.rs")).unwrap(), b"new");
        assert!(over.read(Path::new("/w/b.rs")).is_err());
        assert_eq!(over.list(Path::new("/w")).unwrap(), ["a.rs", "c.rs"]);
        assert_eq!(
            over.walk(Path::new("/w"), ".rs").0,
            [Path::new("/w/a.rs"), Path::new("/w/c.rs")]
        );
    }
}
