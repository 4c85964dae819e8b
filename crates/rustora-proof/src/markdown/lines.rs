//! From the pieces of text that the Markdown parser hands out to lines of code that know where they stand.

use std::ops::Range;

use pulldown_cmark::CowStr;
use rustora_source::LineIndex;

/// Where a line of code comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The 1-based line of the Markdown.
    pub line: u32,
    /// What to add to a column in the code to get the column in the Markdown, in characters. Negative where a tab of the
    /// Markdown became several blanks.
    pub shift: i32,
    /// Whether the reader does not see it.
    pub hidden: bool,
}

/// Lines of code.
#[derive(Debug, Default)]
pub(super) struct Code {
    /// Each ended by `\n`.
    pub(super) text: String,
    /// As many as the text has lines.
    pub(super) lines: Vec<Origin>,
}

impl Code {
    fn push(&mut self, line: &str, origin: Origin) {
        // Markdown ends lines at a bare `\r` too; in the code it would end none.
        self.text.push_str(line.trim_end_matches('\r'));
        self.text.push('\n');
        self.lines.push(origin);
    }

    /// What a reader sees of it.
    pub(super) fn shown(&self) -> String {
        let lines = self.text.split_inclusive('\n').zip(&self.lines);
        lines
            .filter(|(_, origin)| !origin.hidden)
            .map(|(line, _)| line)
            .collect()
    }
}

/// The lines of a Rust block: `# ` hides one, `##` stands for `#`.
pub(super) fn code(
    pieces: &[(CowStr, Range<usize>)],
    text: &str,
    index: &LineIndex,
    opens: u32,
) -> Code {
    let mut code = Code::default();
    each(pieces, text, index, opens, |line, mut origin| {
        let trimmed = line.trim();
        if trimmed.starts_with("##") {
            origin.shift += 1;
            code.push(&line.replacen("##", "#", 1), origin);
        } else if trimmed == "#" || trimmed.starts_with("# ") {
            let rest = trimmed.get(2..).unwrap_or_default();
            let before = line.len() - line.trim_start().len();
            let before = line.get(..before).unwrap_or_default().chars().count();
            origin.shift += i32::try_from(before + 2).unwrap_or(i32::MAX);
            origin.hidden = true;
            code.push(rest, origin);
        } else {
            code.push(line, origin);
        }
    });
    code
}

/// The lines of any other block.
pub(super) fn verbatim(
    pieces: &[(CowStr, Range<usize>)],
    text: &str,
    index: &LineIndex,
    opens: u32,
) -> Code {
    let mut code = Code::default();
    each(pieces, text, index, opens, |line, origin| {
        code.push(line, origin);
    });
    code
}

/// A piece in the joined text of a block.
struct Placed {
    /// Its first byte in the joined text.
    at: usize,
    /// Its first byte in the Markdown.
    from: usize,
    /// Whether it stands there as it is; otherwise it is the blanks of a tab.
    as_it_is: bool,
}

fn each(
    pieces: &[(CowStr, Range<usize>)],
    text: &str,
    index: &LineIndex,
    opens: u32,
    mut tell: impl FnMut(&str, Origin),
) {
    let mut joined = String::new();
    let mut placed = Vec::new();
    for (piece, range) in pieces {
        placed.push(Placed {
            at: joined.len(),
            from: range.start,
            as_it_is: text.get(range.clone()) == Some(&**piece),
        });
        joined.push_str(piece);
    }
    let last = u32::try_from(index.count()).unwrap_or(u32::MAX);
    let mut known = opens;
    let mut start = 0;
    for line in joined.lines() {
        let end = start + line.len();
        // The last piece that starts at or before the line, and those that start inside of it.
        let first = placed.partition_point(|piece| piece.at <= start);
        let here = placed.get(first.saturating_sub(1)..).unwrap_or_default();
        let here = here.iter().take_while(|piece| piece.at <= end);
        let origin = here
            .filter(|piece| piece.as_it_is)
            .map(|piece| {
                let at = start.max(piece.at);
                let place = piece.from + (at - piece.at);
                let column = joined.get(start..at).unwrap_or_default().chars().count();
                let place = index.position(text, u32::try_from(place).unwrap_or(u32::MAX));
                let shift = i64::from(place.column) - 1 - i64::try_from(column).unwrap_or(0);
                Origin {
                    line: place.line,
                    shift: i32::try_from(shift).unwrap_or(0),
                    hidden: false,
                }
            })
            .next()
            .unwrap_or(Origin {
                line: (known + 1).min(last),
                shift: 0,
                hidden: false,
            });
        known = origin.line;
        tell(line, origin);
        start += line.len();
        start += joined
            .get(start..)
            .map_or(0, |rest| if rest.starts_with("\r\n") { 2 } else { 1 });
    }
}
