//! `rustora "<request>"`: finds the job, says what was understood, and does it; or has a model do it, where one is configured.
//!
//! With a model the engine's part stays the engine's: what is to be remembered is remembered at once, and a review is made and shown as it
//! is before the model is asked what there is besides. Options that are the engine's own, such as a format, leave the model out.
//!
//! What a request says becomes slots, and slots become the arguments of a command that exists; no word of it is ever run. A review
//! of pasted code is made over a file that exists in memory only. What would surprise: the standard input is read unasked, but only
//! for a review that names nothing to look at, and only for a moment, since a parent process may leave it open for ever.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use rustora_agent::MemoryScope;
use rustora_architect::design::brief;
use rustora_architect::remembered::{Wish, wish};
use rustora_architect::route::{Job, Kind, OFFER, Revision, Route, files_about, route};
use rustora_host::{Host, OsHost, OverlayHost};
use rustora_source::cargo::find_root;

use super::working::{self, Worker};
use super::{advise, agents, design, memory, review};
use crate::asking;
use crate::cli::memory::{AGENT, MemoryArgs, MemoryCommand, ScopeName, Whose};
use crate::cli::{
    AdviseFormat, AskArgs, CategoryName, DesignFormat, ListFormat, ProofArgs, ReviewArgs,
    ReviewFormat,
};
use crate::exit::{CliError, Exit, tell};
use crate::render::text::neutral;

/// How long a review waits for code that may or may not be piped in.
const PATIENCE: Duration = Duration::from_millis(500);

/// Understands the request, says so on the standard error, and does it.
///
/// # Errors
/// When it is not clear or not ours, and when the job cannot be done.
pub(crate) fn run(host: &dyn Host, args: &AskArgs) -> Result<Exit, CliError> {
    agents::known(host, &args.agent)?;
    let (words, reads) = match args.request.split_last() {
        Some((last, words)) if last == "-" => (words, true),
        _ => (args.request.as_slice(), false),
    };
    let mut request = words.join(" ");
    let mut patch = None;
    if reads {
        let bytes = host
            .stdin()
            .map_err(|error| CliError::new(format!("cannot read the standard input: {error}")))?;
        patch = add(&mut request, &bytes);
    }
    let mut routed = route(host, &request);
    if !reads
        && wants_code(&routed)
        && let Some(bytes) = piped()
    {
        patch = add(&mut request, &bytes);
        routed = route(host, &request);
    }
    let is_engines = args.no_model
        || args.quick
        || args.out.is_some()
        || args.format != ListFormat::Terminal
        || routed.job == Some(Job::Memory) && routed.kind == Kind::Clear;
    if !is_engines && let Some(worker) = working::worker(&OsHost::new(), &args.agent)? {
        return with_model(host, args, &worker, &routed, &request, patch);
    }
    let job = decided(&routed)?;
    understood(&routed, ", by the engine");
    match job {
        Job::Review => reviewed(host, args, &routed, patch),
        // What is built begins with its design.
        Job::Design | Job::Build => {
            let brief = brief(&routed.slots).map_err(design::not_designed)?;
            let format = match args.format {
                ListFormat::Terminal => DesignFormat::Md,
                ListFormat::Json => DesignFormat::Json,
            };
            design::made(&asking::at_terminal(brief), args.out.as_deref(), format)
        }
        Job::Advise => {
            let format = match args.format {
                ListFormat::Terminal => AdviseFormat::Md,
                ListFormat::Json => AdviseFormat::Json,
            };
            advise::answered(&routed, &request, format)
        }
        Job::Memory => remembered(host, args, &request),
    }
}

/// Says what was understood, and who does it.
fn understood(routed: &Route, who: &str) {
    tell(&format!(
        "understood: {}{who}\n",
        neutral(&routed.understood)
    ));
    for remark in &routed.slots.remarks {
        tell(&format!("note: {}\n", neutral(remark)));
    }
}

