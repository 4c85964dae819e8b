//! `rustora memory`.

use std::path::PathBuf;

use rustora_architect::memory::{Repository, Verdict, learn};
use rustora_host::Host;
use rustora_memory::{
    Change, Entry, Instructions, Judged, Memory, MemoryError, Place, change, place, project_root,
};
use rustora_source::cargo::find_root;

use super::{to_people, to_programs};
use crate::cli::ListFormat;
use crate::cli::memory::{MemoryArgs, MemoryCommand, Whose};
use crate::exit::{CliError, Exit, tell};
use crate::render::memory as render;
use crate::render::text::neutral;

/// Reads or changes the memory.
///
/// # Errors
/// When what is to be remembered is refused, no entry is meant or several, or it cannot be read or written.
pub(crate) fn run(host: &dyn Host, args: &MemoryArgs) -> Result<Exit, CliError> {
    let doing = doing(&args.command);
    let failed = |error: MemoryError| told(doing, &error);
    let (place, said) = found(host, &args.whose, doing)?;
    match &args.command {
        MemoryCommand::List { format } => {
            let memory = read(host, &place, doing)?;
            match format {
                ListFormat::Terminal => to_people(|out| render::list(out, &memory))?,
                ListFormat::Json => to_programs(|out| render::json(out, &memory))?,
            }
        }
        MemoryCommand::Show { topic, for_prompt } => {
            let memory = read(host, &place, doing)?;
            return shown(&memory, topic.as_deref(), *for_prompt);
        }
        MemoryCommand::Add {
            text,
            topic,
            anyway,
        } => {
            let texts = if text.len() == 1 && text[0] == "-" {
                listed(host)?
            } else {
                vec![text.join(" ")]
            };
            let changes = change(host, &place, |memory| {
                let mut changes = Vec::new();
                for text in &texts {
                    changes.extend(memory.add(text, topic.as_deref(), &said, judged(*anyway))?);
                }
                Ok(changes)
            });
            changed(&place, &changes.map_err(failed)?)?;
        }
        MemoryCommand::Edit {
            entry,
            text,
            anyway,
        } => {
            let text = text.join(" ");
            let changes = change(host, &place, |memory| {
                memory.edit(entry, &text, judged(*anyway))
            });
            changed(&place, &changes.map_err(failed)?)?;
        }
        MemoryCommand::Forget { entry, all } => {
            let what = entry.join(" ");
            let changes = change(host, &place, |memory| memory.forget(&what, *all));
            changed(&place, &changes.map_err(failed)?)?;
        }
        MemoryCommand::Search {
            query,
            most,
            format,
        } => {
            let memory = read(host, &place, doing)?;
            let mut hits = memory.search(&query.join(" "));
            hits.truncate(*most);
            match format {
                ListFormat::Terminal => to_people(|out| render::hits(out, &hits))?,
                ListFormat::Json => to_programs(|out| render::hits_json(out, &hits))?,
            }
            if hits.is_empty() {
                tell("nothing that is remembered comes near\n");
                return Ok(Exit::Findings);
            }
        }
        MemoryCommand::Learn { dry_run } => learnt(host, &place, *dry_run)?,
        MemoryCommand::Check { fix, all, format } => {
            return checked(host, &place, *fix, *all, *format);
        }
        MemoryCommand::Path => {
            let path = place.folder.display().to_string();
            to_programs(|out| writeln!(out, "{path}"))?;
        }
        MemoryCommand::Init => {
            change(host, &place, Memory::init).map_err(failed)?;
            let path = place.folder.display().to_string();
            to_programs(|out| writeln!(out, "{path}"))?;
        }
    }
    Ok(Exit::Clean)
}

fn doing(command: &MemoryCommand) -> &'static str {
    match command {
        MemoryCommand::List { .. } => "cannot list the memory",
        MemoryCommand::Show { .. } => "cannot show the memory",
        MemoryCommand::Add { .. } => "cannot remember that",
        MemoryCommand::Edit { .. } => "cannot change the entry",
        MemoryCommand::Forget { .. } => "cannot forget that",
        MemoryCommand::Search { .. } => "cannot search the memory",
        MemoryCommand::Learn { .. } => LEARNING,
        MemoryCommand::Check { .. } => CHECKING,
        MemoryCommand::Path => "cannot tell where the memory is",
        MemoryCommand::Init => "cannot make the memory",
    }
}

const LEARNING: &str = "cannot learn from the workspace";
const CHECKING: &str = "cannot check the memory";

/// The workspace that the current folder belongs to, or the folder itself.
fn workspace(host: &dyn Host, doing: &str) -> Result<PathBuf, CliError> {
    let here = host
        .current_dir()
        .and_then(|folder| host.canonical(&folder));
    let here = here.map_err(|error| {
        CliError::new(format!(
            "{doing}: the current folder cannot be read: {error}"
        ))
    })?;
    Ok(find_root(host, &here).unwrap_or_else(|| project_root(host, &here)))
}

fn learnt(host: &dyn Host, place: &Place, dry_run: bool) -> Result<(), CliError> {
    let root = workspace(host, LEARNING)?;
    let topics = learn(host, &root)
        .map_err(|error| CliError::new(format!("{LEARNING}: {error}")).hint(error.hint()))?;
    let told = |error: MemoryError| told(LEARNING, &error);
    let learned = if dry_run {
        Memory::read(host, place)
            .and_then(|mut memory| memory.learn(&topics))
            .map_err(told)?
    } else {
        change(host, place, |memory| memory.learn(&topics)).map_err(told)?
    };
    to_people(|out| render::learned(out, &learned))
}

