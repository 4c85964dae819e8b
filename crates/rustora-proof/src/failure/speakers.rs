//! Who said what: the outputs of a run taken apart into cargo's errors, build scripts, the compiler and tests.
//!
//! cargo begins its errors in the first column and indents what it quotes, which is how they are told from what build scripts
//! and tests print. A test that prints to the first column of the standard error is taken for cargo at worst where no
//! test failed by cargo's own words, and then there was no test.

use super::Error;

/// An error of the compiler, from cargo's messages or read from text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Diagnostic<'a> {
    pub(super) code: Option<&'a str>,
    pub(super) message: &'a str,
    pub(super) rendered: &'a str,
    pub(super) own: bool,
}

impl<'a> From<&Error<'a>> for Diagnostic<'a> {
    fn from(error: &Error<'a>) -> Self {
        Self {
            code: error.code,
            message: error.message,
            rendered: error.rendered,
            own: error.own,
        }
    }
}

impl Diagnostic<'_> {
    /// Whether a macro may have said it rather than the compiler: it may lack something where it ran.
    pub(super) fn is_of_macro(&self) -> bool {
        self.code.is_none()
            && (self.message.contains("proc macro panicked")
                || self.message.contains("derive panicked")
                || self.message.contains("attribute panicked")
                || self.rendered.contains("this error originates in"))
    }
}

/// The compiler's errors in a text for people.
pub(super) fn diagnostics(text: &str) -> Vec<Diagnostic<'_>> {
    let mut found = Vec::new();
    for rendered in pieces(text, |line| {
        ["error", "warning", "note:", "For more", "Some errors"]
            .iter()
            .any(|start| line.starts_with(start))
            || line.starts_with("Couldn't compile")
    }) {
        let Some((code, message)) = head(rendered) else {
            continue;
        };
        // What is the compiler's points at a place or has a margin; cargo's errors have neither.
        let has_margin = rendered.lines().skip(1).any(|line| {
            let line = line.trim_start();
            line.starts_with("--> ") || line.starts_with("= note: ") || line == "|"
        });
        let is_bare = code.is_some()
            || message.starts_with("internal compiler error")
            || message.starts_with("the compiler unexpectedly");
        if has_margin && !quotes(rendered) || is_bare {
            found.push(Diagnostic {
                code,
                message,
                rendered,
                own: !is_foreign(rendered),
            });
        }
    }
    found
}

/// Whether it is cargo's, which quotes the compiler.
fn quotes(rendered: &str) -> bool {
    rendered.lines().any(|line| line == "Caused by:") || rendered.contains("--> Cargo.toml")
}

fn is_foreign(rendered: &str) -> bool {
    rendered
        .lines()
        .find_map(|line| line.trim_start().strip_prefix("--> "))
        .is_some_and(|place| place.contains("/registry/src/") || place.contains("/git/checkouts/"))
}

/// `error[E0308]: mismatched types` as its two parts.
fn head(rendered: &str) -> Option<(Option<&str>, &str)> {
    let line = rendered.lines().next()?.strip_prefix("error")?;
    if let Some(message) = line.strip_prefix(": ") {
        let is_summary =
            message.starts_with("aborting due to") || message.starts_with("could not compile");
        return (!is_summary).then_some((None, message));
    }
    let (code, message) = line.strip_prefix('[')?.split_once("]: ")?;
    Some((Some(code), message))
}

/// The text cut before each line that begins a piece; what stands before the first is left out.
fn pieces(text: &str, begins: impl Fn(&str) -> bool) -> Vec<&str> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if begins(line) {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .filter_map(|(&start, end)| text.get(start..end))
        .collect()
}

/// An error of cargo's, with its causes and what it quotes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block<'a> {
    pub(super) text: &'a str,
    /// What the test printed that it is about.
    before: &'a str,
}

