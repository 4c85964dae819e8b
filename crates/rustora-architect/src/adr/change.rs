//! What is done to records: a new one, one that is accepted, one whose place another takes.
//!
//! A change is made in memory and checked there, then written: files that are new first, which are never written over one
//! that is there, then each that changes as a whole. Of two sides the one that supersedes is written first: if writing ends between
//! them, nobody is said to be superseded by a record that does not know of it.

use std::path::{Path, PathBuf};

use rustora_host::Folder;
use rustora_source::{Edit, apply};

use super::edit::{self, Other};
use super::{AdrError, Date, Record, Records, Status, name, template};

/// A record that is to be made.
#[derive(Clone, Debug)]
pub struct Draft<'a> {
    /// Its title, of one line.
    pub title: &'a str,
    /// Proposed or accepted.
    pub status: Status,
    /// The number of the record whose place it takes.
    pub supersedes: Option<u32>,
    /// Today.
    pub date: Date,
}

/// Files that are to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// A file that is not there yet: its name and its text.
    pub created: Option<(String, String)>,
    /// Files that are there: their names and what becomes of them, in the order in which they are written.
    pub replaced: Vec<(String, String)>,
}

/// A new record.
///
/// # Errors
/// When the title is none, or what it supersedes cannot be superseded.
pub fn draft(records: &Records, draft: &Draft<'_>) -> Result<Change, AdrError> {
    let title = name::one_line(draft.title);
    if !title.contains(char::is_alphanumeric) {
        return Err(AdrError::Title("has no letter and no digit"));
    }
    let names = records.records.iter().map(|record| record.name.as_str());
    let unreadable = records.unreadable.iter();
    let unreadable = unreadable.filter_map(|(path, _)| path.file_name()?.to_str());
    let last = names
        .chain(unreadable)
        .filter_map(|name| Some((name::number(name)?.0, name)));
    let last = last.max();
    let number = last.map_or(1, |(number, _)| number + 1);
    if number > name::GREATEST {
        return Err(AdrError::Full(name::GREATEST));
    }
    let width = last.map_or(name::WIDTH, |(_, name)| name::width(name));
    let file = name::file(number, width, &title);
    let mut replaced = Vec::new();
    if let Some(old) = draft.supersedes {
        let old = supersedable(records.one(old)?, number)?;
        if draft.status == Status::Accepted {
            let by = Other {
                number,
                name: &file,
            };
            replaced.extend(superseded(old, &by)?);
        }
    }
    let supersedes: Vec<u32> = draft.supersedes.into_iter().collect();
    let text = template::text(&title, &draft.status, draft.date, &supersedes);
    Ok(Change {
        created: Some((file, text)),
        replaced,
    })
}

/// A proposed record is accepted, and takes the place of those that it says it supersedes.
///
/// # Errors
/// When there is none of that number, it is not proposed, or one that it supersedes cannot be.
pub fn accept(records: &Records, number: u32) -> Result<Change, AdrError> {
    let record = records.one(number)?;
    if record.status != Status::Proposed {
        let hint = match record.status {
            Status::Accepted => "there is nothing to do".to_owned(),
            Status::Other(_) => "write `proposed` as its status, then accept it".to_owned(),
            _ => "only a proposed record is accepted; make a new one with `rustora adr new`"
                .to_owned(),
        };
        return Err(refused(record, hint));
    }
    let word = edit::status(record, "accepted", None);
    let mut replaced = vec![edited(record, word)?];
    let by = other(record);
    for old in &record.supersedes {
        let old = supersedable(records.one(*old)?, number)?;
        replaced.extend(superseded(old, &by)?);
    }
    Ok(Change {
        created: None,
        replaced,
    })
}

/// One record takes the place of another; both say so.
///
/// # Errors
/// When one of them is not there, the old one does not hold, or the new one is not accepted.
pub fn supersede(records: &Records, old: u32, by: u32) -> Result<Change, AdrError> {
    let (old, by) = (records.one(old)?, records.one(by)?);
    if old.number == by.number {
        return Err(AdrError::Status {
            number: old.number,
            is: "the same as the one that is to take its place".to_owned(),
            hint: "name another record after `--by`".to_owned(),
        });
    }
    if by.status != Status::Accepted {
        let hint = match by.status {
            Status::Proposed => format!("accept it first: `rustora adr accept {}`", by.number),
            _ => "what takes the place of a record has to be accepted itself".to_owned(),
        };
        return Err(refused(by, hint));
    }
    let old = supersedable(old, by.number)?;
    let mut replaced = Vec::new();
    if !by.supersedes.contains(&old.number) {
        let note = edit::supersedes(by, &other(old));
        replaced.push(edited(by, note)?);
    }
    replaced.extend(superseded(old, &other(by))?);
    Ok(Change {
        created: None,
        replaced,
    })
}

