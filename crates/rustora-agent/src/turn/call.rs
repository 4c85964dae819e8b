//! Calls of tools: what is permitted, what runs, what the model gets to see.

use std::sync::Arc;

use rustora_host::Cancel;
use rustora_llm::{Part, ToolCall};
use serde_json::Value;

use super::{Ended, Next, Outcome, Turn, TurnError, aside};
use crate::permission::{Grants, Verdict};
use crate::session::Event;
use crate::tools::Done;

/// What a call wants to do, and whether it may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Whether it may.
    pub verdict: Verdict,
    /// What it is given when it runs.
    pub grants: Grants,
    /// Whether it only looks, so that nothing is lost when nobody knows that it ran.
    pub only_looks: bool,
    /// What a person is shown of it: the command, the file.
    pub shown: String,
}

/// Something that a person has to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The tool.
    pub tool: String,
    /// What will be done.
    pub shown: String,
    /// What the tool is given: for who shows what a file will look like.
    pub arguments: Value,
    /// Why it asks.
    pub why: String,
}

/// What a person decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Do it.
    Yes,
    /// Do it not; with what is to be told instead.
    No(String),
}

/// Who is asked. It may wait for as long as a person takes.
pub trait Person: Send + Sync {
    /// Decides.
    fn decide(&self, question: &Question) -> Decision;
}

impl Turn<'_> {
    pub(super) async fn calls(&mut self, parts: &[Part]) -> Result<Next, TurnError> {
        self.stand().await?;
        let mut stuck = None;
        for part in parts {
            match part {
                Part::ToolCall(call) => {
                    if self.cancel.is_cancelled() {
                        break;
                    }
                    let done = self.call(call).await?;
                    if self
                        .recent
                        .is_stuck(&call.name, &call.arguments, &done.text)
                    {
                        stuck = Some(call.clone());
                    }
                }
                Part::BrokenToolCall(call) => {
                    let content = format!(
                        "not run: the arguments are no JSON object: {}. Call {} again.",
                        call.why, call.name
                    );
                    self.ended(&call.id, Done::failed(content))?;
                }
                _ => {}
            }
        }
        if let Some(call) = stuck {
            return Ok(Next::End(Outcome {
                ended: Ended::Question,
                text: format!(
                    "stopped to ask: the model called {} with {} again and again, with the same result each time. How should it go on? \
                    `rustora resume {} \"…\"` tells it.",
                    call.name, call.arguments, self.session.id
                ),
            }));
        }
        Ok(Next::Again)
    }

    async fn call(&mut self, call: &ToolCall) -> Result<Done, TurnError> {
        let wanted = self
            .setup
            .tools
            .wanted(&call.name, &call.arguments, &self.setup.permissions);
        let wanted = match wanted {
            Ok(wanted) => wanted,
            Err(why) => return self.ended(&call.id, Done::failed(format!("not run: {why}"))),
        };
        let (grants, only_looks) = (wanted.grants, wanted.only_looks);
        let (allowed, why, asked) = match wanted.verdict {
            Verdict::Allow => (true, "by the mode".to_owned(), None),
            Verdict::Deny(why) => (false, why, None),
            Verdict::Ask(why) => {
                let person = Arc::clone(&self.setup.person);
                let question = Question {
                    tool: call.name.clone(),
                    shown: wanted.shown.clone(),
                    arguments: call.arguments.clone(),
                    why,
                };
                let asked = Some(wanted.shown);
                match aside(move || person.decide(&question)).await? {
                    Decision::Yes => (true, "by the person".to_owned(), asked),
                    Decision::No(said) => (false, said, asked),
                }
            }
        };
        // rustora: allow(blocking-call-in-async) -- a line is written before what it announces; this runtime has one session
        self.record(Event::Decided {
            call: call.id.clone(),
            allowed,
            why: why.clone(),
            asked,
        })?;
        if !allowed {
            let content = format!(
                "not run, since it is not permitted: {why}. Find another way, or end and say what you would need."
            );
            return self.ended(&call.id, Done::failed(content));
        }
        self.record(Event::Began {
            call: call.id.clone(),
            tool: call.name.clone(),
            arguments: call.arguments.clone(),
        })?;
        if !only_looks {
            self.session.settle()?;
        }
        let switch = Cancel::default();
        let (tools, name, arguments) = (
            Arc::clone(&self.setup.tools),
            call.name.clone(),
            call.arguments.clone(),
        );
        let running = {
            let switch = switch.clone();
            aside(move || tools.run(&name, &arguments, grants, &switch))
        };
        tokio::pin!(running);
        let done = tokio::select! {
            done = &mut running => done?,
            () = self.cancel.cancelled() => {
                // The tool ends its processes; it is waited for, so that none is left.
                switch.cancel();
                running.await?
            }
        };
        self.ended(&call.id, done)
    }

    fn ended(&mut self, call: &str, done: Done) -> Result<Done, TurnError> {
        let changed = done.changed.iter().map(|path| path.display().to_string());
        self.record(Event::Ended {
            call: call.to_owned(),
            content: done.text.clone(),
            is_error: done.is_error,
            changed: changed.collect(),
        })?;
        Ok(done)
    }
}
