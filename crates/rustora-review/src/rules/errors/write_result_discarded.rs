//! Writes whose failure nobody hears of.

use crate::facts::{Body, Call, Ty};
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
    if !is_stored(body, call) {
        return None;
    }
    let path = body.program.path(call.callee);
    Some(Draft::new(
        call.name_span(body),
        format!("{how} throws away the error of `{path}`"),
    ))
}

/// Whether what is written is there to stay: rows and files. What a pipe, a socket or a terminal did not take is lost with
/// whoever should have read it, and a statement about tables is tried whether it is needed or not.
fn is_stored(body: &Body<'_>, call: &Call) -> bool {
    const FILES: [&str; 2] = ["std::fs::File", "tokio::fs::File"];
    const BUFFERS: [&str; 3] = [
        "std::io::BufWriter",
        "std::io::LineWriter",
        "tokio::io::BufWriter",
    ];
    let program = body.program;
    let name = program.name(call.callee);
    if program.mark(call.callee, "executes").is_some() {
        let first = body.first_word(call);
        return !first.is_some_and(|word| {
            matches!(
                word.as_str(),
                "alter" | "analyze" | "create" | "drop" | "pragma" | "set" | "truncate" | "vacuum"
            )
        });
    }
    let Some(receiver) = call.receiver else {
        return true;
    };
    if name != "flush" && !name.starts_with("write") {
        return true;
    }
    let is_file = |ty: &Ty| FILES.iter().any(|path| body.is_type(ty, path));
    match body.ty(receiver).peeled() {
        ty @ Ty::Adt(_, args) if BUFFERS.iter().any(|path| body.is_type(ty, path)) => {
            args.first().is_some_and(is_file)
        }
        ty => is_file(ty),
    }
}
