//! Memory that is read as another type whose layout nobody promised.

use rustora_source::tree::{BinaryOp, Expr, ExprId, ItemKind, Type, TypeId, Visibility};

use crate::facts::{Body, Call, ItemRef, Prim, Ty};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "transmute-between-layouts",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "the next compiler, or a new field, may order the parts differently, and then a length is taken for a \
          pointer",
    page: include_str!("transmute_between_layouts.md"),
    asks: &[Ask::Calls(
        &["std::mem::transmute", "std::mem::transmute_copy"],
        check,
    )],
};

/// Types of `std` whose layout changes with what they hold, as far as is promised.
const UNSPECIFIED: [&str; 9] = [
    "std::collections::BTreeMap",
    "std::collections::BTreeSet",
    "std::collections::BinaryHeap",
    "std::collections::HashMap",
    "std::collections::HashSet",
    "std::collections::LinkedList",
    "std::collections::VecDeque",
    "std::result::Result",
    "std::vec::Vec",
];

/// One side of a transmute: what is known of its type, and how it is written where it is.
struct Side {
    ty: Ty,
    text: Option<String>,
}

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() {
        return None;
    }
    let value = *body.tree()[call.args].first()?;
    let (from, to) = sides(body, call, value);
    let (message, confidence) = collections(body, &from, &to)
        .or_else(|| elements(&from, &to))
        .or_else(|| structs(body, &from, &to))
        .or_else(|| variant(body, value, &from, &to))
        .or_else(|| lifetime(&from, &to))?;
    let mut draft = Draft::new(call.name_span(body), message);
    draft.confidence = Some(confidence);
    Some(draft)
}

/// What a transmute makes of what: as its type arguments say, or else the value and the place around.
fn sides(body: &Body<'_>, call: &Call, value: ExprId) -> (Side, Side) {
    let tree = body.tree();
    let given = match body.expr(call.expr) {
        Expr::Call { callee, .. } => match body.expr(callee) {
            Expr::Path(path) => tree[tree[path].segments]
                .last()
                .map(|last| &tree[last.args])
                .unwrap_or_default(),
            _ => &[],
        },
        _ => &[],
    };
    let is_written = |ty: &&TypeId| !matches!(tree[**ty], Type::Infer);
    let text = |ty: TypeId| body.source().str(tree.type_span(ty)).to_owned();
    let written = given.first().filter(is_written).copied();
    let declared = || body.local(value).and_then(|pat| parameter(body, pat));
    // A copy is told by reference what it reads.
    let (ty, written) = match (body.program.name(call.callee), written) {
        ("transmute_copy", written) => match body.ty(value) {
            Ty::Ref(inner) => ((**inner).clone(), written),
            _ => (Ty::Unknown, written),
        },
        (_, written) => (body.ty(value).clone(), written.or_else(declared)),
    };
    let from = Side {
        ty,
        text: written.map(text),
    };
    let wanted = given.get(1).filter(is_written).copied();
    let to = Side {
        ty: body.ty_or_expected(call.expr),
        text: wanted.or_else(|| body.expected(call.expr)).map(text),
    };
    (from, to)
}

/// The written type of a parameter.
fn parameter(body: &Body<'_>, pat: rustora_source::tree::PatId) -> Option<TypeId> {
    let tree = body.tree();
    let params = &tree[tree.function(body.owner.item)?.params];
    let span = tree.pat_span(pat);
    params
        .iter()
        .find(|param| tree.pat_span(param.pat) == span)
        .map(|param| param.ty)
}

/// `Vec<A>` as `Vec<B>`.
fn collections(body: &Body<'_>, from: &Side, to: &Side) -> Option<(String, Confidence)> {
    let (Ty::Adt(a, a_args), Ty::Adt(b, b_args)) = (from.ty.peeled(), to.ty.peeled()) else {
        return None;
    };
    let is_open = UNSPECIFIED.iter().any(|path| body.program.is(*a, path));
    if a != b || !is_open || !differ(from, to, a_args, b_args) {
        return None;
    }
    let name = body.program.name(*a);
    let message = match (&from.text, &to.text) {
        (Some(from), Some(to)) => format!("`{from}` and `{to}` need not have the same layout"),
        _ => format!("a `{name}` of other elements need not have the same layout"),
    };
    Some((message, Confidence::High))
}

/// Whether two types differ in more than lifetimes.
fn differ(from: &Side, to: &Side, a: &[Ty], b: &[Ty]) -> bool {
    if a == b && !a.contains(&Ty::Unknown) && !a.contains(&Ty::Prim(Prim::Int)) {
        return false;
    }
    // A parameter may stand for the very same type.
    if a.iter().chain(b).any(|ty| matches!(ty, Ty::Bounded(_))) {
        return false;
    }
    match (&from.text, &to.text) {
        (Some(from), Some(to)) => {
            let (from, to) = (without_lifetimes(from), without_lifetimes(to));
            // An open part is filled in by the compiler.
            from != to && !from.contains('_') && !to.contains('_')
        }
        _ => a.iter().zip(b).any(|(a, b)| surely_differ(a, b)),
    }
}

fn surely_differ(a: &Ty, b: &Ty) -> bool {
    match (a, b) {
        (Ty::Prim(a), Ty::Prim(b)) => a != b,
        (Ty::Adt(a, a_args), Ty::Adt(b, b_args)) => {
            a != b
                || a_args
                    .iter()
                    .zip(b_args.iter())
                    .any(|(a, b)| surely_differ(a, b))
        }
        (Ty::Prim(_), Ty::Adt(..)) | (Ty::Adt(..), Ty::Prim(_)) => true,
        _ => false,
    }
}

