//! Which cargo and rustc a workspace is compiled with.
//!
//! The programs themselves are found once and run by their paths: `rustup`'s stand-ins choose by the folder that they run in,
//! and a folder may name a toolchain that is a program of its own. So a pinned channel is read here and asked for by
//! name; a pinned *path* is not followed.
//!
//! Which folder a stand-in chooses is remembered for as long as all that it goes by is what it was. Who the compiler in that
//! folder is, it is asked each time.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rustora_host::{Cancel, Ended, Folder, Host, Launch, Limits, Stream, Walls};
use toml::Table;

use crate::ProofError;

/// The compiler of a proof.
#[derive(Clone, Debug)]
pub struct Toolchain {
    /// The folder of the toolchain: its programs stand in `bin`.
    pub sysroot: PathBuf,
    /// What `rustc -vV` says: version, commit and host.
    pub version: String,
    /// What is not as the workspace wants it.
    pub note: Option<String>,
}

/// Where in the store the folder stands that was chosen last: a hash of all that the choice depends on, and the folder.
const CHOSEN: &str = "toolchain";

/// How long a compiler may take to say who it is.
const PATIENCE: Duration = Duration::from_secs(60);

impl Toolchain {
    /// The toolchain that the workspace at `root` asks for, or the default one where that is not installed.
    ///
    /// # Errors
    /// When there is no Rust compiler.
    pub fn find(host: &dyn Host, root: &Path, store: &Folder) -> Result<Self, ProofError> {
        let asked = host
            .var("RUSTUP_TOOLCHAIN")
            .filter(|name| !name.is_empty())
            .or_else(|| pinned(host, root));
        let mut note = None;
        if let Some(channel) = &asked {
            match Self::named(host, root, store, Some(channel)) {
                Ok(found) => return Ok(found),
                Err(_) => {
                    note = Some(format!(
                        "the toolchain `{channel}` is not installed; the default one was used \
                         (`rustup toolchain install {channel}`)"
                    ));
                }
            }
        }
        let found =
            Self::named(host, root, store, None).map_err(|why| ProofError::NoCompiler { why })?;
        Ok(Self { note, ..found })
    }

    fn named(
        host: &dyn Host,
        root: &Path,
        store: &Folder,
        channel: Option<&str>,
    ) -> Result<Self, String> {
        let file = store.path().join(CHOSEN);
        let key = choice(host, channel);
        let kept = host.read(&file).ok();
        let kept = kept.and_then(|bytes| String::from_utf8(bytes).ok());
        let kept = kept.and_then(|text| {
            let (known, folder) = text.split_once('\n')?;
            (Some(known) == key.as_deref()).then(|| PathBuf::from(folder))
        });
        if let Some(sysroot) = kept
            && let Ok(found) = Self::at(host, root, sysroot)
        {
            return Ok(found);
        }
        let rustc = Path::new("rustc");
        let sysroot = asked(host, root, rustc, channel, &["--print", "sysroot"])?;
        let sysroot = sysroot.trim();
        let canonical = host.canonical(Path::new(sysroot));
        let sysroot = canonical.map_err(|error| format!("{sysroot}: {error}"))?;
        let found = Self::at(host, root, sysroot)?;
        // A folder outside of the stand-ins' own is a link's target, and a link may be changed.
        let is_own = rustup(host).is_some_and(|home| {
            let home = host.canonical(&home.join("toolchains"));
            home.is_ok_and(|home| found.sysroot.starts_with(home))
        });
        if let (Some(key), Some(folder), true) = (key, found.sysroot.to_str(), is_own) {
            // Without it, it is asked again.
            _ = store.replace(CHOSEN, format!("{key}\n{folder}").as_bytes());
        }
        Ok(found)
    }

    fn at(host: &dyn Host, root: &Path, sysroot: PathBuf) -> Result<Self, String> {
        let mut found = Self {
            sysroot,
            version: String::new(),
            note: None,
        };
        found.version = asked(host, root, &found.program("rustc"), None, &["-vV"])?;
        Ok(found)
    }

    /// The path of one of its programs.
    pub fn program(&self, name: &str) -> PathBuf {
        let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        self.sysroot.join("bin").join(file)
    }

    /// The version alone, such as `1.95.0`.
    pub fn release(&self) -> &str {
        self.said("release: ").unwrap_or("unknown")
    }

    /// What it compiles for, such as `x86_64-unknown-linux-gnu`.
    pub fn host(&self) -> String {
        self.said("host: ").unwrap_or("unknown").to_owned()
    }

    fn said(&self, name: &str) -> Option<&str> {
        let mut lines = self.version.lines();
        lines.find_map(|line| line.strip_prefix(name))
    }
}

/// The channel that the workspace pins: `rust-toolchain.toml` or `rust-toolchain`, in its root or above.
fn pinned(host: &dyn Host, root: &Path) -> Option<String> {
    root.ancestors().find_map(|folder| {
        let read = |name: &str| {
            let bytes = host.read(&folder.join(name)).ok()?;
            String::from_utf8(bytes).ok()
        };
        let text = read("rust-toolchain").or_else(|| read("rust-toolchain.toml"))?;
        channel(&text)
    })
}

