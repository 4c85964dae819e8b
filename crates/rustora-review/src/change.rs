//! Reviewing a change: which lines it touches, and what the files were before.

use std::fmt::Write as _;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use rustora_host::{Host, OverlayHost, Program};

use crate::finding::Finding;

/// A change to review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// From where the present branch left a revision to the files as they are, untracked ones included.
    Since(String),
    /// What is staged for the next commit.
    Staged,
    /// A unified diff that the files already contain.
    Patch(String),
}

/// Why a change cannot be told.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// Git said no.
    #[error("cannot tell what changed: `git {command}` in {folder} failed: {why}")]
    Git {
        /// The arguments.
        command: String,
        /// Where it ran.
        folder: String,
        /// What it said.
        why: String,
    },
    /// A patch that cannot be read.
    #[error(
        "cannot read the patch at line {line}: {why}; it must be a unified diff, as `git diff` prints it"
    )]
    Patch {
        /// The 1-based line of the patch.
        line: usize,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A patch that is not in the files.
    #[error(
        "the patch is not applied: {path} does not hold its line {line}; apply it first (`git apply`), then review"
    )]
    NotApplied {
        /// The file.
        path: String,
        /// The 1-based line.
        line: usize,
    },
}

/// One file of a diff. Paths are below the repository's top.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct FileDiff {
    old: Option<String>,
    new: Option<String>,
    hunks: Vec<Hunk>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Hunk {
    /// The 1-based line at which it starts in the new file.
    new_start: usize,
    /// Its lines: what they are in the diff, and their text.
    lines: Vec<(LineKind, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LineKind {
    Context,
    Added,
    Removed,
}

/// What a change touches.
#[derive(Debug)]
pub struct Changed {
    /// Changed lines (1-based) of each file, below the workspace's root; none for a file that is new as a whole.
    lines: Vec<(String, Option<Vec<usize>>)>,
    before: Vec<(PathBuf, Option<Vec<u8>>)>,
    after: Vec<(PathBuf, Option<Vec<u8>>)>,
}

/// A host that some files were laid over, or that was left as it is.
pub(crate) struct Laid<'a> {
    host: OverlayHost<'a>,
}

impl Laid<'_> {
    pub(crate) fn as_host(&self) -> &dyn Host {
        &self.host
    }
}

impl Changed {
    /// Finds out what `change` touches in the workspace at `root`.
    ///
    /// # Errors
    /// When git cannot tell, or the patch does not fit.
    pub fn find(host: &dyn Host, root: &Path, change: &Change) -> Result<Self, ChangeError> {
        match change {
            Change::Since(revision) => Self::from_git(host, root, revision, false),
            Change::Staged => Self::from_git(host, root, "HEAD", true),
            Change::Patch(text) => Self::from_patch(host, root, text),
        }
    }

