//! Asks the compiler which function each of some calls reaches.
//!
//! Clippy's `disallowed-methods` knows a function by its path, wherever it was imported from, and is answered by the compiler's own
//! resolution. It runs in a pass of its own with settings of ours: the user's levels would silence it, and it would hide
//! what the user's settings ask for. That pass has a target folder of its own, so that neither makes cargo forget what the
//! other has compiled.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use cargo_metadata::CompilerMessage;

use crate::cargo::{Check, Ran};
use crate::{ProofError, Workshop};

/// The lint that names calls.
const LINT: &str = "clippy::disallowed_methods";

/// What it says before the path of a function.
const FOUND: &str = "use of a disallowed method `";

/// The folder of our settings for it, and its target folder.
const SETTINGS: &str = "settings";
pub(crate) const TARGET: &str = "targets";

/// A call, and the function that it reaches.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// The file, below the workspace's root.
    pub file: PathBuf,
    /// Where the function is named, in bytes: a method by its name, any other by the whole path.
    pub at: u32,
    /// The function, by that of the given paths which leads to it.
    pub path: String,
}

impl Workshop<'_> {
    /// Every call of one of these functions in code that is compiled and that no macro has written. A path that leads nowhere is no
    /// error. Where two lead to the same function, it goes by the later one.
    ///
    /// # Errors
    /// When cargo cannot be started, or the settings cannot be written.
    pub fn targets(
        &self,
        paths: &[String],
        progress: &mut dyn FnMut(&str),
    ) -> Result<(Ran, BTreeSet<Target>), ProofError> {
        let mut list = "disallowed-methods = [\n".to_owned();
        for path in paths {
            // Writing to a `String` cannot fail.
            _ = writeln!(list, "    {{ path = {path:?}, allow-invalid = true }},");
        }
        list.push_str("]\n");
        let settings = self.store.path().join(SETTINGS);
        let file = PathBuf::from(SETTINGS).join("clippy.toml");
        // A list that is as it was leaves cargo what the compiler said the last time.
        if self
            .host
            .read(&settings.join("clippy.toml"))
            .ok()
            .as_deref()
            != Some(list.as_bytes())
        {
            let written = self.store.replace(&file, list.as_bytes());
            written.map_err(|error| ProofError::store(&settings, error))?;
        }
        let own = self.store.path().join(TARGET);
        self.seed(&self.store.path().join("target"), TARGET);
        let mut args = vec![
            "clippy",
            "--workspace",
            "--all-targets",
            "--keep-going",
            "--locked",
            "--message-format=json",
        ];
        if !self.is_online() {
            args.push("--offline");
        }
        args.extend(["--", "--cap-lints", "warn", "--force-warn", LINT]);
        let env = [("CLIPPY_CONF_DIR", settings), ("CARGO_TARGET_DIR", own)];
        let env = env.map(|(name, path)| (name.to_owned(), path.display().to_string()));
        let check = Check {
            env: env.into(),
            progress: Some(progress),
        };
        let ran = self.cargo_whole(&args, check)?;
        let told = ran.messages.iter();
        let targets = told.filter_map(|told| self.target(told)).collect();
        Ok((ran, targets))
    }

    fn target(&self, told: &CompilerMessage) -> Option<Target> {
        let told = &told.message;
        let path = told.message.strip_prefix(FOUND)?.split('`').next()?;
        // What a macro wrote has the place of its call, and is not what stands there.
        let is_written = |span: &&cargo_metadata::diagnostic::DiagnosticSpan| {
            span.is_primary && span.expansion.is_none()
        };
        let span = told.spans.iter().find(is_written)?;
        let file = self.copy.join(&span.file_name);
        let file = file.strip_prefix(&self.copy).ok()?.to_owned();
        Some(Target {
            file,
            at: span.byte_start,
            path: path.to_owned(),
        })
    }
}
