//! A Markdown text by its lines: which are prose, which are headings, where code and links stand.
//!
//! Far less than a parser: a record's words have to be found at their bytes, and everything else has to be left alone. What is no prose
//! (front matter, fenced code, code spans, comments) is blanked in a copy of the same length, so that whatever is found
//! in the copy stands at the same place in the text. Headings are those with `#`; underlined ones are not seen.

use std::ops::Range;

use super::Link;

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its bytes, without its end.
    pub(super) bytes: Range<usize>,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// Its line, as an index.
    pub(super) line: usize,
    pub(super) level: usize,
    pub(super) text: String,
}

/// A text, taken apart.
pub(super) struct Markdown<'t> {
    pub(super) text: &'t str,
    pub(super) lines: Vec<Line>,
    /// The text with everything blanked that is no prose.
    pub(super) prose: String,
    pub(super) headings: Vec<Heading>,
    /// The insides of code spans, and the lines of fenced code.
    pub(super) code: Vec<Range<usize>>,
}

/// The lines of a text, which end with `\n` or `\r\n`.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut start = 0;
    let mut out = Vec::new();
    for line in text.split_inclusive('\n') {
        let bare = line.strip_suffix('\n').unwrap_or(line);
        let bare = bare.strip_suffix('\r').unwrap_or(bare);
        let bytes = start..start + bare.len();
        start += line.len();
        out.push(Line { bytes });
    }
    out
}

impl<'t> Markdown<'t> {
    /// `skipped` are the lines of the front matter.
    pub(super) fn new(text: &'t str, skipped: usize) -> Self {
        let lines = lines(text);
        let mut blanks: Vec<Range<usize>> = Vec::new();
        let mut code = Vec::new();
        let mut fence: Option<&str> = None;
        for (index, line) in lines.iter().enumerate() {
            let inside = text.get(line.bytes.clone()).unwrap_or_default();
            let mark = fence_of(inside);
            match fence {
                _ if index < skipped => blanks.push(line.bytes.clone()),
                Some(open) => {
                    blanks.push(line.bytes.clone());
                    let closes = mark.is_some_and(|mark| mark.starts_with(open));
                    if closes && inside.trim().trim_start_matches(['`', '~']).is_empty() {
                        fence = None;
                    } else {
                        code.push(line.bytes.clone());
                    }
                }
                None if mark.is_some() => {
                    blanks.push(line.bytes.clone());
                    fence = mark;
                }
                None => {}
            }
        }
        let mut prose = blanked(text, &blanks);
        let spans = code_spans(&prose);
        prose = blanked(&prose, &spans);
        code.extend(spans);
        prose = blanked(&prose, &comments(&prose));
        let headings = headings(text, &prose, &lines);
        Self {
            text,
            lines,
            prose,
            headings,
            code,
        }
    }

    /// The text of a line.
    pub(super) fn line(&self, index: usize) -> &'t str {
        let bytes = self.lines.get(index).map(|line| line.bytes.clone());
        bytes
            .and_then(|bytes| self.text.get(bytes))
            .unwrap_or_default()
    }

    /// The prose of a line, byte by byte where it is in the text.
    pub(super) fn prose_of(&self, index: usize) -> &str {
        let bytes = self.lines.get(index).map(|line| line.bytes.clone());
        bytes
            .and_then(|bytes| self.prose.get(bytes))
            .unwrap_or_default()
    }

    /// The lines below a heading, up to the next one of its level or above; up to the next of any level where `all` is not wanted.
    pub(super) fn below(&self, heading: &Heading, reach: Reach) -> Range<usize> {
        let ends = |other: &&Heading| {
            other.line > heading.line && (reach == Reach::Next || other.level <= heading.level)
        };
        let end = self.headings.iter().find(ends).map(|other| other.line);
        heading.line + 1..end.unwrap_or(self.lines.len())
    }

    /// The links to files, reference definitions too.
    pub(super) fn links(&self) -> Vec<Link> {
        let mut out = Vec::new();
        for index in 0..self.lines.len() {
            let prose = self.prose_of(index);
            let inline = prose.match_indices("](").map(|(at, mark)| at + mark.len());
            let definition = prose.trim_start().starts_with('[');
            let definition = definition.then(|| prose.find("]:")).flatten();
            for at in inline.chain(definition.map(|at| at + "]:".len())) {
                let rest = start(prose.get(at..).unwrap_or_default()).trim_start();
                let target = match rest.strip_prefix('<') {
                    Some(rest) => rest.split_once('>').map(|(target, _)| target),
                    None => rest.split([')', ' ', '\t']).next(),
                };
                let target = target.unwrap_or_default().replace("%20", " ");
                let is_elsewhere = target.contains("://") || target.starts_with("mailto:");
                if !target.is_empty() && !target.starts_with('#') && !is_elsewhere {
                    out.push(Link {
                        line: number(index),
                        target,
                    });
                }
            }
        }
        out
    }
}