    /// The files with the change.
    pub(crate) fn after<'a>(&self, host: &'a dyn Host) -> Laid<'a> {
        Laid {
            host: OverlayHost::new(host, self.after.clone()),
        }
    }

    /// The files without it.
    pub(crate) fn before<'a>(&self, host: &'a dyn Host) -> Laid<'a> {
        Laid {
            host: OverlayHost::new(host, self.before.clone()),
        }
    }

    /// Whether a finding stands on a changed line, or is about an item that holds one.
    pub(crate) fn touches(&self, finding: &Finding) -> bool {
        let location = &finding.location;
        let place = location.start.line..=location.end.line;
        let lines = finding.extent.as_ref().unwrap_or(&place);
        self.touches_lines(&location.source.path, lines)
    }

    /// Whether one of these lines (from 1) of a file below the root was changed.
    pub fn touches_lines(&self, path: &str, span: &RangeInclusive<u32>) -> bool {
        let Some((_, lines)) = self.lines.iter().find(|(known, _)| known == path) else {
            return false;
        };
        lines.as_ref().is_none_or(|lines| {
            let mut lines = lines.iter().filter_map(|line| u32::try_from(*line).ok());
            lines.any(|line| span.contains(&line))
        })
    }

    fn from_git(
        host: &dyn Host,
        root: &Path,
        revision: &str,
        staged: bool,
    ) -> Result<Self, ChangeError> {
        let top = line_of(&git(host, root, &["rev-parse", "--show-toplevel"])?);
        let top = host
            .canonical(Path::new(&top))
            .unwrap_or_else(|_| PathBuf::from(top));
        let base = if staged {
            head(host, &top)?
        } else {
            branching_point(host, &top, revision)?
        };
        let mut args = vec![
            "-c",
            "core.quotePath=false",
            "diff",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
        ];
        args.extend(["--no-renames", "-U0", "--src-prefix=a/", "--dst-prefix=b/"]);
        if staged {
            args.push("--cached");
        }
        args.extend([base.as_str(), "--", "*.rs", "*Cargo.toml", "*Cargo.lock"]);
        let diffs = parse(&String::from_utf8_lossy(&git(host, &top, &args)?))?;
        let mut changed = Self {
            lines: Vec::new(),
            before: Vec::new(),
            after: Vec::new(),
        };
        for diff in &diffs {
            let Some(path) = diff.new.as_ref().or(diff.old.as_ref()) else {
                continue;
            };
            let full = top.join(path);
            let at = |revision: &str| {
                git(
                    host,
                    &top,
                    &["show", "--no-textconv", &format!("{revision}:{path}")],
                )
            };
            let old = if diff.old.is_some() {
                Some(at(&base)?)
            } else {
                None
            };
            if staged {
                let new = if diff.new.is_some() {
                    Some(at("")?)
                } else {
                    None
                };
                changed.after.push((full.clone(), new));
            }
            changed.before.push((full.clone(), old));
            changed.note_lines(root, &full, diff);
        }
        if !staged {
            let untracked = git(
                host,
                &top,
                &[
                    "ls-files",
                    "-z",
                    "--others",
                    "--exclude-standard",
                    "--",
                    "*.rs",
                ],
            )?;
            for path in String::from_utf8_lossy(&untracked).split_terminator('\0') {
                let full = top.join(path);
                changed
                    .lines
                    .push((crate::review::relative(root, &full), None));
                changed.before.push((full, None));
            }
        }
        Ok(changed)
    }

    fn from_patch(host: &dyn Host, root: &Path, text: &str) -> Result<Self, ChangeError> {
        let mut changed = Self {
            lines: Vec::new(),
            before: Vec::new(),
            after: Vec::new(),
        };
        for diff in &parse(text)? {
            let Some(path) = diff.new.as_ref().or(diff.old.as_ref()) else {
                continue;
            };
            // A patch may come from the repository's top or from the workspace's.
            let candidates = root.ancestors().map(|folder| folder.join(path));
            let full = candidates
                .into_iter()
                .find(|full| host.is_file(full))
                .unwrap_or_else(|| root.join(path));
            let old = if let (Some(_), old) = (&diff.new, &diff.old) {
                let new = host.read(&full).unwrap_or_default();
                let undone = undo(&String::from_utf8_lossy(&new), diff).map_err(|line| {
                    ChangeError::NotApplied {
                        path: path.clone(),
                        line,
                    }
                })?;
                old.as_ref().map(|_| undone.into_bytes())
            } else {
                let lines = diff.hunks.iter().flat_map(|hunk| &hunk.lines);
                let text = lines.fold(String::new(), |mut text, (_, line)| {
                    _ = writeln!(text, "{line}");
                    text
                });
                Some(text.into_bytes())
            };
            changed.before.push((full.clone(), old));
            changed.note_lines(root, &full, diff);
        }
        Ok(changed)
    }

    fn note_lines(&mut self, root: &Path, full: &Path, diff: &FileDiff) {
        let lines = diff.hunks.iter().flat_map(|hunk| {
            let mut line = hunk.new_start;
            hunk.lines.iter().filter_map(move |(kind, _)| {
                let at = line;
                line += usize::from(*kind != LineKind::Removed);
                (*kind == LineKind::Added).then_some(at)
            })
        });
        self.lines
            .push((crate::review::relative(root, full), Some(lines.collect())));
    }
}

/// The commit at which the present branch left `revision`, and every file that differs from it, untracked ones included: those of the
/// whole repository around `root`, whatever their kind.
///
/// # Errors
/// When git cannot tell.
pub fn files_since(
    host: &dyn Host,
    root: &Path,
    revision: &str,
) -> Result<(String, Vec<PathBuf>), ChangeError> {
    let top = line_of(&git(host, root, &["rev-parse", "--show-toplevel"])?);
    let top = host
        .canonical(Path::new(&top))
        .unwrap_or_else(|_| PathBuf::from(top));
    let base = branching_point(host, &top, revision)?;
    let different = ["diff", "--no-ext-diff", "--no-renames", "--name-only", "-z"];
    let different = git(host, &top, &[&different[..], &[&base, "--"]].concat())?;
    let untracked = ["ls-files", "-z", "--others", "--exclude-standard"];
    let untracked = git(host, &top, &untracked)?;
    let names = [different, untracked].concat();
    let names = String::from_utf8_lossy(&names);
    let files = names.split_terminator('\0').map(|name| top.join(name));
    Ok((base, files.collect()))
}

