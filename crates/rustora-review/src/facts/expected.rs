//! What the place around an expression says about its type: an annotation, or what the function returns.
//!
//! Inference goes forward only, so a value that gets its type from where it goes has none. Whoever has to know asks
//! here.

use rustora_source::tree::{Block, Expr, ExprId, Pat, Stmt, TypeId};

use super::body::Body;
use super::ty::{Env, Ty};

impl Body<'_> {
    /// The type that is written for what an expression gives, in this file.
    pub(crate) fn expected(&self, expr: ExprId) -> Option<TypeId> {
        let tree = self.tree();
        let output = || tree.function(self.owner.item)?.output;
        let mut value = expr;
        loop {
            let Some(outer) = tree.parent(value) else {
                return output();
            };
            match tree[outer] {
                Expr::Block(block) if block.tail == Some(value) => {}
                Expr::Block(block) => return self.annotated(block, value),
                Expr::If { cond, .. } if cond != value => {}
                Expr::Match { scrutinee, .. } if scrutinee != value => {}
                Expr::Return(_) => return output(),
                _ => return None,
            }
            value = outer;
        }
    }

    /// The type of an expression, or else the one that is expected of it.
    pub(crate) fn ty_or_expected(&self, expr: ExprId) -> Ty {
        match self.ty(expr) {
            Ty::Unknown => self.expected(expr).map_or(Ty::Unknown, |written| {
                let mut env = Env::new(self.module);
                if let Some(function) = self.tree().function(self.owner.item) {
                    self.program.params(&mut env, &function.generics);
                }
                self.program.lower(&env, written)
            }),
            ty => ty.clone(),
        }
    }

    /// The type behind the colon of the `let` that a value belongs to.
    fn annotated(&self, block: Block, value: ExprId) -> Option<TypeId> {
        let tree = self.tree();
        tree[block.stmts].iter().find_map(|stmt| match *stmt {
            Stmt::Let {
                pat,
                init: Some(init),
                ..
            } if init == value => match tree[pat] {
                Pat::Typed { ty, .. } => Some(ty),
                _ => None,
            },
            _ => None,
        })
    }
}
