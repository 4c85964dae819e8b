//! The lines of a session on the disk.

use std::io;
use std::path::{Path, PathBuf};

use rustora_host::{Folder, Host, Journal};

use super::Event;

/// A session that is written to.
#[derive(Debug)]
pub struct Session {
    /// Its name, which is that of its file.
    pub id: String,
    folder: Folder,
    events: Vec<Event>,
    /// The file, once something was written.
    journal: Option<Journal>,
    /// Whether the file ends in the middle of a line.
    is_cut: bool,
}

/// A session as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub id: String,
    /// When it began, in seconds since the start of 1970.
    pub at: u64,
    /// The folder that it works in.
    pub root: String,
    /// What was asked first.
    pub request: String,
    /// How it ended; none while it is open, or after it was killed.
    pub outcome: Option<String>,
}

/// Why a session cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// The operating system said no.
    #[error("{doing} {}: {source}", path.display())]
    Io {
        /// What was done.
        doing: &'static str,
        /// To what.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
    /// A line is none of ours.
    #[error("line {line} of {} is no event of a session: {why}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// Why.
        why: String,
    },
    /// No session is called so.
    #[error("there is no session {0}")]
    Missing(String),
    /// An event that cannot be written down.
    #[error("cannot write an event down: {0}")]
    Event(String),
}

impl SessionError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Io { .. } => {
                "see that the folder may be read and written and that the disk has room"
            }
            Self::Line { .. } => {
                "the lines before it are whole; take it and what follows away to go on from there"
            }
            Self::Missing(_) => "`rustora sessions` shows those that there are",
            Self::Event(_) => "this is a bug in rustora; please report it",
        }
    }
}

const ENDING: &str = ".jsonl";

impl Session {
    /// Begins one in the folder of all sessions. Its name begins with the time, so that names sort by it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin(host: &dyn Host, folder: Folder) -> Result<Self, SessionError> {
        let at = host.now();
        let (mut number, stem) = (at.subsec_millis(), at.as_secs());
        loop {
            let id = format!("{stem}-{number:03}");
            let name = format!("{id}{ENDING}");
            match folder.create(&name, b"") {
                Ok(()) => {
                    return Ok(Self {
                        id,
                        folder,
                        events: Vec::new(),
                        journal: None,
                        is_cut: false,
                    });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
                Err(source) => {
                    return Err(SessionError::Io {
                        doing: "cannot begin a session in",
                        path: folder.path().join(name),
                        source,
                    });
                }
            }
        }
    }

    /// Takes one up again, at its last whole line.
    ///
    /// # Errors
    /// When there is none of that name, or a line is no event.
    pub fn resume(host: &dyn Host, folder: Folder, id: &str) -> Result<Self, SessionError> {
        let is_name = |c: char| c.is_ascii_digit() || c == '-';
        let path = folder.path().join(format!("{id}{ENDING}"));
        if id.is_empty() || !id.chars().all(is_name) || !host.is_file(&path) {
            return Err(SessionError::Missing(id.to_owned()));
        }
        let (events, is_cut) = read(host, &path)?;
        Ok(Self {
            id: id.to_owned(),
            folder,
            events,
            journal: None,
            is_cut,
        })
    }

    /// What has happened so far.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Writes an event. From then on it outlives this process; from the next [`Self::settle`] on it outlives this machine's power.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn record(&mut self, event: Event) -> Result<&Event, SessionError> {
        let mut line = serde_json::to_string(&event)
            .map_err(|error| SessionError::Event(error.to_string()))?;
        line.push('\n');
        if self.is_cut {
            // What was cut stays where it is, on a line of its own that no reader takes for an event.
            line.insert(0, '\n');
            self.is_cut = false;
        }
        let written = self
            .open()
            .and_then(|journal| journal.write(line.as_bytes()));
        written.map_err(|source| self.unwritten(source))?;
        self.events.push(event);
        self.events
            .last()
            .ok_or_else(|| SessionError::Event("it is gone".to_owned()))
    }

    /// Waits until everything that was written is on the disk: before something is done that must not happen unrecorded.
    ///
    /// # Errors
    /// When it could not be brought there.
    pub fn settle(&self) -> Result<(), SessionError> {
        let settled = self.journal.as_ref().map_or(Ok(()), Journal::settle);
        settled.map_err(|source| self.unwritten(source))
    }

    fn open(&mut self) -> io::Result<&mut Journal> {
        let journal = match self.journal.take() {
            Some(journal) => journal,
            None => self.folder.journal(self.name())?,
        };
        Ok(self.journal.insert(journal))
    }

    fn name(&self) -> String {
        format!("{}{ENDING}", self.id)
    }

    fn unwritten(&self, source: io::Error) -> SessionError {
        SessionError::Io {
            doing: "cannot write to the session",
            path: self.folder.path().join(self.name()),
            source,
        }
    }
}

/// The events of a file, and whether it ends in the middle of a line.
fn read(host: &dyn Host, path: &Path) -> Result<(Vec<Event>, bool), SessionError> {
    let bytes = host.read(path).map_err(|source| SessionError::Io {
        doing: "cannot read the session",
        path: path.to_owned(),
        source,
    })?;
    let is_cut = bytes.last().is_some_and(|byte| *byte != b'\n');
    let whole = bytes
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |at| at + 1);
    let lines: Vec<&[u8]> = bytes[..whole].split(|byte| *byte == b'\n').collect();
    let mut events = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if line.is_empty() {
            continue;
        }
        match serde_json::from_slice(line) {
            Ok(event) => events.push(event),
            // What a killed process left of a line, before the session was taken up.
            Err(_)
                if lines
                    .get(index + 1)
                    .is_some_and(|next| next.starts_with(b"{\"event\":\"started\"")) => {}
            Err(error) => {
                return Err(SessionError::Line {
                    path: path.to_owned(),
                    line: index + 1,
                    why: error.to_string(),
                });
            }
        }
    }
    Ok((events, is_cut))
}

/// All sessions, the newest last. A file that cannot be read is left out.
pub fn list(host: &dyn Host, folder: &Folder) -> Vec<Listed> {
    let names = host.list(folder.path()).unwrap_or_default();
    let names = names.iter().filter_map(|name| name.strip_suffix(ENDING));
    let mut out = Vec::new();
    for id in names {
        let Ok((events, _)) = read(host, &folder.path().join(format!("{id}{ENDING}"))) else {
            continue;
        };
        let begun = events.iter().find_map(|event| match event {
            Event::Started { root, at, .. } => Some((root.clone(), *at)),
            _ => None,
        });
        let Some((root, at)) = begun else {
            continue;
        };
        let request = events.iter().find_map(|event| match event {
            Event::Asked { text } => Some(text.clone()),
            _ => None,
        });
        let outcome = match events.last() {
            Some(Event::Finished { outcome, .. }) => Some(outcome.clone()),
            _ => None,
        };
        out.push(Listed {
            id: id.to_owned(),
            at,
            root,
            request: request.unwrap_or_default(),
            outcome,
        });
    }
    out
}
