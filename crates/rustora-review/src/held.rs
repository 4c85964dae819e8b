//! How long a guard lives of which only somebody else knows that it is one.
//!
//! A linter inside the compiler knows every type, and takes a guard for held wherever its variable is in scope. This engine knows
//! where a guard is dropped. Together they know both.

use std::path::PathBuf;

use rustora_host::Host;
use rustora_source::Span;
use rustora_source::tree::PatId;

use crate::facts::{Body, ItemRef, What};
use crate::review::{Engine, Request, ReviewError, Scope, threads};

/// For each variable, by its file and where its name or pattern stands: whether it is there at an await, given that it holds a
/// guard of a blocking lock. What cannot be followed is not.
///
/// # Errors
/// As [`review`](crate::review).
pub fn held_across_await(
    host: &dyn Host,
    request: &Request,
    variables: &[(PathBuf, Span)],
) -> Result<Vec<bool>, ReviewError> {
    let scope = Scope::of(host, &request.paths)?;
    Ok(threads(request.threads)?.install(|| {
        let (program, settings) = Engine::load(host, &scope);
        let owners = Engine::new(&program, &scope, &settings).owners();
        let is_held = |(path, span): &(PathBuf, Span)| {
            let around = |owner: &&ItemRef| {
                let file = program.file(owner.file);
                let item = file.tree()[owner.item].span;
                file.path == *path && item.start <= span.start && span.end <= item.end
            };
            let mut around = owners.iter().filter(around);
            around.any(|owner| {
                let body = program.body(*owner);
                body.is_some_and(|body| is_held_in(&body, *span))
            })
        };
        variables.iter().map(is_held).collect()
    }))
}

fn is_held_in(body: &Body<'_>, span: Span) -> bool {
    let is_meant = |pat: &PatId| {
        let at = body.tree().pat_span(*pat);
        span.start <= at.start && at.end <= span.end
    };
    let told: Vec<PatId> = body.variables().filter(is_meant).collect();
    let Some(lives) = body.lives_with(&told) else {
        return false;
    };
    let awaits = lives.events.iter();
    let mut awaits = awaits.filter(|event| event.what == What::Await);
    awaits.any(|event| {
        let live = event.live.iter().filter_map(|id| lives.guards.get(*id));
        let mut names = live.filter_map(|guard| guard.name);
        names.any(|name| told.contains(&name))
    })
}

#[cfg(test)]
mod tests {
    use rustora_host::MemoryHost;

    use super::*;

    /// Whether the variable whose name stands once in `text`, behind `let `, is held.
    fn is_held(text: &str, name: &str) -> bool {
        let host = MemoryHost::default()
            .with(
                "/w/Cargo.toml",
                "[package]\nname = \"p\"\nedition = \"2024\"\n",
            )
            .with("/w/src/lib.rs", text);
        let request = Request {
            paths: vec!["/w".into()],
            ..Request::default()
        };
        let at = text.find(&format!("let {name}")).unwrap() + 4;
        let at = u32::try_from(at).unwrap();
        let span = Span::new(at, at + u32::try_from(name.len()).unwrap());
        let variables = [("/w/src/lib.rs".into(), span)];
        held_across_await(&host, &request, &variables).unwrap()[0]
    }

    #[test]
    fn a_variable_of_unknown_type_is_followed_to_its_end() {
        // Nobody here knows what `take` gives.
        let held = "async fn f() {\n    let g = take!();\n    wait().await;\n    g.use_it();\n}\nasync fn wait() {}\n";
        assert!(is_held(held, "g"));
        let dropped = held.replace("wait().await;", "drop(g);\n    wait().await;");
        assert!(!is_held(&dropped, "g"));
        let in_block = "async fn f() {\n    {\n        let g = take!();\n        g.use_it();\n    }\n    wait().await;\n}\n\
                        async fn wait() {}\n";
        assert!(!is_held(in_block, "g"));
        let in_task = "fn f() {\n    spawn(async {\n        let mut g = take!();\n        wait().await;\n        g.use_it();\n    });\n}\n";
        assert!(is_held(in_task, "mut g"));
    }
}
