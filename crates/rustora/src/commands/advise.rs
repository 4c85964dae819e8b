//! `rustora advise`: an answer out of the playbooks.

use rustora_architect::advise::{Advice, advise, start};
use rustora_architect::design::brief;
use rustora_architect::route::{Kind, OFFER, Route, Slots, route};
use rustora_design::brief::{Archetype, Brief};
use rustora_host::Host;

use super::{to_people, to_programs};
use crate::cli::{AdviseArgs, AdviseFormat};
use crate::exit::{CliError, Exit};

/// Words with which somebody asks for a beginning rather than for an answer.
const BEGINNINGS: [&str; 8] = [
    "where do i start",
    "where should i start",
    "where to start",
    "how do i start",
    "how should i start",
    "how do i begin",
    "first steps",
    "getting started",
];

/// Answers, and says how it went.
///
/// # Errors
/// When no page has to do with the question, or wishes exclude each other.
pub(crate) fn run(host: &dyn Host, args: &AdviseArgs) -> Result<Exit, CliError> {
    let question = args.question.join(" ");
    let routed = route(host, &question);
    if let Kind::NotOurs { why } = &routed.kind {
        return Err(CliError::new(why.clone()).hint(OFFER));
    }
    answered(&routed, &question, args.format)
}

/// Answers a question that was understood.
///
/// # Errors
/// When no page has to do with it, or wishes exclude each other.
pub(super) fn answered(
    routed: &Route,
    question: &str,
    format: AdviseFormat,
) -> Result<Exit, CliError> {
    let advice = answer(&routed.slots, question)?;
    match format {
        AdviseFormat::Md => to_people(|out| out.write_all(advice.markdown.as_bytes()))?,
        AdviseFormat::Json => {
            let told = serde_json::json!({
                "schema": "rustora.advice/1",
                "question": question,
                "title": advice.title,
                "topics": advice.topics,
                "markdown": advice.markdown,
            });
            to_programs(|out| {
                serde_json::to_writer_pretty(&mut *out, &told)?;
                writeln!(out)
            })?;
        }
    }
    Ok(Exit::Clean)
}

fn answer(slots: &Slots, question: &str) -> Result<Advice, CliError> {
    let failed = |why: String| {
        let error = CliError::new(format!("cannot advise on this: {why}"));
        error.hint("`rustora knowledge search WORDS` finds the pages that there are")
    };
    let lower = question.to_lowercase();
    let begins = BEGINNINGS.iter().any(|words| lower.contains(words));
    if begins && slots.archetype.is_some() {
        let brief = brief(slots).map_err(failed)?;
        return start(&brief).map_err(|error| failed(error.to_string()));
    }
    // Without a kind of system the usual load of an API is taken for weighing.
    let brief = match brief(slots) {
        Ok(brief) => brief,
        Err(_) => usual().ok_or_else(|| failed("there is nothing to weigh it with".to_owned()))?,
    };
    let advice = advise(question, &brief).map_err(|error| failed(error.to_string()))?;
    advice.ok_or_else(|| failed("no page has to do with it".to_owned()))
}

/// A brief in which everything is assumed.
fn usual() -> Option<Brief> {
    let kind = Archetype::ConnectionApi.id();
    let text = format!("schema = \"rustora.brief/1\"\nname = \"usual\"\narchetype = \"{kind}\"\n");
    Brief::from_toml(&text).ok()
}
