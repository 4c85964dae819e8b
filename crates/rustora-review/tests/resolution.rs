//! What names mean: each case is a small workspace, and a blocking call shows whether the resolver got there.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::path::PathBuf;

use rustora_host::MemoryHost;
use rustora_review::{Progress, Request, Review, review};

const MANIFEST: &str = "[package]\nname = \"app\"\nedition = \"2024\"\n[dependencies]\nreqwest = \"0.13\"\ntokio = { version = \"1\", features = [\"full\"] }\n";

/// A workspace from one string: `//- /path` starts a file, and text before the first one is `src/lib.rs`.
fn workspace(fixture: &str) -> MemoryHost {
    let mut host = MemoryHost::new([("/w/Cargo.toml", MANIFEST)]);
    let (mut path, mut text) = ("/src/lib.rs".to_owned(), String::new());
    for line in fixture.lines() {
        if let Some(next) = line.trim_start().strip_prefix("//- ") {
            host = host.with(format!("/w{path}"), text.as_bytes());
            (path, text) = (next.trim().to_owned(), String::new());
        } else {
            text.push_str(line);
            text.push('\n');
        }
    }
    host.with(format!("/w{path}"), text.as_bytes())
}

fn run(host: &MemoryHost) -> Review {
    let request = Request {
        paths: vec![PathBuf::from("/w")],
        threads: Some(1),
        ..Request::default()
    };
    review(host, &request, &Progress::default()).unwrap()
}

/// `file:line rule` of every finding.
fn findings(host: &MemoryHost) -> Vec<String> {
    let told = run(host).findings.into_iter();
    told.map(|f| {
        format!(
            "{}:{} {}",
            f.location.source.path, f.location.start.line, f.rule.id
        )
    })
    .collect()
}

#[track_caller]
fn blocks(fixture: &str) {
    let found = findings(&workspace(fixture));
    assert!(
        found
            .iter()
            .any(|found| found.ends_with("blocking-call-in-async")),
        "nothing was found in:\n{fixture}"
    );
}

#[track_caller]
fn silent(fixture: &str) {
    assert_eq!(
        findings(&workspace(fixture)),
        Vec::<String>::new(),
        "in:\n{fixture}"
    );
}

#[test]
fn imports_lead_to_the_function() {
    blocks("pub async fn f(d: std::time::Duration) { std::thread::sleep(d) }");
    blocks("use std::thread; pub async fn f(d: std::time::Duration) { thread::sleep(d) }");
    blocks("use std::thread::{self as t}; pub async fn f(d: std::time::Duration) { t::sleep(d) }");
    blocks("use std::thread::*; pub async fn f(d: std::time::Duration) { sleep(d) }");
    blocks("extern crate std as s; pub async fn f(d: s::time::Duration) { s::thread::sleep(d) }");
    blocks("pub async fn f(d: std::time::Duration) { use std::thread::sleep; sleep(d) }");
}

#[test]
fn modules_and_reexports_lead_there_too() {
    blocks(
        "mod pause; use pause::*;
         pub async fn f(d: std::time::Duration) { wait(d) }
         //- /src/pause.rs
         mod inner; pub use self::inner::nap as wait;
         //- /src/pause/inner.rs
         pub use std::thread::sleep as nap;",
    );
    blocks(
        "#[path = \"else/where.rs\"] mod here;
         pub async fn f(d: std::time::Duration) { crate::here::deep::wait(d) }
         //- /src/else/where.rs
         pub mod deep { pub use super::wait; } pub use std::thread::sleep as wait;",
    );
}

#[test]
fn a_function_of_the_same_name_is_another() {
    silent("fn sleep(_: u8) {} pub async fn f() { sleep(1) }");
    silent("mod thread { pub fn sleep(_: u8) {} } pub async fn f() { thread::sleep(1) }");
    silent(
        "struct Person; impl Person { async fn read(id: u8) -> u8 { id } } pub async fn f() { Person::read(1).await; }",
    );
    silent("pub async fn f(d: std::time::Duration) { use tokio::time::sleep; sleep(d).await }");
    silent(
        "pub async fn f(disk: impl Disk) { disk.read_to_string() } pub trait Disk { fn read_to_string(&self); }",
    );
}

