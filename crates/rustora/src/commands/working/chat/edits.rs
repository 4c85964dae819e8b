//! What a call of `edit` or `write` will make of a file, told from what it is given.
//!
//! For display: whether it may be done, and whether it fits, is decided elsewhere. What cannot be told is not shown.

use std::path::{Component, Path};

use rustora_host::{Host, Kind};
use serde_json::Value;

/// How many lines of a change are shown.
pub(super) const MOST: usize = 40;

/// Larger files are not compared, bytes.
const LARGEST: u64 = 2 << 20;

/// A change.
pub(super) struct Edit {
    pub(super) old: String,
    pub(super) new: String,
}

/// The change that a call makes, if it is one of a file.
pub(super) fn of(host: &dyn Host, root: &Path, tool: &str, arguments: &Value) -> Option<Edit> {
    let text = |name: &str| arguments.get(name).and_then(Value::as_str);
    let path = Path::new(text("path")?);
    let there = file(host, root, path);
    match tool {
        "write" => Some(Edit {
            old: there.unwrap_or_default(),
            new: text("content")?.to_owned(),
        }),
        "edit" => {
            let (old, new) = (text("old")?, text("new")?);
            // A file that ends its lines in the other way keeps its own.
            let ends = |part: &str| part.replace("\r\n", "\n").replace('\n', "\r\n");
            let fits = |there: &String| !old.is_empty() && there.contains(old);
            let (there, old, new) = match there {
                Some(there) if fits(&there) => (there, old.to_owned(), new.to_owned()),
                Some(there) if there.contains(&ends(old)) && !old.is_empty() => {
                    (there, ends(old), ends(new))
                }
                _ => {
                    return Some(Edit {
                        old: old.to_owned(),
                        new: new.to_owned(),
                    });
                }
            };
            let new = there.replace(&old, &new);
            Some(Edit { old: there, new })
        }
        _ => None,
    }
}

/// The text of a file inside the root.
fn file(host: &dyn Host, root: &Path, path: &Path) -> Option<String> {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let is_plain = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
    if !inside.components().all(is_plain) {
        return None;
    }
    let path = root.join(inside);
    match host.kind(&path) {
        Ok(Kind::File(size)) if size <= LARGEST => String::from_utf8(host.read(&path).ok()?).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use rustora_host::MemoryHost;
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_call_makes_of_a_file_is_told_before_it_is_done() {
        let host = MemoryHost::new([
            ("/w/a.txt", "one\ntwo\n"),
            ("/w/b.txt", "one\r\ntwo\r\n"),
            ("/etc/secret", "secret"),
        ]);
        let new = |tool: &str, arguments: Value| {
            let edit = of(&host, Path::new("/w"), tool, &arguments).unwrap();
            (edit.old, edit.new)
        };
        let pair = |old: &str, new: &str| (old.to_owned(), new.to_owned());
        let edit = |path: &str| json!({ "path": path, "old": "one\ntwo", "new": "three" });
        assert_eq!(new("edit", edit("a.txt")), pair("one\ntwo\n", "three\n"));
        assert_eq!(
            new("edit", edit("b.txt")),
            pair("one\r\ntwo\r\n", "three\r\n")
        );
        assert_eq!(new("edit", edit("none")), pair("one\ntwo", "three"));
        let write = |path: &str| json!({ "path": path, "content": "x" });
        assert_eq!(new("write", write("/w/a.txt")), pair("one\ntwo\n", "x"));
        assert_eq!(new("write", write("../etc/secret")), pair("", "x"));
        assert!(of(&host, Path::new("/w"), "shell", &json!({ "line": "ls" })).is_none());
    }
}
