//! Suppressions that suppress nothing or give no reason.

use crate::finding::{Category, Confidence, Severity};
use crate::rule::{FixAvailability, Rule};

/// Found while suppressions are applied, so it asks for nothing.
pub(crate) const RULE: Rule = Rule {
    id: "unfounded-allow",
    category: Category::Idiom,
    severity: Severity::Warning,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "the next reader cannot tell whether the exception still holds, and a real finding may hide behind it",
    page: include_str!("unfounded_allow.md"),
    asks: &[],
};