fn channel(text: &str) -> Option<String> {
    let name = match text.parse::<Table>() {
        Ok(table) => table.get("toolchain")?.get("channel")?.as_str()?.to_owned(),
        // The old form is a name and nothing else.
        Err(_) => text.trim().to_owned(),
    };
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    (!name.is_empty() && name.bytes().all(is_name)).then_some(name)
}

/// The folder of `rustup`.
fn rustup(host: &dyn Host) -> Option<PathBuf> {
    let var = |name: &str| host.var(name).filter(|value| !value.is_empty());
    let home = var("RUSTUP_HOME").map(PathBuf::from);
    home.or_else(|| {
        let home = var(if cfg!(windows) { "USERPROFILE" } else { "HOME" })?;
        Some(Path::new(&home).join(".rustup"))
    })
}

/// A hash of all that `rustup`'s stand-in goes by where no project has a say; `None` where there is none.
fn choice(host: &dyn Host, channel: Option<&str>) -> Option<String> {
    let home = rustup(host)?;
    let settings = host.read(&home.join("settings.toml")).ok()?;
    let folder = home.join("toolchains");
    let installed = host.list(&folder).ok()?;
    let installed = installed
        .iter()
        .map(|name| host.canonical(&folder.join(name)).ok());
    let installed: Vec<_> = installed.collect();
    let path = host.var("PATH")?;
    let file = format!("rustc{}", std::env::consts::EXE_SUFFIX);
    let rustc = std::env::split_paths(&path)
        .map(|folder| folder.join(&file))
        .find(|path| host.is_file(path))?;
    let rustc = host.canonical(&rustc).ok()?;
    let size = host.kind(&rustc).ok()?;
    let all = format!(
        "{channel:?}\0{}\0{settings:?}\0{installed:?}\0{}\0{size:?}",
        home.display(),
        rustc.display()
    );
    Some(blake3::hash(all.as_bytes()).to_hex().to_string())
}

/// What the compiler answers. It runs in the root of the file system, where no project has a say.
fn asked(
    host: &dyn Host,
    root: &Path,
    rustc: &Path,
    channel: Option<&str>,
    args: &[&str],
) -> Result<String, String> {
    let mut env: Vec<(String, String)> = [
        "PATH",
        "HOME",
        "USERPROFILE",
        "SystemRoot",
        "RUSTUP_HOME",
        "CARGO_HOME",
    ]
    .into_iter()
    .filter_map(|name| Some((name.to_owned(), host.var(name)?)))
    .collect();
    env.push(("RUSTUP_AUTO_INSTALL".to_owned(), "0".to_owned()));
    if let Some(channel) = channel {
        env.push(("RUSTUP_TOOLCHAIN".to_owned(), channel.to_owned()));
    }
    let launch = Launch {
        program: rustc.to_owned(),
        args: args.iter().map(|arg| (*arg).to_owned()).collect(),
        folder: root.ancestors().last().unwrap_or(root).to_owned(),
        env,
        walls: Walls::Open,
        limits: Limits {
            time: PATIENCE,
            memory: u64::MAX,
            processes: usize::MAX,
            disk: u64::MAX,
        },
    };
    let (mut out, mut err) = (String::new(), String::new());
    let mut hear = |stream, line: &[u8]| {
        let text = match stream {
            Stream::Out => &mut out,
            Stream::Err => &mut err,
        };
        *text += &String::from_utf8_lossy(line);
        text.push('\n');
    };
    match host.launch(&launch, &Cancel::default(), &mut hear) {
        Ok(Ended::Exited(0)) => Ok(out),
        Ok(_) => Err(err.trim().to_owned()),
        Err(error) => Err(format!("`{}` cannot be started: {error}", rustc.display())),
    }
}

#[cfg(test)]
mod tests {
    use rustora_host::MemoryHost;

    use super::*;

    #[test]
    fn what_a_stand_in_chooses_is_asked_again_once_anything_it_goes_by_changed() {
        let machine = |settings: &str, rustc: &str| {
            MemoryHost::default()
                .var_set("PATH", "/nowhere:/bin")
                .var_set("HOME", "/home")
                .with("/home/.rustup/settings.toml", settings.to_owned())
                .with("/home/.rustup/toolchains/stable/bin/rustc", String::new())
                .with("/bin/rustc", rustc.to_owned())
        };
        let host = machine("default = \"stable\"", "stand-in");
        let key = choice(&host, None);
        assert!(key.is_some());
        assert_eq!(key, choice(&host, None));
        assert_ne!(key, choice(&host, Some("1.80")));
        for other in [
            machine("default = \"beta\"", "stand-in"),
            machine("default = \"stable\"", "another"),
            host.with("/home/.rustup/toolchains/beta/bin/rustc", String::new()),
        ] {
            assert_ne!(key, choice(&other, None));
        }
        assert_eq!(choice(&MemoryHost::default(), None), None);
    }

    #[test]
    fn a_channel_is_read_from_both_forms_and_a_path_is_not_followed() {
        let toml = "[toolchain]\nchannel = \"1.80\"\ncomponents = [\"clippy\"]\n";
        assert_eq!(channel(toml).as_deref(), Some("1.80"));
        assert_eq!(
            channel("nightly-2025-01-01\n").as_deref(),
            Some("nightly-2025-01-01")
        );
        assert_eq!(channel("[toolchain]\npath = \"./evil\"\n"), None);
        assert_eq!(channel("/evil/toolchain"), None);
        assert_eq!(channel("--x y"), None);
    }
}
