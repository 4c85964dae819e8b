//! The person at the terminal, who is asked before something is done.
//!
//! What will be done is shown whole, each of its lines behind a mark of ours, so that none of them passes for a word of the program. Only
//! `y` and `a` mean yes; Enter, the end of the input and everything else mean no. What was typed before the question does not answer it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use anstyle::{AnsiColor, Style};
use rustora_agent::turn::{Decision, Person, Question};
use rustora_host::OsHost;
use rustora_llm::CancellationToken;
use serde_json::Value;

use super::edits;
use super::line::{self, Said};
use super::view::{say, screen};
use crate::render::diff;
use crate::render::text::{chunks, neutral, neutral_lines};

/// What is told when it is a plain no.
const NO: &str = "the person says no";

/// Somebody is there.
pub(super) struct Asker {
    host: OsHost,
    known: Mutex<Known>,
}

/// What is known of the person and the turn.
#[derive(Default)]
struct Known {
    root: PathBuf,
    /// Ends the turn that is going on.
    stop: CancellationToken,
    /// The calls that need not be asked about again: the tool, and what was shown of it.
    granted: BTreeSet<(String, String)>,
    /// What the last tool was given of which the person has seen what it changes.
    seen: Option<Value>,
}

impl Asker {
    /// Nobody was asked yet.
    pub(super) fn new() -> Self {
        Self {
            host: OsHost::new(),
            known: Mutex::new(Known::default()),
        }
    }

    /// A turn begins in this folder.
    pub(super) fn begins(&self, root: PathBuf, stop: CancellationToken) {
        let mut known = self.known();
        known.root = root;
        known.stop = stop;
        known.seen = None;
    }

    /// Ends the turn that is going on, if there is one.
    pub(super) fn stop(&self) {
        self.known().stop.cancel();
    }

    /// Whether the person has seen what a tool changes that is given this; says so once.
    pub(super) fn has_seen(&self, arguments: &Value) -> bool {
        self.known()
            .seen
            .take_if(|seen| seen == arguments)
            .is_some()
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn shown(&self, question: &Question, most: usize) -> (String, usize) {
        let dim = Style::new().dimmed();
        let mut out = String::new();
        let root = self.known().root.clone();
        let edit = edits::of(&self.host, &root, &question.tool, &question.arguments);
        // A command is its line; of another tool it is shown which one it is.
        let shown = match question.tool.as_str() {
            "shell" | "cargo" => question.shown.clone(),
            tool if question.shown.starts_with(tool) => question.shown.clone(),
            tool => format!("{tool}: {}", question.shown),
        };
        let width = screen().saturating_sub(5);
        for line in neutral_lines(&shown).split('\n') {
            for (index, piece) in chunks(line, width).iter().enumerate() {
                let mark = if index == 0 { "│" } else { "┊" };
                _ = writeln!(out, "  {dim}{mark}{dim:#} {piece}");
            }
        }
        let Some(edit) = edit else {
            return (out, 0);
        };
        let drawn = diff::draw(&edit.old, &edit.new, most, width);
        for line in drawn.text.lines() {
            _ = writeln!(out, "  {dim}│{dim:#} {line}");
        }
        (out, drawn.left)
    }
}

impl Person for Asker {
    fn decide(&self, question: &Question) -> Decision {
        // What a file will hold differs from call to call: no yes holds for the next one.
        let is_edit = matches!(question.tool.as_str(), "edit" | "write");
        let call = (question.tool.clone(), question.shown.clone());
        if self.known().granted.contains(&call) {
            return Decision::Yes;
        }
        let (bold, yellow) = (Style::new().bold(), AnsiColor::Yellow.on_default());
        let mut most = edits::MOST;
        loop {
            let (shown, left) = self.shown(question, most);
            let tool = neutral(&question.tool);
            let why = neutral(&question.why);
            let keys = [
                "y yes",
                if is_edit {
                    ""
                } else {
                    ", a yes and to this same call until the chat ends"
                },
                if left > 0 { ", d the whole change" } else { "" },
                ", n no, or what to do instead",
            ];
            say(&format!(
                "{bold}{tool} wants to do this{bold:#}\n{shown}  {yellow}it asks since{yellow:#} {why}\n  {}\n",
                keys.concat()
            ));
            let said = match line::answer("may it? [y/N] ") {
                Ok(Said::Text(text)) => text,
                Ok(Said::Stop) => {
                    self.stop();
                    return Decision::No("the person has stopped the turn".to_owned());
                }
                Ok(Said::End) | Err(_) => return Decision::No(NO.to_owned()),
            };
            match said.trim().to_lowercase().as_str() {
                "y" | "yes" => {
                    self.known().seen = is_edit.then(|| question.arguments.clone());
                    return Decision::Yes;
                }
                "a" if !is_edit => {
                    self.known().granted.insert(call);
                    return Decision::Yes;
                }
                "d" if left > 0 => most = usize::MAX,
                "" | "n" | "no" => return Decision::No(NO.to_owned()),
                other if other.chars().count() == 1 => {
                    say(&format!("  {} is none of these\n", neutral(other)));
                }
                _ => {
                    let said = said.trim();
                    return Decision::No(format!("{NO}, and what to do instead: {said}"));
                }
            }
        }
    }
}
