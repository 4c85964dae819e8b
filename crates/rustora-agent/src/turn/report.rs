//! What a person reads of a review: the engine's findings as they are, and the model's with what became of them.
//!
//! Made from what happened, not from what the model says of it: a finding of the engine's cannot be talked away, and one of the model's
//! cannot be called proven.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::session::Event;

/// The tool whose results are shown as they are.
const REVIEW: &str = "review";

/// The tool with which a model reports a finding of its own.
const FINDING: &str = "finding";

/// What was found since the person last asked; nothing when nobody looked.
pub(super) fn report(events: &[Event]) -> Option<String> {
    let asked = events
        .iter()
        .rposition(|event| matches!(event, Event::Asked { .. }));
    let events = &events[asked.unwrap_or(0)..];
    // What the person has before them already stands in the request.
    let known = match events.first() {
        Some(Event::Asked { text }) => text.as_str(),
        _ => "",
    };
    let mut begun = BTreeMap::new();
    let mut reviews: Vec<(String, &str)> = Vec::new();
    let mut own: Vec<&str> = Vec::new();
    for event in events {
        match event {
            Event::Began {
                call,
                tool,
                arguments,
            } => _ = begun.insert(call, (tool.as_str(), arguments.to_string())),
            Event::Ended {
                call,
                content,
                is_error: false,
                ..
            } => match begun.get(call) {
                Some((REVIEW, _)) if known.contains(content.trim_end()) => {}
                // Asked again, the same review is shown as it came out last.
                Some((REVIEW, arguments)) => {
                    reviews.retain(|(of, _)| of != arguments);
                    reviews.push((arguments.clone(), content));
                }
                Some((FINDING, _)) if !own.contains(&content.as_str()) => own.push(content),
                _ => {}
            },
            _ => {}
        }
    }
    let mut out = String::new();
    for (_, content) in &reviews {
        _ = writeln!(out, "Review, by the engine: {}", content.trim_end());
    }
    if !own.is_empty() {
        _ = writeln!(out, "Found by the model:");
    }
    for content in own {
        _ = writeln!(out, "{}", content.trim_end());
    }
    (!out.is_empty()).then_some(out)
}
