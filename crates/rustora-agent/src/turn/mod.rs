//! One turn: from what a person asks to an answer that was held to proofs.
//!
//! Two parts. Here is the dispatcher, which owns the session and decides; a tool runs on a thread of its own and knows nothing of either.
//! What is written down before it is done can be gone on with after any end. A model's words are not taken for deeds: whether the workspace
//! changed is told by its content, and whether it is green by the gates.

mod call;
mod compact;
mod finish;
mod prompt;
mod repeat;
mod report;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use rustora_host::Cancel;
use rustora_llm::{
    CancellationToken, Delta, Effort, ErrorKind, Model, ModelError, Part, Reply, Request, Stop,
    ToolSpec,
};
use serde_json::Value;
use tokio::task::JoinHandle;

use crate::permission::{Grants, Permissions};
use crate::session::{Event, Gated, Session, SessionError, Worded, messages};
use crate::tools::Done;

pub use call::{Decision, Person, Question, Wanted};
pub use finish::OWN_WORDS;
pub use prompt::{Told, system};

/// How often a model is told what is refuted or red before the truth is told instead.
pub const ROUNDS: u32 = 3;

/// What a model may call. It runs on a thread that may wait.
pub trait Toolbox: Send + Sync {
    /// The tools, in an order that stays.
    fn specs(&self) -> Vec<ToolSpec>;

    /// What a call wants to do, and whether it may.
    ///
    /// # Errors
    /// When there is no such tool, or the arguments miss its schema; for the model.
    fn wanted(
        &self,
        tool: &str,
        arguments: &Value,
        permissions: &Permissions,
    ) -> Result<Wanted, String>;

    /// Does it.
    fn run(&self, tool: &str, arguments: &Value, grants: Grants, cancel: &Cancel) -> Done;
}

/// What holds a model's answer to proofs. It runs on a thread that may wait.
pub trait Prover: Send + Sync {
    /// Compiles the Rust blocks of an answer.
    fn words(&self, text: &str, cancel: &Cancel) -> Worded;

    /// A hash of everything that the gates are asked of.
    fn content(&self) -> String;

    /// Asks the gates of what has changed.
    fn gates(&self, cancel: &Cancel) -> Gated;
}

/// Everything that stays the same in a session.
pub struct Setup {
    /// The model.
    pub model: Arc<dyn Model>,
    /// The model as its provider calls it; empty for the configured one.
    pub model_name: String,
    /// How many tokens it reads.
    pub context: u32,
    /// How many tokens an answer may have.
    pub max_tokens: u32,
    /// How hard it thinks.
    pub effort: Option<Effort>,
    /// What it is told before everything else; [`system`] makes it.
    pub system: String,
    /// What it may call.
    pub tools: Arc<dyn Toolbox>,
    /// What holds it to proofs.
    pub prover: Arc<dyn Prover>,
    /// What it may do.
    pub permissions: Permissions,
    /// Whom to ask.
    pub person: Arc<dyn Person>,
    /// How often the model may answer in one turn.
    pub max_turns: u32,
    /// What the last answer has to look like.
    pub schema: Option<Value>,
}

/// Something to show while a turn goes on.
pub enum Notice<'a> {
    /// It happened, and is written down.
    Event(&'a Event),
    /// It arrives.
    Delta(Delta<'a>),
}

/// Who watches a turn.
pub type Watch<'a> = dyn FnMut(Notice<'_>) + Send + 'a;

/// How a turn ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The answer is there, and all that it rests on is proven or was not touched.
    Done,
    /// The answer is there, and something that it rests on is refuted.
    Red,
    /// It goes on when the person has answered.
    Question,
    /// The model will not.
    Refused,
    /// The answer was cut off.
    Cut,
    /// The person wanted no more.
    Cancelled,
    /// The model answered too often without an end.
    OutOfTurns,
    /// The model could not be asked.
    Failed,
}

impl Ended {
    /// Its name in a session.
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Red => "red",
            Self::Question => "question",
            Self::Refused => "refused",
            Self::Cut => "cut",
            Self::Cancelled => "cancelled",
            Self::OutOfTurns => "out of turns",
            Self::Failed => "failed",
        }
    }
}

