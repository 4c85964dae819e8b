//! `Cargo.lock`: which version of each package.

use rustc_hash::FxHashMap;
use toml::{Table, Value};

/// The packages that a lock file names.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    /// Each package's versions, and whether each comes from a registry.
    packages: FxHashMap<String, Vec<Locked>>,
}

/// One locked package.
#[derive(Clone, Debug)]
struct Locked {
    version: String,
    dependencies: Vec<String>,
}

impl Lock {
    /// Reads the text of a lock file.
    ///
    /// # Errors
    /// When it is not the TOML that cargo writes.
    pub fn parse(text: &str) -> Result<Self, String> {
        let table: Table = text
            .parse()
            .map_err(|error: toml::de::Error| error.message().to_owned())?;
        let mut packages = FxHashMap::<String, Vec<Locked>>::default();
        for package in table
            .get("package")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let text = |key: &str| package.get(key).and_then(Value::as_str).map(str::to_owned);
            let (Some(name), Some(version)) = (text("name"), text("version")) else {
                continue;
            };
            let dependencies = package
                .get("dependencies")
                .and_then(Value::as_array)
                .into_iter()
                .flatten();
            let dependencies = dependencies
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect();
            packages.entry(name).or_default().push(Locked {
                version,
                dependencies,
            });
        }
        Ok(Self { packages })
    }

    /// The packages that it names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.packages.keys().map(String::as_str)
    }

    /// How many packages it names.
    pub fn len(&self) -> usize {
        self.packages.values().map(Vec::len).sum()
    }

    /// Whether it names none.
    pub fn is_empty(&self) -> bool {
        self.packages.is_empty()
    }

    /// The version of `package` that `dependent` uses; with several, the one that its entry names.
    pub fn version(&self, package: &str, dependent: &str) -> Option<&str> {
        let versions = self.packages.get(package)?;
        let [only] = versions.as_slice() else {
            let entries = self
                .packages
                .get(dependent)?
                .iter()
                .flat_map(|locked| &locked.dependencies);
            let mut named = entries.filter_map(|entry| {
                let mut words = entry.split(' ');
                (words.next() == Some(package))
                    .then(|| words.next())
                    .flatten()
            });
            let wanted = named.next()?;
            return versions
                .iter()
                .map(|locked| locked.version.as_str())
                .find(|version| *version == wanted);
        };
        Some(&only.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_versions_are_told_apart_by_who_asks() {
        let lock = Lock::parse(
            "[[package]]\nname = \"app\"\nversion = \"0.1.0\"\ndependencies = [\"http 1.2.0\", \"log\"]\n\
             [[package]]\nname = \"http\"\nversion = \"0.2.9\"\n[[package]]\nname = \"http\"\nversion = \"1.2.0\"\n\
             [[package]]\nname = \"log\"\nversion = \"0.4.1\"\n",
        )
        .unwrap();
        assert_eq!(lock.version("http", "app"), Some("1.2.0"));
        assert_eq!(lock.version("http", "log"), None);
        assert_eq!(lock.version("log", "app"), Some("0.4.1"));
    }
}
