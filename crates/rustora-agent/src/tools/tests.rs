//! Tools over a real folder, without walls; `tests/walls.rs` has those behind them.

#![expect(
    clippy::disallowed_methods,
    reason = "these tests write folders, as a person would"
)]

use std::fs;
use std::path::PathBuf;
use std::thread;

use rustora_host::OsHost;
use serde_json::json;
use tempfile::TempDir;

use super::*;

struct Desk {
    host: OsHost,
    seen: Seen,
    cancel: Cancel,
    walls: WallsWanted,
    root: PathBuf,
    temp: TempDir,
}

impl Desk {
    fn new(files: &[(&str, &str)]) -> Self {
        let temp = tempfile::tempdir().unwrap();
        let root = temp.path().canonicalize().unwrap().join("w");
        fs::create_dir(&root).unwrap();
        for (path, text) in files {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Self {
            host: OsHost::new(),
            seen: Seen::default(),
            cancel: Cancel::default(),
            walls: WallsWanted::None {
                reason: "a test".to_owned(),
            },
            root,
            temp,
        }
    }

    fn run(&self, name: &str, arguments: &Value) -> Done {
        let context = Context::new(
            &self.host,
            &self.root,
            &self.seen,
            &self.cancel,
            &self.walls,
        );
        run(&context, name, arguments)
    }

    fn fails(&self, name: &str, arguments: &Value, why: &str) {
        let done = self.run(name, arguments);
        assert!(done.is_error && done.text.contains(why), "{why}: {done:?}");
        assert!(done.changed.is_empty());
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).unwrap()
    }
}

#[test]
fn what_a_model_is_told_of_tools_is_short() {
    let specs = specs();
    let size: usize = specs
        .iter()
        .map(|spec| spec.name.len() + spec.description.len() + spec.schema.to_string().len())
        .sum();
    assert!(size < 4096, "{size}");
}

#[test]
fn wrong_arguments_are_told_all_at_once() {
    let why = action("edit", &json!({"path": 1, "file": "x", "new": ""})).unwrap_err();
    for part in [
        "`old` is missing",
        "`path` should be",
        "`file` is not known",
        "expects",
    ] {
        assert!(why.contains(part), "{part}: {why}");
    }
    assert!(
        action("fly", &json!({}))
            .unwrap_err()
            .contains("there are: read, write")
    );
    assert!(
        action("read", &json!("x"))
            .unwrap_err()
            .contains("no JSON object")
    );
    assert!(action("read", &json!({"path": "x", "limit": 0})).is_err());
    assert_eq!(
        action("cargo", &json!({"args": ["test"]})),
        Ok(Action::Cargo(vec!["test"]))
    );
    assert_eq!(
        action("grep", &json!({"pattern": "x"})),
        Ok(Action::Read(Path::new(".")))
    );
}

#[test]
fn reading_numbers_lines_and_says_what_is_left_out() {
    let numbered: Vec<String> = (1..=5000).map(|number| format!("line {number}")).collect();
    let many = numbered.join(
        "
",
    ) + "
";
    let desk = Desk::new(&[
        ("a.txt", "x\r\ny\n"),
        ("many.txt", &many),
        ("bin", "a\0b"),
        ("empty", ""),
    ]);
    assert_eq!(
        desk.run("read", &json!({"path": "a.txt"})).text,
        "1\tx\n2\ty\n"
    );
    let part = desk
        .run(
            "read",
            &json!({"path": "many.txt", "offset": 4999, "limit": 1}),
        )
        .text;
    assert!(
        part.starts_with("4999\tline 4999\n[… lines 5000 to 5000"),
        "{part}"
    );
    let whole = desk.run("read", &json!({"path": "many.txt"})).text;
    assert!(
        whole.len() < 30 << 10 && whole.contains("read on with `offset` 2001"),
        "{}",
        whole.len()
    );
    desk.fails("read", &json!({"path": "bin"}), "binary");
    desk.fails("read", &json!({"path": "a.txx"}), "beside it: a.txt");
    desk.fails(
        "read",
        &json!({"path": "a.txt", "offset": 9}),
        "has 2 lines",
    );
    assert_eq!(
        desk.run("read", &json!({"path": "empty"})).text,
        "`empty` is empty"
    );
    assert_eq!(
        desk.run("read", &json!({"path": "."})).text,
        "a.txt\nbin\nempty\nmany.txt\n"
    );
}

