//! What somebody who works on a workspace would want to know on the first day, as lines of a memory.
//!
//! One file for each topic. Where a service has much of one kind, it is grouped and counted, so that the whole stays within about 150
//! lines; nothing is left out without saying how much. A value is never copied, only the name that holds it.

mod code;
mod crates;
mod debt;
mod decisions;
mod entry;
mod error_types;
mod outside;
mod speed;
mod toolchain;

#[cfg(test)]
mod tests;

use std::path::Path;

use rustora_host::Host;

use super::dependencies::direct;
use super::ground::Ground;
use super::{LearnError, LearnedLine, LearnedTopic};

pub(super) use entry::documented;

/// Learns what there is to know of the workspace at `root`, a canonical folder.
///
/// # Errors
/// When there is no manifest, or the machine refuses threads.
pub fn learn(host: &dyn Host, root: &Path) -> Result<Vec<LearnedTopic>, LearnError> {
    let ground = Ground::read(host, root)?;
    let direct = direct(&ground);
    let routes = rustora_review::routes(host, root)?;
    let topic = |file, title, about, lines: Lines| LearnedTopic {
        file,
        title,
        about,
        lines: lines.0,
    };
    let topics = vec![
        topic(
            "crates.md",
            "Crates",
            "which crates were chosen, in which version, with which features",
            crates::learn(&ground, &direct),
        ),
        topic(
            "toolchain.md",
            "Toolchain, features and lints",
            "Rust version and edition, members, cargo features, lints, profiles, commands",
            toolchain::learn(host, &ground),
        ),
        topic(
            "errors.md",
            "Errors",
            "the error types, what they are made from and what they become",
            error_types::learn(&ground),
        ),
        topic(
            "entry-points.md",
            "Entry points",
            "programs, where they start, routes and background tasks",
            entry::learn(&ground, &routes),
        ),
        topic(
            "integrations.md",
            "Other systems",
            "databases, brokers and services that it speaks to, environment variables, migrations",
            outside::learn(host, &ground, &direct),
        ),
        topic(
            "performance.md",
            "Performance",
            "what is measured, and which code says that its speed matters",
            speed::learn(&ground),
        ),
        topic(
            "debt.md",
            "Known debt",
            "what the code itself says is not done, excused or deprecated",
            debt::learn(&ground),
        ),
        topic(
            "decisions.md",
            "Decisions",
            "the decision records and what became of them",
            decisions::learn(host, root),
        ),
    ];
    let told = topics.into_iter().filter(|topic| !topic.lines.is_empty());
    Ok(told.collect())
}

/// The lines of a topic while they are gathered.
#[derive(Default)]
pub(super) struct Lines(Vec<LearnedLine>);

impl Lines {
    /// How many there are by now.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Adds a line that was seen at `place`; of two with the same key the first counts.
    pub(super) fn add(&mut self, key: impl Into<String>, text: &str, place: &str) {
        let key = key.into();
        if self.0.iter().all(|line| line.key != key) {
            let text = one_line(text);
            let text = format!("{text} (seen in `{place}`)");
            self.0.push(LearnedLine { key, text });
        }
    }
}

/// A text on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Names in backticks, at most `most` of them, the rest counted.
pub(super) fn ticked<S: AsRef<str>>(names: impl IntoIterator<Item = S>, most: usize) -> String {
    let names: Vec<S> = names.into_iter().collect();
    let shown = names.iter().take(most);
    let shown: Vec<String> = shown.map(|name| format!("`{}`", name.as_ref())).collect();
    match names.len().saturating_sub(most) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// `1 file`, `2 files`.
pub(super) fn count(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    }
}

/// A comment or reason as a quotation: shortened, and without what could be a credential.
pub(super) fn quoted(text: &str) -> String {
    let text = one_line(text).replace(['`', '“', '”'], "'");
    let secret = |word: &str| {
        let letters = word.chars().filter(char::is_ascii_alphabetic).count();
        let digits = word.chars().filter(char::is_ascii_digit).count();
        let login = word
            .split_once("://")
            .is_some_and(|(_, rest)| rest.contains('@'));
        login || (word.len() >= 20 && letters >= 8 && digits >= 4 && !word.contains("://"))
    };
    let words = text
        .split(' ')
        .map(|word| if secret(word) { "…" } else { word });
    let words: Vec<&str> = words.collect();
    let text = words.join(" ");
    let short: String = text.chars().take(90).collect();
    if short.len() < text.len() {
        let end = short.rfind(' ').unwrap_or(short.len());
        format!("“{}…”", short[..end].trim_end_matches([',', ':']))
    } else {
        format!("“{text}”")
    }
}
