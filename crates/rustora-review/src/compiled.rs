//! Whether what stands at a place is compiled in every build.
//!
//! Who compiles a correction proves something only where the corrected code is part of the build. Somebody else's correction has no
//! finding of ours to ask, so that its place is asked.

use std::path::PathBuf;

use rustora_host::Host;
use rustora_source::Span;

use crate::claims::is_conditional;
use crate::review::{Engine, Request, ReviewError, Scope, threads};

/// For each place, by its file and where it stands there: whether no `cfg`, feature or missing target keeps it out of a build.
/// A file that no target has is not compiled.
///
/// # Errors
/// As [`review`](crate::review).
pub fn always_compiled(
    host: &dyn Host,
    request: &Request,
    places: &[(PathBuf, Span)],
) -> Result<Vec<bool>, ReviewError> {
    let scope = Scope::of(host, &request.paths)?;
    Ok(threads(request.threads)?.install(|| {
        let (program, _) = Engine::load(host, &scope);
        let is_always = |(path, span): &(PathBuf, Span)| {
            let mut files = program.files().filter(|(_, file)| file.path == *path);
            files
                .next()
                .is_some_and(|(file, _)| !is_conditional(&program, file, *span))
        };
        places.iter().map(is_always).collect()
    }))
}

#[cfg(test)]
mod tests {
    use rustora_host::MemoryHost;

    use super::*;

    #[test]
    fn what_a_build_may_leave_out_is_not_always_compiled() {
        let lib =
            "mod b;\npub fn a() -> u8 { 1 }\n#[cfg(feature = \"x\")]\npub fn c() -> u8 { 2 }\n";
        let host = MemoryHost::default()
            .with(
                "/w/Cargo.toml",
                "[package]\nname = \"p\"\nedition = \"2024\"\n",
            )
            .with("/w/src/lib.rs", lib)
            .with("/w/src/b.rs", "pub fn d() -> u8 { 3 }\n")
            .with("/w/src/orphan.rs", "pub fn e() -> u8 { 4 }\n");
        let request = Request {
            paths: vec!["/w".into()],
            ..Request::default()
        };
        let span = |text: &str, of: &str| {
            let at = u32::try_from(text.find(of).unwrap()).unwrap();
            Span::new(at, at + u32::try_from(of.len()).unwrap())
        };
        let places = [
            ("/w/src/lib.rs".into(), span(lib, "1")),
            ("/w/src/lib.rs".into(), span(lib, "2")),
            ("/w/src/b.rs".into(), Span::new(19, 20)),
            ("/w/src/orphan.rs".into(), Span::new(19, 20)),
        ];
        let compiled = always_compiled(&host, &request, &places).unwrap();
        assert_eq!(compiled, [true, false, true, false]);
    }
}
