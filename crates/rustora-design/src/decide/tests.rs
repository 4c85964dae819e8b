//! Gates before scores, one recommendation whatever the scale, and a sentence that is true when it is tried.

use proptest::prelude::*;

use super::*;
use crate::units::{Count, Measure as _, Rate};

fn choice(id: &str, scores: [u8; 5], gives: &[&str]) -> Choice {
    Choice {
        id: id.to_owned(),
        name: id.to_uppercase(),
        scores,
        gives: gives.iter().map(|id| (*id).to_owned()).collect(),
        cannot: BTreeMap::new(),
        kinds: BTreeSet::new(),
        ceilings: Vec::new(),
        because: format!("{id} is what it is"),
    }
}

fn question(options: Vec<Choice>) -> Question {
    Question {
        id: "store".to_owned(),
        asks: "Where does it live?".to_owned(),
        gates: ["durable-ack", "serializable"].map(str::to_owned).into(),
        options,
    }
}

fn three() -> Question {
    let mut redis = choice("redis", [3, 10, 7, 4, 8], &[]);
    redis.cannot.insert(
        "durable-ack".to_owned(),
        "replication is asynchronous".to_owned(),
    );
    let mut sqlite = choice("sqlite", [9, 7, 9, 6, 8], &["durable-ack", "serializable"]);
    sqlite.ceilings.push(Ceiling {
        most: "500/s .. 1k/s .. 2k/s".parse().unwrap(),
        source: "one writer".to_owned(),
    });
    sqlite.kinds.insert("embedded".to_owned());
    let postgres = choice(
        "postgres",
        [9, 7, 7, 8, 7],
        &["durable-ack", "serializable"],
    );
    question(vec![redis, sqlite, postgres])
}

fn wanted(guarantees: &[&str], rate: u32) -> Wanted {
    Wanted {
        guarantees: guarantees.iter().map(|id| (*id).to_owned()).collect(),
        loads: vec![Rate::per_second(rate).into(), Count::whole(100_000).into()],
        ..Wanted::default()
    }
}

fn order(verdict: &Verdict) -> Vec<&str> {
    verdict
        .weighed
        .iter()
        .map(|weighed| weighed.choice.id.as_str())
        .collect()
}

#[test]
fn gates_come_before_scores() {
    let speed = Weights::whole([0, 1, 0, 0, 0]);
    let free = decide(&three(), &Wanted::default(), &speed).unwrap();
    assert_eq!(free.chosen(), "redis");
    let verdict = decide(
        &three(),
        &wanted(&["durable-ack", "order-per-key"], 1_500),
        &speed,
    )
    .unwrap();
    // Both have 7; the sums are 39 and 38. What is not decided here (the order) is no gate.
    assert_eq!(order(&verdict), ["sqlite", "postgres", "redis"]);
    let out = &verdict.weighed[2].ruled_out;
    assert_eq!(out[0].gate, "the guarantee `durable-ack`");
    assert_eq!(out[0].evidence, "replication is asynchronous");
    // Between the expected ceiling and the high one it may still do; above the high one it cannot.
    let verdict = decide(&three(), &wanted(&["durable-ack"], 2_000), &speed).unwrap();
    assert_eq!(verdict.chosen(), "sqlite");
    let verdict = decide(&three(), &wanted(&["durable-ack"], 2_001), &speed).unwrap();
    assert_eq!(verdict.chosen(), "postgres");
    assert_eq!(
        verdict.weighed[2].ruled_out[0].evidence,
        "SQLITE carries 2k/s at most (one writer)"
    );
    assert_eq!(
        verdict.sensitivity.to_string(),
        "There is nothing to weigh: the gates leave only POSTGRES."
    );
}

