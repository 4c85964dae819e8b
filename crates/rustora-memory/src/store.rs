//! Changing a memory on disk, while others change it too.
//!
//! Who changes it holds the folder, reads all of it, and changes what was read. Then each changed file is replaced as a whole, topics before
//! the index and removals last, so that at each moment a reader sees every entry, old or new: one that moves is for a moment there
//! twice, never not at all. A person's editor holds nothing. So each file is read again before it is replaced, and where it has changed
//! meanwhile all begins anew, on what the person wrote.

use rustora_host::{Folder, Host};

use crate::place::Scope;
use crate::{INDEX, Memory, MemoryError, Place};

/// How often a change is tried while somebody else keeps writing.
const TRIES: usize = 50;

/// One step of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The file has this text.
    Replace(String, String),
    /// The file is gone.
    Remove(String),
}

impl Step {
    fn name(&self) -> &str {
        match self {
            Self::Replace(name, _) | Self::Remove(name) => name,
        }
    }
}

/// Reads the memory, lets `make` change it, keeps the index within its limits, and writes what has changed.
///
/// # Errors
/// What `make` fails with, and when it cannot be read or written. Then nothing is changed, or, where writing fails midway,
/// everything that was there is there still.
pub fn change<T>(
    host: &dyn Host,
    place: &Place,
    mut make: impl FnMut(&mut Memory) -> Result<T, MemoryError>,
) -> Result<T, MemoryError> {
    if !place.is_there(host) {
        // What is refused makes no folder.
        make(&mut Memory::read(host, place)?)?;
    }
    let folder = open(host, place)?;
    let _held = folder
        .hold()
        .map_err(|error| place.failed("cannot lock", "", error))?;
    folder
        .sweep()
        .map_err(|error| place.failed("cannot tidy", "", error))?;
    for _ in 0..TRIES {
        let mut memory = Memory::read(host, place)?;
        let out = make(&mut memory)?;
        memory.curate()?;
        let steps = memory.steps();
        if steps
            .iter()
            .all(|step| is_as_read(host, &memory, step.name()))
        {
            for step in &steps {
                let done = match step {
                    Step::Replace(name, text) => folder.replace(name, text.as_bytes()),
                    Step::Remove(name) => folder.remove(name),
                };
                done.map_err(|error| place.failed("cannot write", step.name(), error))?;
            }
            return Ok(out);
        }
    }
    Err(MemoryError::Busy(place.folder.clone()))
}

fn open(host: &dyn Host, place: &Place) -> Result<Folder, MemoryError> {
    let failed = |error| place.failed("cannot make", "", error);
    let folder = Folder::open(&place.folder).map_err(failed)?;
    if place.scope == Scope::Local {
        let shelf = Folder::open(place.shelf()).map_err(failed)?;
        if !host.is_file(&place.shelf().join(".gitignore")) {
            // It hides itself, so that nothing of it is ever offered for a commit.
            let hidden = shelf.create(".gitignore", b"*\n");
            if let Err(error) = hidden
                && error.kind() != std::io::ErrorKind::AlreadyExists
            {
                return Err(failed(error));
            }
        }
    }
    Ok(folder)
}

fn is_as_read(host: &dyn Host, memory: &Memory, name: &str) -> bool {
    let read = memory.files.get(name).and_then(|file| file.read.as_deref());
    match host.read(&memory.place.folder.join(name)) {
        Ok(bytes) => read.is_some_and(|read| read.as_bytes() == bytes),
        Err(error) => read.is_none() && error.kind() == std::io::ErrorKind::NotFound,
    }
}

