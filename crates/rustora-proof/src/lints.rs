//! What clippy and rustc say about the copy of a workspace, once for each place.
//!
//! Clippy runs with the user's own configuration and levels. Pedantic lints are asked for besides, and those that the
//! workspace has set to `allow` are taken out again: a flag would outweigh its settings.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use cargo_metadata::CompilerMessage;
use cargo_metadata::diagnostic::{Applicability, Diagnostic, DiagnosticLevel, DiagnosticSpan};
use rustora_source::{Edit, Span};
use toml::{Table, Value};

use crate::cargo::{Check, Ran};
use crate::{ProofError, Workshop};

/// How a compiler and its linter judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It compiles, and should be otherwise.
    Warning,
    /// It does not compile, or the workspace denies it.
    Error,
}

/// Something that the compiler or clippy said about a place.
#[derive(Clone, Debug)]
pub struct Lint {
    /// `clippy::needless_clone`, `unused_variables`, `E0308`; none for a syntax error.
    pub code: Option<String>,
    /// How it is judged.
    pub level: Level,
    /// Clippy's group of it, such as `pedantic`.
    pub group: Option<String>,
    /// Whether the workspace asks for it, in a manifest or in the code.
    pub is_asked: bool,
    /// What is wrong, in one line.
    pub message: String,
    /// The file, below the workspace's root.
    pub file: PathBuf,
    /// The bytes of it.
    pub span: Span,
    /// Remarks, without places.
    pub notes: Vec<String>,
    /// Corrected code, where the tool has it for this file: what it does, and the edits.
    pub fix: Option<Suggestion>,
    /// As rustc draws it.
    pub rendered: String,
}

/// Corrected code of the compiler's or clippy's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What it does.
    pub title: String,
    /// Whether the tool is sure that it does what was meant.
    pub is_sure: bool,
    /// The edits of the lint's file.
    pub edits: Vec<Edit>,
}

/// The arguments of the one check that everything is held against: one selection of targets, so that nothing is checked twice.
/// What the workspace denies is told as a warning here: it would keep everything that depends on it from being looked at.
const CLIPPY: [&str; 12] = [
    "clippy",
    "--workspace",
    "--all-targets",
    "--keep-going",
    "--offline",
    "--locked",
    "--message-format=json",
    "--",
    "-W",
    "clippy::pedantic",
    "--cap-lints",
    "warn",
];

/// To which of clippy's groups a lint belongs, in the words of the installed clippy.
#[derive(Clone, Debug, Default)]
pub(crate) struct Groups(BTreeMap<String, String>);

impl Groups {
    /// The group of `clippy::some_lint`, without `clippy::`; none for lints of the compiler.
    fn of(&self, code: &str) -> Option<&str> {
        self.0.get(code).map(String::as_str)
    }

    /// From the table that `clippy-driver -W help` prints: a group, then its lints.
    fn parse(help: &str) -> Self {
        let mut groups = BTreeMap::new();
        for line in help.lines() {
            let Some((group, lints)) = line.trim().split_once("  ") else {
                continue;
            };
            let Some(group) = group
                .strip_prefix("clippy::")
                .filter(|group| *group != "all")
            else {
                continue;
            };
            for lint in lints.split(',').map(str::trim) {
                if lint.starts_with("clippy::") {
                    groups.insert(lint.replace('-', "_"), group.to_owned());
                }
            }
        }
        Self(groups)
    }
}

