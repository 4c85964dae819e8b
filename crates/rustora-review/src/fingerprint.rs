//! Names for findings that survive edits elsewhere in the file.
//!
//! A fingerprint is made of the rule, the file, the item around the finding, the code that it points at
//! without its white space, and a number where all of these are the same. Line numbers are not in it.

use rustc_hash::FxHashMap;
use rustora_source::Span;

use crate::facts::File;

/// Gives out the fingerprints of one file, in the order of its text.
pub(crate) struct Names<'f> {
    file: &'f File,
    path: String,
    seen: FxHashMap<String, u32>,
}

impl<'f> Names<'f> {
    pub(crate) fn new(file: &'f File, path: String) -> Self {
        Self {
            file,
            path,
            seen: FxHashMap::default(),
        }
    }

    /// The fingerprint of a finding: 16 hexadecimal digits.
    pub(crate) fn fingerprint(&mut self, rule: &str, span: Span) -> String {
        let code: String = self
            .file
            .str(span)
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        let key = format!(
            "{rule}\n{}\n{}\n{code}",
            self.path,
            item_path(self.file, span)
        );
        let ordinal = self.seen.entry(key.clone()).or_default();
        *ordinal += 1;
        let hash = blake3::hash(format!("{key}\n{ordinal}").as_bytes());
        hash.to_hex().chars().take(16).collect()
    }
}

/// The names of the items around a span, from the outside in.
fn item_path(file: &File, span: Span) -> String {
    let tree = file.tree();
    let around = tree
        .items()
        .filter(|(_, item)| item.span.contains(span) && !item.name.is_empty());
    let names: Vec<&str> = around.map(|(_, item)| file.str(item.name)).collect();
    names.join("::")
}