fn checked(
    host: &dyn Host,
    place: &Place,
    fix: bool,
    all: bool,
    format: ListFormat,
) -> Result<Exit, CliError> {
    let memory = read(host, place, CHECKING)?;
    let root = workspace(host, CHECKING)?;
    let repository = Repository::read(host, &root)
        .map_err(|error| CliError::new(format!("{CHECKING}: {error}")).hint(error.hint()))?;
    let entries = memory.entries();
    let judged: Vec<(Entry, Verdict)> = entries
        .into_iter()
        .map(|entry| {
            let verdict = repository.check(&entry.text);
            (entry, verdict)
        })
        .collect();
    let fixes: Vec<(&Entry, String)> = judged
        .iter()
        .filter_map(|(entry, verdict)| Some((entry, corrected(entry, verdict)?)))
        .collect();
    match format {
        ListFormat::Terminal => to_people(|out| render::checked(out, place, &judged, all))?,
        ListFormat::Json => to_programs(|out| render::checked_json(out, place, &judged))?,
    }
    let mut left = judged
        .iter()
        .filter(|(_, verdict)| matches!(verdict, Verdict::Stale(_)))
        .count();
    if fix && !fixes.is_empty() {
        let done = change(host, place, |memory| {
            let mut done = 0;
            for (entry, text) in &fixes {
                done += usize::from(memory.rewrite(&entry.file, &entry.text, text)?);
            }
            Ok(done)
        });
        let done = done.map_err(|error| told(CHECKING, &error))?;
        tell(&format!("corrected: {done}\n"));
        // What a fix does not make right as a whole is still stale.
        let mended =
            |(_, text): &&(&Entry, String)| !matches!(repository.check(text), Verdict::Stale(_));
        left -= fixes.iter().filter(mended).count().min(left);
    }
    Ok(if left > 0 {
        Exit::Findings
    } else {
        Exit::Clean
    })
}

/// The text of an entry with everything corrected that is certain; none where nothing is.
fn corrected(entry: &Entry, verdict: &Verdict) -> Option<String> {
    let Verdict::Stale(parts) = verdict else {
        return None;
    };
    let mut fixes: Vec<_> = parts.iter().filter_map(|part| part.fix.as_ref()).collect();
    // The last first, so that the places before stay true.
    fixes.sort_by_key(|fix| std::cmp::Reverse(fix.range.start));
    let mut text = entry.text.clone();
    for fix in &fixes {
        if text.get(fix.range.clone()).is_some() {
            text.replace_range(fix.range.clone(), &fix.with);
        }
    }
    (text != entry.text).then_some(text)
}

fn judged(anyway: bool) -> Judged {
    if anyway {
        Judged::Insisted
    } else {
        Judged::Strictly
    }
}

/// An error of the memory as it is told.
pub(crate) fn told(doing: &str, error: &MemoryError) -> CliError {
    CliError::new(format!("{doing}: {error}")).hint(error.hint())
}

/// The place of the memory, and what the repository's instructions say.
pub(crate) fn found(
    host: &dyn Host,
    whose: &Whose,
    doing: &str,
) -> Result<(Place, Instructions), CliError> {
    let here = host
        .current_dir()
        .and_then(|folder| host.canonical(&folder));
    let here = here.map_err(|error| {
        CliError::new(format!(
            "{doing}: the current folder cannot be read: {error}"
        ))
        .hint("go to a folder that exists")
    })?;
    let root = project_root(host, &here);
    let place = place(host, &root, whose.scope.scope(), &whose.agent)
        .map_err(|error| told(doing, &error))?;
    Ok((place, Instructions::read(host, &root)))
}

fn read(host: &dyn Host, place: &Place, doing: &str) -> Result<Memory, CliError> {
    let memory = Memory::read(host, place).map_err(|error| told(doing, &error))?;
    for (path, why) in memory.problems() {
        let path = neutral(&path.display().to_string());
        tell(&format!("note: {path} {}, and is left out\n", neutral(why)));
    }
    if !place.is_there(host) {
        let folder = neutral(&place.folder.display().to_string());
        tell(&format!(
            "note: nothing is remembered yet; it would be in {folder}\n"
        ));
    }
    Ok(memory)
}

/// The lines of a list from the standard input.
fn listed(host: &dyn Host) -> Result<Vec<String>, CliError> {
    let bytes = host
        .stdin()
        .map_err(|error| CliError::new(format!("cannot read the standard input: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        CliError::new("cannot remember what is on the standard input: it is not UTF-8")
            .hint("save it as UTF-8")
    })?;
    Ok(text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(str::to_owned)
        .collect())
}

/// Shows what was changed.
pub(crate) fn changed(place: &Place, changes: &[Change]) -> Result<(), CliError> {
    to_people(|out| render::changes(out, place, changes))
}

fn shown(memory: &Memory, topic: Option<&str>, for_prompt: bool) -> Result<Exit, CliError> {
    if for_prompt {
        let prompt = memory.for_prompt();
        to_programs(|out| out.write_all(prompt.as_bytes()))?;
        return Ok(Exit::Clean);
    }
    let Some(topic) = topic else {
        to_people(|out| render::index(out, memory))?;
        return Ok(Exit::Clean);
    };
    let name = memory.topic(topic).ok_or_else(|| {
        let error = CliError::new(format!(
            "cannot show the topic `{topic}`: there is none of that name"
        ));
        error.hint(format!("there are: {}", memory.names().join(", ")))
    })?;
    to_people(|out| render::text(out, memory, name))?;
    Ok(Exit::Clean)
}
