//! What a person has said at the prompt, kept for the next time: lines of JSON in the cache folder, for nobody else to read.
//!
//! It may be missing or damaged, and none of that is worth a word: what cannot be read is left out.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use rustora_host::Host;

/// How many requests are kept. The file may have twice as many lines before it is made shorter.
pub(super) const MOST: usize = 500;

/// Longer requests are not kept, in bytes: they were pasted.
const LONGEST: usize = 16 << 10;

/// The file.
pub(super) struct History(Option<PathBuf>);

impl History {
    /// The one in a folder, and what it holds, the oldest first.
    pub(super) fn open(host: &dyn Host, folder: Option<&Path>) -> (Self, Vec<String>) {
        let path = folder.map(|folder| folder.join("chat-history.jsonl"));
        let bytes = path.as_ref().and_then(|path| host.read(path).ok());
        let text = String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned();
        let mut all: Vec<String> = text
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect();
        let is_long = all.len() > 2 * MOST;
        all.drain(..all.len().saturating_sub(MOST));
        let history = Self(path);
        if is_long {
            history.write(&all, Mode::Anew);
        }
        (history, all)
    }

    /// Keeps a request.
    pub(super) fn add(&self, request: &str) {
        if request.len() <= LONGEST {
            self.write(&[request.to_owned()], Mode::More);
        }
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "no folder of the host's makes files that are private"
    )]
    fn write(&self, requests: &[String], mode: Mode) {
        let Some(path) = &self.0 else { return };
        let mut text = String::new();
        for request in requests {
            text.push_str(&serde_json::Value::from(request.as_str()).to_string());
            text.push('\n');
        }
        if let Some(folder) = path.parent() {
            _ = std::fs::create_dir_all(folder);
        }
        let mut options = std::fs::OpenOptions::new();
        options.create(true);
        match mode {
            Mode::More => options.append(true),
            Mode::Anew => options.write(true).truncate(true),
        };
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        if let Ok(mut file) = options.open(path) {
            _ = file.write_all(text.as_bytes());
        }
    }
}

/// How it is written.
#[derive(Clone, Copy)]
enum Mode {
    More,
    Anew,
}

#[cfg(test)]
mod tests {
    use rustora_host::OsHost;

    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test looks at a real file")]
    fn requests_are_kept_bounded_and_private() {
        let temp = tempfile::tempdir().unwrap();
        let folder = temp.path().join("new");
        let (history, all) = History::open(&OsHost::new(), Some(&folder));
        assert!(all.is_empty());
        history.add("two\nlines");
        history.add(&"x".repeat(LONGEST + 1));
        let file = folder.join("chat-history.jsonl");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(&file).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let (history, all) = History::open(&OsHost::new(), Some(&folder));
        assert_eq!(all, ["two\nlines"]);
        for index in 0..2 * MOST {
            history.add(&index.to_string());
        }
        let (_, all) = History::open(&OsHost::new(), Some(&folder));
        assert_eq!((all.len(), all[0].as_str()), (MOST, "500"));
        assert_eq!(
            std::fs::read_to_string(&file).unwrap().lines().count(),
            MOST
        );
    }
}
