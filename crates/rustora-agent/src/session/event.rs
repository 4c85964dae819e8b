//! What happens in a session: a closed list.

use rustora_llm::{Message, Reply};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The session began, or was taken up again.
    Started {
        /// The session.
        id: String,
        /// The agent.
        agent: String,
        /// The model, as it was configured.
        model: String,
        /// The folder that it works in.
        root: String,
        /// How much it may do unasked.
        mode: String,
        /// When, in seconds since the start of 1970.
        at: u64,
    },
    /// The person said something.
    Asked {
        /// What.
        text: String,
    },
    /// The workspace as it stood when the turn began.
    Stood {
        /// The hash of everything that the gates are asked of.
        content: String,
    },
    /// The model answered.
    Answered {
        /// What.
        reply: Reply,
    },
    /// It was decided whether a call may be run.
    Decided {
        /// The call.
        call: String,
        /// Whether it may.
        allowed: bool,
        /// Who or what decided, and why.
        why: String,
        /// What a person was asked; nothing where nobody was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asked: Option<String>,
    },
    /// A tool is about to run.
    Began {
        /// The call.
        call: String,
        /// The tool.
        tool: String,
        /// Its arguments.
        arguments: Value,
    },
    /// A call has its result.
    Ended {
        /// The call.
        call: String,
        /// What the model gets to see.
        content: String,
        /// Whether it failed.
        is_error: bool,
        /// The files that it changed, below the root.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        changed: Vec<String>,
    },
    /// The Rust blocks of an answer were compiled.
    Worded(Worded),
    /// The gates ran.
    Gated(Gated),
    /// The loop said something to the model.
    Told {
        /// What.
        text: String,
    },
    /// The conversation was made shorter.
    Compacted {
        /// What a model is told in its place.
        kept: Kept,
    },
    /// The turn is over.
    Finished {
        /// `done`, `red`, `question`, `refused`, `cut`, `cancelled`, `failed`, `out of turns`.
        outcome: String,
        /// What the person reads.
        text: String,
    },
}

/// What became of the blocks of an answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Worded {
    /// How many are proven.
    pub proven: usize,
    /// Each that is refuted: its line in the answer, and why.
    pub refuted: Vec<(u32, String)>,
    /// Each that nothing could be said of, and why.
    pub unproven: Vec<(u32, String)>,
}

/// What became of the gates.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Gated {
    /// The hash of what they were asked of.
    pub content: String,
    /// Each gate.
    pub gates: Vec<GateReport>,
}

/// What became of one gate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GateReport {
    /// Its name.
    pub gate: String,
    /// `proven`, `refuted` or `unproven`.
    pub outcome: String,
    /// What it said, shortened.
    pub said: Vec<String>,
}

impl Gated {
    /// Whether all of them hold.
    pub fn is_green(&self) -> bool {
        self.gates.iter().all(|gate| gate.outcome == "proven")
    }
}

/// What stays of a conversation that was made shorter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// Everything that the person asked for, word for word.
    pub requests: Vec<String>,
    /// What was decided, word for word: by the person about a call, by the model in a line that begins with `Decision:`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<String>,
    /// What was done, in a line each.
    pub done: Vec<String>,
    /// The newest turns, as they were.
    pub tail: Vec<Message>,
}
