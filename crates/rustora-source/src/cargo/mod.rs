//! A cargo workspace as data, read from its files: no cargo is run, so a missing toolchain, an absent lock
//! file or a dependency that was never downloaded does not matter.
//!
//! What cannot be read becomes a [`Note`] and the rest goes on. Two things are deliberately not known here:
//! which features are switched on (code behind every feature is code), and what `[patch]` replaces.

mod lock;
mod manifest;
mod registry;
mod workspace;

use std::path::PathBuf;

pub use lock::Lock;
pub use registry::{Registry, home};
pub use workspace::{Workspace, find_root};

/// Something that was left out, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// What it is about.
    pub path: PathBuf,
    /// What was left out, why, and what to do.
    pub message: String,
}

/// The edition of a package, as far as it changes how code is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edition {
    /// 2015.
    E2015,
    /// 2018.
    E2018,
    /// 2021.
    E2021,
    /// 2024, and what comes after it.
    E2024,
}

impl Edition {
    fn parse(text: &str) -> Self {
        match text {
            "2015" => Self::E2015,
            "2018" => Self::E2018,
            "2021" => Self::E2021,
            _ => Self::E2024,
        }
    }
}

/// One package.
#[derive(Clone, Debug)]
pub struct Package {
    /// Its name, with its hyphens.
    pub name: String,
    /// The folder of its manifest.
    pub folder: PathBuf,
    /// Its edition.
    pub edition: Edition,
    /// The oldest Rust that it promises to compile with (major, minor).
    pub rust_version: Option<(u32, u32)>,
    /// What it is compiled to.
    pub targets: Vec<Target>,
    /// What it depends on; `None` when its manifest could not be read, so that it may be anything.
    pub dependencies: Option<Vec<Dependency>>,
}

/// What a target is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TargetKind {
    /// The library.
    Lib,
    /// A program.
    Bin,
    /// An example.
    Example,
    /// An integration test.
    Test,
    /// A benchmark.
    Bench,
    /// `build.rs`.
    Build,
}

/// One crate that a package is compiled to.
#[derive(Clone, Debug)]
pub struct Target {
    /// What it is for.
    pub kind: TargetKind,
    /// The crate's name, as code writes it.
    pub name: String,
    /// Its root file.
    pub root: PathBuf,
    /// Whether it is only compiled when certain features are switched on.
    pub needs_features: bool,
}

/// One dependency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// How code names it, with underscores.
    pub name: String,
    /// The package behind that name.
    pub package: String,
    /// Its folder, for a path dependency.
    pub path: Option<PathBuf>,
    /// The version requirement.
    pub version: Option<String>,
    /// The features that are asked for, from every table that names it.
    pub features: Vec<String>,
    /// Whether it is there outside tests, examples and build scripts.
    pub normal: bool,
    /// Whether only a feature brings it in.
    pub optional: bool,
}