#[test]
fn a_file_is_changed_only_as_the_model_knows_it() {
    let desk = Desk::new(&[("a.rs", "fn a() {\n    one();\n}\nfn b() {\n    one();\n}\n")]);
    let edit = |old: &str, new: &str| json!({"path": "a.rs", "old": old, "new": new});
    desk.fails("edit", &edit("fn a", "fn c"), "read it first");
    desk.fails(
        "write",
        &json!({"path": "a.rs", "content": ""}),
        "read it first",
    );
    desk.run("read", &json!({"path": "a.rs"}));
    desk.fails(
        "edit",
        &edit("one();", "two();"),
        "occurs 2 times in `a.rs`, in lines 2, 5",
    );
    desk.fails(
        "edit",
        &edit("\tone();\n}\nfn b", "x"),
        "line 2 differs in white space alone",
    );
    desk.fails(
        "edit",
        &edit("fn a() {\n    three();", "x"),
        "its first line stands in line 1",
    );
    desk.fails("edit", &edit("nowhere", "x"), "nor does any line of it");
    desk.fails("edit", &edit("", "x"), "is empty");
    desk.fails("edit", &edit("fn a", "fn a"), "the same");
    let done = desk.run("edit", &edit("fn a", "fn c"));
    assert!(!done.is_error, "{done:?}");
    assert_eq!(done.changed, [desk.root.join("a.rs")]);
    let all = json!({"path": "a.rs", "old": "one", "new": "two", "all": true});
    assert_eq!(desk.run("edit", &all).text, "edited `a.rs`, lines 2, 5");
    assert_eq!(
        desk.text("a.rs"),
        "fn c() {\n    two();\n}\nfn b() {\n    two();\n}\n"
    );
    // Somebody else was here.
    fs::write(desk.root.join("a.rs"), "fn c() {}\n").unwrap();
    desk.fails(
        "edit",
        &edit("fn c", "fn d"),
        "has changed since you read it",
    );
    desk.fails(
        "write",
        &json!({"path": "a.rs", "content": ""}),
        "has changed since you read it",
    );
    assert_eq!(desk.text("a.rs"), "fn c() {}\n");
}

#[test]
fn line_breaks_stay_as_the_file_has_them() {
    let desk = Desk::new(&[("a.txt", "one\r\ntwo\r\nthree\r\n")]);
    desk.run("read", &json!({"path": "a.txt"}));
    let done = desk.run(
        "edit",
        &json!({"path": "a.txt", "old": "one\ntwo", "new": "1\n2"}),
    );
    assert!(!done.is_error, "{done:?}");
    assert_eq!(desk.text("a.txt"), "1\r\n2\r\nthree\r\n");
}

#[test]
fn nothing_is_written_outside() {
    let desk = Desk::new(&[("a.txt", "")]);
    let outside = desk.temp.path().join("x");
    let mut paths = vec![
        "../x".to_owned(),
        "a/../../x".to_owned(),
        outside.display().to_string(),
        "~/x".to_owned(),
        ".".to_owned(),
    ];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(desk.temp.path(), desk.root.join("out")).unwrap();
        std::os::unix::fs::symlink(&outside, desk.root.join("dangling")).unwrap();
        paths.extend(["out/x".to_owned(), "dangling".to_owned()]);
    }
    for path in paths {
        let done = desk.run("write", &json!({"path": path, "content": "x"}));
        assert!(done.is_error, "{path}: {done:?}");
    }
    assert!(!outside.exists());
    let done = desk.run(
        "write",
        &json!({"path": "src/new/mod.rs", "content": "//! New.\n"}),
    );
    assert_eq!(done.changed, [desk.root.join("src/new/mod.rs")]);
    // What was just written is known.
    assert!(
        !desk
            .run(
                "edit",
                &json!({"path": "src/new/mod.rs", "old": "New", "new": "Newer"})
            )
            .is_error
    );
}

