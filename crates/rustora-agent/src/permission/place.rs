//! Where a path leads, and which places nobody enters unasked.
//!
//! A path is followed as the system follows it: part by part, links included, `..` from where the link led. What stands under a
//! name and leads nowhere is a link to nothing, which a write would follow; it counts as outside. Names are compared
//! without case, since some file systems do. Deliberately unknown here: commands and modes.

use std::path::{Component, Path, PathBuf};

use rustora_host::{Host, Kind};

/// Where a path leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Into the workspace, links resolved.
    Inside(PathBuf),
    /// Out of it.
    Outside(PathBuf),
}

/// Where `path` leads; a relative one starts in `folder`.
pub(crate) fn place(host: &dyn Host, root: &Path, folder: &Path, path: &Path) -> Place {
    if path.starts_with("~") || path.to_string_lossy().starts_with('~') {
        return Place::Outside(path.to_owned());
    }
    let mut real = PathBuf::new();
    let mut is_lost = false;
    for part in folder.join(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                real.pop();
            }
            Component::Normal(name) => {
                real.push(name);
                match host.canonical(&real) {
                    Ok(there) => real = there,
                    Err(_) => is_lost |= is_listed(host, &real),
                }
            }
            other => real.push(other),
        }
    }
    if !is_lost && real.starts_with(root) {
        Place::Inside(real)
    } else {
        Place::Outside(real)
    }
}

/// Whether something of this name is there, although it leads nowhere.
fn is_listed(host: &dyn Host, path: &Path) -> bool {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return false;
    };
    let names = host.list(folder).unwrap_or_default();
    names.iter().any(|there| name.to_str() == Some(there))
}

/// Why `path` may not be read unasked.
pub(crate) fn unreadable(
    host: &dyn Host,
    root: &Path,
    folder: &Path,
    path: &Path,
) -> Option<String> {
    if is_secret(path) {
        return Some(format!(
            "reads `{}`, where secrets are kept",
            path.display()
        ));
    }
    match place(host, root, folder, path) {
        Place::Inside(real) if is_secret(real.strip_prefix(root).unwrap_or(&real)) => {
            Some(format!(
                "reads `{}`, which leads to where secrets are kept",
                path.display()
            ))
        }
        Place::Inside(_) => None,
        Place::Outside(real) if is_public(host, &real) && !is_secret(&real) => None,
        Place::Outside(_) => Some(format!(
            "reads `{}`, outside of the workspace",
            path.display()
        )),
    }
}

/// Why `path` may not be written unasked.
pub(crate) fn unwritable(
    host: &dyn Host,
    root: &Path,
    folder: &Path,
    path: &Path,
) -> Option<String> {
    let shown = path.display();
    match place(host, root, folder, path) {
        Place::Outside(_) => Some(format!("changes `{shown}`, outside of the workspace")),
        Place::Inside(real) => {
            let inside = real.strip_prefix(root).unwrap_or(&real);
            if is_secret(inside) || is_secret(path) {
                return Some(format!("changes `{shown}`, where secrets are kept"));
            }
            let why = guarded(inside).or_else(|| guarded(path))?;
            Some(format!("changes `{shown}`, {why}"))
        }
    }
}

/// Texts of crates and of the standard library: as public as it gets, and often read.
fn is_public(host: &dyn Host, real: &Path) -> bool {
    let home = |name: &str, folder: &str| {
        let set = host
            .var(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from);
        set.or_else(|| Some(Path::new(&host.var("HOME")?).join(folder)))
    };
    let inside = |home: Option<PathBuf>, below: &str| {
        let folder = home.and_then(|home| host.canonical(&home.join(below)).ok());
        folder.is_some_and(|folder| real.starts_with(folder))
    };
    inside(home("CARGO_HOME", ".cargo"), "registry/src")
        || inside(home("CARGO_HOME", ".cargo"), "git/checkouts")
        || inside(home("RUSTUP_HOME", ".rustup"), "toolchains")
}

