//! From the front matter's map to the fields of a definition, each value held against its field.
//!
//! What other loaders take is taken: numbers in quotes, `"true"`, lists as text between commas, `*` for all tools. What does not
//! fit is told with its line and with what to write; the field then has the value that it has when it is missing.

use super::example::examples;
use super::problem::{Kind, Level, Problem, shown};
use super::text::Parts;
use super::tools::{Tool, Tools, doubt, split};
use super::values::{
    ALIASES, COLORS, Color, EFFORTS, Effort, Hook, ISOLATIONS, MEMORY, McpServer, Model,
    PERMISSION_MODES, Words, bare, nearest_color,
};
use super::yaml::{Entry, Node, Value};
use super::{Definition, is_kebab, kebab};

/// The fields that are understood; `prompt` only in JSON, where there is no text below.
pub(super) const KNOWN: [&str; 17] = [
    "name",
    "description",
    "tools",
    "disallowedTools",
    "model",
    "color",
    "memory",
    "permissionMode",
    "maxTurns",
    "skills",
    "mcpServers",
    "hooks",
    "background",
    "effort",
    "isolation",
    "initialPrompt",
    "omitClaudeMd",
];

/// What other programs call a field.
const OTHERWISE: [(&str, &str); 4] = [
    ("allowedtools", "tools"),
    ("tool", "tools"),
    ("colour", "color"),
    ("mcp", "mcpServers"),
];

struct Reader<'p> {
    entries: Vec<Entry>,
    problems: &'p mut Vec<Problem>,
}

/// The definition that some fields are; `body` is the prompt, unless a field is.
pub(super) fn definition(
    entries: Vec<Entry>,
    body: Option<String>,
    problems: &mut Vec<Problem>,
) -> Result<Definition, Problem> {
    let mut reader = Reader { entries, problems };
    let name = reader.name()?;
    let description = reader.description(&name)?;
    let examples = examples(&description);
    let tools = reader.tools();
    let prompt = match body {
        Some(body) => body,
        None => reader
            .text("prompt")
            .map_or_else(String::new, |(text, _)| text),
    };
    if prompt.trim().is_empty() {
        reader.problems.push(Problem::warning(
            1,
            Kind::Missing,
            "there is no prompt: nothing tells the agent how to work",
            "write it below the front matter",
        ));
    }
    Ok(Definition {
        disallowed_tools: reader.tool_list("disallowedTools").unwrap_or_default(),
        model: reader.model(),
        color: reader.color(),
        memory: reader.word("memory", MEMORY),
        permission_mode: reader.word("permissionMode", PERMISSION_MODES),
        max_turns: reader.max_turns(),
        skills: reader.texts("skills").unwrap_or_default(),
        mcp_servers: reader.mcp_servers(),
        hooks: reader.hooks(),
        background: reader.truth("background"),
        effort: reader.effort(),
        isolation: reader.word("isolation", ISOLATIONS),
        initial_prompt: reader.text("initialPrompt").map(|(text, _)| text),
        omit_claude_md: reader.truth("omitClaudeMd").unwrap_or_default(),
        // The last one: it takes what is left.
        unknown: reader.unknown(),
        name,
        description,
        examples,
        tools,
        prompt,
    })
}

