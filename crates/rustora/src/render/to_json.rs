//! A review for programs: the shape that docs/schema/rustora.review.1.json describes.
//!
//! These structs are the wire format and nothing else; what they are made from may change without them. A
//! field is only ever added, unless the number in `schema` changes.

use std::io::{self, Write};
use std::time::Duration;

use rustora_architect::Told;
use rustora_review::{Location, Severity};
use rustora_source::Position;
use serde::Serialize;

use super::Report;

#[derive(Serialize)]
struct Wire<'r> {
    schema: &'static str,
    workspace: Workspace,
    timing: Timing,
    findings: Vec<WireFinding<'r>>,
    notes: Vec<Note<'r>>,
    /// What the compiler's half of the review did; absent where it was not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    compiled: Option<WireCompiled<'r>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Workspace {
    root: String,
    packages: usize,
    files: usize,
    lines: usize,
}

#[derive(Serialize)]
#[expect(
    clippy::struct_field_names,
    reason = "a number on the wire says its unit"
)]
struct Timing {
    read_ms: f64,
    judge_ms: f64,
    total_ms: f64,
}

#[derive(Serialize)]
struct WireFinding<'r> {
    fingerprint: &'r str,
    rule: &'r str,
    category: &'static str,
    severity: &'static str,
    confidence: &'static str,
    source: &'static str,
    #[serde(flatten)]
    place: Place<'r>,
    message: &'r str,
    why: Option<&'r str>,
    related: Vec<Related<'r>>,
    fix: Option<Fix<'r>>,
    caused_elsewhere: bool,
    confirmed: bool,
}

#[derive(Serialize)]
struct Related<'r> {
    #[serde(flatten)]
    place: Place<'r>,
    message: &'r str,
}

#[derive(Serialize)]
struct Fix<'r> {
    title: &'r str,
    applicability: &'static str,
    edits: Vec<Edit<'r>>,
    proof: Proof<'r>,
}

#[derive(Serialize)]
struct Edit<'r> {
    #[serde(flatten)]
    place: Place<'r>,
    text: &'r str,
}

#[derive(Serialize)]
struct Proof<'r> {
    state: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    reason: &'r str,
}

#[derive(Serialize)]
struct Place<'r> {
    file: &'r str,
    start: Point,
    end: Point,
}

/// Both from 1; columns in characters, the end's one past the last.
#[derive(Serialize)]
struct Point {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Note<'r> {
    path: &'r str,
    message: &'r str,
}

#[derive(Serialize)]
struct WireCompiled<'r> {
    whole: bool,
    account: &'r [String],
}

#[derive(Serialize)]
struct Summary {
    error: usize,
    warning: usize,
    note: usize,
    hidden: usize,
    suppressed: usize,
    verdict: String,
}

/// Writes the review as one object.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn write(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let review = report.review;
    let wire = Wire {
        schema: "rustora.review/1",
        workspace: Workspace {
            root: review.root.display().to_string(),
            packages: review.packages,
            files: review.files,
            lines: review.lines,
        },
        timing: Timing {
            read_ms: milliseconds(review.timing.read),
            judge_ms: milliseconds(review.timing.judge),
            total_ms: milliseconds(review.timing.total),
        },
        findings: report
            .findings
            .iter()
            .map(|finding| wire(finding))
            .collect(),
        notes: review
            .notes
            .iter()
            .map(|note| Note {
                path: &note.path,
                message: &note.message,
            })
            .collect(),
        compiled: report.compiled.map(|compiled| WireCompiled {
            whole: compiled.is_whole,
            account: &compiled.account,
        }),
        summary: Summary {
            error: report.count(Severity::Error),
            warning: report.count(Severity::Warning),
            note: report.count(Severity::Note),
            hidden: report.hidden,
            suppressed: review.suppressed,
            verdict: report.verdict(),
        },
    };
    serde_json::to_writer_pretty(&mut *out, &wire)?;
    writeln!(out)
}

fn wire(finding: &Told) -> WireFinding<'_> {
    let fix = finding.fix.as_ref().map(|told| {
        let (state, reason) = super::proof(&told.proof);
        Fix {
            title: &told.fix.title,
            applicability: told.fix.applicability.name(),
            edits: super::edits(&finding.location, &told.fix)
                .map(|(start, end, text)| Edit {
                    place: Place {
                        file: &finding.location.source.path,
                        start: point(start),
                        end: point(end),
                    },
                    text,
                })
                .collect(),
            proof: Proof { state, reason },
        }
    });
    WireFinding {
        fingerprint: &finding.fingerprint,
        rule: &finding.id,
        category: finding.category.name(),
        severity: finding.severity.name(),
        confidence: finding.confidence.name(),
        source: finding.tool.name(),
        place: place(&finding.location),
        message: &finding.message,
        why: finding.why.as_deref(),
        related: finding
            .related
            .iter()
            .map(|related| Related {
                place: place(&related.location),
                message: &related.message,
            })
            .collect(),
        fix,
        caused_elsewhere: finding.caused_elsewhere,
        confirmed: finding.is_confirmed,
    }
}

fn place(location: &Location) -> Place<'_> {
    Place {
        file: &location.source.path,
        start: point(location.start),
        end: point(location.end),
    }
}

fn point(position: Position) -> Point {
    Point {
        line: position.line,
        column: position.column,
    }
}

/// With three digits: a microsecond is as fine as the clock is worth.
fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1e6).round() / 1e3
}
