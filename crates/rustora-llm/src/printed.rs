//! A call that a model printed as words.
//!
//! Small models, and servers that do not know their model's template, put the call where the words go. It is taken for one only when
//! nothing else can be meant: the reply has no real call, everything from the first mark to the end of the text is calls, and each
//! names a tool of the request with arguments that are an object. A call that is shown in the middle of an explanation stays what it
//! is: words.

use serde_json::{Map, Value};

use crate::collect::{arguments, new_id};
use crate::talk::{Part, Reply, Stop, ToolCall, ToolSpec};

/// Turns a reply that is a printed call into one that has it.
pub(crate) fn found(mut reply: Reply, tools: &[ToolSpec]) -> Reply {
    let is_plain = |part: &Part| matches!(part, Part::Text(_) | Part::Thinking(_));
    if reply.stop != Stop::EndTurn || !reply.parts.iter().all(is_plain) {
        return reply;
    }
    // Only the last words: what was said before a thought is not the answer.
    let Some(Part::Text(text)) = reply.parts.last() else {
        return reply;
    };
    if let Some((prose, calls)) = read(text, tools) {
        let prose = (!prose.is_empty()).then(|| Part::Text(prose.to_owned()));
        reply.parts.pop();
        reply.parts.extend(prose);
        reply.parts.extend(calls.into_iter().map(Part::ToolCall));
        reply.stop = Stop::ToolUse;
    }
    reply
}

/// What stands before a call, and the calls.
type Found<'a> = (&'a str, Vec<ToolCall>);

fn read<'a>(text: &'a str, tools: &[ToolSpec]) -> Option<Found<'a>> {
    let text = text.trim();
    let marks = ["<tool_call>", "<function=", "[TOOL_CALLS]", "```"];
    let mark = marks
        .into_iter()
        .filter_map(|mark| text.find(mark).map(|at| (at, mark)))
        .min();
    let (prose, called) = match mark {
        Some((at, "<tool_call>")) => (at, each(&text[at..], |rest| tagged(rest, tools))),
        Some((at, "<function=")) => (at, each(&text[at..], |rest| function(rest, tools))),
        Some((at, "[TOOL_CALLS]")) => (at, mistral(&text[at..], tools)),
        Some((at, "```")) => (at, fenced(&text[at..], tools).map(|call| vec![call])),
        // Without a mark it has to be everything.
        _ => (0, object(text, tools).map(|call| vec![call])),
    };
    Some((text[..prose].trim_end(), called?))
}

/// One call after another to the very end.
fn each<'a>(
    mut rest: &'a str,
    next: impl Fn(&'a str) -> Option<(ToolCall, &'a str)>,
) -> Option<Vec<ToolCall>> {
    let mut calls = Vec::new();
    while !rest.is_empty() {
        let (call, behind) = next(rest)?;
        calls.push(call);
        rest = behind.trim_start();
    }
    Some(calls)
}

/// `<tool_call>{…}</tool_call>`: Hermes, Qwen; Qwen's coder has a function within. Small models forget the end.
fn tagged<'a>(rest: &'a str, tools: &[ToolSpec]) -> Option<(ToolCall, &'a str)> {
    let rest = rest.strip_prefix("<tool_call>")?;
    let (inside, behind) = rest.split_once("</tool_call>").unwrap_or((rest, ""));
    let inside = inside.trim();
    let call = object(inside, tools).or_else(|| {
        let (call, behind) = function(inside, tools)?;
        behind.trim().is_empty().then_some(call)
    })?;
    Some((call, behind))
}

/// `<function=name>{…}</function>`: Llama 3. `<function=name><parameter=key>value</parameter></function>`: Qwen's coder.
fn function<'a>(rest: &'a str, tools: &[ToolSpec]) -> Option<(ToolCall, &'a str)> {
    let (name, rest) = rest.strip_prefix("<function=")?.split_once('>')?;
    let tool = known(name.trim(), tools)?;
    let (inside, behind) = rest.split_once("</function>").unwrap_or((rest, ""));
    let inside = inside.trim();
    let arguments = if inside.starts_with("<parameter=") {
        parameters(inside, tool)?
    } else {
        arguments(inside).ok()?
    };
    Some((call(tool, arguments), behind))
}

