//! The ledger of evidence: what was proven, on which content, appended line by line.
//!
//! A line is one JSON object, written in one piece and on the disk when it is told of. A crash can leave half a line at the end,
//! which is passed over; several programs may append at once. It answers for exactly the content that a proof was made on, and
//! forgets the oldest lines when it grows too long.

use std::path::PathBuf;

use rustora_host::{Folder, Host};
use serde::{Deserialize, Serialize};

use crate::ProofError;

/// The file.
const FILE: &str = "ledger.jsonl";
/// In bytes, when the oldest lines are forgotten, and how much is kept then.
const LONGEST: usize = 4 << 20;
const KEPT: usize = 2 << 20;

/// How a proof ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It holds.
    Proven,
    /// It does not.
    Refuted,
    /// It could not be tried.
    Unproven,
}

impl Outcome {
    /// Its name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Proven => "proven",
            Self::Refuted => "refuted",
            Self::Unproven => "unproven",
        }
    }
}

/// What was run, on what, and how it ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The first characters of the hash of everything else.
    pub id: String,
    /// What was to be shown, such as `tests`.
    pub claim: String,
    /// The workspace.
    pub root: PathBuf,
    /// The hash of all that it rests on: sources, lock file, compiler, environment, flags, and this program.
    pub content: String,
    /// What was run.
    pub command: String,
    /// How it ended.
    pub outcome: Outcome,
    /// What was wrong or missing, or why there was nothing to hold, in one line; empty where there is nothing to say.
    pub why: String,
    /// The same line by line, and what is told besides: as much as a ledger should hold.
    #[serde(default)]
    pub said: Vec<String>,
    /// The compiler.
    pub toolchain: String,
    /// How it was confined: `namespaces`, `landlock`, or `none`.
    pub walls: String,
    /// Whether the network was open.
    pub network: bool,
    /// The user's variables that were let in.
    pub env: Vec<String>,
    /// When it ended, in seconds since 1970.
    pub at: u64,
    /// How long it took, in milliseconds.
    pub wall_ms: u64,
}

/// All evidence that a store keeps.
pub struct Ledger<'h> {
    host: &'h dyn Host,
    store: Folder,
    lines: Vec<Evidence>,
}

impl<'h> Ledger<'h> {
    /// Reads it; a store without one has an empty one.
    pub fn open(host: &'h dyn Host, store: &Folder) -> Self {
        let bytes = host.read(&store.path().join(FILE)).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        // What is no evidence is half a line, or that of a version to come.
        let lines = text
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok());
        Self {
            host,
            store: store.clone(),
            lines: lines.collect(),
        }
    }

    /// All of it, the oldest first.
    pub fn all(&self) -> &[Evidence] {
        &self.lines
    }

    /// What is known of a claim about exactly this content. That something could not be tried is not known for long: it is
    /// tried again.
    pub fn of(&self, claim: &str, content: &str) -> Option<&Evidence> {
        self.lines.iter().rev().find(|known| {
            known.claim == claim && known.content == content && known.outcome != Outcome::Unproven
        })
    }

    /// Adds to it, and gives the evidence back with its id.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add(&mut self, mut evidence: Evidence) -> Result<Evidence, ProofError> {
        let failed = |error| ProofError::store(&self.store.path().join(FILE), error);
        evidence.id = String::new();
        let text = serde_json::to_string(&evidence).unwrap_or_default();
        blake3::hash(text.as_bytes()).to_hex()[..12].clone_into(&mut evidence.id);
        let mut line = serde_json::to_vec(&evidence).unwrap_or_default();
        line.push(b'\n');
        let _lock = self.store.lock("ledger.lock").map_err(failed)?;
        let path = self.store.path().join(FILE);
        let old = self.host.read(&path).unwrap_or_default();
        // A crash has left half a line: what follows has to start on its own.
        if old.last().is_some_and(|last| *last != b'\n') {
            line.insert(0, b'\n');
        }
        if old.len() + line.len() > LONGEST {
            let cut = old.len().saturating_sub(KEPT);
            let start = old[cut..]
                .iter()
                .position(|byte| *byte == b'\n')
                .map_or(old.len(), |at| cut + at + 1);
            let mut kept = old[start..].to_vec();
            kept.append(&mut line);
            self.store.replace(FILE, &kept).map_err(failed)?;
        } else {
            self.store.append(FILE, &line).map_err(failed)?;
        }
        self.lines.push(evidence.clone());
        Ok(evidence)
    }

    /// Forgets what no longer answers for anything: all but the newest line of each claim about each workspace. Says how many
    /// lines went.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn gc(&mut self) -> Result<usize, ProofError> {
        let failed = |error| ProofError::store(&self.store.path().join(FILE), error);
        let _lock = self.store.lock("ledger.lock").map_err(failed)?;
        let all = Self::open(self.host, &self.store).lines;
        let count = all.len();
        let mut kept: Vec<Evidence> = Vec::new();
        for evidence in all.into_iter().rev() {
            let same =
                |known: &Evidence| known.claim == evidence.claim && known.root == evidence.root;
            if !kept.iter().any(same) {
                kept.push(evidence);
            }
        }
        kept.reverse();
        let mut bytes = Vec::new();
        for evidence in &kept {
            bytes.append(&mut serde_json::to_vec(evidence).unwrap_or_default());
            bytes.push(b'\n');
        }
        self.store.replace(FILE, &bytes).map_err(failed)?;
        let gone = count - kept.len();
        self.lines = kept;
        Ok(gone)
    }
}

