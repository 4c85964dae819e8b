//! Plain text on its way to a terminal: made harmless, wrapped, numbers and counts in words.
//!
//! Whatever comes from outside (source text, paths, what git said) may hold characters that move the cursor or
//! turn the reading direction around. Everything that is printed passes through [`neutral`], [`neutral_lines`]
//! or, for source text, [`neutral_source`].

use std::borrow::Cow;
use std::fmt::Write as _;

use annotate_snippets::normalize_untrusted_str;
use unicode_width::UnicodeWidthChar as _;

/// `text` with all that could command a terminal made visible, on one line.
pub(crate) fn neutral(text: &str) -> String {
    neutral_lines(text).replace('\n', "␊")
}

/// The same, with its lines kept.
pub(crate) fn neutral_lines(text: &str) -> String {
    let text = normalize_untrusted_str(text);
    text.replace(is_unseen, "\u{fffd}")
}

/// Source text in which the bytes stay where they are, for a drawing that points into it by byte.
/// `annotate-snippets` takes care of the characters that are not replaced here.
pub(crate) fn neutral_source(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unseen) {
        return Cow::Borrowed(text);
    }
    let visible = |c: char| match (is_unseen(c), c.len_utf8()) {
        (false, _) => c,
        (true, 2) => '¤',
        (true, _) => '\u{fffd}',
    };
    Cow::Owned(text.chars().map(visible).collect())
}

/// What [`normalize_untrusted_str`] lets through though a terminal may act on it or hide it: the C1 controls
/// (U+009B starts an escape sequence), line and paragraph separators, marks of direction.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{80}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}'
    )
}

/// `text` in lines of at most `width` characters; a word that is longer has a line of its own.
pub(crate) fn wrap(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut column = 0;
    for word in text.split_whitespace() {
        let len = word.chars().count();
        if column > 0 && column + 1 + len > width {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += len;
    }
    out
}

/// The same, each line after the first behind `indent` spaces. `width` counts them.
pub(crate) fn wrap_hanging(text: &str, width: usize, indent: usize) -> String {
    let lines = wrap(text, width.saturating_sub(indent));
    lines.replace('\n', &format!("\n{:indent$}", ""))
}

/// `text` in pieces of at most so many columns, words or not: what a terminal would break by itself starts where the program's own lines
/// do, and could pass for one.
pub(crate) fn chunks(text: &str, columns: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut from, mut used) = (0, 0);
    for (at, c) in text.char_indices() {
        let wide = c.width().unwrap_or(0);
        if used + wide > columns.max(2) {
            pieces.push(&text[from..at]);
            (from, used) = (at, 0);
        }
        used += wide;
    }
    pieces.push(&text[from..]);
    pieces
}

/// A number with a comma between its thousands.
pub(crate) fn number(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// So many of something: `1 file`, `1,204 files`.
pub(crate) fn count(number_of: usize, noun: &str) -> String {
    let mut out = number(number_of);
    let plural = match number_of {
        1 => "",
        _ if noun.ends_with('x') => "es",
        _ => "s",
    };
    _ = write!(out, " {noun}{plural}");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_commands_a_terminal_is_made_visible() {
        let hostile = "a\u{1b}[31m\u{9b}2J\r\n\t\u{7}\u{202e}\u{200f}";
        let plain = neutral(hostile);
        assert!(!plain.chars().any(char::is_control), "{plain:?}");
        assert_eq!(neutral_lines("a\nb"), "a\nb");
    }

    #[test]
    fn numbers_and_counts() {
        assert_eq!(number(0), "0");
        assert_eq!(number(1_234_567), "1,234,567");
        assert_eq!(count(1, "file"), "1 file");
        assert_eq!(count(1204, "line"), "1,204 lines");
    }

    proptest! {
        #[test]
        fn neutral_source_keeps_every_byte_in_its_place(text in "[a-z\u{80}-\u{a0}é\u{200f}\u{2028}🦀\n]{0,40}") {
            let neutral = neutral_source(&text);
            prop_assert!(!neutral.contains(is_unseen));
            prop_assert_eq!(neutral.len(), text.len());
            for at in 0..=text.len() {
                prop_assert_eq!(neutral.is_char_boundary(at), text.is_char_boundary(at));
            }
        }

        #[test]
        fn pieces_fit_and_are_the_text(text in "[a 漢🦀e\u{301}]{0,40}", columns in 2_usize..12) {
            let pieces = chunks(&text, columns);
            prop_assert_eq!(pieces.concat(), text.as_str());
            let wide = |piece: &str| piece.chars().map(|c| c.width().unwrap_or(0)).sum::<usize>();
            prop_assert!(pieces.iter().all(|piece| wide(piece) <= columns));
        }

        #[test]
        fn wrapping_keeps_the_words(text in "[a-z ]{0,80}", width in 1_usize..30) {
            let wrapped = wrap(&text, width);
            prop_assert!(wrapped.split_whitespace().eq(text.split_whitespace()));
            let fits = |line: &str| line.chars().count() <= width || !line.contains(' ');
            prop_assert!(wrapped.lines().all(fits));
        }
    }
}
