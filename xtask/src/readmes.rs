//! rustdoc as the judge of proofs: is the verdict on each Rust block of a README the one that rustdoc gives?
//!
//! The READMEs are those of packages as they were published. Each package is copied, its README proven, and rustdoc asked
//! about the same file with the flags that the proof found. What differs on purpose is counted apart: fragments, which
//! rustdoc refuses and a proof completes, and blocks that are a shell's text or leave something out, of which a proof says just that.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use rustora_host::{Folder, OsHost};
use rustora_proof::markdown::{Block, Dialect, Expect, document};
use rustora_proof::shape::{Shape, Unshaped, shape};
use rustora_proof::{Depth, Options, Snippet, State, Workshop};

use crate::registry::newest;
use crate::repo;

/// Whose READMEs: twenty of the most used crates whose READMEs hold Rust.
const CRATES: [&str; 20] = [
    "anyhow",
    "async-trait",
    "axum",
    "base64",
    "bytes",
    "csv",
    "http",
    "itertools",
    "log",
    "once_cell",
    "quote",
    "rayon",
    "regex",
    "reqwest",
    "serde",
    "serde_json",
    "thiserror",
    "tokio",
    "tracing",
    "uuid",
];

/// The file that is proven.
const README: &str = "README.md";

/// What to compare.
#[derive(clap::Args)]
pub(crate) struct ReadmesArgs {
    /// Other crates than the usual twenty.
    #[arg(long, value_delimiter = ',', value_name = "NAME")]
    crates: Vec<String>,
}

/// A verdict on a block, whoever gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Accepted,
    Refused,
    Ignored,
    /// There is none.
    Open,
}

/// How the two verdicts on a block compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Compared {
    Equal,
    /// rustdoc refuses a fragment, and a proof completes it.
    Fragment,
    /// rustdoc refuses what is no Rust or leaves something out, and a proof says that it cannot be tried.
    NoCode,
    Differs,
}

/// How many blocks compare how.
#[derive(Clone, Copy, Default)]
struct Counts {
    equal: usize,
    fragments: usize,
    no_code: usize,
    differ: usize,
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.equal += other.equal;
        self.fragments += other.fragments;
        self.no_code += other.no_code;
        self.differ += other.differ;
    }

    fn line(self) -> String {
        let blocks = self.equal + self.fragments + self.no_code + self.differ;
        format!(
            "{blocks:6}  {:5}  {:9}  {:7}  {:6}",
            self.equal, self.fragments, self.no_code, self.differ
        )
    }
}

/// Compares the READMEs of some crates.
pub(crate) fn run(args: &ReadmesArgs) -> Result<(), String> {
    let place = std::env::temp_dir().join("rustora-readmes");
    let failed = |error: std::io::Error| format!("cannot use {}: {error}", place.display());
    let place = Folder::open(&place).map_err(failed)?;
    let usual = || CRATES.map(str::to_owned).to_vec();
    let names = if args.crates.is_empty() {
        usual()
    } else {
        args.crates.clone()
    };
    let packages = packages(&place, &names)?;
    println!("crate                    blocks  equal  fragments  no code  differ");
    let (mut all, mut untried) = (Counts::default(), Vec::new());
    for name in &names {
        let Some((version, folder)) = packages.get(name) else {
            untried.push(format!("{name}: it is not on this machine"));
            continue;
        };
        let (began, title) = (Instant::now(), format!("{name} {version}"));
        match compare(&place, name, folder) {
            Ok((counts, told)) => {
                let seconds = began.elapsed().as_secs();
                println!("{title:23}  {}  {seconds:4} s", counts.line());
                for line in told {
                    println!("    {line}");
                }
                all.add(counts);
            }
            Err(why) => {
                println!("{title:23}  {why}");
                untried.push(title);
            }
        }
    }
    println!("{:23}  {}", "all", all.line());
    if all.differ > 0 || !untried.is_empty() {
        return Err(format!(
            "{} verdicts differ, and {} READMEs could not be compared",
            all.differ,
            untried.len()
        ));
    }
    Ok(())
}

