//! One `Cargo.toml`.
//!
//! Read value by value rather than into one type: a field of an unexpected shape costs that field, not the file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rustora_host::Host;
use toml::{Table, Value};

use super::{Dependency, Edition, Package, Target, TargetKind};

/// A manifest as it was read.
pub(super) struct Manifest {
    pub(super) folder: PathBuf,
    pub(super) table: Table,
}

impl Manifest {
    /// Reads `folder/Cargo.toml`.
    pub(super) fn read(host: &dyn Host, folder: &Path) -> Result<Self, String> {
        let path = folder.join("Cargo.toml");
        let bytes = host
            .read(&path)
            .map_err(|error| format!("cannot read the manifest: {error}"))?;
        let text = String::from_utf8(bytes)
            .map_err(|_| "the manifest is not UTF-8; save it as UTF-8".to_owned())?;
        let table = text.trim_start_matches('\u{feff}').parse::<Table>().map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let line = text.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
            format!("the manifest does not parse at line {line}: {}; run `cargo metadata` for details", error.message())
        })?;
        Ok(Self {
            folder: folder.to_owned(),
            table,
        })
    }

    pub(super) fn workspace(&self) -> Option<&Table> {
        self.table.get("workspace").and_then(Value::as_table)
    }

    pub(super) fn package(&self) -> Option<&Table> {
        self.table
            .get("package")
            .or_else(|| self.table.get("project"))
            .and_then(Value::as_table)
    }

    /// The package, with what it inherits from the workspace's root manifest.
    pub(super) fn to_package(&self, host: &dyn Host, root: Option<&Manifest>) -> Option<Package> {
        let package = self.package()?;
        let shared = root.and_then(Manifest::workspace);
        let inherited = |key: &str| -> Option<String> {
            match package.get(key)? {
                Value::String(text) => Some(text.clone()),
                Value::Table(_) => shared?
                    .get("package")?
                    .get(key)?
                    .as_str()
                    .map(str::to_owned),
                _ => None,
            }
        };
        let name = package.get("name").and_then(Value::as_str)?.to_owned();
        let edition = inherited("edition").map_or(Edition::E2015, |text| Edition::parse(&text));
        let rust_version = inherited("rust-version").and_then(|text| {
            let mut parts = text.split('.').map(|part| part.parse().ok());
            Some((parts.next()??, parts.next().flatten().unwrap_or(0)))
        });
        Some(Package {
            targets: self.targets(host, &name, package),
            dependencies: Some(self.dependencies(root)),
            folder: self.folder.clone(),
            name,
            edition,
            rust_version,
        })
    }

    fn dependencies(&self, root: Option<&Manifest>) -> Vec<Dependency> {
        let mut found = BTreeMap::<String, Dependency>::new();
        let mut tables = vec![&self.table];
        let targets = self.table.get("target").and_then(Value::as_table);
        tables.extend(
            targets
                .into_iter()
                .flat_map(Table::values)
                .filter_map(Value::as_table),
        );
        for table in tables {
            for (section, normal) in [
                ("dependencies", true),
                ("dev-dependencies", false),
                ("dev_dependencies", false),
                ("build-dependencies", false),
            ] {
                for (key, value) in table
                    .get(section)
                    .and_then(Value::as_table)
                    .into_iter()
                    .flatten()
                {
                    let dependency = self.dependency(root, key, value, normal);
                    found
                        .entry(dependency.name.clone())
                        .and_modify(|other| {
                            other.normal |= dependency.normal;
                            other.optional &= dependency.optional;
                            other.features.extend(dependency.features.iter().cloned());
                        })
                        .or_insert(dependency);
                }
            }
        }
        found.into_values().collect()
    }

    fn dependency(
        &self,
        root: Option<&Manifest>,
        key: &str,
        value: &Value,
        normal: bool,
    ) -> Dependency {
        let (mut folder, mut base) = (&self.folder, value);
        if value.get("workspace").and_then(Value::as_bool) == Some(true)
            && let Some(root) = root
            && let Some(shared) = root
                .workspace()
                .and_then(|table| table.get("dependencies")?.get(key))
        {
            (folder, base) = (&root.folder, shared);
        }
        let text = |name: &str| base.get(name).and_then(Value::as_str);
        let features = [value, base]
            .into_iter()
            .filter_map(|table| table.get("features")?.as_array())
            .flatten();
        Dependency {
            name: key.replace('-', "_"),
            package: text("package").unwrap_or(key).to_owned(),
            path: text("path").map(|path| folder.join(path)),
            version: base.as_str().or_else(|| text("version")).map(str::to_owned),
            features: features
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
            normal,
            optional: value.get("optional").and_then(Value::as_bool) == Some(true),
        }
    }

    /// Whether a target is only compiled when certain features are switched on.
    fn needs_features(&self, kind: TargetKind, name: &str) -> bool {
        let section = match kind {
            TargetKind::Bin => "bin",
            TargetKind::Example => "example",
            TargetKind::Test => "test",
            TargetKind::Bench => "bench",
            TargetKind::Lib | TargetKind::Build => return false,
        };
        let listed = self.table.get(section).and_then(Value::as_array);
        listed.into_iter().flatten().any(|target| {
            target.get("name").and_then(Value::as_str) == Some(name)
                && target.get("required-features").is_some()
        })
    }

    fn targets(&self, host: &dyn Host, name: &str, package: &Table) -> Vec<Target> {
        let mut targets = Vec::new();
        let mut add = |kind: TargetKind, name: &str, root: PathBuf| {
            if host.is_file(&root) && !targets.iter().any(|other: &Target| other.root == root) {
                targets.push(Target {
                    kind,
                    name: name.replace('-', "_"),
                    needs_features: self.needs_features(kind, name),
                    root,
                });
            }
        };
        let lib = self.table.get("lib").and_then(Value::as_table);
        let lib_text = |key: &str| lib.and_then(|lib| lib.get(key)?.as_str());
        add(
            TargetKind::Lib,
            lib_text("name").unwrap_or(name),
            self.folder.join(lib_text("path").unwrap_or("src/lib.rs")),
        );
        for (section, kind, place) in [
            ("bin", TargetKind::Bin, "src/bin"),
            ("example", TargetKind::Example, "examples"),
            ("test", TargetKind::Test, "tests"),
            ("bench", TargetKind::Bench, "benches"),
        ] {
            for target in self
                .table
                .get(section)
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
            {
                let target_name = target.get("name").and_then(Value::as_str).unwrap_or(name);
                if let Some(path) = target.get("path").and_then(Value::as_str) {
                    add(kind, target_name, self.folder.join(path));
                }
            }
            if kind == TargetKind::Bin {
                add(kind, name, self.folder.join("src/main.rs"));
            }
            let automatic = package.get(&format!(
                "auto{}s",
                if kind == TargetKind::Bench {
                    "benche"
                } else {
                    section
                }
            ));
            if automatic.and_then(Value::as_bool) == Some(false) {
                continue;
            }
            let folder = self.folder.join(place);
            for entry in host.list(&folder).unwrap_or_default() {
                match entry.strip_suffix(".rs") {
                    Some(stem) => add(kind, stem, folder.join(&entry)),
                    None => add(kind, &entry, folder.join(&entry).join("main.rs")),
                }
            }
        }
        let build = package.get("build");
        if build.and_then(Value::as_bool) != Some(false) {
            let path = build.and_then(Value::as_str).unwrap_or("build.rs");
            add(
                TargetKind::Build,
                "build_script_build",
                self.folder.join(path),
            );
        }
        targets
    }
}
