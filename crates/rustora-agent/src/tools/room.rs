//! What programs of a model get: walls, and an environment without keys.
//!
//! They work in the user's own tree, unlike proofs, which have a copy. Behind walls they can write the workspace, and a home, a
//! cargo home and a temporary folder of ours; they read the system, the toolchains and what cargo has downloaded. What guards
//! the tree (`.git`, `.claude`, `.rustora`) is shown read-only where walls can do that: Landlock alone cannot take a part of a
//! folder back.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rustora_host::{Access, Bind, Folder, Host, Launch, Level, Limits, Room, Walls};

use super::Context;

/// What is around programs.
#[derive(Clone, Debug)]
pub enum WallsWanted {
    /// Walls.
    Behind(Shed),
    /// Nothing.
    None {
        /// Why, for the reader.
        reason: String,
    },
}

/// Where walls are built, and how.
#[derive(Clone, Debug)]
pub struct Shed {
    launcher: PathBuf,
    level: Level,
    store: Folder,
}

impl WallsWanted {
    /// The best walls that this machine has. `launcher` is this program (see [`rustora_host::enter`]); in `store` programs have
    /// their home.
    pub fn best(host: &dyn Host, launcher: &Path, store: &Folder) -> Self {
        match Shed::new(host, launcher, store) {
            Ok(shed) => Self::Behind(shed),
            Err(reason) => Self::None { reason },
        }
    }

    /// What does not hold, for a status line: why there are no walls, or what these do not keep in.
    pub fn gap(&self) -> Option<String> {
        match self {
            Self::Behind(shed) => {
                let gaps = shed.level.gaps()?;
                Some(format!("{gaps}, and cannot keep `.git` from being written"))
            }
            Self::None { reason } => Some(format!("no walls: {reason}")),
        }
    }
}

/// Folders of ours.
const OWN: [&str; 5] = ["room", "cargo", "home", "tmp", "etc"];

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

/// Variables of the user's that programs get: how to compile and what to show.
const KEPT: [&str; 30] = [
    "AR",
    "CARGO_BUILD_JOBS",
    "CARGO_BUILD_TARGET",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_INCREMENTAL",
    "CC",
    "CFLAGS",
    "CMAKE",
    "CXX",
    "CXXFLAGS",
    "LANG",
    "LC_ALL",
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
    "RUSTUP_TOOLCHAIN",
    "RUST_BACKTRACE",
    "SOURCE_DATE_EPOCH",
    "SQLX_OFFLINE",
    "SystemRoot",
];

/// Whether a variable of this name may hold what nobody else is to see.
fn is_key(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    ["KEY", "TOKEN", "SECRET", "PASSW", "CREDENTIAL", "AUTH"]
        .iter()
        .any(|part| name.contains(part))
        || ["ANTHROPIC_", "OPENAI_", "AWS_", "AZURE_", "GOOGLE_"]
            .iter()
            .any(|start| name.starts_with(start))
}

impl Shed {
    fn new(host: &dyn Host, launcher: &Path, store: &Folder) -> Result<Self, String> {
        let made = |error| format!("`{}` cannot be made: {error}", store.path().display());
        for name in OWN {
            store.folder(name).map_err(made)?;
        }
        for (name, text) in ETC {
            store
                .write(Path::new("etc").join(name), text.as_bytes())
                .map_err(made)?;
        }
        let level = Level::best(launcher, &store.path().join("room"))?;
        let shed = Self {
            launcher: launcher.to_owned(),
            level,
            store: store.clone(),
        };
        shed.settle(host).map_err(made)?;
        Ok(shed)
    }

    fn own(&self, name: &str) -> PathBuf {
        self.store.path().join(name)
    }

