//! Regular expressions that are compiled again each time they are used.

use rustora_source::tree::{Expr, ExprId};

use crate::facts::{Body, Call, Question, Recurs};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "regex-per-call",
    category: Category::Cost,
    severity: Severity::Warning,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "compiling a pattern takes a hundred times as long as matching a short text with it, and allocates; it is paid \
          for each request or element, and shows as CPU time that nobody can place",
    page: include_str!("regex_per_call.md"),
    asks: &[Ask::Calls(
        &[
            "regex::Regex::new",
            "regex::RegexBuilder::build",
            "regex::RegexSet::new",
            "regex::bytes::Regex::new",
        ],
        check,
    )],
};

const REPEATED: [Recurs; 2] = [Recurs::Request, Recurs::Element];

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() || !is_constant(body, call) || !body.runs_with_function(call.expr) {
        return None;
    }
    let regex = body.unwrapped(call.expr);
    // Who calls `is_ok` checks the pattern; one that is stored or returned is made for later.
    if !body.stays_here(regex, |_| true) {
        return None;
    }
    let draft = |text: &str| Draft::new(call.name_span(body), text);
    if body.runs_for_each(call.expr) {
        return Some(draft("this pattern is compiled for each element"));
    }
    body.tree().function(body.owner.item)?;
    let question = Question::Recurs(body.owner, &REPEATED);
    Some(draft("this pattern is compiled each time the function is called").when(question))
}

/// Whether the pattern is written in the program, and so the same each time.
fn is_constant(body: &Body<'_>, call: &Call) -> bool {
    let text = |id: ExprId| body.constant_text(id, 4).is_some();
    match (call.receiver, &body.tree()[call.args]) {
        (None, [only]) => match body.expr(*only) {
            Expr::Array(list) => body.tree()[list].iter().all(|id| text(*id)),
            _ => text(*only),
        },
        // `RegexBuilder::new("…").case_insensitive(true).build()`.
        (Some(mut builder), []) => loop {
            match body.expr(builder) {
                Expr::MethodCall { receiver, .. } => builder = receiver,
                Expr::Call { args, .. } => {
                    return matches!(body.tree()[args], [only] if text(only));
                }
                _ => return false,
            }
        },
        _ => false,
    }
}
