//! The code that is measured: packages as they lie on disk, and exactly those of their files that a review reads.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rustora_host::{Host, Kind, OsHost, Output, OverlayHost, Program};
use rustora_review::{Progress, Request, review};

use crate::registry::newest;

/// How many lines the default corpus has at least.
const ENOUGH: usize = 250_000;

/// Packages that backends are made of; the default corpus takes these first and then the rest by name. What is
/// most like a service comes first, and tokio, which would be more than half of it, where it is not needed.
const FIRST: [&str; 40] = [
    "axum",
    "axum-core",
    "sqlx-core",
    "sqlx-postgres",
    "sqlx-mysql",
    "sqlx-sqlite",
    "reqwest",
    "tower",
    "tower-http",
    "hyper",
    "hyper-util",
    "h2",
    "http",
    "http-body-util",
    "tokio-util",
    "tokio-stream",
    "tokio-rustls",
    "tokio-tungstenite",
    "tungstenite",
    "rustls",
    "rustls-webpki",
    "quinn",
    "quinn-proto",
    "tracing",
    "tracing-core",
    "tracing-subscriber",
    "futures-util",
    "futures-channel",
    "serde_json",
    "cookie",
    "multer",
    "url",
    "time",
    "regex-automata",
    "regex-syntax",
    "clap_builder",
    "jsonschema",
    "indicatif",
    "rayon",
    "tokio",
];

/// Packages that are tables and bindings rather than code.
const NO_CODE: [&str; 9] = [
    "-sys",
    "_data",
    "windows",
    "winapi",
    "libc",
    "linux-raw",
    "psl-types",
    "encoding_rs",
    "webpki-root-certs",
];

/// One package.
pub(super) struct Package {
    pub(super) folder: PathBuf,
    /// The texts of its files, as a review reads them.
    pub(super) texts: Vec<String>,
}

impl Package {
    /// Its folder's name.
    pub(super) fn name(&self) -> String {
        self.folder
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    }

    pub(super) fn lines(&self) -> usize {
        self.texts.iter().map(|text| text.lines().count()).sum()
    }

    pub(super) fn bytes(&self) -> usize {
        self.texts.iter().map(String::len).sum()
    }

    /// Reviews the package once and remembers what was read of it.
    fn read(machine: &dyn Host, folder: &Path) -> Result<Self, String> {
        let recorder = Recorder {
            base: machine,
            read: Mutex::default(),
        };
        let request = Request {
            paths: vec![folder.to_owned()],
            ..Request::default()
        };
        review(&recorder, &request, &Progress::default()).map_err(|error| error.to_string())?;
        let read = recorder
            .read
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        let files = read.iter().filter(|path| {
            path.starts_with(folder) && path.extension().is_some_and(|ending| ending == "rs")
        });
        let texts = files
            .filter_map(|path| String::from_utf8(machine.read(path).ok()?).ok())
            .collect();
        Ok(Self {
            folder: folder.to_owned(),
            texts,
        })
    }
}

/// The real machine, prepared for reviews of packages as they lie on disk.
pub(super) struct Machine {
    real: OsHost,
    /// A lock file that knows every unpacked package, for those that bring none.
    lock: String,
}

impl Machine {
    pub(super) fn new() -> Self {
        let real = OsHost::new();
        let entries = newest(&real).into_iter().map(|(name, version, _)| {
            format!("[[package]]\nname = {name:?}\nversion = {version:?}\n")
        });
        let lock = format!("version = 4\n\n{}", entries.collect::<Vec<_>>().join("\n"));
        Self { real, lock }
    }

