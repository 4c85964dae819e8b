//! How cargo compiles an example of a package: asked once, and remembered for as long as everything is what it was.

use std::path::{Path, PathBuf};

use cargo_metadata::Artifact;
use serde::{Deserialize, Serialize};

use super::Depth;
use crate::cargo::{Check, Ran};
use crate::markdown::Document;
use crate::{Class, Failure, ProofError, Workshop};

/// How cargo compiles an example of the package.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Recipe {
    /// The hash of the workspace for which it holds.
    pub(super) key: String,
    pub(super) program: PathBuf,
    pub(super) args: Vec<String>,
    pub(super) env: Vec<(String, String)>,
    pub(super) edition: String,
    /// What was compiled of the workspace itself, and its hash: each time into the same files, whatever the text.
    pub(super) own: Vec<(PathBuf, String)>,
}

/// The name of the example.
const PROBE: &str = "rustora_probe";
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
        let example = package.join("examples").join(format!("{PROBE}.rs"));
        self.write(&example, b"fn main() {}\n")?;
        self.add_dependencies(document, package)?;
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
        if !self.options.network {
            args.push("--offline");
        }
        let ran = self.cargo(&args, Check::default())?;
        self.take_back(&example)?;
        self.renew()?;
        if let Some(failure) = ran.failure(self) {
            return Ok(Err(failure));
        }
        let Some(recipe) = Recipe::of(&ran, key, self) else {
            return Ok(Err(Failure {
                class: Class::Environment,
                why: "cargo does not say how it compiles an example".to_owned(),
                next: "see that `autoexamples` is not switched off in the package".to_owned(),
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

    /// Adds what the text's `toml` blocks depend on to the copy's manifest, where the package does not have it.
    fn add_dependencies(&self, document: &Document, package: &Path) -> Result<(), ProofError> {
        if document.dependencies.is_empty() {
            return Ok(());
        }
        let path = package.join("Cargo.toml");
        let bytes = self.host.read(&self.root.join(&path)).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let Ok(mut manifest) = text.parse::<toml::Table>() else {
            return Ok(());
        };
        let has = |manifest: &toml::Table, table: &str, name: &str| {
            let table = manifest.get(table).and_then(toml::Value::as_table);
            table.is_some_and(|table| table.contains_key(name))
        };
        for dependency in &document.dependencies {
            let name = dependency.name.as_str();
            if has(&manifest, "dependencies", name) || has(&manifest, "dev-dependencies", name) {
                continue;
            }
            let table = manifest.entry("dev-dependencies");
            let table = table.or_insert_with(|| toml::Value::Table(toml::Table::new()));
            if let Some(table) = table.as_table_mut() {
                table.insert(name.to_owned(), dependency.value.clone());
            }
        }
        self.write(&path, manifest.to_string().as_bytes())
    }
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
        let mut args = Vec::new();
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
}
