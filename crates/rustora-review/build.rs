//! Gives the engine a name that changes with its code: what one engine recorded, another must not recall.

#![expect(
    clippy::disallowed_methods,
    reason = "a build script works on the package itself, not on a `Host`"
)]

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// What decides what a review says: the rules, the facts, the tables, and the parser beside this package.
const PARTS: [&str; 3] = ["src", "stubs", "../rustora-source/src"];

fn main() -> io::Result<()> {
    let mut hasher = DefaultHasher::new();
    for part in PARTS {
        println!("cargo::rerun-if-changed={part}");
        let mut files = Vec::new();
        collect(Path::new(part), &mut files)?;
        files.sort_unstable();
        for file in files {
            file.hash(&mut hasher);
            fs::read(&file)?.hash(&mut hasher);
        }
    }
    println!("cargo::rustc-env=RUSTORA_ENGINE={:016x}", hasher.finish());
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}