/// Version and folder of each package, by name. What the machine does not have, cargo downloads.
fn packages(
    place: &Folder,
    names: &[String],
) -> Result<BTreeMap<String, (String, PathBuf)>, String> {
    let found = || -> BTreeMap<String, (String, PathBuf)> {
        let found = newest(&OsHost::new()).into_iter();
        let found = found.map(|(name, version, folder)| (name, (version, folder)));
        found.filter(|(name, _)| names.contains(name)).collect()
    };
    let there = found();
    let missing = names.iter().filter(|name| !there.contains_key(*name));
    let missing: Vec<String> = missing.map(|name| format!("{name:?} = \"*\"\n")).collect();
    if missing.is_empty() {
        return Ok(there);
    }
    let manifest = format!(
        "[package]\nname = \"missing\"\nedition = \"2024\"\n[lib]\npath = \"lib.rs\"\n[workspace]\n[dependencies]\n{}",
        missing.concat()
    );
    let failed = |error: std::io::Error| format!("cannot write a manifest: {error}");
    let written = place.write("missing/Cargo.toml", manifest.as_bytes());
    written.map_err(failed)?;
    place.write("missing/lib.rs", b"").map_err(failed)?;
    let mut cargo = Command::new(repo::cargo());
    cargo.arg("fetch").current_dir(place.path().join("missing"));
    cargo
        .status()
        .map_err(|error| format!("cannot start cargo: {error}"))?;
    Ok(found())
}

/// Compares one README, and says what differs.
fn compare(place: &Folder, name: &str, folder: &Path) -> Result<(Counts, Vec<String>), String> {
    let host = OsHost::new();
    let copy = format!("packages/{name}");
    let mirrored = place.mirror(folder, &copy, &|_| false);
    mirrored.map_err(|error| format!("cannot copy {}: {error}", folder.display()))?;
    let root = place.path().join(copy);
    let root = root
        .canonicalize()
        .map_err(|error| format!("cannot find {}: {error}", root.display()))?;
    let text = std::fs::read_to_string(root.join(README))
        .map_err(|error| format!("cannot read its {README}: {error}"))?;
    let document = document(&text, Dialect::Rustdoc);
    let store = place.folder("store").map_err(|error| error.to_string())?;
    let launcher = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut options = Options::new(launcher, store);
    // Of a published package the dependencies of its tests may not be here.
    options.network = true;
    let failed = |error: rustora_proof::ProofError| error.to_string();
    let shop = Workshop::open(&host, &root, options).map_err(failed)?;
    if let Some(ran) = shop.prepare().map_err(failed)?.failed {
        return Err(ran.why(&shop));
    }
    let here = Path::new("");
    let snippets = shop.snippets(&document, here, Depth::Check, &mut |_| {});
    let snippets = snippets.map_err(failed)?;
    let judged = shop.rustdoc(&document, here, README.as_ref());
    let judged = judged
        .map_err(failed)?
        .map_err(|failure| format!("{}: {}", failure.why, failure.next))?;
    let theirs = verdicts(&judged.stdout);
    if theirs.is_empty() && !snippets.is_empty() {
        return Err(format!("rustdoc says nothing: {}", judged.stderr.trim()));
    }
    let (mut counts, mut told) = (Counts::default(), Vec::new());
    for (block, snippet) in document.blocks.iter().zip(&snippets) {
        let ours = verdict(block, &snippet.state, &shop.toolchain.host());
        let (their, reason) = match theirs.get(&block.opens) {
            Some((verdict, reason)) => (*verdict, reason.as_str()),
            None => (Verdict::Open, "it has no such block"),
        };
        match compared(block, ours, their) {
            Compared::Equal => counts.equal += 1,
            Compared::Fragment => counts.fragments += 1,
            Compared::NoCode => counts.no_code += 1,
            Compared::Differs => {
                counts.differ += 1;
                told.push(format!(
                    "line {}: {} ({}); rustdoc: {their:?} ({reason})",
                    block.opens,
                    snippet.state.name(),
                    why(snippet)
                ));
            }
        }
    }
    let is_ours = |line: &u32| document.blocks.iter().any(|block| block.opens == *line);
    for line in theirs.keys().filter(|line| !is_ours(line)) {
        counts.differ += 1;
        told.push(format!("line {line}: only rustdoc sees a block"));
    }
    Ok((counts, told))
}

/// What a proof says in the words of rustdoc, which lets alone what its fence excuses.
fn verdict(block: &Block, state: &State, host: &str) -> Verdict {
    match state {
        State::Proven => Verdict::Accepted,
        State::Refuted => Verdict::Refused,
        State::Unproven(why) if block.flags.ignore.reason(host).as_ref() == Some(why) => {
            Verdict::Ignored
        }
        State::Unproven(_) => Verdict::Open,
    }
}

