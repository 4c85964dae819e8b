//! Questions as people ask them, and the playbook that has to come first.

use proptest::prelude::*;
use rustora_knowledge::{search, topics};

const QUESTIONS: [(&str, &str); 48] = [
    (
        "which message broker should I use for at-least-once delivery",
        "message-broker",
    ),
    ("kafka or rabbitmq or nats?", "message-broker"),
    ("which mesage brokr", "message-broker"),
    (
        "How large should the connection pool be?",
        "connection-pool",
    ),
    ("too many clients already", "connection-pool"),
    (
        "sqlx pool timed out while waiting for an open connection",
        "connection-pool",
    ),
    ("How do I build a double-entry ledger?", "double-entry"),
    ("ledger entries that balance", "double-entry"),
    ("tokio or smol, which runtime?", "async-runtime"),
    ("axum or actix-web?", "http-framework"),
    (
        "How do I accept 100k concurrent connections?",
        "accept-loop",
    ),
    ("websocket or server-sent events?", "realtime-push"),
    (
        "What do we do when the server is overloaded?",
        "admission-control",
    ),
    ("limit the number of requests per API key", "rate-limiting"),
    ("throttle clients by address", "rate-limiting"),
    (
        "how do I handle SIGTERM without losing requests",
        "graceful-shutdown",
    ),
    (
        "retries with exponential backoff and jitter",
        "timeouts-and-retries",
    ),
    ("what timeouts should calls have", "timeouts-and-retries"),
    ("where should TLS terminate", "tls-termination"),
    ("rustls certificate reload", "tls-termination"),
    ("JWT or sessions for login?", "authentication"),
    ("how to store passwords", "authentication"),
    ("RBAC with cedar or casbin", "authorization"),
    ("check permissions of a user", "authorization"),
    ("REST, gRPC or GraphQL", "api-contract"),
    ("OpenAPI contract test", "api-contract"),
    ("prometheus metrics and tracing", "observability"),
    (
        "where do secrets and settings come from",
        "configuration-and-secrets",
    ),
    ("kubernetes or a VM?", "deployment"),
    ("liveness and readiness probes", "health-and-rollout"),
    ("canary or rolling update", "health-and-rollout"),
    ("postgres or sqlite?", "data-store"),
    (
        "how do I add a column without downtime in a migration",
        "schema-migration",
    ),
    (
        "serializable or row locks for transactions",
        "transaction-isolation",
    ),
    ("cache stampede", "caching"),
    ("restore from backup, RPO and RTO", "backup-and-restore"),
    ("when is an ack durable, fsync", "durable-acknowledgement"),
    (
        "how do I process a message exactly once",
        "idempotent-consumer",
    ),
    ("distributed lock with redis", "leases-and-fencing"),
    ("fencing token", "leases-and-fencing"),
    ("dead letter queue", "poison-messages"),
    (
        "publish an event when a transaction commits",
        "transactional-outbox",
    ),
    ("float or decimal for money", "money-and-rounding"),
    ("rounding cents", "money-and-rounding"),
    (
        "same payment sent twice, idempotency key",
        "idempotency-keys",
    ),
    ("hot row, one account takes all transfers", "hot-accounts"),
    (
        "coordinated omission in load tests",
        "load-and-fault-testing",
    ),
    (
        "deterministic simulation with turmoil",
        "load-and-fault-testing",
    ),
];

#[test]
fn questions_find_their_playbook_first() {
    let mut wrong = Vec::new();
    for (question, expected) in QUESTIONS {
        let hits = search(question);
        let first: Vec<_> = hits.iter().take(3).collect();
        if first.first().is_none_or(|hit| hit.topic.id != expected) {
            let found: Vec<_> = first
                .iter()
                .map(|hit| format!("{} {:.1} ({})", hit.topic.id, hit.score, hit.why))
                .collect();
            wrong.push(format!(
                "{question}\n  wanted {expected}, found\n    {}",
                found.join("\n    ")
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        QUESTIONS.len(),
        wrong.join("\n")
    );
}

#[test]
fn a_title_finds_its_own_page() {
    for topic in topics() {
        for query in [&topic.title, &topic.id.replace('-', " ")] {
            let hits = search(query);
            assert_eq!(
                hits.first().map(|hit| &hit.topic.id),
                Some(&topic.id),
                "{query}"
            );
        }
    }
}

#[test]
fn what_no_page_speaks_of_finds_nothing() {
    assert_eq!(search("quaternion zeppelin"), []);
    assert_eq!(search(""), []);
    assert_eq!(search("the and of what"), []);
}

#[test]
fn a_hit_says_why() {
    let hits = search("conection pool");
    let why = &hits.first().unwrap().why;
    assert!(
        why.contains("`conection` in the title") && why.contains("`pool` in the title"),
        "{why}"
    );
}

proptest! {
    #[test]
    fn the_same_question_has_the_same_answer(query in "[a-z ]{0,60}|.{0,60}") {
        let hits = search(&query);
        prop_assert_eq!(&hits, &search(&query));
        prop_assert!(hits.is_sorted_by(|a, b| a.score >= b.score));
        prop_assert!(hits.iter().all(|hit| hit.score > 0.0 && !hit.why.is_empty()));
    }
}
