//! Proven fixes, written into the user's files.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use rustora_architect::Told;
use rustora_host::{Folder, Host, Program};
use rustora_source::{Edit, apply as applied};

use crate::exit::CliError;
use crate::render::text;

/// Refuses files that differ from the last commit: what is changed here could then not be told from what was there.
///
/// # Errors
/// When there is such a file, or no git repository.
pub(crate) fn refuse_dirty(host: &dyn Host, root: &Path) -> Result<(), CliError> {
    let status = host.run(&Program {
        name: "git",
        args: &[
            "status",
            "--porcelain",
            "--untracked-files=normal",
            "--",
            ".",
        ],
        folder: root,
    });
    let why = match status {
        Ok(output) if output.code == Some(0) && output.stdout.is_empty() => return Ok(()),
        Ok(output) if output.code == Some(0) => {
            let lines = String::from_utf8_lossy(&output.stdout);
            let count = lines.lines().count();
            format!("{} not committed", text::count(count, "change"))
        }
        Ok(_) => "it is in no git repository".to_owned(),
        Err(error) => format!("git cannot be started: {error}"),
    };
    let error = CliError::new(format!("cannot apply fixes in {}: {why}", root.display()));
    Err(error.hint("commit first, or use `--allow-dirty`"))
}

/// Writes proven fixes, file by file, and says what was done.
///
/// # Errors
/// When a file changed since it was reviewed, or cannot be written. Files before it are then written and named.
pub(crate) fn apply<'t>(
    host: &dyn Host,
    root: &Path,
    proven: impl Iterator<Item = &'t Told>,
) -> Result<String, CliError> {
    let mut files: BTreeMap<&str, (&str, Vec<Edit>, usize)> = BTreeMap::new();
    for told in proven {
        let Some(fix) = &told.fix else { continue };
        let source = &told.location.source;
        let (_, edits, count) = files
            .entry(&source.path)
            .or_insert((&source.text, Vec::new(), 0));
        *count += 1;
        for edit in &fix.fix.edits {
            if !edits.contains(edit) {
                edits.push(edit.clone());
            }
        }
    }
    if files.is_empty() {
        return Ok(
            "no fix to apply: none was proven that does for certain what was meant\n".to_owned(),
        );
    }
    let mut done = String::new();
    let failed = |path: &str, why: &str, done: &str| {
        let error = CliError::new(format!("cannot apply the fixes of {path}: {why}"));
        if done.is_empty() {
            error.hint("nothing was changed; review again")
        } else {
            error.hint(format!(
                "what was changed before: {}",
                done.trim_end().replace('\n', "; ")
            ))
        }
    };
    let folder = Folder::open(root).map_err(|error| failed(".", &error.to_string(), &done))?;
    for (path, (reviewed, edits, count)) in files {
        let now = host
            .read(&root.join(path))
            .map_err(|error| failed(path, &error.to_string(), &done))?;
        if now != reviewed.as_bytes() {
            return Err(failed(
                path,
                "the file changed since it was reviewed",
                &done,
            ));
        }
        let new =
            applied(reviewed, &edits).map_err(|error| failed(path, &error.to_string(), &done))?;
        let written = folder.replace(path, new.as_bytes());
        written.map_err(|error| failed(path, &error.to_string(), &done))?;
        _ = writeln!(done, "applied {} in {path}", text::count(count, "fix"));
    }
    Ok(done)
}
