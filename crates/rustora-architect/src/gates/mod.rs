//! The gates of a workspace: what must hold before work counts as done.
//!
//! Each is one proof, answered from the ledger for the same content. They run from the cheap to the dear, and all of them run: a
//! list of everything that is wrong is worth more than the first thing. Of a change they are asked first where it reaches, and then
//! the claim names what it is about.

mod extent;
mod tried;

use std::path::Path;

use rustora_host::{Host, Level};
use rustora_proof::{Evidence, Ledger, Options, Prepared, ProofError, ProofOutcome, Workshop};
use rustora_source::cargo::Workspace;

use crate::accepted;
pub use crate::accepted::Accepted;
use crate::dependencies::Known;
pub use extent::{Affected, Extent, Of, Reach, affected};
use tried::{Trial, Tried};

/// How many lines of what a gate said are kept, and how long each may be, in bytes.
const KEPT: (usize, usize) = (50, 400);

/// What has to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gate {
    /// It is formatted.
    Fmt,
    /// Nothing that it depends on has a known defect, was yanked or is abandoned.
    Dependencies,
    /// The review finds nothing that must be changed.
    Review,
    /// It compiles, all targets.
    Check,
    /// Clippy has nothing to say, pedantic lints included.
    Pedantic,
    /// Libraries that may be published keep those API guidelines that can be checked.
    Api,
    /// The Rust blocks of its README and of `docs` compile.
    Snippets,
    /// Its documentation is made without a warning.
    Docs,
    /// Its tests pass.
    Tests,
    /// The examples in its documentation compile and run.
    Doctests,
}

impl Gate {
    /// All of them, in the order in which they run.
    pub const ALL: [Self; 10] = [
        Self::Fmt,
        Self::Dependencies,
        Self::Review,
        Self::Check,
        Self::Pedantic,
        Self::Api,
        Self::Snippets,
        Self::Docs,
        Self::Tests,
        Self::Doctests,
    ];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Dependencies => "dependencies",
            Self::Review => "review",
            Self::Check => "check",
            Self::Pedantic => "pedantic",
            Self::Api => "api",
            Self::Snippets => "snippets",
            Self::Docs => "docs",
            Self::Tests => "tests",
            Self::Doctests => "doctests",
        }
    }

    /// The gate of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|gate| gate.name() == name)
    }
}

/// What became of a gate.
#[derive(Clone, Debug)]
pub struct Passed {
    /// The gate.
    pub gate: Gate,
    /// Of what it was asked.
    pub of: Of,
    /// The proof.
    pub evidence: Evidence,
    /// Whether it was made before, on the same content.
    pub is_recalled: bool,
}

/// What became of all of them.
#[derive(Clone, Debug, Default)]
pub struct Gates {
    /// Each gate.
    pub passed: Vec<Passed>,
    /// What the reader should know besides.
    pub account: Vec<String>,
}

/// What a workspace asks for in `[workspace.metadata.rustora]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// `gates`, else all of them.
    pub gates: Vec<Gate>,
    /// `accepted`.
    pub accepted: Vec<Accepted>,
}

/// Reads what the workspace at `root` asks for.
///
/// # Errors
/// When it says something that is not understood.
pub fn asked(host: &dyn Host, root: &Path) -> Result<Asked, String> {
    let settings = Workspace::read(host, root).settings;
    let accepted = accepted::read(&settings)?;
    let gates = match settings.get("gates") {
        None => Gate::ALL.to_vec(),
        Some(list) => {
            let names = list.as_array().filter(|names| !names.is_empty());
            let names = names.ok_or("`gates` wants a list of names that is not empty")?;
            let found = names.iter().map(|name| {
                let name = name.as_str().unwrap_or_default();
                Gate::named(name).ok_or_else(|| unknown(name))
            });
            found.collect::<Result<_, _>>()?
        }
    };
    Ok(Asked { gates, accepted })
}

/// What to say of a gate that there is not.
pub fn unknown(name: &str) -> String {
    let names = Gate::ALL.map(Gate::name).join(", ");
    format!("there is no gate `{name}`; there are {names}")
}

