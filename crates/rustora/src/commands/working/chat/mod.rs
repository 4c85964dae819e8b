//! `rustora chat`: a conversation at a terminal.
//!
//! A request is a turn like that of `rustora run`, in a session like any other; there is somebody to ask, and what happens is drawn for
//! eyes. The line is edited between turns and at questions alone: while a turn runs, the terminal is as it was found, and Ctrl-C ends
//! the turn.

mod cost;
mod edits;
mod history;
mod line;
mod person;
mod slash;
mod verdict;
mod view;

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _};
use std::sync::Arc;

use anstyle::Style;
use rustora_agent::session::{Event, Session};
use rustora_agent::turn::{Notice, turn};
use rustora_host::OsHost;
use rustora_llm::CancellationToken;
use tokio::runtime::Runtime;

use super::interrupts::Interrupts;
use super::setup::Worker;
use super::{begun, interrupts, of_session, runtime, sessions};
use crate::cli::running::ChatArgs;
use crate::exit::{CliError, Exit};
use crate::render::text::neutral;
use cost::Used;
use line::{Line, Said};
use person::Asker;
use slash::Slash;
use view::{View, say};

const DIM: Style = Style::new().dimmed();

/// Talks until the person has had enough.
///
/// # Errors
/// When nobody is at a terminal, no model is configured, or the session cannot be written.
pub(crate) fn chat(host: &OsHost, args: &ChatArgs) -> Result<Exit, CliError> {
    is_at_terminal()?;
    let folder = || sessions::folder(host);
    let resumed = match &args.session {
        Some(id) => Some(Session::resume(host, folder()?, id).map_err(|error| of_session(&error))?),
        None => None,
    };
    let asker = Arc::new(Asker::new());
    let begun = resumed.as_ref().and_then(begun);
    let worker = Worker::ready(&args.worker, begun.as_deref(), Arc::clone(&asker) as _)?;
    let session = match resumed {
        Some(session) => session,
        None => Session::begin(host, folder()?).map_err(|error| of_session(&error))?,
    };
    let runtime = runtime()?;
    // Before the line editor, which sets handlers back to what it found.
    let listened = interrupts(&runtime)?;
    let mut chat = Chat {
        line: Line::open(host)?,
        runtime,
        mode: super::setup::mode_name(worker.setup.permissions.mode),
        worker,
        session,
        asker,
    };
    chat.listen(listened);
    chat.worker.begin(&mut chat.session)?;
    chat.introduce();
    let request = args.request.join(" ");
    if !request.is_empty() {
        say(&format!("› {}\n", neutral(&request)));
        chat.turn(&request)?;
    }
    chat.talk()
}

#[expect(
    clippy::disallowed_methods,
    reason = "whether somebody is there, not what they say"
)]
fn is_at_terminal() -> Result<(), CliError> {
    for (is_terminal, name) in [
        (io::stdin().is_terminal(), "input"),
        (io::stdout().is_terminal(), "output"),
    ] {
        if !is_terminal {
            let error = CliError::new(format!("cannot chat: the standard {name} is no terminal"));
            return Err(error.hint("`rustora run \"…\"` needs none, and asks nobody"));
        }
    }
    Ok(())
}

/// A conversation that is going on.
struct Chat {
    worker: Worker,
    session: Session,
    asker: Arc<Asker>,
    line: Line,
    runtime: Runtime,
    mode: &'static str,
}

impl Chat {
    /// Lets Ctrl-C end turns. A signal that was once listened to never ends the program by itself, so it is listened to all the time.
    fn listen(&self, mut interrupts: Interrupts) {
        let asker = Arc::clone(&self.asker);
        self.runtime.spawn(async move {
            while interrupts.next().await.is_some() {
                asker.stop();
            }
        });
    }

