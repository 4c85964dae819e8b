//! The rules are read back by a reader of the YAML that they are written in, and the burn rates are those of the book.

use super::super::tests::{HOSTILE, replaced, shop};
use super::*;
use crate::model::tests::{SAMPLE, sample};

/// What one line of the file says: how far it is indented, its key and its value, unquoted.
fn read(line: &str) -> (usize, &str, String) {
    let rest = line.trim_start_matches(' ');
    let depth = line.len() - rest.len();
    let rest = rest.strip_prefix("- ").unwrap_or(rest);
    let (key, value) = rest.split_once(':').unwrap();
    let value = value.trim_start();
    let Some(inside) = value.strip_prefix('"') else {
        return (depth, key, value.to_owned());
    };
    let mut text = String::new();
    let mut chars = inside.chars();
    loop {
        match chars.next().unwrap() {
            '"' => break,
            '\\' => match chars.next().unwrap() {
                'n' => text.push('\n'),
                'U' => {
                    let number: String = chars.by_ref().take(8).collect();
                    text.push(char::from_u32(u32::from_str_radix(&number, 16).unwrap()).unwrap());
                }
                c => text.push(c),
            },
            c => text.push(c),
        }
    }
    assert_eq!(chars.next(), None, "{line}");
    (depth, key, text)
}

/// All lines that are no expression and no comment.
fn lines(text: &str) -> Vec<(usize, &str, String)> {
    let mut found = Vec::new();
    let mut block = usize::MAX;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let depth = line.len() - line.trim_start_matches(' ').len();
        assert!(!line.contains('\t') && !line.is_empty());
        if depth > block {
            continue;
        }
        block = if line.ends_with(": |-") {
            depth
        } else {
            usize::MAX
        };
        found.push(read(line));
    }
    found
}

#[test]
fn what_was_written_is_read_back() {
    for hostile in HOSTILE {
        let design = replaced(SAMPLE, |text| format!("{text} {hostile}"));
        let text = prometheus(&design);
        let read = lines(&text);
        let keys = [
            "name",
            "rules",
            "record",
            "alert",
            "expr",
            "for",
            "labels",
            "annotations",
            "severity",
            "slo",
            "component",
            "link",
            "summary",
            "runbook_url",
            "groups",
        ];
        for (_, key, _) in &read {
            assert!(keys.contains(key), "{key} in\n{text}");
        }
        let summary = read.iter().find(|(_, key, _)| *key == "summary").unwrap();
        assert!(
            summary
                .2
                .starts_with(&promql::untemplated(&design.slos[0].id))
        );
        assert_eq!(read.iter().filter(|(_, key, _)| *key == "alert").count(), 9);
        let mut summaries = text.lines().filter(|line| line.contains("summary: "));
        assert!(summaries.all(|line| !line.contains("{{ $")), "{text}");
    }
}

fn expr_of(design: &Design, name: &str) -> String {
    let groups = groups(design);
    let alert = groups
        .iter()
        .flat_map(Group::alerts)
        .find(|alert| alert.name == name);
    alert.unwrap().expr.clone()
}

#[test]
fn a_budget_burns_as_the_book_says() {
    let design = sample();
    assert_eq!(
        expr_of(&design, "SloBurnsFast"),
        "slo:bad_events:ratio_rate1h{slo=\"answers\"} > 14.4 * (1 - 0.999)\nand slo:bad_events:ratio_rate5m{slo=\"answers\"} > 14.4 * (1 - 0.999)"
    );
    assert_eq!(
        expr_of(&design, "PoolNearlyUsedUp"),
        "max by (instance) (db_client_connection_count{job=\"api\",db_client_connection_pool_name=\"api-to-db\",db_client_connection_state=\"used\"}) > 0.9 * 20"
    );
    assert!(expr_of(&design, "LoadNearCapacity").ends_with("> 0.9 * 300 * 2"));
    assert!(expr_of(&design, "ConnectionsNearlyUsedUp").ends_with("> 0.9 * 90"));
}

#[test]
fn an_alert_that_cannot_fire_is_left_out() {
    let mut design = sample();
    design.slos[0].target = "90 %".parse().unwrap();
    let groups = groups(&design);
    let names: Vec<_> = groups[0].alerts().map(|alert| alert.name).collect();
    assert_eq!(
        names,
        ["SloBurnsSteadily", "SloBurnsSlowly", "NobodyMeasures"]
    );
}

#[test]
fn a_latency_is_read_from_the_bucket_that_ends_there() {
    let text = prometheus(&shop());
    assert!(text.contains("le=\"0.3\""), "{text}");
    assert!(
        text.contains("messaging_oldest_message_age_seconds{job=\"nats\"}) > 120"),
        "{text}"
    );
}
