//! What programs of the project and of its dependencies say: build scripts, procedural macros and tests.
//!
//! They say what they like, so this is the least certain of the tables. Build scripts look for what a machine has and are
//! believed when they do not find it; tests are believed for less.

use super::{
    FREE_DISK, FREE_MEMORY, INSTALL, NETWORK, Rule, SERVER, SET_VARIABLE, TRUST, When, rule,
};
use crate::failure::Class::{Code, Environment, Resources, Sandbox};

/// What build scripts and procedural macros say.
pub(in crate::failure) const SCRIPT: &[Rule] = &[
    rule(
        &[
            "No space left on device",
            "(os error 28)",
            "code: 28,",
            "Disk quota exceeded",
        ],
        Resources,
        "the disk is full",
        FREE_DISK,
    ),
    rule(
        &["Too many open files", "code: 24,"],
        Resources,
        "too many files are open",
        "raise `ulimit -n`",
    ),
    rule(
        &[
            "memory allocation of {} bytes failed",
            "Cannot allocate memory",
            "(signal: 9, SIGKILL",
            "virtual memory exhausted",
            "Killed signal terminated program",
        ],
        Resources,
        "memory ran out",
        FREE_MEMORY,
    ),
    rule(
        &["Resource temporarily unavailable", "annot fork"],
        Resources,
        "no more processes can be started",
        "raise `ulimit -u`, or close something else",
    ),
    rule(
        &["version `{}' not found (required by"],
        Environment,
        "it was built for {}, and the C library here is older",
        "run `cargo clean` if the target folder was filled on another machine, or update the system",
    ),
    rule(
        &[
            "Could not find directory of OpenSSL",
            "Could not find OpenSSL installation",
        ],
        Environment,
        "OpenSSL is not installed",
        "install `libssl-dev` (or `openssl-devel`) and pkg-config",
    ),
    rule(
        &[
            "The system library `{}` required by",
            "The pkg-config command could not be found",
            "Package {} was not found in the pkg-config",
            "Package '{}', required by",
            "No package '{}' found",
            "Package '{}' not found",
        ],
        Environment,
        "a system library is not installed, or pkg-config does not find it",
        "install its development package, and pkg-config",
    ),
    rule(
        &[
            "could not find system library '{}'",
            "could not find native static library `{}`",
            "`{}` could not be found via pkg-config",
            "Unable to find {} via pkg-config",
        ],
        Environment,
        "the system library `{}` is not installed",
        "install the development package of `{}`",
    ),
    rule(
        &[
            "Could not find `protoc`",
            "Failed to find the protoc binary",
            "protoc failed to run",
            "protoc` not found",
        ],
        Environment,
        "`protoc` is not installed",
        "install `protobuf-compiler`, or set `PROTOC`",
    ),
    rule(
        &[
            "Unable to find libclang",
            "couldn't find any valid shared libraries matching: ['libclang",
            "set the `LIBCLANG_PATH`",
        ],
        Environment,
        "libclang is not installed",
        "install `libclang-dev`, or set `LIBCLANG_PATH`",
    ),
    rule(
        &[
            "is `{}` not installed?",
            "failed to find tool \"{}\"",
            "failed to find tool. Is `{}` installed?",
            "program not found: {}",
            "{}: command not found",
            "{}: not found",
        ],
        Environment,
        "`{}` is not installed",
        INSTALL,
    ),
    rule(
        &[
            "fatal error: {}: No such file or directory",
            "fatal error: '{}' file not found",
        ],
        Environment,
        "the C header `{}` is not installed",
        "install the development package that has `{}`",
    ),
    rule(
        &[
            "error adding symbols: file in wrong format",
            "cross-compilation",
        ],
        Environment,
        "it is not prepared for this target",
        "install a compiler for the target",
    ),
    rule(
        &["pg_config", "mysql_config", "llvm-config"],
        Environment,
        "the system library that it asks a `-config` program for is not installed",
        "install the development package of that library",
    ),
    rule(
        NETWORK_TEXTS,
        Sandbox,
        "it wants the network, and the walls have none",
        NETWORK,
    )
    .when(When::Offline),
    rule(
        NETWORK_TEXTS,
        Environment,
        "it wants a server that it does not reach",
        "see whether the network is there",
    ),
    rule(
        DENIED,
        Sandbox,
        "the walls did not let it read, write or do something",
        TRUST,
    )
    .when(When::Walled),
    rule(
        DENIED,
        Environment,
        "this user may not do what it wants",
        "see who owns what it writes to",
    ),
    rule(
        &[
            "error while loading shared libraries: {}:",
            "cannot open shared object file",
        ],
        Environment,
        "a shared library is not installed",
        "install it and run again",
    ),
    rule(
        &["(signal: 31, SIGSYS"],
        Sandbox,
        "it made a system call that the walls do not let through",
        TRUST,
    )
    .when(When::Walled),
    rule(
        &[
            "{VAR} must be set",
            "environment variable `{VAR}` is not set",
            "{VAR} is not set",
            "{VAR}: NotPresent",
        ],
        Environment,
        "`{}` is not set",
        SET_VARIABLE,
    ),
    rule(
        &["NotPresent", "environment variable not found"],
        Environment,
        "a variable that it reads is not set",
        "see which one it reads, and set it",
    ),
    rule(
        &["Exec format error", "(os error 8)"],
        Environment,
        "a program is not one for this machine",
        "install the one for this machine",
    ),
    // A file that the code forgets or a program that the machine lacks: nobody says which, so nobody is blamed.
    rule(
        &[
            "code: 2, kind: NotFound",
            "No such file or directory (os error 2)",
        ],
        Environment,
        "it does not find a program or a file, and does not say which",
        "run it by hand: a program may not be installed, or the code may name a file that is not there",
    ),
];

