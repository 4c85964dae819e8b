//! An answer while it arrives: what is whole, what is not yet, and what is made of both at the end.
//!
//! The wires say in their own ways where a piece belongs; here it is a place in a list. A call becomes one only when its
//! wire says that it is complete, so that nothing above can ever see half of one.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;

use serde_json::Value;

use crate::model::Listener;
use crate::talk::{BrokenToolCall, Delta, Part, Reply, Stop, Thinking, ToolCall, Usage};

/// A place in the answer.
pub(crate) type At = usize;

#[derive(Debug)]
enum Slot {
    Text(String),
    Thinking(Thinking),
    Call(Pending),
}

#[derive(Debug)]
struct Pending {
    id: String,
    name: String,
    json: String,
    /// The wire has said that nothing more comes.
    is_whole: bool,
}

/// The answer so far.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    slots: Vec<Slot>,
    /// The call whose arguments grew last.
    growing: Option<At>,
    pub(crate) usage: Usage,
    pub(crate) stop: Option<Stop>,
}

impl Collected {
    /// Whether nothing has arrived.
    pub(crate) fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Whether the model has called a tool.
    pub(crate) fn has_calls(&self) -> bool {
        self.slots.iter().any(|slot| matches!(slot, Slot::Call(_)))
    }

    pub(crate) fn begin_text(&mut self) -> At {
        self.push(Slot::Text(String::new()))
    }

    pub(crate) fn begin_thinking(&mut self) -> At {
        self.push(Slot::Thinking(Thinking::default()))
    }

    pub(crate) fn begin_call(&mut self, id: &str, name: &str, on: &mut Listener<'_>) -> At {
        if !name.is_empty() {
            on(Delta::ToolCallBegins { name });
        }
        self.push(Slot::Call(Pending {
            id: id.to_owned(),
            name: name.to_owned(),
            json: String::new(),
            is_whole: false,
        }))
    }

    fn push(&mut self, slot: Slot) -> At {
        self.slots.push(slot);
        self.slots.len() - 1
    }

    /// More words at a place of words; at any other place they are no words.
    pub(crate) fn text(&mut self, at: At, more: &str, on: &mut Listener<'_>) {
        if let Some(Slot::Text(text)) = self.slots.get_mut(at)
            && !more.is_empty()
        {
            text.push_str(more);
            on(Delta::Text(more));
        }
    }

    /// The last place if it is one of words, else a new one: for wires that number nothing.
    pub(crate) fn text_here(&mut self) -> At {
        match self.slots.last() {
            Some(Slot::Text(_)) => self.slots.len() - 1,
            _ => self.begin_text(),
        }
    }

    /// The same for thoughts.
    pub(crate) fn thinking_here(&mut self) -> At {
        match self.slots.last() {
            Some(Slot::Thinking(_)) => self.slots.len() - 1,
            _ => self.begin_thinking(),
        }
    }

    /// More thoughts.
    pub(crate) fn thinking(&mut self, at: At, more: &str, on: &mut Listener<'_>) {
        if let Some(thinking) = self.thought(at)
            && !more.is_empty()
        {
            thinking.text.push_str(more);
            on(Delta::Thinking(more));
        }
    }

    /// The thoughts at a place, to seal them.
    pub(crate) fn thought(&mut self, at: At) -> Option<&mut Thinking> {
        match self.slots.get_mut(at) {
            Some(Slot::Thinking(thinking)) => Some(thinking),
            _ => None,
        }
    }

