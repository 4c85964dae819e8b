//! Flags and pointers that publish other data without ordering it.

use rustora_source::Edit;
use rustora_source::tree::{Expr, ExprId, ItemKind, Receiver};

use crate::facts::{Body, Call};
use crate::finding::{Applicability, Category, Confidence, Fix, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "relaxed-publication",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::High,
    fix: FixAvailability::Sometimes,
    why: "another thread may see the flag before the data that it stands for: on ARM when the processor reorders the \
          two, on x86 when the compiler does",
    page: include_str!("relaxed_publication.md"),
    asks: &[
        Ask::Calls(
            &[
                "std::sync::atomic::AtomicPtr::store",
                "std::sync::atomic::AtomicPtr::swap",
                "std::sync::atomic::AtomicPtr::compare_exchange",
            ],
            check_pointer,
        ),
        Ask::Calls(
            &[
                "std::sync::atomic::AtomicBool::store",
                "std::sync::atomic::AtomicU8::store",
                "std::sync::atomic::AtomicU32::store",
                "std::sync::atomic::AtomicU64::store",
                "std::sync::atomic::AtomicUsize::store",
            ],
            check_flag,
        ),
        Ask::Calls(
            &[
                "std::sync::atomic::AtomicBool::load",
                "std::sync::atomic::AtomicPtr::load",
                "std::sync::atomic::AtomicU8::load",
                "std::sync::atomic::AtomicU32::load",
                "std::sync::atomic::AtomicU64::load",
                "std::sync::atomic::AtomicUsize::load",
            ],
            check_load,
        ),
    ],
};

/// Orderings that publish what stands before, or see what was published.
const ORDERED: [&str; 4] = ["AcqRel", "Acquire", "Release", "SeqCst"];

/// What makes an address of a new value.
const MAKES_POINTER: [&str; 4] = [
    "into_raw",
    "leak",
    "into_non_null",
    "into_raw_with_allocator",
];

/// The address of a new value, stored where others find it.
fn check_pointer(body: &Body<'_>, call: &Call) -> Option<Draft> {
    let args = &body.tree()[call.args];
    let is_exchange = body.program.name(call.callee) == "compare_exchange";
    let (value, order) = (
        *args.get(usize::from(is_exchange))?,
        *args.get(1 + usize::from(is_exchange))?,
    );
    let source = body.local(value).and_then(|pat| body.init(pat));
    let is_new = [Some(value), source]
        .into_iter()
        .flatten()
        .any(|value| makes_pointer(body, value));
    if !is_new || !is_relaxed(body, order) || !matters(body, call) || is_ordered_after(body, call) {
        return None;
    }
    let place = body.text(call.receiver?);
    let message = format!("`{place}` publishes a new value with a `Relaxed` store");
    let draft = Draft::new(body.span(order), message).related(
        body.file,
        body.name_of(source.unwrap_or(value)),
        "what was written to it so far need not be seen by whoever loads the pointer",
    );
    Some(draft.fix(fix(body, order, "Release")))
}

fn makes_pointer(body: &Body<'_>, value: ExprId) -> bool {
    match body.expr(value) {
        Expr::Call { callee, .. } => {
            let path = body.text(callee);
            MAKES_POINTER.contains(&path.rsplit("::").next().unwrap_or(path))
        }
        Expr::MethodCall { receiver, name, .. } => {
            MAKES_POINTER.contains(&body.source().str(name)) || makes_pointer(body, receiver)
        }
        Expr::Cast { expr, .. } | Expr::Borrow { expr, .. } | Expr::Deref(expr) => {
            makes_pointer(body, expr)
        }
        _ => false,
    }
}

/// A store behind a write to a cell of the same thing.
fn check_flag(body: &Body<'_>, call: &Call) -> Option<Draft> {
    let order = *body.tree()[call.args].get(1)?;
    let flag = call.receiver?;
    if !is_relaxed(body, order) || !matters(body, call) || is_ordered_after(body, call) {
        return None;
    }
    let owner = owner_of(body, flag)?;
    let (data, _) = cells(body)
        .into_iter()
        .find(|(data, writes)| *writes && *data < flag && owner_of(body, *data) == Some(owner))?;
    let (flag_text, data_text) = (body.text(flag), body.text(data));
    if !is_awaited_elsewhere(body, flag, data) {
        return None;
    }
    let message = format!(
        "`{flag_text}` is stored `Relaxed`, so that whoever sees it need not see `{data_text}`"
    );
    let draft = Draft::new(body.span(order), message).related(
        body.file,
        body.span(data),
        "written here without any other order",
    );
    Some(draft.fix(fix(body, order, "Release")))
}

