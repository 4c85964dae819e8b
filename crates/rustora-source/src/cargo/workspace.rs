//! The workspace: its root, its members, its lock file.

use std::path::{Path, PathBuf};

use rustora_host::{Host, Kind, plain};
use toml::{Table, Value};

use super::manifest::Manifest;
use super::{Lock, Note, Package, Target, TargetKind};

/// A workspace, or a single package, or a folder without either.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    /// The folder of the root manifest.
    pub root: PathBuf,
    /// Its packages, in the order of their folders.
    pub packages: Vec<Package>,
    /// Its lock file, where it has a readable one.
    pub lock: Option<Lock>,
    /// `[workspace.metadata.rustora]`, or `[package.metadata.rustora]` of a single package.
    pub settings: Table,
    /// What could not be read.
    pub notes: Vec<Note>,
}

/// The folder of the workspace that `start`, a canonical file or folder, belongs to: the nearest manifest
/// above it, or the one further up whose workspace that package is a member of.
pub fn find_root(host: &dyn Host, start: &Path) -> Option<PathBuf> {
    let mut nearest: Option<PathBuf> = None;
    for folder in start.ancestors() {
        if !host.is_file(&folder.join("Cargo.toml")) {
            continue;
        }
        let manifest = Manifest::read(host, folder).ok();
        let package = nearest.get_or_insert_with(|| folder.to_owned()).clone();
        if let Some(workspace) = manifest.as_ref().and_then(Manifest::workspace)
            && (package == folder || is_member(host, folder, workspace, &package))
        {
            return Some(folder.to_owned());
        }
    }
    nearest
}

fn is_member(host: &dyn Host, root: &Path, workspace: &Table, package: &Path) -> bool {
    let excluded =
        strings(workspace, "exclude").any(|path| package.starts_with(plain(&root.join(path))));
    !excluded
        && member_folders(host, root, workspace)
            .iter()
            .any(|folder| folder == package)
}

impl Workspace {
    /// Reads the workspace at `root`, a folder that [`find_root`] found.
    pub fn read(host: &dyn Host, root: &Path) -> Self {
        let mut out = Self::read_manifests(host, root);
        out.read_lock(host);
        out
    }

    /// Reads the workspace without its lock file: that of a dependency says nothing to whoever depends on it.
    pub fn read_manifests(host: &dyn Host, root: &Path) -> Self {
        let mut out = Self {
            root: root.to_owned(),
            ..Self::default()
        };
        let manifest = match Manifest::read(host, root) {
            Ok(manifest) => Some(manifest),
            Err(why) => {
                out.note(
                    &root.join("Cargo.toml"),
                    &format!("{why}; its dependencies are unknown"),
                );
                out.packages.extend(guessed(host, root));
                None
            }
        };
        let settings =
            |table: Option<&Table>| table?.get("metadata")?.get("rustora")?.as_table().cloned();
        if let Some(manifest) = &manifest {
            out.settings = settings(manifest.workspace())
                .or_else(|| settings(manifest.package()))
                .unwrap_or_default();
            out.packages
                .extend(manifest.to_package(host, Some(manifest)));
            if let Some(workspace) = manifest.workspace() {
                out.read_members(host, manifest, workspace);
            }
            out.read_path_dependencies(host, manifest);
        }
        out.packages.sort_by(|a, b| a.folder.cmp(&b.folder));
        out.packages.dedup_by(|a, b| a.folder == b.folder);
        out
    }

    fn note(&mut self, path: &Path, message: &str) {
        self.notes.push(Note {
            path: path.to_owned(),
            message: message.to_owned(),
        });
    }

    fn read_members(&mut self, host: &dyn Host, root: &Manifest, workspace: &Table) {
        let excluded: Vec<PathBuf> = strings(workspace, "exclude")
            .map(|path| plain(&self.root.join(path)))
            .collect();
        for folder in member_folders(host, &self.root, workspace) {
            if excluded.iter().any(|excluded| folder.starts_with(excluded)) {
                continue;
            }
            self.read_package(host, root, &folder);
        }
    }