/// Has a model do it, after the engine has reviewed what is to be reviewed.
fn with_model(
    host: &dyn Host,
    args: &AskArgs,
    worker: &Worker,
    routed: &Route,
    request: &str,
    patch: Option<Vec<u8>>,
) -> Result<Exit, CliError> {
    let mut request = request.to_owned();
    let diff = patch.as_deref().map(|bytes| {
        format!(
            "\n\n```diff\n{}\n```",
            String::from_utf8_lossy(bytes).trim_end()
        )
    });
    let mut reviewed_to = Exit::Clean;
    if routed.job == Some(Job::Review) && routed.kind == Kind::Clear {
        understood(routed, ", first by the engine");
        reviewed_to = reviewed(host, args, routed, patch)?;
        super::to_people(|out| writeln!(out))?;
        let paths: Vec<&str> = routed
            .slots
            .paths
            .iter()
            .map(|path| path.value.path.as_str())
            .collect();
        request.push_str(&worker.reviewed(&paths));
    }
    request.push_str(&diff.unwrap_or_default());
    let answered = working::answer(&OsHost::new(), worker, &request)?;
    Ok(match (reviewed_to, answered) {
        (_, Exit::Failed) => Exit::Failed,
        (Exit::Clean, answered) => answered,
        (reviewed_to, _) => reviewed_to,
    })
}

/// Remembers, forgets or shows at once, and says what changed.
fn remembered(host: &dyn Host, args: &AskArgs, request: &str) -> Result<Exit, CliError> {
    let command = match wish(request) {
        Wish::Remember(text) => MemoryCommand::Add {
            text: vec![text],
            topic: None,
            anyway: false,
        },
        Wish::Forget(what) => MemoryCommand::Forget {
            entry: vec![what],
            all: false,
        },
        Wish::Recall(Some(about)) => MemoryCommand::Search {
            query: vec![about],
            most: 10,
            format: args.format,
        },
        Wish::Recall(None) => MemoryCommand::List {
            format: args.format,
        },
    };
    let catalog = agents::all(host, &args.agent)?;
    let agent = agents::named(&catalog, args.agent.agent.as_deref().unwrap_or(AGENT))?;
    let whose = Whose {
        agent: agent.definition.folder_name(),
        scope: match agent.definition.memory {
            Some(MemoryScope::User) => ScopeName::User,
            Some(MemoryScope::Local) => ScopeName::Local,
            Some(MemoryScope::Project) | None => ScopeName::Project,
        },
    };
    memory::run(host, &MemoryArgs { whose, command })
}

/// The job, or why there is none.
fn decided(routed: &Route) -> Result<Job, CliError> {
    match (&routed.kind, routed.job) {
        (Kind::Clear, Some(job)) => Ok(job),
        (Kind::Ambiguous { first, second }, _) => {
            let error = CliError::new(format!("cannot tell what is wanted: {}", routed.understood));
            let say = |say: &str| format!("say: rustora \"{say}\"");
            Err(error.hint(say(&first.say)).hint(say(&second.say)))
        }
        (Kind::NotOurs { why }, _) => Err(CliError::new(why.clone()).hint(OFFER)),
        (Kind::Clear, None) => Err(CliError::new("nothing was understood").hint(OFFER)),
    }
}

/// Adds what was piped in: a diff stays one, everything else is code.
fn add(request: &mut String, bytes: &[u8]) -> Option<Vec<u8>> {
    let text = String::from_utf8_lossy(bytes);
    if text.trim().is_empty() {
        return None;
    }
    let is_diff =
        text.starts_with("diff --git ") || (text.contains("\n+++ ") && text.contains("\n@@ "));
    if is_diff {
        if request.trim().is_empty() {
            "review this diff".clone_into(request);
        }
        return Some(bytes.to_vec());
    }
    // Rust has fences too, in its documentation.
    let is_markdown = text.lines().any(|line| line.starts_with("```"));
    let fence = if is_markdown {
        ["\n", "\n"]
    } else {
        ["\n```rust\n", "\n```\n"]
    };
    request.extend([fence[0], &text, fence[1]]);
    None
}

/// Whether it is a review that names nothing to look at.
fn wants_code(routed: &Route) -> bool {
    let slots = &routed.slots;
    routed.job == Some(Job::Review)
        && slots.paths.is_empty()
        && slots.code.is_empty()
        && slots.revision.is_none()
}

/// What was piped in, if it arrives within [`PATIENCE`].
fn piped() -> Option<Vec<u8>> {
    use std::io::IsTerminal as _;
    #[expect(
        clippy::disallowed_methods,
        reason = "only asks who is at the other end; the host reads"
    )]
    let is_terminal = std::io::stdin().is_terminal();
    if is_terminal {
        return None;
    }
    let (send, receive) = mpsc::channel();
    // It is not joined: who never closes the other end would be waited for.
    let reader = thread::Builder::new().spawn(move || {
        _ = send.send(OsHost::new().stdin());
    });
    reader.ok()?;
    let bytes = receive.recv_timeout(PATIENCE).ok()?.ok()?;
    (!bytes.iter().all(u8::is_ascii_whitespace)).then_some(bytes)
}

