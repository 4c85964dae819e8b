//! What `cargo` would do.
//!
//! What compiles runs code of the workspace and of its dependencies, which is what the walls are for. What changes the
//! manifests of a workspace or the machine, or reaches a registry, asks.

use super::super::line::{Arg, Judged, Need};
use super::led_out;

/// Compile, test, or describe.
const BUILDING: [&str; 24] = [
    "b",
    "bench",
    "build",
    "c",
    "check",
    "clippy",
    "d",
    "doc",
    "hack",
    "llvm-cov",
    "locate-project",
    "metadata",
    "miri",
    "nextest",
    "pkgid",
    "read-manifest",
    "report",
    "rustc",
    "rustdoc",
    "t",
    "test",
    "tree",
    "verify-project",
    "semver-checks",
];

/// Reach a registry, or the machine.
const OUTSIDE: [&str; 21] = [
    "add",
    "audit",
    "binstall",
    "deny",
    "fetch",
    "generate-lockfile",
    "info",
    "install",
    "login",
    "logout",
    "outdated",
    "owner",
    "publish",
    "search",
    "uninstall",
    "update",
    "upgrade",
    "vendor",
    "watch",
    "yank",
    "install-update",
];

pub(super) fn judge(judged: &mut Judged<'_>, rest: &[Arg]) {
    // Behind `--` stands what tests or compilers are told.
    for arg in rest {
        led_out(judged, arg);
    }
    if rest.contains(&Arg::Unknown) {
        judged.asks("gives `cargo` something that is known only when it runs");
    }
    let own = rest
        .split(|arg| arg.text() == "--")
        .next()
        .unwrap_or_default();
    let mut options = own.iter();
    while let Some(arg) = options.next() {
        let (name, value) = arg.text().split_once('=').unwrap_or((arg.text(), ""));
        match name {
            "--config" | "-C" => judged.asks(format!("`cargo {name}` can say what it runs")),
            "--target-dir" | "--artifact-dir" | "--out-dir" | "--lockfile-path" => {
                let next = if value.is_empty() {
                    options.next().map_or("", Arg::text)
                } else {
                    value
                };
                judged.writes(&Arg::Known(next.to_owned()));
            }
            "--open" => judged.asks("opens a browser"),
            _ if name.starts_with("-Z") || name.starts_with("-C") => {
                judged.needs(Need::Run(format!("runs `cargo {name}`")));
            }
            _ => {}
        }
    }
    let command = own
        .iter()
        .map(Arg::text)
        .find(|text| !text.starts_with(['-', '+']) && !text.is_empty());
    let has = |option: &str| own.iter().any(|arg| arg.text() == option);
    match command {
        None | Some("help" | "version") => {}
        Some("fmt") if rest.iter().any(|arg| arg.text() == "--check") => judged.needs(Need::Build),
        Some(name @ ("fmt" | "fix" | "remove" | "rm")) => {
            judged.needs(Need::Write(format!("the workspace, by `cargo {name}`")));
        }
        Some(name) if OUTSIDE.contains(&name) => judged.reaches(format!(
            "`cargo {name}` reaches the network, or installs something"
        )),
        Some(name) if BUILDING.contains(&name) => {
            if has("--fix") {
                judged.needs(Need::Write(format!(
                    "the workspace, by `cargo {name} --fix`"
                )));
            }
            judged.needs(Need::Build);
        }
        Some("new" | "init") => {
            for arg in own
                .iter()
                .filter(|arg| !arg.text().starts_with('-'))
                .skip(1)
            {
                judged.writes(arg);
            }
            judged.needs(Need::Write("a new package".to_owned()));
        }
        Some(name) => judged.needs(Need::Run(format!("runs `cargo {name}`"))),
    }
}
