//! HTTP clients: whether one is used and thrown away where it is made.

use rustora_source::tree::{Expr, ExprId};

use super::body::Body;

impl Body<'_> {
    /// Whether the client that a call makes is only ever called or lent: not stored, returned or given away.
    pub(crate) fn client_stays(&self, made: ExprId) -> bool {
        self.stays_here(self.client_itself(made), makes_request)
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
}

/// The methods of a client that make a request.
fn makes_request(method: &str) -> bool {
    matches!(
        method,
        "get" | "post" | "put" | "patch" | "delete" | "head" | "request" | "execute"
    )
}
