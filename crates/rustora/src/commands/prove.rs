//! `rustora prove`.

use std::path::{Path, PathBuf};

use rustora_architect::gates::{self, Extent, Gate, Plan};
use rustora_architect::prove_text;
use rustora_host::{Host, Kind};
use rustora_proof::{Depth, ProofOutcome, State};
use rustora_source::cargo::find_root;

use super::{to_people, to_programs};
use crate::cli::{Level, ListFormat, ProveArgs};
use crate::compiling;
use crate::exit::{CliError, Exit};
use crate::progress;
use crate::render::proofs;

/// Proves a text or a workspace, prints the proofs, and says how it went.
///
/// # Errors
/// When nothing can be tried or printed.
pub(crate) fn run(host: &dyn Host, args: &ProveArgs) -> Result<Exit, CliError> {
    let given = args.path.clone().unwrap_or_else(|| PathBuf::from("."));
    if given.as_path() == Path::new("-") {
        let here = host
            .current_dir()
            .and_then(|folder| host.canonical(&folder));
        let here =
            here.map_err(|error| CliError::new(format!("cannot prove a text here: {error}")))?;
        let bytes = host.stdin().map_err(|error| {
            CliError::new(format!(
                "cannot read the text from the standard input: {error}"
            ))
        })?;
        return text(host, args, &here, &bytes);
    }
    let failed = |error: std::io::Error| {
        let error = CliError::new(format!("cannot prove {}: {error}", given.display()));
        error.hint("name a Markdown file, a folder of a cargo workspace, or `-`")
    };
    let path = host.canonical(&given).map_err(failed)?;
    if let Kind::File(_) = host.kind(&path).map_err(failed)? {
        let bytes = host.read(&path).map_err(failed)?;
        return text(host, args, &path, &bytes);
    }
    workspace(host, args, &path)
}

fn text(host: &dyn Host, args: &ProveArgs, place: &Path, bytes: &[u8]) -> Result<Exit, CliError> {
    if !args.gate.is_empty() || args.since.is_some() || args.all {
        let error = CliError::new("cannot prove gates of a text: gates are those of a workspace");
        return Err(error.hint("name a folder instead of a file"));
    }
    let text = String::from_utf8_lossy(bytes);
    let depth = match args.level {
        Level::Check => Depth::Check,
        Level::Clippy => Depth::Clippy,
        Level::Test => Depth::Test,
    };
    let options = compiling::options(host, &args.proof)?;
    let proven = progress::told(|tell| prove_text(host, &text, place, depth, options, tell));
    let proven =
        proven.map_err(|error| CliError::new(format!("cannot prove the text: {error}")))?;
    match args.format {
        ListFormat::Terminal => to_people(|out| proofs::text(out, &text, &proven))?,
        ListFormat::Json => to_programs(|out| proofs::text_json(out, &proven))?,
    }
    let is =
        |wanted: fn(&State) -> bool| proven.snippets.iter().any(|snippet| wanted(&snippet.state));
    Ok(if is(|state| *state == State::Refuted) {
        Exit::Findings
    } else if is(proofs::is_open) {
        Exit::Failed
    } else {
        Exit::Clean
    })
}

fn workspace(host: &dyn Host, args: &ProveArgs, path: &Path) -> Result<Exit, CliError> {
    let Some(root) = find_root(host, path) else {
        let error = CliError::new(format!(
            "cannot prove {}: there is no Cargo.toml in it or above it",
            path.display()
        ));
        return Err(error.hint("name a Markdown file, or a folder of a cargo workspace"));
    };
    let mut asked = gates::asked(host, &root).map_err(|why| {
        let manifest = root.join("Cargo.toml");
        CliError::new(format!(
            "cannot use the settings of {}: {why}",
            manifest.display()
        ))
    })?;
    if !args.gate.is_empty() {
        let named = args.gate.iter().map(|name| {
            Gate::named(name)
                .ok_or_else(|| CliError::new(format!("cannot prove it: {}", gates::unknown(name))))
        });
        asked.gates = named.collect::<Result<_, _>>()?;
    }
    let extent = extent(host, args, &root)?;
    let options = compiling::options(host, &args.proof)?;
    // Where nobody watches, a sample shows whether what is remembered still holds.
    let sample = host.var("CI").map(|_| host.now().as_secs() / 60 % 4);
    let is_fresh = |gate: Gate| {
        let number = Gate::ALL
            .iter()
            .position(|known| *known == gate)
            .unwrap_or_default() as u64;
        args.fresh || sample == Some(number % 4)
    };
    let plan = Plan {
        asked: &asked,
        extent: &extent,
        is_fresh: &is_fresh,
    };
    let done = progress::told(|tell| gates::gates(host, &root, &plan, options, tell));
    let done =
        done.map_err(|error| CliError::new(format!("cannot prove {}: {error}", root.display())))?;
    match args.format {
        ListFormat::Terminal => to_people(|out| proofs::gates(out, &done))?,
        ListFormat::Json => to_programs(|out| proofs::gates_json(out, &root, &done))?,
    }
    let is = |outcome| {
        done.passed
            .iter()
            .any(|passed| passed.evidence.outcome == outcome)
    };
    Ok(if is(ProofOutcome::Refuted) {
        Exit::Findings
    } else if is(ProofOutcome::Unproven) {
        Exit::Failed
    } else {
        Exit::Clean
    })
}

/// Of what the gates are asked.
fn extent(host: &dyn Host, args: &ProveArgs, root: &Path) -> Result<Extent, CliError> {
    let Some(revision) = &args.since else {
        return Ok(Extent::Whole);
    };
    let affected = gates::affected(host, root, revision).map_err(|error| {
        let error = CliError::new(error.to_string());
        error.hint("leave out --since to prove the whole workspace")
    })?;
    Ok(if args.all {
        Extent::AffectedFirst(affected)
    } else {
        Extent::Affected(affected)
    })
}
