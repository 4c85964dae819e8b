//! Anthropic's Messages, version 2023-06-01.
//!
//! **Caching.** The provider reads tools, then system, then messages, and keeps what ends at a marked block. Four marks may be
//! set: the last tool, the system prompt, the last user message, and the user message before it, which was the last one of the
//! request before. The latter is what makes the next request find the cache by an exact match however many blocks the turn between
//! them had, since the provider looks back only twenty blocks from a mark. Marks move from request to request; they are no part of what
//! is cached, and without them the bytes of a request are a prefix of those of the next.

use serde_json::{Value, json};

use super::{Decoder, text, unreadable};
use crate::collect::{At, Collected};
use crate::error::ModelError;
use crate::model::Listener;
use crate::talk::{Effort, Message, Part, Request, Role, Sealed, Stop};

/// What a thinking budget must be at least, and must leave of the answer.
const LEAST_BUDGET: u32 = 1024;

pub(super) fn body(request: &Request) -> Value {
    let mut tools: Vec<Value> = request
        .tools
        .iter()
        .map(|tool| {
            json!({
                "name": tool.name,
                "description": tool.description,
                "input_schema": tool.schema,
            })
        })
        .collect();
    if let Some(last) = tools.last_mut() {
        mark(last);
    }
    let mut messages: Vec<Value> = request.messages.iter().filter_map(message).collect();
    let of_user = messages
        .iter_mut()
        .rev()
        .filter(|message| message["role"] == "user")
        .take(2);
    for message in of_user {
        let blocks = message["content"].as_array_mut();
        if let Some(last) = blocks.and_then(|blocks| blocks.last_mut()) {
            mark(last);
        }
    }
    let mut body = json!({
        "model": request.model,
        "max_tokens": request.max_tokens,
        "stream": true,
        "messages": messages,
    });
    if !request.system.trim().is_empty() {
        let mut system = json!({ "type": "text", "text": request.system });
        mark(&mut system);
        body["system"] = json!([system]);
    }
    if !tools.is_empty() {
        body["tools"] = Value::Array(tools);
    }
    if let Some(effort) = request.effort {
        think(&mut body, request, effort);
    }
    body
}

fn mark(block: &mut Value) {
    block["cache_control"] = json!({ "type": "ephemeral" });
}

/// Since Claude 4.6 a model decides itself how long to think, guided by an effort; before, it was given a budget.
fn think(body: &mut Value, request: &Request, effort: Effort) {
    if !has_budget(&request.model) {
        body["thinking"] = json!({ "type": "adaptive" });
        body["output_config"] = json!({ "effort": effort.name() });
        return;
    }
    let budget = match effort {
        Effort::Low => 2048,
        Effort::Medium => 8192,
        Effort::High => 16_384,
        Effort::XHigh | Effort::Max => 32_768,
    };
    let budget = budget.min(request.max_tokens.saturating_sub(LEAST_BUDGET));
    if budget >= LEAST_BUDGET {
        body["thinking"] = json!({ "type": "enabled", "budget_tokens": budget });
    }
}

/// Claude 3 to 4.5, in the names that they have.
fn has_budget(model: &str) -> bool {
    let Some((_, rest)) = model.split_once("claude-") else {
        return false;
    };
    let numbers: Vec<&str> = rest
        .split('-')
        .filter(|part| part.starts_with(|c: char| c.is_ascii_digit()))
        .collect();
    match numbers[..] {
        [major, ..] if major.starts_with('3') => true,
        ["4"] => true,
        ["4", minor, ..] => minor.len() > 2 || minor < "6",
        _ => false,
    }
}

/// A message, unless nothing of it can be said on this wire.
fn message(message: &Message) -> Option<Value> {
    let role = match message.role {
        Role::User => "user",
        Role::Assistant => "assistant",
    };
    // Results come first: the provider refuses words between a call and its result.
    let (results, others): (Vec<&Part>, Vec<&Part>) = message
        .parts
        .iter()
        .partition(|part| matches!(part, Part::ToolResult { .. }));
    let blocks: Vec<Value> = results
        .into_iter()
        .chain(others)
        .filter_map(block)
        .collect();
    (!blocks.is_empty()).then(|| json!({ "role": role, "content": blocks }))
}

fn block(part: &Part) -> Option<Value> {
    let call = |it: &str, name: &str, input: Value| json!({ "type": "tool_use", "id": id(it), "name": name, "input": input });
    Some(match part {
        // Blank words are refused.
        Part::Text(text) if text.trim().is_empty() => return None,
        Part::Text(text) => json!({ "type": "text", "text": text }),
        Part::Thinking(thinking) => match &thinking.sealed {
            Some(Sealed::Signature(signature)) => {
                json!({ "type": "thinking", "thinking": thinking.text, "signature": signature })
            }
            Some(Sealed::Redacted(data)) => json!({ "type": "redacted_thinking", "data": data }),
            // Unsigned thoughts are refused, and so are those of others.
            _ => return None,
        },
        Part::ToolCall(it) => call(&it.id, &it.name, it.arguments.clone()),
        Part::BrokenToolCall(it) => call(&it.id, &it.name, unreadable(&it.text)),
        // Blank results are refused as blank words are, and a result has to be there; without content it is empty.
        Part::ToolResult {
            id,
            content,
            is_error,
        } if content.trim().is_empty() => {
            json!({ "type": "tool_result", "tool_use_id": self::id(id), "is_error": is_error })
        }
        Part::ToolResult {
            id,
            content,
            is_error,
        } => json!({
            "type": "tool_result",
            "tool_use_id": self::id(id),
            "content": [{ "type": "text", "text": content }],
            "is_error": is_error,
        }),
    })
}