/// What a person reads of a turn.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// How it ended.
    pub ended: Ended,
    /// The truth about it first, where that is not that all is well; then the answer.
    pub text: String,
}

/// Why a turn could not go on at all.
#[derive(Debug, thiserror::Error)]
pub enum TurnError {
    /// What happens can no longer be written down.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// A tool's thread is gone.
    #[error("the thread of a tool ended without a result: {0}")]
    Thread(String),
}

/// A turn that is going on.
struct Turn<'a> {
    setup: &'a Setup,
    session: &'a mut Session,
    watch: &'a mut Watch<'a>,
    cancel: &'a CancellationToken,
    /// What stood in the workspace when it was last known to be green, or when work on it began; nothing while that is being read.
    known: Option<String>,
    /// Reads it, while the model is asked.
    standing: Option<JoinHandle<String>>,
    rounds: finish::Rounds,
    recent: repeat::Recent,
}

/// What comes after an answer.
enum Next {
    Again,
    End(Outcome),
}

/// Takes a turn: what the person asks, or, with `None`, on from where the session stands.
///
/// # Errors
/// When what happens cannot be written down.
pub async fn turn<'a>(
    setup: &'a Setup,
    session: &'a mut Session,
    request: Option<&str>,
    watch: &'a mut Watch<'a>,
    cancel: &'a CancellationToken,
) -> Result<Outcome, TurnError> {
    let known = known(session.events());
    let standing = known.is_none().then(|| {
        let prover = Arc::clone(&setup.prover);
        tokio::task::spawn_blocking(move || prover.content())
    });
    let mut turn = Turn {
        setup,
        session,
        watch,
        cancel,
        known,
        standing,
        rounds: finish::Rounds::default(),
        recent: repeat::Recent::default(),
    };
    turn.settle()?;
    if let Some(text) = request {
        turn.record(Event::Asked {
            text: text.to_owned(),
        })?;
    }
    let outcome = turn.go().await?;
    turn.record(Event::Finished {
        outcome: outcome.ended.name().to_owned(),
        text: outcome.text.clone(),
    })?;
    turn.session.settle()?;
    Ok(outcome)
}

/// What stood in the workspace when it was last green, or else before work began that did not come to a good end.
fn known(events: &[Event]) -> Option<String> {
    let mut known = None;
    for event in events {
        match event {
            Event::Stood { content } => _ = known.get_or_insert(content),
            Event::Gated(gated) if gated.is_green() => known = Some(&gated.content),
            // What a person does to it between two turns is theirs.
            Event::Finished { outcome, .. } if outcome == Ended::Done.name() => known = None,
            _ => {}
        }
    }
    known.cloned()
}

/// Does something on a thread that may wait.
async fn aside<T: Send + 'static>(
    what: impl FnOnce() -> T + Send + 'static,
) -> Result<T, TurnError> {
    let done = tokio::task::spawn_blocking(what).await;
    done.map_err(|error| TurnError::Thread(error.to_string()))
}

