//! The real machine.

#![expect(clippy::disallowed_methods, reason = "this is the one place that may")]

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use crate::process;
use crate::{Cancel, Companion, Ended, Host, Kind, Launch, Output, Program, Stream};

/// The real machine.
#[derive(Debug)]
pub struct OsHost {
    started: Instant,
}

impl OsHost {
    /// This machine, its clock starting now.
    pub fn new() -> Self {
        Self {
            started: Instant::now(),
        }
    }
}

impl Default for OsHost {
    fn default() -> Self {
        Self::new()
    }
}

impl Host for OsHost {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn kind(&self, path: &Path) -> io::Result<Kind> {
        let metadata = std::fs::metadata(path)?;
        Ok(if metadata.is_dir() {
            Kind::Folder
        } else if metadata.is_file() {
            Kind::File(metadata.len())
        } else {
            Kind::Other
        })
    }

    fn modified(&self, path: &Path) -> io::Result<Duration> {
        let written = std::fs::metadata(path)?.modified()?;
        Ok(written
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in std::fs::read_dir(folder)? {
            // A name that is not Unicode cannot be written in a manifest or a `mod` line.
            names.extend(entry?.file_name().into_string().ok());
        }
        names.sort_unstable();
        Ok(names)
    }

    fn walk(&self, folder: &Path, suffix: &str) -> (Vec<PathBuf>, Vec<(PathBuf, String)>) {
        let (mut files, mut unread) = (Vec::new(), Vec::new());
        for entry in ignore::WalkBuilder::new(folder).require_git(false).build() {
            match entry {
                Ok(entry) => {
                    let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                    if is_file && entry.file_name().to_string_lossy().ends_with(suffix) {
                        files.push(entry.into_path());
                    }
                }
                Err(error) => {
                    let (path, why) = explain(&error);
                    unread.push((path.unwrap_or(folder).to_owned(), why));
                }
            }
        }
        files.sort_unstable();
        (files, unread)
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        let path = std::fs::canonicalize(path)?;
        // Windows answers with a `\\?\` path, which hardly any program understands; git among them.
        let plain = path
            .to_str()
            .and_then(|text| text.strip_prefix(r"\\?\"))
            .filter(|rest| !rest.starts_with("UNC"));
        Ok(plain.map_or_else(|| path.clone(), PathBuf::from))
    }

    fn current_dir(&self) -> io::Result<PathBuf> {
        std::env::current_dir()
    }

    fn var(&self, name: &str) -> Option<String> {
        std::env::var(name).ok()
    }

    fn run(&self, program: &Program<'_>) -> io::Result<Output> {
        let output = Command::new(program.name)
            .args(program.args)
            .current_dir(program.folder)
            .stdin(Stdio::null())
            .output()?;
        Ok(Output {
            code: output.status.code(),
            stdout: output.stdout,
            stderr: output.stderr,
        })
    }

    fn launch(
        &self,
        launch: &Launch,
        cancel: &Cancel,
        line: &mut dyn FnMut(Stream, &[u8]),
    ) -> io::Result<Ended> {
        process::run(launch, cancel, line)
    }

    fn start(&self, launch: &Launch) -> io::Result<Companion> {
        Companion::start(launch)
    }

    fn stdin(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    fn now(&self) -> Duration {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        since.unwrap_or_default()
    }
}

/// The path that a walk stumbled over, and why.
fn explain(error: &ignore::Error) -> (Option<&Path>, String) {
    match error {
        ignore::Error::WithPath { path, err } => (Some(path), err.to_string()),
        ignore::Error::WithDepth { err, .. } => explain(err),
        other => (None, other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_leaves_out_what_git_ignores_and_what_is_behind_links() {
        let temp = tempfile::tempdir().unwrap();
        let root = temp.path();
        for (path, text) in [
            ("a.rs", ""),
            ("sub/b.rs", ""),
            ("target/c.rs", ""),
            (".gitignore", "target\n"),
        ] {
            std::fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
            std::fs::write(root.join(path), text).unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(root, root.join("sub/loop")).unwrap();
        let (files, unread) = OsHost::new().walk(root, ".rs");
        assert_eq!(files, [root.join("a.rs"), root.join("sub/b.rs")]);
        assert!(unread.is_empty(), "{unread:?}");
    }
}
