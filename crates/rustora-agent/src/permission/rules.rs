//! What the user allows, asks about or denies by name, and what a repository may add to that.
//!
//! A pattern is `tool` or `tool(text)`: `shell(cargo nextest *)`, `edit(src/**)`, `mcp(tracker/*)`. Of the shell each program of a line is compared
//! with the text, in which `*` stands for anything; of files it is a path of the workspace, in which `*` stays in its folder and
//! `**` does not. A repository is a stranger: it can make more asked and denied, never less. So can the definition of an agent, which may
//! have come with it.

use globset::{GlobBuilder, GlobMatcher};
pub use rustora_llm::config::Lists;

use crate::definition::{Definition, Tool as Named, Tools};

/// What is done with what a pattern stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ruling {
    /// It may be done.
    Allow,
    /// A person is asked.
    Ask,
    /// It may not be done.
    Deny,
}

/// Rules of the user and of the repository.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    patterns: Vec<(Ruling, Pattern)>,
    only: Vec<Only>,
    /// What of the given rules is not followed, and why; for the reader.
    pub notes: Vec<String>,
}

impl Rules {
    /// Reads the lists. A pattern that cannot be read allows nothing and denies its whole tool, and a note says so.
    pub fn new(user: &Lists, repository: &Lists) -> Self {
        let mut rules = Self::default();
        for (given, ruling) in [
            (&user.allow, Ruling::Allow),
            (&user.ask, Ruling::Ask),
            (&user.deny, Ruling::Deny),
        ] {
            rules.add(given, ruling, "your");
        }
        for text in &repository.allow {
            rules.notes.push(format!("the repository's `allow` of `{text}` is not followed: a repository can only narrow; put it into your own settings"));
        }
        for (given, ruling) in [
            (&repository.ask, Ruling::Ask),
            (&repository.deny, Ruling::Deny),
        ] {
            rules.add(given, ruling, "the repository's");
        }
        rules
    }

    /// The same, and what a definition says in parentheses: `disallowedTools: Bash(git push:*)` denies that, and `tools: Bash(git log:*)`
    /// everything else of the shell.
    #[must_use]
    pub fn narrowed(mut self, agent: &Definition) -> Self {
        let patterns = |named: &Named| {
            let name = named.name.clone();
            let about = named.about.iter();
            about
                .map(|about| format!("{name}({about})"))
                .collect::<Vec<_>>()
        };
        let known = |named: &&Named| Tool::named(&named.name).is_some();
        for named in agent.disallowed_tools.iter().filter(known) {
            self.add(&patterns(named), Ruling::Deny, "the definition's");
        }
        let Tools::These(given) = &agent.tools else {
            return self;
        };
        for tool in Tool::ALL {
            let of_tool = |named: &&Named| Tool::named(&named.name) == Some(tool);
            let mut given = given.iter().filter(of_tool).peekable();
            if given.peek().is_none() || given.clone().any(|named| named.about.is_empty()) {
                continue;
            }
            let mut only = Only {
                tool,
                these: Vec::new(),
                told: "anything but ".to_owned(),
            };
            let texts: Vec<String> = given.flat_map(patterns).collect();
            only.told.push_str(&texts.join(", "));
            for text in &texts {
                match Pattern::read(text) {
                    Ok(pattern) => only.these.push(pattern.what),
                    Err(why) => self.notes.push(format!(
                        "the definition's `{text}` cannot be read: {why}; it gives nothing"
                    )),
                }
            }
            self.only.push(only);
        }
        self
    }

    fn add(&mut self, list: &[String], ruling: Ruling, whose: &str) {
        for text in list {
            match Pattern::read(text) {
                Ok(pattern) => self.patterns.push((ruling, pattern)),
                Err(why) => {
                    let tool = text.split('(').next().unwrap_or(text).trim();
                    let entire = Tool::named(tool).filter(|_| ruling != Ruling::Allow);
                    let instead = if entire.is_some() {
                        "; it counts for all of the tool"
                    } else {
                        "; it is not followed"
                    };
                    self.notes.push(format!(
                        "{whose} rule `{text}` cannot be read: {why}{instead}"
                    ));
                    self.patterns.extend(entire.map(|tool| {
                        (
                            ruling,
                            Pattern {
                                tool,
                                what: What::All,
                            },
                        )
                    }));
                }
            }
        }
    }

