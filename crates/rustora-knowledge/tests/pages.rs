//! What is true of all playbooks, and what a page that is none is told.
//!
//! Rules are held against `rustora-review`, versions against the lock file that the examples are compiled with.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use rustora_knowledge::{Guarantee, parse, topics};

const LOCK: &str = include_str!("../../../fixtures/playbooks/Cargo.lock");

fn numbers(version: &str) -> Vec<u64> {
    version
        .split(['.', '-', '+'])
        .map_while(|part| part.parse().ok())
        .collect()
}

/// Whether cargo takes this version where the page's is required.
fn is_compatible(page: &[u64], locked: &[u64]) -> bool {
    let fixed = page
        .iter()
        .position(|part| *part > 0)
        .map_or(1, |at| at + 1);
    page.iter().zip(locked).take(fixed).all(|(a, b)| a == b) && locked >= page
}

fn locked() -> BTreeMap<&'static str, Vec<Vec<u64>>> {
    let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for package in LOCK.split("[[package]]").skip(1) {
        let field = |name: &str| {
            let (_, rest) = package.split_once(&format!("\n{name} = \""))?;
            rest.split('"').next()
        };
        let (Some(name), Some(version)) = (field("name"), field("version")) else {
            continue;
        };
        found.entry(name).or_default().push(numbers(version));
    }
    found
}

#[test]
fn a_page_says_something_in_every_part() {
    for topic in topics() {
        let id = &topic.id;
        assert!(
            topic.options.is_empty() || topic.options.len() >= 2,
            "{id}: one option is no choice"
        );
        assert!(
            topic.failures.len() >= 3,
            "{id}: {} failure modes",
            topic.failures.len()
        );
        assert!(
            topic.insight.len() >= 150,
            "{id}: an insight of {} bytes",
            topic.insight.len()
        );
        assert!(
            topic.decision.len() >= 80,
            "{id}: a decision of {} bytes",
            topic.decision.len()
        );
        let lines = topic.markdown().lines().count();
        assert!((60..=260).contains(&lines), "{id}: {lines} lines");
        for line in topic
            .markdown()
            .lines()
            .filter(|line| !line.starts_with('|'))
        {
            assert!(
                line.chars().count() <= 220,
                "{id}: a line of {} characters: {line}",
                line.chars().count()
            );
        }
    }
}

#[test]
fn hazards_name_rules_that_there_are() {
    let rules: BTreeSet<_> = rustora_review::RULES.iter().map(|rule| rule.id).collect();
    for topic in topics() {
        for rule in topic.hazards.iter().flat_map(|hazard| &hazard.rules) {
            assert!(
                rules.contains(rule.as_str()),
                "{}: there is no rule `{rule}`",
                topic.id
            );
        }
        for hazard in &topic.hazards {
            assert!(
                !hazard.text.contains("[`"),
                "{}: a rule in the middle: {}",
                topic.id,
                hazard.text
            );
            assert!(
                hazard.text.ends_with(['.', '?']),
                "{}: no sentence: {}",
                topic.id,
                hazard.text
            );
        }
    }
}

#[test]
fn versions_are_those_that_the_examples_are_compiled_with() {
    let locked = locked();
    let mut seen: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
    for topic in topics() {
        for found in &topic.crates {
            let (page, version) = *seen
                .entry(&found.name)
                .or_insert((&topic.id, &found.version));
            assert_eq!(
                version, found.version,
                "{} on {page} and {}",
                found.name, topic.id
            );
            let Some(versions) = locked.get(found.name.as_str()) else {
                continue;
            };
            let fits = versions
                .iter()
                .any(|locked| is_compatible(&numbers(&found.version), locked));
            assert!(
                fits,
                "{}: {} {} beside {versions:?} in the lock file of fixtures/playbooks",
                topic.id, found.name, found.version
            );
        }
        for avoid in &topic.avoid {
            assert!(
                !seen.contains_key(avoid.name.as_str()),
                "{}: {} is recommended as well",
                topic.id,
                avoid.name
            );
            let is_id = |id: &String| id.len() == "RUSTSEC-2025-0001".len();
            assert!(
                avoid.advisories.iter().all(is_id),
                "{}: {:?}",
                topic.id,
                avoid.advisories
            );
        }
    }
}