/// cargo's errors, in their order.
pub(super) fn blocks(stderr: &str) -> Vec<Block<'_>> {
    let runs = |line: &str| line.starts_with("     Running ") || line.starts_with("   Doc-tests ");
    let mut before = "";
    let mut found = Vec::new();
    for text in pieces(stderr, |line| line.starts_with("error: ") || runs(line)) {
        if runs(text) {
            before = text;
        } else {
            found.push(Block { text, before });
            before = "";
        }
    }
    found
}

impl<'a> Block<'a> {
    fn is(&self, start: &str) -> bool {
        self.text
            .strip_prefix("error: ")
            .is_some_and(|said| said.starts_with(start))
    }

    /// Whether it is about tests that failed: then everything compiled.
    pub(super) fn is_test(&self) -> bool {
        self.is("test failed, to rerun pass")
            || self.is("doctest failed, to rerun pass")
            || self.is("bench failed, to rerun pass")
            || self.is("test run failed")
            || (self.text.contains(" targets failed:\n") || self.text.contains(" target failed:\n"))
    }

    /// Whether it only sums up what the compiler said.
    pub(super) fn is_compilation(&self) -> bool {
        let points = |line: &str| line.starts_with("--> ") && !line.starts_with("--> Cargo.toml");
        self.is("could not compile")
            || self.is("aborting due to")
            || self.text.lines().any(|line| points(line.trim_start()))
    }

    /// It and what was printed before it, where a test says its last words.
    pub(super) fn with_before(&self) -> String {
        format!("{}\n{}", self.before, self.text)
    }

    /// The last of its causes, or else itself.
    pub(super) fn cause(&self) -> &'a str {
        let cause = self.text.rsplit("Caused by:").next().unwrap_or(self.text);
        cause.trim_start()
    }

    /// Whether it is about a program of tests that ended in another way than tests that fail do.
    pub(super) fn is_test_program(&self) -> bool {
        self.is_test() && self.text.contains("Caused by:")
    }

    /// The build script that it is about.
    pub(super) fn script(&self) -> Option<Script<'a>> {
        let (_, rest) = self
            .text
            .split_once("failed to run custom build command for `")?;
        let (package, text) = rest.split_once('`')?;
        let stderr = text.split_once("--- stderr").map_or("", |(_, after)| after);
        let (name, source) = package.split_once(" v").unwrap_or((package, ""));
        let source = source.split_once(" (").map(|(_, source)| source);
        // A folder: a package of the workspace, or one beside it. Others are from the registry or from a URL.
        let own = source.is_some_and(|source| !source.contains("://") && !source.contains('`'));
        Some(Script {
            package: name,
            text,
            stderr,
            own,
        })
    }
}

/// A build script that failed, with what it printed.
pub(super) struct Script<'a> {
    pub(super) package: &'a str,
    pub(super) text: &'a str,
    pub(super) stderr: &'a str,
    pub(super) own: bool,
}

impl<'a> Script<'a> {
    /// What it died of, in its own words.
    pub(super) fn message(&self) -> &'a str {
        panic_message(self.stderr)
            .map(|(_, message)| message)
            .or_else(|| {
                self.stderr
                    .lines()
                    .map(str::trim)
                    .find(|line| !line.is_empty())
            })
            .unwrap_or_else(|| {
                let mut lines = self.text.lines().map(str::trim);
                lines
                    .find(|line| line.starts_with("process didn't"))
                    .unwrap_or_default()
            })
    }
}

/// Whether the last thing that cargo said is that it waits for a lock.
pub(super) fn waits_for_lock(stderr: &str) -> bool {
    stderr
        .lines()
        .rfind(|line| !line.trim().is_empty())
        .is_some_and(|line| {
            line.trim_start()
                .starts_with("Blocking waiting for file lock")
        })
}

/// A test that failed, with what it printed.
#[derive(Debug)]
pub(super) struct FailedTest<'a> {
    pub(super) name: &'a str,
    text: &'a str,
}

