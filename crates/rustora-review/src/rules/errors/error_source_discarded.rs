//! Errors that are replaced by others without a trace of what happened.

use rustora_source::tree::{Expr, ExprId, Pat};

use super::any_error_becomes_not_found;
use crate::facts::{Body, Call, Ty};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "error-source-discarded",
    category: Category::Errors,
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "when it fails in production, the log says that it failed and not why: a full disk, a lost connection and a bug \
          look the same",
    page: include_str!("error_source_discarded.md"),
    asks: &[Ask::Calls(&["std::result::Result::map_err"], check)],
};

/// Errors that say what happened outside.
const TELLING: [&str; 9] = [
    "std::io::Error",
    "sqlx::Error",
    "reqwest::Error",
    "serde_json::Error",
    "anyhow::Error",
    "eyre::Report",
    "tokio_postgres::Error",
    "deadpool::managed::PoolError",
    "diesel::result::Error",
];

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() {
        return None;
    }
    let [closure] = body.tree()[call.args] else {
        return None;
    };
    let Expr::Closure {
        params,
        body: inner,
        ..
    } = body.expr(closure)
    else {
        return None;
    };
    let [param] = body.tree()[params] else {
        return None;
    };
    let ignored = match body.tree()[param] {
        Pat::Wild => true,
        Pat::Name { name, .. } => body.source().str(name).starts_with('_'),
        _ => false,
    };
    if !ignored || logs(body, inner) {
        return None;
    }
    let error = body.ty(call.receiver?).peeled().arg(1);
    let Ty::Adt(item, _) = error else {
        return None;
    };
    let path = body.program.path(item);
    // That has a rule of its own.
    if any_error_becomes_not_found::ERRORS.contains(&path.as_str())
        && any_error_becomes_not_found::says_absent(body, inner).is_some()
    {
        return None;
    }
    let own = body.program.is_workspace(item) && path.ends_with("Error");
    if !own && !TELLING.contains(&path.as_str()) {
        return None;
    }
    let name = body.program.name(item);
    let message = format!("the `{name}` is thrown away, and with it why this failed");
    let mut draft = Draft::new(body.tree().pat_span(param), message);
    // An error of one's own often says no more than which function it came from.
    draft.confidence = own.then_some(Confidence::Low);
    Some(draft)
}

/// Whether a macro inside, a log call as a rule, may have told of it.
fn logs(body: &Body<'_>, root: ExprId) -> bool {
    body.inside(root).into_iter().any(|id| match body.expr(id) {
        Expr::Macro(call) => {
            let path = body.tree()[body.tree()[call].path].span;
            let name = body.source().str(path);
            let last = name.rsplit("::").next().unwrap_or(name);
            matches!(
                last,
                "error" | "warn" | "info" | "debug" | "trace" | "event" | "eprintln"
            )
        }
        _ => false,
    })
}
