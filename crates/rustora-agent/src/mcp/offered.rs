//! What a server offers, as a model is told of it, and what it answers, as a model gets to see it.
//!
//! All of it is a stranger's text, so that all of it is bounded, and a name that a provider would refuse is left out rather than mended: a
//! mended one might be that of another tool. The order is that of the names: the same tools are the same bytes.

use std::fmt::Write as _;

use rmcp::model::{CallToolResult, ContentBlock, ResourceContents, Tool};
use rustora_llm::ToolSpec;
use serde_json::{Value, json};

use super::config::is_plain;
use crate::tools::Done;
use crate::toolset::bounded;

/// How many tools of a server there are at most.
pub(super) const MOST_TOOLS: usize = 64;
/// How long the whole name of a tool may be; of the providers OpenAI takes the shortest.
const MOST_OF_A_NAME: usize = 64;
/// How long a description may be, bytes.
const MOST_OF_A_DESCRIPTION: usize = 1 << 10;
/// How large a schema may be, bytes of JSON.
const MOST_OF_A_SCHEMA: usize = 8 << 10;
/// How long a result may be, bytes.
const MOST_OF_A_RESULT: usize = 30_000;
/// How many names a note has.
const NAMED: usize = 5;

/// A tool of a server.
#[derive(Debug)]
pub(super) struct Offered {
    pub(super) spec: ToolSpec,
    /// As the server calls it.
    pub(super) tool: String,
}

/// The tools of a server, sorted, and a note for what is left out of them and why. `has` says which an agent is given.
pub(super) fn offered(
    server: &str,
    tools: &[Tool],
    is_all: bool,
    has: impl Fn(&str) -> bool,
) -> (Vec<Offered>, Vec<String>) {
    let mut found: Vec<Offered> = Vec::new();
    let mut left: Vec<(String, String)> = Vec::new();
    for tool in tools {
        let name = format!("mcp__{server}__{}", tool.name);
        let why = if !is_plain(&tool.name) {
            "its name has characters that a model cannot be given".to_owned()
        } else if name.len() > MOST_OF_A_NAME {
            format!("its name `{name}` is longer than {MOST_OF_A_NAME} characters")
        } else if !has(&name) {
            continue;
        } else if found.iter().any(|other| other.spec.name == name) {
            "there is another of that name".to_owned()
        } else if found.len() == MOST_TOOLS {
            format!("a server has at most {MOST_TOOLS}")
        } else {
            match schema(tool) {
                Ok(schema) => {
                    let description = tool.description.as_deref().or(tool.title.as_deref());
                    let description =
                        description.unwrap_or("(its server does not say what it does)");
                    found.push(Offered {
                        spec: ToolSpec {
                            name,
                            description: bounded(description.to_owned(), MOST_OF_A_DESCRIPTION),
                            schema,
                        },
                        tool: tool.name.to_string(),
                    });
                    continue;
                }
                Err(why) => why,
            }
        };
        let shown: String = tool.name.chars().take(MOST_OF_A_NAME).collect();
        left.push((why, format!("`{shown}`")));
    }
    found.sort_by(|a, b| a.spec.name.cmp(&b.spec.name));
    (found, told(server, left, is_all))
}

/// One note for each reason.
fn told(server: &str, mut left: Vec<(String, String)>, is_all: bool) -> Vec<String> {
    left.sort();
    let mut notes: Vec<String> = left
        .chunk_by(|a, b| a.0 == b.0)
        .map(|same| {
            let names: Vec<&str> = same
                .iter()
                .take(NAMED)
                .map(|(_, name)| name.as_str())
                .collect();
            let more = same.len() - names.len();
            let more = if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            };
            format!(
                "of the server `{server}` the tool {}{more} is left out: {}",
                names.join(", "),
                same[0].0
            )
        })
        .collect();
    if !is_all {
        notes.push(format!(
            "the server `{server}` has more tools than are asked for, and the others are left out"
        ));
    }
    notes
}

/// What a tool is given. Providers take objects only.
fn schema(tool: &Tool) -> Result<Value, String> {
    let mut schema = tool.input_schema.as_ref().clone();
    let kind = schema.entry("type").or_insert_with(|| json!("object"));
    if kind != "object" {
        return Err("its schema is none of an object".to_owned());
    }
    let schema = Value::Object(schema);
    if schema.to_string().len() > MOST_OF_A_SCHEMA {
        return Err(format!(
            "its schema is larger than {MOST_OF_A_SCHEMA} bytes"
        ));
    }
    Ok(schema)
}

