//! The pages are the tests of the rules: bad blocks fire where they say, good blocks are silent, fixes converge.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::BTreeSet;
use std::path::PathBuf;

use rustora_host::MemoryHost;
use rustora_review::page::{HEADINGS, expectations};
use rustora_review::{Finding, FixAvailability, Progress, RULES, Request, Rule, review};

const MANIFEST: &str = r#"
[package]
name = "pages"
edition = "2024"

[dependencies]
anyhow = "1"
axum = "0.8"
futures-util = "0.3"
rayon = "1"
reqwest = { version = "0.13", features = ["json", "blocking"] }
serde = "1"
serde_json = "1"
sqlx = { version = "0.9", features = ["runtime-tokio", "sqlite"] }
tokio = { version = "1", features = ["full", "test-util"] }
tracing = "0.1"
"#;

/// What a review says about a package whose library is this one file.
fn findings(code: &str) -> Vec<Finding> {
    let host = MemoryHost::new([("/w/Cargo.toml", MANIFEST), ("/w/src/lib.rs", code)]);
    let request = Request {
        paths: vec![PathBuf::from("/w")],
        threads: Some(1),
        ..Request::default()
    };
    let review = review(&host, &request, &Progress::default()).unwrap();
    let unexpected: Vec<_> = review
        .notes
        .iter()
        .filter(|note| !note.path.ends_with("Cargo.lock"))
        .collect();
    assert!(unexpected.is_empty(), "{unexpected:?}\n{code}");
    review.findings
}

/// The lines on which a rule fires.
fn lines(rule: &Rule, code: &str) -> BTreeSet<usize> {
    let of_rule = findings(code)
        .into_iter()
        .filter(|finding| finding.rule.id == rule.id);
    of_rule
        .map(|finding| finding.location.start.line as usize)
        .collect()
}

#[test]
fn bad_blocks_fire_where_they_say_and_good_blocks_are_silent() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let page = rule.page();
        for (heading, blocks) in [("Bad", page.blocks("Bad")), ("Good", page.blocks("Good"))] {
            assert!(!blocks.is_empty(), "{} has no {heading} block", rule.id);
            for (index, block) in blocks.into_iter().enumerate() {
                let wanted: BTreeSet<usize> = expectations(block)
                    .into_iter()
                    .filter(|wanted| wanted.rule == rule.id)
                    .map(|wanted| wanted.line)
                    .collect();
                assert_eq!(
                    wanted.is_empty(),
                    heading == "Good",
                    "{} {heading} {index}: expectations",
                    rule.id
                );
                let found = lines(rule, block);
                if found != wanted {
                    wrong.push(format!(
                        "{} {heading} {index}: wanted {wanted:?}, found {found:?}",
                        rule.id
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn good_blocks_are_silent_for_every_rule() {
    let mut wrong = Vec::new();
    for rule in RULES {
        for (index, block) in rule.page().blocks("Good").into_iter().enumerate().take(1) {
            let others = findings(block)
                .into_iter()
                .map(|finding| format!("{}: {}", finding.rule.id, finding.message));
            wrong.extend(others.map(|other| format!("{} Good {index}: {other}", rule.id)));
        }
    }
    assert!(
        wrong.is_empty(),
        "the pattern that a page recommends has findings itself:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn fixes_converge_and_their_availability_is_true() {
    for rule in RULES {
        let mut fixed_any = false;
        for block in rule.page().blocks("Bad") {
            let mut code = block.to_owned();
            for round in 0.. {
                let fix = findings(&code)
                    .into_iter()
                    .filter(|finding| finding.rule.id == rule.id)
                    .find_map(|finding| finding.fix);
                let Some(fix) = fix else { break };
                assert!(
                    round < 10,
                    "{}: the fixes do not converge:\n{code}",
                    rule.id
                );
                fixed_any = true;
                let before = lines(rule, &code).len();
                code = rustora_source::apply(&code, &fix.edits).unwrap();
                assert!(
                    lines(rule, &code).len() < before,
                    "{}: the finding survives its fix:\n{code}",
                    rule.id
                );
            }
        }
        assert_eq!(
            fixed_any,
            rule.fix == FixAvailability::Sometimes,
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
        assert!(
            rule.id.chars().all(|c| c.is_ascii_lowercase() || c == '-'),
            "{} is not kebab-case",
            rule.id
        );
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
        assert!(
            !rule.why.ends_with('.') && !rule.why.starts_with(char::is_uppercase),
            "{}: {}",
            rule.id,
            rule.why
        );
    }
}

#[test]
fn messages_are_in_rustc_s_tone() {
    for rule in RULES {
        for block in rule.page().blocks("Bad") {
            for finding in findings(block)
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
                    assert!(
                        !first.is_uppercase() && !text.ends_with('.') && !text.contains('\n'),
                        "{}: {text}",
                        rule.id
                    );
                }
            }
        }
    }
}
