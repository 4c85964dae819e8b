//! What compiling a workspace will cost, as far as that can be said beforehand.

use std::path::Path;
use std::time::Duration;

use rustora_host::Host;
use rustora_source::cargo::Workspace;

use crate::workshop::name_of;
use crate::{Options, Workshop};

/// Where it stands how long the last time took.
const LAST: &str = "last";

/// What is known before anything is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// The packages that the lock file names, the workspace's own among them; 0 without a lock file.
    pub packages: usize,
    /// How long it took the last time; nothing where there was none.
    pub last: Option<Duration>,
}

impl Cost {
    /// What is known of the workspace at `root`.
    pub fn of(host: &dyn Host, root: &Path, options: &Options) -> Self {
        let last = options.store.path().join(name_of(root)).join(LAST);
        let last = host.read(&last).ok();
        let last = last.and_then(|text| String::from_utf8(text).ok()?.trim().parse().ok());
        Self {
            packages: Workspace::read(host, root)
                .lock
                .map_or(0, |lock| lock.len()),
            last: last.map(Duration::from_millis),
        }
    }
}

impl Workshop<'_> {
    /// Notes how long everything took, for the next time. That it cannot be noted costs nobody anything.
    pub fn spent(&self, wall: Duration) {
        _ = self
            .store
            .replace(LAST, wall.as_millis().to_string().as_bytes());
    }
}
