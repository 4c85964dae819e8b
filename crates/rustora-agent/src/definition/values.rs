//! What the fields of a definition may hold, as types.
//!
//! Each closed set has its words in one table. A word that differs from one of them in case, hyphens or underscores is that word;
//! the caller says that it is written differently. What has no place in a set is told and not used, but for a colour and a model, which
//! are kept as they were written: the first does no harm, the second may be one that a server of somebody's own knows.

use super::yaml::Node;

/// Where an agent's memory is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemoryScope {
    /// With the user, for all projects.
    User,
    /// With the project, under version control.
    Project,
    /// With the project, not under version control.
    Local,
}

/// What an agent may do without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PermissionMode {
    /// It asks.
    Default,
    /// It edits files.
    AcceptEdits,
    /// It does what seems harmless.
    Auto,
    /// What is not allowed beforehand is refused.
    DontAsk,
    /// It does everything.
    BypassPermissions,
    /// It only reads.
    Plan,
}

/// How hard an agent thinks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// Hardly.
    Low,
    /// As usual.
    Medium,
    /// Harder.
    High,
    /// Very hard.
    XHigh,
    /// As hard as the model can.
    Max,
    /// So many tokens.
    Tokens(u32),
}

/// Where an agent works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Isolation {
    /// In a git worktree of its own.
    Worktree,
}

/// Which model an agent runs on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Model {
    /// That of its caller.
    #[default]
    Inherit,
    /// A class of models: `opus`, `sonnet`, `haiku`, `fable`.
    Alias(&'static str),
    /// A model by its full name.
    Id(String),
}

/// In which colour an agent is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Color {
    /// One that every loader knows.
    Named(&'static str),
    /// Another, as it was written.
    Other(String),
}

/// An MCP server of an agent.
#[derive(Clone, Debug, PartialEq)]
pub enum McpServer {
    /// One that is set up elsewhere.
    Named(String),
    /// One that lives as long as the agent.
    Inline {
        /// Its name.
        name: String,
        /// How to reach it, as it was written.
        config: Node,
    },
}

/// What runs when something happens.
#[derive(Clone, Debug, PartialEq)]
pub struct Hook {
    /// When: `PreToolUse`, `Stop`.
    pub event: String,
    /// For which tools; none for all of them.
    pub matcher: Option<String>,
    /// How: `command`, `prompt`.
    pub kind: String,
    /// All of it, as it was written.
    pub config: Node,
}

/// The words of a closed set, each with what it stands for. Of several for one value the first is the one to write.
pub(super) type Words<T> = &'static [(&'static str, T)];

pub(super) const MEMORY: Words<MemoryScope> = &[
    ("user", MemoryScope::User),
    ("project", MemoryScope::Project),
    ("local", MemoryScope::Local),
];

pub(super) const PERMISSION_MODES: Words<PermissionMode> = &[
    ("default", PermissionMode::Default),
    ("acceptEdits", PermissionMode::AcceptEdits),
    ("auto", PermissionMode::Auto),
    ("dontAsk", PermissionMode::DontAsk),
    ("bypassPermissions", PermissionMode::BypassPermissions),
    ("plan", PermissionMode::Plan),
    ("manual", PermissionMode::Default),
];

pub(super) const EFFORTS: Words<Effort> = &[
    ("low", Effort::Low),
    ("medium", Effort::Medium),
    ("high", Effort::High),
    ("xhigh", Effort::XHigh),
    ("max", Effort::Max),
    ("med", Effort::Medium),
];

pub(super) const ISOLATIONS: Words<Isolation> = &[("worktree", Isolation::Worktree)];

/// Classes of models.
pub(super) const ALIASES: [&str; 4] = ["sonnet", "opus", "haiku", "fable"];

/// The colours that every loader knows, each with what it looks like.
pub(super) const COLORS: [(&str, [i32; 3]); 8] = [
    ("red", [0xdc, 0x26, 0x26]),
    ("blue", [0x25, 0x63, 0xeb]),
    ("green", [0x16, 0xa3, 0x4a]),
    ("yellow", [0xea, 0xb3, 0x08]),
    ("purple", [0x93, 0x33, 0xea]),
    ("orange", [0xf9, 0x73, 0x16]),
    ("pink", [0xec, 0x48, 0x99]),
    ("cyan", [0x06, 0xb6, 0xd4]),
];

/// Other names of colours that are written often, and the nearest of [`COLORS`].
const NEAR: [(&str, &str); 18] = [
    ("amber", "orange"),
    ("aqua", "cyan"),
    ("black", "blue"),
    ("brown", "orange"),
    ("crimson", "red"),
    ("emerald", "green"),
    ("gold", "yellow"),
    ("gray", "blue"),
    ("grey", "blue"),
    ("indigo", "purple"),
    ("lime", "green"),
    ("magenta", "pink"),
    ("navy", "blue"),
    ("rose", "pink"),
    ("slate", "blue"),
    ("teal", "cyan"),
    ("violet", "purple"),
    ("white", "cyan"),
];

impl MemoryScope {
    /// As it is written.
    pub const fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Project => "project",
            Self::Local => "local",
        }
    }
}

impl PermissionMode {
    /// As it is written.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::AcceptEdits => "acceptEdits",
            Self::Auto => "auto",
            Self::DontAsk => "dontAsk",
            Self::BypassPermissions => "bypassPermissions",
            Self::Plan => "plan",
        }
    }
}

impl std::fmt::Display for Effort {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Low => f.write_str("low"),
            Self::Medium => f.write_str("medium"),
            Self::High => f.write_str("high"),
            Self::XHigh => f.write_str("xhigh"),
            Self::Max => f.write_str("max"),
            Self::Tokens(tokens) => write!(f, "{tokens}"),
        }
    }
}

impl Isolation {
    /// As it is written.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Worktree => "worktree",
        }
    }
}

impl Model {
    /// As it is written.
    pub fn name(&self) -> &str {
        match self {
            Self::Inherit => "inherit",
            Self::Alias(name) => name,
            Self::Id(id) => id,
        }
    }
}

impl Color {
    /// As it is written.
    pub fn name(&self) -> &str {
        match self {
            Self::Named(name) => name,
            Self::Other(name) => name,
        }
    }
}

/// The colour to write for another one.
pub(super) fn nearest_color(said: &str) -> Option<&'static str> {
    let said = said.to_lowercase();
    if let Some((_, near)) = NEAR.iter().find(|(name, _)| said.contains(name)) {
        return Some(near);
    }
    let digits = said.strip_prefix('#')?;
    let wide: String = match digits.len() {
        3 => digits.chars().flat_map(|c| [c, c]).collect(),
        _ => digits.to_owned(),
    };
    let part = |at: usize| i32::from_str_radix(wide.get(at..at + 2)?, 16).ok();
    let is = [part(0)?, part(2)?, part(4)?];
    let far = |color: &[i32; 3]| -> i32 {
        let parts = is.iter().zip(color);
        parts.map(|(a, b)| (a - b) * (a - b)).sum()
    };
    let nearest = COLORS.iter().min_by_key(|(_, color)| far(color));
    nearest.map(|(name, _)| *name)
}

/// Letters and digits of a word in lower case: what is left when its spelling does not matter.
pub(super) fn bare(word: &str) -> String {
    let letters = word.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
