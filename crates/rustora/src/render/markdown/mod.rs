//! Markdown for a terminal, while it still arrives.
//!
//! What can no longer change is written at once: a line of code when it is at its end, a word of a text when no mark before it is left
//! open. What is written in the end does not depend on how the text was cut into pieces. A text is a stranger's: what could command a
//! terminal is made visible.
//!
//! What would surprise: blocks are told line by line ([`mod@shape`]), which is less than `CommonMark` does, so what looks like code here may
//! be none for whoever compiles it. [`Markdown::fences`] says where each block of code was shown, for a comparison.

mod flow;
mod inline;
mod shape;
mod table;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use anstyle::Style;
use unicode_width::UnicodeWidthStr as _;

use self::flow::Flow;
use self::inline::words;
use self::shape::{
    Kind, Shape, closes, is_delimiter, is_surely_words, shape, without_indent, without_quotes,
};
use super::text::{chunks, neutral};

/// Longer texts are not shown before they are whole: each piece that arrives is read with all that stands before it. In bytes.
const LONGEST: usize = 8 << 10;

const DIM: Style = Style::new().dimmed();

/// How it is to look.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// How many columns a text may take.
    pub(crate) width: usize,
    /// How many columns there are, for code.
    pub(crate) screen: usize,
    /// What each line but those of code begins with.
    pub(crate) gutter: &'static str,
    /// What is said of a block of Rust, above it.
    pub(crate) claim: &'static str,
}

/// A block of code as it was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fence {
    /// The line of the text, from 1, at which its code begins.
    pub(crate) line: u32,
    /// The line behind its code.
    pub(crate) end: u32,
    /// Whether it was shown as Rust.
    pub(crate) is_rust: bool,
}

/// A text that is being shown.
pub(crate) struct Markdown {
    look: Look,
    /// What has arrived of the line that is not yet at its end.
    line: String,
    /// How many lines were at their ends.
    number: u32,
    /// The byte at which the words of that line begin, where they are being shown already.
    begun: Option<usize>,
    state: State,
    levels: Vec<Level>,
    quote: usize,
    /// Whether an empty line comes before whatever is next.
    owed: bool,
    last: Last,
    fences: Vec<Fence>,
}

/// What the last lines are part of.
enum State {
    Between,
    Words {
        text: String,
        flow: Flow,
    },
    Code {
        mark: char,
        len: usize,
        indent: usize,
    },
    /// What may be the head of a table.
    Head(String),
    Table {
        head: String,
        rows: Vec<String>,
    },
}

/// An item of a list that is open.
struct Level {
    /// The column at which what belongs to it begins.
    content: usize,
    /// How many columns its mark takes as it is shown.
    width: usize,
}

/// What was written last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Item,
    Other,
}

impl Markdown {
    /// Begins a text.
    pub(crate) fn new(look: Look) -> Self {
        Self {
            look,
            line: String::new(),
            number: 0,
            begun: None,
            state: State::Between,
            levels: Vec::new(),
            quote: 0,
            owed: false,
            last: Last::Nothing,
            fences: Vec::new(),
        }
    }

    /// Takes a piece of it, and writes what can no longer change.
    pub(crate) fn feed(&mut self, mut piece: &str, out: &mut String) {
        while let Some((before, after)) = piece.split_once('\n') {
            self.line.push_str(before);
            self.end_line(out);
            piece = after;
        }
        self.line.push_str(piece);
        self.peek(out);
    }

    /// Writes the rest.
    pub(crate) fn finish(&mut self, out: &mut String) {
        if !self.line.is_empty() {
            self.end_line(out);
        }
        if let State::Code { .. } = self.state {
            self.number += 1;
            self.close_code(out);
        }
        self.close(out);
    }

    /// The blocks of code that were shown.
    pub(crate) fn fences(&self) -> &[Fence] {
        &self.fences
    }

    fn end_line(&mut self, out: &mut String) {
        let line = std::mem::take(&mut self.line);
        let line = line.strip_suffix('\r').unwrap_or(&line);
        // What the parser of words takes for the end of a line, and nobody else here does.
        let line = line.replace('\r', "\u{240d}");
        self.number += 1;
        if let Some(from) = self.begun.take() {
            self.say(&line[from..]);
            self.show(true, out);
            return;
        }
        match &mut self.state {
            State::Code { mark, len, indent } => {
                let (mark, len, indent) = (*mark, *len, *indent);
                let body = without_quotes(&line, self.quote);
                if closes(body, mark, len) && shape(body).indent < indent + 4 {
                    self.close_code(out);
                } else {
                    self.code(without_indent(body, indent), out);
                }
                return;
            }
            State::Head(head) if is_delimiter(&line) => {
                let head = std::mem::take(head);
                let rows = Vec::new();
                self.state = State::Table { head, rows };
                return;
            }
            State::Table { rows, .. } if shape(&line).kind == Kind::Row => {
                rows.push(line);
                return;
            }
            State::Head(_) | State::Table { .. } => self.close(out),
            State::Between | State::Words { .. } => {}
        }
        let shape = self.settled(shape(&line), &line);
        self.take(&shape, &line, out);
    }