/// How far a section goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Its own sections belong to it.
    Whole,
    /// It ends at the next heading.
    Next,
}

/// As much of a text as is looked at from one place, so that a line of a megabyte is not read once for each of its marks.
pub(super) fn start(text: &str) -> &str {
    const LOOKED_AT: usize = 1024;
    let end = (0..=LOOKED_AT.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or_default()]
}

/// A line as people count it.
pub(super) fn number(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}

/// The run of backticks or tildes that opens or closes fenced code.
fn fence_of(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(['\u{feff}', ' ', '\t']);
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let run = line.len() - line.trim_start_matches(mark).len();
    // Backticks behind backticks make a code span.
    let is_span = mark == '`' && line[run..].contains('`');
    (run >= 3 && !is_span).then(|| &line[..run])
}

/// A copy of the same length, in which these bytes are blank.
fn blanked(text: &str, ranges: &[Range<usize>]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for range in ranges {
        let inside = bytes.get_mut(range.clone()).into_iter().flatten();
        for byte in inside.filter(|byte| !matches!(byte, b'\n' | b'\r')) {
            *byte = b' ';
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The insides of code spans, which end with their paragraph at the latest.
fn code_spans(prose: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let (mut start, mut paragraph) = (0, 0);
    while let Some(at) = prose[start..].find('`').map(|at| at + start) {
        let run = prose.len() - at - prose[at..].trim_start_matches('`').len();
        let inside = at + run;
        if inside > paragraph {
            paragraph = end_of_paragraph(prose, inside);
        }
        match closing(&prose[inside..paragraph], run) {
            Some(end) => {
                out.push(inside..inside + end);
                start = inside + end + run;
            }
            None => start = inside,
        }
    }
    out
}

/// Where a run of exactly so many backticks starts.
fn closing(text: &str, run: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text[at..].find('`').map(|found| found + at) {
        let len = text.len() - found - text[found..].trim_start_matches('`').len();
        if len == run {
            return Some(found);
        }
        at = found + len;
    }
    None
}

fn end_of_paragraph(text: &str, from: usize) -> usize {
    let mut at = from;
    for (index, line) in text[from..].split_inclusive('\n').enumerate() {
        if index > 0 && line.trim().is_empty() {
            break;
        }
        at += line.len();
    }
    at
}

fn comments(prose: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    while let Some(at) = prose[start..].find("<!--").map(|at| at + start) {
        let end = prose[at..]
            .find("-->")
            .map_or(prose.len(), |end| at + end + 3);
        out.push(at..end);
        start = end;
    }
    out
}

fn headings(text: &str, prose: &str, lines: &[Line]) -> Vec<Heading> {
    let mut out = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let shown = prose.get(line.bytes.clone()).unwrap_or_default();
        let shown = shown.trim_start_matches(['\u{feff}', ' ']);
        let level = shown.len() - shown.trim_start_matches('#').len();
        let is_heading = (1..=6).contains(&level)
            && (shown.len() == level || shown[level..].starts_with([' ', '\t']));
        if is_heading {
            let words = text.get(line.bytes.clone()).unwrap_or_default();
            let words = words.trim_start_matches(['\u{feff}', ' ', '#']).trim();
            let bare = words.trim_end_matches('#');
            // Marks at the end close a heading only behind a space.
            let words = if bare.ends_with([' ', '\t']) || bare.is_empty() {
                bare.trim()
            } else {
                words
            };
            out.push(Heading {
                line: index,
                level,
                text: words.to_owned(),
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_prose_is_blank_and_everything_keeps_its_place() {
        let text = "# A `b` #\r\n\r\n```sh\r\n# no\r\n```\r\n<!-- # no\r\n-->\r\nx `[a](b.md)\r\nc` [d](<e f.md>) [g](https://h) C#\r\n## Z\r\n";
        let read = Markdown::new(text, 0);
        assert_eq!(read.prose.len(), text.len());
        let titles: Vec<_> = read
            .headings
            .iter()
            .map(|heading| heading.text.as_str())
            .collect();
        assert_eq!(titles, ["A `b`", "Z"]);
        let link = Link {
            line: 9,
            target: "e f.md".to_owned(),
        };
        assert_eq!(read.links(), [link]);
        let code: Vec<_> = read.code.iter().map(|code| &text[code.clone()]).collect();
        assert_eq!(code, ["# no", "b", "[a](b.md)\r\nc"]);
    }
}
