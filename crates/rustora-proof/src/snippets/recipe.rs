//! How cargo compiles an example of a package: asked once, and remembered for as long as everything is what it was.

use std::path::{Path, PathBuf};

use cargo_metadata::Artifact;
use rustora_source::cargo::Workspace;
use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use super::Depth;
use crate::cargo::{Check, Ran};
use crate::markdown::{Dependency, Document};
use crate::{Class, Failure, ProofError, Workshop};

/// How cargo compiles an example of the package.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Recipe {
    /// The hash of the workspace for which it holds.
    pub(super) key: String,
    pub(super) program: PathBuf,
    pub(super) args: Vec<String>,
    /// The levels of lints that the package or the user wants, which rustdoc does not know.
    pub(super) lints: Vec<String>,
    pub(super) env: Vec<(String, String)>,
    pub(super) edition: String,
    /// What was compiled of the workspace itself, and its hash: each time into the same files, whatever the text.
    pub(super) own: Vec<(PathBuf, String)>,
}

/// The name of the example.
const PROBE: &str = "rustora_probe";
/// The folder in which it stands.
const EXAMPLES: &str = "examples";
/// The arguments that set the level of a lint.
const LINTS: [&str; 10] = [
    "-A",
    "-W",
    "-D",
    "-F",
    "--allow",
    "--warn",
    "--deny",
    "--forbid",
    "--force-warn",
    "--cap-lints",
];
/// Where recipes are kept.
const RECIPES: &str = "recipes";

impl Workshop<'_> {
    /// How blocks are compiled, remembered or asked.
    pub(super) fn recipe(
        &self,
        document: &Document,
        package: &Path,
        content: &str,
        depth: Depth,
    ) -> Result<Result<Recipe, Failure>, ProofError> {
        let added: Vec<_> = document.dependencies.iter().collect();
        let key = format!(
            "{content}\0{}\0{added:?}\0{}",
            package.display(),
            depth == Depth::Test
        );
        let key = blake3::hash(key.as_bytes()).to_hex()[..24].to_owned();
        let path = Path::new(RECIPES).join(&key);
        let kept = self.host.read(&self.store.path().join(&path)).ok();
        if let Some(recipe) = kept.and_then(|bytes| serde_json::from_slice::<Recipe>(&bytes).ok())
            && self.host.is_file(&recipe.program)
            && recipe
                .externs()
                .all(|path| self.host.is_file(Path::new(path)))
            && recipe
                .own
                .iter()
                .all(|(path, hash)| self.hash_of(path).as_ref() == Some(hash))
        {
            return Ok(Ok(recipe));
        }
        let added = self.add_probe(document, package)?;
        if added {
            // What the text asks for may not be unpacked yet, and a compiler may not write where that happens.
            let args = ["fetch"].into_iter().chain(self.offline());
            let args = args.map(str::to_owned).collect();
            let ran = self.run(self.launch_fetch(args), Check::default())?;
            if let Some(failure) = ran.failure(self) {
                self.renew()?;
                return Ok(Err(failure));
            }
        }
        let manifest = self
            .copy
            .join(package)
            .join("Cargo.toml")
            .display()
            .to_string();
        let verb = if depth == Depth::Test {
            "build"
        } else {
            "check"
        };
        let mut args = vec![verb, "--example", PROBE, "-v", "--manifest-path", &manifest];
        args.push("--message-format=json");
        args.extend(self.offline());
        let ran = self.cargo(&args, Check::default())?;
        self.take_back(&package.join(EXAMPLES).join(format!("{PROBE}.rs")))?;
        self.renew()?;
        if let Some(failure) = ran.failure(self) {
            return Ok(Err(failure));
        }
        let Some(recipe) = Recipe::of(&ran, key, self) else {
            return Ok(Err(Failure {
                class: Class::Environment,
                why: "cargo does not say how it compiles an example".to_owned(),
                next: "see what `cargo check --example NAME -v` prints in the package".to_owned(),
            }));
        };
        if let Ok(bytes) = serde_json::to_vec(&recipe) {
            let written = self.store.replace(&path, &bytes);
            written.map_err(|error| ProofError::store(&self.store.path().join(path), error))?;
        }
        Ok(Ok(recipe))
    }

    fn hash_of(&self, path: &Path) -> Option<String> {
        let bytes = self.host.read(path).ok()?;
        Some(blake3::hash(&bytes).to_hex().to_string())
    }

    fn offline(&self) -> Option<&'static str> {
        (!self.options.network).then_some("--offline")
    }

    /// Writes the example, and names it in the copy's manifest: a package may not look for examples, and one that was
    /// published never does. Adds what the text's `toml` blocks depend on, where the package does not have it, and says
    /// whether there was such.
    fn add_probe(&self, document: &Document, package: &Path) -> Result<bool, ProofError> {
        let path = package.join(EXAMPLES).join(format!("{PROBE}.rs"));
        self.write(&path, b"fn main() {}\n")?;
        let file = package.join("Cargo.toml");
        let bytes = self.host.read(&self.root.join(&file)).unwrap_or_default();
        let Ok(mut manifest) = String::from_utf8_lossy(&bytes).parse::<Table>() else {
            return Ok(false);
        };
        let example = [
            ("name", PROBE.to_owned()),
            ("path", format!("{EXAMPLES}/{PROBE}.rs")),
        ];
        let example = example.map(|(key, value)| (key.to_owned(), Value::String(value)));
        let example = Value::Table(example.into_iter().collect());
        manifest.insert("example".to_owned(), Value::Array(vec![example]));
        let members = Workspace::read(self.host, &self.root).packages;
        let mut added = Table::new();
        for dependency in &document.dependencies {
            let Dependency { name, value, .. } = dependency;
            let package_name = value.get("package").and_then(Value::as_str).unwrap_or(name);
            if is_known(&manifest, name, package_name) {
                continue;
            }
            let member = members.iter().find(|member| member.name == package_name);
            let value = match member {
                // What the text calls by a version is here, and perhaps nowhere else yet.
                Some(member) => self.by_path(value, &member.folder),
                None => value.clone(),
            };
            added.insert(name.clone(), value);
        }
        let is_any = !added.is_empty();
        let table = manifest.entry("dev-dependencies");
        let table = table.or_insert_with(|| Value::Table(Table::new()));
        if let Some(table) = table.as_table_mut() {
            table.extend(added);
        }
        self.write(&file, manifest.to_string().as_bytes())?;
        Ok(is_any)
    }

    /// A dependency on a package of the workspace, with the features that were asked for.
    fn by_path(&self, asked: &Value, folder: &Path) -> Value {
        let mut table = asked.as_table().cloned().unwrap_or_default();
        for source in ["version", "git", "branch", "tag", "rev", "registry"] {
            table.remove(source);
        }
        let below = folder.strip_prefix(&self.root).unwrap_or(folder);
        let path = self.copy.join(below).display().to_string();
        table.insert("path".to_owned(), Value::String(path));
        Value::Table(table)
    }
}

