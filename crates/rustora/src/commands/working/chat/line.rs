//! The line that a person writes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustora_host::OsHost;
use rustyline::error::ReadlineError;
use rustyline::history::{History as _, MemHistory};
use rustyline::{
    Cmd, ConditionalEventHandler, Config, Editor, Event, EventContext, EventHandler, KeyCode,
    KeyEvent, Modifiers, Movement, RepeatCount,
};

use super::history::{History, MOST};
use super::view::say;
use crate::cache;
use crate::exit::CliError;

/// What a person said.
#[derive(Debug)]
pub(super) enum Said {
    Text(String),
    /// Ctrl-C.
    Stop,
    /// Ctrl-D, or the terminal is gone.
    End,
}

/// Where requests are written.
pub(super) struct Line {
    editor: Editor<(), MemHistory>,
    history: History,
    /// Whether Ctrl-C was the last key that meant something.
    stopped: Arc<AtomicBool>,
}

impl Line {
    /// The editor, with what was said before.
    ///
    /// # Errors
    /// When there is no terminal to edit at.
    pub(super) fn open(host: &OsHost) -> Result<Self, CliError> {
        let (history, before) = History::open(host, cache::folder(host).as_deref());
        let mut editor = editor()?;
        for request in before {
            _ = editor.history_mut().add_owned(request);
        }
        let stopped = Arc::new(AtomicBool::new(false));
        let clears = Clears(Arc::clone(&stopped));
        editor.bind_sequence(
            KeyEvent::ctrl('C'),
            EventHandler::Conditional(Box::new(clears)),
        );
        Ok(Self {
            editor,
            history,
            stopped,
        })
    }

    /// Asks for a request; [`Said::Stop`] never comes back.
    ///
    /// # Errors
    /// When the terminal cannot be read.
    pub(super) fn ask(&mut self) -> Result<Said, CliError> {
        let mut text = String::new();
        loop {
            let prompt = if text.is_empty() { "› " } else { "… " };
            match said(self.editor.readline(prompt))? {
                Said::Text(line) => {
                    self.stopped.store(false, Ordering::Relaxed);
                    text.push_str(&line);
                    if let Some(line) = text.strip_suffix('\\') {
                        text = format!("{line}\n");
                    } else if text.trim().is_empty() {
                        text.clear();
                    } else {
                        _ = self.editor.add_history_entry(&text);
                        self.history.add(&text);
                        return Ok(Said::Text(text));
                    }
                }
                Said::Stop if !text.is_empty() => {
                    text.clear();
                    self.stopped.store(true, Ordering::Relaxed);
                }
                // The first cleared the line, or found nothing to clear.
                Said::Stop if self.stopped.swap(true, Ordering::Relaxed) => return Ok(Said::End),
                Said::Stop => say("Ctrl-C once more, or Ctrl-D, ends the chat\n"),
                Said::End => return Ok(Said::End),
            }
        }
    }
}

/// Asks once, with nothing remembered.
///
/// # Errors
/// When the terminal cannot be read.
pub(super) fn answer(prompt: &str) -> Result<Said, CliError> {
    discard_typed();
    said(editor()?.readline(prompt))
}

/// What was typed before a question was there is no answer to it.
fn discard_typed() {
    #[cfg(unix)]
    {
        use nix::sys::termios::{FlushArg, tcflush};
        #[expect(
            clippy::disallowed_methods,
            reason = "what is read by nobody is thrown away"
        )]
        let input = std::io::stdin();
        _ = tcflush(input, FlushArg::TCIFLUSH);
    }
}

fn editor() -> Result<Editor<(), MemHistory>, CliError> {
    let config = Config::builder().max_history_size(MOST).map_err(of_line)?;
    let config = config.build();
    let history = MemHistory::with_config(&config);
    let mut editor = Editor::with_history(config, history).map_err(of_line)?;
    let new_line = KeyEvent(KeyCode::Enter, Modifiers::ALT);
    editor.bind_sequence(new_line, EventHandler::Simple(Cmd::Newline));
    Ok(editor)
}

fn said(read: Result<String, ReadlineError>) -> Result<Said, CliError> {
    match read {
        Ok(text) => Ok(Said::Text(text)),
        Err(ReadlineError::Interrupted) => Ok(Said::Stop),
        Err(ReadlineError::Eof) => Ok(Said::End),
        Err(error) => Err(of_line(error)),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn of_line(error: ReadlineError) -> CliError {
    CliError::new(format!("cannot read from the terminal: {error}"))
        .hint("`rustora run \"…\"` needs no terminal")
}

/// Ctrl-C clears what is written.
struct Clears(Arc<AtomicBool>);

impl ConditionalEventHandler for Clears {
    fn handle(
        &self,
        _: &Event,
        _: RepeatCount,
        _: bool,
        context: &EventContext<'_>,
    ) -> Option<Cmd> {
        if context.line().is_empty() {
            return Some(Cmd::Interrupt);
        }
        self.0.store(true, Ordering::Relaxed);
        Some(Cmd::Kill(Movement::WholeBuffer))
    }
}
