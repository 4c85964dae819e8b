//! Values that are said to be there before anybody has written them.

use rustora_source::tree::{Expr, ExprId};

use crate::facts::{Body, Call, Prim, Program, Ty};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "set-len-uninitialized",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "whoever reads it first reads another request's memory or nothing at all, and a panic in between drops \
          values that never were",
    page: include_str!("set_len_uninitialized.md"),
    asks: &[
        Ask::Calls(
            &["std::vec::Vec::set_len", "bytes::BytesMut::set_len"],
            check_len,
        ),
        Ask::Calls(&["std::mem::MaybeUninit::assume_init"], check_assumed),
        Ask::Calls(&["std::mem::zeroed", "std::mem::uninitialized"], check_made),
    ],
};

/// Types of which no value is all zeroes.
const NEVER_ZERO: [&str; 10] = [
    "std::boxed::Box",
    "std::collections::HashMap",
    "std::collections::HashSet",
    "std::collections::VecDeque",
    "std::ptr::NonNull",
    "std::rc::Rc",
    "std::string::String",
    "std::sync::Arc",
    "std::sync::MutexGuard",
    "std::vec::Vec",
];

/// How deep types are looked into.
const DEPTH: u32 = 4;

fn check_len(body: &Body<'_>, call: &Call) -> Option<Draft> {
    let receiver = call.receiver?;
    let new_len = *body.tree()[call.args].first()?;
    let place = body.text(receiver);
    if body.is_test() || body.text(new_len) == "0" {
        return None;
    }
    let element = body.ty(receiver).peeled().arg(0);
    let is_vec = body.is_type(body.ty(receiver), "std::vec::Vec");
    // What need not be written is often inferred from afar.
    let may_be_open = match &element {
        Ty::Unknown => is_vec && body.source().text.contains("MaybeUninit"),
        ty => need_not_be_written(body, ty),
    };
    if may_be_open {
        return None;
    }
    let room = only_room_before(body, call, receiver)?;
    let message = format!("`set_len` counts elements of `{place}` that nobody has written");
    let mut draft = Draft::new(call.name, message).related(
        body.file,
        body.name_of(room),
        "this makes room, and leaves it as it is",
    );
    // A byte has no wrong value: it goes wrong where it is read.
    if !is_vec || element == Ty::Prim(Prim::Int) {
        draft.confidence = Some(Confidence::Medium);
    }
    Some(draft)
}

/// Where room is made for new elements, if nothing else is done with a vector before a call.
fn only_room_before(body: &Body<'_>, call: &Call, vector: ExprId) -> Option<ExprId> {
    let makes_room = |name: &str| matches!(name, "reserve" | "reserve_exact" | "try_reserve");
    let changes_nothing =
        |name: &str| matches!(name, "capacity" | "clear" | "is_empty" | "len" | "truncate");
    let (mut room, uses) = match body.local(vector) {
        Some(pat) => {
            let init = body.init(pat).filter(|init| {
                let callee = body.callee(*init);
                callee.is_some_and(|callee| {
                    [
                        "std::vec::Vec::with_capacity",
                        "bytes::BytesMut::with_capacity",
                    ]
                    .iter()
                    .any(|path| body.program.is(callee, path))
                })
            });
            (init, body.uses_of(pat))
        }
        None => (None, same_places(body, vector)?),
    };
    for at in uses.into_iter().filter(|at| *at < vector) {
        match body.expr(body.tree().parent(at)?) {
            Expr::MethodCall { receiver, name, .. } if receiver == at => {
                match body.source().str(name) {
                    name if makes_room(name) => room = body.tree().parent(at),
                    name if changes_nothing(name) => {}
                    _ => return None,
                }
            }
            _ => return None,
        }
    }
    room.filter(|room| *room < call.expr)
}

