//! Response bodies that are read whatever the status was.

use rustora_source::Edit;
use rustora_source::tree::{Expr, ExprId};

use crate::facts::{Body, Call};
use crate::finding::{Applicability, Category, Confidence, Fix, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "http-status-not-checked",
    category: Category::Errors,
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    fix: FixAvailability::Sometimes,
    why: "a 500 with an HTML page turns into \"expected value at line 1 column 1\", and a 404 whose body happens to \
          parse is taken for an answer",
    page: include_str!("http_status_not_checked.md"),
    asks: &[Ask::Calls(
        &[
            "reqwest::Response::json",
            "reqwest::Response::text",
            "reqwest::Response::bytes",
        ],
        check,
    )],
};

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() {
        return None;
    }
    let response = call.receiver?;
    let origin = match body.local(response) {
        // A variable that is used for anything but its body may have been asked for its status.
        Some(pat) => {
            let uses = body.uses_of(pat);
            let only_read = uses.into_iter().all(|id| is_read(body, id));
            only_read.then(|| body.init(pat)).flatten()?
        }
        None => response,
    };
    if !is_fresh(body, origin) {
        return None;
    }
    let reads = body.program.name(call.callee);
    let message = format!("`{reads}` reads the response without a look at its status");
    Some(Draft::new(call.name, message).fix(fix(body, origin)))
}

/// Whether this use of a response only reads its body or headers.
fn is_read(body: &Body<'_>, use_of: ExprId) -> bool {
    let Some(outer) = body.tree().parent(use_of) else {
        return false;
    };
    matches!(body.expr(outer), Expr::MethodCall { receiver, name, .. }
        if receiver == use_of && matches!(body.source().str(name), "json" | "text" | "bytes" | "headers" | "content_length"))
}

/// Whether an expression is a response as `send` gave it: nothing between it and `send` but taking it out of
/// its `Result`.
fn is_fresh(body: &Body<'_>, expr: ExprId) -> bool {
    match body.expr(expr) {
        Expr::Try(inner) | Expr::Await(inner) => is_fresh(body, inner),
        Expr::MethodCall { receiver, name, .. } => {
            let sends = ["reqwest::RequestBuilder::send", "reqwest::Client::execute"];
            match body.callee(expr) {
                Some(callee) if sends.iter().any(|path| body.program.is(callee, path)) => true,
                _ => {
                    matches!(
                        body.source().str(name),
                        "map_err" | "unwrap" | "expect" | "context" | "with_context"
                    ) && is_fresh(body, receiver)
                }
            }
        }
        Expr::Call { .. } => body
            .callee(expr)
            .is_some_and(|callee| body.program.is(callee, "reqwest::get")),
        _ => false,
    }
}

/// `?` on the sending shows that the error of `error_for_status`, which is the same, has somewhere to go.
fn fix(body: &Body<'_>, origin: ExprId) -> Option<Fix> {
    let Expr::Try(inner) = body.expr(origin) else {
        return None;
    };
    matches!(body.expr(inner), Expr::Await(_)).then(|| Fix {
        title: "turn an error status into an error".into(),
        applicability: Applicability::MachineApplicable,
        edits: vec![Edit::insert(body.span(origin).end, ".error_for_status()?")],
    })
}
