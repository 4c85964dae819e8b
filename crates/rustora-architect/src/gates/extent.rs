//! Of what the gates are asked: the whole workspace, or what a change affects.
//!
//! A proof of some packages is a claim of its own and never answers for the whole: cargo compiles them with the features that these
//! packages ask for, which may be fewer. What is affected is told by folders: the package that a changed file stands in, and
//! whatever depends on it. That a package reads a file of another one that it does not depend on is not seen; a file that belongs to no
//! package affects everything, unless compilers do not read such files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rustora_host::{Host, plain};
use rustora_review::{ChangeError, files_since};
use rustora_source::cargo::Workspace;

use super::Gate;

/// Of what the gates are asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Of the whole workspace.
    Whole,
    /// Of what a change affects, and of nothing else.
    Affected(Affected),
    /// Of what a change affects, so that what is wrong there is told early; then of the whole.
    AffectedFirst(Affected),
}

/// What a change affects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affected {
    /// The commit that the change starts from.
    pub base: String,
    /// The names of the packages.
    pub reach: Reach,
}

/// How far a change reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// To everything, by this file below the root.
    Whole(PathBuf),
    /// To these packages: those that changed, and those that depend on them.
    Packages(Vec<String>),
}

/// Of what one proof is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// Of the whole workspace.
    Whole,
    /// Of some of its packages.
    Packages(Vec<String>),
    /// Of the change since a commit.
    Change(String),
}

impl Of {
    /// What is claimed of it, as the ledger keeps it.
    pub(super) fn claim(&self, gate: Gate) -> String {
        let gate = gate.name();
        match self {
            Self::Whole => gate.to_owned(),
            Self::Packages(names) => format!("{gate}: {}", names.join(", ")),
            Self::Change(base) => format!("{gate}: since {base}"),
        }
    }

    /// The packages, as cargo's arguments.
    pub(super) fn selection(&self) -> Vec<&str> {
        match self {
            Self::Packages(names) => names
                .iter()
                .flat_map(|name| ["-p", name.as_str()])
                .collect(),
            Self::Whole | Self::Change(_) => vec!["--workspace"],
        }
    }
}

impl Extent {
    /// Of what a gate is asked, one after the other. What costs little or does not go by packages is always asked of the whole.
    pub(super) fn of(&self, gate: Gate) -> Vec<Of> {
        let (affected, then) = match self {
            Self::Whole => return vec![Of::Whole],
            Self::Affected(affected) => (affected, None),
            Self::AffectedFirst(affected) => (affected, Some(Of::Whole)),
        };
        let first = match (gate, &affected.reach) {
            (Gate::Review, _) => Of::Change(affected.base.clone()),
            (Gate::Fmt | Gate::Dependencies | Gate::Snippets, _) | (_, Reach::Whole(_)) => {
                return vec![Of::Whole];
            }
            // Nothing to be told early.
            (_, Reach::Packages(names)) if names.is_empty() && then.is_some() => {
                return vec![Of::Whole];
            }
            (_, Reach::Packages(names)) => Of::Packages(names.clone()),
        };
        std::iter::once(first).chain(then).collect()
    }

    /// What a reader should know of it.
    pub(super) fn account(&self) -> Option<String> {
        let (Self::Affected(affected) | Self::AffectedFirst(affected)) = self else {
            return None;
        };
        Some(match &affected.reach {
            Reach::Whole(file) => format!("{} affects the whole workspace", file.display()),
            Reach::Packages(names) if names.is_empty() => {
                "the change affects no package".to_owned()
            }
            Reach::Packages(names) => format!("the change affects {}", names.join(", ")),
        })
    }
}

/// What has changed in the workspace at `root` since the present branch left `revision`.
///
/// # Errors
/// When git cannot tell.
pub fn affected(host: &dyn Host, root: &Path, revision: &str) -> Result<Affected, ChangeError> {
    let (base, files) = files_since(host, root, revision)?;
    let workspace = Workspace::read(host, root);
    Ok(Affected {
        base,
        reach: reach(&workspace, &files),
    })
}

fn reach(workspace: &Workspace, files: &[PathBuf]) -> Reach {
    let packages = &workspace.packages;
    let mut found: BTreeSet<usize> = BTreeSet::new();
    for file in files {
        let Ok(inside) = file.strip_prefix(&workspace.root) else {
            // Another workspace of the repository, or a dependency by path.
            if dependencies(workspace).any(|(_, path)| file.starts_with(path)) {
                return Reach::Whole(file.clone());
            }
            continue;
        };
        if is_of_all(inside) {
            return Reach::Whole(inside.to_owned());
        }
        let around = packages
            .iter()
            .enumerate()
            .filter(|(_, package)| file.starts_with(&package.folder));
        match around.max_by_key(|(_, package)| package.folder.components().count()) {
            Some((index, _)) => _ = found.insert(index),
            None if is_for_people(inside) => {}
            None => return Reach::Whole(inside.to_owned()),
        }
    }
    // Whoever depends on what is affected is affected.
    loop {
        let before = found.len();
        let folders: Vec<&Path> = found
            .iter()
            .map(|index| packages[*index].folder.as_path())
            .collect();
        let new: Vec<usize> = dependencies(workspace)
            .filter(|(_, path)| folders.contains(&path.as_path()))
            .map(|(index, _)| index)
            .collect();
        found.extend(new);
        if found.len() == before {
            break;
        }
    }
    Reach::Packages(
        found
            .into_iter()
            .map(|index| packages[index].name.clone())
            .collect(),
    )
}

