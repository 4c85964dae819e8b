//! What a review and the memory have to say to each other.
//!
//! A finding that the memory accepts is left out and named among the notes, in every format. A finding that comes back in review after review
//! is offered as an entry: either somebody means it to be so and nobody has said it, or it is in nobody's way.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rustora_architect::remembered::{Exceptions, Silenced, offer as entry};
use rustora_host::Host;
use rustora_memory::{Memory, Place, Scope, place, project_root};
use rustora_review::{Note, Review};

use crate::cache;
use crate::cli::memory::AGENT;
use crate::exit::tell;
use crate::render::text::{count, neutral};

/// In how many reviews a finding has to come back before it is offered.
const OFTEN: u32 = 3;

/// Leaves out what the memory accepts, and notes which entry it was.
pub(crate) fn silence(host: &dyn Host, review: &mut Review) {
    let root = project_root(host, &review.root);
    let mut exceptions = Exceptions::default();
    for scope in Scope::ALL {
        // A memory that cannot be read makes no review quieter.
        let Ok(place) = place(host, &root, scope, AGENT) else {
            continue;
        };
        if let Ok(memory) = Memory::read(host, &place) {
            let named = |file: &str| named(&root, &place, file);
            exceptions.join(Exceptions::of(&memory.entries(), named));
        }
    }
    for silenced in exceptions.apply(&mut review.findings) {
        review.notes.push(note(silenced));
    }
}

fn named(root: &Path, place: &Place, file: &str) -> String {
    let path = place.folder.join(file);
    let below = path.strip_prefix(root).unwrap_or(&path);
    below.display().to_string()
}

fn note(silenced: Silenced) -> Note {
    let found = silenced.findings.join(", ");
    Note {
        path: silenced.place,
        message: format!(
            "silent here because the memory says \"{}\": {found}",
            silenced.text.lines().collect::<Vec<_>>().join(" ")
        ),
    }
}

/// Counts the findings that have come back, and offers to remember those that keep doing so.
pub(crate) fn offer(host: &dyn Host, review: &Review) {
    let Some(file) = counts_file(host, &review.root) else {
        return;
    };
    let before: BTreeMap<String, u32> = host
        .read(&file)
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default();
    let mut counts = BTreeMap::new();
    let mut often = Vec::new();
    for finding in &review.findings {
        let seen = before
            .get(&finding.fingerprint)
            .copied()
            .unwrap_or(0)
            .saturating_add(1);
        counts.insert(finding.fingerprint.clone(), seen);
        if seen >= OFTEN {
            often.push(finding);
        }
    }
    if let Ok(bytes) = serde_json::to_vec(&counts) {
        // What is not kept is counted anew, and nothing else.
        _ = cache::keep(&file, &bytes);
    }
    if let [first, ..] = often.as_slice() {
        let (are, them) = match often.len() {
            1 => ("was", "it is"),
            _ => ("were", "one of them is"),
        };
        tell(&format!(
            "{} {are} here in the last {OFTEN} reviews too. If {them} meant to be so, say it once:\n  rustora memory add '{}'\n",
            count(often.len(), "finding"),
            neutral(&entry(first)),
        ));
    }
}

/// Where it is kept how often each finding of a workspace came back.
fn counts_file(host: &dyn Host, root: &Path) -> Option<PathBuf> {
    let sum = root
        .to_string_lossy()
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
            (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    cache::folder(host).map(|folder| folder.join("recurring").join(format!("{sum:016x}.json")))
}