#[test]
fn a_brief_forbids_and_asks() {
    let mut wanted = wanted(&[], 1);
    wanted.forbidden.insert("embedded".to_owned());
    let verdict = decide(&three(), &wanted, &Weights::even()).unwrap();
    assert_eq!(verdict.chosen(), "postgres");
    assert_eq!(
        verdict.weighed[2].ruled_out[0].evidence,
        "the brief forbids `embedded`"
    );
    wanted.asked_for.insert("redis".to_owned());
    wanted.asked_for.insert("kafka".to_owned());
    let verdict = decide(&three(), &wanted, &Weights::even()).unwrap();
    assert_eq!(order(&verdict), ["redis", "sqlite", "postgres"]);
}

#[test]
fn when_nothing_is_left_the_conflict_is_named() {
    let mut hopeless = wanted(&["durable-ack"], 5_000);
    hopeless.asked_for.insert("redis".to_owned());
    let error = decide(&three(), &hopeless, &Weights::even()).unwrap_err();
    let DecideError::Conflict { gates, .. } = &error else {
        panic!("{error}");
    };
    assert_eq!(
        gates,
        &[
            "the brief's wish for `redis`",
            "the guarantee `durable-ack`"
        ]
    );
    assert_eq!(
        error.to_string(),
        "question `store`: no option is left, since none passes the brief's wish for `redis` and the guarantee `durable-ack` together (REDIS: replication is asynchronous; SQLITE: the brief asks for `redis`; POSTGRES: the brief asks for `redis`); one of these wishes has to go"
    );
    let mut all = wanted(&["durable-ack"], 1);
    let mut question = three();
    question.options.truncate(1);
    let error = decide(&question, &all, &Weights::even())
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("none passes the guarantee `durable-ack` (REDIS"),
        "{error}"
    );
    all.guarantees.clear();
    question.options.push(question.options[0].clone());
    let error = decide(&question, &all, &Weights::even()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "question `store`: two options are called `redis`"
    );
    question.options[1] = choice("fast", [0, 11, 0, 0, 0], &[]);
    assert!(matches!(
        decide(&question, &all, &Weights::even()),
        Err(DecideError::Malformed { .. })
    ));
    question.options.clear();
    assert!(decide(&question, &all, &Weights::even()).is_err());
}

#[test]
fn what_would_turn_it_around_is_one_sentence() {
    // Even weights give 29 and 30 of 50; with four fifths of the performance it is 28.2 against 28.
    let two = question(vec![
        choice("careful", [9, 4, 6, 5, 5], &[]),
        choice("fast", [5, 10, 5, 5, 5], &[]),
    ]);
    let close = decide(&two, &Wanted::default(), &Weights::even()).unwrap();
    assert_eq!(
        close.sensitivity.to_string(),
        "It would be CAREFUL if performance counted a fifth less; FAST leads CAREFUL by 0.20 of 10."
    );
    let clear = decide(&two, &Wanted::default(), &Weights::whole([3, 1, 1, 1, 1])).unwrap();
    assert_eq!(
        clear.sensitivity.to_string(),
        "No weight changed by a fifth turns it around: CAREFUL leads FAST by 1.00 of 10; performance would have to count 2.17 times as much for FAST to draw level."
    );
    let better = question(vec![
        choice("good", [6; 5], &[]),
        choice("bad", [5; 5], &[]),
    ]);
    let verdict = decide(&better, &Wanted::default(), &Weights::even()).unwrap();
    assert!(
        verdict
            .sensitivity
            .to_string()
            .ends_with("no change of a single weight brings another level.")
    );
    let decision = verdict.decision("D1", vec!["test".to_owned()]);
    assert_eq!(
        (decision.chosen.as_str(), decision.because.as_str()),
        ("good", "good is what it is")
    );
    assert_eq!(decision.options[1].total, Some(5.0));
}

