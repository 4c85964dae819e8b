//! How a block becomes a crate or a module: what is put around it, and how to get from a place in that back to the
//! Markdown.
//!
//! [`Shape::Rustdoc`] writes what rustdoc would compile, blanks included, so that its verdict is rustdoc's.
//! [`Shape::Binary`] and [`Shape::Module`] also take what an answer shows as a fragment: with `.await` outside any
//! `async`, or a `?` that leaves the block, which rustdoc refuses; [`Form`] says so. What the code means, and which
//! crates it needs, is not known here.
//!
//! What may surprise: a body with `.await` is compiled and never run, since no executor is known.

mod hidden;
mod hoist;
mod text;
mod why;

use rustora_source::{Fragment, PartKind, Position, Tail, fragment};

use crate::markdown::Block;

pub(crate) use hidden::hidden;
pub use why::Unshaped;
pub(crate) use why::says_crate;

use hoist::Hoisted;
use text::Text;

/// What a block is made into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A program, exactly as rustdoc makes it.
    Rustdoc,
    /// A program; items stand at its root, and fragments are completed.
    Binary,
    /// The text of a module, for a file of its own or between the braces of `mod m { … }`.
    Module,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// It has a `main` and nothing but items.
    Program,
    /// Items.
    Items,
    /// Statements, or an expression. rustdoc wraps them in `main`.
    Body,
    /// Statements that only compile in a function that returns a `Result`; rustdoc refuses them.
    ResultBody,
    /// Statements that only compile in an `async` function; rustdoc refuses them.
    AsyncBody,
}

impl Form {
    /// Whether rustdoc refuses it whatever else it holds.
    pub fn is_fragment(self) -> bool {
        matches!(self, Self::ResultBody | Self::AsyncBody)
    }
}

/// Why a block cannot share a crate with others, or is not the same in a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alone {
    /// The 1-based line of the Markdown.
    pub line: u32,
    /// What stands there: an attribute that was dropped, say.
    pub what: String,
}

/// A block as a crate or module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shaped {
    /// Its text.
    pub text: String,
    /// What the block is.
    pub form: Form,
    /// What a module of a crate cannot keep, and what would meet others in it; empty when the block may share a crate.
    pub alone: Vec<Alone>,
    /// Whether it says `crate::`, which means another thing in each crate.
    pub says_crate: bool,
    places: text::Places,
}

impl Shaped {
    /// For each line of the text the 1-based line of the Markdown that it comes from; `None` for one that was added.
    pub fn lines(&self) -> impl Iterator<Item = Option<u32>> {
        self.places.lines()
    }

    /// Where a place in [`text`](Self::text) stands in the Markdown; `None` for what was added. Lines and columns count
    /// from 1 and in characters, as the compiler's do.
    pub fn place(&self, line: u32, column: u32) -> Option<Position> {
        self.places.place(line, column)
    }
}

/// Makes a block into a crate or module.
///
/// # Errors
/// When it is not Rust, leaves something out, or is too deep or large for a parser. rustdoc asks the compiler all the
/// same: see [`unparsed`].
pub fn shape(block: &Block, as_: Shape) -> Result<Shaped, Unshaped> {
    let code = &block.code;
    let found = fragment(code).map_err(|error| why::refused(block, error))?;
    // rustdoc lets the macro decide what to make of it.
    let left_out = (as_ != Shape::Rustdoc).then(|| why::left_out_in_macro(block));
    if let Some(left_out) = left_out.flatten() {
        return Err(left_out);
    }
    let form = form(&found, block);
    let hoisted = Hoisted::of(code, &found);
    let mut text = Text::new(block);
    let alone = alone(block, &found);
    match as_ {
        Shape::Module => {
            text.say("#![allow(unused)]\n");
            for attr in found.attrs.iter().filter(|attr| attr.fits_module) {
                text.take(attr.span.range());
                text.end_line();
            }
            hoisted.crates(&mut text);
            complete(&hoisted, &mut text, form, &found);
        }
        Shape::Binary => {
            text.say("#![allow(unused)]\n");
            hoisted.attrs(&mut text);
            hoisted.crates(&mut text);
            let lacks_main = form == Form::Items && !text.has_no_std() && !block.flags.test_harness;
            complete(&hoisted, &mut text, form, &found);
            if lacks_main {
                text.end_line();
                text.say("fn main() {}\n");
            }
        }
        Shape::Rustdoc => {
            text.say("#![allow(unused)]\n");
            hoisted.attrs(&mut text);
            hoisted.crates(&mut text);
            if form == Form::Program || block.flags.test_harness || text.has_no_std() {
                hoisted.rest(&mut text);
            } else {
                in_main(&hoisted, &mut text);
            }
        }
    }
    let (text, places) = text.finish();
    Ok(Shaped {
        text,
        form,
        alone,
        says_crate: why::says_crate(code),
        places,
    })
}

