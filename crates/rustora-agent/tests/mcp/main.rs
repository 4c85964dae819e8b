//! Servers of the Model Context Protocol: real ones, started, called, and gone.
//!
//! This program has no harness of the compiler's, because it is also the server, under `serve`.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on says so by failing, one that is skipped by a line, and a server speaks on its streams"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "these tests write files and look at processes, and their server is a program of its own"
)]

mod server;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Trial};
use rustora_agent::mcp::{Servers, Terms, connect};
use rustora_agent::permission::{Lists, Mode, Permissions, Rules};
use rustora_agent::tools::Done;
use rustora_agent::turn::{Decision, Person, Question};
use rustora_host::{Cancel, OsHost};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A test, by its name.
type Test = (&'static str, fn());

const TESTS: &[Test] = &[
    (
        "what_a_server_lends_can_be_called",
        what_a_server_lends_can_be_called,
    ),
    (
        "a_server_that_dies_is_an_error_and_nothing_more",
        a_server_that_dies_is_an_error_and_nothing_more,
    ),
    ("nobody_waits_for_ever", nobody_waits_for_ever),
    (
        "nothing_is_started_that_nobody_has_allowed",
        nothing_is_started_that_nobody_has_allowed,
    ),
    (
        "a_server_that_cannot_be_used_is_told",
        a_server_that_cannot_be_used_is_told,
    ),
    ("nobody_is_left_behind", nobody_is_left_behind),
    (
        "the_official_package_serves_us",
        the_official_package_serves_us,
    ),
];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    if let [_, serve, manner] = &args[..]
        && serve == "serve"
    {
        server::serve(manner);
        return ExitCode::SUCCESS;
    }
    let trial = |(name, test): &Test| {
        let test = *test;
        Trial::test(*name, move || {
            test();
            Ok(())
        })
    };
    libtest_mimic::run(&Arguments::from_args(), TESTS.iter().map(trial).collect()).exit_code()
}

/// A project with servers, and somebody who works there.
struct Desk {
    root: PathBuf,
    allow: Vec<String>,
    mode: Mode,
    says: Decision,
    asked: Mutex<Vec<Question>>,
    start: Duration,
    call: Duration,
    _temp: TempDir,
}

impl Person for Desk {
    fn decide(&self, question: &Question) -> Decision {
        self.asked.lock().unwrap().push(question.clone());
        self.says.clone()
    }
}

impl Desk {
    /// With servers of ours of these manners, each called after it, and all allowed.
    fn with(manners: &[&str]) -> Self {
        let servers = manners.iter().map(|manner| {
            let us = std::env::current_exe().unwrap();
            (
                (*manner).to_owned(),
                json!({ "command": us, "args": ["serve", manner], "env": { "LENT": "1" } }),
            )
        });
        Self::of(&Value::Object(servers.collect()))
    }

    fn of(servers: &Value) -> Self {
        let temp = tempfile::tempdir().unwrap();
        let root = temp.path().canonicalize().unwrap();
        fs::write(
            root.join(".mcp.json"),
            json!({ "mcpServers": servers }).to_string(),
        )
        .unwrap();
        Self {
            root,
            allow: vec!["mcp".to_owned()],
            mode: Mode::Ask,
            says: Decision::No("nobody is there".to_owned()),
            asked: Mutex::default(),
            start: Duration::from_secs(60),
            call: Duration::from_secs(60),
            _temp: temp,
        }
    }

    fn connect(&self) -> (Servers, String) {
        let agent = rustora_agent::parse(b"---\nname: a\ndescription: b\n---\nWork.\n");
        let user = Lists {
            allow: self.allow.clone(),
            ..Lists::default()
        };
        let (servers, notes) = connect(&Terms {
            host: &OsHost::new(),
            root: &self.root,
            agent: &agent.definition.unwrap(),
            permissions: &Permissions {
                mode: self.mode,
                rules: Rules::new(&user, &Lists::default()),
                root: self.root.clone(),
                walls: true,
            },
            person: self,
            keys: &[],
            is_trusted: true,
            settings: "/me/rustora.toml",
            start: self.start,
            call: self.call,
        });
        (servers, notes.join("\n"))
    }

    fn has(&self, file: &str) -> bool {
        self.root.join(file).exists()
    }
}

fn call(servers: &Servers, name: &str, arguments: &Value) -> Done {
    servers.run(name, arguments, &Cancel::default())
}

/// Waits until something holds, and fails if it never does.
#[track_caller]
fn until(what: &str, holds: impl Fn() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed().as_secs() < 60, "never: {what}");
        std::thread::yield_now();
    }
}

