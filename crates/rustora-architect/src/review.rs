//! A review in full: what the rules found, what compiler and clippy say, and fixes that were proven.
//!
//! The quick findings stand whatever becomes of the rest. The part that needs the compiler often cannot run on a stranger's
//! machine, and then says in one line what did not run and why.

use std::collections::BTreeMap;
use std::path::PathBuf;

use rustora_host::{Host, OverlayHost};
use rustora_proof::{Candidate, Lint, Options, ProofError, Texts, Verdict, Workshop, prove_fixes};
use rustora_review::{
    Applicability, Category, Change, Changed, Confidence, Finding, Fix, Location, Progress,
    Related, Request, Review, Rule, Severity, review,
};

use crate::lints;
use crate::targets::{self, Confirmed};

/// Who found something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// A rule of ours.
    Rustora,
    /// Clippy.
    Clippy,
    /// The compiler.
    Rustc,
}

impl Tool {
    /// Its name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rustora => "rustora",
            Self::Clippy => "clippy",
            Self::Rustc => "rustc",
        }
    }
}

/// Whether corrected code was compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// It was, in this workspace, together with the other proven ones, and what it corrects is gone.
    Proven,
    /// It was not, for this reason.
    Unproven(String),
}

/// Corrected code, with its proof.
#[derive(Clone, Debug)]
pub struct ToldFix {
    /// The edits.
    pub fix: Fix,
    /// Whether they were compiled.
    pub proof: Proof,
}

/// A finding as it is told, whoever found it.
#[derive(Clone, Debug)]
pub struct Told {
    /// The rule or lint.
    pub id: String,
    /// Who found it.
    pub tool: Tool,
    /// Our rule, where it is one.
    pub rule: Option<&'static Rule>,
    /// The same for the same defect, whatever is written above it in the file.
    pub fingerprint: String,
    /// Which of the six questions it answers.
    pub category: Category,
    /// How bad it is.
    pub severity: Severity,
    /// How sure it is.
    pub confidence: Confidence,
    /// Where it is.
    pub location: Location,
    /// What is wrong, in one line.
    pub message: String,
    /// What goes wrong because of it, where that is known.
    pub why: Option<String>,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// The corrected code. One that was compiled and makes something worse is not here.
    pub fix: Option<ToldFix>,
    /// Whether it stands outside the changed lines and was caused by them.
    pub caused_elsewhere: bool,
    /// Whether the compiler says that the calls which it rests on reach what it says.
    pub is_confirmed: bool,
}

impl Told {
    /// A finding of ours; `proof` is what is known of its fix.
    pub fn of(finding: &Finding, proof: &Proof) -> Self {
        Self {
            id: finding.rule.id.to_owned(),
            tool: Tool::Rustora,
            rule: Some(finding.rule),
            fingerprint: finding.fingerprint.clone(),
            category: finding.rule.category,
            severity: finding.severity,
            confidence: finding.confidence,
            location: finding.location.clone(),
            message: finding.message.clone(),
            why: Some(finding.rule.why.to_owned()),
            related: finding.related.clone(),
            fix: finding.fix.clone().map(|fix| ToldFix {
                fix,
                proof: proof.clone(),
            }),
            caused_elsewhere: finding.caused_elsewhere,
            is_confirmed: false,
        }
    }
}

/// What the compiler's half of a review came to.
#[derive(Debug, Default)]
pub struct Compiled {
    /// What compiler and clippy say, of what was to be reviewed.
    pub lints: Vec<Told>,
    /// What became of our fixes, by the findings' fingerprints.
    pub fixes: BTreeMap<String, Verdict>,
    /// What the compiler says of the calls that findings rest on, by the findings' fingerprints.
    pub confirmed: BTreeMap<String, Confirmed>,
    /// What ran, what did not, and why: a line each.
    pub account: Vec<String>,
    /// Whether the workspace was compiled whole.
    pub is_whole: bool,
}

/// Why a fix is unproven that nobody tried.
const NOT_COMPILED: &str = "it was not compiled";

/// Why a fix is unproven whose code may not have been compiled at all.
const CONDITIONAL: &str = "its code stands behind a `cfg`, and may not be part of this build";

