//! Versions as entries say them: behind a crate's name, in prose or as cargo reads them.

use super::entry::Entry;

/// In front of a crate: the version is not the one that is used.
const BEFORE: [&str; 11] = [
    "in",
    "as",
    "from",
    "needs",
    "requires",
    "supports",
    "support",
    "wait",
    "waiting",
    "requiring",
    "against",
];

/// Behind its version: something is told of that version.
const BEHIND: [&str; 24] = [
    "changed",
    "changes",
    "broke",
    "breaks",
    "introduced",
    "introduces",
    "fixed",
    "fixes",
    "requires",
    "needs",
    "deprecated",
    "syntax",
    "released",
    "release",
    "and",
    "or",
    "support",
    "supports",
    "api",
    "series",
    "had",
    "has",
    "adds",
    "added",
];

/// Whether an entry tells something of a version, not that it is the one here: `axum 0.7 changed …`, `in axum 0.7`.
pub(super) fn speaks_of_another(entry: &Entry<'_>, index: usize) -> bool {
    let clause = entry.pieces[index].clause;
    let before = entry.pieces[..index].iter().rev();
    let mut before = before.take_while(|other| other.clause == clause);
    let mut behind = (1..=4).filter_map(|step| entry.neighbour(index, step));
    before.any(|other| other.is(&BEFORE)) || behind.any(|other| other.is(&BEHIND))
}

/// A version as an entry says it.
pub(super) struct Said<'t> {
    /// With its mark, as written.
    pub(super) written: &'t str,
    /// As `semver` reads it.
    pub(super) requirement: &'t str,
    /// The number alone, and where it starts.
    pub(super) number: &'t str,
    pub(super) at: usize,
    pub(super) operator: Option<&'t str>,
    /// Whether it stands in what cargo reads, or is called a version.
    pub(super) is_declared: bool,
}

/// The version that stands right behind a name.
pub(super) fn version_at<'t>(entry: &Entry<'t>, index: usize) -> Option<Said<'t>> {
    let piece = entry.pieces.get(index)?;
    let mut step = 1;
    let mut called = false;
    while let Some(next) = entry
        .neighbour(index, step)
        .filter(|next| next.is(&["version", "v", "crate", "at", "is", "on", "="]))
    {
        called |= next.is(&["version", "v", "="]);
        step += 1;
        if step > 4 {
            return None;
        }
    }
    // `at` and `is` join a name and a number only with nothing else between.
    let next = entry.neighbour(index, step)?;
    if step == 1 && piece.closed || next.mood != piece.mood {
        return None;
    }
    let mut said = said(next.text, next.start)?;
    said.is_declared = called || next.text.starts_with('v');
    Some(said)
}

/// Reads `1.2`, `v1.2.3`, `1.x`, `^1.2`, `>=1.2`.
pub(super) fn said(text: &str, start: usize) -> Option<Said<'_>> {
    let bare = text.trim_start_matches(['^', '~', '>', '<', '=', 'v', ' ']);
    let mark = text.len() - bare.len();
    let number = bare
        .strip_suffix(".x")
        .or_else(|| bare.strip_suffix(".*"))
        .unwrap_or(bare);
    let core = number.split(['-', '+']).next().unwrap_or(number);
    let is_number = !core.is_empty()
        && core.split('.').all(|part| {
            !part.is_empty() && part.len() < 6 && part.chars().all(|c| c.is_ascii_digit())
        })
        && core.split('.').count() <= 3;
    let operator = text[..mark]
        .trim()
        .trim_start_matches('v')
        .trim_start_matches('=');
    let written_operator = text[..mark].trim().trim_end_matches('v');
    is_number.then_some(Said {
        written: text,
        requirement: text,
        number,
        at: start + mark,
        operator: (!operator.is_empty() && !matches!(written_operator, "="))
            .then_some(written_operator),
        is_declared: false,
    })
}

/// Whether a version says the beginning of another: `0.8` of `0.8.6`.
pub(super) fn is_prefix(said: &str, known: &str) -> bool {
    known
        .strip_prefix(said)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-', '+']))
}

/// A version cut to as many numbers as another has.
pub(super) fn same_length(version: &str, like: &str) -> String {
    let core = version.split('+').next().unwrap_or(version);
    match like.split('.').count() {
        parts @ 1..=2 => core
            .split(['.', '-'])
            .take(parts)
            .collect::<Vec<_>>()
            .join("."),
        _ => core.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_far_as_they_are_said() {
        for (said, known, fits) in [
            ("0.8", "0.8.6", true),
            ("1", "1.38.0", true),
            ("0.8", "0.80.0", false),
            ("0.8.6", "0.8.6", true),
            ("1.2", "1.2.0-rc.1", true),
        ] {
            assert_eq!(is_prefix(said, known), fits, "{said} {known}");
        }
        assert_eq!(same_length("0.8.6", "0.7"), "0.8");
        assert_eq!(same_length("1.2.3+x", "0.7.1"), "1.2.3");
        for text in ["0.7", "v1.2.3", "1.x", "^1.2", ">=0.3", "=1.0.0"] {
            assert!(said(text, 0).is_some(), "{text}");
        }
        for text in ["x", "1.2.3.4", "", "v", "10ms", "127.0.0.1"] {
            assert!(said(text, 0).is_none(), "{text}");
        }
        assert_eq!(
            said("v1.2", 4).map(|said| (said.at, said.number)),
            Some((5, "1.2"))
        );
    }
}
