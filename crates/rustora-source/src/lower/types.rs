//! Types, paths, generics and patterns.

use smallvec::SmallVec;
use syn::spanned::Spanned as _;

use super::{Lower, push};
use crate::Span;
use crate::tree::{
    Binding, FieldPat, Generics, List, Pat, PatId, Path, PathId, Predicate, Segment, Type, TypeId,
    TypeParam,
};

impl Lower<'_> {
    fn push_type(&mut self, ty: Type, span: Span) -> TypeId {
        self.tree.type_spans.push(span);
        push(&mut self.tree.types, ty)
    }

    fn types<'a>(&mut self, types: impl Iterator<Item = &'a syn::Type>) -> List<TypeId> {
        let ids: SmallVec<[TypeId; 4]> = types.map(|ty| self.ty(ty)).collect();
        self.list_types(ids)
    }

    pub(super) fn ty(&mut self, ty: &syn::Type) -> TypeId {
        match ty {
            syn::Type::Path(it) => {
                let path = self.path(&it.path, it.qself.as_ref());
                let span = self.tree[path].span;
                self.push_type(Type::Path(path), span)
            }
            syn::Type::Reference(it) => {
                let start = self.start(it.and_token.span);
                let inner = self.ty(&it.elem);
                let span = Span::new(start, self.tree.type_span(inner).end);
                self.push_type(
                    Type::Ref {
                        mutable: it.mutability.is_some(),
                        inner,
                    },
                    span,
                )
            }
            syn::Type::Ptr(it) => {
                let start = self.start(it.star_token.span);
                let inner = self.ty(&it.elem);
                let span = Span::new(start, self.tree.type_span(inner).end);
                self.push_type(Type::Pointer(inner), span)
            }
            syn::Type::Tuple(it) => {
                let span = self.span(it.paren_token.span.join());
                let elems = self.types(it.elems.iter());
                self.push_type(Type::Tuple(elems), span)
            }
            syn::Type::Slice(it) => {
                let span = self.span(it.bracket_token.span.join());
                let elem = self.ty(&it.elem);
                self.push_type(Type::Slice(elem), span)
            }
            syn::Type::Array(it) => {
                let span = self.span(it.bracket_token.span.join());
                let elem = self.ty(&it.elem);
                self.push_type(Type::Array(elem), span)
            }
            syn::Type::Paren(it) => self.ty(&it.elem),
            syn::Type::Group(it) => self.ty(&it.elem),
            syn::Type::ImplTrait(it) => {
                let start = self.start(it.impl_token.span);
                let bounds = self.bounds(&it.bounds);
                let span = self.bounds_span(start, bounds);
                self.push_type(Type::Impl(bounds), span)
            }
            syn::Type::TraitObject(it) => {
                let bounds = self.bounds(&it.bounds);
                let first = self.tree[bounds]
                    .first()
                    .map_or(0, |path| self.tree[*path].span.start);
                let start = it
                    .dyn_token
                    .as_ref()
                    .map_or(first, |token| self.start(token.span));
                let span = self.bounds_span(start, bounds);
                self.push_type(Type::Dyn(bounds), span)
            }
            syn::Type::FnPtr(it) => {
                let start = self.start(it.fn_token.span);
                let end = self.end(it.paren_token.span.close());
                let params = self.types(it.inputs.iter().map(|arg| &arg.ty));
                let output = self.output(&it.output);
                self.push_type(Type::Fn { params, output }, Span::new(start, end))
            }
            syn::Type::Never(it) => {
                let span = self.span(it.bang_token.span);
                self.push_type(Type::Never, span)
            }
            syn::Type::Infer(it) => {
                let span = self.span(it.underscore_token.span);
                self.push_type(Type::Infer, span)
            }
            other => {
                let span = self.span(other.span());
                self.push_type(Type::Unknown, span)
            }
        }
    }

    fn bounds_span(&self, start: u32, bounds: List<PathId>) -> Span {
        Span::new(
            start,
            self.tree[bounds]
                .last()
                .map_or(start, |path| self.tree[*path].span.end),
        )
    }

    pub(super) fn output(&mut self, output: &syn::ReturnType) -> Option<TypeId> {
        match output {
            syn::ReturnType::Default => None,
            syn::ReturnType::Type(_, ty) => Some(self.ty(ty)),
        }
    }

    pub(super) fn bounds(
        &mut self,
        bounds: &syn::punctuated::Punctuated<syn::TypeParamBound, syn::Token![+]>,
    ) -> List<PathId> {
        let ids: SmallVec<[PathId; 4]> = bounds
            .iter()
            .filter_map(|bound| match bound {
                syn::TypeParamBound::Trait(it) if it.maybe.is_none() => {
                    Some(self.path(&it.path, None))
                }
                _ => None,
            })
            .collect();
        self.list_paths(ids)
    }

    pub(super) fn generics(&mut self, generics: &syn::Generics) -> Generics {
        let mut params = SmallVec::<[TypeParam; 4]>::new();
        for param in generics.type_params() {
            params.push(TypeParam {
                name: self.ident(&param.ident),
                bounds: self.bounds(&param.bounds),
                default: param.default.as_ref().map(|(_, ty)| self.ty(ty)),
            });
        }
        let params = self.list_type_params(params);
        let mut predicates = SmallVec::<[Predicate; 4]>::new();
        for predicate in generics
            .where_clause
            .iter()
            .flat_map(|clause| &clause.predicates)
        {
            if let syn::WherePredicate::Type(it) = predicate {
                predicates.push(Predicate {
                    ty: self.ty(&it.bounded_ty),
                    bounds: self.bounds(&it.bounds),
                });
            }
        }
        Generics {
            params,
            predicates: self.list_predicates(predicates),
        }
    }

    pub(super) fn path(&mut self, path: &syn::Path, qself: Option<&syn::QSelf>) -> PathId {
        let mut span: Option<Span> = path
            .leading_colon
            .as_ref()
            .map(|colon| self.span(colon.spans[0]));
        let mut segments = SmallVec::<[Segment; 4]>::new();
        for segment in &path.segments {
            let (segment, whole) = self.segment(segment);
            segments.push(segment);
            span = Some(span.map_or(whole, |span| span.to(whole)));
        }
        let mut span = span.unwrap_or_default();
        let segments = self.list_segments(segments);
        let qself = qself.map(|it| {
            span = span
                .to(self.span(it.lt_token.span))
                .to(self.span(it.gt_token.span));
            self.ty(&it.ty)
        });
        push(
            &mut self.tree.paths,
            Path {
                global: path.leading_colon.is_some(),
                qself,
                segments,
                span,
            },
        )
    }

    fn segment(&mut self, segment: &syn::PathSegment) -> (Segment, Span) {
        let name = self.ident(&segment.ident);
        let plain = Segment {
            name,
            args: List::EMPTY,
            bindings: List::EMPTY,
        };
        match &segment.arguments {
            syn::PathArguments::None => (plain, name),
            syn::PathArguments::AngleBracketed(it) => {
                let (args, bindings) = self.generic_args(it);
                (
                    Segment {
                        name,
                        args,
                        bindings,
                    },
                    Span::new(name.start, self.end(it.gt_token.span)),
                )
            }
            syn::PathArguments::Parenthesized(it) => {
                let args = self.types(it.inputs.iter().map(|arg| &arg.ty));
                let output = self.output(&it.output).map(|ty| Binding {
                    name: Span::default(),
                    ty,
                });
                let bindings = self.list_bindings(output);
                (
                    Segment {
                        name,
                        args,
                        bindings,
                    },
                    Span::new(name.start, self.end(it.paren_token.span.close())),
                )
            }
        }
    }

    fn generic_args(
        &mut self,
        args: &syn::AngleBracketedGenericArguments,
    ) -> (List<TypeId>, List<Binding>) {
        let mut types = SmallVec::<[TypeId; 4]>::new();
        let mut bindings = SmallVec::<[Binding; 2]>::new();
        for arg in &args.args {
            match arg {
                syn::GenericArgument::Type(ty) => types.push(self.ty(ty)),
                syn::GenericArgument::AssocType(it) => {
                    bindings.push(Binding {
                        name: self.ident(&it.ident),
                        ty: self.ty(&it.ty),
                    });
                }
                _ => {}
            }
        }
        (self.list_types(types), self.list_bindings(bindings))
    }

    pub(super) fn turbofish(
        &mut self,
        args: Option<&syn::AngleBracketedGenericArguments>,
    ) -> List<TypeId> {
        args.map_or(List::EMPTY, |args| self.generic_args(args).0)
    }

    pub(super) fn push_pat(&mut self, pat: Pat, span: Span) -> PatId {
        self.tree.pat_spans.push(span);
        push(&mut self.tree.pats, pat)
    }

    fn pats<'a>(&mut self, pats: impl Iterator<Item = &'a syn::Pat>) -> List<PatId> {
        let ids: SmallVec<[PatId; 4]> = pats.map(|pat| self.pat(pat)).collect();
        self.list_pats(ids)
    }

    pub(super) fn pat(&mut self, pat: &syn::Pat) -> PatId {
        match pat {
            syn::Pat::Ident(it) => {
                let name = self.ident(&it.ident);
                let sub = it.subpat.as_ref().map(|(_, sub)| self.pat(sub));
                let end = sub.map_or(name.end, |sub| self.tree.pat_span(sub).end);
                let pat = Pat::Name {
                    name,
                    by_ref: it.by_ref.is_some(),
                    sub,
                };
                self.push_pat(pat, Span::new(name.start, end))
            }
            syn::Pat::Path(it) => {
                let path = self.path(&it.path, it.qself.as_ref());
                let span = self.tree[path].span;
                self.push_pat(Pat::Path(path), span)
            }
            syn::Pat::TupleStruct(it) => {
                let path = self.path(&it.path, it.qself.as_ref());
                let span = self.tree[path]
                    .span
                    .to(self.span(it.paren_token.span.close()));
                let elems = self.pats(it.elems.iter());
                self.push_pat(Pat::TupleStruct { path, elems }, span)
            }
            syn::Pat::Struct(it) => {
                let path = self.path(&it.path, it.qself.as_ref());
                let span = self.tree[path]
                    .span
                    .to(self.span(it.brace_token.span.close()));
                let mut fields = SmallVec::<[FieldPat; 4]>::new();
                for field in &it.fields {
                    fields.push(FieldPat {
                        name: self.member(&field.member),
                        pat: self.pat(&field.pat),
                    });
                }
                let fields = self.list_field_pats(fields);
                self.push_pat(Pat::Struct { path, fields }, span)
            }
            syn::Pat::Tuple(it) => {
                let span = self.span(it.paren_token.span.join());
                let elems = self.pats(it.elems.iter());
                self.push_pat(Pat::Tuple(elems), span)
            }
            syn::Pat::Slice(it) => {
                let span = self.span(it.bracket_token.span.join());
                let elems = self.pats(it.elems.iter());
                self.push_pat(Pat::Slice(elems), span)
            }
            syn::Pat::Reference(it) => {
                let start = self.start(it.and_token.span);
                let inner = self.pat(&it.pat);
                let span = Span::new(start, self.tree.pat_span(inner).end);
                self.push_pat(Pat::Ref(inner), span)
            }
            syn::Pat::Or(it) => {
                let cases = self.pats(it.cases.iter());
                let spans = self.tree[cases]
                    .iter()
                    .map(|case| self.tree.pat_span(*case));
                let span = spans.reduce(Span::to).unwrap_or_default();
                self.push_pat(Pat::Or(cases), span)
            }
            syn::Pat::Type(it) => {
                let pat = self.pat(&it.pat);
                let ty = self.ty(&it.ty);
                let span = self.tree.pat_span(pat).to(self.tree.type_span(ty));
                self.push_pat(Pat::Typed { pat, ty }, span)
            }
            syn::Pat::Guard(it) => {
                let pat = self.pat(&it.pat);
                let cond = self.expr(&it.guard);
                let span = self.tree.pat_span(pat).to(self.tree.expr_span(cond));
                self.push_pat(Pat::Guard { pat, cond }, span)
            }
            syn::Pat::Paren(it) => self.pat(&it.pat),
            syn::Pat::Wild(it) => {
                let span = self.span(it.underscore_token.span);
                self.push_pat(Pat::Wild, span)
            }
            syn::Pat::Rest(it) => {
                let span = self.span(it.dot2_token.spans[0]);
                self.push_pat(Pat::Rest, span)
            }
            syn::Pat::Lit(it) => {
                let span = self.span(it.lit.span());
                self.push_pat(Pat::Literal, span)
            }
            syn::Pat::Range(it) => {
                let span = self.span(it.limits.span());
                self.push_pat(Pat::Literal, span)
            }
            other => {
                let span = self.span(other.span());
                self.push_pat(Pat::Unknown, span)
            }
        }
    }

    pub(super) fn member(&self, member: &syn::Member) -> Span {
        match member {
            syn::Member::Named(ident) => self.ident(ident),
            syn::Member::Unnamed(index) => self.span(index.span),
        }
    }
}