#[test]
fn files_are_found_by_name_and_by_text() {
    let desk = Desk::new(&[
        ("src/main.rs", "fn main() {\n    run();\n}\n"),
        ("src/db/mod.rs", "pub fn run() {}\n"),
        ("docs/a.md", "run\n"),
        ("server.key", "run\n"),
        ("target/x.rs", "run"),
        (".gitignore", "target\n"),
    ]);
    assert_eq!(
        desk.run("glob", &json!({"pattern": "*.rs"})).text,
        "src/db/mod.rs\nsrc/main.rs\n"
    );
    assert_eq!(
        desk.run("glob", &json!({"pattern": "src/*.rs"})).text,
        "src/main.rs\n"
    );
    assert_eq!(
        desk.run("glob", &json!({"pattern": "**/*.rs", "path": "src/db"}))
            .text,
        "src/db/mod.rs\n"
    );
    desk.fails("glob", &json!({"pattern": "../*"}), "starts elsewhere");
    let found = desk.run("grep", &json!({"pattern": r"\brun\b"})).text;
    assert_eq!(
        found,
        "docs/a.md:1:run\nsrc/db/mod.rs:1:pub fn run() {}\nsrc/main.rs:2:    run();\n"
    );
    let found = desk.run("grep", &json!({"pattern": "RUN", "ignore_case": true, "glob": "*.rs", "path": "src", "context": 1})).text;
    assert_eq!(
        found,
        "src/db/mod.rs:1:pub fn run() {}\n--\nsrc/main.rs-1-fn main() {\nsrc/main.rs:2:    run();\nsrc/main.rs-3-}\n"
    );
    desk.fails("grep", &json!({"pattern": "("}), "no regex");
    assert!(
        desk.run("grep", &json!({"pattern": "zzz"}))
            .text
            .starts_with("nothing in")
    );
}

#[cfg(unix)]
#[test]
fn output_is_bounded_and_in_order() {
    let desk = Desk::new(&[]);
    let done = desk.run(
        "shell",
        &json!({"line": "echo first; echo second >&2; seq 1 1400000; echo last; exit 3"}),
    );
    assert!(done.text.len() < 30 << 10, "{}", done.text.len());
    assert!(
        done.text.contains("last\nexit code 3") && done.text.contains("lines, "),
        "{}",
        done.text
    );
    assert!(
        done.text.starts_with("first\nsecond\n1\n"),
        "{}",
        &done.text[..40]
    );
    assert!(done.is_error);
    let heard = std::sync::Mutex::new(Vec::new());
    let tell = |_: Stream, line: &str| heard.lock().unwrap().push(line.to_owned());
    let mut context = Context::new(
        &desk.host,
        &desk.root,
        &desk.seen,
        &desk.cancel,
        &desk.walls,
    );
    context.listener = Some(&tell);
    assert_eq!(
        run(&context, "shell", &json!({"line": "echo a; echo b"})).text,
        "a\nb\nexit code 0"
    );
    assert_eq!(*heard.lock().unwrap(), ["a", "b"]);
}

/// Whether a process has ended: one that waits to be buried has. A signal takes its moment to arrive.
#[cfg(target_os = "linux")]
fn has_ended(pid: &str) -> bool {
    let began = std::time::Instant::now();
    while is_running(pid) {
        if began.elapsed().as_secs() > 20 {
            return false;
        }
        thread::yield_now();
    }
    true
}