impl Workshop<'_> {
    /// Runs clippy over the copy of the workspace, all targets.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn lint(&self, progress: &mut dyn FnMut(&str)) -> Result<(Ran, Vec<Lint>), ProofError> {
        let mut args: Vec<&str> = CLIPPY.to_vec();
        if self.options.network {
            args.retain(|arg| *arg != "--offline");
        }
        let check = Check {
            progress: Some(progress),
            ..Check::default()
        };
        let ran = self.cargo_whole(&args, check)?;
        let lints = self.lints(&ran.messages);
        Ok((ran, lints))
    }

    /// Clippy's groups; none where there is no clippy.
    fn groups(&self) -> &Groups {
        self.groups.get_or_init(|| {
            let args = ["-W", "help"].map(str::to_owned).into();
            let launch = self.launch(self.toolchain.program("clippy-driver"), args, &self.copy);
            let ran = self.run(launch, Check::default());
            ran.map_or_else(|_| Groups::default(), |ran| Groups::parse(&ran.stdout))
        })
    }

    /// What messages say about the workspace's own files, each place once.
    pub fn lints(&self, messages: &[CompilerMessage]) -> Vec<Lint> {
        let mut seen = BTreeSet::new();
        let mut levels = Levels::default();
        let mut lints = Vec::new();
        for message in messages {
            let package = message.target.src_path.as_std_path();
            let Some(lint) = self.one(&message.message, package, &mut levels) else {
                continue;
            };
            let key = (
                lint.file.clone(),
                lint.span,
                lint.code.clone(),
                lint.message.clone(),
            );
            // Tests compile a library a second time.
            if seen.insert(key) {
                lints.push(lint);
            }
        }
        lints.sort_by(|a, b| (&a.file, a.span).cmp(&(&b.file, b.span)));
        lints
    }

    fn one(&self, told: &Diagnostic, target: &Path, levels: &mut Levels) -> Option<Lint> {
        let level = match told.level {
            DiagnosticLevel::Error | DiagnosticLevel::Ice => Level::Error,
            DiagnosticLevel::Warning => Level::Warning,
            _ => return None,
        };
        let primary = told.spans.iter().find(|span| span.is_primary)?;
        let (file, span) = self.place(primary)?;
        let code = told.code.as_ref().map(|code| code.code.clone());
        let group = code.as_ref().and_then(|code| self.groups().of(code));
        let mut is_asked = told
            .children
            .iter()
            .any(|child| child.message == "the lint level is defined here");
        let mut level = level;
        if let Some(code) = &code
            && level == Level::Warning
        {
            let asked = levels.of(self, target, code, group);
            is_asked |= matches!(asked, Some(Asked::Warn | Asked::Deny));
            match asked {
                Some(Asked::Allow) => return None,
                Some(Asked::Deny) => level = Level::Error,
                // Denied unless somebody says otherwise.
                None if group == Some("correctness") => level = Level::Error,
                Some(Asked::Warn) | None => {}
            }
        }
        let notes = told.children.iter();
        let notes = notes.filter(|child| child.spans.is_empty() && !child.message.is_empty());
        // Where a level comes from says nothing about the code.
        let notes = notes.filter(|child| {
            let text = &child.message;
            !(text.contains("` on by default")
                || text.contains("implied by `")
                || text.starts_with("requested on the command line")
                || text.starts_with("to override `")
                || text.starts_with("for further information visit"))
        });
        Some(Lint {
            notes: notes.map(|child| child.message.clone()).collect(),
            fix: self.suggestion(told, &file),
            message: told.message.clone(),
            rendered: told.rendered.clone().unwrap_or_default(),
            group: group.map(str::to_owned),
            is_asked,
            code,
            level,
            file,
            span,
        })
    }

    /// A place in the workspace: for code that a macro makes, where the macro is called.
    fn place(&self, span: &DiagnosticSpan) -> Option<(PathBuf, Span)> {
        let mut at = span;
        loop {
            let path = self.copy.join(&at.file_name);
            if let Ok(inside) = path.strip_prefix(&self.copy)
                && !inside.starts_with("..")
            {
                return Some((inside.to_owned(), Span::new(at.byte_start, at.byte_end)));
            }
            at = &at.expansion.as_ref()?.span;
        }
    }

    fn suggestion(&self, told: &Diagnostic, file: &Path) -> Option<Suggestion> {
        told.children.iter().find_map(|child| {
            let mut edits = Vec::new();
            let mut is_sure = true;
            for span in &child.spans {
                let text = span.suggested_replacement.as_ref()?;
                let applicability = span.suggestion_applicability.as_ref()?;
                match applicability {
                    Applicability::MachineApplicable => {}
                    Applicability::MaybeIncorrect => is_sure = false,
                    _ => return None,
                }
                let (other, at) = self.place(span)?;
                if other != file || span.expansion.is_some() {
                    return None;
                }
                edits.push(Edit::replace(at, text.clone()));
            }
            let title = child
                .message
                .split(':')
                .next()
                .unwrap_or_default()
                .to_owned();
            (!edits.is_empty()).then_some(Suggestion {
                title,
                is_sure,
                edits,
            })
        })
    }
}

