//! Which servers an agent talks to, as its definition and the project's `.mcp.json` describe them.
//!
//! Both may be a stranger's, so that nothing is started here, and nothing of the environment looked at: what is read is text with
//! `${VARIABLES}` in it, which [`Server::filled`] puts in for a server that somebody has allowed. A key of a model is never put in.

use std::path::{Path, PathBuf};

use rustora_host::{Host, Kind};
use serde_json::Value as Json;

use crate::definition::{Definition, McpServer, Node, Tool, Tools, Value};

/// The project's file, at its root.
pub(super) const FILE: &str = ".mcp.json";
/// How large it may be, bytes.
const MOST_BYTES: u64 = 1 << 20;
/// How long the name of a server may be. Providers bound what a tool's name may have together.
const MOST_OF_A_NAME: usize = 40;

/// Variables that a server gets without asking: where programs are, whose home it is, which language is spoken.
const BASIC: [&str; 27] = [
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "LOGNAME",
    "SHELL",
    "TERM",
    "TMPDIR",
    "TZ",
    "USER",
    "APPDATA",
    "COMSPEC",
    "HOMEDRIVE",
    "HOMEPATH",
    "LOCALAPPDATA",
    "PATHEXT",
    "PROCESSOR_ARCHITECTURE",
    "ProgramData",
    "ProgramFiles",
    "SystemDrive",
    "SystemRoot",
    "TEMP",
    "TMP",
    "USERNAME",
    "USERPROFILE",
    "windir",
];

/// A server, as it is described.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Server {
    pub(super) name: String,
    /// Where that stands, for people.
    pub(super) origin: String,
    command: String,
    args: Vec<String>,
    env: Vec<(String, String)>,
}

/// What is to be started.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Filled {
    pub(super) program: PathBuf,
    pub(super) args: Vec<String>,
    pub(super) env: Vec<(String, String)>,
}

