//! What compilers and test harnesses say, condensed to what is acted on.
//!
//! Compilers speak JSON (`--message-format=json`), of which level, code, message, place and suggestion are kept; the same one is told
//! once, however many targets it was compiled for. Test harnesses speak to people, so that their output is read by
//! its marks; what has no marks stays as it is.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;

use super::bounded::cut;

/// How many diagnostics are told in full.
const MOST: usize = 20;
/// How many failed tests are told in full.
const MOST_TESTS: usize = 15;
/// How many lines of a failed test are told.
const MOST_LINES: usize = 12;

/// What was heard so far.
#[derive(Debug, Default)]
pub(super) struct Heard {
    diagnostics: Vec<(bool, String)>,
    known: BTreeSet<String>,
    /// Failed tests and what they said.
    failed: Vec<(String, Vec<String>)>,
    /// Names alone, as the harness lists them.
    names: BTreeSet<String>,
    results: Vec<String>,
    is_in_test: bool,
    is_in_trace: bool,
}

impl Heard {
    /// A line of the standard output; whether it was understood.
    pub(super) fn line(&mut self, line: &str) -> bool {
        if line.starts_with('{')
            && let Ok(value) = serde_json::from_str::<Value>(line)
            && let Some(reason) = value["reason"].as_str()
        {
            if reason == "compiler-message" {
                self.message(&value["message"]);
            }
            return true;
        }
        self.test(line)
    }

    fn message(&mut self, message: &Value) {
        let level = message["level"].as_str().unwrap_or_default();
        let said = message["message"].as_str().unwrap_or_default();
        let is_error = level.starts_with("error");
        let spans = message["spans"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        let main = spans.iter().find(|span| span["is_primary"] == true);
        // How many there were is counted here.
        if !(is_error || level == "warning")
            || (main.is_none() && (said.contains("generated ") || said.contains("aborting due to")))
        {
            return;
        }
        let mut text = level.to_owned();
        if let Some(code) = message["code"]["code"].as_str() {
            _ = write!(text, "[{code}]");
        }
        _ = write!(text, ": {}", cut(said, 1000));
        if let Some(span) = main {
            _ = write!(text, "\n  at {}", place(span));
            if let Some(label) = span["label"].as_str() {
                _ = write!(text, ": {}", cut(label, 400));
            }
        }
        for span in spans
            .iter()
            .filter(|span| span["is_primary"] != true)
            .take(3)
        {
            if let Some(label) = span["label"].as_str() {
                _ = write!(text, "\n  see {}: {}", place(span), cut(label, 400));
            }
        }
        for child in message["children"].as_array().into_iter().flatten().take(4) {
            let told = child["message"].as_str().unwrap_or_default();
            // Where a lint's level comes from is no news.
            if told.starts_with('`') && told.contains("implied by")
                || told.contains("on by default")
                || told.starts_with("for further information")
            {
                continue;
            }
            _ = write!(
                text,
                "\n  {}: {}",
                child["level"].as_str().unwrap_or("note"),
                cut(told, 600)
            );
            for span in child["spans"].as_array().into_iter().flatten().take(3) {
                if let Some(instead) = span["suggested_replacement"].as_str() {
                    let what = if instead.is_empty() {
                        "remove it".to_owned()
                    } else {
                        format!("`{}`", cut(instead, 600))
                    };
                    _ = write!(text, "\n    {}: {what}", place(span));
                }
            }
        }
        if self.known.insert(text.clone()) {
            self.diagnostics.push((is_error, text));
        }
    }

    fn test(&mut self, line: &str) -> bool {
        if let Some(name) = line
            .strip_prefix("---- ")
            .and_then(|rest| rest.split(" stdout ----").next())
        {
            self.failed.push((name.to_owned(), Vec::new()));
            (self.is_in_test, self.is_in_trace) = (true, false);
            return true;
        }
        if line.starts_with("test result: ") {
            self.results.push(line.to_owned());
            self.is_in_test = false;
            return true;
        }
        if line == "failures:" || line.starts_with("running ") {
            self.is_in_test = false;
            return true;
        }
        if let Some(rest) = line.strip_prefix("test ") {
            if let Some(name) = rest.strip_suffix(" ... FAILED") {
                self.names.insert(name.to_owned());
            }
            return rest.contains(" ... ");
        }
        if !self.is_in_test {
            return line.is_empty() || self.names.contains(line.trim());
        }
        self.is_in_trace |= line.starts_with("stack backtrace:");
        let is_noise = line.is_empty() || self.is_in_trace || line.starts_with("note: ");
        if let Some((_, lines)) = self.failed.last_mut().filter(|_| !is_noise)
            && lines.len() <= MOST_LINES
        {
            lines.push(cut(line, 400));
        }
        true
    }

    /// How many errors and warnings there are.
    pub(super) fn counts(&self) -> (usize, usize) {
        let errors = self
            .diagnostics
            .iter()
            .filter(|(is_error, _)| *is_error)
            .count();
        (errors, self.diagnostics.len() - errors)
    }

    /// Whether anything was understood that says why it failed.
    pub(super) fn says_why(&self) -> bool {
        self.counts().0 > 0 || !self.failed.is_empty() || !self.names.is_empty()
    }

    /// All of it.
    pub(super) fn told(&self) -> String {
        let mut text = String::new();
        let (errors, warnings): (Vec<_>, Vec<_>) =
            self.diagnostics.iter().partition(|(is_error, _)| *is_error);
        for (_, diagnostic) in errors.iter().chain(&warnings).take(MOST) {
            _ = writeln!(text, "{diagnostic}");
        }
        if self.diagnostics.len() > MOST {
            _ = writeln!(
                text,
                "[… {} more diagnostics; fix these first]",
                self.diagnostics.len() - MOST
            );
        }
        for (name, lines) in self.failed.iter().take(MOST_TESTS) {
            _ = writeln!(text, "failed: {name}");
            for line in lines.iter().take(MOST_LINES) {
                _ = writeln!(text, "  {line}");
            }
            if lines.len() > MOST_LINES {
                _ = writeln!(text, "  […]");
            }
        }
        let told: BTreeSet<&str> = self
            .failed
            .iter()
            .take(MOST_TESTS)
            .map(|(name, _)| name.as_str())
            .collect();
        let rest: Vec<&str> = self
            .names
            .iter()
            .map(String::as_str)
            .filter(|name| !told.contains(name))
            .collect();
        if !rest.is_empty() {
            _ = writeln!(text, "failed too: {}", cut(&rest.join(", "), 2000));
        }
        // One line for each program with tests, those without any left out.
        for result in self
            .results
            .iter()
            .filter(|result| {
                !result.contains(" 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered")
            })
            .take(40)
        {
            _ = writeln!(text, "{result}");
        }
        text
    }
}

fn place(span: &Value) -> String {
    format!(
        "{}:{}:{}",
        span["file_name"].as_str().unwrap_or("?"),
        span["line_start"].as_u64().unwrap_or_default(),
        span["column_start"].as_u64().unwrap_or_default()
    )
}
