//! Items.

use smallvec::{SmallVec, smallvec};

use super::attrs::Attrs;
use super::{Bodies, Lower, push};
use crate::Span;
use crate::tree::{
    Enum, Field, Function, Id, Impl, Item, ItemId, ItemKind, List, MacroBody, MacroCall, Param,
    Path, Receiver, Segment, Struct, Trait, TypeAlias, Use, Variant, Visibility,
};

/// What one item of the source became: one item, save for a `use` with several leaves.
type ItemIds = SmallVec<[ItemId; 1]>;

/// An item whose inside is being walked.
#[derive(Clone, Copy)]
struct Open {
    id: ItemId,
    outer: (Option<ItemId>, bool),
}

impl Lower<'_> {
    pub(super) fn items<'a>(&mut self, items: impl Iterator<Item = &'a syn::Item>) -> List<ItemId> {
        let ids: SmallVec<[ItemId; 16]> = items.flat_map(|item| self.item(item)).collect();
        self.list_items(ids)
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each kind of item")]
    pub(super) fn item(&mut self, item: &syn::Item) -> ItemIds {
        match item {
            syn::Item::Fn(it) => {
                let open = self.open(&it.attrs, &it.vis, &it.sig.ident, first_token(&it.sig));
                let function = self.function(&it.sig, Some(&it.block));
                self.close(open, function, self.end(it.block.brace_token.span.close()))
            }
            syn::Item::Mod(it) => {
                let open = self.open(&it.attrs, &it.vis, &it.ident, it.mod_token.span);
                let content = it
                    .content
                    .as_ref()
                    .map(|(_, items)| self.items(items.iter()));
                let end = match (&it.content, &it.semi) {
                    (Some((brace, _)), _) => self.end(brace.span.close()),
                    (None, Some(semi)) => self.end(semi.span),
                    (None, None) => self.end(it.ident.span()),
                };
                self.close(open, ItemKind::Mod(content), end)
            }
            syn::Item::Use(it) => self.uses(it),
            syn::Item::Struct(it) => {
                let open = self.open(&it.attrs, &it.vis, &it.ident, it.struct_token.span);
                let data = Struct {
                    generics: self.generics(&it.generics),
                    fields: self.fields(&it.fields),
                };
                let kind = ItemKind::Struct(push(&mut self.tree.structs, data));
                let end = match (&it.fields, &it.semi_token) {
                    (syn::Fields::Named(fields), _) => self.end(fields.brace_token.span.close()),
                    (_, Some(semi)) => self.end(semi.span),
                    (_, None) => self.end(it.ident.span()),
                };
                self.close(open, kind, end)
            }
            syn::Item::Union(it) => {
                let open = self.open(&it.attrs, &it.vis, &it.ident, it.ident.span());
                let generics = self.generics(&it.generics);
                let fields: SmallVec<[Field; 8]> = it
                    .fields
                    .named
                    .iter()
                    .map(|field| self.field(field))
                    .collect();
                let data = Struct {
                    generics,
                    fields: self.list_fields(fields),
                };
                let kind = ItemKind::Struct(push(&mut self.tree.structs, data));
                self.close(open, kind, self.end(it.fields.brace_token.span.close()))
            }
            syn::Item::Enum(it) => {
                let open = self.open(&it.attrs, &it.vis, &it.ident, it.enum_token.span);
                let generics = self.generics(&it.generics);
                let mut variants = SmallVec::<[Variant; 8]>::new();
                for variant in &it.variants {
                    let fields = self.fields(&variant.fields);
                    variants.push(Variant {
                        name: self.ident(&variant.ident),
                        fields,
                    });
                }
                let data = Enum {
                    generics,
                    variants: self.list_variants(variants),
                };
                let kind = ItemKind::Enum(push(&mut self.tree.enums, data));
                self.close(open, kind, self.end(it.brace_token.span.close()))
            }
            syn::Item::Trait(it) => self.trait_item(it),
            syn::Item::Impl(it) => self.impl_item(it),
            syn::Item::Type(it) => {
                let open = self.open(&it.attrs, &it.vis, &it.ident, it.type_token.span);
                let alias = TypeAlias {
                    generics: self.generics(&it.generics),
                    ty: Some(self.ty(&it.ty)),
                };
                let kind = ItemKind::TypeAlias(push(&mut self.tree.aliases, alias));
                self.close(open, kind, self.end(it.semi_token.span))
            }
            syn::Item::Const(it) => {
                let open = self.open(&it.attrs, &it.vis, &it.ident, it.const_token.span);
                let kind = self.constant(&it.ty, Some(&it.expr));
                self.close(open, kind, self.end(it.semi_token.span))
            }
            syn::Item::Static(it) => {
                let open = self.open(&it.attrs, &it.vis, &it.ident, it.static_token.span);
                let mut kind = self.constant(&it.ty, Some(&it.expr));
                if let ItemKind::Const {
                    is_static, is_mut, ..
                } = &mut kind
                {
                    *is_static = true;
                    *is_mut = matches!(it.mutability, syn::StaticMutability::Mut(_));
                }
                self.close(open, kind, self.end(it.semi_token.span))
            }
            syn::Item::Macro(it) => self.item_macro(&it.attrs, it.ident.as_ref(), &it.mac),
            syn::Item::ExternCrate(it) => {
                let open = self.open(&it.attrs, &it.vis, &it.ident, it.crate_token.span);
                let name = self.tree[open.id].name;
                let alias = it
                    .rename
                    .as_ref()
                    .map_or(name, |(_, alias)| self.ident(alias));
                let segments = self.list_segments([Segment {
                    name,
                    args: List::EMPTY,
                    bindings: List::EMPTY,
                }]);
                let path = push(
                    &mut self.tree.paths,
                    Path {
                        global: true,
                        qself: None,
                        segments,
                        span: name,
                    },
                );
                self.close(
                    open,
                    ItemKind::Use(Use {
                        path,
                        name: alias,
                        glob: false,
                    }),
                    self.end(it.semi_token.span),
                )
            }
            syn::Item::Verbatim(tokens) => self.declared_fn(tokens),
            _ => SmallVec::new(),
        }
    }

    /// A function without a body outside a trait: not Rust, but what our tables consist of.
    fn declared_fn(&mut self, tokens: &proc_macro2::TokenStream) -> ItemIds {
        let Ok(it) = syn::parse2::<syn::ForeignItemFn>(tokens.clone()) else {
            return SmallVec::new();
        };
        let open = self.open(&it.attrs, &it.vis, &it.sig.ident, first_token(&it.sig));
        let function = self.function(&it.sig, None);
        self.close(open, function, self.end(it.semi_token.span))
    }

    /// Starts an item: what is walked until [`Self::close`] lies inside it.
    fn open(
        &mut self,
        attrs: &[syn::Attribute],
        vis: &syn::Visibility,
        ident: &syn::Ident,
        keyword: proc_macro2::Span,
    ) -> Open {
        let name = self.ident(ident);
        self.open_unnamed(attrs, vis, name, keyword)
    }

    fn open_unnamed(
        &mut self,
        attrs: &[syn::Attribute],
        vis: &syn::Visibility,
        name: Span,
        keyword: proc_macro2::Span,
    ) -> Open {
        let Attrs { metas, start } = self.attrs(attrs);
        let (visibility, vis_start) = match vis {
            syn::Visibility::Public(token) => (Visibility::Public, Some(token.span)),
            syn::Visibility::Restricted(it) => (Visibility::Restricted, Some(it.pub_token.span)),
            syn::Visibility::Inherited => (Visibility::Private, None),
        };
        let start = start.unwrap_or_else(|| self.start(vis_start.unwrap_or(keyword)));
        let start = self.with_docs(start);
        let outer = (self.parent, self.test);
        self.test |= self.tree[metas].iter().any(|meta| self.is_test_attr(meta));
        let item = Item {
            kind: ItemKind::MacroRules,
            name,
            span: Span::new(start, start),
            parent: self.parent,
            visibility,
            attrs: metas,
            test: self.test,
        };
        let id = push(&mut self.tree.items, item);
        self.parent = Some(id);
        Open { id, outer }
    }

    fn close(&mut self, open: Open, kind: ItemKind, end: u32) -> ItemIds {
        let item = &mut self.tree.items[open.id.index()];
        item.kind = kind;
        item.span.end = end;
        (self.parent, self.test) = open.outer;
        smallvec![open.id]
    }

    fn function(&mut self, sig: &syn::Signature, block: Option<&syn::Block>) -> ItemKind {
        let start = self.start(first_token(sig));
        let generics = self.generics(&sig.generics);
        let mut receiver = Receiver::None;
        let mut params = SmallVec::<[Param; 6]>::new();
        for input in &sig.inputs {
            match input {
                syn::FnArg::Receiver(it) => {
                    receiver = match &it.kind {
                        syn::ReceiverKind::Reference(_, _, Some(_)) => Receiver::RefMut,
                        syn::ReceiverKind::Reference(_, _, None) => Receiver::Ref,
                        syn::ReceiverKind::Typed(_, ty) => Receiver::Typed(self.ty(ty)),
                        _ => Receiver::Value,
                    };
                }
                syn::FnArg::Typed(it) => params.push(Param {
                    pat: self.pat(&it.pat),
                    ty: self.ty(&it.ty),
                }),
            }
        }
        let params = self.list_params(params);
        let output = self.output(&sig.output);
        let close = self.end(sig.paren_token.span.close());
        let end = output.map_or(close, |ty| self.tree.type_span(ty).end);
        let first = Id::new(self.tree.exprs.len());
        let body = block
            .filter(|_| self.bodies == Bodies::Keep)
            .map(|block| self.block_expr(block, None));
        let function = Function {
            generics,
            receiver,
            params,
            output,
            is_async: sig.asyncness.is_some(),
            is_unsafe: matches!(sig.safety, syn::Safety::Unsafe(_)),
            body,
            first,
            signature: Span::new(start, end),
        };
        ItemKind::Fn(push(&mut self.tree.functions, function))
    }

    fn constant(&mut self, ty: &syn::Type, value: Option<&syn::Expr>) -> ItemKind {
        let ty = self.ty(ty);
        let value = value
            .filter(|_| self.bodies == Bodies::Keep)
            .map(|value| self.expr(value));
        ItemKind::Const {
            ty,
            value,
            is_static: false,
            is_mut: false,
        }
    }

    fn fields(&mut self, fields: &syn::Fields) -> List<Field> {
        let fields: SmallVec<[Field; 8]> = fields.iter().map(|field| self.field(field)).collect();
        self.list_fields(fields)
    }

    fn field(&mut self, field: &syn::Field) -> Field {
        let name = field
            .ident
            .as_ref()
            .map_or(Span::default(), |ident| self.ident(ident));
        Field {
            name,
            ty: self.ty(&field.ty),
            attrs: self.attrs(&field.attrs).metas,
        }
    }

    fn trait_item(&mut self, it: &syn::ItemTrait) -> ItemIds {
        let open = self.open(&it.attrs, &it.vis, &it.ident, it.trait_token.span);
        let generics = self.generics(&it.generics);
        let supertraits = self.bounds(&it.supertraits);
        let mut items = SmallVec::<[ItemId; 16]>::new();
        let private = syn::Visibility::Inherited;
        for item in &it.items {
            match item {
                syn::TraitItem::Fn(it) => {
                    let open = self.open(&it.attrs, &private, &it.sig.ident, first_token(&it.sig));
                    let function = self.function(&it.sig, it.default.as_ref());
                    let end = match (&it.default, &it.semi_token) {
                        (Some(block), _) => self.end(block.brace_token.span.close()),
                        (None, Some(semi)) => self.end(semi.span),
                        (None, None) => self.end(it.sig.paren_token.span.close()),
                    };
                    items.extend(self.close(open, function, end));
                }
                syn::TraitItem::Type(it) => {
                    let open = self.open(&it.attrs, &private, &it.ident, it.type_token.span);
                    let generics = self.generics(&it.generics);
                    let ty = it.default.as_ref().map(|(_, ty)| self.ty(ty));
                    let kind = ItemKind::TypeAlias(push(
                        &mut self.tree.aliases,
                        TypeAlias { generics, ty },
                    ));
                    items.extend(self.close(open, kind, self.end(it.semi_token.span)));
                }
                syn::TraitItem::Const(it) => {
                    let open = self.open(&it.attrs, &private, &it.ident, it.const_token.span);
                    let kind = self.constant(&it.ty, it.default.as_ref().map(|(_, value)| value));
                    items.extend(self.close(open, kind, self.end(it.semi_token.span)));
                }
                _ => {}
            }
        }
        let data = Trait {
            generics,
            supertraits,
            items: self.list_items(items),
        };
        let kind = ItemKind::Trait(push(&mut self.tree.traits, data));
        self.close(open, kind, self.end(it.brace_token.span.close()))
    }

    fn impl_item(&mut self, it: &syn::ItemImpl) -> ItemIds {
        if it.modifiers.polarity.is_some() {
            return SmallVec::new();
        }
        let open = self.open_unnamed(
            &it.attrs,
            &syn::Visibility::Inherited,
            Span::default(),
            it.unsafety
                .as_ref()
                .map_or(it.impl_token.span, |token| token.span),
        );
        let generics = self.generics(&it.generics);
        let trait_path = it.trait_.as_ref().map(|(path, _)| self.path(path, None));
        let self_ty = self.ty(&it.self_ty);
        let mut items = SmallVec::<[ItemId; 16]>::new();
        for item in &it.items {
            match item {
                syn::ImplItem::Fn(it) => {
                    let open = self.open(&it.attrs, &it.vis, &it.sig.ident, first_token(&it.sig));
                    let function = self.function(&it.sig, Some(&it.block));
                    items.extend(self.close(
                        open,
                        function,
                        self.end(it.block.brace_token.span.close()),
                    ));
                }
                syn::ImplItem::Type(it) => {
                    let open = self.open(&it.attrs, &it.vis, &it.ident, it.type_token.span);
                    let alias = TypeAlias {
                        generics: self.generics(&it.generics),
                        ty: Some(self.ty(&it.ty)),
                    };
                    let kind = ItemKind::TypeAlias(push(&mut self.tree.aliases, alias));
                    items.extend(self.close(open, kind, self.end(it.semi_token.span)));
                }
                syn::ImplItem::Const(it) => {
                    let open = self.open(&it.attrs, &it.vis, &it.ident, it.const_token.span);
                    let kind = self.constant(&it.ty, Some(&it.expr));
                    items.extend(self.close(open, kind, self.end(it.semi_token.span)));
                }
                syn::ImplItem::Verbatim(tokens) => items.extend(self.declared_fn(tokens)),
                syn::ImplItem::Macro(it) => items.extend(self.item_macro(&it.attrs, None, &it.mac)),
                _ => {}
            }
        }
        let data = Impl {
            generics,
            trait_path,
            self_ty,
            items: self.list_items(items),
            is_unsafe: it.unsafety.is_some(),
        };
        let kind = ItemKind::Impl(push(&mut self.tree.impls, data));
        self.close(open, kind, self.end(it.brace_token.span.close()))
    }

    fn item_macro(
        &mut self,
        attrs: &[syn::Attribute],
        name: Option<&syn::Ident>,
        mac: &syn::Macro,
    ) -> ItemIds {
        let first = mac
            .path
            .segments
            .first()
            .map_or(mac.bang_token.span, |segment| segment.ident.span());
        let name = name.map_or(Span::default(), |name| self.ident(name));
        let open = self.open_unnamed(attrs, &syn::Visibility::Inherited, name, first);
        let end = self.end(mac.delimiter.span().close());
        if mac.path.is_ident("macro_rules") {
            return self.close(open, ItemKind::MacroRules, end);
        }
        let items = self.macro_items(mac);
        let path = self.path(&mac.path, None);
        let span = Span::new(self.tree[path].span.start, end);
        let body = if items.is_empty() {
            MacroBody::Opaque
        } else {
            MacroBody::Items(self.list_items(items))
        };
        let call = push(&mut self.tree.macros, MacroCall { path, span, body });
        self.close(open, ItemKind::Macro(call), end)
    }

    fn uses(&mut self, it: &syn::ItemUse) -> ItemIds {
        let attrs = it.attrs.as_slice();
        let end = self.end(it.semi_token.span);
        let mut leaves = Leaves {
            attrs,
            vis: &it.vis,
            keyword: it.use_token.span,
            end,
            global: it.leading_colon.is_some(),
            out: SmallVec::new(),
        };
        self.use_tree(&it.tree, &mut SmallVec::new(), &mut leaves);
        leaves.out
    }

    fn use_tree(
        &mut self,
        tree: &syn::UseTree,
        prefix: &mut SmallVec<[Segment; 8]>,
        leaves: &mut Leaves<'_>,
    ) {
        let segment = |name| Segment {
            name,
            args: List::EMPTY,
            bindings: List::EMPTY,
        };
        match tree {
            syn::UseTree::Path(it) => {
                prefix.push(segment(self.ident(&it.ident)));
                self.use_tree(&it.tree, prefix, leaves);
                prefix.pop();
            }
            syn::UseTree::Group(it) => {
                for tree in &it.items {
                    self.use_tree(tree, prefix, leaves);
                }
            }
            syn::UseTree::Glob(_) => self.leaf(prefix, Span::default(), true, leaves),
            syn::UseTree::Name(it) if it.ident == "self" => {
                let name = prefix
                    .last()
                    .map_or(Span::default(), |segment| segment.name);
                self.leaf(prefix, name, false, leaves);
            }
            syn::UseTree::Rename(it) if it.ident == "self" => {
                let alias = self.alias(&it.rename);
                self.leaf(prefix, alias, false, leaves);
            }
            syn::UseTree::Name(it) => {
                let name = self.ident(&it.ident);
                prefix.push(segment(name));
                self.leaf(prefix, name, false, leaves);
                prefix.pop();
            }
            syn::UseTree::Rename(it) => {
                prefix.push(segment(self.ident(&it.ident)));
                let alias = self.alias(&it.rename);
                self.leaf(prefix, alias, false, leaves);
                prefix.pop();
            }
        }
    }

    fn alias(&self, rename: &syn::Ident) -> Span {
        if rename == "_" {
            Span::default()
        } else {
            self.ident(rename)
        }
    }

    fn leaf(&mut self, path: &[Segment], name: Span, glob: bool, leaves: &mut Leaves<'_>) {
        let span = path
            .iter()
            .map(|segment| segment.name)
            .reduce(Span::to)
            .unwrap_or_default();
        let segments = self.list_segments(path.iter().copied());
        let path = push(
            &mut self.tree.paths,
            Path {
                global: leaves.global,
                qself: None,
                segments,
                span,
            },
        );
        let open = self.open_unnamed(leaves.attrs, leaves.vis, name, leaves.keyword);
        let ids = self.close(open, ItemKind::Use(Use { path, name, glob }), leaves.end);
        leaves.out.extend(ids);
    }

    /// The items inside an item macro that wraps them as they are (`cfg_rt! { … }`, `cfg_if! { … }`).
    fn macro_items(&mut self, mac: &syn::Macro) -> SmallVec<[ItemId; 16]> {
        if !matches!(mac.delimiter, syn::MacroDelimiter::Brace(_)) {
            return SmallVec::new();
        }
        let files = if mac
            .path
            .segments
            .last()
            .is_some_and(|segment| segment.ident == "cfg_if")
        {
            let groups = mac
                .tokens
                .clone()
                .into_iter()
                .filter_map(|token| match token {
                    proc_macro2::TokenTree::Group(group)
                        if group.delimiter() == proc_macro2::Delimiter::Brace =>
                    {
                        Some(group.stream())
                    }
                    _ => None,
                });
            groups
                .filter_map(|tokens| syn::parse2::<syn::File>(tokens).ok())
                .collect()
        } else {
            SmallVec::<[syn::File; 2]>::from_iter(syn::parse2(mac.tokens.clone()).ok())
        };
        let mut ids = SmallVec::new();
        for item in files.iter().flat_map(|file| &file.items) {
            ids.extend(self.item(item));
        }
        ids
    }

    /// The span of any syntax node. Costs a walk over its tokens: for rare nodes only.
    pub(super) fn node_span(&self, node: &impl syn::spanned::Spanned) -> Span {
        self.span(node.span())
    }
}

