//! Code that is not a file: what a page shows, which may be items, statements, or an expression.
//!
//! It is read as the body of a function, as rustdoc reads it, and only what stands at its top is told: whoever makes
//! a crate of it has to know what to hoist, whether there is a `main`, and whether something in it only makes sense in
//! an `async` function or in one that returns a `Result`. What the code means is not known here.
//!
//! What may surprise: it parses on a thread of its own, since a caller that has a page to read owes no parser a stack.

use super::{Lower, NESTING_LIMIT, ParseError, SIZE_LIMIT, STACK_SIZE, in_plain_words, place};
use crate::scan;
use crate::tree::{Expr, ExprId, ItemKind, MacroBody, Tree};
use crate::{Bodies, LineIndex, Position, Span};

/// What stands before the text when it is parsed. The line end keeps the text's own columns.
const BEFORE: &str = "fn f() {\n";

/// The top of a text that is code. All spans are the text's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fragment {
    /// Its `#![…]` and `//!`, in order.
    pub attrs: Vec<InnerAttr>,
    /// What follows them, in order.
    pub parts: Vec<Part>,
    /// Whether it has a `fn main`, one in the tokens of a macro call included.
    pub main: bool,
    /// The first thing that has to stand in an `async` function: `.await`, `select!`, `join!`.
    pub awaits: Option<Span>,
    /// The first `?` that leaves the text itself, not a function, closure or `async` block in it.
    pub tries: Option<Span>,
    /// How it ends.
    pub tail: Tail,
}

/// An inner attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InnerAttr {
    /// All of it.
    pub span: Span,
    /// Whether it says the same of a module: documentation, and the levels of lints.
    pub fits_module: bool,
}

/// One statement or item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// All of it, attributes and `;` included.
    pub span: Span,
    /// What it is.
    pub kind: PartKind,
}

/// What stands at the top of a fragment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// `extern crate`.
    ExternCrate {
        /// Whether it is `#[macro_use]`, which only the root of a crate may say.
        macro_use: bool,
    },
    /// Any other item.
    Item,
    /// A macro call that stands for items, as far as can be told.
    ItemMacro,
    /// A macro call that may stand for anything.
    Macro,
    /// `let`, an expression, a lone `;`.
    Statement,
}

/// What a fragment's last expression is, when no `;` ends it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tail {
    /// There is none, or it is a macro call in braces, which is a statement.
    #[default]
    None,
    /// `Ok::<T, E>(…)`: a result that says of which type.
    TypedResult,
    /// `Ok(…)`.
    Ok,
    /// `Err(…)`.
    Err,
    /// Another expression; where it starts.
    Value(u32),
}

/// Reads a fragment.
///
/// # Errors
/// When it is too large, nests too deep, or is not Rust.
pub fn fragment(text: &str) -> Result<Fragment, ParseError> {
    if text.len() > SIZE_LIMIT {
        return Err(ParseError::TooLarge(text.len()));
    }
    let found = scan::scan(text);
    if found.nesting > NESTING_LIMIT {
        let line = LineIndex::new(text).line(found.deepest);
        return Err(ParseError::TooDeep(found.nesting, line));
    }
    let failed = |message: String| ParseError::Syntax {
        at: Position { line: 1, column: 1 },
        message,
    };
    std::thread::scope(|scope| {
        let parser = std::thread::Builder::new().stack_size(STACK_SIZE);
        let parser = parser
            .spawn_scoped(scope, || read(text))
            .map_err(|error| failed(format!("no thread could be started to parse it: {error}")))?;
        let parsed = parser.join();
        parsed.map_err(|_| failed("the parser stopped over it".to_owned()))?
    })
}

fn read(text: &str) -> Result<Fragment, ParseError> {
    let whole = format!("{BEFORE}{text}\n}}");
    let lines = LineIndex::new(&whole);
    let error = |error: &syn::Error| {
        let at = lines.position(&whole, place(&whole, &lines, 0, error.span().start()));
        let last = u32::try_from(LineIndex::new(text).count()).unwrap_or(u32::MAX);
        ParseError::Syntax {
            at: Position {
                line: at.line.saturating_sub(1).clamp(1, last),
                column: at.column,
            },
            message: in_plain_words(error),
        }
    };
    // A text that closes the brace around it is more than one item.
    let function = syn::parse_str::<syn::ItemFn>(&whole).map_err(|it| error(&it))?;
    let mut lower = Lower {
        tree: Tree::default(),
        text: &whole,
        lines: &lines,
        skipped: 0,
        is_plain: whole.is_ascii(),
        docs: &[],
        bodies: Bodies::Keep,
        parent: None,
        test: false,
    };
    let mut fragment = Fragment::default();
    for attr in &function.attrs {
        fragment.attrs.push(InnerAttr {
            span: lower.own(attr),
            fits_module: ["doc", "allow", "warn", "deny", "forbid", "expect"]
                .iter()
                .any(|name| attr.path().is_ident(name)),
        });
    }
    let stmts = &function.block.stmts;
    for stmt in stmts {
        let kind = kind(stmt);
        fragment.main |= has_main(stmt);
        fragment.parts.push(Part {
            span: lower.own(stmt),
            kind,
        });
    }
    fragment.tail = lower.tail(stmts.last());
    let item = lower.item(&syn::Item::Fn(function));
    let tree = lower.tree;
    let body = item.first().and_then(|id| match tree[*id].kind {
        ItemKind::Fn(function) => tree[function].body,
        _ => None,
    });
    if let Some(body) = body {
        leaving(&tree, &whole, body, &mut fragment);
    }
    Ok(fragment)
}

