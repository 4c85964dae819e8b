//! The sources of dependencies that cargo has already unpacked on this machine.

use std::path::PathBuf;

use rustora_host::Host;

/// `CARGO_HOME`, or `.cargo` in the home folder: what cargo and its companions keep for all workspaces.
pub fn home(host: &dyn Host) -> Option<PathBuf> {
    let home = || {
        host.var("HOME")
            .or_else(|| host.var("USERPROFILE"))
            .map(|home| PathBuf::from(home).join(".cargo"))
    };
    let named = host.var("CARGO_HOME").filter(|home| !home.is_empty());
    named.map(PathBuf::from).or_else(home)
}

/// The folders in which cargo unpacks registry packages.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    folders: Vec<PathBuf>,
}

impl Registry {
    /// Finds them below `CARGO_HOME`, or `.cargo` in the home folder. None is an answer too.
    pub fn find(host: &dyn Host) -> Self {
        let Some(cargo_home) = home(host) else {
            return Self::default();
        };
        let sources = cargo_home.join("registry").join("src");
        let folders = host
            .list(&sources)
            .unwrap_or_default()
            .into_iter()
            .map(|name| sources.join(name))
            .collect();
        Self { folders }
    }

    /// The folder of one version of a package, if it is there.
    pub fn package(&self, host: &dyn Host, name: &str, version: &str) -> Option<PathBuf> {
        let folders = self
            .folders
            .iter()
            .map(|folder| folder.join(format!("{name}-{version}")));
        folders
            .into_iter()
            .find(|folder| host.is_file(&folder.join("Cargo.toml")))
    }
}
