//! What the compiler and the linkers that it calls say.
//!
//! The compiler quotes code and so whatever the code says: of its errors the first line is read, and all of it only where the
//! linker speaks.

use super::{
    FREE_DISK, FREE_MEMORY, INSTALL, MANIFEST, OTHER_TOOLCHAIN, PREPARE, Rule, SET_VARIABLE, TRUST,
    When, rule,
};
use crate::failure::Class::{Code, Environment, Resources, Sandbox};

/// Names and types that are not there when the standard library, or what a macro makes, is not.
const NAMES: &[&str] = &[
    "E0282", "E0283", "E0404", "E0405", "E0407", "E0412", "E0422", "E0423", "E0424", "E0425",
    "E0432", "E0433", "E0463", "E0531", "E0532", "E0574", "E0635",
];
/// Types that cannot be inferred when what a macro makes is not there.
const TYPES: &[&str] = &["E0282", "E0283", "E0284"];
/// What the compiler says, first line only.
pub(super) const COMPILER: &[Rule] = &[
    rule(
        &["No space left on device", "(os error 28)", "Disk quota exceeded", "(os error 122)"],
        Resources, "the disk is full", FREE_DISK,
    ),
    rule(&["Too many open files", "(os error 24)"], Resources, "too many files are open", "raise `ulimit -n`"),
    rule(&["Cannot allocate memory", "(os error 12)"], Resources, "memory ran out", FREE_MEMORY),
    rule(
        &["internal compiler error", "the compiler unexpectedly panicked"],
        Environment, "the compiler itself crashed", OTHER_TOOLCHAIN,
    ),
    rule(
        &[
            "can't find crate for `core`", "can't find crate for `std`", "can't find crate for `alloc`",
            "can't find crate for `test`", "can't find crate for `proc_macro`",
        ],
        Environment,
        "the toolchain has no standard library for this target",
        "run `rustup target add` for the target",
    ).hiding(NAMES),
    rule(
        &["compiled by an incompatible version of rustc", "found invalid metadata files for crate"],
        Environment,
        "the target folder has files of another compiler, or broken ones",
        "run `cargo clean` and run again",
    ).hiding(NAMES),
    rule(
        &["found possibly newer version of crate",
 "only metadata stub found for",
 "extern location for {} does not exist", "couldn't find crate `{}` with expected target triple"],
        Environment, "the target folder has files that do not belong together", "run `cargo clean` and run again",
    ).hiding(NAMES),
    rule(
        &["`#![feature]` may not be used on the {} release channel", "the option `Z` is only accepted on the nightly"],
        Environment,
        "the code wants a nightly toolchain and this is none",
        "run it with `cargo +nightly`, or name the toolchain in `rust-toolchain.toml`",
    ).hiding(&["E0658"]),
    rule(&["linker `{}` not found"], Environment, "the linker `{}` is not installed", INSTALL),
    rule(&["could not exec the linker `{}`"], Environment, "the linker `{}` cannot be started", INSTALL),
    rule(&["`{}' not found (required by", "cannot open shared object file"], Environment,
        "a procedural macro wants another version of a system library than this machine has",
        "run `cargo clean` if the target folder was filled on another machine, or update the system",
    ).hiding(NAMES),
    rule(
        &["no cached data for this query", "failed to find data for query"],
        Environment, "a query of sqlx was not prepared", PREPARE,
    ).hiding(TYPES),
    rule(
        &["set `DATABASE_URL` to use query macros online", "`DATABASE_URL` must be set, or `cargo sqlx prepare`", "`DATABASE_URL` must be set to use query macros"],
        Environment, "sqlx has neither a database to ask nor prepared queries", PREPARE,
    ).hiding(TYPES),
    rule(
        &["error communicating with database", "Connection refused (os error", "failed to lookup address information", "unable to open database file"],
        Environment, "a macro looks for a database and does not reach it", PREPARE,
    ).hiding(TYPES),
    // Its own build script would set it: there is none, or it does not do what the code takes for granted.
    rule(&["environment variable `OUT_DIR` not defined"], Code, "the code wants what a build script makes, and there is no build script", MANIFEST),
    rule(&["environment variable `CARGO_{}` not defined"], Code, "cargo does not set `CARGO_{}` here", "correct the name of the variable"),
    rule(&["environment variable `{}` not defined at compile time"], Environment, "`{}` is not set, and the code reads it when it is compiled", SET_VARIABLE),
    rule(
        &["couldn't create a temp dir: Permission denied", "(os error 13)", "(os error 30)", "(os error 1)"],
        Sandbox, "the walls did not let it read or write a file", TRUST,
    ).when(When::Walled),
    rule(
        &["couldn't create a temp dir", "failed to write ", "could not write output to", "is not writeable -- check its permissions", "couldn't write "],
        Environment, "the compiler cannot write its files", "see who owns the target folder and the folder for temporary files",
    ),
];

