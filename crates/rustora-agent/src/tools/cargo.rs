//! Cargo, its diagnostics condensed.
//!
//! It runs offline first: what is downloaded is most often enough, and an answer that does not wait for a network comes at once. Only
//! where the network was granted is it run again with it.

use std::path::PathBuf;
use std::time::Duration;

use rustora_host::{Ended, Stream};

use super::arguments::Arguments;
use super::bounded::Bounded;
use super::diagnostics::Heard;
use super::room::launch;
use super::shell::account;
use super::{Context, Done};

/// How long it may take unless told otherwise, seconds.
const USUAL: u64 = 1800;
/// How long it may take at most, seconds.
const LONGEST: u64 = 4 * 3600;

/// Subcommands that know `--message-format=json`.
const SPEAKING: [&str; 15] = [
    "b", "bench", "build", "c", "check", "clippy", "d", "doc", "fix", "r", "run", "rustc",
    "rustdoc", "t", "test",
];

struct Ran {
    ended: Ended,
    heard: Heard,
    out: String,
    err: String,
}

impl Ran {
    /// Whether it failed for want of the network.
    fn is_offline(&self) -> bool {
        self.ended != Ended::Exited(0) && self.err.contains("--offline")
    }
}

pub(super) fn cargo(context: &Context<'_>, given: &Arguments<'_>) -> Result<Done, String> {
    let mut args: Vec<String> = given
        .texts("args")?
        .into_iter()
        .map(str::to_owned)
        .collect();
    if args.first().is_some_and(|first| first == "cargo") {
        args.remove(0);
    }
    let shown = format!("cargo {}", args.join(" "));
    let command = args
        .iter()
        .find(|arg| !arg.starts_with(['-', '+']))
        .cloned()
        .unwrap_or_default();
    let own = args
        .iter()
        .position(|arg| arg == "--")
        .unwrap_or(args.len());
    if SPEAKING.contains(&command.as_str())
        && !args[..own]
            .iter()
            .any(|arg| arg.starts_with("--message-format"))
    {
        args.insert(own, "--message-format=json".to_owned());
    }
    let time = Duration::from_secs(given.number_or("timeout", USUAL).min(LONGEST));
    let mut ran = once(context, args.clone(), time, true)?;
    if ran.is_offline() && context.network {
        ran = once(context, args, time, false)?;
    }
    let is_success = ran.ended == Ended::Exited(0);
    let (errors, warnings) = ran.heard.counts();
    let mut text = format!(
        "{shown}: {}, {errors} errors, {warnings} warnings\n",
        account(context, &ran.ended, time)
    );
    text.push_str(&ran.heard.told());
    text.push_str(&ran.out);
    if !(is_success || ran.heard.says_why()) {
        text.push_str(&ran.err);
    }
    if ran.is_offline() {
        text.push_str("Something is not downloaded, and there is no network here. Use what is there (see Cargo.lock), or ask the person to run `cargo fetch`.\n");
    }
    let mut bounded = Bounded::default();
    text.lines().for_each(|line| bounded.push(line));
    Ok(Done {
        text: bounded.whole("narrow it to a package with `-p`, or to a test by its name"),
        is_error: !is_success,
        changed: Vec::new(),
    })
}

fn once(
    context: &Context<'_>,
    args: Vec<String>,
    time: Duration,
    is_offline: bool,
) -> Result<Ran, String> {
    // Through `env`, which looks the program up in the path that it gets.
    let args: Vec<String> = std::iter::once("cargo".to_owned()).chain(args).collect();
    let mut launch = launch(context, PathBuf::from("/usr/bin/env"), args, time);
    if is_offline {
        launch
            .env
            .push(("CARGO_NET_OFFLINE".to_owned(), "true".to_owned()));
    }
    let (mut heard, mut out, mut err) = (Heard::default(), Bounded::default(), Bounded::default());
    let mut hear = |stream: Stream, line: &[u8]| {
        let line = String::from_utf8_lossy(line);
        let is_understood = stream == Stream::Out && heard.line(&line);
        if let Some(tell) = context.listener.filter(|_| !line.starts_with('{')) {
            tell(stream, &line);
        }
        match stream {
            Stream::Out if !is_understood => out.push(&line),
            Stream::Out => {}
            Stream::Err => err.push(&line),
        }
    };
    let ended = context.host.launch(&launch, context.cancel, &mut hear);
    let ended = ended.map_err(|error| format!("cargo cannot be started: {error}"))?;
    let how = "narrow it";
    Ok(Ran {
        ended,
        heard,
        out: out.whole(how),
        err: err.whole(how),
    })
}
