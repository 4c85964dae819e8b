//! What runs once: each case is a small program whose function `f` blocks, and how sure the finding is shows whether
//! the call was taken for one of many.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::path::PathBuf;

use rustora_host::MemoryHost;
use rustora_review::{Confidence, Progress, Request, review};

const MANIFEST: &str = "[package]\nname = \"app\"\nedition = \"2024\"\n[dependencies]\nasync-trait = \"0.1\"\naxum = \"0.8\"\ntokio = { version = \"1\", features = [\"full\"] }\n";

const F: &str = "async fn f() { std::fs::read(\"x\").ok(); }\n";

/// How sure the findings about blocking calls are.
fn confidences(manifest: &str, code: &str) -> Vec<Confidence> {
    confidences_of("blocking-call-in-async", manifest, code)
}

fn confidences_of(rule: &str, manifest: &str, code: &str) -> Vec<Confidence> {
    let host = MemoryHost::new([("/w/Cargo.toml", manifest), ("/w/src/main.rs", code)]);
    let request = Request {
        paths: vec![PathBuf::from("/w")],
        threads: Some(1),
        ..Request::default()
    };
    let review = review(&host, &request, &Progress::default()).unwrap();
    let told = review.findings.into_iter();
    told.filter(|finding| finding.rule.id == rule)
        .map(|finding| finding.confidence)
        .collect()
}

#[track_caller]
fn once(code: &str) {
    let code = format!("{F}{code}");
    assert_eq!(
        confidences(MANIFEST, &code),
        [Confidence::Low],
        "in:\n{code}"
    );
}

#[track_caller]
fn often(code: &str) {
    let code = format!("{F}{code}");
    assert_eq!(
        confidences(MANIFEST, &code),
        [Confidence::High],
        "in:\n{code}"
    );
}

#[test]
fn what_only_main_calls_runs_once() {
    once("#[tokio::main] async fn main() { f().await }");
    once("async fn g() { f().await } #[tokio::main] async fn main() { g().await }");
    once(
        "#[tokio::main] async fn main() { if let Err(_) = tokio::time::timeout(D, f()).await {} }",
    );
    once("#[tokio::main] async fn main() { for _ in 0..3 { f().await } }");
    once("#[tokio::main] async fn main() { tokio::join!(f(), async {}); }");
    once("fn main() { tokio::runtime::Runtime::new().unwrap().block_on(async { f().await }) }");
    once("fn main() { tokio::runtime::Runtime::new().unwrap().block_on(f()) }");
    once("fn main() { rt::block_on(f()) }");
    once("#[tokio::main] async fn main() { loop { if ask().await { return f().await; } } }");
    often("#[tokio::main] async fn main() { loop { f().await; tokio::time::sleep(D).await; } }");
    once(
        "fn main() { for _ in 0..4 { std::thread::Builder::new().spawn(move || rt::block_on(async { f().await })).ok(); } }",
    );
}

#[test]
fn what_others_call_may_run_often() {
    often("#[tokio::main] async fn main() {}");
    often("async fn handler() { f().await } #[tokio::main] async fn main() { f().await }");
    often("#[tokio::main] async fn main() { loop { f().await } }");
    often("#[tokio::main] async fn main() { tokio::spawn(f()); }");
    often("fn main() { let run = move || rt::block_on(f()); go(run); }");
    often("#[tokio::main] async fn main() { tokio::spawn(f()).await.ok(); }");
    often("#[tokio::main] async fn main() { tokio::spawn(async { f().await }); }");
    often("#[tokio::main] async fn main() { serve(f); f().await }");
    often("#[tokio::main] async fn main() { unknown(f()).await }");
    // Two that only call each other.
    often("async fn g() { f().await; h().await } async fn h() { g().await } fn main() {}");
}

