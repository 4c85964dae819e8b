//! The compiler as a judge of the resolver: does each call reach what we say it reaches?
//!
//! Clippy's `disallowed-methods` names a function by its path and is answered by the compiler's own resolution, so a
//! list of all functions in the signature tables makes clippy tell every call of one. The same calls, as the
//! resolver sees them, are compared place by place: what both name alike counts, what only one of them names is a miss or
//! a mistake. Tests, examples and code below a `cfg` are left out, since one build sees only a part of those.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use rustora_host::OsHost;
use rustora_review::{ListedCall, Listing, Part, canonical_path, compiler_paths, listing};
use serde_json::Value;

use crate::repo::Repo;

const LINT: &str = "clippy::disallowed_methods";

/// What clippy says before the path of a function.
const FOUND: &str = "use of a disallowed method `";

/// The row that stands for all functions.
const ALL: &str = "(all)";

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct OracleArgs {
    /// The folder of a project that compiles.
    project: PathBuf,
    /// Print every mistake and miss.
    #[arg(long)]
    list: bool,
    /// Fail when precision over all functions is lower, in percent.
    #[arg(long, value_name = "PERCENT")]
    assert_precision: Option<f64>,
    /// Fail when recall over all functions is lower, in percent.
    #[arg(long, value_name = "PERCENT")]
    assert_recall: Option<f64>,
    /// What else to give to `cargo clippy`, such as `--features postgres`.
    #[arg(last = true)]
    cargo: Vec<String>,
}

/// A place in a file: where a function is named.
type Place = (PathBuf, u32);

/// What clippy says.
#[derive(Default)]
struct Compiler {
    calls: BTreeMap<Place, (u32, String)>,
}

#[derive(Default)]
struct Score {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Score {
    /// How much of what we say is so, in percent.
    fn precision(&self) -> f64 {
        percent(self.right, self.right + self.wrong)
    }