fn compared(block: &Block, ours: Verdict, theirs: Verdict) -> Compared {
    if ours == theirs && ours != Verdict::Open {
        return Compared::Equal;
    }
    let is_refused = |expect: &Expect| matches!(expect, Expect::Refused { .. });
    match shape(block, Shape::Binary) {
        Ok(shaped) if shaped.form.is_fragment() && !is_refused(&block.flags.expect) => {
            match (ours, theirs) {
                (Verdict::Accepted, Verdict::Refused) => Compared::Fragment,
                _ => Compared::Differs,
            }
        }
        Err(Unshaped::Elision { .. } | Unshaped::NotRust { .. })
            if (ours, theirs) == (Verdict::Open, Verdict::Refused) =>
        {
            Compared::NoCode
        }
        _ => Compared::Differs,
    }
}

/// What rustdoc printed of each block, by its line, with the first error where there was one.
fn verdicts(stdout: &str) -> BTreeMap<u32, (Verdict, String)> {
    let mut found: BTreeMap<u32, (Verdict, String)> = BTreeMap::new();
    let mut current = None;
    for line in stdout.lines() {
        let place = line.split_once(" (line ").and_then(|(_, rest)| {
            let (number, rest) = rest.split_once(')')?;
            Some((number.parse::<u32>().ok()?, rest))
        });
        match place {
            Some((number, rest)) if line.starts_with("test ") => {
                let verdict = match rest.rsplit_once(" ... ").map(|(_, word)| word) {
                    Some("ok") => Verdict::Accepted,
                    Some("FAILED") => Verdict::Refused,
                    Some("ignored") => Verdict::Ignored,
                    _ => continue,
                };
                found.insert(number, (verdict, String::new()));
            }
            Some((number, _)) if line.starts_with("---- ") => current = Some(number),
            _ => {
                let known = current.and_then(|number| found.get_mut(&number));
                if let Some((_, reason)) = known.filter(|(_, reason)| reason.is_empty())
                    && (line.starts_with("error") || line.contains("compile_fail"))
                {
                    line.clone_into(reason);
                }
            }
        }
    }
    found
}

fn why(snippet: &Snippet) -> String {
    if let State::Unproven(why) = &snippet.state {
        return why.clone();
    }
    let Some(remark) = snippet.remarks.first() else {
        return "nothing was said".to_owned();
    };
    let code = remark.code.as_deref().unwrap_or_default();
    format!("{code} {}", remark.message).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use rustora_proof::markdown::blocks;

    use super::*;

    #[test]
    fn what_rustdoc_prints_is_read_block_by_block() {
        let stdout = "\nrunning 4 tests\ntest README.md - A::B (line 3) ... ok\ntest README.md - (line 9) - compile ... ok\n\
                      test README.md - C (line 12) ... FAILED\ntest README.md - C (line 20) ... ignored\n\nfailures:\n\n\
                      ---- README.md - C (line 12) stdout ----\nwarning: x\nerror[E0432]: unresolved import `x`\nerror: aborting\n";
        let found = verdicts(stdout);
        let verdicts: Vec<_> = found
            .iter()
            .map(|(line, (verdict, _))| (*line, *verdict))
            .collect();
        let wanted = [
            (3, Verdict::Accepted),
            (9, Verdict::Accepted),
            (12, Verdict::Refused),
            (20, Verdict::Ignored),
        ];
        assert_eq!(verdicts, wanted);
        assert_eq!(found[&12].1, "error[E0432]: unresolved import `x`");
    }

    #[test]
    fn only_what_is_meant_to_differ_is_excused() {
        use Verdict::{Accepted, Open, Refused};
        let of = |code: &str, ours, theirs| {
            let page = format!("```\n{code}\n```\n");
            compared(&blocks(&page, Dialect::Rustdoc)[0], ours, theirs)
        };
        assert_eq!(of("let x = 1;", Accepted, Accepted), Compared::Equal);
        assert_eq!(of("let x = 1;", Accepted, Refused), Compared::Differs);
        assert_eq!(of("let x = f()?;", Accepted, Refused), Compared::Fragment);
        assert_eq!(of("let x = f()?;", Refused, Accepted), Compared::Differs);
        assert_eq!(of("let x = ...;", Open, Refused), Compared::NoCode);
        assert_eq!(of("let x = 1;", Open, Open), Compared::Differs);
    }
}