    /// The strictest ruling about something, with the pattern that says so.
    pub(crate) fn about(&self, tool: Tool, text: &str) -> Option<(Ruling, &str)> {
        let mut only = self.only.iter().filter(|only| only.tool == tool);
        if let Some(only) = only.find(|only| !only.these.iter().any(|what| what.is_match(text))) {
            return Some((Ruling::Deny, &only.told));
        }
        let hits = self
            .patterns
            .iter()
            .filter(|(_, pattern)| pattern.tool == tool && pattern.what.is_match(text));
        hits.max_by_key(|(ruling, _)| *ruling)
            .map(|(ruling, pattern)| (*ruling, pattern.what.text()))
    }
}

/// What a pattern is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    Read,
    Edit,
    Shell,
    Network,
    Engine,
    Memory,
    Mcp,
}

impl Tool {
    const ALL: [Self; 7] = [
        Self::Read,
        Self::Edit,
        Self::Shell,
        Self::Network,
        Self::Engine,
        Self::Memory,
        Self::Mcp,
    ];

    fn named(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "read" | "grep" | "glob" | "ls" => Self::Read,
            "edit" | "write" | "multiedit" => Self::Edit,
            "shell" | "bash" | "cargo" | "powershell" => Self::Shell,
            "network" | "webfetch" => Self::Network,
            "engine" => Self::Engine,
            "memory" => Self::Memory,
            "mcp" => Self::Mcp,
            _ => return None,
        })
    }
}

/// Of a tool, what a definition gives and nothing else.
#[derive(Clone, Debug)]
struct Only {
    tool: Tool,
    these: Vec<What>,
    told: String,
}

#[derive(Clone, Debug)]
struct Pattern {
    tool: Tool,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    All,
    /// `*` stands for anything.
    Text(String),
    /// Of paths.
    Path(GlobMatcher),
}

impl Pattern {
    fn read(text: &str) -> Result<Self, String> {
        let (name, inside) = match text.trim().split_once('(') {
            Some((name, rest)) => (
                name,
                Some(rest.strip_suffix(')').ok_or("`)` is missing at its end")?),
            ),
            None => (text.trim(), None),
        };
        let tool = Tool::named(name.trim())
            .ok_or("it names none of read, edit, shell, cargo, network, engine, memory, mcp")?;
        let what = match inside.map(str::trim) {
            None | Some("" | "*") => What::All,
            Some(path) if matches!(tool, Tool::Read | Tool::Edit) => {
                let path = path.trim_start_matches("./");
                let glob = GlobBuilder::new(path).literal_separator(true).build();
                What::Path(glob.map_err(|error| error.to_string())?.compile_matcher())
            }
            Some(line) => {
                // `shell(cargo test:*)` is how others write it.
                let line = line
                    .strip_suffix(":*")
                    .map_or_else(|| line.to_owned(), |start| format!("{start} *"));
                let is_cargo = name.trim().eq_ignore_ascii_case("cargo");
                What::Text(if is_cargo {
                    format!("cargo {line}")
                } else {
                    line
                })
            }
        };
        let what = match what {
            What::All if name.trim().eq_ignore_ascii_case("cargo") => {
                What::Text("cargo *".to_owned())
            }
            other => other,
        };
        Ok(Self { tool, what })
    }
}

impl What {
    fn is_match(&self, text: &str) -> bool {
        match self {
            Self::All => true,
            // `x *` is `x` alone too.
            Self::Text(pattern) => {
                is_like(pattern, text)
                    || pattern
                        .strip_suffix(" *")
                        .is_some_and(|start| is_like(start, text))
            }
            Self::Path(glob) => glob.is_match(text),
        }
    }

    fn text(&self) -> &str {
        match self {
            Self::All => "*",
            Self::Text(text) => text,
            Self::Path(glob) => glob.glob().glob(),
        }
    }
}

