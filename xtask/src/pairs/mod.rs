//! Real bug fixes as a measure: does a review see the bug before the fix, and is it silent after?
//!
//! Each row names a repository, the commits before and after a fix, a file and the lines that were wrong. Both states of
//! the workspace are unpacked from a bare repository, the sources only, and reviewed as `rustora review --quick` does.
//! A row counts when a finding covers one of its lines (`hit`), the rules that hit say nothing about what the fix changed
//! (`silent`), and one of them is about the defect that the row describes (`named`, by `families.json`).

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use rustora_host::OsHost;
use rustora_review::{Confidence, Finding, Progress, Request, review};
use serde_json::Value;

use crate::repo::Repo;

/// How far from a listed line a finding may stand, and how far from a changed one it still counts against the fix.
const NEAR: u32 = 1;
const AROUND: u32 = 3;

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct PairsArgs {
    /// The rows, as JSON: repo, parent, fix, path, lines, rule, tier.
    #[arg(long)]
    pairs: PathBuf,
    /// The folder of bare repositories, each `owner+name/repo`.
    #[arg(long)]
    mirrors: PathBuf,
    /// Only this row, from 0; prints the findings in its file as well.
    #[arg(long)]
    row: Option<usize>,
    /// Count findings of any confidence.
    #[arg(long)]
    all: bool,
}

struct Row {
    repo: String,
    parent: String,
    fix: String,
    path: String,
    lines: Vec<u32>,
    rule: String,
    tier: String,
}

/// What came of a row.
struct Outcome {
    /// The rules whose findings cover a listed line.
    hits: BTreeSet<&'static str>,
    silent: bool,
    named: bool,
}

#[derive(Default)]
struct Total {
    rows: usize,
    hit: usize,
    silent: usize,
    named: usize,
}

/// Reviews both sides of every row.
pub(crate) fn run(repo: &Repo, args: &PairsArgs) -> Result<(), String> {
    let text = std::fs::read_to_string(&args.pairs)
        .map_err(|error| format!("cannot read the rows in {}: {error}", args.pairs.display()))?;
    let rows: Vec<Value> = serde_json::from_str(&text).map_err(|error| {
        let path = args.pairs.display();
        format!("{path} is no list of rows: {error}; each is an object with repo, parent, fix, path, lines, rule, tier")
    })?;
    let families: BTreeMap<String, Vec<String>> =
        serde_json::from_str(include_str!("families.json"))
            .map_err(|error| format!("families.json: {error}"))?;
    let scratch = repo.path("target/pairs");
    let mut totals: BTreeMap<String, Total> = BTreeMap::new();
    let mut missing = 0;
    for (index, row) in rows.iter().enumerate() {
        if args.row.is_some_and(|only| only != index) {
            continue;
        }
        let row = Row::read(row)
            .map_err(|why| format!("row {index} of {}: {why}", args.pairs.display()))?;
        let started = Instant::now();
        match measure(&row, args, &families, &scratch) {
            Ok(outcome) => {
                let total = totals.entry(row.tier.clone()).or_default();
                total.rows += 1;
                let hit = !outcome.hits.is_empty();
                total.hit += usize::from(hit);
                total.silent += usize::from(hit && outcome.silent);
                total.named += usize::from(hit && outcome.silent && outcome.named);
                let flag = |is: bool, text| if is { text } else { "-" };
                println!(
                    "{index:2} {} {:3} {:6} {:5} {:32} {}:{} [{}] {:.1} s",
                    row.tier,
                    flag(hit, "hit"),
                    flag(hit && outcome.silent, "silent"),
                    flag(hit && outcome.named, "named"),
                    row.rule,
                    row.repo,
                    row.path,
                    outcome.hits.into_iter().collect::<Vec<_>>().join(", "),
                    started.elapsed().as_secs_f64()
                );
            }
            Err(why) => {
                missing += 1;
                println!("{index:2} {} missing: {why}", row.tier);
            }
        }
    }
    _ = std::fs::remove_dir_all(&scratch);
    println!("tier  rows   hit  hit and silent  hit, silent and named");
    for (tier, total) in &totals {
        let percent = 100 * total.named / total.rows.max(1);
        println!(
            "{tier:4}  {:4}  {:4}  {:14}  {:4} ({percent} %)",
            total.rows, total.hit, total.silent, total.named
        );
    }
    if missing > 0 {
        println!("{missing} rows could not be measured");
    }
    Ok(())
}

impl Row {
    fn read(value: &Value) -> Result<Self, String> {
        let text = |name: &str| {
            let found = value[name].as_str();
            found
                .map(str::to_owned)
                .ok_or_else(|| format!("it has no text `{name}`"))
        };
        let lines = value["lines"].as_array().ok_or("it has no list `lines`")?;
        Ok(Self {
            repo: text("repo")?,
            parent: text("parent")?,
            fix: text("fix")?,
            path: text("path")?,
            lines: lines
                .iter()
                .filter_map(|line| u32::try_from(line.as_u64()?).ok())
                .collect(),
            rule: text("rule")?,
            tier: text("tier")?,
        })
    }
}