#[test]
fn what_cannot_be_resolved_is_silent() {
    silent("pub async fn f() { unknown::sleep(1); let x = other(); x.recv(); }");
    silent("pub async fn f() { wrap! { std::thread::sleep(d) } }");
    silent("pub async fn f(run: Runner) { run.go(|| std::thread::sleep(D)).await }");
}

#[test]
fn imports_in_circles_end() {
    silent(
        "pub use a::*; mod a { pub use crate::*; pub use crate::b::*; } mod b { pub use crate::a::*; } pub async fn f() { nothing() }",
    );
    silent(
        "type A = B; type B = A; type C = C::X; pub async fn f(a: A, c: C) { a.go(); A::X; C::X; }",
    );
    silent(
        "trait T { type I; } struct S; impl T for S { type I = <S as T>::I; } pub async fn f(x: <S as T>::I) { x.go() }",
    );
    silent("use x as y; use y as x; pub async fn f() { x::z(); y() }");
}

#[test]
fn methods_are_found_through_types() {
    let uses = "use std::{io::Read, path::{Path, PathBuf}, process::Command, sync::{Arc, mpsc}};";
    for code in [
        "pub async fn f(p: &Path) -> bool { p.exists() }",
        "pub async fn f(p: PathBuf) -> bool { p.join(\"x\").exists() }",
        "pub async fn f() { Command::new(\"ls\").arg(\"-l\").status().ok(); }",
        "pub struct S { rx: Arc<mpsc::Receiver<u8>> } impl S { pub async fn f(&self) { self.rx.recv().ok(); } }",
        "pub async fn f() { let (_tx, rx) = mpsc::channel::<u8>(); while let Ok(_) = rx.recv() {} }",
        "pub async fn f(paths: Vec<PathBuf>) { for p in &paths { p.metadata().ok(); } }",
        "pub async fn f(paths: Vec<PathBuf>) -> usize { paths.iter().filter(|p| p.exists()).count() }",
        "pub async fn f(p: Option<PathBuf>) { if let Some(p) = p { p.is_dir(); } }",
        "pub async fn f(p: Option<&str>) -> bool { p.map(PathBuf::from).unwrap().exists() }",
        "#[derive(derive_more::Deref)] pub struct Place(PathBuf); pub async fn f(p: Place) -> bool { p.exists() }",
        "pub async fn f(p: Vec<PathBuf>) -> bool { p[1..].iter().any(|p| p.exists()) }",
        "pub async fn f(p: Vec<PathBuf>) { for (_, p) in (0..).zip(p) { p.is_dir(); } }",
        "pub async fn f() -> bool { (0..9).map(|_| PathBuf::new()).any(|p| p.exists()) }",
        "pub struct S; impl S { const HOME: PathBuf = PathBuf::new(); } pub async fn f() { S::HOME.is_dir(); }",
        "fn open() -> std::io::Result<std::fs::File> { todo!() } pub async fn f() -> std::io::Result<()> { let mut s = String::new(); open()?.read_to_string(&mut s)?; Ok(()) }",
        "pub struct S { path: *const Path } impl S { pub async unsafe fn f(&self) -> bool { unsafe { (*self.path).exists() } } }",
        "pub struct W<T>(T); impl<T> std::ops::Deref for W<T> { type Target = T; fn deref(&self) -> &T { &self.0 } } pub async fn f(w: W<PathBuf>) { w.exists(); }",
    ] {
        blocks(&format!("{uses}\n{code}"));
    }
}

const USES: &str =
    "use std::{collections::{BTreeMap, HashMap, VecDeque}, path::{Path, PathBuf}, sync::Arc};";

