//! A workspace compiled elsewhere, behind walls.

use std::fs;
use std::path::{Path, PathBuf};

use rustora_host::{Ended, Folder, OsHost};
use rustora_proof::{Check, Options, Ran, Workshop};
use tempfile::TempDir;

pub(crate) const TESTS: &[(&str, fn())] = &[
    (
        "what_compiles_is_seen_and_what_was_broken_since_is_too",
        what_compiles_is_seen_and_what_was_broken_since_is_too,
    ),
    (
        "a_build_script_sees_the_project_and_nothing_else",
        a_build_script_sees_the_project_and_nothing_else,
    ),
    (
        "the_compiler_says_which_functions_are_called",
        the_compiler_says_which_functions_are_called,
    ),
    (
        "the_same_workshop_serves_with_walls_and_without",
        the_same_workshop_serves_with_walls_and_without,
    ),
    (
        "what_the_project_has_compiled_is_not_compiled_again",
        what_the_project_has_compiled_is_not_compiled_again,
    ),
    (
        "a_toolchain_that_is_a_path_is_not_run",
        a_toolchain_that_is_a_path_is_not_run,
    ),
];

/// A package, and a place to prove it in.
pub(crate) struct Place {
    temp: TempDir,
    pub(crate) root: PathBuf,
}

impl Place {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let temp = tempfile::tempdir().unwrap();
        let root = temp.path().canonicalize().unwrap().join("project");
        let place = Self { temp, root };
        place.write(
            "Cargo.toml",
            "[package]\nname = \"p\"\nversion = \"0.1.0\"\nedition = \"2024\"\n",
        );
        place.write(
            "Cargo.lock",
            "version = 4\n\n[[package]]\nname = \"p\"\nversion = \"0.1.0\"\n",
        );
        for (path, text) in files {
            place.write(path, text);
        }
        place
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn shop<'h>(&self, host: &'h OsHost) -> Workshop<'h> {
        let store = Folder::open(&self.temp.path().join("store")).unwrap();
        let options = Options::new(std::env::current_exe().unwrap(), store);
        Workshop::open(host, &self.root, options).unwrap()
    }

    fn cargo(&self, args: &[&str]) -> Ran {
        let host = OsHost::new();
        self.shop(&host).cargo(args, Check::default()).unwrap()
    }
}

const CHECK: [&str; 4] = ["check", "--offline", "--locked", "--message-format=json"];

fn what_compiles_is_seen_and_what_was_broken_since_is_too() {
    let place = Place::new(&[("src/lib.rs", "pub fn one() -> u8 { 1 }\n")]);
    let host = OsHost::new();
    let shop = place.shop(&host);
    let ran = shop.cargo(&CHECK, Check::default()).unwrap();
    assert!(ran.is_success(), "{ran:#?}");
    assert!(!place.root.join("target").exists());

    place.write("src/lib.rs", "pub fn one() -> u8 { x }\n");
    let file = fs::File::options()
        .append(true)
        .open(place.root.join("src/lib.rs"))
        .unwrap();
    file.set_modified(std::time::UNIX_EPOCH).unwrap();
    assert_eq!(shop.renew().unwrap(), 1);
    let ran = shop.cargo(&CHECK, Check::default()).unwrap();
    assert_eq!(ran.ended, Ended::Exited(101), "{ran:#?}");
    let code = ran.messages[0].message.code.as_ref().unwrap();
    assert_eq!(code.code, "E0425");
}

fn a_build_script_sees_the_project_and_nothing_else() {
    let script = r#"
        fn main() {
            let home = std::env::var("REAL_HOME");
            println!("cargo::warning=env {home:?}");
            for path in ["SECRET", "/etc/shadow", "/etc/hostname"] {
                println!("cargo::warning=read {:?}", std::fs::read(path).map(|text| text.len()));
            }
            println!("cargo::warning=write {:?}", std::fs::write("OUTSIDE", "x"));
            println!("cargo::warning=own {:?}", std::fs::read("Cargo.toml").is_ok());
            println!("cargo::warning=net {:?}", std::net::TcpStream::connect("1.1.1.1:80").is_ok());
        }"#;
    let place = Place::new(&[("src/lib.rs", "")]);
    let (secret, outside) = (
        place.temp.path().join("secret"),
        place.temp.path().join("new"),
    );
    fs::write(&secret, "s3cret").unwrap();
    let script = script.replace("SECRET", &secret.display().to_string());
    place.write(
        "build.rs",
        &script.replace("OUTSIDE", &outside.display().to_string()),
    );
    let ran = place.cargo(&CHECK);
    assert!(ran.is_success(), "{ran:#?}");
    for said in ["env Err(NotPresent)", "own true", "net false"] {
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
    }
    assert_eq!(ran.stderr.matches("read Err(").count(), 3, "{}", ran.stderr);
    // In its own room it may write where the folder for temporary files would be.
    assert!(!outside.exists());
}

