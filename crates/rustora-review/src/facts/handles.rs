//! What a database is reached through: which pool, connection or wrapper of one's own an expression leads back to, and
//! whether what runs on it is committed by itself.
//!
//! Two handles of the same place lead to the same pool, whether a connection was taken out of it once or twice. A
//! connection that somebody else handed over may be in a transaction: only its owner can tell.

use rustora_source::tree::{Expr, ExprId, Receiver};

use super::body::Body;
use super::guards::Place;
use super::program::{ItemRef, Program};
use super::sql::Executor;

/// What a statement is run on, followed back to where the function got it from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Handle {
    pub(crate) place: Place,
    /// Whether it is a pool, or a connection fresh out of one: each statement is committed by itself.
    pub(crate) alone: bool,
}

/// How many expressions lie between a statement and the place of its pool.
const DEPTH: u32 = 12;

/// Methods that take a connection out of a pool.
const CHECKOUTS: [&str; 4] = ["get", "get_owned", "get_timeout", "acquire"];

/// Methods that give what they are called on, or what is inside it.
const SAME: [&str; 11] = [
    "as_mut",
    "as_ref",
    "clone",
    "context",
    "deref",
    "deref_mut",
    "expect",
    "into",
    "map_err",
    "unwrap",
    "with_context",
];

impl Body<'_> {
    /// The handle that an expression is; `None` for a transaction.
    pub(crate) fn handle(&self, expr: ExprId) -> Option<Handle> {
        self.handle_within(expr, DEPTH)
    }

    fn handle_within(&self, expr: ExprId, depth: u32) -> Option<Handle> {
        let depth = depth.checked_sub(1)?;
        let ty = self.ty(expr);
        let kind = self.executor_of(ty);
        if kind == Some(Executor::Transaction) {
            return None;
        }
        let mut handle = match self.expr(expr) {
            Expr::Borrow { expr: inner, .. }
            | Expr::Deref(inner)
            | Expr::Await(inner)
            | Expr::Try(inner) => self.handle_within(inner, depth),
            Expr::MethodCall {
                receiver,
                name,
                args,
                ..
            } => {
                let name = self.source().str(name);
                let is_checkout = CHECKOUTS.contains(&name)
                    && self.executor_of(self.ty(receiver)) == Some(Executor::Pool);
                if SAME.contains(&name) || is_checkout {
                    self.handle_within(receiver, depth)
                } else if args.is_empty() {
                    self.handed_out(expr, receiver)
                } else {
                    None
                }
            }
            // `get_conn(pool).await?`
            Expr::Call { args, .. } if self.program.is_workspace(self.callee(expr)?) => {
                let [arg] = self.tree()[args] else {
                    return None;
                };
                self.handle_within(arg, depth)
            }
            Expr::Path(_) | Expr::Field { .. } => {
                let init = self.local(expr).and_then(|pat| self.init(pat));
                let behind = init.and_then(|init| self.handle_within(init, depth));
                behind.or_else(|| {
                    Some(Handle {
                        place: self.place(expr)?,
                        alone: false,
                    })
                })
            }
            _ => None,
        }?;
        handle.alone |= kind.is_some();
        Some(handle)
    }

    /// What an accessor of the workspace hands out: `state.pool()`, `app.db_write()`.
    fn handed_out(&self, call: ExprId, receiver: ExprId) -> Option<Handle> {
        let callee = self.callee(call)?;
        let function = self
            .program
            .file(callee.file)
            .tree()
            .function(callee.item)?;
        if function.receiver != Receiver::Ref || !self.program.is_workspace(callee) {
            return None;
        }
        let mut place = self.place(receiver)?;
        let name = self.program.name(callee);
        place.path = format!("{}.{name}()", place.path);
        place.text = format!("{}.{name}()", place.text);
        // Out of `&self` comes no connection that somebody is using: what may hold a pool holds one.
        let alone = self.ty(call).adt().is_some_and(|item| {
            self.program.is_workspace(item) && self.program.may_hold_pool(item)
        });
        Some(Handle { place, alone })
    }
}

impl Program<'_> {
    /// Whether a type of the workspace has a pool in one of its fields.
    fn may_hold_pool(&self, item: ItemRef) -> bool {
        self.fields(item).iter().any(|field| {
            let ty = self.field_ty(item, &[], field);
            ty.peeled().adt().is_some_and(|inner| self.is_pool(inner))
        })
    }
}
