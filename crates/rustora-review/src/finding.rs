//! What a review says: findings, as data.

use std::ops::RangeInclusive;
use std::sync::Arc;

use rustora_source::{Edit, Position, Span};
use serde::{Deserialize, Serialize};

use crate::claims::Claim;
use crate::rule::Rule;

/// The six questions of a review, in the order in which they are answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    /// Does it do what it says, under load, on failure, when cancelled?
    Correctness,
    /// Is it written the way Rust backends are written?
    Idiom,
    /// What does it cost: allocations, connections, round trips?
    Cost,
    /// Do errors arrive where they can be acted on?
    Errors,
    /// Would a test fail if it broke?
    Tests,
    /// What can somebody do who means harm?
    Security,
}

impl Category {
    /// All of them, in order.
    pub const ALL: [Self; 6] = [
        Self::Correctness,
        Self::Idiom,
        Self::Cost,
        Self::Errors,
        Self::Tests,
        Self::Security,
    ];

    /// Its name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Correctness => "correctness",
            Self::Idiom => "idiom",
            Self::Cost => "cost",
            Self::Errors => "errors",
            Self::Tests => "tests",
            Self::Security => "security",
        }
    }
}

/// How bad a finding is when it is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// It could be better.
    Note,
    /// It should be changed.
    Warning,
    /// It must be changed.
    Error,
}

impl Severity {
    /// Its name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }

    /// The severity of that name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Note, Self::Warning, Self::Error]
            .into_iter()
            .find(|severity| severity.name() == name)
    }
}

/// How sure a finding is to be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Confidence {
    /// Worth a look when one is looking for trouble.
    Low,
    /// Everything that it rests on was resolved, but something outside the code may excuse it.
    Medium,
    /// Everything that it rests on was resolved.
    High,
}

impl Confidence {
    /// Its name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }

    /// The confidence of that name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Low, Self::Medium, Self::High]
            .into_iter()
            .find(|confidence| confidence.name() == name)
    }
}

/// How far a fix may be trusted, in rustc's terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Applicability {
    /// It does what was meant.
    MachineApplicable,
    /// It compiles, and may not be what was meant.
    MaybeIncorrect,
}

impl Applicability {
    /// Its name in rustc's and cargo's JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::MachineApplicable => "MachineApplicable",
            Self::MaybeIncorrect => "MaybeIncorrect",
        }
    }
}

/// Corrected code, as edits of the finding's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an imperative.
    pub title: String,
    /// How far it may be trusted.
    pub applicability: Applicability,
    /// The edits; they do not overlap.
    pub edits: Vec<Edit>,
}

/// A text that findings point into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its path below the workspace's root, with `/` between the parts.
    pub path: String,
    /// Its text.
    pub text: Arc<str>,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The file.
    pub source: Arc<Source>,
    /// The bytes.
    pub span: Span,
    /// The first character.
    pub start: Position,
    /// One past the last character.
    pub end: Position,
}

/// Another place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub location: Location,
    /// What is to be seen there.
    pub message: String,
}

/// One defect.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// The same for the same defect, whatever is written above it in the file.
    pub fingerprint: String,
    /// How bad it is.
    pub severity: Severity,
    /// How sure it is.
    pub confidence: Confidence,
    /// Where it is.
    pub location: Location,
    /// What is wrong, in one line.
    pub message: String,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// The corrected code, where a rule can write it.
    pub fix: Option<Fix>,
    /// Whether it stands outside the changed lines and was caused by them.
    pub caused_elsewhere: bool,
    /// The lines of the item that it is about as a whole, where that is more than its place: a change to any of them calls
    /// for it.
    pub extent: Option<RangeInclusive<u32>>,
    /// The calls that it rests on, as far as a compiler can be asked about them.
    pub rests_on: Vec<Claim>,
    /// Whether a `cfg` decides if its code is compiled.
    pub is_conditional: bool,
}