/// A load in front of a read of a cell of the same thing, or of what the pointer leads to.
fn check_load(body: &Body<'_>, call: &Call) -> Option<Draft> {
    let order = *body.tree()[call.args].first()?;
    let flag = call.receiver?;
    if !is_relaxed(body, order) || !matters(body, call) || orders(body, call.expr, true) {
        return None;
    }
    let owner = owner_of(body, flag)?;
    let is_pointer = body.is_type(body.ty(flag), "std::sync::atomic::AtomicPtr");
    let read = if is_pointer {
        followed(body, call.expr)?
    } else {
        let mut later = cells(body).into_iter().map(|(data, _)| data);
        let read = later.find(|data| *data > flag && owner_of(body, *data) == Some(owner))?;
        decides(body, call.expr, read).then_some(read)?
    };
    let flag_text = body.text(flag);
    let message = if is_pointer {
        format!("what `{flag_text}` points to is read after a `Relaxed` load")
    } else {
        let data = body.text(read);
        format!("`{flag_text}` is loaded `Relaxed`, and says nothing about `{data}`")
    };
    let mut draft =
        Draft::new(body.span(order), message).related(body.file, body.span(read), "read here");
    // The one thread that writes it may read it so.
    draft.confidence = Some(if is_pointer {
        Confidence::Low
    } else {
        Confidence::Medium
    });
    Some(draft.fix(fix(body, order, "Acquire")))
}

/// Whether other threads can be there: neither a test, nor a value that is not shared yet or no longer.
fn matters(body: &Body<'_>, call: &Call) -> bool {
    let function = body.tree().function(body.owner.item);
    let is_alone = function
        .is_none_or(|function| matches!(function.receiver, Receiver::RefMut | Receiver::Value));
    let is_own = call
        .receiver
        .and_then(|receiver| body.local(receiver))
        .is_some();
    !body.is_test() && !is_alone && !is_own && body.program.name(body.owner) != "drop"
}

fn is_relaxed(body: &Body<'_>, order: ExprId) -> bool {
    last(body.text(order)) == "Relaxed"
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path).trim()
}

/// Whether something behind a store publishes it after all: a store, an exchange, a fence.
fn is_ordered_after(body: &Body<'_>, call: &Call) -> bool {
    orders(body, call.expr, false)
}

/// Whether a body has another ordering than `Relaxed`, or takes a lock; `anywhere` or behind `from` only.
fn orders(body: &Body<'_>, from: ExprId, anywhere: bool) -> bool {
    let tree = body.tree();
    let Some((first, root)) = body.program.body_range(body.owner) else {
        return true;
    };
    tree.exprs_between(first, root).any(|id| match tree[id] {
        // A fence orders what stands before it as well.
        Expr::Path(_) if last(body.text(id)) == "fence" => true,
        _ if !anywhere && id <= from => false,
        Expr::Path(_) => ORDERED.contains(&last(body.text(id))),
        Expr::MethodCall { name, .. } => {
            let callee = body.callee(id);
            body.source().str(name) == "lock"
                || callee.is_some_and(|callee| body.program.locks(callee).is_some())
        }
        _ => false,
    })
}

/// What an atomic or a cell is a part of: the text before its last dot, nothing for a static.
fn owner_of<'p>(body: &Body<'p>, place: ExprId) -> Option<&'p str> {
    match body.expr(place) {
        Expr::Field { base, .. } => Some(body.text(base)),
        Expr::Index { base, .. } => owner_of(body, base),
        Expr::Path(_) if body.local(place).is_none() => Some(""),
        _ => None,
    }
}

