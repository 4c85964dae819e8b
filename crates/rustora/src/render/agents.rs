//! Agents and what is wrong with their definitions, for people and for programs.

use std::io::{self, Write};
use std::path::Path;

use annotate_snippets::renderer::{DEFAULT_ERROR_STYLE, DEFAULT_HELP_STYLE};
use anstyle::Style;
use rustora_agent::{
    Agent, Catalog, Checked, Definition, Entry, Level, McpServer, Node, Problem, Tool, Tools,
    Value as Yaml,
};
use serde_json::{Map, Value, json};

use super::text::{count, neutral, neutral_lines, wrap_hanging};

/// How much of a description a list shows, in characters.
const SHOWN: usize = 110;

/// How many places of a finding people are shown.
const PLACES: usize = 5;

/// How wide a text is set.
const WIDTH: usize = 100;

/// A path as people read it: below the current folder where it is.
pub(crate) fn place(path: &Path, here: &Path) -> String {
    let below = path.strip_prefix(here).unwrap_or(path);
    let below = if below.as_os_str().is_empty() {
        path
    } else {
        below
    };
    below.display().to_string()
}

fn from(agent: &Agent, here: &Path) -> String {
    match &agent.path {
        Some(path) => format!("{}, {}", agent.origin.name(), place(path, here)),
        None => agent.origin.name().to_owned(),
    }
}

/// Writes the agents for people, each with those whose place it takes.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn list(out: &mut dyn Write, found: &Catalog, here: &Path) -> io::Result<()> {
    let bold = Style::new().bold();
    let mut names: Vec<&Agent> = found.called().collect();
    names.sort_by(|a, b| a.definition.name.cmp(&b.definition.name));
    for agent in &names {
        let name = neutral(&agent.definition.name);
        writeln!(out, "{bold}{name}{bold:#}  {}", neutral(&from(agent, here)))?;
        let summary = agent.definition.summary();
        let line = summary.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut shown: String = line.chars().take(SHOWN).collect();
        if shown.len() < line.len() {
            shown.push('…');
        }
        writeln!(out, "  {}", neutral(&shown))?;
        for lost in shadowed(found, agent) {
            writeln!(out, "  in place of: {}", neutral(&from(lost, here)))?;
        }
    }
    writeln!(out, "{bold}{}{bold:#}", count(names.len(), "agent"))
}

/// The agents of the same name that are not called.
fn shadowed<'c>(found: &'c Catalog, agent: &'c Agent) -> impl Iterator<Item = &'c Agent> {
    let at = found.agents.iter().position(|other| other == agent);
    let lost = move |other: &&Agent| other.shadowed_by.is_some() && other.shadowed_by == at;
    found.agents.iter().filter(lost)
}

/// Writes an agent for people.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn show(
    out: &mut dyn Write,
    found: &Catalog,
    agent: &Agent,
    here: &Path,
) -> io::Result<()> {
    let bold = Style::new().bold();
    let definition = &agent.definition;
    writeln!(out, "{bold}{}{bold:#}", neutral(&definition.name))?;
    let mut line = |name: &str, value: &str| {
        let value = wrap_hanging(&neutral(value), WIDTH, 19);
        writeln!(out, "  {name:16} {value}")
    };
    line("from", &from(agent, here))?;
    for lost in shadowed(found, agent) {
        line("in place of", &from(lost, here))?;
    }
    for (name, value) in fields(definition) {
        line(name, &value)?;
    }
    line("description", definition.summary())?;
    for example in &definition.examples {
        line("example", &example.user)?;
    }
    writeln!(out, "\n{}", neutral_lines(&definition.prompt))
}

