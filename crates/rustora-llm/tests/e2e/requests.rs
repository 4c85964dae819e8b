//! What is sent: whole conversations on each wire, and that one request begins like the one before it.

use rustora_llm::{
    BrokenToolCall, Dialect, Effort, Message, Part, Request, Role, Sealed, Thinking, ToolCall, Wire,
};
use serde_json::{Value, json};

use crate::support::{WIRES, meant, request};

/// What the conversation is after the recorded answer and the results of its calls.
pub(crate) fn second(wire: Wire) -> Request {
    let mut request = request();
    let result = |id: &str, content: &str, is_error| Part::ToolResult {
        id: id.to_owned(),
        content: content.to_owned(),
        is_error,
    };
    request.messages.push(Message::assistant(meant(wire).parts));
    request.messages.push(Message {
        role: Role::User,
        parts: vec![
            Part::Text("And then?".to_owned()),
            result("toolu_01", "fn main() {}", false),
            result("toolu_02", "no such folder", true),
        ],
    });
    request
}

pub(crate) fn body(wire: Wire, request: &Request) -> Value {
    serde_json::from_slice(&wire.body(request, Dialect::default())).unwrap()
}

#[test]
fn an_answer_goes_back_as_it_came() {
    let messages = body(Wire::Anthropic, &second(Wire::Anthropic))["messages"].clone();
    let marked = json!({ "type": "ephemeral" });
    assert_eq!(
        messages,
        json!([
            { "role": "user", "content": [{ "type": "text", "text": "What is in it?", "cache_control": marked }] },
            { "role": "assistant", "content": [
                { "type": "thinking", "thinking": "Two files matter: größe 💶", "signature": "EqQBCkYIBhgC" },
                { "type": "redacted_thinking", "data": "ErUBCkYIARgC+/==" },
                { "type": "text", "text": "I read both." },
                { "type": "tool_use", "id": "toolu_01", "name": "read", "input": { "path": "src/main.rs" } },
                { "type": "tool_use", "id": "toolu_02", "name": "list", "input": {} },
            ] },
            { "role": "user", "content": [
                { "type": "tool_result", "tool_use_id": "toolu_01", "is_error": false, "content": [{ "type": "text", "text": "fn main() {}" }] },
                { "type": "tool_result", "tool_use_id": "toolu_02", "is_error": true, "content": [{ "type": "text", "text": "no such folder" }] },
                { "type": "text", "text": "And then?", "cache_control": marked },
            ] },
        ])
    );
    let call = |id: &str, name: &str, arguments: &str| json!({ "id": id, "type": "function", "function": { "name": name, "arguments": arguments } });
    assert_eq!(
        body(Wire::OpenaiChat, &second(Wire::OpenaiChat))["messages"],
        json!([
            { "role": "system", "content": "You read files." },
            { "role": "user", "content": "What is in it?" },
            { "role": "assistant", "content": "I read both.", "reasoning_content": "Two files matter: größe 💶",
              "tool_calls": [call("toolu_01", "read", "{\"path\":\"src/main.rs\"}"), call("toolu_02", "list", "{}")] },
            { "role": "tool", "tool_call_id": "toolu_01", "content": "fn main() {}" },
            { "role": "tool", "tool_call_id": "toolu_02", "content": "error: no such folder" },
            { "role": "user", "content": "And then?" },
        ])
    );
    let responses = body(Wire::OpenaiResponses, &second(Wire::OpenaiResponses));
    assert_eq!(
        responses["input"],
        json!([
            { "type": "message", "role": "user", "content": "What is in it?" },
            { "type": "reasoning", "id": "rs_1", "encrypted_content": "gAAAAABo+/==",
              "summary": [{ "type": "summary_text", "text": "Two files matter: größe 💶" }] },
            { "type": "message", "role": "assistant", "content": "I read both.", "phase": "commentary" },
            { "type": "function_call", "call_id": "toolu_01", "name": "read", "arguments": "{\"path\":\"src/main.rs\"}" },
            { "type": "function_call", "call_id": "toolu_02", "name": "list", "arguments": "{}" },
            { "type": "message", "role": "user", "content": "And then?" },
            { "type": "function_call_output", "call_id": "toolu_01", "output": "fn main() {}" },
            { "type": "function_call_output", "call_id": "toolu_02", "output": "error: no such folder" },
        ])
    );
    assert_eq!(
        (&responses["store"], &responses["include"]),
        (&json!(false), &json!(["reasoning.encrypted_content"]))
    );
}

