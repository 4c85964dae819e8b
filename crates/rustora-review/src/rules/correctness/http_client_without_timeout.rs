//! HTTP clients that wait for ever.

use rustora_source::Edit;
use rustora_source::cargo::TargetKind;
use rustora_source::tree::{Expr, ExprId};

use crate::facts::{Body, Call, FileId, ItemRef, Joins, Pace, Program};
use crate::finding::{Applicability, Category, Confidence, Fix, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "http-client-without-timeout",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::Medium,
    fix: FixAvailability::Sometimes,
    why: "a peer that accepts the connection and then says nothing holds the request, and what it holds, for ever",
    page: include_str!("http_client_without_timeout.md"),
    asks: &[
        Ask::Calls(
            &[
                "reqwest::Client::new",
                "reqwest::Client::default",
                "reqwest::get",
            ],
            plain,
        ),
        Ask::Calls(&["reqwest::ClientBuilder::build"], built),
        Ask::Joined(bounded_elsewhere),
    ],
};

const BUILDER: &str = ".timeout(std::time::Duration::from_secs(10)).connect_timeout(std::time::Duration::from_secs(3))";

fn plain(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if is_excused(body) || is_under_timeout(body, call.expr) {
        return None;
    }
    let path = body.program.path(call.callee);
    let message = format!("`{path}` makes an HTTP client that never times out");
    let fix = (body.program.name(call.callee) == "new")
        .then(|| replacement(body, call))
        .flatten();
    let draft = Draft::new(call.name_span(body), message).unless_at_most(one_request(body, call));
    Some(draft.fix(fix))
}

/// The function that a client belongs to, where both are there for one request of a program that a person waits for; it
/// may ask again, as for a second factor.
fn one_request(body: &Body<'_>, call: &Call) -> Option<(ItemRef, Pace)> {
    let is_get = body.program.name(call.callee) == "get";
    let is_one = (is_get || body.client_stays(call.expr)) && body.runs_in_passing(call.expr);
    is_one.then_some((body.owner, Pace::Tried))
}

fn built(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if is_excused(body) {
        return None;
    }
    // The whole chain has to be visible, down to where the builder was made.
    let mut at = call.receiver?;
    while let Expr::MethodCall { receiver, name, .. } = body.expr(at) {
        if matches!(body.source().str(name), "timeout" | "read_timeout") {
            return None;
        }
        at = receiver;
    }
    let made = body.callee(at)?;
    let whole = [
        "reqwest::Client::builder",
        "reqwest::ClientBuilder::new",
        "reqwest::ClientBuilder::default",
    ];
    if !whole.iter().any(|path| body.program.is(made, path)) {
        return None;
    }
    let fix = Fix {
        title: "set a timeout for the whole request and one for connecting".into(),
        applicability: Applicability::MaybeIncorrect,
        edits: vec![Edit::insert(body.span(at).end, BUILDER)],
    };
    let message =
        "this HTTP client is built without `timeout` or `read_timeout` and never times out";
    Some(Draft::new(body.name_of(at), message).fix(Some(fix)))
}

/// A package that gives its requests timeouts one by one may do so for this client's, too.
fn bounded_elsewhere(program: &Program<'_>, joins: &Joins, file: FileId, draft: &mut Draft) {
    if joins
        .bounded_requests
        .iter()
        .any(|package| package == program.package(file))
    {
        draft.confidence = Some(Confidence::Low);
    }
}

/// Tests and examples end by themselves, and a body that bounds its requests one by one has thought of it.
fn is_excused(body: &Body<'_>) -> bool {
    body.is_test()
        || body.target() == Some(TargetKind::Example)
        || body.calls.iter().any(|call| {
            body.program
                .is(call.callee, "reqwest::RequestBuilder::timeout")
        })
}

/// Whether an enclosing `tokio::time::timeout` bounds the call.
fn is_under_timeout(body: &Body<'_>, expr: ExprId) -> bool {
    body.tree().ancestors(expr).any(|outer| {
        body.callee(outer)
            .is_some_and(|callee| body.program.is(callee, "tokio::time::timeout"))
    })
}

/// A builder with timeouts in the place of `Client::new()`, where the error of `build` has somewhere to go.
fn replacement(body: &Body<'_>, call: &Call) -> Option<Fix> {
    let Expr::Call { callee, .. } = body.expr(call.expr) else {
        return None;
    };
    let client = body.text(callee).strip_suffix("::new")?;
    let converts = body.returns_error("reqwest::Error");
    converts.then(|| Fix {
        title: "build the client with a timeout for the whole request and one for connecting"
            .into(),
        applicability: Applicability::MaybeIncorrect,
        edits: vec![Edit::replace(
            body.span(call.expr),
            format!("{client}::builder(){BUILDER}.build()?"),
        )],
    })
}
