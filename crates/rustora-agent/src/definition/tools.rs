//! The tools of a definition: a list of names, some with what they are about in parentheses.
//!
//! Names are kept as they were written. Those of another program whose meaning is plain are told with the name to write; which
//! tool a name stands for when the agent runs is for whoever runs it.

use super::problem::{Kind, Problem, shown};

/// What an agent may use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Tools {
    /// All that there is.
    #[default]
    All,
    /// These.
    These(Vec<Tool>),
}

/// A tool, as a definition names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// What stands in parentheses behind it: `Agent(a, b)`, `Bash(git:*)`.
    pub about: Vec<String>,
}

/// The tools that a definition may name: those of Claude Code, and those that only this program has.
const KNOWN: [&str; 55] = [
    "Agent",
    "AskUserQuestion",
    "Bash",
    "BashOutput",
    "CronCreate",
    "CronDelete",
    "CronList",
    "Edit",
    "EnterPlanMode",
    "EnterWorktree",
    "ExitPlanMode",
    "ExitWorktree",
    "Glob",
    "Grep",
    "KillBash",
    "KillShell",
    "LS",
    "LSP",
    "ListMcpResourcesTool",
    "Monitor",
    "MultiEdit",
    "NotebookEdit",
    "NotebookRead",
    "PowerShell",
    "Read",
    "ReadMcpResourceTool",
    "SendMessage",
    "Skill",
    "SlashCommand",
    "Task",
    "TaskCreate",
    "TaskGet",
    "TaskList",
    "TaskOutput",
    "TaskStop",
    "TaskUpdate",
    "TeamCreate",
    "TeamDelete",
    "TodoRead",
    "TodoWrite",
    "ToolSearch",
    "WaitForMcpServers",
    "WebFetch",
    "WebSearch",
    "Workflow",
    "Write",
    "advise",
    "build",
    "cargo",
    "design",
    "knowledge",
    "memory",
    "prove",
    "review",
    "shell",
];

/// Names of other programs, VS Code's above all, and what to write for them.
const FOREIGN: [(&str, &str); 43] = [
    ("changes", "Bash(git diff:*)"),
    ("codebase", "Grep, Glob"),
    ("createDirectory", "Bash"),
    ("createFile", "Write"),
    ("edit", "Edit"),
    ("editFiles", "Edit"),
    ("execute", "Bash"),
    ("fetch", "WebFetch"),
    ("file_search", "Glob"),
    ("findTestFiles", "Glob"),
    ("get_errors", "Bash"),
    ("getTerminalOutput", "Bash"),
    ("githubRepo", "WebFetch"),
    ("grep_search", "Grep"),
    ("list_dir", "LS"),
    ("listDirectory", "LS"),
    ("new", "Write"),
    ("newWorkspace", "Write"),
    ("openSimpleBrowser", "WebFetch"),
    ("problems", "Bash"),
    ("read", "Read"),
    ("readFile", "Read"),
    ("read_file", "Read"),
    ("replace_string_in_file", "Edit"),
    ("runCommand", "Bash"),
    ("runCommands", "Bash"),
    ("runInTerminal", "Bash"),
    ("runNotebooks", "NotebookEdit"),
    ("runSubagent", "Agent"),
    ("runTask", "Bash"),
    ("runTasks", "Bash"),
    ("runTests", "Bash"),
    ("run_in_terminal", "Bash"),
    ("search", "Grep, Glob"),
    ("searchResults", "Grep"),
    ("terminal", "Bash"),
    ("terminalCommand", "Bash"),
    ("terminalLastCommand", "Bash"),
    ("terminalSelection", "Bash"),
    ("testFailure", "Bash"),
    ("todos", "TodoWrite"),
    ("usages", "LSP"),
    ("web", "WebFetch, WebSearch"),
];

impl Tool {
    /// Reads `Name` or `Name(a, b)`.
    pub(super) fn read(text: &str) -> Self {
        let text = text.trim();
        let about = text
            .split_once('(')
            .and_then(|(name, rest)| Some((name, rest.strip_suffix(')')?)));
        match about {
            Some((name, inside)) => Self {
                name: name.trim().to_owned(),
                about: split(inside).into_iter().map(str::to_owned).collect(),
            },
            None => Self {
                name: text.to_owned(),
                about: Vec::new(),
            },
        }
    }
}

impl std::fmt::Display for Tool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)?;
        if !self.about.is_empty() {
            write!(f, "({})", self.about.join(", "))?;
        }
        Ok(())
    }
}

/// The parts of a list between commas that stand in no parentheses, without what is empty.
pub(super) fn split(text: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let parts = text.split(|c| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    });
    let parts = parts.map(str::trim);
    parts.filter(|part| !part.is_empty()).collect()
}

/// What is to be said of a tool's name, if it is not one that is known.
pub(super) fn doubt(tool: &Tool, line: u32) -> Option<Problem> {
    let name = tool.name.as_str();
    let is_mcp = name
        .strip_prefix("mcp__")
        .is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace));
    if KNOWN.contains(&name) || is_mcp {
        return None;
    }
    let same = |known: &&&str| known.eq_ignore_ascii_case(name);
    let last = name.rsplit('/').next().unwrap_or(name);
    let foreign = FOREIGN
        .iter()
        .find(|(foreign, _)| *foreign == name || *foreign == last);
    if let Some(known) = KNOWN.iter().find(same) {
        let what = format!("the tool `{known}` is written {}", shown(name));
        let todo = format!("write `{known}`");
        return Some(Problem::warning(line, Kind::UnknownTool, what, todo));
    }
    let todo = if let Some((_, write)) = foreign {
        format!("the nearest to it is: {write}")
    } else {
        "take it out, or write a tool of an MCP server as `mcp__server__tool`".to_owned()
    };
    Some(Problem::warning(
        line,
        Kind::UnknownTool,
        format!(
            "no tool is called {}; it is kept, and gives the agent nothing",
            shown(name)
        ),
        todo,
    ))
}
