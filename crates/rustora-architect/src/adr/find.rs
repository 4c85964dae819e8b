//! Where a project keeps its records, and reading all of them.
//!
//! The setting `adr` of the workspace says where, else the usual names are tried in the workspace's root and above it, up to the root of
//! the repository. A folder that is a link to somewhere outside of the project is refused: records are also written.

use std::io;
use std::path::{Component, Path, PathBuf};

use rustora_host::{Host, Kind};
use rustora_source::cargo::{Workspace, find_root};

use super::parse::parse;
use super::{AdrError, Record, name};

/// The usual names, the first of them for a project that has none yet.
const USUAL: [&str; 4] = ["docs/adr", "doc/adr", "docs/decisions", "adr"];

/// The size from which a file is no record, in bytes.
const TOO_LARGE: u64 = 1 << 20;

/// Where records are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The root of the project: that of the workspace, or the folder above in which the records are.
    pub root: PathBuf,
    /// The folder of the records, below the root.
    pub folder: PathBuf,
    /// Whether it is there.
    pub is_there: bool,
}

/// All records of a project.
#[derive(Clone, Debug)]
pub struct Records {
    /// Where they are.
    pub place: Place,
    /// Each that could be read, by number.
    pub records: Vec<Record>,
    /// Those that could not, below the root, with what is wrong.
    pub unreadable: Vec<(PathBuf, String)>,
}

/// Finds the folder of records of the project that `start`, a canonical folder, belongs to.
///
/// # Errors
/// When the setting names a folder outside of the project, or the folder is a link that leads there.
pub fn place(host: &dyn Host, start: &Path) -> Result<Place, AdrError> {
    let workspace = find_root(host, start);
    let root = workspace.clone().unwrap_or_else(|| start.to_owned());
    if let Some(root) = &workspace {
        let settings = Workspace::read_manifests(host, root).settings;
        if let Some(value) = settings.get("adr") {
            let value = value.as_str().unwrap_or_default();
            return set(host, root, value);
        }
    }
    let repository = root
        .ancestors()
        .find(|folder| host.kind(&folder.join(".git")).is_ok());
    let last = repository.unwrap_or(&root).to_owned();
    let inside = root
        .ancestors()
        .take_while(|folder| folder.starts_with(&last));
    let there = inside.flat_map(|folder| USUAL.map(|name| (folder, name)));
    let there = there.filter(|(folder, name)| is_folder(host, &folder.join(name)));
    let there: Vec<(&Path, &str)> = there.collect();
    let has_records = |(folder, name): &&(&Path, &str)| {
        let names = host.list(&folder.join(name)).unwrap_or_default();
        names.iter().any(|name| name::number(name).is_some())
    };
    // A folder `adr` without records may be anything, a module of that name for one.
    let is_meant = |(_, name): &&(&Path, &str)| *name != "adr";
    let found = there
        .iter()
        .find(has_records)
        .or_else(|| there.iter().find(is_meant));
    let place = match found {
        Some((folder, name)) => Place {
            root: folder.to_path_buf(),
            folder: PathBuf::from(name),
            is_there: true,
        },
        None => Place {
            root,
            folder: PathBuf::from(USUAL[0]),
            is_there: false,
        },
    };
    within(host, place)
}

fn set(host: &dyn Host, root: &Path, value: &str) -> Result<Place, AdrError> {
    let outside = |why| AdrError::Outside(value.to_owned(), why);
    let parts: Vec<Component<'_>> = Path::new(value).components().collect();
    let is_plain = |part: &Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
    if value.is_empty() || !parts.iter().all(is_plain) {
        return Err(outside("is not a path below the root of the project"));
    }
    let folder: PathBuf = parts
        .into_iter()
        .filter(|part| *part != Component::CurDir)
        .collect();
    if host.is_file(&root.join(&folder)) {
        return Err(outside("is a file"));
    }
    let place = Place {
        root: root.to_owned(),
        is_there: is_folder(host, &root.join(&folder)),
        folder,
    };
    within(host, place)
}

