//! HTTP clients: whether one is used and thrown away where it is made.

use rustora_source::tree::{Expr, ExprId};

use super::body::Body;

impl Body<'_> {
    /// Whether the client that a call makes is only ever called or lent: not stored, returned or given away.
    pub(crate) fn client_stays(&self, made: ExprId) -> bool {
        let client = self.client_itself(made);
        if self.makes_request(client) {
            return true;
        }
        let Some(pat) = self.bound_by(client) else {
            return false;
        };
        let uses = self.uses_of(pat);
        !uses.is_empty() && uses.into_iter().all(|id| self.makes_request(id))
    }

    /// The client itself: what stands around `build()` to take it out of its `Result`.
    fn client_itself(&self, expr: ExprId) -> ExprId {
        match self.tree().parent(expr) {
            Some(outer) => match self.expr(outer) {
                Expr::Try(_) | Expr::Borrow { .. } => self.client_itself(outer),
                Expr::MethodCall { receiver, name, .. }
                    if receiver == expr
                        && matches!(
                            self.source().str(name),
                            "unwrap" | "expect" | "map_err" | "context" | "unwrap_or_default"
                        ) =>
                {
                    self.client_itself(outer)
                }
                _ => expr,
            },
            None => expr,
        }
    }

    /// Whether a client makes a request here, or is lent.
    fn makes_request(&self, client: ExprId) -> bool {
        let outer = self.tree().parent(client).map(|outer| self.expr(outer));
        match outer {
            Some(Expr::MethodCall { receiver, name, .. }) => {
                receiver == client
                    && matches!(
                        self.source().str(name),
                        "get"
                            | "post"
                            | "put"
                            | "patch"
                            | "delete"
                            | "head"
                            | "request"
                            | "execute"
                    )
            }
            Some(Expr::Borrow { .. }) => true,
            _ => false,
        }
    }
}
