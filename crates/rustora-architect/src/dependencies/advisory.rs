//! Advisories of the `RustSec` database, as `cargo audit` and `cargo deny` keep it on a user's machine.
//!
//! Nothing is downloaded here. An advisory is Markdown behind a block of TOML; what was withdrawn stays in the database and says so.
//! Which functions of a crate are affected is passed over: whether they are called is not known.

use std::path::{Path, PathBuf};

use rustora_host::{Host, Kind as Stands};
use rustora_source::cargo::home;
use semver::{BuildMetadata, Comparator, Prerelease, Version, VersionReq};
use toml::{Table, Value};

/// What an advisory speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Somebody can make use of it.
    Vulnerable,
    /// Safe code can break memory.
    Unsound,
    /// Nobody maintains it.
    Unmaintained,
    /// Something to know.
    Notice,
}

/// One advisory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Advisory {
    /// `RUSTSEC-2024-0001`.
    pub(crate) id: String,
    pub(crate) package: String,
    pub(crate) kind: Kind,
    /// The day of it, `2024-01-31`.
    pub(crate) date: String,
    pub(crate) title: String,
    pub(crate) is_withdrawn: bool,
    /// The versions in which it is mended.
    pub(crate) patched: Vec<VersionReq>,
    unaffected: Vec<VersionReq>,
}

impl Advisory {
    /// Reads an advisory's file.
    ///
    /// # Errors
    /// When it is none.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let text = text.replace("\r\n", "\n");
        let front = text.trim_start().strip_prefix("```toml\n");
        let (front, body) = front
            .and_then(|rest| rest.split_once("\n```"))
            .ok_or("it does not begin with a block of TOML")?;
        let table: Table = front
            .parse()
            .map_err(|error: toml::de::Error| error.message().to_owned())?;
        let told = table.get("advisory").ok_or("it has no [advisory]")?;
        let field = |key: &str| {
            let value = told.get(key)?;
            // A day stands in quotes, or as TOML's own.
            let day = value.as_datetime().map(ToString::to_string);
            value.as_str().map(str::to_owned).or(day)
        };
        let wanted = |key: &str| field(key).ok_or_else(|| format!("it says no `{key}`"));
        let versions = |key: &str| -> Result<Vec<VersionReq>, String> {
            let list = table.get("versions").and_then(|table| table.get(key));
            let list = list.and_then(Value::as_array).into_iter().flatten();
            list.filter_map(Value::as_str)
                .map(|text| {
                    VersionReq::parse(text).map_err(|error| format!("versions `{text}`: {error}"))
                })
                .collect()
        };
        let title = body.lines().find_map(|line| line.strip_prefix("# "));
        Ok(Self {
            id: wanted("id")?,
            package: wanted("package")?,
            date: wanted("date")?,
            kind: match field("informational").as_deref() {
                None => Kind::Vulnerable,
                Some("unsound") => Kind::Unsound,
                Some("unmaintained") => Kind::Unmaintained,
                Some(_) => Kind::Notice,
            },
            title: title.unwrap_or_default().trim().to_owned(),
            is_withdrawn: told.get("withdrawn").is_some(),
            patched: versions("patched")?,
            unaffected: versions("unaffected")?,
        })
    }

    /// Whether it speaks of this version of its package.
    pub(crate) fn affects(&self, version: &Version) -> bool {
        let mut fine = self.patched.iter().chain(&self.unaffected);
        !self.is_withdrawn && !fine.any(|versions| holds(versions, version))
    }
}

/// Whether a version is within a requirement. Cargo never chooses a pre-release by itself and [`VersionReq::matches`] has none within
/// `>= 1`; here one is within if it and the release that it leads to are: 2.0.0-rc.1 has what 1.0.0 mended, and perhaps not yet what
/// 2.0.0 did.
pub(crate) fn holds(versions: &VersionReq, version: &Version) -> bool {
    if version.pre.is_empty() || versions.matches(version) {
        return versions.matches(version);
    }
    let release = Version {
        pre: Prerelease::EMPTY,
        build: BuildMetadata::EMPTY,
        ..version.clone()
    };
    let is_above = versions.comparators.iter().map(bound).all(|bound| {
        // The release is within: a bound that lies above it is one from above.
        bound > release || bound <= *version
    });
    versions.matches(&release) && is_above
}

