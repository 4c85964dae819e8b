//! A snippet in a package that is known, against what one would do without: a scratch crate and `cargo check`.
//!
//! Each round proves a block that was not proven before, from opening the workshop to the verdict, and checks the scratch crate
//! with the same code and the same dependency; they alternate, and what counts is the median of the ratios, so that a machine
//! which is busy for a while harms both alike. Then twenty blocks in one text are compared with three texts of one each.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use rustora_host::{Folder, OsHost};
use rustora_proof::markdown::{Dialect, document};
use rustora_proof::{Depth, Options, State, Workshop};

use super::SnippetsArgs;
use crate::repo::{self, Repo};

/// The bounds: how much faster a snippet has to be than the scratch crate, and what twenty blocks may cost of what three
/// texts do.
const LEAST_FASTER: f64 = 5.0;
const MOST_OF_THREE: f64 = 1.0;

/// The package in which blocks are proven, and the dependency that they name: the package's own line.
const PACKAGE: &str = "examples/orders";
const DEPENDENCY: &str = "tokio";

/// Where the rounds take place.
struct Place {
    /// The package.
    root: PathBuf,
    store: Folder,
    scratch: Folder,
}

pub(super) fn run(repo: &Repo, args: &SnippetsArgs) -> Result<(), String> {
    let place = Place::new(repo)?;
    let mut number = 0;
    // No two of them are alike.
    let mut code = || {
        number += 1;
        format!(
            "let (to, mut from) = tokio::sync::mpsc::channel::<usize>({number});\nto.try_send({number}).ok();\nassert_eq!(from.try_recv(), Ok({number}));\n"
        )
    };
    // The first of each compiles what they depend on.
    place.prove(&[code()])?;
    place.check(&code())?;
    let (mut single, mut many) = (Vec::new(), Vec::new());
    for _ in 0..args.runs.max(1) {
        let ours = place.prove(&[code()])?;
        single.push((ours, place.check(&code())?));
        let twenty: Vec<String> = std::iter::repeat_with(&mut code).take(20).collect();
        let twenty = place.prove(&twenty)?;
        let mut three = 0.0;
        for _ in 0..3 {
            three += place.prove(&[code()])?;
        }
        many.push((twenty, three));
    }
    let faster = median(single.iter().map(|(ours, theirs)| theirs / ours));
    println!(
        "one block: {:.3} s; `cargo check` of a scratch crate: {:.3} s, {faster:.1} times as long; {} rounds",
        median(single.iter().map(|(ours, _)| *ours)),
        median(single.iter().map(|(_, theirs)| *theirs)),
        single.len()
    );
    let part = median(many.iter().map(|(twenty, three)| twenty / three));
    println!(
        "twenty blocks: {:.3} s; three alone: {:.3} s; ratio {part:.2}",
        median(many.iter().map(|(twenty, _)| *twenty)),
        median(many.iter().map(|(_, three)| *three))
    );
    let bounds = [
        (
            "a snippet at least 5 times as fast as a scratch crate",
            faster >= LEAST_FASTER,
        ),
        (
            "twenty blocks cheaper than three alone",
            part < MOST_OF_THREE,
        ),
    ];
    for (bound, kept) in bounds {
        println!("{}  {bound}", if kept { "pass" } else { "FAIL" });
    }
    if args.assert && bounds.iter().any(|(_, kept)| !kept) {
        return Err("a bound is not kept".into());
    }
    Ok(())
}

impl Place {
    fn new(repo: &Repo) -> Result<Self, String> {
        let folder = std::env::temp_dir().join("rustora-bench-snippets");
        let failed = |error: std::io::Error| format!("cannot use {}: {error}", folder.display());
        let all = Folder::open(&folder).map_err(failed)?;
        let manifest = repo.read(&format!("{PACKAGE}/Cargo.toml"))?;
        let dependency = manifest
            .lines()
            .find(|line| line.starts_with(&format!("{DEPENDENCY} = ")))
            .ok_or_else(|| format!("{PACKAGE} does not depend on {DEPENDENCY}"))?;
        let manifest = format!(
            "[package]\nname = \"scratch\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{dependency}\n"
        );
        let lock = repo.read(&format!("{PACKAGE}/Cargo.lock"))?;
        let scratch = all.folder("scratch").map_err(failed)?;
        for (path, text) in [("Cargo.toml", manifest), ("Cargo.lock", lock)] {
            scratch.write(path, text.as_bytes()).map_err(failed)?;
        }
        let root = repo.path(PACKAGE);
        Ok(Self {
            root: root
                .canonicalize()
                .map_err(|error| format!("cannot find {}: {error}", root.display()))?,
            store: all.folder("store").map_err(failed)?,
            scratch,
        })
    }

    /// How long the blocks of one text take, in seconds.
    fn prove(&self, codes: &[String]) -> Result<f64, String> {
        let text = format!("```rust\n{}```\n", codes.join("```\n\n```rust\n"));
        let launcher = std::env::current_exe()
            .map_err(|error| format!("cannot find this program: {error}"))?;
        let failed = |error: rustora_proof::ProofError| error.to_string();
        let began = Instant::now();
        let host = OsHost::new();
        let document = document(&text, Dialect::Answer);
        let options = Options::new(launcher, self.store.clone());
        let shop = Workshop::open(&host, &self.root, options).map_err(failed)?;
        if let Some(ran) = shop.prepare().map_err(failed)?.failed {
            return Err(ran.why(&shop));
        }
        let proven = shop.snippets(&document, Path::new(""), Depth::Check, &mut |_| {});
        let proven = proven.map_err(failed)?;
        let seconds = began.elapsed().as_secs_f64();
        match proven.iter().find(|snippet| snippet.state != State::Proven) {
            Some(snippet) => Err(format!("a block is not proven: {snippet:?}")),
            None => Ok(seconds),
        }
    }

    /// How long `cargo check` takes once the scratch crate has this code, in seconds.
    fn check(&self, code: &str) -> Result<f64, String> {
        let text = format!("fn main() {{\n{code}}}\n");
        let written = self.scratch.write("src/main.rs", text.as_bytes());
        written.map_err(|error| format!("cannot write the scratch crate: {error}"))?;
        let mut cargo = Command::new(repo::cargo());
        cargo
            .args(["check", "--offline", "--quiet"])
            .env("CARGO_TARGET_DIR", self.scratch.path().join("target"))
            .current_dir(self.scratch.path())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let began = Instant::now();
        let output = cargo.output();
        let seconds = began.elapsed().as_secs_f64();
        let output = output.map_err(|error| format!("cannot start cargo: {error}"))?;
        if output.status.success() {
            Ok(seconds)
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