#[cfg(test)]
mod tests {
    use rustora_host::OsHost;

    use super::*;

    fn evidence(claim: &str, content: &str, outcome: Outcome) -> Evidence {
        Evidence {
            id: String::new(),
            claim: claim.to_owned(),
            root: PathBuf::from("/w"),
            content: content.to_owned(),
            command: "cargo test".to_owned(),
            outcome,
            why: String::new(),
            said: Vec::new(),
            toolchain: "1.95.0".to_owned(),
            walls: "namespaces".to_owned(),
            network: false,
            env: Vec::new(),
            at: 1,
            wall_ms: 2,
        }
    }

    #[test]
    fn it_answers_for_the_same_content_only_and_survives_half_a_line() {
        let temp = tempfile::tempdir().unwrap();
        let (host, store) = (OsHost::new(), Folder::open(temp.path()).unwrap());
        let mut ledger = Ledger::open(&host, &store);
        ledger.add(evidence("tests", "a", Outcome::Proven)).unwrap();
        store.append(FILE, b"{\"id\":\"half").unwrap();
        ledger
            .add(evidence("tests", "b", Outcome::Unproven))
            .unwrap();
        let mut ledger = Ledger::open(&host, &store);
        assert_eq!(ledger.all().len(), 2);
        assert!(ledger.of("tests", "a").is_some());
        assert!(ledger.of("tests", "b").is_none());
        assert!(ledger.of("docs", "a").is_none());
        assert_eq!(ledger.gc().unwrap(), 1);
        assert_eq!(Ledger::open(&host, &store).all().len(), 1);
    }

    #[test]
    fn several_programs_add_at_once_and_it_stays_bounded() {
        let temp = tempfile::tempdir().unwrap();
        let store = Folder::open(temp.path()).unwrap();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let host = OsHost::new();
                    let mut ledger = Ledger::open(&host, &store);
                    for _ in 0..20 {
                        ledger.add(evidence("tests", "a", Outcome::Proven)).unwrap();
                    }
                });
            }
        });
        let host = OsHost::new();
        let mut ledger = Ledger::open(&host, &store);
        assert_eq!(ledger.all().len(), 80);
        let long = "x".repeat(LONGEST / 4);
        for _ in 0..9 {
            ledger
                .add(evidence("tests", &long, Outcome::Proven))
                .unwrap();
        }
        let length = host.read(&temp.path().join(FILE)).unwrap().len();
        assert!(length <= LONGEST, "{length}");
    }
}
