//! What a rule is.

use rustora_source::Span;
use rustora_source::tree::{ExprId, Id, MacroCall};

use crate::facts::{Body, Call, FileId, ItemRef, Joins, Lives, Pace, Program, Question};
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
    /// Every call of a function that carries this mark in the tables.
    Marked(&'static str, fn(&Body<'_>, &Call) -> Option<Draft>),
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
    /// Every call of a function of the workspace.
    Own(fn(&Body<'_>, &Call) -> Option<Draft>),
    /// Every body.
    Bodies(fn(&Body<'_>) -> Vec<Draft>),
    /// Every `==` and `!=`.
    Equalities(fn(&Body<'_>, ExprId) -> Option<Draft>),
    /// Every body with guards in it.
    Guards(fn(&Body<'_>, &Lives) -> Vec<Draft>),
    /// Every function.
    Functions(fn(&Program<'_>, ItemRef) -> Vec<Draft>),
    /// Its own drafts once more, when the whole workspace has been joined.
    Joined(fn(&Program<'_>, &Joins, FileId, &mut Draft)),
    /// The whole workspace, once, with what was joined over all bodies.
    Workspace(fn(&Program<'_>, &Joins) -> Vec<(FileId, Draft)>),
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
    /// What must be true of the functions that are called; the way there is shown.
    pub(crate) question: Option<Question>,
    /// The item that it is about as a whole. In a review of a change it is told when any line of the item changed, and is
    /// then at least of medium confidence: what would be too much of a whole workspace is not in a change.
    pub(crate) extent: Option<Span>,
    /// The function that has to run more often than this for the finding to be as sure as its rule.
    pub(crate) unless_at_most: Option<(ItemRef, Pace)>,
    /// Parameters of functions: when all of them are only ever given constants, there is nothing to tell.
    pub(crate) unless_constant: Vec<(ItemRef, usize)>,
    /// The calls that it rests on: where each names its function, and which one that is.
    pub(crate) rests_on: Vec<(u32, ItemRef)>,
}

impl Draft {
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
            related: Vec::new(),
            fix: None,
            confidence: None,
            question: None,
            extent: None,
            unless_at_most: None,
            unless_constant: Vec::new(),
            rests_on: Vec::new(),
        }
    }

    pub(crate) fn related(mut self, file: FileId, span: Span, message: impl Into<String>) -> Self {
        self.related.push((file, span, message.into()));
        self
    }

    /// Says that it is about an item as a whole.
    pub(crate) fn about(mut self, extent: Span) -> Self {
        self.extent = Some(extent);
        self
    }

    /// Told only when the answer is yes.
    pub(crate) fn when(mut self, question: Question) -> Self {
        self.question = Some(question);
        self
    }

    /// Less sure where this function runs at most this often in the life of its program.
    pub(crate) fn unless_at_most(mut self, function: Option<(ItemRef, Pace)>) -> Self {
        self.unless_at_most = function;
        self
    }

    pub(crate) fn fix(mut self, fix: Option<Fix>) -> Self {
        self.fix = fix;
        self
    }
}
