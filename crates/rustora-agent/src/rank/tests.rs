//! Rankings of three agents, and what holds for every ranking.

use proptest::prelude::*;

use super::*;
use crate::definition::parse;

fn agent(name: &str, description: &str) -> Definition {
    let indented = description.replace('\n', "\n  ");
    let text = format!("---\nname: {name}\ndescription: |\n  {indented}\n---\nYou work.\n");
    parse(text.as_bytes()).definition.unwrap()
}

fn three() -> [Definition; 3] {
    [
        agent(
            "rails-expert",
            "Use it for Rails.\n<example>\nuser: \"Our background jobs pile up\"\n</example>",
        ),
        agent(
            "till-keeper",
            "Use PROACTIVELY for coins and drawers. MUST BE USED.\n<example>\nuser: \"A drawer is short\"\n</example>",
        ),
        agent(
            "speed-doctor",
            "Makes programs fast: performance and latency.",
        ),
    ]
}

fn first(request: &str) -> (String, Vec<String>) {
    let agents = three();
    let agents: Vec<&Definition> = agents.iter().collect();
    let ranked = rank(&agents, request);
    assert_eq!(ranked.len(), 3);
    (
        agents[ranked[0].index].name.clone(),
        ranked[0].because.clone(),
    )
}

#[test]
fn names_descriptions_examples_and_subjects_lead_to_an_agent() {
    for (request, name, because) in [
        (
            "Upgrade our Rails app",
            "rails-expert",
            "`rails` in its name",
        ),
        (
            "How many coins are there?",
            "till-keeper",
            "`coins` in its description",
        ),
        (
            "Our background jobs pile up",
            "rails-expert",
            "its example “Our background jobs pile up”",
        ),
        (
            "Why is the page so slow?",
            "speed-doctor",
            "what it is about",
        ),
        (
            "jobs piling up in the background",
            "rails-expert",
            "`background` in its examples",
        ),
    ] {
        let (found, reasons) = first(request);
        assert_eq!(found, name, "{request}: {reasons:?}");
        assert!(
            reasons.iter().any(|reason| reason == because),
            "{reasons:?}"
        );
    }
}

#[test]
fn to_ask_to_be_called_does_not_help() {
    let agents = three();
    let agents: Vec<&Definition> = agents.iter().collect();
    let ranked = rank(&agents, "this must be used proactively");
    assert!(
        ranked
            .iter()
            .all(|ranked| ranked.score == 0.0 && ranked.because.is_empty())
    );
    assert_eq!(ranked[0].index, 0);
    assert_eq!(rank(&[], "anything"), []);
}

proptest! {
    #[test]
    fn a_ranking_has_every_agent_once_and_is_the_same_each_time(request in "[a-zA-Z '+#é]{0,60}") {
        let agents = three();
        let agents: Vec<&Definition> = agents.iter().collect();
        let ranked = rank(&agents, &request);
        let mut places: Vec<usize> = ranked.iter().map(|ranked| ranked.index).collect();
        prop_assert!(ranked.windows(2).all(|pair| pair[0].score >= pair[1].score));
        prop_assert!(ranked.iter().all(|ranked| ranked.score.is_finite() && ranked.score >= 0.0));
        prop_assert_eq!(&ranked, &rank(&agents, &request));
        places.sort_unstable();
        prop_assert_eq!(places, [0, 1, 2]);
    }
}
