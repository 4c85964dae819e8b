//! `rustora models`.

use std::thread;

use rustora_host::{Host, OsHost};
use rustora_llm::ModelError;
use rustora_llm::config::{Configuration, Provider};

use super::{to_people, to_programs};
use crate::cli::{ListFormat, ModelsArgs};
use crate::exit::{CliError, Exit};
use crate::render::models::{self, Checked};

/// Shows what is configured, and asks each provider whether it is there.
///
/// # Errors
/// When the user's configuration cannot be understood, or the list cannot be printed.
pub(crate) fn run(host: &OsHost, args: &ModelsArgs) -> Result<Exit, CliError> {
    let folder = host
        .current_dir()
        .map_err(|error| CliError::new(format!("finding the current folder: {error}")))?;
    let configuration = Configuration::read(host, &folder).map_err(of_model)?;
    let checked = if args.offline {
        let unasked = configuration.providers.iter().map(|_| None);
        unasked.collect()
    } else {
        check(host, &configuration)
    };
    match args.format {
        ListFormat::Terminal => to_people(|out| models::write(out, &configuration, &checked))?,
        ListFormat::Json => to_programs(|out| models::write_json(out, &configuration, &checked))?,
    }
    Ok(Exit::Clean)
}

/// An error of a model, with what to do about it.
pub(super) fn of_model(error: ModelError) -> CliError {
    let told = CliError::new(error.message);
    if error.hint.is_empty() {
        return told;
    }
    told.hint(error.hint)
}

/// Asks all of them at once, since each may take seconds not to answer.
fn check(host: &OsHost, configuration: &Configuration) -> Vec<Checked> {
    let ask = |provider: &Provider| {
        // Without its key it would only say that there is none.
        if !provider.is_ready() {
            return None;
        }
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        Some(runtime.map_or_else(
            |error| Err(format!("nothing can be asked here: {error}")),
            |runtime| {
                let listed = runtime.block_on(configuration.reachable(host, provider));
                listed.map_err(|error| error.message)
            },
        ))
    };
    thread::scope(|scope| {
        let providers = configuration.providers.iter();
        let asked: Vec<_> = providers
            .map(|provider| scope.spawn(move || ask(provider)))
            .collect();
        let answers = asked.into_iter().map(|asked| asked.join().ok().flatten());
        answers.collect()
    })
}
