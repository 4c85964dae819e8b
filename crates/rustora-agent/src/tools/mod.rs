//! What a model can do: read, write, edit, glob, grep, shell, cargo.
//!
//! Nothing here asks whether it may: [`action`] says what [`crate::permission`] is to be asked, before [`run`] does it. What a tool answers is
//! bounded and written for a model: what is wrong, and what to do instead. Files are written inside the root alone, links
//! followed; programs run behind walls where there are any, with an environment that holds no keys.

mod arguments;
mod bounded;
mod cargo;
mod diagnostics;
mod files;
mod room;
mod search;
mod seen;
mod shell;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use rustora_host::{Access, Cancel, Host, Stream};
use serde_json::{Value, json};

use crate::permission::{Action, Grants, Place, place};
use arguments::Arguments;
pub use room::{Shed, WallsWanted};
pub use seen::Seen;

/// Told of each line that a program prints, as it does.
pub type Listener<'a> = &'a (dyn Fn(Stream, &str) + Sync);

/// What tools work with.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The machine.
    pub host: &'a dyn Host,
    /// The workspace, its path canonical.
    pub root: &'a Path,
    /// What the model has read.
    pub seen: &'a Seen,
    /// Ends a running program.
    pub cancel: &'a Cancel,
    /// What is around programs.
    pub walls: &'a WallsWanted,
    /// Whether programs reach the network.
    pub network: bool,
    /// What programs may do to `.git`, `.claude` and `.rustora`: write, only for a call that a person has granted.
    pub guarded: Access,
    /// Places outside of the root that programs may read: dependencies by path.
    pub reads: &'a [PathBuf],
    /// Variables of the user's that programs get besides those of the toolchain. Those with keys in them are left out.
    pub env: &'a [String],
    /// Told of each line that a program prints.
    pub listener: Option<Listener<'a>>,
}

impl<'a> Context<'a> {
    /// The strictest: no network, nothing that is guarded may be changed.
    pub fn new(
        host: &'a dyn Host,
        root: &'a Path,
        seen: &'a Seen,
        cancel: &'a Cancel,
        walls: &'a WallsWanted,
    ) -> Self {
        Self {
            host,
            root,
            seen,
            cancel,
            walls,
            network: false,
            guarded: Access::Read,
            reads: &[],
            env: &[],
            listener: None,
        }
    }

    /// Programs are given this besides.
    pub fn given(&mut self, grants: Grants) {
        self.network = grants.network;
        self.guarded = if grants.guarded {
            Access::Write
        } else {
            Access::Read
        };
    }

    /// Where a path leads: links followed, and whether that is inside.
    fn place(&self, path: &str) -> Place {
        place(self.host, self.root, self.root, Path::new(path))
    }

    /// A path as the model knows it.
    fn shown(&self, path: &Path) -> String {
        let inside = path.strip_prefix(self.root).unwrap_or(path);
        if inside.as_os_str().is_empty() {
            ".".to_owned()
        } else {
            inside.display().to_string()
        }
    }
}

/// What a model is told of a tool.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// What it is called.
    pub name: &'static str,
    /// What it does.
    pub description: &'static str,
    /// What it is given, as a JSON schema.
    pub schema: Value,
}

/// What a tool did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// What the model sees, at most some 30 KB.
    pub text: String,
    /// Whether it failed.
    pub is_error: bool,
    /// The files that were written, their paths canonical. Programs may have written others.
    pub changed: Vec<PathBuf>,
}

impl Done {
    pub(crate) fn told(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    pub(crate) fn failed(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            is_error: true,
            changed: Vec::new(),
        }
    }
}

/// All tools, always in the same order.
pub fn specs() -> Vec<Spec> {
    let text = json!({"type": "string"});
    let number = json!({"type": "integer", "minimum": 1});
    let flag = json!({"type": "boolean"});
    let spec = |name, description, required: &[&str], properties: Value| Spec {
        name,
        description,
        schema: json!({
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        }),
    };
    vec![
        spec(
            "read",
            "Read a text file with line numbers, or list a folder. Needed before `edit`, and before `write` over a file. `offset`: first line; `limit`: lines.",
            &["path"],
            json!({"path": text, "offset": number, "limit": number}),
        ),
        spec(
            "write",
            "Write a whole file; makes missing folders. Prefer `edit` for files that exist.",
            &["path", "content"],
            json!({"path": text, "content": text}),
        ),
        spec(
            "edit",
            "Replace exact text in a file that you have read. `old` must occur once, unless `all`. No line numbers in `old`.",
            &["path", "old", "new"],
            json!({"path": text, "old": text, "new": text, "all": flag}),
        ),
        spec(
            "glob",
            "List files by pattern, `src/**/*.rs`. Hidden and ignored files are left out.",
            &["pattern"],
            json!({"pattern": text, "path": text}),
        ),
        spec(
            "grep",
            "Search files by regex (Rust's syntax). `path`: file or folder; `glob`: which files; `context`: lines around.",
            &["pattern"],
            json!({"pattern": text, "path": text, "glob": text, "context": number, "ignore_case": flag}),
        ),
        spec(
            "shell",
            "Run a line with `sh -c` in the workspace's root, without network. `timeout`: seconds, 120 if unsaid. For cargo use `cargo`.",
            &["line"],
            json!({"line": text, "timeout": number}),
        ),
        spec(
            "cargo",
            "Run cargo offline and get condensed diagnostics and test failures. `args`: [\"test\", \"-p\", \"api\"]. `timeout`: seconds, 1800 if unsaid.",
            &["args"],
            json!({"args": {"type": "array", "items": text, "minItems": 1}, "timeout": number}),
        ),
    ]
}

/// What permission is to be asked before a tool runs.
///
/// # Errors
/// What is wrong with the arguments and what was expected, for the model.
pub fn action<'v>(name: &str, arguments: &'v Value) -> Result<Action<'v>, String> {
    let given = Arguments::checked(name, arguments)?;
    Ok(match name {
        "read" => Action::Read(Path::new(given.text("path")?)),
        "write" | "edit" => Action::Edit(Path::new(given.text("path")?)),
        "glob" | "grep" => Action::Read(Path::new(given.text_or("path", ".")?)),
        "cargo" => Action::Cargo(given.texts("args")?),
        _ => Action::Command(given.text("line")?),
    })
}

/// Does it. Whether it may be done was asked before.
pub fn run(context: &Context<'_>, name: &str, arguments: &Value) -> Done {
    let done = Arguments::checked(name, arguments).and_then(|given| match name {
        "read" => files::read(context, &given),
        "write" => files::write(context, &given),
        "edit" => files::edit(context, &given),
        "glob" => search::glob(context, &given),
        "grep" => search::grep(context, &given),
        "cargo" => cargo::cargo(context, &given),
        _ => shell::shell(context, &given),
    });
    done.unwrap_or_else(Done::failed)
}