/// The fields that say something, as text.
fn fields(definition: &Definition) -> Vec<(&'static str, String)> {
    let mut all = vec![("model", definition.model.name().to_owned())];
    all.push(match &definition.tools {
        Tools::All => ("tools", "all".to_owned()),
        Tools::These(tools) => ("tools", joined(tools)),
    });
    let mut add = |name, value: Option<String>| all.extend(value.map(|value| (name, value)));
    let list = |texts: Vec<String>| (!texts.is_empty()).then(|| texts.join(", "));
    let disallowed = &definition.disallowed_tools;
    add(
        "disallowedTools",
        (!disallowed.is_empty()).then(|| joined(disallowed)),
    );
    add(
        "memory",
        definition.memory.map(|scope| scope.name().to_owned()),
    );
    add(
        "permissionMode",
        definition
            .permission_mode
            .map(|mode| mode.name().to_owned()),
    );
    add(
        "maxTurns",
        definition.max_turns.map(|turns| turns.to_string()),
    );
    add("effort", definition.effort.map(|effort| effort.to_string()));
    add("background", definition.background.map(|is| is.to_string()));
    add(
        "isolation",
        definition
            .isolation
            .map(|isolation| isolation.name().to_owned()),
    );
    add("skills", list(definition.skills.clone()));
    let servers = definition.mcp_servers.iter().map(|server| match server {
        McpServer::Named(name) | McpServer::Inline { name, .. } => name.clone(),
    });
    add("mcpServers", list(servers.collect()));
    let hooks = definition.hooks.iter().map(|hook| match &hook.matcher {
        Some(matcher) => format!("{} ({matcher})", hook.event),
        None => hook.event.clone(),
    });
    add("hooks", list(hooks.collect()));
    add("initialPrompt", definition.initial_prompt.clone());
    add(
        "omitClaudeMd",
        definition.omit_claude_md.then(|| "true".to_owned()),
    );
    add(
        "color",
        definition
            .color
            .as_ref()
            .map(|color| color.name().to_owned()),
    );
    let unknown = definition.unknown.iter().map(|entry| entry.key.clone());
    add("not understood", list(unknown.collect()));
    all
}

fn joined(tools: &[Tool]) -> String {
    let tools: Vec<String> = tools.iter().map(ToString::to_string).collect();
    if tools.is_empty() {
        "none".to_owned()
    } else {
        tools.join(", ")
    }
}

/// A problem of a file in two lines, for the standard error.
pub(crate) fn remark(path: Option<&Path>, problem: &Problem, here: &Path) -> String {
    let help = DEFAULT_HELP_STYLE;
    let place = path.map(|path| format!("{}:{}: ", place(path, here), problem.line));
    let place = place.unwrap_or_default();
    let (what, todo) = (neutral(&problem.what), neutral(&problem.todo));
    let level = problem.level.name();
    format!(
        "{level}: {}{what}\n{help}help{help:#}: {todo}\n",
        neutral(&place)
    )
}

/// Writes what a check found for people.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn checked(out: &mut dyn Write, checked: &Checked, here: &Path) -> io::Result<()> {
    let (error, help, bold) = (DEFAULT_ERROR_STYLE, DEFAULT_HELP_STYLE, Style::new().bold());
    for finding in &checked.findings {
        let mut places = finding.places.iter();
        let Some((path, line)) = places.next() else {
            continue;
        };
        let what = neutral(&finding.what);
        write!(out, "{}:{line}: ", neutral(&place(path, here)))?;
        if finding.level == Level::Note {
            writeln!(out, "note: {what}")?;
        } else {
            writeln!(out, "{error}{what}{error:#}")?;
        }
        let more = places.len();
        if more > 0 {
            let shown = places.take(PLACES - 1);
            let shown = shown.map(|(path, line)| format!("{}:{line}", place(path, here)));
            let mut shown = shown.collect::<Vec<_>>().join(", ");
            if more >= PLACES {
                shown += ", …";
            }
            writeln!(
                out,
                "  and in {}: {}",
                count(more, "more place"),
                neutral(&shown)
            )?;
        }
        writeln!(out, "  {help}help{help:#}: {}", neutral(&finding.todo))?;
    }
    let is_problem = |level: Level| level >= Level::Warning;
    let of = |wanted: bool| {
        let findings = checked.findings.iter();
        findings
            .filter(|finding| is_problem(finding.level) == wanted)
            .count()
    };
    let mut found = match of(true) {
        0 => "nothing is wrong".to_owned(),
        number => count(number, "problem"),
    };
    if of(false) > 0 {
        found.extend([", ", &count(of(false), "note")]);
    }
    let (files, agents) = (count(checked.files, "file"), count(checked.agents, "agent"));
    writeln!(out, "{bold}{files}, {agents}: {found}{bold:#}")
}

/// Writes all agents for programs, without their prompts, as docs/schema/rustora.agents.1.json says.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn json_list(out: &mut dyn Write, found: &Catalog, here: &Path) -> io::Result<()> {
    let agents = found.agents.iter().map(|agent| {
        let mut value = agent_json(found, agent, here);
        if let Value::Object(fields) = &mut value {
            fields.remove("prompt");
        }
        value
    });
    let unusable = found.unusable.iter().map(|unusable| {
        json!({
            "path": place(&unusable.path, here),
            "problems": problems(&unusable.problems),
        })
    });
    written(
        out,
        &json!({
            "schema": SCHEMA,
            "agents": agents.collect::<Vec<_>>(),
            "unusable": unusable.collect::<Vec<_>>(),
        }),
    )
}

