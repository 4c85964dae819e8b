//! Where proofs are made: a copy of the workspace, a target folder of our own, and the environment that programs get.
//!
//! The copy stands at one fixed place for each workspace, so that what was compiled once stays compiled. Before each use it is
//! made equal to the original, byte by byte; times count for nothing, because a build tool that goes by times has been told
//! the truth only if whatever differs is new. The user's tree and target folder are not touched.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use rustora_host::{
    Access, Bind, Cancel, Folder, Host, Launch, Level, Limits, Lock, Room, Walls, plain,
};
use rustora_source::cargo::Workspace;

use crate::lints::Groups;
use crate::targets::TARGET;
use crate::{ProofError, Toolchain};

/// How programs are run.
#[derive(Clone, Debug)]
pub struct Options {
    /// This program, as the launcher of walls (see [`rustora_host::enter`]).
    pub launcher: PathBuf,
    /// Where workshops are kept.
    pub store: Folder,
    /// Whether programs run behind walls, where the system has them.
    pub walls: bool,
    /// Whether they reach the network.
    pub network: bool,
    /// Variables of the user's environment that they get besides those of the toolchain.
    pub env: Vec<String>,
    /// Which features of the workspace are switched on, as cargo is told: `--features`, `sqlite`.
    pub features: Vec<String>,
    /// What each may use up.
    pub limits: Limits,
    /// Ends them early.
    pub cancel: Cancel,
}

impl Options {
    /// Behind walls, without the network, and with limits that stop a build that has gone astray rather than a large one.
    pub fn new(launcher: PathBuf, store: Folder) -> Self {
        Self {
            launcher,
            store,
            walls: true,
            network: false,
            env: Vec::new(),
            features: Vec::new(),
            limits: Limits {
                time: Duration::from_secs(3600),
                memory: 32 << 30,
                processes: 4096,
                disk: 64 << 30,
            },
            cancel: Cancel::default(),
        }
    }
}

/// A workspace, ready to be compiled.
pub struct Workshop<'h> {
    pub(crate) host: &'h dyn Host,
    pub(crate) options: Options,
    /// The compiler.
    pub toolchain: Toolchain,
    /// The workspace's root.
    pub root: PathBuf,
    /// The copy of that root.
    pub copy: PathBuf,
    /// How it is confined, or why it is not.
    pub level: Result<Level, String>,
    /// What it depends on outside of its root, by path.
    outside: Vec<PathBuf>,
    /// The deepest folder above all that is copied.
    base: PathBuf,
    pub(crate) store: Folder,
    env: Vec<(String, String)>,
    /// What cargo has downloaded: where programs see it, and where it stands.
    registry: Vec<(PathBuf, PathBuf)>,
    pub(crate) groups: OnceLock<Groups>,
    _lock: Lock,
}

/// Variables that say how to compile, and hold no secrets.
const BUILD_VARIABLES: [&str; 24] = [
    "AR",
    "CARGO_BUILD_JOBS",
    "CARGO_BUILD_TARGET",
    "CARGO_ENCODED_RUSTFLAGS",
    "CC",
    "CFLAGS",
    "CMAKE",
    "CXX",
    "CXXFLAGS",
    "LD",
    "LDFLAGS",
    "LIBCLANG_PATH",
    "OPENSSL_DIR",
    "OPENSSL_INCLUDE_DIR",
    "OPENSSL_LIB_DIR",
    "OPENSSL_NO_VENDOR",
    "OPENSSL_STATIC",
    "PKG_CONFIG",
    "PKG_CONFIG_PATH",
    "PROTOC",
    "RUSTDOCFLAGS",
    "RUSTFLAGS",
    "SOURCE_DATE_EPOCH",
    "SystemRoot",
];

/// What compilers and linkers of a system stand in.
const SYSTEM: [&str; 14] = [
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib32",
    "/lib64",
    "/opt",
    "/nix/store",
    "/etc/alternatives",
    "/etc/ld.so.cache",
    "/etc/ssl",
    "/etc/pki",
    "/etc/ca-certificates",
    "/etc/localtime",
];

