//! What cargo and rustup say, and the compiler when cargo asks it who it is.
//!
//! The order matters: cargo gives its reasons from the outside in, and the innermost is the telling one.

use super::{FETCH, FREE_DISK, FREE_MEMORY, INSTALL, LOCKFILE, MANIFEST, Rule, TRUST, When, rule};
use crate::failure::Class::{Code, Environment, Lock, Registry, Resources, Sandbox};

/// What cargo and rustup say.
pub(in crate::failure) const CARGO: &[Rule] = &[
    rule(
        &[
            "No space left on device",
            "(os error 28)",
            "Disk quota exceeded",
            "(os error 122)",
        ],
        Resources,
        "the disk is full",
        FREE_DISK,
    ),
    rule(
        &["Too many open files", "(os error 24)"],
        Resources,
        "too many files are open",
        "raise `ulimit -n`",
    ),
    rule(
        &[
            "Cannot allocate memory",
            "(os error 12)",
            "failed to map segment from shared object",
            "memory allocation of {} bytes failed",
        ],
        Resources,
        "memory ran out",
        FREE_MEMORY,
    ),
    rule(
        &[
            "Resource temporarily unavailable",
            "(os error 11)",
            "annot fork",
        ],
        Resources,
        "no more processes can be started",
        "raise `ulimit -u`, or close something else",
    ),
    // The lock file.
    rule(
        &[
            "the lock file {} needs to be updated but --locked was passed",
            "cannot update the lock file {} because --locked",
            "needs to be updated but --frozen was passed",
        ],
        Lock,
        "the lock file does not fit the manifests any more, and `--locked` keeps it from being changed",
        LOCKFILE,
    ),
    rule(
        &["cannot create the lock file {} because"],
        Lock,
        "there is no lock file, and `--locked` keeps one from being made",
        "run `cargo generate-lockfile`, and run again",
    ),
    rule(
        &[
            "lock file version `{}` was found",
            "lock file version {} requires",
            "lock file version `{}` requires",
        ],
        Lock,
        "the lock file has version {}, which this cargo does not read",
        "use the cargo that wrote it: `rustup update`",
    ),
    rule(
        &["failed to parse lock file"],
        Lock,
        "the lock file cannot be read",
        "restore Cargo.lock, or make it anew with `cargo generate-lockfile`",
    ),
    rule(
        &[
            "checksum for `{}` changed between lock files",
            "checksum for `{}` could not be calculated",
        ],
        Registry,
        "the checksum of `{}` in the lock file is not that of the registry",
        "find out which of the two was changed before you go on",
    ),
    // Toolchains and their parts.
    rule(
        &["toolchain '{}' is not installed"],
        Environment,
        "the toolchain {} is not installed",
        "run `rustup toolchain install {}`",
    ),
    rule(
        &[
            "invalid toolchain name",
            "no default is configured",
            "could not choose a version of {} to run",
        ],
        Environment,
        "rustup has no toolchain to run",
        "run `rustup default stable`",
    ),
    rule(
        &[
            "'cargo-{}' is not installed for the",
            "'{}' is not installed for the toolchain",
            "error: component '{}' ",
        ],
        Environment,
        "the toolchain has no component `{}`",
        "run `rustup component add {}`",
    ),
    rule(
        &["no such command: `{}`", "no such subcommand: `{}`"],
        Environment,
        "`cargo {}` is not installed",
        "install it; for a part of the toolchain with `rustup component add {}`",
    ),
    rule(
        &[
            "{} requires rustc",
            "requires rustc {} or newer",
            "{} is not supported by the following package",
        ],
        Environment,
        "this compiler is older than a package asks for",
        "update the toolchain with `rustup update`",
    ),
    rule(
        &[
            "feature `{}` is required",
            "this version of Cargo is older than the `{}` edition",
            "argument for `--edition` must be one of",
        ],
        Environment,
        "this toolchain is too old for what the manifest asks for",
        "update the toolchain with `rustup update`",
    ),
    rule(
        &[
            "only accepted on the nightly",
            "requires a nightly version of Cargo",
            "requires `-Z {}`",
        ],
        Environment,
        "it wants a nightly toolchain and this is none",
        "run it with `cargo +nightly`",
    ),
    rule(
        &[
            "could not find specification for target \"{}\"",
            "target \"{}\" not found",
        ],
        Environment,
        "the target `{}` is not one that this compiler knows",
        "see `rustc --print target-list`",
    ),
    rule(
        &[
            "can't find crate for `core`",
            "can't find crate for `std`",
            "target may not be installed",
        ],
        Environment,
        "the toolchain has no standard library for this target",
        "run `rustup target add` for the target",
    ),
    rule(
        &["linker `{}` not found"],
        Environment,
        "the linker `{}` is not installed",
        INSTALL,
    ),
    rule(
        &["version `{}' not found (required by"],
        Environment,
        "it was built for {}, and the C library here is older",
        "run `cargo clean` if the target folder was filled on another machine, or update the system",
    ),
    rule(
        &["error while loading shared libraries: {}:"],
        Environment,
        "the library `{}` is not installed",
        INSTALL,
    ),
    rule(
        &["could not execute process `git {}"],
        Environment,
        "git is not installed",
        "install git and run again",
    ),
    rule(
        &[
            "Exec format error",
            "(os error 8)",
            "cannot execute binary file",
        ],
        Environment,
        "a program is not one for this machine",
        "install the one for this machine; a foreign target needs a `runner` in `.cargo/config.toml`",
    ),
    rule(
        &[
            "unknown codegen option",
            "unknown unstable option",
            "Unrecognized option",
        ],
        Environment,
        "this compiler does not know an option that it is given",
        "see `RUSTFLAGS` and `.cargo/config.toml`",
    ),
    // Packages.
    rule(
        &["you are in the offline mode", "can't checkout from '{}'"],
        Registry,
        "a dependency from git is not on this machine, and there was no network",
        FETCH,
    ),
    rule(
        &["attempting to make an HTTP request, but --offline was specified"],
        Registry,
        "a package that it depends on is not on this machine, and there was no network",
        FETCH,
    ),
    rule(
        &[
            "failed to verify the checksum of `{}`",
            "listed checksum of",
            "the listed checksum of `{}` has changed",
        ],
        Registry,
        "a package that was downloaded is not the one in the registry",
        "delete it from `~/.cargo/registry/cache`, and see what a proxy changes",
    ),
    rule(
        &["failed to unpack package `{}`", "failed to unpack entry at"],
        Registry,
        "a package that was downloaded cannot be unpacked",
        "delete it from `~/.cargo/registry`, and run again",
    ),
    rule(
        &[
            "got 401",
            "got 403",
            "HTTP 401",
            "HTTP 403",
            "no token found for `{}`",
            "authenticated registries require",
            "failed to authenticate when downloading",
            "no authentication methods succeeded",
            "status code 401",
            "status code 403",
        ],
        Registry,
        "a registry does not let this machine in",
        "log in with `cargo login`, or set the registry's token",
    ),
    rule(
        &[
            "no matching package named `{}` found",
            "no matching package found",
            "no matching package for",
        ],
        Registry,
        "no registry that could be asked has the package",
        "see whether its name is right, then `cargo fetch` where there is a network",
    ),
    // The version before what is yanked: cargo says both.
    rule(
        &["version {} is yanked", "is yanked"],
        Registry,
        "the version that is asked for was yanked",
        "ask for another version",
    ),
    rule(
        &[
            "with feature `{}` but",
            "does not have feature `{}`",
            "does not have that feature",
            "does not contain this feature: {}",
            "do not contain this feature: {}",
            "does not have the feature `{}`",
            "does not contain these features",
        ],
        Code,
        "there is no feature `{}`",
        MANIFEST,
    ),
    rule(
        &[
            "which could resolve this conflict",
            "links to the native library `{}`",
        ],
        Code,
        "the versions that the manifests ask for exclude each other",
        MANIFEST,
    ),
    rule(
        &["failed to select a version for the requirement `{}`"],
        Registry,
        "no version that could be found meets {}",
        "see whether there is one, then `cargo fetch` where there is a network",
    ),
    rule(
        &["failed to load manifest for dependency `{}`"],
        Sandbox,
        "the dependency `{}` is a folder that the walls do not show",
        "show that folder inside the walls, or run without walls",
    )
    .when(When::Walled),
    rule(
        &["failed to load manifest for dependency `{}`"],
        Environment,
        "the dependency `{}` is a folder that is not here, or not a package",
        "check that folder out, or correct its path in Cargo.toml",
    ),
    rule(
        &[
            "failed to read root of directory source",
            "failed to load source for dependency `{}`",
            "failed to download",
            "download of config.json failed",
            "failed to fetch",
            "failed to clone into",
            "spurious network error",
            "Could not resolve host",
            "unable to update registry",
            "unable to update",
            "failed to query replaced source",
        ],
        Registry,
        "a package that it depends on cannot be had",
        FETCH,
    ),
    // Manifests.
    rule(
        &[
            "could not parse TOML configuration",
            "error in environment variable",
        ],
        Environment,
        "cargo's configuration cannot be read",
        "correct `.cargo/config.toml` or the variable",
    ),
    rule(
        &[
            "failed to parse manifest at `{}`",
            "--> Cargo.toml:{}",
            "--> {}/Cargo.toml:",
            "invalid character `{}` in package name",
            "cyclic package dependency",
            "failed to parse the version requirement",
            "failed to load manifest for workspace member",
            "believes it's in a workspace when it's not",
            "two packages named `{}`",
            "feature `{}` includes",
        ],
        Code,
        "the manifest is not valid: {cause}",
        MANIFEST,
    ),
    rule(
        &[
            "could not find `Cargo.toml` in `{}`",
            "manifest path `{}` does not exist",
        ],
        Code,
        "there is no Cargo.toml in `{}`",
        "see which folder it runs in",
    ),
    rule(
        &[
            "no {} target named",
            "did not match any packages",
            "couldn't read `src/",
            "can't find library `{}`",
            "can't find `{}` bin",
        ],
        Code,
        "the project does not have what was asked for",
        "see the names in Cargo.toml",
    ),
    // The machine at large.
    rule(
        &[
            "Permission denied",
            "Read-only file system",
            "(os error 13)",
            "(os error 30)",
            "Operation not permitted",
        ],
        Sandbox,
        "the walls did not let cargo read or write a file",
        TRUST,
    )
    .when(When::Walled),
    rule(
        &[
            "Permission denied",
            "Read-only file system",
            "(os error 13)",
            "(os error 30)",
            "Operation not permitted",
        ],
        Environment,
        "this user may not read or write a file",
        "see who owns the project, the target folder and cargo's home",
    ),
    rule(
        &["could not execute process `{} -vV`"],
        Environment,
        "the compiler `{}` is not installed",
        "install it, or see `RUSTC` and `build.rustc`",
    ),
    rule(
        &["could not execute process `{}"],
        Environment,
        "`{}` cannot be started",
        INSTALL,
    ),
    rule(
        &["(signal: 9, SIGKILL"],
        Resources,
        "it was killed, as happens when memory runs out",
        FREE_MEMORY,
    ),
];