/// Whether a manifest is that of the package itself, or has a dependency of the name for whichever target.
fn is_known(manifest: &Table, name: &str, package: &str) -> bool {
    let own = manifest.get("package").and_then(|table| table.get("name"));
    if own.and_then(Value::as_str) == Some(package) {
        return true;
    }
    let targets = manifest.get("target").and_then(Value::as_table);
    let tables = targets.into_iter().flatten().map(|(_, table)| table);
    let tables = tables.filter_map(Value::as_table).chain([manifest]);
    tables
        .flat_map(|table| ["dependencies", "dev-dependencies"].map(|kind| table.get(kind)))
        .flatten()
        .any(|table| table.get(name).is_some())
}

impl Recipe {
    /// From the line that `cargo -v` prints before it starts the compiler.
    fn of(ran: &Ran, key: String, shop: &Workshop<'_>) -> Option<Self> {
        let mark = format!("--crate-name {PROBE} ");
        let line = ran.stderr.lines().find(|line| {
            let line = line.trim_start();
            line.starts_with("Running `") && line.contains(&mark)
        })?;
        let line = line.trim().strip_prefix("Running `")?.strip_suffix('`')?;
        let words = unquoted(line);
        // Before the program stand variables: `NAME=value`.
        let at = words.iter().position(|word| !is_assignment(word))?;
        let env = words[..at]
            .iter()
            .filter_map(|word| word.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let (mut args, mut lints) = (Vec::new(), Vec::new());
        let mut edition = "2021".to_owned();
        let mut rest = words[at + 1..].iter();
        while let Some(word) = rest.next() {
            match word.as_str() {
                "--crate-name" | "--out-dir" | "--crate-type" | "-o" => _ = rest.next(),
                "-C" => {
                    let value = rest.next()?;
                    // They name the files of the one example.
                    if !["metadata", "extra-filename", "incremental"]
                        .iter()
                        .any(|name| value.starts_with(name))
                    {
                        args.extend(["-C".to_owned(), value.clone()]);
                    }
                }
                word if word.starts_with("--edition=") => {
                    word["--edition=".len()..].clone_into(&mut edition);
                }
                word if word.starts_with("--emit=")
                    || word.starts_with("--json=")
                    || word.starts_with("--error-format=") => {}
                word if word.ends_with(&format!("{PROBE}.rs")) => {}
                word if LINTS.contains(&word) => {
                    lints.extend([word.to_owned(), rest.next()?.clone()]);
                }
                word if is_lint(word) => lints.push(word.to_owned()),
                word => args.push(word.to_owned()),
            }
        }
        let is_own = |artifact: &&Artifact| {
            let source = artifact.target.src_path.as_std_path();
            source.starts_with(shop.store.path()) && artifact.target.name != PROBE
        };
        let files = ran.artifacts.iter().filter(is_own);
        let own = files
            .flat_map(|artifact| &artifact.filenames)
            .filter_map(|file| Some((file.into(), shop.hash_of(file.as_std_path())?)))
            .collect();
        Some(Self {
            key,
            own,
            program: shop.toolchain.program("rustc"),
            args,
            lints,
            env,
            edition,
        })
    }

    /// The files that the command links.
    fn externs(&self) -> impl Iterator<Item = &str> {
        let after = self.args.windows(2).filter(|pair| pair[0] == "--extern");
        after
            .filter_map(|pair| pair[1].split_once('='))
            .map(|(_, path)| path)
    }
}

/// Whether an argument sets the level of a lint, which stands in the same word.
fn is_lint(word: &str) -> bool {
    LINTS.iter().any(|mark| {
        let rest = word.strip_prefix(mark);
        rest.is_some_and(|rest| !mark.starts_with("--") || rest.starts_with('='))
    })
}

fn is_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    })
}

