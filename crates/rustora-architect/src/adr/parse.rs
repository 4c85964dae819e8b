//! A record's text: what it says, and at which bytes.
//!
//! Three forms of status are told apart, in this order: the field `status` of the front matter (MADR 3 and 4), a section `Status`
//! (adr-tools, Nygard), and a line `* Status: …` above the first section (MADR 2). The form decides how a change is written, so it is
//! kept beside what was read.

use std::ops::Range;

use super::front::{Field, Front, front};
use super::markdown::{Heading, Markdown, Reach, number, start};
use super::{Confirmation, Date, Link, Status};

/// How a record says its status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A field of the front matter.
    Front,
    /// A section of its own.
    Section,
    /// A line, and what stands on it before and behind the word `Status`, up to the value.
    Line(String, String),
}

/// Where something stands that may be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    /// The bytes of the value.
    pub(super) value: Range<usize>,
    /// The line, from 1, and where it ends.
    pub(super) line: u32,
    pub(super) end: usize,
}

/// Where things stand in a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) status: Option<(Form, Spot)>,
    /// Where what it supersedes is named, the last of them.
    pub(super) supersedes: Option<Spot>,
    /// The date as it is written, and its line.
    pub(super) date: Option<(String, u32)>,
    /// Whether there is a heading to be the title.
    pub(super) has_title: bool,
    /// The lines on which the template is not filled in.
    pub(super) placeholders: Vec<u32>,
    /// What is written as code under `Confirmation`.
    pub(super) code: Vec<String>,
}

/// What a text says.
#[derive(Clone, Debug)]
pub(super) struct Parsed {
    pub(super) title: Option<String>,
    pub(super) status: Status,
    pub(super) date: Option<Date>,
    pub(super) supersedes: Vec<u32>,
    pub(super) confirmation: Option<Confirmation>,
    pub(super) links: Vec<Link>,
    pub(super) layout: Layout,
}

/// What the templates of adr-tools ask, which is no answer.
const ASKED: [&str; 3] = [
    "What is the issue that we're seeing that is motivating this decision or change?",
    "What is the change that we're proposing and/or doing?",
    "What becomes easier or more difficult to do and any risks introduced by the change that will need to be mitigated.",
];

