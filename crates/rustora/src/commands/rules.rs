//! `rustora rules`.

use super::{to_people, to_programs};
use crate::cli::{ListFormat, RulesArgs};
use crate::exit::{CliError, Exit};
use crate::render::rules;

/// Lists the rules.
///
/// # Errors
/// When they cannot be printed.
pub(crate) fn run(args: &RulesArgs) -> Result<Exit, CliError> {
    match args.format {
        ListFormat::Terminal => to_people(rules::write)?,
        ListFormat::Json => to_programs(rules::write_json)?,
    }
    Ok(Exit::Clean)
}
