//! Raw pointers that outlive what they point to while a function waits.

use rustora_source::Span;
use rustora_source::tree::{Expr, ExprId, MacroBody, Pat, PatId, Stmt, Type};

use crate::facts::{Body, ItemRef, Program, Ty};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "raw-pointer-across-await",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "the memory belongs to somebody else by the time the function goes on, and is read or written all the same",
    page: include_str!("raw_pointer_across_await.md"),
    asks: &[Ask::Functions(check)],
};

/// Without one of these in a function there is no pointer in it.
const SIGNS: [&str; 7] = [
    "&raw ",
    "*const ",
    "*mut ",
    "addr_of",
    "as_mut_ptr",
    "as_ptr",
    "ptr::from_",
];

/// Methods that may put the elements elsewhere.
const GROWS: [&str; 14] = [
    "append",
    "extend",
    "extend_from_slice",
    "insert",
    "insert_str",
    "push",
    "push_back",
    "push_front",
    "push_str",
    "put_slice",
    "reserve",
    "reserve_exact",
    "resize",
    "shrink_to_fit",
];

/// Methods that fill the buffer which they are handed, and make it larger for that.
const FILLS: [&str; 6] = [
    "read_buf",
    "read_line",
    "read_to_end",
    "read_to_string",
    "read_until",
    "write_to",
];

const BUFFERS: [&str; 4] = [
    "bytes::BytesMut",
    "std::collections::VecDeque",
    "std::string::String",
    "std::vec::Vec",
];

/// What becomes of a value that somebody else takes.
const GIVEN_AWAY: &str = "is given away here";

/// How many steps lead from a pointer back to what it points into.
const STEPS: u32 = 12;

/// What a pointer points into.
#[derive(Clone, Copy)]
struct Target {
    /// The variable, or the expression that makes a guard which nobody keeps.
    of: Root,
    /// Whether it points to the elements, and not to the variable itself.
    elements: bool,
}

#[derive(Clone, Copy)]
enum Root {
    Local(PatId),
    Temporary(ExprId),
}

fn check(program: &Program<'_>, owner: ItemRef) -> Vec<Draft> {
    let file = program.file(owner.file);
    let text = file.str(program.item(owner).span);
    if !text.contains(".await") || !SIGNS.iter().any(|sign| text.contains(sign)) {
        return Vec::new();
    }
    let Some(body) = program.body(owner).filter(|body| !body.is_test()) else {
        return Vec::new();
    };
    let Some((first, root)) = program.body_range(owner) else {
        return Vec::new();
    };
    let tree = body.tree();
    let all: Vec<ExprId> = tree.exprs_between(first, root).collect();
    let awaits: Vec<ExprId> = all
        .iter()
        .copied()
        .filter(|id| matches!(tree[*id], Expr::Await(_)))
        .collect();
    let mut found = Vec::new();
    for id in all {
        let Expr::Block(block) = tree[id] else {
            continue;
        };
        for stmt in &tree[block.stmts] {
            if let Stmt::Let {
                pat,
                init: Some(init),
                ..
            } = *stmt
            {
                let name = match tree[pat] {
                    Pat::Typed { pat, .. } => pat,
                    _ => pat,
                };
                found.extend(follow(&body, name, init, &awaits));
            }
        }
    }
    found
}

/// The first use of a pointer behind an await, if what it points to is not where it was.
fn follow(body: &Body<'_>, pointer: PatId, init: ExprId, awaits: &[ExprId]) -> Option<Draft> {
    let target = points_into(body, init, STEPS)?;
    // A reference that was made of it lives on in the same way; one that was made otherwise is checked.
    let taken = taken_at(body, init, STEPS);
    let uses = body.uses_of(pointer);
    let set_anew = uses.iter().copied().find(|at| {
        let outer = body.tree().parent(*at).map(|outer| body.expr(outer));
        matches!(outer, Some(Expr::Assign { target, .. }) if target == *at)
    });
    let (until, await_at) = uses.into_iter().find_map(|until| {
        if set_anew.is_some_and(|set| set < until) || !is_followed(body, until) {
            return None;
        }
        let mut between = awaits.iter().filter(|at| taken < **at && **at < until);
        let at = between.find(|at| same_task(body, **at, until))?;
        let gone = || lost(body, target, taken, until, init);
        gone().map(|_| (until, *at))
    })?;
    let (span, why) = lost(body, target, taken, until, init)?;
    let confidence = why.ends_with(GIVEN_AWAY).then_some(Confidence::Medium);
    let name = body.source().str(body.tree().pat_span(pointer));
    let name = name.trim_start_matches("mut ");
    let message = format!("`{name}` is used after an await, but no longer points to what it did");
    let mut draft = Draft::new(body.span(until), message)
        .related(body.file, body.span(taken), "the pointer is taken here")
        .related(body.file, span, why)
        .related(body.file, body.suspension(await_at), "the await in between");
    // Whoever takes a buffer may hand it back.
    draft.confidence = confidence;
    Some(draft)
}

