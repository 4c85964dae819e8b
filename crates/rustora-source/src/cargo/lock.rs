//! `Cargo.lock`: which version of each package.

use rustc_hash::FxHashMap;
use toml::{Table, Value};

/// The packages that a lock file names.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    packages: Packages,
}

/// Each package's versions.
type Packages = FxHashMap<String, Vec<Locked>>;

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
        if let Some(packages) = as_cargo_writes(text) {
            return Ok(Self { packages });
        }
        let table: Table = text
            .parse()
            .map_err(|error: toml::de::Error| error.message().to_owned())?;
        let mut packages = Packages::default();
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

    /// The versions of a package, none for one that it does not name.
    pub fn versions(&self, package: &str) -> impl Iterator<Item = &str> {
        let versions = self.packages.get(package).into_iter().flatten();
        versions.map(|locked| locked.version.as_str())
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

/// The packages of a text that is laid out as cargo does it, line by line: a service's lock file has thousands of lines, and
/// nothing else can begin before they are read. `None` for anything that cargo seldom writes.
fn as_cargo_writes(text: &str) -> Option<Packages> {
    let mut blocks = text.split("[[package]]\n");
    let is_version = |line: &str| {
        let number = line.strip_prefix("version = ");
        number.is_some_and(|number| number.parse::<u8>().is_ok())
    };
    let is_known = |line: &str| line.is_empty() || line.starts_with('#') || is_version(line);
    if !blocks.next()?.lines().all(is_known) {
        return None;
    }
    let plain = |value: &str| {
        let value = value.strip_prefix('"')?.strip_suffix('"')?;
        (!value.contains(['"', '\\'])).then(|| value.to_owned())
    };
    let mut packages = Packages::default();
    for block in blocks {
        let (mut name, mut version, mut dependencies) = (None, None, Vec::new());
        for line in block.lines() {
            match (line.split_once(" = "), line.strip_prefix(' ')) {
                (Some(("name", value)), _) => name = Some(plain(value)?),
                (Some(("version", value)), _) => version = Some(plain(value)?),
                (Some(("source" | "checksum", _) | ("dependencies", "[")), _) => {}
                (None, Some(entry)) => dependencies.push(plain(entry.strip_suffix(',')?)?),
                (None, None) if matches!(line, "" | "]") => {}
                _ => return None,
            }
        }
        packages.entry(name?).or_default().push(Locked {
            version: version?,
            dependencies,
        });
    }
    Some(packages)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cargo_writes_needs_no_toml() {
        let text = r#"# generated
version = 4

[[package]]
name = "app"
version = "0.1.0"
dependencies = [
 "http 1.2.0",
 "log",
]

[[package]]
name = "log"
version = "0.4.1"
source = "registry"
checksum = "f0"
"#;
        let found = as_cargo_writes(text).unwrap();
        assert_eq!(found["app"][0].dependencies, ["http 1.2.0", "log"]);
        assert_eq!(found["log"][0].version, "0.4.1");
        for other in [
            "[metadata]\n",
            "\n[[patch.unused]]\nname = \"x\"\n",
            "name = 1\n",
        ] {
            assert!(
                as_cargo_writes(&format!("{text}{other}")).is_none(),
                "{other}"
            );
        }
    }

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
        assert_eq!(
            lock.versions("http").collect::<Vec<_>>(),
            ["0.2.9", "1.2.0"]
        );
        assert_eq!(lock.versions("none").count(), 0);
    }
}
