//! The outside world as a trait: files, processes, environment, clock.
//!
//! Engines take a [`Host`] and nothing else, so that a test can hand them a whole machine made of strings
//! ([`MemoryHost`]) and a review of a past revision is the present machine with some files replaced
//! ([`OverlayHost`]). Only [`OsHost`] touches the real world; `clippy.toml` names these methods as the
//! replacement for the ones of `std` that it bans.

mod folder;
mod journal;
mod memory;
mod os;
mod overlay;
mod process;
mod walls;

use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

pub use folder::{Folder, Lock};
pub use journal::Journal;
pub use memory::MemoryHost;
pub use os::OsHost;
pub use overlay::OverlayHost;
pub use process::{Cancel, Companion, Ended, Launch, Limit, Limits, Stream};
pub use walls::{Access, Bind, Level, Room, Walls, enter};

/// What stands at a path, links followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file of so many bytes.
    File(u64),
    /// A folder.
    Folder,
    /// A pipe, a socket, a device: nothing to read.
    Other,
}

/// A program to run to its end.
#[derive(Clone, Debug)]
pub struct Program<'a> {
    /// Its name or path.
    pub name: &'a str,
    /// Its arguments.
    pub args: &'a [&'a str],
    /// Where it runs.
    pub folder: &'a Path,
}

/// What a program left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Its exit code; `None` when a signal ended it.
    pub code: Option<i32>,
    /// What it printed.
    pub stdout: Vec<u8>,
    /// What it complained about.
    pub stderr: Vec<u8>,
}

/// A machine.
///
/// Paths are absolute, or relative to [`Host::current_dir`]. Every error is the operating system's own:
/// the caller adds what it was doing.
pub trait Host: Send + Sync {
    /// The bytes of a file.
    ///
    /// # Errors
    /// When it cannot be read.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// What stands at a path.
    ///
    /// # Errors
    /// When nothing stands there, or it may not be asked.
    fn kind(&self, path: &Path) -> io::Result<Kind>;

    /// When what stands at a path was last written, since the start of 1970.
    ///
    /// # Errors
    /// When nothing stands there, or it may not be asked; always on a machine that keeps no times.
    fn modified(&self, path: &Path) -> io::Result<Duration> {
        let why = format!("no time is kept of {}", path.display());
        Err(io::Error::new(io::ErrorKind::Unsupported, why))
    }

    /// The names in a folder, sorted.
    ///
    /// # Errors
    /// When it cannot be listed.
    fn list(&self, folder: &Path) -> io::Result<Vec<String>>;

    /// The files below a folder whose names end in `suffix`, sorted, as version control sees them: without
    /// what is ignored, hidden or behind a link. Folders that cannot be read are named in the second list.
    fn walk(&self, folder: &Path, suffix: &str) -> (Vec<PathBuf>, Vec<(PathBuf, String)>);

    /// A path without links, `.` and `..`.
    ///
    /// # Errors
    /// When it does not exist.
    fn canonical(&self, path: &Path) -> io::Result<PathBuf>;

    /// The folder that relative paths start from.
    ///
    /// # Errors
    /// When it is gone.
    fn current_dir(&self) -> io::Result<PathBuf>;

    /// An environment variable that is valid Unicode.
    fn var(&self, name: &str) -> Option<String>;

    /// Runs a program to its end, with no input.
    ///
    /// # Errors
    /// When it cannot be started.
    fn run(&self, program: &Program<'_>) -> io::Result<Output>;

    /// Runs a program to its end and hands out each line that it prints, without the line break.
    ///
    /// # Errors
    /// When it cannot be started; always on a machine that has no programs.
    fn launch(
        &self,
        launch: &Launch,
        _cancel: &Cancel,
        _line: &mut dyn FnMut(Stream, &[u8]),
    ) -> io::Result<Ended> {
        let why = format!("no program {}", launch.program.display());
        Err(io::Error::new(io::ErrorKind::NotFound, why))
    }

    /// Starts a program that stays and is talked with.
    ///
    /// # Errors
    /// When it cannot be started; always on a machine that has no programs.
    fn start(&self, launch: &Launch) -> io::Result<Companion> {
        let why = format!("no program {}", launch.program.display());
        Err(io::Error::new(io::ErrorKind::NotFound, why))
    }

    /// Everything on the standard input.
    ///
    /// # Errors
    /// When it cannot be read.
    fn stdin(&self) -> io::Result<Vec<u8>>;

    /// Time since some fixed moment, for measuring how long something takes.
    fn elapsed(&self) -> Duration;

    /// The time of day, since the start of 1970. A machine without a clock is always there.
    fn now(&self) -> Duration {
        Duration::ZERO
    }

    /// Whether a file stands at `path`.
    fn is_file(&self, path: &Path) -> bool {
        matches!(self.kind(path), Ok(Kind::File(_)))
    }
}

/// `path` without `.` and `..`, by its text alone: links are not followed.
pub fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}