#[test]
fn the_first_use_says_what_a_variable_holds() {
    for code in [
        "pub async fn f(ps: Vec<PathBuf>) { let mut all = Vec::new(); for p in ps { all.push(p); } all[0].exists(); }",
        "pub async fn f(ps: Vec<PathBuf>) { let mut all = VecDeque::new(); all.extend(ps); all.front().unwrap().exists(); }",
        "pub async fn f(p: PathBuf) { let mut all = HashMap::new(); all.insert(1, p); all.get(&1).unwrap().exists(); }",
        "pub async fn f(p: PathBuf, yes: bool) { let mut last = None; if yes { last = Some(p); } last.unwrap().exists(); }",
        "pub async fn f(yes: bool) { let p; if yes { p = PathBuf::new(); } else { p = PathBuf::from(\"x\"); } p.exists(); }",
        "fn fill(all: &mut Vec<PathBuf>) {} pub async fn f() { let mut all = Vec::new(); fill(&mut all); all[0].exists(); }",
        "pub async fn f(p: PathBuf) { let q = loop { break p; }; q.exists(); }",
        "pub async fn f(yes: bool) { let r = if yes { Err(1) } else { Ok(PathBuf::new()) }; r.unwrap().exists(); }",
        "pub async fn f(ps: Vec<PathBuf>) { let all: Vec<_> = ps.into_iter().map(|p| p.join(\"x\")).collect(); all[0].exists(); }",
        "pub async fn f(ps: Vec<PathBuf>) { let all = ps.into_iter().map(|p| (1, p)).collect::<BTreeMap<_, _>>(); all.get(&1).unwrap().exists(); }",
        "pub async fn f(ps: Vec<Result<PathBuf, u8>>) -> Result<(), u8> { let all = ps.into_iter().collect::<Result<Vec<_>, _>>()?; all[0].exists(); Ok(()) }",
    ] {
        blocks(&format!("{USES}\n{code}"));
    }
    // What is given to a function may be what the variable dereferences to.
    silent(
        "fn look(p: &std::path::Path) {} pub async fn f() { let p = unknown(); look(&p); p.exists(); }",
    );
    silent(
        "struct S; impl S { fn exists(&self) {} } pub async fn f(p: std::path::PathBuf) { let mut all = Vec::new(); all.push(S); all.push(p); all[0].exists(); }",
    );
}

#[test]
fn functions_that_are_named_are_called_with_what_their_taker_gives() {
    for code in [
        "pub async fn f(p: Arc<PathBuf>) { let q = Arc::clone(&p); q.exists(); }",
        "pub struct S; impl S { fn get_mut(&self) -> PathBuf { todo!() } } pub async fn f(s: Arc<S>) { s.get_mut().exists(); }",
        "pub async fn f(p: Option<PathBuf>) { let q = Option::unwrap(p); q.exists(); }",
        "pub async fn f(p: PathBuf) { let q = Clone::clone(&p); q.exists(); }",
        "pub async fn f(ps: Vec<PathBuf>) { for p in ps.into_iter().map(Some) { p.unwrap().exists(); } }",
        "pub struct W<T>(T); pub async fn f(ps: Vec<PathBuf>) { for w in ps.into_iter().map(W) { w.0.exists(); } }",
        "pub async fn f(ps: Vec<Arc<PathBuf>>) -> bool { ps.iter().map(Arc::clone).any(|p| p.exists()) }",
        "pub async fn f(ps: Vec<Option<PathBuf>>) -> bool { ps.into_iter().map(Option::unwrap).any(|p| p.exists()) }",
        "fn same<T>(t: T) -> T { t } pub async fn f(p: Option<PathBuf>) -> bool { p.map(same).unwrap().exists() }",
        "fn same<T>(t: T) -> T { t } const HOME: PathBuf = PathBuf::new(); pub async fn f() -> bool { same(HOME).exists() }",
    ] {
        blocks(&format!("{USES}\n{code}"));
    }
}

#[test]
fn an_index_is_what_its_impl_says() {
    for code in [
        "pub async fn f(all: HashMap<u8, PathBuf>) { all[&1].exists(); }",
        "pub async fn f(all: &VecDeque<PathBuf>) { all[1].exists(); }",
        "pub struct S; impl std::ops::Index<u8> for S { type Output = Path; fn index(&self, _: u8) -> &Path { todo!() } } pub async fn f(s: S) { s[1].exists(); }",
    ] {
        blocks(&format!("{USES}\n{code}"));
    }
}

