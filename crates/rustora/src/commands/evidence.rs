//! `rustora evidence`.

use rustora_host::{Folder, Host};
use rustora_proof::Ledger;

use super::{to_people, to_programs};
use crate::cache;
use crate::cli::{EvidenceArgs, EvidenceCommand, ListFormat};
use crate::exit::{CliError, Exit, tell};
use crate::render::proofs;

/// Lists, shows or forgets what was proven.
///
/// # Errors
/// When there is no such piece, or the ledger cannot be written.
pub(crate) fn run(host: &dyn Host, args: &EvidenceArgs) -> Result<Exit, CliError> {
    let failed = |why: String| {
        let error = CliError::new(format!("cannot read the evidence: {why}"));
        error.hint("set XDG_CACHE_HOME to a folder that can be written")
    };
    let folder =
        cache::folder(host).ok_or_else(|| failed("there is no folder for caches".to_owned()))?;
    let store = Folder::open(&folder.join("proofs")).map_err(|error| failed(error.to_string()))?;
    let mut ledger = Ledger::open(host, &store);
    match &args.command {
        EvidenceCommand::List { format } => match format {
            ListFormat::Terminal => to_people(|out| proofs::list(out, ledger.all()))?,
            ListFormat::Json => to_programs(|out| proofs::list_json(out, ledger.all()))?,
        },
        EvidenceCommand::Show { id } => {
            let found = ledger
                .all()
                .iter()
                .rev()
                .find(|known| known.id.starts_with(id.as_str()));
            let Some(found) = found.filter(|_| !id.is_empty()) else {
                let error = CliError::new(format!("cannot show `{id}`: there is no such evidence"));
                return Err(error.hint("`rustora evidence list` shows the ids"));
            };
            to_programs(|out| proofs::list_json(out, std::slice::from_ref(found)))?;
        }
        EvidenceCommand::Gc => {
            let gone = ledger
                .gc()
                .map_err(|error| CliError::new(error.to_string()))?;
            tell(&format!("forgot {gone}, kept {}\n", ledger.all().len()));
        }
    }
    Ok(Exit::Clean)
}
