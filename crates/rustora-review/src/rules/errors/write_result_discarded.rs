//! Writes whose failure nobody hears of.

use crate::facts::{Body, Call};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "write-result-discarded",
    category: Category::Errors,
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "when the disk is full or the database restarts, the data is gone and nothing says so: not the answer, not \
          the log, not a metric",
    page: include_str!("write_result_discarded.md"),
    asks: &[Ask::Marked("writes", check)],
};

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    let name = body.program.name(call.callee);
    // Cleaning up is best effort, and so is everything in a destructor; a folder that could not be made shows when
    // something is put into it.
    if body.is_test()
        || name.starts_with("remove_")
        || name.starts_with("create_dir")
        || name == "rollback"
        || body.program.name(body.owner) == "drop"
    {
        return None;
    }
    let how = body.thrown_away(call.expr)?;
    let path = body.program.path(call.callee);
    Some(Draft::new(
        call.name_span(body),
        format!("{how} throws away the error of `{path}`"),
    ))
}
