//! The vendors' own Python packages against our wires: their clients read what our server plays, our client reads what their types
//! write, and what we send fits their types. Skipped where the packages are not installed.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use rustora_llm::replay::{Exchange, Replay};
use rustora_llm::{Effort, Part, Sealed, Stop, Thinking, Usage, Wire};
use serde_json::{Value, json};

use crate::requests::{body, second};
use crate::support::{WIRES, ask, meant, recorded, remote, request, run};

/// A child that does not outlive a test that fails.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

fn start(mode: &[&str]) -> Option<Child> {
    let python = std::env::var("RUSTORA_SDK_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sdk/check.py");
    let mut command = Command::new(python);
    // Neither a proxy nor a key of the machine has a say.
    for name in [
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "OPENAI_BASE_URL",
        "ANTHROPIC_BASE_URL",
        "ANTHROPIC_AUTH_TOKEN",
    ] {
        command.env_remove(name);
    }
    let command = command.arg("-B").arg(script).args(mode);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()
}

fn skipped() {
    println!("skipped: the packages anthropic and openai are not installed");
}

/// What the script prints, if the packages are there.
fn output(mode: &[&str], input: &str) -> Option<Value> {
    let mut child = start(mode)?;
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    if text.trim() == "missing" {
        return None;
    }
    assert!(output.status.success(), "{text}");
    Some(serde_json::from_str(&text).unwrap())
}

#[test]
fn their_clients_understand_what_our_server_plays() {
    run(async {
        let play = |wire| Exchange::stream(recorded(wire).chunks(50));
        let of_anthropic = Replay::start([play(Wire::Anthropic)]).await.unwrap();
        let of_openai = Replay::start([play(Wire::OpenaiChat), play(Wire::OpenaiResponses)])
            .await
            .unwrap();
        let urls = [of_anthropic.url(), of_openai.url()];
        let asked =
            tokio::task::spawn_blocking(move || output(&["clients", &urls[0], &urls[1]], ""));
        let Some(understood) = asked.await.unwrap() else {
            return skipped();
        };
        for wire in WIRES {
            let theirs = &understood[wire.name()];
            let ours = meant(wire);
            let calls: Vec<_> = ours
                .calls()
                .map(|call| json!([call.id, call.name, call.arguments]))
                .collect();
            assert_eq!(theirs["calls"], json!(calls), "{wire:?}");
            assert_eq!(theirs["text"], ours.text(), "{wire:?}");
            let usage = ours.usage;
            assert_eq!(
                theirs["usage"],
                json!([
                    usage.input,
                    usage.output,
                    usage.cache_read,
                    usage.cache_write
                ]),
                "{wire:?}"
            );
            let thoughts = ours.parts.iter().filter_map(|part| match part {
                Part::Thinking(thinking) => Some(thinking.text.as_str()),
                _ => None,
            });
            assert_eq!(theirs["thinking"], thoughts.collect::<String>(), "{wire:?}");
        }
        assert_eq!(
            understood["anthropic"]["sealed"],
            json!(["EqQBCkYIBhgC", "ErUBCkYIARgC+/=="])
        );
        assert_eq!(
            understood["openai-responses"]["sealed"],
            json!(["gAAAAABo+/=="])
        );
        // Their client and ours ask the same path.
        assert_eq!(of_anthropic.asked()[0].path, "/v1/messages");
        assert_eq!(of_openai.asked()[0].path, "/chat/completions");
        assert_eq!(of_openai.asked()[1].path, "/responses");
    });
}

#[test]
fn our_client_understands_what_their_types_write() {
    let Some(child) = start(&["server"]) else {
        return skipped();
    };
    let mut server = Running(child);
    let mut line = String::new();
    BufReader::new(server.0.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    if line.trim() == "missing" {
        return skipped();
    }
    let url = format!("http://127.0.0.1:{}", line.trim());
    run(async {
        for wire in WIRES {
            let reply = ask(&remote(wire, &url)).await;
            let reply = reply.unwrap();
            assert_eq!(
                (reply.text().as_str(), reply.stop.clone()),
                ("I look.", Stop::ToolUse),
                "{wire:?}"
            );
            let calls: Vec<_> = reply
                .calls()
                .map(|call| json!([call.id, call.name, call.arguments]))
                .collect();
            assert_eq!(
                calls,
                [
                    json!(["one", "read", { "path": "a" }]),
                    json!(["two", "list", {}])
                ],
                "{wire:?}"
            );
            assert_eq!(
                reply.usage,
                Usage {
                    input: 5,
                    output: 11,
                    cache_read: 7,
                    cache_write: 9
                },
                "{wire:?}"
            );
            let sealed: Vec<_> = reply
                .parts
                .iter()
                .filter_map(|part| match part {
                    Part::Thinking(thinking) => {
                        Some((thinking.text.as_str(), thinking.sealed.clone().unwrap()))
                    }
                    _ => None,
                })
                .collect();
            match wire {
                Wire::Anthropic => assert_eq!(
                    sealed,
                    [
                        ("hm", Sealed::Signature("sig".to_owned())),
                        ("", Sealed::Redacted("dark".to_owned()))
                    ]
                ),
                Wire::OpenaiChat => assert_eq!(sealed, []),
                Wire::OpenaiResponses => {
                    let [("hm", Sealed::Item(item))] = &sealed[..] else {
                        panic!("{sealed:?}")
                    };
                    assert_eq!(item["encrypted_content"], "dark");
                }
            }
        }
    });
}

#[test]
fn what_we_send_fits_their_types() {
    // An item as their own types write it, with each field that it does not have.
    let mut with_nulls = second(Wire::OpenaiResponses);
    let item = json!({ "id": "rs", "type": "reasoning", "summary": [], "encrypted_content": "dark", "content": null, "status": null });
    let sealed = Some(Sealed::Item(item));
    let thinking = Thinking {
        text: String::new(),
        sealed,
    };
    with_nulls.messages[1]
        .parts
        .insert(0, Part::Thinking(thinking));
    let case = json!({ "name": "nulls", "wire": "openai-responses", "body": body(Wire::OpenaiResponses, &with_nulls) });
    let mut cases = case.to_string() + "\n";
    let mut count = 1;
    for wire in WIRES {
        let mut thinking = second(wire);
        thinking.effort = Some(Effort::XHigh);
        thinking.model = "claude-haiku-4-5".to_owned();
        thinking.max_tokens = 40_000;
        let mut adaptive = thinking.clone();
        adaptive.model = "claude-sonnet-5-5".to_owned();
        for (name, request) in [
            ("first", request()),
            ("second", second(wire)),
            ("thinking", thinking),
            ("adaptive", adaptive),
        ] {
            let name = format!("{} {name}", wire.name());
            let case = json!({ "name": name, "wire": wire.name(), "body": body(wire, &request) });
            cases += &(case.to_string() + "\n");
            count += 1;
        }
    }
    let Some(answer) = output(&["bodies"], &cases) else {
        return skipped();
    };
    // The field is one that servers add to the original, and want back.
    let ours = |problem: &Value| problem.as_str().unwrap().ends_with("/reasoning_content");
    let problems: Vec<_> = answer["problems"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| !ours(it))
        .collect();
    assert_eq!((answer["count"].as_u64(), problems), (Some(count), vec![]));
}
