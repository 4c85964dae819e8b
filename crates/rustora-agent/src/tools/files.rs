//! Reading, writing and editing of files.
//!
//! A file that exists is only changed when the model has read it as it is now: what a person or a formatter has done since is
//! never lost. Deliberately strict: an edit that fits only almost is refused, with the place where it almost fits.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rustora_host::{Folder, Kind};

use super::arguments::Arguments;
use super::bounded::cut;
use super::{Context, Done};
use crate::permission::Place;

/// Larger files are not read, bytes.
const LARGEST: u64 = 16 << 20;
/// How many lines are read unless told otherwise.
const LINES: u64 = 2000;
/// How much of a file is shown at once, bytes.
const SHOWN: usize = 28 << 10;
/// How long a line is shown, bytes.
const LONGEST: usize = 2000;

type Tried = Result<Done, String>;

pub(super) fn read(context: &Context<'_>, given: &Arguments<'_>) -> Tried {
    let path = given.text("path")?;
    let (Place::Inside(real) | Place::Outside(real)) = context.place(path);
    match context.host.kind(&real) {
        Ok(Kind::Folder) => return listed(context, &real),
        Ok(Kind::Other) => return Err(format!("`{path}` is neither a file nor a folder")),
        Ok(Kind::File(size)) if size > LARGEST => {
            return Err(format!(
                "`{path}` has {size} bytes, too many to read; look for what you need with `grep`, or take a part with `shell`"
            ));
        }
        Ok(Kind::File(_)) => {}
        Err(error) => {
            return Err(format!(
                "`{path}` cannot be read: {error}{}",
                neighbours(context, &real)
            ));
        }
    }
    let bytes = context
        .host
        .read(&real)
        .map_err(|error| format!("`{path}` cannot be read: {error}"))?;
    let text = text_of(path, &bytes)?;
    context.seen.remember(&real, &bytes);
    let count = text.lines().count();
    let first = usize::try_from(given.number_or("offset", 1)).unwrap_or(usize::MAX);
    let limit = usize::try_from(given.number_or("limit", LINES)).unwrap_or(usize::MAX);
    if text.is_empty() {
        return Ok(Done::told(format!("`{path}` is empty")));
    }
    if first > count {
        return Err(format!(
            "`{path}` has {count} lines, and `offset` is {first}"
        ));
    }
    let mut shown = String::new();
    let mut last = first - 1;
    for (number, line) in text.lines().enumerate().skip(first - 1).take(limit) {
        let line = format!("{}\t{}\n", number + 1, cut(line, LONGEST));
        if shown.len() + line.len() > SHOWN {
            break;
        }
        shown.push_str(&line);
        last = number + 1;
    }
    if last < count {
        _ = writeln!(
            shown,
            "[… lines {} to {count} are left out; read on with `offset` {}]",
            last + 1,
            last + 1
        );
    }
    Ok(Done::told(shown))
}

pub(super) fn write(context: &Context<'_>, given: &Arguments<'_>) -> Tried {
    let (path, fresh) = (given.text("path")?, given.text("content")?);
    let real = inside(context, path)?;
    match context.host.kind(&real) {
        Ok(Kind::File(_)) => {
            let old = context
                .host
                .read(&real)
                .map_err(|error| format!("`{path}` cannot be read: {error}"))?;
            is_known(context, path, &real, &old)?;
        }
        Ok(_) => return Err(format!("`{path}` is there and is no file")),
        Err(_) => {}
    }
    replaced(context, path, &real, fresh.as_bytes())?;
    Ok(Done {
        text: format!("wrote `{path}`, {} lines", fresh.lines().count()),
        is_error: false,
        changed: vec![real],
    })
}

pub(super) fn edit(context: &Context<'_>, given: &Arguments<'_>) -> Tried {
    let (path, old, new) = (given.text("path")?, given.text("old")?, given.text("new")?);
    let real = inside(context, path)?;
    let bytes = context.host.read(&real).map_err(|error| {
        format!(
            "`{path}` cannot be read: {error}{}",
            neighbours(context, &real)
        )
    })?;
    is_known(context, path, &real, &bytes)?;
    let text = text_of(path, &bytes)?;
    if old.is_empty() {
        return Err("`old` is empty; to fill a file use `write`, to insert give the line before as `old` and repeat it in `new`".to_owned());
    }
    // A model writes line breaks its own way, the file keeps its own.
    let is_crlf = text.contains("\r\n") && !text.replace("\r\n", "").contains('\n');
    let own = |part: &str| {
        if is_crlf {
            part.replace("\r\n", "\n").replace('\n', "\r\n")
        } else {
            part.to_owned()
        }
    };
    let (old, new) = (own(old), own(new));
    if old == new {
        return Err("`old` and `new` are the same; nothing would change".to_owned());
    }
    let places: Vec<usize> = text
        .match_indices(&old)
        .map(|(at, _)| line_of(text, at))
        .collect();
    match places.len() {
        0 => {
            return Err(format!(
                "`old` does not occur in `{path}`{}",
                near(text, &old)
            ));
        }
        1 => {}
        _ if given.is("all") => {}
        count => {
            return Err(format!(
                "`old` occurs {count} times in `{path}`, in lines {}; give more of the lines around it, or `all`",
                numbers(&places)
            ));
        }
    }
    let edited = text.replace(&old, &new);
    replaced(context, path, &real, edited.as_bytes())?;
    Ok(Done {
        text: format!(
            "edited `{path}`, line{} {}",
            if places.len() == 1 { "" } else { "s" },
            numbers(&places)
        ),
        is_error: false,
        changed: vec![real],
    })
}