/// The findings of a review as they are told, by category, the worst first; `compiled` adds its own and says what became of
/// fixes, and without it they are unproven for the reason `why`.
pub fn told(review: &Review, compiled: Option<&Compiled>, why: &str) -> Vec<Told> {
    let unproven = Proof::Unproven(match compiled {
        Some(_) => NOT_COMPILED.to_owned(),
        None => why.to_owned(),
    });
    let confirmed = |finding: &Finding| compiled?.confirmed.get(&finding.fingerprint);
    let mut all: Vec<Told> = review
        .findings
        .iter()
        .filter(|finding| !matches!(confirmed(finding), Some(Confirmed::No(_))))
        .map(|finding| {
            let verdict = compiled.and_then(|compiled| compiled.fixes.get(&finding.fingerprint));
            let told = match verdict {
                Some(Verdict::Proven) => Told::of(finding, &Proof::Proven),
                Some(Verdict::Unproven(why)) => Told::of(finding, &Proof::Unproven(why.clone())),
                // What makes something worse is not offered.
                Some(Verdict::Refuted(_)) => Told {
                    fix: None,
                    ..Told::of(finding, &unproven)
                },
                None => Told::of(finding, &unproven),
            };
            Told {
                is_confirmed: confirmed(finding) == Some(&Confirmed::Yes),
                ..told
            }
        })
        .collect();
    all.extend(
        compiled
            .into_iter()
            .flat_map(|compiled| compiled.lints.clone()),
    );
    all.sort_by_cached_key(|told| {
        let place = &told.location;
        (
            told.category,
            std::cmp::Reverse((told.severity, told.confidence)),
            place.source.path.clone(),
            place.span,
            told.id.clone(),
        )
    });
    all
}

/// Which fixes are proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixes {
    /// All that are offered.
    Offered,
    /// Those that do what was meant, so that they may be applied without a look: they are compiled together and without the
    /// others.
    Applicable,
}

/// Compiles what was reviewed: clippy over all targets, then the fixes, all at once.
///
/// # Errors
/// When nothing could be tried at all. A workspace that does not compile is no error.
pub fn compile(
    host: &dyn Host,
    request: &Request,
    quick: &Review,
    options: Options,
    wanted: Fixes,
    progress: &mut dyn FnMut(&str),
) -> Result<Compiled, ProofError> {
    let mut out = Compiled::default();
    if matches!(request.change, Some(Change::Staged)) {
        out.account
            .push("not compiled: what is staged is not what stands on the disk".to_owned());
        return Ok(out);
    }
    if !host.is_file(&quick.root.join("Cargo.toml")) {
        out.account
            .push("not compiled: there is no Cargo.toml".to_owned());
        return Ok(out);
    }
    let began = host.elapsed();
    progress("copying the workspace");
    let shop = Workshop::open(host, &quick.root, options)?;
    out.account.extend(shop.account());
    let prepared = shop.prepare()?;
    out.account.extend(prepared.note);
    if let Some(failed) = &prepared.failed {
        out.account
            .push(format!("not compiled: {}", failed.why(&shop)));
        return Ok(out);
    }
    let (ran, found) = shop.lint(progress)?;
    out.is_whole = ran.is_success();
    out.lints = lints::judged(host, quick, &found);
    keep_reviewed(host, request, quick, &mut out.lints);
    let seconds = ran.wall.as_secs_f64();
    if out.is_whole {
        let version = shop.toolchain.release();
        out.account.push(format!(
            "clippy {version}, all targets, pedantic: {seconds:.1} s"
        ));
    } else {
        out.account
            .push(format!("not compiled as a whole: {}", ran.why(&shop)));
    }
    let answers = targets::ask(&shop, quick, progress)?;
    out.confirmed = answers.by_finding;
    out.account.extend(answers.account);
    let subject = Subject {
        host,
        shop: &shop,
        quick,
        before: &found,
        wanted,
    };
    fixes(&subject, &mut out, progress)?;
    shop.spent(host.elapsed().saturating_sub(began));
    Ok(out)
}

