//! How sure a finding about a printed secret is: pages say where a rule fires, and not at which level.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::path::PathBuf;

use rustora_host::MemoryHost;
use rustora_review::{Confidence, Progress, Request, review};

const MANIFEST: &str =
    "[package]\nname = \"app\"\nedition = \"2024\"\n[dependencies]\ntracing = \"0.1\"\n";

/// The confidence of the one finding, and the line of each place that goes with it.
#[track_caller]
fn told(code: &str) -> (Confidence, Vec<u32>) {
    let host = MemoryHost::new([("/w/Cargo.toml", MANIFEST), ("/w/src/lib.rs", code)]);
    let request = Request {
        paths: vec![PathBuf::from("/w")],
        ..Request::default()
    };
    let findings = review(&host, &request, &Progress::default())
        .unwrap()
        .findings;
    assert_eq!(findings.len(), 1, "in:\n{code}");
    let finding = &findings[0];
    assert_eq!(finding.rule.id, "debug-derive-on-secret");
    let lines = finding.related.iter().map(|at| at.location.start.line);
    (finding.confidence, lines.collect())
}

const LOGIN: &str = "#[derive(Debug)] pub struct Login { pub password: String }\n";

#[test]
fn what_nobody_prints_is_worth_a_look_only() {
    assert_eq!(told(LOGIN), (Confidence::Low, vec![]));
    let hidden = "pub struct Outer { pub login: Login }\n\
                  pub fn f(outer: &Outer, n: u8) { tracing::info!(?n, \"{}\", outer.login.password.len()); }";
    assert_eq!(told(&format!("{LOGIN}{hidden}")), (Confidence::Low, vec![]));
    let test = "#[cfg(test)] mod tests { fn f(login: &super::Login) { println!(\"{login:?}\"); } }";
    assert_eq!(told(&format!("{LOGIN}{test}")), (Confidence::Low, vec![]));
}

#[test]
fn each_way_to_print_it_counts_and_is_shown() {
    for print in [
        "pub fn f(login: &Login) -> String { format!(\"{login:?}\") }",
        "pub fn f(login: &Login) -> String { format!(\"{:#?}\", login) }",
        "pub fn f(login: &Login) { tracing::debug!(?login, \"in\"); }",
        "pub fn f(login: &Login) { tracing::debug!(who = ?login, \"in\"); }",
        "pub fn f(login: Login) { dbg!(login); }",
        "#[tracing::instrument] pub fn f(login: &Login) {}",
        "#[derive(Debug)] pub struct Outer(pub Option<Login>); pub fn f(outer: &Outer) { println!(\"{outer:?}\"); }",
    ] {
        let found = told(&format!("{LOGIN}{print}"));
        assert_eq!(found, (Confidence::Medium, vec![2]), "{print}");
    }
}

#[test]
fn settings_that_keep_a_secret_back_count_by_themselves() {
    let settings = LOGIN.replace("Login", "LoginConfig");
    assert_eq!(told(&settings), (Confidence::Low, vec![]));
    let kept_back =
        |code: &str| code.replace("pub password", "#[serde(skip_serializing)] pub password");
    assert_eq!(told(&kept_back(&settings)), (Confidence::Medium, vec![]));
    assert_eq!(told(&kept_back(LOGIN)), (Confidence::Low, vec![]));
}
