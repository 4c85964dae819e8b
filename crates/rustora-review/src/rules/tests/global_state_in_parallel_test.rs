//! Tests that change what all tests of the process share.

use rustora_source::tree::{Expr, ExprId, Literal};

use crate::facts::{Body, Call};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "global-state-in-parallel-test",
    category: Category::Tests,
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "the tests of one binary run at the same time, in one process: which of them sees the change is decided by the \
          scheduler, and a test that has nothing to do with it fails now and then",
    page: include_str!("global_state_in_parallel_test.md"),
    asks: &[
        Ask::Calls(&CHANGES, changes),
        Ask::Calls(
            &[
                "std::net::TcpListener::bind",
                "std::net::UdpSocket::bind",
                "tokio::net::TcpListener::bind",
                "tokio::net::UdpSocket::bind",
            ],
            takes_port,
        ),
    ],
};

/// What changes the process.
const CHANGES: [&str; 3] = [
    "std::env::set_var",
    "std::env::remove_var",
    "std::env::set_current_dir",
];

fn changes(body: &Body<'_>, call: &Call) -> Option<Draft> {
    let first = body.calls.iter().find(|call| {
        CHANGES
            .iter()
            .any(|path| body.program.is(call.callee, path))
    });
    if first.is_none_or(|first| first.expr != call.expr) || !is_one_of_many(body) {
        return None;
    }
    let name = body.program.name(call.callee);
    let message = if name == "set_current_dir" {
        "this test changes the current folder of all tests that run beside it"
    } else {
        "this test changes the environment of all tests that run beside it"
    };
    Some(Draft::new(call.name_span(body), message))
}

fn takes_port(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if !is_one_of_many(body) {
        return None;
    }
    let address = *body.tree()[call.args].first()?;
    let port = port(body, address).filter(|port| *port != 0)?;
    let message = format!(
        "this test takes port {port}, which another test, or another run on the same machine, may have"
    );
    Some(Draft::new(body.span(address), message))
}

/// The port that is written out in an address.
fn port(body: &Body<'_>, address: ExprId) -> Option<u16> {
    let number = match body.expr(address) {
        Expr::Literal(Literal::Str) => body.text(address).trim_matches('"').rsplit(':').next()?,
        Expr::Tuple(parts) => match body.tree()[parts] {
            [_, port] if matches!(body.expr(port), Expr::Literal(Literal::Int)) => body.text(port),
            _ => return None,
        },
        _ => return None,
    };
    number.replace('_', "").parse().ok()
}

/// Whether the body is a test beside others, and neither an attribute nor a lock keeps them apart.
fn is_one_of_many(body: &Body<'_>) -> bool {
    if !body.is_test_function() {
        return false;
    }
    let tree = body.tree();
    let file = body.source();
    let is_serial = tree[tree[body.owner.item].attrs]
        .iter()
        .any(|attr| file.str(attr.name).contains("serial"));
    let locks = || {
        body.program
            .body_range(body.owner)
            .into_iter()
            .flat_map(|(first, last)| tree.exprs_between(first, last))
            .any(|id| {
                matches!(tree[id], Expr::MethodCall { name, .. }
                    if matches!(file.str(name), "lock" | "blocking_lock" | "write" | "acquire"))
            })
    };
    !is_serial && body.program.tests_beside(body.file) > 1 && !locks()
}
