//! A turn as it is shown: the answer while it arrives, calls, what became of both.
//!
//! Words are shown before anything of them is proven, so they stand behind a gutter, blocks of Rust below a line that says that they are
//! unproven, and nothing above ever says more. What is proven is said below the answer, at the end of the turn, and by its lines; what
//! was refuted is taken back right below it. A block that was shown and that nobody compiled is named too.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use anstyle::{AnsiColor, Style};
use rustora_agent::session::{Event, Gated, Worded};
use rustora_agent::turn::{Ended, Notice, OWN_WORDS, Outcome};
use rustora_host::OsHost;
use rustora_llm::{Delta, Part};
use serde_json::Value;

use super::edits;
use super::person::Asker;
use super::verdict::{verdict, withdrawn};
use crate::render::diff;
use crate::render::markdown::{Look, Markdown};
use crate::render::terminal;
use crate::render::text::{chunks, neutral, neutral_lines};

const DIM: Style = Style::new().dimmed();
const RED: Style = AnsiColor::Red.on_default();

/// What begins each line of an answer.
const GUTTER: &str = "┆ ";

/// Wider text is hard to read.
const WIDEST: usize = 100;

/// A turn that is being shown.
pub(super) struct View {
    host: OsHost,
    root: PathBuf,
    asker: Arc<Asker>,
    width: usize,
    /// The answer that arrives.
    answer: Option<Markdown>,
    /// What has arrived of it.
    text: String,
    /// Whether nothing more of it will arrive.
    is_answered: bool,
    is_thinking: bool,
    /// Whether a tool has run that may have changed something.
    has_acted: bool,
    worded: Worded,
    gated: Option<Gated>,
    call: Call,
}

/// What became of the call that has not ended.
#[derive(Default)]
enum Call {
    #[default]
    Nothing,
    Denied,
    /// This tool runs.
    Runs(String),
}

impl View {
    /// Nothing has happened yet.
    pub(super) fn new(root: PathBuf, asker: Arc<Asker>) -> Self {
        let width = screen();
        Self {
            host: OsHost::new(),
            root,
            asker,
            width: width.saturating_sub(1).clamp(20, WIDEST),
            answer: None,
            text: String::new(),
            is_answered: false,
            is_thinking: false,
            has_acted: false,
            worded: Worded::default(),
            gated: None,
            call: Call::Nothing,
        }
    }

    /// Shows what happens.
    pub(super) fn notice(&mut self, notice: &Notice<'_>) {
        match notice {
            Notice::Delta(Delta::Text(piece)) => self.arrives(piece),
            Notice::Delta(Delta::Thinking(_)) if !self.is_thinking => {
                self.is_thinking = true;
                say(&format!("{DIM}  it thinks{DIM:#}\n"));
            }
            Notice::Delta(Delta::Retrying {
                why,
                after,
                replaces,
            }) => {
                self.rest();
                let gone = if *replaces {
                    "withdrawn: it broke off, and begins anew; "
                } else {
                    ""
                };
                self.forget();
                say(&format!(
                    "{RED}{gone}{RED:#}{DIM}asking again in {:.1} s: {}{DIM:#}\n",
                    after.as_secs_f64(),
                    neutral(why)
                ));
            }
            Notice::Delta(_) => {}
            Notice::Event(event) => self.event(event),
        }
    }

    fn event(&mut self, event: &Event) {
        match event {
            Event::Answered { reply } => {
                let text = reply.text();
                if self.text.is_empty() {
                    self.arrives(&text);
                }
                self.rest();
                if self.text != text {
                    say(&format!("{RED}withdrawn: that was not the answer{RED:#}\n"));
                    self.forget();
                    self.arrives(&text);
                    self.rest();
                }
                self.worded = Worded::default();
                self.gated = None;
                self.is_answered = true;
                let is_call =
                    |part: &Part| matches!(part, Part::ToolCall(_) | Part::BrokenToolCall(_));
                if reply.parts.iter().any(is_call) {
                    self.uncompiled("it is no answer yet");
                    self.forget();
                } else if self.has_acted || text.contains("```") {
                    say(&format!("{DIM}  it is held to proofs{DIM:#}\n"));
                }
            }
            Event::Decided {
                allowed: false,
                why,
                ..
            } => {
                self.call = Call::Denied;
                let told = hanging(&neutral(&format!("not run: {why}")), self.width);
                say(&format!("{RED}{told}{RED:#}\n"));
            }
            Event::Began {
                tool, arguments, ..
            } => self.begins(tool, arguments),
            Event::Ended {
                content, is_error, ..
            } => self.ends(content, *is_error),
            Event::Worded(worded) => self.worded = worded.clone(),
            Event::Gated(gated) => self.gated = Some(gated.clone()),
            Event::Told { .. } => {
                let why = withdrawn(&self.worded, self.gated.as_ref());
                let told = hanging(
                    &neutral(&format!("withdrawn: {why}; it goes on")),
                    self.width,
                );
                say(&format!("{RED}{told}{RED:#}\n"));
                self.forget();
            }
            Event::Compacted { .. } => say(&format!(
                "{DIM}  the conversation was made shorter{DIM:#}\n"
            )),
            _ => {}
        }
    }