/// The version that a requirement compares with.
pub(crate) fn bound(comparator: &Comparator) -> Version {
    Version {
        major: comparator.major,
        minor: comparator.minor.unwrap_or_default(),
        patch: comparator.patch.unwrap_or_default(),
        pre: comparator.pre.clone(),
        build: BuildMetadata::EMPTY,
    }
}

/// The databases on this machine: where `cargo audit` and `cargo deny` keep theirs.
pub(crate) fn databases(host: &dyn Host) -> Vec<PathBuf> {
    let Some(home) = home(host) else {
        return Vec::new();
    };
    let several = home.join("advisory-dbs");
    let names = host.list(&several).unwrap_or_default();
    let mut found: Vec<PathBuf> = names.iter().map(|name| several.join(name)).collect();
    found.insert(0, home.join("advisory-db"));
    found.retain(|folder| host.kind(&folder.join("crates")).ok() == Some(Stands::Folder));
    found
}

/// What a database says of a package, and which of its files could not be read.
pub(crate) fn of_package(
    host: &dyn Host,
    database: &Path,
    package: &str,
) -> (Vec<Advisory>, Vec<String>) {
    let folder = database.join("crates").join(package);
    let (mut found, mut unread) = (Vec::new(), Vec::new());
    for name in host.list(&folder).unwrap_or_default() {
        let path = folder.join(&name);
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let bytes = host.read(&path);
        let read = bytes
            .map_err(|error| error.to_string())
            .and_then(|bytes| Advisory::parse(&String::from_utf8_lossy(&bytes)));
        match read {
            Ok(advisory) => found.push(advisory),
            Err(why) => unread.push(format!("the advisory {name} cannot be read: {why}")),
        }
    }
    (found, unread)
}

/// When a database was last fetched, since 1970.
pub(crate) fn fetched(host: &dyn Host, database: &Path) -> Option<std::time::Duration> {
    let places = [".git/FETCH_HEAD", ".git/HEAD", "crates"];
    let times = places.map(|place| host.modified(&database.join(place)).ok());
    times.into_iter().flatten().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn advisory(versions: &str, more: &str) -> Advisory {
        let text = format!(
            "```toml\n[advisory]\nid = \"RUSTSEC-2024-0001\"\npackage = \"a\"\ndate = \"2024-01-31\"\n{more}\n[versions]\n{versions}\n```\n\n# It breaks\n\nText.\n"
        );
        Advisory::parse(&text).unwrap()
    }

    fn affects(versions: &str, version: &str) -> bool {
        advisory(versions, "").affects(&Version::parse(version).unwrap())
    }

    #[test]
    fn what_is_patched_or_never_was_affected_is_left_alone() {
        let versions = "patched = [\">= 1.2.3\", \"^0.9.4\"]\nunaffected = [\"< 0.5\"]";
        for (version, is_affected) in [
            ("1.2.2", true),
            ("1.2.3", false),
            ("0.9.3", true),
            ("0.9.4", false),
            ("0.4.9", false),
            ("0.5.0", true),
            // Before what mends it, and after.
            ("1.2.3-rc.1", true),
            ("2.0.0-rc.1", false),
            ("0.9.5-rc.1", false),
            ("0.10.0-rc.1", true),
            ("0.4.0-rc.1", false),
        ] {
            assert_eq!(affects(versions, version), is_affected, "{version}");
        }
        assert!(affects("patched = []", "9.9.9"));
    }

    #[test]
    fn what_was_withdrawn_affects_nothing() {
        let told = advisory("patched = []", "withdrawn = \"2024-02-01\"");
        assert!(told.is_withdrawn && !told.affects(&Version::new(1, 0, 0)));
        assert_eq!(told.title, "It breaks");
    }

    #[test]
    fn kinds_are_told_apart_and_nonsense_is_refused() {
        let kind = |more: &str| advisory("", more).kind;
        assert_eq!(kind(""), Kind::Vulnerable);
        assert_eq!(kind("informational = \"unsound\""), Kind::Unsound);
        assert_eq!(kind("informational = \"unmaintained\""), Kind::Unmaintained);
        assert_eq!(kind("informational = \"notice\""), Kind::Notice);
        for wrong in [
            "",
            "# Text",
            "```toml\n[advisory]\nid = 1\n```\n",
            "```toml\n[[[\n```\n",
        ] {
            assert!(Advisory::parse(wrong).is_err(), "{wrong:?}");
        }
    }
}