fn parameters(mut rest: &str, tool: &ToolSpec) -> Option<Value> {
    let mut found = Map::new();
    while !rest.is_empty() {
        let (key, behind) = rest.strip_prefix("<parameter=")?.split_once('>')?;
        let (value, behind) = behind.split_once("</parameter>")?;
        // The template puts each value on lines of its own.
        let value = value.strip_prefix('\n').unwrap_or(value);
        let value = value.strip_suffix('\n').unwrap_or(value);
        let is_text = tool.schema["properties"][key]["type"] == "string";
        let read = if is_text {
            None
        } else {
            serde_json::from_str(value.trim()).ok()
        };
        let value = read.unwrap_or_else(|| Value::String(value.to_owned()));
        found.insert(key.to_owned(), value);
        rest = behind.trim_start();
    }
    Some(Value::Object(found))
}

/// `[TOOL_CALLS][{…}]`, and since 2025 `[TOOL_CALLS]name[ARGS]{…}`, the mark repeated for each.
fn mistral(text: &str, tools: &[ToolSpec]) -> Option<Vec<ToolCall>> {
    let mut calls = Vec::new();
    for piece in text.split("[TOOL_CALLS]").skip(1) {
        let piece = piece.trim();
        if let Ok(Value::Array(list)) = serde_json::from_str(piece) {
            for value in list {
                calls.push(named(value, tools)?);
            }
            continue;
        }
        let (name, json) = piece.split_at(piece.find('{')?);
        let name = name.trim().trim_end_matches("[ARGS]").trim();
        calls.push(call(known(name, tools)?, arguments(json).ok()?));
    }
    (!calls.is_empty()).then_some(calls)
}

/// A fence that ends the text and holds nothing but the call.
fn fenced(text: &str, tools: &[ToolSpec]) -> Option<ToolCall> {
    let (language, rest) = text.strip_prefix("```")?.split_once('\n')?;
    let inside = rest.strip_suffix("```")?;
    let is_ours = ["", "json", "tool_call", "tool"].contains(&language.trim());
    if !is_ours || inside.contains("```") {
        return None;
    }
    object(inside.trim(), tools)
}

/// `{"name": …, "arguments": {…}}`.
fn object(text: &str, tools: &[ToolSpec]) -> Option<ToolCall> {
    named(serde_json::from_str(text).ok()?, tools)
}

fn named(value: Value, tools: &[ToolSpec]) -> Option<ToolCall> {
    let Value::Object(mut map) = value else {
        return None;
    };
    let name = map.remove("name")?;
    let given = map
        .remove("arguments")
        .or_else(|| map.remove("parameters"))?;
    // Anything else besides, and it is an object that happens to have a name.
    if map
        .keys()
        .any(|key| !["id", "type"].contains(&key.as_str()))
    {
        return None;
    }
    let given = match given {
        Value::Object(_) => given,
        Value::String(text) => arguments(&text).ok()?,
        _ => return None,
    };
    Some(call(known(name.as_str()?, tools)?, given))
}

fn known<'t>(name: &str, tools: &'t [ToolSpec]) -> Option<&'t ToolSpec> {
    tools.iter().find(|tool| tool.name == name)
}