/// Without the marks of Anthropic's cache, which move.
fn unmarked(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.remove("cache_control");
            map.values_mut().for_each(unmarked);
        }
        Value::Array(list) => list.iter_mut().for_each(unmarked),
        _ => {}
    }
}

#[test]
fn a_request_begins_with_the_bytes_of_the_one_before() {
    for wire in WIRES {
        let (first, second) = (request(), second(wire));
        assert_eq!(
            wire.body(&second, Dialect::default()),
            wire.body(&second.clone(), Dialect::default())
        );
        let (mut before, mut after) = (body(wire, &first), body(wire, &second));
        // System prompt and tools are marked in the same place each time, so they are the same with their marks.
        for field in ["system", "tools", "instructions", "model"] {
            assert_eq!(
                before[field].to_string(),
                after[field].to_string(),
                "{wire:?} {field}"
            );
        }
        unmarked(&mut before);
        unmarked(&mut after);
        let list = if wire == Wire::OpenaiResponses {
            "input"
        } else {
            "messages"
        };
        let (before, after) = (before[list].to_string(), after[list].to_string());
        let open = before.strip_suffix(']').unwrap();
        assert!(after.starts_with(open), "{wire:?}:\n{open}\n{after}");
    }
}

#[test]
fn where_the_cache_is_marked_the_next_request_finds_it() {
    let marks = |body: &Value| {
        let of = |path: &str| {
            body.pointer(path)
                .is_some_and(|block| block["cache_control"].is_object())
        };
        let messages = body["messages"].as_array().unwrap();
        let blocks = messages.iter().map(|message| {
            let blocks = message["content"].as_array().unwrap().iter();
            blocks
                .filter(|block| block["cache_control"].is_object())
                .count()
        });
        (of("/system/0"), of("/tools/1"), blocks.collect::<Vec<_>>())
    };
    let first = body(Wire::Anthropic, &request());
    assert_eq!(marks(&first), (true, true, vec![1]));
    // Where the first one ended, the second has a mark too, and no more than the four that there may be.
    let mut longer = second(Wire::Anthropic);
    assert_eq!(
        marks(&body(Wire::Anthropic, &longer)),
        (true, true, vec![1, 0, 1])
    );
    longer
        .messages
        .push(Message::assistant(vec![Part::Text("So.".to_owned())]));
    longer.messages.push(Message::user("On."));
    assert_eq!(
        marks(&body(Wire::Anthropic, &longer)),
        (true, true, vec![0, 0, 1, 0, 1])
    );
}

#[test]
fn what_a_wire_does_not_take_is_left_out() {
    let thought = |sealed| {
        Part::Thinking(Thinking {
            text: "hm".to_owned(),
            sealed,
        })
    };
    let mut asked = request();
    asked.messages.push(Message::assistant(vec![
        thought(None),
        thought(Some(Sealed::Signature("s".to_owned()))),
        thought(Some(Sealed::Item(
            json!({ "type": "reasoning", "id": "rs", "encrypted_content": null }),
        ))),
        thought(Some(Sealed::Field("reasoning".to_owned()))),
        thought(Some(Sealed::Field("role".to_owned()))),
        Part::Text("  \n".to_owned()),
        Part::Text("said".to_owned()),
    ]));
    // Nothing of this one can be said.
    asked
        .messages
        .push(Message::assistant(vec![Part::Text(String::new())]));
    asked.messages.push(Message::user("go on"));
    let anthropic = body(Wire::Anthropic, &asked)["messages"][1]["content"].clone();
    assert_eq!(
        anthropic,
        json!([{ "type": "thinking", "thinking": "hm", "signature": "s" }, { "type": "text", "text": "said" }])
    );
    let chat = body(Wire::OpenaiChat, &asked)["messages"].clone();
    assert_eq!(
        chat[2],
        json!({ "role": "assistant", "content": "said" }),
        "thoughts go back with a call only"
    );
    let responses = body(Wire::OpenaiResponses, &asked)["input"].clone();
    assert_eq!(
        responses[1],
        json!({ "type": "message", "role": "assistant", "content": "said" })
    );
    for (wire, list, count) in [
        (Wire::Anthropic, "messages", 3),
        (Wire::OpenaiChat, "messages", 4),
        (Wire::OpenaiResponses, "input", 3),
    ] {
        assert_eq!(
            body(wire, &asked)[list].as_array().unwrap().len(),
            count,
            "{wire:?}"
        );
    }
}

