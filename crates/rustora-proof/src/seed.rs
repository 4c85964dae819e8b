//! Spares a new workshop the compiling of what somebody has compiled already.
//!
//! What a workspace depends on is the same wherever the workspace stands, so its artefacts can be taken over from the target folder of
//! the project, with the times that cargo judges them by. The workspace's own never are: a copy and its original
//! are the same to cargo, and what was compiled of the one would count for the other. Whether an artefact fits (compiler,
//! features, profile, flags) is for cargo to say, as ever; one that does not is compiled again. Files are copied, never linked:
//! what runs here must not write there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rustora_source::cargo::Workspace;
use toml::{Table, Value};

use crate::Workshop;

/// More than this is not copied: bytes. Compiling takes longer than copying up to here on any machine of today.
const LIMIT: u64 = 6 << 30;

/// The parts of a target folder that hold what dependencies are compiled to.
const PARTS: [&str; 3] = [".fingerprint", "build", "deps"];

impl Workshop<'_> {
    /// Fills the target folder from that of the project, where it is still empty.
    pub(crate) fn seed_from_project(&self) {
        let var = self.host.var("CARGO_TARGET_DIR");
        let theirs = var
            .filter(|path| !path.is_empty())
            .map_or_else(|| self.root.join("target"), |path| self.root.join(path));
        let info = self.host.read(&theirs.join(".rustc_info.json"));
        // Of another compiler nothing can be used.
        let is_same_compiler = info.is_ok_and(|info| {
            let info = String::from_utf8_lossy(&info);
            info.contains(self.toolchain.release())
        });
        if is_same_compiler {
            self.seed(&theirs, "target");
        }
    }

    /// Fills the target folder `to` from `from`, where it is still empty. That nothing could be copied costs time and no more.
    pub(crate) fn seed(&self, from: &Path, to: &str) {
        if self
            .host
            .kind(&self.store.path().join(to).join("debug"))
            .is_ok()
        {
            return;
        }
        let from = from.join("debug");
        let foreign = self.foreign();
        let of_foreign = |name: &str| {
            let package = name.rsplit_once('-').map_or(name, |(package, _)| package);
            foreign.contains(package)
        };
        let names = self.host.list(&from.join(PARTS[0])).unwrap_or_default();
        let hashes: BTreeSet<&str> = names
            .iter()
            .filter(|name| of_foreign(name))
            .filter_map(|name| Some(name.rsplit_once('-')?.1))
            .collect();
        let is_wanted = |path: &Path| {
            let mut parts = path.iter().filter_map(|part| part.to_str());
            match (parts.next(), parts.next()) {
                (Some("deps"), Some(file)) => {
                    let stem = file.split('.').next().unwrap_or(file);
                    let hash = stem.rsplit_once('-').map(|(_, hash)| hash);
                    hash.is_some_and(|hash| hashes.contains(hash))
                }
                (Some(".fingerprint" | "build"), Some(folder)) => of_foreign(folder),
                _ => false,
            }
        };
        for part in PARTS {
            let below = |path: &Path| is_wanted(&PathBuf::from(part).join(path));
            let to = format!("{to}/debug/{part}");
            if self
                .store
                .adopt(&from.join(part), &to, LIMIT, &below)
                .is_err()
            {
                return;
            }
        }
    }

    /// The names of the packages that come from a registry or from git. One that the workspace has too is not among them.
    fn foreign(&self) -> BTreeSet<String> {
        let lock = self.host.read(&self.copy.join("Cargo.lock"));
        let lock = String::from_utf8(lock.unwrap_or_default()).unwrap_or_default();
        let lock: Table = lock.parse().unwrap_or_default();
        let packages = lock.get("package").and_then(Value::as_array);
        let mut own: BTreeSet<String> = Workspace::read_manifests(self.host, &self.root)
            .packages
            .into_iter()
            .map(|package| package.name)
            .collect();
        let mut foreign = BTreeSet::new();
        for package in packages.into_iter().flatten() {
            let Some(name) = package.get("name").and_then(Value::as_str) else {
                continue;
            };
            let names = if package.get("source").is_some() {
                &mut foreign
            } else {
                &mut own
            };
            names.insert(name.to_owned());
        }
        foreign.retain(|name| !own.contains(name));
        foreign
    }
}