impl Lower<'_> {
    /// The span of a node in the text that was handed in.
    fn own(&self, node: &impl syn::spanned::Spanned) -> Span {
        inside(self.span(node.span()))
    }

    fn tail(&self, last: Option<&syn::Stmt>) -> Tail {
        let start = |node: &dyn Fn() -> Span| Tail::Value(node().start);
        match last {
            Some(syn::Stmt::Expr(syn::Expr::Call(call), None)) => {
                let syn::Expr::Path(callee) = &*call.func else {
                    return start(&|| self.own(call));
                };
                match callee.path.segments.last() {
                    Some(last) if last.ident == "Ok" && last.arguments.is_none() => Tail::Ok,
                    Some(last) if last.ident == "Err" && last.arguments.is_none() => Tail::Err,
                    Some(last) if last.ident == "Ok" || last.ident == "Err" => Tail::TypedResult,
                    _ => start(&|| self.own(call)),
                }
            }
            Some(syn::Stmt::Expr(expr, None)) => start(&|| self.own(expr)),
            Some(syn::Stmt::Macro(it)) if it.semi_token.is_none() && !in_braces(&it.mac) => {
                start(&|| self.own(it))
            }
            _ => Tail::None,
        }
    }
}

fn inside(span: Span) -> Span {
    let before = u32::try_from(BEFORE.len()).unwrap_or(0);
    Span::new(
        span.start.saturating_sub(before),
        span.end.saturating_sub(before),
    )
}

fn in_braces(mac: &syn::Macro) -> bool {
    matches!(mac.delimiter, syn::MacroDelimiter::Brace(_))
}

fn kind(stmt: &syn::Stmt) -> PartKind {
    match stmt {
        syn::Stmt::Item(syn::Item::ExternCrate(it)) => PartKind::ExternCrate {
            macro_use: it
                .attrs
                .iter()
                .any(|attr| attr.path().is_ident("macro_use")),
        },
        syn::Stmt::Item(syn::Item::Macro(it)) if it.ident.is_none() => macro_kind(&it.mac),
        syn::Stmt::Item(_) => PartKind::Item,
        syn::Stmt::Macro(it) if it.semi_token.is_some() || in_braces(&it.mac) => {
            macro_kind(&it.mac)
        }
        _ => PartKind::Statement,
    }
}

/// Whether a macro call stands for items is known only to who expands it; these say so themselves.
fn macro_kind(mac: &syn::Macro) -> PartKind {
    const MAKE_ITEMS: [&str; 5] = [
        "thread_local",
        "lazy_static",
        "bitflags",
        "cfg_if",
        "pin_project",
    ];
    let known = |name: &syn::Ident| MAKE_ITEMS.iter().any(|item| name == item);
    let named = mac.path.segments.last().is_some_and(|it| known(&it.ident));
    let holds_items = || {
        syn::parse2::<syn::File>(mac.tokens.clone()).is_ok_and(|file| {
            !file.items.is_empty()
                && !file
                    .items
                    .iter()
                    .any(|it| matches!(it, syn::Item::Macro(_)))
        })
    };
    if named || holds_items() {
        PartKind::ItemMacro
    } else {
        PartKind::Macro
    }
}

/// A `main` among the items, or the tokens `fn main (…)` in a macro call: rustdoc looks there as well.
fn has_main(stmt: &syn::Stmt) -> bool {
    let mac = match stmt {
        syn::Stmt::Item(syn::Item::Fn(it)) => return it.sig.ident == "main",
        syn::Stmt::Item(syn::Item::Macro(it)) if it.ident.is_none() => &it.mac,
        syn::Stmt::Macro(it) => &it.mac,
        _ => return false,
    };
    let tokens: Vec<_> = mac.tokens.clone().into_iter().collect();
    tokens.windows(3).any(|three| {
        use proc_macro2::{Delimiter::Parenthesis, TokenTree as T};
        matches!(three, [T::Ident(a), T::Ident(b), T::Group(c)]
            if *a == "fn" && *b == "main" && c.delimiter() == Parenthesis)
    })
}

