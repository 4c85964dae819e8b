//! OpenAI's Chat Completions, and what the servers that imitate it make of it.
//!
//! Imitations differ where the original says little: calls without a number or an id, a number that is always 0, the name sent twice,
//! `stop` after a call, no `[DONE]`, thoughts in a field that the original does not have. Each is understood here; none changes
//! what the original sends.
//!
//! **Caching** is the server's own affair: it goes by the longest prefix that it has seen, which is why the same request always
//! gives the same bytes.

use serde_json::{Value, json};

use super::{Decoder, Dialect, text, unreadable};
use crate::collect::{At, Collected};
use crate::error::{ErrorKind, ModelError};
use crate::model::Listener;
use crate::talk::{Message, Part, Request, Role, Sealed, Stop, Usage};

/// Where servers put thoughts: DeepSeek, vLLM, llama.cpp; Ollama, OpenRouter.
const THOUGHTS: [&str; 2] = ["reasoning_content", "reasoning"];

pub(super) fn body(request: &Request, dialect: Dialect) -> Value {
    let mut messages = Vec::new();
    if !request.system.trim().is_empty() {
        messages.push(json!({ "role": "system", "content": request.system }));
    }
    for message in &request.messages {
        match message.role {
            Role::User => of_user(message, &mut messages),
            Role::Assistant => messages.extend(of_assistant(message)),
        }
    }
    let limit = if dialect.new_token_limit {
        "max_completion_tokens"
    } else {
        "max_tokens"
    };
    let mut body = json!({
        "model": request.model,
        "messages": messages,
        "stream": true,
        "stream_options": { "include_usage": true },
        limit: request.max_tokens,
    });
    if !request.tools.is_empty() {
        let tools = request.tools.iter().map(|tool| {
            json!({
                "type": "function",
                "function": {
                    "name": tool.name,
                    "description": tool.description,
                    "parameters": tool.schema,
                },
            })
        });
        body["tools"] = tools.collect();
    }
    if let Some(effort) = request.effort {
        body["reasoning_effort"] = json!(effort.name());
    }
    body
}

/// The results of tools are messages of their own here, and come before what the user says besides.
fn of_user(message: &Message, out: &mut Vec<Value>) {
    for part in &message.parts {
        if let Part::ToolResult {
            id,
            content,
            is_error,
        } = part
        {
            // The wire has no field for it.
            let content = if *is_error {
                format!("error: {content}")
            } else {
                content.clone()
            };
            out.push(json!({ "role": "tool", "tool_call_id": id, "content": content }));
        }
    }
    let said = said(message);
    if !said.is_empty() {
        out.push(json!({ "role": "user", "content": said }));
    }
}

fn said(message: &Message) -> String {
    let texts = message.parts.iter().filter_map(|part| match part {
        Part::Text(text) if !text.trim().is_empty() => Some(text.as_str()),
        _ => None,
    });
    texts.collect::<Vec<_>>().join("\n\n")
}

fn of_assistant(message: &Message) -> Option<Value> {
    let call = |id: &str, name: &str, arguments: &Value| {
        json!({
            "id": id,
            "type": "function",
            "function": { "name": name, "arguments": arguments.to_string() },
        })
    };
    let calls: Vec<Value> = message
        .parts
        .iter()
        .filter_map(|part| match part {
            Part::ToolCall(it) => Some(call(&it.id, &it.name, &it.arguments)),
            Part::BrokenToolCall(it) => Some(call(&it.id, &it.name, &unreadable(&it.text))),
            _ => None,
        })
        .collect();
    let said = said(message);
    if said.is_empty() && calls.is_empty() {
        return None;
    }
    let content = if said.is_empty() {
        Value::Null
    } else {
        Value::String(said)
    };
    let mut out = json!({ "role": "assistant", "content": content });
    if !calls.is_empty() {
        out["tool_calls"] = Value::Array(calls);
        // DeepSeek refuses a call from which the thoughts that led to it are missing. Elsewhere they are not wanted.
        for part in &message.parts {
            if let Part::Thinking(thinking) = part
                && let Some(Sealed::Field(field)) = &thinking.sealed
                && THOUGHTS.contains(&field.as_str())
            {
                let before = text(&out, field).to_owned();
                out[field.as_str()] = Value::String(before + &thinking.text);
            }
        }
    }
    Some(out)
}

/// The chunks of an answer.
#[derive(Default)]
pub(super) struct Chunks {
    answer: Collected,
    /// The server's number of a call, and its place here.
    calls: Vec<(u64, At)>,
    refusal: String,
}