/// What makes a test fail: the message of its panic, or the error that it returned. Here nothing is believed that is not the
/// operating system's own error or a library's own type: people write "permission denied" in tests of their own.
pub(in crate::failure) const TEST: &[Rule] = &[
    rule(
        &["code: 28,", "(os error 28)", "(os error 122)"],
        Resources,
        "a test found the disk full",
        FREE_DISK,
    ),
    rule(
        &["code: 24,", "(os error 24)", "code: 12,", "(os error 12)"],
        Resources,
        "a test ran out of open files or memory",
        FREE_MEMORY,
    ),
    rule(
        &[
            "docker.sock",
            "SocketNotFoundError",
            "HyperLegacyError",
            "hyper legacy client",
            "Failed to execute docker command",
            "failed to start container",
            "Client(Init(",
        ],
        Sandbox,
        "a test wants Docker, and the walls have none",
        "run it without walls where Docker is, or leave that test out",
    )
    .when(When::Walled),
    rule(
        &[
            "docker.sock",
            "SocketNotFoundError",
            "HyperLegacyError",
            "hyper legacy client",
            "Failed to execute docker command",
            "failed to start container",
            "Client(Init(",
        ],
        Environment,
        "a test wants Docker, which is not running",
        "start Docker and run again",
    ),
    rule(
        REFUSED,
        Sandbox,
        "a test wants a server or the network, and the walls have neither",
        NETWORK,
    )
    .when(When::Offline),
    rule(
        REFUSED,
        Environment,
        "a test wants a server that is not there",
        SERVER,
    ),
    // As long as a database does not answer, sqlx tries again until the pool gives up.
    rule(
        &[
            "PoolTimedOut",
            "pool timed out while waiting for an open connection",
        ],
        Sandbox,
        "a pool got no connection in time, as happens where there is no database",
        NETWORK,
    )
    .when(When::Offline),
    rule(
        DENIED,
        Sandbox,
        "the walls did not let a test read, write or do something",
        TRUST,
    )
    .when(When::Walled),
    rule(
        &[
            "{VAR} must be set: NotPresent",
            "{VAR} must be set: EnvVar",
            "{VAR} not set: NotPresent",
            "{VAR}: NotPresent",
        ],
        Environment,
        "`{}` is not set, and a test reads it",
        SET_VARIABLE,
    ),
    rule(
        &[
            "DATABASE_URL must be set",
            "DATABASE_URL is not set",
            "`Err` value: NotPresent",
            "environment variable not found",
        ],
        Environment,
        "a variable that a test reads is not set",
        "set it, or write it into `.env` where the project reads one",
    ),
];

/// What a test program leaves behind that died without naming a test.
pub(in crate::failure) const TEST_DIED: &[Rule] = &[
    rule(
        &["(signal: 9, SIGKILL"],
        Resources,
        "the tests were killed, as happens when memory runs out",
        FREE_MEMORY,
    ),
    rule(
        &["memory allocation of {} bytes failed"],
        Resources,
        "a test asked for {} bytes of memory and did not get them",
        "see whether a test should need that much; else give it more",
    ),
    rule(
        &["error while loading shared libraries: {}:"],
        Environment,
        "the tests want the library `{}`, which is not installed",
        INSTALL,
    ),
    rule(
        &["version `{}' not found (required by"],
        Environment,
        "the tests were built for {}, and the C library here is older",
        "update the system",
    ),
    rule(
        &["Exec format error (os error 8)"],
        Environment,
        "the tests are not for this machine",
        "name a `runner` for the target in `.cargo/config.toml`",
    ),
    rule(
        &["(signal: 31, SIGSYS"],
        Sandbox,
        "a test made a system call that the walls do not let through",
        TRUST,
    )
    .when(When::Walled),
    rule(
        &["Permission denied (os error 13)"],
        Sandbox,
        "the walls do not let the tests run",
        "let the target folder be executed",
    )
    .when(When::Walled),
    rule(
        &["could not execute process `{}"],
        Environment,
        "the tests cannot be started",
        "see what stands in the way of `{}`",
    ),
    rule(
        &["has overflowed its stack"],
        Code,
        "a test overflows its stack",
        "run the tests one by one with `--test-threads=1`",
    ),
    rule(
        &["(signal: 11, SIGSEGV"],
        Code,
        "a test reads or writes memory that is not its own",
        "run the tests one by one with `--test-threads=1`",
    ),
    rule(
        &["(signal: {},"],
        Code,
        "a test ends its whole process with signal {}",
        "run the tests one by one with `--test-threads=1`",
    ),
];

const DENIED: &[&str] = &[
    "kind: PermissionDenied",
    "kind: ReadOnlyFilesystem",
    "Permission denied (os error 13)",
    "Read-only file system (os error 30)",
    "Operation not permitted (os error 1)",
];

const REFUSED: &[&str] = &[
    "kind: ConnectionRefused",
    "kind: NetworkUnreachable",
    "kind: HostUnreachable",
    "Connection refused (os error 111)",
    "Connection refused (os error 61)",
    "Network is unreachable (os error 101)",
    "No route to host (os error 113)",
    "kind: AddrNotAvailable",
    "failed to lookup address information",
    "dns error",
    "tcp connect error",
];

/// Programs that build scripts start say it in their own words.
const NETWORK_TEXTS: &[&str] = &[
    "kind: ConnectionRefused",
    "Connection refused",
    "Network is unreachable",
    "kind: NetworkUnreachable",
    "Could not resolve host",
    "failed to lookup address information",
    "Temporary failure in name resolution",
    "Name or service not known",
    "Failed to connect to",
    "dns error",
    "tcp connect error",
    "unable to resolve host",
];
