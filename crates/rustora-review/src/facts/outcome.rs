//! Where the result of a call goes, and whether every error in it is the end of the loop around it.

use rustora_source::tree::{Expr, ExprId, MacroBody, Pat, PatId, PathId, Stmt};

use super::body::Body;
use super::ty::{Prim, Ty};

/// Methods that hand a `Result` on with the same `Ok`.
const HAND_ON: [&str; 6] = [
    "map_err",
    "context",
    "with_context",
    "wrap_err",
    "wrap_err_with",
    "inspect_err",
];

impl Body<'_> {
    /// The expressions that hold the result of a call: the call, what awaits it, the uses of the variable that a `let` or an
    /// arm of `select!` gives it.
    pub(crate) fn holders(&self, call: ExprId) -> Vec<ExprId> {
        let tree = self.tree();
        let mut found = vec![call];
        let mut next = 0;
        while let Some(id) = found.get(next).copied() {
            next += 1;
            if let Some(parent) = tree.parent(id) {
                match tree[parent] {
                    Expr::Await(_) => found.push(parent),
                    Expr::MethodCall { receiver, name, .. }
                        if receiver == id && HAND_ON.contains(&self.source().str(name)) =>
                    {
                        found.push(parent);
                    }
                    Expr::Macro(call) => {
                        if let MacroBody::Select { arms, .. } = tree[call].body
                            && let Some(arm) = tree[arms].iter().find(|arm| arm.future == id)
                        {
                            found.extend(self.uses_of(arm.pat));
                        }
                    }
                    _ => {}
                }
            }
            found.extend(
                self.bound_by(id)
                    .into_iter()
                    .flat_map(|pat| self.uses_of(pat)),
            );
        }
        found
    }

    /// Where any error of a call, whatever it is, leaves the loop around it: a `?`, an `unwrap`, the one arm for errors.
    pub(crate) fn every_error_leaves(&self, call: ExprId) -> Option<ExprId> {
        let holders = self.holders(call);
        holders.iter().find_map(|id| self.error_leaves(*id))
    }

    fn error_leaves(&self, result: ExprId) -> Option<ExprId> {
        let tree = self.tree();
        let parent = tree.parent(result)?;
        let diverges = |id: ExprId| *self.ty(id) == Ty::Prim(Prim::Never) && self.may_leave(id);
        match tree[parent] {
            Expr::Try(_) => Some(parent),
            Expr::MethodCall { receiver, name, .. } => {
                let is_bold = matches!(self.source().str(name), "unwrap" | "expect");
                (receiver == result && is_bold).then_some(parent)
            }
            Expr::Match { scrutinee, arms } if scrutinee == result => {
                let mut errors = tree[arms].iter().filter(|arm| !self.is_ok(arm.pat));
                match (errors.next(), errors.next()) {
                    (Some(only), None) if self.is_any_error(only.pat) => {
                        diverges(only.body).then_some(only.body)
                    }
                    _ => None,
                }
            }
            Expr::Let { pat, value } if value == result && self.is_ok(pat) => {
                let outer = tree.parent(parent)?;
                match tree[outer] {
                    Expr::While { cond, .. } if cond == parent => Some(parent),
                    Expr::If {
                        cond,
                        otherwise: Some(otherwise),
                        ..
                    } if cond == parent => diverges(otherwise).then_some(otherwise),
                    _ => None,
                }
            }
            Expr::Block(block) => tree[block.stmts].iter().find_map(|stmt| match *stmt {
                Stmt::Let {
                    pat,
                    init: Some(init),
                    otherwise: Some(otherwise),
                    ..
                } if init == result && self.is_ok(pat) => {
                    self.may_leave(otherwise).then_some(otherwise)
                }
                _ => None,
            }),
            _ => None,
        }
    }

    /// How the result of a call is thrown away, unseen: `let _ =`, `.ok();`, `drop(…)`.
    pub(crate) fn thrown_away(&self, result: ExprId) -> Option<&'static str> {
        let outer = self.tree().parent(result)?;
        match self.expr(outer) {
            Expr::Await(_) => self.thrown_away(outer),
            Expr::MethodCall { name, .. } if self.source().str(name) == "ok" => {
                let is_dropped = self.is_statement(outer) || self.is_bound_to_nothing(outer);
                is_dropped.then_some("`.ok()`")
            }
            Expr::Block(_) => self.is_bound_to_nothing(result).then_some("`let _ =`"),
            Expr::Call { .. } => {
                let callee = self.callee(outer)?;
                self.program
                    .is(callee, "std::mem::drop")
                    .then_some("`drop`")
            }
            _ => None,
        }
    }

    /// Whether nobody can do anything with a value: `value;`, `let _ = value;`, or a variable that is never used.
    pub(crate) fn goes_nowhere(&self, value: ExprId) -> bool {
        self.is_statement(value)
            || self.is_bound_to_nothing(value)
            || self
                .bound_by(value)
                .is_some_and(|pat| self.uses_of(pat).is_empty())
    }

    /// Whether a value is only ever lent, or called by methods that are accepted: not stored, returned or given away.
    pub(crate) fn stays_here(&self, value: ExprId, accepts: fn(&str) -> bool) -> bool {
        let is_called = |id: ExprId| {
            let outer = self.tree().parent(id).map(|outer| self.expr(outer));
            match outer {
                Some(Expr::MethodCall { receiver, name, .. }) => {
                    receiver == id && accepts(self.source().str(name))
                }
                Some(Expr::Borrow { .. }) => true,
                _ => false,
            }
        };
        if is_called(value) {
            return true;
        }
        let Some(pat) = self.bound_by(value) else {
            return false;
        };
        let uses = self.uses_of(pat);
        !uses.is_empty() && uses.into_iter().all(is_called)
    }

    /// Whether a value is a statement of its own, `value;`.
    pub(crate) fn is_statement(&self, value: ExprId) -> bool {
        self.statements_around(value)
            .iter()
            .any(|stmt| matches!(*stmt, Stmt::Expr(expr) if expr == value))
    }

    /// `let _ = value;`
    pub(crate) fn is_bound_to_nothing(&self, value: ExprId) -> bool {
        self.statements_around(value)
            .iter()
            .any(|stmt| match *stmt {
                Stmt::Let {
                    pat,
                    init: Some(init),
                    ..
                } => init == value && matches!(self.tree()[pat], Pat::Wild),
                _ => false,
            })
    }

    /// The statements among which an expression stands, where it is or begins one.
    fn statements_around(&self, id: ExprId) -> &[Stmt] {
        match self.tree().parent(id).map(|outer| self.expr(outer)) {
            Some(Expr::Block(block)) => &self.tree()[block.stmts],
            _ => &[],
        }
    }

    fn last_of(&self, path: PathId) -> &str {
        let tree = self.tree();
        tree[tree[path].segments]
            .last()
            .map_or("", |segment| self.source().str(segment.name))
    }

    fn is_ok(&self, pat: PatId) -> bool {
        matches!(self.tree()[pat], Pat::TupleStruct { path, .. } if self.last_of(path) == "Ok")
    }

    /// Whether a pattern takes all errors alike.
    fn is_any_error(&self, pat: PatId) -> bool {
        let tree = self.tree();
        match tree[pat] {
            Pat::Wild => true,
            Pat::TupleStruct { path, elems } => {
                let takes_all = |pat: &PatId| {
                    matches!(
                        tree[*pat],
                        Pat::Wild | Pat::Rest | Pat::Name { sub: None, .. }
                    )
                };
                self.last_of(path) == "Err" && tree[elems].iter().all(takes_all)
            }
            _ => false,
        }
    }
}
