//! `rustora knowledge`: the playbooks.

use rustora_knowledge::{search, topic, topics};

use super::to_people;
use crate::cli::{KnowledgeArgs, KnowledgeCommand};
use crate::exit::{CliError, Exit};

/// How many pages a search shows.
const SHOWN: usize = 8;

/// Searches or shows, and says how it went.
///
/// # Errors
/// When there is no such page.
pub(crate) fn run(args: &KnowledgeArgs) -> Result<Exit, CliError> {
    match &args.command {
        KnowledgeCommand::List => {
            to_people(|out| {
                for topic in topics() {
                    writeln!(out, "{:28} {}", topic.id, topic.title)?;
                }
                Ok(())
            })?;
        }
        KnowledgeCommand::Search { words } => {
            let question = words.join(" ");
            let hits = search(&question);
            if hits.is_empty() {
                let error = CliError::new(format!("no page has to do with `{question}`"));
                return Err(error.hint("`rustora knowledge list` names them all"));
            }
            to_people(|out| {
                for hit in hits.iter().take(SHOWN) {
                    writeln!(out, "{:28} {} ({})", hit.topic.id, hit.topic.title, hit.why)?;
                }
                Ok(())
            })?;
        }
        KnowledgeCommand::Show { id } => {
            let Some(page) = topic(id) else {
                let error = CliError::new(format!("there is no page `{id}`"));
                let ids = topics().iter().map(|topic| topic.id.as_str());
                return Err(match rustora_design::nearest(id, ids) {
                    Some(near) => error.hint(format!("did you mean `{near}`?")),
                    None => error.hint("`rustora knowledge list` names them all"),
                });
            };
            to_people(|out| out.write_all(page.markdown().as_bytes()))?;
        }
    }
    Ok(Exit::Clean)
}
