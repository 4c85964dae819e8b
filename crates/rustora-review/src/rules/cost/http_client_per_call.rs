//! HTTP clients that are made for one call and thrown away.

use rustora_source::cargo::TargetKind;

use crate::facts::{AsyncContext, Body, Call};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "http-client-per-call",
    category: Category::Cost,
    severity: Severity::Warning,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "each client has a connection pool of its own, so every call pays for DNS, TCP and TLS again, and under load \
          the machine runs out of ports",
    page: include_str!("http_client_per_call.md"),
    asks: &[Ask::Calls(
        &[
            "reqwest::Client::new",
            "reqwest::ClientBuilder::build",
            "reqwest::get",
        ],
        check,
    )],
};

/// A package with one of these serves requests, so that its async functions run again and again.
const SERVERS: [&str; 9] = [
    "axum",
    "actix-web",
    "hyper",
    "tonic",
    "warp",
    "rocket",
    "poem",
    "salvo",
    "tide",
];

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() || matches!(body.target(), Some(TargetKind::Build | TargetKind::Example)) {
        return None;
    }
    let context = body.async_context(call.expr)?;
    let in_loop = body.enclosing_loop(call.expr).is_some();
    let starts_up = context == AsyncContext::Fn && body.is_main();
    let serves = SERVERS
        .iter()
        .any(|server| body.program.depends_on(body.file, server));
    if !in_loop && (starts_up || !serves || body.is_constructor()) {
        return None;
    }
    let is_get = body.program.is(call.callee, "reqwest::get");
    if !is_get && !body.client_stays(call.expr) {
        return None;
    }
    let message = if is_get {
        "`reqwest::get` makes an HTTP client for this one request".to_owned()
    } else {
        "this HTTP client is made for each call and thrown away".to_owned()
    };
    Some(Draft::new(call.name_span(body), message))
}
