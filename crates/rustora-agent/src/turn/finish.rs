//! The end of a turn: words that are code are compiled, and a workspace that changed is held to the gates.
//!
//! A model is told what is refuted, three times; then the person is told the truth instead, in the first line.

use std::fmt::Write as _;
use std::sync::Arc;

use rustora_host::Cancel;

use super::report::report;
use super::{Ended, Next, Outcome, ROUNDS, Turn, TurnError, aside};
use crate::session::{Event, Gated, Worded};

/// What stands between what was found and the answer.
pub const OWN_WORDS: &str = "The model's own words:";

/// How often the model was sent back, for each reason.
#[derive(Debug, Default)]
pub(super) struct Rounds {
    words: u32,
    gates: u32,
    schema: u32,
}

impl Turn<'_> {
    pub(super) async fn finish(&mut self, text: String) -> Result<Next, TurnError> {
        let mut truths = Vec::new();
        if let Some(why) = self.misses_schema(&text) {
            if self.rounds.schema < ROUNDS {
                self.rounds.schema += 1;
                let text = format!(
                    "Your answer has to be JSON that fits the schema, and nothing else: {why}. Answer again."
                );
                self.record(Event::Told { text })?;
                return Ok(Next::Again);
            }
            truths.push(format!("the answer does not fit the schema: {why}"));
        }
        let worded = self.words(&text).await?;
        if !worded.refuted.is_empty() && self.rounds.words < ROUNDS {
            self.rounds.words += 1;
            self.record(Event::Told {
                text: refuted(&worded),
            })?;
            return Ok(Next::Again);
        }
        for (line, why) in &worded.refuted {
            truths.push(format!(
                "the code in line {line} of the answer is refuted: {}",
                first(why)
            ));
        }
        for (line, why) in &worded.unproven {
            truths.push(format!(
                "the code in line {line} of the answer is unproven: {}",
                first(why)
            ));
        }
        let gated = self.gates().await?;
        if let Some(gated) = gated.filter(|gated| !gated.is_green()) {
            // What could not be tried is no fault of the model's, and trying again does not help.
            let is_refuted = gated.gates.iter().any(|gate| gate.outcome == "refuted");
            if is_refuted && self.rounds.gates < ROUNDS {
                self.rounds.gates += 1;
                self.record(Event::Told { text: red(&gated) })?;
                return Ok(Next::Again);
            }
            for gate in gated.gates.iter().filter(|gate| gate.outcome != "proven") {
                let said = gate.said.first().map_or("", String::as_str);
                let is = if gate.outcome == "refuted" {
                    "red"
                } else {
                    "unproven"
                };
                truths.push(format!("the gate {} is {is}: {}", gate.gate, first(said)));
            }
        }
        let is_red = truths.iter().any(|truth| !truth.contains(" is unproven: "));
        let mut shown = String::new();
        for truth in &truths {
            shown.push_str(if is_red { "NOT DONE: " } else { "note: " });
            shown.push_str(truth);
            shown.push('\n');
        }
        if !shown.is_empty() {
            shown.push('\n');
        }
        // An answer that was to fit a schema is for a program, which reads the events for the rest.
        let found = report(self.session.events()).filter(|_| self.setup.schema.is_none());
        if let Some(found) = found {
            _ = write!(shown, "{found}\n{OWN_WORDS}\n");
        }
        shown.push_str(&text);
        Ok(Next::End(Outcome {
            ended: if is_red { Ended::Red } else { Ended::Done },
            text: shown,
        }))
    }

    fn misses_schema(&self, text: &str) -> Option<String> {
        let schema = self.setup.schema.as_ref()?;
        let value = match serde_json::from_str(text.trim()) {
            Ok(value) => value,
            Err(error) => return Some(format!("it is no JSON: {error}")),
        };
        match jsonschema::validate(schema, &value) {
            Ok(()) => None,
            Err(error) => Some(format!("at {}: {error}", error.instance_path())),
        }
    }

    async fn words(&mut self, text: &str) -> Result<Worded, TurnError> {
        let has_code = text.contains("```") || text.contains("~~~");
        if !has_code {
            return Ok(Worded::default());
        }
        let (prover, text) = (Arc::clone(&self.setup.prover), text.to_owned());
        let worded = self
            .watched(move |cancel| prover.words(&text, cancel))
            .await?;
        if worded != Worded::default() {
            self.record(Event::Worded(worded.clone()))?;
        }
        Ok(worded)
    }

    /// The gates, if the workspace is not as it was when they were last green.
    async fn gates(&mut self) -> Result<Option<Gated>, TurnError> {
        self.stand().await?;
        let prover = Arc::clone(&self.setup.prover);
        let content = aside(move || prover.content()).await?;
        if self.known.as_ref() == Some(&content) {
            return Ok(None);
        }
        let prover = Arc::clone(&self.setup.prover);
        let mut gated = self.watched(move |cancel| prover.gates(cancel)).await?;
        gated.content.clone_from(&content);
        self.record(Event::Gated(gated.clone()))?;
        if gated.is_green() {
            self.known = Some(content);
        }
        Ok(Some(gated))
    }

    /// Does something that may take long, and ends it when the person wants no more.
    async fn watched<T: Send + 'static>(
        &mut self,
        what: impl FnOnce(&Cancel) -> T + Send + 'static,
    ) -> Result<T, TurnError> {
        let switch = Cancel::default();
        let running = {
            let switch = switch.clone();
            aside(move || what(&switch))
        };
        tokio::pin!(running);
        tokio::select! {
            done = &mut running => done,
            () = self.cancel.cancelled() => {
                switch.cancel();
                running.await
            }
        }
    }
}

fn first(text: &str) -> &str {
    text.lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or("no reason was given")
}

fn refuted(worded: &Worded) -> String {
    let mut text = String::from(
        "Your answer was not shown: code in it was compiled in this project and is refuted. Answer again, whole, with code that compiles. \
        A block that is a sketch on purpose says so: ```rust,ignore.\n",
    );
    for (line, why) in &worded.refuted {
        _ = write!(text, "\nThe block in line {line}:\n{why}\n");
    }
    text
}

fn red(gated: &Gated) -> String {
    let mut text = String::from(
        "You changed the workspace, and these gates do not hold. Mend what is red, then answer again.\n",
    );
    for gate in gated.gates.iter().filter(|gate| gate.outcome == "refuted") {
        _ = write!(text, "\n{}:\n{}\n", gate.gate, gate.said.join("\n"));
    }
    text
}
