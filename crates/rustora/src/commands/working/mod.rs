//! `rustora run` and `rustora resume`: a model at work, with nobody to ask. With somebody there it is [`chat()`].

mod chat;
mod interrupts;
mod sessions;
mod setup;
mod show;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustora_agent::session::{Event, Session, SessionError};
use rustora_agent::turn::{Decision, Ended, Notice, Outcome, Person, Question, turn};
use rustora_host::{Host, OsHost};
use rustora_llm::CancellationToken;
use tokio::runtime::Runtime;

use super::to_people;
use crate::cli::agents::AgentArgs;
use crate::cli::running::{OutputName, ResumeArgs, RunArgs, WorkerArgs, WorkingArgs};
use crate::exit::{CliError, Exit, tell};
use crate::render::text::neutral_lines;

pub(crate) use chat::chat;
use interrupts::Interrupts;
pub(crate) use sessions::sessions;
pub(crate) use setup::Worker;

/// Nobody is there.
struct Nobody;

impl Person for Nobody {
    fn decide(&self, question: &Question) -> Decision {
        Decision::No(format!(
            "{}, which has to be asked, and nobody is there to answer",
            question.why
        ))
    }
}

/// Lets a model do what is asked.
///
/// # Errors
/// When no model is configured, or the session cannot be written.
pub(crate) fn run(host: &OsHost, args: &RunArgs) -> Result<Exit, CliError> {
    let mut request = args.request.join(" ");
    if let Some(head) = request.strip_suffix(" -") {
        let bytes = host
            .stdin()
            .map_err(|error| CliError::new(format!("cannot read the standard input: {error}")))?;
        request = format!("{head}\n\n{}", String::from_utf8_lossy(&bytes));
    }
    let worker = at_work(host, &args.working, None)?;
    let session =
        Session::begin(host, sessions::folder(host)?).map_err(|error| of_session(&error))?;
    work(&worker, args.working.output, session, Some(&request))
}

/// Who answers a request that names no command; nobody where no model is configured.
///
/// # Errors
/// When what is configured cannot be read, or there is no such agent.
pub(crate) fn worker(host: &OsHost, agent: &AgentArgs) -> Result<Option<Worker>, CliError> {
    if !Worker::is_configured(host)? {
        return Ok(None);
    }
    let usual = WorkerArgs {
        agent: agent.clone(),
        ..WorkerArgs::default()
    };
    Worker::ready(&usual, None, Arc::new(Nobody)).map(Some)
}

/// Lets a worker answer a request, in a session of its own.
///
/// # Errors
/// When the session cannot be written.
pub(crate) fn answer(host: &OsHost, worker: &Worker, request: &str) -> Result<Exit, CliError> {
    let session =
        Session::begin(host, sessions::folder(host)?).map_err(|error| of_session(&error))?;
    work(worker, OutputName::Text, session, Some(request))
}

/// Who works where nobody can be asked.
fn at_work(host: &OsHost, args: &WorkingArgs, begun: Option<&Path>) -> Result<Worker, CliError> {
    let mut worker = Worker::ready(&args.worker, begun, Arc::new(Nobody))?;
    if let Some(path) = &args.output_schema {
        let read = host.read(path).map_err(|error| error.to_string());
        let schema = read
            .and_then(|bytes| serde_json::from_slice(&bytes).map_err(|error| error.to_string()));
        worker.setup.schema = Some(schema.map_err(|why| {
            CliError::new(format!("cannot use the schema {}: {why}", path.display()))
                .hint("give a file with a JSON schema")
        })?);
    }
    Ok(worker)
}

/// Goes on with a session.
///
/// # Errors
/// When there is none of that name, no model is configured, or the session cannot be written.
pub(crate) fn resume(host: &OsHost, args: &ResumeArgs) -> Result<Exit, CliError> {
    let session = Session::resume(host, sessions::folder(host)?, &args.session)
        .map_err(|error| of_session(&error))?;
    let request = args.request.join(" ");
    let request = (!request.is_empty()).then_some(request);
    if request.is_none()
        && matches!(session.events().last(), Some(Event::Finished { outcome, .. }) if outcome == "done")
    {
        let error = CliError::new(format!(
            "cannot go on with session {}: it is done",
            args.session
        ));
        return Err(error.hint(format!(
            "say what is next: rustora resume {} \"…\"",
            args.session
        )));
    }
    let worker = at_work(host, &args.working, begun(&session).as_deref())?;
    work(&worker, args.working.output, session, request.as_deref())
}

/// The folder in which a session was begun.
fn begun(session: &Session) -> Option<PathBuf> {
    session.events().iter().find_map(|event| match event {
        Event::Started { root, .. } => Some(PathBuf::from(root)),
        _ => None,
    })
}

/// What waits for a model. It has a thread besides the one that is blocked by the turn, for signals.
fn runtime() -> Result<Runtime, CliError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build();
    runtime.map_err(|error| CliError::new(format!("cannot ask a model: {error}")))
}

/// Ctrl-C, listened to from now on.
fn interrupts(runtime: &Runtime) -> Result<Interrupts, CliError> {
    Interrupts::listen(runtime)
        .map_err(|error| CliError::new(format!("cannot listen for Ctrl-C: {error}")))
}

fn of_session(error: &SessionError) -> CliError {
    CliError::new(format!("cannot go on: {error}")).hint(error.hint())
}

fn work(
    worker: &Worker,
    output: OutputName,
    mut session: Session,
    request: Option<&str>,
) -> Result<Exit, CliError> {
    worker.enter(&mut session)?;
    let runtime = runtime()?;
    let is_json = output == OutputName::Json;
    let cancel = CancellationToken::new();
    let mut listened = interrupts(&runtime)?;
    let outcome = runtime.block_on(async {
        let stop = cancel.clone();
        let interrupt = tokio::spawn(async move {
            if listened.next().await.is_some() {
                stop.cancel();
            }
        });
        let mut watch = |notice: Notice<'_>| show::watched(&notice, is_json);
        let done = turn(&worker.setup, &mut session, request, &mut watch, &cancel).await;
        interrupt.abort();
        done
    });
    let outcome = outcome.map_err(|error| CliError::new(format!("cannot go on: {error}")))?;
    let refused = session.events().iter().filter(|event| {
        matches!(
            event,
            Event::Decided {
                allowed: false,
                asked: Some(_),
                ..
            }
        )
    });
    if refused.count() > 0 {
        tell(&format!(
            "note: nobody was there to be asked; `rustora chat --session {}` asks you\n",
            session.id
        ));
    }
    if !is_json {
        to_people(|out| writeln!(out, "{}", neutral_lines(&outcome.text)))?;
    }
    Ok(exit(&outcome))
}

fn exit(outcome: &Outcome) -> Exit {
    match outcome.ended {
        Ended::Done => Exit::Clean,
        Ended::Red => Exit::Findings,
        _ => Exit::Failed,
    }
}