/// Writes one agent for programs.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn json_show(
    out: &mut dyn Write,
    found: &Catalog,
    agent: &Agent,
    here: &Path,
) -> io::Result<()> {
    let agents = [agent_json(found, agent, here)];
    written(out, &json!({ "schema": SCHEMA, "agents": agents }))
}

/// Writes what a check found for programs.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn json_checked(out: &mut dyn Write, checked: &Checked, here: &Path) -> io::Result<()> {
    let findings = checked.findings.iter().map(|finding| {
        let places = finding.places.iter();
        let places = places.map(|(path, line)| json!({"path": place(path, here), "line": line}));
        json!({
            "level": finding.level.name(),
            "kind": finding.kind.name(),
            "what": finding.what,
            "help": finding.todo,
            "places": places.collect::<Vec<_>>(),
        })
    });
    written(
        out,
        &json!({
            "schema": SCHEMA,
            "checked": {
                "files": checked.files,
                "agents": checked.agents,
                "findings": findings.collect::<Vec<_>>(),
            },
        }),
    )
}

const SCHEMA: &str = "rustora.agents/1";

fn written(out: &mut dyn Write, object: &Value) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, object)?;
    writeln!(out)
}

fn problems(problems: &[Problem]) -> Vec<Value> {
    let one = |problem: &Problem| {
        json!({
            "line": problem.line,
            "level": problem.level.name(),
            "kind": problem.kind.name(),
            "what": problem.what,
            "help": problem.todo,
        })
    };
    problems.iter().map(one).collect()
}

fn agent_json(found: &Catalog, agent: &Agent, here: &Path) -> Value {
    let definition = &agent.definition;
    let path = |agent: &Agent| agent.path.as_ref().map(|path| place(path, here));
    let winner = agent.shadowed_by.and_then(|index| found.agents.get(index));
    let winner = winner.map(|winner| json!({"from": winner.origin.name(), "path": path(winner)}));
    let tools = |tools: &[Tool]| tools.iter().map(ToString::to_string).collect::<Vec<_>>();
    let examples = definition.examples.iter().map(|example| {
        json!({
            "context": example.context,
            "user": example.user,
            "assistant": example.assistant,
            "commentary": example.commentary,
        })
    });
    let servers = definition.mcp_servers.iter().map(|server| match server {
        McpServer::Named(name) => json!({ "name": name }),
        McpServer::Inline { name, config } => json!({ "name": name, "config": plain(config) }),
    });
    let hooks = definition.hooks.iter().map(|hook| {
        json!({
            "event": hook.event,
            "matcher": hook.matcher,
            "kind": hook.kind,
            "config": plain(&hook.config),
        })
    });
    json!({
        "name": definition.name,
        "from": agent.origin.name(),
        "path": path(agent),
        "shadowed_by": winner,
        "description": definition.description,
        "examples": examples.collect::<Vec<_>>(),
        "tools": match &definition.tools {
            Tools::All => Value::Null,
            Tools::These(these) => tools(these).into(),
        },
        "disallowed_tools": tools(&definition.disallowed_tools),
        "model": definition.model.name(),
        "color": definition.color.as_ref().map(rustora_agent::Color::name),
        "memory": definition.memory.map(rustora_agent::MemoryScope::name),
        "permission_mode": definition.permission_mode.map(rustora_agent::PermissionMode::name),
        "max_turns": definition.max_turns,
        "skills": definition.skills,
        "mcp_servers": servers.collect::<Vec<_>>(),
        "hooks": hooks.collect::<Vec<_>>(),
        "background": definition.background,
        "effort": definition.effort.map(|effort| effort.to_string()),
        "isolation": definition.isolation.map(rustora_agent::Isolation::name),
        "initial_prompt": definition.initial_prompt,
        "omit_claude_md": definition.omit_claude_md,
        "unknown": object(&definition.unknown),
        "prompt": definition.prompt,
        "problems": problems(&agent.problems),
    })
}

fn object(entries: &[Entry]) -> Value {
    let entries = entries.iter();
    let entries = entries.map(|entry| (entry.key.clone(), plain(&entry.value)));
    Value::Object(entries.collect::<Map<_, _>>())
}

/// YAML as JSON: what stands there without quotes is a number or a truth where it looks like one.
fn plain(node: &Node) -> Value {
    match &node.value {
        Yaml::List(nodes) => nodes.iter().map(plain).collect(),
        Yaml::Map(entries) => object(entries),
        Yaml::Scalar { text, is_plain } => match text.as_str() {
            _ if node.is_null() => Value::Null,
            "true" if *is_plain => true.into(),
            "false" if *is_plain => false.into(),
            _ => match text.parse::<i64>() {
                Ok(number) if *is_plain => number.into(),
                _ => text.as_str().into(),
            },
        },
    }
}
