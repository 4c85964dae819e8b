//! What real tools printed, and what that says: every message of `failure/` has its class, and the traps do not catch.
//!
//! A message is a file: what is expected, where it comes from, and the outputs. Where the compiler's errors come as
//! cargo's messages, the same is asked again with them as text for people only.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking, in its helpers too"
)]

use std::path::{Path, PathBuf};

use rustora_host::{Ended, Host as _, Level, Limit, OsHost};
use rustora_proof::{Class, Error, Failure, Outcome, classify};

/// A message.
#[derive(Clone, Default)]
struct Message {
    name: String,
    expect: String,
    says: String,
    from: String,
    ended: String,
    walls: String,
    errors: Vec<Told>,
    stdout: String,
    stderr: String,
}

/// An error of the compiler.
#[derive(Clone)]
struct Told {
    code: Option<String>,
    own: bool,
    rendered: String,
}

impl Message {
    fn read(path: &Path) -> Self {
        let text = String::from_utf8(OsHost::new().read(path).unwrap()).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        Self::parse(name, &text)
    }

    fn parse(name: String, text: &str) -> Self {
        let mut message = Self {
            name,
            ..Self::default()
        };
        let (header, body) = text.split_once("\n\n").unwrap();
        for line in header.lines() {
            let (key, value) = line.split_once(": ").unwrap();
            let field = match key {
                "expect" => &mut message.expect,
                "says" => &mut message.says,
                "from" => &mut message.from,
                "ended" => &mut message.ended,
                "walls" => &mut message.walls,
                _ => panic!("{}: what is {key}?", message.name),
            };
            value.clone_into(field);
        }
        for section in format!("\n{body}").split("\n%% ").skip(1) {
            let (head, text) = section.split_once('\n').unwrap_or((section, ""));
            let mut words = head.split(' ');
            match words.next().unwrap() {
                "stdout" => text.clone_into(&mut message.stdout),
                "stderr" => text.clone_into(&mut message.stderr),
                "error" => {
                    let words: Vec<_> = words.collect();
                    message.errors.push(Told {
                        code: words
                            .iter()
                            .find(|word| **word != "dependency")
                            .map(|word| (*word).to_owned()),
                        own: !words.contains(&"dependency"),
                        rendered: text.to_owned(),
                    });
                }
                other => panic!("{}: what is {other}?", message.name),
            }
        }
        message
    }

    fn ended(&self) -> Ended {
        let (how, what) = self.ended.split_once(' ').unwrap_or((&self.ended, ""));
        match (how, what) {
            ("", _) => Ended::Exited(101),
            ("exited", code) => Ended::Exited(code.parse().unwrap()),
            ("signalled", signal) => Ended::Signalled(signal.parse().unwrap()),
            ("cancelled", _) => Ended::Cancelled,
            ("over", "time") => Ended::OverLimit(Limit::Time),
            ("over", "memory") => Ended::OverLimit(Limit::Memory),
            ("unwalled", why) => Ended::Unwalled(why.to_owned()),
            _ => panic!("{}: how is {:?}?", self.name, self.ended),
        }
    }

    fn classify(&self) -> Option<Failure> {
        let errors: Vec<Error<'_>> = self
            .errors
            .iter()
            .map(|told| {
                let line = told.rendered.lines().next().unwrap();
                Error {
                    code: told.code.as_deref(),
                    message: line.split_once(": ").unwrap().1,
                    rendered: &told.rendered,
                    own: told.own,
                }
            })
            .collect();
        classify(&Outcome {
            ended: &self.ended(),
            stdout: &self.stdout,
            stderr: &self.stderr,
            errors: &errors,
            walls: (!self.walls.is_empty()).then_some(Level::Namespaces),
            network: self.walls != "offline",
        })
    }

    /// The same as it looks without cargo's messages.
    fn for_people(&self) -> Self {
        let mut other = self.clone();
        let errors: Vec<_> = other
            .errors
            .drain(..)
            .map(|told| told.rendered + "\n")
            .collect();
        other.stderr = errors.concat() + &other.stderr;
        other
    }

    fn class(&self) -> Option<Class> {
        self.classify().map(|failure| failure.class)
    }
}

fn messages() -> Vec<Message> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/failure");
    let names = OsHost::new().list(&folder).unwrap();
    let paths = names.iter().map(|name| folder.join(name));
    paths.map(|path: PathBuf| Message::read(&path)).collect()
}

fn named(name: &str) -> Message {
    let mut messages = messages().into_iter();
    messages.find(|message| message.name == name).unwrap()
}

