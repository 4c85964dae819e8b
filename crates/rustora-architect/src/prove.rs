//! Where the blocks of a text are at home: the package whose dependencies they may use.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rustora_host::{Folder, Host};
use rustora_proof::markdown::{Dialect, Document, document};
use rustora_proof::{Depth, Options, ProofError, Snippet, Workshop};
use rustora_review::Settings;
use rustora_source::cargo::{TargetKind, Workspace, find_root};
use rustora_source::{Word, words};

/// The blocks of a text, with their proofs.
#[derive(Debug)]
pub struct ProvenText {
    /// The text's blocks.
    pub document: Document,
    /// A proof for each.
    pub snippets: Vec<Snippet>,
    /// What the reader should know besides.
    pub account: Vec<String>,
}

/// Proves the Rust blocks of `text`, which stands in the file or folder `place`.
///
/// # Errors
/// When nothing could be tried at all.
pub fn prove_text(
    host: &dyn Host,
    text: &str,
    place: &Path,
    depth: Depth,
    options: Options,
    progress: &mut dyn FnMut(&str),
) -> Result<ProvenText, ProofError> {
    let is_readme = place
        .file_stem()
        .is_some_and(|stem| stem.eq_ignore_ascii_case("readme"));
    let dialect = if is_readme {
        Dialect::Rustdoc
    } else {
        Dialect::Answer
    };
    let document = document(text, dialect);
    let mut account: Vec<String> = document.errors.iter().map(ToString::to_string).collect();
    let (root, package) = if let Some(root) = find_root(host, place) {
        let package = home_of(host, &root, place, text);
        (root, package)
    } else {
        let line = "there is no cargo workspace here: the blocks were compiled against the crates that they name";
        account.push(line.to_owned());
        (scratch(&options.store, &document)?, PathBuf::new())
    };
    let shop = Workshop::open(host, &root, options)?;
    account.extend(shop.account());
    let prepared = shop.prepare()?;
    account.extend(prepared.note);
    let snippets = shop.snippets(&document, &package, depth, progress)?;
    Ok(ProvenText {
        document,
        snippets,
        account,
    })
}

/// The folder, below the root, of the package that a text belongs to: that around it; in a workspace without a package at its root
/// the one that the text speaks of, else the first with a library.
pub(crate) fn home_of(host: &dyn Host, root: &Path, place: &Path, text: &str) -> PathBuf {
    let packages = Workspace::read(host, root).packages;
    let below = |folder: &Path| {
        folder
            .strip_prefix(root)
            .unwrap_or(Path::new(""))
            .to_owned()
    };
    let around = place
        .ancestors()
        .find(|folder| packages.iter().any(|package| package.folder == *folder));
    if let Some(folder) = around {
        return below(folder);
    }
    let libraries = packages.iter().filter(|package| {
        package
            .targets
            .iter()
            .any(|target| target.kind == TargetKind::Lib)
    });
    let spoken_of = libraries.clone().max_by_key(|package| {
        let name = format!("{}::", package.name.replace('-', "_"));
        text.matches(&name).count()
    });
    let home = spoken_of.or(packages.first());
    home.map(|package| below(&package.folder))
        .unwrap_or_default()
}

/// The README files of a workspace's packages, and the Markdown of its `docs` folder.
pub(crate) fn readmes(host: &dyn Host, root: &Path) -> Vec<PathBuf> {
    let workspace = Workspace::read(host, root);
    let (settings, _) = Settings::read(&workspace.settings);
    let folders = workspace.packages.into_iter().map(|package| package.folder);
    let mut found: Vec<PathBuf> = folders
        .chain([root.to_owned()])
        .map(|folder| folder.join("README.md"))
        .filter(|path| host.is_file(path))
        .collect();
    found.extend(host.walk(&root.join("docs"), ".md").0);
    // What a review leaves out is left out here too.
    found.retain(|path| {
        let below = path.strip_prefix(root).unwrap_or(path).iter();
        let parts: Vec<_> = below.map(|part| part.to_string_lossy()).collect();
        !settings.excludes(&parts.join("/"))
    });
    found.sort_unstable();
    found.dedup();
    found
}

