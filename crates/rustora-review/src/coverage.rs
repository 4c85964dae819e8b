//! Measured coverage: which lines ran, from an LCOV trace file (`cargo llvm-cov --lcov`, `grcov`, `tarpaulin`).
//!
//! Of the format only `SF` (a file) and `DA` (a line and how often it ran) are read; the rest is skipped.

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;
use rustora_host::Host;

/// Why a trace cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CoverageError {
    /// It cannot be read.
    #[error(
        "cannot read coverage from {path}: {why}; make it with `cargo llvm-cov --lcov --output-path {path}`"
    )]
    Read {
        /// The file.
        path: String,
        /// What the operating system says.
        why: String,
    },
    /// It is something else.
    #[error(
        "cannot read coverage from {path}: line {line} is no LCOV: {why}; make it with `cargo llvm-cov --lcov --output-path {path}`"
    )]
    Format {
        /// The file.
        path: String,
        /// The 1-based line.
        line: usize,
        /// What is wrong with it.
        why: &'static str,
    },
}

/// How often lines ran.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Coverage {
    /// For each file, lines (from 1) and counts.
    files: FxHashMap<PathBuf, Vec<(u32, u64)>>,
}

impl Coverage {
    pub(crate) fn read(host: &dyn Host, path: &Path) -> Result<Self, CoverageError> {
        let name = || path.display().to_string();
        let bytes = host.read(path).map_err(|error| CoverageError::Read {
            path: name(),
            why: error.to_string(),
        })?;
        Self::parse(&String::from_utf8_lossy(&bytes)).map_err(|(line, why)| CoverageError::Format {
            path: name(),
            line,
            why,
        })
    }

    /// The 1-based line that is wrong, and why.
    fn parse(text: &str) -> Result<Self, (usize, &'static str)> {
        let mut found = Self::default();
        let mut file: Option<&mut Vec<(u32, u64)>> = None;
        for (index, line) in text.lines().enumerate() {
            let line = line.trim_end();
            if let Some(path) = line.strip_prefix("SF:") {
                file = Some(found.files.entry(PathBuf::from(path)).or_default());
            } else if line == "end_of_record" {
                file = None;
            } else if let Some(data) = line.strip_prefix("DA:") {
                let mut parts = data.split(',');
                let mut number = || parts.next()?.parse::<u64>().ok();
                let (Some(at), Some(count)) = (number(), number()) else {
                    return Err((index + 1, "`DA:` wants a line and a count"));
                };
                let at = u32::try_from(at).map_err(|_| (index + 1, "the line is too large"))?;
                match &mut file {
                    Some(file) => file.push((at, count)),
                    None => return Err((index + 1, "`DA:` stands before any `SF:`")),
                }
            }
        }
        if found.files.is_empty() {
            return Err((1, "it names no file"));
        }
        Ok(found)
    }

    /// Whether any of these lines ran; `None` when none of them is in the trace.
    ///
    /// `path` is below the workspace's root: a trace that was made in another checkout counts as well.
    pub(crate) fn ran(&self, path: &Path, lines: &RangeInclusive<u32>) -> Option<bool> {
        let file = self.files.iter().find(|(known, _)| known.ends_with(path));
        let counts = file?.1.iter().filter(|(line, _)| lines.contains(line));
        counts.map(|(_, count)| *count > 0).reduce(|a, b| a || b)
    }

    /// Whether any of these files, below the workspace's root, is in the trace.
    pub(crate) fn knows<'p>(&self, mut paths: impl Iterator<Item = &'p Path>) -> bool {
        paths.any(|path| self.files.keys().any(|known| known.ends_with(path)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_that_ran_and_lines_that_did_not() {
        let text =
            "TN:\nSF:/build/7/shop/src/lib.rs\nFN:3,f\nDA:3,1\nDA:4,0\nDA:9,0,abc\nend_of_record\n";
        let coverage = Coverage::parse(text).unwrap_or_default();
        let ran = |lines| coverage.ran(Path::new("shop/src/lib.rs"), &lines);
        assert_eq!(
            (ran(3..=4), ran(4..=9), ran(5..=8)),
            (Some(true), Some(false), None)
        );
        assert_eq!(coverage.ran(Path::new("src/main.rs"), &(3..=4)), None);
    }

    #[test]
    fn what_is_no_trace_is_refused_with_its_line() {
        assert_eq!(Coverage::parse("").unwrap_err().0, 1);
        assert_eq!(Coverage::parse("SF:a\nDA:x,1\n").unwrap_err().0, 2);
        assert_eq!(Coverage::parse("DA:1,1\n").unwrap_err().0, 1);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(SF:|DA:|end_of_record|[a0,9\n/-]){0,30}") {
            if let Err((line, _)) = Coverage::parse(&text) {
                prop_assert!(line >= 1 && line <= text.lines().count().max(1));
            }
        }
    }
}
