//! The launcher on Linux: new namespaces, a new root with what the room lists, then the program.
//!
//! It takes two processes. The outer one enters new user, mount, network and process namespaces; only its child is the
//! first process of the new process table, so that one builds the root, gives up its rights, starts the program
//! and watches it. When it ends, the kernel ends everything inside. Both end with their parents.

#![expect(
    clippy::disallowed_methods,
    reason = "walls are built on the real machine"
)]

use std::fmt::Display;
use std::fs;
use std::os::fd::AsRawFd as _;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use nix::mount::{MntFlags, MsFlags, mount, umount2};
use nix::sched::{CloneFlags, unshare};
use nix::sys::prctl;
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use nix::sys::signal::Signal;
use nix::sys::socket::{
    AddressFamily, MsgFlags, SockFlag, SockProtocol, SockType, recv, send, socket,
};
use nix::unistd::{chdir, getgid, getuid, pivot_root};

use super::{Access, Bind, INNER, Level, Order, filter, watch};

/// What is being tried, for the line that says that it failed.
fn tried<T, E: Display>(what: &str, result: Result<T, E>) -> Result<T, String> {
    result.map_err(|error| format!("{what}: {error}"))
}

/// The first process: outside of the namespaces that it makes for its child.
pub(super) fn outer(order: &Order, json: &str) -> Result<i32, String> {
    with_parent()?;
    if order.room.level == Level::Landlock {
        // Whoever loses its parent comes to us, and can be ended at the end.
        tried("becoming a reaper", prctl::set_child_subreaper(true))?;
        return confined(order);
    }
    let (user, group) = (getuid(), getgid());
    let mut flags = CloneFlags::CLONE_NEWUSER
        | CloneFlags::CLONE_NEWNS
        | CloneFlags::CLONE_NEWPID
        | CloneFlags::CLONE_NEWIPC;
    if !order.room.network {
        flags |= CloneFlags::CLONE_NEWNET;
    }
    tried("making namespaces", unshare(flags))?;
    map("0", &user.to_string(), &group.to_string())?;
    // Making a user namespace takes the order back.
    with_parent()?;
    let me = tried("finding this program", std::env::current_exe())?;
    let mut command = Command::new(me);
    command.args([INNER, json]);
    let status = tried("starting the first process inside", command.status())?;
    status
        .code()
        .ok_or_else(|| format!("the first process inside was ended: {status}"))
}

/// The first process inside.
pub(super) fn inner(order: &Order, _: &str) -> Result<i32, String> {
    with_parent()?;
    let (user, group) = (outside("uid_map")?, outside("gid_map")?);
    root(order)?;
    if !order.room.network {
        loopback()?;
    }
    // Since Linux 6.14 each process table has its own end; threads have places in it too.
    let places = order.limits.processes.saturating_mul(4).clamp(400, 1 << 22);
    _ = fs::write("/proc/sys/kernel/pid_max", places.to_string());
    // From the inner `root` that may mount to the user that it was: some programs refuse to run as root.
    tried("giving up rights", unshare(CloneFlags::CLONE_NEWUSER))?;
    fs::write("/proc/self/uid_map", format!("{user} 0 1"))
        .and_then(|()| fs::write("/proc/self/gid_map", format!("{group} 0 1")))
        .map_err(|error| format!("naming the user inside: {error}"))?;
    with_parent()?;
    confined(order)
}

/// Ends when whoever started this does.
fn with_parent() -> Result<(), String> {
    tried(
        "asking to end with the parent",
        prctl::set_pdeathsig(Signal::SIGKILL),
    )
}

/// Names the one user and group of a new user namespace.
fn map(inside: &str, user: &str, group: &str) -> Result<(), String> {
    fs::write("/proc/self/setgroups", "deny")
        .and_then(|()| fs::write("/proc/self/uid_map", format!("{inside} {user} 1")))
        .and_then(|()| fs::write("/proc/self/gid_map", format!("{inside} {group} 1")))
        .map_err(|error| format!("naming the user of the namespace: {error}"))
}

/// The id that the one user of this namespace has outside.
fn outside(file: &str) -> Result<String, String> {
    let text = tried(file, fs::read_to_string(Path::new("/proc/self").join(file)))?;
    let id = text.split_whitespace().nth(1);
    id.map(str::to_owned)
        .ok_or_else(|| format!("{file} is empty"))
}