    /// Fit for the review of one package.
    pub(super) fn alone(&self, folder: &Path) -> OverlayHost<'_> {
        let lock = folder.join("Cargo.lock");
        let missing = !self.real.is_file(&lock);
        OverlayHost::new(
            &self.real,
            missing.then(|| (lock, Some(self.lock.clone().into_bytes()))),
        )
    }

    /// Fit for the review of all packages as one workspace, whose manifest stands in the folder above them.
    /// A single one may be a whole workspace, and is taken as it is.
    pub(super) fn together(&self, packages: &[Package]) -> OverlayHost<'_> {
        if let [only] = packages {
            return self.alone(&only.folder);
        }
        let root = above(packages);
        let below = |package: &Package| {
            Some(format!(
                "{:?}",
                package.folder.strip_prefix(&root).ok()?.to_str()?
            ))
        };
        let members: Vec<String> = packages.iter().filter_map(below).collect();
        let manifest = format!("[workspace]\nmembers = [{}]\n", members.join(", "));
        let files = [
            (root.join("Cargo.toml"), manifest),
            (root.join("Cargo.lock"), self.lock.clone()),
        ];
        OverlayHost::new(
            &self.real,
            files.map(|(path, text)| (path, Some(text.into_bytes()))),
        )
    }

    /// The packages that were asked for, or enough of those that the machine has.
    pub(super) fn choose(&self, paths: &[PathBuf]) -> Result<Vec<Package>, String> {
        let canonical = |path: &PathBuf| {
            self.real
                .canonical(path)
                .map_err(|error| format!("cannot read {}: {error}", path.display()))
        };
        let named = paths.iter().map(canonical).collect::<Result<Vec<_>, _>>()?;
        let candidates = if named.is_empty() {
            unpacked(&self.real)
        } else {
            named.clone()
        };
        let (mut packages, mut lines) = (Vec::new(), 0);
        for folder in candidates {
            if named.is_empty() && lines >= ENOUGH {
                break;
            }
            match Package::read(&self.alone(&folder), &folder) {
                Ok(package) => {
                    lines += package.lines();
                    packages.push(package);
                }
                Err(why) if !named.is_empty() => return Err(why),
                // Nothing but data, say.
                Err(_) => {}
            }
        }
        if packages.is_empty() {
            return Err("no package to measure with; name some with `--paths`".into());
        }
        Ok(packages)
    }
}

/// The folder above all packages; a single one's own.
pub(super) fn above(packages: &[Package]) -> PathBuf {
    if let [only] = packages {
        return only.folder.clone();
    }
    let mut root = packages
        .first()
        .and_then(|package| package.folder.parent())
        .map_or_else(PathBuf::new, Path::to_owned);
    while !packages
        .iter()
        .all(|package| package.folder.starts_with(&root))
        && root.pop()
    {}
    root
}

/// The unpacked registry packages in the order in which they are taken: of several versions the newest.
fn unpacked(host: &OsHost) -> Vec<PathBuf> {
    let mut found: Vec<_> = newest(host)
        .into_iter()
        .filter(|(name, ..)| !NO_CODE.iter().any(|part| name.contains(part)))
        .collect();
    let rank = |name: &str| {
        FIRST
            .iter()
            .position(|first| *first == name)
            .unwrap_or(FIRST.len())
    };
    found.sort_by_key(|(name, ..)| (rank(name), name.clone()));
    found.into_iter().map(|(_, _, folder)| folder).collect()
}

/// A machine that remembers which files were read.
struct Recorder<'h> {
    base: &'h dyn Host,
    read: Mutex<BTreeSet<PathBuf>>,
}

impl Host for Recorder<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let bytes = self.base.read(path)?;
        self.read
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(path.to_owned());
        Ok(bytes)
    }

    fn kind(&self, path: &Path) -> io::Result<Kind> {
        self.base.kind(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        self.base.list(folder)
    }

    fn walk(&self, folder: &Path, suffix: &str) -> (Vec<PathBuf>, Vec<(PathBuf, String)>) {
        self.base.walk(folder, suffix)
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        self.base.canonical(path)
    }

    fn current_dir(&self) -> io::Result<PathBuf> {
        self.base.current_dir()
    }

    fn var(&self, name: &str) -> Option<String> {
        self.base.var(name)
    }

    fn run(&self, program: &Program<'_>) -> io::Result<Output> {
        self.base.run(program)
    }

    fn stdin(&self) -> io::Result<Vec<u8>> {
        self.base.stdin()
    }

    fn elapsed(&self) -> Duration {
        self.base.elapsed()
    }
}
