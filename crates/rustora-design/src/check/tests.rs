//! Each check is broken once in the sample, and silent on the rest of it; then a design of two hundred components.

use super::*;
use crate::model::tests::{SAMPLE, sample};
use crate::model::{Accepted, Component, ComponentKind, Link, Manner, Need, Replication};
use crate::units::{Count, Rate, Span};

/// The holes of the sample with its lines replaced, as `check at: what`.
fn holes(replacements: &[(&str, &str)]) -> Vec<String> {
    let mut text = SAMPLE.to_owned();
    for (from, to) in replacements {
        assert!(text.contains(from), "{from:?} is not in the sample");
        text = text.replacen(from, to, 1);
    }
    told(&Design::from_toml(&text).unwrap())
}

fn told(design: &Design) -> Vec<String> {
    check(design)
        .into_iter()
        .map(|hole| format!("{} {}: {}", hole.check, hole.at, hole.what))
        .collect()
}

#[test]
fn the_sample_has_no_holes() {
    assert_eq!(holes(&[]), Vec::<String>::new());
}

#[test]
fn ids_that_lead_nowhere() {
    let design = {
        let text = SAMPLE.replace(
            "decided-by = [\"D1\"]\ntested-by = [\"load-500\"]",
            "decided-by = [\"D2\"]\ntested-by = [\"load-50\"]",
        );
        Design::from_toml(&text).unwrap()
    };
    let holes = check(&design);
    assert_eq!(holes.len(), 2, "{holes:?}");
    assert_eq!(
        holes[0].what,
        "`decided-by` names the decision `D2`, and there is none"
    );
    assert_eq!(holes[0].todo, "did you mean `D1`?");
    assert_eq!(holes[1].todo, "did you mean `load-500`?");
    assert_eq!(
        holes_of("at = \"db\"\nfault", "at = \"R1\"\nfault"),
        ["dangling-id F1: `at` names `R1`, a requirement, where a component or link is wanted"]
    );
    assert_eq!(
        holes_of("id = \"canary\"", "id = \"wal\""),
        ["duplicate-id wal: this backup is called like a rollout step before it"]
    );
}

fn holes_of(from: &str, to: &str) -> Vec<String> {
    holes(&[(from, to)])
}

#[test]
fn what_nobody_decided_tested_or_owns() {
    let cases = [
        (
            "decided-by = [\"D1\"]\ntested-by = [\"load-500\"]",
            "",
            "untraced-requirement R2: no decision sees to it and no test shows it",
        ),
        (
            "decided-by = [\"D1\"]\ntested-by = [\"load-500\"]",
            "decided-by = [\"D1\"]",
            "untraced-requirement R2: no test shows it",
        ),
        (
            "confirmation = [\"conservation\"]",
            "",
            "unconfirmed-decision D1: no test confirms it",
        ),
        (
            "chosen = \"postgresql\"",
            "chosen = \"redis\"",
            "invalid-choice D1: `redis` was chosen and is ruled out by serializable: acknowledged writes may be lost when the primary fails",
        ),
        (
            "chosen = \"postgresql\"",
            "chosen = \"postgres\"",
            "invalid-choice D1: `postgres` was chosen and is none of its options",
        ),
        (
            "owns = [\"transfer\"]",
            "",
            "unowned-entity transfer: no component owns it",
        ),
        (
            "stored-in = \"db\"",
            "owner = \"db\"",
            "unowned-entity transfer: 2 components own it: db, api",
        ),
        (
            "test = \"kill-db\"",
            "",
            "unseen-failure F1: no test shows what happens",
        ),
        (
            "seen-by = \"alert on the rate of 503\"",
            "",
            "unseen-failure F1: nothing notices it",
        ),
        (
            "control = \"Tokens live for ten minutes and name their audience.\"",
            "",
            "uncontrolled-threat T1: nothing stops it",
        ),
        (
            "test = \"foreign-token\"",
            "",
            "uncontrolled-threat T1: no test shows its control",
        ),
        (
            "restored-by = \"restore-drill\"",
            "",
            "unrestored-backup wal: nobody ever restores it",
        ),
    ];
    for (from, to, expected) in cases {
        assert_eq!(holes_of(from, to), [expected]);
    }
}

