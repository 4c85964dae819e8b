//! How the tests speak to the command line.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A package that depends on tokio, with a lock file, and no code yet.
const PACKAGE: &str = r#"
//- Cargo.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2024"

[dependencies]
tokio = { version = "1", features = ["time"] }
//- Cargo.lock
version = 4

[[package]]
name = "shop"
version = "0.1.0"
dependencies = ["tokio"]

[[package]]
name = "tokio"
version = "1.48.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "0000000000000000000000000000000000000000000000000000000000000000"
"#;

/// One file in which one call blocks the runtime.
pub(crate) const BLOCKING: &str = "
//- src/lib.rs
use std::time::Duration;

pub async fn pause() {
    std::thread::sleep(Duration::from_secs(1));
}
";

/// A folder that a test owns, next to a home folder with nothing in it.
pub(crate) struct Project {
    temp: TempDir,
}

/// What a process left behind.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Project {
    /// A package with these files: each behind a line `//- path`.
    pub(crate) fn new(files: &str) -> Self {
        let project = Self::empty();
        project.write_all(PACKAGE);
        project.write_all(files);
        project
    }

    /// A folder without anything.
    pub(crate) fn empty() -> Self {
        let temp = tempfile::tempdir().unwrap();
        for folder in ["home", "w"] {
            fs::create_dir(temp.path().join(folder)).unwrap();
        }
        Self { temp }
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.temp.path().canonicalize().unwrap().join("w")
    }

    pub(crate) fn home(&self) -> PathBuf {
        self.temp.path().join("home")
    }

    pub(crate) fn write_all(&self, files: &str) {
        for file in files.split("\n//- ").skip(1) {
            let (path, text) = file.split_once('\n').unwrap();
            self.write(path.trim(), text.trim_end().to_owned() + "\n");
        }
    }

    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// A program in the folder, with nothing of the machine around it but `PATH`.
    pub(crate) fn program(&self, name: &str, args: &[&str]) -> Command {
        let mut command = Command::new(name);
        let home = self.home();
        command.args(args).current_dir(self.root()).env_clear();
        command
            .env("HOME", &home)
            .env("CARGO_HOME", home.join(".cargo"));
        for kept in ["PATH", "SystemRoot"] {
            if let Some(value) = std::env::var_os(kept) {
                command.env(kept, value);
            }
        }
        // Where rustup keeps toolchains, by default below the home of whoever runs the tests.
        let toolchains = std::env::var_os("RUSTUP_HOME").map(PathBuf::from);
        let home = std::env::var_os("HOME").map(|home| Path::new(&home).join(".rustup"));
        if let Some(folder) = toolchains.or(home) {
            command.env("RUSTUP_HOME", folder);
        }
        command
    }

    pub(crate) fn rustora(&self, args: &[&str]) -> Run {
        run(&mut self.program(env!("CARGO_BIN_EXE_rustora"), args))
    }

    /// `rustora review --quick` with more arguments.
    pub(crate) fn review(&self, args: &[&str]) -> Run {
        self.rustora(&[&["review", "--quick"], args].concat())
    }

    /// The same as JSON.
    pub(crate) fn json(&self, args: &[&str]) -> (Value, i32) {
        let run = self.review(&[&["--format", "json"], args].concat());
        let value = serde_json::from_str(&run.stdout);
        (
            value.unwrap_or_else(|error| panic!("{error}: {run:?}")),
            run.code,
        )
    }

    pub(crate) fn with_input(&self, args: &[&str], input: &[u8]) -> Run {
        let mut command = self.program(env!("CARGO_BIN_EXE_rustora"), args);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        Run::of(child.wait_with_output().unwrap())
    }

    pub(crate) fn git(&self, args: &[&str]) -> String {
        let identity = [
            "-c",
            "user.name=t",
            "-c",
            "user.email=t@example.org",
            "-c",
            "init.defaultBranch=main",
        ];
        let run = run(&mut self.program("git", &[&identity, args].concat()));
        assert_eq!(run.code, 0, "git {args:?}: {}", run.stderr);
        run.stdout
    }

    /// Puts everything that is there into a first commit.
    pub(crate) fn commit(&self) {
        self.git(&["init", "--quiet"]);
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "first"]);
    }

    /// `text` without what differs from run to run: the folder, the time.
    pub(crate) fn settled(&self, text: &str) -> String {
        let mut out = text.replace(&self.root().display().to_string(), "ROOT");
        for (unit, before) in [(" s", ", "), ("", "_ms\": ")] {
            out = without_numbers(&out, before, unit);
        }
        out
    }
}

/// Replaces each decimal number that stands between `before` and `after`.
fn without_numbers(text: &str, before: &str, after: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((head, tail)) = rest.split_once(before) {
        let len = tail.len()
            - tail
                .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
                .len();
        out.push_str(head);
        out.push_str(before);
        if len > 0 && tail[..len].contains('.') && tail[len..].starts_with(after) {
            out.push_str("N.N");
            rest = &tail[len..];
        } else {
            rest = tail;
        }
    }
    out + rest
}

impl Run {
    fn of(output: std::process::Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    /// Asserts on the exit code, and that nothing went wrong inside.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:?}");
        assert!(
            !self.stderr.contains("error: internal") && !self.stderr.contains("panicked"),
            "{self:?}"
        );
        self
    }
}

pub(crate) fn run(command: &mut Command) -> Run {
    Run::of(command.stdin(Stdio::null()).output().unwrap())
}

/// A file of the repository.
pub(crate) fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(path)
}

/// The findings of a JSON review as `path:line:column rule`.
pub(crate) fn places(review: &Value) -> Vec<String> {
    let findings = review["findings"].as_array().unwrap().iter();
    let place = |finding: &Value| {
        let (start, rule) = (&finding["start"], finding["rule"].as_str().unwrap());
        format!(
            "{}:{}:{} {rule}",
            finding["file"].as_str().unwrap(),
            start["line"],
            start["column"]
        )
    };
    findings.map(place).collect()
}

/// The notes of a JSON review as `path: message`.
pub(crate) fn notes(review: &Value) -> Vec<String> {
    let notes = review["notes"].as_array().unwrap().iter();
    let note = |note: &Value| {
        format!(
            "{}: {}",
            note["path"].as_str().unwrap(),
            note["message"].as_str().unwrap()
        )
    };
    notes.map(note).collect()
}
