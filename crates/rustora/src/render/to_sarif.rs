//! A review as SARIF 2.1.0, in the subset that GitHub code scanning reads, and `fixes` for editors.
//!
//! Paths are relative to the repository's top, as GitHub wants them, or to the workspace's root where there is no
//! repository: what stands between the two is handed in, because finding it out means to look at the disk.

use std::fmt::Write as _;
use std::io::{self, Write};

use rustora_architect::Told;
use rustora_review::{Category, Confidence, Fix, Location, RULES, Rule, Severity, page};
use rustora_source::Position;
use serde_json::{Value, json};

use super::Report;

/// Writes the review as one SARIF file. `base` stands before each path: empty, or a folder with a `/` behind it.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn write(out: &mut dyn Write, report: &Report<'_>, base: &str) -> io::Result<()> {
    let sarif = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": driver()},
            "automationDetails": {"id": "rustora/review"},
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": !report.is_void(),
                "toolExecutionNotifications": notifications(report, base),
            }],
            "results": report.findings.iter().map(|finding| result(finding, base)).collect::<Vec<_>>(),
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &sarif)?;
    writeln!(out)
}

fn driver() -> Value {
    let mut driver = json!({
        "name": "rustora",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": RULES.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
    });
    // Said once the package has one.
    if let Some(address) = Some(env!("CARGO_PKG_REPOSITORY")).filter(|address| !address.is_empty())
    {
        driver["informationUri"] = json!(address);
    }
    driver
}

fn descriptor(rule: &Rule) -> Value {
    let page = rule.page();
    let markdown = page::without_expectations(rule.page);
    let mut properties = json!({
        "tags": [rule.category.name()],
        "precision": precision(rule.confidence),
        "problem.severity": match rule.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "recommendation",
        },
    });
    if rule.category == Category::Security {
        properties["security-severity"] = json!(security_severity(rule.severity));
    }
    json!({
        "id": rule.id,
        "shortDescription": {"text": page.summary},
        "fullDescription": {"text": format!("{} Why: {}.", page.summary, rule.why)},
        "help": {"text": markdown, "markdown": markdown},
        "defaultConfiguration": {"level": rule.severity.name()},
        "properties": properties,
    })
}

/// GitHub's own name for how often a rule is right.
fn precision(confidence: Confidence) -> &'static str {
    confidence.name()
}

/// On GitHub's scale, which is CVSS's: from 7.0 "high", from 4.0 "medium", below "low".
fn security_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "8.0",
        Severity::Warning => "5.5",
        Severity::Note => "2.0",
    }
}

fn result(finding: &Told, base: &str) -> Value {
    let mut result = json!({
        "ruleId": finding.id,
        "level": finding.severity.name(),
        "message": {"text": message(finding)},
        "locations": [{"physicalLocation": physical(&finding.location, base)}],
        "partialFingerprints": {"primaryLocationLineHash": finding.fingerprint},
        "properties": {
            "confidence": finding.confidence.name(),
            "causedElsewhere": finding.caused_elsewhere,
            "confirmed": finding.is_confirmed,
        },
    });
    // Lints of the compiler's have no descriptor here.
    if let Some(index) = RULES.iter().position(|rule| rule.id == finding.id) {
        result["ruleIndex"] = json!(index);
    }
    if !finding.related.is_empty() {
        let related = finding.related.iter().enumerate().map(|(index, related)| {
            json!({
                "id": index + 1,
                "physicalLocation": physical(&related.location, base),
                "message": {"text": related.message},
            })
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(told) = &finding.fix {
        result["fixes"] = json!([corrected(finding, &told.fix, base)]);
        result["properties"]["fixProof"] = json!(super::proof(&told.proof).0);
    }
    result
}

/// The message, why it matters, and links to the places that explain it. A bracket in SARIF's messages starts a
/// link unless it is escaped.
fn message(finding: &Told) -> String {
    let escape = |text: &str| {
        text.replace('\\', "\\\\")
            .replace('[', "\\[")
            .replace(']', "\\]")
    };
    let mut text = format!("{}.", escape(&finding.message));
    if let Some(why) = &finding.why {
        _ = write!(text, " Why: {}.", escape(why));
    }
    if finding.caused_elsewhere {
        text.push_str(" It is not on a changed line, but caused by the change.");
    }
    for (index, related) in finding.related.iter().enumerate() {
        _ = write!(text, "\n[{}]({})", escape(&related.message), index + 1);
    }
    text
}

fn physical(location: &Location, base: &str) -> Value {
    json!({"artifactLocation": artifact(&location.source.path, base), "region": region(location.start, location.end)})
}

fn artifact(path: &str, base: &str) -> Value {
    let encoded = percent_encoded(path);
    // A file outside the root keeps its absolute path, which has no base.
    if std::path::Path::new(path).is_absolute() {
        let slash = if encoded.starts_with('/') { "" } else { "/" };
        json!({"uri": format!("file://{slash}{encoded}")})
    } else {
        json!({"uri": format!("{}{encoded}", percent_encoded(base)), "uriBaseId": "%SRCROOT%"})
    }
}

fn region(start: Position, end: Position) -> Value {
    json!({"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column})
}

fn corrected(finding: &Told, fix: &Fix, base: &str) -> Value {
    let replacements = super::edits(&finding.location, fix).map(|(start, end, text)| json!({"deletedRegion": region(start, end), "insertedContent": {"text": text}}));
    json!({
        "description": {"text": fix.title},
        "artifactChanges": [{
            "artifactLocation": artifact(&finding.location.source.path, base),
            "replacements": replacements.collect::<Vec<_>>(),
        }],
    })
}

fn notifications(report: &Report<'_>, base: &str) -> Vec<Value> {
    let notes = report.review.notes.iter().map(|note| {
        json!({
            "level": "note",
            "message": {"text": format!("{}: {}", note.path, note.message)},
            "locations": [{"physicalLocation": {"artifactLocation": artifact(&note.path, base)}}],
        })
    });
    notes.collect()
}

/// A path as a URI's path (RFC 3986): what is neither unreserved nor a slash becomes `%XX`.
fn percent_encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_uri() {
        assert_eq!(percent_encoded("src/a b/é%.rs"), "src/a%20b/%C3%A9%25.rs");
        assert_eq!(artifact("src/a.rs", "")["uriBaseId"], "%SRCROOT%");
        assert_eq!(artifact("src/a.rs", "my app/")["uri"], "my%20app/src/a.rs");
    }
}