impl Reader<'_> {
    /// Takes a field out; one without a value is as good as missing.
    fn take(&mut self, key: &str) -> Option<Entry> {
        let at = self.entries.iter().position(|entry| entry.key == key)?;
        let entry = self.entries.remove(at);
        (!entry.value.is_null()).then_some(entry)
    }

    fn misfit(&mut self, line: u32, key: &str, value: &Node, todo: impl Into<String>) {
        let what = format!("`{key}` cannot be {}", told(value));
        self.problems
            .push(Problem::warning(line, Kind::Value, what, todo));
    }

    /// A field that is text, and its line.
    fn text(&mut self, key: &str) -> Option<(String, u32)> {
        let entry = self.take(key)?;
        if let Value::Scalar { text, .. } = entry.value.value {
            return Some((text, entry.line));
        }
        let todo = format!("write text: `{key}: |`, and the text below it, indented");
        self.misfit(entry.line, key, &entry.value, todo);
        None
    }

    fn name(&mut self) -> Result<String, Problem> {
        let missing = |line, what: &str| {
            let todo = "write `name: my-agent`: lower case, digits, hyphens";
            Problem::new(line, Level::Error, Kind::Missing, what, todo)
        };
        let Some((name, line)) = self.text("name") else {
            return Err(missing(1, "there is no `name`"));
        };
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let better = kebab(&name);
        if better.is_empty() {
            return Err(missing(line, "the `name` has no letter and no digit"));
        }
        if !is_kebab(&name) {
            let what = format!(
                "the name {} is not made of lower case, digits and hyphens, at most 64",
                shown(&name)
            );
            let better: String = better.chars().filter(char::is_ascii).take(64).collect();
            let todo = if better.is_empty() {
                "write a name in the letters a to z".to_owned()
            } else {
                format!("write `name: {better}`")
            };
            self.problems
                .push(Problem::warning(line, Kind::Value, what, todo));
        }
        Ok(name)
    }

    fn description(&mut self, name: &str) -> Result<String, Problem> {
        let missing = |line| {
            Problem::new(
                line,
                Level::Error,
                Kind::Missing,
                "there is no `description`, by which an agent is chosen",
                format!("write `description: Use {name} when …`"),
            )
        };
        let (text, line) = self.text("description").ok_or_else(|| missing(1))?;
        let text = expanded(&text);
        if text.trim().is_empty() {
            return Err(missing(line));
        }
        Ok(text.trim().to_owned())
    }

    /// A list of texts: as a list, or between commas.
    fn texts(&mut self, key: &str) -> Option<Vec<String>> {
        Some(self.listed(key)?.0)
    }

    fn listed(&mut self, key: &str) -> Option<(Vec<String>, u32)> {
        let entry = self.take(key)?;
        let mut found = Vec::new();
        let nodes = match entry.value.value {
            Value::List(nodes) => nodes,
            Value::Scalar { .. } => vec![entry.value],
            Value::Map(_) => {
                let todo = format!("write `{key}: First, Second`");
                self.misfit(entry.line, key, &entry.value, todo);
                return None;
            }
        };
        for node in nodes {
            let Value::Scalar { text, .. } = &node.value else {
                let todo = "write each as text on a line of its own: `- Name`";
                self.misfit(node.line, key, &node, todo);
                continue;
            };
            let inside = text.trim();
            // A list that was put in quotes as a whole.
            let list = inside
                .strip_prefix('[')
                .and_then(|rest| rest.strip_suffix(']'));
            let parts = split(list.unwrap_or(inside)).into_iter();
            found.extend(parts.map(|part| part.trim_matches(['"', '\'']).to_owned()));
        }
        Some((found, entry.line))
    }

    fn tool_list(&mut self, key: &str) -> Option<Vec<Tool>> {
        let (texts, line) = self.listed(key)?;
        let tools: Vec<Tool> = texts.iter().map(|text| Tool::read(text)).collect();
        for tool in tools.iter().filter(|tool| tool.name != "*") {
            self.problems.extend(doubt(tool, line));
        }
        Some(tools)
    }

    fn tools(&mut self) -> Tools {
        match self.tool_list("tools") {
            Some(tools) if !tools.iter().any(|tool| tool.name == "*") => Tools::These(tools),
            _ => Tools::All,
        }
    }

    fn model(&mut self) -> Model {
        let Some((said, line)) = self.text("model") else {
            return Model::Inherit;
        };
        let lower = said.trim().to_lowercase();
        if lower == "inherit" {
            return Model::Inherit;
        }
        if let Some(alias) = ALIASES.into_iter().find(|alias| *alias == lower) {
            return Model::Alias(alias);
        }
        if said.trim().is_empty() || said.trim().contains(char::is_whitespace) {
            let named = ALIASES.into_iter().find(|alias| lower.contains(*alias));
            self.problems.push(Problem::warning(
                line,
                Kind::Value,
                format!(
                    "`model` cannot be {}: no model's name has blanks in it",
                    shown(&said)
                ),
                match named {
                    Some(alias) => format!("write `model: {alias}`"),
                    None => "write `model: inherit`, or a model's full name".to_owned(),
                },
            ));
            return named.map_or(Model::Inherit, Model::Alias);
        }
        Model::Id(said.trim().to_owned())
    }

    fn color(&mut self) -> Option<Color> {
        let (said, line) = self.text("color")?;
        let lower = said.trim().to_lowercase();
        if let Some((name, _)) = COLORS.iter().find(|(name, _)| *name == lower) {
            return Some(Color::Named(name));
        }
        let names: Vec<&str> = COLORS.iter().map(|(name, _)| *name).collect();
        self.problems.push(Problem::warning(
            line,
            Kind::Value,
            format!(
                "the colour {} is not one of {}",
                shown(&said),
                names.join(", ")
            ),
            match nearest_color(&said) {
                Some(name) => format!("the nearest is `color: {name}`"),
                None => "write one of them".to_owned(),
            },
        ));
        Some(Color::Other(said))
    }

    /// A word of a closed set.
    fn word<T: Copy>(&mut self, key: &str, words: Words<T>) -> Option<T> {
        let entry = self.take(key)?;
        let todo = || {
            let words: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
            format!("write one of {}", words.join(", "))
        };
        let Value::Scalar { text, .. } = &entry.value.value else {
            self.misfit(entry.line, key, &entry.value, todo());
            return None;
        };
        let said = text.trim();
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == said) {
            return Some(*value);
        }
        if let Some((word, value)) = words.iter().find(|(word, _)| bare(word) == bare(said)) {
            let todo = format!("write `{key}: {word}`");
            self.misfit(entry.line, key, &entry.value, todo);
            return Some(*value);
        }
        self.misfit(entry.line, key, &entry.value, todo());
        None
    }

    fn max_turns(&mut self) -> Option<u32> {
        let entry = self.take("maxTurns")?;
        let number = match &entry.value.value {
            Value::Scalar { text, .. } => text.trim().parse().ok().filter(|turns| *turns > 0),
            _ => None,
        };
        if number.is_none() {
            let todo = "write a number from 1 on: `maxTurns: 20`";
            self.misfit(entry.line, "maxTurns", &entry.value, todo);
        }
        number
    }

    fn effort(&mut self) -> Option<Effort> {
        let at = self.entries.iter().find(|entry| entry.key == "effort");
        let tokens = at.and_then(|entry| match &entry.value.value {
            Value::Scalar { text, .. } => text.trim().parse().ok(),
            _ => None,
        });
        match tokens {
            Some(tokens) => self.take("effort").map(|_| Effort::Tokens(tokens)),
            None => self.word("effort", EFFORTS),
        }
    }

    fn truth(&mut self, key: &str) -> Option<bool> {
        let entry = self.take(key)?;
        let said = match &entry.value.value {
            Value::Scalar { text, .. } => text.trim().to_lowercase(),
            _ => String::new(),
        };
        let (value, is_right) = match said.as_str() {
            "true" => (Some(true), true),
            "false" => (Some(false), true),
            "yes" | "on" | "1" => (Some(true), false),
            "no" | "off" | "0" => (Some(false), false),
            _ => (None, false),
        };
        if !is_right {
            let todo = match value {
                Some(value) => format!("write `{key}: {value}`"),
                None => format!("write `{key}: true` or `{key}: false`"),
            };
            self.misfit(entry.line, key, &entry.value, todo);
        }
        value
    }

    /// Names, and maps from a name to how the server is reached.
    fn mcp_servers(&mut self) -> Vec<McpServer> {
        const WRITE: &str = "write a list: `- name` for a server that is set up, `- name: {…}` for one of the agent's own";
        let Some(entry) = self.take("mcpServers") else {
            return Vec::new();
        };
        let mut found = Vec::new();
        let nodes = match entry.value.value {
            Value::List(nodes) => nodes,
            _ => vec![entry.value],
        };
        for node in nodes {
            match node.value {
                Value::Scalar { ref text, .. } if !node.is_null() => {
                    let names = split(text).into_iter();
                    found.extend(names.map(|name| McpServer::Named(name.to_owned())));
                }
                Value::Map(entries) => {
                    for Entry { key, line, value } in entries {
                        if matches!(value.value, Value::Map(_)) {
                            let (name, config) = (key, value);
                            found.push(McpServer::Inline { name, config });
                        } else {
                            self.misfit(line, "mcpServers", &value, WRITE);
                        }
                    }
                }
                _ => self.misfit(node.line, "mcpServers", &node, WRITE),
            }
        }
        found
    }

    /// As settings have them: an event, its matchers, what each runs.
    fn hooks(&mut self) -> Vec<Hook> {
        const WRITE: &str = "write `PreToolUse:`, below it `- matcher: Bash`, and below that `hooks:` with `- type: command` and `command: …`";
        let Some(entry) = self.take("hooks") else {
            return Vec::new();
        };
        let Value::Map(events) = entry.value.value else {
            self.misfit(entry.line, "hooks", &entry.value, WRITE);
            return Vec::new();
        };
        let mut found = Vec::new();
        for Entry { key, line, value } in events {
            let Value::List(groups) = value.value else {
                self.misfit(line, "hooks", &value, WRITE);
                continue;
            };
            for group in groups {
                let inside = child(&group, "hooks");
                let Some(Value::List(actions)) = inside.map(|node| &node.value) else {
                    self.misfit(group.line, "hooks", &group, WRITE);
                    continue;
                };
                for action in actions {
                    let Some(kind) = word_of(action, "type") else {
                        self.misfit(action.line, "hooks", action, WRITE);
                        continue;
                    };
                    found.push(Hook {
                        event: key.clone(),
                        matcher: word_of(&group, "matcher"),
                        kind,
                        config: action.clone(),
                    });
                }
            }
        }
        found
    }

    /// What is left, each told once.
    fn unknown(&mut self) -> Vec<Entry> {
        let mut left = std::mem::take(&mut self.entries);
        // A known field is left when nobody read it: it was empty.
        left.retain(|entry| !KNOWN.contains(&entry.key.as_str()));
        for entry in &left {
            let bare = bare(&entry.key);
            let meant = KNOWN
                .iter()
                .find(|known| super::values::bare(known) == bare);
            let other = OTHERWISE.iter().find(|(other, _)| *other == bare);
            let meant = meant.copied().or(other.map(|(_, known)| *known));
            let what = format!(
                "nobody here knows the field {}; it is kept, and does nothing",
                shown(&entry.key)
            );
            self.problems.push(match meant {
                Some(meant) => {
                    let todo = format!("write `{meant}`");
                    Problem::warning(entry.line, Kind::UnknownField, what, todo)
                }
                None => Problem::new(
                    entry.line,
                    Level::Note,
                    Kind::UnknownField,
                    what,
                    "leave it if another program reads it, else take it out",
                ),
            });
        }
        left
    }
}

