//! Who works, where and with what: everything that is settled before the first question to a model.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustora_agent::mcp;
use rustora_agent::permission::{Grants, Mode, Permissions, Rules};
use rustora_agent::session::{Event, Session};
use rustora_agent::tools::WallsWanted;
use rustora_agent::turn::{Person, Setup, Told, system};
use rustora_agent::{Definition, MemoryScope, PermissionMode, Toolset};
use rustora_architect::{Jobs, job_tools};
use rustora_host::{Cancel, Host, OsHost};
use rustora_llm::config::{Choice, Configuration, user_file};
use rustora_memory::{Memory, Place, Scope, place, project_root};

use super::of_session;
use crate::cli::memory::AGENT;
use crate::cli::running::{ModeName, WorkerArgs};
use crate::commands::{agents, models};
use crate::compiling;
use crate::exit::{CliError, tell};
use crate::render::text::neutral;

/// How often a model may answer in a turn where nobody says.
const TURNS: u32 = 60;

/// How many tokens a model reads where its provider does not say.
const CONTEXT: u32 = 32_768;

/// The files in which a repository tells agents what holds for it.
const INSTRUCTIONS: [&str; 2] = ["AGENTS.md", "CLAUDE.md"];

/// An agent with a model, in a folder.
pub(crate) struct Worker {
    /// What its turns are taken with.
    pub(super) setup: Setup,
    pub(super) agent: String,
    pub(super) model: String,
    pub(super) root: PathBuf,
    pub(super) configuration: Configuration,
    /// Whether its definition lets it read and nothing else.
    only_reads: bool,
    host: Arc<OsHost>,
}

impl Worker {
    /// Whether there is a model to work with. Why one that is configured cannot be used is said.
    ///
    /// # Errors
    /// When the user's file cannot be read.
    pub(super) fn is_configured(host: &OsHost) -> Result<bool, CliError> {
        let here = host.current_dir().map_err(|error| {
            CliError::new(format!("cannot work in the current folder: {error}"))
        })?;
        let configuration = Configuration::read(host, &here).map_err(models::of_model)?;
        match &configuration.chosen {
            Ok(_) => return Ok(true),
            Err(error) if !configuration.providers.is_empty() => {
                tell(&format!(
                    "note: without a model: {}\n",
                    neutral(&error.to_string())
                ));
            }
            Err(_) => {}
        }
        Ok(false)
    }

    /// The engine's review of these paths, of everything where there are none, as a model is told of what a person has seen.
    pub(crate) fn reviewed(&self, paths: &[&str]) -> String {
        let arguments = match paths {
            [] => serde_json::json!({}),
            paths => serde_json::json!({ "paths": paths }),
        };
        let tools = &self.setup.tools;
        let done = tools.run("review", &arguments, Grants::default(), &Cancel::default());
        if done.is_error {
            return String::new();
        }
        format!(
            "\n\nThe person has the engine's review before them. Do not repeat it; report what it cannot see with `finding`.\n\
            <review>\n{}\n</review>",
            done.text.trim_end()
        )
    }

    /// Finds the agent, the model and the folder: the one where a session was begun, or else the current project's.
    ///
    /// # Errors
    /// When one of them is not there, or cannot be read.
    pub(super) fn ready(
        args: &WorkerArgs,
        begun: Option<&Path>,
        person: Arc<dyn Person>,
    ) -> Result<Self, CliError> {
        let host: Arc<OsHost> = Arc::new(OsHost::new());
        let here = match begun {
            Some(root) => Ok(root.to_owned()),
            None => host.current_dir(),
        };
        let here = here
            .and_then(|here| host.canonical(&here))
            .map_err(|error| {
                let at = begun.map_or("the current folder".to_owned(), |root| {
                    root.display().to_string()
                });
                CliError::new(format!("cannot work in {at}: {error}"))
            })?;
        let root = match begun {
            Some(_) => here.clone(),
            None => project_root(host.as_ref(), &here),
        };
        let catalog = agents::all(host.as_ref(), &args.agent)?;
        let agent = agents::named(&catalog, args.agent.agent.as_deref().unwrap_or(AGENT))?;
        let configuration = Configuration::read(host.as_ref(), &here).map_err(models::of_model)?;
        let choice = match &args.model {
            Some(wanted) => configuration.choose(wanted),
            None => configuration.chosen.clone(),
        };
        let choice = choice.map_err(models::of_model)?;
        let setup = setup(
            &host,
            args,
            &root,
            &agent.definition,
            &configuration,
            &choice,
            person,
        )?;
        Ok(Self {
            setup,
            agent: agent.definition.name.clone(),
            model: choice.name(),
            root,
            only_reads: agent.definition.permission_mode == Some(PermissionMode::Plan),
            configuration,
            host,
        })
    }

