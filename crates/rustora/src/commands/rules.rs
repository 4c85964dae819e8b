//! `rustora rules`.

use super::{to_people, to_programs};
use crate::cli::{RulesArgs, RulesFormat};
use crate::exit::{CliError, Exit};
use crate::render::rules;

/// Lists the rules.
///
/// # Errors
/// When they cannot be printed.
pub(crate) fn run(args: &RulesArgs) -> Result<Exit, CliError> {
    match args.format {
        RulesFormat::Terminal => to_people(rules::write)?,
        RulesFormat::Json => to_programs(rules::write_json)?,
    }
    Ok(Exit::Clean)
}
