//! Files by name and by what is in them.
//!
//! Both see the tree as version control does. Files where secrets are kept are passed over by `grep`: whoever wants one has to name
//! it to `read`, which asks.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};
use regex::bytes::RegexBuilder;
use rustora_host::Kind;

use super::arguments::Arguments;
use super::bounded::cut;
use super::{Context, Done};
use crate::permission::{Place, is_secret};

/// How many files are listed.
const MOST_FILES: usize = 300;
/// How many lines are found.
const MOST_LINES: usize = 200;
/// How much is told, bytes.
const MOST_BYTES: usize = 28 << 10;
/// Larger files are no text that somebody wrote, bytes.
const LARGEST: u64 = 4 << 20;
/// How long a line is shown, bytes.
const LONGEST: usize = 400;
/// How large a compiled pattern may get, bytes.
const PATTERN: usize = 2 << 20;

pub(super) fn glob(context: &Context<'_>, given: &Arguments<'_>) -> Result<Done, String> {
    let folder = there(context, given.text_or("path", ".")?)?;
    let matcher = matcher(given.text("pattern")?)?;
    let (files, _) = context.host.walk(&folder, "");
    let is_wanted = |path: &&PathBuf| matcher.is_match(path.strip_prefix(&folder).unwrap_or(path));
    let found: Vec<&PathBuf> = files.iter().filter(is_wanted).collect();
    if found.is_empty() {
        return Ok(Done::told(format!(
            "none of {} files; hidden and ignored ones are left out",
            files.len()
        )));
    }
    let mut text = String::new();
    for path in found.iter().take(MOST_FILES) {
        text.push_str(&context.shown(path));
        text.push('\n');
    }
    if found.len() > MOST_FILES {
        _ = writeln!(
            text,
            "[… {} more; narrow the pattern]",
            found.len() - MOST_FILES
        );
    }
    Ok(Done::told(text))
}

pub(super) fn grep(context: &Context<'_>, given: &Arguments<'_>) -> Result<Done, String> {
    let pattern = given.text("pattern")?;
    let regex = RegexBuilder::new(pattern)
        .case_insensitive(given.is("ignore_case"))
        .size_limit(PATTERN)
        .build()
        .map_err(|error| format!("`{pattern}` is no regex that Rust reads: {error}"))?;
    let around = usize::try_from(given.number_or("context", 0).min(20)).unwrap_or_default();
    let start = there(context, given.text_or("path", ".")?)?;
    let files = match context.host.kind(&start) {
        Ok(Kind::File(_)) => vec![start.clone()],
        _ => context.host.walk(&start, "").0,
    };
    let matcher = match given.text_or("glob", "")? {
        "" => None,
        glob => Some(matcher(glob)?),
    };
    let (mut text, mut lines, mut in_files, mut lost) = (String::new(), 0, 0, 0);
    for path in &files {
        if context.cancel.is_cancelled() {
            return Err("it was cancelled".to_owned());
        }
        let below = path.strip_prefix(&start).unwrap_or(path);
        let is_unwanted = matcher
            .as_ref()
            .is_some_and(|matcher| *path != start && !matcher.is_match(below));
        let is_readable =
            matches!(context.host.kind(path), Ok(Kind::File(size)) if size <= LARGEST);
        if is_unwanted || !is_readable || (*path != start && is_secret(path)) {
            continue;
        }
        let Ok(bytes) = context.host.read(path) else {
            continue;
        };
        if bytes.iter().take(8192).any(|byte| *byte == 0) {
            continue;
        }
        let mut all: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
        // Behind the last line break stands nothing.
        all.pop_if(|last| last.is_empty());
        let hits: Vec<usize> = (0..all.len())
            .filter(|at| regex.is_match(without_return(all[*at])))
            .collect();
        in_files += usize::from(!hits.is_empty());
        let shown = context.shown(path);
        let mut next = None;
        for at in hits {
            if lines >= MOST_LINES || text.len() > MOST_BYTES {
                lost += 1;
                continue;
            }
            lines += 1;
            let from = at.saturating_sub(around).max(next.unwrap_or(0));
            if around > 0 && next != Some(from) && !text.is_empty() {
                text.push_str("--\n");
            }
            let until = (at + around + 1).min(all.len());
            for (number, line) in (from + 1..).zip(&all[from.min(until)..until]) {
                let sign = if number == at + 1 || regex.is_match(without_return(line)) {
                    ':'
                } else {
                    '-'
                };
                let line = cut(&String::from_utf8_lossy(without_return(line)), LONGEST);
                _ = writeln!(text, "{shown}{sign}{number}{sign}{line}");
            }
            next = Some(until.max(from));
        }
    }
    if text.is_empty() {
        let many = files.len();
        return Ok(Done::told(format!(
            "nothing in {many} files; hidden, ignored and binary ones are left out, name one by `path` to look into it"
        )));
    }
    if lost > 0 {
        _ = writeln!(
            text,
            "[… {lost} more lines in {in_files} files; narrow the pattern, `path` or `glob`]"
        );
    }
    Ok(Done::told(text))
}

fn without_return(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

fn there(context: &Context<'_>, path: &str) -> Result<PathBuf, String> {
    let (Place::Inside(real) | Place::Outside(real)) = context.place(path);
    match context.host.kind(&real) {
        Ok(_) => Ok(real),
        Err(error) => Err(format!("`{path}` cannot be looked into: {error}")),
    }
}

/// A pattern without a `/` is one of names in any folder.
fn matcher(pattern: &str) -> Result<GlobMatcher, String> {
    let bare = pattern.trim_start_matches("./");
    if Path::new(bare).is_absolute() || bare.split('/').any(|part| part == "..") {
        return Err(format!(
            "`{pattern}` starts elsewhere; give the folder as `path`, and a pattern below it"
        ));
    }
    let whole = if bare.contains('/') {
        bare.to_owned()
    } else {
        format!("**/{bare}")
    };
    let glob = GlobBuilder::new(&whole).literal_separator(true).build();
    glob.map(|glob| glob.compile_matcher())
        .map_err(|error| format!("`{pattern}` is no pattern: {error}"))
}
