//! Escapes for `LIKE` that can be escaped themselves.

use rustora_source::Edit;
use rustora_source::tree::{Expr, ExprId};

use crate::facts::{Body, Call};
use crate::finding::{Applicability, Category, Confidence, Fix, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "like-pattern-not-escaped",
    category: Category::Security,
    severity: Severity::Warning,
    confidence: Confidence::High,
    fix: FixAvailability::Sometimes,
    why: "a backslash before a wildcard turns the escape into a literal backslash and leaves the wildcard free: a search \
          for `\\%` matches everything, and a pattern that ends in a backslash fails in the database",
    page: include_str!("like_pattern_not_escaped.md"),
    asks: &[Ask::Calls(&["std::str::str::replace"], check)],
};

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() || !escapes(body, call.expr, "%") {
        return None;
    }
    let mut at = call.receiver?;
    while let Expr::MethodCall { receiver, .. } = body.expr(at) {
        if escapes(body, at, "\\\\") {
            return None;
        }
        at = receiver;
    }
    // A variable may have been through it before.
    let is_plain = body.local(at).is_none_or(|pat| body.init(pat).is_none());
    if !is_plain {
        return None;
    }
    let fix = Fix {
        title: "escape the escape character first".to_owned(),
        applicability: Applicability::MachineApplicable,
        edits: vec![Edit::insert(
            body.span(at).end,
            ".replace('\\\\', \"\\\\\\\\\")",
        )],
    };
    let message = "`%` is escaped with a backslash, and a backslash is not";
    Some(Draft::new(call.name, message).fix(Some(fix)))
}

/// `.replace('x', "\x")` with a literal for each.
fn escapes(body: &Body<'_>, id: ExprId, what: &str) -> bool {
    let Expr::MethodCall { name, args, .. } = body.expr(id) else {
        return false;
    };
    let [from, to] = body.tree()[args] else {
        return false;
    };
    let bare = |id: ExprId| body.text(id).trim_matches(['"', '\'', 'r', '#']);
    body.source().str(name) == "replace"
        && bare(from) == what
        && bare(to).trim_start_matches('\\') == what.trim_start_matches('\\')
        && bare(to).starts_with('\\')
}