/// What is to be proven, and how.
pub struct Plan<'a> {
    /// Which gates, and what was accepted.
    pub asked: &'a Asked,
    /// Of what.
    pub extent: &'a Extent,
    /// Which gates are proven anew whatever the ledger has.
    pub is_fresh: &'a dyn Fn(Gate) -> bool,
}

/// Runs gates over the workspace at `root`.
///
/// # Errors
/// When nothing could be tried at all.
pub fn gates(
    host: &dyn Host,
    root: &Path,
    plan: &Plan<'_>,
    options: Options,
    progress: &mut dyn FnMut(&str),
) -> Result<Gates, ProofError> {
    let ledger = Ledger::open(host, &options.store);
    let program = program(host, &options.launcher);
    progress("copying the workspace");
    let shop = Workshop::open(host, root, options)?;
    let mut out = Gates::default();
    out.account.extend(shop.account());
    let prepared = shop.prepare()?;
    out.account.extend(prepared.note.clone());
    out.account.extend(plan.extent.account());
    let wanted = Gate::ALL.into_iter();
    let wanted: Vec<Gate> = wanted
        .filter(|gate| plan.asked.gates.contains(gate))
        .collect();
    let known = if wanted.contains(&Gate::Dependencies) {
        let packages = Workspace::read(host, root).packages.into_iter();
        let members: Vec<String> = packages.map(|package| package.name).collect();
        Known::gather(host, &shop.copy.join("Cargo.lock"), &members)
    } else {
        Err("it was not asked for".to_owned())
    };
    let mut run = Run {
        host,
        shop: &shop,
        plan,
        prepared: &prepared,
        content: hashed(&[&shop.content()?, &program]),
        known: &known,
        ledger,
    };
    for (index, gate) in wanted.iter().enumerate() {
        let place = format!("{} ({} of {})", gate.name(), index + 1, wanted.len());
        let mut tell = |line: &str| progress(&format!("{place}: {line}"));
        for of in plan.extent.of(*gate) {
            let passed = run.proof(*gate, of, &mut tell)?;
            let is_proven = passed.evidence.outcome == ProofOutcome::Proven;
            out.passed.retain(|known| known.gate != *gate);
            out.passed.push(passed);
            if !is_proven {
                break;
            }
        }
    }
    out.account
        .extend(known.into_iter().flat_map(|known| known.account));
    Ok(out)
}

/// One run over the gates.
struct Run<'a, 'h> {
    host: &'h dyn Host,
    shop: &'a Workshop<'h>,
    plan: &'a Plan<'a>,
    prepared: &'a Prepared,
    content: String,
    known: &'a Result<Known, String>,
    ledger: Ledger<'h>,
}

impl Run<'_, '_> {
    /// Recalls a proof, or makes it and keeps it.
    fn proof(
        &mut self,
        gate: Gate,
        of: Of,
        progress: &mut dyn FnMut(&str),
    ) -> Result<Passed, ProofError> {
        let claim = of.claim(gate);
        let content = self.content_of(gate);
        if let Of::Packages(names) = &of
            && names.is_empty()
        {
            // Nothing was run, so nothing is kept.
            let tried = Tried::nothing("the change affects no package");
            let evidence = self.evidence(claim, content, tried, 0);
            return Ok(Passed {
                gate,
                of,
                evidence,
                is_recalled: false,
            });
        }
        let known = self.ledger.of(&claim, &content);
        if let Some(known) = known.filter(|_| !(self.plan.is_fresh)(gate)) {
            return Ok(Passed {
                gate,
                of,
                evidence: known.clone(),
                is_recalled: true,
            });
        }
        progress("");
        let began = self.host.elapsed();
        let tried = match &self.prepared.failed {
            Some(failed) if !matches!(gate, Gate::Fmt | Gate::Dependencies | Gate::Review) => {
                Tried::of(failed, self.shop, Vec::new())
            }
            failed => Trial {
                host: self.host,
                shop: self.shop,
                of: &of,
                accepted: &self.plan.asked.accepted,
                known: self.known,
                is_prepared: failed.is_none(),
                progress,
            }
            .gate(gate)?,
        };
        let took = self.host.elapsed().saturating_sub(began).as_millis();
        let took = u64::try_from(took).unwrap_or(u64::MAX);
        // Tests may write into their package; the next gate is about the workspace as it is.
        self.shop.renew()?;
        let evidence = self
            .ledger
            .add(self.evidence(claim, content, tried, took))?;
        Ok(Passed {
            gate,
            of,
            evidence,
            is_recalled: false,
        })
    }

