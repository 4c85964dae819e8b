//! May this be done?
//!
//! An [`Action`] is judged in a [`Mode`], by what it would do: a shell line is taken apart and each program of it looked at.
//! Nothing is run and nothing asked here. What counts as harmless counts on walls around every command; where there are none,
//! commands ask. Walls keep a program in, permission keeps it from what walls cannot judge: what may be thrown away, handed
//! out, or read to be told on.

mod line;
mod place;
mod programs;
mod rules;
mod syntax;

use std::path::{Path, PathBuf};

use rustora_host::Host;

use line::{Need, Part};
pub(crate) use place::{Place, is_secret, place, unreadable};
use rules::Tool;
pub use rules::{Lists, Rules, Ruling};

/// How much is done unasked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Reading, and building behind walls.
    Ask,
    /// Edits in the workspace too.
    AcceptEdits,
    /// Everything that stays in the workspace and behind walls.
    Auto,
    /// Reading alone; what changes something is denied.
    Plan,
}

/// Something that a model wants to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action<'a> {
    /// Read a file or folder.
    Read(&'a Path),
    /// Make or change a file.
    Edit(&'a Path),
    /// Run a shell line.
    Command(&'a str),
    /// Run cargo with these arguments.
    Cargo(Vec<&'a str>),
    /// Reach a host.
    Network(&'a str),
    /// Ask an engine of ours, which only reads.
    Engine(&'a str),
    /// Remember or forget something.
    Memory,
    /// Use a tool of a server.
    Mcp {
        /// The server.
        server: &'a str,
        /// Its tool.
        tool: &'a str,
    },
}

/// Whether it may be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It may.
    Allow,
    /// A person is asked, who is told why.
    Ask(String),
    /// It may not, and the model is told why.
    Deny(String),
}

/// What a program is given besides, when it may run at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Grants {
    /// It reaches the network.
    pub network: bool,
    /// It may change `.git`, `.claude` and `.rustora`.
    pub guarded: bool,
}

/// What may be done in a workspace.
#[derive(Clone, Debug)]
pub struct Permissions {
    /// How much is done unasked.
    pub mode: Mode,
    /// What is allowed, asked about and denied by name.
    pub rules: Rules,
    /// The workspace, its path canonical.
    pub root: PathBuf,
    /// Whether commands run behind walls.
    pub walls: bool,
}

impl Permissions {
    /// Whether something may be done now.
    pub fn judge(&self, host: &dyn Host, action: &Action<'_>) -> Verdict {
        match action {
            Action::Read(path) => {
                let needs = unreadable(host, &self.root, &self.root, path).map(Need::Look);
                self.ruled(host, Tool::Read, path, needs.as_ref())
            }
            Action::Edit(path) => {
                let need = place::unwritable(host, &self.root, &self.root, path)
                    .map_or_else(|| Need::Write(path.display().to_string()), Need::Always);
                self.ruled(host, Tool::Edit, path, Some(&need))
            }
            Action::Command(line) => match line::parts(host, &self.root, line) {
                Ok(parts) => self.all(&parts),
                Err(why) => {
                    let why = format!("the line cannot be taken apart: {why}");
                    // A rule that denies is no weaker for a line that is hard to read.
                    match self.rules.about(Tool::Shell, line) {
                        Some((Ruling::Deny, rule)) => denied(rule),
                        _ => self.one(&Need::Always(why)),
                    }
                }
            },
            Action::Cargo(args) => {
                let words: Vec<&str> = std::iter::once("cargo")
                    .chain(args.iter().copied())
                    .collect();
                self.all(&[line::program(host, &self.root, &words)])
            }
            Action::Network(host) => self.named(Tool::Network, host, &format!("reaches {host}")),
            Action::Engine(name) => match self.rules.about(Tool::Engine, name) {
                Some((Ruling::Deny, rule)) => denied(rule),
                Some((Ruling::Ask, rule)) => asked(rule),
                _ => Verdict::Allow,
            },
            Action::Memory => match (self.mode, self.rules.about(Tool::Memory, "")) {
                (_, Some((Ruling::Deny, rule))) => denied(rule),
                (Mode::Plan, _) => {
                    Verdict::Deny("plan mode only reads: it changes what is remembered".to_owned())
                }
                (_, Some((Ruling::Ask, rule))) => asked(rule),
                _ => Verdict::Allow,
            },
            Action::Mcp { server, tool } => {
                let name = format!("{server}/{tool}");
                if self.mode == Mode::Plan {
                    return Verdict::Deny(format!(
                        "plan mode only reads, and what `{name}` does is not known here"
                    ));
                }
                self.named(
                    Tool::Mcp,
                    &name,
                    &format!("uses `{name}`, a program outside of the walls"),
                )
            }
        }
    }

    /// What a program is given that runs because [`Self::judge`], or the person who was asked, allows it: what it was asked about and
    /// nothing else. A line that cannot be taken apart is given nothing.
    pub fn grants(&self, host: &dyn Host, action: &Action<'_>) -> Grants {
        let parts = match action {
            Action::Command(line) => line::parts(host, &self.root, line).unwrap_or_default(),
            Action::Cargo(args) => {
                let words: Vec<&str> = std::iter::once("cargo")
                    .chain(args.iter().copied())
                    .collect();
                vec![line::program(host, &self.root, &words)]
            }
            _ => Vec::new(),
        };
        let has = |wanted: fn(&Part, &Need) -> bool| {
            let mut parts = parts.iter();
            parts.any(|part| part.needs.iter().any(|need| wanted(part, need)))
        };
        Grants {
            network: has(|_, need| matches!(need, Need::Reach(_))),
            guarded: has(|part, need| match need {
                Need::Ask(_) | Need::Always(_) => true,
                // What git fetches, it keeps.
                Need::Reach(_) => part.words.starts_with("git "),
                _ => false,
            }),
        }
    }

    /// What asks unless a rule says otherwise.
    fn named(&self, tool: Tool, name: &str, why: &str) -> Verdict {
        match self.rules.about(tool, name) {
            Some((Ruling::Allow, _)) => Verdict::Allow,
            Some((Ruling::Deny, rule)) => denied(rule),
            _ => Verdict::Ask(why.to_owned()),
        }
    }

    fn ruled(&self, host: &dyn Host, tool: Tool, path: &Path, need: Option<&Need>) -> Verdict {
        let shown = match place(host, &self.root, &self.root, path) {
            Place::Inside(real) => real.strip_prefix(&self.root).unwrap_or(&real).to_owned(),
            Place::Outside(real) => real,
        };
        let verdict = need.map_or(Verdict::Allow, |need| self.one(need));
        match self
            .rules
            .about(tool, &shown.to_string_lossy().replace('\\', "/"))
        {
            Some((Ruling::Deny, rule)) => denied(rule),
            Some((Ruling::Ask, rule)) if verdict == Verdict::Allow => asked(rule),
            Some((Ruling::Allow, _))
                if self.mode != Mode::Plan && matches!(need, Some(Need::Write(_))) =>
            {
                Verdict::Allow
            }
            _ => verdict,
        }
    }

    /// The strictest verdict about the programs of a line.
    fn all(&self, parts: &[Part]) -> Verdict {
        let (mut reasons, mut denials) = (Vec::new(), Vec::new());
        for part in parts {
            let ruling = self.rules.about(Tool::Shell, &part.words);
            match ruling {
                Some((Ruling::Deny, rule)) => return denied(rule),
                Some((Ruling::Ask, rule)) => reasons.push(format!("your rules ask about `{rule}`")),
                _ => {}
            }
            let is_allowed = ruling.is_some_and(|(ruling, _)| ruling == Ruling::Allow)
                && self.mode != Mode::Plan;
            for need in &part.needs {
                if is_allowed && !matches!(need, Need::Always(_) | Need::Look(_)) {
                    continue;
                }
                match self.one(need) {
                    Verdict::Allow => {}
                    Verdict::Ask(why) => reasons.push(why),
                    Verdict::Deny(why) => denials.push(why),
                }
            }
        }
        if let Some(why) = denials.into_iter().next() {
            return Verdict::Deny(why);
        }
        reasons.dedup();
        match reasons.len() {
            0 => Verdict::Allow,
            count => {
                reasons.truncate(3);
                let more = if count > 3 {
                    format!("; and {} more", count - 3)
                } else {
                    String::new()
                };
                Verdict::Ask(reasons.join("; ") + &more)
            }
        }
    }

    /// The table: what is needed against the mode.
    fn one(&self, need: &Need) -> Verdict {
        let why = match need {
            Need::Build => "compiles and runs code of the workspace".to_owned(),
            Need::Write(what) => format!("changes {what}"),
            Need::Run(why)
            | Need::Ask(why)
            | Need::Reach(why)
            | Need::Always(why)
            | Need::Look(why) => why.clone(),
        };
        match (need, self.mode) {
            (need, Mode::Plan) if !matches!(need, Need::Look(_)) => {
                Verdict::Deny(format!("plan mode only reads: {why}"))
            }
            (Need::Build | Need::Run(_), _) if !self.walls => {
                Verdict::Ask(format!("{why}, and there are no walls around it here"))
            }
            (Need::Build, _)
            | (Need::Run(_), Mode::Auto)
            | (Need::Write(_), Mode::AcceptEdits | Mode::Auto) => Verdict::Allow,
            _ => Verdict::Ask(why),
        }
    }
}

fn denied(rule: &str) -> Verdict {
    Verdict::Deny(format!("the rules deny `{rule}`"))
}

fn asked(rule: &str) -> Verdict {
    Verdict::Ask(format!("the rules ask about `{rule}`"))
}

#[cfg(test)]
mod tests;
