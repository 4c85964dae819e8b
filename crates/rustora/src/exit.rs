//! How a run ends: the exit codes, and errors as they are told.
//!
//! Scripts rely on the codes, so there are three and no more. A panic would leave 101 and a message for the
//! author instead of the user; [`guarded`] turns it into the third.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::panic::{self, UnwindSafe};
use std::process::ExitCode;

use annotate_snippets::renderer::{DEFAULT_ERROR_STYLE, DEFAULT_HELP_STYLE};

use crate::render::text;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// The job is done, and nothing that was shown is as bad as `--fail-on`.
    Clean = 0,
    /// The job is done, and something is.
    Findings = 1,
    /// The job could not be done.
    Failed = 2,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a job could not be done, and what to do about it.
#[derive(Debug)]
pub(crate) struct CliError {
    message: String,
    hints: Vec<String>,
}

impl CliError {
    /// `message` says what was being done, to what, and why it failed.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hints: Vec::new(),
        }
    }

    /// Adds something to do about it.
    #[must_use]
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Tells it on the standard error.
    pub(crate) fn tell(&self) {
        let (error, help) = (DEFAULT_ERROR_STYLE, DEFAULT_HELP_STYLE);
        let mut out = format!(
            "{error}error{error:#}: {}\n",
            text::neutral_lines(&self.message)
        );
        for hint in &self.hints {
            _ = writeln!(out, "{help}help{help:#}: {}", text::neutral_lines(hint));
        }
        tell(&out);
    }
}

/// Writes to the standard error, in colour where that is wanted. There is nowhere to say that it failed.
pub(crate) fn tell(text: &str) {
    _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// What became of writing to the standard output: a reader that went away had enough.
///
/// # Errors
/// When the output was cut for another reason, such as a full disk.
pub(crate) fn written(result: io::Result<()>) -> Result<(), CliError> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let error = CliError::new(format!("cannot write to the standard output: {error}"));
            Err(error.hint("what was printed is not complete; make room and run it again"))
        }
        _ => Ok(()),
    }
}

/// Runs the program; a panic ends it like any other failure, with one line that says what to do.
pub(crate) fn guarded(run: impl FnOnce() -> Exit + UnwindSafe) -> Exit {
    panic::set_hook(Box::new(|info| {
        let payload = info.payload();
        let text = payload.downcast_ref::<&str>().copied();
        let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        let place = info
            .location()
            .map_or_else(String::new, ToString::to_string);
        let message = format!(
            "internal error: {} ({place}): this is a bug in rustora, not in the code under review; \
             please report this line and the command that led to it",
            text::neutral(text.unwrap_or("a panic without a message"))
        );
        CliError::new(message).tell();
    }));
    panic::catch_unwind(run).unwrap_or(Exit::Failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_failure_and_not_101() {
        assert_eq!(guarded(|| panic!("on purpose, in a test")), Exit::Failed);
        assert_eq!(guarded(|| Exit::Findings), Exit::Findings);
        _ = panic::take_hook();
    }

    #[test]
    fn a_reader_that_went_away_is_no_error() {
        assert!(written(Err(io::ErrorKind::BrokenPipe.into())).is_ok());
        assert!(written(Err(io::ErrorKind::StorageFull.into())).is_err());
    }
}
