//! Expressions, statements and blocks.

use smallvec::SmallVec;

use super::{Lower, push};
use crate::Span;
use crate::tree::{Arm, BinaryOp, Block, Expr, ExprId, FieldInit, List, Literal, MacroCall, Stmt};

impl Lower<'_> {
    pub(super) fn push_expr(&mut self, expr: Expr, span: Span) -> ExprId {
        self.tree.expr_spans.push(span);
        push(&mut self.tree.exprs, expr)
    }

    pub(super) fn exprs<'a>(&mut self, exprs: impl Iterator<Item = &'a syn::Expr>) -> List<ExprId> {
        let ids: SmallVec<[ExprId; 8]> = exprs.map(|expr| self.expr(expr)).collect();
        self.list_exprs(ids)
    }

    fn maybe(&mut self, expr: Option<&syn::Expr>) -> Option<ExprId> {
        expr.map(|expr| self.expr(expr))
    }

    fn of(&self, id: ExprId) -> Span {
        self.tree.expr_span(id)
    }

    #[expect(
        clippy::too_many_lines,
        reason = "one arm for each kind of expression, none longer than ten lines"
    )]
    pub(super) fn expr(&mut self, expr: &syn::Expr) -> ExprId {
        match expr {
            syn::Expr::Path(it) => {
                let path = self.path(&it.path, it.qself.as_ref());
                let span = self.tree[path].span;
                self.push_expr(Expr::Path(path), span)
            }
            syn::Expr::Lit(it) => {
                let (kind, span) = self.literal(&it.lit);
                self.push_expr(Expr::Literal(kind), span)
            }
            syn::Expr::Call(it) => {
                let callee = self.expr(&it.func);
                let args = self.exprs(it.args.iter());
                let span = self.until(callee, it.paren_token.span.close());
                self.push_expr(Expr::Call { callee, args }, span)
            }
            syn::Expr::MethodCall(it) => {
                let receiver = self.expr(&it.receiver);
                let name = self.ident(&it.method);
                let turbofish = self.turbofish(it.turbofish.as_ref());
                let args = self.exprs(it.args.iter());
                let span = self.until(receiver, it.paren_token.span.close());
                self.push_expr(
                    Expr::MethodCall {
                        receiver,
                        name,
                        turbofish,
                        args,
                    },
                    span,
                )
            }
            syn::Expr::Field(it) => {
                let base = self.expr(&it.base);
                let name = self.member(&it.member);
                let span = self.of(base).to(name);
                self.push_expr(Expr::Field { base, name }, span)
            }
            syn::Expr::Await(it) => {
                let base = self.expr(&it.base);
                let span = self.until(base, it.await_token.span);
                self.push_expr(Expr::Await(base), span)
            }
            syn::Expr::Try(it) => {
                let base = self.expr(&it.expr);
                let span = self.until(base, it.question_token.span);
                self.push_expr(Expr::Try(base), span)
            }
            syn::Expr::Reference(it) => {
                let inner = self.expr(&it.expr);
                let span = self.since(it.and_token.span, inner);
                self.push_expr(
                    Expr::Borrow {
                        mutable: it.mutability.is_some(),
                        expr: inner,
                    },
                    span,
                )
            }
            syn::Expr::RawAddr(it) => {
                let inner = self.expr(&it.expr);
                let span = self.since(it.and_token.span, inner);
                let mutable = matches!(it.mutability, syn::PointerMutability::Mut(_));
                self.push_expr(
                    Expr::Borrow {
                        mutable,
                        expr: inner,
                    },
                    span,
                )
            }
            syn::Expr::Unary(it) => {
                let inner = self.expr(&it.expr);
                let (token, kind) = match &it.op {
                    syn::UnOp::Deref(token) => (token.span, Expr::Deref(inner)),
                    syn::UnOp::Not(token) => (token.span, Expr::Unary(inner)),
                    syn::UnOp::Neg(token) => (token.span, Expr::Unary(inner)),
                    _ => return inner,
                };
                let span = self.since(token, inner);
                self.push_expr(kind, span)
            }
            syn::Expr::Binary(it) => {
                let left = self.expr(&it.left);
                let right = self.expr(&it.right);
                let span = self.of(left).to(self.of(right));
                let expr = match binary_op(&it.op) {
                    (op, true) => Expr::Assign {
                        op: Some(op),
                        target: left,
                        value: right,
                    },
                    (op, false) => Expr::Binary { op, left, right },
                };
                self.push_expr(expr, span)
            }
            syn::Expr::Assign(it) => {
                let target = self.expr(&it.left);
                let value = self.expr(&it.right);
                let span = self.of(target).to(self.of(value));
                self.push_expr(
                    Expr::Assign {
                        op: None,
                        target,
                        value,
                    },
                    span,
                )
            }
            syn::Expr::Closure(it) => {
                let params: SmallVec<[_; 4]> = it.inputs.iter().map(|pat| self.pat(pat)).collect();
                let params = self.list_pats(params);
                let output = self.output(&it.output);
                let body = self.expr(&it.body);
                let first = it.asyncness.as_ref().map(|token| token.span);
                let first = first.or_else(|| it.capture.as_ref().map(|token| token.span));
                let span = self.since(first.unwrap_or(it.inputs_begin.span), body);
                self.push_expr(
                    Expr::Closure {
                        is_async: it.asyncness.is_some(),
                        params,
                        output,
                        body,
                    },
                    span,
                )
            }
            syn::Expr::Async(it) => {
                let body = self.block_expr(&it.block, None);
                let span = self.since(it.async_token.span, body);
                self.push_expr(Expr::Async(body), span)
            }
            syn::Expr::Block(it) => self.block_expr(
                &it.block,
                it.label.as_ref().map(|label| label.name.apostrophe),
            ),
            syn::Expr::Unsafe(it) => {
                let id = self.block_expr(&it.block, Some(it.unsafe_token.span));
                if let Expr::Block(block) = &mut self.tree.exprs[id.index()] {
                    block.is_unsafe = true;
                }
                id
            }
            syn::Expr::Const(it) => self.block_expr(&it.block, Some(it.const_token.span)),
            syn::Expr::If(it) => {
                let cond = self.expr(&it.cond);
                let then = self.block_expr(&it.then_branch, None);
                let otherwise =
                    self.maybe(it.else_branch.as_ref().map(|(_, otherwise)| &**otherwise));
                let span = self.since(it.if_token.span, otherwise.unwrap_or(then));
                self.push_expr(
                    Expr::If {
                        cond,
                        then,
                        otherwise,
                    },
                    span,
                )
            }
            syn::Expr::Let(it) => {
                let pat = self.pat(&it.pat);
                let value = self.expr(&it.expr);
                let span = self.since(it.let_token.span, value);
                self.push_expr(Expr::Let { pat, value }, span)
            }
            syn::Expr::Match(it) => {
                let scrutinee = self.expr(&it.expr);
                let mut arms = SmallVec::<[Arm; 8]>::new();
                for arm in &it.arms {
                    arms.push(Arm {
                        pat: self.pat(&arm.pat),
                        body: self.expr(&arm.body),
                    });
                }
                let arms = self.list_arms(arms);
                let span = Span::new(
                    self.start(it.match_token.span),
                    self.end(it.brace_token.span.close()),
                );
                self.push_expr(Expr::Match { scrutinee, arms }, span)
            }
            syn::Expr::Loop(it) => {
                let body = self.block_expr(&it.body, None);
                let span = self.since(it.loop_token.span, body);
                self.push_expr(Expr::Loop(body), span)
            }
            syn::Expr::While(it) => {
                let cond = self.expr(&it.cond);
                let body = self.block_expr(&it.body, None);
                let span = self.since(it.while_token.span, body);
                self.push_expr(Expr::While { cond, body }, span)
            }
            syn::Expr::ForLoop(it) => {
                let pat = self.pat(&it.pat);
                let iter = self.expr(&it.expr);
                let body = self.block_expr(&it.body, None);
                let span = self.since(it.for_token.span, body);
                self.push_expr(Expr::For { pat, iter, body }, span)
            }
            syn::Expr::Return(it) => {
                let value = self.maybe(it.expr.as_deref());
                let span = self.keyword(it.return_token.span, value);
                self.push_expr(Expr::Return(value), span)
            }
            syn::Expr::Break(it) => {
                let value = self.maybe(it.expr.as_deref());
                let span = self.keyword(it.break_token.span, value);
                self.push_expr(Expr::Break(value), span)
            }
            syn::Expr::Continue(it) => {
                let span = self.span(it.continue_token.span);
                self.push_expr(Expr::Continue, span)
            }
            syn::Expr::Struct(it) => {
                let path = self.path(&it.path, it.qself.as_ref());
                let mut fields = SmallVec::<[FieldInit; 8]>::new();
                for field in &it.fields {
                    fields.push(FieldInit {
                        name: self.member(&field.member),
                        value: self.expr(&field.expr),
                    });
                }
                let fields = self.list_field_inits(fields);
                let rest = self.maybe(it.rest.as_deref());
                let span = self.tree[path]
                    .span
                    .to(self.span(it.brace_token.span.close()));
                self.push_expr(Expr::Struct { path, fields, rest }, span)
            }
            syn::Expr::Tuple(it) => {
                let elems = self.exprs(it.elems.iter());
                let span = self.span(it.paren_token.span.join());
                self.push_expr(Expr::Tuple(elems), span)
            }
            syn::Expr::Array(it) => {
                let elems = self.exprs(it.elems.iter());
                let span = self.span(it.bracket_token.span.join());
                self.push_expr(Expr::Array(elems), span)
            }
            syn::Expr::Repeat(it) => {
                let elem = self.expr(&it.expr);
                let span = self.span(it.bracket_token.span.join());
                self.push_expr(Expr::Repeat(elem), span)
            }
            syn::Expr::Index(it) => {
                let base = self.expr(&it.expr);
                let index = self.expr(&it.index);
                let span = self.until(base, it.bracket_token.span.close());
                self.push_expr(Expr::Index { base, index }, span)
            }
            syn::Expr::Cast(it) => {
                let inner = self.expr(&it.expr);
                let ty = self.ty(&it.ty);
                let span = self.of(inner).to(self.tree.type_span(ty));
                self.push_expr(Expr::Cast { expr: inner, ty }, span)
            }
            syn::Expr::Range(it) => {
                let start = self.maybe(it.start.as_deref());
                let end = self.maybe(it.end.as_deref());
                let dots = match &it.limits {
                    syn::RangeLimits::HalfOpen(token) => self.span(token.spans[0]),
                    syn::RangeLimits::Closed(token) => self.span(token.spans[0]),
                };
                let span = [start, end]
                    .into_iter()
                    .flatten()
                    .fold(dots, |span, id| span.to(self.of(id)));
                self.push_expr(Expr::Range(start, end), span)
            }
            // The parentheses belong to the text of the expression, so that an edit around it keeps them.
            syn::Expr::Paren(it) => {
                let inner = self.expr(&it.expr);
                self.tree.expr_spans[inner.index()] = self.span(it.paren_token.span.join());
                inner
            }
            syn::Expr::Group(it) => self.expr(&it.expr),
            syn::Expr::Macro(it) => self.macro_expr(&it.mac),
            other => {
                let span = self.node_span(other);
                self.push_expr(Expr::Unknown, span)
            }
        }
    }

    /// From the start of `first` to the end of a token.
    fn until(&self, first: ExprId, last: proc_macro2::Span) -> Span {
        Span::new(self.of(first).start, self.end(last))
    }

    /// From the start of a token to the end of `last`.
    fn since(&self, first: proc_macro2::Span, last: ExprId) -> Span {
        Span::new(self.start(first), self.of(last).end)
    }

    fn keyword(&self, token: proc_macro2::Span, value: Option<ExprId>) -> Span {
        value.map_or_else(|| self.span(token), |value| self.since(token, value))
    }

    fn literal(&self, lit: &syn::Lit) -> (Literal, Span) {
        let kind = match lit {
            syn::Lit::Str(_) => Literal::Str,
            syn::Lit::Int(_) => Literal::Int,
            syn::Lit::Float(_) => Literal::Float,
            syn::Lit::Bool(_) => Literal::Bool,
            _ => Literal::Other,
        };
        (kind, self.span(lit.span()))
    }

    /// A block; `first` is the token before its brace that belongs to it.
    pub(super) fn block_expr(
        &mut self,
        block: &syn::Block,
        first: Option<proc_macro2::Span>,
    ) -> ExprId {
        let start = self.start(first.unwrap_or_else(|| block.brace_token.span.open()));
        let end = self.end(block.brace_token.span.close());
        let lowered = self.block(&block.stmts);
        self.push_expr(Expr::Block(lowered), Span::new(start, end))
    }

    fn block(&mut self, block: &[syn::Stmt]) -> Block {
        let mut stmts = SmallVec::<[Stmt; 16]>::new();
        let mut tail = None;
        for (index, stmt) in block.iter().enumerate() {
            let last = index + 1 == block.len();
            match stmt {
                syn::Stmt::Local(it) => {
                    let init = it.init.as_ref().map(|init| self.expr(&init.expr));
                    let diverge = it.init.as_ref().and_then(|init| init.diverge.as_ref());
                    let otherwise = diverge.map(|(_, block)| self.expr(block));
                    // After the value: a name is not in scope in what it is bound to.
                    let pat = self.pat(&it.pat);
                    let span =
                        Span::new(self.start(it.let_token.span), self.end(it.semi_token.span));
                    stmts.push(Stmt::Let {
                        pat,
                        init,
                        otherwise,
                        span,
                    });
                }
                syn::Stmt::Item(it) => stmts.extend(self.item(it).into_iter().map(Stmt::Item)),
                syn::Stmt::Expr(it, None) if last => tail = Some(self.expr(it)),
                syn::Stmt::Expr(it, _) => stmts.push(Stmt::Expr(self.expr(it))),
                syn::Stmt::Macro(it) if last && it.semi_token.is_none() => {
                    tail = Some(self.macro_expr(&it.mac));
                }
                syn::Stmt::Macro(it) => stmts.push(Stmt::Expr(self.macro_expr(&it.mac))),
            }
        }
        Block {
            stmts: self.list_stmts(stmts),
            tail,
            is_unsafe: false,
        }
    }

    fn macro_expr(&mut self, mac: &syn::Macro) -> ExprId {
        let path = self.path(&mac.path, None);
        let span = Span::new(
            self.tree[path].span.start,
            self.end(mac.delimiter.span().close()),
        );
        let body = self.macro_body(mac);
        let call = push(&mut self.tree.macros, MacroCall { path, span, body });
        self.push_expr(Expr::Macro(call), span)
    }
}

/// The operator, and whether it assigns.
fn binary_op(op: &syn::BinOp) -> (BinaryOp, bool) {
    use syn::BinOp as B;
    match op {
        B::Add(_) => (BinaryOp::Add, false),
        B::AddAssign(_) => (BinaryOp::Add, true),
        B::And(_) | B::Or(_) => (BinaryOp::Logic, false),
        B::Eq(_) | B::Ne(_) => (BinaryOp::Equality, false),
        B::Lt(_) | B::Le(_) | B::Gt(_) | B::Ge(_) => (BinaryOp::Order, false),
        B::SubAssign(_)
        | B::MulAssign(_)
        | B::DivAssign(_)
        | B::RemAssign(_)
        | B::BitXorAssign(_)
        | B::BitAndAssign(_)
        | B::BitOrAssign(_)
        | B::ShlAssign(_)
        | B::ShrAssign(_) => (BinaryOp::Arithmetic, true),
        _ => (BinaryOp::Arithmetic, false),
    }
}
