//! Proofs with a real compiler, behind real walls.
//!
//! This program has no harness of the compiler's, because it is also the launcher of its walls, which begins before any
//! thread does.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by failing"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "these tests write folders, as a person would"
)]

mod fixes;
mod mutations;
mod snippets;
mod workshop;
mod wrong;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    if let Some(code) = rustora_host::enter(std::env::args_os()) {
        return ExitCode::from(u8::try_from(code).unwrap_or(u8::MAX));
    }
    let trial = |(name, run): (&str, fn())| {
        Trial::test(name, move || {
            run();
            Ok(())
        })
    };
    let all = [
        mutations::TESTS,
        wrong::TESTS,
        workshop::TESTS,
        fixes::TESTS,
        snippets::TESTS,
    ]
    .concat();
    let tests = all.into_iter().map(trial).collect();
    libtest_mimic::run(&Arguments::from_args(), tests).exit_code()
}