    /// Shows words of a line that is not at its end.
    fn peek(&mut self, out: &mut String) {
        if !matches!(self.state, State::Between | State::Words { .. }) || self.line.contains('\r') {
            return;
        }
        if self.begun.is_none() {
            let line = self.line.clone();
            let shape = self.settled(shape(&line), &line);
            let is_words = matches!(shape.kind, Kind::Text | Kind::Item(_));
            if !is_words || !is_surely_words(&line[shape.content..]) || self.is_code(&shape) {
                return;
            }
            self.begin_words(&shape, out);
            self.begun = Some(shape.content);
        }
        self.show(false, out);
    }

    /// A line as it is meant where it stands.
    fn settled(&self, mut shape: Shape, line: &str) -> Shape {
        let in_words = matches!(self.state, State::Words { .. }) && shape.quote == self.quote;
        let is_far = shape.indent >= 4 && self.levels.is_empty();
        let goes_on = match &shape.kind {
            Kind::Blank => false,
            // `in the year⏎1986. What` is no list.
            Kind::Item(mark) if self.levels.is_empty() => {
                is_far
                    || mark.starts_with(char::is_numeric) && !matches!(mark.as_str(), "1." | "1)")
            }
            _ => is_far,
        };
        if goes_on && in_words || is_far && shape.kind != Kind::Blank {
            shape.kind = Kind::Text;
            // How far it is set in keeps its marks from meaning anything.
            let text = without_quotes(line, shape.quote);
            let text = if is_far { text } else { text.trim_start() };
            shape.content = line.len() - text.len();
        }
        shape
    }

    /// Whether a text is code by how far it is set in.
    fn is_code(&self, shape: &Shape) -> bool {
        let in_words = matches!(self.state, State::Words { .. }) && shape.quote == self.quote;
        shape.kind == Kind::Text && shape.indent >= 4 && self.levels.is_empty() && !in_words
    }

    fn take(&mut self, shape: &Shape, line: &str, out: &mut String) {
        let words_of_line = &line[shape.content..];
        if self.is_code(shape) {
            self.open(shape, out);
            self.last = Last::Other;
            let body = without_quotes(line, shape.quote);
            self.code(without_indent(body, 4), out);
            return;
        }
        match &shape.kind {
            Kind::Blank => {
                self.close(out);
                self.owed = true;
            }
            Kind::Text | Kind::Item(_) => {
                self.begin_words(shape, out);
                self.say(words_of_line);
                self.show(true, out);
            }
            Kind::Heading(level) => {
                self.owed = true;
                self.open(shape, out);
                self.levels.clear();
                self.last = Last::Other;
                let text = words_of_line.trim().trim_end_matches('#').trim_end();
                let mut words = words(text).0;
                for (style, _) in words.iter_mut().flat_map(|word| &mut word.runs) {
                    *style = style.bold();
                }
                let mut flow = Flow::new(&self.margin(), &format!("{} ", "#".repeat(*level)));
                flow.write(&words, self.look.width, out);
                flow.end(out);
                self.owed = true;
            }
            Kind::Rule => {
                self.open(shape, out);
                self.levels.clear();
                self.last = Last::Other;
                let (margin, used) = self.margin();
                let rule = "─".repeat(self.look.width.saturating_sub(used).clamp(3, 40));
                _ = writeln!(out, "{margin}{DIM}{rule}{DIM:#}");
            }
            Kind::Row => {
                self.open(shape, out);
                self.last = Last::Other;
                self.state = State::Head(words_of_line.to_owned());
            }
            Kind::Fence(mark, len, info) => {
                self.open(shape, out);
                self.last = Last::Other;
                self.open_code(info, out);
                self.state = State::Code {
                    mark: *mark,
                    len: *len,
                    indent: shape.indent,
                };
            }
        }
    }

    /// Ends what was open, and makes room for a line of this shape.
    fn open(&mut self, shape: &Shape, out: &mut String) {
        self.close(out);
        if shape.quote != self.quote {
            self.levels.clear();
            self.quote = shape.quote;
        }
        while self
            .levels
            .last()
            .is_some_and(|level| level.content > shape.indent)
        {
            self.levels.pop();
        }
        let is_item = matches!(shape.kind, Kind::Item(_));
        let is_tight = is_item && self.last == Last::Item;
        if self.owed && !is_tight && self.last != Last::Nothing {
            let gutter = self.look.gutter.trim_end();
            _ = writeln!(out, "{DIM}{gutter}{DIM:#}");
        }
        self.owed = false;
    }

