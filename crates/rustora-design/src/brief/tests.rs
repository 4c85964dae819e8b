//! What a brief says, what is assumed, what is refused, and what is asked.

use proptest::prelude::*;

use super::*;
use crate::units::Measure as _;

const LEDGER: &str = r#"schema = "rustora.brief/1"
name = "wallet"
archetype = "ledger"
guarantees = ["serializable", "durable-ack"]
regions = ["eu-west", "eu-central"]

[load]
transfers = "100k/min"
payload = "300 B"

[latency]
p99 = "50 ms"
region-round-trip = "20 ms"

[technology]
forbidden = ["mongodb"]

[recovery]
point = "0 s"

[weights]
correctness = 5
"#;

/// What is told of the brief with the replacements.
fn said(replacements: &[(&str, &str)]) -> Vec<String> {
    let mut text = LEDGER.to_owned();
    for (from, to) in replacements {
        assert!(text.contains(from), "{from:?} is not in the brief");
        text = text.replacen(from, to, 1);
    }
    match Brief::from_toml(&text) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn what_is_stated_has_its_line_and_the_rest_a_reason() {
    let brief = Brief::from_toml(LEDGER).unwrap();
    assert_eq!(
        brief.load.transfers,
        Slot::stated("100k/min".parse().unwrap(), 8)
    );
    assert_eq!(brief.recovery.point, Slot::stated(Span::ZERO, 19));
    assert_eq!(brief.guarantees.origin, Origin::Stated { line: 4 });
    assert_eq!(
        brief.data.replication,
        Slot::assumed(Replication::Synchronous, "nothing may be lost")
    );
    assert_eq!(brief.weights.value, Weights::whole([5, 1, 1, 1, 1]));
    assert!(brief.load.peak_factor.is_assumed() && brief.availability.is_assumed());
    assert_eq!(brief.peak_rate().rounded().to_string(), "5k/s");
    assert_eq!(brief.main_rate(), &brief.load.transfers);
}

#[test]
fn an_assumption_gives_way_to_what_is_stated() {
    let text = LEDGER.replace(
        "[recovery]\npoint = \"0 s\"",
        "[data]\nreplication = \"asynchronous\"",
    );
    let brief = Brief::from_toml(&text).unwrap();
    assert!(brief.recovery.point.is_assumed() && brief.recovery.point.value > Span::ZERO);
    for archetype in Archetype::ALL {
        let text = format!(
            "schema = \"{SCHEMA}\"\nname = \"x\"\narchetype = \"{}\"\n",
            archetype.id()
        );
        let brief = Brief::from_toml(&text).unwrap();
        assert!(brief.main_rate().value > Rate::ZERO && brief.main_rate().is_assumed());
    }
    let text = "schema = \"rustora.brief/1\"\nname = \"x\"\narchetype = \"connection-api\"\n[load]\nconnections = \"100k\"\n";
    let brief = Brief::from_toml(text).unwrap();
    assert_eq!(brief.load.requests.value, Rate::per_second(5_000));
}

#[test]
fn mistakes_of_form() {
    let cases = [
        (
            "transfers =",
            "transfer =",
            "line 8: `load.transfer`: unknown field `transfer`; did you mean `transfers`?",
        ),
        (
            "100k/min",
            "-100k/min",
            "line 8: `load.transfers`: `-100k/min` is negative: a rate is zero or more",
        ),
        (
            "50 ms",
            "50 MiB",
            "line 12: `latency.p99`: `50 MiB` is an amount of data where a duration is wanted (unit mix-up): write it like `5 ms`",
        ),
        (
            "50 ms",
            "50 sm",
            "line 12: `latency.p99`: `50 sm`: did you mean `ms`? `sm` is no unit",
        ),
        (
            "\"100k/min\"",
            "100",
            "line 8: `load.transfers`: `100` has no unit: a rate is written like `10k/s`",
        ),
        (
            "\"durable-ack\"",
            "\"durable\"",
            "line 4: `guarantees[1]`: `durable` is not known here; did you mean `durable-ack`?",
        ),
        (
            "\"ledger\"",
            "\"leger\"",
            "line 3: `archetype`: `leger` is not known here; did you mean `ledger`?",
        ),
        (
            "[technology]",
            "[tecnology]",
            "line 15: `tecnology`: unknown field `tecnology`; did you mean `technology`?",
        ),
        (
            "correctness = 5",
            "correctnes = 5",
            "line 22: `weights.correctnes`: unknown field `correctnes`; did you mean `correctness`?",
        ),
        (
            "brief/1",
            "brief/2",
            "line 1: `schema`: `rustora.brief/2` is not read here: this version reads `rustora.brief/1`",
        ),
    ];
    for (from, to, expected) in cases {
        assert_eq!(said(&[(from, to)]), [expected]);
    }
}

#[test]
fn contradictions_have_the_later_line() {
    assert_eq!(
        said(&[(
            "[recovery]",
            "[data]\nreplication = \"asynchronous\"\n\n[recovery]"
        )]),
        [
            "line 22: `recovery.point`: nothing may be lost, and asynchronous replication loses what was not sent yet: set `data.replication = \"synchronous\"` or allow some seconds"
        ]
    );
    assert_eq!(
        said(&[("50 ms", "10 ms")]),
        [
            "line 13: `latency.p99`: 10 ms is less than the 20 ms between two regions, and every write waits for the other one: allow more, replicate asynchronously, or stay in one region"
        ]
    );
    // Each region answers by itself.
    assert_eq!(
        said(&[("50 ms", "10 ms"), ("\"0 s\"", "\"5 s\"")]),
        Vec::<String>::new()
    );
    assert_eq!(
        said(&[("mongodb", "durable-store")]),
        [
            "line 16: `technology.forbidden`: `durable-ack` needs something that keeps what it is told, and `durable-store` is forbidden: allow one, or drop the guarantee"
        ]
    );
    let both = said(&[
        (
            "\"serializable\", \"durable-ack\"",
            "\"at-least-once\", \"at-most-once\"",
        ),
        ("forbidden =", "wanted = [\"mongodb\"]\nforbidden ="),
        ("correctness = 5", "correctness = 5\n[load.x]"),
    ]);
    // What is wrong in form is told alone.
    assert_eq!(both.len(), 1, "{both:?}");
    let both = said(&[
        (
            "\"serializable\", \"durable-ack\"",
            "\"at-least-once\", \"at-most-once\"",
        ),
        ("forbidden =", "wanted = [\"mongodb\"]\nforbidden ="),
        ("100k/min", "0/s"),
    ]);
    let starts = [
        "line 4: `guarantees`: ",
        "line 8: `load.transfers`: without transfers",
        "line 17: `technology.forbidden`: `mongodb`",
    ];
    assert_eq!(both.len(), 3, "{both:?}");
    for (told, start) in both.iter().zip(starts) {
        assert!(told.starts_with(start), "{told}");
    }
    let zero =
        "correctness = 0\nperformance = 0\nmaintainability = 0\nreliability = 0\noperability = 0";
    assert!(said(&[("correctness = 5", zero)])[0].contains("all five weights are zero"));
    assert!(said(&[("payload", "peak-factor = 0.5\npayload")])[0].contains("is below 1"));
    assert!(
        said(&[(
            "[weights]",
            "[service]\navailability = \"100 %\"\n[weights]"
        )])[0]
            .contains("100 %")
    );
}

#[test]
fn the_question_that_flips_most_comes_first() {
    let brief = Brief::from_toml(LEDGER).unwrap();
    let asks = questions::open(&brief);
    // Transfers, payload and p99 are stated.
    assert!(
        asks.iter()
            .all(|ask| !["load.transfers", "load.payload", "latency.p99"].contains(&ask.field))
    );
    let count = asks.len();
    let decide = |brief: &Brief| {
        let few = brief.team.value < Count::whole(5);
        let rare = brief.availability.value < Share::percent(99)
            || brief.availability.value == Share::percent(99);
        vec![
            if few { "monolith" } else { "services" }.to_owned(),
            if few && !rare { "managed" } else { "own" }.to_owned(),
        ]
    };
    let ranked = questions::rank(&brief, asks, decide);
    let flips: Vec<_> = ranked
        .iter()
        .map(|ranked| (ranked.ask.field, ranked.flips.len()))
        .collect();
    assert_eq!(
        &flips[..3],
        [
            ("team.size", 2),
            ("service.availability", 1),
            ("load.peak-factor", 0)
        ]
    );
    assert_eq!(ranked.len(), count);
    assert_eq!(ranked[0].ask.meanwhile, "3");
    assert_eq!(ranked[0].flips[0].high, "services");
    // An answer moves the assumptions that follow it.
    let text = LEDGER.replace("point = \"0 s\"", "");
    let asks = questions::open(&Brief::from_toml(&text).unwrap());
    let lost = asks
        .iter()
        .find(|ask| ask.field == "recovery.point")
        .unwrap();
    assert_eq!(lost.high.data.replication.value, Replication::Asynchronous);
    assert_eq!(lost.low.data.replication.value, Replication::Synchronous);
}

/// The same without lines, which writing changes.
fn without_lines(brief: &Brief) -> String {
    let text = format!("{brief:?}");
    let parts = text.split("line: ");
    parts
        .map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit()))
        .collect()
}

