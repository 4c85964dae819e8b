//! `rustora route`: what a request is understood as, and nothing done.

use rustora_agent::rank;
use rustora_architect::route::route;
use rustora_host::Host;

use super::{agents, to_people, to_programs};
use crate::cli::{ListFormat, RouteArgs};
use crate::exit::{CliError, Exit};
use crate::render::route as render;

/// Routes and prints. That a request is not clear, or not ours, is what was to be shown, and no failure. Where more agents than the
/// built-in one are there, they are ranked too.
///
/// # Errors
/// When there is no such agent, or it cannot be printed.
pub(crate) fn run(host: &dyn Host, args: &RouteArgs) -> Result<Exit, CliError> {
    let request = args.request.join(" ");
    let found = agents::all(host, &args.agent)?;
    let chosen = match &args.agent.agent {
        Some(name) => Some(agents::named(&found, name)?.definition.name.as_str()),
        None => None,
    };
    let definitions: Vec<_> = found.called().map(|agent| &agent.definition).collect();
    let ranked = if definitions.len() > 1 {
        rank(&definitions, &request)
    } else {
        Vec::new()
    };
    let ranked: Vec<_> = ranked
        .into_iter()
        .filter_map(|ranked| Some((definitions.get(ranked.index)?.name.as_str(), ranked)))
        .collect();
    let agents = render::Agents {
        chosen,
        ranked: &ranked,
    };
    let routed = route(host, &request);
    match args.format {
        ListFormat::Terminal => to_people(|out| render::write(out, &routed, &agents))?,
        ListFormat::Json => to_programs(|out| render::write_json(out, &request, &routed, &agents))?,
    }
    Ok(Exit::Clean)
}