fn measure(
    row: &Row,
    args: &PairsArgs,
    families: &BTreeMap<String, Vec<String>>,
    scratch: &Path,
) -> Result<Outcome, String> {
    let mirror = args.mirrors.join(row.repo.replace('/', "+")).join("repo");
    if !mirror.is_dir() {
        return Err(format!("there is no {}", mirror.display()));
    }
    let before = findings(&mirror, &row.parent, row, args, scratch)?;
    let after = findings(&mirror, &row.fix, row, args, scratch)?;
    let covers = |finding: &Finding, line: u32, near: u32| {
        finding.location.start.line <= line + near && line <= finding.location.end.line + near
    };
    let hits: BTreeSet<&'static str> = before
        .iter()
        .filter(|finding| row.lines.iter().any(|line| covers(finding, *line, NEAR)))
        .map(|finding| finding.rule.id)
        .collect();
    let changed = changed_lines(&mirror, row)?;
    let silent = !after.iter().any(|finding| {
        hits.contains(finding.rule.id)
            && changed.iter().any(|(first, last)| {
                finding.location.start.line <= last + AROUND
                    && *first <= finding.location.end.line + AROUND
            })
    });
    let named = hits.iter().any(|id| {
        *id == row.rule
            || families
                .get(*id)
                .is_some_and(|names| names.contains(&row.rule))
    });
    if args.row.is_some() {
        for (when, found) in [("before", &before), ("after", &after)] {
            for finding in found {
                let line = finding.location.start.line;
                println!("   {when} {line} {}: {}", finding.rule.id, finding.message);
            }
        }
    }
    Ok(Outcome {
        hits,
        silent,
        named,
    })
}

/// What a review of the row's workspace at `commit` says about the row's file.
fn findings(
    mirror: &Path,
    commit: &str,
    row: &Row,
    args: &PairsArgs,
    scratch: &Path,
) -> Result<Vec<Finding>, String> {
    _ = std::fs::remove_dir_all(scratch);
    let folder = scratch.join("tree");
    std::fs::create_dir_all(&folder)
        .map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    let archive = scratch.join("tree.tar");
    // A mirror may lack its largest files; only sources are asked for.
    let mut wanted = vec!["*.rs", "*Cargo.toml"];
    let locked = git(mirror, &["ls-tree", "-r", "--name-only", commit])?;
    if locked.lines().any(|path| path.ends_with("Cargo.lock")) {
        wanted.push("*Cargo.lock");
    }
    let output = archive.display().to_string();
    let options = ["archive", "--format=tar", "-o", &output, commit, "--"];
    git(mirror, &[&options[..], &wanted].concat())?;
    let unpacked = Command::new("tar")
        .arg("-xf")
        .arg(&archive)
        .arg("-C")
        .arg(&folder)
        .output()
        .map_err(|error| format!("cannot start tar: {error}"))?;
    let file = folder.join(&row.path);
    if !file.is_file() {
        let why = String::from_utf8_lossy(&unpacked.stderr);
        return match why.lines().next() {
            Some(why) if !folder.join("Cargo.toml").is_file() => Err(format!("{commit}: {why}")),
            // The fix removed the file.
            _ => Ok(Vec::new()),
        };
    }
    let request = Request {
        paths: vec![file],
        ..Request::default()
    };
    let review = review(&OsHost::default(), &request, &Progress::default())
        .map_err(|error| error.to_string())?;
    let wanted = |finding: &Finding| args.all || finding.confidence >= Confidence::Medium;
    Ok(review.findings.into_iter().filter(wanted).collect())
}

/// The lines that the fix left in the row's file where it changed it, as first and last.
fn changed_lines(mirror: &Path, row: &Row) -> Result<Vec<(u32, u32)>, String> {
    let diff = git(
        mirror,
        &["diff", "-U0", &row.parent, &row.fix, "--", &row.path],
    )?;
    let hunks = diff.lines().filter_map(|line| {
        let after = line.strip_prefix("@@ ")?.split('+').nth(1)?;
        let numbers = after.split(' ').next()?;
        let (first, count) = numbers.split_once(',').unwrap_or((numbers, "1"));
        let (first, count): (u32, u32) = (first.parse().ok()?, count.parse().ok()?);
        Some((first, first + count.saturating_sub(1)))
    });
    Ok(hunks.collect())
}

fn git(mirror: &Path, args: &[&str]) -> Result<String, String> {
    let done = Command::new("git")
        .arg("--git-dir")
        .arg(mirror)
        .args(args)
        .output()
        .map_err(|error| format!("cannot start git: {error}"))?;
    if !done.status.success() {
        let why = String::from_utf8_lossy(&done.stderr);
        return Err(format!("git {}: {}", args.join(" "), why.trim()));
    }
    Ok(String::from_utf8_lossy(&done.stdout).into_owned())
}
