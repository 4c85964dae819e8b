//! Decision records that an entry names, and what became of them.

use std::path::Path;

use rustora_host::Host;

use super::super::{Replacement, Stale};
use super::Found;
use super::entry::{Entry, Kind, Piece};
use crate::adr::{self, Status};

/// The records of the project, or that there are none to hold against.
pub(super) struct Records {
    known: Vec<(u32, Status, String)>,
}

impl Records {
    pub(super) fn read(host: &dyn Host, root: &Path) -> Self {
        let found = adr::place(host, root)
            .ok()
            .and_then(|place| adr::read(host, &place).ok());
        // One that cannot be read has a number too.
        let is_whole = found
            .as_ref()
            .is_some_and(|found| found.unreadable.is_empty());
        let records = found
            .into_iter()
            .flat_map(|found| found.records)
            .filter(|_| is_whole);
        Self {
            known: records
                .map(|record| (record.number, record.status, record.title))
                .collect(),
        }
    }

    pub(super) fn hold(&self, entry: &Entry<'_>, found: &mut Found) {
        if self.known.is_empty() || entry.elsewhere {
            return;
        }
        for (index, piece) in entry.pieces.iter().enumerate() {
            let Some((number, last)) = number_at(entry, index) else {
                continue;
            };
            let Some((_, status, title)) = self.known.iter().find(|(known, ..)| *known == number)
            else {
                if !piece.mood.maybe && !piece.mood.example && !piece.mood.negated {
                    let what = entry
                        .text
                        .get(piece.start..entry.pieces[last].end())
                        .unwrap_or(piece.text);
                    let highest = self
                        .known
                        .iter()
                        .map(|(number, ..)| *number)
                        .max()
                        .unwrap_or(0);
                    found.stale(Stale {
                        what: what.to_owned(),
                        now: format!(
                            "There is no decision record {number}; the last one is {highest}."
                        ),
                        fix: None,
                    });
                }
                continue;
            };
            found.right(format!("ADR {number} is “{title}”"));
            status_behind(entry, last, number, status, found);
        }
    }
}

/// The number of the record that begins at `index`, and the piece with which it ends: `ADR 7`, `ADR-0007`, `adr/0007`.
fn number_at(entry: &Entry<'_>, index: usize) -> Option<(u32, usize)> {
    let piece = entry.pieces.get(index)?;
    let lower = piece.text.to_ascii_lowercase();
    let rest = lower.strip_prefix("adr")?;
    if piece.kind == Kind::Link || rest.contains('/') {
        return None;
    }
    let digits = |text: &str| -> Option<u32> {
        let text = text.trim_start_matches(['-', ' ', '#', '_']);
        let end = text
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(text.len());
        let is_number = (1..=4).contains(&end) && text[end..].is_empty();
        text[..end].parse().ok().filter(|_| is_number)
    };
    if rest.is_empty() && !piece.closed {
        let next = entry.neighbour(index, 1)?;
        return Some((digits(next.text)?, index + 1));
    }
    Some((digits(rest)?, index))
}

/// Holds the word of a status that stands right behind a record.
fn status_behind(entry: &Entry<'_>, last: usize, number: u32, status: &Status, found: &mut Found) {
    let words = [
        "proposed",
        "accepted",
        "rejected",
        "deprecated",
        "superseded",
    ];
    if matches!(status, Status::Other(_)) {
        return;
    }
    let piece = &entry.pieces[last];
    // In parentheses, behind a colon, or with a word of being between.
    for (at, word) in entry.pieces.iter().enumerate().skip(last + 1).take(3) {
        let lower = word.text.to_ascii_lowercase();
        if word.kind == Kind::Word && words.contains(&lower.as_str()) {
            let gap = entry.text.get(piece.end()..word.start).unwrap_or_default();
            if gap.contains('.') || gap.contains(',') {
                return;
            }
            if word.mood.negated || word.mood.maybe || word.mood.example {
                return;
            }
            if lower != status.name() {
                found.stale(Stale {
                    what: word.text.to_owned(),
                    now: format!("ADR {number} is {}.", told(status)),
                    fix: certain(word, status),
                });
            } else if let Status::Superseded(Some(by)) = status {
                superseded_by(entry, at, *by, found);
            }
            return;
        }
        if !word.is(&["is", "was", "has", "been", "status", "still", "now", "got"]) {
            return;
        }
    }
}

/// `superseded by 9`, `superseded by ADR 9`.
fn superseded_by(entry: &Entry<'_>, at: usize, by: u32, found: &mut Found) {
    if !entry.neighbour(at, 1).is_some_and(|word| word.is(&["by"])) {
        return;
    }
    for step in 2..=3 {
        let Some(next) = entry.neighbour(at, step) else {
            return;
        };
        let text = next.text.to_ascii_lowercase();
        let digits = text
            .trim_start_matches("adr")
            .trim_start_matches(['-', '#']);
        if let Ok(said) = digits.parse::<u32>() {
            if said != by {
                found.stale(Stale {
                    what: next.text.to_owned(),
                    now: format!("It is superseded by ADR {by}."),
                    fix: None,
                });
            }
            return;
        }
    }
}

fn told(status: &Status) -> String {
    match status {
        Status::Superseded(Some(by)) => format!("superseded by ADR {by}"),
        other => other.name().to_owned(),
    }
}

fn certain(word: &Piece<'_>, status: &Status) -> Option<Replacement> {
    let simple =
        !matches!(status, Status::Superseded(_)) && !word.text.eq_ignore_ascii_case("superseded");
    simple.then(|| Replacement {
        range: word.range(),
        with: status.name().to_owned(),
    })
}