/// A level that a manifest sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Allow,
    Warn,
    Deny,
}

/// The levels that manifests set for clippy's lints, by package folder.
#[derive(Default)]
struct Levels(Vec<(PathBuf, Option<Table>)>);

impl Levels {
    /// The level that the package of `target` sets for a lint: by its name, by its group, or for all.
    fn of(
        &mut self,
        shop: &Workshop<'_>,
        target: &Path,
        code: &str,
        group: Option<&str>,
    ) -> Option<Asked> {
        let name = code.strip_prefix("clippy::")?;
        let is_package = |folder: &&Path| shop.host.is_file(&folder.join("Cargo.toml"));
        let folder = target.ancestors().skip(1).find(is_package)?;
        if !self.0.iter().any(|(known, _)| known == folder) {
            self.0.push((folder.to_owned(), clippy_table(shop, folder)));
        }
        let (_, table) = self.0.iter().find(|(known, _)| known == folder)?;
        let table = table.as_ref()?;
        let level = |wanted: &str| {
            let is_wanted = |(key, _): &(&String, &Value)| key.replace('-', "_") == wanted;
            asked(table.iter().find(is_wanted)?.1)
        };
        level(name).or_else(|| level(group?)).or_else(|| {
            // `all` is the groups that are on by themselves.
            let is_of_all = matches!(
                group?,
                "correctness" | "suspicious" | "style" | "complexity" | "perf"
            );
            is_of_all.then(|| level("all"))?
        })
    }
}

fn asked(value: &Value) -> Option<Asked> {
    let level = value.as_str().or_else(|| value.get("level")?.as_str())?;
    match level {
        "allow" => Some(Asked::Allow),
        "warn" => Some(Asked::Warn),
        "deny" | "forbid" => Some(Asked::Deny),
        _ => None,
    }
}

/// `[lints.clippy]` of a package, or that of the workspace where the package says so.
fn clippy_table(shop: &Workshop<'_>, folder: &Path) -> Option<Table> {
    let manifest = |folder: &Path| -> Option<Table> {
        let bytes = shop.host.read(&folder.join("Cargo.toml")).ok()?;
        String::from_utf8(bytes).ok()?.parse().ok()
    };
    let own = manifest(folder)?;
    let lints = own.get("lints")?;
    let inherits = lints.get("workspace").and_then(Value::as_bool) == Some(true);
    let clippy = if inherits {
        manifest(&shop.copy)?
            .get("workspace")?
            .get("lints")?
            .get("clippy")?
            .clone()
    } else {
        lints.get("clippy")?.clone()
    };
    clippy.as_table().cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_read_from_what_clippy_prints() {
        let help = "Lint checks provided by plugins:\n\n    clippy::absurd  deny  some text\n\nLint groups:\n\n   \
                    clippy::all  clippy::absurd\n   clippy::correctness  clippy::absurd, clippy::two-words\n";
        let groups = Groups::parse(help);
        assert_eq!(groups.of("clippy::two_words"), Some("correctness"));
        assert_eq!(groups.of("clippy::absurd"), Some("correctness"));
        assert_eq!(groups.of("unused_variables"), None);
    }
}
