//! From text to [`Tree`]: one parse, one walk, then the parser's tree is dropped.
//!
//! The parser is `syn`. Nothing outside this folder knows that: `syn`'s trees and spans cannot leave
//! the thread that made them, and its source map grows until it is told to forget, so [`parse`] does
//! all of its work between the two. A macro's inside is parsed here as well, where its tokens still
//! carry their true places.
//!
//! What may surprise: the caller owes a stack. A text within [`NESTING_LIMIT`] parses on
//! [`STACK_SIZE`] bytes of it; [`parse`] refuses deeper texts before the parser sees them.

mod attrs;
mod exprs;
mod items;
mod macros;
mod types;

use proc_macro2::Span as TokenSpan;

use crate::lex::is_word;
use crate::scan::{self, Doc, Scan};
use crate::tree::{Id, ItemId, List, Tree};
use crate::{LineIndex, Position, Span};

/// The deepest nesting that is parsed, in the links that [`scan::scan`] counts.
///
/// Real code stays below 200; 100,000 lines of generated tables in the crates registry below 1,500.
pub const NESTING_LIMIT: u32 = 3_000;

/// The stack, in bytes, on which a text of [`NESTING_LIMIT`] parses, in builds without optimisation too.
pub const STACK_SIZE: usize = 512 << 20;

/// The largest file that is parsed, in bytes. Generated code beyond it says nothing to a reviewer.
pub const SIZE_LIMIT: usize = 8 << 20;

/// Whether function bodies are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bodies {
    /// Everything: code under review.
    Keep,
    /// Signatures only: dependencies and tables.
    Skip,
}

/// A file that was understood.
#[derive(Debug)]
pub struct Parsed {
    /// What it says.
    pub tree: Tree,
    /// Its lines.
    pub lines: LineIndex,
    /// Its comments that are addressed to Rustora.
    pub directives: Vec<scan::Directive>,
}

/// Why a file could not be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// It is not valid Rust, or newer than the parser.
    #[error("{}:{}: {message}", .at.line, .at.column)]
    Syntax {
        /// Where the parser stopped.
        at: Position,
        /// What it expected.
        message: String,
    },
    /// It nests deeper than can be parsed without risking the process.
    #[error(
        "nests about {0} levels deep at line {1} (the limit is {NESTING_LIMIT}); split the expression"
    )]
    TooDeep(u32, u32),
    /// It is larger than what is parsed.
    #[error("has {0} bytes (the limit is {SIZE_LIMIT})")]
    TooLarge(usize),
}

/// Parses `text`.
///
/// # Errors
/// When it is too large, nests too deep, or is not Rust.
pub fn parse(text: &str, bodies: Bodies) -> Result<Parsed, ParseError> {
    if text.len() > SIZE_LIMIT {
        return Err(ParseError::TooLarge(text.len()));
    }
    let Scan {
        directives,
        nesting,
        deepest,
        marks,
        docs,
    } = scan::scan(text);
    let lines = LineIndex::new(text);
    if nesting > NESTING_LIMIT {
        return Err(ParseError::TooDeep(nesting, lines.line(deepest)));
    }
    let tree = lower(&scan::hide(text, &marks), &lines, &docs, bodies);
    // The tree of `syn` is gone by now: from here on no span of this thread is looked up again.
    proc_macro2::extra::invalidate_current_thread_spans();
    Ok(Parsed {
        tree: tree?,
        lines,
        directives,
    })
}

fn lower(text: &str, lines: &LineIndex, docs: &[Doc], bodies: Bodies) -> Result<Tree, ParseError> {
    // `syn` would drop these two itself, and count columns without them.
    let skipped = preamble(text);
    let file = syn::parse_str::<syn::File>(&text[skipped..]).map_err(|error| {
        let start = error.span().start();
        let at = lines.position(text, place(text, lines, skipped, start));
        ParseError::Syntax {
            at,
            message: in_plain_words(&error),
        }
    })?;
    let mut lower = Lower {
        tree: Tree::default(),
        text,
        lines,
        is_plain: skipped == 0 && text.is_ascii(),
        docs,
        skipped,
        bodies,
        parent: None,
        test: false,
    };
    lower.reserve();
    let file_attrs = lower.attrs(&file.attrs).metas;
    lower.tree.file_attrs = file_attrs;
    lower.test = lower.tree[file_attrs]
        .iter()
        .any(|meta| lower.is_test_cfg(meta));
    lower.tree.roots = file
        .items
        .iter()
        .flat_map(|item| lower.item(item))
        .collect();
    lower.tree.link();
    Ok(lower.tree)
}

/// What the parser says, where it says something.
fn in_plain_words(error: &syn::Error) -> String {
    let message = error.to_string();
    if message.starts_with("cannot parse string") {
        return "a bracket, a quote or a comment is not closed, or there is a character that Rust does not know".into();
    }
    message
}

/// How many bytes stand before the code: a byte order mark, a `#!` line without its line end.
fn preamble(text: &str) -> usize {
    let mark = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let rest = &text[mark..];
    if rest.starts_with("#!") && !rest[2..].trim_start().starts_with('[') {
        return mark + rest.find('\n').unwrap_or(rest.len());
    }
    mark
}