#[test]
fn times_that_do_not_fit() {
    let cases = [
        (
            "timeout = \"250 ms\"\nretries = 2",
            "retries = 2",
            "missing-timeout api-to-db: `api` waits for `db` without a timeout",
        ),
        (
            "timeout = \"250 ms\"",
            "timeout = \"900 ms\"",
            "growing-timeout api-to-db: its timeout of 900 ms does not end before the time above it: the deadline of `api` is 900 ms",
        ),
        (
            "timeout = \"250 ms\"",
            "timeout = \"300 ms\"",
            "retries-outlast-caller api-to-db: 3 attempts × 300 ms = 900 ms outlast the time above it: the deadline of `api` is 900 ms",
        ),
        (
            "deadline = \"900 ms\"",
            "deadline = \"1 s\"",
            "growing-timeout api: its deadline of 1 s is no shorter than what a caller waits: `app-to-api` waits 1 s",
        ),
        (
            "retry-amplification = \"3\"",
            "retry-amplification = 2",
            "retry-amplification api-to-db: one request becomes 3 calls when they fail (`api-to-db` × 3), more than 2",
        ),
    ];
    for (from, to, expected) in cases {
        assert_eq!(holes_of(from, to), [expected]);
    }
    // Without a deadline it is the caller that counts.
    let without = ("deadline = \"900 ms\"\n", "");
    assert_eq!(
        holes(&[without, ("timeout = \"250 ms\"", "timeout = \"1 s\"")]),
        [
            "growing-timeout api-to-db: its timeout of 1 s does not end before the time above it: `app-to-api` waits 1 s"
        ]
    );
    assert_eq!(
        holes(&[without, ("timeout = \"250 ms\"", "timeout = \"333 ms\"")]),
        Vec::<String>::new()
    );
    // Nine calls: three attempts of the client, each of which becomes three.
    assert_eq!(
        holes(&[("timeout = \"1 s\"", "timeout = \"1 s\"\nretries = 2")]),
        [
            "retry-amplification api-to-db: one request becomes 9 calls when they fail (`app-to-api` × 3, `api-to-db` × 3), more than 3"
        ]
    );
}

#[test]
fn sums_and_products_that_do_not_fit() {
    let cases = [
        (
            "pool = 20",
            "pool = 31",
            "pool-over-connections db: the pools want 93 connections (31 × 3 of `api`), and 100 − 10 = 90 are free",
        ),
        (
            "pool = 20",
            "",
            "pool-over-connections api-to-db: `db` accepts 100 connections, and how many this one takes is not said",
        ),
        (
            "target = \"99.9 %\"",
            "target = \"99.95 %\"",
            "availability-below-target answers: `api` 99.99 % × `db` 99.95 % = 99.94 %, less than the 99.95 % it promises: 4.32 min of 30 d more",
        ),
        (
            "availability = \"99.95 %\"",
            "",
            "availability-below-target answers: how often `db` answers is not said, and the SLO needs it",
        ),
        (
            "replicas = 3",
            "replicas = 2",
            "no-spare-replica api: with one replica gone (2 − 1) × 300/s = 300/s are left for a peak of 500/s",
        ),
        (
            "interval = \"1 min\"",
            "interval = \"1 h\"",
            "recovery-point db: `wal` is 1 h behind, and writes of 60 s may be lost",
        ),
    ];
    for (from, to, expected) in cases {
        assert_eq!(holes_of(from, to), [expected]);
    }
    // A copy that has every commit makes the backup a matter of disasters.
    let synchronous = (
        "replication = \"asynchronous\"",
        "replication = \"synchronous\"",
    );
    assert_eq!(
        holes(&[("interval = \"1 min\"", "interval = \"1 h\""), synchronous]),
        Vec::<String>::new()
    );
    // Thirty times three fit exactly.
    assert_eq!(holes_of("pool = 20", "pool = 30"), Vec::<String>::new());
}

#[test]
fn an_owner_that_both_sides_name_is_one() {
    let agreed = holes_of("stored-in = \"db\"", "owner = \"api\"");
    assert_eq!(agreed, Vec::<String>::new());
}

#[test]
fn a_boundary_that_is_open() {
    assert_eq!(
        holes_of("encryption = \"TLS 1.3\"\n", ""),
        ["open-boundary app-to-api: it goes from `internet` to `cluster` unencrypted"]
    );
    assert_eq!(
        holes_of("authentication = \"bearer token\"\n", ""),
        ["open-boundary app-to-api: it goes from `internet` to `cluster` unauthenticated"]
    );
}

#[test]
fn what_is_accepted_is_not_told_and_what_holds_cannot_be_accepted() {
    let mut design = sample();
    design.backups[0].restored_by = None;
    let accept = |check: &str, because: &str| Accepted {
        check: check.to_owned(),
        at: "wal".to_owned(),
        because: because.to_owned(),
    };
    design.accepted = vec![accept("unrestored-backup", "the drill is in March")];
    assert_eq!(told(&design), Vec::<String>::new());
    // The same check elsewhere, and another check there, are still told.
    design.backups[0].component = "dbx".to_owned();
    design.decisions[0].confirmation.clear();
    design.backups.push(crate::model::Backup {
        id: "nightly".to_owned(),
        component: "db".to_owned(),
        interval: Span::seconds(60),
        ..design.backups[0].clone()
    });
    let holes: Vec<_> = check(&design)
        .iter()
        .map(|hole| (hole.check, hole.at.clone()))
        .collect();
    let expected = [
        ("dangling-id", "wal"),
        ("unconfirmed-decision", "D1"),
        ("unrestored-backup", "nightly"),
    ];
    assert_eq!(holes, expected.map(|(check, at)| (check, at.to_owned())));
    design = sample();
    design.backups[0].restored_by = None;
    design.accepted = vec![accept("unrestored-backup", " ")];
    assert_eq!(
        told(&design),
        ["stale-acceptance wal: it is accepted without a reason"]
    );
    design = sample();
    design.accepted = vec![
        accept("unrestored-backup", "why"),
        accept("unrestored-backups", "why"),
    ];
    assert_eq!(
        told(&design),
        [
            "stale-acceptance wal: `unrestored-backup` is accepted there, and it holds",
            "stale-acceptance wal: no check is called `unrestored-backups`; did you mean `unrestored-backup`?"
        ]
    );
}

