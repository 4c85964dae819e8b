//! Ways out: whether a loop can end at some place in it, and what else happens there.

use rustora_source::tree::{Expr, ExprId};

use super::body::Body;
use super::ty::{Prim, Ty};

impl Body<'_> {
    /// Whether something inside `root` may leave the loop around it: `break`, `return`, `?`, a panic, or a macro that
    /// may hold any of these.
    pub(crate) fn may_leave(&self, root: ExprId) -> bool {
        let tree = self.tree();
        let leaves = match tree[root] {
            Expr::Return(_) | Expr::Break(_) | Expr::Try(_) => true,
            Expr::Closure { .. } | Expr::Async(_) => return false,
            Expr::Loop(_) | Expr::While { .. } | Expr::For { .. } => {
                return self.leaves_from_within(root);
            }
            Expr::MethodCall { name, .. } => {
                matches!(self.source().str(name), "unwrap" | "expect" | "unwrap_err")
            }
            Expr::Macro(_) => !self.is_transparent(root) && !self.is_said(root),
            _ => false,
        };
        leaves || *self.ty(root) == Ty::Prim(Prim::Never) && !self.goes_on(root) || {
            let mut found = false;
            tree.for_each_child(root, |child| found = found || self.may_leave(child));
            found
        }
    }

    /// Whether something in a loop inside leaves the outer one too: a `break` of its own does not.
    fn leaves_from_within(&self, inner: ExprId) -> bool {
        let out = |id: &ExprId| match self.expr(*id) {
            Expr::Return(_) | Expr::Try(_) => true,
            Expr::Break(_) => self.text(*id).starts_with("break '"),
            Expr::Macro(_) => !self.is_transparent(*id) && !self.is_said(*id),
            _ => false,
        };
        self.inside(inner).iter().any(out)
    }

    /// Whether a diverging expression only starts the next round.
    fn goes_on(&self, id: ExprId) -> bool {
        match self.expr(id) {
            Expr::Continue => true,
            Expr::Block(block) => {
                let last = self.tree()[block.stmts].last();
                let last = block.tail.or(match last {
                    Some(rustora_source::tree::Stmt::Expr(last)) => Some(*last),
                    _ => None,
                });
                last.is_some_and(|last| self.goes_on(last))
            }
            _ => false,
        }
    }

    /// Whether a macro only says something: a log line never leaves.
    fn is_said(&self, call: ExprId) -> bool {
        let found = self.macros.iter().find(|(id, _, _)| *id == call);
        found.is_some_and(|(_, call, item)| {
            let tree = self.tree();
            let name = tree[tree[tree[*call].path].segments]
                .last()
                .map_or("", |last| self.source().str(last.name));
            let of_table = item.is_some_and(|item| {
                let file = self.program.file(item.file);
                self.program.krate(file.krate).name == "tracing"
            });
            of_table || matches!(name, "trace" | "debug" | "info" | "warn" | "error")
        })
    }

    /// Whether something inside `root` waits: an `.await`, or a macro that may hold one.
    pub(crate) fn may_wait(&self, root: ExprId) -> bool {
        let waits = |id: &ExprId| match self.expr(*id) {
            Expr::Await(_) => true,
            Expr::Macro(_) => !self.is_transparent(*id) && !self.is_said(*id),
            _ => false,
        };
        self.inside(root).iter().any(waits)
    }
}