/// `&[u8]` as `&[u32]`: the length stays.
fn elements(from: &Side, to: &Side) -> Option<(String, Confidence)> {
    let (from, to) = (from.text.as_deref()?, to.text.as_deref()?);
    let (a, b) = (slice_of(from)?, slice_of(to)?);
    let (a, b) = (size_of(a)?, size_of(b)?);
    (a != b).then(|| {
        let message = format!(
            "`{from}` keeps its length as a `{to}`, whose elements have {b} bytes instead of {a}"
        );
        (message, Confidence::High)
    })
}

fn slice_of(written: &str) -> Option<&str> {
    let inner = written.strip_prefix('&')?.split_once('[')?.1;
    inner.strip_suffix(']').filter(|inner| !inner.contains(';'))
}

fn size_of(primitive: &str) -> Option<u32> {
    Some(match primitive.trim() {
        "u8" | "i8" | "bool" => 1,
        "u16" | "i16" => 2,
        "u32" | "i32" | "f32" | "char" => 4,
        "u64" | "i64" | "f64" | "usize" | "isize" => 8,
        "u128" | "i128" => 16,
        _ => return None,
    })
}

/// A struct as another one, where the compiler is free to order the fields of either.
fn structs(body: &Body<'_>, from: &Side, to: &Side) -> Option<(String, Confidence)> {
    let program = body.program;
    let (Ty::Adt(a, a_args), Ty::Adt(b, b_args)) = (from.ty.peeled(), to.ty.peeled()) else {
        return None;
    };
    let both_own = program.is_workspace(*a) && program.is_workspace(*b);
    let both_structs = program.is_struct(*a) && program.is_struct(*b);
    if !both_own || !both_structs || (a == b && !differ(from, to, a_args, b_args)) {
        return None;
    }
    let open = [*a, *b]
        .into_iter()
        .find(|item| !has_repr(body, *item) && has_order(body, *item))?;
    let message = format!(
        "`{}` has no layout that is promised, so it cannot be told what becomes of its fields",
        program.name(open)
    );
    Some((message, Confidence::High))
}

/// Whether a struct has several fields with something in them.
fn has_order(body: &Body<'_>, item: ItemRef) -> bool {
    let file = body.program.file(item.file);
    let is_marker = |ty: TypeId| file.str(file.tree().type_span(ty)).contains("PhantomData");
    let fields = body.program.fields(item).into_iter();
    fields.filter(|field| !is_marker(field.ty)).count() > 1
}

fn has_repr(body: &Body<'_>, item: ItemRef) -> bool {
    let file = body.program.file(item.file);
    let tree = file.tree();
    tree[tree[item.item].attrs]
        .iter()
        .any(|attr| file.str(attr.name) == "repr")
}

/// A number as an enum, with nothing in front that looks at the number.
fn variant(body: &Body<'_>, value: ExprId, from: &Side, to: &Side) -> Option<(String, Confidence)> {
    let tree = body.tree();
    let name = match &to.ty {
        Ty::Prim(Prim::Bool) => "bool",
        Ty::Prim(Prim::Char) => "char",
        Ty::Adt(item, _) if body.program.is_workspace(*item) => {
            let ItemKind::Enum(_) = body.program.item(*item).kind else {
                return None;
            };
            body.program.name(*item)
        }
        _ => return None,
    };
    let function = tree.function(body.owner.item)?;
    // A private function may count on its callers, and an unsafe one asks them.
    let is_public = tree[body.owner.item].visibility != Visibility::Private || is_of_trait(body);
    let pat = body.local(value)?;
    if from.ty != Ty::Prim(Prim::Int) || function.is_unsafe || !is_public {
        return None;
    }
    parameter(body, pat)?;
    let is_looked_at = body
        .uses_of(pat)
        .into_iter()
        .any(|at| at != value && looks_at(body, at));
    (!is_looked_at).then(|| {
        let text = body.text(value);
        let message = format!("`{text}` becomes a `{name}` whatever its value is");
        (message, Confidence::High)
    })
}

fn is_of_trait(body: &Body<'_>) -> bool {
    let tree = body.tree();
    tree[body.owner.item].parent.is_some_and(
        |outer| matches!(tree[outer].kind, ItemKind::Impl(data) if tree[data].trait_path.is_some()),
    )
}

/// Whether a use of a number decides about something.
fn looks_at(body: &Body<'_>, at: ExprId) -> bool {
    body.tree().ancestors(at).any(|outer| {
        matches!(
            body.expr(outer),
            Expr::Binary {
                op: BinaryOp::Order | BinaryOp::Equality,
                ..
            } | Expr::Match { .. }
                | Expr::If { .. }
                | Expr::Macro(_)
                | Expr::MethodCall { .. }
                | Expr::Call { .. }
        )
    })
}

/// A borrow that is made to last.
fn lifetime(from: &Side, to: &Side) -> Option<(String, Confidence)> {
    let (from, to) = (from.text.as_deref()?, to.text.as_deref()?);
    let is_longer = to.contains("'static") && !from.contains("'static");
    (is_longer && without_lifetimes(from) == without_lifetimes(to)).then(|| {
        let message = format!("`{from}` becomes `{to}`, however long what it borrows is there");
        (message, Confidence::Low)
    })
}

/// A written type without its lifetimes and spaces.
fn without_lifetimes(written: &str) -> String {
    let mut out = String::new();
    let mut rest = written;
    while let Some((before, after)) = rest.split_once('\'') {
        out.push_str(before);
        rest = after.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
        if out.ends_with('<') || out.trim_end().ends_with(',') {
            rest = rest.trim_start().trim_start_matches(',');
        }
    }
    out.push_str(rest);
    out.retain(|c| !c.is_whitespace());
    out.replace("<>", "").replace("+>", ">")
}