impl Chunks {
    fn delta(&mut self, delta: &Value, on: &mut Listener<'_>) {
        for field in THOUGHTS {
            let more = text(delta, field);
            if !more.is_empty() {
                self.thoughts(more, field, on);
                // Some send the same under both names.
                break;
            }
        }
        match &delta["content"] {
            Value::String(more) => self.words(more, on),
            // Mistral: a list of typed pieces.
            Value::Array(pieces) => {
                for piece in pieces {
                    match &piece["thinking"] {
                        Value::Array(thoughts) => {
                            for thought in thoughts {
                                self.thoughts(text(thought, "text"), "", on);
                            }
                        }
                        _ => self.words(text(piece, "text"), on),
                    }
                }
            }
            _ => {}
        }
        self.refusal.push_str(text(delta, "refusal"));
        for fragment in delta["tool_calls"].as_array().into_iter().flatten() {
            self.call(fragment, on);
        }
    }

    fn words(&mut self, more: &str, on: &mut Listener<'_>) {
        if !more.is_empty() {
            let at = self.answer.text_here();
            self.answer.text(at, more, on);
        }
    }

    fn thoughts(&mut self, more: &str, field: &str, on: &mut Listener<'_>) {
        let at = self.answer.thinking_here();
        if let Some(thinking) = self.answer.thought(at)
            && thinking.sealed.is_none()
            && !field.is_empty()
        {
            thinking.sealed = Some(Sealed::Field(field.to_owned()));
        }
        self.answer.thinking(at, more, on);
    }

    fn call(&mut self, fragment: &Value, on: &mut Listener<'_>) {
        let function = &fragment["function"];
        let (id, name) = (text(fragment, "id"), text(function, "name"));
        let index = fragment["index"].as_u64();
        let known = match index {
            Some(index) => self.calls.iter().rev().find(|call| call.0 == index),
            // Without a number it goes on from the last, unless it begins another.
            None => self.calls.last().filter(|_| name.is_empty()),
        };
        let at = match known.map(|call| call.1) {
            // The same number and another id: a server that numbers every call 0.
            Some(at) if id.is_empty() || [id, ""].contains(&self.answer.call_id(at)) => {
                self.answer.name_call(at, id, name, on);
                at
            }
            _ => {
                let at = self.answer.begin_call(id, name, on);
                self.calls.push((index.unwrap_or(u64::MAX), at));
                at
            }
        };
        match &function["arguments"] {
            Value::String(more) => self.answer.arguments(at, more, on),
            // Ollama's own habit: an object, whole.
            Value::Object(whole) => {
                self.answer
                    .arguments(at, &Value::Object(whole.clone()).to_string(), on);
            }
            _ => {}
        }
    }
}

impl Decoder for Chunks {
    fn event(&mut self, event: &Value, on: &mut Listener<'_>) -> Result<bool, ModelError> {
        if event["usage"].is_object() {
            self.answer.usage = usage(&event["usage"]);
        }
        // Only one answer was asked for.
        let choice = &event["choices"][0];
        self.delta(&choice["delta"], on);
        match choice["finish_reason"].as_str() {
            None | Some("") => {}
            Some("error") => {
                let why = "the provider broke off and did not say why";
                return Err(ModelError::new(ErrorKind::Server, why));
            }
            Some(_) if !self.refusal.is_empty() => {
                self.answer.stop = Some(Stop::Refusal(std::mem::take(&mut self.refusal)));
            }
            Some(reason) => self.answer.stop = Some(stop(reason)),
        }
        Ok(false)
    }

    fn may_end(&self) -> bool {
        self.answer.stop.is_some()
    }

    fn collected(&mut self) -> &mut Collected {
        &mut self.answer
    }
}

fn stop(reason: &str) -> Stop {
    match reason {
        "stop" | "eos" | "end_turn" => Stop::EndTurn,
        "tool_calls" | "function_call" | "tool_use" => Stop::ToolUse,
        "length" | "max_tokens" | "model_length" => Stop::MaxTokens,
        "content_filter" => Stop::ContentFilter,
        other => Stop::Other(other.to_owned()),
    }
}

/// `prompt_tokens` counts what came from the cache too; here each token is counted once.
fn usage(usage: &Value) -> Usage {
    let count = |value: &Value| value.as_u64().unwrap_or(0);
    let details = &usage["prompt_tokens_details"];
    let cache_read = match count(&details["cached_tokens"]) {
        0 => count(&usage["prompt_cache_hit_tokens"]), // DeepSeek
        cached => cached,
    };
    let cache_write = count(&details["cache_write_tokens"]);
    Usage {
        input: count(&usage["prompt_tokens"]).saturating_sub(cache_read + cache_write),
        output: count(&usage["completion_tokens"]),
        cache_read,
        cache_write,
    }
}