/// What a call gave.
pub(super) fn done(result: &CallToolResult) -> Done {
    let mut text = String::new();
    for block in &result.content {
        if !text.is_empty() {
            text.push('\n');
        }
        match block {
            ContentBlock::Text(inner) => text.push_str(&inner.text),
            ContentBlock::Image(image) => {
                _ = write!(text, "[an image, {}, not shown here]", image.mime_type);
            }
            ContentBlock::Audio(audio) => {
                _ = write!(text, "[a sound, {}, not played here]", audio.mime_type);
            }
            ContentBlock::ResourceLink(link) => {
                _ = write!(text, "[a resource: {} at {}]", link.name, link.uri);
            }
            ContentBlock::Resource(inner) => match &inner.resource {
                ResourceContents::TextResourceContents {
                    uri, text: inner, ..
                } => {
                    _ = write!(text, "[the resource {uri}]\n{inner}");
                }
                ResourceContents::BlobResourceContents { uri, blob, .. } => {
                    _ = write!(
                        text,
                        "[the resource {uri}, {} bytes of base64, not shown here]",
                        blob.len()
                    );
                }
                _ => text.push_str("[a resource of a kind that is not known here]"),
            },
            _ => text.push_str("[something of a kind that is not known here]"),
        }
        if text.len() > MOST_OF_A_RESULT {
            // What comes behind that would be cut again; how much it is nobody needs to know.
            break;
        }
    }
    if let (true, Some(value)) = (result.content.is_empty(), &result.structured_content) {
        text = value.to_string();
    }
    if text.is_empty() {
        "(it answered with nothing)".clone_into(&mut text);
    }
    Done {
        text: bounded(text, MOST_OF_A_RESULT),
        is_error: result.is_error == Some(true),
        changed: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tool(name: &str, description: &str, schema: &Value) -> Tool {
        let value = json!({ "name": name, "description": description, "inputSchema": schema });
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn what_a_provider_would_refuse_is_left_out_and_the_rest_is_bounded_and_sorted() {
        let big = json!({ "type": "object", "description": "x".repeat(9_000) });
        let long = "ä".repeat(600);
        let tools = [
            tool("z", &long, &json!({})),
            tool("a", "first", &json!({ "type": "object" })),
            tool("a", "second", &json!({ "type": "object" })),
            tool("b c", "", &json!({})),
            tool("d\u{1b}[2J", "", &json!({})),
            tool(&"e".repeat(60), "", &json!({})),
            tool("f", "", &big),
            tool("g", "", &json!({ "type": "string" })),
            tool("h", "", &json!({})),
        ];
        let (found, notes) = offered("s", &tools, false, |name| name != "mcp__s__h");
        let names: Vec<_> = found.iter().map(|it| it.spec.name.as_str()).collect();
        assert_eq!(names, ["mcp__s__a", "mcp__s__z"]);
        assert_eq!(found[0].spec.description, "first");
        let cut = &found[1].spec.description;
        assert!(cut.len() < 1_100 && cut.starts_with("ää"), "{}", cut.len());
        assert_eq!(found[1].spec.schema, json!({ "type": "object" }));
        let notes = notes.join("\n");
        for told in [
            "the tool `b c`, `d\u{1b}[2J` is left out: its name has characters",
            "is longer than 64 characters",
            "the tool `a` is left out: there is another of that name",
            "the tool `f` is left out: its schema is larger than 8192 bytes",
            "the tool `g` is left out: its schema is none of an object",
            "has more tools than are asked for",
        ] {
            assert!(notes.contains(told), "{told}: {notes}");
        }
        assert!(!notes.contains("`h`"), "{notes}");

        let many: Vec<Tool> = (0..80)
            .map(|n| tool(&format!("t{n}"), "", &json!({})))
            .collect();
        let (found, notes) = offered("s", &many, true, |_| true);
        assert_eq!(found.len(), MOST_TOOLS);
        assert!(
            notes[0].contains("and 11 more is left out: a server has at most 64"),
            "{notes:?}"
        );
    }

    #[test]
    fn what_is_no_text_is_told_in_a_line_and_what_is_long_is_cut() {
        let result = |value: Value| done(&serde_json::from_value(value).unwrap());
        let shown = result(json!({ "content": [
            { "type": "text", "text": "two\nlines" },
            { "type": "image", "data": "AAAA", "mimeType": "image/png" },
            { "type": "resource_link", "uri": "file:///a", "name": "a" },
            { "type": "resource", "resource": { "uri": "file:///b", "text": "inside" } },
            { "type": "resource", "resource": { "uri": "file:///c", "blob": "AAAA" } },
        ] }));
        assert_eq!(
            shown.text,
            "two\nlines\n[an image, image/png, not shown here]\n[a resource: a at file:///a]\n[the resource file:///b]\ninside\n\
            [the resource file:///c, 4 bytes of base64, not shown here]"
        );
        assert!(!shown.is_error);
        let failed = result(json!({ "content": [], "isError": true }));
        assert_eq!(
            (failed.text.as_str(), failed.is_error),
            ("(it answered with nothing)", true)
        );
        let structured = result(json!({ "content": [], "structuredContent": { "n": 1 } }));
        assert_eq!(structured.text, r#"{"n":1}"#);
        let long = result(json!({ "content": [{ "type": "text", "text": "ä".repeat(1 << 20) }] }));
        assert!(long.text.len() < 30_100, "{}", long.text.len());
        assert!(long.text.ends_with("bytes more)"));
    }
}
