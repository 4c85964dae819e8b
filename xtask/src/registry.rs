//! The packages that cargo has unpacked on this machine.

use std::path::PathBuf;

use rustora_host::{Host as _, OsHost};

/// Name, version and folder of the newest version of each unpacked package.
pub(crate) fn newest(host: &OsHost) -> Vec<(String, String, PathBuf)> {
    let home = || std::env::home_dir().map(|home| home.join(".cargo"));
    let Some(cargo) = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(home)
    else {
        return Vec::new();
    };
    let sources = cargo.join("registry").join("src");
    let mut found: Vec<(String, String, PathBuf)> = Vec::new();
    for index in host.list(&sources).unwrap_or_default() {
        for entry in host.list(&sources.join(&index)).unwrap_or_default() {
            let split = entry.match_indices('-').find(|(at, _)| {
                entry[at + 1..].starts_with(|c: char| c.is_ascii_digit())
                    && entry[at + 1..].contains('.')
            });
            let Some((at, _)) = split else { continue };
            let (name, version) = (entry[..at].to_owned(), entry[at + 1..].to_owned());
            found.push((name, version, sources.join(&index).join(&entry)));
        }
    }
    let number = |version: &str| {
        version
            .split(['.', '-', '+'])
            .take(3)
            .map(|part| part.parse::<u64>().unwrap_or(0))
            .collect::<Vec<_>>()
    };
    found.sort_by_key(|(name, version, _)| (name.clone(), std::cmp::Reverse(number(version))));
    found.dedup_by(|a, b| a.0 == b.0);
    found
}
