//! Write guards through which nothing is written.

use rustora_source::Edit;
use rustora_source::tree::{Expr, ExprId, PatId, Receiver};

use crate::facts::{Body, Guard, Lives, Ty};
use crate::finding::{Applicability, Category, Confidence, Fix, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "write-lock-only-reads",
    category: Category::Cost,
    severity: Severity::Warning,
    confidence: Confidence::High,
    fix: FixAvailability::Sometimes,
    why: "readers that could run side by side wait for one another, and for this one first",
    page: include_str!("write_lock_only_reads.md"),
    asks: &[Ask::Guards(check)],
};

const WRITE_GUARDS: [&str; 3] = [
    "std::sync::RwLockWriteGuard",
    "parking_lot::RwLockWriteGuard",
    "tokio::sync::RwLockWriteGuard",
];

fn check(body: &Body<'_>, lives: &Lives) -> Vec<Draft> {
    if body.is_test() {
        return Vec::new();
    }
    lives
        .guards
        .iter()
        .filter_map(|guard| only_reads(body, guard))
        .collect()
}

fn only_reads(body: &Body<'_>, guard: &Guard) -> Option<Draft> {
    let call = body.call(guard.at)?;
    if !WRITE_GUARDS
        .iter()
        .any(|path| body.program.is(guard.ty, path))
    {
        return None;
    }
    let reads = match guard.name {
        Some(name) => {
            let uses = body.uses_of(name);
            let is_guard = body.program.guard(body.local_ty(name)).is_some();
            // What is never used is held for its own sake.
            is_guard && !uses.is_empty() && uses.into_iter().all(|id| is_read(body, id))
        }
        None => is_read(body, value_of(body, guard.at)),
    };
    if !reads {
        return None;
    }
    let lock = guard
        .lock
        .as_ref()
        .map_or("the lock", |(place, _)| place.text.as_str());
    let message = format!("`{lock}` is locked for writing, and only read");
    let fix = Fix {
        title: "lock it for reading".to_owned(),
        applicability: Applicability::MachineApplicable,
        edits: vec![Edit::replace(call.name, "read")],
    };
    // What the accessor is called that locks for reading is not known here.
    let is_lock = body.program.locks(call.callee).is_some();
    let fix = Some(fix).filter(|_| is_lock && !is_mutable(body, guard.name));
    Some(Draft::new(call.name, message).fix(fix))
}

/// Whether the variable is declared `mut`, which the compiler would then find needless.
fn is_mutable(body: &Body<'_>, name: Option<PatId>) -> bool {
    name.is_some_and(|name| {
        let start = body.tree().pat_span(name).start as usize;
        let text = &body.source().text;
        text.get(..start)
            .is_some_and(|before| before.trim_end().ends_with("mut"))
            || body
                .source()
                .str(body.tree().pat_span(name))
                .starts_with("mut ")
    })
}

/// The guard itself, behind `.await`, `?` and `unwrap`.
fn value_of(body: &Body<'_>, expr: ExprId) -> ExprId {
    let Some(outer) = body.tree().parent(expr) else {
        return expr;
    };
    let goes_on = match body.expr(outer) {
        Expr::Await(_) | Expr::Try(_) => true,
        Expr::MethodCall { receiver, name, .. } => {
            receiver == expr && matches!(body.source().str(name), "unwrap" | "expect")
        }
        _ => false,
    };
    if goes_on { value_of(body, outer) } else { expr }
}

/// Whether what is guarded is only looked at where `id` uses it. What is unknown may write.
fn is_read(body: &Body<'_>, id: ExprId) -> bool {
    let Some(outer) = body.tree().parent(id) else {
        return false;
    };
    match body.expr(outer) {
        Expr::MethodCall { receiver, .. } if receiver == id => {
            body.callee(outer).is_some_and(|callee| {
                let tree = body.program.file(callee.file).tree();
                let by_reference = tree
                    .function(callee.item)
                    .is_some_and(|function| function.receiver == Receiver::Ref);
                // What a method hands out by reference is followed, values are no longer guarded.
                by_reference && !matches!(body.ty(outer), Ty::Unknown)
            })
        }
        Expr::Field { .. } => is_read(body, outer),
        Expr::Deref(_) => is_read(body, outer) || is_copied(body, outer),
        Expr::Borrow { mutable, .. } => !mutable && is_shared(body, outer),
        Expr::Binary { .. } | Expr::Unary(_) => true,
        Expr::Index { base, .. } => base == id && (is_read(body, outer) || is_copied(body, outer)),
        Expr::Macro(_) => body.is_transparent(outer),
        _ => false,
    }
}

/// `&guard`, `&*guard` as an argument: what it is handed to cannot write.
fn is_shared(body: &Body<'_>, borrow: ExprId) -> bool {
    body.tree().parent(borrow).is_some_and(|outer| {
        matches!(
            body.expr(outer),
            Expr::Call { .. } | Expr::MethodCall { .. }
        )
    })
}

/// A value that is read out: the operand of a `let`, a comparison, an argument.
fn is_copied(body: &Body<'_>, id: ExprId) -> bool {
    body.bound_by(id).is_some()
        || body
            .tree()
            .parent(id)
            .is_some_and(|outer| match body.expr(outer) {
                Expr::Call { callee, .. } => callee != id,
                Expr::MethodCall { receiver, .. } => receiver != id,
                Expr::Binary { .. } | Expr::Cast { .. } => true,
                _ => false,
            })
}
