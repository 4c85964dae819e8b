//! What is wrong with a definition: where, how badly, and what to write instead.
//!
//! A problem knows its line and not its file; whoever read the file does. Two files with the same mistake have problems that
//! are equal but for the line, so that a report can say it once.

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Nothing is lost, and other loaders take it too.
    Note,
    /// It was repaired, or a value is not used: other loaders drop it without a word.
    Warning,
    /// There is no agent in it.
    Error,
}

impl Level {
    /// As it is written.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What kind of thing is wrong. The first four are the steps of the rescue, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Bytes that do not belong into a text.
    Bytes,
    /// Tabs, which YAML does not indent by.
    Tabs,
    /// A value on one line that YAML reads as something else, taken as text.
    Quoted,
    /// Front matter that is no YAML: only fields that are known were looked for.
    KnownFields,
    /// There is no front matter.
    NoFrontMatter,
    /// A field that is wanted and missing.
    Missing,
    /// A value that does not fit its field.
    Value,
    /// A field that nobody here knows.
    UnknownField,
    /// A tool that nobody here knows.
    UnknownTool,
    /// Two definitions of one name in one place.
    Twice,
    /// A file, or a folder, that cannot be read, or is more than is read.
    Unreadable,
}

impl Kind {
    /// Every kind, the steps of the rescue first.
    pub const ALL: [Self; 11] = [
        Self::Bytes,
        Self::Tabs,
        Self::Quoted,
        Self::KnownFields,
        Self::NoFrontMatter,
        Self::Missing,
        Self::Value,
        Self::UnknownField,
        Self::UnknownTool,
        Self::Twice,
        Self::Unreadable,
    ];

    /// As it is written for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Tabs => "tabs",
            Self::Quoted => "quoted",
            Self::KnownFields => "known-fields",
            Self::NoFrontMatter => "no-front-matter",
            Self::Missing => "missing",
            Self::Value => "value",
            Self::UnknownField => "unknown-field",
            Self::UnknownTool => "unknown-tool",
            Self::Twice => "twice",
            Self::Unreadable => "unreadable",
        }
    }
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: u32,
    /// How bad it is.
    pub level: Level,
    /// What kind of thing it is.
    pub kind: Kind,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub todo: String,
}

impl Problem {
    pub(crate) fn new(
        line: u32,
        level: Level,
        kind: Kind,
        what: impl Into<String>,
        todo: impl Into<String>,
    ) -> Self {
        Self {
            line,
            level,
            kind,
            what: what.into(),
            todo: todo.into(),
        }
    }

    pub(crate) fn warning(
        line: u32,
        kind: Kind,
        what: impl Into<String>,
        todo: impl Into<String>,
    ) -> Self {
        Self::new(line, Level::Warning, kind, what, todo)
    }
}

/// What somebody wrote, short enough to be part of a sentence.
pub(crate) fn shown(text: &str) -> String {
    const MOST: usize = 40;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST {
        return format!("`{line}`");
    }
    let start: String = line.chars().take(MOST).collect();
    format!("`{start}…`")
}