    /// A cargo home of ours, with the user's settings without their tokens.
    fn settle(&self, host: &dyn Host) -> std::io::Result<()> {
        let Some(home) = home(host, "CARGO_HOME", ".cargo") else {
            return Ok(());
        };
        if self.level == Level::Landlock {
            for name in ["registry", "git"] {
                if let Ok(there) = host.canonical(&home.join(name)) {
                    self.store.link(&there, Path::new("cargo").join(name))?;
                }
            }
        }
        let config = ["config.toml", "config"]
            .iter()
            .find_map(|name| host.read(&home.join(name)).ok());
        let config = config
            .map(|bytes| without_tokens(&String::from_utf8_lossy(&bytes)))
            .unwrap_or_default();
        self.store.write("cargo/config.toml", config.as_bytes())
    }

    fn walls(&self, context: &Context<'_>) -> Walls {
        let host = context.host;
        let is_own_root = self.level == Level::Namespaces;
        let cargo = home(host, "CARGO_HOME", ".cargo");
        let mut binds = Vec::new();
        let bind = |source: PathBuf, target: PathBuf, access| Bind {
            source,
            target,
            access,
        };
        if is_own_root {
            binds.push(bind(self.own("tmp"), PathBuf::from("/tmp"), Access::Write));
            binds.extend(
                cargo
                    .clone()
                    .map(|home| bind(self.own("cargo"), home, Access::Write)),
            );
            for (name, _) in ETC {
                if !(context.network && name == "hosts") {
                    binds.push(bind(
                        self.own("etc").join(name),
                        Path::new("/etc").join(name),
                        Access::Read,
                    ));
                }
            }
        }
        let mut read: Vec<PathBuf> = SYSTEM.iter().map(PathBuf::from).collect();
        if context.network {
            read.extend(
                ["/etc/resolv.conf", "/etc/nsswitch.conf", "/etc/hosts"].map(PathBuf::from),
            );
        }
        read.extend(
            cargo
                .iter()
                .flat_map(|home| ["bin", "registry", "git"].map(|name| home.join(name))),
        );
        read.extend(home(host, "RUSTUP_HOME", ".rustup"));
        read.extend(context.reads.iter().cloned());
        for path in read {
            if host.kind(&path).is_ok() {
                // A link in /etc is shown as what it leads to, and so is a folder of the user's.
                let is_system = path.starts_with("/etc")
                    || path.starts_with("/usr")
                    || path.components().count() > 2;
                let source = if is_system {
                    host.canonical(&path).unwrap_or_else(|_| path.clone())
                } else {
                    path.clone()
                };
                binds.push(bind(source, path, Access::Read));
            }
        }
        for name in ["cargo", "home", "tmp"] {
            binds.push(Bind::same(self.own(name), Access::Write));
        }
        binds.push(Bind::same(context.root, Access::Write));
        for path in repository(host, context.root) {
            binds.push(Bind::same(path, context.guarded));
        }
        if context.guarded == Access::Read {
            let guarded = [".claude", ".rustora"].map(|name| context.root.join(name));
            binds.extend(
                guarded
                    .into_iter()
                    .filter(|path| host.kind(path).is_ok())
                    .map(|path| Bind::same(path, Access::Read)),
            );
        }
        if !is_own_root {
            // What may be written stays so below a folder that may be.
            binds.retain(|bind| {
                bind.access == Access::Write || !bind.source.starts_with(context.root)
            });
        }
        Walls::Closed(Room {
            launcher: self.launcher.clone(),
            level: self.level,
            root: self.own("room"),
            binds,
            network: context.network,
        })
    }
}

/// How a program is run in the workspace.
pub(super) fn launch(
    context: &Context<'_>,
    program: PathBuf,
    args: Vec<String>,
    time: Duration,
) -> Launch {
    let walls = match context.walls {
        WallsWanted::Behind(shed) => shed.walls(context),
        WallsWanted::None { .. } => Walls::Open,
    };
    Launch {
        program,
        args,
        folder: context.root.to_owned(),
        env: environment(context),
        walls,
        limits: Limits {
            time,
            memory: 32 << 30,
            processes: 4096,
            disk: 64 << 30,
        },
    }
}

