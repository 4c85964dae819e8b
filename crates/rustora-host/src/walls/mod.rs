//! Walls around code of strangers: build scripts, procedural macros and tests see a small machine of their own.
//!
//! A program inside has what [`Room`] lists and nothing else: no other file, no network but its own loopback, no
//! process but its own, and whoever it leaves behind ends with it. On Linux this takes a second process of this
//! program, the *launcher*, because walls go up around whoever builds them: [`enter`] is its `main`. Elsewhere there are
//! none, and [`Level::best`] says so.
//!
//! There are two ways to build them. Namespaces give the program another root, network and process table, and Landlock and
//! seccomp stand behind them. Where a kernel or a container does not let users make namespaces, the last two stand
//! alone, and some things are then beyond them: see [`Level::gaps`].

#[cfg(target_os = "linux")]
mod filter;
#[cfg(target_os = "linux")]
mod namespaces;
#[cfg(target_os = "linux")]
mod watch;

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::{Deserialize, Serialize};

use crate::process::{Ended, Launch, Limit, Limits};

/// The first argument of the launcher.
const OUTER: &str = "__walls";
/// The first argument of the process that is the first one inside.
#[cfg(target_os = "linux")]
const INNER: &str = "__walls-inner";
/// How the launcher starts the line in which it says why there are no walls.
pub(crate) const COMPLAINT: &[u8] = b"rustora-walls: ";

/// Exit codes of the launcher, among those that compilers and cargo do not use.
const NOT_BUILT: i32 = 240;
const OVER_MEMORY: i32 = 241;
const OVER_PROCESSES: i32 = 242;
const OVER_DISK: i32 = 243;

/// What keeps a program in.
#[derive(Clone, Debug)]
pub enum Walls {
    /// Nothing: it may do what its user may do.
    Open,
    /// It sees this room and nothing else.
    Closed(Room),
}

/// What a program inside walls can see.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Room {
    /// This program, or another one whose `main` begins with [`enter`].
    pub launcher: PathBuf,
    /// How the walls are built.
    pub level: Level,
    /// An empty folder of the user's, on which the new root is built.
    pub root: PathBuf,
    /// What is there, outer folders before those inside them.
    pub binds: Vec<Bind>,
    /// Whether the network is there too.
    pub network: bool,
}

/// A file or folder of the machine that is seen inside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bind {
    /// Where it stands.
    pub source: PathBuf,
    /// Where it is seen. Without namespaces it is seen where it stands.
    pub target: PathBuf,
    /// What may be done to it.
    pub access: Access,
}

/// What may be done to a part of the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Access {
    /// Read and run.
    Read,
    /// Changed too.
    Write,
}

impl Bind {
    /// Something that is seen where it stands.
    pub fn same(path: impl Into<PathBuf>, access: Access) -> Self {
        let source = path.into();
        let target = source.clone();
        Self {
            source,
            target,
            access,
        }
    }
}

/// How walls are built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Level {
    /// A root, network and process table of its own, with Landlock and seccomp behind them.
    Namespaces,
    /// Landlock and seccomp alone.
    Landlock,
}

impl Level {
    /// The best that this machine can do, and otherwise why there is none.
    ///
    /// # Errors
    /// The reason, for the reader.
    pub fn best(launcher: &Path, root: &Path) -> Result<Self, String> {
        let mut why = String::new();
        for level in [Self::Namespaces, Self::Landlock] {
            match tried(launcher, root, level) {
                Ok(()) => return Ok(level),
                Err(reason) => why = reason,
            }
        }
        Err(why)
    }

    /// What these walls do not keep in, for the reader.
    pub fn gaps(self) -> Option<&'static str> {
        match self {
            Self::Namespaces => None,
            Self::Landlock => Some(
                "without user namespaces it can change the times and modes of files outside, connect to Unix sockets and \
                 fork faster than it is watched, and it has no loopback network",
            ),
        }
    }
}

