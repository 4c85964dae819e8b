//! The pages are the tests of the rules: bad blocks fire where they say, good blocks are silent, fixes converge.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::BTreeSet;
use std::path::PathBuf;

use rustora_host::MemoryHost;
use rustora_review::page::{HEADINGS, expectations};
use rustora_review::{Finding, FixAvailability, Progress, RULES, Request, Rule, review};

const DEPENDENCIES: &str = r#"
edition = "2024"

[dependencies]
actix-web = "4"
anyhow = "1"
argon2 = "0.5"
async-trait = "0.1"
axum = "0.8"
bb8 = "0.9"
bcrypt = "0.19"
bytes = "1"
chrono = "0.4"
clokwerk = "0.4"
dashmap = "6"
deadpool-postgres = "0.14"
diesel = "2"
diesel-async = { version = "0.9", features = ["postgres", "deadpool"] }
futures = "0.3"
futures-util = "0.3"
hmac = "0.12"
jsonwebtoken = "10"
parking_lot = "0.12"
rayon = "1"
regex = "1"
reqwest = { version = "0.13", features = ["json", "blocking"] }
secrecy = "0.10"
serde = "1"
serde_json = "1"
sha2 = "0.10"
sqlx = { version = "0.9", features = ["runtime-tokio", "sqlite"] }
subtle = "2"
thiserror = "2"
tokio = { version = "1", features = ["full", "test-util"] }
tokio-postgres = "0.7"
tokio-stream = "0.1"
tokio-util = "0.7"
tower = "0.5"
tower-http = "0.6"
tracing = "0.1"
ureq = "3"
"#;

/// What one review says about each of these files, every one the library of a package of its own.
fn findings(blocks: &[&str]) -> Vec<Vec<Finding>> {
    let mut host = MemoryHost::new([("/w/Cargo.toml", "[workspace]\nmembers = [\"*\"]\n")]);
    for (index, block) in blocks.iter().enumerate() {
        let manifest = format!("[package]\nname = \"p{index}\"{DEPENDENCIES}");
        host = host
            .with(format!("/w/p{index}/Cargo.toml"), manifest)
            .with(format!("/w/p{index}/src/lib.rs"), *block);
    }
    let request = Request {
        paths: vec![PathBuf::from("/w")],
        ..Request::default()
    };
    let review = review(&host, &request, &Progress::default()).unwrap();
    let unexpected: Vec<_> = review
        .notes
        .iter()
        .filter(|note| !note.path.ends_with("Cargo.lock"))
        .collect();
    assert!(unexpected.is_empty(), "{unexpected:?}");
    let mut told: Vec<Vec<Finding>> = blocks.iter().map(|_| Vec::new()).collect();
    for finding in review.findings {
        let package = finding.location.source.path.split('/').next().unwrap();
        told[package[1..].parse::<usize>().unwrap()].push(finding);
    }
    told
}

/// Every block below a heading, with its rule and its number on the page.
fn blocks(heading: &str) -> Vec<(&'static Rule, usize, &'static str)> {
    let of_rule = |rule: &'static Rule| {
        rule.page()
            .blocks(heading)
            .into_iter()
            .enumerate()
            .map(move |(index, block)| (rule, index, block))
    };
    RULES.iter().copied().flat_map(of_rule).collect()
}

fn code<'b>(blocks: &[(&'static Rule, usize, &'b str)]) -> Vec<&'b str> {
    blocks.iter().map(|(_, _, block)| *block).collect()
}

/// The lines on which a rule fires.
fn lines(rule: &Rule, found: &[Finding]) -> BTreeSet<usize> {
    let of_rule = found.iter().filter(|finding| finding.rule.id == rule.id);
    of_rule
        .map(|finding| finding.location.start.line as usize)
        .collect()
}

