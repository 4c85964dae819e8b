//! The first process inside: starts the program, buries whoever ends, and counts what all of them use up.

#![expect(clippy::disallowed_methods, reason = "this looks at the real machine")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::sys::statvfs::statvfs;
use nix::sys::wait::{WaitStatus, wait};
use nix::unistd::{Pid, SysconfVar, sysconf};

use super::{Access, Level, OVER_DISK, OVER_MEMORY, OVER_PROCESSES, Order};

/// How often it is looked whether there are many more processes than before: a loop that forks makes some hundred in this time.
const GLANCE: Duration = Duration::from_millis(10);
/// After how many glances everything is counted.
const PERIOD: u32 = 10;
/// A file system is never filled further than to so many bytes.
const LAST_ROOM: u64 = 256 << 20;

/// Runs the program to its end and gives its exit code, or the launcher's own for a limit.
pub(super) fn run(order: &Order, mut command: Command) -> Result<i32, String> {
    let child = command.spawn().map_err(|error| {
        let program = command.get_program().to_string_lossy();
        format!("starting `{program}` inside: {error}")
    })?;
    let child = i32::try_from(child.id()).map_err(|error| error.to_string())?;
    let watched = order.clone();
    let verdict = Arc::new(OnceLock::new());
    let judge = Arc::clone(&verdict);
    thread::Builder::new()
        .spawn(move || watch(&watched, &judge))
        .map_err(|error| format!("starting to watch: {error}"))?;
    let code = loop {
        match wait() {
            Ok(WaitStatus::Exited(pid, code)) if pid.as_raw() == child => break code,
            Ok(WaitStatus::Signaled(pid, signal, _)) if pid.as_raw() == child => {
                break 128 + signal as i32;
            }
            Ok(_) | Err(nix::Error::EINTR) => {}
            Err(error) => return Err(format!("waiting for the program: {error}")),
        }
    };
    end_all(order.room.level);
    // It may have ended because it was over a limit, or because somebody else of its kind was.
    Ok(verdict.get().copied().unwrap_or(code))
}

/// Ends this process, and with it all of them, as soon as they use too much.
fn watch(order: &Order, verdict: &OnceLock<i32>) {
    let limits = order.limits;
    let page = sysconf(SysconfVar::PAGE_SIZE).ok().flatten();
    let page = page
        .and_then(|size| u64::try_from(size).ok())
        .unwrap_or(4096);
    let writable = order
        .room
        .binds
        .iter()
        .filter(|bind| bind.access == Access::Write);
    let disks: Vec<(&Path, u64)> = writable
        .map(|bind| match order.room.level {
            Level::Namespaces => bind.target.as_path(),
            Level::Landlock => bind.source.as_path(),
        })
        .filter_map(|path| Some((path, free(path)?)))
        .collect();
    let (mut glances, tasks_before) = (0_u32, tasks());
    loop {
        thread::sleep(GLANCE);
        glances = glances.wrapping_add(1);
        let more = tasks().saturating_sub(tasks_before);
        if more < limits.processes && !glances.is_multiple_of(PERIOD) {
            continue;
        }
        let family = family();
        let memory = family.values().sum::<u64>().saturating_mul(page);
        let filled = |(path, before): &(&Path, u64)| {
            free(path).is_some_and(|now| {
                now < LAST_ROOM.min(before / 2) || before.saturating_sub(now) > limits.disk
            })
        };
        let code = if family.len() > limits.processes {
            OVER_PROCESSES
        } else if memory > limits.memory {
            OVER_MEMORY
        } else if disks.iter().any(filled) {
            OVER_DISK
        } else {
            continue;
        };
        _ = verdict.set(code);
        end_all(order.room.level);
        std::process::exit(code);
    }
}

/// The bytes that a user may still write.
fn free(path: &Path) -> Option<u64> {
    let room = statvfs(path).ok()?;
    Some(room.blocks_available().saturating_mul(room.fragment_size()))
}

/// How many processes and threads the machine has: the fourth field of `/proc/loadavg`, proc(5).
fn tasks() -> usize {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let all = text.split([' ', '/']).nth(4);
    all.and_then(|all| all.parse().ok()).unwrap_or(0)
}

/// The processes that descend from this one, with their resident pages.
fn family() -> BTreeMap<i32, u64> {
    let mut all: BTreeMap<i32, (i32, u64)> = BTreeMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let name = entry.file_name();
        let Some(pid) = name.to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        let Ok(text) = fs::read_to_string(entry.path().join("stat")) else {
            continue;
        };
        all.extend(parent_and_pages(&text).map(|found| (pid, found)));
    }
    let mut family = BTreeMap::new();
    let mut parents = BTreeSet::from([i32::try_from(std::process::id()).unwrap_or(1)]);
    loop {
        let found: Vec<(i32, u64)> = all
            .iter()
            .filter(|(pid, (parent, _))| parents.contains(parent) && !parents.contains(pid))
            .map(|(pid, (_, pages))| (*pid, *pages))
            .collect();
        if found.is_empty() {
            return family;
        }
        parents.extend(found.iter().map(|(pid, _)| *pid));
        family.extend(found);
    }
}

/// From a line of `/proc/PID/stat`, proc(5): fields 4 and 24, behind a name that may hold anything.
fn parent_and_pages(stat: &str) -> Option<(i32, u64)> {
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace();
    let parent = fields.nth(1)?.parse().ok()?;
    let pages = fields.nth(19)?.parse().ok()?;
    Some((parent, pages))
}

/// Ends whoever the program left behind. In a process table of its own the kernel does.
fn end_all(level: Level) {
    if level == Level::Namespaces {
        return;
    }
    // Who stands still starts nobody else, so it is quiet after a few rounds.
    for signal in [Signal::SIGSTOP, Signal::SIGKILL] {
        let mut told = BTreeSet::new();
        loop {
            let family = family();
            // Those that have ended and are not buried have no pages.
            let alive = family.into_iter().filter(|(_, pages)| *pages > 0);
            let fresh: Vec<i32> = alive
                .map(|(pid, _)| pid)
                .filter(|pid| told.insert(*pid))
                .collect();
            if fresh.is_empty() {
                break;
            }
            for pid in fresh {
                // It may have ended in between.
                _ = kill(Pid::from_raw(pid), signal);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_blanks_and_parentheses_shifts_no_field() {
        let mut fields: Vec<String> = (3..30).map(|number| number.to_string()).collect();
        fields[0] = "S".to_owned();
        let stat = format!("17 (a) b (c) {}", fields.join(" "));
        assert_eq!(parent_and_pages(&stat), Some((4, 24)));
        assert_eq!(parent_and_pages("17 (a"), None);
    }
}
