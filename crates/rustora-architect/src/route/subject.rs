//! The files that deal with what a review is about: `my connection pool` named no path.
//!
//! It looks for names of crates and types as whole words in the sources that version control sees, and knows nothing of what the code
//! does with them. Comments and strings count too: a file too many is reviewed, which costs a moment; one too few would be a silence
//! that looks like praise.

use std::path::{Path, PathBuf};

use rustora_host::Host;

use super::lexicon::subjects::SUBJECTS;

/// The Rust files below `folder` that deal with `subject`, sorted; empty when there are none, or nobody knows the subject.
pub fn files_about(host: &dyn Host, folder: &Path, subject: &str) -> Vec<PathBuf> {
    let Some(known) = SUBJECTS.iter().find(|known| known.name == subject) else {
        return Vec::new();
    };
    let (mut files, _) = host.walk(folder, ".rs");
    files.retain(|file| {
        let bytes = host.read(file).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let mut names = text.split(|c: char| !c.is_alphanumeric() && c != '_');
        names.any(|name| known.marks.contains(&name))
    });
    files
}

#[cfg(test)]
mod tests {
    use rustora_host::MemoryHost;

    use super::*;

    #[test]
    fn files_are_found_by_the_names_they_use() {
        let host = MemoryHost::new([
            ("/src/db.rs", "use sqlx::postgres::PgPoolOptions;"),
            ("/src/pool.rs", "type Pool = bb8::Pool<M>;"),
            ("/src/main.rs", "fn main() { carpool(); }"),
        ]);
        let found = files_about(&host, Path::new("/"), "connection-pool");
        assert_eq!(
            found,
            [PathBuf::from("/src/db.rs"), PathBuf::from("/src/pool.rs")]
        );
        assert!(files_about(&host, Path::new("/"), "weather").is_empty());
    }
}