/// Leaves of what compiler and clippy say what belongs to what was to be reviewed.
fn keep_reviewed(host: &dyn Host, request: &Request, quick: &Review, lints: &mut Vec<Told>) {
    let below: Vec<PathBuf> = request
        .paths
        .iter()
        .filter_map(|path| host.canonical(path).ok())
        .collect();
    let changed = request.change.as_ref();
    let changed = changed.and_then(|change| Changed::find(host, &quick.root, change).ok());
    lints.retain(|lint| {
        let path = quick.root.join(&lint.location.source.path);
        let is_below = below.is_empty() || below.iter().any(|below| path.starts_with(below));
        let place = &lint.location;
        let is_changed = |changed: &Changed| {
            changed.touches_lines(&place.source.path, &(place.start.line..=place.end.line))
        };
        // What does not compile is told wherever it is.
        (is_below && changed.as_ref().is_none_or(is_changed))
            || lint.severity == Severity::Error && lint.tool == Tool::Rustc
    });
}

/// Which finding or lint a fix corrects.
#[derive(Clone, Copy)]
enum Corrects<'a> {
    Finding(&'a Finding),
    /// The number of the lint among those that are told.
    Lint(usize),
}

/// Whose fixes are proven.
struct Subject<'a, 'h> {
    host: &'h dyn Host,
    shop: &'a Workshop<'h>,
    quick: &'a Review,
    /// What compiler and clippy say of it as it is.
    before: &'a [Lint],
    wanted: Fixes,
}

/// Proves the fixes of rules and those of clippy, all of them at once.
fn fixes(
    subject: &Subject<'_, '_>,
    out: &mut Compiled,
    progress: &mut dyn FnMut(&str),
) -> Result<(), ProofError> {
    let quick = subject.quick;
    let mut corrected = Vec::new();
    let mut candidates = Vec::new();
    let mut offer = |what, location: &Location, fix: &Fix| {
        if subject.wanted == Fixes::Applicable
            && fix.applicability != Applicability::MachineApplicable
        {
            return;
        }
        corrected.push(what);
        candidates.push(Candidate {
            file: PathBuf::from(&location.source.path),
            edits: fix.edits.clone(),
        });
    };
    for finding in &quick.findings {
        let Some(fix) = &finding.fix else { continue };
        match out.confirmed.get(&finding.fingerprint) {
            Some(Confirmed::No(_)) => {}
            // To compile what surrounds it would prove nothing.
            None if finding.is_conditional => {
                let verdict = Verdict::Unproven(CONDITIONAL.to_owned());
                out.fixes.insert(finding.fingerprint.clone(), verdict);
            }
            _ => offer(Corrects::Finding(finding), &finding.location, fix),
        }
    }
    for (index, lint) in out.lints.iter().enumerate() {
        if let Some(told) = &lint.fix
            && lint.confidence > Confidence::Low
        {
            offer(Corrects::Lint(index), &lint.location, &told.fix);
        }
    }
    if candidates.is_empty() {
        return Ok(());
    }
    let verdicts = if out.is_whole {
        progress("proving the fixes");
        let lints = &out.lints;
        let still_there = |texts: &Texts, after: &[Lint], tried: &[usize]| {
            let mut left = left_of_findings(subject, texts, &corrected, tried);
            left.extend(left_of_lints(
                lints,
                subject.before,
                after,
                &corrected,
                tried,
            ));
            left
        };
        prove_fixes(
            subject.shop,
            subject.before,
            &candidates,
            &still_there,
            progress,
        )?
    } else {
        let why = "the workspace does not compile as it is";
        vec![Verdict::Unproven(why.to_owned()); candidates.len()]
    };
    let count =
        |wanted: fn(&Verdict) -> bool| verdicts.iter().filter(|verdict| wanted(verdict)).count();
    let proven = count(|verdict| *verdict == Verdict::Proven);
    let refuted = count(|verdict| matches!(verdict, Verdict::Refuted(_)));
    let all = verdicts.len();
    out.account.push(match refuted {
        0 => format!("fixes: {proven} of {all} proven"),
        _ => format!("fixes: {proven} of {all} proven, {refuted} refuted and not offered"),
    });
    for (what, verdict) in corrected.iter().zip(verdicts) {
        match what {
            Corrects::Finding(finding) => {
                out.fixes.insert(finding.fingerprint.clone(), verdict);
            }
            Corrects::Lint(index) => {
                let told = &mut out.lints[*index];
                match verdict {
                    Verdict::Refuted(_) => told.fix = None,
                    Verdict::Proven => told.set_proof(Proof::Proven),
                    Verdict::Unproven(why) => told.set_proof(Proof::Unproven(why)),
                }
            }
        }
    }
    Ok(())
}

