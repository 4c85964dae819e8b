//! Why a block is no crate, or none to share with others.

use rustora_source::{LineIndex, ParseError, Position, Span, Word, elision, words};

use crate::markdown::Block;

/// Why nothing can be made of a block. All places are the Markdown's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unshaped {
    /// Part of the code is left out.
    #[error("an elision: `{what}` in line {line}")]
    Elision {
        /// The 1-based line.
        line: u32,
        /// What stands there.
        what: String,
    },
    /// It does not look like Rust at all.
    #[error("not Rust: {message} in line {line}")]
    NotRust {
        /// The 1-based line at which the parser stopped.
        line: u32,
        /// What the parser says, or what the text is instead.
        message: String,
    },
    /// It looks like Rust, and the parser stopped.
    #[error("not valid Rust in line {}: {message}", .at.line)]
    Syntax {
        /// Where the parser stopped.
        at: Position,
        /// What it expected.
        message: String,
    },
    /// It is too large or nests too deep to be parsed.
    #[error("{0}")]
    Beyond(ParseError),
}

/// The 1-based line of the Markdown on which a byte of a block's code stands.
pub(super) fn line(block: &Block, at: u32) -> u32 {
    let line = LineIndex::new(&block.code).line(at) as usize;
    let origin = block.lines.get(line - 1).or(block.lines.last());
    origin.map_or(block.line, |origin| origin.line)
}

pub(super) fn refused(block: &Block, error: ParseError) -> Unshaped {
    let ParseError::Syntax { at, message } = error else {
        return Unshaped::Beyond(error);
    };
    if let Some(span) = elision(&block.code) {
        return left_out(block, span);
    }
    let origin = block.lines.get(at.line as usize - 1).or(block.lines.last());
    let column = |shift: i32| i64::from(at.column) + i64::from(shift);
    let at = origin.map_or(
        Position {
            line: block.line,
            column: 1,
        },
        |origin| Position {
            line: origin.line,
            column: u32::try_from(column(origin.shift).max(1)).unwrap_or(u32::MAX),
        },
    );
    if is_diff(&block.code) {
        let message = "it is a diff".to_owned();
        return Unshaped::NotRust {
            line: block.line,
            message,
        };
    }
    if looks_like_rust(&block.code) {
        Unshaped::Syntax { at, message }
    } else {
        Unshaped::NotRust {
            line: at.line,
            message,
        }
    }
}

fn left_out(block: &Block, span: Span) -> Unshaped {
    Unshaped::Elision {
        line: line(block, span.start),
        what: block.code.get(span.range()).unwrap_or("...").to_owned(),
    }
}

/// `vec![1, 2, ...]` parses, since a macro takes any tokens. Where macros are made, and where C's functions are declared,
/// the dots may be meant.
pub(super) fn left_out_in_macro(block: &Block) -> Option<Unshaped> {
    let span = elision(&block.code)?;
    let meant = words(&block.code).any(|word| match word {
        Word::Name(name) => matches!(
            block.code.get(name.range()),
            Some("extern" | "macro_rules" | "quote")
        ),
        Word::Text(_) => false,
    });
    (!meant).then(|| left_out(block, span))
}

/// Whether a text that does not parse was meant to be Rust.
fn looks_like_rust(code: &str) -> bool {
    let keyword = |word| match word {
        Word::Name(name) => matches!(
            code.get(name.range()),
            Some("fn" | "let" | "struct" | "enum" | "impl" | "pub" | "mut" | "trait")
        ),
        Word::Text(_) => false,
    };
    words(code).any(keyword)
        || code.contains("::")
        || code.contains("!(")
        || code.lines().any(|line| line.trim_end().ends_with(';'))
}

fn is_diff(code: &str) -> bool {
    let starts = |mark| code.lines().any(|line| line.starts_with(mark));
    starts('+') && starts('-')
}

/// What would meet the same thing of another block in one crate.
pub(super) fn meets_others(code: &str) -> impl Iterator<Item = (u32, &str)> {
    words(code).filter_map(|word| {
        let Word::Name(name) = word else {
            return None;
        };
        let said = code.get(name.range())?;
        let before = code.get(..name.start as usize)?;
        let in_attribute = || before.trim_end().ends_with(['[', '(', ',']);
        let meets = match said {
            "global_allocator"
            | "no_mangle"
            | "export_name"
            | "macro_export"
            | "panic_handler"
            | "proc_macro"
            | "proc_macro_derive"
            | "proc_macro_attribute" => in_attribute(),
            // In a macro of the block it means the root of the crate.
            "crate" => before.ends_with('$'),
            // Above a module there is another; above the root of a crate there is nothing.
            "super" => true,
            _ => false,
        };
        meets.then_some((name.start, said))
    })
}

/// Whether the code names something by its place in the crate.
pub(crate) fn says_crate(code: &str) -> bool {
    words(code).any(|word| match word {
        Word::Name(name) => {
            let after = code.get(name.end as usize..).unwrap_or_default();
            code.get(name.range()) == Some("crate") && after.trim_start().starts_with("::")
        }
        Word::Text(_) => false,
    })
}