fn environment(context: &Context<'_>) -> Vec<(String, String)> {
    let host = context.host;
    let mut env: Vec<(String, String)> = Vec::new();
    let mut set = |name: &str, value: String| {
        env.retain(|(known, _)| known != name);
        env.push((name.to_owned(), value));
    };
    let asked = context.env.iter().map(String::as_str);
    for name in KEPT.into_iter().chain(asked) {
        if let Some(value) = host.var(name).filter(|_| !is_key(name)) {
            set(name, value);
        }
    }
    for name in [
        "PATH",
        "HOME",
        "CARGO_HOME",
        "RUSTUP_HOME",
        "USERPROFILE",
        "TMPDIR",
        "USER",
    ] {
        if let Some(value) = host.var(name) {
            set(name, value);
        }
    }
    if let WallsWanted::Behind(shed) = context.walls {
        let own = |name: &str| shed.own(name).display().to_string();
        let cargo = home(host, "CARGO_HOME", ".cargo");
        let mut path: Vec<String> = cargo
            .iter()
            .map(|home| home.join("bin").display().to_string())
            .collect();
        path.extend(
            [
                "/usr/local/sbin",
                "/usr/local/bin",
                "/usr/sbin",
                "/usr/bin",
                "/sbin",
                "/bin",
            ]
            .map(str::to_owned),
        );
        set("PATH", path.join(":"));
        if let Some(rustup) = home(host, "RUSTUP_HOME", ".rustup") {
            set("RUSTUP_HOME", rustup.display().to_string());
        }
        let seen = cargo.filter(|_| shed.level == Level::Namespaces);
        set(
            "CARGO_HOME",
            seen.map_or_else(|| own("cargo"), |home| home.display().to_string()),
        );
        set("HOME", own("home"));
        set("TMPDIR", own("tmp"));
        set("USER", "user".to_owned());
    }
    set("TERM", "dumb".to_owned());
    set("CARGO_TERM_COLOR", "never".to_owned());
    set("CARGO_TERM_PROGRESS_WHEN", "never".to_owned());
    set("GIT_OPTIONAL_LOCKS", "0".to_owned());
    set("GIT_TERMINAL_PROMPT", "0".to_owned());
    env
}

/// A folder that a variable names, or that stands in the user's home.
fn home(host: &dyn Host, name: &str, folder: &str) -> Option<PathBuf> {
    let var = |name: &str| host.var(name).filter(|value| !value.is_empty());
    let set = var(name).map(PathBuf::from);
    let own =
        || Some(Path::new(&var(if cfg!(windows) { "USERPROFILE" } else { "HOME" })?).join(folder));
    set.or_else(own).filter(|home| home.is_absolute())
}

/// Where version control keeps what it knows of this workspace: in it, above it, or where a file says.
fn repository(host: &dyn Host, root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Some(git) = root
        .ancestors()
        .map(|folder| folder.join(".git"))
        .find(|git| host.kind(git).is_ok())
    else {
        return found;
    };
    found.push(git.clone());
    let text = |path: &Path| {
        host.read(path)
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok())
    };
    let said = if host.is_file(&git) { text(&git) } else { None };
    let to = said
        .as_deref()
        .and_then(|text| text.strip_prefix("gitdir:"))
        .map(str::trim);
    let folder = git.parent().unwrap_or(root);
    // Only what is a repository's folder: the file stands in a tree that may be anybody's.
    let own = to
        .and_then(|to| host.canonical(&folder.join(to)).ok())
        .filter(|own| host.is_file(&own.join("HEAD")));
    if let Some(own) = own {
        let common =
            text(&own.join("commondir")).and_then(|to| host.canonical(&own.join(to.trim())).ok());
        let common = common.filter(|common| host.is_file(&common.join("HEAD")));
        found.extend(common);
        found.push(own);
    }
    found
}

/// Settings of cargo without what lets somebody in.
fn without_tokens(text: &str) -> String {
    fn strip(table: &mut toml::Table) {
        table.retain(|name, _| !matches!(name, "token" | "secret-key" | "credential-provider"));
        for (_, value) in table.iter_mut() {
            if let Some(inner) = value.as_table_mut() {
                strip(inner);
            }
        }
    }
    let Ok(mut table) = text.parse::<toml::Table>() else {
        return String::new();
    };
    strip(&mut table);
    table.to_string()
}