fn put<T, U>(slot: &mut Slot<T>, value: Option<U>, to: impl Fn(U) -> T) {
    if let Some(value) = value {
        *slot = Slot::stated(to(value), 1);
    }
}

proptest! {
    #[test]
    fn no_text_is_too_strange(text in ".{0,80}", number in "[-+0-9.,_eE]{0,8}", unit in "[a-zA-Z%/µ \u{e9}]{0,8}") {
        let _ = Brief::from_toml(&text);
        let _ = crate::model::Design::from_toml(&text);
        for text in [text, format!("{number}{unit}"), format!("{number} {unit}")] {
            let _ = text.parse::<crate::units::Quantity>();
            let _ = text.parse::<crate::units::Estimate<Span>>();
            let quoted = toml::Value::String(text).to_string();
            let _ = Brief::from_toml(&LEDGER.replace("\"50 ms\"", &quoted));
        }
    }

    #[test]
    fn a_brief_reads_as_it_is_written(
        archetype in 0usize..3,
        rate in prop::option::of(1u32..1_000_000),
        payload in prop::option::of(0u32..10_000_000),
        p99 in prop::option::of(1u32..100_000),
        availability in prop::option::of(0.0f64..0.999_999),
        guarantees in prop::option::of(prop::sample::subsequence(&Guarantee::ALL[2..], 0..6)),
        weights in prop::option::of(prop::array::uniform5(1u8..10)),
        name in "[a-z\"\\\\\u{e9}]{1,12}",
    ) {
        let text = format!("schema = \"{SCHEMA}\"\nname = \"x\"\narchetype = \"{}\"\n", Archetype::ALL[archetype].id());
        let mut brief = Brief::from_toml(&text).unwrap();
        brief.name = name;
        let main = match brief.archetype {
            Archetype::ConnectionApi => &mut brief.load.requests,
            Archetype::MessageQueue => &mut brief.load.messages,
            Archetype::Ledger => &mut brief.load.transfers,
        };
        put(main, rate, |rate| Rate::nearest(f64::from(rate) / 60.0));
        put(&mut brief.load.payload, payload, Bytes::whole);
        put(&mut brief.latency.p99, p99, Span::micros);
        put(&mut brief.availability, availability, Share::nearest);
        put(&mut brief.guarantees, guarantees, |guarantees| guarantees);
        put(&mut brief.weights, weights, Weights::whole);
        let text = brief.to_toml().unwrap();
        let again = match Brief::from_toml(&text) {
            Ok(again) => again,
            Err(errors) => panic!("{errors:?}\n{text}"),
        };
        prop_assert_eq!(without_lines(&again), without_lines(&brief));
        prop_assert_eq!(again.to_toml().unwrap(), text);
    }
}
