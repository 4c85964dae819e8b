//! Memory that a peer asks for, and sums of lengths that overflow.

use rustora_source::tree::{BinaryOp, Expr, ExprId, Id, MacroBody, MacroCall};

use crate::facts::{Body, Call};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "unchecked-arith-on-wire-length",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "whoever sends the bytes chooses the number: a few bytes that claim gigabytes make the process allocate them, or \
          abort, and a sum that overflows passes the check that was to stop it",
    page: include_str!("unchecked_arith_on_wire_length.md"),
    asks: &[
        Ask::Calls(
            &[
                "std::vec::Vec::with_capacity",
                "std::vec::Vec::reserve",
                "std::vec::Vec::reserve_exact",
                "std::vec::Vec::resize",
                "std::string::String::with_capacity",
                "std::collections::VecDeque::with_capacity",
                "std::collections::HashMap::with_capacity",
                "std::collections::HashSet::with_capacity",
                "bytes::BytesMut::with_capacity",
                "bytes::BytesMut::zeroed",
                "bytes::BytesMut::reserve",
                "bytes::BytesMut::resize",
            ],
            allocation,
        ),
        Ask::Macros(&["std::vec"], filled),
        Ask::Bodies(sums),
    ],
};

/// The widest number that may ask for as much as it likes: 64 KiB hurt nobody.
const HARMLESS: u32 = 16;

fn allocation(body: &Body<'_>, call: &Call) -> Option<Draft> {
    let size = *body.tree()[call.args].first()?;
    draft(body, call.expr, size)
}

/// `vec![0; n]`.
fn filled(body: &Body<'_>, expr: ExprId, call: Id<MacroCall>) -> Vec<Draft> {
    let tree = body.tree();
    let MacroBody::Args(args) = tree[call].body else {
        return Vec::new();
    };
    let [element, count] = tree[args] else {
        return Vec::new();
    };
    let between = rustora_source::Span::new(body.span(element).end, body.span(count).start);
    if body.source().str(between).trim() != ";" {
        return Vec::new();
    }
    draft(body, expr, count).into_iter().collect()
}

fn draft(body: &Body<'_>, sink: ExprId, size: ExprId) -> Option<Draft> {
    if body.is_test() {
        return None;
    }
    let number = body.wire_number(size)?;
    if number.bits <= HARMLESS || body.is_bounded(&number, sink) {
        return None;
    }
    let message = format!(
        "`{}` is allocated for as many as the sender says",
        body.text(size)
    );
    Some(Draft::new(body.span(size), message).related(
        body.file,
        body.name_of(number.read),
        format!("a number of {} bits is read here", number.bits),
    ))
}

/// `offset + length > end`, where a length of 64 bits makes the sum start again at zero.
fn sums(body: &Body<'_>) -> Vec<Draft> {
    let tree = body.tree();
    let Some((first, last)) = body.program.body_range(body.owner) else {
        return Vec::new();
    };
    if body.is_test() {
        return Vec::new();
    }
    let sum_of = |side: ExprId| match tree[side] {
        Expr::Binary {
            op: BinaryOp::Add | BinaryOp::Arithmetic,
            left,
            right,
        } if matches!(body.operator(left, right), "+" | "*") => {
            let number = body.wire_number(side)?;
            (number.bits == 64 && !body.is_bounded(&number, side)).then_some((side, number))
        }
        _ => None,
    };
    let compared = |id: ExprId| match tree[id] {
        Expr::Binary {
            op: BinaryOp::Order,
            left,
            right,
        } => sum_of(left).or_else(|| sum_of(right)),
        _ => None,
    };
    let found = tree.exprs_between(first, last).filter_map(compared);
    found
        .map(|(sum, number)| {
            let message = format!(
                "`{}` overflows for a large number, and the check passes",
                body.text(sum)
            );
            Draft::new(body.span(sum), message).related(
                body.file,
                body.name_of(number.read),
                "a number of 64 bits is read here",
            )
        })
        .collect()
}
