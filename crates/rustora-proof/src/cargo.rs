//! Runs cargo in a workshop and reads what it prints for programs.

use std::path::PathBuf;
use std::time::Duration;

use cargo_metadata::diagnostic::DiagnosticLevel;
use cargo_metadata::{Artifact, CompilerMessage, Message};
use rustora_host::{Ended, Launch, Stream};

use crate::{Error, Failure, Outcome, ProofError, Workshop, classify};

/// How much of what a program prints is kept: its beginning and its end.
const KEPT: usize = 256 << 10;

/// What a run of cargo is told besides its arguments.
#[derive(Default)]
pub struct Check<'a> {
    /// Variables for this run.
    pub env: Vec<(String, String)>,
    /// Told of each crate that is compiled, and of each line that is printed for people.
    pub progress: Option<&'a mut dyn FnMut(&str)>,
}

/// What a run of cargo left behind.
#[derive(Clone, Debug)]
pub struct Ran {
    /// The command, as a person would type it.
    pub command: String,
    /// How it ended.
    pub ended: Ended,
    /// What the compiler said.
    pub messages: Vec<CompilerMessage>,
    /// What was compiled.
    pub artifacts: Vec<Artifact>,
    /// What was printed to the standard output beside messages.
    pub stdout: String,
    /// The standard error.
    pub stderr: String,
    /// How long it took.
    pub wall: Duration,
}

impl Ran {
    /// Whether the program did what it was asked.
    pub fn is_success(&self) -> bool {
        self.ended == Ended::Exited(0)
    }

    /// Why it failed, and what to do; nothing when it did not.
    pub fn failure(&self, shop: &Workshop<'_>) -> Option<Failure> {
        let is_error = |level| matches!(level, DiagnosticLevel::Error | DiagnosticLevel::Ice);
        let errors = self
            .messages
            .iter()
            .filter(|told| is_error(told.message.level));
        let errors: Vec<Error<'_>> = errors
            .map(|told| Error {
                code: told.message.code.as_ref().map(|code| code.code.as_str()),
                message: &told.message.message,
                rendered: told.message.rendered.as_deref().unwrap_or_default(),
                own: told.target.src_path.as_std_path().starts_with(&shop.copy),
            })
            .collect();
        classify(&Outcome {
            ended: &self.ended,
            stdout: &self.stdout,
            stderr: &self.stderr,
            errors: &errors,
            walls: shop.level.as_ref().ok().copied(),
            network: shop.options.network,
        })
    }

    /// Why it failed and what to do, in one line.
    pub fn why(&self, shop: &Workshop<'_>) -> String {
        match self.failure(shop) {
            Some(failure) => format!(
                "{} ({}); {}",
                failure.why,
                failure.class.name(),
                failure.next
            ),
            None => "it did not fail".to_owned(),
        }
    }
}

impl Workshop<'_> {
    /// Runs cargo in the copy of the workspace.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn cargo(&self, args: &[&str], check: Check<'_>) -> Result<Ran, ProofError> {
        let args = args.iter().map(|arg| (*arg).to_owned()).collect();
        self.cargo_with(args, check)
    }

    /// The same for what looks at the whole workspace: with the features that were asked for.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn cargo_whole(&self, args: &[&str], check: Check<'_>) -> Result<Ran, ProofError> {
        let mut all: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
        // Before what goes to the compiler, or to the tests.
        let end = all.iter().position(|arg| arg == "--");
        let end = end.unwrap_or(all.len());
        all.splice(end..end, self.options.features.iter().cloned());
        self.cargo_with(all, check)
    }

    fn cargo_with(&self, args: Vec<String>, check: Check<'_>) -> Result<Ran, ProofError> {
        let launch = self.launch(self.toolchain.program("cargo"), args, &self.copy);
        self.run(launch, check)
    }

    /// Unpacks what has been downloaded, or downloads it where that is allowed. No code of anybody's runs.
    ///
    /// # Errors
    /// When cargo cannot be started.
    pub fn fetch(&self) -> Result<Ran, ProofError> {
        let mut args = vec!["fetch", "--locked"];
        if !self.options.network {
            args.push("--offline");
        }
        let args = args.into_iter().map(str::to_owned).collect();
        self.run(self.launch_fetch(args), Check::default())
    }

    /// Runs a program and gathers what it says.
    pub(crate) fn run(&self, mut launch: Launch, mut check: Check<'_>) -> Result<Ran, ProofError> {
        launch.env.append(&mut check.env);
        let program = launch
            .program
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy();
        let command = format!("{program} {}", launch.args.join(" "));
        let (mut messages, mut artifacts) = (Vec::new(), Vec::new());
        let (mut out, mut err) = (Kept::default(), Kept::default());
        let began = self.host.elapsed();
        let mut hear = |stream: Stream, line: &[u8]| {
            let line = String::from_utf8_lossy(line);
            if stream == Stream::Out && line.starts_with('{') {
                match serde_json::from_str(&line) {
                    Ok(Message::CompilerMessage(message)) => return messages.push(message),
                    Ok(Message::CompilerArtifact(artifact)) => {
                        if let Some(tell) = &mut check.progress {
                            tell(&artifact.target.name);
                        }
                        return artifacts.push(artifact);
                    }
                    Ok(Message::BuildScriptExecuted(_) | Message::BuildFinished(_)) => return,
                    _ => {}
                }
            }
            if let Some(tell) = &mut check.progress {
                tell(line.trim_end());
            }
            match stream {
                Stream::Out => out.push(&line),
                Stream::Err => err.push(&line),
            }
        };
        let ended = self.host.launch(&launch, &self.options.cancel, &mut hear);
        Ok(Ran {
            ended: ended.map_err(|error| ProofError::Start {
                program: launch.program.display().to_string(),
                error,
            })?,
            command,
            messages,
            artifacts,
            stdout: out.whole(),
            stderr: err.whole(),
            wall: self.host.elapsed().saturating_sub(began),
        })
    }

    /// A path of the copy as the user knows it.
    pub fn original(&self, path: &std::path::Path) -> PathBuf {
        let absolute = self.copy.join(path);
        match absolute.strip_prefix(&self.copy) {
            Ok(inside) => self.root.join(inside),
            Err(_) => path.to_owned(),
        }
    }
}

/// The beginning and the end of a long text.
#[derive(Default)]
struct Kept {
    head: String,
    tail: String,
    is_cut: bool,
}

impl Kept {
    fn push(&mut self, line: &str) {
        if self.head.len() < KEPT {
            self.head.push_str(line);
            self.head.push('\n');
            return;
        }
        self.tail.push_str(line);
        self.tail.push('\n');
        if self.tail.len() > 2 * KEPT {
            let cut = (self.tail.len() - KEPT..=self.tail.len())
                .find(|at| self.tail.is_char_boundary(*at));
            self.tail.drain(..cut.unwrap_or_default());
            self.is_cut = true;
        }
    }

    fn whole(self) -> String {
        let gap = if self.is_cut { "\n[…]\n" } else { "" };
        self.head + gap + &self.tail
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_text_the_beginning_and_the_end_are_kept() {
        let mut kept = Kept::default();
        kept.push("first");
        for _ in 0..20_000 {
            kept.push("überall dasselbe, immer wieder, ohne Ende, so weit man sieht");
        }
        kept.push("last");
        let whole = kept.whole();
        assert!(whole.starts_with("first\n") && whole.ends_with("last\n"));
        assert!(whole.contains("[…]") && whole.len() < 4 * KEPT);
    }
}
