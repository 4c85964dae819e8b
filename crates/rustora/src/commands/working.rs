//! `rustora run`, `rustora resume` and `rustora sessions`: a model at work, with nobody to ask.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use rustora_agent::permission::{Mode, Permissions, Rules};
use rustora_agent::session::{Event, Session, SessionError, list};
use rustora_agent::tools::WallsWanted;
use rustora_agent::turn::{
    Decision, Ended, Notice, Outcome, Person, Question, Setup, Told, system, turn,
};
use rustora_agent::{Definition, MemoryScope, PermissionMode, Toolset};
use rustora_architect::{Jobs, job_tools};
use rustora_host::{Folder, Host, OsHost};
use rustora_llm::config::{Choice, Configuration};
use rustora_llm::{CancellationToken, Delta};
use rustora_memory::{Memory, Place, Scope, place, project_root};

use super::{agents, models, to_people, to_programs};
use crate::cache;
use crate::cli::ListFormat;
use crate::cli::memory::AGENT;
use crate::cli::running::{ModeName, OutputName, ResumeArgs, RunArgs, SessionsArgs, WorkingArgs};
use crate::compiling;
use crate::exit::{CliError, Exit, tell};
use crate::render::text::{neutral, neutral_lines};

/// How often a model may answer in a turn where nobody says.
const TURNS: u32 = 60;

/// How many tokens a model reads where its provider does not say.
const CONTEXT: u32 = 32_768;

/// The files in which a repository tells agents what holds for it.
const INSTRUCTIONS: [&str; 2] = ["AGENTS.md", "CLAUDE.md"];

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
    let session =
        Session::begin(host, sessions_folder(host)?).map_err(|error| of_session(&error))?;
    work(&args.working, session, Some(&request))
}

/// Goes on with a session.
///
/// # Errors
/// When there is none of that name, no model is configured, or the session cannot be written.
pub(crate) fn resume(host: &OsHost, args: &ResumeArgs) -> Result<Exit, CliError> {
    let session = Session::resume(host, sessions_folder(host)?, &args.session)
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
    work(&args.working, session, request.as_deref())
}

/// Lists sessions, or shows one.
///
/// # Errors
/// When there is none of that name, or the list cannot be printed.
pub(crate) fn sessions(host: &OsHost, args: &SessionsArgs) -> Result<Exit, CliError> {
    let folder = sessions_folder(host)?;
    if let Some(id) = &args.session {
        let session = Session::resume(host, folder, id).map_err(|error| of_session(&error))?;
        to_programs(|out| {
            for event in session.events() {
                serde_json::to_writer(&mut *out, event)?;
                writeln!(out)?;
            }
            Ok(())
        })?;
        return Ok(Exit::Clean);
    }
    let all = list(host, &folder);
    match args.format {
        ListFormat::Json => to_programs(|out| {
            for one in &all {
                let line = serde_json::json!({
                    "id": one.id, "at": one.at, "root": one.root, "request": one.request, "outcome": one.outcome,
                });
                writeln!(out, "{line}")?;
            }
            Ok(())
        })?,
        ListFormat::Terminal => to_people(|out| {
            for one in &all {
                let outcome = one.outcome.as_deref().unwrap_or("open");
                let request: String = one.request.chars().take(70).collect();
                writeln!(
                    out,
                    "{}  {outcome:12}  {}  {}",
                    one.id,
                    neutral(&one.root),
                    neutral(&request)
                )?;
            }
            Ok(())
        })?,
    }
    Ok(Exit::Clean)
}

fn sessions_folder(host: &dyn Host) -> Result<Folder, CliError> {
    let failed = |why: String| {
        CliError::new(format!("cannot keep a session: {why}"))
            .hint("set XDG_CACHE_HOME to a folder that can be written")
    };
    let folder =
        cache::folder(host).ok_or_else(|| failed("there is no folder for it".to_owned()))?;
    Folder::open(&folder.join("sessions")).map_err(|error| failed(error.to_string()))
}