/// Every expression that names the same field, if nothing else that holds it is used on the way.
fn same_places(body: &Body<'_>, field: ExprId) -> Option<Vec<ExprId>> {
    let tree = body.tree();
    let Expr::Field { base, .. } = tree[field] else {
        return None;
    };
    let (first, last) = body.program.body_range(body.owner)?;
    let (place, holder) = (body.text(field), body.text(base));
    let mut found = Vec::new();
    for id in tree.exprs_between(first, last).filter(|id| *id < field) {
        let is_part = || {
            tree.parent(id)
                .is_some_and(|outer| matches!(tree[outer], Expr::Field { .. }))
        };
        match tree[id] {
            Expr::Field { .. } if body.text(id) == place => found.push(id),
            Expr::Path(_) | Expr::Field { .. } if body.text(id) == holder && !is_part() => {
                return None;
            }
            _ => {}
        }
    }
    Some(found)
}

fn check_assumed(body: &Body<'_>, call: &Call) -> Option<Draft> {
    let receiver = call.receiver?;
    let origin = match body.local(receiver) {
        // Nothing but this is done with it.
        Some(pat) if body.uses_of(pat).len() == 1 => body.init(pat)?,
        _ => receiver,
    };
    let made = body.callee(origin)?;
    let ty = body.ty_or_expected(call.expr);
    if body.program.is(made, "std::mem::MaybeUninit::zeroed") {
        return zeroed(body, call, &ty);
    }
    let is_open = ty == Ty::Unknown || need_not_be_written(body, &ty);
    if !body.program.is(made, "std::mem::MaybeUninit::uninit") || is_open || body.is_test() {
        return None;
    }
    let message = "`assume_init` takes a value that nobody has written";
    Some(Draft::new(call.name, message).related(
        body.file,
        body.name_of(origin),
        "this leaves it as it is",
    ))
}

fn check_made(body: &Body<'_>, call: &Call) -> Option<Draft> {
    let ty = body.ty_or_expected(call.expr);
    if body.program.name(call.callee) == "zeroed" {
        return zeroed(body, call, &ty);
    }
    if body.is_test() || need_not_be_written(body, &ty) {
        return None;
    }
    let message = "`uninitialized` gives a value that nobody has written";
    Some(Draft::new(call.name_span(body), message))
}

/// All bits zero, for a type that has no such value.
fn zeroed(body: &Body<'_>, call: &Call, ty: &Ty) -> Option<Draft> {
    let what = never_zero(body.program, ty, DEPTH)?;
    if body.is_test() {
        return None;
    }
    let message = format!(
        "`{}` makes {what} of zeroes",
        body.program.name(call.callee)
    );
    Some(Draft::new(call.name_span(body), message))
}

/// Whether any memory is a value of this type.
fn need_not_be_written(body: &Body<'_>, ty: &Ty) -> bool {
    match ty {
        Ty::Adt(..) => body.is_type(ty, "std::mem::MaybeUninit"),
        Ty::Slice(of) => **of == Ty::Unknown || need_not_be_written(body, of),
        Ty::Tuple(parts) => parts.iter().all(|part| need_not_be_written(body, part)),
        _ => false,
    }
}

/// What in a type is never all zeroes.
fn never_zero(program: &Program<'_>, ty: &Ty, depth: u32) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    match ty {
        Ty::Ref(_) => Some("a reference".into()),
        Ty::Tuple(parts) => parts
            .iter()
            .find_map(|part| never_zero(program, part, depth)),
        Ty::Slice(of) => never_zero(program, of, depth),
        Ty::Adt(item, args) => {
            let name = program.name(*item);
            if NEVER_ZERO.iter().any(|path| program.is(*item, path)) {
                return Some(format!("a `{name}`"));
            }
            if !program.is_workspace(*item) || !program.is_struct(*item) {
                return None;
            }
            let mut fields = program.fields(*item).into_iter();
            let inner = fields.find_map(|field| {
                never_zero(program, &program.field_ty(*item, args, &field), depth)
            })?;
            Some(format!("{inner} in `{name}`"))
        }
        _ => None,
    }
}
