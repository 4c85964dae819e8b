//! `select!`: its arms, and whether it alone decides when the loop around it ends.

use rustora_source::tree::{Expr, ExprId, MacroBody, SelectArm, Stmt};

use super::body::Body;

impl<'p> Body<'p> {
    /// The arms of a `select!`; none of any other expression.
    pub(crate) fn select_arms(&self, select: ExprId) -> &'p [SelectArm] {
        let tree = self.tree();
        match tree[select] {
            Expr::Macro(call) => match tree[call].body {
                MacroBody::Select { arms, .. } => &tree[arms],
                _ => &[],
            },
            _ => &[],
        }
    }

    /// The `select!` and its arm whose future this is.
    pub(crate) fn select_arm_of(&self, future: ExprId) -> Option<(ExprId, SelectArm)> {
        let select = self.tree().parent(future)?;
        let mut arms = self.select_arms(select).iter();
        let arm = arms.find(|arm| arm.future == future)?;
        Some((select, *arm))
    }

    /// Whether only the arms of a `select!` decide if the loop around it goes on: its value is not used, and what stands
    /// beside it in the loop's body, `inside`, never leaves.
    pub(crate) fn select_decides(&self, select: ExprId, inside: ExprId) -> bool {
        let Expr::Block(block) = self.expr(inside) else {
            return false;
        };
        let statements = self.tree()[block.stmts].iter();
        let is_statement = |stmt: &Stmt| matches!(stmt, Stmt::Expr(expr) if *expr == select);
        let leaves = |stmt: &Stmt| match stmt {
            Stmt::Expr(expr) => *expr != select && self.may_leave(*expr),
            Stmt::Let {
                init, otherwise, ..
            } => [*init, *otherwise]
                .into_iter()
                .flatten()
                .any(|expr| self.may_leave(expr)),
            Stmt::Item(_) => false,
        };
        let is_tail = block.tail == Some(select);
        (is_tail || statements.clone().any(is_statement))
            && !statements.clone().any(leaves)
            && (is_tail || block.tail.is_none_or(|tail| !self.may_leave(tail)))
    }
}