#[test]
fn a_method_is_found_by_its_argument_where_the_receiver_is_unknown() {
    let with_diesel = |code: &str| {
        let manifest = format!("{MANIFEST}diesel = \"2\"\ndiesel-async = \"0.9\"\n");
        findings(&workspace(code).with("/w/Cargo.toml", manifest))
    };
    let found = ["src/lib.rs:1 blocking-call-in-async"];
    let nothing: [&str; 0] = [];
    for (code, expected) in [
        (
            "use diesel::prelude::*; pub async fn f(c: &mut PgConnection) { users::table.filter(ID).execute(c).unwrap(); }",
            found.as_slice(),
        ),
        (
            "use diesel::{RunQueryDsl, r2d2::{ConnectionManager as M, PooledConnection as P}}; pub async fn f(mut c: P<M<diesel::PgConnection>>) { users::table.load::<u8>(&mut c).ok(); }",
            &found,
        ),
        (
            "use diesel::prelude::*; pub async fn f<C: Connection>(c: &mut C) { users::table.first::<u8>(c).ok(); }",
            &found,
        ),
        (
            "pub async fn f(c: &mut diesel::PgConnection) { users::table.execute(c).ok(); }",
            &nothing,
        ),
        (
            "use diesel::prelude::*; pub async fn f(c: &mut String) { users::table.execute(c).ok(); }",
            &nothing,
        ),
        (
            "use diesel::prelude::*; use diesel_async::RunQueryDsl; pub async fn f(c: &mut diesel_async::AsyncPgConnection) { users::table.execute(c).await.unwrap(); }",
            &nothing,
        ),
    ] {
        assert_eq!(with_diesel(code), expected, "{code}");
    }
}

#[test]
fn the_inside_of_macros_is_read_where_it_stands() {
    let dependencies = "serde_json = \"1\"\ntracing = \"0.1\"\n";
    for call in [
        "format!(\"{:?}\", READ)",
        "format!(\"{x:?}\", x = READ)",
        "vec![1, READ.len()]",
        "assert!(READ.is_empty(), \"{}\", 1)",
        "println!(\"{}\", READ)",
        "serde_json::json!({ \"a\": [1, { \"b\": READ }], \"c\": null })",
        "tracing::info!(target: \"t\", id = 1, text = %READ, \"read {}\", 2)",
        "tracing::warn!(?x, %READ)",
        "tokio::join!(async { READ })",
        "tokio::select! { _ = async {} => { READ; } else => {} }",
        "tokio::select! { biased; Some(y) = async { Some(1) }, if READ.len() > y => {} _ = async {} => {} }",
    ] {
        let call = call.replace("READ", "std::fs::read_to_string(x).unwrap()");
        let code = format!("pub async fn f(x: &str) {{\n    {call};\n}}");
        let host = workspace(&code).with("/w/Cargo.toml", format!("{MANIFEST}{dependencies}"));
        let found = run(&host).findings;
        assert_eq!(found.len(), 1, "{call}");
        let place = &found[0].location;
        assert_eq!(
            &place.source.text[place.span.range()],
            "std::fs::read_to_string",
            "{call}"
        );
    }
}

#[test]
fn named_blocks_in_a_macro_of_ones_own_are_code() {
    let found = |inside: &str| {
        let code = format!(
            "macro_rules! run {{ ($c:ident: $($($n:ident),+ $b:block)+) => {{ {{ $($b)+ }} }} }}
             pub fn f(c: u8) {{ run! {{ {inside} }} }}"
        );
        findings(&workspace(&code))
    };
    let client = "src/lib.rs:2 http-client-without-timeout";
    let make = "reqwest::Client::new();";
    assert_eq!(found(&format!("c: a {{ {make} }}")), [client]);
    assert_eq!(
        found(&format!("c: a, b {{ {make} }} d {{ let e = 1; {make} }}")),
        [client, client]
    );
    // Not every pair of braces holds statements, and what stands beside one that does not is not known either.
    assert_eq!(found(&format!("c: a {{ {make} }} d {{ e: u8, }}")), [""; 0]);
}

