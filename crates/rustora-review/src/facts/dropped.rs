//! Futures that are dropped halfway while what they work on lives on: the arms of a `select!` in a loop, what a
//! `timeout` in a loop is given.
//!
//! Where every other arm leaves the loop nothing comes back to what was lost, so that is no such place.

use rustora_source::Span;
use rustora_source::tree::{Expr, ExprId, PatId};

use super::body::Body;

impl Body<'_> {
    /// Where a future that this expression is part of is dropped halfway, round after round. The place to point at is what
    /// drops it.
    pub(crate) fn dropped_at(&self, part: ExprId) -> Option<Span> {
        let tree = self.tree();
        let mut inner = part;
        for outer in tree.ancestors(part) {
            match tree[outer] {
                Expr::Closure { .. } => return None,
                Expr::Macro(call) => {
                    let arms = self.select_arms(outer);
                    if let Some(own) = arms.iter().find(|arm| arm.future == inner) {
                        let comes_back = arms
                            .iter()
                            .any(|arm| arm.future != own.future && !self.may_leave(arm.body));
                        let again = comes_back && self.enclosing_loop(outer).is_some();
                        return again.then(|| tree[tree[call].path].span);
                    }
                    if !self.is_transparent(outer) {
                        return None;
                    }
                }
                Expr::Call { callee, args } if self.is_timeout(outer) => {
                    let again = tree[args].last() == Some(&inner)
                        && self.enclosing_loop(outer).is_some()
                        && self.every_error_leaves(outer).is_none();
                    return again.then(|| self.span(callee));
                }
                // A future that goes to other code may be spawned there.
                Expr::Call { .. } | Expr::MethodCall { .. }
                    if matches!(tree[inner], Expr::Async(_)) =>
                {
                    return None;
                }
                _ => {}
            }
            inner = outer;
        }
        None
    }

    fn is_timeout(&self, call: ExprId) -> bool {
        let timeouts = ["tokio::time::timeout", "tokio::time::timeout_at"];
        self.callee(call)
            .is_some_and(|callee| timeouts.iter().any(|path| self.program.is(callee, path)))
    }

    /// The variables that come out of an expression, by themselves or by way of others.
    pub(crate) fn variables_from(&self, value: ExprId) -> Vec<PatId> {
        let mut found: Vec<PatId> = Vec::new();
        loop {
            let holds = |root: ExprId| {
                self.inside(root)
                    .into_iter()
                    .any(|id| id == value || self.local(id).is_some_and(|pat| found.contains(&pat)))
            };
            let named = self.inits.iter().chain(&self.sources);
            let next: Vec<PatId> = named
                .filter(|(pat, source)| !found.contains(pat) && holds(**source))
                .map(|(pat, _)| *pat)
                .collect();
            if next.is_empty() {
                found.sort_unstable();
                return found;
            }
            found.extend(next);
            found.sort_unstable();
            found.dedup();
        }
    }

    /// Whether a place is part of what outlives the call: a field of `self`, whatever locks are on the way.
    pub(crate) fn is_part_of_self(&self, place: ExprId) -> bool {
        match self.expr(place) {
            Expr::Path(_) => {
                self.text(place) == "self"
                    || self
                        .local(place)
                        .and_then(|pat| self.source_of(pat))
                        .is_some_and(|source| source < place && self.is_part_of_self(source))
            }
            Expr::Field { base: inner, .. }
            | Expr::MethodCall {
                receiver: inner, ..
            }
            | Expr::Await(inner)
            | Expr::Try(inner)
            | Expr::Deref(inner)
            | Expr::Borrow { expr: inner, .. }
            | Expr::Index { base: inner, .. } => self.is_part_of_self(inner),
            _ => false,
        }
    }
}
