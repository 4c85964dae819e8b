//! Tests that wait for real time to pass.

use rustora_source::tree::Expr;

use crate::facts::{Body, Call, Namespace};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "real-sleep-in-async-test",
    category: Category::Tests,
    severity: Severity::Note,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "it costs this time in every run, and on a loaded machine it is still not enough: the test fails for nothing",
    page: include_str!("real_sleep_in_async_test.md"),
    asks: &[Ask::Calls(&["tokio::time::sleep"], check)],
};

/// Shorter sleeps yield to other tasks rather than wait for something.
const SHORTEST_MS: u64 = 50;

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    let tree = body.tree();
    let attrs = &tree[tree[body.owner.item].attrs];
    let test = attrs.iter().find(|attr| {
        let name = body.source().str(attr.name);
        let item = body
            .program
            .resolve_text(body.module, name, Namespace::Macro);
        item.is_some_and(|item| body.program.is(item, "tokio::test"))
    })?;
    if tree[test.args]
        .iter()
        .any(|arg| body.source().str(arg.name) == "start_paused")
    {
        return None;
    }
    if body
        .calls
        .iter()
        .any(|other| body.program.is(other.callee, "tokio::time::pause"))
    {
        return None;
    }
    let duration = body.call(*tree[call.args].first()?)?;
    let factor = match body.program.name(duration.callee) {
        "from_secs" => 1000,
        "from_millis" => 1,
        _ => return None,
    };
    let amount = *tree[duration.args].first()?;
    let Expr::Literal(_) = body.expr(amount) else {
        return None;
    };
    let ms = body
        .text(amount)
        .replace('_', "")
        .parse::<u64>()
        .ok()?
        .saturating_mul(factor);
    (ms >= SHORTEST_MS).then(|| {
        Draft::new(
            call.name_span(body),
            format!("this test sleeps for {ms} ms of real time"),
        )
    })
}
