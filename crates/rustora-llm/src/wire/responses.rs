//! OpenAI's Responses, without anything kept at the provider (`store: false`).
//!
//! Since nothing is kept there, reasoning comes back encrypted and has to be sent again as it came: a whole item, with its id.
//! One that is not encrypted would be looked up at the provider and not be found, so it is shown and not sent. A message's
//! `phase` goes back too, because models that set it do worse without it.

use serde_json::{Value, json};

use super::{Decoder, text, unreadable};
use crate::collect::{At, Collected};
use crate::error::ModelError;
use crate::model::Listener;
use crate::talk::{Message, Part, Request, Role, Sealed, Stop, Usage};

/// Models of OpenAI that do not reason, and refuse to be asked for it.
const NOT_REASONING: [&str; 3] = ["gpt-3", "gpt-4", "chatgpt-4"];

pub(super) fn body(request: &Request) -> Value {
    let mut body = json!({
        "model": request.model,
        "input": request.messages.iter().flat_map(items).collect::<Vec<_>>(),
        "max_output_tokens": request.max_tokens,
        "store": false,
        "stream": true,
    });
    if !NOT_REASONING
        .iter()
        .any(|name| request.model.starts_with(name))
    {
        body["include"] = json!(["reasoning.encrypted_content"]);
    }
    if !request.system.trim().is_empty() {
        body["instructions"] = json!(request.system);
    }
    if !request.tools.is_empty() {
        let tools = request.tools.iter().map(|tool| {
            json!({
                "type": "function",
                "name": tool.name,
                "description": tool.description,
                "parameters": tool.schema,
                // Strict schemas know no optional property.
                "strict": false,
            })
        });
        body["tools"] = tools.collect();
    }
    if let Some(effort) = request.effort {
        body["reasoning"] = json!({ "effort": effort.name() });
    }
    body
}

fn items(message: &Message) -> Vec<Value> {
    let role = match message.role {
        Role::User => "user",
        Role::Assistant => "assistant",
    };
    let call = |id: &str, name: &str, arguments: &Value| json!({ "type": "function_call", "call_id": id, "name": name, "arguments": arguments.to_string() });
    let mut phase = None;
    let mut items = Vec::new();
    for part in &message.parts {
        match part {
            Part::Text(text) if text.trim().is_empty() => {}
            Part::Text(text) => {
                let mut item = json!({ "type": "message", "role": role, "content": text });
                if let Some(phase) = phase.take() {
                    item["phase"] = json!(phase);
                }
                items.push(item);
            }
            Part::Thinking(thinking) => match &thinking.sealed {
                Some(Sealed::Item(item)) if item["encrypted_content"].is_string() => {
                    items.push(without_nulls(item));
                }
                Some(Sealed::Phase(name)) => phase = Some(name),
                _ => {}
            },
            Part::ToolCall(it) => items.push(call(&it.id, &it.name, &it.arguments)),
            Part::BrokenToolCall(it) => items.push(call(&it.id, &it.name, &unreadable(&it.text))),
            Part::ToolResult {
                id,
                content,
                is_error,
            } => {
                // The wire has no field for it.
                let output = if *is_error {
                    format!("error: {content}")
                } else {
                    content.clone()
                };
                items.push(
                    json!({ "type": "function_call_output", "call_id": id, "output": output }),
                );
            }
        }
    }
    items
}

/// Servers that write what a field does not say as `null` refuse to read it.
fn without_nulls(item: &Value) -> Value {
    let mut item = item.clone();
    if let Some(fields) = item.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
    }
    item
}

/// The events of an answer.
#[derive(Default)]
pub(super) struct Responses {
    answer: Collected,
    /// An item, as the provider numbers or names it, and its place here.
    places: Vec<(u64, String, At)>,
    refusal: String,
}

impl Responses {
    /// Where an item stands, by its number, or by its name with servers that do not number.
    fn place(&self, event: &Value, id: &str) -> Option<At> {
        let mut places = self.places.iter().rev();
        let found = match event["output_index"].as_u64() {
            Some(index) => places.find(|place| place.0 == index),
            None => places.find(|place| place.1 == id),
        };
        found.map(|place| place.2)
    }

    fn begins(&mut self, event: &Value, item: &Value, on: &mut Listener<'_>) -> Option<At> {
        let at = match text(item, "type") {
            "message" => {
                if let Some(phase) = item["phase"].as_str() {
                    let at = self.answer.begin_thinking();
                    if let Some(thinking) = self.answer.thought(at) {
                        thinking.sealed = Some(Sealed::Phase(phase.to_owned()));
                    }
                }
                self.answer.begin_text()
            }
            "reasoning" => self.answer.begin_thinking(),
            "function_call" => {
                let at = self
                    .answer
                    .begin_call(text(item, "call_id"), text(item, "name"), on);
                self.answer.arguments(at, text(item, "arguments"), on);
                at
            }
            _ => return None,
        };
        let index = event["output_index"].as_u64().unwrap_or(u64::MAX);
        self.places.push((index, text(item, "id").to_owned(), at));
        Some(at)
    }