#[test]
fn where_blocking_is_fine_it_is() {
    silent("pub fn f(d: std::time::Duration) { std::thread::sleep(d) }");
    silent(
        "pub async fn f(d: std::time::Duration) -> bool { tokio::task::spawn_blocking(move || std::thread::sleep(d)).await.is_ok() }",
    );
    silent(
        "pub async fn f(d: std::time::Duration) { tokio::task::block_in_place(|| std::thread::sleep(d)) }",
    );
    silent(
        "pub async fn f(d: std::time::Duration) { std::thread::spawn(move || std::thread::sleep(d)); }",
    );
    silent("pub async fn f() { fn inner(d: std::time::Duration) { std::thread::sleep(d) } }");
    silent(
        "#[cfg(test)] mod tests { async fn f(d: std::time::Duration) { std::thread::sleep(d) } }",
    );
    blocks(
        "pub fn f(d: std::time::Duration) { tokio::spawn(async move { std::thread::sleep(d) }); }",
    );
    blocks(
        "pub async fn f(d: std::time::Duration) { tokio::join!(async { std::thread::sleep(d) }); }",
    );
}

#[test]
fn a_dependency_s_own_sources_are_read() {
    let host = workspace(
        "pub async fn f() -> Result<String, acme::reqwest::Error> { acme_http::shared().get(\"u\").send().await?.text().await }",
    );
    let manifest = format!("{MANIFEST}acme-http = \"1\"\n");
    let lock = "[[package]]\nname = \"app\"\nversion = \"0.1.0\"\n[[package]]\nname = \"acme-http\"\nversion = \"1.2.0\"\n";
    let package = "/home/.cargo/registry/src/index/acme-http-1.2.0";
    let host = host
        .with("/w/Cargo.toml", manifest)
        .with("/w/Cargo.lock", lock)
        .with(format!("{package}/Cargo.toml"), "[package]\nname = \"acme-http\"\nedition = \"2021\"\n[dependencies]\nreqwest = \"0.13\"\n")
        .with(format!("{package}/src/lib.rs"), "mod shared; pub use shared::shared;")
        .with(format!("{package}/src/shared.rs"), "pub fn shared() -> &'static reqwest::Client { todo!() }")
        .var_set("CARGO_HOME", "/home/.cargo");
    assert_eq!(findings(&host), ["src/lib.rs:1 http-status-not-checked"]);
    let without =
        workspace("pub async fn f() { acme_http::shared().get(\"u\").send().await?.text().await }")
            .with("/w/Cargo.toml", format!("{MANIFEST}acme-http = \"1\"\n"));
    assert_eq!(findings(&without), Vec::<String>::new());
}

#[test]
fn a_renamed_dependency_is_the_same_crate() {
    let manifest = "[package]\nname = \"app\"\nedition = \"2024\"\n[dependencies]\nhttp_client = { package = \"reqwest\", version = \"0.13\" }\n";
    let code = "pub fn f() -> http_client::Client { http_client::Client::new() }";
    let host = workspace(code).with("/w/Cargo.toml", manifest);
    assert_eq!(
        findings(&host),
        ["src/lib.rs:1 http-client-without-timeout"]
    );
}

#[test]
fn a_table_is_not_used_for_a_version_that_it_does_not_hold_for() {
    let host = workspace("pub fn f() -> reqwest::Client { reqwest::Client::new() }");
    let lock = |version: &str| {
        format!(
            "[[package]]\nname = \"app\"\nversion = \"0.1.0\"\n[[package]]\nname = \"reqwest\"\nversion = \"{version}\"\n"
        )
    };
    assert_eq!(
        findings(&host.clone().with("/w/Cargo.lock", lock("99.0.0"))),
        Vec::<String>::new()
    );
    assert_eq!(
        findings(&host.with("/w/Cargo.lock", lock("0.13.5"))).len(),
        1
    );
}

#[test]
fn fingerprints_do_not_move_with_the_lines() {
    let code =
        "pub async fn f(d: std::time::Duration) { std::thread::sleep(d); std::thread::sleep(d) }";
    let prints = |code: &str| -> Vec<String> {
        run(&workspace(code))
            .findings
            .into_iter()
            .map(|f| f.fingerprint)
            .collect()
    };
    let (before, after) = (prints(code), prints(&format!("// one\n\n// two\n{code}")));
    assert_eq!(before, after);
    assert_eq!(before.len(), 2);
    assert_ne!(before[0], before[1]);
}
