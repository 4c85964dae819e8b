//! Changes of a record's text: the word of its status, and whom it supersedes.
//!
//! Each is one edit at bytes that [`parse`](super::parse) found, so whatever else is in the file stays as it is, its line ends too. A
//! change is written in the form in which the record says its status: in front matter as `ADR-0005`, elsewhere as a link.

use rustora_source::{Edit, Span};

use super::Record;
use super::parse::{Form, Spot, word};

/// Another record, as it is referred to.
pub(super) struct Other<'a> {
    pub(super) number: u32,
    /// The name of its file.
    pub(super) name: &'a str,
}

impl Other<'_> {
    fn shown(&self, form: &Form) -> String {
        let id = format!("ADR-{:04}", self.number);
        match form {
            Form::Front => id,
            Form::Section | Form::Line(..) => {
                let name = self.name.replace(' ', "%20");
                if name.contains(['(', ')']) {
                    format!("[{id}](<{}>)", self.name)
                } else {
                    format!("[{id}]({name})")
                }
            }
        }
    }
}

/// Writes another word for the status, and what takes the record's place, if anything does. Nothing where there is no word.
pub(super) fn status(record: &Record, to: &str, by: Option<&Other<'_>>) -> Option<Edit> {
    let (form, spot) = record.layout.status.as_ref()?;
    let said = record.text.get(spot.value.clone())?;
    let place = word(said)?;
    let is_upper = said
        .get(place.clone())?
        .starts_with(|c: char| c.is_ascii_uppercase());
    let mut text = to.to_owned();
    if is_upper && let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    if let Some(by) = by {
        text = format!("{text} by {}", by.shown(form));
    }
    let start = spot.value.start;
    Some(Edit::replace(
        span(start + place.start, start + place.end)?,
        text,
    ))
}

/// Notes that the record supersedes another. Nothing where there is no status beside which to say so.
pub(super) fn supersedes(record: &Record, old: &Other<'_>) -> Option<Edit> {
    let (form, status) = record.layout.status.as_ref()?;
    let shown = old.shown(form);
    if let Some(spot) = &record.layout.supersedes {
        return added(record, spot, &shown);
    }
    let text = match form {
        Form::Front => format!("{}supersedes: {shown}", eol(&record.text)),
        Form::Section => format!("{0}{0}Supersedes {shown}", eol(&record.text)),
        Form::Line(before, after) => {
            let before = before.trim_start_matches('\u{feff}');
            format!("{}{before}Supersedes{after}{shown}", eol(&record.text))
        }
    };
    insert(status.end, text)
}

/// One more of them, where some are named.
fn added(record: &Record, spot: &Spot, shown: &str) -> Option<Edit> {
    let said = record.text.get(spot.value.clone())?;
    let line = record.text.get(..spot.value.start)?;
    let lead = line.rsplit('\n').next().unwrap_or_default();
    let lead = lead.trim_end_matches(['"', '\'']);
    let is_item = matches!(record.layout.status, Some((Form::Front, _))) && lead.trim() == "-";
    if is_item {
        return insert(spot.end, format!("{}{lead}{shown}", eol(&record.text)));
    }
    if said.is_empty() {
        let gap = if line.ends_with([' ', '"', '\'']) {
            ""
        } else {
            " "
        };
        return insert(spot.value.end, format!("{gap}{shown}"));
    }
    let is_list = said.starts_with('[') && said.ends_with(']') && !said.contains("](");
    let gap = if said == "[]" { "" } else { ", " };
    insert(
        spot.value.end - usize::from(is_list),
        format!("{gap}{shown}"),
    )
}

/// How the text ends its lines.
fn eol(text: &str) -> &'static str {
    let first = text.find('\n').and_then(|at| at.checked_sub(1));
    match first.and_then(|at| text.as_bytes().get(at)) {
        Some(b'\r') => "\r\n",
        _ => "\n",
    }
}

fn insert(at: usize, text: String) -> Option<Edit> {
    span(at, at).map(|span| Edit::replace(span, text))
}

/// Nothing beyond four gigabytes, which no record reaches.
fn span(start: usize, end: usize) -> Option<Span> {
    Some(Span::new(
        u32::try_from(start).ok()?,
        u32::try_from(end).ok()?,
    ))
}