/// What the packages depend on by path, tests and build scripts included.
fn dependencies(workspace: &Workspace) -> impl Iterator<Item = (usize, PathBuf)> {
    let packages = workspace.packages.iter().enumerate();
    packages.flat_map(|(index, package)| {
        let dependencies = package.dependencies.iter().flatten();
        let paths = dependencies.filter_map(|dependency| dependency.path.as_deref());
        paths.map(move |path| (index, plain(path)))
    })
}

/// What says something to cargo or the compiler about all packages.
fn is_of_all(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let is_at_root = file.components().count() == 1;
    is_at_root
        && matches!(
            &*name,
            "Cargo.toml"
                | "Cargo.lock"
                | "rust-toolchain"
                | "rust-toolchain.toml"
                | "clippy.toml"
                | ".clippy.toml"
        )
        || file.starts_with(".cargo")
}

/// What stands outside packages and is no concern of a compiler.
fn is_for_people(file: &Path) -> bool {
    let first = file
        .components()
        .next()
        .map(|part| part.as_os_str().to_string_lossy());
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.ends_with(".md")
        || name.starts_with("LICENSE")
        || first.is_some_and(|first| first.starts_with('.'))
        || matches!(&*name, "rustfmt.toml" | "deny.toml")
}

#[cfg(test)]
mod tests {
    use rustora_host::MemoryHost;

    use super::*;

    /// `app` uses `core`, the tests of `store` use `app`, `alone` is alone.
    fn workspace() -> Workspace {
        let package = |name: &str, rest: &str| {
            format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\n{rest}")
        };
        let app =
            "[dependencies]\ncore = { path = \"../core\" }\nfar = { path = \"../../../far\" }\n";
        let host = MemoryHost::default()
            .with("/r/w/Cargo.toml", "[workspace]\nmembers = [\"crates/*\"]\n")
            .with("/r/w/crates/app/Cargo.toml", package("app", app))
            .with("/r/w/crates/core/Cargo.toml", package("core", ""))
            .with("/r/w/crates/alone/Cargo.toml", package("alone", ""))
            .with(
                "/r/w/crates/store/Cargo.toml",
                package("store", "[dev-dependencies]\napp = { path = \"../app\" }\n"),
            );
        Workspace::read(&host, Path::new("/r/w"))
    }

    fn of(files: &[&str]) -> Reach {
        let files: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
        reach(&workspace(), &files)
    }

    fn packages(names: &[&str]) -> Reach {
        Reach::Packages(names.iter().map(|name| (*name).to_owned()).collect())
    }

    #[test]
    fn whoever_depends_on_what_changed_is_affected() {
        assert_eq!(
            of(&["/r/w/crates/core/src/lib.rs"]),
            packages(&["app", "core", "store"])
        );
        assert_eq!(
            of(&["/r/w/crates/app/README.md"]),
            packages(&["app", "store"])
        );
        assert_eq!(of(&["/r/w/crates/alone/a.sql"]), packages(&["alone"]));
        let nothing = [
            "/r/w/docs/a.md",
            "/r/w/.github/ci.yml",
            "/r/other/src/lib.rs",
        ];
        assert_eq!(of(&nothing), packages(&[]));
    }

    #[test]
    fn what_belongs_to_no_package_affects_everything() {
        for (file, told) in [
            ("/r/w/Cargo.lock", "Cargo.lock"),
            ("/r/w/.cargo/config.toml", ".cargo/config.toml"),
            ("/r/w/migrations/1.sql", "migrations/1.sql"),
            ("/r/w/crates/new/src/lib.rs", "crates/new/src/lib.rs"),
            ("/r/far/src/lib.rs", "/r/far/src/lib.rs"),
        ] {
            let files = ["/r/w/crates/app/src/lib.rs", file];
            assert_eq!(of(&files), Reach::Whole(PathBuf::from(told)), "{file}");
        }
    }

    #[test]
    fn a_claim_about_some_packages_is_not_the_one_about_all() {
        let affected = Affected {
            base: "c0ffee".to_owned(),
            reach: packages(&["a", "b"]),
        };
        let claims = |extent: &Extent, gate: Gate| {
            let of = extent.of(gate);
            of.iter().map(|of| of.claim(gate)).collect::<Vec<_>>()
        };
        let only = Extent::Affected(affected.clone());
        assert_eq!(claims(&only, Gate::Tests), ["tests: a, b"]);
        assert_eq!(claims(&only, Gate::Review), ["review: since c0ffee"]);
        assert_eq!(claims(&only, Gate::Fmt), ["fmt"]);
        let first = Extent::AffectedFirst(affected.clone());
        assert_eq!(claims(&first, Gate::Tests), ["tests: a, b", "tests"]);
        assert_eq!(claims(&Extent::Whole, Gate::Tests), ["tests"]);
        let reach = Reach::Whole(PathBuf::from("Cargo.lock"));
        let all = Extent::Affected(Affected { reach, ..affected });
        assert_eq!(claims(&all, Gate::Tests), ["tests"]);
        assert_eq!(only.of(Gate::Check)[0].selection(), ["-p", "a", "-p", "b"]);
    }
}
