//! Just enough of Rust's lexical grammar to tell words, strings and comments apart.
//!
//! It never fails: on text that is not Rust it says something harmless. Who needs more asks the parser.

use crate::Span;

/// A place in a text, moved on token by token by whoever reads it.
pub(crate) struct Lexer<'t> {
    pub(crate) text: &'t [u8],
    pub(crate) at: usize,
}

/// For each byte, whether it can stand in a word.
const WORDS: [bool; 256] = {
    let mut words = [false; 256];
    let mut byte = 0_u8;
    loop {
        words[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80;
        if byte == u8::MAX {
            break words;
        }
        byte += 1;
    }
};

/// Whether a byte can stand in a word.
pub(crate) fn is_word(byte: u8) -> bool {
    WORDS[usize::from(byte)]
}

impl Lexer<'_> {
    pub(crate) fn peek(&self, ahead: usize) -> Option<u8> {
        self.text.get(self.at + ahead).copied()
    }

    /// Behind the spaces and line ends that stand here.
    pub(crate) fn spaces(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let len = rest.iter().position(|byte| !matches!(byte, b' ' | b'\n'));
        self.at += len.unwrap_or(rest.len());
    }

    /// Behind `//` and what follows it on the line.
    pub(crate) fn line_comment(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len());
    }

    /// Behind `/* … */`, which may hold others.
    pub(crate) fn block_comment(&mut self) {
        let mut depth = 0_u32;
        while self.at < self.text.len() {
            match (self.text[self.at], self.peek(1)) {
                (b'/', Some(b'*')) => {
                    depth += 1;
                    self.at += 2;
                }
                (b'*', Some(b'/')) => {
                    depth -= 1;
                    self.at += 2;
                    if depth == 0 {
                        return;
                    }
                }
                _ => self.at += 1,
            }
        }
    }

    /// Behind `"…"`.
    pub(crate) fn string(&mut self) {
        self.at += 1;
        while let Some(byte) = self.peek(0) {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                return;
            }
        }
    }

    fn raw_string(&mut self) {
        let hashes = self.hashes();
        self.at += hashes + 1;
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            if byte == b'"' && self.hashes() >= hashes {
                self.at += hashes;
                return;
            }
        }
    }

    /// How many `#` stand here.
    fn hashes(&self) -> usize {
        let rest = self.text.get(self.at..).unwrap_or_default();
        rest.iter().take_while(|b| **b == b'#').count()
    }

    /// Behind a character, or behind the quote of a lifetime, which has no closing one.
    pub(crate) fn quote(&mut self) {
        match (self.peek(1), self.peek(2)) {
            (Some(b'\\'), _) => {
                self.at += 3;
                while self.peek(0).is_some_and(|b| b != b'\'' && b != b'\n') {
                    self.at += 1;
                }
                self.at += 1;
            }
            (Some(first), Some(b'\'')) if first != b'\'' => self.at += 3,
            (Some(first), _) if first >= 0x80 => {
                let len = self.text[self.at + 1..]
                    .iter()
                    .take(5)
                    .position(|b| *b == b'\'');
                self.at += len.map_or(1, |len| len + 2);
            }
            _ => self.at += 1,
        }
    }

    /// Behind a word, and behind the string or character that it is the prefix of. Gives the end of the word.
    pub(crate) fn word(&mut self) -> usize {
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or_default();
        let len = rest.iter().position(|byte| !is_word(*byte));
        self.at += len.unwrap_or(rest.len());
        let end = self.at;
        match (&self.text[start..end], self.peek(0)) {
            (b"r" | b"br" | b"cr", Some(b'"' | b'#')) => {
                let hashes = self.hashes();
                // Otherwise a raw identifier, `r#type`.
                if self.peek(hashes) == Some(b'"') {
                    self.raw_string();
                } else {
                    self.at += hashes;
                }
            }
            (b"b" | b"c", Some(b'"')) => self.string(),
            (b"b", Some(b'\'')) => self.quote(),
            _ => {}
        }
        end
    }
}

/// A word or a string of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// An identifier or keyword.
    Name(Span),
    /// A string of any kind, with its quotes and prefix.
    Text(Span),
}

/// The words and strings of a text, in their order; comments and characters have none.
///
/// ```
/// use rustora_source::{Word, words};
///
/// let text = r#"get("/orders"); // not this"#;
/// let found: Vec<&str> = words(text)
///     .map(|word| match word {
///         Word::Name(span) | Word::Text(span) => &text[span.range()],
///     })
///     .collect();
/// assert_eq!(found, ["get", "\"/orders\""]);
/// ```
pub fn words(text: &str) -> impl Iterator<Item = Word> {
    let mut lexer = Lexer {
        text: text.as_bytes(),
        at: 0,
    };
    std::iter::from_fn(move || {
        while let Some(byte) = lexer.peek(0) {
            let start = lexer.at;
            match byte {
                b' ' | b'\n' => lexer.spaces(),
                b'/' if lexer.peek(1) == Some(b'/') => lexer.line_comment(),
                b'/' if lexer.peek(1) == Some(b'*') => lexer.block_comment(),
                b'\'' => lexer.quote(),
                b'"' => {
                    lexer.string();
                    return Some(Word::Text(span(start, lexer.at.min(text.len()))));
                }
                _ if is_word(byte) && !byte.is_ascii_digit() => {
                    let end = lexer.word();
                    // What a prefix belongs to, if it is one; `r#type` has only the mark behind it.
                    match text.as_bytes().get(end) {
                        Some(b'\'') if lexer.at > end => {}
                        Some(b'"' | b'#') if lexer.at > end + 1 => {
                            return Some(Word::Text(span(start, lexer.at.min(text.len()))));
                        }
                        _ => return Some(Word::Name(span(start, end))),
                    }
                }
                // A number takes its suffix with it.
                _ if byte.is_ascii_digit() => _ = lexer.word(),
                _ => lexer.at += 1,
            }
        }
        None
    })
}

fn span(start: usize, end: usize) -> Span {
    let offset = |at| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(offset(start), offset(end))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(text: &str) -> Vec<&str> {
        let text_of = |word| match word {
            Word::Name(span) | Word::Text(span) => &text[span.range()],
        };
        words(text).map(text_of).collect()
    }

    #[test]
    fn words_and_strings_are_told_apart() {
        let text = r##"fn r#type<'a>(x: u8) { b'x'; 'y'; 10u8; r#"a "b" c"#; b"raw\"" /* no /* no */ */ } // no"##;
        assert_eq!(
            told(text),
            [
                "fn",
                "r",
                "type",
                "a",
                "x",
                "u8",
                r##"r#"a "b" c"#"##,
                r#"b"raw\"""#
            ]
        );
    }

    proptest! {
        #[test]
        fn any_text_has_words_that_lie_in_it(text in "[a-c r#\"'\\\\/*\n1_éb]{0,40}") {
            let mut end = 0;
            for word in words(&text) {
                let (Word::Name(span) | Word::Text(span)) = word;
                prop_assert!(span.start >= end && text.get(span.range()).is_some(), "{span:?} in {text:?}");
                end = span.end;
            }
        }
    }
}
