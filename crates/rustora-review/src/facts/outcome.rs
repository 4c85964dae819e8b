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