    /// Goes on with another model.
    ///
    /// # Errors
    /// When it is not configured.
    pub(super) fn with_model(&mut self, wanted: &str) -> Result<(), CliError> {
        let choice = self
            .configuration
            .choose(wanted)
            .map_err(models::of_model)?;
        let model = self
            .configuration
            .model(self.host.as_ref(), &choice)
            .map_err(models::of_model)?;
        self.setup.model = Arc::from(model);
        self.setup.model_name.clone_from(&choice.model);
        self.setup.context = choice.provider.context.unwrap_or(CONTEXT);
        self.setup.max_tokens = choice.provider.max_tokens;
        self.model = choice.name();
        Ok(())
    }

    /// Lets it do so much unasked, as far as its definition allows; says whether it did.
    pub(super) fn with_mode(&mut self, wanted: ModeName) -> bool {
        self.setup.permissions.mode = mode(wanted, self.only_reads);
        !self.only_reads || wanted == ModeName::Plan
    }

    /// Writes down who works in a session, and says so.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn enter(&self, session: &mut Session) -> Result<(), CliError> {
        self.begin(session)?;
        tell(&format!(
            "{} works with {}, session {}\n",
            neutral(&self.agent),
            neutral(&self.model),
            session.id
        ));
        Ok(())
    }

    /// Writes down who works in a session.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn begin(&self, session: &mut Session) -> Result<(), CliError> {
        let started = Event::Started {
            id: session.id.clone(),
            agent: self.agent.clone(),
            model: self.model.clone(),
            root: self.root.display().to_string(),
            mode: format!("{:?}", self.setup.permissions.mode).to_lowercase(),
            at: self.host.now().as_secs(),
        };
        session
            .record(started)
            .map_err(|error| of_session(&error))?;
        Ok(())
    }
}

/// A mode as the command line calls it.
pub(super) fn mode_name(mode: Mode) -> &'static str {
    match mode {
        Mode::Ask => "ask",
        Mode::AcceptEdits => "accept-edits",
        Mode::Auto => "auto",
        Mode::Plan => "plan",
    }
}

/// How much is done unasked. A definition may have come with the repository: it can only narrow.
fn mode(wanted: ModeName, only_reads: bool) -> Mode {
    match wanted {
        _ if only_reads => Mode::Plan,
        ModeName::Ask => Mode::Ask,
        ModeName::AcceptEdits => Mode::AcceptEdits,
        ModeName::Auto => Mode::Auto,
        ModeName::Plan => Mode::Plan,
    }
}

fn setup(
    host: &Arc<OsHost>,
    args: &WorkerArgs,
    root: &Path,
    agent: &Definition,
    configuration: &Configuration,
    choice: &Choice,
    person: Arc<dyn Person>,
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
    let permissions = permissions(args, agent, configuration, root, &walls);
    let servers = servers(
        host.as_ref(),
        agent,
        configuration,
        &permissions,
        person.as_ref(),
    );
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
            servers,
            has,
        )),
        prover: jobs,
        permissions,
        person,
        max_turns: args.max_turns.or(agent.max_turns).unwrap_or(TURNS),
        schema: None,
    })
}

/// What may be done here: as the command line, the files and the definition say.
fn permissions(
    args: &WorkerArgs,
    agent: &Definition,
    configuration: &Configuration,
    root: &Path,
    walls: &WallsWanted,
) -> Permissions {
    let said = &configuration.permissions;
    let rules = Rules::new(&said.user, &said.repository).narrowed(agent);
    for note in said.notes.iter().chain(&rules.notes) {
        tell(&format!("note: {}\n", neutral(note)));
    }
    Permissions {
        mode: mode(
            args.permission_mode,
            agent.permission_mode == Some(PermissionMode::Plan),
        ),
        rules,
        root: root.to_owned(),
        walls: matches!(walls, WallsWanted::Behind(_)),
    }
}

/// The servers of an agent that the user allows.
fn servers(
    host: &dyn Host,
    agent: &Definition,
    configuration: &Configuration,
    permissions: &Permissions,
    person: &dyn Person,
) -> mcp::Servers {
    let keys: Vec<String> = configuration
        .providers
        .iter()
        .filter_map(|provider| provider.key_variable.clone())
        .collect();
    let settings = user_file(host).map_or("your rustora.toml".to_owned(), |path| {
        path.display().to_string()
    });
    let (servers, notes) = mcp::connect(&mcp::Terms {
        host,
        root: &permissions.root,
        agent,
        permissions,
        person,
        keys: &keys,
        is_trusted: configuration.servers.projects.iter().any(|project| {
            let project = host.canonical(project);
            project.is_ok_and(|project| permissions.root.starts_with(project))
        }),
        settings: &settings,
        start: configuration.servers.start,
        call: configuration.servers.call,
    });
    for note in &notes {
        tell(&format!("note: {}\n", neutral(note)));
    }
    servers
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