    /// The hash of all that a gate rests on. What is known of dependencies stands outside the workspace, and changes without it.
    fn content_of(&self, gate: Gate) -> String {
        match (gate, self.known) {
            (Gate::Dependencies, Ok(known)) => hashed(&[&self.content, &known.basis()]),
            _ => self.content.clone(),
        }
    }

    fn evidence(&self, claim: String, content: String, tried: Tried, wall_ms: u64) -> Evidence {
        let shop = self.shop;
        Evidence {
            id: String::new(),
            claim,
            root: shop.root.clone(),
            content,
            command: tried.command,
            outcome: tried.outcome,
            why: tried.why,
            said: kept(tried.said),
            toolchain: shop.toolchain.release().to_owned(),
            walls: match &shop.level {
                Ok(Level::Namespaces) => "namespaces",
                Ok(Level::Landlock) => "landlock",
                Err(_) => "none",
            }
            .to_owned(),
            network: shop.is_online(),
            env: shop.env_names().map(str::to_owned).collect(),
            at: self.host.now().as_secs(),
            wall_ms,
        }
    }
}

/// Which program this is. What it asks of a workspace and how it reads the answers changes from one to the next, so that what an older one has
/// proven is not known to this one. Its size and time say enough of what may be a hundred megabytes.
fn program(host: &dyn Host, launcher: &Path) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let (kind, at) = (host.kind(launcher).ok(), host.modified(launcher).ok());
    format!("{version} {kind:?} {at:?}")
}

fn hashed(parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

/// As much of it as a ledger should hold.
fn kept(mut said: Vec<String>) -> Vec<String> {
    let (lines, length) = KEPT;
    for line in &mut said {
        if line.len() > length {
            let cut = (0..=length).rev().find(|at| line.is_char_boundary(*at));
            line.truncate(cut.unwrap_or_default());
            line.push('…');
        }
    }
    if said.len() > lines {
        let more = said.len() - lines;
        said.truncate(lines);
        said.push(format!("and {more} more"));
    }
    said
}

#[cfg(test)]
mod tests {
    use rustora_host::MemoryHost;

    use super::*;

    #[test]
    fn what_a_workspace_asks_for_is_understood_or_refused() {
        let of = |settings: &str| {
            let manifest =
                format!("[workspace]\nmembers = []\n[workspace.metadata.rustora]\n{settings}");
            asked(
                &MemoryHost::default().with("/w/Cargo.toml", manifest),
                Path::new("/w"),
            )
        };
        assert_eq!(of("").unwrap().gates, Gate::ALL);
        assert_eq!(of("gates = [\"api\"]").unwrap().gates, [Gate::Api]);
        for (settings, part) in [
            ("gates = []", "not empty"),
            ("gates = \"fmt\"", "a list of names"),
            ("gates = [\"format\"]", "there is no gate `format`"),
            ("accepted = 1", "`accepted` wants tables"),
        ] {
            let why = of(settings).unwrap_err();
            assert!(why.contains(part), "{settings}: {why}");
        }
    }

    #[test]
    fn another_program_does_not_know_what_this_one_has_proven() {
        let path = Path::new("/bin/rustora");
        let of = |bytes: &str| program(&MemoryHost::default().with(path, bytes), path);
        assert_eq!(of("this"), of("this"));
        assert_ne!(hashed(&["c", &of("this")]), hashed(&["c", &of("that one")]));
        assert_ne!(hashed(&["a", "bc"]), hashed(&["ab", "c"]));
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let said = kept(vec!["ü".repeat(KEPT.1); KEPT.0 + 2]);
        assert_eq!(said.len(), KEPT.0 + 1);
        assert_eq!(said[KEPT.0], "and 2 more");
        assert!(said.iter().all(|line| line.len() <= KEPT.1 + "…".len()));
    }
}
