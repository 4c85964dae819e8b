//! What a line of Markdown is, told by the line alone.
//!
//! It deliberately knows less than `CommonMark`: no line changes what a line before it was. A text that is underlined stays a text, with a
//! rule below it; a table starts with `|`. So a line can be shown as soon as it is there.

/// A line, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// How many quotes it stands in.
    pub(super) quote: usize,
    /// How many columns it is set in, behind the marks of quotes.
    pub(super) indent: usize,
    pub(super) kind: Kind,
    /// The byte at which its own text begins.
    pub(super) content: usize,
}

/// What it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Blank,
    /// It opens a block of code: with this mark, so many of them, and these words.
    Fence(char, usize, String),
    /// A heading of this level.
    Heading(usize),
    Rule,
    /// An item of a list, with its mark.
    Item(String),
    /// It may be a row of a table.
    Row,
    Text,
}

/// Takes a line apart.
pub(super) fn shape(line: &str) -> Shape {
    let mut rest = line;
    let mut quote = 0;
    loop {
        let inner = rest.trim_start_matches(' ');
        let Some(after) = inner
            .strip_prefix('>')
            .filter(|_| rest.len() - inner.len() < 4)
        else {
            break;
        };
        quote += 1;
        rest = after.strip_prefix(' ').unwrap_or(after);
    }
    let text = rest.trim_start_matches([' ', '\t']);
    let indent = columns(&rest[..rest.len() - text.len()]);
    let content = line.len() - text.len();
    let (kind, skipped) = kind(text);
    Shape {
        quote,
        indent,
        kind,
        content: content + skipped,
    }
}

/// What a text is, and how many bytes of marks stand before its words.
fn kind(text: &str) -> (Kind, usize) {
    let trimmed = text.trim_end();
    if trimmed.is_empty() {
        return (Kind::Blank, 0);
    }
    if let Some(fence) = fence(trimmed) {
        return (fence, 0);
    }
    let hashes = run(trimmed, '#');
    if (1..=6).contains(&hashes)
        && trimmed[hashes..]
            .chars()
            .next()
            .is_none_or(char::is_whitespace)
    {
        return (Kind::Heading(hashes), hashes);
    }
    if is_rule(trimmed) {
        return (Kind::Rule, 0);
    }
    if let Some(mark) = mark(text) {
        let after = &text[mark.len()..];
        let space = after.len() - after.trim_start().len();
        return (Kind::Item(mark.to_owned()), mark.len() + space);
    }
    if text.starts_with('|') {
        return (Kind::Row, 0);
    }
    (Kind::Text, 0)
}

fn fence(text: &str) -> Option<Kind> {
    let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let len = run(text, mark);
    let info = text[len..].trim();
    let is_fence = len >= 3 && !(mark == '`' && info.contains('`'));
    is_fence.then(|| Kind::Fence(mark, len, info.to_owned()))
}

/// Whether a line ends the block of code that so many marks opened.
pub(super) fn closes(line: &str, mark: char, len: usize) -> bool {
    let text = line.trim();
    run(text, mark) >= len && text.chars().all(|c| c == mark)
}

/// Three or more of the same mark and nothing else; and what would underline a text, which may be one.
fn is_rule(text: &str) -> bool {
    let bare: String = text.split_whitespace().collect();
    let of = |text: &str, mark: char| text.chars().all(|c| c == mark);
    of(text, '-')
        || of(text, '=')
        || bare.len() >= 3 && ['-', '*', '_'].into_iter().any(|mark| of(&bare, mark))
}

/// The mark of an item: `-`, `*`, `+`, `1.` or `1)`, with white space and words behind it.
fn mark(text: &str) -> Option<&str> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let len = match digits {
        0 if text.starts_with(['-', '*', '+']) => 1,
        1..=9 if text[digits..].starts_with(['.', ')']) => digits + 1,
        _ => return None,
    };
    let behind = &text[len..];
    (behind.starts_with([' ', '\t']) && !behind.trim().is_empty()).then(|| &text[..len])
}

/// Whether a line that is not yet at its end is words, whatever follows.
pub(super) fn is_surely_words(text: &str) -> bool {
    let text = text.strip_prefix("**").unwrap_or(text);
    let text = text.strip_prefix(['"', '(', '`']).unwrap_or(text);
    text.starts_with(char::is_alphabetic)
}

/// Whether a line is the one below the head of a table.
pub(super) fn is_delimiter(line: &str) -> bool {
    let text = line.trim();
    text.contains('-')
        && text.contains('|')
        && text
            .chars()
            .all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

fn run(text: &str, mark: char) -> usize {
    text.len() - text.trim_start_matches(mark).len()
}

/// How many columns white space takes.
fn columns(space: &str) -> usize {
    space
        .chars()
        .fold(0, |at, c| if c == '\t' { at / 4 * 4 + 4 } else { at + 1 })
}

/// A line without as much white space at its start as takes so many columns.
pub(super) fn without_indent(line: &str, most: usize) -> &str {
    let mut at = 0;
    for (index, c) in line.char_indices() {
        if at >= most || !matches!(c, ' ' | '\t') {
            return &line[index..];
        }
        at = columns(&line[..=index]);
    }
    ""
}

/// A line behind the marks of at most so many quotes.
pub(super) fn without_quotes(line: &str, most: usize) -> &str {
    let mut rest = line;
    for _ in 0..most {
        let Some(after) = rest.trim_start_matches(' ').strip_prefix('>') else {
            break;
        };
        rest = after.strip_prefix(' ').unwrap_or(after);
    }
    rest
}