    /// How much of what is so we say, in percent.
    fn recall(&self) -> f64 {
        percent(self.right, self.right + self.missed)
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of calls are far below 2^52"
)]
fn percent(part: usize, of: usize) -> f64 {
    if of == 0 {
        return 100.0;
    }
    100.0 * part as f64 / of as f64
}

/// Compares what the resolver and the compiler say of one project.
pub(crate) fn run(repo: &Repo, args: &OracleArgs) -> Result<(), String> {
    let project = args
        .project
        .canonicalize()
        .map_err(|error| format!("cannot look at {}: {error}", args.project.display()))?;
    let started = Instant::now();
    let ours = listing(&OsHost::new(), std::slice::from_ref(&project))
        .map_err(|error| error.to_string())?;
    println!(
        "resolver: {} calls of {} functions in tables, {:.1} s",
        ours.calls.len(),
        ours.functions.len(),
        started.elapsed().as_secs_f64()
    );
    let started = Instant::now();
    let compiler = ask_clippy(repo, &project, &ours, &args.cargo)?;
    println!(
        "compiler: {} calls, {:.1} s",
        compiler.calls.len(),
        started.elapsed().as_secs_f64()
    );
    let scores = compare(&ours, &compiler, &project, args.list);
    println!("table              right  wrong  missed  precision  recall");
    for (table, score) in &scores {
        println!(
            "{table:18} {:5}  {:5}  {:6}  {:7.1} %  {:4.1} %",
            score.right,
            score.wrong,
            score.missed,
            score.precision(),
            score.recall()
        );
    }
    let all = scores.get(ALL).ok_or("nothing was compared")?;
    let low = |what: &str, is: f64, want: Option<f64>| match want {
        Some(want) if is < want => Err(format!("{what} is {is:.1} %, wanted {want} %")),
        _ => Ok(()),
    };
    low("precision", all.precision(), args.assert_precision)?;
    low("recall", all.recall(), args.assert_recall)
}

/// Has clippy name every call of a function in our tables.
fn ask_clippy(
    repo: &Repo,
    project: &Path,
    ours: &Listing,
    cargo: &[String],
) -> Result<Compiler, String> {
    let folder = repo.path("target/oracle");
    let settings = folder.join("settings");
    std::fs::create_dir_all(&settings)
        .map_err(|error| format!("cannot make {}: {error}", settings.display()))?;
    let mut list = "disallowed-methods = [\n".to_owned();
    let paths: BTreeSet<&str> = ours
        .functions
        .iter()
        .map(|function| function.path.as_str())
        .collect();
    for path in paths {
        for alike in compiler_paths(path) {
            // Writing to a `String` cannot fail.
            _ = writeln!(list, "    {{ path = \"{alike}\", allow-invalid = true }},");
        }
    }
    list.push_str("]\n");
    let file = settings.join("clippy.toml");
    // A list that is as it was leaves cargo what the compiler said of it the last time.
    if std::fs::read_to_string(&file).ok().as_ref() != Some(&list) {
        std::fs::write(&file, list)
            .map_err(|error| format!("cannot write {}: {error}", file.display()))?;
    }
    let output = Command::new("cargo")
        .args(["clippy", "--workspace", "--message-format=json", "--quiet"])
        .args(cargo)
        .args(["--", "--cap-lints", "warn", "--force-warn", LINT])
        .current_dir(project)
        .env("CLIPPY_CONF_DIR", &settings)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .output()
        .map_err(|error| format!("cannot start cargo clippy: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let tail: Vec<&str> = said.lines().rev().take(12).collect();
        let tail: Vec<&str> = tail.into_iter().rev().collect();
        return Err(format!(
            "{} does not pass cargo clippy, so nothing can be compared:\n{}",
            project.display(),
            tail.join("\n")
        ));
    }
    let mut compiler = Compiler::default();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        compiler.hear(&message["message"], project);
    }
    Ok(compiler)
}

impl Compiler {
    fn hear(&mut self, message: &Value, project: &Path) {
        let text = message["message"].as_str().unwrap_or("");
        let Some(path) = text
            .strip_prefix(FOUND)
            .and_then(|rest| rest.split('`').next())
        else {
            return;
        };
        for span in message["spans"].as_array().into_iter().flatten() {
            // What a macro wrote is not in the source, and only a compiler that expands macros sees it.
            if span["is_primary"] != true || !span["expansion"].is_null() {
                continue;
            }
            let (Some(file), Some(at), Some(line)) = (
                span["file_name"].as_str(),
                span["byte_start"].as_u64(),
                span["line_start"].as_u64(),
            ) else {
                continue;
            };
            if !names(span, path) {
                continue;
            }
            let number = |value| u32::try_from(value).unwrap_or(u32::MAX);
            self.calls.insert(
                (project.join(file), number(at)),
                (number(line), canonical_path(path)),
            );
        }
    }
}

/// Whether code names the function where clippy points: what a derive or an attribute writes has the place of the attribute,
/// or of the field that it stands for.
fn names(span: &Value, path: &str) -> bool {
    let line = &span["text"][0];
    let (Some(text), Some(start), Some(end)) = (
        line["text"].as_str(),
        line["highlight_start"].as_u64(),
        line["highlight_end"].as_u64(),
    ) else {
        return false;
    };
    // Columns are characters, from 1.
    let count = usize::try_from(end.saturating_sub(start)).unwrap_or(0);
    let skip = usize::try_from(start.saturating_sub(1)).unwrap_or(0);
    let written: String = text.chars().skip(skip).take(count).collect();
    let is_code = !text.trim_start().starts_with(['#', '/']);
    // A path may be broken over lines, and then only its beginning is on this one.
    is_code
        && (path
            .rsplit("::")
            .next()
            .is_some_and(|name| written.contains(name))
            || written.ends_with("::"))
}

fn compare(
    ours: &Listing,
    compiler: &Compiler,
    project: &Path,
    list: bool,
) -> BTreeMap<String, Score> {
    let mut marks: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for function in &ours.functions {
        let known = marks.entry(canonical_path(&function.path)).or_default();
        known.extend(function.marks.iter().map(String::as_str));
    }
    let tables = |path: &str| {
        let known = marks
            .get(&canonical_path(path))
            .into_iter()
            .flatten()
            .copied();
        known.chain([ALL]).collect::<BTreeSet<&str>>()
    };
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    scores.entry(ALL.to_owned()).or_default();
    let mut count = |path: &str, add: fn(&mut Score)| {
        for table in tables(path) {
            add(scores.entry(table.to_owned()).or_default());
        }
    };
    let tell = |what: &str, file: &Path, line: u32, path: &str, truth: &str| {
        if list {
            let file = file.strip_prefix(project).unwrap_or(file).display();
            println!("{what}: {file}:{line}: {path}{truth}");
        }
    };
    let place = |call: &ListedCall| (call.file.clone(), call.at);
    let mut left_out: BTreeSet<Place> = BTreeSet::new();
    let mut heard: BTreeSet<Place> = BTreeSet::new();
    for call in &ours.calls {
        let at = place(call);
        if call.part != Part::Product || call.conditional {
            left_out.insert(at);
            continue;
        }
        match compiler.calls.get(&at) {
            Some((_, path)) if *path == canonical_path(&call.target) => {
                count(&call.target, |score| score.right += 1);
            }
            Some((_, path)) => {
                count(&call.target, |score| score.wrong += 1);
                count(path, |score| score.missed += 1);
                tell(
                    "wrong",
                    &call.file,
                    call.line,
                    &call.target,
                    &format!(", but it is {path}"),
                );
            }
            None => {
                count(&call.target, |score| score.wrong += 1);
                tell(
                    "wrong",
                    &call.file,
                    call.line,
                    &call.target,
                    ", but it is none of the tables'",
                );
            }
        }
        heard.insert(at);
    }
    for (at, (line, path)) in &compiler.calls {
        if !heard.contains(at) && !left_out.contains(at) {
            count(path, |score| score.missed += 1);
            tell("missed", &at.0, *line, path, "");
        }
    }
    scores
}
