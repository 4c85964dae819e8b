//! `rustora sessions`: what there is, and what happened in one.

use rustora_agent::session::{Session, list};
use rustora_host::{Folder, Host, OsHost};

use super::of_session;
use crate::cache;
use crate::cli::ListFormat;
use crate::cli::running::SessionsArgs;
use crate::commands::{to_people, to_programs};
use crate::exit::{CliError, Exit};
use crate::render::text::neutral;

/// Lists sessions, or shows one.
///
/// # Errors
/// When there is none of that name, or the list cannot be printed.
pub(crate) fn sessions(host: &OsHost, args: &SessionsArgs) -> Result<Exit, CliError> {
    let folder = folder(host)?;
    if let Some(id) = &args.session {
        let session = Session::resume(host, folder, id).map_err(|error| of_session(&error))?;
        to_programs(|out| {
            for event in session.events() {
                serde_json::to_writer(&mut *out, event)?;
                writeln!(out)?;
            }
            Ok(())
        })?;
        return Ok(Exit::Clean);
    }
    let all = list(host, &folder);
    match args.format {
        ListFormat::Json => to_programs(|out| {
            for one in &all {
                let line = serde_json::json!({
                    "id": one.id, "at": one.at, "root": one.root, "request": one.request, "outcome": one.outcome,
                });
                writeln!(out, "{line}")?;
            }
            Ok(())
        })?,
        ListFormat::Terminal => to_people(|out| {
            for one in &all {
                let outcome = one.outcome.as_deref().unwrap_or("open");
                let request: String = one.request.chars().take(70).collect();
                writeln!(
                    out,
                    "{}  {outcome:12}  {}  {}",
                    one.id,
                    neutral(&one.root),
                    neutral(&request)
                )?;
            }
            Ok(())
        })?,
    }
    Ok(Exit::Clean)
}

/// Where sessions are kept.
pub(super) fn folder(host: &dyn Host) -> Result<Folder, CliError> {
    let failed = |why: String| {
        CliError::new(format!("cannot keep a session: {why}"))
            .hint("set XDG_CACHE_HOME to a folder that can be written")
    };
    let kept = cache::folder(host).ok_or_else(|| failed("there is no folder for it".to_owned()))?;
    Folder::open(&kept.join("sessions")).map_err(|error| failed(error.to_string()))
}