fn git(host: &dyn Host, folder: &Path, args: &[&str]) -> Result<Vec<u8>, ChangeError> {
    let failed = |why: String| ChangeError::Git {
        command: args.join(" "),
        folder: folder.display().to_string(),
        why,
    };
    let output = host
        .run(&Program {
            name: "git",
            args,
            folder,
        })
        .map_err(|error| failed(format!("{error}; is git installed?")))?;
    if output.code == Some(0) {
        Ok(output.stdout)
    } else {
        Err(failed(
            String::from_utf8_lossy(&output.stderr).trim().to_owned(),
        ))
    }
}

/// What a program printed, as one line.
fn line_of(output: &[u8]) -> String {
    String::from_utf8_lossy(output).trim().to_owned()
}

/// The commit at which the present branch left `revision`: what `revision` has gained since is none of its changes.
fn branching_point(host: &dyn Host, top: &Path, revision: &str) -> Result<String, ChangeError> {
    // A revision is never an option, whatever it starts with.
    let name = format!("{revision}^{{commit}}");
    let commit = line_of(&git(
        host,
        top,
        &["rev-parse", "--verify", "--end-of-options", &name],
    )?);
    let base = git(host, top, &["merge-base", &commit, "HEAD"]).map(|base| line_of(&base));
    Ok(base.ok().filter(|base| !base.is_empty()).unwrap_or(commit))
}

/// The last commit, or the empty tree in a repository without any.
fn head(host: &dyn Host, top: &Path) -> Result<String, ChangeError> {
    match git(
        host,
        top,
        &["rev-parse", "--verify", "--end-of-options", "HEAD"],
    ) {
        Ok(commit) => Ok(line_of(&commit)),
        Err(_) => {
            git(host, top, &["hash-object", "-t", "tree", "--stdin"]).map(|tree| line_of(&tree))
        }
    }
}

/// Reads a unified diff; what stands before and between its files is passed over.
fn parse(text: &str) -> Result<Vec<FileDiff>, ChangeError> {
    let mut files: Vec<FileDiff> = Vec::new();
    let mut lines = text.lines().enumerate().peekable();
    while let Some((index, line)) = lines.next() {
        if let Some(old) = line.strip_prefix("--- ") {
            let Some((_, new)) = lines.next_if(|(_, next)| next.starts_with("+++ ")) else {
                continue;
            };
            files.push(FileDiff {
                old: diff_path(old),
                new: diff_path(&new[4..]),
                hunks: Vec::new(),
            });
        } else if let Some(header) = line.strip_prefix("@@ ") {
            let failed = |why| ChangeError::Patch {
                line: index + 1,
                why,
            };
            let file = files
                .last_mut()
                .ok_or_else(|| failed("a hunk without a file"))?;
            let (old, new) = header
                .split_once(' ')
                .ok_or_else(|| failed("a hunk without ranges"))?;
            let (_, mut old_left) =
                range(old, '-').ok_or_else(|| failed("a hunk without its old range"))?;
            let new = new.split(' ').next().unwrap_or("");
            let (start, mut new_left) =
                range(new, '+').ok_or_else(|| failed("a hunk without its new range"))?;
            // An empty new range names the line before it.
            let mut hunk = Hunk {
                new_start: if new_left == 0 { start + 1 } else { start },
                lines: Vec::new(),
            };
            while old_left > 0 || new_left > 0 {
                let (index, line) = lines
                    .next()
                    .ok_or_else(|| failed("the hunk ends too early"))?;
                let (kind, text) = match line.as_bytes().first() {
                    Some(b'+') => (LineKind::Added, &line[1..]),
                    Some(b'-') => (LineKind::Removed, &line[1..]),
                    Some(b' ') => (LineKind::Context, &line[1..]),
                    Some(b'\\') => continue,
                    None => (LineKind::Context, ""),
                    Some(_) => {
                        return Err(ChangeError::Patch {
                            line: index + 1,
                            why: "a line that is neither context, added nor removed",
                        });
                    }
                };
                let count = |left: &mut usize| match left.checked_sub(1) {
                    Some(less) => {
                        *left = less;
                        Ok(())
                    }
                    None => Err(ChangeError::Patch {
                        line: index + 1,
                        why: "more lines than the hunk's header says",
                    }),
                };
                if kind != LineKind::Added {
                    count(&mut old_left)?;
                }
                if kind != LineKind::Removed {
                    count(&mut new_left)?;
                }
                hunk.lines.push((kind, text.to_owned()));
            }
            file.hunks.push(hunk);
        }
    }
    Ok(files)
}

