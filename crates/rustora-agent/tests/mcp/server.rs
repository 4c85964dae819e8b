//! A server for the tests: it does what it is told, and some things that no server should.
//!
//! Written by hand and not with the crate that the client is made of, so that both are not wrong in the same way.

use std::io::{BufRead as _, Write as _};

use serde_json::{Value, json};

/// Serves until nobody asks any more.
pub(crate) fn serve(manner: &str) {
    match manner {
        "dead" => {
            eprintln!("there is no database");
            std::process::exit(4);
        }
        "mute" => {
            for _ in std::io::stdin().lock().lines() {}
            return;
        }
        "chatty" => println!(
            "Welcome to the server!\n{{\"jsonrpc\": \"2.0\", \"method\": \"notifications/x\"}}"
        ),
        _ => {}
    }
    std::fs::write("started", "").unwrap();
    let mut cancelled = 0;
    for line in std::io::stdin().lock().lines() {
        let message: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let params = &message["params"];
        let result = match message["method"].as_str().unwrap() {
            "initialize" => json!({
                "protocolVersion": params["protocolVersion"],
                "capabilities": { "tools": {} },
                "serverInfo": { "name": "test", "version": "1" },
            }),
            "tools/list" => tools(manner, params["cursor"].as_str()),
            "notifications/cancelled" => {
                cancelled += 1;
                continue;
            }
            "tools/call" => match call(
                params["name"].as_str().unwrap(),
                &params["arguments"],
                cancelled,
            ) {
                Some(result) => result,
                None => continue,
            },
            _ => continue,
        };
        if result["code"].is_number() {
            say(&json!({ "jsonrpc": "2.0", "id": message["id"], "error": result }));
        } else {
            say(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": result }));
        }
    }
}

fn say(message: &Value) {
    println!("{message}");
    std::io::stdout().flush().unwrap();
}

fn tools(manner: &str, cursor: Option<&str>) -> Value {
    let tool = |name: &str| json!({ "name": name, "description": format!("It does {name}."), "inputSchema": { "type": "object" } });
    if manner == "endless" {
        let at: u64 = cursor.unwrap_or("0").parse().unwrap();
        return json!({ "tools": [tool(&format!("t{at}"))], "nextCursor": (at + 1).to_string() });
    }
    // Two pages, and names that no model can be given.
    match cursor {
        None => json!({
            "tools": (["slow", "echo", "fail", "refuse", "../read", "a b", "echo"].map(tool)),
            "nextCursor": "2",
        }),
        Some(_) => {
            json!({ "tools": (["die", "flood", "line", "env", "child", "cancelled"].map(tool)) })
        }
    }
}

/// What a tool gives; an error has a code, and nothing is an answer that never comes.
fn call(tool: &str, arguments: &Value, cancelled: usize) -> Option<Value> {
    let text = |text: String| Some(json!({ "content": [{ "type": "text", "text": text }] }));
    match tool {
        "echo" => text(arguments["text"].as_str().unwrap().to_owned()),
        "fail" => Some(
            json!({ "content": [{ "type": "text", "text": "no such ticket" }], "isError": true }),
        ),
        "refuse" => Some(json!({ "code": -32602, "message": "a number is missing" })),
        "env" => {
            let mut names: Vec<String> = std::env::vars().map(|(name, _)| name).collect();
            names.sort();
            text(names.join(" "))
        }
        "slow" => {
            std::fs::write("called", "").unwrap();
            None
        }
        "cancelled" => text(cancelled.to_string()),
        "flood" => text("ä".repeat(2 << 20)),
        "line" => {
            let piece = "x".repeat(1 << 20);
            for _ in 0..12 {
                // The client hangs up before this is over.
                if write!(std::io::stdout(), "{piece}").is_err() {
                    break;
                }
            }
            None
        }
        "child" => {
            let mut child = std::process::Command::new("sleep")
                .arg("300")
                .spawn()
                .unwrap();
            let id = child.id().to_string();
            std::thread::spawn(move || child.wait());
            text(id)
        }
        "die" => {
            for at in 0..1000 {
                eprintln!("connection {at} is lost");
            }
            std::process::exit(3);
        }
        other => Some(json!({ "code": -32602, "message": format!("there is no {other}") })),
    }
}
