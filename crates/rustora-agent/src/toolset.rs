//! The tools of an agent: those of the workspace, the jobs, and what servers lend it, together, as far as its definition gives them.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use rustora_architect::{Held, HeldState, Jobs, job_tools};
use rustora_host::{Cancel, Host};
use rustora_llm::ToolSpec;
use serde_json::Value;

use crate::mcp::Servers;
use crate::permission::{Action, Grants, Permissions};
use crate::session::{GateReport, Gated, Worded};
use crate::tools::{self, Context, Done, Seen, WallsWanted};
use crate::turn::{Prover, Toolbox, Wanted};

/// How much of what a job says a model gets, in bytes.
const MOST: usize = 30_000;

/// What an agent works with.
pub struct Toolset {
    host: Arc<dyn Host>,
    root: PathBuf,
    seen: Seen,
    walls: WallsWanted,
    jobs: Arc<Jobs>,
    /// The names of the tools that it has.
    names: Vec<&'static str>,
    servers: Servers,
}

impl Toolset {
    /// The tools for which `has` says so, and those of servers.
    pub fn new(
        host: Arc<dyn Host>,
        walls: WallsWanted,
        jobs: Arc<Jobs>,
        servers: Servers,
        has: impl Fn(&str) -> bool,
    ) -> Self {
        let own = tools::specs().into_iter().map(|spec| spec.name);
        let all = own.chain(job_tools().into_iter().map(|tool| tool.name));
        Self {
            host,
            root: jobs.root.clone(),
            seen: Seen::default(),
            walls,
            names: all.filter(|name| has(name)).collect(),
            jobs,
            servers,
        }
    }
}

impl Toolbox for Toolset {
    fn specs(&self) -> Vec<ToolSpec> {
        let own = tools::specs()
            .into_iter()
            .map(|spec| (spec.name, spec.description, spec.schema));
        let jobs = job_tools()
            .into_iter()
            .map(|tool| (tool.name, tool.description, tool.schema));
        own.chain(jobs)
            .filter(|(name, ..)| self.names.contains(name))
            .map(|(name, description, schema)| ToolSpec {
                name: name.to_owned(),
                description: description.to_owned(),
                schema,
            })
            .chain(self.servers.specs().cloned())
            .collect()
    }

    fn wanted(
        &self,
        tool: &str,
        arguments: &Value,
        permissions: &Permissions,
    ) -> Result<Wanted, String> {
        let host = self.host.as_ref();
        if let Some(action) = self.servers.action(tool) {
            return Ok(Wanted {
                verdict: permissions.judge(host, &action),
                grants: Grants::default(),
                only_looks: false,
                shown: format!("{tool} {arguments}"),
            });
        }
        if !self.names.contains(&tool) {
            let lent = self.servers.specs().map(|spec| spec.name.as_str());
            let all: Vec<&str> = self.names.iter().copied().chain(lent).collect();
            return Err(format!(
                "there is no tool {tool}; there are {}",
                all.join(", ")
            ));
        }
        if let Some(job) = job_tools().into_iter().find(|job| job.name == tool) {
            if let Err(error) = jsonschema::validate(&job.schema, arguments) {
                return Err(format!("the arguments of {tool} miss its schema: {error}"));
            }
            let changes = job.remembers
                && ["add", "forget"]
                    .iter()
                    .any(|word| arguments["do"] == *word);
            let action = if changes {
                Action::Memory
            } else {
                Action::Engine(tool)
            };
            return Ok(Wanted {
                verdict: permissions.judge(host, &action),
                grants: Grants::default(),
                only_looks: !changes,
                shown: format!("{tool} {arguments}"),
            });
        }
        let action = tools::action(tool, arguments)?;
        let shown = match &action {
            Action::Command(line) => (*line).to_owned(),
            Action::Cargo(args) => format!("cargo {}", args.join(" ")),
            Action::Read(path) | Action::Edit(path) => format!("{tool} {}", path.display()),
            _ => format!("{tool} {arguments}"),
        };
        Ok(Wanted {
            verdict: permissions.judge(host, &action),
            grants: permissions.grants(host, &action),
            only_looks: matches!(action, Action::Read(_)),
            shown,
        })
    }