#[test]
fn every_message_has_its_class_and_says_what_to_do() {
    let mut wrong = Vec::new();
    let messages = messages();
    assert!(messages.len() > 100, "{}", messages.len());
    for message in &messages {
        assert!(
            !message.from.is_empty(),
            "{} comes from somewhere",
            message.name
        );
        for (form, message) in [("", message.clone()), (" for people", message.for_people())] {
            let Some(found) = message.classify() else {
                wrong.push(format!("{}{form} is a success", message.name));
                continue;
            };
            let said = format!("{} | {}", found.why, found.next);
            if found.class.name() != message.expect {
                let name = found.class.name();
                wrong.push(format!("{}{form} is {name}: {said}", message.name));
            } else if !said.contains(&message.says) {
                wrong.push(format!("{}{form} says: {said}", message.name));
            } else if said.contains('\n') || said.contains("{}") || found.next.is_empty() {
                wrong.push(format!("{}{form} is not a line each: {said}", message.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_class_has_messages_and_only_the_code_refutes() {
    for class in [
        Class::Code,
        Class::Environment,
        Class::Sandbox,
        Class::Registry,
        Class::Lock,
        Class::Timeout,
        Class::Resources,
    ] {
        let mut messages = messages().into_iter();
        assert!(
            messages.any(|message| message.expect == class.name()),
            "{class:?}"
        );
        assert_eq!(class.refutes(), class == Class::Code);
        let json = serde_json::to_string(&class).unwrap();
        assert_eq!(json, format!("{:?}", class.name()));
    }
}

#[test]
fn what_succeeded_has_no_reason_whatever_it_printed() {
    for mut message in messages() {
        message.ended = "exited 0".to_owned();
        assert_eq!(message.classify(), None, "{}", message.name);
    }
}

#[test]
fn without_walls_nothing_is_their_fault() {
    for mut message in messages() {
        message.walls.clear();
        if !message.ended.starts_with("unwalled") {
            assert_ne!(message.class(), Some(Class::Sandbox), "{}", message.name);
        }
    }
}

#[test]
fn an_error_of_the_code_refutes_beside_whatever_is_missing() {
    let code = named("code-type-error").errors;
    for mut message in messages() {
        // Tests that ran were compiled.
        if message.stderr.contains("to rerun pass") {
            continue;
        }
        message.errors.extend(code.clone());
        assert_eq!(message.class(), Some(Class::Code), "{}", message.name);
    }
}

#[test]
fn an_error_that_follows_from_what_is_missing_does_not_refute() {
    let follows = |name: &str, code: &str| {
        let mut message = named(name);
        message.errors.push(Told {
            code: Some(code.to_owned()),
            own: true,
            rendered: format!("error[{code}]: something\n --> src/main.rs:1:1"),
        });
        message.class()
    };
    assert_eq!(
        follows("environment-target-missing", "E0425"),
        Some(Class::Environment)
    );
    assert_eq!(
        follows("environment-target-missing", "E0308"),
        Some(Class::Code)
    );
    assert_eq!(
        follows("environment-sqlx-no-database", "E0282"),
        Some(Class::Environment)
    );
    assert_eq!(
        follows("environment-sqlx-no-database", "E0433"),
        Some(Class::Code)
    );
    assert_eq!(
        follows("environment-linker-missing", "E0282"),
        Some(Class::Code)
    );
}

#[test]
fn a_test_of_its_own_reason_refutes_beside_tests_that_want_a_database() {
    let mut message = named("sandbox-test-without-database");
    assert_eq!(message.class(), Some(Class::Sandbox));
    let failed = named("code-test-fails").stdout;
    let section = failed.split("failures:\n\n").nth(1).unwrap();
    message.stdout = message.stdout.replace(
        "---- tests::err2 stdout ----",
        &format!("{}\n\n---- tests::err2 stdout ----", section.trim_end()),
    );
    assert_eq!(message.class(), Some(Class::Code));
}

/// A test that fails inside walls without a network, after printing `printed`.
fn fails(printed: &str, panic: &str) -> Option<Class> {
    let mut message = named("sandbox-test-without-dns");
    message.stdout = format!(
        "---- tests::it stdout ----\n{printed}\n\nthread 'tests::it' (1) panicked at src/lib.rs:1:1:\n{panic}\nnote: run with \
         `RUST_BACKTRACE=1` environment variable to display a backtrace\n\n\nfailures:\n    tests::it\n"
    );
    message.class()
}

#[test]
fn what_a_test_prints_or_compares_is_not_why_it_fails() {
    let os = r#"Os { code: 13, kind: PermissionDenied, message: "Permission denied" }"#;
    assert_eq!(
        fails("", &format!("cannot write: {os}")),
        Some(Class::Sandbox)
    );
    assert_eq!(fails(os, "no row was written"), Some(Class::Code));
    let compared =
        format!("assertion `left == right` failed\n  left: {os:?}\n right: \"no such file\"");
    assert_eq!(fails("", &compared), Some(Class::Code));
    assert_eq!(
        fails("", "the user saw `permission denied` and not `not found`"),
        Some(Class::Code)
    );
    assert_eq!(
        fails(
            "error: linker `cc` not found\n  |\n  = note: gone",
            "wrong output"
        ),
        Some(Class::Code)
    );
    assert_eq!(
        fails("No space left on device (os error 28)", "wrong output"),
        Some(Class::Code)
    );
}

#[test]
fn a_panic_of_another_thread_is_not_why_a_test_fails() {
    let other = "thread 'worker' (2) panicked at src/lib.rs:9:1:\ndown: Os { code: 111, kind: ConnectionRefused, message: \
                 \"Connection refused\" }\nnote: run with `RUST_BACKTRACE=1`\n";
    assert_eq!(
        fails(other, "it tried twice and not three times"),
        Some(Class::Code)
    );
}

#[test]
fn what_passing_tests_print_to_the_standard_error_is_nobodys_reason() {
    let mut message = named("code-test-fails");
    message.walls = "offline".to_owned();
    message.stderr = message.stderr.replace(
        "error: test failed",
        "error: linking with `cc` failed: exit status: 1\n  |\n  = note: Permission denied (os error 13)\nmemory allocation of 9 bytes \
         failed\nerror: test failed",
    );
    assert_eq!(message.class(), Some(Class::Code));
}

#[test]
fn what_the_code_quotes_is_not_what_the_compiler_says() {
    let mut message = named("code-type-error");
    message.errors[0].rendered = message.errors[0].rendered.replace(
        "\"\"",
        "\"can't find crate for `std`; linker `cc` not found; No space left on device\"",
    );
    assert_eq!(message.class(), Some(Class::Code));
    assert_eq!(message.for_people().class(), Some(Class::Code));
}

#[test]
fn the_command_line_of_the_linker_is_not_what_it_says() {
    let mut message = named("code-undefined-extern");
    message.errors[0].rendered = message.errors[0].rendered.replace(
        "\"-lc\"",
        "\"-lc\" \"/project/target/debug/deps/libzstd_sys-1.rlib\" \"cannot find -lx\"",
    );
    assert_eq!(message.class(), Some(Class::Code));
    // What the library of a dependency misses is another matter.
    message.errors[0].rendered = message.errors[0].rendered.replace(
        "/deps/app-b150559b8525d962.93",
        "/deps/libzstd_sys-3fa.rlib(zstd.o)",
    );
    assert_eq!(message.class(), Some(Class::Environment));
}

#[test]
fn the_build_script_of_a_dependency_is_not_the_users_code() {
    let mut message = named("code-build-script-panics");
    message.stderr = message
        .stderr
        .replace("app v0.1.0 (/project)", "app v0.1.0");
    assert_eq!(message.class(), Some(Class::Environment));
    message.stderr = message.stderr.replace(
        "app v0.1.0",
        "app v0.1.0 (https://github.com/owner/name#0123abcd)",
    );
    assert_eq!(message.class(), Some(Class::Environment));
}

#[test]
fn a_build_script_that_lacks_something_excuses_one_that_panics() {
    let mut message = named("code-build-script-panics");
    message.stderr.push('\n');
    message
        .stderr
        .push_str(&named("environment-openssl").stderr);
    assert_eq!(message.class(), Some(Class::Environment));
}

#[test]
fn a_crash_among_the_tests_refutes_and_one_of_the_compiler_does_not() {
    let mut message = named("code-test-segfault");
    assert_eq!(message.class(), Some(Class::Code));
    message.stderr = message
        .stderr
        .replace("signal: 11, SIGSEGV", "signal: 9, SIGKILL");
    assert_eq!(message.class(), Some(Class::Resources));
    assert_eq!(
        named("environment-compiler-segfault").class(),
        Some(Class::Environment)
    );
}

#[test]
fn what_a_build_script_wants_set_is_a_variable_only_in_capitals() {
    let mut message = named("code-build-script-panics");
    message.stderr = message.stderr.replace("oh no", "PG_HOST must be set");
    assert_eq!(message.class(), Some(Class::Environment));
    message.stderr = message.stderr.replace("PG_HOST", "the name of a table");
    assert_eq!(message.class(), Some(Class::Code));
}

#[test]
fn what_nobody_knows_is_not_the_codes_fault() {
    let mut message = named("code-unknown-feature");
    message.stderr = "error: the moon is in the wrong phase".to_owned();
    let found = message.classify().unwrap();
    assert_eq!(found.class, Class::Environment);
    assert!(
        found.why.ends_with("the moon is in the wrong phase"),
        "{found:?}"
    );
    message.stderr.clear();
    assert_eq!(message.class(), Some(Class::Environment));
}

#[test]
fn a_text_cut_anywhere_is_still_read() {
    for message in messages() {
        for (at, _) in message.stderr.char_indices().step_by(7) {
            let mut cut = message.clone();
            cut.stderr.truncate(at);
            assert!(cut.class().is_some(), "{} at {at}", message.name);
        }
        for (at, _) in message.stdout.char_indices().step_by(7) {
            let mut cut = message.clone();
            cut.stdout.truncate(at);
            assert!(cut.class().is_some(), "{} at {at}", message.name);
        }
    }
}
