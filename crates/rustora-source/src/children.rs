//! What each expression consists of.

use crate::tree::{Block, Expr, ExprId, Id, MacroBody, Pat, PatId, Stmt, Tree};

impl Tree {
    /// Calls `visit` with each expression directly inside `id`, in the order of the text. Items inside a
    /// block are not part of it.
    pub fn for_each_child(&self, id: ExprId, mut visit: impl FnMut(ExprId)) {
        self.children(id, &mut visit);
    }

    fn children(&self, id: ExprId, visit: &mut dyn FnMut(ExprId)) {
        match self[id] {
            Expr::Path(_) | Expr::Literal(_) | Expr::Continue | Expr::Unknown => {}
            Expr::Call { callee, args } => {
                visit(callee);
                self[args].iter().copied().for_each(visit);
            }
            Expr::MethodCall { receiver, args, .. } => {
                visit(receiver);
                self[args].iter().copied().for_each(visit);
            }
            Expr::Field { base: inner, .. }
            | Expr::Await(inner)
            | Expr::Try(inner)
            | Expr::Borrow { expr: inner, .. }
            | Expr::Deref(inner)
            | Expr::Unary(inner)
            | Expr::Closure { body: inner, .. }
            | Expr::Async(inner)
            | Expr::Let { value: inner, .. }
            | Expr::Loop(inner)
            | Expr::Repeat(inner)
            | Expr::Cast { expr: inner, .. } => visit(inner),
            Expr::Binary {
                left: a, right: b, ..
            }
            | Expr::Assign {
                target: a,
                value: b,
                ..
            }
            | Expr::While { cond: a, body: b }
            | Expr::For {
                iter: a, body: b, ..
            }
            | Expr::Index { base: a, index: b } => {
                visit(a);
                visit(b);
            }
            Expr::Block(block) => self.block_children(block, visit),
            Expr::If {
                cond,
                then,
                otherwise,
            } => {
                visit(cond);
                visit(then);
                otherwise.into_iter().for_each(visit);
            }
            Expr::Match { scrutinee, arms } => {
                visit(scrutinee);
                for arm in &self[arms] {
                    self.pattern_children(arm.pat, visit);
                    visit(arm.body);
                }
            }
            Expr::Return(value) | Expr::Break(value) => value.into_iter().for_each(visit),
            Expr::Struct { fields, rest, .. } => {
                self[fields].iter().for_each(|field| visit(field.value));
                rest.into_iter().for_each(visit);
            }
            Expr::Tuple(list) | Expr::Array(list) => self[list].iter().copied().for_each(visit),
            Expr::Range(start, end) => [start, end].into_iter().flatten().for_each(visit),
            Expr::Macro(call) => match self[call].body {
                MacroBody::Args(list) => self[list].iter().copied().for_each(visit),
                MacroBody::Select {
                    arms, otherwise, ..
                } => {
                    for arm in &self[arms] {
                        visit(arm.future);
                        arm.guard.into_iter().for_each(&mut *visit);
                        visit(arm.body);
                    }
                    otherwise.into_iter().for_each(visit);
                }
                MacroBody::Items(_) | MacroBody::Opaque => {}
            },
        }
    }

    fn block_children(&self, block: Block, visit: &mut dyn FnMut(ExprId)) {
        for stmt in &self[block.stmts] {
            match *stmt {
                Stmt::Let {
                    init, otherwise, ..
                } => [init, otherwise]
                    .into_iter()
                    .flatten()
                    .for_each(&mut *visit),
                Stmt::Expr(expr) => visit(expr),
                Stmt::Item(_) => {}
            }
        }
        block.tail.into_iter().for_each(visit);
    }

    /// A match arm's guard is the one expression that a pattern holds.
    fn pattern_children(&self, pat: PatId, visit: &mut dyn FnMut(ExprId)) {
        if let Pat::Guard { cond, .. } = self[pat] {
            visit(cond);
        }
    }

    /// Notes each expression's parent.
    pub(crate) fn link(&mut self) {
        let mut parents: Vec<ExprId> = (0..self.expr_count()).map(Id::new).collect();
        for id in (0..self.expr_count()).map(Id::new) {
            self.children(id, &mut |child| parents[child.index()] = id);
        }
        self.parents = parents;
    }
}
