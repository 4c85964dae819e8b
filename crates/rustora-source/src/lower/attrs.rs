//! Attributes, as far as they have the shape `name`, `name = value`, `name(args)`.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use smallvec::SmallVec;

use super::Lower;
use crate::Span;
use crate::tree::{List, Meta};

/// What an item's attributes say.
pub(super) struct Attrs {
    pub(super) metas: List<Meta>,
    /// Where the first one starts.
    pub(super) start: Option<u32>,
}

impl Lower<'_> {
    pub(super) fn attrs(&mut self, attrs: &[syn::Attribute]) -> Attrs {
        let start = attrs
            .iter()
            .find(|a| matches!(a.style, syn::AttrStyle::Outer))
            .map(|a| self.start(a.pound_token.span));
        let mut metas = SmallVec::<[Meta; 4]>::new();
        for attr in attrs.iter().filter(|attr| !attr.path().is_ident("doc")) {
            let span = Span::new(
                self.start(attr.pound_token.span),
                self.end(attr.bracket_token.span.close()),
            );
            let name = self.path_span(attr.path());
            let meta = match &attr.meta {
                syn::Meta::Path(_) => Meta {
                    name,
                    value: None,
                    args: List::EMPTY,
                    span,
                },
                syn::Meta::NameValue(pair) => {
                    let after = self.end(pair.eq_token.span);
                    let close = self.start(attr.bracket_token.span.close());
                    Meta {
                        name,
                        value: Some(self.trimmed(Span::new(after, close))),
                        args: List::EMPTY,
                        span,
                    }
                }
                syn::Meta::List(list) => {
                    let args = self.metas(list.tokens.clone());
                    Meta {
                        name,
                        value: None,
                        args,
                        span,
                    }
                }
            };
            metas.push(meta);
        }
        Attrs {
            metas: self.list_metas(metas),
            start,
        }
    }

    fn path_span(&self, path: &syn::Path) -> Span {
        let mut segments = path
            .segments
            .iter()
            .map(|segment| self.ident(&segment.ident));
        let first = segments.next().unwrap_or_default();
        segments.last().map_or(first, |last| first.to(last))
    }

    /// Reads `a, b = c, d(e, f)`. An argument of another shape keeps the name that it starts with.
    fn metas(&mut self, tokens: TokenStream) -> List<Meta> {
        let mut metas = SmallVec::<[Meta; 4]>::new();
        let mut open: Option<Meta> = None;
        let mut in_value = false;
        for token in tokens {
            let span = self.span(token.span());
            match (&token, &mut open) {
                (TokenTree::Punct(p), _) if p.as_char() == ',' => {
                    metas.extend(open.take());
                    in_value = false;
                }
                (_, None) => {
                    open = Some(Meta {
                        name: span,
                        value: None,
                        args: List::EMPTY,
                        span,
                    });
                }
                (TokenTree::Punct(p), Some(_))
                    if p.as_char() == '=' && p.spacing() == Spacing::Alone && !in_value =>
                {
                    in_value = true;
                }
                (TokenTree::Group(group), Some(meta))
                    if group.delimiter() == Delimiter::Parenthesis && !in_value =>
                {
                    meta.span = meta.span.to(span);
                    let mut meta = *meta;
                    meta.args = self.metas(group.stream());
                    open = Some(meta);
                }
                (_, Some(meta)) => {
                    meta.span = meta.span.to(span);
                    if in_value {
                        meta.value = Some(meta.value.map_or(span, |value| value.to(span)));
                    } else {
                        meta.name = meta.name.to(span);
                    }
                }
            }
        }
        metas.extend(open);
        self.list_metas(metas)
    }

    fn trimmed(&self, span: Span) -> Span {
        let text = self.name(span);
        let lead = text.len() - text.trim_start().len();
        let len = text.trim().len();
        let start = span.start + u32::try_from(lead).unwrap_or(0);
        Span::new(start, start + u32::try_from(len).unwrap_or(0))
    }

    /// Whether `#[cfg(…)]` leaves an item out of every build that is not a test.
    pub(super) fn is_test_cfg(&self, attr: &Meta) -> bool {
        self.name(attr.name) == "cfg" && self.tree[attr.args].iter().any(|arg| self.needs_test(arg))
    }

    fn needs_test(&self, meta: &Meta) -> bool {
        let args = &self.tree[meta.args];
        match self.name(meta.name) {
            "test" => true,
            "all" => args.iter().any(|arg| self.needs_test(arg)),
            "any" => !args.is_empty() && args.iter().all(|arg| self.needs_test(arg)),
            _ => false,
        }
    }

    /// Whether an attribute makes its function a test or a bench: `#[test]`, `#[tokio::test]`, `#[rstest]`…
    pub(super) fn is_test_attr(&self, attr: &Meta) -> bool {
        let name = self.name(attr.name);
        let last = name.rsplit("::").next().unwrap_or(name).trim();
        matches!(
            last,
            "test" | "bench" | "rstest" | "test_case" | "proptest" | "quickcheck"
        ) || self.is_test_cfg(attr)
    }
}
