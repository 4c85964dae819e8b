//! What a rule is.

use rustora_source::Span;
use rustora_source::tree::{ExprId, Id, MacroCall};

use crate::facts::{Body, Call, FileId, ItemRef, Joins, Program};
use crate::finding::{Category, Confidence, Fix, Severity};
use crate::page::Page;

/// Whether a rule writes corrected code itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixAvailability {
    /// For some of its findings.
    Sometimes,
    /// Never: its page shows the pattern.
    None,
}

/// A rule: what it is about, what it asks to see, and the function that judges it.
#[derive(Debug)]
pub struct Rule {
    /// Its name; reads well after "allow".
    pub id: &'static str,
    /// The question that it belongs to.
    pub category: Category,
    /// How bad its findings are.
    pub severity: Severity,
    /// How sure its findings are.
    pub confidence: Confidence,
    /// Whether it writes fixes.
    pub fix: FixAvailability,
    /// What goes wrong on a running service, in one sentence.
    pub why: &'static str,
    /// Its page: documentation and test in one.
    pub page: &'static str,
    pub(crate) asks: &'static [Ask],
}

impl Rule {
    /// Its page, taken apart.
    pub fn page(&self) -> Page<'static> {
        Page::parse(self.page)
    }
}

/// What a rule asks to see. The walk over the code is shared: a rule is called for what it asked, no more.
#[derive(Debug)]
pub(crate) enum Ask {
    /// Every call of a function that carries this mark in the tables, in such functions.
    Marked(&'static str, Only, fn(&Body<'_>, &Call) -> Option<Draft>),
    /// Every call of one of these functions.
    Calls(
        &'static [&'static str],
        fn(&Body<'_>, &Call) -> Option<Draft>,
    ),
    /// Every call of one of these macros.
    Macros(
        &'static [&'static str],
        fn(&Body<'_>, ExprId, Id<MacroCall>) -> Vec<Draft>,
    ),
    /// Every function.
    Functions(fn(&Program<'_>, ItemRef) -> Vec<Draft>),
    /// Its own drafts once more, when the whole workspace has been joined.
    Joined(fn(&Program<'_>, &Joins, FileId, &mut Draft)),
    /// The whole workspace, once, with what was joined over all bodies.
    Workspace(fn(&Program<'_>, &Joins) -> Vec<(FileId, Draft)>),
}

/// In which functions a mark is of interest: the others need not be looked into for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Only {
    /// Everywhere.
    Anywhere,
    /// Where there is async code.
    Async,
    /// Where there is a loop.
    Loops,
    /// In tests.
    Tests,
}

/// A finding before it has a name, a place among the others and a fingerprint.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) related: Vec<(FileId, Span, String)>,
    pub(crate) fix: Option<Fix>,
    /// Where a finding is less sure than its rule.
    pub(crate) confidence: Option<Confidence>,
}

impl Draft {
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
            related: Vec::new(),
            fix: None,
            confidence: None,
        }
    }

    pub(crate) fn related(mut self, file: FileId, span: Span, message: impl Into<String>) -> Self {
        self.related.push((file, span, message.into()));
        self
    }

    pub(crate) fn fix(mut self, fix: Option<Fix>) -> Self {
        self.fix = fix;
        self
    }
}