/// Reads a record. Any text is one; what it does not say is missing.
pub(super) fn parse(text: &str) -> Parsed {
    let front = front(text);
    let read = Markdown::new(text, front.lines);
    let mut layout = Layout {
        placeholders: placeholders(&read, &front),
        ..Layout::default()
    };
    let section = read
        .headings
        .iter()
        .find(|heading| is_named(heading, "status"));
    let mut supersedes = Vec::new();
    for found in from_front(text, &read, &front)
        .into_iter()
        .chain(section.map(|heading| from_section(&read, heading)))
        .chain([from_lines(&read, front.lines)])
    {
        layout.status = layout.status.or(found.status);
        layout.supersedes = layout.supersedes.or(found.supersedes);
        layout.date = layout.date.or(found.date);
        supersedes.extend(found.named);
    }
    supersedes.sort_unstable();
    supersedes.dedup();
    let said = layout
        .status
        .as_ref()
        .map(|(_, spot)| text.get(spot.value.clone()));
    let status = status(said.flatten().unwrap_or_default());
    let title = read.headings.iter().find(|heading| heading.level == 1);
    layout.has_title = title.is_some_and(|heading| !heading.text.is_empty());
    let mut confirmation = None;
    let is_confirmation =
        |heading: &&Heading| is_named(heading, "confirmation") || is_named(heading, "validation");
    if let Some(heading) = read.headings.iter().find(is_confirmation) {
        let below = read.below(heading, Reach::Whole);
        let bytes = bytes(&read, &below);
        let inside = read
            .code
            .iter()
            .filter(|code| bytes.start <= code.start && code.end <= bytes.end);
        let code = inside.filter_map(|code| text.get(code.clone()));
        layout.code = code
            .map(|code| code.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        confirmation = Some(Confirmation {
            line: number(heading.line),
            text: text.get(bytes).unwrap_or_default().trim().to_owned(),
        });
    }
    Parsed {
        title: title.map(|heading| heading.text.clone()),
        date: layout
            .date
            .as_ref()
            .and_then(|(said, _)| Date::first_in(said)),
        links: read.links(),
        status,
        supersedes,
        confirmation,
        layout,
    }
}

fn is_named(heading: &Heading, name: &str) -> bool {
    heading.level > 1
        && heading
            .text
            .trim_end_matches(':')
            .eq_ignore_ascii_case(name)
}

fn bytes(read: &Markdown<'_>, lines: &Range<usize>) -> Range<usize> {
    let of = |index: usize| read.lines.get(index).map(|line| line.bytes.clone());
    let start = of(lines.start).map_or(read.text.len(), |bytes| bytes.start);
    let end = lines
        .end
        .checked_sub(1)
        .and_then(of)
        .map_or(start, |bytes| bytes.end);
    start..end.max(start)
}

/// What one form says.
#[derive(Default)]
struct Found {
    status: Option<(Form, Spot)>,
    supersedes: Option<Spot>,
    date: Option<(String, u32)>,
    named: Vec<u32>,
}

fn spot(read: &Markdown<'_>, value: Range<usize>) -> Spot {
    let after = read
        .lines
        .partition_point(|line| line.bytes.start <= value.start);
    let index = after.saturating_sub(1);
    let end = read
        .lines
        .get(index)
        .map_or(value.end, |line| line.bytes.end);
    Spot {
        line: number(index),
        end: end.max(value.end),
        value,
    }
}

fn from_front(text: &str, read: &Markdown<'_>, front: &Front) -> Option<Found> {
    if front.lines == 0 {
        return None;
    }
    let of = |bytes: &Range<usize>| text.get(bytes.clone()).unwrap_or_default();
    let at = |field: &Field| spot(read, field.value.clone());
    let mut out = Found {
        status: front.field("status").map(|field| (Form::Front, at(field))),
        date: front
            .field("date")
            .map(|field| (of(&field.value).to_owned(), number(field.line))),
        ..Found::default()
    };
    if let Some(field) = front.field("supersedes") {
        out.named = numbers(of(&field.value));
        out.named
            .extend(field.items.iter().flat_map(|item| numbers(of(item))));
        let last = field.items.last().unwrap_or(&field.value);
        out.supersedes = Some(spot(read, last.clone()));
    }
    Some(out)
}

fn from_section(read: &Markdown<'_>, heading: &Heading) -> Found {
    let mut out = Found::default();
    for index in read.below(heading, Reach::Next) {
        let shown = read.line(index);
        if read.prose_of(index).trim().is_empty() {
            continue;
        }
        let lead = shown.len() - shown.trim_start().len();
        let start = read.lines.get(index).map_or(0, |line| line.bytes.start) + lead;
        let at = spot(read, start..start + shown.trim().len());
        let words = shown
            .trim_start_matches(|c: char| !c.is_alphabetic())
            .to_ascii_lowercase();
        if let Some(rest) = words
            .strip_prefix("supersedes")
            .or_else(|| words.strip_prefix("supercedes"))
        {
            out.named.extend(numbers(rest));
            out.supersedes = Some(at);
        } else if out.status.is_none() || is_superseded(&words) {
            out.status = Some((Form::Section, at));
        }
    }
    out
}

/// The lines between the front matter and the first section.
fn from_lines(read: &Markdown<'_>, skipped: usize) -> Found {
    let mut out = Found::default();
    let end = read.headings.iter().find(|heading| heading.level > 1);
    let end = end.map_or(read.lines.len(), |heading| heading.line);
    for index in skipped..end {
        let shown = read.line(index);
        let Some((key, at)) = labelled(shown).filter(|_| !read.prose_of(index).trim().is_empty())
        else {
            continue;
        };
        let start = read.lines.get(index).map_or(0, |line| line.bytes.start);
        let value = shown[at..]
            .split("<!--")
            .next()
            .unwrap_or_default()
            .trim_end();
        let place = spot(read, start + at..start + at + value.len());
        match shown[key.clone()].to_ascii_lowercase().as_str() {
            "status" if out.status.is_none() => {
                let around = (shown[..key.start].to_owned(), shown[key.end..at].to_owned());
                out.status = Some((Form::Line(around.0, around.1), place));
            }
            "supersedes" | "supercedes" => {
                out.named.extend(numbers(value));
                out.supersedes = Some(place);
            }
            "date" if out.date.is_none() => out.date = Some((value.to_owned(), number(index))),
            _ => {}
        }
    }
    out
}

/// The label of a line such as `* **Status:** accepted`, and where what is labelled starts.
fn labelled(line: &str) -> Option<(Range<usize>, usize)> {
    let is_mark = |c: char| matches!(c, '*' | '_' | '-' | '+' | ' ' | '\t' | '\u{feff}');
    let start = line.find(|c: char| !is_mark(c))?;
    let len = line[start..].find(|c: char| !c.is_ascii_alphabetic())?;
    let key = start..start + len;
    let rest = &line[key.end..];
    let colon = rest.find(':')?;
    let is_emphasis = |c: char| matches!(c, '*' | '_');
    if len == 0 || !rest[..colon].chars().all(is_emphasis) {
        return None;
    }
    let value = &rest[colon + 1..];
    let bare = value.trim_start_matches(is_emphasis).trim_start();
    Some((key, line.len() - bare.len()))
}

/// What became of a decision, by what is written there.
pub(super) fn status(said: &str) -> Status {
    let words = said.to_ascii_lowercase();
    if said.contains('|') {
        return Status::Other(said.trim().to_owned());
    }
    if is_superseded(&words) {
        let at = words.find("ded").unwrap_or_default();
        return Status::Superseded(
            numbers(words.get(at..).unwrap_or_default())
                .first()
                .copied(),
        );
    }
    match word(said).and_then(|word| words.get(word)) {
        Some("proposed" | "draft") => Status::Proposed,
        Some("accepted") => Status::Accepted,
        Some("rejected") => Status::Rejected,
        Some("deprecated") => Status::Deprecated,
        _ => Status::Other(said.trim().to_owned()),
    }
}

fn is_superseded(words: &str) -> bool {
    let bare = words.trim_start_matches(|c: char| !c.is_alphabetic());
    ["superseded", "superceded"]
        .iter()
        .any(|word| bare.starts_with(word) || words.contains(&format!("{word} by")))
}

/// The bytes of the first word.
pub(super) fn word(text: &str) -> Option<Range<usize>> {
    let start = text.find(|c: char| c.is_ascii_alphabetic())?;
    let len = text[start..].find(|c: char| !c.is_ascii_alphabetic());
    Some(start..len.map_or(text.len(), |len| start + len))
}

/// The records that a text names: by the files of its links, else by `ADR-0001`, else by bare numbers.
pub(super) fn numbers(text: &str) -> Vec<u32> {
    let targets = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', '#']).next());
    let linked: Vec<u32> = targets.filter_map(of_target).collect();
    if !linked.is_empty() {
        return linked;
    }
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let number = |word: &str| -> Option<u32> {
        let is_number = word.len() <= 6 && word.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| word.parse().ok()).flatten()
    };
    let after = words
        .windows(2)
        .filter(|pair| pair[0].eq_ignore_ascii_case("adr"));
    let after = after.filter_map(|pair| number(pair[1]));
    let joined = words.iter().filter_map(|word| {
        let mark = word
            .get(..3)
            .filter(|mark| mark.eq_ignore_ascii_case("adr"))?;
        number(&word[mark.len()..]).filter(|_| word.len() > mark.len())
    });
    let named: Vec<u32> = after.chain(joined).collect();
    if named.is_empty() {
        words.into_iter().filter_map(number).collect()
    } else {
        named
    }
}

