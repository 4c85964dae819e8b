//! Programs of a model behind real walls.
//!
//! This program has no harness of the compiler's, because it is also the launcher of its walls, which begins before any
//! thread does.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by failing"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "these tests write folders, as a person would"
)]
#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]

use std::fs;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use libtest_mimic::{Arguments, Trial};
use rustora_agent::tools::{Context, Done, Seen, WallsWanted, run};
use rustora_host::{Access, Cancel, Folder, OsHost};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A test, by its name.
type Test = (&'static str, fn(&Desk));

const TESTS: &[Test] = &[
    (
        "a_line_writes_the_workspace_and_nothing_else",
        a_line_writes_the_workspace_and_nothing_else,
    ),
    ("no_line_reaches_the_network", no_line_reaches_the_network),
    (
        "what_guards_the_tree_is_read_only",
        what_guards_the_tree_is_read_only,
    ),
    ("cargo_tells_what_is_wrong", cargo_tells_what_is_wrong),
    ("nobody_is_left_behind", nobody_is_left_behind),
];

fn main() -> ExitCode {
    if let Some(code) = rustora_host::enter(std::env::args_os()) {
        return ExitCode::from(u8::try_from(code).unwrap_or(u8::MAX));
    }
    let trial = |(name, test): &(&str, fn(&Desk))| {
        let test = *test;
        Trial::test(*name, move || {
            let desk = Desk::new();
            match &desk.walls {
                WallsWanted::Behind(_) => test(&desk),
                WallsWanted::None { reason } => eprintln!("skipped: {reason}"),
            }
            Ok(())
        })
    };
    libtest_mimic::run(&Arguments::from_args(), TESTS.iter().map(trial).collect()).exit_code()
}

/// A workspace, and a place for walls.
struct Desk {
    host: OsHost,
    seen: Seen,
    cancel: Cancel,
    walls: WallsWanted,
    root: PathBuf,
    temp: TempDir,
}

impl Desk {
    fn new() -> Self {
        let temp = tempfile::tempdir().unwrap();
        let root = temp.path().canonicalize().unwrap().join("w");
        let host = OsHost::new();
        let store = Folder::open(&temp.path().join("store")).unwrap();
        let walls = WallsWanted::best(&host, &std::env::current_exe().unwrap(), &store);
        let desk = Self {
            host,
            seen: Seen::default(),
            cancel: Cancel::default(),
            walls,
            root,
            temp,
        };
        desk.write(
            "Cargo.toml",
            "[package]\nname = \"p\"\nversion = \"0.1.0\"\nedition = \"2024\"\n",
        );
        desk.write("src/lib.rs", "");
        desk
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn context(&self) -> Context<'_> {
        Context::new(
            &self.host,
            &self.root,
            &self.seen,
            &self.cancel,
            &self.walls,
        )
    }

    fn run(&self, name: &str, arguments: &Value) -> Done {
        run(&self.context(), name, arguments)
    }
}

fn a_line_writes_the_workspace_and_nothing_else(desk: &Desk) {
    let outside = desk.temp.path().join("outside");
    fs::write(&outside, "kept").unwrap();
    let path = outside.display();
    let done = desk.run("shell", &json!({"line": format!("echo in > inside; echo out > {path}; cat {path}; echo tmp > /tmp/x && echo home > ~/x")}));
    assert_eq!(
        fs::read_to_string(desk.root.join("inside")).unwrap(),
        "in\n",
        "{done:?}"
    );
    assert_eq!(fs::read_to_string(&outside).unwrap(), "kept");
    assert!(!done.text.contains("kept"), "{done:?}");
}

fn no_line_reaches_the_network(desk: &Desk) {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    server.set_nonblocking(true).unwrap();
    let port = server.local_addr().unwrap().port();
    let line = format!("bash -c 'exec 3<>/dev/tcp/127.0.0.1/{port} && echo reached'");
    let done = desk.run("shell", &json!({"line": line}));
    assert!(done.is_error && !done.text.contains("reached"), "{done:?}");
    assert!(server.accept().is_err());
}

fn what_guards_the_tree_is_read_only(desk: &Desk) {
    if desk.walls.gap().is_some() {
        eprintln!("skipped: these walls cannot take a part of a folder back");
        return;
    }
    desk.write(".git/config", "");
    desk.write(".claude/settings.json", "{}");
    let line = json!({"line": "echo x > .git/config; echo x > .claude/settings.json; mv .git git; cat .git/config .claude/settings.json"});
    let done = desk.run("shell", &line);
    assert!(
        done.text.contains("{}exit code 0") || done.text.contains("{}\nexit code 0"),
        "{done:?}"
    );
    assert_eq!(
        fs::read_to_string(desk.root.join(".git/config")).unwrap(),
        ""
    );
    assert_eq!(
        fs::read_to_string(desk.root.join(".claude/settings.json")).unwrap(),
        "{}"
    );
    let mut granted = desk.context();
    granted.guarded = Access::Write;
    let done = run(&granted, "shell", &json!({"line": "echo x > .git/config"}));
    assert!(!done.is_error, "{done:?}");
}

fn cargo_tells_what_is_wrong(desk: &Desk) {
    desk.write("src/lib.rs", "pub fn a() -> u8 {\n    \"x\"\n}\n");
    let done = desk.run("cargo", &json!({"args": ["check", "--all-targets"]}));
    assert!(done.is_error, "{done:?}");
    assert!(
        done.text
            .starts_with("cargo check --all-targets: exit code 101, 1 errors, 0 warnings\n"),
        "{}",
        done.text
    );
    assert!(
        done.text.contains(
            "error[E0308]: mismatched types\n  at src/lib.rs:2:5: expected `u8`, found `&str`"
        ),
        "{}",
        done.text
    );

    let test = "#[test]\nfn one() {\n    assert_eq!(p::a(), 2);\n}\n#[test]\nfn two() {}\n";
    desk.write(
        "src/lib.rs",
        "pub fn a() -> u8 {\n    let x = 1;\n    1\n}\n",
    );
    desk.write("tests/t.rs", test);
    let done = desk.run(
        "cargo",
        &json!({"args": ["test", "--", "--test-threads=1"]}),
    );
    for part in [
        "warning[unused_variables]: unused variable: `x`",
        "`_x`",
        "failed: one",
        "panicked at tests/t.rs:3:5",
        "1 passed; 1 failed",
    ] {
        assert!(done.text.contains(part), "{part}: {}", done.text);
    }
    let done = desk.run("cargo", &json!({"args": ["test", "two"]}));
    assert!(!done.is_error, "{done:?}");
    let missing = "[package]\nname = \"p\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\nno-such-crate-anywhere = \"1\"\n";
    desk.write("Cargo.toml", missing);
    let done = desk.run("cargo", &json!({"args": ["check"]}));
    assert!(
        done.is_error && done.text.contains("there is no network here"),
        "{}",
        done.text
    );
}

fn nobody_is_left_behind(desk: &Desk) {
    let line = json!({"line": "setsid sleep 300 & sleep 300", "timeout": 1});
    let done = desk.run("shell", &line);
    assert!(done.text.contains("after 1 seconds"), "{done:?}");
    // By its folder: nobody else runs there. The kernel ends all of a process table, in a moment of its own.
    let left = || {
        let entries = fs::read_dir("/proc").unwrap().flatten();
        let mut folders = entries.filter_map(|entry| fs::read_link(entry.path().join("cwd")).ok());
        folders.any(|folder| folder == desk.root)
    };
    let began = Instant::now();
    while left() {
        assert!(began.elapsed().as_secs() < 20, "somebody is left");
        std::thread::yield_now();
    }
}