/// Gives up everything that is left to give up, and runs the program.
fn confined(order: &Order) -> Result<i32, String> {
    // No picture of a crashed program's memory on the disk.
    tried(
        "forbidding core dumps",
        setrlimit(Resource::RLIMIT_CORE, 0, 0),
    )?;
    if order.room.level == Level::Namespaces {
        // Counted for this namespace alone, and not for root: there only the table's end and watching help.
        let places = u64::try_from(order.limits.processes).unwrap_or(u64::MAX);
        let (_, most) = tried("asking for limits", getrlimit(Resource::RLIMIT_NPROC))?;
        let places = places.saturating_mul(4).min(most);
        tried(
            "limiting processes",
            setrlimit(Resource::RLIMIT_NPROC, places, places),
        )?;
    }
    filter::landlock(&order.room)?;
    filter::seccomp(&order.room)?;
    let Some(program) = &order.program else {
        return Ok(0);
    };
    let mut command = Command::new(program);
    command.args(&order.args).current_dir(&order.folder);
    watch::run(order, command)
}

/// Builds the new root and moves into it.
fn root(order: &Order) -> Result<(), String> {
    let private = MsFlags::MS_REC | MsFlags::MS_PRIVATE;
    tried(
        "keeping mounts to ourselves",
        attach(None, Path::new("/"), None, private, None),
    )?;
    let root = &order.room.root;
    let bare = MsFlags::MS_NOSUID | MsFlags::MS_NODEV;
    let small = Some("mode=755,size=4m");
    tried(
        "mounting the new root",
        attach(None, root, Some("tmpfs"), bare, small),
    )?;

    devices(root)?;
    let proc = root.join("proc");
    tried("making /proc", fs::create_dir(&proc))?;
    let flags = bare | MsFlags::MS_NOEXEC;
    tried(
        "mounting /proc",
        attach(None, &proc, Some("proc"), flags, None),
    )?;
    for bind in &order.room.binds {
        let target = below(root, &bind.target);
        bound(&bind.source, &target)
            .map_err(|error| format!("showing {}: {error}", bind.source.display()))?;
    }
    close(root, &order.room.binds)?;

    tried("going to the new root", chdir(root))?;
    // The old root ends up on top of the new one and is then taken away.
    tried("changing the root", pivot_root(".", "."))?;
    tried("leaving the old root", umount2(".", MntFlags::MNT_DETACH))?;
    tried("going to the root", chdir("/"))?;
    let closed = MsFlags::MS_REMOUNT | MsFlags::MS_BIND | MsFlags::MS_RDONLY | bare;
    tried(
        "closing the root",
        attach(None, Path::new("/"), None, closed, None),
    )
}

fn devices(root: &Path) -> Result<(), String> {
    let dev = root.join("dev");
    tried("making /dev", fs::create_dir(&dev))?;
    for device in filter::DEVICES {
        bound(Path::new(device), &below(root, Path::new(device)))
            .map_err(|error| format!("showing {device}: {error}"))?;
    }
    for (name, to) in [
        ("fd", "fd"),
        ("stdin", "fd/0"),
        ("stdout", "fd/1"),
        ("stderr", "fd/2"),
    ] {
        tried(
            "linking in /dev",
            symlink(Path::new("/proc/self").join(to), dev.join(name)),
        )?;
    }
    let shm = dev.join("shm");
    tried("making /dev/shm", fs::create_dir(&shm))?;
    let flags = MsFlags::MS_NOSUID | MsFlags::MS_NODEV;
    let roomy = Some("mode=1777,size=25%");
    tried(
        "mounting /dev/shm",
        attach(None, &shm, Some("tmpfs"), flags, roomy),
    )
}

fn below(root: &Path, path: &Path) -> PathBuf {
    root.join(path.strip_prefix("/").unwrap_or(path))
}

/// Shows `source` at `target`, links as links.
fn bound(source: &Path, target: &Path) -> std::io::Result<()> {
    let kind = fs::symlink_metadata(source)?;
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder)?;
    }
    if kind.is_symlink() {
        return symlink(fs::read_link(source)?, target);
    }
    if kind.is_dir() {
        fs::create_dir_all(target)?;
    } else if !target.exists() {
        fs::File::create(target)?;
    }
    attach(
        Some(source),
        target,
        None,
        MsFlags::MS_BIND | MsFlags::MS_REC,
        None,
    )?;
    Ok(())
}