    /// Begins a text, or goes on with the one that is open.
    fn begin_words(&mut self, shape: &Shape, out: &mut String) {
        if let State::Words { text, .. } = &mut self.state
            && shape.kind == Kind::Text
            && shape.quote == self.quote
        {
            text.push('\n');
            return;
        }
        self.open(shape, out);
        let mut shown = String::new();
        let margin = self.margin();
        self.last = if self.levels.is_empty() {
            Last::Other
        } else {
            Last::Item
        };
        if let Kind::Item(mark) = &shape.kind {
            let is_number = mark.starts_with(char::is_numeric);
            shown = if is_number {
                format!("{mark} ")
            } else {
                "• ".to_owned()
            };
            self.levels.push(Level {
                content: shape.indent + mark.len() + 1,
                width: shown.width(),
            });
            self.last = Last::Item;
        }
        self.state = State::Words {
            text: String::new(),
            flow: Flow::new(&margin, &shown),
        };
    }

    fn say(&mut self, said: &str) {
        if let State::Words { text, .. } = &mut self.state {
            text.push_str(said);
        }
    }

    /// Writes the words that are certain; with `whole_line` all that have arrived are in the text.
    fn show(&mut self, whole_line: bool, out: &mut String) {
        let State::Words { text, flow } = &mut self.state else {
            return;
        };
        let arrived = match self.begun {
            Some(from) if !whole_line => &self.line[from..],
            _ => "\n",
        };
        if text.len() + arrived.len() > LONGEST {
            return;
        }
        let end = arrived
            .char_indices()
            .rfind(|(_, c)| c.is_whitespace())
            .map_or(0, |(at, c)| at + c.len_utf8());
        let (words, is_settled) = words(&format!("{text}{}", &arrived[..end]));
        if is_settled {
            flow.write(&words, self.look.width, out);
        }
    }

    /// Writes the rest of what is open.
    fn close(&mut self, out: &mut String) {
        match std::mem::replace(&mut self.state, State::Between) {
            State::Between => {}
            code @ State::Code { .. } => self.state = code,
            State::Words { text, mut flow } => {
                flow.write(&words(&text).0, self.look.width, out);
                flow.end(out);
            }
            State::Head(line) => {
                let mut flow = Flow::new(&self.margin(), "");
                flow.write(&words(&line).0, self.look.width, out);
                flow.end(out);
            }
            State::Table { head, rows } => {
                table::write(&head, &rows, &self.margin(), self.look.width, out);
            }
        }
    }

    fn open_code(&mut self, info: &str, out: &mut String) {
        let line = self.number + 1;
        let name = info.split([',', ' ', '\t', '{']).next().unwrap_or_default();
        let is_rust = ["rust", "rs"]
            .iter()
            .any(|rust| name.eq_ignore_ascii_case(rust));
        self.fences.push(Fence {
            line,
            end: line,
            is_rust,
        });
        let (margin, width) = self.margin();
        let name = if info.is_empty() { "code" } else { info };
        let claim = match self.look.claim {
            claim if is_rust && !claim.is_empty() => format!(", line {line}, {claim}"),
            _ => String::new(),
        };
        let head = format!("{}{claim}", neutral(name));
        // What stands behind the fence may be as long as a line.
        let columns = self.look.screen.saturating_sub(width + 2);
        for (index, piece) in chunks(&head, columns).iter().enumerate() {
            let mark = if index == 0 { "╭" } else { "│" };
            _ = writeln!(out, "{margin}{DIM}{mark} {piece}{DIM:#}");
        }
    }

    fn close_code(&mut self, out: &mut String) {
        self.state = State::Between;
        if let Some(fence) = self.fences.last_mut() {
            fence.end = self.number;
        }
        _ = writeln!(out, "{}{DIM}╰{DIM:#}", self.margin().0);
    }

    /// A line of code, with nothing before it that would be copied along but white space.
    fn code(&self, line: &str, out: &mut String) {
        let line = neutral(line);
        let indent = if line.is_empty() { 0 } else { self.margin().1 };
        for piece in chunks(&line, self.look.screen.saturating_sub(indent)) {
            _ = writeln!(out, "{:indent$}{piece}", "");
        }
    }

    /// What lines begin with here, and how many columns that takes.
    fn margin(&self) -> (String, usize) {
        let marks = format!("{}{}", self.look.gutter, "│ ".repeat(self.quote));
        let levels: usize = self.levels.iter().map(|level| level.width).sum();
        let width = marks.width() + levels;
        let marks = if marks.is_empty() {
            marks
        } else {
            format!("{DIM}{marks}{DIM:#}")
        };
        (format!("{marks}{:levels$}", ""), width)
    }
}
