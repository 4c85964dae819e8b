//! What is read off a text before it is parsed: comments that speak to Rustora, where documentation stands, and how deep
//! the text nests.
//!
//! The parser drops comments and overflows its stack on hostile nesting, so both have to be seen first. Documentation it
//! keeps, at the price of an attribute for each line, so that who parses hides it before (`hide`).
//! This is a tokeniser that knows only enough of Rust to tell code from strings and comments; it never
//! fails, and on text that is not Rust it says something harmless.

use std::borrow::Cow;

use crate::Span;
use crate::lex::{Lexer, is_word};

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
    /// The third byte of each comment that documents something: without it, it is a plain comment.
    pub marks: Vec<u32>,
    /// The documentation in front of something, in order.
    pub docs: Vec<Doc>,
}

/// Comments that document what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doc {
    /// Where the first of them starts.
    pub start: u32,
    /// Where the code behind them starts.
    pub code: u32,
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
        doc: None,
    };
    scanner.run();
    scanner.out
}

/// The text with its documentation turned into plain comments of the same length.
pub(crate) fn hide<'t>(text: &'t str, marks: &[u32]) -> Cow<'t, str> {
    if marks.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for mark in marks {
        let mark = *mark as usize;
        out.push_str(text.get(at..mark).unwrap_or_default());
        out.push(' ');
        at = mark + 1;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    Cow::Owned(out)
}

struct Scanner<'t> {
    lexer: Lexer<'t>,
    out: Scan,
    /// The links outside each open bracket.
    open: Vec<u32>,
    /// The links up to here.
    links: u32,
    /// Where documentation starts that no code has followed yet.
    doc: Option<u32>,
}

impl Scanner<'_> {
    fn run(&mut self) {
        let mut code_on_line = false;
        while let Some(&byte) = self.lexer.text.get(self.lexer.at) {
            let start = self.lexer.at;
            match byte {
                b'\n' => {
                    code_on_line = false;
                    self.lexer.spaces();
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
                    self.documentation(b'*');
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
                _ if is_word(byte) && !byte.is_ascii_digit() => self.word(),
                _ => self.lexer.at += 1,
            }
            code_on_line = true;
            if let Some(doc) = self.doc.take() {
                self.out.docs.push(Doc {
                    start: doc,
                    code: offset(start),
                });
            }
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
            self.out.deepest = offset(self.lexer.at);
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

    /// Notes a comment that documents something: `///` and `//!`, `/**` and `/*!`, and as the language has it not `////`,
    /// `/***` and `/**/`.
    fn documentation(&mut self, second: u8) {
        let outer = match (self.lexer.peek(2), self.lexer.peek(3)) {
            (Some(b'!'), _) => false,
            (Some(third), fourth) if third == second => {
                if fourth == Some(second) || (second == b'*' && fourth == Some(b'/')) {
                    return;
                }
                true
            }
            _ => return,
        };
        self.out.marks.push(offset(self.lexer.at + 2));
        if outer {
            self.doc.get_or_insert(offset(self.lexer.at));
        }
    }

    fn line_comment(&mut self, trailing: bool) {
        let start = self.lexer.at;
        self.documentation(b'/');
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
        let span = |from: usize, to: usize| Span::new(offset(from), offset(to));
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

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documentation_is_hidden_and_remembered() {
        let text = "//! a\n/// b\n// c\n/** d */ #[e]\nfn f() {} //// g\n/**/ /*** h */ /*! i */";
        let found = scan(text);
        assert_eq!(
            hide(text, &found.marks),
            "//  a\n//  b\n// c\n/*  d */ #[e]\nfn f() {} //// g\n/**/ /*** h */ /*  i */"
        );
        let docs: Vec<_> = found
            .docs
            .iter()
            .map(|doc| &text[doc.start as usize..=doc.code as usize])
            .collect();
        assert_eq!(docs, ["/// b\n// c\n/** d */ #"]);
    }

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