fn child<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let Value::Map(entries) = &node.value else {
        return None;
    };
    let found = entries.iter().find(|entry| entry.key == key);
    found.map(|entry| &entry.value)
}

fn word_of(node: &Node, key: &str) -> Option<String> {
    match &child(node, key)?.value {
        Value::Scalar { text, .. } => Some(text.clone()),
        _ => None,
    }
}

/// A value in a sentence.
fn told(node: &Node) -> String {
    match &node.value {
        Value::Scalar { text, .. } => shown(text),
        Value::List(_) => "a list".to_owned(),
        Value::Map(_) => "a map".to_owned(),
    }
}

/// A description in which `\n` stands for a line break, as those have that a program wrote into one line. A path such as
/// `C:\new` stays.
fn expanded(text: &str) -> String {
    if !text.contains("\\n") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let word = out
            .rsplit(|c: char| c.is_whitespace() || "\"'`(".contains(c))
            .next();
        let mut chars = word.unwrap_or_default().chars();
        let is_path = matches!((chars.next(), chars.next(), chars.next()), (Some(drive), Some(':'), None | Some('\\')) if drive.is_ascii_alphabetic());
        let (with, skipped) = match rest.as_bytes().get(at + 1) {
            Some(b'n') if !is_path => ("\n", 2),
            Some(b'"') => ("\"", 2),
            _ => ("\\", 1),
        };
        out.push_str(with);
        rest = &rest[at + skipped..];
    }
    out + rest
}

/// Tells when a description ends at a ` #` that was meant as text.
pub(super) fn cut_by_comment(parts: &Parts, entries: &[Entry], problems: &mut Vec<Problem>) {
    let Some(entry) = entries.iter().find(|entry| entry.key == "description") else {
        return;
    };
    let Value::Scalar {
        text,
        is_plain: true,
    } = &entry.value.value
    else {
        return;
    };
    let index = entry.line.saturating_sub(parts.first) as usize;
    let line = parts.front.split('\n').nth(index).unwrap_or_default();
    if let Some((before, after)) = line.split_once(" #")
        && before.ends_with(text.as_str())
    {
        problems.push(Problem::warning(
            entry.line,
            Kind::Value,
            format!(
                "the description ends before {}: ` #` begins a comment",
                shown(&format!("#{after}"))
            ),
            "put the description in quotes",
        ));
    }
}