fn component(id: String) -> Component {
    Component {
        id,
        kind: ComponentKind::Service,
        does: "Passes on.".to_owned(),
        technology: String::new(),
        replicas: 3,
        zone: "zone".to_owned(),
        owns: Vec::new(),
        decided_by: Vec::new(),
        replication: Replication::None,
        budget: crate::model::Budget {
            capacity: Some(Rate::per_second(100)),
            peak: Some(Rate::per_second(200)),
            ..crate::model::Budget::default()
        },
    }
}

fn link(from: usize, to: usize, timeout: u32) -> Link {
    Link {
        id: format!("c{from}-to-c{to}"),
        from: format!("c{from}"),
        to: format!("c{to}"),
        protocol: "gRPC".to_owned(),
        what: "work".to_owned(),
        manner: Manner::Sync,
        need: Need::Required,
        timeout: Some(Span::millis(timeout)),
        retries: 0,
        pool: None,
        encryption: None,
        authentication: None,
    }
}

/// Two hundred components in layers of ten, each of which calls all of the next layer.
fn large() -> Design {
    let mut design = Design::new("large", "connection-api");
    design.zones.push(crate::model::Zone {
        id: "zone".to_owned(),
        name: "One".to_owned(),
    });
    design.components = (0..200).map(|at| component(format!("c{at}"))).collect();
    for from in 0..190 {
        let layer = from / 10;
        let timeout = u32::try_from(10_000 - layer * 100).unwrap();
        for to in (layer + 1) * 10..(layer + 2) * 10 {
            design.links.push(link(from, to, timeout));
        }
    }
    design
}

#[test]
fn two_hundred_components_and_what_is_wrong_with_three_of_them() {
    let mut design = large();
    assert_eq!(design.links.len(), 1_900);
    assert_eq!(told(&design), Vec::<String>::new());
    design.components[7].replicas = 2;
    design.links[0].timeout = Some(Span::millis(50));
    design.links.push(link(195, 100, 1));
    let holes = told(&design);
    // The cycle goes through layers 10 to 19; c10 waits 50 ms from c0, and calls ten others for 9.9 s.
    let growing = holes
        .iter()
        .filter(|hole| hole.starts_with("growing-timeout c10-to-"))
        .count();
    assert_eq!(growing, 10);
    let cycles: Vec<_> = holes
        .iter()
        .filter(|hole| hole.starts_with("synchronous-cycle"))
        .collect();
    assert_eq!(cycles.len(), 1, "{cycles:?}");
    assert!(
        cycles[0].contains("c195 → c100") && cycles[0].matches('→').count() == 10,
        "{}",
        cycles[0]
    );
    assert_eq!(
        holes
            .iter()
            .filter(|hole| hole.starts_with("no-spare-replica c7:"))
            .count(),
        1
    );
    // c100 is waited for 1 ms by c195, and calls ten others for 9 s.
    assert_eq!(holes.len(), 10 + 1 + 1 + 10, "{holes:#?}");
}

#[test]
fn a_long_chain_needs_no_stack_and_its_retries_multiply() {
    let mut design = Design::new("chain", "connection-api");
    design.zones = large().zones;
    design.components = (0..20_000).map(|at| component(format!("c{at}"))).collect();
    design.links = (0..19_999)
        .map(|at| link(at, at + 1, 4_000_000_000 - u32::try_from(at).unwrap() * 10))
        .collect();
    assert_eq!(told(&design), Vec::<String>::new());
    design.bounds.retry_amplification = Count::whole(8);
    for at in [3, 300, 15_000, 19_000] {
        design.links[at].retries = 1;
        design.links[at].timeout = Some(Span::millis(1_000));
    }
    let holes = told(&design);
    let amplified: Vec<_> = holes
        .iter()
        .filter(|hole| hole.starts_with("retry-amplification"))
        .collect();
    assert_eq!(amplified.len(), 1);
    assert!(
        amplified[0]
            .starts_with("retry-amplification c19000-to-c19001: one request becomes 16 calls")
    );
}