    /// Shows how it ended, without the answer that stands there already.
    pub(super) fn end(mut self, outcome: &Outcome) {
        self.rest();
        let truth = match outcome.text.strip_suffix(&self.text) {
            Some(truth) if !self.text.is_empty() => {
                let truth = truth.trim();
                truth
                    .strip_suffix(OWN_WORDS)
                    .unwrap_or(truth)
                    .trim_end_matches(':')
            }
            _ => outcome.text.trim(),
        };
        let is_answer = matches!(outcome.ended, Ended::Done | Ended::Red);
        let style = match outcome.ended {
            Ended::Done => AnsiColor::Yellow.on_default(),
            _ => RED.bold(),
        };
        let mut out = String::new();
        for line in neutral_lines(truth).lines() {
            _ = writeln!(out, "{style}{}{style:#}", hanging(line, self.width));
        }
        say(&out);
        if is_answer {
            self.verdict();
        } else {
            self.uncompiled("the turn ended before");
        }
    }

    fn arrives(&mut self, piece: &str) {
        if piece.is_empty() {
            return;
        }
        if self.is_answered {
            self.forget();
        }
        self.text.push_str(piece);
        let look = Look {
            width: self.width,
            screen: screen(),
            gutter: GUTTER,
            claim: "unproven yet",
        };
        let answer = self.answer.get_or_insert_with(|| Markdown::new(look));
        let mut out = String::new();
        answer.feed(piece, &mut out);
        say(&out);
    }

    /// Shows what was held back of the answer.
    fn rest(&mut self) {
        if let Some(answer) = &mut self.answer {
            let mut out = String::new();
            answer.finish(&mut out);
            say(&out);
        }
    }

    fn forget(&mut self) {
        self.answer = None;
        self.text.clear();
        self.is_answered = false;
        self.is_thinking = false;
    }

    fn begins(&mut self, tool: &str, arguments: &Value) {
        self.call = Call::Runs(tool.to_owned());
        self.has_acted |= matches!(tool, "edit" | "write" | "shell" | "cargo");
        let text = |name: &str| arguments.get(name).and_then(Value::as_str);
        let what = match tool {
            "shell" => text("line").unwrap_or_default().to_owned(),
            "cargo" => {
                let args = arguments.get("args").and_then(Value::as_array);
                let args = args.into_iter().flatten().filter_map(Value::as_str);
                args.collect::<Vec<_>>().join(" ")
            }
            _ => text("path").or_else(|| text("pattern")).map_or_else(
                || {
                    let all = arguments.to_string();
                    all.chars().take(self.width).collect()
                },
                str::to_owned,
            ),
        };
        let bold = Style::new().bold();
        let mut out = format!("{bold}● {}{bold:#}", neutral(tool));
        for (index, line) in neutral_lines(&what).split('\n').enumerate() {
            out.push_str(if index == 0 { " " } else { "  " });
            out.push_str(&hanging(line, self.width.saturating_sub(tool.len() + 3)));
            out.push('\n');
        }
        let seen = self.asker.has_seen(arguments);
        if !seen && let Some(edit) = edits::of(&self.host, &self.root, tool, arguments) {
            out.push_str(&diff::draw(&edit.old, &edit.new, edits::MOST, self.width).text);
        }
        say(&out);
    }

    fn ends(&mut self, content: &str, is_error: bool) {
        // Why it did not run was said.
        let tool = match std::mem::take(&mut self.call) {
            Call::Denied => return,
            Call::Runs(tool) => tool,
            Call::Nothing => String::new(),
        };
        let mut lines = content.lines().filter(|line| !line.trim().is_empty());
        let told = match tool.as_str() {
            "shell" | "cargo" => lines.next_back(),
            _ if is_error => lines.next(),
            _ => None,
        };
        if let Some(told) = told {
            let told = neutral(told);
            let told = chunks(&told, self.width.saturating_sub(2));
            let style = if is_error { RED } else { DIM };
            say(&format!(
                "{style}  {}{style:#}\n",
                told.first().unwrap_or(&"")
            ));
        }
    }

    /// What holds of the answer above.
    fn verdict(&self) {
        let shown = self.answer.as_ref().map_or(&[][..], Markdown::fences);
        let told = verdict(&self.text, shown, &self.worded, self.gated.as_ref());
        say(&format!("{told}\n"));
    }

    /// Says of code that was shown that nobody will compile it.
    fn uncompiled(&self, why: &str) {
        let shown = self.answer.iter().flat_map(Markdown::fences);
        if shown.filter(|fence| fence.is_rust).count() > 0 {
            say(&format!(
                "{DIM}the code above stays unproven: {why}{DIM:#}\n"
            ));
        }
    }
}

/// How many columns the terminal has.
pub(super) fn screen() -> usize {
    terminal::width().unwrap_or(WIDEST).max(20)
}

/// A line in pieces that fit, each but the first set in, so that none passes for a line of the program.
fn hanging(line: &str, width: usize) -> String {
    chunks(line, width.saturating_sub(2)).join("\n  ")
}

/// Writes to the terminal. There is nowhere to say that it failed.
pub(super) fn say(text: &str) {
    let mut out = anstream::stdout().lock();
    _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