/// What linkers say: GNU's, LLVM's, mold, Apple's.
pub(super) const LINKER: &[Rule] = &[
    rule(
        &["No space left on device", "Disk quota exceeded"],
        Resources,
        "the disk is full",
        FREE_DISK,
    ),
    rule(
        &["terminated with signal 7 [Bus error]", "signal: 7, SIGBUS"],
        Resources,
        "the linker lost its output file, as happens on a full disk",
        FREE_DISK,
    ),
    rule(
        &[
            "terminated with signal 9 [Killed",
            "signal: 9, SIGKILL",
            "memory exhausted",
            "Cannot allocate memory",
            "out of memory",
        ],
        Resources,
        "the linker ran out of memory",
        FREE_MEMORY,
    ),
    rule(
        &["Too many open files"],
        Resources,
        "too many files are open",
        "raise `ulimit -n`",
    ),
    rule(
        &[
            "cannot find -l{}: No such file",
            "cannot find -l{}",
            "unable to find library -l{}",
            "library not found: {}",
            "library not found for -l{}",
            "library '{}' not found",
        ],
        Environment,
        "the system library `{}` is not installed",
        "install the development package of `{}`",
    ),
    rule(
        &[
            "cannot find {}crt1.o",
            "cannot open {}crt1.o",
            "cannot find crti.o",
            "cannot open crti.o",
            "cannot find crtbeginS.o",
            "cannot open crtbeginS.o",
        ],
        Environment,
        "the C library has no files to link with",
        "install the development package of the C library",
    ),
    rule(
        &[
            "cannot find 'ld'",
            "cannot find 'mold'",
            "cannot find 'lld'",
            "cannot find ‘ld’",
            "invalid linker name in argument '-fuse-ld={}'",
            "unrecognized command-line option '-fuse-ld={}'",
        ],
        Environment,
        "the linker that the compiler is told to use is not installed",
        "install it, or take it out of `.cargo/config.toml`",
    ),
    rule(
        &["error while loading shared libraries: {}:"],
        Environment,
        "the linker wants `{}`, which is not here",
        INSTALL,
    ),
    rule(
        &[
            "undefined reference to `{}@GLIBC",
            "undefined symbol: {}@GLIBC",
            "@@GLIBC_{}'",
            "undefined reference to `__isoc23_{}'",
        ],
        Environment,
        "a library was built for a newer C library than this machine has",
        "update the system, or build that library here",
    ),
    rule(
        &[
            "is incompatible with elf",
            "file format not recognized",
            "file in wrong format",
            "Relocations in generic ELF",
            "skipping incompatible",
            "unrecognised emulation mode",
        ],
        Environment,
        "this linker does not know the target",
        "install a linker for the target and name it in `.cargo/config.toml`",
    ),
    rule(
        &["lib{}_sys-"],
        Environment,
        "`{}-sys` found a system library without what it needs",
        "install the version of the library that `{}-sys` asks for",
    ),
    rule(
        &[
            "undefined reference to `{}'",
            "undefined symbol: {}",
            "undefined symbols for architecture",
            "Undefined symbols for architecture",
        ],
        Code,
        "nothing defines `{}`, which the code declares",
        "define it, or link what defines it",
    ),
    rule(
        &[
            "multiple definition of `{}'",
            "duplicate symbol: {}",
            "duplicate symbol '{}'",
        ],
        Code,
        "`{}` is defined twice",
        "keep one of the two",
    ),
    rule(
        &[""],
        Environment,
        "the linker failed",
        "see what the linker says",
    ),
];

/// What the compiler and cargo leave behind when they die.
const DIED_OF_MEMORY: &str = "the compiler ran out of memory";
pub(in crate::failure) const DIED: &[Rule] = &[
    rule(
        &["LLVM ERROR: IO failure on output stream: No space"],
        Resources,
        "the disk is full",
        FREE_DISK,
    ),
    rule(
        &[
            "LLVM ERROR: out of memory",
            "memory allocation of {} bytes failed",
        ],
        Resources,
        "memory ran out",
        FREE_MEMORY,
    ),
    rule(
        &[
            "/rustc {} (signal: 9, SIGKILL",
            "rustc` (signal: 9, SIGKILL",
            "(signal: 9, SIGKILL: kill)",
        ],
        Resources,
        DIED_OF_MEMORY,
        FREE_MEMORY,
    ),
    rule(
        &["(signal: 7, SIGBUS"],
        Resources,
        "the compiler lost a file that it writes, as happens on a full disk",
        FREE_DISK,
    ),
    rule(
        &[
            "the compiler unexpectedly panicked",
            "rustc interrupted by SIG",
            "query stack during panic:",
            "thread 'rustc' panicked",
            "thread 'rustc' has overflowed its stack",
            "(signal: 11, SIGSEGV",
        ],
        Environment,
        "the compiler itself crashed",
        OTHER_TOOLCHAIN,
    ),
];
