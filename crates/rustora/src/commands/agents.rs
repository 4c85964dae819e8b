//! `rustora agents`, and the agent that another command is asked to be.

use std::path::{Path, PathBuf};

use rustora_agent::{Agent, Catalog, CatalogError, Level, NewError, Origin, catalog};
use rustora_design::nearest;
use rustora_host::Host;

use super::{to_people, to_programs};
use crate::cli::ListFormat;
use crate::cli::agents::{AgentArgs, AgentsArgs, AgentsCommand};
use crate::exit::{CliError, Exit, tell};
use crate::render::agents as render;
use crate::render::text::{count, neutral};

/// Lists, shows, checks or makes definitions.
///
/// # Errors
/// When there is no such agent, or something cannot be read or written.
pub(crate) fn run(host: &dyn Host, args: &AgentsArgs) -> Result<Exit, CliError> {
    let here = here(host)?;
    let found = || catalog(host, &here, args.agents.as_deref()).map_err(|error| unread(&error));
    match &args.command {
        AgentsCommand::List { format } => {
            let found = found()?;
            match format {
                ListFormat::Terminal => {
                    to_people(|out| render::list(out, &found, &here))?;
                    remarks(&found, &here);
                }
                ListFormat::Json => to_programs(|out| render::json_list(out, &found, &here))?,
            }
        }
        AgentsCommand::Show { name, format } => {
            let found = found()?;
            let agent = named(&found, name)?;
            match format {
                ListFormat::Terminal => {
                    to_people(|out| render::show(out, &found, agent, &here))?;
                    for problem in &agent.problems {
                        tell(&render::remark(agent.path.as_deref(), problem, &here));
                    }
                }
                ListFormat::Json => {
                    to_programs(|out| render::json_show(out, &found, agent, &here))?;
                }
            }
        }
        AgentsCommand::Check { path, format } => {
            let checked = match path {
                Some(path) => rustora_agent::check(host, &here.join(path)),
                None => rustora_agent::check_all(host, &here),
            };
            let checked = checked.map_err(|error| unread(&error))?;
            match format {
                ListFormat::Terminal => to_people(|out| render::checked(out, &checked, &here))?,
                ListFormat::Json => to_programs(|out| render::json_checked(out, &checked, &here))?,
            }
            if checked.has_problems() {
                return Ok(Exit::Findings);
            }
        }
        AgentsCommand::New { name } => {
            let failed = |error: NewError| {
                CliError::new(format!("cannot make the definition: {error}")).hint(error.hint())
            };
            let made = rustora_agent::new(host, &here, name).map_err(failed)?;
            to_people(|out| writeln!(out, "{}", neutral(&render::place(&made.path, &here))))?;
            match made.replaces {
                Some(Origin::BuiltIn) => {
                    tell("note: in this project it takes the place of the built-in agent\n");
                }
                Some(_) => tell(
                    "note: in this project it takes the place of your own agent of that name\n",
                ),
                None => {}
            }
        }
    }
    Ok(Exit::Clean)
}

/// Sees to it that what a command says of agents is true.
///
/// # Errors
/// When there is no agent of that name, or the agents of the command line are none.
pub(super) fn known(host: &dyn Host, args: &AgentArgs) -> Result<(), CliError> {
    if let Some(name) = &args.agent {
        named(&all(host, args)?, name)?;
    } else if args.agents.is_some() {
        all(host, args)?;
    }
    Ok(())
}

/// The agents of the current folder.
///
/// # Errors
/// When those of the command line are none.
pub(super) fn all(host: &dyn Host, args: &AgentArgs) -> Result<Catalog, CliError> {
    catalog(host, &here(host)?, args.agents.as_deref()).map_err(|error| unread(&error))
}

fn here(host: &dyn Host) -> Result<PathBuf, CliError> {
    let here = host.current_dir().and_then(|here| host.canonical(&here));
    here.map_err(|error| CliError::new(format!("cannot read the current folder: {error}")))
}

fn unread(error: &CatalogError) -> CliError {
    CliError::new(error.to_string()).hint(error.hint())
}

/// The agent of a name.
///
/// # Errors
/// When there is none; the hint names the nearest, or all of them.
pub(super) fn named<'c>(found: &'c Catalog, name: &str) -> Result<&'c Agent, CliError> {
    if let Some(agent) = found.find(name) {
        return Ok(agent);
    }
    let names = || found.called().map(|agent| agent.definition.name.as_str());
    let error = CliError::new(format!("there is no agent `{name}`"));
    let broken = found
        .unusable
        .iter()
        .find(|unusable| unusable.path.file_stem().is_some_and(|stem| stem == name));
    if let Some(broken) = broken {
        let path = broken.path.display();
        return Err(error.hint(format!(
            "{path} defines no agent: `rustora agents check` says why"
        )));
    }
    Err(match nearest(name, names()) {
        Some(near) => error.hint(format!("is `{near}` meant?")),
        None => error.hint(format!(
            "there are: {}",
            names().collect::<Vec<_>>().join(", ")
        )),
    })
}

/// What a list of agents alone does not show.
fn remarks(found: &Catalog, here: &Path) {
    let mut others = 0;
    for unusable in &found.unusable {
        for problem in &unusable.problems {
            if problem.level == Level::Note {
                others += 1;
            } else {
                tell(&render::remark(Some(&unusable.path), problem, here));
            }
        }
    }
    if others > 0 {
        let files = count(others, "file");
        tell(&format!(
            "note: {files} in the folders of agents without front matter: no definitions\n"
        ));
    }
    let is_bad = |agent: &&Agent| {
        let mut problems = agent.problems.iter();
        problems.any(|problem| problem.level >= Level::Warning)
    };
    let bad = found.agents.iter().filter(is_bad).count();
    if bad > 0 {
        let bad = count(bad, "definition");
        tell(&format!(
            "warning: something is wrong with {bad}: `rustora agents check` says what\n"
        ));
    }
}
