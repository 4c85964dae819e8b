//! Calls that block a runtime thread.

use rustora_source::Edit;
use rustora_source::cargo::TargetKind;
use rustora_source::tree::Expr;

use crate::facts::{AsyncContext, Body, Call};
use crate::finding::{Applicability, Category, Confidence, Fix, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Only, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "blocking-call-in-async",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::High,
    fix: FixAvailability::Sometimes,
    why: "while it waits, this worker thread runs no other task: a few of these at once and every request stalls, \
          also those that need nothing from the disk",
    page: include_str!("blocking_call_in_async.md"),
    asks: &[Ask::Marked("blocks", Only::Async, check)],
};

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() || body.target() == Some(TargetKind::Build) {
        return None;
    }
    let context = body.async_context(call.expr)?;
    // Before the server starts there is nobody to hold up.
    if context == AsyncContext::Fn && body.is_main() && body.enclosing_loop(call.expr).is_none() {
        return None;
    }
    let path = body.program.path(call.callee);
    let mut draft = Draft::new(
        call.name_span(body),
        format!("`{path}` blocks the thread in async code"),
    );
    // A look at the file system's tables mostly takes microseconds, and who asks a person has no other task.
    let brief = ["std::path::Path", "std::io::Stdin"];
    let is_brief = brief
        .iter()
        .any(|owner| body.program.is_method_of(call.callee, owner));
    draft.confidence = is_brief.then_some(Confidence::Low);
    Some(draft.fix(twin(body, call)))
}

/// The async function of the same name and arguments, where the tables know one and tokio is at hand.
fn twin(body: &Body<'_>, call: &Call) -> Option<Fix> {
    let twin = body.program.mark_text(call.callee, "blocks")?;
    let Expr::Call { callee, .. } = body.expr(call.expr) else {
        return None;
    };
    let feature = if twin.starts_with("tokio::time") {
        "time"
    } else {
        "fs"
    };
    let has_feature = body.program.has_feature(body.file, "tokio", feature)?;
    let is_sleep = twin == "tokio::time::sleep";
    Some(Fix {
        title: format!("await `{twin}` instead"),
        applicability: if is_sleep && has_feature {
            Applicability::MachineApplicable
        } else {
            Applicability::MaybeIncorrect
        },
        edits: vec![
            Edit::replace(body.span(callee), twin),
            Edit::insert(body.span(call.expr).end, ".await"),
        ],
    })
}