    /// An item at its end says all of itself again. Words that were shown stay as they were shown.
    fn ends(&mut self, event: &Value, item: &Value, on: &mut Listener<'_>) {
        let known = self.place(event, text(item, "id"));
        let Some(at) = known.or_else(|| self.begins(event, item, on)) else {
            return;
        };
        match text(item, "type") {
            "message" if self.answer.words(at).is_some_and(str::is_empty) => {
                for piece in item["content"].as_array().into_iter().flatten() {
                    self.answer.text(at, text(piece, "text"), on);
                    if self.refusal.is_empty() {
                        self.refusal.push_str(text(piece, "refusal"));
                    }
                }
            }
            "function_call" => {
                self.answer
                    .name_call(at, text(item, "call_id"), text(item, "name"), on);
                self.answer.all_arguments(at, text(item, "arguments"));
                // One that the provider cut is told as such.
                if text(item, "status") != "incomplete" {
                    self.answer.call_is_whole(at);
                }
            }
            "reasoning" => {
                let is_silent = self.answer.thought(at).is_some_and(|it| it.text.is_empty());
                if is_silent {
                    let pieces = ["summary", "content"].map(|field| item[field].as_array());
                    let pieces = pieces.into_iter().flatten().flatten();
                    let pieces: Vec<_> = pieces.map(|piece| text(piece, "text")).collect();
                    self.answer.thinking(at, &pieces.join("\n\n"), on);
                }
                if let Some(thinking) = self.answer.thought(at) {
                    thinking.sealed = Some(Sealed::Item(item.clone()));
                }
            }
            _ => {}
        }
    }

    fn over(&mut self, response: &Value, on: &mut Listener<'_>) {
        if self.answer.is_empty() {
            // A server that streams the whole at once.
            for (index, item) in response["output"]
                .as_array()
                .into_iter()
                .flatten()
                .enumerate()
            {
                self.ends(&json!({ "output_index": index }), item, on);
            }
        }
        let count = |value: &Value| value.as_u64().unwrap_or(0);
        let usage = &response["usage"];
        let details = &usage["input_tokens_details"];
        let cache_read = count(&details["cached_tokens"]);
        let cache_write = count(&details["cache_write_tokens"]);
        self.answer.usage = Usage {
            input: count(&usage["input_tokens"]).saturating_sub(cache_read + cache_write),
            output: count(&usage["output_tokens"]),
            cache_read,
            cache_write,
        };
        let reason = text(&response["incomplete_details"], "reason");
        self.answer.stop = Some(match reason {
            _ if !self.refusal.is_empty() => Stop::Refusal(std::mem::take(&mut self.refusal)),
            "" if self.answer.has_calls() => Stop::ToolUse,
            "" => Stop::EndTurn,
            "max_output_tokens" => Stop::MaxTokens,
            "content_filter" => Stop::ContentFilter,
            other => Stop::Other(other.to_owned()),
        });
    }
}

impl Decoder for Responses {
    fn event(&mut self, event: &Value, on: &mut Listener<'_>) -> Result<bool, ModelError> {
        let kind = text(event, "type");
        let delta = text(event, "delta");
        let place = self.place(event, text(event, "item_id"));
        match (kind, place) {
            ("response.output_item.added", _) => {
                self.begins(event, &event["item"], on);
            }
            ("response.output_item.done", _) => self.ends(event, &event["item"], on),
            ("response.output_text.delta", Some(at)) => self.answer.text(at, delta, on),
            ("response.refusal.delta", _) => self.refusal.push_str(delta),
            (
                "response.reasoning_summary_text.delta" | "response.reasoning_text.delta",
                Some(at),
            ) => self.answer.thinking(at, delta, on),
            ("response.reasoning_summary_part.added", Some(at))
                if self
                    .answer
                    .thought(at)
                    .is_some_and(|it| !it.text.is_empty()) =>
            {
                self.answer.thinking(at, "\n\n", on);
            }
            ("response.function_call_arguments.delta", Some(at)) => {
                self.answer.arguments(at, delta, on);
            }
            ("response.function_call_arguments.done", Some(at)) => {
                self.answer.all_arguments(at, text(event, "arguments"));
            }
            ("response.completed" | "response.incomplete", _) => {
                self.over(&event["response"], on);
                return Ok(true);
            }
            _ => {}
        }
        Ok(false)
    }

    fn may_end(&self) -> bool {
        false
    }

    fn collected(&mut self) -> &mut Collected {
        &mut self.answer
    }
}
