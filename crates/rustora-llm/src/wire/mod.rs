//! The wire formats: a request into bytes, events into an answer. One file per format, and nothing else knows any of them.
//!
//! A wire does no input or output. It is handed events in order and told when they end, so that a test can cut them anywhere.

mod anthropic;
mod chat;
mod responses;
mod unlike;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::collect::Collected;
use crate::error::{ErrorKind, ModelError};
use crate::model::Listener;
use crate::sse::{Event, Events};
use crate::talk::{Reply, Request};

pub(crate) use unlike::{Refused, refused, told};

/// A format that providers speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wire {
    /// Anthropic's Messages.
    Anthropic,
    /// OpenAI's Chat Completions, which most servers speak.
    OpenaiChat,
    /// OpenAI's Responses.
    OpenaiResponses,
}

/// What a provider wants said differently from others on the same wire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dialect {
    /// `max_completion_tokens` in place of `max_tokens`: OpenAI itself wants the new name, most others know the old one only.
    pub new_token_limit: bool,
}

impl Wire {
    /// As the configuration spells it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Anthropic => "anthropic",
            Self::OpenaiChat => "openai-chat",
            Self::OpenaiResponses => "openai-responses",
        }
    }

    /// Where below the base URL a question goes. Each vendor's base URL means something else: with Anthropic it is the server,
    /// with OpenAI the version too.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Anthropic => "/v1/messages",
            Self::OpenaiChat => "/chat/completions",
            Self::OpenaiResponses => "/responses",
        }
    }

    /// Where below the base URL the models are listed.
    pub(crate) fn models_path(self) -> &'static str {
        match self {
            Self::Anthropic => "/v1/models",
            Self::OpenaiChat | Self::OpenaiResponses => "/models",
        }
    }

    /// The body of a question. The same request gives the same bytes, and one that goes on from another begins like it.
    pub fn body(self, request: &Request, dialect: Dialect) -> Vec<u8> {
        let body = match self {
            Self::Anthropic => anthropic::body(request),
            Self::OpenaiChat => chat::body(request, dialect),
            Self::OpenaiResponses => responses::body(request),
        };
        body.to_string().into_bytes()
    }

    pub(crate) fn decoder(self) -> Decoding {
        let decoder: Box<dyn Decoder> = match self {
            Self::Anthropic => Box::<anthropic::Messages>::default(),
            Self::OpenaiChat => Box::<chat::Chunks>::default(),
            Self::OpenaiResponses => Box::<responses::Responses>::default(),
        };
        Decoding {
            events: Events::default(),
            decoder,
            is_over: false,
        }
    }

    /// Decodes a whole stream that is already there, in these pieces: for tests and fuzzing, without a server.
    ///
    /// # Errors
    /// As [`crate::Model::respond`] has them for what comes back.
    pub fn decode<'a>(
        self,
        pieces: impl IntoIterator<Item = &'a [u8]>,
        on: &mut Listener<'_>,
    ) -> Result<Reply, ModelError> {
        let mut decoding = self.decoder();
        for piece in pieces {
            if decoding.feed(piece, on)? {
                break;
            }
        }
        decoding.end(on)
    }
}

/// Makes an answer of one format's events.
pub(crate) trait Decoder: Send {
    /// One event, with its data as JSON. True when the answer is complete.
    fn event(&mut self, event: &Value, on: &mut Listener<'_>) -> Result<bool, ModelError>;

    /// Whether the stream may end here: the model has said why it stopped.
    fn may_end(&self) -> bool;

    fn collected(&mut self) -> &mut Collected;
}

/// A stream while it is decoded.
pub(crate) struct Decoding {
    events: Events,
    decoder: Box<dyn Decoder>,
    is_over: bool,
}

impl Decoding {
    /// Takes more bytes. True when the answer is complete; what may still come is of no interest.
    pub(crate) fn feed(&mut self, bytes: &[u8], on: &mut Listener<'_>) -> Result<bool, ModelError> {
        let mut events = Vec::new();
        let fed = self.events.feed(bytes, &mut events);
        for event in &events {
            self.event(event, on)?;
            if self.is_over {
                return Ok(true);
            }
        }
        if fed.is_err() {
            let why = "a line of the answer is longer than 10 MB";
            return Err(self.failed(ModelError::new(ErrorKind::Malformed, why)));
        }
        Ok(false)
    }

    /// The stream has ended.
    pub(crate) fn end(&mut self, on: &mut Listener<'_>) -> Result<Reply, ModelError> {
        if !self.is_over
            && let Some(event) = self.events.end()
        {
            self.event(&event, on)?;
        }
        if self.is_over || self.decoder.may_end() {
            return Ok(self.decoder.collected().reply());
        }
        let why = "the answer was cut: the stream ended before the model did";
        Err(self.failed(ModelError::new(ErrorKind::Cut, why)))
    }

    /// Whether the answer is whole if nothing more comes.
    pub(crate) fn may_end(&self) -> bool {
        self.decoder.may_end()
    }

    /// Adds what had arrived to an error.
    pub(crate) fn failed(&mut self, error: ModelError) -> ModelError {
        let partial = self.decoder.collected().partial();
        error.with_partial(partial)
    }

    fn event(&mut self, event: &Event, on: &mut Listener<'_>) -> Result<(), ModelError> {
        let data = event.data.trim();
        if data == "[DONE]" {
            self.is_over = true;
            return Ok(());
        }
        if data.is_empty() {
            return Ok(());
        }
        let value: Value = match serde_json::from_str(data) {
            Ok(value) => value,
            // An error that is told in words: some gateways do.
            Err(_) if event.name == "error" => Value::String(data.to_owned()),
            Err(error) => {
                let why = format!("an event of the answer is no JSON: {error}");
                return Err(self.failed(ModelError::new(ErrorKind::Malformed, why)));
            }
        };
        if let Some(error) = unlike::told(&event.name, &value) {
            return Err(self.failed(error));
        }
        match self.decoder.event(&value, on) {
            Ok(is_over) => {
                self.is_over = is_over;
                Ok(())
            }
            Err(error) => Err(self.failed(error)),
        }
    }
}

/// A string of an event, or nothing.
fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}

/// What a broken call's arguments become when they go back: wires and templates want an object.
fn unreadable(text: &str) -> Value {
    serde_json::json!({ "unreadable_arguments": text })
}