/// Whether a use of a pointer follows it, and does not just compare it.
fn is_followed(body: &Body<'_>, at: ExprId) -> bool {
    let outer = body.tree().parent(at).map(|outer| body.expr(outer));
    matches!(
        outer,
        Some(
            Expr::Deref(_)
                | Expr::MethodCall { .. }
                | Expr::Call { .. }
                | Expr::Field { .. }
                | Expr::Macro(_)
                | Expr::Index { .. }
        )
    )
}

/// Whether two expressions run in the same function or async block.
fn same_task(body: &Body<'_>, one: ExprId, other: ExprId) -> bool {
    let task = |id: ExprId| {
        body.tree()
            .ancestors(id)
            .find(|outer| matches!(body.expr(*outer), Expr::Async(_) | Expr::Closure { .. }))
    };
    task(one) == task(other)
}

/// Where what a pointer points to changes its place or goes away, between two expressions.
fn lost(
    body: &Body<'_>,
    target: Target,
    taken: ExprId,
    until: ExprId,
    init: ExprId,
) -> Option<(Span, String)> {
    let pat = match target.of {
        Root::Temporary(guard) => {
            let why = "the guard that makes it valid is dropped at the end of this statement";
            return Some((body.name_of(guard), why.to_owned()));
        }
        Root::Local(pat) => pat,
    };
    let span = body.tree().pat_span(pat);
    let name = body
        .source()
        .str(span)
        .trim_start_matches("mut ")
        .to_owned();
    if body.span(init).contains(span) {
        return Some((span, format!("`{name}` ends with this block")));
    }
    let mut uses = body.uses_of(pat).into_iter();
    uses.find_map(|at| {
        if at <= taken || at >= until {
            return None;
        }
        let why = change(body, at, target.elements)?;
        let outer = body.tree().parent(at).unwrap_or(at);
        Some((body.name_of(outer), format!("`{name}` {why}")))
    })
}

