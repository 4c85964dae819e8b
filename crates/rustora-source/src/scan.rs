//! What is read off a text before it is parsed: comments that speak to Rustora, and how deep it nests.
//!
//! The parser drops comments and overflows its stack on hostile nesting, so both have to be seen first.
//! This is a tokeniser that knows only enough of Rust to tell code from strings and comments; it never
//! fails, and on text that is not Rust it says something harmless.

use crate::Span;

/// A comment that starts with `rustora:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// The comment, from its slashes to the end of the line.
    pub span: Span,
    /// What follows `rustora:`, trimmed.
    pub text: Span,
    /// Whether code stands before it on its line; it then speaks of that line, else of what follows.
    pub trailing: bool,
}

/// What a scan finds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// The comments addressed to Rustora, in order.
    pub directives: Vec<Directive>,
    /// An upper bound of how deep the parser will nest, in links: one for each open bracket, prefix
    /// operator, closure, binary operator, `.`, `?`, `as`, `else` that is not yet closed by the end of its
    /// bracket, `;` or `,`.
    pub nesting: u32,
    /// The byte at which it is deepest.
    pub deepest: u32,
}

/// Scans `text`.
pub fn scan(text: &str) -> Scan {
    let mut scanner = Scanner {
        text: text.as_bytes(),
        at: 0,
        out: Scan::default(),
        open: Vec::new(),
        links: 0,
    };
    scanner.run();
    scanner.out
}

struct Scanner<'t> {
    text: &'t [u8],
    at: usize,
    out: Scan,
    /// The links outside each open bracket.
    open: Vec<u32>,
    /// The links up to here.
    links: u32,
}

