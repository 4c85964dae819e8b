//! Tests that ask for something and do not look at what they get.

use rustora_source::tree::{Expr, ExprId, Pat, Stmt};

use crate::facts::{Body, File, ItemRef, Program, Ty};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "test-without-assertion",
    category: Category::Tests,
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "it passes whatever the answer is, and counts as coverage all the same",
    page: include_str!("test_without_assertion.md"),
    asks: &[Ask::Functions(check)],
};

/// Macros that assert nothing.
const SILENT: [&str; 9] = [
    "println", "print", "eprintln", "eprint", "format", "vec", "dbg", "write", "concat",
];

fn check(program: &Program<'_>, owner: ItemRef) -> Vec<Draft> {
    let file = program.file(owner.file);
    // Most tests assert something in so many words: no types are needed to see that.
    let is_silent = || {
        program.body_range(owner).is_some_and(|(first, last)| {
            let mut inside = file.tree().exprs_between(first, last);
            !inside.any(|id| asserts(file, id))
        })
    };
    let found = (file.is_test_function(owner.item) && is_silent())
        .then(|| program.body(owner))
        .flatten();
    found.and_then(|body| draft(&body)).into_iter().collect()
}

/// Whether an expression may make a test fail, whatever the types are.
fn asserts(file: &File, id: ExprId) -> bool {
    let tree = file.tree();
    match tree[id] {
        Expr::Macro(call) => {
            let name = tree[tree[tree[call].path].segments].last();
            !name.is_some_and(|segment| SILENT.contains(&file.str(segment.name)))
        }
        Expr::MethodCall { name, .. } => matches!(
            file.str(name),
            "unwrap" | "expect" | "unwrap_err" | "expect_err"
        ),
        Expr::Try(_) | Expr::Return(Some(_)) | Expr::Index { .. } | Expr::Unknown => true,
        _ => false,
    }
}

fn draft(body: &Body<'_>) -> Option<Draft> {
    let tree = body.tree();
    let is_expected_to_panic = tree[tree[body.owner.item].attrs]
        .iter()
        .any(|attr| body.source().str(attr.name) == "should_panic");
    let (first, last) = body.program.body_range(body.owner)?;
    if is_expected_to_panic || tree.exprs_between(first, last).any(|id| may_fail(body, id)) {
        return None;
    }
    let Expr::Block(block) = tree[last] else {
        return None;
    };
    // The body of an async test is a block like any other.
    let dropped = tree[block.stmts].iter().find_map(|stmt| match *stmt {
        Stmt::Let {
            pat,
            init: Some(init),
            ..
        } if matches!(tree[pat], Pat::Wild) => is_answer(body, init).then_some(init),
        Stmt::Expr(expr) => is_answer(body, expr).then_some(expr),
        _ => None,
    })?;
    let name = tree[body.owner.item].name;
    let draft = Draft::new(name, "this test cannot fail: it asserts nothing");
    Some(draft.related(
        body.file,
        body.span(dropped),
        "what comes of this is dropped",
    ))
}

/// Whether a call may make the test fail, as far as that can be told: code of the tests themselves, and whatever is
/// unknown.
fn may_fail(body: &Body<'_>, id: ExprId) -> bool {
    let program = body.program;
    match body.expr(id) {
        Expr::Call { .. } | Expr::MethodCall { .. } if body.is_constructor_call(id) => false,
        Expr::Call { .. } | Expr::MethodCall { .. } => body.callee(id).is_none_or(|callee| {
            program.item(callee).test
                || program.file(callee.file).test
                || matches!(program.name(callee), "exit" | "abort" | "join")
        }),
        _ => false,
    }
}

/// Whether a value says how something went: a `Result`, an `Option`, a `bool`.
fn is_answer(body: &Body<'_>, id: ExprId) -> bool {
    let ty = body.ty(id);
    let is_call = |id: ExprId| {
        matches!(body.expr(id), Expr::Call { .. } | Expr::MethodCall { .. })
            && body.callee(id).is_some()
    };
    let called = match body.expr(id) {
        Expr::Await(inner) => inner,
        _ => id,
    };
    is_call(called)
        && (*ty == Ty::Prim(crate::facts::Prim::Bool)
            || body.is_type(ty, "std::result::Result")
            || body.is_type(ty, "std::option::Option"))
}
