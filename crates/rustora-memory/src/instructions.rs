//! What the repository tells every agent anyway: its instructions, which a memory need not repeat and must not contradict.

use std::path::{Path, PathBuf};

use rustora_host::{Host, Kind};

use crate::document::Document;
use crate::fit::Refusal;
use crate::relation::{Relation, relation};
use crate::words::Claim;

/// Where agents are told what holds for a repository.
const FILES: [&str; 10] = [
    "CLAUDE.md",
    "CLAUDE.local.md",
    ".claude/CLAUDE.md",
    "AGENTS.md",
    "GEMINI.md",
    ".github/copilot-instructions.md",
    ".cursorrules",
    ".windsurfrules",
    "CONVENTIONS.md",
    "CONTRIBUTING.md",
];

/// The size from which a file is not read, in bytes.
const TOO_LARGE: u64 = 1 << 20;

/// The instructions of a repository.
#[derive(Clone, Debug, Default)]
pub struct Instructions {
    said: Vec<(PathBuf, u32, String, Claim)>,
}

impl Instructions {
    /// Reads those of the repository at `root`. What is not there, or cannot be read, says nothing.
    pub fn read(host: &dyn Host, root: &Path) -> Self {
        let mut out = Self::default();
        let rules = host.list(&root.join(".claude/rules")).unwrap_or_default();
        let rules = rules
            .iter()
            .filter(|name| Path::new(name).extension() == Some("md".as_ref()));
        let rules = rules.map(|name| PathBuf::from(".claude/rules").join(name));
        for path in FILES.iter().map(PathBuf::from).chain(rules) {
            let full = root.join(&path);
            if !matches!(host.kind(&full), Ok(Kind::File(size)) if size <= TOO_LARGE) {
                continue;
            }
            let Ok(bytes) = host.read(&full) else {
                continue;
            };
            let document = Document::parse(String::from_utf8_lossy(&bytes).into_owned());
            for block in document.entries() {
                let text = document.words(block);
                let claim = Claim::of(&text);
                out.said
                    .push((path.clone(), document.blocks()[block].line, text, claim));
            }
        }
        out
    }

    /// Fails where they say the same, or the opposite.
    pub(crate) fn judge(&self, claim: &Claim) -> Result<(), Refusal> {
        for (path, line, text, said) in &self.said {
            let (path, line, text) = (path.clone(), *line, text.clone());
            match relation(claim, said) {
                Relation::Same => return Err(Refusal::Said { path, line, text }),
                Relation::Contradicts => return Err(Refusal::SaidOtherwise { path, line, text }),
                Relation::Other => {}
            }
        }
        Ok(())
    }
}
