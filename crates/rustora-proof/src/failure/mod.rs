//! Why a run of cargo or rustc failed: the code, or what the code was run on.
//!
//! Only [`Class::Code`] says anything about the code. Whatever a machine lacks leaves a claim unproven and never refutes it,
//! so a failure that nothing here knows is the machine's too: code has to be convicted by its compiler or by its tests.
//! Two things convict at once, whatever else went wrong in the same run: an error of the compiler in one of the workspace's own
//! crates that does not follow from something missing, and a test that failed for a reason of its own.
//!
//! A text is believed for what it is only when the right one says it. A test may print "Permission denied" all day; it
//! counts in the message of the panic that made the test fail. `speakers` takes apart who said what, `rules` has
//! what their sentences mean, as data. Both know English only, which is all that cargo and rustc speak.

mod rules;
mod speakers;

use rustora_host::{Ended, Level, Limit};
use serde::{Deserialize, Serialize};

use rules::{Context, Rule};
use speakers::{Block, Diagnostic};

/// What a failure says something about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// The code, its manifest included.
    Code,
    /// The machine: a linker, a system library, a toolchain, a component, a variable or a server is not there.
    Environment,
    /// The walls around it, which did not let it.
    Sandbox,
    /// The packages that it depends on, which are not here or not to be had.
    Registry,
    /// The lock file, or a lock that somebody else holds.
    Lock,
    /// Its time.
    Timeout,
    /// Memory, disk, processes or open files.
    Resources,
}

impl Class {
    /// Its name, as it is written in records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Environment => "environment",
            Self::Sandbox => "sandbox",
            Self::Registry => "registry",
            Self::Lock => "lock",
            Self::Timeout => "timeout",
            Self::Resources => "resources",
        }
    }

    /// Whether it refutes what was claimed about the code; otherwise the claim is unproven.
    pub fn refutes(self) -> bool {
        self == Self::Code
    }
}

/// Why a run failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// What it says something about.
    pub class: Class,
    /// The reason, in one line.
    pub why: String,
    /// What a person does next, in one line.
    pub next: String,
}

/// An error of the compiler; no warning, and no note of its own.
#[derive(Clone, Copy, Debug)]
pub struct Error<'a> {
    /// `E0308`, or the name of a lint.
    pub code: Option<&'a str>,
    /// Its first line.
    pub message: &'a str,
    /// All of it, as people see it, without colours.
    pub rendered: &'a str,
    /// Whether it is in one of the workspace's own crates.
    pub own: bool,
}

/// What a run of cargo or rustc left behind.
#[derive(Clone, Copy, Debug)]
pub struct Outcome<'a> {
    /// How it ended.
    pub ended: &'a Ended,
    /// What it printed, without cargo's messages in JSON: tests speak here.
    pub stdout: &'a str,
    /// What it complained about: cargo and build scripts speak here.
    pub stderr: &'a str,
    /// The compiler's errors. Where there are none, those that the outputs hold as text are read.
    pub errors: &'a [Error<'a>],
    /// The walls around it.
    pub walls: Option<Level>,
    /// Whether there was a network.
    pub network: bool,
}

/// Why a run failed; nothing when it succeeded. One that was told to end did not succeed.
pub fn classify(outcome: &Outcome<'_>) -> Option<Failure> {
    if *outcome.ended == Ended::Exited(0) {
        return None;
    }
    let context = Context {
        walls: outcome.walls.is_some(),
        network: outcome.network,
    };
    let blocks = speakers::blocks(outcome.stderr);
    let mut errors: Vec<Diagnostic<'_>> = outcome.errors.iter().map(Diagnostic::from).collect();
    if errors.is_empty() && !blocks.iter().any(Block::is_test) {
        errors = speakers::diagnostics(outcome.stderr);
    }
    let (mut excused, mut suspected) = (None, None);
    match compiler(&errors, context) {
        Judged::Convicted(failure) => return Some(failure),
        Judged::Excused(failure) => excused = Some(failure),
        Judged::Suspected(failure) => suspected = Some(failure),
        Judged::Silent => {}
    }
    let failure = interrupted(outcome)
        .or_else(|| died(outcome, &blocks, context))
        .or(excused)
        .or_else(|| tests(outcome, &blocks, context))
        .or_else(|| cargo(&blocks, context))
        .or(suspected)
        .unwrap_or_else(|| unknown(outcome, &blocks, context));
    Some(failure)
}