/// Files that name the one user and the one host that are there.
const ETC: [(&str, &str); 3] = [
    (
        "passwd",
        "root:x:0:0:root:/:/bin/sh\nuser:x:1000:1000:user:/:/bin/sh\n",
    ),
    ("group", "root:x:0:\nuser:x:1000:\n"),
    ("hosts", "127.0.0.1 localhost\n::1 localhost\n"),
];

impl<'h> Workshop<'h> {
    /// Opens the workshop of the workspace at `root`, which must be canonical, and copies the workspace. Waits for others that
    /// use the same one.
    ///
    /// # Errors
    /// When there is no compiler, or the copy cannot be made.
    pub fn open(host: &'h dyn Host, root: &Path, options: Options) -> Result<Self, ProofError> {
        let name = name_of(root);
        let made = |error| ProofError::store(&options.store.path().join(&name), error);
        let store = options.store.folder(&name).map_err(made)?;
        let made = |error| ProofError::store(store.path(), error);
        let lock = store.lock("lock").map_err(made)?;
        for folder in [
            "tree", "target", TARGET, "settings", "cargo", "home", "tmp", "snippets", "room", "etc",
        ] {
            store.folder(folder).map_err(made)?;
        }
        for (name, text) in ETC {
            store
                .write(Path::new("etc").join(name), text.as_bytes())
                .map_err(made)?;
        }
        // Both start programs, and neither needs the other.
        let (level, toolchain) = std::thread::scope(|scope| {
            let level = scope.spawn(|| {
                if options.walls {
                    Level::best(&options.launcher, &store.path().join("room"))
                } else {
                    Err("walls were not wanted".to_owned())
                }
            });
            let toolchain = Toolchain::find(host, root, &store);
            let level = level.join();
            let level = level.unwrap_or_else(|_| Err("walls could not be tried".to_owned()));
            (level, toolchain)
        });
        let toolchain = toolchain?;
        let outside = outside(host, root);
        let base = common(root, &outside);
        let copy = store
            .path()
            .join("tree")
            .join(root.strip_prefix(&base).unwrap_or(root));
        let mut shop = Self {
            host,
            options,
            toolchain,
            root: root.to_owned(),
            copy,
            level,
            outside,
            base,
            env: Vec::new(),
            registry: Vec::new(),
            groups: OnceLock::new(),
            store,
            _lock: lock,
        };
        shop.link_registry()?;
        shop.env = shop.environment();
        shop.renew()?;
        shop.seed_from_project();
        Ok(shop)
    }

