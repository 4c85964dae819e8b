//! Slices that end where the sender says.

use rustora_source::tree::{Expr, ExprId};

use crate::facts::{Body, Call, Prim, Ty};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "indexing-untrusted-bytes",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "a message that claims to be longer than it is makes this panic: whoever can send it ends the task, and with it \
          whatever else the task does",
    page: include_str!("indexing_untrusted_bytes.md"),
    asks: &[
        Ask::Calls(
            &[
                "bytes::Bytes::slice",
                "bytes::Bytes::split_to",
                "bytes::Bytes::split_off",
                "bytes::BytesMut::split_to",
                "bytes::BytesMut::split_off",
                "bytes::Buf::advance",
                "bytes::Buf::copy_to_bytes",
                "std::slice::slice::split_at",
                "std::vec::Vec::split_at",
            ],
            cut,
        ),
        Ask::Bodies(slices),
    ],
};

fn cut(body: &Body<'_>, call: &Call) -> Option<Draft> {
    let end = *body.tree()[call.args].first()?;
    let ends = match body.expr(end) {
        Expr::Range(from, to) => [to, from],
        _ => [Some(end), None],
    };
    draft(body, call.expr, call.receiver?, ends)
}

/// `bytes[a..b]`.
fn slices(body: &Body<'_>) -> Vec<Draft> {
    let tree = body.tree();
    let Some((first, last)) = body.program.body_range(body.owner) else {
        return Vec::new();
    };
    let found = tree.exprs_between(first, last).filter_map(|id| {
        let Expr::Index { base, index } = tree[id] else {
            return None;
        };
        let Expr::Range(from, to) = tree[index] else {
            return None;
        };
        are_bytes(body, body.ty(base))
            .then(|| draft(body, id, base, [to, from]))
            .flatten()
    });
    found.collect()
}

fn are_bytes(body: &Body<'_>, ty: &Ty) -> bool {
    match ty.peeled() {
        Ty::Slice(of) => **of == Ty::Prim(Prim::Int),
        ty => {
            ["bytes::Bytes", "bytes::BytesMut"]
                .iter()
                .any(|path| body.is_type(ty, path))
                || body.is_type(ty, "std::vec::Vec") && ty.arg(0) == Ty::Prim(Prim::Int)
        }
    }
}

fn draft(body: &Body<'_>, sink: ExprId, bytes: ExprId, ends: [Option<ExprId>; 2]) -> Option<Draft> {
    if body.is_test() {
        return None;
    }
    let by_sender = |end: ExprId| {
        let number = body.wire_number(end)?;
        (!body.is_bounded(&number, sink)).then_some((end, number))
    };
    let (end, number) = ends.into_iter().flatten().find_map(by_sender)?;
    // What was made for this number is as long as it says.
    let made_for = |id: ExprId| {
        let made = body.local(id).and_then(|pat| body.source_of(pat));
        made.is_some_and(|made| {
            body.inside(made).into_iter().any(|id| {
                body.local(id)
                    .is_some_and(|pat| number.held_by.contains(&pat))
            })
        })
    };
    if body.inside(bytes).into_iter().any(made_for) {
        return None;
    }
    let message = format!(
        "`{}` is cut at `{}`, which the sender chose and nothing has checked",
        body.text(bytes),
        body.text(end)
    );
    let mut draft = Draft::new(body.span(end), message).related(
        body.file,
        body.name_of(number.read),
        "the number is read here",
    );
    // What a value keeps may have been checked when it was made.
    draft.confidence = body.is_part_of_self(bytes).then_some(Confidence::Low);
    Some(draft)
}