/// The tests that failed: the sections that the test harness prints at the end, and otherwise whoever panicked.
pub(super) fn failed_tests<'a>(stdout: &'a str, stderr: &'a str) -> Vec<FailedTest<'a>> {
    let is_head = |line: &str| section(line).is_some();
    let ends = |line: &str| is_head(line) || matches!(line.trim_end(), "failures:" | "successes:");
    let of = |text: &'a str| {
        pieces(text, ends)
            .into_iter()
            .filter_map(|text| {
                let name = section(text.lines().next()?)?;
                Some(FailedTest { name, text })
            })
            .collect::<Vec<_>>()
    };
    let found = of(stdout);
    if !found.is_empty() {
        return found;
    }
    let found = of_nextest(stderr);
    if !found.is_empty() {
        return found;
    }
    // Tests without the harness.
    [stdout, stderr]
        .iter()
        .flat_map(|output| pieces(output, |line| line.contains("panicked at ")))
        .filter_map(|text| {
            let name = panic_message(text)?.0;
            Some(FailedTest { name, text })
        })
        .collect()
}

/// The tests that failed under nextest, which prints what each said below its name, and in the end the names again.
fn of_nextest(stderr: &str) -> Vec<FailedTest<'_>> {
    let ends = [
        "FAIL [",
        "PASS [",
        "SLOW [",
        "SIG",
        "ABORT [",
        "Cancelling ",
        "Summary [",
        "────────",
    ];
    let is_failure =
        |line: &str| line.starts_with("FAIL [") || line.starts_with("SIG") && line.contains(" [");
    let mut found: Vec<FailedTest<'_>> = Vec::new();
    for text in pieces(stderr, |line| {
        ends.iter().any(|end| line.trim_start().starts_with(end))
    }) {
        let head = text.lines().next().unwrap_or_default().trim();
        let name = head.split_whitespace().last().unwrap_or_default();
        if is_failure(head) && !found.iter().any(|test| test.name == name) {
            found.push(FailedTest { name, text });
        }
    }
    found
}

/// `---- tests::name stdout ----`
fn section(line: &str) -> Option<&str> {
    let line = line.trim_end();
    line.strip_prefix("---- ")?.strip_suffix(" stdout ----")
}

impl<'a> FailedTest<'a> {
    /// The compiler's errors, where it is an example that did not compile.
    pub(super) fn compiled(&self) -> Option<Vec<Diagnostic<'a>>> {
        let is_compiled = self.text.contains("Couldn't compile the test");
        is_compiled.then(|| diagnostics(self.text))
    }

    /// What made it fail: the panic of its own thread rather than that of another, or the error that it returned.
    pub(super) fn reason(&self) -> Option<&'a str> {
        let mut panics = pieces(self.text, |line| line.contains("panicked at "))
            .into_iter()
            .filter_map(panic_message);
        let first = panics.clone().next();
        let own = panics.find(|(thread, _)| *thread == self.name).or(first);
        own.map(|(_, message)| message).or_else(|| {
            let mut lines = self.text.lines().rev().map(str::trim_start);
            lines.find(|line| line.starts_with("Error: ") || line.starts_with("note: test did"))
        })
    }
}

/// Whether what a panic says compares two values: then what they are is the test's own business.
pub(super) fn is_assertion(reason: &str) -> bool {
    reason.trim_start().starts_with("assertion ")
}

/// The thread that panicked first and what it said.
fn panic_message(text: &str) -> Option<(&str, &str)> {
    let (before, after) = text.split_once("panicked at ")?;
    let thread = before.rsplit_once("thread '")?.1;
    let thread = thread.split_once('\'')?.0;
    let line = after.lines().next()?;
    if line.starts_with('\'') {
        // Before Rust 1.73 the message came first: 'message', src/lib.rs:1:2
        let end = after.rfind("', ").unwrap_or(after.len());
        return Some((thread, after.get(1..end)?));
    }
    let message = after.get(line.len()..)?.trim_start();
    let ends = [
        "\nnote: run with",
        "\nstack backtrace:",
        "note: run with",
        "\n\n---- ",
    ];
    let end = ends.iter().filter_map(|end| message.find(end)).min();
    // An empty line ends it too, unless it is all that there is.
    let message = message.get(..end.unwrap_or(message.len()))?;
    Some((thread, message.trim_end()))
}