/// Writes a change into the folder of records, and says which files it wrote.
///
/// # Errors
/// When a file cannot be written, or one that is to be new is there. What was written before stays.
pub fn write(folder: &Folder, change: &Change) -> Result<Vec<PathBuf>, AdrError> {
    let mut written = Vec::new();
    let failed = |name: &str, source| AdrError::Io {
        doing: "cannot write",
        path: Path::new(folder.path()).join(name),
        source,
    };
    if let Some((name, text)) = &change.created {
        let made = folder.create(name, text.as_bytes());
        made.map_err(|error| failed(name, error))?;
        written.push(folder.path().join(name));
    }
    for (name, text) in &change.replaced {
        let done = folder.replace(name, text.as_bytes());
        done.map_err(|error| failed(name, error))?;
        written.push(folder.path().join(name));
    }
    Ok(written)
}

fn other(record: &Record) -> Other<'_> {
    Other {
        number: record.number,
        name: &record.name,
    }
}

/// A record whose place may be taken by the one of that number.
fn supersedable(old: &Record, by: u32) -> Result<&Record, AdrError> {
    match old.status {
        Status::Accepted | Status::Deprecated => Ok(old),
        Status::Superseded(known) if known.is_none() || known == Some(by) => Ok(old),
        Status::Superseded(_) => Err(refused(
            old,
            "supersede the record that took its place".to_owned(),
        )),
        Status::Proposed => {
            let hint =
                "only a decision that was made is superseded; change the proposed record itself";
            Err(refused(old, hint.to_owned()))
        }
        Status::Rejected | Status::Other(_) => Err(refused(
            old,
            "only a record that is accepted or deprecated is superseded".to_owned(),
        )),
    }
}

/// The old record's side, where it does not say so already.
fn superseded(old: &Record, by: &Other<'_>) -> Result<Option<(String, String)>, AdrError> {
    if old.status == Status::Superseded(Some(by.number)) {
        return Ok(None);
    }
    edited(old, edit::status(old, "superseded", Some(by))).map(Some)
}

fn edited(record: &Record, edit: Option<Edit>) -> Result<(String, String), AdrError> {
    let edit = edit.ok_or_else(|| AdrError::NoStatus(record.path.clone()))?;
    let text = apply(&record.text, &[edit]).map_err(|error| AdrError::Unreadable {
        path: record.path.clone(),
        why: error.to_string(),
    })?;
    Ok((record.name.clone(), text))
}