impl Told {
    fn set_proof(&mut self, proof: Proof) {
        if let Some(fix) = &mut self.fix {
            fix.proof = proof;
        }
    }
}

/// Counts by rule and file: what a fix leaves of it must be less, and nothing else may be more.
fn left_of_findings(
    subject: &Subject<'_, '_>,
    texts: &Texts,
    corrected: &[Corrects<'_>],
    tried: &[usize],
) -> Vec<usize> {
    let ours = |index: &usize| match corrected[*index] {
        Corrects::Finding(finding) => Some((*index, finding)),
        Corrects::Lint(_) => None,
    };
    let (host, quick) = (subject.host, subject.quick);
    let fixed: Vec<(usize, &Finding)> = tried.iter().filter_map(ours).collect();
    let files = texts
        .iter()
        .map(|(path, text)| (quick.root.join(path), Some(text.clone().into_bytes())));
    let after = OverlayHost::new(host, files);
    let request = Request {
        paths: vec![quick.root.clone()],
        ..Request::default()
    };
    // Against the whole workspace before: the quick findings may be those of a change alone.
    let (Ok(after), Ok(before)) = (
        review(&after, &request, &Progress::default()),
        review(host, &request, &Progress::default()),
    ) else {
        return tried.to_vec();
    };
    let (before, after) = (counted(&before.findings), counted(&after.findings));
    let mut removed: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (_, finding) in &fixed {
        *removed.entry(key(finding)).or_default() += 1;
    }
    let is_bad = |key: &(&str, &str)| {
        let of =
            |counts: &BTreeMap<(&str, &str), usize>| counts.get(key).copied().unwrap_or_default();
        of(&after) + of(&removed) > of(&before)
    };
    let worse: Vec<&str> = after
        .keys()
        .filter(|key| is_bad(key))
        .map(|(_, file)| *file)
        .collect();
    tried
        .iter()
        .copied()
        .filter(|index| match corrected[*index] {
            Corrects::Finding(finding) => {
                is_bad(&key(finding)) || worse.contains(&finding.location.source.path.as_str())
            }
            Corrects::Lint(_) => false,
        })
        .collect()
}

fn key(finding: &Finding) -> (&str, &str) {
    (finding.rule.id, finding.location.source.path.as_str())
}

fn counted(findings: &[Finding]) -> BTreeMap<(&str, &str), usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry(key(finding)).or_default() += 1;
    }
    counts
}

/// The lints of which there are as many as before, although some of them were corrected.
fn left_of_lints(
    told: &[Told],
    before: &[Lint],
    after: &[Lint],
    corrected: &[Corrects<'_>],
    tried: &[usize],
) -> Vec<usize> {
    let count = |lints: &[Lint], told: &Told| {
        let same = |lint: &&Lint| {
            lint.code.as_deref() == Some(&told.id) && lint.file == *told.location.source.path
        };
        lints.iter().filter(same).count()
    };
    tried
        .iter()
        .copied()
        .filter(|index| match corrected[*index] {
            Corrects::Lint(number) => {
                let told = &told[number];
                count(after, told) >= count(before, told)
            }
            Corrects::Finding(_) => false,
        })
        .collect()
}

/// A suggestion of the compiler's or clippy's as a fix of ours.
pub(crate) fn fix_of(lint: &Lint) -> Option<ToldFix> {
    let suggestion = lint.fix.as_ref()?;
    Some(ToldFix {
        fix: Fix {
            title: suggestion.title.clone(),
            applicability: if suggestion.is_sure {
                Applicability::MachineApplicable
            } else {
                Applicability::MaybeIncorrect
            },
            edits: suggestion.edits.clone(),
        },
        proof: Proof::Unproven(NOT_COMPILED.to_owned()),
    })
}