fn of_session(error: &SessionError) -> CliError {
    CliError::new(format!("cannot go on: {error}")).hint(error.hint())
}

fn work(args: &WorkingArgs, mut session: Session, request: Option<&str>) -> Result<Exit, CliError> {
    let host: Arc<OsHost> = Arc::new(OsHost::new());
    let here = host.current_dir().and_then(|here| host.canonical(&here));
    let here =
        here.map_err(|error| CliError::new(format!("cannot work in the current folder: {error}")))?;
    let root = project_root(host.as_ref(), &here);
    let catalog = agents::all(host.as_ref(), &args.agent)?;
    let agent = agents::named(&catalog, args.agent.agent.as_deref().unwrap_or(AGENT))?;
    let agent = agent.definition.clone();
    let configuration = Configuration::read(host.as_ref(), &here).map_err(models::of_model)?;
    let choice = match &args.model {
        Some(wanted) => configuration.choose(wanted),
        None => configuration.chosen.clone(),
    };
    let choice = choice.map_err(models::of_model)?;
    let setup = setup(&host, args, &root, &agent, &configuration, &choice)?;
    let started = Event::Started {
        id: session.id.clone(),
        agent: agent.name.clone(),
        model: choice.name(),
        root: root.display().to_string(),
        mode: format!("{:?}", setup.permissions.mode).to_lowercase(),
        at: host.now().as_secs(),
    };
    session
        .record(started)
        .map_err(|error| of_session(&error))?;
    tell(&format!(
        "{} works with {}, session {}\n",
        neutral(&agent.name),
        neutral(&choice.name()),
        session.id
    ));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build();
    let runtime = runtime.map_err(|error| CliError::new(format!("cannot ask a model: {error}")))?;
    let is_json = args.output == OutputName::Json;
    let cancel = CancellationToken::new();
    let outcome = runtime.block_on(async {
        let stop = cancel.clone();
        let interrupt = tokio::spawn(async move {
            if tokio::signal::ctrl_c().await.is_ok() {
                stop.cancel();
            }
        });
        let mut watch = |notice: Notice<'_>| watched(&notice, is_json);
        let done = turn(&setup, &mut session, request, &mut watch, &cancel).await;
        interrupt.abort();
        done
    });
    let outcome = outcome.map_err(|error| CliError::new(format!("cannot go on: {error}")))?;
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

/// What happens, as it does: events for programs, a line for each call for people.
fn watched(notice: &Notice<'_>, is_json: bool) {
    match notice {
        Notice::Event(event) if is_json => {
            let mut out = std::io::stdout().lock();
            // A reader that went away had enough; the session is on the disk.
            _ = serde_json::to_writer(&mut out, event);
            _ = writeln!(out);
        }
        Notice::Event(Event::Began {
            tool, arguments, ..
        }) => {
            let shown: String = arguments.to_string().chars().take(120).collect();
            tell(&format!("  {tool} {}\n", neutral(&shown)));
        }
        Notice::Event(Event::Decided {
            allowed: false,
            why,
            ..
        }) => tell(&format!("  not permitted: {}\n", neutral(why))),
        Notice::Event(Event::Worded(worded)) => tell(&format!(
            "  code of the answer: {} proven, {} refuted, {} unproven\n",
            worded.proven,
            worded.refuted.len(),
            worded.unproven.len()
        )),
        Notice::Event(Event::Gated(gated)) => {
            let told: Vec<String> = gated
                .gates
                .iter()
                .map(|gate| format!("{} {}", gate.gate, gate.outcome))
                .collect();
            tell(&format!("  gates: {}\n", neutral(&told.join(", "))));
        }
        Notice::Delta(Delta::Retrying { why, after, .. }) => {
            tell(&format!(
                "  asking again in {:.1} s: {}\n",
                after.as_secs_f64(),
                neutral(why)
            ));
        }
        Notice::Event(_) | Notice::Delta(_) => {}
    }
}

fn setup(
    host: &Arc<OsHost>,
    args: &WorkingArgs,
    root: &Path,
    agent: &Definition,
    configuration: &Configuration,
    choice: &Choice,
) -> Result<Setup, CliError> {
    let options = compiling::usual(host.as_ref()).ok();
    let walls = match &options {
        Some(options) => WallsWanted::best(host.as_ref(), &options.launcher, &options.store),
        None => WallsWanted::None {
            reason: "there is no folder to keep them in".to_owned(),
        },
    };
    let conditions = match walls.gap() {
        None => "Commands run behind walls: they write in this folder and nowhere else, and reach no network.".to_owned(),
        Some(gap) => {
            tell(&format!("note: {}\n", neutral(&gap)));
            format!("Commands run with gaps in their walls: {gap}.")
        }
    };
    let place = memory_place(host.as_ref(), root, agent);
    let memory = place
        .as_ref()
        .and_then(|place| Memory::read(host.as_ref(), place).ok());
    let memory = memory.map(|memory| memory.for_prompt()).unwrap_or_default();
    let instructions: Vec<(String, String)> = INSTRUCTIONS
        .iter()
        .filter_map(|name| {
            let bytes = host.read(&root.join(name)).ok()?;
            Some((
                (*name).to_owned(),
                String::from_utf8_lossy(&bytes).into_owned(),
            ))
        })
        .collect();
    let jobs = Arc::new(Jobs {
        host: Arc::clone(host) as Arc<dyn Host>,
        root: root.to_owned(),
        memory: place,
        options,
    });
    let has = |name: &str| {
        job_tools().iter().any(|tool| tool.name == name) || agents::has_tool(agent, name)
    };
    let schema = match &args.output_schema {
        None => None,
        Some(path) => {
            let read = host.read(path).map_err(|error| error.to_string());
            let read = read.and_then(|bytes| {
                serde_json::from_slice(&bytes).map_err(|error| error.to_string())
            });
            Some(read.map_err(|why| {
                CliError::new(format!("cannot use the schema {}: {why}", path.display()))
                    .hint("give a file with a JSON schema")
            })?)
        }
    };
    let has_walls = matches!(walls, WallsWanted::Behind(_));
    Ok(Setup {
        model: Arc::from(
            configuration
                .model(host.as_ref(), choice)
                .map_err(models::of_model)?,
        ),
        model_name: choice.model.clone(),
        context: choice.provider.context.unwrap_or(CONTEXT),
        max_tokens: choice.provider.max_tokens,
        effort: configuration.effort,
        system: system(&Told {
            agent: &agent.prompt,
            root: &root.display().to_string(),
            instructions: &instructions,
            memory: &memory,
            conditions: &conditions,
        }),
        tools: Arc::new(Toolset::new(
            Arc::clone(host) as Arc<dyn Host>,
            walls,
            Arc::clone(&jobs),
            has,
        )),
        prover: jobs,
        permissions: Permissions {
            mode: match args.permission_mode {
                // A definition may have come with the repository: it can only narrow.
                _ if agent.permission_mode == Some(PermissionMode::Plan) => Mode::Plan,
                ModeName::Ask => Mode::Ask,
                ModeName::AcceptEdits => Mode::AcceptEdits,
                ModeName::Auto => Mode::Auto,
                ModeName::Plan => Mode::Plan,
            },
            rules: Rules::default(),
            root: root.to_owned(),
            walls: has_walls,
        },
        person: Arc::new(Nobody),
        max_turns: args.max_turns.or(agent.max_turns).unwrap_or(TURNS),
        schema,
    })
}

/// Where the agent's memory is, if its definition gives it one.
fn memory_place(host: &dyn Host, root: &Path, agent: &Definition) -> Option<Place> {
    let scope = match agent.memory? {
        MemoryScope::User => Scope::User,
        MemoryScope::Project => Scope::Project,
        MemoryScope::Local => Scope::Local,
    };
    place(host, root, scope, &agent.folder_name()).ok()
}