#[test]
fn a_broken_call_goes_back_with_arguments_that_can_be_read() {
    let mut asked = request();
    asked
        .messages
        .push(Message::assistant(vec![Part::BrokenToolCall(
            BrokenToolCall {
                id: "a".to_owned(),
                name: "read".to_owned(),
                text: "{path".to_owned(),
                why: "no JSON".to_owned(),
            },
        )]));
    let input = json!({ "unreadable_arguments": "{path" });
    let anthropic = body(Wire::Anthropic, &asked);
    assert_eq!(anthropic["messages"][1]["content"][0]["input"], input);
    let chat =
        body(Wire::OpenaiChat, &asked)["messages"][2]["tool_calls"][0]["function"]["arguments"]
            .clone();
    assert_eq!(chat, json!(input.to_string()));
    assert_eq!(
        body(Wire::OpenaiResponses, &asked)["input"][1]["arguments"],
        json!(input.to_string())
    );
}

#[test]
fn a_call_that_another_provider_numbered_keeps_its_result() {
    let id = || "functions.read:0".to_owned();
    let mut asked = request();
    let call = ToolCall {
        id: id(),
        name: "read".to_owned(),
        arguments: json!({}),
    };
    asked
        .messages
        .push(Message::assistant(vec![Part::ToolCall(call)]));
    let result = Part::ToolResult {
        id: id(),
        content: "it".to_owned(),
        is_error: false,
    };
    asked.messages.push(Message {
        role: Role::User,
        parts: vec![result],
    });
    let messages = body(Wire::Anthropic, &asked)["messages"].clone();
    assert_eq!(messages[1]["content"][0]["id"], "functions_read_0");
    assert_eq!(messages[2]["content"][0]["tool_use_id"], "functions_read_0");
}

#[test]
fn how_hard_to_think_and_how_long_to_answer() {
    let mut asked = request();
    asked.effort = Some(Effort::High);
    asked.model = "claude-sonnet-5-5".to_owned();
    let said = body(Wire::Anthropic, &asked);
    assert_eq!(
        (&said["thinking"], &said["output_config"]),
        (&json!({ "type": "adaptive" }), &json!({ "effort": "high" }))
    );
    asked.model = "claude-haiku-4-5".to_owned();
    asked.max_tokens = 20_000;
    let said = body(Wire::Anthropic, &asked);
    assert_eq!(
        (&said["thinking"], &said["output_config"]),
        (
            &json!({ "type": "enabled", "budget_tokens": 16_384 }),
            &Value::Null
        )
    );
    asked.max_tokens = 1500;
    assert_eq!(
        body(Wire::Anthropic, &asked)["thinking"],
        Value::Null,
        "there is no room for thoughts"
    );
    assert_eq!(body(Wire::OpenaiChat, &asked)["reasoning_effort"], "high");
    assert_eq!(
        body(Wire::OpenaiResponses, &asked)["reasoning"],
        json!({ "effort": "high" })
    );
    asked.model = "gpt-4.1".to_owned();
    assert_eq!(body(Wire::OpenaiResponses, &asked)["include"], Value::Null);
    for (dialect, field) in [(false, "max_tokens"), (true, "max_completion_tokens")] {
        let dialect = Dialect {
            new_token_limit: dialect,
        };
        let said: Value = serde_json::from_slice(&Wire::OpenaiChat.body(&asked, dialect)).unwrap();
        assert_eq!(said[field], 1500);
    }
}

#[test]
fn a_session_is_written_and_read_again_without_a_change() {
    for wire in WIRES {
        for message in second(wire).messages {
            let line = serde_json::to_string(&message).unwrap();
            assert_eq!(serde_json::from_str::<Message>(&line).unwrap(), message);
        }
        let reply = meant(wire);
        let line = serde_json::to_string(&reply).unwrap();
        assert_eq!(
            serde_json::from_str::<rustora_llm::Reply>(&line).unwrap(),
            reply
        );
    }
    let call = Part::ToolCall(ToolCall {
        id: "1".to_owned(),
        name: "read".to_owned(),
        arguments: json!({}),
    });
    assert_eq!(
        serde_json::to_string(&call).unwrap(),
        r#"{"tool_call":{"id":"1","name":"read","arguments":{}}}"#
    );
}