fn what_a_server_lends_can_be_called() {
    let desk = Desk::with(&["usual", "chatty"]);
    let (servers, notes) = desk.connect();
    let names: Vec<&str> = servers.specs().map(|spec| spec.name.as_str()).collect();
    let each = [
        "cancelled",
        "child",
        "die",
        "echo",
        "env",
        "fail",
        "flood",
        "line",
        "refuse",
        "slow",
    ];
    let of = |server: &str| each.map(|tool| format!("mcp__{server}__{tool}"));
    assert_eq!(names, [of("chatty"), of("usual")].concat());
    let first = servers.specs().next().unwrap();
    assert_eq!(first.description, "It does cancelled.");
    for told in [
        "`../read`, `a b` is left out: its name has characters",
        "`echo` is left out: there is another",
    ] {
        assert!(notes.contains(told), "{told}: {notes}");
    }
    assert!(desk.asked.lock().unwrap().is_empty());

    let said = call(&servers, "mcp__usual__echo", &json!({ "text": "hé\nllo" }));
    assert_eq!((said.text.as_str(), said.is_error), ("hé\nllo", false));
    let failed = call(&servers, "mcp__usual__fail", &json!({}));
    assert_eq!(
        (failed.text.as_str(), failed.is_error),
        ("no such ticket", true)
    );
    let refused = call(&servers, "mcp__chatty__refuse", &json!({}));
    assert!(
        refused.is_error && refused.text.contains("refuses: a number is missing"),
        "{refused:?}"
    );
    let flood = call(&servers, "mcp__usual__flood", &json!({}));
    assert!(
        flood.text.len() < 30_100 && flood.text.starts_with("ää"),
        "{}",
        flood.text.len()
    );
    for (name, arguments) in [
        ("mcp__usual__none", json!({})),
        ("mcp__usual__echo", json!([])),
    ] {
        assert!(call(&servers, name, &arguments).is_error);
    }
    assert!(servers.action("mcp__usual__none").is_none());

    // Nothing of what surrounds this test but what any program needs.
    let env = call(&servers, "mcp__usual__env", &json!({})).text;
    let names: Vec<&str> = env.split(' ').collect();
    assert!(names.contains(&"PATH") && names.contains(&"LENT"), "{env}");
    assert!(!names.iter().any(|name| name.starts_with("CARGO")), "{env}");
}

fn a_server_that_dies_is_an_error_and_nothing_more() {
    let (servers, _) = Desk::with(&["usual", "other"]).connect();
    let died = call(&servers, "mcp__usual__die", &json!({}));
    assert!(died.is_error, "{died:?}");
    for told in [
        "the server `usual` is gone",
        "(exit code 3)",
        "connection 999 is lost",
    ] {
        assert!(died.text.contains(told), "{told}: {died:?}");
    }
    assert!(died.text.len() < 3_000, "{died:?}");
    let after = call(&servers, "mcp__usual__echo", &json!({ "text": "a" }));
    assert!(
        after.is_error && after.text.contains("is gone"),
        "{after:?}"
    );
    // An answer that does not end is the end of its server, and not of the other.
    let cut = call(&servers, "mcp__other__line", &json!({}));
    assert!(
        cut.is_error && cut.text.contains("an answer of more than 8388608 bytes"),
        "{cut:?}"
    );
}

fn nobody_waits_for_ever() {
    let mut desk = Desk::with(&["usual"]);
    desk.call = Duration::from_millis(300);
    let (servers, _) = desk.connect();
    let late = call(&servers, "mcp__usual__slow", &json!({}));
    assert!(
        late.is_error && late.text.contains("no answer within 0.3 s"),
        "{late:?}"
    );
    let said = || call(&servers, "mcp__usual__cancelled", &json!({})).text;
    until("the server is told", || said() == "1");

    desk.call = Duration::from_secs(600);
    fs::remove_file(desk.root.join("called")).unwrap();
    let (servers, _) = desk.connect();
    let cancel = Cancel::default();
    let done = std::thread::scope(|scope| {
        let called = scope.spawn(|| servers.run("mcp__usual__slow", &json!({}), &cancel));
        until("it is called", || desk.has("called"));
        cancel.cancel();
        called.join().unwrap()
    });
    assert!(
        done.is_error && done.text.starts_with("the call was cancelled"),
        "{done:?}"
    );
}

