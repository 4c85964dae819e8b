//! What is said to a model and what it answers, in words that no provider owns.
//!
//! A session is written to disk in these types, so they are what is stable; each file below `wire` turns them into one
//! provider's JSON and back. What only the provider can read ([`Sealed`]) is carried along unopened, because some of them
//! refuse a conversation from which it is missing or in which it was changed.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One question to a model: all that it is to know, since a provider remembers nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The model, as its provider calls it. Empty means the one that was configured.
    pub model: String,
    /// What the model is told before everything else; empty for nothing.
    pub system: String,
    /// What it may call. The order is kept, since a provider's cache goes by the bytes.
    pub tools: Vec<ToolSpec>,
    /// The conversation so far, oldest first; the last one is the user's.
    pub messages: Vec<Message>,
    /// How many tokens the answer may have, thinking included.
    pub max_tokens: u32,
    /// How hard to think; `None` leaves it to the provider.
    pub effort: Option<Effort>,
}

/// A tool that the model may call.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolSpec {
    /// Its name: letters, digits, `_` and `-`.
    pub name: String,
    /// What it does and when to use it.
    pub description: String,
    /// The JSON schema of its arguments, an object.
    pub schema: Value,
}

/// How hard a model is to think.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Effort {
    /// Quick and cheap.
    Low,
    /// Between the two.
    Medium,
    /// What most models do by themselves.
    High,
    /// Above that; not every model has it.
    XHigh,
    /// All that there is; not every model has it.
    Max,
}

impl Effort {
    /// As all three wires spell it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::XHigh => "xhigh",
            Self::Max => "max",
        }
    }
}

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The person, and the tools that answer a call.
    User,
    /// The model.
    Assistant,
}

/// One turn of the conversation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Who speaks.
    pub role: Role,
    /// What is said, in order.
    pub parts: Vec<Part>,
}

impl Message {
    /// Words of the user.
    pub fn user(text: impl Into<String>) -> Self {
        Self {
            role: Role::User,
            parts: vec![Part::Text(text.into())],
        }
    }

    /// What the model answered, to be sent back with the next question.
    pub fn assistant(parts: Vec<Part>) -> Self {
        Self {
            role: Role::Assistant,
            parts,
        }
    }
}

/// A piece of a message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Words.
    Text(String),
    /// What the model thought before it spoke.
    Thinking(Thinking),
    /// The model wants a tool to run.
    ToolCall(ToolCall),
    /// The model wanted a tool to run and wrote arguments that cannot be read. It must not be run; it is to be answered
    /// with a [`Part::ToolResult`] that says what was wrong, like any other call.
    BrokenToolCall(BrokenToolCall),
    /// What a tool gave back.
    ToolResult {
        /// Of which call.
        id: String,
        /// What it printed.
        content: String,
        /// Whether it failed.
        is_error: bool,
    },
}

/// What a model thought.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Thinking {
    /// As far as the provider shows it; often a summary, or empty.
    pub text: String,
    /// What has to go back to the provider as it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<Sealed>,
}

/// What only the provider reads. It goes back on the wire that it came from, and is left out on any other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sealed {
    /// Anthropic's signature of the text.
    Signature(String),
    /// Anthropic's encrypted thinking, in place of a text.
    Redacted(String),
    /// A whole item of OpenAI's Responses: its encrypted reasoning.
    Item(Value),
    /// How OpenAI's Responses class the words that follow.
    Phase(String),
    /// In which field of a chat completion the text stood.
    Field(String),
}

/// A call that is whole: its arguments were read to the end and are an object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToolCall {
    /// What its result refers to.
    pub id: String,
    /// The tool.
    pub name: String,
    /// An object.
    pub arguments: Value,
}

/// A call whose arguments arrived to the end and are no JSON object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrokenToolCall {
    /// What its result refers to.
    pub id: String,
    /// The tool.
    pub name: String,
    /// What stood in place of the arguments.
    pub text: String,
    /// What is wrong with them, for the model.
    pub why: String,
}

/// What happens while an answer arrives. For display: the answer itself is the [`Reply`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Delta<'a> {
    /// More words.
    Text(&'a str),
    /// More thoughts.
    Thinking(&'a str),
    /// A call of this tool begins. It may yet turn out to be broken, or be cut.
    ToolCallBegins {
        /// The tool.
        name: &'a str,
    },
    /// A fragment of a call's arguments, not to be parsed.
    ToolArguments(&'a str),
    /// The attempt failed and there will be another.
    Retrying {
        /// What failed.
        why: &'a str,
        /// How long it waits before that.
        after: Duration,
        /// Whether something of the answer was shown already: the next one begins from the start and replaces it.
        replaces: bool,
    },
}

/// Why a model stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stop {
    /// It said what it had to say.
    EndTurn,
    /// It wants tools to run.
    ToolUse,
    /// It had no more tokens. A call that it was writing is left out.
    MaxTokens,
    /// It will not; with its reason, as far as it gave one. A call that it was writing is left out.
    Refusal(String),
    /// The provider cut it off for what it said. A call that it was writing is left out.
    ContentFilter,
    /// Something newer than this program, as the provider calls it.
    Other(String),
}

/// What an answer cost, in tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Usage {
    /// Read anew: neither from the cache nor into it.
    pub input: u64,
    /// Written, thinking included.
    pub output: u64,
    /// Read from the cache.
    pub cache_read: u64,
    /// Read and kept in the cache.
    pub cache_write: u64,
}

/// An answer that arrived to its end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    /// What was said, in order.
    pub parts: Vec<Part>,
    /// Why it ends there.
    pub stop: Stop,
    /// What it cost; zeros where the provider does not say.
    #[serde(default)]
    pub usage: Usage,
}

impl Reply {
    /// The words, without thoughts and calls.
    pub fn text(&self) -> String {
        let texts = self.parts.iter().filter_map(|part| match part {
            Part::Text(text) => Some(text.as_str()),
            _ => None,
        });
        texts.collect()
    }

    /// The calls that can be run, in order.
    pub fn calls(&self) -> impl Iterator<Item = &ToolCall> {
        self.parts.iter().filter_map(|part| match part {
            Part::ToolCall(call) => Some(call),
            _ => None,
        })
    }
}