/// What a use does to a variable, if it invalidates pointers into it.
fn change(body: &Body<'_>, at: ExprId, elements: bool) -> Option<&'static str> {
    let tree = body.tree();
    let outer = tree.parent(at)?;
    let is_buffer = BUFFERS.iter().any(|path| body.is_type(body.ty(at), path));
    let str = |span| body.source().str(span);
    match body.expr(outer) {
        Expr::MethodCall { receiver, name, .. } if receiver == at => {
            (elements && is_buffer && GROWS.contains(&str(name)))
                .then_some("may put its elements elsewhere here")
        }
        Expr::Call { callee, .. } if body.text(callee).ends_with("drop") => Some("goes away here"),
        Expr::MethodCall { .. } | Expr::Call { .. } => {
            is_owned(body, body.ty(at)).then_some(GIVEN_AWAY)
        }
        Expr::Assign {
            target, op: None, ..
        } if target == at => Some("gets another value here"),
        Expr::Borrow { mutable: true, .. } => match body.expr(tree.parent(outer)?) {
            Expr::MethodCall { name, .. }
                if elements && is_buffer && FILLS.contains(&str(name)) =>
            {
                Some("may put its elements elsewhere here")
            }
            _ => None,
        },
        _ => None,
    }
}

/// Whether handing a value on moves it.
fn is_owned(body: &Body<'_>, ty: &Ty) -> bool {
    let Some(item) = ty.adt() else {
        return false;
    };
    let program = body.program;
    BUFFERS.iter().any(|path| program.is(item, path))
        || program.is(item, "std::boxed::Box")
        || program.guard(ty).is_some()
}

/// What a pointer that an expression makes points into.
fn points_into(body: &Body<'_>, expr: ExprId, steps: u32) -> Option<Target> {
    let steps = steps.checked_sub(1)?;
    let tree = body.tree();
    match tree[expr] {
        Expr::Cast { expr: inner, ty } if matches!(tree[ty], Type::Pointer(_)) => match tree[inner]
        {
            Expr::Borrow { expr, .. } => target(body, expr, false, steps),
            _ => points_into(body, inner, steps),
        },
        Expr::MethodCall { receiver, name, .. } => match body.source().str(name) {
            "as_ptr" | "as_mut_ptr" => target(body, receiver, true, steps),
            "add" | "cast" | "cast_const" | "cast_mut" | "offset" | "sub" => {
                points_into(body, receiver, steps)
            }
            _ => None,
        },
        Expr::Borrow { expr: inner, .. } if body.text(expr).starts_with("&raw") => {
            target(body, inner, false, steps)
        }
        // `&*pointer`.
        Expr::Borrow { expr: inner, .. } => match tree[inner] {
            Expr::Deref(pointer) if body.local(pointer).is_some() => {
                points_into(body, pointer, steps)
            }
            _ => None,
        },
        Expr::Call { args, .. } => {
            let [only] = tree[args] else { return None };
            match tree[only] {
                Expr::Borrow { expr, .. } if is_from_reference(body, expr) => {
                    target(body, expr, false, steps)
                }
                // A type of one's own around a pointer.
                _ if body.callee(expr).is_none() => points_into(body, only, steps),
                _ => None,
            }
        }
        Expr::Macro(call) => {
            let path = body.source().str(tree[tree[call].path].span);
            let MacroBody::Args(args) = tree[call].body else {
                return None;
            };
            let is_address = path.ends_with("addr_of") || path.ends_with("addr_of_mut");
            let place = tree[args].first().filter(|_| is_address)?;
            target(body, *place, false, steps)
        }
        Expr::Block(block) => points_into(body, block.tail?, steps),
        Expr::Path(_) => {
            let init = body.init(body.local(expr)?)?;
            points_into(body, init, steps)
        }
        _ => None,
    }
}

/// Whether a reference is an argument of `ptr::from_ref` or `ptr::from_mut`.
fn is_from_reference(body: &Body<'_>, inner: ExprId) -> bool {
    let call = body.tree().ancestors(inner).nth(1);
    call.is_some_and(|call| match body.expr(call) {
        Expr::Call { callee, .. } => {
            let path = body.text(callee);
            path.ends_with("ptr::from_ref") || path.ends_with("ptr::from_mut")
        }
        _ => false,
    })
}

/// The variable that a place is a part of, or the guard that it is reached through.
fn target(body: &Body<'_>, place: ExprId, elements: bool, steps: u32) -> Option<Target> {
    let steps = steps.checked_sub(1)?;
    if body.program.guard(body.ty(place)).is_some() && body.local(place).is_none() {
        return Some(Target {
            of: Root::Temporary(place),
            elements,
        });
    }
    match body.expr(place) {
        Expr::Path(_) => Some(Target {
            of: Root::Local(body.local(place)?),
            elements,
        }),
        Expr::Field { base, .. } => target(body, base, elements, steps),
        Expr::Index { base, .. } => target(body, base, true, steps),
        Expr::Deref(inner) | Expr::Borrow { expr: inner, .. } => {
            target(body, inner, elements, steps)
        }
        Expr::MethodCall { receiver, name, .. } => match body.source().str(name) {
            "as_bytes" | "as_mut_slice" | "as_slice" => target(body, receiver, true, steps),
            "as_mut" | "as_ref" => target(body, receiver, elements, steps),
            _ => None,
        },
        _ => None,
    }
}

/// The expression that took the address first.
fn taken_at(body: &Body<'_>, expr: ExprId, steps: u32) -> ExprId {
    let Some(steps) = steps.checked_sub(1) else {
        return expr;
    };
    let inner = match body.expr(expr) {
        Expr::Cast { expr, .. } | Expr::Deref(expr) => Some(expr),
        Expr::Borrow { expr: inner, .. } => match body.expr(inner) {
            Expr::Deref(pointer) => Some(pointer),
            _ => None,
        },
        Expr::Block(block) => block.tail,
        Expr::Path(_) => body.local(expr).and_then(|pat| body.init(pat)),
        _ => None,
    };
    match inner {
        Some(inner) if points_into(body, inner, STEPS).is_some() => taken_at(body, inner, steps),
        _ => expr,
    }
}