/// An id as this provider takes them. Others use dots and colons, and a conversation may have begun with one of them.
fn id(id: &str) -> String {
    let is_fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    id.replace(|c| !is_fine(c), "_")
}

/// The events of an answer.
#[derive(Default)]
pub(super) struct Messages {
    answer: Collected,
    /// The provider's number of a block, and its place here.
    places: Vec<(u64, At)>,
}

impl Messages {
    fn place(&self, event: &Value) -> Option<At> {
        let index = event["index"].as_u64()?;
        let mut places = self.places.iter().rev();
        places.find(|place| place.0 == index).map(|place| place.1)
    }

    fn begins(&mut self, event: &Value, on: &mut Listener<'_>) {
        let block = &event["content_block"];
        let answer = &mut self.answer;
        let at = match text(block, "type") {
            "text" => {
                let at = answer.begin_text();
                answer.text(at, text(block, "text"), on);
                at
            }
            "thinking" => {
                let at = answer.begin_thinking();
                answer.thinking(at, text(block, "thinking"), on);
                sign(answer, at, text(block, "signature"));
                at
            }
            "redacted_thinking" => {
                let at = answer.begin_thinking();
                if let Some(thinking) = answer.thought(at) {
                    thinking.sealed = Some(Sealed::Redacted(text(block, "data").to_owned()));
                }
                at
            }
            "tool_use" => {
                let at = answer.begin_call(text(block, "id"), text(block, "name"), on);
                // Servers that do not stream arguments have them here.
                let given = block["input"].as_object().filter(|input| !input.is_empty());
                if let Some(given) = given {
                    answer.arguments(at, &Value::Object(given.clone()).to_string(), on);
                }
                at
            }
            _ => return,
        };
        self.places.push((event["index"].as_u64().unwrap_or(0), at));
    }

    fn continues(&mut self, event: &Value, on: &mut Listener<'_>) {
        let Some(at) = self.place(event) else { return };
        let delta = &event["delta"];
        let answer = &mut self.answer;
        match text(delta, "type") {
            "text_delta" => answer.text(at, text(delta, "text"), on),
            "thinking_delta" => answer.thinking(at, text(delta, "thinking"), on),
            "signature_delta" => sign(answer, at, text(delta, "signature")),
            "input_json_delta" => answer.arguments(at, text(delta, "partial_json"), on),
            _ => {}
        }
    }

    /// Figures are totals: a later one replaces an earlier one.
    fn counts(&mut self, usage: &Value) {
        let set = |field: &str, into: &mut u64| {
            if let Some(count) = usage[field].as_u64() {
                *into = count;
            }
        };
        let all = &mut self.answer.usage;
        set("input_tokens", &mut all.input);
        set("output_tokens", &mut all.output);
        set("cache_read_input_tokens", &mut all.cache_read);
        set("cache_creation_input_tokens", &mut all.cache_write);
    }
}

fn sign(answer: &mut Collected, at: At, more: &str) {
    let Some(thinking) = answer.thought(at) else {
        return;
    };
    match &mut thinking.sealed {
        Some(Sealed::Signature(signature)) => signature.push_str(more),
        _ if more.is_empty() => {}
        other => *other = Some(Sealed::Signature(more.to_owned())),
    }
}

impl Decoder for Messages {
    fn event(&mut self, event: &Value, on: &mut Listener<'_>) -> Result<bool, ModelError> {
        match text(event, "type") {
            "message_start" => self.counts(&event["message"]["usage"]),
            "content_block_start" => self.begins(event, on),
            "content_block_delta" => self.continues(event, on),
            "content_block_stop" => {
                if let Some(at) = self.place(event) {
                    self.answer.call_is_whole(at);
                }
            }
            "message_delta" => {
                self.counts(&event["usage"]);
                let delta = &event["delta"];
                if let Some(reason) = delta["stop_reason"].as_str() {
                    self.answer.stop = Some(stop(reason, &delta["stop_details"]));
                }
            }
            "message_stop" => return Ok(true),
            _ => {}
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

fn stop(reason: &str, details: &Value) -> Stop {
    match reason {
        "end_turn" | "stop_sequence" => Stop::EndTurn,
        "tool_use" => Stop::ToolUse,
        "max_tokens" | "model_context_window_exceeded" => Stop::MaxTokens,
        "refusal" => {
            let told = [text(details, "explanation"), text(details, "category")];
            let told = told.into_iter().find(|text| !text.is_empty());
            Stop::Refusal(told.unwrap_or_default().to_owned())
        }
        other => Stop::Other(other.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_models_are_given_a_budget() {
        for model in [
            "claude-3-7-sonnet-20250219",
            "claude-sonnet-4-20250514",
            "claude-opus-4-1-20250805",
            "claude-sonnet-4-5",
            "anthropic.claude-haiku-4-5-20251001-v1:0",
        ] {
            assert!(has_budget(model), "{model}");
        }
        for model in [
            "claude-opus-4-6",
            "claude-opus-4-8",
            "claude-sonnet-5",
            "claude-sonnet-5-5",
            "claude-fable-5-2",
            "kimi-k3",
        ] {
            assert!(!has_budget(model), "{model}");
        }
    }
}
