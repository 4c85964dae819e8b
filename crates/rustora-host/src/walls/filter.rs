//! What the program gives up for good: paths (Landlock) and system calls (seccomp).
//!
//! Behind namespaces this is a second wall; without them it is the only one.

use std::collections::BTreeMap;

use landlock::{
    ABI, Access as _, AccessFs, BitFlags, CompatLevel, Compatible as _, PathBeneath, PathFd,
    Ruleset, RulesetAttr as _, RulesetCreatedAttr as _, RulesetStatus, Scope,
};
use nix::libc;
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen as Width, SeccompCmpOp as Is, SeccompCondition,
    SeccompFilter, SeccompRule, TargetArch, apply_filter,
};

use super::{Access, Level, Room};

/// The newest access rights that are asked for; older kernels leave out what they do not know.
const KNOWN: ABI = ABI::V6;

/// Calls that change the machine, look into other processes, or open parts of the kernel that no build needs.
const FORBIDDEN: &[libc::c_long] = &[
    libc::SYS_acct,
    libc::SYS_add_key,
    libc::SYS_bpf,
    libc::SYS_chroot,
    libc::SYS_delete_module,
    libc::SYS_finit_module,
    libc::SYS_fsconfig,
    libc::SYS_fsmount,
    libc::SYS_fsopen,
    libc::SYS_fspick,
    libc::SYS_init_module,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    libc::SYS_io_uring_setup,
    libc::SYS_kexec_load,
    libc::SYS_keyctl,
    libc::SYS_mount,
    libc::SYS_mount_setattr,
    libc::SYS_move_mount,
    libc::SYS_name_to_handle_at,
    libc::SYS_open_by_handle_at,
    libc::SYS_open_tree,
    libc::SYS_perf_event_open,
    libc::SYS_pivot_root,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_ptrace,
    libc::SYS_quotactl,
    libc::SYS_reboot,
    libc::SYS_request_key,
    libc::SYS_setns,
    libc::SYS_swapoff,
    libc::SYS_swapon,
    libc::SYS_umount2,
    libc::SYS_unshare,
    libc::SYS_userfaultfd,
];

/// What stands for nothing and for chance: whoever writes there changes nothing.
pub(super) const DEVICES: [&str; 5] = [
    "/dev/null",
    "/dev/zero",
    "/dev/full",
    "/dev/random",
    "/dev/urandom",
];

/// Leaves the paths of the room and nothing else.
pub(super) fn landlock(room: &Room) -> Result<(), String> {
    let told = |error: landlock::RulesetError| format!("Landlock: {error}");
    // Alone it has to hold; behind namespaces it adds what the kernel has.
    let level = match room.level {
        Level::Namespaces => CompatLevel::BestEffort,
        Level::Landlock => CompatLevel::HardRequirement,
    };
    let mut rules = Ruleset::default()
        .set_compatibility(level)
        .handle_access(AccessFs::from_all(ABI::V1))
        .map_err(told)?
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(KNOWN))
        .map_err(told)?
        .scope(Scope::from_all(KNOWN))
        .map_err(told)?
        .create()
        .map_err(told)?;
    let (read, write) = (AccessFs::from_read(KNOWN), AccessFs::from_all(KNOWN));
    let mut paths: Vec<(&std::path::Path, BitFlags<AccessFs>)> = Vec::new();
    match room.level {
        // Everything that is there may be read.
        Level::Namespaces => {
            paths.push(("/".as_ref(), read));
            paths.push(("/dev".as_ref(), write));
            paths.push(("/proc".as_ref(), write));
        }
        Level::Landlock => {
            paths.push(("/proc".as_ref(), read));
            paths.extend(DEVICES.map(|path| (path.as_ref(), write)));
        }
    }
    for bind in &room.binds {
        let seen = match room.level {
            Level::Namespaces => &bind.target,
            Level::Landlock => &bind.source,
        };
        let access = match bind.access {
            Access::Read => read,
            Access::Write => write,
        };
        paths.push((seen, access));
    }
    for (path, access) in paths {
        // What is not there cannot be reached either.
        let Ok(fd) = PathFd::new(path) else { continue };
        rules = rules.add_rule(PathBeneath::new(fd, access)).map_err(told)?;
    }
    let status = rules.restrict_self().map_err(told)?;
    if room.level == Level::Landlock && status.ruleset == RulesetStatus::NotEnforced {
        return Err("Landlock: this kernel does not have it".to_owned());
    }
    Ok(())
}

/// Forbids system calls that no build, test or compiler needs.
pub(super) fn seccomp(room: &Room) -> Result<(), String> {
    let told = |error: seccompiler::BackendError| format!("seccomp: {error}");
    let arch = TargetArch::try_from(std::env::consts::ARCH).map_err(told)?;
    let mut denied: BTreeMap<i64, Vec<SeccompRule>> =
        FORBIDDEN.iter().map(|call| (*call, Vec::new())).collect();
    let condition = |arg, is, value: libc::c_int| {
        SeccompCondition::new(arg, Width::Dword, is, u64::from(value.unsigned_abs()))
    };
    // Sockets of other kinds would go past a network of its own, such as those to the host of a virtual machine.
    let mut families = vec![libc::AF_UNIX, libc::AF_NETLINK];
    if room.level == Level::Namespaces || room.network {
        families.extend([libc::AF_INET, libc::AF_INET6]);
    }
    let others: Result<Vec<_>, _> = families
        .into_iter()
        .map(|family| condition(0, Is::Ne, family))
        .collect();
    let others = others.and_then(SeccompRule::new).map_err(told)?;
    denied.insert(libc::SYS_socket, vec![others]);
    let namespace = u64::from(libc::CLONE_NEWUSER.unsigned_abs());
    let namespaced = condition(0, Is::MaskedEq(namespace), libc::CLONE_NEWUSER)
        .and_then(|condition| SeccompRule::new(vec![condition]))
        .map_err(told)?;
    denied.insert(libc::SYS_clone, vec![namespaced]);
    install(denied, libc::EPERM, arch)?;
    // Its flags stand in memory, where a filter cannot look; without it the C library uses `clone`.
    install([(libc::SYS_clone3, Vec::new())].into(), libc::ENOSYS, arch)
}

fn install(
    denied: BTreeMap<i64, Vec<SeccompRule>>,
    errno: libc::c_int,
    arch: TargetArch,
) -> Result<(), String> {
    let filter = SeccompFilter::new(
        denied,
        SeccompAction::Allow,
        SeccompAction::Errno(errno.unsigned_abs()),
        arch,
    );
    let program: Result<BpfProgram, _> = filter.and_then(BpfProgram::try_from);
    let program = program.map_err(|error| format!("seccomp: {error}"))?;
    apply_filter(&program).map_err(|error| format!("seccomp: {error}"))
}