/// Whether a text is like a pattern in which `*` stands for anything.
fn is_like(pattern: &str, text: &str) -> bool {
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let mut pieces = pieces.peekable();
    if pieces.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(piece) = pieces.next() {
        if pieces.peek().is_none() {
            return rest.ends_with(piece);
        }
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(allow: &[&str], ask: &[&str], deny: &[&str]) -> Lists {
        let owned = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
        Lists {
            allow: owned(allow),
            ask: owned(ask),
            deny: owned(deny),
        }
    }

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, text, like) in [
            ("git push", "git push", true),
            ("git push", "git push -f", false),
            ("git *", "git push -f", true),
            ("* --version", "x --version", true),
            ("a*b*c", "a--b--c", true),
            ("a*b*c", "a--c--b", false),
            ("ab*ba", "aba", false),
        ] {
            assert_eq!(is_like(pattern, text), like, "{pattern} {text}");
        }
    }

    #[test]
    fn a_repository_can_only_narrow() {
        let rules = Rules::new(
            &lists(&["shell(make *)", "edit(src/**)"], &[], &[]),
            &lists(
                &["shell(curl *)"],
                &["edit(src/*.rs)"],
                &["bash(make deploy:*)"],
            ),
        );
        assert_eq!(rules.about(Tool::Shell, "curl x"), None);
        assert_eq!(
            rules.about(Tool::Shell, "make"),
            Some((Ruling::Allow, "make *"))
        );
        assert_eq!(
            rules.about(Tool::Shell, "make deploy"),
            Some((Ruling::Deny, "make deploy *"))
        );
        assert_eq!(
            rules.about(Tool::Edit, "src/a.rs").map(|hit| hit.0),
            Some(Ruling::Ask)
        );
        assert_eq!(
            rules.about(Tool::Edit, "src/a/b.rs").map(|hit| hit.0),
            Some(Ruling::Allow)
        );
        assert_eq!(rules.notes.len(), 1, "{:?}", rules.notes);
    }

    #[test]
    fn a_rule_that_cannot_be_read_errs_on_the_safe_side() {
        let rules = Rules::new(
            &lists(&["edit([)"], &[], &["shell(rm *", "nonsense"]),
            &Lists::default(),
        );
        assert_eq!(rules.about(Tool::Edit, "a"), None);
        assert_eq!(rules.about(Tool::Shell, "ls"), Some((Ruling::Deny, "*")));
        assert_eq!(rules.notes.len(), 3, "{:?}", rules.notes);
    }

    #[test]
    fn a_definition_can_only_narrow() {
        let agent = |fields: &str| {
            let text = format!("---\nname: a\ndescription: b\n{fields}\n---\nWork.\n");
            crate::parse(text.as_bytes()).definition.unwrap()
        };
        let user = lists(&["shell(git *)"], &[], &["shell(git stash)"]);
        let ruling = |fields: &str, tool, text: &str| {
            let rules = Rules::new(&user, &Lists::default()).narrowed(&agent(fields));
            assert!(rules.notes.is_empty(), "{:?}", rules.notes);
            rules.about(tool, text).map(|hit| hit.0)
        };
        let (allow, deny) = (Some(Ruling::Allow), Some(Ruling::Deny));
        for (fields, tool, text, expected) in [
            ("", Tool::Shell, "git push", allow),
            (
                "disallowedTools: Bash(git push:*)",
                Tool::Shell,
                "git push -f",
                deny,
            ),
            (
                "disallowedTools: Bash(git push:*)",
                Tool::Shell,
                "git log",
                allow,
            ),
            (
                "disallowedTools: Write(docs/**)",
                Tool::Edit,
                "docs/a.md",
                deny,
            ),
            (
                "disallowedTools: Agent(a), Write",
                Tool::Edit,
                "docs/a.md",
                None,
            ),
            (
                "tools: Read, Bash(git log:*)",
                Tool::Shell,
                "git log -3",
                allow,
            ),
            (
                "tools: Read, Bash(git log:*)",
                Tool::Shell,
                "git push",
                deny,
            ),
            ("tools: Read, Bash(git log:*)", Tool::Shell, "ls", deny),
            (
                "tools: Bash(git log:*, git stash)",
                Tool::Shell,
                "git stash",
                deny,
            ),
            (
                "tools: Bash, Bash(git log:*)",
                Tool::Shell,
                "git push",
                allow,
            ),
            ("tools: Read(src/**)", Tool::Read, "Cargo.toml", deny),
            ("tools: Read(src/**)", Tool::Read, "src/a.rs", None),
            ("tools: Read(src/**)", Tool::Shell, "git push", allow),
        ] {
            assert_eq!(ruling(fields, tool, text), expected, "{fields}: {text}");
        }
        let broken = agent("tools: Edit([)\ndisallowedTools: Read([)");
        let rules = Rules::default().narrowed(&broken);
        assert_eq!(rules.about(Tool::Edit, "a").map(|hit| hit.0), deny);
        assert_eq!(rules.about(Tool::Read, "a").map(|hit| hit.0), deny);
        assert_eq!(rules.notes.len(), 2, "{:?}", rules.notes);
    }
}
