//! What is read off a text before it is parsed: comments that speak to Rustora, and how deep it nests.
//!
//! The parser drops comments and overflows its stack on hostile nesting, so both have to be seen first.
//! This is a tokeniser that knows only enough of Rust to tell code from strings and comments; it never
//! fails, and on text that is not Rust it says something harmless.

use crate::Span;
use crate::lex::Lexer;

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
        lexer: Lexer {
            text: text.as_bytes(),
            at: 0,
        },
        out: Scan::default(),
        open: Vec::new(),
        links: 0,
    };
    scanner.run();
    scanner.out
}

struct Scanner<'t> {
    lexer: Lexer<'t>,
    out: Scan,
    /// The links outside each open bracket.
    open: Vec<u32>,
    /// The links up to here.
    links: u32,
}

impl Scanner<'_> {
    fn run(&mut self) {
        let mut code_on_line = false;
        while let Some(&byte) = self.lexer.text.get(self.lexer.at) {
            match byte {
                b'\n' => {
                    code_on_line = false;
                    self.lexer.at += 1;
                    continue;
                }
                b' ' | b'\t' | b'\r' => {
                    self.lexer.at += 1;
                    continue;
                }
                b'/' if self.lexer.peek(1) == Some(b'/') => {
                    self.line_comment(code_on_line);
                    continue;
                }
                b'/' if self.lexer.peek(1) == Some(b'*') => {
                    self.lexer.block_comment();
                    continue;
                }
                b'"' => self.lexer.string(),
                b'\'' => self.lexer.quote(),
                b'(' | b'[' | b'{' => {
                    self.open.push(self.links);
                    self.link();
                }
                b')' | b']' | b'}' => {
                    self.lexer.at += 1;
                    let outer = self.open.pop().unwrap_or(0);
                    self.links = if byte == b'}' && !self.continues() {
                        self.base()
                    } else {
                        outer
                    };
                }
                b';' | b',' => {
                    self.links = self.base();
                    self.lexer.at += 1;
                }
                b'!' | b'*' | b'&' | b'|' | b'-' | b'+' | b'/' | b'%' | b'^' | b'<' | b'>'
                | b'.' | b'?' | b'=' | b':' | b'@' => self.link(),
                _ if byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80 => self.word(),
                _ => self.lexer.at += 1,
            }
            code_on_line = true;
        }
    }

    /// The links that stay when a statement or element ends: those outside its bracket and the bracket's own.
    fn base(&self) -> u32 {
        self.open.last().map_or(0, |outer| outer + 1)
    }

    fn link(&mut self) {
        self.count();
        self.lexer.at += 1;
    }

    fn count(&mut self) {
        self.links += 1;
        if self.links > self.out.nesting {
            self.out.nesting = self.links;
            self.out.deepest = u32::try_from(self.lexer.at).unwrap_or(u32::MAX);
        }
    }

    /// Whether what follows a `}` goes on with the same expression.
    fn continues(&self) -> bool {
        let mut at = self.lexer.at;
        loop {
            match self.lexer.text.get(at) {
                Some(b' ' | b'\t' | b'\r' | b'\n') => at += 1,
                Some(b'/') if self.lexer.text.get(at + 1) == Some(&b'/') => {
                    at += self.lexer.text[at..]
                        .iter()
                        .take_while(|b| **b != b'\n')
                        .count();
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
        let start = self.lexer.at;
        self.lexer.line_comment();
        let Ok(comment) = std::str::from_utf8(&self.lexer.text[start..self.lexer.at]) else {
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

    fn word(&mut self) {
        let start = self.lexer.at;
        let end = self.lexer.word();
        if matches!(
            &self.lexer.text[start..end],
            b"as"
                | b"else"
                | b"if"
                | b"match"
                | b"return"
                | b"break"
                | b"yield"
                | b"move"
                | b"async"
                | b"in"
                | b"let"
                | b"while"
                | b"for"
                | b"loop"
                | b"unsafe"
                | b"const"
                | b"mut"
                | b"impl"
                | b"dyn"
        ) {
            self.count();
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
