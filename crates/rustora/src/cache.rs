//! Records of earlier reviews, in the user's folder for caches.
//!
//! A cache may be missing, stale, damaged or shared between programs that run at once, and none of that is worth a
//! word to the user: whatever cannot be used is made again.

#![expect(
    clippy::disallowed_methods,
    reason = "engines return data; this is where the program keeps it"
)]

use std::path::{Path, PathBuf};

use rustora_host::Host;
use rustora_review::{Progress, Record, Request, Review, ReviewError};

/// How many records are kept. Each has a slot by its name, so that old ones make room without anybody counting.
const SLOTS: u8 = 64;

/// Reviews, or recalls the last review of the same files.
pub(crate) fn review(
    host: &dyn Host,
    request: &Request,
    progress: &Progress,
) -> Result<Review, ReviewError> {
    let slot = folder(host).map(|folder| folder.join(slot(&Record::name(host, request))));
    if let Some(review) = slot
        .as_ref()
        .and_then(|slot| serde_json::from_slice::<Record>(&host.read(slot).ok()?).ok())
        .and_then(|record| record.recall(host, request))
    {
        return Ok(review);
    }
    let (review, record) = Record::of(host, request, progress)?;
    if let (Some(slot), Some(record)) = (slot, record)
        && let Ok(bytes) = serde_json::to_vec(&record)
    {
        // A cache that cannot be kept costs time later and nothing else.
        _ = keep(&slot, &bytes);
    }
    Ok(review)
}

/// The file for a record.
fn slot(name: &str) -> String {
    let number = name
        .bytes()
        .fold(0_u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte));
    format!("review-{:02}.json", number % SLOTS)
}

/// Where this system's programs keep what they can make again.
pub(crate) fn folder(host: &dyn Host) -> Option<PathBuf> {
    let var = |name| host.var(name).filter(|value| !value.is_empty());
    let base = if cfg!(windows) {
        PathBuf::from(var("LOCALAPPDATA")?)
    } else if let Some(folder) = var("XDG_CACHE_HOME") {
        PathBuf::from(folder)
    } else if cfg!(target_os = "macos") {
        Path::new(&var("HOME")?).join("Library/Caches")
    } else {
        Path::new(&var("HOME")?).join(".cache")
    };
    base.is_absolute().then(|| base.join("rustora"))
}

/// Replaces a file as a whole: whoever reads it sees the old text or the new one.
pub(crate) fn keep(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let fresh = path.with_extension(std::process::id().to_string());
    std::fs::write(&fresh, bytes)?;
    std::fs::rename(&fresh, path)
}

#[cfg(test)]
mod tests {
    use rustora_host::MemoryHost;

    use super::*;

    #[test]
    fn a_folder_is_named_by_the_system_and_never_relative() {
        let host = MemoryHost::default().var_set("XDG_CACHE_HOME", "sub");
        assert_eq!(folder(&host), None);
        if cfg!(target_os = "linux") {
            let host = MemoryHost::default().var_set("HOME", "/u");
            assert_eq!(folder(&host).unwrap(), Path::new("/u/.cache/rustora"));
        }
    }
}
