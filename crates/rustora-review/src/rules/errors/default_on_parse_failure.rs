//! Settings from the environment that count as not set when they cannot be read.

use rustora_source::Span;
use rustora_source::cargo::TargetKind;
use rustora_source::tree::{Expr, ExprId, List};

use crate::facts::{Body, Call};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "default-on-parse-failure",
    category: Category::Errors,
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "a typo in the deployment is not noticed: the service runs with another limit, timeout or port than the one \
          that somebody set, and nothing says so",
    page: include_str!("default_on_parse_failure.md"),
    asks: &[Ask::Calls(&["std::env::var"], check)],
};

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() || matches!(body.target(), Some(TargetKind::Build | TargetKind::Example)) {
        return None;
    }
    let [name] = body.tree()[call.args] else {
        return None;
    };
    let name = body.constant_text(name, 4)?;
    if is_documented(body) {
        return None;
    }
    let tree = body.tree();
    let mut value = call.expr;
    // Where the text is read, and whether the error of that is gone.
    let (mut parsed, mut lost) = (None, None);
    loop {
        let outer = tree.parent(value)?;
        let Expr::MethodCall {
            receiver,
            name: method,
            args,
            ..
        } = tree[outer]
        else {
            return None;
        };
        if receiver != value {
            return None;
        }
        match body.source().str(method) {
            "parse" => parsed = Some((outer, method)),
            "and_then" | "map" => lost = lost.or_else(|| discarding(body, args)),
            "ok" if is_parse(parsed, value) => lost = parsed.map(|(_, at)| at),
            "unwrap_or" | "unwrap_or_default" | "unwrap_or_else" => {
                let here = parsed.filter(|_| is_parse(parsed, value) && is_silent(body, args));
                if let Some(at) = here.map(|(_, at)| at).or(lost) {
                    let message = format!("a `{name}` that cannot be read becomes the default");
                    return is_silent(body, args).then(|| Draft::new(at, message));
                }
            }
            _ => {}
        }
        value = outer;
    }
}

/// Whether the function's documentation says what becomes of a text that cannot be read.
fn is_documented(body: &Body<'_>) -> bool {
    let name = body.program.item(body.owner).name;
    let docs = body.source().docs_above(name.start).to_lowercase();
    ["pars", "invalid", "malformed"]
        .iter()
        .any(|word| docs.contains(word))
}

fn is_parse(parsed: Option<(ExprId, Span)>, value: ExprId) -> bool {
    parsed.is_some_and(|(parse, _)| parse == value)
}

/// Whether what stands in for a value is all that there is: a closure may say something.
fn is_silent(body: &Body<'_>, args: List<ExprId>) -> bool {
    let tree = body.tree();
    tree[args].iter().all(|arg| {
        let Expr::Closure { params, .. } = tree[*arg] else {
            return true;
        };
        let reads = tree[params]
            .iter()
            .any(|pat| !body.uses_of(*pat).is_empty());
        let says = |id: &ExprId| matches!(tree[*id], Expr::Macro(_));
        !reads && !body.inside(*arg).iter().any(says)
    })
}

/// The `parse` in a closure whose error goes no further: `|text| text.parse().ok()`.
fn discarding(body: &Body<'_>, args: List<ExprId>) -> Option<Span> {
    let tree = body.tree();
    let [closure] = tree[args] else {
        return None;
    };
    body.inside(closure).into_iter().find_map(|id| {
        let Expr::MethodCall { name: at, .. } = tree[id] else {
            return None;
        };
        let outer = tree.parent(id)?;
        let Expr::MethodCall {
            receiver,
            name,
            args,
            ..
        } = tree[outer]
        else {
            return None;
        };
        let drops = match body.source().str(name) {
            "ok" | "unwrap_or" | "unwrap_or_default" => true,
            "unwrap_or_else" => is_silent(body, args),
            _ => false,
        };
        (receiver == id && body.source().str(at) == "parse" && drops).then_some(at)
    })
}
