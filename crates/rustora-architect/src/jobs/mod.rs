//! The jobs as tools of a model: what each is called, what it takes, and what is to be read of its result.
//!
//! A result is text, short and exact: places, messages, what is proven. It is what the engine found, word for word; nothing here judges.
//! What a model says about code is held to proofs here too: the blocks of its answer and the workspace that it has changed.

mod finding;

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use rustora_design::brief::{Archetype, Brief};
use rustora_host::{Cancel, Host, Kind};
use rustora_knowledge::{search, topic};
use rustora_memory::{Change, Instructions, Judged, Memory, MemoryError, Place, change};
use rustora_proof::markdown::{Dialect, blocks};
use rustora_proof::{Depth, Options, ProofOutcome as Outcome, State};
use rustora_review::{Confidence, Progress, RULES, Request, review};
use rustora_source::cargo::find_root;
use serde_json::{Value, json};

use crate::adr;
use crate::advise::advise;
use crate::design::{designed, document, understood};
use crate::gates::{Asked, Extent, Gate, Plan, affected, asked, gates};
use crate::remembered::Exceptions;
use crate::review::{Proof, Told};
use crate::{prove_text, told};

/// A job as a tool.
#[derive(Clone, Debug, PartialEq)]
pub struct JobTool {
    /// Its name.
    pub name: &'static str,
    /// What it does, and when to use it.
    pub description: &'static str,
    /// The JSON schema of its arguments.
    pub schema: Value,
    /// Whether it changes what is remembered.
    pub remembers: bool,
}

/// The jobs, for one workspace.
pub struct Jobs {
    /// The machine.
    pub host: Arc<dyn Host>,
    /// The folder that is worked in, canonical.
    pub root: PathBuf,
    /// Where the agent's memory is, if it has one.
    pub memory: Option<Place>,
    /// How code is compiled; none where there is no place to do it in.
    pub options: Option<Options>,
}

/// What became of one gate, or of one block of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The gate's name, or the block's line.
    pub what: String,
    /// Whether it holds.
    pub state: HeldState,
    /// What was said, a line each.
    pub said: Vec<String>,
}

/// Whether something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldState {
    /// It does.
    Proven,
    /// It does not.
    Refuted,
    /// Nobody could tell.
    Unproven,
}

/// The gates that a change has to pass before it counts as done.
const CHANGE_GATES: [Gate; 5] = [
    Gate::Fmt,
    Gate::Review,
    Gate::Check,
    Gate::Pedantic,
    Gate::Tests,
];

/// How many findings are told one by one.
const MOST_FINDINGS: usize = 30;

/// The tools, in an order that stays.
pub fn job_tools() -> Vec<JobTool> {
    let text = |what: &str| json!({ "type": "string", "description": what });
    let object = |properties: Value, required: &[&str]| json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false });
    let tool = |name, description, schema| JobTool {
        name,
        description,
        schema,
        remembers: name == "memory",
    };
    vec![
        tool(
            "review",
            "Review Rust code: correctness, idiom, cost, errors, tests, security. Findings with place and corrected code.",
            object(
                json!({
                    "paths": { "type": "array", "items": { "type": "string" }, "description": "files or folders; all by default" },
                    "all": { "type": "boolean", "description": "unsure findings too" },
                }),
                &[],
            ),
        ),
        tool(
            "finding",
            "Report a finding of your own in Rust code. Its fix is compiled; without a proven fix it is shown as unproven.",
            object(
                json!({
                    "path": text("the file"),
                    "quote": text("the code, exactly; once in the file"),
                    "message": text("what is wrong, and why"),
                    "fix": text("what takes the quote's place"),
                }),
                &["path", "quote", "message"],
            ),
        ),
        tool(
            "prove",
            "Compile the Rust blocks of a Markdown text in this project, or, without one, run the gates fmt, review, check, pedantic, \
            tests on what changed.",
            object(json!({ "text": text("Markdown with ```rust blocks") }), &[]),
        ),
        tool(
            "design",
            "Design a backend from a request: components, capacity, decisions, failure modes.",
            object(
                json!({ "request": text("kind of system, load, guarantees") }),
                &["request"],
            ),
        ),
        tool(
            "advise",
            "Answer a question about Rust backends from checked playbooks, with compiled code.",
            object(json!({ "question": text("the question") }), &["question"]),
        ),
        tool(
            "adr",
            "List the project's decision records with status.",
            object(json!({}), &[]),
        ),
        tool(
            "memory",
            "Remember, forget or find lasting facts about this project. No task state, guesses or secrets.",
            object(
                json!({
                    "do": { "type": "string", "enum": ["add", "forget", "search", "list"] },
                    "text": text("the sentence, or words of it"),
                }),
                &["do"],
            ),
        ),
        tool(
            "explain",
            "Show the page of a review rule or playbook topic by its id.",
            object(json!({ "id": text("rule or topic") }), &["id"]),
        ),
    ]
}