/// What a change in the workspace would do to more than its program: who may do what, what runs by itself.
fn guarded(path: &Path) -> Option<&'static str> {
    let parts: Vec<String> = path
        .components()
        .map(|part| bare(&part.as_os_str().to_string_lossy()))
        .collect();
    for (at, part) in parts.iter().enumerate() {
        let next = parts.get(at + 1).map(String::as_str);
        let why = match part.as_str() {
            ".git" | ".gitmodules" | ".husky" => "which belongs to version control",
            ".claude" | ".rustora" | ".mcp.json" | ".codex" | ".cursor" => "which says what agents may do",
            ".cargo" | "rust-toolchain" | "rust-toolchain.toml" => "which says what cargo runs",
            ".github" if !matches!(next, Some("issue_template" | "codeowners")) => "which runs in CI",
            ".gitlab-ci.yml" | ".circleci" | ".ci" | ".travis.yml" | "azure-pipelines.yml" | ".woodpecker" | ".buildkite" => {
                "which runs in CI"
            }
            ".bashrc" | ".bash_profile" | ".profile" | ".zshrc" | ".zshenv" | ".envrc" | ".vscode" | ".idea" => "which runs by itself",
            // `GIT~1` is another name of `.git` on some systems, and letters that are not shown are left out by others.
            part if part.contains('~') && part.starts_with("git") => "which belongs to version control",
            part if part.chars().any(|letter| matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')) => {
                "which has letters in its name that are not shown"
            }
            _ => continue,
        };
        return Some(why);
    }
    None
}

/// A name as all file systems agree on it.
fn bare(name: &str) -> String {
    let lower = name.to_lowercase();
    let bare = lower.trim_end_matches([' ', '.']);
    let bare = bare.split(':').next().unwrap_or(bare);
    if bare.is_empty() {
        lower
    } else {
        bare.to_owned()
    }
}

/// Whether keys, tokens or passwords are kept there, by its name.
pub(crate) fn is_secret(path: &Path) -> bool {
    let parts: Vec<String> = path
        .components()
        .map(|part| bare(&part.as_os_str().to_string_lossy()))
        .collect();
    let folders = [".ssh", ".aws", ".gnupg", ".kube", ".docker", ".azure"];
    if parts.iter().any(|part| folders.contains(&part.as_str())) {
        return true;
    }
    let Some(name) = parts.last().map(String::as_str) else {
        return false;
    };
    if let Some(rest) = name.strip_prefix(".env") {
        let shown = [".example", ".sample", ".template", ".dist", ".defaults"];
        return rest.is_empty()
            || rest == "rc"
            || (rest.starts_with('.') && !shown.contains(&rest));
    }
    let is_cargo = parts
        .iter()
        .rev()
        .nth(1)
        .is_some_and(|folder| folder == ".cargo");
    let names = [
        ".netrc",
        "_netrc",
        ".npmrc",
        ".pypirc",
        ".git-credentials",
        ".pgpass",
        ".htpasswd",
        ".my.cnf",
        "id_rsa",
        "id_dsa",
        "id_ecdsa",
        "id_ed25519",
    ];
    let endings = [
        ".pem",
        ".key",
        ".p12",
        ".pfx",
        ".jks",
        ".keystore",
        ".kdbx",
        ".ppk",
    ];
    names.contains(&name)
        || endings.iter().any(|ending| name.ends_with(ending))
        || (is_cargo && name.starts_with("credentials"))
}

/// Whether a pattern of file names may stand for one where secrets are kept. `*` and `?` do not match a first dot.
pub(crate) fn may_be_secret(host: &dyn Host, folder: &Path, pattern: &str) -> bool {
    if pattern.starts_with('.') {
        return true;
    }
    let tail = pattern.rsplit(['*', '?', ']']).next().unwrap_or_default();
    if tail.contains('.') {
        return is_secret(Path::new(&format!("x{tail}")));
    }
    match host.list(folder) {
        Ok(names) => names.iter().any(|name| is_secret(Path::new(name))),
        Err(_) => true,
    }
}

/// Whether a file where secrets are kept stands in `folder` or deep in it; also when there is too much to look at.
pub(crate) fn holds_secret(host: &dyn Host, folder: &Path) -> bool {
    let (mut open, mut left) = (vec![folder.to_owned()], 4_000_usize);
    while let Some(folder) = open.pop() {
        for name in host.list(&folder).unwrap_or_default() {
            if is_secret(Path::new(&name)) {
                return true;
            }
            if left == 0 {
                return true;
            }
            left -= 1;
            let is_built = matches!(name.as_str(), "target" | ".git" | "node_modules");
            let path = folder.join(&name);
            if !is_built && host.kind(&path).is_ok_and(|kind| kind == Kind::Folder) {
                // A link may lead back.
                if host.canonical(&path).is_ok_and(|there| there == path) {
                    open.push(path);
                }
            }
        }
    }
    false
}