/// Takes the right to write away from every mount that stands in a part to read, mounts of mounts too.
fn close(root: &Path, binds: &[Bind]) -> Result<(), String> {
    let table = tried(
        "reading the mounts",
        fs::read_to_string("/proc/self/mountinfo"),
    )?;
    for line in table.lines() {
        let mut fields = line.split(' ').skip(4);
        let (Some(point), Some(options)) = (fields.next(), fields.next()) else {
            continue;
        };
        let point = PathBuf::from(unescaped(point));
        let Ok(inside) = point.strip_prefix(root) else {
            continue;
        };
        let inside = Path::new("/").join(inside);
        let around = binds.iter().filter(|bind| inside.starts_with(&bind.target));
        let Some(bind) = around.max_by_key(|bind| bind.target.components().count()) else {
            continue;
        };
        if bind.access == Access::Write {
            continue;
        }
        let mut flags = MsFlags::MS_REMOUNT | MsFlags::MS_BIND | MsFlags::MS_RDONLY;
        // What the machine's owner has taken away has to stay so.
        for option in options.split(',') {
            flags |= match option {
                "nosuid" => MsFlags::MS_NOSUID,
                "nodev" => MsFlags::MS_NODEV,
                "noexec" => MsFlags::MS_NOEXEC,
                "noatime" => MsFlags::MS_NOATIME,
                "nodiratime" => MsFlags::MS_NODIRATIME,
                "relatime" => MsFlags::MS_RELATIME,
                _ => MsFlags::empty(),
            };
        }
        let closed = attach(None, &point, None, flags, None);
        closed.map_err(|error| format!("closing {}: {error}", inside.display()))?;
    }
    Ok(())
}

/// A path of the mount table: blanks stand there as `\040`.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let code = rest.get(at + 1..at + 4);
        if let Some(byte) = code.and_then(|code| u8::from_str_radix(code, 8).ok()) {
            out.push(char::from(byte));
            rest = &rest[at + 4..];
        } else {
            out.push('\\');
            rest = &rest[at + 1..];
        }
    }
    out + rest
}

fn attach(
    source: Option<&Path>,
    target: &Path,
    kind: Option<&str>,
    flags: MsFlags,
    data: Option<&str>,
) -> nix::Result<()> {
    mount(source, target, kind, flags, data)
}

/// Switches the loopback device on: a new network has one, and it is down.
fn loopback() -> Result<(), String> {
    // A `nlmsghdr` and an `ifinfomsg`, rtnetlink(7): RTM_NEWLINK with IFF_UP for the device of index 1.
    const NEW_LINK: u16 = 16;
    const REQUEST_WITH_ANSWER: u16 = 1 | 4;
    const UP: u32 = 1;
    let mut message = Vec::with_capacity(32);
    message.extend(32_u32.to_ne_bytes());
    message.extend(NEW_LINK.to_ne_bytes());
    message.extend(REQUEST_WITH_ANSWER.to_ne_bytes());
    message.extend([0; 8]); // sequence, port
    message.extend([0; 4]); // family, padding, type
    message.extend(1_i32.to_ne_bytes());
    message.extend(UP.to_ne_bytes());
    message.extend(UP.to_ne_bytes()); // which flags change

    let talk = || {
        let socket = socket(
            AddressFamily::Netlink,
            SockType::Raw,
            SockFlag::SOCK_CLOEXEC,
            SockProtocol::NetlinkRoute,
        )?;
        send(socket.as_raw_fd(), &message, MsgFlags::empty())?;
        let mut answer = [0; 256];
        let length = recv(socket.as_raw_fd(), &mut answer, MsgFlags::empty())?;
        // Behind the header of an `nlmsgerr` stands the error, 0 for none.
        let error = answer[..length].get(16..20).map(<[u8; 4]>::try_from);
        match error {
            Some(Ok(error)) => match i32::from_ne_bytes(error) {
                0 => Ok(()),
                code => Err(nix::Error::from_raw(-code)),
            },
            _ => Err(nix::Error::EBADMSG),
        }
    };
    tried("switching the loopback network on", talk())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_the_mount_table_are_unescaped() {
        assert_eq!(unescaped(r"/a\040b\134c"), r"/a b\c");
        assert_eq!(unescaped(r"/a\x"), r"/a\x");
    }
}