fn reviewed(
    host: &dyn Host,
    args: &AskArgs,
    routed: &Route,
    patch: Option<Vec<u8>>,
) -> Result<Exit, CliError> {
    let slots = &routed.slots;
    let paths = slots
        .paths
        .iter()
        .map(|path| PathBuf::from(&path.value.path));
    let mut asked = ReviewArgs {
        paths: paths.collect(),
        quick: args.quick || slots.quick.is_some(),
        fix: false,
        allow_dirty: false,
        proof: ProofArgs {
            allow_env: Vec::new(),
            allow_net: false,
            no_walls: false,
            features: Vec::new(),
            all_features: false,
            no_default_features: false,
            timeout: 3600,
        },
        since: None,
        staged: false,
        patch: None,
        lcov: None,
        format: match args.format {
            ListFormat::Terminal => ReviewFormat::Terminal,
            ListFormat::Json => ReviewFormat::Json,
        },
        fail_on: None,
        confidence: None,
        category: slots
            .categories
            .iter()
            .map(|found| CategoryName::of(found.value))
            .collect(),
        all: false,
        no_cache: false,
        threads: None,
    };
    let here = host
        .current_dir()
        .map_err(|error| CliError::new(format!("cannot review here: {error}")))?;
    if let Some(patch) = patch {
        let file = nowhere(&here).join("change.patch");
        asked.patch = Some(file.clone());
        let over = OverlayHost::new(host, [(file, Some(patch))]);
        return review::run(&over, &asked);
    }
    if !slots.code.is_empty() {
        return pasted(host, &here, asked, routed);
    }
    match slots.revision.as_ref().map(|found| &found.value) {
        Some(Revision::Since(revision)) => asked.since = Some(revision.clone()),
        Some(Revision::Staged) => asked.staged = true,
        None => {}
    }
    if let Some(about) = &slots.about
        && asked.paths.is_empty()
        && slots.revision.is_none()
    {
        asked.paths = about_it(host, &here, about.value)?;
    }
    review::run(host, &asked)
}

/// The files that deal with a subject.
fn about_it(host: &dyn Host, here: &Path, subject: &str) -> Result<Vec<PathBuf>, CliError> {
    let root = find_root(host, here).unwrap_or_else(|| here.to_owned());
    let files = files_about(host, &root, subject);
    let subject = subject.replace('-', " ");
    if files.is_empty() {
        let error = CliError::new(format!(
            "cannot find code for {subject} in {}",
            root.display()
        ));
        return Err(
            error.hint("name a path, or pipe the code in: rustora \"review this code\" - < FILE")
        );
    }
    let names: Vec<String> = files
        .iter()
        .map(|file| {
            file.strip_prefix(&root)
                .unwrap_or(file)
                .display()
                .to_string()
        })
        .collect();
    tell(&format!(
        "code for {subject}: {}\n",
        neutral(&names.join(", "))
    ));
    Ok(files)
}

/// Reviews pasted code as a file that no workspace holds and no disk.
fn pasted(
    host: &dyn Host,
    here: &Path,
    mut asked: ReviewArgs,
    routed: &Route,
) -> Result<Exit, CliError> {
    let folder = nowhere(here);
    let codes = routed.slots.code.iter().enumerate();
    let mut files: Vec<(PathBuf, Option<Vec<u8>>)> = codes
        .map(|(index, code)| {
            let name = if index == 0 {
                "pasted.rs".to_owned()
            } else {
                format!("pasted-{}.rs", index + 1)
            };
            (folder.join(name), Some(code.value.clone().into_bytes()))
        })
        .collect();
    asked.paths = files.iter().map(|(path, _)| path.clone()).collect();
    asked.quick = true;
    asked.no_cache = true;
    // No workspace above it is taken for its own.
    files.extend(
        folder
            .ancestors()
            .map(|above| (above.join("Cargo.toml"), None)),
    );
    review::run(&OverlayHost::new(host, files), &asked)
}

/// A folder that does not exist: where files live that are in memory only.
fn nowhere(here: &Path) -> PathBuf {
    let root = here.ancestors().last().unwrap_or(here);
    root.join("rustora-pasted")
}