impl Memory {
    /// What has to be written, in the order in which nothing is ever missing.
    pub(crate) fn steps(&self) -> Vec<Step> {
        let (mut topics, mut index, mut gone) = (Vec::new(), Vec::new(), Vec::new());
        for (name, file) in &self.files {
            let text = file.document.text();
            if file.read.as_deref() == Some(text) {
                continue;
            }
            if text.is_empty() && name != INDEX {
                if file.read.is_some() {
                    gone.push(Step::Remove(name.clone()));
                }
            } else if name == INDEX {
                index.push(Step::Replace(name.clone(), text.to_owned()));
            } else {
                topics.push(Step::Replace(name.clone(), text.to_owned()));
            }
        }
        topics.into_iter().chain(index).chain(gone).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::path::Path;

    use rustora_host::OsHost;

    use super::*;
    use crate::{Instructions, Judged, place};

    fn added(memory: &mut Memory, text: &str) -> Result<(), MemoryError> {
        let said = Instructions::default();
        memory.add(text, None, &said, Judged::Strictly).map(drop)
    }

    fn of(root: &Path) -> (OsHost, Place) {
        let host = OsHost::new();
        let root = host.canonical(root).unwrap();
        let place = place(&host, &root, Scope::Project, "a").unwrap();
        (host, place)
    }

    #[test]
    fn after_each_step_every_entry_is_there_old_or_new() {
        let temp = tempfile::tempdir().unwrap();
        let (host, place) = of(temp.path());
        let folder = Folder::open(&place.folder).unwrap();
        // An index that is full: the next entry moves a section out and makes a topic.
        let mut index = String::from("# Memory\n\n## Style\n\n");
        for number in 0..220 {
            _ = writeln!(index, "- rule {number} of the style: {number}");
        }
        folder.replace(INDEX, index.as_bytes()).unwrap();
        let old = Memory::read(&host, &place).unwrap().texts();
        let mut memory = Memory::read(&host, &place).unwrap();
        added(&mut memory, "We chose NATS over Kafka because it is small").unwrap();
        memory.curate().unwrap();
        let steps = memory.steps();
        assert_eq!(steps.len(), 3, "two topics, then the index");
        let new = memory.texts();
        for step in &steps {
            let Step::Replace(name, text) = step else {
                panic!("{step:?}");
            };
            folder.replace(name, text.as_bytes()).unwrap();
            let now = Memory::read(&host, &place).unwrap().texts();
            assert!(old.is_subset(&now) && now.is_subset(&new), "after {name}");
        }
        assert_eq!(Memory::read(&host, &place).unwrap().texts(), new);
    }

    #[test]
    fn what_a_person_writes_meanwhile_stays() {
        let temp = tempfile::tempdir().unwrap();
        let (host, place) = of(temp.path());
        change(&host, &place, |memory| {
            added(memory, "Tests use testcontainers")
        })
        .unwrap();
        let folder = Folder::open(&place.folder).unwrap();
        let mut tries = 0;
        change(&host, &place, |memory| {
            tries += 1;
            if tries == 1 {
                // An editor holds no lock.
                let file = "# Testing\n\n- Tests use testcontainers\n- and a person wrote this\n";
                folder.write("testing.md", file.as_bytes()).unwrap();
            }
            added(memory, "Fixtures of tests are in tests/data")
        })
        .unwrap();
        assert_eq!(tries, 2);
        let text = host.read(&place.folder.join("testing.md")).unwrap();
        assert_eq!(
            String::from_utf8(text).unwrap(),
            "# Testing\n\n- Tests use testcontainers\n- and a person wrote this\n- Fixtures of tests are in tests/data\n"
        );
    }

    #[test]
    fn who_keeps_writing_is_reported_and_never_overwritten() {
        let temp = tempfile::tempdir().unwrap();
        let (host, place) = of(temp.path());
        change(&host, &place, |memory| {
            added(memory, "Tests use testcontainers")
        })
        .unwrap();
        let folder = Folder::open(&place.folder).unwrap();
        let mut count = 0;
        let error = change(&host, &place, |memory| {
            count += 1;
            folder
                .write("testing.md", format!("- version {count}\n").as_bytes())
                .unwrap();
            added(memory, "Fixtures of tests are in tests/data")
        });
        assert!(matches!(error, Err(MemoryError::Busy(_))), "{error:?}");
        let text = host.read(&place.folder.join("testing.md")).unwrap();
        assert_eq!(text, format!("- version {count}\n").as_bytes());
    }

    #[test]
    fn what_is_refused_makes_no_folder_and_what_is_local_hides_itself() {
        let temp = tempfile::tempdir().unwrap();
        let (host, there) = of(temp.path());
        change(&host, &there, |memory| added(memory, "maybe")).unwrap_err();
        assert!(!there.is_there(&host));
        let local = place(
            &host,
            &host.canonical(temp.path()).unwrap(),
            Scope::Local,
            "a",
        )
        .unwrap();
        change(&host, &local, |memory| added(memory, "My port is 8081")).unwrap();
        let ignored = temp.path().join(".claude/agent-memory-local/.gitignore");
        assert_eq!(host.read(&ignored).unwrap(), b"*\n");
    }
}
