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
    told_of(rule, &host)
}

fn told_of(rule: &str, host: &MemoryHost) -> Vec<Confidence> {
    let request = Request {
        paths: vec![PathBuf::from("/w")],
        threads: Some(1),
        ..Request::default()
    };
    let review = review(host, &request, &Progress::default()).unwrap();
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
fn what_is_left_to_do_is_known_and_what_else_comes_is_not() {
    let found = |list: &str| {
        let code = format!(
            "async fn run() {{ let mut open = {list}; while let Some(next) = open.pop() {{ std::fs::read(\"x\").ok(); wait().await; }} }} \
             #[tokio::main] async fn main() {{ run().await }}"
        );
        confidences(MANIFEST, &code)
    };
    assert_eq!(found("vec![1]"), [Confidence::Low]);
    assert_eq!(found("queue()"), [Confidence::High]);
}

#[test]
fn what_a_server_waits_for_to_end_is_its_last_step() {
    let found = |signal: &str| {
        let code = format!(
            "async fn serve() {{ {signal} }} async fn f() {{ s().await; std::fs::remove_file(\"x\").ok(); }} \
             #[tokio::main] async fn main() {{ loop {{ serve().await }} }}"
        );
        confidences(MANIFEST, &code)
    };
    let end = "async move { s().await; std::fs::remove_file(\"x\").ok(); }";
    let (low, high) = (Confidence::Low, Confidence::High);
    assert_eq!(
        found(&format!("S.with_graceful_shutdown({end}).await")),
        [high, low]
    );
    let spawned =
        format!("let end = {end}; tokio::spawn(async {{ S.serve_with_shutdown(1, end).await }});");
    assert_eq!(found(&spawned), [high, low]);
    assert_eq!(found(&format!("S.with({end}).await")), [high, high]);
}

#[test]
fn the_function_that_a_server_waits_for_runs_once() {
    once("#[tokio::main] async fn main() { S.with_graceful_shutdown(f()).await }");
    often("#[tokio::main] async fn main() { S.with_state(f()).await }");
}

/// How sure a finding is about a library of which a program is made.
fn in_a_library(code: &str, main: &str) -> Vec<Confidence> {
    let root = "[workspace]\nmembers = [\"lib\", \"app\"]\n";
    let lib = MANIFEST.replace("\"app\"", "\"lib\"");
    let app = format!("{MANIFEST}lib = {{ path = \"../lib\" }}\n");
    let host = MemoryHost::new([
        ("/w/Cargo.toml", root),
        ("/w/lib/Cargo.toml", &lib),
        ("/w/lib/src/lib.rs", code),
        ("/w/app/Cargo.toml", &app),
        ("/w/app/src/main.rs", main),
    ]);
    told_of("blocking-call-in-async", &host)
}

#[test]
fn a_part_of_a_library_that_no_part_of_the_program_calls_holds_up_nobody() {
    let code = format!("pub {F}");
    let low = [Confidence::Low];
    assert_eq!(in_a_library(&code, "fn main() {}"), low);
    let main = "#[tokio::main] async fn main() { lib::f().await }";
    assert_eq!(in_a_library(&code, main), low);

    let high = [Confidence::High];
    let often = "#[tokio::main] async fn main() { loop { lib::f().await } }";
    assert_eq!(in_a_library(&code, often), high);
    let handed = "fn main() { serve(lib::f) }";
    assert_eq!(in_a_library(&code, handed), high);
    let attribute = format!("#[command] pub {F}");
    assert_eq!(in_a_library(&attribute, "fn main() {}"), high);
    let method = format!("pub struct S; impl S {{ pub {F} }}");
    assert_eq!(in_a_library(&method, "fn main() {}"), high);
}

#[test]
fn a_client_that_is_made_and_wrapped_is_kept() {
    let found = |body: &str| {
        let code = format!(
            "struct C; impl C {{ fn create() -> Option<Self> {{ std::fs::read(\"ca\").ok(); None }} fn read() -> Option<Self> {{ Self::create() }} }} \
             pub enum Any {{ C(C) }} pub async fn any() -> Option<Any> {{ {body} }} fn main() {{}}"
        );
        confidences(MANIFEST, &code)
    };
    let low = [Confidence::Low];
    assert_eq!(found("let c = C::create()?; Some(Any::C(c))"), low);
    let medium = [Confidence::Medium];
    assert_eq!(found("let c = C::read()?; Some(Any::C(c))"), medium);
    assert_eq!(found("let c = C::create()?; c.ask(); None"), medium);
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
    assert_eq!(found("shop_smoke_test"), []);
    assert_eq!(found("shop_speed_test"), [Confidence::High]);
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
    let again = |between: &str| {
        format!(
            "async fn run() -> bool {{ {ask} true }} #[tokio::main] async fn main() {{ loop {{ if run().await {{ break; }} {between} }} }}"
        )
    };
    assert_eq!(found(&again("read_code();")), [Confidence::Low]);
    assert_eq!(found(&again("pause().await;")), [Confidence::Medium]);
}

#[test]
fn an_enum_that_dispatches_calls_each_of_its_variants() {
    once(
        "trait Run { async fn run(&self); } struct S; impl Run for S { async fn run(&self) { f().await } } \
         #[enum_dispatch(Run)] enum Any { S(S) } fn any() -> Any { Any::S(S) } \
         #[tokio::main] async fn main() { any().run().await }",
    );
}
