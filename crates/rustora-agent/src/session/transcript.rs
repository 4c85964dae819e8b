//! From what happened to what a model is told of it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use rustora_llm::{Message, Part, Role};

use super::{Event, Kept};

/// A conversation as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Transcript {
    /// What the model is told.
    pub messages: Vec<Message>,
    /// Calls of the last answer that have no result: those that had begun, with the name of their tool.
    pub interrupted: Vec<(String, String)>,
    /// Calls of the last answer that had not begun.
    pub waiting: Vec<String>,
}

/// What is said of a call that had begun when the process ended.
const INTERRUPTED: &str = "interrupted: the program ended while this ran, so it may have been done, in part or whole. It was not run again; \
    look at what is there before you decide.";

/// What is said of a call that had not begun.
const NOT_RUN: &str = "not run: the program ended before.";

/// The conversation that events tell. With `close`, calls without a result get one that says so.
pub fn messages(events: &[Event], close: bool) -> Transcript {
    let mut out = Transcript::default();
    let mut open: Vec<String> = Vec::new();
    let mut begun: BTreeSet<String> = BTreeSet::new();
    let mut tools = Vec::new();
    for event in events {
        match event {
            Event::Asked { text } | Event::Told { text } => {
                settle(&mut out, &mut open, &begun);
                said(&mut out.messages, Part::Text(text.clone()));
            }
            Event::Answered { reply } => {
                settle(&mut out, &mut open, &begun);
                open = ids(&reply.parts);
                begun.clear();
                tools.clear();
                if !reply.parts.is_empty() {
                    out.messages.push(Message::assistant(reply.parts.clone()));
                }
            }
            Event::Began { call, tool, .. } => {
                begun.insert(call.clone());
                tools.push((call.clone(), tool.clone()));
            }
            Event::Ended {
                call,
                content,
                is_error,
                ..
            } => {
                open.retain(|id| id != call);
                let result = Part::ToolResult {
                    id: call.clone(),
                    content: content.clone(),
                    is_error: *is_error,
                };
                said(&mut out.messages, result);
            }
            Event::Compacted { kept } => {
                out.messages = kept_messages(kept);
                open.clear();
            }
            Event::Started { .. }
            | Event::Stood { .. }
            | Event::Decided { .. }
            | Event::Worded(_)
            | Event::Gated(_)
            | Event::Finished { .. } => {}
        }
    }
    let is_begun = |(id, _): &(String, String)| open.contains(id);
    out.interrupted = tools.into_iter().filter(is_begun).collect();
    out.waiting = open
        .iter()
        .filter(|id| !begun.contains(*id))
        .cloned()
        .collect();
    if close {
        settle(&mut out, &mut open, &begun);
    }
    out
}

fn ids(parts: &[Part]) -> Vec<String> {
    let id = |part: &Part| match part {
        Part::ToolCall(call) => Some(call.id.clone()),
        Part::BrokenToolCall(call) => Some(call.id.clone()),
        _ => None,
    };
    parts.iter().filter_map(id).collect()
}

/// Gives calls without a result one: every wire wants each call answered.
fn settle(out: &mut Transcript, open: &mut Vec<String>, begun: &BTreeSet<String>) {
    for id in open.drain(..) {
        let why = if begun.contains(&id) {
            INTERRUPTED
        } else {
            NOT_RUN
        };
        let result = Part::ToolResult {
            id,
            content: why.to_owned(),
            is_error: true,
        };
        said(&mut out.messages, result);
    }
}

/// Adds to what the user's side says: results and words of one turn are one message.
fn said(messages: &mut Vec<Message>, part: Part) {
    match messages.last_mut() {
        Some(last) if last.role == Role::User => last.parts.push(part),
        _ => messages.push(Message {
            role: Role::User,
            parts: vec![part],
        }),
    }
}

fn kept_messages(kept: &Kept) -> Vec<Message> {
    let mut text = String::from(
        "The conversation so far was made shorter. What was asked for, word for word:\n",
    );
    for request in &kept.requests {
        text.push_str("\n<request>\n");
        text.push_str(request);
        text.push_str("\n</request>\n");
    }
    for (head, lines) in [
        ("What was decided, word for word", &kept.decisions),
        ("What was done", &kept.done),
    ] {
        if lines.is_empty() {
            continue;
        }
        _ = writeln!(text, "\n{head}:");
        for line in lines {
            text.push_str("- ");
            text.push_str(line);
            text.push('\n');
        }
    }
    let mut messages = vec![Message::user(text)];
    for message in &kept.tail {
        match message.role {
            Role::User if messages.len() == 1 => {
                for part in &message.parts {
                    said(&mut messages, part.clone());
                }
            }
            _ => messages.push(message.clone()),
        }
    }
    messages
}
