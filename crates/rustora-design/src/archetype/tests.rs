//! The three archetypes: every brief that can be carried leads to a design without holes.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::check::check;

fn brief(archetype: Archetype, rest: &str) -> Brief {
    let text = format!(
        "schema = \"rustora.brief/1\"\nname = \"sample\"\narchetype = \"{}\"\n{rest}",
        archetype.id()
    );
    Brief::from_toml(&text).unwrap()
}

fn whole(brief: &Brief) -> Design {
    let design = design(brief).unwrap();
    let holes = check(&design);
    let told = holes.iter().fold(String::new(), |mut told, hole| {
        _ = writeln!(
            told,
            "{} at {}: {}; {}",
            hole.check, hole.at, hole.what, hole.todo
        );
        told
    });
    assert!(holes.is_empty(), "{told}");
    design
}

#[test]
fn with_nothing_but_its_kind_each_is_whole() {
    for archetype in Archetype::ALL {
        let design = whole(&brief(archetype, ""));
        let again = Design::from_toml(&design.to_toml().unwrap()).unwrap();
        assert_eq!(again, design);
    }
}

#[test]
fn every_topic_is_a_page() {
    for archetype in Archetype::ALL {
        for asked in kind(archetype).asked {
            assert!(asked.page().is_some(), "{}", asked.topic);
        }
    }
}

#[test]
fn what_a_skeleton_says_is_decided_is_asked() {
    for archetype in Archetype::ALL {
        let kind = kind(archetype);
        let lists = kind.skeleton.split("decided-by = [").skip(1);
        let topics = lists.flat_map(|rest| rest.split(']').next().unwrap().split(','));
        for topic in topics.map(|topic| topic.trim().trim_matches('"')) {
            let is_asked = kind.asked.iter().any(|asked| asked.topic == topic);
            assert!(is_asked, "{}: {topic}", archetype.id());
        }
    }
}

#[test]
fn no_name_in_braces_is_left() {
    for archetype in Archetype::ALL {
        let text = design(&brief(archetype, "")).unwrap().to_toml().unwrap();
        let mut rest = text.as_str();
        while let Some(at) = rest.find('{') {
            rest = &rest[at + 1..];
            let inside = rest.split('}').next().unwrap_or_default();
            let is_name = inside
                .chars()
                .all(|c| c.is_ascii_lowercase() || ".-".contains(c));
            assert!(
                !is_name || matches!(inside, "id" | "kind" | ""),
                "{{{inside}}}"
            );
        }
    }
}

#[test]
fn a_hundred_thousand_connections_are_held_by_more_than_one_process() {
    let design = whole(&brief(
        Archetype::ConnectionApi,
        "[load]\nconnections = \"100k\"\n",
    ));
    let chosen = |topic: &str| {
        let decision = design
            .decisions
            .iter()
            .find(|decision| decision.question == topic);
        decision.unwrap().chosen.clone()
    };
    assert_eq!(chosen("accept-loop"), "own-loop");
    // 100k × (4 KiB + 20 KiB + 26.5 kB) ≈ 5.1 GB
    let memory = design.figure("memory").unwrap().value.expected().get();
    assert!((4.9e9..5.3e9).contains(&memory), "{memory}");
    assert_eq!(design.component("api").unwrap().replicas, 3);
}

#[test]
fn a_wish_that_excludes_a_guarantee_is_told() {
    let kafka = brief(
        Archetype::MessageQueue,
        "[technology]\nwanted = [\"kafka\"]\n",
    );
    let error = design(&kafka).unwrap_err().to_string();
    assert!(
        error.contains("durable-ack") && error.contains("kafka"),
        "{error}"
    );
    let without = brief(
        Archetype::MessageQueue,
        "[load]\nmessages = \"100/s\"\n[technology]\nforbidden = [\"broker\"]\n",
    );
    let chosen = &whole(&without).decisions[0].chosen;
    assert_eq!(chosen, "postgres-queue");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn whatever_the_load_what_is_designed_has_no_holes(
        which in 0_usize..3,
        connections in 1_u32..2_000_000,
        rate in 1_u32..15_000,
        factor in 1_u32..6,
        p99 in 5_u32..3_000,
        payload in 10_u32..200_000,
    ) {
        let archetype = Archetype::ALL[which];
        let main = ["requests", "messages", "transfers"][which];
        let rest = format!(
            "[load]\nconnections = \"{connections}\"\n{main} = \"{rate}/s\"\npeak-factor = \"{factor}\"\npayload = \"{payload} B\"\n[latency]\np99 = \"{p99} ms\"\n"
        );
        let text = format!("schema = \"rustora.brief/1\"\nname = \"x\"\narchetype = \"{}\"\n{rest}", archetype.id());
        // What nobody limited can be designed, whatever the load.
        let design = design(&Brief::from_toml(&text).unwrap()).unwrap();
        let holes = check(&design);
        prop_assert!(holes.is_empty(), "{holes:#?}");
    }
}