/// What ended it from outside, and what that says.
fn interrupted(outcome: &Outcome<'_>) -> Option<Failure> {
    let stopped = |why: &str, next: &str| {
        if speakers::waits_for_lock(outcome.stderr) {
            return failure(
                Class::Lock,
                "another cargo held the lock until the time was up",
                "let the other cargo end, or end it, and run again",
            );
        }
        failure(Class::Timeout, why, next)
    };
    let used_up =
        |what: &str| failure(Class::Resources, &format!("it used up {what}"), RAISE_LIMIT);
    Some(match outcome.ended {
        Ended::Exited(_) => return None,
        Ended::Unwalled(why) => failure(
            Class::Sandbox,
            &format!("the walls could not be built: {}", rules::line(why)),
            "allow user namespaces or Landlock on this machine, or run without walls",
        ),
        Ended::Cancelled => stopped("it was told to end before it was through", "run it again"),
        Ended::OverLimit(Limit::Time) => stopped(
            "it was not through when its time was up",
            "give it more time, or run it once by hand to fill the target folder",
        ),
        Ended::OverLimit(Limit::Memory) => used_up("the memory that it may have"),
        Ended::OverLimit(Limit::Processes) => used_up("the processes that it may have"),
        Ended::OverLimit(Limit::Disk) => used_up("the disk that it may have"),
        // `SIGINT`, `SIGTERM` and `SIGXCPU`; whoever runs out of memory gets `SIGKILL`.
        Ended::Signalled(2 | 15 | 24) => stopped("it was stopped from outside", "run it again"),
        Ended::Signalled(9) => failure(
            Class::Resources,
            "it was killed, as happens when memory runs out",
            RAISE_LIMIT,
        ),
        Ended::Signalled(31) if outcome.walls.is_some() => failure(
            Class::Sandbox,
            "it made a system call that the walls do not let through",
            "run it without walls if you trust the code",
        ),
        Ended::Signalled(signal) => failure(
            Class::Environment,
            &format!("it crashed with signal {signal}"),
            "run it again; if it crashes again, use another toolchain",
        ),
    })
}

const RAISE_LIMIT: &str = "raise the limit, close something else, or run with fewer jobs (`-j 1`)";

/// What the compiler's errors say.
enum Judged {
    /// The code is wrong, whatever else is.
    Convicted(Failure),
    /// Something is missing, and the rest may follow from it.
    Excused(Failure),
    /// The code is wrong unless something else explains it.
    Suspected(Failure),
    /// Nothing.
    Silent,
}

fn compiler(errors: &[Diagnostic<'_>], context: Context) -> Judged {
    let explained: Vec<_> = errors
        .iter()
        .map(|error| rules::explain_error(error, context))
        .collect();
    let excuses: Vec<&Rule> = explained
        .iter()
        .flatten()
        .map(|(rule, _)| *rule)
        .filter(|rule| rule.class != Class::Code)
        .collect();
    let mut suspect = None;
    for (error, found) in errors.iter().zip(&explained) {
        match found {
            Some((rule, word)) if rule.class == Class::Code => {
                suspect = suspect.or_else(|| Some(rule.failure(word)));
            }
            Some(_) => {}
            None if !error.own => {
                suspect = suspect.or_else(|| Some(of_dependency(error)));
            }
            None if excuses.iter().any(|rule| rule.hides(error)) => {}
            None if error.is_of_macro() => {
                suspect = suspect.or_else(|| Some(of_compiler(error)));
            }
            None => return Judged::Convicted(of_compiler(error)),
        }
    }
    let excuse = explained
        .iter()
        .flatten()
        .find(|(rule, _)| rule.class != Class::Code);
    match (excuse, suspect) {
        (Some((rule, word)), _) => Judged::Excused(rule.failure(word)),
        (None, Some(failure)) if failure.class == Class::Code => Judged::Suspected(failure),
        (None, Some(failure)) => Judged::Excused(failure),
        (None, None) => Judged::Silent,
    }
}

fn of_compiler(error: &Diagnostic<'_>) -> Failure {
    let message = rules::line(error.message);
    let why = match error.code {
        Some(code) => format!("the compiler says {code}: {message}"),
        None => format!("the compiler says: {message}"),
    };
    failure(Class::Code, &why, "correct the code")
}

/// A dependency was compiled by its author; what differs here is the toolchain, the versions around it, and the features.
fn of_dependency(error: &Diagnostic<'_>) -> Failure {
    let message = rules::line(error.message);
    if error.code.is_none() && error.rendered.contains("compile_error!") {
        return failure(
            Class::Code,
            &format!("a dependency refuses how it is configured: {message}"),
            "choose its features in Cargo.toml as it asks for",
        );
    }
    failure(
        Class::Environment,
        &format!("a dependency does not compile with this toolchain: {message}"),
        "use the toolchain that the project is built with, or `cargo update -p` the dependency",
    )
}

/// The compiler or cargo died over something: no error of the compiler says it.
fn died(outcome: &Outcome<'_>, blocks: &[Block<'_>], context: Context) -> Option<Failure> {
    if blocks.iter().any(Block::is_test) {
        return None;
    }
    rules::explain(rules::DIED, outcome.stderr, context)
}

