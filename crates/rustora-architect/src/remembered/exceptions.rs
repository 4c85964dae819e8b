//! Findings that somebody has looked at and accepted, by an entry of the memory.
//!
//! An entry accepts when it says so and names a rule in backticks: "Accepted: `n-plus-one-query` in `src/report.rs`: at most twenty
//! rows". Where it names files or folders it speaks of those, else of the whole workspace. It has to say why. What it silences is
//! named in the review, with the entry.

use std::path::Path;

use rustora_memory::Entry;
use rustora_review::{Finding, RULES};

/// What a memory accepts.
#[derive(Clone, Debug, Default)]
pub struct Exceptions {
    list: Vec<Exception>,
}

#[derive(Clone, Debug)]
struct Exception {
    rules: Vec<String>,
    paths: Vec<String>,
    /// Where the entry stands, and what it says.
    place: String,
    text: String,
}

/// Findings that an entry has silenced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silenced {
    /// Where the entry stands, `file:line`.
    pub place: String,
    /// What it says.
    pub text: String,
    /// Each finding as `rule at path:line`.
    pub findings: Vec<String>,
}

impl Exceptions {
    /// Those among the entries; `place` says how a file of the memory is named to whoever reads the review.
    pub fn of(entries: &[Entry], place: impl Fn(&str) -> String) -> Self {
        let list = entries.iter().filter_map(|entry| {
            let (rules, paths) = accepted(&entry.text)?;
            Some(Exception {
                rules,
                paths,
                place: format!("{}:{}", place(&entry.file), entry.line),
                text: entry.text.clone(),
            })
        });
        Self {
            list: list.collect(),
        }
    }

    /// Adds those of another memory.
    pub fn join(&mut self, other: Self) {
        self.list.extend(other.list);
    }

    /// Takes out of the findings what is accepted, and says what that was.
    pub fn apply(&self, findings: &mut Vec<Finding>) -> Vec<Silenced> {
        let mut silenced: Vec<Silenced> = Vec::new();
        findings.retain(|finding| {
            let path = finding.location.source.path.as_str();
            let exception = self.list.iter().find(|exception| {
                exception.rules.iter().any(|rule| rule == finding.rule.id)
                    && (exception.paths.is_empty()
                        || exception.paths.iter().any(|below| covers(below, path)))
            });
            let Some(exception) = exception else {
                return true;
            };
            let what = format!(
                "{} at {path}:{}",
                finding.rule.id, finding.location.start.line
            );
            match silenced.iter_mut().find(|one| one.place == exception.place) {
                Some(one) => one.findings.push(what),
                None => silenced.push(Silenced {
                    place: exception.place.clone(),
                    text: exception.text.clone(),
                    findings: vec![what],
                }),
            }
            false
        });
        silenced
    }
}

/// The entry that would accept a finding, for whoever wants to write it.
pub fn offer(finding: &Finding) -> String {
    format!(
        "Accepted: `{}` in `{}`: WHY",
        finding.rule.id, finding.location.source.path
    )
}

/// The rules and paths that an entry accepts, if it accepts any and says why.
fn accepted(text: &str) -> Option<(Vec<String>, Vec<String>)> {
    let lower = text.to_lowercase();
    let words = |text: &str| -> Vec<String> {
        let is_word = |c: char| c.is_alphanumeric() || c == '\'';
        let words = text
            .split(move |c| !is_word(c))
            .filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    };
    let said = words(&lower);
    let at = said
        .iter()
        .position(|word| ["accepted", "accept", "accepts"].contains(&word.as_str()))?;
    let denials = ["not", "never", "no", "don't", "cannot", "doesn't", "isn't"];
    if said[at.saturating_sub(2)..at]
        .iter()
        .any(|word| denials.contains(&word.as_str()))
    {
        return None;
    }
    let known = |id: &str| RULES.iter().any(|rule| rule.id == id);
    let quoted = text.split('`').skip(1).step_by(2);
    let found: Vec<String> = quoted.filter(|id| known(id)).map(str::to_owned).collect();
    if found.is_empty() {
        return None;
    }
    let is_path = |word: &&str| {
        word.contains('/') && !word.contains("://")
            || Path::new(word).extension() == Some("rs".as_ref())
    };
    let tokens = text.split(|c: char| c.is_whitespace() || "`,;()\"'".contains(c));
    let tokens = tokens.map(|word| word.trim_end_matches([':', '.']));
    let paths: Vec<String> = tokens
        .filter(is_path)
        .map(|path| path.trim_start_matches("./").to_owned())
        .collect();
    // What is left besides rules, paths and small words is the reason.
    let mut rest = lower;
    for name in found.iter().chain(&paths) {
        rest = rest.replace(&name.to_lowercase(), " ");
    }
    let reason = words(&rest).into_iter().filter(|word| {
        word.len() > 3
            && !["accepted", "accept", "accepts", "finding", "findings"].contains(&word.as_str())
    });
    (reason.count() > 0).then_some((found, paths))
}

/// Whether a path of an entry is a file, or a folder above it. A name alone is a file of that name anywhere.
fn covers(below: &str, path: &str) -> bool {
    let below = below.trim_end_matches('/').trim_end_matches("/**");
    if !below.contains('/') && Path::new(below).extension().is_some() {
        return path.rsplit('/').next() == Some(below);
    }
    path.strip_prefix(below)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_accepts_what_it_names_where_it_says_and_why() {
        let strings = |list: &[&str]| {
            list.iter()
                .map(|text| (*text).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            accepted("Accepted: `n-plus-one-query` in `src/report.rs`: at most twenty rows"),
            Some((strings(&["n-plus-one-query"]), strings(&["src/report.rs"])))
        );
        assert_eq!(
            accepted("We accept `n-plus-one-query` because tables are tiny"),
            Some((strings(&["n-plus-one-query"]), Vec::new()))
        );
        for other in [
            "`n-plus-one-query` is never accepted in src/report.rs, rows grow",
            "Accepted: `no-such-rule` in src/report.rs: at most twenty rows",
            "Accepted: n-plus-one-query everywhere, without its backticks",
            "Accepted: `n-plus-one-query` in `src/report.rs`",
            "`n-plus-one-query` was found in src/report.rs and mended",
        ] {
            assert_eq!(accepted(other), None, "{other}");
        }
        assert!(
            covers("src", "src/report.rs")
                && covers("src/report.rs", "src/report.rs")
                && covers("report.rs", "src/report.rs")
        );
        assert!(!covers("src/rep", "src/report.rs") && !covers("port.rs", "src/report.rs"));
    }
}
