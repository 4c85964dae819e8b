//! Which versions were yanked, by what cargo has kept of the registry's index.
//!
//! Nothing is downloaded: a version that was yanked since cargo last asked is not known to be. What is kept is one file for each package:
//! a byte for the layout of the file, four for that of the index, the name of the state it was read at, and then, each behind a
//! zero byte, a version and its line of JSON. That is cargo's own cache, and may be laid out otherwise one day; then nothing is known.

use std::path::PathBuf;
use std::time::Duration;

use rustora_host::Host;
use rustora_source::cargo::home;
use semver::Version;

/// The layout that is understood: that of cargo 1.54 (2021) and later.
const LAYOUT: [u8; 5] = [3, 2, 0, 0, 0];

/// What is known of one version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Indexed {
    pub(crate) is_yanked: bool,
    /// When cargo wrote it down, since 1970; none on a machine that keeps no times.
    pub(crate) at: Option<Duration>,
}

/// The folders in which cargo keeps the index of crates.io, the one over HTTP first.
pub(crate) fn caches(host: &dyn Host) -> Vec<PathBuf> {
    let Some(home) = home(host) else {
        return Vec::new();
    };
    let indexes = home.join("registry").join("index");
    let names = host.list(&indexes).unwrap_or_default();
    let of = |start: &'static str| names.iter().filter(move |name| name.starts_with(start));
    let names = of("index.crates.io-").chain(of("github.com-"));
    names
        .map(|name| indexes.join(name).join(".cache"))
        .collect()
}

/// What the caches say of a version; none where they do not know it.
pub(crate) fn of(
    host: &dyn Host,
    caches: &[PathBuf],
    name: &str,
    version: &Version,
) -> Option<Indexed> {
    let version = version.to_string();
    caches.iter().find_map(|cache| {
        let path = cache.join(place(name));
        let bytes = host.read(&path).ok()?;
        Some(Indexed {
            is_yanked: is_yanked(&bytes, &version)?,
            at: host.modified(&path).ok(),
        })
    })
}

/// Where the index has a package: by the length of its name, then by its first letters.
fn place(name: &str) -> String {
    let name = name.to_lowercase();
    match name.as_bytes() {
        [_] => format!("1/{name}"),
        [_, _] => format!("2/{name}"),
        [first, _, _] => format!("3/{}/{name}", char::from(*first)),
        // Names are ASCII.
        _ => match (name.get(..2), name.get(2..4)) {
            (Some(first), Some(second)) => format!("{first}/{second}/{name}"),
            _ => name,
        },
    }
}

fn is_yanked(bytes: &[u8], version: &str) -> Option<bool> {
    let mut parts = bytes.strip_prefix(&LAYOUT)?.split(|byte| *byte == 0);
    let _state = parts.next()?;
    loop {
        let known = parts.next()?;
        let line = parts.next()?;
        if known == version.as_bytes() {
            let line: serde_json::Value = serde_json::from_slice(line).ok()?;
            return line.get("yanked")?.as_bool();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_stand_where_cargo_puts_them() {
        let places = ["a", "ab", "abc", "Serde_json"].map(place);
        assert_eq!(places, ["1/a", "2/ab", "3/a/abc", "se/rd/serde_json"]);
    }

    #[test]
    fn a_version_is_found_by_its_whole_name() {
        let mut bytes = LAYOUT.to_vec();
        bytes.extend(
            b"etag: W/\"x\"\x001.0.0\0{\"vers\":\"1.0.0\",\"yanked\":true}\x001.0.0+a\0{\"yanked\": false}\0",
        );
        assert_eq!(is_yanked(&bytes, "1.0.0"), Some(true));
        assert_eq!(is_yanked(&bytes, "1.0.0+a"), Some(false));
        assert_eq!(is_yanked(&bytes, "1.0"), None);
        bytes[0] = 4;
        assert_eq!(is_yanked(&bytes, "1.0.0"), None);
        assert_eq!(is_yanked(b"", "1.0.0"), None);
    }
}