/// Every cell whose inside is reached without a lock, and whether it is written there.
fn cells(body: &Body<'_>) -> Vec<(ExprId, bool)> {
    let tree = body.tree();
    let mut found = Vec::new();
    let Some((first, root)) = body.program.body_range(body.owner) else {
        return found;
    };
    for id in tree.exprs_between(first, root) {
        match tree[id] {
            Expr::MethodCall { receiver, name, .. }
                if body.source().str(name) == "get"
                    && body.is_type(body.ty(receiver), "std::cell::UnsafeCell") =>
            {
                found.push((receiver, is_written(body, id)));
            }
            Expr::Path(_) if is_static_mut(body, id) => found.push((id, is_written(body, id))),
            _ => {}
        }
    }
    found
}

fn is_static_mut(body: &Body<'_>, id: ExprId) -> bool {
    let Some(item) = body.place(id).and_then(|place| place.of_static()) else {
        return false;
    };
    matches!(
        body.program.item(item).kind,
        ItemKind::Const { is_mut: true, .. }
    )
}

/// Whether what is reached through a pointer or place is written.
fn is_written(body: &Body<'_>, at: ExprId) -> bool {
    let Some(outer) = body.tree().parent(at) else {
        return false;
    };
    match body.expr(outer) {
        Expr::Assign { target, .. } => target == at,
        Expr::Borrow { mutable, .. } => mutable,
        Expr::Deref(_) | Expr::Field { .. } | Expr::Index { .. } => is_written(body, outer),
        Expr::MethodCall { receiver, name, .. } if receiver == at => matches!(
            body.source().str(name),
            "as_mut" | "insert" | "push" | "replace" | "write" | "write_volatile"
        ),
        Expr::Call { callee, .. } => last(body.text(callee)) == "write",
        _ => false,
    }
}

/// Whether another function of the file loads the flag and reaches for the cell.
fn is_awaited_elsewhere(body: &Body<'_>, flag: ExprId, cell: ExprId) -> bool {
    let file = body.source();
    let tree = body.tree();
    let name = |id: ExprId| {
        let text = body.text(id);
        text.rsplit('.').next().unwrap_or(text)
    };
    let (load, cell) = (format!("{}.load(", name(flag)), name(cell));
    tree.items().any(|(id, _)| {
        let body_of = tree.function(id).and_then(|function| function.body);
        id != body.owner.item
            && body_of.is_some_and(|root| {
                let text = file.str(tree.expr_span(root));
                text.contains(&load) && text.contains(cell)
            })
    })
}

/// Whether the value of a load stands in a condition, itself or by its name, that `read` depends on.
fn decides(body: &Body<'_>, load: ExprId, read: ExprId) -> bool {
    let mut values = vec![load];
    if let Some(pat) = body.bound_by(load) {
        values.extend(body.uses_of(pat));
    }
    let tree = body.tree();
    let of_read: Vec<ExprId> = tree.ancestors(read).collect();
    values.into_iter().any(|value| {
        let mut inner = value;
        tree.ancestors(value).any(|outer| {
            let part = std::mem::replace(&mut inner, outer);
            match tree[outer] {
                // Either the read stands in a branch, or the branch leaves before it.
                Expr::If { cond, .. } | Expr::While { cond, .. } => {
                    cond == part && (of_read.contains(&outer) || outer < read)
                }
                Expr::Match { scrutinee, .. } => scrutinee == part && of_read.contains(&outer),
                _ => false,
            }
        })
    })
}

/// Where a pointer that was loaded is followed.
fn followed(body: &Body<'_>, load: ExprId) -> Option<ExprId> {
    let pat = body.bound_by(load)?;
    body.uses_of(pat).into_iter().find(|at| {
        body.tree()
            .parent(*at)
            .is_some_and(|outer| match body.expr(outer) {
                Expr::Deref(_) => true,
                Expr::MethodCall { receiver, name, .. } => {
                    receiver == *at
                        && matches!(body.source().str(name), "as_ref" | "as_mut" | "read")
                }
                _ => false,
            })
    })
}

/// The ordering that it takes, where its type is named.
fn fix(body: &Body<'_>, order: ExprId, wanted: &str) -> Option<Fix> {
    let (path, _) = body.text(order).rsplit_once("::")?;
    Some(Fix {
        title: format!("use `{wanted}`, with its counterpart on the other side"),
        applicability: Applicability::MaybeIncorrect,
        edits: vec![Edit::replace(body.span(order), format!("{path}::{wanted}"))],
    })
}