/// What the tests say, where there were any.
fn tests(outcome: &Outcome<'_>, blocks: &[Block<'_>], context: Context) -> Option<Failure> {
    let verdict = blocks.iter().rfind(|block| block.is_test())?;
    let failed = speakers::failed_tests(outcome.stdout, outcome.stderr);
    let mut excuse = None;
    for test in &failed {
        let found = if let Some(compiled) = test.compiled() {
            match compiler(&compiled, context) {
                Judged::Excused(failure) => Some(failure),
                _ => None,
            }
        } else {
            test.reason()
                .filter(|reason| !speakers::is_assertion(reason))
                .and_then(|reason| rules::explain(rules::TEST, reason, context))
        };
        match found {
            Some(failure) if failure.class != Class::Code => {
                excuse = excuse.or(Some(failure));
            }
            _ => return Some(of_test(test)),
        }
    }
    // A program that dies takes the names of its tests with it.
    for block in blocks.iter().filter(|block| block.is_test_program()) {
        match rules::explain(rules::TEST_DIED, &block.with_before(), context) {
            Some(failure) if failure.class != Class::Code => excuse = excuse.or(Some(failure)),
            found => return Some(found.unwrap_or_else(|| of_tests(block))),
        }
    }
    Some(excuse.unwrap_or_else(|| of_tests(verdict)))
}

fn of_tests(verdict: &Block<'_>) -> Failure {
    failure(
        Class::Code,
        &format!("tests fail: {}", rules::line(verdict.cause())),
        "run those tests by themselves",
    )
}

fn of_test(test: &speakers::FailedTest<'_>) -> Failure {
    let reason = test.reason().map(rules::line).unwrap_or_default();
    let separator = if reason.is_empty() { "" } else { ": " };
    failure(
        Class::Code,
        &format!("the test `{}` fails{separator}{reason}", test.name),
        "run that test by itself",
    )
}

/// What cargo says, and the build scripts that it quotes.
fn cargo(blocks: &[Block<'_>], context: Context) -> Option<Failure> {
    let mut blamed = None;
    for block in blocks.iter().filter(|block| !block.is_compilation()) {
        let found = match block.script() {
            Some(script) => of_script(&script, context),
            None => match rules::explain(rules::CARGO, block.text, context) {
                Some(failure) => because(failure, block.cause()),
                None => continue,
            },
        };
        if found.class != Class::Code {
            return Some(found);
        }
        blamed = blamed.or(Some(found));
    }
    blamed
}

/// What cargo gives as the cause, where the reason has a place for it.
fn because(failure: Failure, cause: &str) -> Failure {
    Failure {
        why: failure.why.replace("{cause}", &rules::line(cause)),
        ..failure
    }
}

fn of_script(script: &speakers::Script<'_>, context: Context) -> Failure {
    if let Some(failure) = rules::explain(rules::SCRIPT, script.stderr, context)
        .or_else(|| rules::explain(rules::SCRIPT, script.text, context))
    {
        return failure;
    }
    let (package, said) = (script.package, rules::line(script.message()));
    if script.own {
        failure(
            Class::Code,
            &format!("the build script of `{package}` fails: {said}"),
            "correct the build script",
        )
    } else {
        failure(
            Class::Environment,
            &format!("the build script of the dependency `{package}` fails: {said}"),
            "install what it asks for; its own documentation lists what that is",
        )
    }
}

fn unknown(outcome: &Outcome<'_>, blocks: &[Block<'_>], context: Context) -> Failure {
    // What speaks before cargo does: a shell, the dynamic linker, rustup.
    if let Some(failure) = rules::explain(rules::CARGO, outcome.stderr, context) {
        return because(failure, outcome.stderr);
    }
    if outcome.stdout.starts_with("Diff in ") && outcome.stderr.trim().is_empty() {
        return failure(Class::Code, "it is not formatted", "run `cargo fmt`");
    }
    let said = blocks.first().map_or_else(
        || outcome.stderr.trim().lines().last().unwrap_or_default(),
        |block| block.text,
    );
    let said = rules::line(said);
    let why = match (outcome.ended, said.is_empty()) {
        (Ended::Exited(code), true) => format!("it ended with {code} and did not say why"),
        _ => format!("for a reason that is not known here: {said}"),
    };
    failure(Class::Environment, &why, "run the command by hand")
}

fn failure(class: Class, why: &str, next: &str) -> Failure {
    Failure {
        class,
        why: why.to_owned(),
        next: next.to_owned(),
    }
}