    fn run(&self, tool: &str, arguments: &Value, grants: Grants, cancel: &Cancel) -> Done {
        if self.servers.action(tool).is_some() {
            return self.servers.run(tool, arguments, cancel);
        }
        if job_tools().iter().any(|job| job.name == tool) {
            let (text, is_error) = match self.jobs.run(tool, arguments, cancel) {
                Ok(text) => (text, false),
                Err(why) => (why, true),
            };
            return Done {
                text: bounded(text, MOST),
                is_error,
                changed: Vec::new(),
            };
        }
        let mut context = Context::new(
            self.host.as_ref(),
            &self.root,
            &self.seen,
            cancel,
            &self.walls,
        );
        context.given(grants);
        tools::run(&context, tool, arguments)
    }
}

/// The beginning of a text, and how much is missing.
pub(crate) fn bounded(mut text: String, most: usize) -> String {
    if text.len() > most {
        let end = (0..=most)
            .rev()
            .find(|end| text.is_char_boundary(*end))
            .unwrap_or(0);
        let left = text.len() - end;
        text.truncate(end);
        _ = write!(text, "\n(cut here: {left} bytes more)");
    }
    text
}

impl Prover for Jobs {
    fn words(&self, text: &str, cancel: &Cancel) -> Worded {
        let mut out = Worded::default();
        for held in Self::words(self, text, cancel) {
            let Held { what, state, said } = held;
            let line = what
                .rsplit(' ')
                .next()
                .and_then(|line| line.parse().ok())
                .unwrap_or(0);
            match state {
                HeldState::Proven => out.proven += 1,
                HeldState::Refuted => out.refuted.push((line, said.join("\n"))),
                HeldState::Unproven => out.unproven.push((line, said.join("\n"))),
            }
        }
        out
    }

    fn content(&self) -> String {
        Self::content(self)
    }

    fn gates(&self, cancel: &Cancel) -> Gated {
        let gates = Self::gates(self, cancel)
            .into_iter()
            .map(|held| GateReport {
                gate: held.what,
                outcome: match held.state {
                    HeldState::Proven => "proven",
                    HeldState::Refuted => "refuted",
                    HeldState::Unproven => "unproven",
                }
                .to_owned(),
                said: held.said,
            });
        Gated {
            content: String::new(),
            gates: gates.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use rustora_host::MemoryHost;
    use serde_json::json;

    use super::*;
    use crate::turn::{Told, system};

    /// What a provider is told besides, such as the model's name and the marks around each part.
    const AROUND: usize = 600;

    #[test]
    fn the_first_request_of_the_built_in_agent_is_small() {
        let host: Arc<dyn Host> = Arc::new(MemoryHost::default());
        let jobs = Jobs {
            host: Arc::clone(&host),
            root: "/w".into(),
            memory: None,
            options: None,
        };
        let walls = WallsWanted::None {
            reason: "a test".to_owned(),
        };
        let tools = Toolset::new(host, walls, Arc::new(jobs), Servers::default(), |_| true);
        let tools: Vec<Value> = tools
            .specs()
            .into_iter()
            .map(|spec| {
                let function = json!({ "name": spec.name, "description": spec.description, "parameters": spec.schema });
                json!({ "type": "function", "function": function })
            })
            .collect();
        let (agent, _) = crate::builtin::architect();
        let system = system(&Told {
            agent: &agent.unwrap().prompt,
            root: "/srv/somebody/projects/service",
            instructions: &[],
            memory: "",
            conditions: "Commands run behind walls: they write in this folder and nowhere else, and reach no network.",
        });
        let body = json!({ "system": system, "tools": tools }).to_string();
        assert!(body.len() + AROUND <= 12 << 10, "{} bytes", body.len());
    }
}