/// Where a path leads, when it may be written.
fn inside(context: &Context<'_>, path: &str) -> Result<PathBuf, String> {
    match context.place(path) {
        Place::Inside(real) if real != context.root => Ok(real),
        Place::Inside(_) => Err(format!("`{path}` is the workspace itself, and no file")),
        Place::Outside(_) => Err(format!(
            "`{path}` leads out of the workspace {}; files are written inside it alone",
            context.root.display()
        )),
    }
}

fn replaced(context: &Context<'_>, path: &str, real: &Path, bytes: &[u8]) -> Result<(), String> {
    let relative = real.strip_prefix(context.root).unwrap_or(real);
    Folder::open(context.root)
        .and_then(|folder| folder.replace(relative, bytes))
        .map_err(|error| format!("`{path}` cannot be written: {error}"))?;
    context.seen.remember(real, bytes);
    Ok(())
}

fn is_known(context: &Context<'_>, path: &str, real: &Path, bytes: &[u8]) -> Result<(), String> {
    match context.seen.is_fresh(real, bytes) {
        Some(true) => Ok(()),
        Some(false) => Err(format!(
            "`{path}` has changed since you read it; read it again, then repeat your change"
        )),
        None => Err(format!(
            "`{path}` exists and you have not read it; read it first"
        )),
    }
}

fn text_of<'b>(path: &str, bytes: &'b [u8]) -> Result<&'b str, String> {
    if bytes.contains(&0) {
        return Err(format!("`{path}` is binary, {} bytes", bytes.len()));
    }
    std::str::from_utf8(bytes)
        .map_err(|error| format!("`{path}` is not UTF-8: {error}; look at it with `shell`"))
}

fn listed(context: &Context<'_>, real: &Path) -> Tried {
    let names = context
        .host
        .list(real)
        .map_err(|error| format!("`{}` cannot be listed: {error}", context.shown(real)))?;
    let mut text = String::new();
    for name in names.iter().take(500) {
        let is_folder = matches!(context.host.kind(&real.join(name)), Ok(Kind::Folder));
        text.push_str(name);
        text.push_str(if is_folder { "/\n" } else { "\n" });
    }
    if names.len() > 500 {
        _ = writeln!(text, "[… {} more; use `glob`]", names.len() - 500);
    }
    Ok(Done::told(if text.is_empty() {
        "the folder is empty".to_owned()
    } else {
        text
    }))
}

/// What stands beside a file that is not there.
fn neighbours(context: &Context<'_>, real: &Path) -> String {
    let names = real
        .parent()
        .and_then(|folder| context.host.list(folder).ok())
        .unwrap_or_default();
    if names.is_empty() {
        return "; nothing is there, look with `glob`".to_owned();
    }
    let shown: Vec<&str> = names.iter().take(20).map(String::as_str).collect();
    format!("; beside it: {}", shown.join(", "))
}

fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

fn numbers(places: &[usize]) -> String {
    let shown: Vec<String> = places.iter().take(10).map(usize::to_string).collect();
    let more = if places.len() > 10 { ", …" } else { "" };
    shown.join(", ") + more
}

/// Where a text almost occurs.
fn near(text: &str, old: &str) -> String {
    let squeezed = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let wanted: Vec<String> = old.lines().map(squeezed).collect();
    let lines: Vec<&str> = text.lines().collect();
    let all: Vec<String> = lines.iter().map(|line| squeezed(line)).collect();
    let is_blank = wanted.iter().all(String::is_empty);
    // The first and the last line may be cut.
    let is_alike = |window: &[String]| {
        let last = wanted.len() - 1;
        (0..=last).all(|at| match (at, window[at].as_str()) {
            (0, line) if last == 0 => line.contains(&wanted[0]),
            (0, line) => line.ends_with(&wanted[0]),
            (_, line) if at == last => line.starts_with(&wanted[last]),
            (_, line) => line == wanted[at],
        })
    };
    let windows = all.windows(wanted.len().max(1)).enumerate();
    let places: Vec<usize> = windows
        .filter(|(_, window)| !is_blank && is_alike(window))
        .map(|(at, _)| at)
        .collect();
    if let Some(at) = places.first() {
        let there = cut(&lines[*at..at + wanted.len()].join("\n"), LONGEST);
        let starts: Vec<usize> = places.iter().map(|at| at + 1).collect();
        return format!(
            "; line {} differs in white space alone, and stands there as:\n{there}",
            numbers(&starts)
        );
    }
    // The first line that says something, wherever it is.
    let Some(first) = wanted.iter().find(|line| line.len() > 3) else {
        return "; read the file again".to_owned();
    };
    let places: Vec<usize> = (1..)
        .zip(&all)
        .filter(|(_, line)| line.contains(first.as_str()))
        .map(|(number, _)| number)
        .collect();
    if places.is_empty() {
        "; nor does any line of it; read the file again".to_owned()
    } else {
        format!(
            "; its first line stands in line {}, what follows there differs",
            numbers(&places)
        )
    }
}
