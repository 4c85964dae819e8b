//! What the model has read, as fingerprints: a file that has changed since is not written over.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Fingerprints of files as the model knows them.
#[derive(Debug, Default)]
pub struct Seen(Mutex<BTreeMap<PathBuf, blake3::Hash>>);

impl Seen {
    /// The model knows this file, its path canonical, with these bytes.
    pub fn remember(&self, path: &Path, bytes: &[u8]) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(path.to_owned(), blake3::hash(bytes));
    }

    /// Whether the model knows this file as it is now; nothing when it does not know it at all.
    pub fn is_fresh(&self, path: &Path, bytes: &[u8]) -> Option<bool> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(path).map(|hash| *hash == blake3::hash(bytes))
    }
}
