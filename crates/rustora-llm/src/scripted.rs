//! A model that says what a script tells it to: for tests of everything above, without a server and without HTTP.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use crate::error::{ErrorKind, ModelError};
use crate::model::{Answer, Listener, Model};
use crate::talk::{Delta, Part, Reply, Request, Stop, Usage};

/// One answer of a script.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Line {
    /// A failure: `{"error": "overloaded", "message": "…"}`, perhaps with what had arrived.
    Failure {
        /// Its kind.
        error: ErrorKind,
        /// Its message.
        #[serde(default)]
        message: String,
        /// What had arrived.
        #[serde(default)]
        partial: Vec<Part>,
    },
    /// An answer: `{"parts": [{"text": "…"}]}`. Without a `stop` it is what its parts mean.
    Answer {
        /// What is said.
        parts: Vec<Part>,
        /// Why it ends.
        #[serde(default)]
        stop: Option<Stop>,
        /// What it is said to have cost.
        #[serde(default)]
        usage: Usage,
    },
}

type Rule = Box<dyn FnMut(&Request) -> Result<Reply, ModelError> + Send>;

/// A model that follows a script and remembers what it was asked.
pub struct Scripted {
    name: String,
    rule: Mutex<Rule>,
    asked: Mutex<Vec<Request>>,
}

impl Scripted {
    /// Gives these answers in turn; who asks once more gets an error of kind [`ErrorKind::NotConfigured`].
    pub fn new(answers: impl IntoIterator<Item = Result<Reply, ModelError>>) -> Self {
        let mut left: VecDeque<_> = answers.into_iter().collect();
        Self::by(move |_| {
            left.pop_front().unwrap_or_else(|| {
                let why = "the script has no more answers";
                Err(ModelError::new(ErrorKind::NotConfigured, why))
            })
        })
    }

    /// Answers by a function of the request.
    pub fn by(rule: impl FnMut(&Request) -> Result<Reply, ModelError> + Send + 'static) -> Self {
        Self {
            name: "scripted/script".to_owned(),
            rule: Mutex::new(Box::new(rule)),
            asked: Mutex::new(Vec::new()),
        }
    }

    /// Reads a script: one [`Line`] of JSON a line; empty ones and those that begin with `#` are passed over.
    ///
    /// # Errors
    /// When a line is none, with its number.
    pub fn parse(text: &str) -> Result<Self, ModelError> {
        let lines = text.lines().enumerate().filter(|(_, line)| {
            let line = line.trim();
            !line.is_empty() && !line.starts_with('#')
        });
        let read = lines.map(|(index, line)| {
            let line: Line = serde_json::from_str(line).map_err(|error| {
                let why = format!("line {} of the script is no answer: {error}", index + 1);
                ModelError::new(ErrorKind::NotConfigured, why)
                    .hint(r#"write it like {"parts":[{"text":"Hello"}]}"#)
            })?;
            Ok(answer(line))
        });
        Ok(Self::new(read.collect::<Result<Vec<_>, _>>()?))
    }

    /// What it was asked so far.
    pub fn asked(&self) -> Vec<Request> {
        self.asked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn next(&self, request: &Request) -> Result<Reply, ModelError> {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.push(request.clone());
        drop(asked);
        (self.rule.lock().unwrap_or_else(PoisonError::into_inner))(request)
    }
}

fn answer(line: Line) -> Result<Reply, ModelError> {
    match line {
        Line::Failure {
            error,
            message,
            partial,
        } => Err(ModelError::new(error, message).with_partial(partial)),
        Line::Answer { parts, stop, usage } => {
            let calls = parts
                .iter()
                .any(|part| matches!(part, Part::ToolCall(_) | Part::BrokenToolCall(_)));
            let meant = if calls { Stop::ToolUse } else { Stop::EndTurn };
            let stop = stop.unwrap_or(meant);
            Ok(Reply { parts, stop, usage })
        }
    }
}

/// Tells parts as a stream would.
fn tell(parts: &[Part], on: &mut Listener<'_>) {
    for part in parts {
        match part {
            Part::Text(text) => text
                .split_inclusive(' ')
                .for_each(|word| on(Delta::Text(word))),
            Part::Thinking(thinking) => on(Delta::Thinking(&thinking.text)),
            Part::ToolCall(call) => {
                on(Delta::ToolCallBegins { name: &call.name });
                on(Delta::ToolArguments(&call.arguments.to_string()));
            }
            Part::BrokenToolCall(call) => {
                on(Delta::ToolCallBegins { name: &call.name });
                on(Delta::ToolArguments(&call.text));
            }
            Part::ToolResult { .. } => {}
        }
    }
}

impl Model for Scripted {
    fn name(&self) -> &str {
        &self.name
    }

    fn respond<'a>(
        &'a self,
        request: &'a Request,
        on: &'a mut Listener<'_>,
        cancel: &'a CancellationToken,
    ) -> Answer<'a> {
        Box::pin(async move {
            if cancel.is_cancelled() {
                return Err(ModelError::cancelled());
            }
            let answered = self.next(request);
            match &answered {
                Ok(reply) => tell(&reply.parts, on),
                Err(error) => tell(&error.partial, on),
            }
            answered
        })
    }
}

impl std::fmt::Debug for Scripted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scripted")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
