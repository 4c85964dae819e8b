//! Making a conversation shorter without losing what it is about.
//!
//! The rules, the agent's definition and the memory stand in the system prompt, which never changes. Of the conversation what the person
//! asked for and what was decided stays word for word: what the person said of a call, and the lines of the model's that begin with
//! [`DECISION`]. What else the model said stays as far as there is room, the newest first, and of each call one line. The
//! newest turns stay as they were.

use std::collections::BTreeSet;

use rustora_llm::{Message, Part, Request, Role};

use crate::session::{Event, Kept, messages};

/// How many bytes make a token, at the least: an estimate on the safe side, since code has short tokens.
const BYTES_A_TOKEN: usize = 3;

/// From how much of the context on a conversation is made shorter, in percent.
const FULL: usize = 75;

/// How a line begins in which a model decides something that has to outlast the conversation.
pub(super) const DECISION: &str = "Decision:";

/// Whether a request comes near what the model reads.
pub(super) fn is_due(request: &Request, context: u32) -> bool {
    let tools = request
        .tools
        .iter()
        .map(|tool| tool.description.len() + tool.schema.to_string().len());
    let all = request.system.len()
        + tools.sum::<usize>()
        + request.messages.iter().map(size).sum::<usize>();
    let tokens = (all / BYTES_A_TOKEN).saturating_add(request.max_tokens as usize);
    tokens.saturating_mul(100) > (context as usize).saturating_mul(FULL)
        && request.messages.len() > 4
}

fn size(message: &Message) -> usize {
    let parts = message.parts.iter().map(|part| match part {
        Part::Text(text) => text.len(),
        Part::Thinking(thinking) => thinking.text.len() + 200,
        Part::ToolCall(call) => call.arguments.to_string().len() + call.name.len(),
        Part::BrokenToolCall(call) => call.text.len(),
        Part::ToolResult { content, .. } => content.len(),
    });
    parts.sum()
}

/// What stays.
pub(super) fn shorten(events: &[Event], context: u32) -> Kept {
    let room = context as usize / 4 * BYTES_A_TOKEN;
    let mut requests = Vec::new();
    let mut decisions = Vec::new();
    let mut done = Vec::new();
    for event in events {
        match event {
            Event::Compacted { kept } => {
                requests.clone_from(&kept.requests);
                decisions.clone_from(&kept.decisions);
                done.clone_from(&kept.done);
            }
            Event::Asked { text } => requests.push(text.clone()),
            Event::Answered { reply } => {
                let text = reply.text();
                decisions.extend(decided(&text));
                if !text.trim().is_empty() {
                    done.push(format!("said: {}", text.trim()));
                }
            }
            Event::Decided {
                allowed,
                why,
                asked: Some(asked),
                ..
            } => decisions.push(format!(
                "asked about `{asked}` the person said {}: {why}",
                if *allowed { "yes" } else { "no" }
            )),
            Event::Began {
                tool, arguments, ..
            } => done.push(format!("called {tool} {}", brief(&arguments.to_string()))),
            Event::Ended {
                is_error: true,
                content,
                ..
            } => done.push(format!("it failed: {}", brief(content))),
            Event::Ended { changed, .. } if !changed.is_empty() => {
                done.push(format!("it changed {}", changed.join(", ")));
            }
            Event::Gated(gated) => done.push(format!(
                "the gates were {}",
                if gated.is_green() { "green" } else { "red" }
            )),
            _ => {}
        }
    }
    let mut left = room / 2;
    let newest = done.iter().rev().take_while(|line| {
        let fits = line.len() <= left;
        left = left.saturating_sub(line.len());
        fits
    });
    let mut done: Vec<String> = newest.cloned().collect();
    done.reverse();
    // The same answer to the same question says nothing new.
    let mut said = BTreeSet::new();
    decisions.retain(|decision| said.insert(decision.clone()));
    Kept {
        requests,
        decisions,
        done,
        tail: tail(&messages(events, true).messages, room / 2),
    }
}

/// The lines of an answer in which something is decided, with what marks them as such taken away.
fn decided(text: &str) -> impl Iterator<Item = String> {
    text.lines().filter_map(|line| {
        let line = line.trim_start_matches([' ', '\t', '-', '*', '>', '#', '_']);
        let (head, rest) = line.split_at_checked(DECISION.len())?;
        let rest = rest.trim_matches(['*', '_', ' ']);
        (head.eq_ignore_ascii_case(DECISION) && !rest.is_empty()).then(|| rest.to_owned())
    })
}

/// The newest messages that fit, from an answer of the model's on: a result must not stand without its call.
fn tail(all: &[Message], room: usize) -> Vec<Message> {
    let (mut used, mut from) = (0, all.len());
    for (index, message) in all.iter().enumerate().skip(1).rev() {
        used += size(message);
        if used > room {
            break;
        }
        if message.role == Role::Assistant {
            from = index;
        }
    }
    all[from..].to_vec()
}

fn brief(text: &str) -> String {
    let line: String = text
        .chars()
        .take(160)
        .map(|c| if c == '\n' { ' ' } else { c })
        .collect();
    if line.len() < text.len() {
        line + "…"
    } else {
        line
    }
}
