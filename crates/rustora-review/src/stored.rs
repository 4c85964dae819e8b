//! A review as it is written down: rules by their names, texts by their paths.

use std::path::PathBuf;
use std::sync::Arc;

use rustora_host::Host;
use rustora_source::{Edit, Position, Span};
use serde::{Deserialize, Serialize};

use crate::claims::Claim;
use crate::finding::{
    Applicability, Confidence, Finding, Fix, Location, Related, Severity, Source,
};
use crate::review::{Note, Review, Timing};
use crate::rules::RULES;
use crate::settings::Settings;

/// A [`Review`].
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct StoredReview {
    root: PathBuf,
    packages: usize,
    files: usize,
    lines: usize,
    suppressed: usize,
    notes: Vec<(String, String)>,
    settings: Settings,
    namesakes: Vec<String>,
    /// The paths of the texts that findings point into.
    sources: Vec<String>,
    findings: Vec<StoredFinding>,
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredFinding {
    rule: String,
    fingerprint: String,
    severity: Severity,
    confidence: Confidence,
    location: StoredLocation,
    message: String,
    related: Vec<(StoredLocation, String)>,
    fix: Option<(String, Applicability, Vec<Edit>)>,
    rests_on: Vec<Claim>,
    is_conditional: bool,
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredLocation {
    source: usize,
    span: Span,
    start: Position,
    end: Position,
}

impl StoredReview {
    pub(crate) fn of(review: &Review) -> Self {
        let mut sources: Vec<String> = Vec::new();
        let mut location = |location: &Location| {
            let path = &location.source.path;
            let known = sources.iter().rposition(|known| known == path);
            let source = known.unwrap_or_else(|| {
                sources.push(path.clone());
                sources.len() - 1
            });
            StoredLocation {
                source,
                span: location.span,
                start: location.start,
                end: location.end,
            }
        };
        let findings = review.findings.iter().map(|finding| StoredFinding {
            rule: finding.rule.id.to_owned(),
            fingerprint: finding.fingerprint.clone(),
            severity: finding.severity,
            confidence: finding.confidence,
            location: location(&finding.location),
            message: finding.message.clone(),
            related: finding
                .related
                .iter()
                .map(|related| (location(&related.location), related.message.clone()))
                .collect(),
            fix: finding
                .fix
                .as_ref()
                .map(|fix| (fix.title.clone(), fix.applicability, fix.edits.clone())),
            rests_on: finding.rests_on.clone(),
            is_conditional: finding.is_conditional,
        });
        let findings = findings.collect();
        let notes = review.notes.iter();
        Self {
            root: review.root.clone(),
            packages: review.packages,
            files: review.files,
            lines: review.lines,
            suppressed: review.suppressed,
            notes: notes
                .map(|note| (note.path.clone(), note.message.clone()))
                .collect(),
            settings: review.settings.clone(),
            namesakes: review.namesakes.clone(),
            sources,
            findings,
        }
    }

    /// The review again, its texts read from `host`. `None` when a text is gone or a rule is.
    pub(crate) fn restore(&self, host: &dyn Host) -> Option<Review> {
        let read = |path: &String| {
            let bytes = host.read(&self.root.join(path)).ok()?;
            Some(Arc::new(Source {
                path: path.clone(),
                text: String::from_utf8(bytes).ok()?.into(),
            }))
        };
        let sources: Vec<Arc<Source>> = self.sources.iter().map(read).collect::<Option<_>>()?;
        let location = |stored: &StoredLocation| {
            Some(Location {
                source: sources.get(stored.source)?.clone(),
                span: stored.span,
                start: stored.start,
                end: stored.end,
            })
        };
        let finding = |stored: &StoredFinding| {
            let related = |(place, message): &(StoredLocation, String)| {
                Some(Related {
                    location: location(place)?,
                    message: message.clone(),
                })
            };
            let fix = stored.fix.clone();
            Some(Finding {
                rule: RULES.iter().find(|rule| rule.id == stored.rule)?,
                fingerprint: stored.fingerprint.clone(),
                severity: stored.severity,
                confidence: stored.confidence,
                location: location(&stored.location)?,
                message: stored.message.clone(),
                related: stored.related.iter().map(related).collect::<Option<_>>()?,
                fix: fix.map(|(title, applicability, edits)| Fix {
                    title,
                    applicability,
                    edits,
                }),
                caused_elsewhere: false,
                extent: None,
                rests_on: stored.rests_on.clone(),
                is_conditional: stored.is_conditional,
            })
        };
        let findings = self.findings.iter().map(finding);
        Some(Review {
            root: self.root.clone(),
            packages: self.packages,
            files: self.files,
            lines: self.lines,
            findings: findings.collect::<Option<_>>()?,
            suppressed: self.suppressed,
            notes: self
                .notes
                .iter()
                .map(|(path, message)| Note {
                    path: path.clone(),
                    message: message.clone(),
                })
                .collect(),
            timing: Timing::default(),
            settings: self.settings.clone(),
            namesakes: self.namesakes.clone(),
        })
    }
}
