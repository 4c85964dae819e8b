//! Durations that are made from a number of another unit.

use rustora_source::tree::{Expr, ExprId, ItemKind, Pat};

use crate::facts::{Body, Call};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "duration-unit-mixup",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "the timeout is a thousand times too long or too short: a request hangs for hours, or a retry hammers what it \
          should spare",
    page: include_str!("duration_unit_mixup.md"),
    asks: &[Ask::Calls(
        &[
            "std::time::Duration::as_micros",
            "std::time::Duration::as_millis",
            "std::time::Duration::as_nanos",
            "std::time::Duration::as_secs",
            "std::time::Duration::from_micros",
            "std::time::Duration::from_millis",
            "std::time::Duration::from_nanos",
            "std::time::Duration::from_secs",
        ],
        check,
    )],
};

/// The units, each with the last words of names and the words of comments that mean it. One letter may mean anything.
const UNITS: [(&str, &[&str]); 6] = [
    (
        "nanoseconds",
        &["ns", "nanos", "nanosecond", "nanoseconds", "nsec", "nsecs"],
    ),
    (
        "microseconds",
        &[
            "us",
            "micros",
            "microsecond",
            "microseconds",
            "usec",
            "usecs",
        ],
    ),
    (
        "milliseconds",
        &[
            "ms",
            "millis",
            "millisecond",
            "milliseconds",
            "msec",
            "msecs",
        ],
    ),
    ("seconds", &["sec", "secs", "second", "seconds"]),
    ("minutes", &["min", "mins", "minute", "minutes"]),
    ("hours", &["hour", "hours", "hrs"]),
];

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    let name = body.program.name(call.callee);
    let (verb, unit) = name.split_once('_')?;
    let taken = unit_of(unit)?;
    let (what, given) = match (verb, call.receiver) {
        ("from", None) => {
            let [arg] = body.tree()[call.args] else {
                return None;
            };
            number(body, arg)?
        }
        ("as", Some(_)) => kept(body, call.expr)?,
        _ => return None,
    };
    if given == taken {
        return None;
    }
    let message = if verb == "from" {
        format!("`{what}` is in {given}, and `{name}` takes {taken}")
    } else {
        format!("`{what}` is in {given}, and `{name}` gives {taken}")
    };
    Some(Draft::new(call.name_span(body), message))
}

/// The unit that a word means.
fn unit_of(word: &str) -> Option<&'static str> {
    let found = UNITS.iter().find(|(_, words)| words.contains(&word));
    found.map(|(unit, _)| *unit)
}

/// The unit that a name ends with: `timeout_ms`, `RETRY_SECS`, `interval_in_millis`.
fn unit_of_name(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let (rest, last) = name.rsplit_once('_')?;
    // `requests_per_sec` counts something else, `retry_min` is a bound, and `HALF_SECOND` may well be 500.
    let is_rate = rest.ends_with("per");
    let is_vague = matches!(last, "min" | "second" | "minute" | "hour");
    (!is_rate && !is_vague).then(|| unit_of(last)).flatten()
}

/// The number that an argument is, as it stands, and the unit that its name says. Computed ones are converted.
fn number<'b>(body: &'b Body<'_>, arg: ExprId) -> Option<(&'b str, &'static str)> {
    match body.expr(arg) {
        Expr::Cast { expr, .. } | Expr::Deref(expr) | Expr::Try(expr) => number(body, expr),
        Expr::Path(path) => {
            let last = body.tree()[body.tree()[path].segments].last()?;
            let name = body.source().str(last.name);
            Some((name, unit_of_name(name)?))
        }
        Expr::Field { base, name } => {
            let name = body.source().str(name);
            let unit = unit_of_name(name).or_else(|| documented(body, base, name))?;
            Some((name, unit))
        }
        Expr::MethodCall {
            receiver,
            name,
            args,
            ..
        } => {
            let method = body.source().str(name);
            match method {
                "into" | "clone" | "get" | "unwrap" | "try_into" | "unwrap_or" | "expect"
                | "unwrap_or_default" | "copied" | "cloned" | "max" | "min" => {
                    number(body, receiver)
                }
                _ if body.tree()[args].is_empty() => Some((method, unit_of_name(method)?)),
                _ => None,
            }
        }
        Expr::Call { args, .. } => match body.tree()[args] {
            // `u64::from(x)`.
            [only] => {
                let converts = ["std::convert::From::from"];
                let callee = body.callee(arg)?;
                converts
                    .iter()
                    .any(|path| body.program.is(callee, path))
                    .then(|| number(body, only))
                    .flatten()
            }
            _ => None,
        },
        _ => None,
    }
}

/// The one unit that the documentation of a field names.
fn documented(body: &Body<'_>, base: ExprId, field: &str) -> Option<&'static str> {
    let of = body.ty(base).peeled().adt()?;
    let file = body.program.file(of.file);
    let tree = file.tree();
    let ItemKind::Struct(data) = tree[of.item].kind else {
        return None;
    };
    let fields = &tree[tree[data].fields];
    let declared = fields.iter().find(|known| file.str(known.name) == field)?;
    let docs = file.docs_above(declared.name.start);
    let mut units = docs
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.len() > 3)
        .filter_map(unit_of);
    let first = units.next()?;
    units.all(|unit| unit == first).then_some(first)
}

/// The variable or field that keeps a number, as it stands, and the unit that its name says.
fn kept<'b>(body: &'b Body<'_>, value: ExprId) -> Option<(&'b str, &'static str)> {
    let named = |name| {
        let name: &str = body.source().str(name);
        Some((name, unit_of_name(name)?))
    };
    if let Some(pat) = body.bound_by(value) {
        return match body.tree()[pat] {
            Pat::Name { name, .. } => named(name),
            _ => None,
        };
    }
    let outer = body.tree().parent(value)?;
    match body.expr(outer) {
        Expr::Cast { .. } | Expr::Try(_) => kept(body, outer),
        Expr::MethodCall { receiver, name, .. }
            if receiver == value
                && matches!(
                    body.source().str(name),
                    "into" | "try_into" | "unwrap" | "expect" | "unwrap_or"
                ) =>
        {
            kept(body, outer)
        }
        Expr::Struct { fields, .. } => {
            let fields = &body.tree()[fields];
            named(fields.iter().find(|field| field.value == value)?.name)
        }
        _ => None,
    }
}