    fn talk(&mut self) -> Result<Exit, CliError> {
        while let Said::Text(text) = self.line.ask()? {
            match slash::read(&text) {
                None => self.turn(&text)?,
                Some(Ok(Slash::Exit)) => break,
                Some(Ok(slash)) => self.command(slash)?,
                Some(Err(why)) => say(&format!("{}\n", neutral(&why))),
            }
        }
        say(&format!(
            "{DIM}`rustora chat --session {}` goes on with this{DIM:#}\n",
            self.session.id
        ));
        Ok(Exit::Clean)
    }

    /// Says who works, where, with what and how freely.
    fn introduce(&self) {
        let worker = &self.worker;
        let walls = if worker.setup.permissions.walls {
            "behind walls"
        } else {
            "without walls"
        };
        let mut out = format!(
            "{DIM}{} with {}, mode {}, commands {walls}, session {}; /help{DIM:#}\n",
            neutral(&worker.agent),
            neutral(&worker.model),
            self.mode,
            self.session.id
        );
        let asked = self
            .session
            .events()
            .iter()
            .rev()
            .find_map(|event| match event {
                Event::Asked { text } => Some(text),
                _ => None,
            });
        if let Some(asked) = asked {
            let asked: String = neutral(asked).chars().take(100).collect();
            _ = writeln!(out, "{DIM}you had asked last: {asked}{DIM:#}");
        }
        say(&out);
    }

    fn turn(&mut self, request: &str) -> Result<(), CliError> {
        let cancel = CancellationToken::new();
        let root = self.worker.root.clone();
        self.asker.begins(root.clone(), cancel.clone());
        let before = self.session.events().len();
        let mut view = View::new(root, Arc::clone(&self.asker));
        let outcome = {
            let mut watch = |notice: Notice<'_>| view.notice(&notice);
            let setup = &self.worker.setup;
            let turn = turn(setup, &mut self.session, Some(request), &mut watch, &cancel);
            self.runtime.block_on(turn)
        };
        let outcome = outcome.map_err(|error| CliError::new(format!("cannot go on: {error}")))?;
        view.end(&outcome);
        let used = Used::of(&self.session.events()[before..], &self.worker.model);
        say(&format!(
            "{DIM}tokens: {} · session: {}{DIM:#}\n\n",
            used.told(&self.worker.configuration),
            self.used()
        ));
        Ok(())
    }

    fn used(&self) -> String {
        Used::of(self.session.events(), &self.worker.model).told(&self.worker.configuration)
    }

    fn command(&mut self, slash: Slash) -> Result<(), CliError> {
        let told = match slash {
            Slash::Help => {
                let mut told = String::new();
                for (usage, what) in slash::ALL {
                    _ = writeln!(told, "{usage:34}{what}");
                }
                told + "Enter sends; Alt-Enter, or \\ before Enter, begins a new line; Ctrl-C ends a turn"
            }
            Slash::Cost => format!("session: {}", self.used()),
            Slash::Session => format!(
                "{} in {}; `rustora chat --session {0}` goes on with it, `rustora sessions {0}` shows it",
                self.session.id,
                self.worker.root.display()
            ),
            Slash::Model(None) => self.worker.model.clone(),
            Slash::Mode(None) => self.mode.to_owned(),
            Slash::Model(Some(wanted)) => match self.worker.with_model(&wanted) {
                Ok(()) => {
                    self.worker.begin(&mut self.session)?;
                    format!("it goes on with {}", self.worker.model)
                }
                Err(error) => {
                    error.tell();
                    return Ok(());
                }
            },
            Slash::Mode(Some(wanted)) => {
                let is_so = self.worker.with_mode(wanted);
                self.mode = super::setup::mode_name(self.worker.setup.permissions.mode);
                self.worker.begin(&mut self.session)?;
                if is_so {
                    format!("mode {}", self.mode)
                } else {
                    format!("mode {}: {} only reads", self.mode, self.worker.agent)
                }
            }
            Slash::Exit => return Ok(()),
        };
        let told: Vec<String> = told.lines().map(neutral).collect();
        say(&format!("{}\n", told.join("\n")));
        Ok(())
    }
}