fn call(tool: &ToolSpec, arguments: Value) -> ToolCall {
    ToolCall {
        id: new_id(),
        name: tool.name.clone(),
        arguments,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::talk::Usage;
    use serde_json::json;

    fn tools() -> Vec<ToolSpec> {
        let schema = json!({ "type": "object", "properties": {
            "path": { "type": "string" }, "limit": { "type": "integer" } } });
        ["read", "shell"]
            .map(|name| ToolSpec {
                name: name.to_owned(),
                description: String::new(),
                schema: schema.clone(),
            })
            .to_vec()
    }

    /// The words that are left, and the calls.
    fn after(text: &str) -> (String, Vec<(String, Value)>) {
        let reply = Reply {
            parts: vec![Part::Text(text.to_owned())],
            stop: Stop::EndTurn,
            usage: Usage::default(),
        };
        let reply = found(reply, &tools());
        let calls: Vec<_> = reply
            .calls()
            .map(|call| (call.name.clone(), call.arguments.clone()))
            .collect();
        assert_eq!(reply.stop == Stop::ToolUse, !calls.is_empty());
        (reply.text(), calls)
    }

    #[test]
    fn printed_calls_are_calls() {
        let one = [("read".to_owned(), json!({ "path": "a.rs", "limit": 5 }))];
        for text in [
            r#"<tool_call>{"name":"read","arguments":{"path":"a.rs","limit":5}}</tool_call>"#,
            "<tool_call>\n{\"name\": \"read\", \"arguments\": {\"path\": \"a.rs\", \"limit\": 5}}\n",
            r#"{"name":"read","parameters":{"path":"a.rs","limit":5}}"#,
            r#" {"type":"function","name":"read","arguments":"{\"path\":\"a.rs\",\"limit\":5}"} "#,
            "```json\n{\"name\":\"read\",\"arguments\":{\"path\":\"a.rs\",\"limit\":5}}\n```",
            "```\n{\"name\":\"read\",\"arguments\":{\"path\":\"a.rs\",\"limit\":5}}```",
            r#"<function=read>{"path":"a.rs","limit":5}</function>"#,
            "<function=read>\n<parameter=path>\na.rs\n</parameter>\n<parameter=limit>\n5\n</parameter>\n</function>",
            "<tool_call>\n<function=read>\n<parameter=path>a.rs</parameter><parameter=limit>5</parameter></function>\n</tool_call>",
            r#"[TOOL_CALLS][{"name":"read","arguments":{"path":"a.rs","limit":5}}]"#,
            r#"[TOOL_CALLS]read[ARGS]{"path":"a.rs","limit":5}"#,
            r#"[TOOL_CALLS] read {"path":"a.rs","limit":5}"#,
        ] {
            assert_eq!(after(text), (String::new(), one.to_vec()), "{text}");
        }
        let two = "I look first.\n<tool_call>{\"name\":\"read\",\"arguments\":{}}</tool_call>\n<tool_call>{\"name\":\"shell\",\"arguments\":{}}</tool_call>";
        let (prose, calls) = after(two);
        assert_eq!((prose.as_str(), calls.len()), ("I look first.", 2));
    }

    #[test]
    fn what_only_looks_like_one_stays_words() {
        for text in [
            "",
            "<tool_call>",
            "Use `<tool_call>{\"name\":\"read\",\"arguments\":{}}</tool_call>` to read.",
            r#"<tool_call>{"name":"delete","arguments":{}}</tool_call>"#,
            r#"<tool_call>{"name":"read","arguments":{"path":"#,
            r#"<tool_call>{"name":"read","arguments":[]}</tool_call>"#,
            r#"{"name":"read","version":"1","arguments":{}}"#,
            r#"For example: {"name":"read","arguments":{}}"#,
            "```json\n{\"name\":\"read\",\"arguments\":{}}\n```\nThat is how it is called.",
            "```rust\n{\"name\":\"read\",\"arguments\":{}}\n```",
            "```json\n{\"a\":1}\n```\n```json\n{\"name\":\"read\",\"arguments\":{}}\n```",
            "<function=read><parameter=path>a",
            "[TOOL_CALLS]",
            "[TOOL_CALLS]delete[ARGS]{}",
        ] {
            assert_eq!(after(text), (text.to_owned(), vec![]), "{text}");
        }
    }

    #[test]
    fn beside_a_real_call_or_in_an_answer_that_was_cut_it_is_words() {
        let text = Part::Text(r#"{"name":"read","arguments":{}}"#.to_owned());
        let real = Part::ToolCall(call(&tools()[1], json!({})));
        for (parts, stop) in [
            (vec![real, text.clone()], Stop::ToolUse),
            (vec![text], Stop::MaxTokens),
        ] {
            let usage = Usage::default();
            let reply = Reply { parts, stop, usage };
            assert_eq!(found(reply.clone(), &tools()), reply);
        }
    }
}
