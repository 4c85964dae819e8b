//! Loops that take an error of what they read for its end.

use rustora_source::tree::{Block, Expr, ExprId, Pat, PatId, Stmt};

use crate::facts::{Body, Call, Ty};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "while-let-ok-swallows-error",
    category: Category::Errors,
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "a lost connection or a line that is no UTF-8 looks like the end of the input: half of it is taken for all of \
          it, and nothing is logged",
    page: include_str!("while_let_ok_swallows_error.md"),
    asks: &[Ask::Calls(
        &[
            "axum::extract::multipart::Field::chunk",
            "axum::extract::multipart::Multipart::next_field",
            "futures_util::io::AsyncBufReadExt::read_line",
            "futures_util::io::AsyncReadExt::read",
            "futures_util::stream::StreamExt::next",
            "futures_util::stream::TryStreamExt::try_next",
            "reqwest::Response::chunk",
            "std::fs::File::read",
            "std::io::BufRead::read_line",
            "std::io::BufRead::read_until",
            "std::io::Read::read",
            "std::iter::Iterator::next",
            "tokio::fs::ReadDir::next_entry",
            "tokio::io::AsyncBufReadExt::read_line",
            "tokio::io::AsyncBufReadExt::read_until",
            "tokio::io::AsyncReadExt::read",
            "tokio::io::AsyncReadExt::read_buf",
            "tokio::io::Lines::next_line",
            "tokio::io::Split::next_segment",
            "tokio_stream::StreamExt::next",
            "tokio_stream::StreamExt::try_next",
        ],
        check,
    )],
};

/// Errors of what is read from outside. That of a channel is none of them: it is the end.
const OUTSIDE: [&str; 7] = [
    "axum::Error",
    "axum::extract::multipart::MultipartError",
    "diesel::result::Error",
    "reqwest::Error",
    "sqlx::Error",
    "std::io::Error",
    "tokio_postgres::Error",
];

/// Parts of the names of types whose error says that the other side is gone, which is how such a conversation ends,
/// and of a terminal.
const CONVERSATIONS: [&str; 8] = [
    "TcpStream",
    "UnixStream",
    "TlsStream",
    "OwnedReadHalf",
    "ReadHalf",
    "WebSocket",
    "DuplexStream",
    "Stdin",
];

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() {
        return None;
    }
    let mut value = call.expr;
    while let Some(outer) = body.tree().parent(value)
        && matches!(body.expr(outer), Expr::Await(_))
    {
        value = outer;
    }
    let condition = body.tree().parent(value)?;
    let Expr::Let { pat, .. } = body.expr(condition) else {
        return None;
    };
    let around = body
        .tree()
        .ancestors(condition)
        .find(|id| matches!(body.expr(*id), Expr::While { .. } | Expr::Block(_)))?;
    let Expr::While { cond, .. } = body.expr(around) else {
        return None;
    };
    let error = swallowed(body, pat, body.ty(value))?;
    if !body.span(cond).contains(body.span(condition))
        || is_conversation(body, body.ty(call.receiver?))
        || is_noticed(body, around)
    {
        return None;
    }
    let message = format!("a `{error}` ends this loop as if the input had ended");
    Some(Draft::new(body.tree().pat_span(pat), message))
}

/// The error that a pattern leaves out: that of the `Result` which it takes the `Ok` of.
fn swallowed(body: &Body<'_>, pat: PatId, ty: &Ty) -> Option<String> {
    let Pat::TupleStruct { path, elems } = body.tree()[pat] else {
        return None;
    };
    let [elem] = body.tree()[elems] else {
        return None;
    };
    let name = body.source().str(body.tree()[path].span);
    match name {
        "Ok" if body.is_type(ty, "std::result::Result") => {
            let Ty::Adt(error, _) = ty.arg(1) else {
                return None;
            };
            let path = body.program.path(error);
            OUTSIDE.contains(&path.as_str()).then_some(path)
        }
        "Some" if body.is_type(ty, "std::option::Option") => swallowed(body, elem, &ty.arg(0)),
        _ => None,
    }
}

/// Whether what is read may be the other side of a conversation, which also a type that is not known may be.
fn is_conversation(body: &Body<'_>, ty: &Ty) -> bool {
    match ty {
        Ty::Adt(item, args) => {
            let name = body.program.name(*item);
            CONVERSATIONS.iter().any(|part| name.contains(part))
                || args.iter().any(|arg| is_conversation(body, arg))
        }
        Ty::Ref(inner) | Ty::Slice(inner) => is_conversation(body, inner),
        Ty::Bounded(bounded) => bounded
            .bounds
            .iter()
            .any(|bound| body.program.name(bound.of).contains("Read")),
        _ => false,
    }
}

/// Whether the end of a loop is itself said, taken for a failure, or tried again.
fn is_noticed(body: &Body<'_>, around: ExprId) -> bool {
    if body.enclosing_loop(around).is_some() {
        return true;
    }
    let Some(Expr::Block(block)) = body.tree().parent(around).map(|outer| body.expr(outer)) else {
        return false;
    };
    next_in(body, block, around).is_some_and(|next| match body.expr(next) {
        Expr::Macro(_) => true,
        Expr::Return(Some(value)) => body.text(value).starts_with("Err"),
        _ => body.text(next).starts_with("Err("),
    })
}

/// What a block does after a statement.
fn next_in(body: &Body<'_>, block: Block, statement: ExprId) -> Option<ExprId> {
    let stmts = &body.tree()[block.stmts];
    let at = stmts
        .iter()
        .position(|stmt| matches!(stmt, Stmt::Expr(expr) if *expr == statement))?;
    match stmts.get(at + 1) {
        Some(Stmt::Expr(next)) => Some(*next),
        Some(_) => None,
        None => block.tail,
    }
}
