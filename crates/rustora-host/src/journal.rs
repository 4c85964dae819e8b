//! A file that only grows: what is written stands in it at once, and reaches the disk beside.
//!
//! A process that is killed loses nothing that was written, since the system has it. A machine that loses its power loses what is not
//! synced, and to sync takes milliseconds. So a thread syncs, all that has come together at once and in order, and who is about to do what
//! must not be done unrecorded waits for it ([`Journal::settle`]).

#![expect(
    clippy::disallowed_methods,
    reason = "this is the place that may write"
)]

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

/// A file that lines are added to. When it is dropped, everything has been tried to be synced.
#[derive(Debug)]
pub struct Journal {
    file: File,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

/// How far it is; counted in writes.
#[derive(Debug, Default)]
struct State {
    written: u64,
    synced: u64,
    /// Why it could not be synced. From then on nothing is said to be.
    failed: Option<(io::ErrorKind, String)>,
    is_closed: bool,
}

impl Journal {
    /// Opens a file at its end, and makes it where it is missing.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().append(true).create(true).open(path)?;
        let synced = file.try_clone()?;
        let shared = Arc::new(Shared::default());
        let thread = {
            let shared = Arc::clone(&shared);
            thread::Builder::new()
                .name("journal".to_owned())
                .spawn(move || shared.sync(&synced))?
        };
        Ok(Self {
            file,
            shared,
            thread: Some(thread),
        })
    }

    /// Adds bytes at the end. They outlive this process from here on, and this machine's power from the next [`Self::settle`] on.
    ///
    /// # Errors
    /// When they cannot be written, or something could not be synced before.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Some(error) = self.shared.lock().error() {
            return Err(error);
        }
        self.file.write_all(bytes)?;
        self.shared.lock().written += 1;
        self.shared.changed.notify_all();
        Ok(())
    }

    /// Waits until everything that was written is on the disk.
    ///
    /// # Errors
    /// When it could not be synced.
    pub fn settle(&self) -> io::Result<()> {
        let mut state = self.shared.lock();
        let wanted = state.written;
        loop {
            if let Some(error) = state.error() {
                return Err(error);
            }
            if state.synced >= wanted {
                return Ok(());
            }
            state = self.shared.wait(state);
        }
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.shared.lock().is_closed = true;
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            _ = thread.join();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'s>(&self, state: MutexGuard<'s, State>) -> MutexGuard<'s, State> {
        self.changed
            .wait(state)
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Syncs whenever something was written, until the journal is closed and nothing is left.
    fn sync(&self, file: &File) {
        let mut state = self.lock();
        while state.failed.is_none() {
            if state.written == state.synced {
                if state.is_closed {
                    return;
                }
                state = self.wait(state);
                continue;
            }
            let written = state.written;
            drop(state);
            let done = file.sync_data();
            state = self.lock();
            match done {
                Ok(()) => state.synced = written,
                Err(error) => state.failed = Some((error.kind(), error.to_string())),
            }
            self.changed.notify_all();
        }
    }
}

impl State {
    fn error(&self) -> Option<io::Error> {
        let (kind, why) = self.failed.as_ref()?;
        Some(io::Error::new(*kind, why.clone()))
    }
}

#[cfg(test)]
mod tests {
    use crate::Folder;

    #[test]
    fn what_is_written_stands_there_at_once_and_in_order() {
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::open(temp.path()).unwrap();
        let path = folder.path().join("a/log");
        let mut journal = folder.journal("a/log").unwrap();
        let mut expected = String::new();
        for number in 0..200 {
            let line = format!("{number}\n");
            journal.write(line.as_bytes()).unwrap();
            expected.push_str(&line);
            assert_eq!(std::fs::read_to_string(&path).unwrap(), expected);
        }
        journal.settle().unwrap();
        journal.settle().unwrap();
        drop(journal);
        let mut journal = folder.journal("a/log").unwrap();
        journal.write(b"end\n").unwrap();
        drop(journal);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), expected + "end\n");
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn what_cannot_be_synced_is_never_said_to_be() {
        // What is written into a pipe cannot be synced.
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::open(temp.path()).unwrap();
        let path = folder.path().join("pipe");
        nix::unistd::mkfifo(&path, nix::sys::stat::Mode::S_IRWXU).unwrap();
        let reader = std::thread::spawn(move || std::fs::read(path));
        let mut journal = folder.journal("pipe").unwrap();
        journal.write(b"x\n").unwrap();
        assert!(journal.settle().is_err());
        assert!(journal.write(b"y\n").is_err());
        drop(journal);
        assert_eq!(reader.join().unwrap().unwrap(), b"x\n");
    }
}