/// What the launcher is told.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Order {
    room: Room,
    /// None: only see whether the walls can be built.
    program: Option<PathBuf>,
    args: Vec<String>,
    folder: PathBuf,
    limits: Limits,
}

/// Builds walls around nothing.
fn tried(launcher: &Path, root: &Path, level: Level) -> Result<(), String> {
    if !cfg!(target_os = "linux") {
        return Err("this system has neither namespaces nor Landlock".to_owned());
    }
    let order = Order {
        room: Room {
            launcher: launcher.to_owned(),
            level,
            root: root.to_owned(),
            binds: Vec::new(),
            network: false,
        },
        program: None,
        args: Vec::new(),
        folder: PathBuf::from("/"),
        limits: Limits {
            time: std::time::Duration::MAX,
            memory: u64::MAX,
            processes: usize::MAX,
            disk: u64::MAX,
        },
    };
    let output = order
        .command()
        .and_then(|mut command| command.env_clear().output())
        .map_err(|error| format!("`{}` cannot be started: {error}", launcher.display()))?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    if output.status.success() {
        return Ok(());
    }
    let mark = String::from_utf8_lossy(COMPLAINT);
    let why = complaint.lines().find_map(|line| line.strip_prefix(&*mark));
    Err(why.unwrap_or("the launcher failed").to_owned())
}

impl Order {
    fn command(&self) -> io::Result<Command> {
        #[expect(clippy::disallowed_methods, reason = "this is the one place that may")]
        let mut command = Command::new(&self.room.launcher);
        command.arg(OUTER).arg(serde_json::to_string(self)?);
        Ok(command)
    }
}

/// The launcher's command line for a program.
pub(crate) fn command(room: &Room, launch: &Launch) -> io::Result<Command> {
    let order = Order {
        room: room.clone(),
        program: Some(launch.program.clone()),
        args: launch.args.clone(),
        folder: launch.folder.clone(),
        limits: launch.limits,
    };
    order.command()
}

/// How the program ended, from how the launcher did.
pub(crate) fn ended(launcher: Ended, complaint: &[u8]) -> Ended {
    match launcher {
        Ended::Exited(NOT_BUILT) => {
            Ended::Unwalled(String::from_utf8_lossy(complaint).into_owned())
        }
        Ended::Exited(OVER_MEMORY) => Ended::OverLimit(Limit::Memory),
        Ended::Exited(OVER_PROCESSES) => Ended::OverLimit(Limit::Processes),
        Ended::Exited(OVER_DISK) => Ended::OverLimit(Limit::Disk),
        // As shells have it: there is no way to end by the same signal without leaving a core behind.
        Ended::Exited(code @ 129..=192) => Ended::Signalled(code - 128),
        other => other,
    }
}

/// The launcher: does what the arguments say and gives the exit code, where they are the launcher's; else nothing. It has
/// to be called before any thread is started.
pub fn enter(mut args: impl Iterator<Item = OsString>) -> Option<i32> {
    let mark = args.nth(1)?;
    let mark = mark.to_str()?;
    #[cfg(target_os = "linux")]
    let run: fn(&Order, &str) -> Result<i32, String> = match mark {
        OUTER => namespaces::outer,
        INNER => namespaces::inner,
        _ => return None,
    };
    #[cfg(not(target_os = "linux"))]
    let run: fn(&Order, &str) -> Result<i32, String> = match mark {
        OUTER => |_, _| Err("there are no walls on this system".to_owned()),
        _ => return None,
    };
    let json = args.next().unwrap_or_default();
    let json = json.to_string_lossy();
    let done = serde_json::from_str(&json)
        .map_err(|error| format!("the launcher was told nonsense: {error}"))
        .and_then(|order| run(&order, &json));
    Some(done.unwrap_or_else(|why| {
        use std::io::Write as _;
        let mut line = COMPLAINT.to_vec();
        line.extend(why.replace('\n', " ").bytes());
        line.push(b'\n');
        _ = io::stderr().lock().write_all(&line);
        NOT_BUILT
    }))
}
