//! `rustora route`: what a request is understood as, and nothing done.

use rustora_architect::route::route;
use rustora_host::Host;

use super::{to_people, to_programs};
use crate::cli::{ListFormat, RouteArgs};
use crate::exit::{CliError, Exit};
use crate::render::route as render;

/// Routes and prints. That a request is not clear, or not ours, is what was to be shown, and no failure.
///
/// # Errors
/// When it cannot be printed.
pub(crate) fn run(host: &dyn Host, args: &RouteArgs) -> Result<Exit, CliError> {
    let request = args.request.join(" ");
    let routed = route(host, &request);
    match args.format {
        ListFormat::Terminal => to_people(|out| render::write(out, &routed))?,
        ListFormat::Json => to_programs(|out| render::write_json(out, &request, &routed))?,
    }
    Ok(Exit::Clean)
}