#[test]
fn bad_blocks_fire_where_they_say_and_good_blocks_are_silent() {
    let mut wrong = Vec::new();
    for heading in ["Bad", "Good"] {
        let blocks = blocks(heading);
        for rule in RULES {
            assert!(
                blocks.iter().any(|(of, _, _)| of.id == rule.id),
                "{} has no {heading} block",
                rule.id
            );
        }
        let found = findings(&code(&blocks));
        for ((rule, index, block), found) in blocks.into_iter().zip(found) {
            let expected = expectations(block)
                .into_iter()
                .filter(|expected| expected.rule == rule.id);
            let wanted: BTreeSet<usize> = expected.map(|expected| expected.line).collect();
            assert_eq!(
                wanted.is_empty(),
                heading == "Good",
                "{} {heading} {index}: expectations",
                rule.id
            );
            let found = lines(rule, &found);
            if found != wanted {
                wrong.push(format!(
                    "{} {heading} {index}: wanted {wanted:?}, found {found:?}",
                    rule.id
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_pattern_that_a_page_recommends_has_no_findings_at_all() {
    let first: Vec<_> = blocks("Good")
        .into_iter()
        .filter(|(_, index, _)| *index == 0)
        .collect();
    for ((rule, _, _), found) in first.iter().zip(findings(&code(&first))) {
        let told: Vec<String> = found
            .iter()
            .map(|f| format!("{}: {}", f.rule.id, f.message))
            .collect();
        assert!(told.is_empty(), "{}: {}", rule.id, told.join("\n"));
    }
}

#[test]
fn fixes_converge_and_their_availability_is_true() {
    let blocks = blocks("Bad");
    let mut texts: Vec<String> = blocks
        .iter()
        .map(|(_, _, block)| (*block).to_owned())
        .collect();
    let mut fixed: BTreeSet<&str> = BTreeSet::new();
    for round in 0.. {
        assert!(round < 10, "the fixes do not converge");
        let found = findings(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let mut changed = false;
        for (((rule, index, _), text), found) in blocks.iter().zip(&mut texts).zip(found) {
            let of_rule: Vec<&Finding> = found
                .iter()
                .filter(|finding| finding.rule.id == rule.id)
                .collect();
            let Some(fix) = of_rule.iter().find_map(|finding| finding.fix.as_ref()) else {
                continue;
            };
            let after = rustora_source::apply(text, &fix.edits).unwrap();
            assert_ne!(
                after, *text,
                "{} Bad {index}: the fix changes nothing",
                rule.id
            );
            *text = after;
            fixed.insert(rule.id);
            changed = true;
        }
        if !changed {
            break;
        }
    }
    for rule in RULES {
        let sometimes = rule.fix == FixAvailability::Sometimes;
        assert_eq!(
            fixed.contains(rule.id),
            sometimes,
            "{}: its pages show otherwise",
            rule.id
        );
    }
}

#[test]
fn every_page_has_its_parts_and_every_id_reads_well() {
    let mut seen = BTreeSet::new();
    for rule in RULES {
        let page = rule.page();
        assert_eq!(page.id, rule.id, "the title of the page");
        assert!(seen.insert(rule.id), "{} is there twice", rule.id);
        let is_kebab = rule.id.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        assert!(is_kebab, "{} is not kebab-case", rule.id);
        let headings: Vec<&str> = page.sections.iter().map(|(title, _)| *title).collect();
        assert_eq!(headings, HEADINGS, "{}", rule.id);
        assert!(
            page.sections.iter().all(|(_, body)| !body.is_empty()),
            "{} has an empty section",
            rule.id
        );
        assert!(
            page.summary.ends_with('.') && page.summary.len() < 200,
            "{}: {}",
            rule.id,
            page.summary
        );
        let is_clause = !rule.why.ends_with('.') && !rule.why.starts_with(char::is_uppercase);
        assert!(is_clause, "{}: {}", rule.id, rule.why);
    }
}

#[test]
fn messages_are_in_rustc_s_tone() {
    let blocks = blocks("Bad");
    for ((rule, _, _), found) in blocks.iter().zip(findings(&code(&blocks))) {
        for finding in found
            .into_iter()
            .filter(|finding| finding.rule.id == rule.id)
        {
            let related = finding
                .related
                .iter()
                .map(|related| related.message.as_str());
            let titles = finding.fix.iter().map(|fix| fix.title.as_str());
            for text in related.chain(titles).chain([finding.message.as_str()]) {
                let first = text.chars().next().unwrap_or('A');
                let in_tone = !first.is_uppercase() && !text.ends_with('.') && !text.contains('\n');
                assert!(in_tone, "{}: {text}", rule.id);
            }
        }
    }
}