/// Features without which a crate is seldom shown.
const USUAL: [(&str, &[&str]); 5] = [
    ("tokio", &["full"]),
    ("serde", &["derive"]),
    ("reqwest", &["json"]),
    ("uuid", &["v4"]),
    ("clap", &["derive"]),
];

/// A package of nobody's, which depends on what the blocks name and their `toml` does not.
fn scratch(store: &Folder, document: &Document) -> Result<PathBuf, ProofError> {
    let mut names: Vec<String> = document
        .blocks
        .iter()
        .flat_map(|block| crates(&block.code))
        .collect();
    names.sort_unstable();
    names.dedup();
    names.retain(|name| {
        !document
            .dependencies
            .iter()
            .any(|known| known.name.replace('-', "_") == *name)
    });
    let mut manifest = "[package]\nname = \"scratch\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n".to_owned();
    for name in &names {
        let features = USUAL.iter().find(|(known, _)| known == name);
        let features = features
            .map(|(_, features)| features.join("\", \""))
            .filter(|features| !features.is_empty());
        _ = match features {
            Some(features) => writeln!(
                manifest,
                "{name} = {{ version = \"*\", features = [\"{features}\"] }}"
            ),
            None => writeln!(manifest, "{name} = \"*\""),
        };
    }
    let hash = blake3::hash(manifest.as_bytes()).to_hex();
    let name = format!("scratch/{}", &hash[..12]);
    let failed = |error| ProofError::Store {
        path: store.path().join(&name),
        error,
    };
    store
        .write(Path::new(&name).join("Cargo.toml"), manifest.as_bytes())
        .map_err(failed)?;
    store
        .write(Path::new(&name).join("src/lib.rs"), b"")
        .map_err(failed)?;
    Ok(store.path().join(name))
}

/// The crates that code names in its `use` declarations and in front of paths.
fn crates(code: &str) -> Vec<String> {
    const OWN: [&str; 7] = ["std", "core", "alloc", "crate", "self", "super", "Self"];
    let mut found = Vec::new();
    for word in words(code) {
        let Word::Name(span) = word else { continue };
        let (before, after) = (&code[..span.start as usize], &code[span.end as usize..]);
        let name = &code[span.range()];
        let before = before.trim_end();
        let is_first = !before.ends_with("::") && !before.ends_with(['{', ',']);
        let is_used = before.ends_with("use") || before.ends_with("extern crate");
        let is_path = after.starts_with("::");
        let is_crate_name =
            name.starts_with(|c: char| c.is_ascii_lowercase()) && !OWN.contains(&name);
        if is_crate_name && is_first && (is_used || is_path) && is_import(code, name) {
            found.push(name.to_owned());
        }
    }
    found
}

/// Whether a name is that of a crate rather than of a module that the code imports or makes.
fn is_import(code: &str, name: &str) -> bool {
    !code.contains(&format!("mod {name}"))
        && !code.contains(&format!("::{name};"))
        && !code.contains(&format!("::{name},"))
        && !code.contains(&format!("{{{name}"))
        && !code.contains(&format!(" {name},"))
        && !code.contains(&format!("{name}}}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crates_are_told_from_modules() {
        let code = "use std::fs;\nuse tokio::{sync::mpsc, time};\nuse serde::Serialize;\nextern crate rand;\n\
                    fn f() { time::sleep(x); let y = anyhow::Error::msg(1); mpsc::channel(); String::new(); fs::read(x); }";
        let mut found = crates(code);
        found.sort_unstable();
        found.dedup();
        assert_eq!(found, ["anyhow", "rand", "serde", "tokio"]);
    }
}
