//! Files and buffers of tokio that are written to and dropped without a `flush`.

use rustora_source::tree::{Expr, ExprId, PatId, Stmt};
use rustora_source::{Edit, Span};

use crate::facts::{Body, Call};
use crate::finding::{Applicability, Category, Confidence, Fix, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "tokio-file-not-flushed",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::High,
    fix: FixAvailability::Sometimes,
    why: "the last bytes are still on their way when the value is dropped: a full disk goes unnoticed, and whoever reads \
          the file next may find it short",
    page: include_str!("tokio_file_not_flushed.md"),
    asks: &[Ask::Marked("writes", check)],
};

/// What brings the bytes to where they belong, or says that they did not get there.
const SETTLES: [&str; 5] = ["flush", "shutdown", "sync_all", "sync_data", "into_std"];

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    let of_stream = body
        .program
        .is_method_of(call.callee, "tokio::io::AsyncWriteExt");
    if body.is_test() || !of_stream || settles(body, call) {
        return None;
    }
    let local = body.local(call.receiver?)?;
    let ty = body.local_ty(local);
    let what = if body.is_type(ty, "tokio::fs::File") {
        "the file"
    } else if body.is_type(ty, "tokio::io::BufWriter") {
        "the buffer"
    } else {
        return None;
    };
    // What comes from outside or goes there is flushed by whoever has it then.
    let made_here = body.init(local).is_some();
    let writes = own_calls(body, local)?;
    let last = writes.last()?;
    if !made_here || last.expr != call.expr || writes.iter().any(|call| settles(body, call)) {
        return None;
    }
    let name = body.source().str(body.tree().pat_span(local));
    let name = name.trim_start_matches("mut ").to_owned();
    let message = format!(
        "`{name}` is dropped without a `flush`: {what} may not have taken what was written"
    );
    let draft = Draft::new(call.name_span(body), message);
    Some(draft.fix(fix(body, call, &name)))
}

fn settles(body: &Body<'_>, call: &Call) -> bool {
    SETTLES.contains(&body.program.name(call.callee))
}

/// The calls that a variable is the receiver of, in the order of the text; `None` when it is used in any other way.
fn own_calls(body: &Body<'_>, local: PatId) -> Option<Vec<Call>> {
    let tree = body.tree();
    let called = |id: ExprId| {
        let parent = tree.parent(id)?;
        let call = body.call(parent)?;
        (call.receiver == Some(id)).then_some(*call)
    };
    body.uses_of(local).into_iter().map(called).collect()
}

/// A `flush` behind the last write, where that is a statement with a `?`, and no loop runs it over and over.
fn fix(body: &Body<'_>, call: &Call, name: &str) -> Option<Fix> {
    let tree = body.tree();
    let awaited = tree.parent(call.expr)?;
    let tried = tree.parent(awaited)?;
    let block = tree.parent(tried)?;
    let (Expr::Await(_), Expr::Try(_), Expr::Block(statements)) =
        (tree[awaited], tree[tried], tree[block])
    else {
        return None;
    };
    let is_statement = |stmt: &Stmt| matches!(stmt, Stmt::Expr(expr) if *expr == tried);
    if body.enclosing_loop(call.expr).is_some() || !tree[statements.stmts].iter().any(is_statement)
    {
        return None;
    }
    let end = body.span(tried).end;
    let source = body.source();
    let rest = source.text.get(end as usize..)?;
    let behind = end + u32::try_from(rest.find(';')?).ok()? + 1;
    let before = source.text.get(..body.span(tried).start as usize)?;
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let start = u32::try_from(line).ok()?;
    let indent = source.str(Span::new(start, body.span(tried).start));
    indent.trim().is_empty().then(|| Fix {
        title: format!("flush `{name}`"),
        applicability: Applicability::MachineApplicable,
        edits: vec![Edit::insert(
            behind,
            format!("\n{indent}{name}.flush().await?;"),
        )],
    })
}