/// The path of a `---` or `+++` line; none for `/dev/null`.
fn diff_path(text: &str) -> Option<String> {
    let quoted = text
        .trim_end()
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let text = quoted.map_or_else(
        || text.split('\t').next().unwrap_or(text).trim().to_owned(),
        unquoted,
    );
    let plain = text
        .strip_prefix("a/")
        .or_else(|| text.strip_prefix("b/"))
        .unwrap_or(&text);
    (text != "/dev/null").then(|| plain.to_owned())
}

/// A path that git wrote in C's way: `\"`, `\t`, `\303\251`.
fn unquoted(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        let escape = if byte == b'\\' {
            rest.first().copied()
        } else {
            None
        };
        let Some(escape) = escape else {
            bytes.push(byte);
            continue;
        };
        let octal = rest
            .get(..3)
            .and_then(|digits| std::str::from_utf8(digits).ok());
        if let Some(value) = octal.and_then(|digits| u8::from_str_radix(digits, 8).ok()) {
            bytes.push(value);
            rest = &rest[3..];
            continue;
        }
        bytes.push(match escape {
            b'n' => b'\n',
            b't' => b'\t',
            b'r' => b'\r',
            other => other,
        });
        rest = &rest[1..];
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn range(text: &str, sign: char) -> Option<(usize, usize)> {
    let text = text.strip_prefix(sign)?;
    let (start, len) = text.split_once(',').unwrap_or((text, "1"));
    Some((start.parse().ok()?, len.parse().ok()?))
}

/// The text before a diff was applied to it; or the line that shows that it was not.
fn undo(new: &str, diff: &FileDiff) -> Result<String, usize> {
    let lines: Vec<&str> = new.lines().collect();
    let mut out = String::with_capacity(new.len());
    let mut at = 0;
    for hunk in &diff.hunks {
        let start = hunk.new_start.saturating_sub(1);
        for line in lines.get(at..start).ok_or(hunk.new_start)? {
            _ = writeln!(out, "{line}");
        }
        at = start;
        for (kind, text) in &hunk.lines {
            if *kind != LineKind::Removed {
                if lines
                    .get(at)
                    .is_none_or(|line| line.trim_end_matches('\r') != text.trim_end_matches('\r'))
                {
                    return Err(at + 1);
                }
                at += 1;
            }
            if *kind != LineKind::Added {
                _ = writeln!(out, "{text}");
            }
        }
    }
    for line in lines.get(at..).unwrap_or_default() {
        _ = writeln!(out, "{line}");
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PATCH: &str = "diff --git a/x.rs b/x.rs\n--- a/x.rs\n+++ b/x.rs\n@@ -1,3 +1,3 @@ fn\n one\n-two\n+TWO\n three\n";

    #[test]
    fn a_patch_is_read_and_undone() {
        let diffs = parse(PATCH).unwrap();
        assert_eq!(
            undo("one\nTWO\nthree\nfour\n", &diffs[0]).unwrap(),
            "one\ntwo\nthree\nfour\n"
        );
        assert_eq!(undo("one\ntwo\nthree\n", &diffs[0]), Err(2));
    }

    #[test]
    fn quoted_paths_are_read() {
        assert_eq!(
            diff_path(r#""a/s\303\251\"\t.rs""#).as_deref(),
            Some("sé\"\t.rs")
        );
        assert_eq!(diff_path("b/src/x.rs\t2026-01-01"), Some("src/x.rs".into()));
        assert_eq!(diff_path("/dev/null"), None);
    }

    #[test]
    fn a_broken_patch_says_where() {
        let error = parse("--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n one\n").unwrap_err();
        assert!(error.to_string().contains("line 3"), "{error}");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "((--- |\\+\\+\\+ |@@ )?[-+ @,0-9a/\\\\]{0,12}\n){0,12}") {
            for diff in parse(&text).unwrap_or_default() {
                _ = undo("a\nb\n", &diff);
            }
        }
    }
}