fn the_compiler_says_which_functions_are_called() {
    let text = "#![allow(clippy::all)]\nuse std::fs::read as get;\npub struct S;\nimpl S {\n    pub fn read(&self) {}\n}\n\
                pub fn f(s: &S) {\n    s.read();\n    _ = get(\"x\");\n}\n";
    let place = Place::new(&[
        ("src/lib.rs", text),
        ("clippy.toml", "disallowed-methods = [\"p::f\"]\n"),
    ]);
    let host = OsHost::new();
    let shop = place.shop(&host);
    let paths = ["p::S::read", "std::fs::read", "axum::serve"].map(str::to_owned);
    let (ran, found) = shop.targets(&paths, &mut |_| {}).unwrap();
    assert!(ran.is_success(), "{ran:#?}");
    let at = |part: &str| u32::try_from(text.find(part).unwrap()).unwrap();
    let found: Vec<(u32, &str)> = found
        .iter()
        .map(|target| (target.at, target.path.as_str()))
        .collect();
    let expected = [
        (at("read();"), "p::S::read"),
        (at("get(\"x"), "std::fs::read"),
    ];
    assert_eq!(found, expected);
    // Neither pass makes cargo forget what the other compiled.
    let mut compiled = 0;
    let mut count = |line: &str| compiled += usize::from(line.contains("Checking"));
    shop.lint(&mut count).unwrap();
    shop.targets(&paths, &mut count).unwrap();
    assert_eq!(compiled, 1);
}

fn the_same_workshop_serves_with_walls_and_without() {
    let place = Place::new(&[("src/lib.rs", "pub fn one() -> u8 { 1 }\n")]);
    let host = OsHost::new();
    for walls in [true, false, true] {
        let store = Folder::open(&place.temp.path().join("store")).unwrap();
        let mut options = Options::new(std::env::current_exe().unwrap(), store);
        options.walls = walls;
        let shop = Workshop::open(&host, &place.root, options).unwrap();
        let ran = shop.cargo(&CHECK, Check::default()).unwrap();
        assert!(ran.is_success(), "{walls}: {ran:#?}");
    }
}

fn what_the_project_has_compiled_is_not_compiled_again() {
    let place = Place::new(&[("src/lib.rs", "pub fn one() -> u8 { 1 }\n")]);
    let manifest = "[package]\nname = \"p\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\nthiserror = \"2\"\n";
    place.write("Cargo.toml", manifest);
    let cargo = |args: &[&str]| {
        let status = std::process::Command::new(env!("CARGO"))
            .args(args)
            .args(["--offline", "--quiet"])
            .current_dir(&place.root)
            .env("CARGO_TARGET_DIR", place.root.join("target"))
            .env_remove("RUSTFLAGS")
            .status();
        assert!(status.unwrap().success(), "{args:?}");
    };
    cargo(&["generate-lockfile"]);
    cargo(&["clippy", "--all-targets"]);
    let host = OsHost::new();
    let shop = place.shop(&host);
    assert!(shop.prepare().unwrap().failed.is_none());
    let (ran, _) = shop.lint(&mut |_| {}).unwrap();
    assert!(ran.is_success(), "{}", ran.stderr);
    let (own, foreign): (Vec<_>, Vec<_>) = ran.artifacts.iter().partition(|artifact| {
        artifact
            .target
            .src_path
            .as_std_path()
            .starts_with(&shop.copy)
    });
    // The copy is compiled, whatever the original was.
    assert!(own.iter().all(|artifact| !artifact.fresh), "{own:#?}");
    assert!(foreign.len() > 5, "{foreign:#?}");
    // Where a cargo home of its own cannot be shown in the place of the user's, the sources stand elsewhere.
    let is_shown = shop.level == Ok(rustora_host::Level::Namespaces);
    assert!(
        foreign.iter().all(|artifact| artifact.fresh == is_shown),
        "{foreign:#?}"
    );
}

fn a_toolchain_that_is_a_path_is_not_run() {
    let place = Place::new(&[
        ("src/lib.rs", ""),
        ("rust-toolchain.toml", "[toolchain]\npath = \"evil\"\n"),
        ("evil/bin/rustc", "#!/bin/sh\ntouch /tmp/rustora-was-here\n"),
        (
            ".cargo/config.toml",
            "[build]\nrustc = \"evil/bin/rustc\"\nrustc-wrapper = \"evil/bin/rustc\"\n",
        ),
    ]);
    let host = OsHost::new();
    let shop = place.shop(&host);
    assert!(shop.toolchain.note.is_none());
    let ran = shop.cargo(&CHECK, Check::default()).unwrap();
    assert!(ran.is_success(), "{ran:#?}");
    assert!(!Path::new("/tmp/rustora-was-here").exists());
}