/// The record that a link leads to, by the name of its file.
pub(super) fn of_target(target: &str) -> Option<u32> {
    let target = target.trim_matches(['<', '>']).split('#').next()?;
    let name = target.rsplit('/').next()?;
    super::name::number(name).map(|(number, _)| number)
}

/// The lines that still say what the template says: words in braces, as MADR and our own have them, or the questions of adr-tools.
fn placeholders(read: &Markdown<'_>, front: &Front) -> Vec<u32> {
    let is_open = |index: &usize| {
        let shown = if *index < front.lines {
            read.line(*index)
        } else {
            read.prose_of(*index)
        };
        has_braced_words(shown) || ASKED.contains(&shown.trim())
    };
    (0..read.lines.len()).filter(is_open).map(number).collect()
}

fn has_braced_words(line: &str) -> bool {
    line.match_indices('{').any(|(at, _)| {
        let rest = start(&line[at + 1..]);
        let inside = rest.split_once('}').map_or("", |(inside, _)| inside);
        inside.starts_with(|c: char| c.is_alphabetic()) && inside.contains(' ')
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FRONT: &str = "---\nstatus: \"superseded by ADR-0005\"\ndate: 2026-01-02\nsupersedes: [ADR-0001, ADR-0002]\n---\n\n# Title\n\n## Confirmation\n\n`cargo\ntest`\n\n### Of this too\n\n```sh\nmake it\n```\n\n## More\n";
    const SECTION: &str = "# 3. Title\n\nDate: 2026-01-02\n\n## Status\n\nAccepted\n\nSupercedes [1. A](0001-a.md)\n\nSuperceded by [5. B](0005-b.md)\n\n## Context\n";
    const LINES: &str = "# Title\n\n* Status: superseded by [ADR-0005](0005-b.md) <!-- optional -->\n* Deciders: us\n* Date: 2026-01-02\n- **Supersedes:** [ADR-0001](0001-a.md), [ADR-0002](0002-x.md)\n\n## Context\n\n* Status: no\n";

    #[test]
    fn the_three_forms_say_the_same() {
        for (text, supersedes) in [(FRONT, vec![1, 2]), (SECTION, vec![1]), (LINES, vec![1, 2])] {
            let read = parse(text);
            assert_eq!(read.status, Status::Superseded(Some(5)), "{text}");
            assert_eq!(read.date.unwrap().to_string(), "2026-01-02");
            assert_eq!(read.supersedes, supersedes);
            assert!(read.layout.has_title && read.layout.placeholders.is_empty());
        }
        let read = parse(FRONT);
        assert_eq!(read.confirmation.unwrap().line, 9);
        assert_eq!(read.layout.code, ["make it", "cargo test"]);
        assert_eq!(parse(SECTION).links.len(), 2);
    }

    #[test]
    fn what_stands_there_is_the_status() {
        for (said, is) in [
            ("Accepted (2020-01-01)", Status::Accepted),
            ("**proposed**", Status::Proposed),
            ("superseded", Status::Superseded(None)),
            (
                "Accepted, superseded by ADR12",
                Status::Superseded(Some(12)),
            ),
            (
                "{proposed | accepted}",
                Status::Other("{proposed | accepted}".to_owned()),
            ),
            ("done", Status::Other("done".to_owned())),
            ("", Status::Other(String::new())),
        ] {
            assert_eq!(status(said), is, "{said}");
        }
    }

    #[test]
    fn placeholders_are_words_in_braces_outside_of_code() {
        let text = "---\nstatus: {proposed | accepted}\n---\n# A\n\n{Describe it}\n`{a b}` {id} {}\n\nWhat is the change that we're proposing and/or doing?\n";
        assert_eq!(parse(text).layout.placeholders, [2, 6, 9]);
    }

    #[test]
    fn a_large_text_is_read_once() {
        for piece in ["](", "{", "`a`", "``` ", "<!--", "[", "`", "# ", "ADR-1 "] {
            parse(&piece.repeat((1 << 20) / piece.len()));
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_record(text in "(\\PC|[-#*_`~:|<>!{}\\[\\]()\n\r \u{feff}]|status|supersedes|superseded by|date|ADR-1|## Status\n|---\n|```|<!--|-->|](0001-a.md)){0,60}") {
            let read = parse(&text);
            for spot in read.layout.status.iter().map(|(_, spot)| spot).chain(&read.layout.supersedes) {
                prop_assert!(text.get(spot.value.clone()).is_some() && text.is_char_boundary(spot.end));
                prop_assert!(spot.value.end <= spot.end);
            }
        }
    }
}