fn refused(record: &Record, hint: String) -> AdrError {
    let is = match &record.status {
        Status::Superseded(Some(by)) => format!("superseded by {by:04}"),
        Status::Other(said) if said.is_empty() => return AdrError::NoStatus(record.path.clone()),
        Status::Other(said) => format!("`{said}`, which is no status"),
        status => status.name().to_owned(),
    };
    AdrError::Status {
        number: record.number,
        is,
        hint,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::super::find::record;
    use super::super::{Place, place, read};
    use super::*;
    use rustora_host::MemoryHost;

    fn of(files: &[(&str, &str)]) -> Records {
        let place = Place {
            root: PathBuf::from("/w"),
            folder: PathBuf::from("docs/adr"),
            is_there: true,
        };
        let one = |(name, text): &(&str, &str)| {
            let (number, rest) = name::number(name).unwrap();
            record(&place, number, name, rest, (*text).to_owned())
        };
        Records {
            records: files.iter().map(one).collect(),
            unreadable: Vec::new(),
            place,
        }
    }

    fn new(title: &str, status: Status, supersedes: Option<u32>) -> Draft<'_> {
        Draft {
            title,
            status,
            supersedes,
            date: Date::of(Duration::from_secs(1_795_651_199)),
        }
    }

    #[test]
    fn a_new_record_has_the_next_number_and_the_form_of_madr() {
        let records = of(&[("007-a.md", "---\nstatus: accepted\n---\n")]);
        let change = draft(
            &records,
            &new(" Keep\nit: simple ", Status::Accepted, Some(7)),
        )
        .unwrap();
        let (name, text) = change.created.unwrap();
        assert_eq!(name, "008-keep-it-simple.md");
        assert!(
            text.starts_with("---\nstatus: accepted\ndate: 2026-11-25\nsupersedes: ADR-0007\n---\n\n# Keep it: simple\n\n## Context and Problem Statement\n"),
            "{text}"
        );
        let old = (
            "007-a.md".to_owned(),
            "---\nstatus: superseded by ADR-0008\n---\n".to_owned(),
        );
        assert_eq!(change.replaced, [old]);
        // What is only proposed changes nothing yet.
        let change = draft(&records, &new("x", Status::Proposed, Some(7))).unwrap();
        assert_eq!(change.replaced, []);
        let (name, text) = change.created.unwrap();
        let records = of(&[("007-a.md", "---\nstatus: accepted\n---\n"), (&name, &text)]);
        let names: Vec<String> = accept(&records, 8)
            .unwrap()
            .replaced
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(names, ["008-x.md", "007-a.md"]);
    }

    #[test]
    fn what_cannot_be_done_is_refused() {
        let front = |status: &str| format!("---\nstatus: {status}\n---\n");
        let texts = [
            "accepted",
            "proposed",
            "rejected",
            "superseded by ADR-0001",
            "new",
            "",
        ]
        .map(front);
        let names = [
            "0001-a.md",
            "0002-b.md",
            "0003-c.md",
            "0004-d.md",
            "0005-e.md",
            "0006-f.md",
            "0006-g.md",
        ];
        let mut files: Vec<(&str, &str)> = names
            .into_iter()
            .zip(texts.iter().map(String::as_str))
            .collect();
        files.push(("0008-h.md", "# nothing\n"));
        let records = of(&files);
        for (error, said) in [
            (accept(&records, 1), "record 0001 is accepted"),
            (accept(&records, 4), "record 0004 is superseded by 0001"),
            (
                accept(&records, 5),
                "record 0005 is `new`, which is no status",
            ),
            (
                accept(&records, 8),
                "docs/adr/0008-h.md says nowhere what its status is",
            ),
            (accept(&records, 9), "there is no record 0009"),
            (
                supersede(&records, 1, 1),
                "record 0001 is the same as the one that is to take its place",
            ),
            (supersede(&records, 1, 2), "record 0002 is proposed"),
            (supersede(&records, 2, 1), "record 0002 is proposed"),
            (supersede(&records, 3, 1), "record 0003 is rejected"),
            (
                draft(&records, &new("…", Status::Proposed, None)),
                "the title has no letter and no digit",
            ),
            (
                draft(&records, &new("x", Status::Proposed, Some(9))),
                "there is no record 0009",
            ),
        ] {
            let error = error.unwrap_err();
            assert_eq!(error.to_string().replace('\\', "/"), said);
            assert!(!error.hint().is_empty());
        }
        assert_eq!(supersede(&records, 4, 1).unwrap().replaced.len(), 1);
    }

    #[test]
    fn the_next_one_of_a_list_is_written_like_the_others() {
        for (text, is) in [
            (
                "---\nstatus: accepted\nsupersedes: ADR-0003\n---\n",
                "---\nstatus: accepted\nsupersedes: ADR-0003, ADR-0001\n---\n",
            ),
            (
                "---\nstatus: accepted\nsupersedes: [ADR-0003]\n---\n",
                "---\nstatus: accepted\nsupersedes: [ADR-0003, ADR-0001]\n---\n",
            ),
            (
                "---\nstatus: accepted\nsupersedes: []\n---\n",
                "---\nstatus: accepted\nsupersedes: [ADR-0001]\n---\n",
            ),
            (
                "---\nstatus: accepted\nsupersedes:\n---\n",
                "---\nstatus: accepted\nsupersedes: ADR-0001\n---\n",
            ),
            (
                "---\r\nstatus: accepted\r\nsupersedes:\r\n  - 'ADR-0003'\r\n---\r\n",
                "---\r\nstatus: accepted\r\nsupersedes:\r\n  - 'ADR-0003'\r\n  - ADR-0001\r\n---\r\n",
            ),
            (
                "# B\n\n## Status\n\nAccepted\n\nSupercedes [3. C](0003-c.md)",
                "# B\n\n## Status\n\nAccepted\n\nSupercedes [3. C](0003-c.md), [ADR-0001](0001-a.md)",
            ),
        ] {
            let records = of(&[
                ("0001-a.md", "---\nstatus: accepted\n---\n"),
                ("0002-b.md", text),
            ]);
            let change = supersede(&records, 1, 2).unwrap();
            assert_eq!(change.replaced[0].1, is);
            let again = of(&[("0002-b.md", is)]);
            assert!(again.records[0].supersedes.contains(&1), "{is}");
        }
    }

    #[test]
    fn what_is_there_is_not_overwritten() {
        let host = MemoryHost::new([("/w/docs/adr/0001-a.md", "")]);
        let place = place(&host, Path::new("/w")).unwrap();
        let change = draft(
            &read(&host, &place).unwrap(),
            &new("b", Status::Proposed, None),
        )
        .unwrap();
        assert_eq!(change.created.as_ref().unwrap().0, "0002-b.md");
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::open(temp.path()).unwrap();
        folder.write("0002-b.md", b"of somebody else").unwrap();
        let error = write(&folder, &change).unwrap_err();
        assert!(error.hint().contains("nothing was overwritten"), "{error}");
        assert_eq!(host_read(&folder), b"of somebody else");
    }

    fn host_read(folder: &Folder) -> Vec<u8> {
        let host = rustora_host::OsHost::new();
        rustora_host::Host::read(&host, &folder.path().join("0002-b.md")).unwrap()
    }

    /// A record of each form: what stands before the word of its status, and behind it.
    fn forms() -> impl Strategy<Value = (&'static str, &'static str)> {
        prop::sample::select(vec![
            ("---\nstatus: ", "\ndate: 2026-01-01\n---\n# A\n"),
            ("---\ntags: [a]\nstatus: '", "' # yet\n---\n"),
            ("\u{feff}---\nstatus:   ", "   \n---\n"),
            (
                "# 1. A\n\nDate: 2026-01-01\n\n## Status\n\n",
                " (by us)\n\n## Context\n",
            ),
            ("# 1. A\n\n## Status\n**", "**"),
            ("# A\n\n* Status: ", "\n* Date: 2026-01-01\n\n## Context\n"),
            ("# A\n\n- **Status:** ", " <!-- optional -->\n"),
            ("# A\n\n_Status_: ", "\n"),
        ])
    }

    proptest! {
        #[test]
        fn a_change_keeps_all_other_bytes((before, after) in forms(), rest in "(\n|\\PC|## |- |`|```|status: proposed|\t){0,40}", is_crlf: bool) {
            let ends = |text: &str| if is_crlf { text.replace('\n', "\r\n") } else { text.to_owned() };
            let (before, after) = (ends(before), ends(&format!("{after}\n{rest}")));
            let a = format!("{before}proposed{after}");
            let accepted = format!("{before}accepted{after}");
            let change = accept(&of(&[("0001-a.md", &a)]), 1).unwrap();
            prop_assert_eq!(&change.replaced, &[("0001-a.md".to_owned(), accepted.clone())]);

            let both = of(&[("0001-a.md", &accepted), ("0002-b.md", &accepted)]);
            prop_assert_eq!(&both.records[0].status, &Status::Accepted);
            let change = supersede(&both, 1, 2).unwrap();
            let [(new, new_text), (old, old_text)] = &change.replaced[..] else {
                return Err(TestCaseError::fail("two files change"));
            };
            let done = of(&[(old, old_text), (new, new_text)]);
            prop_assert_eq!(&done.records[0].status, &Status::Superseded(Some(2)));
            prop_assert_eq!(&done.records[1].supersedes, &[1]);
            // The old one has another word, the new one has something more, and both are else what they were.
            prop_assert!(old_text.starts_with(&before) && old_text.ends_with(&after));
            let more = new_text.len() - accepted.len();
            let is_inserted = |at: usize| {
                new_text.as_bytes()[..at] == accepted.as_bytes()[..at]
                    && new_text.as_bytes()[at + more..] == accepted.as_bytes()[at..]
            };
            prop_assert!((0..=accepted.len()).any(is_inserted), "{new_text:?}");
            prop_assert_eq!(new_text.matches("\r\n").count() == new_text.matches('\n').count(), is_crlf);
            // Done again it changes nothing.
            prop_assert_eq!(supersede(&done, 1, 2).unwrap(), Change::default());
        }
    }
}