    fn read_package(&mut self, host: &dyn Host, root: &Manifest, folder: &Path) {
        if self.packages.iter().any(|package| package.folder == folder) {
            return;
        }
        match Manifest::read(host, folder) {
            Ok(manifest) => self.packages.extend(manifest.to_package(host, Some(root))),
            Err(why) => {
                self.note(
                    &folder.join("Cargo.toml"),
                    &format!("{why}; its dependencies are unknown"),
                );
                self.packages.extend(guessed(host, folder));
            }
        }
    }

    /// Path dependencies inside the root are members without being listed, as cargo has it.
    fn read_path_dependencies(&mut self, host: &dyn Host, root: &Manifest) {
        let mut next = 0;
        while let Some(package) = self.packages.get(next) {
            let paths = package
                .dependencies
                .iter()
                .flatten()
                .filter_map(|dependency| dependency.path.as_deref());
            let paths: Vec<PathBuf> = paths
                .map(plain)
                .filter(|path| path.starts_with(&self.root))
                .collect();
            for folder in paths {
                if root.workspace().is_some() && host.is_file(&folder.join("Cargo.toml")) {
                    self.read_package(host, root, &folder);
                }
            }
            next += 1;
        }
    }

    fn read_lock(&mut self, host: &dyn Host) {
        let path = self.root.join("Cargo.lock");
        let unversioned =
            "the versions of the dependencies are unknown, so their own sources are not read";
        match host.read(&path).map(String::from_utf8) {
            Ok(Ok(text)) => match Lock::parse(&text) {
                Ok(lock) => self.lock = Some(lock),
                Err(why) => self.note(
                    &path,
                    &format!("the lock file does not parse: {why}; {unversioned}"),
                ),
            },
            Ok(Err(_)) => self.note(&path, &format!("the lock file is not UTF-8; {unversioned}")),
            Err(_) => self.note(
                &path,
                &format!(
                    "there is no lock file: {unversioned} (`cargo generate-lockfile` makes one)"
                ),
            ),
        }
    }
}

/// The package that cargo's conventions suggest, for a manifest that cannot be read.
fn guessed(host: &dyn Host, folder: &Path) -> Option<Package> {
    let name = folder.file_name()?.to_str()?.to_owned();
    let mut targets = Vec::new();
    for (kind, file) in [
        (TargetKind::Lib, "src/lib.rs"),
        (TargetKind::Bin, "src/main.rs"),
    ] {
        let root = folder.join(file);
        if host.is_file(&root) {
            targets.push(Target {
                kind,
                name: name.replace('-', "_"),
                root,
                needs_features: false,
            });
        }
    }
    let tests = folder.join("tests");
    for entry in host.list(&tests).unwrap_or_default() {
        if let Some(stem) = entry.strip_suffix(".rs") {
            targets.push(Target {
                kind: TargetKind::Test,
                name: stem.to_owned(),
                root: tests.join(&entry),
                needs_features: false,
            });
        }
    }
    let folder = folder.to_owned();
    Some(Package {
        name,
        folder,
        edition: super::Edition::E2024,
        rust_version: None,
        targets,
        dependencies: None,
    })
}

fn strings<'t>(table: &'t Table, key: &str) -> impl Iterator<Item = &'t str> {
    table
        .get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

fn member_folders(host: &dyn Host, root: &Path, workspace: &Table) -> Vec<PathBuf> {
    let mut folders = Vec::new();
    for pattern in strings(workspace, "members") {
        let mut found = vec![root.to_owned()];
        for part in pattern.split('/').filter(|part| !part.is_empty()) {
            found = if part.contains(['*', '?']) {
                let expand = |folder: &PathBuf| -> Vec<PathBuf> {
                    let names = host.list(folder).unwrap_or_default();
                    names
                        .into_iter()
                        .filter(|name| matches(part, name))
                        .map(|name| folder.join(name))
                        .collect()
                };
                found
                    .iter()
                    .flat_map(expand)
                    .filter(|path| host.kind(path).ok() == Some(Kind::Folder))
                    .collect()
            } else {
                found.into_iter().map(|folder| folder.join(part)).collect()
            };
        }
        folders.extend(
            found
                .into_iter()
                .map(|folder| plain(&folder))
                .filter(|folder| {
                    !pattern.contains(['*', '?']) || host.is_file(&folder.join("Cargo.toml"))
                }),
        );
    }
    folders
}