fn place(text: &str, lines: &LineIndex, skipped: usize, at: proc_macro2::LineColumn) -> u32 {
    let line = u32::try_from(at.line).unwrap_or(u32::MAX);
    let column = u32::try_from(at.column).unwrap_or(u32::MAX);
    if line <= 1 && skipped > 0 {
        let base = u32::try_from(skipped).unwrap_or(0);
        let bytes: usize = text[skipped..]
            .chars()
            .take(at.column)
            .map(char::len_utf8)
            .sum();
        return base + u32::try_from(bytes).unwrap_or(0);
    }
    lines.offset(text, line, column)
}

/// The walk.
struct Lower<'t> {
    tree: Tree,
    text: &'t str,
    lines: &'t LineIndex,
    /// Whether columns are bytes, as in almost every file.
    is_plain: bool,
    /// The documentation, which the parser does not see.
    docs: &'t [Doc],
    skipped: usize,
    bodies: Bodies,
    /// The item that is being walked.
    parent: Option<ItemId>,
    /// Whether what is being walked is for tests only.
    test: bool,
}

impl Lower<'_> {
    /// Sizes the large tables by what real files need: growing them step by step costs as much as filling them.
    fn reserve(&mut self) {
        let bytes = if self.bodies == Bodies::Keep {
            self.text.len()
        } else {
            0
        };
        self.tree.exprs.reserve(bytes / 14);
        self.tree.expr_spans.reserve(bytes / 14);
        self.tree.paths.reserve(bytes / 22);
        self.tree.segments.reserve(bytes / 18);
    }

    fn offset(&self, at: proc_macro2::LineColumn) -> u32 {
        if self.is_plain
            && let (Ok(line), Ok(column)) = (u32::try_from(at.line), u32::try_from(at.column))
        {
            return self.lines.line_start(line) + column;
        }
        place(self.text, self.lines, self.skipped, at)
    }

    fn start(&self, span: TokenSpan) -> u32 {
        self.offset(span.start())
    }

    fn end(&self, span: TokenSpan) -> u32 {
        self.offset(span.end())
    }

    fn span(&self, span: TokenSpan) -> Span {
        Span::new(self.start(span), self.end(span))
    }

    /// An identifier never crosses a line, so its end need not be looked up: it has as many bytes as
    /// the text has identifier characters from its start. `r#` is left out, so that names compare.
    fn ident(&self, ident: &proc_macro2::Ident) -> Span {
        let mut start = self.start(ident.span());
        let text = self.text.as_bytes();
        if text
            .get(start as usize..)
            .is_some_and(|rest| rest.starts_with(b"r#"))
        {
            start += 2;
        }
        let rest = text.get(start as usize..).unwrap_or(&[]);
        let len = rest.iter().take_while(|byte| is_word(**byte)).count();
        Span::new(start, start + u32::try_from(len).unwrap_or(0))
    }

    /// Where the documentation of an item starts whose first token stands at `start`; there itself where it has none.
    fn with_docs(&self, start: u32) -> u32 {
        let before = self.docs.partition_point(|doc| doc.code <= start);
        let Some(doc) = before.checked_sub(1).and_then(|at| self.docs.get(at)) else {
            return start;
        };
        // What `start` is may have words like `unsafe` in front of it.
        let between = self.name(Span::new(doc.code, start));
        let is_own = between
            .bytes()
            .all(|byte| is_word(byte) || byte.is_ascii_whitespace());
        if is_own { doc.start } else { start }
    }

    fn name(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }
}

/// Appends to a table and says where: one function per table, since each has its own type.
macro_rules! pushers {
    ($($push:ident: $table:ident, $of:ty);* $(;)?) => {
        impl Lower<'_> {$(
            fn $push(&mut self, values: impl IntoIterator<Item = $of>) -> List<$of> {
                let start = self.tree.$table.len();
                self.tree.$table.extend(values);
                List::new(start, self.tree.$table.len())
            }
        )*}
    };
}

use crate::tree::{
    Arm, Binding, ExprId, Field, FieldInit, FieldPat, Meta, Param, PatId, PathId, Predicate,
    Segment, SelectArm, Stmt, TypeId, TypeParam, Variant,
};

pushers! {
    list_items: item_ids, ItemId; list_exprs: expr_ids, ExprId; list_pats: pat_ids, PatId;
    list_types: type_ids, TypeId; list_paths: path_ids, PathId; list_segments: segments, Segment;
    list_bindings: bindings, Binding; list_field_pats: field_pats, FieldPat;
    list_field_inits: field_inits, FieldInit; list_arms: arms, Arm; list_stmts: stmts, Stmt;
    list_select_arms: select_arms, SelectArm; list_metas: metas, Meta; list_params: params, Param;
    list_type_params: type_params, TypeParam; list_predicates: predicates, Predicate;
    list_fields: fields, Field; list_variants: variants, Variant;
}

/// Appends one element.
fn push<T>(table: &mut Vec<T>, value: T) -> Id<T> {
    table.push(value);
    Id::new(table.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_no_rust_is_refused_where_it_goes_wrong() {
        for (before, lines) in [("", 0), ("\u{feff}", 0), ("#!/usr/bin/env run\n", 1)] {
            let text = format!("{before}fn f() {{}}\nfn g( {{}}\n");
            let error = parse(&text, Bodies::Keep).unwrap_err();
            assert!(
                matches!(&error, ParseError::Syntax { at, .. } if at.line == lines + 2),
                "{error} in {text:?}"
            );
        }
    }
}