/// The servers of an agent in a project, and what is to be said of the others. Those that its definition lists, or, where it lists none, those
/// of the file; without those whose tools its definition does not give it.
pub(super) fn servers(
    host: &dyn Host,
    root: &Path,
    agent: &Definition,
) -> (Vec<Server>, Vec<String>) {
    let (mut found, mut notes) = (Vec::new(), Vec::new());
    let mut add = |name: &str, config: &Json, origin: &str, notes: &mut Vec<String>| {
        if !gives_server(agent, name) {
            return;
        }
        match Server::read(name, config, origin) {
            Ok(server) => found.push(server),
            Err(why) => notes.push(format!(
                "the server `{name}` of {origin} is left out: {why}"
            )),
        }
    };
    let (file, wrong) = file(host, root);
    notes.extend(wrong);
    if agent.mcp_servers.is_empty() {
        for (name, config) in &file {
            add(name, config, FILE, &mut notes);
        }
    }
    for server in &agent.mcp_servers {
        match server {
            McpServer::Inline { name, config } => {
                let origin = format!("the definition of {}", agent.name);
                add(name, &json(config), &origin, &mut notes);
            }
            McpServer::Named(name) => match file.iter().find(|(known, _)| known == name) {
                Some((_, config)) => add(name, config, FILE, &mut notes),
                None => notes.push(format!(
                    "the definition of {} names the server `{name}`, and there is none in {FILE}",
                    agent.name
                )),
            },
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found.dedup_by(|later, first| {
        let is_twice = later.name == first.name;
        if is_twice {
            notes.push(format!(
                "the server `{}` is there twice; the first counts",
                first.name
            ));
        }
        is_twice
    });
    (found, notes)
}

/// Whether a definition gives its agent a tool of a server, by its whole name.
pub(super) fn gives(agent: &Definition, tool: &str) -> bool {
    let is_given = match &agent.tools {
        Tools::All => true,
        Tools::These(tools) => tools.iter().any(|given| covers(given, tool)),
    };
    is_given && !agent.disallowed_tools.iter().any(|not| covers(not, tool))
}

/// Whether it may give any of a server.
fn gives_server(agent: &Definition, server: &str) -> bool {
    let all = format!("mcp__{server}__");
    let is_given = match &agent.tools {
        Tools::All => true,
        Tools::These(tools) => tools
            .iter()
            .any(|given| covers(given, &all) || given.name.starts_with(&all)),
    };
    is_given && !agent.disallowed_tools.iter().any(|not| covers(not, &all))
}

/// Whether what a definition writes stands for a tool: `mcp__server`, `mcp__server__*`, or all of its name.
fn covers(written: &Tool, tool: &str) -> bool {
    let written = written.name.as_str();
    if !written.starts_with("mcp__") {
        return false;
    }
    if let Some(start) = written.strip_suffix('*') {
        return tool.starts_with(start);
    }
    let rest = tool.strip_prefix(written);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("__"))
}

/// The servers of the project's file, by name, and what is wrong with it.
fn file(host: &dyn Host, root: &Path) -> (Vec<(String, Json)>, Option<String>) {
    let path = root.join(FILE);
    let Ok(Kind::File(size)) = host.kind(&path) else {
        return (Vec::new(), None);
    };
    let read = || {
        if size > MOST_BYTES {
            return Err(format!("it has more than {MOST_BYTES} bytes"));
        }
        let bytes = host.read(&path).map_err(|error| error.to_string())?;
        let whole: Json = serde_json::from_slice(&bytes).map_err(|error| error.to_string())?;
        let servers = whole.get("mcpServers").and_then(Json::as_object);
        let servers =
            servers.ok_or(r#"write {"mcpServers": {"NAME": {"command": "…", "args": ["…"]}}}"#)?;
        Ok(servers
            .iter()
            .map(|(name, config)| (name.clone(), config.clone()))
            .collect())
    };
    match read() {
        Ok(servers) => (servers, None),
        Err(why) => (
            Vec::new(),
            Some(format!("no server of {FILE} is there: {why}")),
        ),
    }
}

/// What stands in a definition, as a file would have it; each scalar a text.
fn json(node: &Node) -> Json {
    match &node.value {
        Value::Scalar { .. } if node.is_null() => Json::Null,
        Value::Scalar { text, .. } => Json::String(text.clone()),
        Value::List(nodes) => nodes.iter().map(json).collect(),
        Value::Map(entries) => Json::Object(
            entries
                .iter()
                .map(|entry| (entry.key.clone(), json(&entry.value)))
                .collect(),
        ),
    }
}

impl Server {
    fn read(name: &str, config: &Json, origin: &str) -> Result<Self, String> {
        if !is_plain(name) || name.len() > MOST_OF_A_NAME || name.contains("__") {
            return Err(format!(
                "a name has at most {MOST_OF_A_NAME} letters, digits, `-` and single `_`"
            ));
        }
        let said = config.get("type").and_then(Json::as_str);
        let speaks = said.unwrap_or(if config.get("url").is_some() {
            "http"
        } else {
            "stdio"
        });
        if speaks != "stdio" {
            return Err(format!(
                "it speaks {speaks}, which is not supported yet: name a program that can be started (`command`, `args`)"
            ));
        }
        let command = config.get("command").and_then(Json::as_str);
        let command = command.filter(|command| !command.trim().is_empty());
        let mut args = Vec::new();
        match config.get("args") {
            None | Some(Json::Null) => {}
            Some(Json::Array(items)) => {
                for item in items {
                    args.push(scalar(item).ok_or("`args` is a list of texts")?);
                }
            }
            Some(_) => return Err("`args` is a list of texts".to_owned()),
        }
        let mut env = Vec::new();
        match config.get("env") {
            None | Some(Json::Null) => {}
            Some(Json::Object(items)) => {
                for (name, value) in items {
                    if name.is_empty() || name.contains(['=', '\0']) {
                        return Err("a name in `env` is no name of a variable".to_owned());
                    }
                    env.push((name.clone(), scalar(value).ok_or("`env` holds texts")?));
                }
            }
            Some(_) => return Err("`env` is a map of texts".to_owned()),
        }
        Ok(Self {
            name: name.to_owned(),
            origin: origin.to_owned(),
            command: command.ok_or("it has no `command`")?.to_owned(),
            args,
            env,
        })
    }

    /// Its command line as it is written, for a person, and which variables it takes from them.
    pub(super) fn shown(&self) -> String {
        let quoted = |word: &String| {
            if word.is_empty() || word.contains(|c: char| c.is_whitespace() || c.is_control()) {
                format!("{word:?}")
            } else {
                word.clone()
            }
        };
        let words = std::iter::once(&self.command).chain(&self.args);
        let mut shown = words.map(quoted).collect::<Vec<_>>().join(" ");
        if !self.env.is_empty() {
            let env = self
                .env
                .iter()
                .map(|(name, value)| format!("{name}={}", quoted(value)));
            let env = env.collect::<Vec<_>>().join(" ");
            shown = format!("{env} {shown}");
        }
        shown
    }

    /// With the variables of the user's that it names, and where programs are found. `keys` are the names of those with a key of a model.
    ///
    /// # Errors
    /// When it names one of them, or one that is not set.
    pub(super) fn filled(
        &self,
        host: &dyn Host,
        root: &Path,
        keys: &[String],
    ) -> Result<Filled, String> {
        let fill = |text: &String| expanded(text, host, keys);
        let command = fill(&self.command)?;
        let program = PathBuf::from(&command);
        // A name is looked for in `PATH`, a path is one of the project.
        let is_name = !command.contains(['/', '\\']);
        let basic = BASIC
            .iter()
            .filter_map(|name| Some(((*name).to_owned(), host.var(name)?)));
        let mut env: Vec<(String, String)> = basic.collect();
        for (name, value) in &self.env {
            env.retain(|(known, _)| known != name);
            env.push((name.clone(), fill(value)?));
        }
        Ok(Filled {
            program: if is_name { program } else { root.join(program) },
            args: self.args.iter().map(fill).collect::<Result<_, _>>()?,
            env,
        })
    }
}

/// Whether a name is one that models may be given.
pub(super) fn is_plain(name: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    !name.is_empty() && name.chars().all(is_letter)
}

fn scalar(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()).filter(|text| !text.contains('\0')),
        Json::Number(_) | Json::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

/// A text with `${NAME}` and `${NAME:-otherwise}` put in. What is put in is not looked at again.
fn expanded(text: &str, host: &dyn Host, keys: &[String]) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        out.push_str(before);
        let (inside, behind) = after
            .split_once('}')
            .ok_or_else(|| format!("`${{` has no `}}` in `{text}`"))?;
        let (name, otherwise) = match inside.split_once(":-") {
            Some((name, otherwise)) => (name, Some(otherwise)),
            None => (inside, None),
        };
        let is_of_a_model = name.starts_with("ANTHROPIC_")
            || name.starts_with("OPENAI_")
            || keys.iter().any(|key| key == name);
        if is_of_a_model {
            return Err(format!(
                "it wants {name}, which is for a model and goes nowhere else"
            ));
        }
        let set = host.var(name).filter(|value| !value.is_empty());
        let value = set.or_else(|| otherwise.map(str::to_owned));
        out.push_str(&value.ok_or_else(|| format!("the variable {name} is not set"))?);
        rest = behind;
    }
    out.push_str(rest);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use rustora_host::MemoryHost;

    use super::*;

    fn agent(fields: &str) -> Definition {
        let text = format!("---\nname: a\ndescription: b\n{fields}\n---\nWork.\n");
        crate::parse(text.as_bytes()).definition.unwrap()
    }

    fn names(file: &str, fields: &str) -> (Vec<String>, String) {
        let host = MemoryHost::default().with("/w/.mcp.json", file);
        let (found, notes) = servers(&host, Path::new("/w"), &agent(fields));
        let names = found.into_iter().map(|server| server.name);
        (names.collect(), notes.join("\n"))
    }

    const TWO: &str = r#"{"mcpServers": {"one": {"command": "x"}, "two": {"command": "y"}}}"#;

    #[test]
    fn a_definition_says_which_servers_it_has() {
        for (fields, expected) in [
            ("", &["one", "two"][..]),
            ("mcpServers:\n  - two", &["two"]),
            (
                "mcpServers:\n  - own: {command: z, args: [1, true]}",
                &["own"],
            ),
            (
                "mcpServers:\n  - one\n  - own: {command: z}",
                &["one", "own"],
            ),
            ("tools: Read", &[]),
            ("tools: Read, mcp__one", &["one"]),
            ("tools: Read, mcp__one__*, mcp__two__look", &["one", "two"]),
            ("disallowedTools: mcp__one, mcp__two__look", &["two"]),
            ("disallowedTools: mcp__one__*", &["two"]),
            ("disallowedTools: mcp__*", &[]),
        ] {
            let (found, notes) = names(TWO, fields);
            assert_eq!(found, expected, "{fields}");
            assert_eq!(notes, "", "{fields}");
        }
        let narrow =
            agent("tools: Read, mcp__one__look, mcp__two\ndisallowedTools: mcp__two__burn");
        for (tool, given) in [
            ("mcp__one__look", true),
            ("mcp__one__look2", false),
            ("mcp__two__look", true),
            ("mcp__two__burn", false),
            ("mcp__twofold__look", false),
        ] {
            assert_eq!(gives(&narrow, tool), given, "{tool}");
        }
    }

    #[test]
    fn what_cannot_be_started_is_told() {
        for (file, fields, told) in [
            ("[[", "", "no server of .mcp.json is there: "),
            ("{}", "", "write {\"mcpServers\""),
            (
                r#"{"mcpServers": {"a": {"type": "http", "url": "https://x.test"}}}"#,
                "",
                "`a` of .mcp.json is left out: it speaks http, which is not supported yet",
            ),
            (
                r#"{"mcpServers": {"a": {"url": "https://x.test"}}}"#,
                "",
                "it speaks http, which is not supported yet",
            ),
            (
                r#"{"mcpServers": {"a": {"type": "sse", "url": "https://x.test"}}}"#,
                "",
                "it speaks sse, which is not supported yet",
            ),
            (
                r#"{"mcpServers": {"a b": {"command": "x"}}}"#,
                "",
                "a name has",
            ),
            (
                r#"{"mcpServers": {"a__b": {"command": "x"}}}"#,
                "",
                "a name has",
            ),
            (r#"{"mcpServers": {"a": {"args": []}}}"#, "", "no `command`"),
            (
                r#"{"mcpServers": {"a": {"command": "x", "args": "y"}}}"#,
                "",
                "`args` is a list of texts",
            ),
            (
                r#"{"mcpServers": {"a": {"command": "x", "env": {"A=B": "y"}}}}"#,
                "",
                "no name of a variable",
            ),
            (
                TWO,
                "mcpServers: [three]",
                "names the server `three`, and there is none in .mcp.json",
            ),
            (
                TWO,
                "mcpServers:\n  - one\n  - one: {command: z}",
                "`one` is there twice",
            ),
        ] {
            let (_, notes) = names(file, fields);
            assert!(notes.contains(told), "{file} {fields}: {notes}");
        }
    }

    #[test]
    fn variables_are_put_in_and_keys_of_models_are_not() {
        let host = MemoryHost::default()
            .var_set("PATH", "/bin")
            .var_set("TRACKER_TOKEN", "t${PATH}")
            .var_set("ANTHROPIC_API_KEY", "secret")
            .var_set("MY_MODEL", "secret");
        let keys = ["MY_MODEL".to_owned()];
        let filled = |config: &str| {
            let config = serde_json::from_str(config).unwrap();
            let server = Server::read("a", &config, FILE).unwrap();
            server.filled(&host, Path::new("/w"), &keys)
        };
        let out = filled(
            r#"{"command": "bin/x", "args": ["--at=${PLACE:-here}/$PATH", 3], "env": {"T": "${TRACKER_TOKEN}"}}"#,
        );
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            out.unwrap(),
            Filled {
                program: "/w/bin/x".into(),
                args: vec!["--at=here/$PATH".to_owned(), "3".to_owned()],
                env: vec![pair("PATH", "/bin"), pair("T", "t${PATH}")],
            }
        );
        for (config, told) in [
            (
                r#"{"command": "x", "args": ["${NONE}"]}"#,
                "NONE is not set",
            ),
            (r#"{"command": "x", "args": ["${NONE"]}"#, "has no `}`"),
            (
                r#"{"command": "x", "env": {"A": "${ANTHROPIC_API_KEY}"}}"#,
                "it wants ANTHROPIC_API_KEY",
            ),
            (
                r#"{"command": "x", "args": ["${MY_MODEL:-}"]}"#,
                "it wants MY_MODEL",
            ),
        ] {
            let why = filled(config).unwrap_err();
            assert!(why.contains(told) && !why.contains("secret"), "{why}");
        }
        assert_eq!(
            filled(r#"{"command": "npx"}"#).unwrap().program,
            Path::new("npx")
        );
    }
}
