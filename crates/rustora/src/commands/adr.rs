//! `rustora adr`.

use std::path::PathBuf;

use rustora_architect::adr::{self, AdrError, Change, Date, Draft, Place, Records};
use rustora_host::{Folder, Host};

use super::{to_people, to_programs};
use crate::cli::ListFormat;
use crate::cli::adr::{AdrArgs, AdrCommand};
use crate::exit::{CliError, Exit, tell};
use crate::render::adr as render;
use crate::render::text::neutral;

/// Makes, lists, accepts, supersedes or checks decision records.
///
/// # Errors
/// When there is no such record, it does not allow what is asked, or it cannot be read or written.
pub(crate) fn run(host: &dyn Host, args: &AdrArgs) -> Result<Exit, CliError> {
    let doing = match &args.command {
        AdrCommand::New { .. } => "cannot make the record".to_owned(),
        AdrCommand::List { .. } => "cannot list the records".to_owned(),
        AdrCommand::Accept { number } => format!("cannot accept record {number:04}"),
        AdrCommand::Supersede { old, by } => format!("cannot supersede record {old:04} by {by:04}"),
        AdrCommand::Check { .. } => "cannot check the records".to_owned(),
    };
    let failed = |error: AdrError| CliError::new(format!("{doing}: {error}")).hint(error.hint());
    let here = host
        .current_dir()
        .and_then(|folder| host.canonical(&folder));
    let here = here.map_err(|error| {
        CliError::new(format!(
            "{doing}: the current folder cannot be read: {error}"
        ))
    })?;
    let place = adr::place(host, &here).map_err(failed)?;
    let records = adr::read(host, &place).map_err(failed)?;
    if !place.is_there && !matches!(args.command, AdrCommand::New { .. }) {
        return Err(failed(AdrError::NoFolder(place.root)));
    }
    let change = match &args.command {
        AdrCommand::New {
            title,
            status,
            supersedes,
        } => {
            let draft = Draft {
                title,
                status: status.status(),
                supersedes: *supersedes,
                date: Date::of(host.now()),
            };
            adr::draft(&records, &draft).map_err(failed)?
        }
        AdrCommand::Accept { number } => adr::accept(&records, *number).map_err(failed)?,
        AdrCommand::Supersede { old, by } => {
            let change = adr::supersede(&records, *old, *by).map_err(failed)?;
            if change == Change::default() {
                tell("note: both records say so already\n");
            }
            change
        }
        AdrCommand::List { format } => {
            unreadable(&records);
            match format {
                ListFormat::Terminal => to_people(|out| render::list(out, &records))?,
                ListFormat::Json => to_programs(|out| render::json(out, &records, None))?,
            }
            return Ok(Exit::Clean);
        }
        AdrCommand::Check { format } => {
            let problems = adr::check(host, &records);
            match format {
                ListFormat::Terminal => {
                    to_people(|out| render::problems(out, &records, &problems))?;
                }
                ListFormat::Json => {
                    to_programs(|out| render::json(out, &records, Some(&problems)))?;
                }
            }
            return Ok(if problems.is_empty() {
                Exit::Clean
            } else {
                Exit::Findings
            });
        }
    };
    let written = write(&place, &change).map_err(failed)?;
    to_people(|out| {
        for path in written {
            let shown = path
                .strip_prefix(&here)
                .unwrap_or(&path)
                .display()
                .to_string();
            writeln!(out, "{}", neutral(&shown))?;
        }
        Ok(())
    })?;
    Ok(Exit::Clean)
}

fn write(place: &Place, change: &Change) -> Result<Vec<PathBuf>, AdrError> {
    let path = place.root.join(&place.folder);
    let folder = Folder::open(&path).map_err(|source| AdrError::Io {
        doing: "cannot make",
        path,
        source,
    })?;
    adr::write(&folder, change)
}

/// A list without them is not the whole list.
fn unreadable(records: &Records) {
    for (path, why) in &records.unreadable {
        tell(&format!(
            "note: {} {}, and is left out\n",
            neutral(&path.display().to_string()),
            neutral(why)
        ));
    }
}