#[test]
fn each_guarantee_is_given_by_some_option_and_missing_in_another() {
    let options: Vec<_> = topics().iter().flat_map(|topic| &topic.options).collect();
    for known in Guarantee::ALL {
        let count = options
            .iter()
            .filter(|option| option.gives.contains(&known))
            .count();
        assert!(
            count > 0 && count < options.len(),
            "{}: given by {count}",
            known.name()
        );
    }
}

#[test]
fn guarantees_have_names_that_lead_back() {
    let names: BTreeSet<_> = Guarantee::ALL.iter().map(|known| known.name()).collect();
    assert_eq!(names.len(), Guarantee::ALL.len());
    for known in Guarantee::ALL {
        assert_eq!(Guarantee::from_name(known.name()), Some(known));
    }
    assert_eq!(Guarantee::from_name("exactly-once"), None);
}

const WHOLE: &str = "# A page

Insight: something true.

## When
always
## Decision
**Question**: Which one?

Take `a`, unless it rains.
## Options
| Option | Correctness | Performance | Maintainability | Reliability | Operability | Gives | Holds up to | Because |
|---|---|---|---|---|---|---|---|---|
| `a` the first | 1 | 2 | 3 | 4 | 5 | replay, fan-out | 1.5k req/s per core | it is |
| `b` the second | 5 | 4 | 3 | 2 | 1 | - | - | it is \\| not |
## Failure modes
| When | Seen by | Answer | Test |
|---|---|---|---|
| it rains | a drop | an umbrella | `umbrella-opens` |
## Crates
| Crate | Version | For | Notes |
|---|---|---|---|
| `tokio` | 1.54.1 | running | none |

**Avoid**:
- `old`: gone (RUSTSEC-2025-0052), take `new`
## Hazards
- Rain is wet. ([`guard-across-await`],
  [`static-mut`])
- Snow is cold.
## Example
Because it compiles.

```rust
fn f() {}
```
## Sources
- the sky

[`static-mut`]: ../somewhere.md
";

#[test]
fn a_page_is_taken_apart() {
    let topic = parse("a-page", WHOLE).unwrap();
    assert_eq!(
        (topic.title.as_str(), topic.insight.as_str()),
        ("A page", "something true.")
    );
    assert_eq!(topic.question, "Which one?");
    let a = topic.option("a").unwrap();
    assert_eq!(a.gives, [Guarantee::Replay, Guarantee::FanOut]);
    let ceiling = a.ceiling.as_ref().unwrap();
    assert_eq!(
        (
            ceiling.amount,
            ceiling.unit.as_str(),
            ceiling.per.as_deref()
        ),
        (1_500, "req/s", Some("core"))
    );
    let b = topic.option("b").unwrap();
    assert_eq!(
        (b.scores.all(), b.because.as_str()),
        ([5, 4, 3, 2, 1], "it is | not")
    );
    assert_eq!((b.gives.len(), b.ceiling.is_none()), (0, true));
    assert_eq!(topic.failures[0].test, "umbrella-opens");
    assert_eq!(topic.avoid[0].advisories, ["RUSTSEC-2025-0052"]);
    assert_eq!(topic.hazards[0].rules, ["guard-across-await", "static-mut"]);
    assert_eq!(
        (topic.hazards[1].text.as_str(), topic.hazards[1].rules.len()),
        ("Snow is cold.", 0)
    );
    let example = &topic.examples[0];
    assert_eq!(
        (example.text_before.as_str(), example.code.as_str()),
        ("Because it compiles.", "fn f() {}\n")
    );
    assert_eq!(WHOLE.lines().nth(example.line - 1), Some("fn f() {}"));
    assert_eq!(topic.sources, ["the sky"]);
}

