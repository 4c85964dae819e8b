//! Tools that other programs lend to an agent: servers of the Model Context Protocol.
//!
//! What a project says of servers may be a stranger's, and a server runs outside of the walls: none is started that the user has not allowed, by a
//! rule or when asked. It gets the least of an environment, and no key of a model. Tools are asked for once, when the session begins; what
//! a server changes of them later is not looked at, so that what a model is told stays the same. What a server says is data, and bounded. A server
//! that is gone is gone: nothing is started again behind anybody's back.
//!
//! Servers that are reached over HTTP are not: they are named in a note.

mod config;
mod connection;
mod offered;

use std::path::Path;
use std::time::Duration;

use rustora_host::{Cancel, Host, Launch, Limits, Walls};
use rustora_llm::ToolSpec;
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::definition::Definition;
use crate::permission::{Action, Permissions, Verdict};
use crate::tools::Done;
use crate::turn::{Decision, Person, Question};
use config::Server;
use connection::Connection;
use offered::Offered;

/// Who wants servers, and on which terms.
pub struct Terms<'a> {
    /// The machine.
    pub host: &'a dyn Host,
    /// The project, its path canonical.
    pub root: &'a Path,
    /// The agent.
    pub agent: &'a Definition,
    /// What it may do.
    pub permissions: &'a Permissions,
    /// Who is asked before a server is started.
    pub person: &'a dyn Person,
    /// Variables that hold the key of a model.
    pub keys: &'a [String],
    /// Whether the user has named this project as one in which their rules start servers: a rule goes by a server's name, and in
    /// another repository the name may be that of another program.
    pub is_trusted: bool,
    /// The file in which the user's rules are, for people.
    pub settings: &'a str,
    /// How long a server may take until it has said which tools it has.
    pub start: Duration,
    /// How long a call may take.
    pub call: Duration,
}

/// The servers of a session. When this goes, so do they.
#[derive(Default)]
pub struct Servers {
    runtime: Option<Runtime>,
    connections: Vec<Connection>,
    /// Sorted by name, each with the place of its server.
    tools: Vec<(Offered, usize)>,
    call: Duration,
}

/// Starts the servers of an agent that may be, and says what of them is left out.
pub fn connect(terms: &Terms<'_>) -> (Servers, Vec<String>) {
    let (wanted, mut notes) = config::servers(terms.host, terms.root, terms.agent);
    let mut starting = Vec::new();
    for server in &wanted {
        match start(terms, server) {
            Ok(companion) => starting.push((server, companion)),
            Err(why) => notes.push(format!(
                "the server `{}` was not started: {why}",
                server.name
            )),
        }
    }
    let mut servers = Servers::default();
    servers.call = terms.call;
    if starting.is_empty() {
        return (servers, notes);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            notes.push(format!("no server was started: {error}"));
            return (servers, notes);
        }
    };
    let greeted: Vec<_> = starting
        .into_iter()
        .map(|(server, companion)| {
            let greeting = Connection::greet(server.name.clone(), companion, terms.start);
            (server, runtime.spawn(greeting))
        })
        .collect();
    for (server, greeting) in greeted {
        let name = &server.name;
        match runtime.block_on(greeting) {
            Ok(Ok((connection, listed))) => {
                let has = |tool: &str| config::gives(terms.agent, tool);
                let (tools, left) = offered::offered(name, &listed.tools, listed.is_all, has);
                let at = servers.connections.len();
                servers
                    .tools
                    .extend(tools.into_iter().map(|tool| (tool, at)));
                servers.connections.push(connection);
                notes.extend(left);
            }
            Ok(Err(why)) => notes.push(format!("the server `{name}` cannot be used: {why}")),
            Err(error) => notes.push(format!("the server `{name}` cannot be used: {error}")),
        }
    }
    servers
        .tools
        .sort_by(|a, b| a.0.spec.name.cmp(&b.0.spec.name));
    servers.runtime = Some(runtime);
    (servers, notes)
}

/// Starts a server, if somebody has allowed it.
fn start(terms: &Terms<'_>, server: &Server) -> Result<rustora_host::Companion, String> {
    let (name, origin, shown) = (&server.name, &server.origin, server.shown());
    let every = Action::Mcp {
        server: name,
        tool: "*",
    };
    match terms.permissions.judge(terms.host, &every) {
        Verdict::Allow if terms.is_trusted => {}
        Verdict::Deny(why) => return Err(why),
        Verdict::Allow | Verdict::Ask(_) => {
            let question = Question {
                tool: format!("mcp__{name}"),
                shown: shown.clone(),
                why: format!("{origin} has it started, outside of the walls"),
                arguments: serde_json::Value::Null,
            };
            if terms.person.decide(&question) != Decision::Yes {
                return Err(format!(
                    "{origin} has it run `{shown}`, outside of the walls, which nobody has allowed; if you trust this project, write \
                    `allow = [\"mcp({name}/*)\"]` below [permissions] and `projects = [\"{}\"]` below [mcp] in {}",
                    terms.root.display(),
                    terms.settings
                ));
            }
        }
    }
    let filled = server.filled(terms.host, terms.root, terms.keys)?;
    let launch = Launch {
        program: filled.program,
        args: filled.args,
        folder: terms.root.to_owned(),
        env: filled.env,
        walls: Walls::Open,
        limits: Limits {
            time: Duration::MAX,
            memory: u64::MAX,
            processes: usize::MAX,
            disk: u64::MAX,
        },
    };
    terms
        .host
        .start(&launch)
        .map_err(|error| format!("`{shown}` cannot be run: {error}"))
}

impl Servers {
    /// Their tools, sorted by name.
    pub fn specs(&self) -> impl Iterator<Item = &ToolSpec> {
        self.tools.iter().map(|(tool, _)| &tool.spec)
    }

    /// What permission is to be asked before a tool of theirs is called; none for what is no tool of theirs.
    pub fn action(&self, name: &str) -> Option<Action<'_>> {
        let (tool, at) = self.find(name)?;
        Some(Action::Mcp {
            server: &self.connections[at].name,
            tool: &tool.tool,
        })
    }

    /// Calls a tool, on a thread that may wait. Whether it may be called was asked before.
    pub fn run(&self, name: &str, arguments: &Value, cancel: &Cancel) -> Done {
        let (Some(runtime), Some((tool, at))) = (&self.runtime, self.find(name)) else {
            return Done::failed(format!("there is no tool {name}"));
        };
        let Value::Object(arguments) = arguments else {
            return Done::failed(format!("the arguments of {name} are no JSON object"));
        };
        let call = self.connections[at].call(&tool.tool, arguments.clone(), self.call, cancel);
        runtime.block_on(call)
    }

    fn find(&self, name: &str) -> Option<(&Offered, usize)> {
        let mut tools = self.tools.iter();
        let (tool, at) = tools.find(|(tool, _)| tool.spec.name == name)?;
        Some((tool, *at))
    }
}

impl Drop for Servers {
    fn drop(&mut self) {
        // All of them are told before any is waited for.
        self.connections.iter().for_each(Connection::release);
        self.connections.iter().for_each(Connection::end);
        if let Some(runtime) = self.runtime.take() {
            // It may go while another runtime is at work on this thread, where none may be waited for.
            runtime.shutdown_background();
        }
    }
}