impl Jobs {
    /// Does a job.
    ///
    /// # Errors
    /// When it cannot be done: why, for a model.
    pub fn run(&self, name: &str, arguments: &Value, cancel: &Cancel) -> Result<String, String> {
        let text = |key: &str| {
            arguments
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        match name {
            "review" => self.review(arguments),
            "finding" => self.finding(arguments, cancel),
            "prove" => self.prove(text("text"), cancel),
            "design" => {
                let (brief, line) = understood(self.host.as_ref(), text("request"))?;
                let made = designed(&brief).map_err(|error| error.to_string())?;
                Ok(format!("understood: {line}\n\n{}", document(&made)))
            }
            "advise" => {
                let answer =
                    advise(text("question"), &usual()?).map_err(|error| error.to_string())?;
                answer
                    .map(|advice| advice.markdown)
                    .ok_or_else(|| "no playbook has to do with that".to_owned())
            }
            "adr" => self.records(),
            "memory" => self.remember(text("do"), text("text")),
            "explain" => explained(text("id")),
            _ => Err(format!("there is no tool {name}")),
        }
    }

    fn review(&self, arguments: &Value) -> Result<String, String> {
        let paths = arguments.get("paths").and_then(Value::as_array);
        let paths: Vec<PathBuf> = paths
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(|path| self.root.join(path))
            .collect();
        let root = find_root(self.host.as_ref(), &self.root).unwrap_or_else(|| self.root.clone());
        let request = Request {
            paths: if paths.is_empty() { vec![root] } else { paths },
            ..Request::default()
        };
        let mut review = review(self.host.as_ref(), &request, &Progress::default())
            .map_err(|error| error.to_string())?;
        let silenced = self.exceptions().apply(&mut review.findings);
        let is_all = arguments
            .get("all")
            .and_then(Value::as_bool)
            .unwrap_or(false);
        let least = if is_all {
            Confidence::Low
        } else {
            Confidence::Medium
        };
        let all = told(&review, None, "it was not compiled");
        let shown: Vec<&Told> = all.iter().filter(|told| told.confidence >= least).collect();
        let mut out = format!(
            "{} files, {} lines, {} findings\n",
            review.files,
            review.lines,
            shown.len()
        );
        for told in shown.iter().take(MOST_FINDINGS) {
            finding(&mut out, told);
        }
        if shown.len() > MOST_FINDINGS {
            _ = writeln!(
                out,
                "and {} more: review fewer paths to see them",
                shown.len() - MOST_FINDINGS
            );
        }
        for one in silenced {
            _ = writeln!(
                out,
                "silent, since the memory accepts it ({}): {}",
                one.place,
                one.findings.join(", ")
            );
        }
        for note in &review.notes {
            _ = writeln!(out, "note: {}: {}", note.path, note.message);
        }
        Ok(out)
    }

    fn exceptions(&self) -> Exceptions {
        let memory = self
            .memory
            .as_ref()
            .and_then(|place| Memory::read(self.host.as_ref(), place).ok());
        memory.map_or_else(Exceptions::default, |memory| {
            Exceptions::of(&memory.entries(), str::to_owned)
        })
    }

    fn prove(&self, text: &str, cancel: &Cancel) -> Result<String, String> {
        let held = if text.trim().is_empty() {
            self.gates(cancel)
        } else {
            self.words(text, cancel)
        };
        let mut out = String::new();
        for one in held {
            let state = match one.state {
                HeldState::Proven => "proven",
                HeldState::Refuted => "refuted",
                HeldState::Unproven => "unproven",
            };
            _ = writeln!(out, "{}: {state}", one.what);
            for line in one.said {
                _ = writeln!(out, "  {line}");
            }
        }
        if out.is_empty() {
            return Err("there is no Rust block in the text".to_owned());
        }
        Ok(out)
    }

    fn records(&self) -> Result<String, String> {
        let said = |error: adr::AdrError| format!("{error}; {}", error.hint());
        let place = adr::place(self.host.as_ref(), &self.root).map_err(said)?;
        let records = adr::read(self.host.as_ref(), &place).map_err(said)?;
        let lines = records.records.iter().map(|record| {
            format!(
                "{:04} {} {} ({})",
                record.number,
                record.status.name(),
                record.title,
                record.path.display()
            )
        });
        let lines: Vec<String> = lines.collect();
        Ok(if lines.is_empty() {
            "no decision records".to_owned()
        } else {
            lines.join("\n")
        })
    }

    fn remember(&self, what: &str, text: &str) -> Result<String, String> {
        let place = self.memory.as_ref().ok_or("this agent has no memory")?;
        let host = self.host.as_ref();
        let said = |error: MemoryError| format!("{error}; {}", error.hint());
        let listed = |entries: Vec<rustora_memory::Entry>| -> String {
            let lines = entries.iter().map(|entry| {
                format!(
                    "{} {}:{} {}",
                    entry.id(),
                    entry.file,
                    entry.line,
                    entry.text
                )
            });
            lines.collect::<Vec<_>>().join("\n")
        };
        match what {
            "add" => {
                let instructions =
                    Instructions::read(host, &rustora_memory::project_root(host, &self.root));
                // A model may not insist.
                let changes = change(host, place, |memory| {
                    memory.add(text, None, &instructions, Judged::Strictly)
                });
                changes.map(|changes| changed(&changes)).map_err(said)
            }
            "forget" => {
                let changes = change(host, place, |memory| memory.forget(text, false));
                changes.map(|changes| changed(&changes)).map_err(said)
            }
            "search" => {
                let memory = Memory::read(host, place).map_err(said)?;
                let hits = memory
                    .search(text)
                    .into_iter()
                    .take(10)
                    .map(|hit| hit.entry);
                Ok(listed(hits.collect()))
            }
            _ => Memory::read(host, place)
                .map(|memory| listed(memory.entries()))
                .map_err(said),
        }
    }

    /// Compiles the Rust blocks of a text in this project. A text without any holds nothing.
    pub fn words(&self, text: &str, cancel: &Cancel) -> Vec<Held> {
        let unproven = |why: &str| {
            vec![Held {
                what: "line 1".to_owned(),
                state: HeldState::Unproven,
                said: vec![why.to_owned()],
            }]
        };
        if blocks(text, Dialect::Answer).is_empty() {
            return Vec::new();
        }
        let Some(options) = self.options(cancel) else {
            return unproven("there is no folder to compile in");
        };
        let proven = prove_text(
            self.host.as_ref(),
            text,
            &self.root,
            Depth::Check,
            options,
            &mut |_| {},
        );
        let proven = match proven {
            Ok(proven) => proven,
            Err(error) => return unproven(&error.to_string()),
        };
        let held = proven.snippets.iter().map(|snippet| {
            let (state, mut said) = match &snippet.state {
                State::Proven => (HeldState::Proven, Vec::new()),
                State::Refuted => (HeldState::Refuted, Vec::new()),
                State::Unproven(why) => (HeldState::Unproven, vec![why.clone()]),
            };
            if state != HeldState::Proven {
                said.extend(
                    snippet
                        .remarks
                        .iter()
                        .map(|remark| format!("line {}: {}", remark.at.line, remark.message)),
                );
            }
            Held {
                what: format!("line {}", snippet.line),
                state,
                said,
            }
        });
        held.collect()
    }

    /// Runs the gates on what has changed since the last commit; on the whole workspace where that cannot be told.
    pub fn gates(&self, cancel: &Cancel) -> Vec<Held> {
        let unproven = |why: String| {
            vec![Held {
                what: "gates".to_owned(),
                state: HeldState::Unproven,
                said: vec![why],
            }]
        };
        let host = self.host.as_ref();
        let Some(root) = find_root(host, &self.root) else {
            // What is no Rust has no gates.
            return Vec::new();
        };
        let Some(options) = self.options(cancel) else {
            return unproven("there is no folder to compile in".to_owned());
        };
        let accepted = match asked(host, &root) {
            Ok(asked) => asked.accepted,
            Err(why) => return unproven(why),
        };
        let extent = affected(host, &root, "HEAD").map_or(Extent::Whole, Extent::Affected);
        let plan = Plan {
            asked: &Asked {
                gates: CHANGE_GATES.to_vec(),
                accepted,
            },
            extent: &extent,
            is_fresh: &|_| false,
        };
        let done = match gates(host, &root, &plan, options, &mut |_| {}) {
            Ok(done) => done,
            Err(error) => return unproven(error.to_string()),
        };
        let held = done.passed.into_iter().map(|passed| {
            let evidence = passed.evidence;
            let state = match evidence.outcome {
                Outcome::Proven => HeldState::Proven,
                Outcome::Refuted => HeldState::Refuted,
                Outcome::Unproven => HeldState::Unproven,
            };
            let said = if evidence.said.is_empty() {
                vec![evidence.why]
            } else {
                evidence.said
            };
            Held {
                what: passed.gate.name().to_owned(),
                state,
                said: said.into_iter().filter(|line| !line.is_empty()).collect(),
            }
        });
        held.collect()
    }

    /// A hash of every file that the gates could look at: all that git sees.
    pub fn content(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        let (files, _) = self.host.walk(&self.root, "");
        for file in files {
            let below = file.strip_prefix(&self.root).unwrap_or(&file);
            // What is remembered is no part of the program.
            if below.starts_with(".claude") {
                continue;
            }
            hasher.update(below.as_os_str().as_encoded_bytes());
            match (self.host.kind(&file), self.host.read(&file)) {
                (Ok(Kind::File(_)), Ok(bytes)) => hasher.update(blake3::hash(&bytes).as_bytes()),
                _ => hasher.update(b"?"),
            };
        }
        hasher.finalize().to_hex().to_string()
    }

    fn options(&self, cancel: &Cancel) -> Option<Options> {
        let mut options = self.options.clone()?;
        options.cancel = cancel.clone();
        Some(options)
    }
}

fn finding(out: &mut String, told: &Told) {
    let place = &told.location;
    _ = writeln!(
        out,
        "{}:{}:{}: {} [{}] {}",
        place.source.path,
        place.start.line,
        place.start.column,
        told.severity.name(),
        told.id,
        told.message
    );
    if let Some(why) = &told.why {
        _ = writeln!(out, "  why: {why}");
    }
    if let Some(fix) = &told.fix {
        let proof = match &fix.proof {
            Proof::Proven => "proven",
            Proof::Unproven(_) => "unproven",
        };
        _ = writeln!(out, "  fix ({proof}): {}", fix.fix.title);
    }
}

fn changed(changes: &[Change]) -> String {
    let line = |change: &Change| match change {
        Change::Added(entry) => format!("remembered in {}:{}", entry.file, entry.line),
        Change::Updated { old, new } => format!(
            "corrected in {}:{}; it was: {}",
            new.file, new.line, old.text
        ),
        Change::Known(entry) => format!("known already, {}:{}", entry.file, entry.line),
        Change::Removed(entry) => format!("forgotten: {}", entry.text),
    };
    changes.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A brief in which everything is assumed: what a question is weighed with that names no system.
fn usual() -> Result<Brief, String> {
    let kind = Archetype::ConnectionApi.id();
    let text = format!("schema = \"rustora.brief/1\"\nname = \"usual\"\narchetype = \"{kind}\"\n");
    Brief::from_toml(&text).map_err(|_| "there is nothing to weigh it with".to_owned())
}

fn explained(id: &str) -> Result<String, String> {
    if let Some(rule) = RULES.iter().find(|rule| rule.id == id) {
        return Ok(rule.page.to_owned());
    }
    if let Some(topic) = topic(id) {
        return Ok(topic.markdown().to_owned());
    }
    let near = search(id)
        .into_iter()
        .take(3)
        .map(|hit| hit.topic.id.clone());
    let near: Vec<String> = near.collect();
    Err(format!(
        "there is no rule and no topic {id}; near: {}",
        near.join(", ")
    ))
}