/// The words of a command line as cargo prints it: with single quotes around what a shell would take apart.
fn unquoted(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let (mut in_quotes, mut chars) = (false, line.chars());
    while let Some(c) = chars.next() {
        match c {
            '\'' => in_quotes = !in_quotes,
            '\\' if !in_quotes => words
                .last_mut()
                .into_iter()
                .for_each(|word| word.extend(chars.next())),
            ' ' if !in_quotes => words.push(String::new()),
            c => words.last_mut().into_iter().for_each(|word| word.push(c)),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargos_command_lines_are_read_back() {
        let line = "CARGO='/a b/cargo' NAME=x rustc --crate-name p 'cfg(feature, values(\"a\"))' -C debuginfo=2";
        let words = unquoted(line);
        assert_eq!(words[0], "CARGO=/a b/cargo");
        assert_eq!(words[2], "rustc");
        assert_eq!(words[5], "cfg(feature, values(\"a\"))");
        assert!(is_assignment(&words[1]) && !is_assignment(&words[2]));
        assert!(!is_assignment("--cfg=x"));
    }

    #[test]
    fn levels_of_lints_are_told_from_other_arguments() {
        for word in ["-Dwarnings", "--deny=unsafe_code", "--cap-lints=allow"] {
            assert!(is_lint(word), "{word}");
        }
        for word in ["--allow-features=x", "-L", "-Copt-level=3", "--cfg=x"] {
            assert!(!is_lint(word), "{word}");
        }
    }

    #[test]
    fn a_package_does_not_depend_on_itself_and_on_nothing_twice() {
        let text = "[package]\nname = \"p\"\n[dependencies]\na = \"1\"\n[target.'cfg(unix)'.dev-dependencies]\nb = \"1\"\n";
        let manifest = text.parse().unwrap_or_default();
        for (name, package) in [("p", "p"), ("other", "p"), ("a", "a"), ("b", "b")] {
            assert!(is_known(&manifest, name, package), "{name}");
        }
        assert!(!is_known(&manifest, "c", "c"));
    }
}