/// The block for the compiler to judge although [`shape`] could not parse it, wrapped in a `main` unless it seems to have
/// one: an older edition's syntax, or a newer one than the parser knows, is wrapped by rustdoc as well, and what is no Rust
/// is refused either way.
pub fn unparsed(block: &Block) -> Shaped {
    let code = &block.code;
    let program = code.contains("fn main");
    let mut text = Text::new(block);
    if !program {
        text.say("fn main() {\n");
    }
    text.take(0..code.len());
    if !program {
        text.say("}\n");
    }
    let (text, places) = text.finish();
    Shaped {
        text,
        form: if program { Form::Program } else { Form::Body },
        alone: Vec::new(),
        says_crate: why::says_crate(code),
        places,
    }
}

fn form(found: &Fragment, block: &Block) -> Form {
    let has = |kind: fn(PartKind) -> bool| found.parts.iter().any(|part| kind(part.kind));
    let statements = has(|kind| kind == PartKind::Statement);
    if found.main && !statements {
        return Form::Program;
    }
    if found.awaits.is_some() {
        return Form::AsyncBody;
    }
    // rustdoc gives the body a result when the code ends like this, and the code has to say of which type.
    let rustdoc_would = found.tail == Tail::TypedResult && hoist::ends_in_unit(&block.code, found);
    if (found.tries.is_some() || matches!(found.tail, Tail::Ok | Tail::Err | Tail::TypedResult))
        && !rustdoc_would
    {
        return Form::ResultBody;
    }
    if statements || has(|kind| kind == PartKind::Macro) || found.parts.is_empty() {
        return Form::Body;
    }
    Form::Items
}

/// What rustdoc puts around a body.
fn in_main(hoisted: &Hoisted, text: &mut Text) {
    if hoisted.returns_result() {
        text.say("fn main() { fn _inner() -> core::result::Result<(), impl core::fmt::Debug> {\n");
        hoisted.rest(text);
        text.say("\n} _inner().unwrap() }");
    } else {
        text.say("fn main() {\n");
        hoisted.rest(text);
        text.say("\n}");
    }
}

/// The same for what rustdoc would refuse.
fn complete(hoisted: &Hoisted, text: &mut Text, form: Form, found: &Fragment) {
    const BOXED: &str = "std::boxed::Box<dyn std::error::Error>";
    let (before, after) = match form {
        Form::Program | Form::Items => return hoisted.rest(text),
        Form::Body => return in_main(hoisted, text),
        Form::ResultBody => ("fn _inner()", "} let _ = _inner().unwrap(); }\n"),
        Form::AsyncBody => ("async fn _inner()", "} let _ = _inner(); }\n"),
    };
    // What the code ends in says what the body returns; otherwise it returns nothing, and errors of any kind.
    let output = match found.tail {
        Tail::TypedResult => "impl Sized, impl core::fmt::Debug".to_owned(),
        Tail::Ok => format!("impl Sized, {BOXED}"),
        Tail::None | Tail::Err | Tail::Value(_) => format!("(), {BOXED}"),
    };
    text.say(&format!(
        "fn main() {{ {before} -> core::result::Result<{output}> {{\n"
    ));
    match found.tail {
        Tail::TypedResult | Tail::Ok | Tail::Err => hoisted.rest(text),
        Tail::None => {
            hoisted.rest(text);
            text.say("\ncore::result::Result::Ok(())");
        }
        Tail::Value(at) => {
            hoisted.rest_with(text, at as usize, "let _ = ");
            text.say("\n; core::result::Result::Ok(())");
        }
    }
    text.say("\n");
    text.say(after);
}

fn alone(block: &Block, found: &Fragment) -> Vec<Alone> {
    let code = &block.code;
    let mut found: Vec<_> = found
        .attrs
        .iter()
        .filter(|attr| !attr.fits_module)
        .map(|attr| attr.span)
        .chain(found.parts.iter().filter_map(|part| {
            let macro_use = part.kind == PartKind::ExternCrate { macro_use: true };
            macro_use.then_some(part.span)
        }))
        .map(|span| (span.start, code.get(span.range()).unwrap_or_default()))
        .chain(why::meets_others(code))
        .map(|(at, what)| Alone {
            line: why::line(block, at),
            what: what.to_owned(),
        })
        .collect();
    found.sort_by_key(|alone| alone.line);
    found
}
