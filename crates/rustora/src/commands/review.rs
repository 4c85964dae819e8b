//! `rustora review`.

use std::path::Path;

use rustora_architect::{Compiled, Fixes, compile};
use rustora_host::Host;
use rustora_proof::Cost;
use rustora_review::{
    Category, Change, ChangeError, Confidence, Progress, Request, Review, ReviewError, Severity,
    review,
};

use super::{to_people, to_programs};
use crate::cli::{FailOn, ReviewArgs, ReviewFormat, ShownFrom};
use crate::exit::{CliError, Exit, tell};
use crate::progress;
use crate::render::{Report, terminal, text, to_json, to_sarif};
use crate::{cache, compiling, fixes, remembered};

/// Reviews, prints, and says how it went.
///
/// # Errors
/// When the review cannot be made or printed.
pub(crate) fn run(host: &dyn Host, args: &ReviewArgs) -> Result<Exit, CliError> {
    let request = Request {
        paths: args.paths.clone(),
        change: change(host, args)?,
        threads: args.threads,
        lcov: args.lcov.clone(),
    };
    let progress = Progress::default();
    let review = progress::watched(&progress, || {
        if args.no_cache {
            review(host, &request, &progress)
        } else {
            cache::review(host, &request, &progress)
        }
    });
    let mut review = review.map_err(|error| explained(host, &error))?;
    let all = review.findings.len();
    review
        .findings
        .retain(|finding| is_asked(args, finding.rule.category));
    let left_out = all - review.findings.len();
    remembered::silence(host, &mut review);
    let shown_from = shown_from(args, &review);
    let change = request.change.as_ref();
    let is_quick = args.quick || review.files == 0;
    let report = Report::new(&review, None, shown_from, change);
    let look = terminal::Look::of(host, &review.root);
    // Whoever waits for the compiler has something to read meanwhile.
    if !is_quick && args.format == ReviewFormat::Terminal {
        to_people(|out| terminal::write_quick(out, &report, &look))?;
    }
    let compiled = if is_quick {
        None
    } else {
        let mut compiled = compiled(host, args, &request, &review)?;
        compiled.lints.retain(|lint| is_asked(args, lint.category));
        Some(compiled)
    };
    let report = match &compiled {
        Some(_) => Report::new(&review, compiled.as_ref(), shown_from, change),
        None => report,
    };
    match (args.format, &compiled) {
        (ReviewFormat::Terminal, None) => to_people(|out| terminal::write(out, &report, &look))?,
        (ReviewFormat::Terminal, Some(_)) => {
            to_people(|out| terminal::write_compiled(out, &report, &look))?;
        }
        (ReviewFormat::Json, _) => to_programs(|out| to_json::write(out, &report))?,
        (ReviewFormat::Sarif, _) => {
            let base = below_repository(host, &review.root);
            to_programs(|out| to_sarif::write(out, &report, &base))?;
        }
    }
    if args.fix {
        let applied = fixes::apply(host, &review.root, report.proven())?;
        tell(&applied);
    }
    if args.format == ReviewFormat::Terminal && !args.no_cache && change.is_none() {
        remembered::offer(host, &review);
    }
    if left_out > 0 {
        let left_out = text::count(left_out, "finding");
        tell(&format!("{left_out} of other categories not shown\n"));
    }
    if report.is_void() {
        let error = CliError::new(format!(
            "nothing could be reviewed in {}",
            review.root.display()
        ));
        return Err(error.hint("the notes say what was left out, and why"));
    }
    let failed = fail_on(args, &review).is_some_and(|severity| report.has(severity));
    Ok(if failed { Exit::Findings } else { Exit::Clean })
}

/// Whether findings of a category are asked for.
fn is_asked(args: &ReviewArgs, category: Category) -> bool {
    let asked = &args.category;
    asked.is_empty() || asked.iter().any(|name| name.category() == category)
}

/// The compiler's half of the review.
fn compiled(
    host: &dyn Host,
    args: &ReviewArgs,
    request: &Request,
    review: &Review,
) -> Result<Compiled, CliError> {
    if args.fix && !args.allow_dirty {
        fixes::refuse_dirty(host, &review.root)?;
    }
    let options = compiling::options(host, &args.proof)?;
    let wanted = if args.fix {
        Fixes::Applicable
    } else {
        Fixes::Offered
    };
    if args.format == ReviewFormat::Terminal {
        compiling::announce(&Cost::of(host, &review.root, &options));
    }
    let done = progress::told(|tell| compile(host, request, review, options, wanted, tell));
    done.map_err(|error| CliError::new(format!("cannot compile what was reviewed: {error}")))
}

fn change(host: &dyn Host, args: &ReviewArgs) -> Result<Option<Change>, CliError> {
    if let Some(revision) = &args.since {
        // Git would take it for one of its options, some of which write files.
        if revision.starts_with('-') {
            let error = CliError::new(format!(
                "cannot review the changes since `{revision}`: no revision starts with a hyphen"
            ));
            return Err(error.hint("name a commit, a tag or a branch that `git log` knows"));
        }
        return Ok(Some(Change::Since(revision.clone())));
    }
    if args.staged {
        return Ok(Some(Change::Staged));
    }
    let Some(file) = &args.patch else {
        return Ok(None);
    };
    let (bytes, name) = if file.as_path() == Path::new("-") {
        (host.stdin(), "the standard input".to_owned())
    } else {
        (host.read(file), file.display().to_string())
    };
    let bytes = bytes.map_err(|error| {
        let error = CliError::new(format!("cannot read the patch from {name}: {error}"));
        error.hint("give a file that `git diff` wrote, or `-` and pipe it in")
    })?;
    // A file of another encoding may be among those that changed; it is not reviewed anyway.
    Ok(Some(Change::Patch(
        String::from_utf8_lossy(&bytes).into_owned(),
    )))
}

fn shown_from(args: &ReviewArgs, review: &Review) -> Confidence {
    let asked = if args.all {
        Some(ShownFrom::Low)
    } else {
        args.confidence
    };
    let asked = asked.map(ShownFrom::confidence);
    asked
        .or(review.settings.confidence)
        .unwrap_or(Confidence::Medium)
}

fn fail_on(args: &ReviewArgs, review: &Review) -> Option<Severity> {
    match args.fail_on {
        Some(asked) => FailOn::severity(asked),
        None => Some(review.settings.fail_on.unwrap_or(Severity::Error)),
    }
}

/// An engine's error with what this command line has to say about it.
fn explained(host: &dyn Host, error: &ReviewError) -> CliError {
    let told = CliError::new(error.to_string());
    match error {
        ReviewError::Path { .. } => match host.current_dir() {
            Ok(folder) => told.hint(format!("check the path; relative ones start from {}", folder.display())),
            Err(_) => told.hint("the current folder is gone; go to one that exists"),
        },
        ReviewError::Change(ChangeError::Git { .. }) => {
            told.hint("`--patch FILE` reviews a change without git; `--since` wants a revision that `git log` knows")
        }
        _ => told,
    }
}

/// The way from the top of the repository that holds `root` down to it, with a `/` behind it; empty where `root` is
/// that top, or there is no repository.
fn below_repository(host: &dyn Host, root: &Path) -> String {
    let top = root
        .ancestors()
        .find(|folder| host.kind(&folder.join(".git")).is_ok());
    let below = top.and_then(|top| root.strip_prefix(top).ok());
    let parts = below.into_iter().flat_map(Path::components);
    parts.fold(String::new(), |path, part| {
        path + &part.as_os_str().to_string_lossy() + "/"
    })
}
