//! The Rust API Guidelines, as far as a program can check them.
//!
//! They are about libraries that others use, so only packages with a library are looked at that may be published. What a manifest shows
//! is read here; what code shows is asked of lints that the compiler and clippy have. Lints are asked for with `-W`: what the code or a manifest
//! allows, with its reason, stands. Most guidelines need a reader, and nothing is said of those; nor of C-STABLE, for which one would
//! have to know which types of others are part of the interface.
//!
//! Source: <https://rust-lang.github.io/api-guidelines/checklist.html>.

use std::path::{Path, PathBuf};

use rustora_host::Host;
use rustora_proof::Lint;
use rustora_source::cargo::{TargetKind, Workspace};
use toml::{Table, Value};

use crate::accepted::{Hit, What};

/// Which guideline a lint speaks of. What pedantic lints say, such as that errors and panics are not documented (C-FAILURE), is the matter of
/// the gate `pedantic` and would be told twice.
pub(crate) const LINTS: [(&str, &str); 13] = [
    ("missing_docs", "C-CRATE-DOC"),
    ("missing_debug_implementations", "C-DEBUG"),
    ("non_camel_case_types", "C-CASE"),
    ("non_snake_case", "C-CASE"),
    ("non_upper_case_globals", "C-CASE"),
    ("clippy::from_over_into", "C-CONV-TRAITS"),
    ("clippy::missing_safety_doc", "C-FAILURE"),
    ("clippy::new_ret_no_self", "C-CTOR"),
    ("clippy::new_without_default", "C-COMMON-TRAITS"),
    ("clippy::result_unit_err", "C-GOOD-ERR"),
    ("clippy::should_implement_trait", "C-COMMON-TRAITS"),
    ("clippy::upper_case_acronyms", "C-CASE"),
    ("clippy::wrong_self_convention", "C-CONV"),
];

/// A clippy that looks at what is published too: by itself it leaves alone there what cannot be renamed without breaking others.
pub(crate) const CLIPPY_TOML: &str = "avoid-breaking-exported-api = false\n";

/// A package whose library others may come to use.
#[derive(Clone, Debug)]
pub(crate) struct Library {
    pub(crate) name: String,
    folder: PathBuf,
    /// The root file of the library.
    pub(crate) root: PathBuf,
    manifest: Table,
    /// `[workspace]` of the root manifest.
    shared: Table,
}

/// The packages with a library that may be published.
pub(crate) fn libraries(host: &dyn Host, workspace: &Workspace) -> Vec<Library> {
    let read = |folder: &Path| -> Option<Table> {
        let bytes = host.read(&folder.join("Cargo.toml")).ok()?;
        String::from_utf8(bytes).ok()?.parse().ok()
    };
    let shared =
        read(&workspace.root).and_then(|table| table.get("workspace")?.as_table().cloned());
    let shared = shared.unwrap_or_default();
    let library = |package: &rustora_source::cargo::Package| {
        let mut targets = package.targets.iter();
        let library = Library {
            name: package.name.clone(),
            root: targets
                .find(|target| target.kind == TargetKind::Lib)?
                .root
                .clone(),
            manifest: read(&package.folder)?,
            folder: package.folder.clone(),
            shared: shared.clone(),
        };
        let is_published = match library.field("publish") {
            Some(Value::Boolean(publish)) => *publish,
            Some(Value::Array(registries)) => !registries.is_empty(),
            // Without a version nothing can be published.
            _ => library.field("version").is_some(),
        };
        is_published.then_some(library)
    };
    workspace.packages.iter().filter_map(library).collect()
}

impl Library {
    /// A field of `[package]`, which may be the workspace's.
    fn field(&self, name: &str) -> Option<&Value> {
        let own = self.manifest.get("package")?.get(name)?;
        if own.get("workspace").and_then(Value::as_bool) == Some(true) {
            self.shared.get("package")?.get(name)
        } else {
            Some(own)
        }
    }

    fn hit(&self, guideline: &str, told: &str) -> Hit {
        let what = What::Guideline {
            id: guideline.to_owned(),
            package: Some(self.name.clone()),
        };
        (what, format!("{told} [{guideline}]"))
    }

    /// What its manifest shows.
    pub(crate) fn of_manifest(&self) -> Vec<Hit> {
        let mut hits = Vec::new();
        let is_there = |name: &str| self.field(name).and_then(Value::as_str).is_some();
        let wanted = [
            ("description", is_there("description")),
            ("license", is_there("license") || is_there("license-file")),
            ("repository", is_there("repository")),
        ];
        for (name, _) in wanted.into_iter().filter(|(_, is_there)| !is_there) {
            let line = format!("{}: its manifest has no `{name}`", self.name);
            hits.push(self.hit("C-METADATA", &line));
        }
        let features = self.manifest.get("features").and_then(Value::as_table);
        for feature in features.into_iter().flat_map(Table::keys) {
            let cut = ["use-", "use_", "with-", "with_", "no-", "no_"];
            if let Some(word) = cut.into_iter().find(|word| feature.starts_with(*word)) {
                let said = word.trim_end_matches(['-', '_']);
                let why = if said == "no" {
                    "features add; what is left out by default is a feature that is on".to_owned()
                } else {
                    format!("`{said}` says nothing")
                };
                let line = format!("{}: the feature `{feature}`: {why}", self.name);
                hits.push(self.hit("C-FEATURE", &line));
            }
        }
        hits
    }