#[test]
fn a_question_is_data() {
    let text = "id = \"store\"\nasks = \"Where?\"\ngates = [\"durable-ack\"]\n[[options]]\nid = \"a\"\nname = \"A\"\nscores = [1, 2, 3, 4, 5]\ngives = [\"durable-ack\"]\n[[options.ceilings]]\nmost = \"1k/s .. 2k/s .. 5k/s\"\nsource = \"measured\"\n";
    let question: Question = toml::from_str(text).unwrap();
    assert_eq!(
        question.options[0].ceilings[0].most.high(),
        Rate::per_second(5_000).into()
    );
    let again: Question = toml::from_str(&toml::to_string(&question).unwrap()).unwrap();
    assert_eq!(again, question);
}

fn options() -> impl Strategy<Value = Vec<Choice>> {
    let scores = prop::collection::vec(prop::array::uniform5(0u8..=BEST), 1..7);
    scores.prop_map(|all| {
        let choices = all.into_iter().enumerate();
        choices
            .map(|(at, scores)| choice(&format!("o{at}"), scores, &[]))
            .collect()
    })
}

fn weights() -> impl Strategy<Value = Weights> {
    prop::array::uniform5(0u8..=9).prop_map(Weights::whole)
}

proptest! {
    #[test]
    fn scaling_all_weights_changes_nothing(options in options(), weights in weights(), scale in 0.001f64..1e6) {
        let question = question(options);
        let scaled = Weights::new(weights.all().map(|weight| Count::nearest(weight * scale))).unwrap();
        let verdict = decide(&question, &Wanted::default(), &weights).unwrap();
        let again = decide(&question, &Wanted::default(), &scaled).unwrap();
        prop_assert_eq!(order(&verdict), order(&again));
        prop_assert_eq!(verdict.sensitivity.to_string(), again.sensitivity.to_string());
    }

    #[test]
    fn a_dominated_option_never_wins_and_the_order_of_the_options_has_no_say(options in options(), weights in weights()) {
        let verdict = decide(&question(options.clone()), &Wanted::default(), &weights).unwrap();
        let chosen = options.iter().find(|option| option.id == verdict.chosen()).unwrap();
        for other in &options {
            let dominates = other.scores.iter().zip(chosen.scores).all(|(other, chosen)| *other >= chosen)
                && other.scores != chosen.scores;
            prop_assert!(!dominates, "{other:?} dominates {chosen:?}");
        }
        let mut turned = options;
        turned.reverse();
        let again = decide(&question(turned), &Wanted::default(), &weights).unwrap();
        prop_assert_eq!(order(&again), order(&verdict));
    }

    #[test]
    fn the_sensitivity_is_true_when_it_is_tried(options in options(), weights in weights()) {
        let question = question(options);
        let verdict = decide(&question, &Wanted::default(), &weights).unwrap();
        let name = |weights: &Weights| {
            let verdict = decide(&question, &Wanted::default(), weights).unwrap();
            verdict.weighed[0].choice.name.clone()
        };
        for dimension in Dimension::ALL {
            for way in [Way::More, Way::Less] {
                let told = verdict.sensitivity.flips.iter().find(|flip| flip.dimension == dimension && flip.way == way);
                let now = name(&weights.with(dimension, way.factor()));
                let expected = told.map_or(&verdict.sensitivity.chosen, |flip| &flip.to);
                prop_assert_eq!(expected, &now);
            }
        }
        // Short of the break-even it stays, and beyond it turns around.
        if let Some(even) = &verdict.sensitivity.break_even {
            let at = |factor: f64| name(&weights.with(even.dimension, Count::nearest(factor)));
            let beyond = even.rounded() + (even.factor - 1.0).signum() * 1e-6;
            // A factor of almost 1 is a tie as it is.
            if (even.factor - 1.0).abs() > 1e-6 && beyond > 0.0 {
                prop_assert_eq!(&at(1.0 + (even.factor - 1.0) * 0.999), &verdict.sensitivity.chosen);
                prop_assert_ne!(&at(beyond), &verdict.sensitivity.chosen, "{:?}", even);
            }
        }
    }
}