impl Turn<'_> {
    fn record(&mut self, event: Event) -> Result<(), TurnError> {
        let event = self.session.record(event)?;
        (self.watch)(Notice::Event(event));
        Ok(())
    }

    /// Waits until it is known what stood in the workspace, before anything is done to it.
    async fn stand(&mut self) -> Result<(), TurnError> {
        if let Some(standing) = self.standing.take() {
            let content = standing
                .await
                .map_err(|error| TurnError::Thread(error.to_string()))?;
            self.known = Some(content.clone());
            self.record(Event::Stood { content })?;
        }
        Ok(())
    }

    /// Answers the calls that a killed process left open, and runs none of them.
    fn settle(&mut self) -> Result<(), TurnError> {
        let left = messages(self.session.events(), false);
        let closed = messages(self.session.events(), true);
        let open = left
            .interrupted
            .into_iter()
            .map(|(call, _)| call)
            .chain(left.waiting);
        for call in open {
            let content = closed
                .messages
                .iter()
                .flat_map(|message| &message.parts)
                .find_map(|part| match part {
                    Part::ToolResult { id, content, .. } if *id == call => Some(content.clone()),
                    _ => None,
                });
            self.record(Event::Ended {
                call,
                content: content.unwrap_or_default(),
                is_error: true,
                changed: Vec::new(),
            })?;
        }
        Ok(())
    }

    async fn go(&mut self) -> Result<Outcome, TurnError> {
        let mut is_shortened = false;
        for _ in 0..self.setup.max_turns {
            if self.cancel.is_cancelled() {
                return Ok(cancelled());
            }
            let request = self.request();
            let request = if compact::is_due(&request, self.setup.context) {
                self.compact()?;
                self.request()
            } else {
                request
            };
            let reply = match self.ask(&request).await {
                Ok(reply) => reply,
                Err(error) if error.kind == ErrorKind::TooLong && !is_shortened => {
                    is_shortened = true;
                    self.compact()?;
                    continue;
                }
                Err(error) if error.kind == ErrorKind::Cancelled => return Ok(cancelled()),
                Err(error) => return Ok(failed(&error)),
            };
            is_shortened = false;
            self.record(Event::Answered {
                reply: reply.clone(),
            })?;
            match self.answered(&reply).await? {
                Next::Again => {}
                Next::End(outcome) => return Ok(outcome),
            }
        }
        let text = format!(
            "stopped: the model has answered {} times without an end. `rustora resume {}` goes on from here.",
            self.setup.max_turns, self.session.id
        );
        Ok(Outcome {
            ended: Ended::OutOfTurns,
            text,
        })
    }

    fn request(&self) -> Request {
        Request {
            model: self.setup.model_name.clone(),
            system: self.setup.system.clone(),
            tools: self.setup.tools.specs(),
            messages: messages(self.session.events(), true).messages,
            max_tokens: self.setup.max_tokens,
            effort: self.setup.effort,
        }
    }

    async fn ask(&mut self, request: &Request) -> Result<Reply, ModelError> {
        let watch = &mut *self.watch;
        let mut on = |delta: Delta<'_>| watch(Notice::Delta(delta));
        self.setup
            .model
            .respond(request, &mut on, self.cancel)
            .await
    }

    async fn answered(&mut self, reply: &Reply) -> Result<Next, TurnError> {
        if reply
            .parts
            .iter()
            .any(|part| matches!(part, Part::ToolCall(_) | Part::BrokenToolCall(_)))
        {
            return self.calls(&reply.parts).await;
        }
        let text = reply.text();
        match &reply.stop {
            Stop::Refusal(why) => {
                let why = if why.is_empty() {
                    "it gave no reason"
                } else {
                    why
                };
                return Ok(Next::End(Outcome {
                    ended: Ended::Refused,
                    text: format!("the model refuses: {why}\n{text}"),
                }));
            }
            Stop::ContentFilter => {
                return Ok(Next::End(Outcome {
                    ended: Ended::Refused,
                    text: format!("the provider cut the answer off for what it said\n{text}"),
                }));
            }
            Stop::MaxTokens => {
                return Ok(Next::End(Outcome {
                    ended: Ended::Cut,
                    text: format!(
                        "cut off after {} tokens: nothing of it was proven. `rustora resume {}` goes on from here.\n{text}",
                        self.setup.max_tokens, self.session.id
                    ),
                }));
            }
            Stop::EndTurn | Stop::ToolUse | Stop::Other(_) => {}
        }
        self.finish(text).await
    }

    fn compact(&mut self) -> Result<(), TurnError> {
        let kept = compact::shorten(self.session.events(), self.setup.context);
        self.record(Event::Compacted { kept })
    }
}

fn cancelled() -> Outcome {
    Outcome {
        ended: Ended::Cancelled,
        text: "stopped: you wanted no more. What was done so far stands.".to_owned(),
    }
}

fn failed(error: &ModelError) -> Outcome {
    let mut text = format!("the model could not be asked: {error}");
    if !error.hint.is_empty() {
        text.push_str("\nhelp: ");
        text.push_str(&error.hint);
    }
    let arrived: Vec<&str> = error
        .partial
        .iter()
        .filter_map(|part| match part {
            Part::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    if !arrived.is_empty() {
        text.push_str("\nWhat had arrived of its answer, unproven:\n");
        text.push_str(&arrived.concat());
    }
    Outcome {
        ended: Ended::Failed,
        text,
    }
}
