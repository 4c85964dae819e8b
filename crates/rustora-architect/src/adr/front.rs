//! The front matter of a record: a few lines of YAML, of which one or two are read and changed.
//!
//! No YAML parser: what is wanted is where a value stands, not what else a document could say. `key: value`, quotes, a comment behind
//! the value and lists are understood, in brackets or a line for each.

use std::ops::Range;

use super::markdown::lines;

/// A field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// In lower case.
    pub(super) key: String,
    /// The bytes of the value, without quotes and comment; for a list of lines the place behind the colon.
    pub(super) value: Range<usize>,
    /// The values of a list of lines.
    pub(super) items: Vec<Range<usize>>,
    /// Its line, as an index.
    pub(super) line: usize,
}

/// The front matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Front {
    pub(super) fields: Vec<Field>,
    /// How many lines it takes, its marks included; none where there is no front matter.
    pub(super) lines: usize,
}

impl Front {
    pub(super) fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }
}

/// Reads it.
pub(super) fn front(text: &str) -> Front {
    let mut out = Front::default();
    let all = lines(text);
    let of = |bytes: &Range<usize>| text.get(bytes.clone()).unwrap_or_default();
    let opens = all
        .first()
        .map(|line| of(&line.bytes).trim_start_matches('\u{feff}').trim_end());
    if opens != Some("---") {
        return out;
    }
    let is_mark = |line: &str| matches!(line.trim_end(), "---" | "...");
    let Some(end) = all.iter().skip(1).position(|line| is_mark(of(&line.bytes))) else {
        return out;
    };
    out.lines = end + 2;
    for (index, line) in all.iter().enumerate().take(end + 1).skip(1) {
        let (start, shown) = (line.bytes.start, of(&line.bytes));
        let is_item = shown.trim_start().starts_with("- ");
        if is_item && let Some(field) = out.fields.last_mut() {
            let at = shown.len() - shown.trim_start().len() + 2;
            field.items.push(value(shown, at, start));
        } else if !shown.starts_with([' ', '\t', '#', '-'])
            && let Some((key, _)) = shown.split_once(':')
        {
            let at = key.len() + 1;
            out.fields.push(Field {
                key: key.trim().trim_matches(['"', '\'']).to_lowercase(),
                value: value(shown, at, start),
                items: Vec::new(),
                line: index,
            });
        }
    }
    out
}

/// The bytes of the value that starts at `at` of a line, which itself starts at `start`.
fn value(line: &str, at: usize, start: usize) -> Range<usize> {
    let rest = line.get(at..).unwrap_or_default();
    let lead = rest.len() - rest.trim_start().len();
    let bare = rest.trim_start();
    let begin = start + at + lead;
    if let Some(quote) = bare.chars().next().filter(|c| matches!(c, '"' | '\''))
        && let Some(end) = bare[1..].find(quote)
    {
        return begin + 1..begin + 1 + end;
    }
    let end = if bare.starts_with('#') {
        0
    } else {
        bare.find(" #").unwrap_or(bare.len())
    };
    begin..begin + bare[..end].trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_where_they_stand() {
        let text = "\u{feff}---\r\nStatus: \"accepted\" # since then\r\ndate: 2026-01-02  # a day\r\nsupersedes:\r\n  - ADR-0001\r\n  - 'ADR-0002'\r\nempty:\r\n---\r\nstatus: no\r\n";
        let front = front(text);
        assert_eq!(front.lines, 8);
        let shown = |key: &str| front.field(key).map(|field| &text[field.value.clone()]);
        assert_eq!(shown("status"), Some("accepted"));
        assert_eq!(shown("date"), Some("2026-01-02"));
        assert_eq!(shown("empty"), Some(""));
        let items = &front.field("supersedes").unwrap().items;
        let items: Vec<_> = items.iter().map(|item| &text[item.clone()]).collect();
        assert_eq!(items, ["ADR-0001", "ADR-0002"]);
        assert_eq!(super::front("---\nstatus: open\n").lines, 0);
    }
}