impl Scanner<'_> {
    fn run(&mut self) {
        let mut code_on_line = false;
        while let Some(&byte) = self.text.get(self.at) {
            match byte {
                b'\n' => {
                    code_on_line = false;
                    self.at += 1;
                    continue;
                }
                b' ' | b'\t' | b'\r' => {
                    self.at += 1;
                    continue;
                }
                b'/' if self.peek(1) == Some(b'/') => {
                    self.line_comment(code_on_line);
                    continue;
                }
                b'/' if self.peek(1) == Some(b'*') => {
                    self.block_comment();
                    continue;
                }
                b'"' => self.string(),
                b'\'' => self.quote(),
                b'(' | b'[' | b'{' => {
                    self.open.push(self.links);
                    self.link();
                }
                b')' | b']' | b'}' => {
                    self.at += 1;
                    let outer = self.open.pop().unwrap_or(0);
                    self.links = if byte == b'}' && !self.continues() {
                        self.base()
                    } else {
                        outer
                    };
                }
                b';' | b',' => {
                    self.links = self.base();
                    self.at += 1;
                }
                b'!' | b'*' | b'&' | b'|' | b'-' | b'+' | b'/' | b'%' | b'^' | b'<' | b'>'
                | b'.' | b'?' | b'=' | b':' | b'@' => self.link(),
                _ if byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80 => self.word(),
                _ => self.at += 1,
            }
            code_on_line = true;
        }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.text.get(self.at + ahead).copied()
    }

    /// The links that stay when a statement or element ends: those outside its bracket and the bracket's own.
    fn base(&self) -> u32 {
        self.open.last().map_or(0, |outer| outer + 1)
    }

    fn link(&mut self) {
        self.count();
        self.at += 1;
    }

    fn count(&mut self) {
        self.links += 1;
        if self.links > self.out.nesting {
            self.out.nesting = self.links;
            self.out.deepest = u32::try_from(self.at).unwrap_or(u32::MAX);
        }
    }

    /// Whether what follows a `}` goes on with the same expression.
    fn continues(&self) -> bool {
        let mut at = self.at;
        loop {
            match self.text.get(at) {
                Some(b' ' | b'\t' | b'\r' | b'\n') => at += 1,
                Some(b'/') if self.text.get(at + 1) == Some(&b'/') => {
                    at += self.text[at..].iter().take_while(|b| **b != b'\n').count();
                }
                rest => {
                    return matches!(
                        rest,
                        Some(
                            b'.' | b'?'
                                | b'e'
                                | b'a'
                                | b'+'
                                | b'|'
                                | b'&'
                                | b'='
                                | b'<'
                                | b'>'
                                | b'*'
                                | b'/'
                                | b'-'
                                | b'%'
                                | b'^'
                        )
                    );
                }
            }
        }
    }

    fn line_comment(&mut self, trailing: bool) {
        let start = self.at;
        let rest = &self.text[start..];
        let len = rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len());
        self.at += len;
        let Ok(comment) = std::str::from_utf8(&rest[..len]) else {
            return;
        };
        // Documentation is not addressed to a tool: only a plain `//` is.
        let Some(text) = comment[2..].trim_start().strip_prefix("rustora:") else {
            return;
        };
        let text_end = start + comment.trim_end().len();
        let text_start = text_end - text.trim().len();
        let span = |from: usize, to: usize| {
            Span::new(
                u32::try_from(from).unwrap_or(u32::MAX),
                u32::try_from(to).unwrap_or(u32::MAX),
            )
        };
        self.out.directives.push(Directive {
            span: span(start, text_end),
            text: span(text_start, text_end),
            trailing,
        });
    }

    fn block_comment(&mut self) {
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

    fn string(&mut self) {
        self.at += 1;
        while let Some(byte) = self.peek(0) {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                return;
            }
        }
    }

    fn raw_string(&mut self) {
        let hashes = self.text[self.at..]
            .iter()
            .take_while(|b| **b == b'#')
            .count();
        self.at += hashes + 1;
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            let closes = byte == b'"'
                && self.text[self.at..]
                    .iter()
                    .take(hashes)
                    .filter(|b| **b == b'#')
                    .count()
                    == hashes;
            if closes {
                self.at += hashes;
                return;
            }
        }
    }

    /// A character, or a lifetime: the latter has no closing quote.
    fn quote(&mut self) {
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

    fn word(&mut self) {
        let start = self.at;
        while self
            .peek(0)
            .is_some_and(|b| b.is_ascii_alphanumeric() || b == b'_' || b >= 0x80)
        {
            self.at += 1;
        }
        match (&self.text[start..self.at], self.peek(0)) {
            (b"r" | b"br" | b"cr", Some(b'"' | b'#')) => {
                let hashes = self.text[self.at..]
                    .iter()
                    .take_while(|b| **b == b'#')
                    .count();
                // Otherwise a raw identifier, `r#type`.
                if self.peek(hashes) == Some(b'"') {
                    self.raw_string();
                } else {
                    self.at += hashes;
                }
            }
            (b"b" | b"c", Some(b'"')) => self.string(),
            (b"b", Some(b'\'')) => self.quote(),
            (
                b"as" | b"else" | b"if" | b"match" | b"return" | b"break" | b"yield" | b"move"
                | b"async" | b"in" | b"let" | b"while" | b"for" | b"loop" | b"unsafe" | b"const"
                | b"mut" | b"impl" | b"dyn",
                _,
            ) => self.count(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nesting(text: &str) -> u32 {
        scan(text).nesting
    }

    #[test]
    fn ordinary_code_is_shallow() {
        let text = "fn f() { let x = a.b().c(|d| d + 1)?; }\n".repeat(1000);
        assert!(nesting(&text) < 16, "{}", nesting(&text));
    }

    #[test]
    fn hostile_nesting_is_seen() {
        for unit in [
            "(",
            "!",
            "-",
            "&",
            "|x| ",
            "{",
            "if a {} else ",
            "x + ",
            "x.a()",
            "[",
            "&&",
            "x as u8 as ",
            "a::",
            "x @ ",
            "return ",
            "if ",
        ] {
            let text = format!("fn f() {{ {} }}", unit.repeat(100_000));
            assert!(nesting(&text) > 50_000, "{unit:?}: {}", nesting(&text));
        }
    }

    #[test]
    fn strings_characters_and_comments_do_not_nest() {
        let text =
            r##"let a = ("((((", '(', b'(', r#"(("("#, 'a: loop {}) /* ((((/* ( */ */ // (((("##;
        assert!(nesting(text) < 8, "{}", nesting(text));
    }

    #[test]
    fn a_directive_knows_what_it_speaks_of() {
        let text =
            "let a = 1; // rustora: allow(x) -- why\n// rustora: allow(y)\n/// rustora: no\n";
        let found = scan(text).directives;
        let texts: Vec<_> = found
            .iter()
            .map(|d| (&text[d.text.range()], d.trailing))
            .collect();
        assert_eq!(texts, [("allow(x) -- why", true), ("allow(y)", false)]);
    }
}