#[cfg(target_os = "linux")]
fn is_running(pid: &str) -> bool {
    let stat = fs::read_to_string(format!("/proc/{}/stat", pid.trim())).unwrap_or_default();
    stat.rsplit_once(") ")
        .is_some_and(|(_, rest)| !rest.starts_with(['Z', 'X']))
}

#[cfg(target_os = "linux")]
#[test]
fn nobody_outlives_a_timeout_or_a_cancel() {
    let desk = Desk::new(&[]);
    let line = json!({"line": "sleep 300 & echo $! > pid; sleep 300", "timeout": 1});
    let done = desk.run("shell", &line);
    assert!(
        done.is_error && done.text.contains("after 1 seconds"),
        "{done:?}"
    );
    assert!(has_ended(&desk.text("pid")));
    fs::remove_file(desk.root.join("pid")).unwrap();
    let cancel = desk.cancel.clone();
    let pid = desk.root.join("pid");
    let done = thread::scope(|scope| {
        scope.spawn(move || {
            while fs::read_to_string(&pid).unwrap_or_default().is_empty() {
                thread::yield_now();
            }
            cancel.cancel();
        });
        desk.run(
            "shell",
            &json!({"line": "sleep 300 & echo $! > pid; sleep 300"}),
        )
    });
    assert!(done.text.contains("cancelled"), "{done:?}");
    assert!(has_ended(&desk.text("pid")));
}

#[cfg(unix)]
#[test]
fn a_key_in_the_environment_is_not_handed_on() {
    let desk = Desk::new(&[]);
    let host = rustora_host::MemoryHost::default()
        .var_set("ANTHROPIC_API_KEY", "s3cret")
        .var_set("GITHUB_TOKEN", "s3cret")
        .var_set("DATABASE_PASSWORD", "s3cret")
        .var_set("RUSTFLAGS", "-Dwarnings")
        .var_set("APP_MODE", "test")
        .var_set("PATH", "/bin");
    let env: Vec<String> = ["GITHUB_TOKEN", "DATABASE_PASSWORD", "APP_MODE"]
        .map(str::to_owned)
        .into();
    let mut context = Context::new(&host, &desk.root, &desk.seen, &desk.cancel, &desk.walls);
    context.env = &env;
    let launch = room::launch(
        &context,
        PathBuf::from("/bin/sh"),
        Vec::new(),
        std::time::Duration::ZERO,
    );
    let names: Vec<&str> = launch.env.iter().map(|(name, _)| name.as_str()).collect();
    assert!(
        names.contains(&"APP_MODE") && names.contains(&"RUSTFLAGS"),
        "{names:?}"
    );
    assert!(
        launch.env.iter().all(|(_, value)| value != "s3cret"),
        "{:?}",
        launch.env
    );
    // The real environment of this test is not inherited either.
    let told = desk.run("shell", &json!({"line": "env"})).text;
    assert!(!told.contains("CARGO_MANIFEST_DIR"), "{told}");
}

#[test]
fn test_output_is_condensed_to_what_failed() {
    let mut heard = diagnostics::Heard::default();
    let output = "running 3 tests\ntest a ... ok\ntest m::b ... FAILED\ntest c ... ok\n\nfailures:\n\n---- m::b stdout ----\nnoise\n\nthread 'm::b' (7) panicked at src/lib.rs:9:5:\nassertion `left == right` failed\n  left: 1\n right: 2\nnote: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n\n\nfailures:\n    m::b\n\ntest result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n";
    assert!(output.lines().all(|line| heard.line(line)));
    let told = heard.told();
    assert_eq!(
        told,
        "failed: m::b\n  noise\n  thread 'm::b' (7) panicked at src/lib.rs:9:5:\n  assertion `left == right` failed\n    left: 1\n   right: 2\ntest result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n"
    );
    assert!(heard.says_why());
    assert!(!diagnostics::Heard::default().line("just some text"));
}