    /// What a lint shows of its library; nothing where it speaks of something else, or is allowed in the manifest.
    pub(crate) fn of_lint(&self, lint: &Lint, told: &str) -> Option<Hit> {
        let code = lint.code.as_deref()?;
        let (_, guideline) = LINTS.iter().find(|(known, _)| *known == code)?;
        // Undocumented items are no matter of the guidelines, an undocumented crate is.
        if code == "missing_docs" && !lint.message.ends_with("for the crate") {
            return None;
        }
        (!self.allows(code)).then(|| self.hit(guideline, told))
    }

    /// Whether `[lints.rust]` allows a lint of the compiler's. Those of clippy have been held against the manifest already.
    fn allows(&self, code: &str) -> bool {
        let Some(own) = self.manifest.get("lints") else {
            return false;
        };
        let lints = if own.get("workspace").and_then(Value::as_bool) == Some(true) {
            self.shared.get("lints")
        } else {
            Some(own)
        };
        let rust = lints.and_then(|lints| lints.get("rust"));
        let level = |name: &str| {
            let value = rust?.get(name)?;
            value.as_str().or_else(|| value.get("level")?.as_str())
        };
        let group = code
            .starts_with("non_")
            .then(|| level("nonstandard_style"))
            .flatten();
        level(code).or(group) == Some("allow")
    }

    /// Whether notes on its releases stand beside it or at the workspace's root (C-RELNOTES); they may stand elsewhere.
    pub(crate) fn has_release_notes(&self, host: &dyn Host, root: &Path) -> bool {
        let names =
            [self.folder.as_path(), root].map(|folder| host.list(folder).unwrap_or_default());
        names.iter().flatten().any(|name| {
            let name = name.to_lowercase();
            ["changelog", "changes", "releases", "history"]
                .iter()
                .any(|start| name.starts_with(start))
        })
    }
}

#[cfg(test)]
mod tests {
    use rustora_host::MemoryHost;

    use super::*;

    fn read(shared: &str, manifest: &str) -> Vec<Library> {
        let root = format!("[workspace]\nmembers = [\"a\"]\n{shared}");
        let host = MemoryHost::default()
            .with("/w/Cargo.toml", root)
            .with(
                "/w/a/Cargo.toml",
                format!("[package]\nname = \"a\"\n{manifest}"),
            )
            .with("/w/a/src/lib.rs", "");
        libraries(&host, &Workspace::read(&host, Path::new("/w")))
    }

    fn lines(shared: &str, manifest: &str) -> Vec<String> {
        let hits = read(shared, manifest).remove(0).of_manifest();
        hits.into_iter().map(|(_, line)| line).collect()
    }

    #[test]
    fn only_what_may_be_published_is_looked_at() {
        let shared = "[workspace.package]\npublish = false\nversion = \"1.0.0\"\n";
        let counts = [
            ("version = \"1.0.0\"", 1),
            ("version.workspace = true", 1),
            ("", 0),
            ("version = \"1.0.0\"\npublish = false", 0),
            ("version = \"1.0.0\"\npublish = []", 0),
            ("version = \"1.0.0\"\npublish.workspace = true", 0),
            ("version = \"1.0.0\"\npublish = [\"ours\"]", 1),
        ];
        for (manifest, count) in counts {
            assert_eq!(read(shared, manifest).len(), count, "{manifest}");
        }
    }

    #[test]
    fn manifests_say_what_a_package_is() {
        let shared = "[workspace.package]\nrepository = \"https://example.org\"\n";
        let manifest = "version = \"1.0.0\"\nlicense-file = \"L\"\nrepository.workspace = true\n\
                        [features]\nwith-serde = []\nno_std = []\nstd = []\nnormal = []\n";
        let said = lines(shared, manifest);
        assert_eq!(said.len(), 3, "{said:?}");
        assert_eq!(said[0], "a: its manifest has no `description` [C-METADATA]");
        assert!(
            said.iter()
                .any(|line| line.contains("`with-serde`: `with` says nothing [C-FEATURE]"))
        );
        assert!(
            said.iter()
                .any(|line| line.contains("`no_std`: features add"))
        );
    }

    #[test]
    fn a_lint_that_a_manifest_allows_stands() {
        let lint = |code: &str, message: &str| Lint {
            code: Some(code.to_owned()),
            level: rustora_proof::LintLevel::Warning,
            group: None,
            is_asked: false,
            message: message.to_owned(),
            file: PathBuf::from("a/src/lib.rs"),
            span: rustora_source::Span::new(0, 1),
            notes: Vec::new(),
            fix: None,
            rendered: String::new(),
        };
        let strict = read("", "version = \"1.0.0\"").remove(0);
        let shared = "[workspace.lints.rust]\nmissing_debug_implementations = \"allow\"\n\
                      nonstandard_style = { level = \"allow\", priority = -1 }\n";
        let lax = read(shared, "version = \"1.0.0\"\n[lints]\nworkspace = true\n").remove(0);
        for (code, is_strict, is_lax) in [
            ("missing_debug_implementations", true, false),
            ("non_snake_case", true, false),
            ("clippy::new_ret_no_self", true, true),
            ("unused_variables", false, false),
        ] {
            let is_hit = |library: &Library| library.of_lint(&lint(code, "x"), "").is_some();
            assert_eq!(
                (is_hit(&strict), is_hit(&lax)),
                (is_strict, is_lax),
                "{code}"
            );
        }
        let docs = |message: &str| strict.of_lint(&lint("missing_docs", message), "");
        assert!(docs("missing documentation for a struct").is_none());
        let (what, told) = docs("missing documentation for the crate").unwrap();
        assert_eq!(told, " [C-CRATE-DOC]");
        assert_eq!(what.name(), "C-CRATE-DOC of a");
    }
}