#[test]
fn a_page_without_options_is_one() {
    let (before, rest) = WHOLE.split_once("## Options").unwrap();
    let (_, after) = rest.split_once("## Failure").unwrap();
    let topic = parse("a-page", &format!("{before}## Failure{after}")).unwrap();
    assert!(topic.options.is_empty());
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let said = |from: &str, to: &str| {
        assert!(WHOLE.contains(from), "{from}");
        parse("a-page", &WHOLE.replacen(from, to, 1))
            .unwrap_err()
            .to_string()
    };
    for (from, to, expected) in [
        (
            "# A page",
            "A page",
            "1: a page starts with `# ` and its title, and its id is in kebab-case",
        ),
        (
            "Insight: ",
            "",
            "3: the first paragraph has to start with `Insight: `",
        ),
        (
            "## When\nalways",
            "## When\n",
            "5: there is nothing below `When`",
        ),
        (
            "## When",
            "## Wen",
            "5: expected the heading `## When`, found `## Wen`",
        ),
        (
            "Which one?",
            "This one.",
            "7: `## Decision` starts with `**Question**: …?` on a line of its own",
        ),
        (
            "| Gives |",
            "| Giv |",
            "11: the table below `Options` has to have the columns Option | Correctness | Performance | Maintainability | Reliability | Operability | Gives | Holds up to | Because",
        ),
        (
            "`b` the second | 5 |",
            "`b` the second |",
            "15: this row needs 9 cells with something in each",
        ),
        (
            "`b` the second | 5 |",
            "`b` the second | 6 |",
            "15: `6` is no score from 1 to 5",
        ),
        (
            "`b` the",
            "b the",
            "15: `b the second` has to start with a name in backticks",
        ),
        ("`b` the", "`B` the", "15: `B` is not in kebab-case"),
        ("`b` the", "`a` the", "15: `a` is there twice"),
        (
            "replay,",
            "repaly,",
            "14: `repaly` is no guarantee; is `replay` meant?",
        ),
        ("replay,", "wonders,", "14: `wonders` is no guarantee"),
        (
            "1.5k req/s",
            "1.5k hugs",
            "14: `1.5k hugs per core` is no ceiling; write `5k msg/s`, `50k req/s per core`, or `-`",
        ),
        (
            "`umbrella-opens`",
            "`umbrella_opens`",
            "19: `umbrella_opens` is not in kebab-case",
        ),
        (
            "an umbrella",
            "",
            "19: this row needs 4 cells with something in each",
        ),
        ("1.54.1", "latest", "23: `latest` is no version"),
        (
            "- Snow",
            "Snow",
            "30: a list of `- ` points, and nothing else, stands below `Hazards`",
        ),
        (
            "Because it compiles.\n",
            "\n",
            "35: an example is a block of `rust` with a text before it that says why",
        ),
        (
            "fn f() {}\n```",
            "fn f() {}",
            "31: a block of code below `Example` is not closed",
        ),
        ("- the sky\n", "", "37: there is nothing below `Sources`"),
        (
            "\n[`static",
            "## More\n[`static",
            "39: expected the heading `## Sources, and nothing behind it`, found `## More`",
        ),
    ] {
        assert_eq!(said(from, to), format!("knowledge/a-page.md:{expected}"));
    }
}

proptest! {
    #[test]
    fn no_text_ends_the_process(text in ".{0,400}", at in 0..WHOLE.len(), cut in 0..40_usize) {
        _ = parse("a-page", &text);
        let end = (at + cut).min(WHOLE.len());
        if let (Some(before), Some(after)) = (WHOLE.get(..at), WHOLE.get(end..)) {
            _ = parse("a-page", &format!("{before}{text}{after}"));
            _ = parse("a-page", &format!("{before}{after}"));
        }
    }
}
