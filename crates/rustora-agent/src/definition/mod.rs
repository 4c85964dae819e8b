//! An agent as a file defines it: who it is, when to call it, what it may use, how it is told to work.
//!
//! The format is Markdown with YAML front matter, as Claude Code's sub-agents have it. Nothing is dropped silently: what is no YAML
//! goes through the rescue, what does not fit its field is told with its line and what to write, and fields that
//! nobody knows are kept. This module knows bytes; which files there are, and which of two wins, is for
//! [`Catalog`](crate::Catalog), and what a field does for whoever runs the agent.

mod example;
mod fields;
mod problem;
mod rescue;
mod text;
mod tools;
mod values;
mod yaml;

pub use example::Example;
pub use problem::{Kind, Level, Problem};
pub use text::MOST_BYTES;
pub use tools::{Tool, Tools};
pub use values::{Color, Effort, Hook, Isolation, McpServer, MemoryScope, Model, PermissionMode};
pub use yaml::{Entry, Node, Value};

pub(crate) use problem::shown;
pub(crate) use text::too_large;

/// An agent, defined.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// Its name, by which it is called; the name of its file says nothing.
    pub name: String,
    /// When to call it.
    pub description: String,
    /// The `<example>` blocks of the description.
    pub examples: Vec<Example>,
    /// What it may use.
    pub tools: Tools,
    /// What it may not use, whatever `tools` says.
    pub disallowed_tools: Vec<Tool>,
    /// Which model it runs on.
    pub model: Model,
    /// In which colour it is shown.
    pub color: Option<Color>,
    /// Where its memory is kept; none for an agent that keeps none.
    pub memory: Option<MemoryScope>,
    /// What it may do without asking.
    pub permission_mode: Option<PermissionMode>,
    /// After how many turns it ends.
    pub max_turns: Option<u32>,
    /// Skills that it starts with.
    pub skills: Vec<String>,
    /// MCP servers that it talks to.
    pub mcp_servers: Vec<McpServer>,
    /// What runs when something happens.
    pub hooks: Vec<Hook>,
    /// Whether it runs beside its caller; none for whoever runs it to choose.
    pub background: Option<bool>,
    /// How hard it thinks.
    pub effort: Option<Effort>,
    /// Whether it works in a place of its own.
    pub isolation: Option<Isolation>,
    /// What it is told first when it is the one that a session is held with.
    pub initial_prompt: Option<String>,
    /// Whether it does without the project's instructions.
    pub omit_claude_md: bool,
    /// Fields that nobody here knows, as they were written.
    pub unknown: Vec<Entry>,
    /// How it works: its system prompt.
    pub prompt: String,
}

/// What was read of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The agent; none when there is none in it, and then a problem says why.
    pub definition: Option<Definition>,
    /// What is wrong, by line.
    pub problems: Vec<Problem>,
}

/// Reads a file.
pub fn parse(bytes: &[u8]) -> Parsed {
    let mut problems = Vec::new();
    let read = text::parts(bytes, &mut problems).and_then(|parts| {
        let entries = rescue::read(&parts.front, parts.first, &mut problems)?;
        fields::cut_by_comment(&parts, &entries, &mut problems);
        fields::definition(entries, Some(parts.body), &mut problems)
    });
    finished(read, problems)
}

/// Reads one agent of a JSON object `{"name": {"description": …, "prompt": …}}`.
pub(crate) fn parse_json(name: &str, json: &serde_json::Value) -> Parsed {
    let mut problems = Vec::new();
    let read = match Node::of_json(json).value {
        Value::Map(mut entries) => {
            entries.retain(|entry| entry.key != "name");
            entries.push(Entry {
                key: "name".to_owned(),
                line: 1,
                value: Node::text(1, name),
            });
            fields::definition(entries, None, &mut problems)
        }
        _ => Err(Problem::new(
            1,
            Level::Error,
            Kind::Value,
            format!("{} is no object", shown(name)),
            r#"write {"NAME": {"description": "When to use it.", "prompt": "How it works."}}"#,
        )),
    };
    finished(read, problems)
}

fn finished(read: Result<Definition, Problem>, mut problems: Vec<Problem>) -> Parsed {
    let definition = read.map_err(|error| problems.push(error)).ok();
    problems.sort_by_key(|problem| problem.line);
    Parsed {
        definition,
        problems,
    }
}

impl Definition {
    /// The name as a folder's: letters, digits and hyphens, the same on every system.
    pub fn folder_name(&self) -> String {
        kebab(&self.name)
    }

    /// What the description says apart from its examples.
    pub fn summary(&self) -> &str {
        let end = self.description.find("<example>");
        let text = &self.description[..end.unwrap_or(self.description.len())];
        let text = text.trim_end();
        let told = ["Examples:", "For example:", "Examples include:"];
        let told = told.iter().find_map(|words| text.strip_suffix(words));
        told.unwrap_or(text).trim()
    }
}

/// A name as names are written: `Code Reviewer` is `code-reviewer`.
pub(crate) fn kebab(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// Whether a name is written as names are: lower case, digits and single hyphens.
pub(crate) fn is_kebab(name: &str) -> bool {
    name.is_ascii() && !name.is_empty() && name.len() <= MOST_OF_A_NAME && kebab(name) == name
}

/// How long a name may be: it is that of a folder too.
pub(crate) const MOST_OF_A_NAME: usize = 64;

#[cfg(test)]
mod tests;
