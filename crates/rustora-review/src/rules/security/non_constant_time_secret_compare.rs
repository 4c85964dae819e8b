//! Secrets that are compared byte by byte until one differs.

use rustora_source::Span;
use rustora_source::tree::{Expr, ExprId};

use crate::facts::{Body, Entry, Question, names_secret};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "non-constant-time-secret-compare",
    category: Category::Security,
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "`==` stops at the first byte that differs, so the time of the answer says how much of a guess was right, and a \
          client can find the secret piece by piece",
    page: include_str!("non_constant_time_secret_compare.md"),
    asks: &[Ask::Equalities(check)],
};

/// Names of what proves something, besides those of secrets.
const PROOFS: [&str; 5] = ["csrf", "hmac", "mac", "signature", "totp"];

/// Names of what is typed twice, to be sure of it.
const AGAIN: [&str; 6] = [
    "again",
    "check",
    "confirm",
    "repeat",
    "verify",
    "verification",
];

fn check(body: &Body<'_>, expr: ExprId) -> Option<Draft> {
    let Expr::Binary { left, right, .. } = body.expr(expr) else {
        return None;
    };
    if body.is_test() || is_fixed(body, left) || is_fixed(body, right) {
        return None;
    }
    let sides = [(left, right), (right, left)];
    if sides.iter().any(|(side, _)| is_typed_again(body, *side)) {
        return None;
    }
    sides
        .into_iter()
        .find_map(|(secret, other)| certain(body, expr, secret, other))
        .or_else(|| {
            let named = |(secret, other)| named(body, expr, secret, other);
            sides.into_iter().find_map(named)
        })
}

/// What is a secret by its type: a MAC that was computed, the inside of a `SecretString`.
fn certain(body: &Body<'_>, expr: ExprId, secret: ExprId, other: ExprId) -> Option<Draft> {
    let (what, at) = origin(body, secret, 10)?;
    // Two secrets that are both at hand tell nobody anything.
    if origin(body, other, 10).is_some() {
        return None;
    }
    if what == "secret" && body.inflow(other).is_none() {
        return None;
    }
    let message = format!("this compares a {what} in a time that depends on it");
    Some(Draft::new(body.span(expr), message).related(body.file, at, format!("the {what}")))
}

/// What is called a secret, and is compared with what a client sends.
fn named(body: &Body<'_>, expr: ExprId, secret: ExprId, other: ExprId) -> Option<Draft> {
    let name = name_of(body, secret, 6)?;
    let is_secret = names_secret(name)
        || PROOFS.iter().any(|proof| {
            let rest = name.strip_suffix(proof);
            rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('_'))
        });
    if !is_secret || !body.is_text_like(body.ty(secret)) || !body.is_text_like(body.ty(other)) {
        return None;
    }
    let flow = body.inflow(other)?;
    let own = body.inflow(secret).map(|flow| flow.entry);
    // Two fields of one form, two parameters of which nobody knows which is the secret.
    if own == Some(flow.entry) || matches!(own, Some(Entry::Request(_))) {
        return None;
    }
    let message = format!("this compares `{name}` in a time that depends on it");
    let draft = Draft::new(body.span(expr), message);
    Some(match flow.entry {
        Entry::Request(span) => draft.related(body.file, span, "the client sends the other side"),
        Entry::Param(param) => draft.when(Question::Handed {
            function: body.owner,
            param,
        }),
    })
}

/// What a secret is, and where it is computed or uncovered.
fn origin(body: &Body<'_>, id: ExprId, steps: u32) -> Option<(&'static str, Span)> {
    let steps = steps.checked_sub(1)?;
    let tree = body.tree();
    if let Some(callee) = body.callee(id) {
        let is = |path| body.program.is(callee, path);
        if is("hmac::CtOutput::into_bytes") || is("hmac::CtOutput::as_bytes") {
            return Some(("message authentication code", body.name_of(id)));
        }
        if is("secrecy::SecretBox::expose_secret") || is("secrecy::Secret::expose_secret") {
            return Some(("secret", body.name_of(id)));
        }
    }
    match tree[id] {
        Expr::Path(_) => origin(body, body.init(body.local(id)?)?, steps),
        Expr::Borrow { expr, .. } | Expr::Deref(expr) => origin(body, expr, steps),
        Expr::Index { base, .. } => origin(body, base, steps),
        Expr::MethodCall {
            receiver,
            name,
            args,
            ..
        } => match (body.source().str(name), &tree[args]) {
            // `STANDARD.encode(mac)` of base64.
            ("encode", [only]) => origin(body, *only, steps),
            (
                "as_slice" | "as_ref" | "as_bytes" | "as_str" | "to_vec" | "to_owned" | "to_string"
                | "clone" | "into" | "to_lowercase" | "to_ascii_lowercase" | "encode_hex",
                _,
            ) => origin(body, receiver, steps),
            _ => None,
        },
        Expr::Call { callee, args } => {
            let [only] = tree[args] else { return None };
            let path = body.text(callee);
            let last = path.rsplit("::").next().unwrap_or(path);
            matches!(
                last,
                "encode" | "encode_upper" | "Some" | "from" | "b64_encode"
            )
            .then(|| origin(body, only, steps))?
        }
        Expr::Macro(_) => body
            .formatted(id)
            .into_iter()
            .find_map(|value| match value {
                Ok(expr) => origin(body, expr, steps),
                Err(pat) => origin(body, body.init(pat)?, steps),
            }),
        _ => None,
    }
}

/// The name of a field, a variable or what a method gives.
fn name_of<'b>(body: &'b Body<'_>, id: ExprId, steps: u32) -> Option<&'b str> {
    let steps = steps.checked_sub(1)?;
    match body.expr(id) {
        Expr::Path(_) => {
            body.local(id)?;
            Some(body.text(id))
        }
        Expr::Field { name, .. } => Some(body.source().str(name)),
        Expr::Borrow { expr, .. } | Expr::Deref(expr) => name_of(body, expr, steps),
        Expr::Call { args, .. } => match &body.tree()[args] {
            [only] => name_of(body, *only, steps),
            _ => None,
        },
        Expr::MethodCall { receiver, name, .. } => match body.source().str(name) {
            "as_str" | "as_bytes" | "as_ref" | "as_deref" | "as_slice" | "clone" | "to_string"
            | "to_owned" | "unwrap" | "expect" | "unwrap_or_default" => {
                name_of(body, receiver, steps)
            }
            _ => None,
        },
        _ => None,
    }
}

/// Whether one side is written in the code, or is no text: a literal, a constant, a length.
fn is_fixed(body: &Body<'_>, id: ExprId) -> bool {
    match body.expr(id) {
        Expr::Literal(_) | Expr::Array(_) | Expr::Repeat(_) => true,
        Expr::Borrow { expr, .. } | Expr::Deref(expr) => is_fixed(body, expr),
        Expr::Path(_) => body.local(id).is_none() && body.text(id) != "self",
        Expr::Call { args, .. } => body.tree()[args].iter().all(|arg| is_fixed(body, *arg)),
        Expr::MethodCall { receiver, name, .. } => {
            matches!(
                body.source().str(name),
                "len" | "is_some" | "is_none" | "is_empty"
            ) || is_fixed(body, receiver)
        }
        _ => false,
    }
}

fn is_typed_again(body: &Body<'_>, id: ExprId) -> bool {
    let text = body.text(id);
    AGAIN.iter().any(|word| {
        text.split(|c: char| !c.is_ascii_alphanumeric())
            .any(|part| part == *word)
    })
}
