//! A finding of a model's: it needs a place that exists, and is proven by a fix that compiles.
//!
//! The model quotes the code that it means, so that nothing has to be believed about lines. Without a fix, or where the fix cannot be
//! tried, it is told as what it is; a fix that makes something worse is no fix, and goes back.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rustora_host::Cancel;
use rustora_proof::{Candidate, ProofError, Verdict, Workshop, prove_fixes};
use rustora_review::{Request, always_compiled};
use rustora_source::cargo::find_root;
use rustora_source::{Edit, Span};
use serde_json::Value;

use super::Jobs;

/// How much of a piece of code is told, in lines.
const MOST_LINES: usize = 30;

/// Where the code is that a model means.
struct Found {
    /// The file, canonical.
    file: PathBuf,
    /// Below the folder that is worked in.
    shown: String,
    span: Span,
    line: usize,
    column: usize,
}

impl Jobs {
    /// Holds a finding to its place and its fix.
    ///
    /// # Errors
    /// When there is no such place, or the fix is refuted: why, for the model.
    pub(super) fn finding(&self, arguments: &Value, cancel: &Cancel) -> Result<String, String> {
        let text = |key: &str| {
            let value = arguments.get(key).and_then(Value::as_str);
            value.unwrap_or_default()
        };
        let message = text("message").split_whitespace().collect::<Vec<_>>();
        let message = message.join(" ");
        if message.is_empty() {
            return Err("a finding says in `message` what is wrong and why".to_owned());
        }
        let quote = text("quote");
        let found = self.found(text("path"), quote)?;
        let fix = arguments.get("fix").and_then(Value::as_str);
        let verdict = match fix {
            None => Verdict::Unproven("it has no fix".to_owned()),
            Some(fix) if fix == quote => {
                return Err("the fix changes nothing".to_owned());
            }
            Some(fix) => self
                .fixed(&found, fix, cancel)
                .unwrap_or_else(|error| Verdict::Unproven(error.to_string())),
        };
        let mut out = format!(
            "{}:{}:{}: {message}\n",
            found.shown, found.line, found.column
        );
        match verdict {
            Verdict::Refuted(why) => {
                return Err(format!("the fix is refuted, give another: {why}"));
            }
            Verdict::Proven => {
                out.push_str(
                    "  its fix is compiled, and compiler and clippy say nothing new of it:\n",
                );
            }
            Verdict::Unproven(why) => _ = writeln!(out, "  unproven, from the model: {why}"),
        }
        if let Some(fix) = fix {
            marked(&mut out, '-', quote);
            marked(&mut out, '+', fix);
        }
        Ok(out)
    }

    fn found(&self, path: &str, quote: &str) -> Result<Found, String> {
        let host = self.host.as_ref();
        let file = host
            .canonical(&self.root.join(path))
            .map_err(|error| format!("there is no file {path}: {error}"))?;
        let Ok(below) = file.strip_prefix(&self.root) else {
            return Err(format!("{path} is outside of the workspace"));
        };
        if file.extension().is_none_or(|ending| ending != "rs") {
            return Err(format!("{path} is no Rust file"));
        }
        let bytes = host.read(&file).map_err(|error| error.to_string())?;
        let text = String::from_utf8(bytes).map_err(|_| format!("{path} is not UTF-8"))?;
        let mut places = text.match_indices(quote);
        let (Some((start, _)), false) = (places.next(), quote.trim().is_empty()) else {
            return Err(format!(
                "{path} does not contain the quote; read it and quote it exactly"
            ));
        };
        if places.next().is_some() {
            return Err(format!(
                "the quote stands more than once in {path}; quote more around it"
            ));
        }
        let bound = |at: usize| u32::try_from(at).map_err(|_| format!("{path} is too large"));
        let before = &text[..start];
        let begin = before.rfind('\n').map_or(0, |at| at + 1);
        Ok(Found {
            shown: below.display().to_string(),
            span: Span::new(bound(start)?, bound(start + quote.len())?),
            line: before.matches('\n').count() + 1,
            column: before[begin..].chars().count() + 1,
            file,
        })
    }

    fn fixed(&self, found: &Found, fix: &str, cancel: &Cancel) -> Result<Verdict, ProofError> {
        let unproven = |why: &str| Ok(Verdict::Unproven(why.to_owned()));
        let host = self.host.as_ref();
        let Some(root) = find_root(host, &found.file) else {
            return unproven("the file belongs to no package");
        };
        let root = host.canonical(&root).unwrap_or(root);
        let Ok(below) = found.file.strip_prefix(&root).map(Path::to_owned) else {
            return unproven("the file belongs to no package");
        };
        let Some(options) = self.options(cancel) else {
            return unproven("there is no folder to compile in");
        };
        let request = Request {
            paths: vec![root.clone()],
            ..Request::default()
        };
        let places = [(found.file.clone(), found.span)];
        match always_compiled(host, &request, &places).as_deref() {
            Ok([true]) => {}
            Ok(_) => return unproven("whether this code is compiled depends on the build"),
            Err(error) => return unproven(&error.to_string()),
        }
        let shop = Workshop::open(host, &root, options)?;
        let prepared = shop.prepare()?;
        if let Some(failed) = &prepared.failed {
            return unproven(&failed.why(&shop));
        }
        let (ran, before) = shop.lint(&mut |_| {})?;
        if !ran.is_success() {
            return unproven("the workspace does not compile as it is");
        }
        let candidate = Candidate {
            file: below,
            edits: vec![Edit::replace(found.span, fix)],
        };
        // Whether it helps, no rule of ours can tell.
        let verdicts = prove_fixes(
            &shop,
            &before,
            &[candidate],
            &|_, _, _| Vec::new(),
            &mut |_| {},
        )?;
        Ok(verdicts
            .into_iter()
            .next()
            .unwrap_or_else(|| Verdict::Unproven("it was not tried".to_owned())))
    }
}

/// Code as a diff shows it.
fn marked(out: &mut String, mark: char, code: &str) {
    let lines: Vec<&str> = code.lines().collect();
    for line in lines.iter().take(MOST_LINES) {
        _ = writeln!(out, "  {mark} {line}");
    }
    if lines.len() > MOST_LINES {
        _ = writeln!(out, "  {mark} … {} more lines", lines.len() - MOST_LINES);
    }
}