/// Looks for `.await` and `?` that belong to the text itself. The stack is a list: the text may be deep.
fn leaving(tree: &Tree, whole: &str, body: ExprId, fragment: &mut Fragment) {
    let mut open = vec![body];
    let first = |found: &mut Option<Span>, span: Span| {
        if found.is_none_or(|known| span.start < known.start) {
            *found = Some(span);
        }
    };
    while let Some(id) = open.pop() {
        let span = inside(tree.expr_span(id));
        match tree[id] {
            Expr::Closure { .. } | Expr::Async(_) => continue,
            Expr::Await(_) => first(&mut fragment.awaits, span),
            Expr::Try(_) => first(&mut fragment.tries, span),
            Expr::Macro(call) => {
                let call = &tree[call];
                let name = tree[tree[call.path].segments].last();
                let name = name.and_then(|segment| whole.get(segment.name.range()));
                if matches!(call.body, MacroBody::Select { .. })
                    || matches!(name, Some("join" | "try_join" | "select"))
                {
                    first(&mut fragment.awaits, span);
                }
            }
            _ => {}
        }
        tree.for_each_child(id, |child| open.push(child));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Fragment {
        fragment(text).unwrap()
    }

    #[test]
    fn the_top_of_a_text_is_told_apart() {
        let text = "#![feature(x)]\n#![allow(unused)]\n#[macro_use] extern crate a;\n/// Says.\nuse b::c;\nlet x = 1;\nx";
        let found = told(text);
        let fits: Vec<bool> = found.attrs.iter().map(|attr| attr.fits_module).collect();
        assert_eq!(fits, [false, true]);
        let parts: Vec<_> = found.parts.iter().map(|p| &text[p.span.range()]).collect();
        assert_eq!(
            parts,
            [
                "#[macro_use] extern crate a;",
                "/// Says.\nuse b::c;",
                "let x = 1;",
                "x"
            ]
        );
        assert_eq!(
            found.parts[0].kind,
            PartKind::ExternCrate { macro_use: true }
        );
        assert!(matches!(found.tail, Tail::Value(at) if &text[at as usize..] == "x"));
    }

    #[test]
    fn a_main_is_found_where_rustdoc_finds_it() {
        for (text, main) in [
            ("fn main() {}", true),
            ("run! { fn main() {} }", true),
            ("mod m { fn main() {} }", false),
            ("// fn main() {}\nlet x = \"fn main() {}\";", false),
        ] {
            assert_eq!(told(text).main, main, "{text}");
        }
    }

    #[test]
    fn only_what_leaves_the_text_itself_counts() {
        for (text, awaits, tries) in [
            ("f().await?", true, true),
            ("assert_eq!(f()?, g().await);", true, true),
            (
                "async fn f() { g().await? } async { h().await? }; || x?;",
                false,
                false,
            ),
            ("tokio::select! { a = b() => c }", true, false),
            ("if a { for x in y { z?; } }", false, true),
        ] {
            let found = told(text);
            let seen = (found.awaits.is_some(), found.tries.is_some());
            assert_eq!(seen, (awaits, tries), "{text}");
        }
    }

    #[test]
    fn a_result_at_the_end_may_say_its_type() {
        for (text, tail) in [
            ("Ok::<(), E>(())", Tail::TypedResult),
            ("Ok(())", Tail::Ok),
            ("Err(e)", Tail::Err),
            ("Ok(());", Tail::None),
            ("m! {}", Tail::None),
        ] {
            assert_eq!(told(text).tail, tail, "{text}");
        }
    }

    #[test]
    fn a_text_cannot_get_out_of_its_braces() {
        assert!(fragment("} fn g() {").is_err());
        assert!(matches!(
            fragment("let x = 1;\nlet = ;").unwrap_err(),
            ParseError::Syntax { at, .. } if at.line == 2
        ));
        assert!(matches!(
            fragment(&"(".repeat(10_000)).unwrap_err(),
            ParseError::TooDeep(_, 1)
        ));
    }

    #[test]
    fn macro_calls_that_stand_for_items_are_told_from_others() {
        for (text, kind) in [
            ("thread_local! { static A: u8 = 1; }", PartKind::ItemMacro),
            ("wrap! { struct A; }", PartKind::ItemMacro),
            ("println!(\"a\");", PartKind::Macro),
            ("println!(\"a\")", PartKind::Statement),
            ("macro_rules! m { () => {} }", PartKind::Item),
        ] {
            assert_eq!(told(text).parts[0].kind, kind, "{text}");
        }
    }
}
