//! Lengths that are cut off on their way to the wire.

use rustora_source::Span;
use rustora_source::tree::{Expr, ExprId, Visibility};

use crate::facts::{Body, Call, ItemRef, Prim, Ty, bits_of};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "truncating-cast-on-length",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "a value that is too long is written with the wrong length in front: its rest is read as the next fields, which \
          whoever chose the value has thereby chosen too",
    page: include_str!("truncating_cast_on_length.md"),
    asks: &[Ask::Calls(
        &[
            "bytes::BufMut::put_u8",
            "bytes::BufMut::put_i8",
            "bytes::BufMut::put_u16",
            "bytes::BufMut::put_u16_le",
            "bytes::BufMut::put_i16",
            "bytes::BufMut::put_i16_le",
            "bytes::BufMut::put_u32",
            "bytes::BufMut::put_u32_le",
            "bytes::BufMut::put_i32",
            "bytes::BufMut::put_i32_le",
            "tokio::io::AsyncWriteExt::write_u8",
            "tokio::io::AsyncWriteExt::write_u16",
            "tokio::io::AsyncWriteExt::write_u16_le",
            "tokio::io::AsyncWriteExt::write_i16",
            "tokio::io::AsyncWriteExt::write_u32",
            "tokio::io::AsyncWriteExt::write_u32_le",
            "tokio::io::AsyncWriteExt::write_i32",
            "std::vec::Vec::push",
            "std::num::u64::to_be_bytes",
            "std::num::u64::to_le_bytes",
        ],
        check,
    )],
};

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() {
        return None;
    }
    let written = body.tree()[call.args].first().copied().or(call.receiver)?;
    let (cast, length, bits, ty) = cut_off(body, written)?;
    // Only a cast to a byte says that a vector is one of bytes.
    if body.program.name(call.callee) == "push" && bits != 8 {
        return None;
    }
    let of = body.length_of(length)?;
    let is_kept = body.is_part_of_self(of) && body.file_compares_lengths();
    if is_kept || body.is_length_checked(of, call.expr) {
        return None;
    }
    let what = body.text(length);
    let message = format!("`{what}` is cut off to {bits} bits by this cast to `{ty}`");
    let mut draft =
        Draft::new(cast, message).related(body.file, call.name_span(body), "and is written here");
    // Four gigabytes in one value are rare, as are 65,536 things; nobody outside chooses what a private type holds.
    let is_rare = bits > 16 || bits == 16 && !is_text(body, of);
    let is_private =
        owner(body, of).is_some_and(|own| body.program.item(own).visibility == Visibility::Private);
    draft.confidence = (is_rare || is_private).then_some(Confidence::Low);
    Some(draft)
}

/// The type that a value is a field of, where it is one of `self`.
fn owner(body: &Body<'_>, of: ExprId) -> Option<ItemRef> {
    match body.expr(of) {
        Expr::Field { base, .. } if body.text(base) == "self" => body.ty(base).peeled().adt(),
        Expr::Field { base: inner, .. }
        | Expr::MethodCall {
            receiver: inner, ..
        } => owner(body, inner),
        _ => None,
    }
}

/// Whether a value is text or bytes, and no list of other things.
fn is_text(body: &Body<'_>, of: ExprId) -> bool {
    let number = Ty::Prim(Prim::Int);
    match body.ty(of).peeled() {
        Ty::Prim(prim) => *prim == Prim::Str,
        Ty::Slice(element) => **element == number,
        ty if body.is_type(ty, "std::vec::Vec") => ty.arg(0) == number,
        ty => ["std::string::String", "bytes::Bytes", "bytes::BytesMut"]
            .iter()
            .any(|path| body.is_type(ty, path)),
    }
}

/// The cast of a length that a written value is: where it stands, what is cast, and to what.
fn cut_off<'b>(body: &'b Body<'_>, written: ExprId) -> Option<(Span, ExprId, u32, &'b str)> {
    match body.expr(written) {
        Expr::Cast { expr, ty } => {
            let name = body.source().str(body.tree().type_span(ty));
            let bits = bits_of(name).filter(|bits| *bits <= 32)?;
            Some((body.span(written), expr, bits, name))
        }
        Expr::Path(_) => cut_off(body, body.init(body.local(written)?)?),
        _ => None,
    }
}
