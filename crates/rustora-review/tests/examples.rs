//! The bundled service has its defects found, each where it is, and the repaired one has none.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::path::Path;

use rustora_host::OsHost;
use rustora_review::{Finding, Progress, Request, review};

fn findings(example: &str) -> Vec<Finding> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples")
        .join(example);
    let request = Request {
        paths: vec![path],
        ..Request::default()
    };
    let review = review(&OsHost::new(), &request, &Progress::default()).unwrap();
    assert_eq!(review.notes, [], "{example}");
    review.findings
}

#[test]
fn every_defect_of_the_service_is_found() {
    let told: Vec<String> = findings("orders")
        .iter()
        .map(|f| {
            format!(
                "{} {} {}",
                f.rule.category.name(),
                f.location.source.path,
                f.rule.id
            )
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    correctness src/http.rs blocking-call-in-async
    correctness src/payments.rs blocking-call-in-async
    correctness src/stock.rs select-loop-cancel-unsafe-call
    correctness src/http.rs http-client-without-timeout
    correctness src/warehouse.rs http-client-without-timeout
    idiom src/db.rs span-enter-in-async
    idiom src/http.rs axum-extension-instead-of-state
    cost src/http.rs http-client-per-call
    cost src/orders.rs n-plus-one-query
    cost src/orders.rs n-plus-one-query
    errors src/orders.rs write-result-discarded
    errors src/warehouse.rs http-status-not-checked
    errors src/worker.rs write-result-discarded
    tests tests/feed.rs test-spawn-not-joined
    tests tests/api.rs real-sleep-in-async-test
    security src/auth.rs instrument-records-secret-arg
    security src/orders.rs sql-built-by-format
    ");
}

#[test]
fn the_repaired_service_has_none_whatever_the_confidence() {
    let told: Vec<String> = findings("orders-fixed")
        .iter()
        .map(|f| f.message.clone())
        .collect();
    assert_eq!(told, Vec::<String>::new());
}