#[test]
fn a_trait_of_the_workspace_is_followed_and_a_foreign_one_is_not() {
    let own = "trait Run { async fn run(&self); } struct S; impl Run for S { async fn run(&self) { f().await } }";
    once(&format!(
        "{own} async fn go(r: &impl Run) {{ r.run().await }} #[tokio::main] async fn main() {{ go(&S).await }}"
    ));
    often(&format!(
        "{own} async fn go(r: &impl Run) {{ loop {{ r.run().await }} }} #[tokio::main] async fn main() {{ go(&S).await }}"
    ));
    often(
        "struct S; impl other::Run for S { async fn run(&self) { f().await } } #[tokio::main] async fn main() { S.run().await }",
    );
}

#[test]
fn one_step_that_waits_for_more_work_is_no_step() {
    let found = |body: &str| {
        let body = body.replace("READ", "std::fs::read(\"x\").ok();");
        let code =
            format!("async fn run() {{ {body} }} #[tokio::main] async fn main() {{ run().await }}");
        confidences(MANIFEST, &code)
    };
    for body in [
        "while let Some(_) = next() { READ }",
        "loop { READ if done() { break; } tokio::time::sleep(D).await; }",
    ] {
        assert_eq!(found(body), [Confidence::Low], "{body}");
    }
    for body in [
        "while let Some(_) = next().await { READ }",
        "loop { READ tokio::time::sleep(D).await; }",
        "tokio::spawn(async { READ });",
    ] {
        assert_eq!(found(body), [Confidence::High], "{body}");
    }
}

#[test]
fn a_package_made_for_tests_is_left_alone() {
    let needs = |dependency: &str| format!("{MANIFEST}{dependency}\n");
    let found = |dependency: &str| confidences(&needs(dependency), F);
    assert_eq!(found("wiremock = \"0.6\""), []);
    assert_eq!(
        found("wiremock = { version = \"0.6\", optional = true }"),
        [Confidence::High]
    );
    assert_eq!(
        found("[dev-dependencies]\nwiremock = \"0.6\""),
        [Confidence::High]
    );
}

#[test]
fn a_benchmark_holds_up_nobody_and_what_shows_its_results_does() {
    let found = |name: &str| confidences(&MANIFEST.replace("\"app\"", &format!("\"{name}\"")), F);
    assert_eq!(found("shop-bench"), []);
    assert_eq!(found("shop-bench-dashboard"), [Confidence::High]);
}

#[test]
fn what_is_set_up_one_by_one_is_still_set_up() {
    let found = |name: &str, body: &str| {
        let code = format!(
            "fn read() {{ std::fs::read(\"x\").ok(); }} pub async fn {name}(all: Vec<u8>) {{ {body} }} fn main() {{}}"
        );
        confidences(MANIFEST, &code)
    };
    let each = "for _ in all { read(); }";
    assert_eq!(found("setup_consumers", each), [Confidence::Low]);
    assert_eq!(found("consume", each), [Confidence::Medium]);
    let forever = "loop { read(); next().await; }";
    assert_eq!(found("run_consumers", forever), [Confidence::Medium]);
}

#[test]
fn a_client_for_the_one_request_of_a_command_is_less_of_a_danger_than_one_that_is_kept() {
    let found = |code: &str| {
        let manifest = format!("{MANIFEST}reqwest = \"0.13\"\n");
        confidences_of("http-client-without-timeout", &manifest, code)
    };
    let main = "#[tokio::main] async fn main() { run().await }";
    let ask = "let c = reqwest::Client::new(); c.get(\"u\").send().await.ok();";
    assert_eq!(
        found(&format!("async fn run() {{ {ask} }} {main}")),
        [Confidence::Low]
    );
    assert_eq!(
        found(&format!("async fn run() {{ loop {{ {ask} }} }} {main}")),
        [Confidence::Medium]
    );
    assert_eq!(
        found(&format!(
            "async fn run() {{ serve(reqwest::Client::new()).await }} {main}"
        )),
        [Confidence::Medium]
    );
    assert_eq!(
        found(&format!("async fn run() {{ {ask} }}")),
        [Confidence::Medium]
    );
}
