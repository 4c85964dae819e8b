//! How the tests speak to a wire and to a provider.

use std::time::Duration;

use rustora_llm::replay::{Exchange, Replay};
use rustora_llm::{
    BaseUrl, CancellationToken, Credential, Delta, Endpoint, Key, Message, Model as _, ModelError,
    Part, Proxies, Remote, Reply, Request, Scheme, Sealed, Stop, Thinking, Timing, ToolCall,
    ToolSpec, Trust, Usage, Wire,
};
use serde_json::json;

/// What the tests send as a key, and look for where it must not be.
pub(crate) const SECRET: &str = "sk-test-0123456789-secret";

pub(crate) const WIRES: [Wire; 3] = [Wire::Anthropic, Wire::OpenaiChat, Wire::OpenaiResponses];

/// One answer with all that there is in it, as each wire says it.
pub(crate) fn recorded(wire: Wire) -> &'static [u8] {
    match wire {
        Wire::Anthropic => include_bytes!("streams/anthropic.sse"),
        Wire::OpenaiChat => include_bytes!("streams/openai-chat.sse"),
        Wire::OpenaiResponses => include_bytes!("streams/openai-responses.sse"),
    }
}

/// What it says.
pub(crate) fn meant(wire: Wire) -> Reply {
    let thought = |sealed| Thinking {
        text: "Two files matter: größe 💶".to_owned(),
        sealed: Some(sealed),
    };
    let sealed_only = |sealed| Thinking {
        text: String::new(),
        sealed: Some(sealed),
    };
    let thoughts = match wire {
        Wire::Anthropic => vec![
            thought(Sealed::Signature("EqQBCkYIBhgC".to_owned())),
            sealed_only(Sealed::Redacted("ErUBCkYIARgC+/==".to_owned())),
        ],
        Wire::OpenaiChat => vec![thought(Sealed::Field("reasoning_content".to_owned()))],
        Wire::OpenaiResponses => vec![
            thought(Sealed::Item(json!({
                "id": "rs_1",
                "type": "reasoning",
                "summary": [{ "type": "summary_text", "text": "Two files matter: größe 💶" }],
                "encrypted_content": "gAAAAABo+/==",
            }))),
            sealed_only(Sealed::Phase("commentary".to_owned())),
        ],
    };
    let mut parts: Vec<Part> = thoughts.into_iter().map(Part::Thinking).collect();
    parts.push(Part::Text("I read both.".to_owned()));
    for (id, name, arguments) in [
        ("toolu_01", "read", json!({ "path": "src/main.rs" })),
        ("toolu_02", "list", json!({})),
    ] {
        let (id, name) = (id.to_owned(), name.to_owned());
        parts.push(Part::ToolCall(ToolCall {
            id,
            name,
            arguments,
        }));
    }
    Reply {
        parts,
        stop: Stop::ToolUse,
        usage: Usage {
            input: 12,
            output: 77,
            cache_read: 4000,
            cache_write: 300,
        },
    }
}

/// Decodes without listening.
pub(crate) fn decode<'a>(
    wire: Wire,
    pieces: impl IntoIterator<Item = &'a [u8]>,
) -> Result<Reply, ModelError> {
    wire.decode(pieces, &mut |_| {})
}

/// Events of these data lines, as a stream.
pub(crate) fn events(data: &[&str]) -> String {
    data.iter()
        .fold(String::new(), |text, line| text + "data: " + line + "\n\n")
}

pub(crate) fn tools() -> Vec<ToolSpec> {
    ["read", "list"]
        .map(|name| ToolSpec {
            name: name.to_owned(),
            description: format!("Does what {name} does."),
            schema: json!({ "type": "object", "properties": { "path": { "type": "string" } } }),
        })
        .to_vec()
}

pub(crate) fn request() -> Request {
    Request {
        model: "some-model".to_owned(),
        system: "You read files.".to_owned(),
        tools: tools(),
        messages: vec![Message::user("What is in it?")],
        max_tokens: 1000,
        effort: None,
    }
}

/// Short enough for a test that waits for them, long enough that no other test meets them.
pub(crate) fn timing() -> Timing {
    Timing {
        connect: Duration::from_secs(10),
        first: Duration::from_secs(10),
        idle: Duration::from_secs(10),
    }
}

pub(crate) fn endpoint(wire: Wire, url: &str) -> Endpoint {
    let (scheme, variable) = match wire {
        Wire::Anthropic => (Scheme::ApiKey, "ANTHROPIC_API_KEY"),
        _ => (Scheme::Bearer, "OPENAI_API_KEY"),
    };
    Endpoint {
        name: format!("test/{}", wire.name()),
        wire,
        base: BaseUrl::new(url).unwrap(),
        credential: Some(Credential {
            key: Key::new(SECRET).unwrap(),
            scheme,
            variable: variable.to_owned(),
        }),
        model: "configured-model".to_owned(),
        timing: timing(),
        proxies: Proxies::default(),
        trust: Trust::default(),
    }
}

pub(crate) fn remote(wire: Wire, url: &str) -> Remote {
    Remote::new(endpoint(wire, url)).unwrap()
}

/// What was told while an answer arrived, one line for each.
pub(crate) type Told = Vec<String>;

pub(crate) fn tell(told: &mut Told) -> impl FnMut(Delta<'_>) + Send {
    |delta| {
        told.push(match delta {
            Delta::Text(text) => format!("text {text}"),
            Delta::Thinking(text) => format!("thinking {text}"),
            Delta::ToolCallBegins { name } => format!("call {name}"),
            Delta::ToolArguments(text) => format!("arguments {text}"),
            Delta::Retrying { why, replaces, .. } => {
                format!("retrying (replaces: {replaces}): {why}")
            }
        });
    }
}

/// Asks once.
pub(crate) async fn ask(remote: &Remote) -> Result<Reply, ModelError> {
    remote
        .respond(&request(), &mut |_| {}, &CancellationToken::new())
        .await
}

/// Asks a server that gives this answer.
pub(crate) async fn ask_one(wire: Wire, exchange: Exchange) -> Result<Reply, ModelError> {
    let server = Replay::start([exchange]).await.unwrap();
    ask(&remote(wire, &server.url())).await
}

/// A test's runtime: one thread, real time.
pub(crate) fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(test);
}
