//! Writes whose failure nobody hears of.

use rustora_source::tree::{Expr, ExprId, Pat, Stmt};

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
    let mut value = call.expr;
    loop {
        let outer = body.tree().parent(value)?;
        match body.expr(outer) {
            Expr::Await(_) => value = outer,
            Expr::MethodCall { name, .. } if body.source().str(name) == "ok" => {
                return is_thrown_away(body, outer).then(|| draft(body, call, "`.ok()`"));
            }
            Expr::Block(_) => {
                return is_bound_to_nothing(body, outer, value)
                    .then(|| draft(body, call, "`let _ =`"));
            }
            Expr::Call { .. }
                if body
                    .callee(outer)
                    .is_some_and(|callee| body.program.is(callee, "std::mem::drop")) =>
            {
                return Some(draft(body, call, "`drop`"));
            }
            _ => return None,
        }
    }
}

fn draft(body: &Body<'_>, call: &Call, how: &str) -> Draft {
    let path = body.program.path(call.callee);
    Draft::new(
        call.name_span(body),
        format!("{how} throws away the error of `{path}`"),
    )
}

fn is_bound_to_nothing(body: &Body<'_>, block: ExprId, value: ExprId) -> bool {
    let Expr::Block(block) = body.expr(block) else {
        return false;
    };
    body.tree()[block.stmts].iter().any(|stmt| match *stmt {
        Stmt::Let {
            pat,
            init: Some(init),
            ..
        } => init == value && matches!(body.tree()[pat], Pat::Wild),
        _ => false,
    })
}

/// `x.ok();` or `let _ = x.ok();`.
fn is_thrown_away(body: &Body<'_>, value: ExprId) -> bool {
    let Some(outer) = body.tree().parent(value) else {
        return false;
    };
    let Expr::Block(block) = body.expr(outer) else {
        return false;
    };
    let as_statement = body.tree()[block.stmts]
        .iter()
        .any(|stmt| matches!(*stmt, Stmt::Expr(expr) if expr == value));
    as_statement || is_bound_to_nothing(body, outer, value)
}