fn nothing_is_started_that_nobody_has_allowed() {
    let mut desk = Desk::with(&["usual"]);
    desk.allow = vec!["mcp(other/*)".to_owned(), "shell".to_owned()];
    let (servers, notes) = desk.connect();
    assert_eq!(servers.specs().count(), 0);
    for told in [
        "the server `usual` was not started",
        "serve usual",
        "`allow = [\"mcp(usual/*)\"]`",
        "/me/rustora.toml",
    ] {
        assert!(notes.contains(told), "{told}: {notes}");
    }
    assert_eq!(desk.asked.lock().unwrap().len(), 1);

    desk.mode = Mode::Plan;
    desk.allow = vec!["mcp".to_owned()];
    let (_, notes) = desk.connect();
    assert!(notes.contains("plan mode only reads"), "{notes}");
    assert!(!desk.has("started"));
    assert_eq!(desk.asked.lock().unwrap().len(), 1);

    desk.mode = Mode::Auto;
    desk.allow.clear();
    desk.says = Decision::Yes;
    let (servers, _) = desk.connect();
    assert!(servers.specs().count() > 0 && desk.has("started"));
    let asked = desk.asked.lock().unwrap();
    let question = asked.last().unwrap();
    assert_eq!((asked.len(), question.tool.as_str()), (2, "mcp__usual"));
    assert!(
        question.shown.starts_with("LENT=1 ") && question.shown.ends_with("serve usual"),
        "{question:?}"
    );
}

fn a_server_that_cannot_be_used_is_told() {
    let us = std::env::current_exe().unwrap();
    let ours = |manner: &str| json!({ "command": us, "args": ["serve", manner] });
    let mut desk = Desk::of(&json!({
        "absent": { "command": "no-such-program-anywhere" },
        "dead": ours("dead"),
        "far": { "type": "http", "url": "https://example.org/mcp" },
        "mute": ours("mute"),
        "unset": { "command": us, "args": ["${NO_SUCH_VARIABLE}"] },
    }));
    desk.start = Duration::from_secs(3);
    let (servers, notes) = desk.connect();
    assert_eq!(servers.specs().count(), 0);
    for told in [
        "the server `absent` was not started: `no-such-program-anywhere` cannot be run",
        "the server `dead` cannot be used: it ended before it had answered (exit code 4); its last words: there is no database",
        "the server `far` of .mcp.json is left out: it speaks http, which is not supported yet",
        "the server `mute` cannot be used: it was not ready after 3 s",
        "the server `unset` was not started: the variable NO_SUCH_VARIABLE is not set",
    ] {
        assert!(notes.contains(told), "{told}: {notes}");
    }
    let (servers, notes) = Desk::with(&["endless"]).connect();
    assert_eq!(servers.specs().count(), 32);
    assert!(
        notes.contains("has more tools than are asked for"),
        "{notes}"
    );
}

fn nobody_is_left_behind() {
    if !Path::new("/proc/self").exists() {
        println!("skipped: processes cannot be looked at here");
        return;
    }
    let desk = Desk::with(&["usual"]);
    let (servers, _) = desk.connect();
    let child = call(&servers, "mcp__usual__child", &json!({})).text;
    let process = Path::new("/proc").join(&child);
    assert!(process.exists(), "{child}");
    // By its folder: nobody else runs there.
    let left = || {
        let entries = fs::read_dir("/proc").unwrap().flatten();
        let mut folders = entries.filter_map(|entry| fs::read_link(entry.path().join("cwd")).ok());
        folders.any(|folder| folder == desk.root)
    };
    assert!(left());
    // As a session does that ends while its runtime is at work.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async { drop(servers) });
    until("all of them are gone", || !left());
}

fn the_official_package_serves_us() {
    let Some(python) = std::env::var_os("RUSTORA_SDK_PYTHON") else {
        println!("skipped: RUSTORA_SDK_PYTHON names no Python that has the package mcp");
        return;
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mcp/official.py");
    let server = json!({ "command": python.to_str().unwrap(), "args": ["-B", script] });
    let (servers, notes) = Desk::of(&json!({ "official": server })).connect();
    assert_eq!(notes, "");
    let names: Vec<&str> = servers.specs().map(|spec| spec.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "mcp__official__add",
            "mcp__official__fail",
            "mcp__official__picture"
        ]
    );
    let add = servers.specs().next().unwrap();
    assert_eq!(add.description, "Adds two numbers.");
    assert_eq!(add.schema["properties"]["a"]["type"], "integer");
    let sum = call(&servers, "mcp__official__add", &json!({ "a": 20, "b": 22 }));
    assert_eq!((sum.text.as_str(), sum.is_error), ("42", false));
    let failed = call(&servers, "mcp__official__fail", &json!({}));
    assert!(
        failed.is_error && failed.text.contains("fail"),
        "{failed:?}"
    );
    let wrong = call(&servers, "mcp__official__add", &json!({ "a": "many" }));
    assert!(wrong.is_error, "{wrong:?}");
    let picture = call(&servers, "mcp__official__picture", &json!({}));
    assert_eq!(picture.text, "[an image, image/png, not shown here]");
}
