//! Our own list of crates that nobody maintains, for machines without a database of advisories.
//!
//! It is data, and as old as the date on top of it. Each entry names the statement that it rests on.

use semver::{Version, VersionReq};
use toml::{Table, Value};

/// The list.
pub(crate) const TEXT: &str = include_str!("abandoned.toml");

/// One crate.
#[derive(Clone, Debug)]
pub(crate) struct Abandoned {
    pub(crate) name: String,
    versions: VersionReq,
    pub(crate) since: String,
    pub(crate) instead: String,
    pub(crate) source: String,
}

impl Abandoned {
    /// Whether it speaks of this version.
    pub(crate) fn is(&self, name: &str, version: &Version) -> bool {
        self.name == name && super::advisory::holds(&self.versions, version)
    }
}

/// The entries, and the day on which they were held against what they rest on.
///
/// # Errors
/// When the text is no such list.
pub(crate) fn list(text: &str) -> Result<(String, Vec<Abandoned>), String> {
    let table: Table = text
        .parse()
        .map_err(|error: toml::de::Error| error.message().to_owned())?;
    let date = table.get("date").and_then(Value::as_str);
    let date = date.ok_or("the list has no date")?.to_owned();
    let entries = table.get("crate").and_then(Value::as_array);
    let entry = |value: &Value| {
        let field = |key: &str| {
            let text = value.get(key).and_then(Value::as_str);
            text.filter(|text| !text.is_empty())
                .map(str::to_owned)
                .ok_or_else(|| format!("an entry has no `{key}`: {value}"))
        };
        let versions = field("versions")?;
        Ok(Abandoned {
            name: field("name")?,
            versions: VersionReq::parse(&versions)
                .map_err(|error| format!("versions `{versions}`: {error}"))?,
            since: field("since")?,
            instead: field("instead")?,
            source: field("source")?,
        })
    };
    let entries = entries.into_iter().flatten().map(entry);
    Ok((date, entries.collect::<Result<_, String>>()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_one_and_names_nothing_that_is_maintained() {
        let (date, entries) = list(TEXT).unwrap();
        assert!(entries.len() > 80);
        for entry in &entries {
            let is_day = |text: &str| text.len() == 10 && text.starts_with("20");
            assert!(is_day(&entry.since) && entry.since <= date, "{entry:?}");
            assert!(entry.source.starts_with("RUSTSEC-"), "{entry:?}");
        }
        let mut names: Vec<_> = entries.iter().map(|entry| &entry.name).collect();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count, "one entry for each, in their order");
        assert!(names.is_sorted());
        let is = |name: &str, version: &str| {
            let version = Version::parse(version).unwrap();
            entries.iter().any(|entry| entry.is(name, &version))
        };
        assert!(is("ring", "0.16.20") && !is("ring", "0.17.14"));
        assert!(is("bincode", "2.0.1") && is("bincode", "2.0.0-rc.3"));
        for maintained in ["humantime", "json5", "spin", "xml-rs", "dirs", "markdown"] {
            assert!(!is(maintained, "1.0.0"), "{maintained}");
        }
    }
}