/// Whether a name fits a pattern of `*` and `?`.
fn matches(pattern: &str, name: &str) -> bool {
    match (pattern.chars().next(), name.chars().next()) {
        (None, None) => true,
        (Some('*'), _) => {
            let rest = &pattern[1..];
            matches(rest, name)
                || name
                    .char_indices()
                    .any(|(at, c)| matches(rest, &name[at + c.len_utf8()..]))
        }
        (Some('?'), Some(c)) => matches(&pattern[1..], &name[c.len_utf8()..]),
        (Some(p), Some(c)) if p == c => matches(&pattern[p.len_utf8()..], &name[c.len_utf8()..]),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustora_host::MemoryHost;

    fn host() -> MemoryHost {
        MemoryHost::new([
            (
                "/w/Cargo.toml",
                "[workspace]\nmembers = [\"crates/*\"]\nexclude = [\"crates/out\"]\n[workspace.package]\nedition = \"2021\"\n[workspace.dependencies]\nhttp = { package = \"reqwest\", version = \"0.13\", features = [\"json\"] }\n",
            ),
            (
                "/w/crates/api/Cargo.toml",
                "[package]\nname = \"api-server\"\nedition.workspace = true\n[dependencies]\nhttp = { workspace = true, features = [\"gzip\"] }\nstore = { path = \"../store\" }\n",
            ),
            ("/w/crates/api/src/main.rs", ""),
            ("/w/crates/api/tests/it/main.rs", ""),
            (
                "/w/crates/store/Cargo.toml",
                "[package]\nname = \"store\"\n",
            ),
            ("/w/crates/store/src/lib.rs", ""),
            ("/w/crates/out/Cargo.toml", "[package]\nname = \"out\"\n"),
            ("/w/crates/bad/Cargo.toml", "[package\n"),
            ("/w/crates/bad/src/lib.rs", ""),
        ])
    }

    #[test]
    fn members_inherit_and_a_broken_one_is_noted() {
        let host = host();
        let workspace = Workspace::read(&host, Path::new("/w"));
        let names: Vec<_> = workspace
            .packages
            .iter()
            .map(|package| package.name.as_str())
            .collect();
        assert_eq!(names, ["api-server", "bad", "store"]);
        let api = &workspace.packages[0];
        assert_eq!(api.edition, super::super::Edition::E2021);
        let targets: Vec<_> = api
            .targets
            .iter()
            .map(|target| (target.kind, target.name.as_str()))
            .collect();
        assert_eq!(
            targets,
            [(TargetKind::Bin, "api_server"), (TargetKind::Test, "it")]
        );
        let http = &api.dependencies.as_ref().unwrap()[0];
        assert_eq!(
            (http.package.as_str(), http.features.join(" ")),
            ("reqwest", "gzip json".into())
        );
        assert!(workspace.packages[1].dependencies.is_none());
        assert!(
            workspace
                .notes
                .iter()
                .any(|note| note.message.contains("line 1")),
            "{:?}",
            workspace.notes
        );
    }

    #[test]
    fn the_root_is_the_workspace_that_lists_the_package() {
        let host = host();
        let root = |path: &str| find_root(&host, Path::new(path));
        assert_eq!(root("/w/crates/api/src/main.rs"), Some("/w".into()));
        assert_eq!(root("/w/crates/out/src"), Some("/w/crates/out".into()));
        assert_eq!(root("/elsewhere"), None);
    }

    #[test]
    fn patterns() {
        assert!(matches("a*-?b", "axx-1b") && matches("*", "") && !matches("a?", "a"));
    }
}