/// The first token of a signature: `fn`, or one of the words before it.
fn first_token(sig: &syn::Signature) -> proc_macro2::Span {
    let safety = match &sig.safety {
        syn::Safety::Safe(token) => Some(token.span),
        syn::Safety::Unsafe(token) => Some(token.span),
        syn::Safety::Default => None,
    };
    let constness = sig.constness.as_ref().map(|token| token.span);
    let asyncness = sig.asyncness.as_ref().map(|token| token.span);
    let abi = sig.abi.as_ref().map(|abi| abi.extern_token.span);
    constness
        .or(asyncness)
        .or(safety)
        .or(abi)
        .unwrap_or(sig.fn_token.span)
}

/// What all leaves of one `use` share.
struct Leaves<'a> {
    attrs: &'a [syn::Attribute],
    vis: &'a syn::Visibility,
    keyword: proc_macro2::Span,
    end: u32,
    global: bool,
    out: ItemIds,
}

#[cfg(test)]
mod tests {
    use crate::tree::{Expr, ItemKind};
    use crate::{Bodies, parse};

    #[test]
    fn what_is_unsafe_and_what_is_a_static_mut_is_known() {
        let text = "unsafe impl Send for A {}\nimpl B {}\nstatic mut C: u8 = 0;\nstatic D: u8 = 0;\n\
                    pub const unsafe fn e() { unsafe { f() }; { g() } }\nfn h() {}\n";
        let parsed = parse(text, Bodies::Keep).unwrap();
        let tree = &parsed.tree;
        let items: Vec<_> = tree
            .items()
            .filter(|(_, item)| match item.kind {
                ItemKind::Impl(id) => tree[id].is_unsafe,
                ItemKind::Const { is_mut, .. } => is_mut,
                ItemKind::Fn(id) => tree[id].is_unsafe,
                _ => false,
            })
            .map(|(_, item)| text[item.span.range()].split(' ').nth(2))
            .collect();
        assert_eq!(items, [Some("Send"), Some("C:"), Some("unsafe")]);
        let blocks: Vec<_> = tree
            .exprs()
            .filter(|id| matches!(tree[*id], Expr::Block(block) if block.is_unsafe))
            .map(|id| &text[tree.expr_span(id).range()])
            .collect();
        assert_eq!(blocks, ["unsafe { f() }"]);
    }
}