    /// Makes the copy equal to the original. Says how many files differed.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn renew(&self) -> Result<usize, ProofError> {
        let mut different = 0;
        for from in std::iter::once(&self.root).chain(&self.outside) {
            let to = Path::new("tree").join(from.strip_prefix(&self.base).unwrap_or(from));
            let is_left_out = |path: &Path| is_left_out(self.host, &self.root, path);
            let mirrored = self.store.mirror(from, &to.to_string_lossy(), &is_left_out);
            different += mirrored.map_err(|error| ProofError::Copy {
                path: from.clone(),
                error,
            })?;
        }
        self.restore_lock()?;
        Ok(different)
    }

    /// Writes into the copy; `path` is below the workspace's root.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), ProofError> {
        let inside = self.copy.strip_prefix(self.store.path()).unwrap_or(path);
        let written = self.store.write(inside.join(path), bytes);
        written.map_err(|error| ProofError::store(path, error))
    }

    /// Takes a file that was written into the copy and does not stand in the original out again, so that the original does not
    /// seem to have lost it.
    pub(crate) fn take_back(&self, path: &Path) -> Result<(), ProofError> {
        let inside = self.copy.strip_prefix(self.store.path()).unwrap_or(path);
        let inside = inside.join(path);
        if self.host.is_file(&self.root.join(path)) {
            return Ok(());
        }
        let removed = self.store.remove(&inside);
        removed.map_err(|error| ProofError::store(path, error))
    }

    /// How a program of the toolchain is run in `folder` of the copy.
    pub(crate) fn launch(&self, program: PathBuf, args: Vec<String>, folder: &Path) -> Launch {
        Launch {
            program,
            args,
            folder: folder.to_owned(),
            env: self.env.clone(),
            walls: self.walls(Access::Read),
            limits: self.options.limits,
        }
    }

    /// The same for a program that runs no code of anybody's and may unpack what was downloaded.
    pub(crate) fn launch_fetch(&self, args: Vec<String>) -> Launch {
        Launch {
            walls: self.walls(Access::Write),
            ..self.launch(self.toolchain.program("cargo"), args, &self.copy)
        }
    }

    /// What a reader of its proofs should know: another toolchain than the pinned one, walls with gaps or none.
    pub fn account(&self) -> Vec<String> {
        let walls = match &self.level {
            Ok(level) => level.gaps().map(|gaps| format!("behind walls, but {gaps}")),
            Err(why) => Some(format!(
                "build scripts, macros and tests ran without walls: {why}"
            )),
        };
        self.toolchain.note.iter().cloned().chain(walls).collect()
    }

    /// Whether programs reach the network.
    pub fn is_online(&self) -> bool {
        self.options.network
    }

    /// Whether a program stands among those that the user has installed with cargo.
    pub fn has_program(&self, name: &str) -> bool {
        let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        cargo_home(self.host).is_some_and(|home| self.host.is_file(&home.join("bin").join(file)))
    }

    /// The names of the user's variables that programs get.
    pub fn env_names(&self) -> impl Iterator<Item = &str> {
        self.options.env.iter().map(String::as_str)
    }

    /// All variables that programs get.
    pub(crate) fn env_pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.env
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The value of a variable that programs get.
    pub fn env(&self, name: &str) -> Option<&str> {
        let found = self.env.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    fn walls(&self, registry: Access) -> Walls {
        let Ok(level) = self.level else {
            return Walls::Open;
        };
        let own = |name: &str| self.store.path().join(name);
        let mut binds = Vec::new();
        if level == Level::Namespaces {
            binds.extend(self.seen_cargo_home().map(|home| Bind {
                source: own("cargo"),
                target: home,
                access: Access::Write,
            }));
            binds.push(Bind {
                source: own("tmp"),
                target: PathBuf::from("/tmp"),
                access: Access::Write,
            });
            for (name, _) in ETC {
                if !(self.options.network && name == "hosts") {
                    binds.push(Bind {
                        source: own("etc").join(name),
                        target: Path::new("/etc").join(name),
                        access: Access::Read,
                    });
                }
            }
        }
        let mut read: Vec<PathBuf> = SYSTEM.iter().map(PathBuf::from).collect();
        if self.options.network {
            read.extend(
                ["/etc/resolv.conf", "/etc/nsswitch.conf", "/etc/hosts"].map(PathBuf::from),
            );
        }
        read.push(self.toolchain.sysroot.clone());
        read.extend(cargo_home(self.host).map(|home| home.join("bin")));
        for path in read {
            if self.host.kind(&path).is_ok() {
                // A link whose target stands elsewhere, such as that of a resolver's file, is shown as what it leads to.
                let source = if path.starts_with("/etc") {
                    self.host.canonical(&path).unwrap_or_else(|_| path.clone())
                } else {
                    path.clone()
                };
                binds.push(Bind {
                    source,
                    target: path,
                    access: Access::Read,
                });
            }
        }
        for (seen, there) in &self.registry {
            binds.push(Bind::same(there, registry));
            if seen != there {
                binds.push(Bind {
                    source: there.clone(),
                    target: seen.clone(),
                    access: registry,
                });
            }
        }
        for name in ["tree", "target", TARGET, "cargo", "home", "tmp", "snippets"] {
            binds.push(Bind::same(own(name), Access::Write));
        }
        binds.push(Bind::same(own("settings"), Access::Read));
        Walls::Closed(Room {
            launcher: self.options.launcher.clone(),
            level,
            root: own("room"),
            binds,
            network: self.options.network,
        })
    }

    /// Where programs see our cargo home in the place of the user's: cargo takes what a package is compiled to for another's when
    /// the package's sources stand elsewhere, and could not use what the project has compiled.
    fn seen_cargo_home(&self) -> Option<PathBuf> {
        let is_own_room = self.level == Ok(Level::Namespaces);
        cargo_home(self.host).filter(|home| is_own_room && home.is_absolute())
    }

    /// A cargo home of our own, which shows what cargo has downloaded.
    fn link_registry(&mut self) -> Result<(), ProofError> {
        let Some(home) = cargo_home(self.host) else {
            return Ok(());
        };
        let seen = self.seen_cargo_home();
        for name in ["registry", "git"] {
            let Ok(there) = self.host.canonical(&home.join(name)) else {
                continue;
            };
            let own = Path::new("cargo").join(name);
            let (made, place) = match &seen {
                // A place to show it in.
                Some(seen) => {
                    let is_link = self.store.is_link(&own);
                    let gone = if is_link {
                        self.store.remove(&own)
                    } else {
                        Ok(())
                    };
                    (gone, seen.join(name))
                }
                None => (self.store.link(&there, &own), there.clone()),
            };
            made.map_err(|error| ProofError::store(&self.store.path().join(own), error))?;
            self.registry.push((place, there));
        }
        let config = ["config.toml", "config"];
        let config = config
            .iter()
            .find_map(|name| self.host.read(&home.join(name)).ok());
        let config = config.map(|bytes| without_secrets(&String::from_utf8_lossy(&bytes)));
        let written = self
            .store
            .write("cargo/config.toml", config.unwrap_or_default().as_bytes());
        written.map_err(|error| ProofError::store(&self.store.path().join("cargo"), error))
    }

    fn environment(&self) -> Vec<(String, String)> {
        let own = |name: &str| self.store.path().join(name).display().to_string();
        let mut path = vec![self.toolchain.sysroot.join("bin").display().to_string()];
        path.extend(cargo_home(self.host).map(|home| home.join("bin").display().to_string()));
        if cfg!(unix) {
            let system = [
                "/usr/local/sbin",
                "/usr/local/bin",
                "/usr/sbin",
                "/usr/bin",
                "/sbin",
                "/bin",
            ];
            path.extend(system.map(str::to_owned));
        } else {
            path.extend(self.host.var("PATH"));
        }
        // Without links to what was downloaded, a cargo home of our own would be empty.
        let theirs = match self.seen_cargo_home() {
            Some(seen) => Some(seen),
            None => cargo_home(self.host).filter(|_| !cfg!(unix)),
        };
        let own_cargo_home = theirs.map_or_else(|| own("cargo"), |home| home.display().to_string());
        let separator = if cfg!(windows) { ";" } else { ":" };
        let mut env: Vec<(String, String)> = [
            ("PATH", path.join(separator)),
            ("HOME", own("home")),
            ("CARGO_HOME", own_cargo_home),
            ("CARGO_TARGET_DIR", own("target")),
            ("TMPDIR", own("tmp")),
            ("USER", "user".to_owned()),
            ("LANG", "C.UTF-8".to_owned()),
            ("TERM", "dumb".to_owned()),
            ("CARGO_TERM_COLOR", "never".to_owned()),
            ("CARGO_TERM_PROGRESS_WHEN", "never".to_owned()),
            // Settings of the user's or of the project's that would put another program in the compiler's place.
            (
                "RUSTC",
                self.toolchain.program("rustc").display().to_string(),
            ),
            ("RUSTC_WRAPPER", String::new()),
            ("RUSTC_WORKSPACE_WRAPPER", String::new()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into();
        if !self.options.network {
            env.push(("CARGO_NET_OFFLINE".to_owned(), "true".to_owned()));
        }
        let is_prepared = |folder: &Path| self.host.kind(&folder.join(".sqlx")).is_ok();
        let packages = Workspace::read(self.host, &self.root).packages;
        let prepared =
            is_prepared(&self.root) || packages.iter().any(|package| is_prepared(&package.folder));
        if prepared {
            env.push(("SQLX_OFFLINE".to_owned(), "true".to_owned()));
        }
        let asked = self.options.env.iter().map(String::as_str);
        for name in BUILD_VARIABLES.into_iter().chain(asked) {
            if let Some(value) = self.host.var(name) {
                env.retain(|(known, _)| known != name);
                env.push((name.to_owned(), value));
            }
        }
        env
    }
}

/// The name of the workshop of the workspace at `root`.
pub(crate) fn name_of(root: &Path) -> String {
    let name = root.file_name().unwrap_or_default().to_string_lossy();
    let hash = blake3::hash(root.as_os_str().as_encoded_bytes()).to_hex();
    format!("{name}-{}", &hash[..12])
}

/// Where cargo keeps what it downloads.
fn cargo_home(host: &dyn Host) -> Option<PathBuf> {
    let var = |name: &str| host.var(name).filter(|value| !value.is_empty());
    let home = var("CARGO_HOME").map(PathBuf::from);
    home.or_else(|| {
        let home = var(if cfg!(windows) { "USERPROFILE" } else { "HOME" })?;
        Some(Path::new(&home).join(".cargo"))
    })
}

/// The user's settings of cargo without its tokens.
fn without_secrets(text: &str) -> String {
    let Ok(mut table) = text.parse::<toml::Table>() else {
        return String::new();
    };
    strip(&mut table);
    table.to_string()
}

fn strip(table: &mut toml::Table) {
    table.retain(|name, _| !matches!(name, "token" | "secret-key" | "credential-provider"));
    for (_, value) in table.iter_mut() {
        if let Some(inner) = value.as_table_mut() {
            strip(inner);
        }
    }
}

/// Folders that are no part of a program's text.
fn is_left_out(host: &dyn Host, root: &Path, path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name == ".git"
        || name == "node_modules"
        || path == root.join("target")
        // A target folder, whatever its name.
        || host.is_file(&path.join("CACHEDIR.TAG"))
}

/// The folders outside the root that the workspace depends on by path, and those that these depend on.
fn outside(host: &dyn Host, root: &Path) -> Vec<PathBuf> {
    let mut found: BTreeSet<PathBuf> = BTreeSet::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for package in Workspace::read(host, &folder).packages {
            for dependency in package.dependencies.iter().flatten() {
                let path = dependency.path.as_deref().map(plain);
                let Some(path) = path.filter(|path| !path.starts_with(root)) else {
                    continue;
                };
                if host.is_file(&path.join("Cargo.toml")) && found.insert(path.clone()) {
                    open.push(path);
                }
            }
        }
    }
    let all = found.clone();
    found.retain(|path| {
        !all.iter()
            .any(|other| other != path && path.starts_with(other))
    });
    found.into_iter().collect()
}

fn common(root: &Path, outside: &[PathBuf]) -> PathBuf {
    let is_above = |folder: &&Path| outside.iter().all(|path| path.starts_with(folder));
    root.ancestors().find(is_above).unwrap_or(root).to_owned()
}

#[cfg(test)]
mod tests {
    use rustora_host::MemoryHost;

    use super::*;

    #[test]
    fn what_is_depended_on_by_path_is_copied_too() {
        let package = |name: &str, dependencies: &str| {
            format!(
                "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\n[dependencies]\n{dependencies}"
            )
        };
        let host = MemoryHost::default()
            .with(
                "/w/app/Cargo.toml",
                package("app", "a = { path = \"../libs/a\" }"),
            )
            .with(
                "/w/libs/a/Cargo.toml",
                package("a", "b = { path = \"../b\" }"),
            )
            .with("/w/libs/b/Cargo.toml", package("b", ""));
        let root = Path::new("/w/app");
        let found = outside(&host, root);
        assert_eq!(found, ["/w/libs/a", "/w/libs/b"].map(PathBuf::from));
        assert_eq!(common(root, &found), Path::new("/w"));
        assert_eq!(common(root, &[]), root);
    }

    #[test]
    fn settings_of_cargo_come_without_tokens() {
        let text = "[registries.own]\nindex = \"x\"\ntoken = \"s3cret\"\n[registry]\ntoken = \"s3cret\"\n[build]\njobs = 3\n";
        let kept = without_secrets(text);
        assert!(
            kept.contains("index") && kept.contains("jobs = 3"),
            "{kept}"
        );
        assert!(!kept.contains("s3cret"), "{kept}");
        assert_eq!(without_secrets("[[["), "");
    }
}
