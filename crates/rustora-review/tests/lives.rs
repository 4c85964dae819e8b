//! Where guards end: each case is one async function, and `guard-across-await` shows whether a guard was there at its await.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::path::PathBuf;

use rustora_host::MemoryHost;
use rustora_review::{Progress, Request, review};

/// Whether a guard lives at the await of a function with this body, in a package of this edition.
fn held(edition: u32, body: &str) -> bool {
    let manifest = format!(
        "[package]\nname = \"app\"\nedition = \"{edition}\"\n[dependencies]\nparking_lot = \"0.12\"\ntokio = \"1\"\n"
    );
    let code = format!(
        "use parking_lot::{{Mutex, MutexGuard}};\nasync fn wait() {{}}\nfn take(_: MutexGuard<'_, Vec<u32>>) {{}}\n\
         fn look(_: &Vec<u32>) -> bool {{ true }}\n\
         async fn f(m: &Mutex<Vec<u32>>, n: &Mutex<Option<u32>>, yes: bool) -> Option<u32> {{\n{body}\nNone\n}}\n"
    );
    let host = MemoryHost::new([
        ("/w/Cargo.toml", manifest.as_str()),
        ("/w/src/lib.rs", code.as_str()),
    ]);
    let request = Request {
        paths: vec![PathBuf::from("/w")],
        threads: Some(1),
        ..Request::default()
    };
    let review = review(&host, &request, &Progress::default()).unwrap();
    review
        .findings
        .iter()
        .any(|finding| finding.rule.id == "guard-across-await")
}

#[track_caller]
fn lives(body: &str) {
    for edition in [2021, 2024] {
        assert!(held(edition, body), "no guard in {edition}: {body}");
    }
}

#[track_caller]
fn gone(body: &str) {
    for edition in [2021, 2024] {
        assert!(!held(edition, body), "a guard in {edition}: {body}");
    }
}

#[test]
fn a_variable_lives_as_long_as_its_block() {
    lives("let g = m.lock(); wait().await; drop(g);");
    lives("let _g = m.lock(); wait().await;");
    lives("let g = m.lock(); if yes { drop(g); } wait().await;");
    lives("let g; g = m.lock(); wait().await; look(&g);");
    lives("let (g, _) = (m.lock(), 1); wait().await; look(&g);");
    gone("{ let _g = m.lock(); } wait().await;");
    gone("let _ = m.lock(); wait().await;");
    gone("for _ in 0..2 { let _g = m.lock(); } wait().await;");
    gone("if yes { let g = m.lock(); look(&g); } wait().await;");
}

#[test]
fn a_move_ends_it_here() {
    gone("let g = m.lock(); drop(g); wait().await;");
    gone("let g = m.lock(); take(g); wait().await;");
    gone("let g = m.lock(); std::mem::drop(g); wait().await;");
    gone("let g = m.lock(); let h = g; drop(h); wait().await;");
    gone("let g = m.lock(); if yes { drop(g); } else { drop(g); } wait().await;");
    gone("let mut g = Some(m.lock()); g = None; wait().await; drop(g);");
    lives("let g = m.lock(); let h = g; wait().await; drop(h);");
    lives("let g = Some(m.lock()); wait().await; drop(g);");
    lives("let g = m.lock(); look(&g); wait().await;");
    // Shadowing hides a guard, it does not drop it.
    lives("let g = m.lock(); let g = g.len(); wait().await; let _ = g;");
}

#[test]
fn ways_that_leave_take_their_guards_along() {
    gone("let g = m.lock(); if yes { return g.first().copied(); } drop(g); wait().await;");
    gone("loop { let g = m.lock(); if g.is_empty() { break; } } wait().await;");
    gone("loop { let g = m.lock(); drop(g); break; } wait().await;");
    gone(
        "let g = m.lock(); let Some(x) = g.first().copied() else { return None; }; drop(g); wait().await; let _ = x;",
    );
    lives("let g = m.lock(); loop { if yes { break; } } wait().await; drop(g);");
}

#[test]
fn temporaries_end_with_their_statement() {
    gone("let n = m.lock().len(); wait().await; let _ = n;");
    gone("m.lock().push(1); wait().await;");
    gone("if m.lock().is_empty() { wait().await; }");
    gone("while m.lock().is_empty() { wait().await; }");
    gone("let x = { m.lock().len() }; wait().await; let _ = x;");
    lives("let x = (m.lock().len(), wait().await); let _ = x;");
    lives("let g = &m.lock(); wait().await; look(g);");
    lives("let g = &mut *m.lock(); wait().await; g.push(1);");
}

#[test]
fn what_is_looked_at_lives_through_the_branches() {
    lives("match m.lock().first() { Some(_) => wait().await, None => {} }");
    lives("if let Some(_) = m.lock().first() { wait().await; }");
    lives("while let Some(_) = m.lock().first() { wait().await; }");
    lives("for x in m.lock().iter() { wait().await; let _ = x; }");
    gone("match m.lock().first().copied() { Some(_) => {}, None => {} } wait().await;");
    gone("let first = m.lock().first().copied(); if let Some(_) = first { wait().await; }");
}

#[test]
fn the_edition_of_2024_ends_some_of_them_earlier() {
    let otherwise = "if let Some(_) = n.lock().as_ref() {} else { wait().await; }";
    assert!(held(2021, otherwise));
    assert!(!held(2024, otherwise));
    let tail = "let x = { let y = 1; m.lock().len() + y }; let _ = (x, wait().await);";
    assert!(!held(2024, tail));
    let inside =
        "look(&{ m.lock().clone() }); let z = ({ m.lock().len() }, wait().await); let _ = z;";
    assert!(held(2021, inside));
    assert!(!held(2024, inside));
}

#[test]
fn other_tasks_have_guards_of_their_own() {
    gone("let g = m.lock(); let task = async { wait().await }; drop(g); task.await;");
    gone("let task = async { let n = m.lock().len(); n }; task.await;");
    lives("let task = async { let g = m.lock(); wait().await; drop(g) }; task.await;");
    lives("let g = m.lock(); tokio::select! { () = wait() => {} } drop(g);");
    gone("tokio::select! { () = wait() => { let g = m.lock(); look(&g); } }");
}