    /// The words at a place.
    pub(crate) fn words(&self, at: At) -> Option<&str> {
        match self.slots.get(at) {
            Some(Slot::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// More of a call's arguments.
    pub(crate) fn arguments(&mut self, at: At, more: &str, on: &mut Listener<'_>) {
        if let Some(Slot::Call(call)) = self.slots.get_mut(at)
            && !more.is_empty()
        {
            call.json.push_str(more);
            self.growing = Some(at);
            on(Delta::ToolArguments(more));
        }
    }

    /// The call's arguments as the wire repeats them at its end; an empty repetition says nothing.
    pub(crate) fn all_arguments(&mut self, at: At, all: &str) {
        if let Some(Slot::Call(call)) = self.slots.get_mut(at)
            && !all.is_empty()
        {
            all.clone_into(&mut call.json);
        }
    }

    /// What a later event knows of a call that an earlier one did not.
    pub(crate) fn name_call(&mut self, at: At, id: &str, name: &str, on: &mut Listener<'_>) {
        if let Some(Slot::Call(call)) = self.slots.get_mut(at) {
            if call.id.is_empty() {
                id.clone_into(&mut call.id);
            }
            if call.name.is_empty() && !name.is_empty() {
                name.clone_into(&mut call.name);
                on(Delta::ToolCallBegins { name });
            }
        }
    }

    /// The id of a call.
    pub(crate) fn call_id(&self, at: At) -> &str {
        match self.slots.get(at) {
            Some(Slot::Call(call)) => &call.id,
            _ => "",
        }
    }

    /// Nothing more comes for this call.
    pub(crate) fn call_is_whole(&mut self, at: At) {
        if let Some(Slot::Call(call)) = self.slots.get_mut(at) {
            call.is_whole = true;
        }
    }

    /// The answer, after its wire said that it is complete.
    pub(crate) fn reply(&mut self) -> Reply {
        let stop = self.stop.take().unwrap_or(Stop::EndTurn);
        if !matches!(stop, Stop::EndTurn | Stop::ToolUse) {
            self.drop_cut_calls();
        }
        let parts: Vec<_> = self.slots.drain(..).filter_map(part).collect();
        let wants_tools = parts
            .iter()
            .any(|part| matches!(part, Part::ToolCall(_) | Part::BrokenToolCall(_)));
        let stop = match stop {
            // Servers disagree on what to say after a call; whether there is one is what counts.
            Stop::EndTurn if wants_tools => Stop::ToolUse,
            Stop::ToolUse if !wants_tools => Stop::EndTurn,
            other => other,
        };
        Reply {
            parts,
            stop,
            usage: self.usage,
        }
    }

    /// Where the model was stopped, a call may be cut and look whole by chance, `{}` for instance: the one that it was writing is
    /// dropped whatever it looks like.
    fn drop_cut_calls(&mut self) {
        let last = self.slots.len().checked_sub(1);
        let growing = self.growing;
        let mut at = 0;
        self.slots.retain(|slot| {
            let here = Some(at);
            at += 1;
            match slot {
                Slot::Call(call) => {
                    here != last && here != growing && arguments(&call.json).is_ok()
                }
                _ => true,
            }
        });
    }

    /// What there is of an answer that has no end.
    pub(crate) fn partial(&mut self) -> Vec<Part> {
        let whole = |slot: &Slot| !matches!(slot, Slot::Call(call) if !call.is_whole);
        self.slots
            .drain(..)
            .filter(whole)
            .filter_map(part)
            .collect()
    }
}

fn part(slot: Slot) -> Option<Part> {
    match slot {
        Slot::Text(text) if text.is_empty() => None,
        Slot::Text(text) => Some(Part::Text(text)),
        Slot::Thinking(thinking) if thinking == Thinking::default() => None,
        Slot::Thinking(thinking) => Some(Part::Thinking(thinking)),
        Slot::Call(call) => Some(call.part()),
    }
}

impl Pending {
    fn part(self) -> Part {
        let id = if self.id.is_empty() {
            new_id()
        } else {
            self.id
        };
        match arguments(&self.json) {
            Ok(arguments) => Part::ToolCall(ToolCall {
                id,
                name: self.name,
                arguments,
            }),
            Err(why) => Part::BrokenToolCall(BrokenToolCall {
                id,
                name: self.name,
                text: self.json,
                why,
            }),
        }
    }
}

/// Arguments out of their text: an object. Nothing at all and `null` are the empty one, and an object that was quoted once too
/// often is still that object.
pub(crate) fn arguments(json: &str) -> Result<Value, String> {
    let empty = || Value::Object(serde_json::Map::new());
    if json.trim().is_empty() {
        return Ok(empty());
    }
    let value: Value = serde_json::from_str(json)
        .map_err(|error| format!("the arguments are no JSON: {error}"))?;
    match value {
        Value::Object(_) => Ok(value),
        Value::Null => Ok(empty()),
        Value::String(inner) => match serde_json::from_str(&inner) {
            Ok(Value::Object(map)) => Ok(Value::Object(map)),
            _ => Err("the arguments are a string where an object is wanted".to_owned()),
        },
        _ => Err("the arguments are no JSON object".to_owned()),
    }
}

/// An id for a call that came without one: nine letters and digits, which is what the pickiest server takes.
pub(crate) fn new_id() -> String {
    const DIGITS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    // Keyed anew from the system's randomness each time.
    let random = RandomState::new().hash_one(0_u8);
    let digit = |at: u32| char::from(DIGITS[usize::try_from(random >> (5 * at) & 31).unwrap_or(0)]);
    (0..9).map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn arguments_are_an_object_or_broken() {
        for text in ["", "  ", "null", "{}", "\"{}\""] {
            assert_eq!(arguments(text), Ok(json!({})), "{text}");
        }
        assert_eq!(arguments(r#""{\"a\":1}""#), Ok(json!({ "a": 1 })));
        for text in ["{", "[1]", "1", "\"a\"", "{\"a\":1}}", "{'a':1}"] {
            assert!(arguments(text).is_err(), "{text}");
        }
    }

    #[test]
    fn ids_differ_and_have_nine_letters_or_digits() {
        let ids: std::collections::BTreeSet<_> = (0..100).map(|_| new_id()).collect();
        assert_eq!(ids.len(), 100);
        assert!(
            ids.iter()
                .all(|id| id.len() == 9 && id.chars().all(|c| c.is_ascii_alphanumeric()))
        );
    }

    #[test]
    fn half_a_call_is_handed_out_nowhere() {
        let cut = |stop: Option<Stop>| {
            let mut answer = Collected::default();
            let text = answer.begin_text();
            answer.text(text, "I will ", &mut |_| {});
            let whole = answer.begin_call("1", "read", &mut |_| {});
            answer.call_is_whole(whole);
            let half = answer.begin_call("2", "shell", &mut |_| {});
            answer.arguments(half, r#"{"command":"rm -rf /tmp/x"}"#, &mut |_| {});
            answer.stop = stop;
            answer
        };
        assert_eq!(cut(None).partial().len(), 2);
        for stop in [
            Stop::MaxTokens,
            Stop::ContentFilter,
            Stop::Refusal(String::new()),
        ] {
            let reply = cut(Some(stop.clone())).reply();
            assert_eq!(
                reply
                    .calls()
                    .map(|call| call.id.as_str())
                    .collect::<Vec<_>>(),
                ["1"]
            );
            assert_eq!(reply.stop, stop);
        }
        assert_eq!(cut(Some(Stop::EndTurn)).reply().stop, Stop::ToolUse);
    }
}