/// The place, unless a link on the way to it leads out of the project.
fn within(host: &dyn Host, place: Place) -> Result<Place, AdrError> {
    let full = place.root.join(&place.folder);
    let there = full.ancestors().find_map(|path| host.canonical(path).ok());
    let root = host
        .canonical(&place.root)
        .unwrap_or_else(|_| place.root.clone());
    match there {
        Some(there) if !there.starts_with(&root) => Err(AdrError::Outside(
            place.folder.display().to_string(),
            "is a link that leads out of the project",
        )),
        _ => Ok(place),
    }
}

fn is_folder(host: &dyn Host, path: &Path) -> bool {
    matches!(host.kind(path), Ok(Kind::Folder))
}

/// Reads all records; a folder that is not there has none.
///
/// # Errors
/// When the folder cannot be listed.
pub fn read(host: &dyn Host, place: &Place) -> Result<Records, AdrError> {
    let mut out = Records {
        place: place.clone(),
        records: Vec::new(),
        unreadable: Vec::new(),
    };
    if !place.is_there {
        return Ok(out);
    }
    let folder = place.root.join(&place.folder);
    let names = host.list(&folder).map_err(|source| AdrError::Io {
        doing: "cannot list",
        path: folder.clone(),
        source,
    })?;
    for name in names {
        let Some((number, rest)) = name::number(&name) else {
            continue;
        };
        match text(host, &folder, &name) {
            Ok(text) => out.records.push(record(place, number, &name, rest, text)),
            Err(why) => out.unreadable.push((place.folder.join(&name), why)),
        }
    }
    out.records
        .sort_by(|a, b| (a.number, &a.name).cmp(&(b.number, &b.name)));
    Ok(out)
}

fn text(host: &dyn Host, folder: &Path, name: &str) -> Result<String, String> {
    let path = folder.join(name);
    let said = |error: io::Error| format!("cannot be read: {error}");
    let real = host.canonical(&path).map_err(said)?;
    let inside = host.canonical(folder).map_err(said)?;
    if real.parent() != Some(&inside) {
        return Err("is a link that leads out of the folder of records".to_owned());
    }
    match host.kind(&path).map_err(said)? {
        Kind::File(size) if size <= TOO_LARGE => {}
        Kind::File(size) => {
            return Err(format!(
                "has {size} bytes; a record has at most {TOO_LARGE}"
            ));
        }
        Kind::Folder | Kind::Other => return Err("is no file".to_owned()),
    }
    let bytes = host.read(&path).map_err(said)?;
    String::from_utf8(bytes).map_err(|error| {
        format!(
            "is not UTF-8 from byte {} on",
            error.utf8_error().valid_up_to()
        )
    })
}

pub(super) fn record(place: &Place, number: u32, name: &str, rest: &str, text: String) -> Record {
    let read = parse(&text);
    let title = read
        .title
        .as_deref()
        .map(|title| without_number(title, number));
    let title = title.filter(|title| !title.is_empty()).map(str::to_owned);
    Record {
        number,
        title: title.unwrap_or_else(|| rest.replace(['-', '_'], " ")),
        status: read.status,
        date: read.date,
        path: place.folder.join(name),
        supersedes: read.supersedes,
        confirmation: read.confirmation,
        links: read.links,
        name: name.to_owned(),
        text,
        layout: read.layout,
    }
}

/// A title without the number that many records start it with: `3. `, `ADR-0003: `.
fn without_number(title: &str, number: u32) -> &str {
    let bare = title
        .get(..3)
        .filter(|mark| mark.eq_ignore_ascii_case("adr"));
    let bare = bare.map_or(title, |mark| {
        title[mark.len()..].trim_start_matches(['-', ' '])
    });
    let len = bare
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(bare.len());
    let (digits, rest) = bare.split_at(len);
    let rest = rest.trim_start();
    match rest.strip_prefix(['.', ':', '-', '–', '—']) {
        Some(rest) if digits.parse() == Ok(number) => rest.trim_start(),
        _ => title,
    }
}

