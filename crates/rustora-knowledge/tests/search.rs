//! Questions as people ask them, and the playbook that has to come first.

use proptest::prelude::*;
use rustora_knowledge::{search, topics};

const QUESTIONS: [(&str, &str); 8] = [
    (
        "Which message broker should I use for at-least-once delivery?",
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