impl Records {
    /// The record of a number.
    pub(super) fn one(&self, number: u32) -> Result<&Record, AdrError> {
        let of: Vec<&Record> = self
            .records
            .iter()
            .filter(|record| record.number == number)
            .collect();
        match of[..] {
            [record] => Ok(record),
            [] => {
                let is_it = |path: &Path| {
                    let name = path.file_name().unwrap_or_default().to_string_lossy();
                    name::number(&name).is_some_and(|(other, _)| other == number)
                };
                let unreadable = self.unreadable.iter().find(|(path, _)| is_it(path));
                Err(unreadable.map_or(AdrError::Missing(number), |(path, why)| {
                    AdrError::Unreadable {
                        path: path.clone(),
                        why: why.clone(),
                    }
                }))
            }
            _ => {
                let names: Vec<&str> = of.iter().map(|record| record.name.as_str()).collect();
                Err(AdrError::Ambiguous(number, names.join(" and of ")))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rustora_host::MemoryHost;

    use super::*;

    fn found(files: &[(&str, &str)], start: &str) -> Result<(String, String, bool), AdrError> {
        let host = MemoryHost::new(files.iter().copied());
        let place = place(&host, Path::new(start))?;
        let shown = |path: &Path| path.to_string_lossy().replace('\\', "/");
        Ok((shown(&place.root), shown(&place.folder), place.is_there))
    }

    #[test]
    fn the_folder_is_where_it_usually_is_or_where_the_setting_says() {
        let manifest = ("/r/w/Cargo.toml", "[workspace]\nmembers = []\n");
        let is = |files: &[(&str, &str)], root: &str, folder: &str, is_there| {
            let expected = (root.to_owned(), folder.to_owned(), is_there);
            assert_eq!(found(files, "/r/w").unwrap(), expected);
        };
        is(&[manifest], "/r/w", "docs/adr", false);
        is(
            &[manifest, ("/r/w/adr/mod.rs", "")],
            "/r/w",
            "docs/adr",
            false,
        );
        is(&[manifest, ("/r/w/adr/1-a.md", "")], "/r/w", "adr", true);
        is(
            &[
                manifest,
                ("/r/w/docs/adr/README.md", ""),
                ("/r/w/docs/decisions/0001-a.md", ""),
            ],
            "/r/w",
            "docs/decisions",
            true,
        );
        // Above the workspace only inside of its repository.
        is(
            &[manifest, ("/r/docs/adr/0001-a.md", "")],
            "/r/w",
            "docs/adr",
            false,
        );
        is(
            &[
                manifest,
                ("/r/.git/HEAD", ""),
                ("/r/docs/adr/0001-a.md", ""),
            ],
            "/r",
            "docs/adr",
            true,
        );
        is(&[("/r/w/doc/adr/0001-a.md", "")], "/r/w", "doc/adr", true);

        let set = |value: &str| {
            let manifest =
                format!("[workspace]\nmembers = []\n[workspace.metadata.rustora]\nadr = {value}\n");
            found(
                &[
                    ("/r/w/Cargo.toml", &manifest),
                    ("/r/w/docs/adr/0001-a.md", ""),
                    ("/r/w/file", ""),
                ],
                "/r/w",
            )
        };
        assert_eq!(set("\"./notes/why\"").unwrap().1, "notes/why");
        for value in [
            "\"../out\"",
            "\"/etc\"",
            "\"\"",
            "1",
            "\"a/../../b\"",
            "\"file\"",
        ] {
            let error = set(value).unwrap_err();
            assert!(matches!(error, AdrError::Outside(..)), "{value}: {error}");
        }
    }

    #[test]
    fn a_title_is_told_without_its_number() {
        for (title, told) in [
            ("3. Use X", "Use X"),
            ("ADR-0003: Use X", "Use X"),
            ("ADR 3 – Use X", "Use X"),
            ("4. Use X", "4. Use X"),
            ("3 reasons", "3 reasons"),
            ("adrenaline", "adrenaline"),
        ] {
            assert_eq!(without_number(title, 3), told);
        }
    }
}
