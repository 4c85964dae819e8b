//! How long guards live: which of them are there at each await and each call.
//!
//! A walk over a body in the order of evaluation, that keeps which variable or temporary owns which guard. Guards end
//! where Rust drops them: at the end of the block of their variable, at a move (`drop(guard)`, an argument, a `return`),
//! at the end of the statement for temporaries, later for those of a `match` or `if let`, and by the rules of the
//! edition for the tail of a block and the `else` of an `if let`. At a branch each side goes its own way, and what
//! lives on any side that comes back lives afterwards; a side that returns takes its state with it.
//!
//! What may surprise: a guard that goes somewhere unknown is taken for dropped. This tells rules of lives that are
//! certain, not of all there are.

use rustc_hash::FxHashMap;
use rustora_source::cargo::Edition;
use rustora_source::tree::{
    BinaryOp, Block, Expr, ExprId, Id, MacroBody, MacroCall, Pat, PatId, Receiver, SelectArm, Stmt,
};
use smallvec::SmallVec;

use super::body::{Body, Call};
use super::guards::{GuardKind, Hold, Place};
use super::program::{CrateKind, ItemRef};
use super::ty::Ty;

/// An index into [`Lives::guards`].
pub(crate) type GuardId = usize;
type Set = SmallVec<[GuardId; 2]>;

/// A guard that some expression makes.
#[derive(Clone, Debug)]
pub(crate) struct Guard {
    /// The call that takes the lock, or the expression that first has the guard.
    pub(crate) at: ExprId,
    /// Its type.
    pub(crate) ty: ItemRef,
    pub(crate) kind: GuardKind,
    /// The lock, where its place is known, and how it was taken.
    pub(crate) lock: Option<(Place, Hold)>,
    /// The variable that it was first bound to; none for a temporary.
    pub(crate) name: Option<PatId>,
}

/// What happens while guards live.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) expr: ExprId,
    pub(crate) what: What,
    /// The guards that are there, the oldest first.
    pub(crate) live: Set,
}

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// The function is suspended: `.await`, `select!`, `join!`.
    Await,
    /// A call whose target is known.
    Call,
}

/// The guards of a body.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lives {
    pub(crate) guards: Vec<Guard>,
    /// In the order of evaluation.
    pub(crate) events: Vec<Event>,
}

impl Body<'_> {
    /// How long the guards of this body live. `None` where it takes no lock and makes no guard.
    pub(crate) fn lives(&self) -> Option<Lives> {
        let has_guard = |call: &Call| {
            self.program.locks(call.callee).is_some()
                || self.program.guard(self.ty(call.expr)).is_some()
        };
        if !self.calls.iter().any(has_guard) {
            return None;
        }
        self.lives_with(&[])
    }

    /// The same, where somebody who knows all types says that these variables hold guards of blocking locks.
    pub(crate) fn lives_with(&self, told: &[PatId]) -> Option<Lives> {
        let (_, root) = self.program.body_range(self.owner)?;
        let mut walk = Walk {
            body: self,
            told,
            shortens: self.edition() >= Edition::E2024,
            out: Lives::default(),
            state: State::default(),
            depth: 0,
            loops: Vec::new(),
            declared: FxHashMap::default(),
        };
        walk.frame(root);
        Some(walk.out)
    }

    /// The edition of the package that the body belongs to.
    pub(crate) fn edition(&self) -> Edition {
        let package = match self.program.krate(self.source().krate).kind {
            CrateKind::Workspace { package, .. } => self.program.workspace.packages.get(package),
            _ => None,
        };
        package.map_or(Edition::E2024, |package| package.edition)
    }
}

#[derive(Clone, Debug, Default)]
struct State {
    /// Variables that own guards, with the depth of the block that declares them.
    owners: Vec<(PatId, usize, Set)>,
    /// The temporaries of each open statement.
    temporaries: Vec<Set>,
    /// Whether this point is never reached.
    dead: bool,
}

impl State {
    fn live(&self) -> Set {
        let owned = self.owners.iter().flat_map(|(_, _, set)| set);
        let mut all: Set = owned
            .chain(self.temporaries.iter().flatten())
            .copied()
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// What lives when either of two ways may have been taken.
    fn or(mut self, other: State) -> State {
        if self.dead {
            return other;
        }
        if other.dead {
            return self;
        }
        for (pat, depth, set) in other.owners {
            match self.owners.iter_mut().find(|(known, _, _)| *known == pat) {
                Some((_, _, known)) => merge(known, &set),
                None => self.owners.push((pat, depth, set)),
            }
        }
        for (own, other) in self.temporaries.iter_mut().zip(&other.temporaries) {
            merge(own, other);
        }
        self
    }

    /// Leaves all blocks and statements inside a loop.
    fn leave(mut self, depth: usize, statements: usize) -> State {
        self.owners.retain(|(_, declared, _)| *declared <= depth);
        self.temporaries.truncate(statements);
        self
    }
}

fn merge(into: &mut Set, from: &Set) {
    for id in from {
        if !into.contains(id) {
            into.push(*id);
        }
    }
}

/// A loop that is open, and the states in which it is left.
struct Loop {
    depth: usize,
    statements: usize,
    left: Vec<State>,
}

struct Walk<'a, 'p> {
    body: &'a Body<'p>,
    /// Variables of which it is known that they hold guards, whatever is known of their types.
    told: &'a [PatId],
    /// Whether temporaries of block tails and of `if let` end early, as since the edition of 2024.
    shortens: bool,
    out: Lives,
    state: State,
    depth: usize,
    loops: Vec<Loop>,
    /// The depth at which each variable was declared.
    declared: FxHashMap<PatId, usize>,
}

impl Walk<'_, '_> {
    /// A body of its own: a function, a closure that runs elsewhere, an async block.
    fn frame(&mut self, body: ExprId) {
        let outer = std::mem::take(&mut self.state);
        let loops = std::mem::take(&mut self.loops);
        self.statement(|this| _ = this.value(body));
        self.state = outer;
        self.loops = loops;
    }

    /// Runs what has temporaries of its own, and drops them.
    fn statement(&mut self, run: impl FnOnce(&mut Self)) {
        self.state.temporaries.push(Set::new());
        run(self);
        self.state.temporaries.pop();
    }

    fn keep(&mut self, owned: &Set) {
        if let Some(last) = self.state.temporaries.last_mut() {
            merge(last, owned);
        }
    }

    fn event(&mut self, expr: ExprId, what: What) {
        let live = self.state.live();
        if !self.state.dead && !live.is_empty() {
            self.out.events.push(Event { expr, what, live });
        }
    }

    /// Evaluates an expression where its value stays: what it owns becomes a temporary.
    fn place(&mut self, id: ExprId) {
        if matches!(self.body.expr(id), Expr::Path(_)) {
            return;
        }
        let owned = self.value(id);
        self.keep(&owned);
    }

    fn places(&mut self, ids: &[ExprId]) {
        for id in ids {
            self.place(*id);
        }
    }

    fn values(&mut self, ids: &[ExprId]) -> Set {
        let mut all = Set::new();
        for id in ids {
            let owned = self.value(*id);
            merge(&mut all, &owned);
        }
        all
    }

    /// What the value of `id` owns, given what went into it.
    fn result(&mut self, id: ExprId, inputs: Set) -> Set {
        match self.body.program.guard(self.body.ty(id)) {
            Some(_) if !inputs.is_empty() => inputs,
            Some((ty, kind)) => SmallVec::from_elem(self.made(id, ty, kind), 1),
            None => Set::new(),
        }
    }

    /// A guard that first exists as the value of `id`.
    fn made(&mut self, id: ExprId, ty: ItemRef, kind: GuardKind) -> GuardId {
        let body = self.body;
        let taking = |id: &ExprId| {
            let call = body.call(*id)?;
            body.program.locks(call.callee)?;
            Some(call)
        };
        let call = taking(&id).or_else(|| body.inside(id).iter().rev().find_map(taking));
        self.out.guards.push(Guard {
            at: call.map_or(id, |call| call.expr),
            ty,
            kind,
            lock: match call {
                Some(call) => body.taken(call),
                None => body.accessed(id, kind),
            },
            name: None,
        });
        self.out.guards.len() - 1
    }

    fn bind(&mut self, pat: PatId, owned: Set) {
        if owned.is_empty() {
            return;
        }
        for id in &owned {
            if let Some(guard) = self.out.guards.get_mut(*id) {
                guard.name.get_or_insert(pat);
            }
        }
        let depth = self.declared.get(&pat).copied().unwrap_or(self.depth);
        self.state.owners.retain(|(known, _, _)| *known != pat);
        self.state.owners.push((pat, depth, owned));
    }

    /// The variables that a pattern binds.
    fn names(&self, pat: PatId, found: &mut Vec<PatId>) {
        let tree = self.body.tree();
        match tree[pat] {
            Pat::Name { sub, .. } => {
                found.push(pat);
                if let Some(sub) = sub {
                    self.names(sub, found);
                }
            }
            Pat::TupleStruct { elems: list, .. }
            | Pat::Tuple(list)
            | Pat::Slice(list)
            | Pat::Or(list) => {
                for pat in &tree[list] {
                    self.names(*pat, found);
                }
            }
            Pat::Struct { fields, .. } => {
                for field in &tree[fields] {
                    self.names(field.pat, found);
                }
            }
            Pat::Ref(inner) | Pat::Typed { pat: inner, .. } | Pat::Guard { pat: inner, .. } => {
                self.names(inner, found);
            }
            Pat::Path(_) | Pat::Wild | Pat::Rest | Pat::Literal | Pat::Unknown => {}
        }
    }

    /// Declares what a pattern binds and gives it what is matched. What nothing binds comes back.
    fn matched(&mut self, pat: PatId, owned: Set) -> Set {
        let mut names = Vec::new();
        self.names(pat, &mut names);
        for name in &names {
            self.declared.insert(*name, self.depth);
        }
        let owns = |name: &&PatId| {
            let ty = self.body.local_ty(**name);
            self.told.contains(name) || self.body.program.guard(ty).is_some()
        };
        match names.iter().find(owns) {
            Some(name) => {
                let owned = if owned.is_empty() {
                    self.told_guard(*name)
                } else {
                    owned
                };
                self.bind(*name, owned);
                Set::new()
            }
            None => owned,
        }
    }

    /// The guard that a variable holds of which only that is known.
    fn told_guard(&mut self, name: PatId) -> Set {
        let ty = self.body.program.std_item("sync::MutexGuard");
        let at = self.body.source_of(name);
        let (true, Some(ty), Some(at)) = (self.told.contains(&name), ty, at) else {
            return Set::new();
        };
        let kind = GuardKind::Lock {
            hold: Hold::Exclusive,
            awaitable: false,
        };
        SmallVec::from_elem(self.made(at, ty, kind), 1)
    }

    /// Opens a block: its variables end with it.
    fn scope<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> T {
        self.depth += 1;
        let out = run(self);
        self.depth -= 1;
        let depth = self.depth;
        self.state
            .owners
            .retain(|(_, declared, _)| *declared <= depth);
        out
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each kind of expression")]
    fn value(&mut self, id: ExprId) -> Set {
        let body = self.body;
        let tree = body.tree();
        match tree[id] {
            Expr::Path(_) => self.moved(id),
            Expr::Call { callee, args } => {
                if !matches!(tree[callee], Expr::Path(_)) {
                    self.place(callee);
                }
                let inputs = self.values(&tree[args]);
                self.event(id, What::Call);
                self.result(id, inputs)
            }
            Expr::MethodCall { receiver, args, .. } => {
                let mut inputs = if self.consumes(id, receiver) {
                    self.value(receiver)
                } else {
                    self.place(receiver);
                    Set::new()
                };
                merge(&mut inputs, &self.values(&tree[args]));
                self.event(id, What::Call);
                self.result(id, inputs)
            }
            Expr::Await(inner) => {
                let inputs = self.value(inner);
                self.event(id, What::Await);
                self.result(id, inputs)
            }
            Expr::Try(inner) => {
                let inputs = self.value(inner);
                self.result(id, inputs)
            }
            Expr::Struct { fields, rest, .. } => {
                let values: Vec<ExprId> = tree[fields].iter().map(|field| field.value).collect();
                let inputs = self.values(&values);
                if let Some(rest) = rest {
                    self.place(rest);
                }
                self.result(id, inputs)
            }
            Expr::Tuple(list) | Expr::Array(list) => {
                let inputs = self.values(&tree[list]);
                self.result(id, inputs)
            }
            Expr::Block(block) => self.block(block),
            Expr::If {
                cond,
                then,
                otherwise,
            } => self.if_else(cond, then, otherwise),
            Expr::Match { scrutinee, arms } => {
                let arms: Vec<(PatId, ExprId)> =
                    tree[arms].iter().map(|arm| (arm.pat, arm.body)).collect();
                self.match_arms(scrutinee, &arms)
            }
            Expr::Loop(inner) => {
                self.in_loop(None, |this| this.statement(|this| _ = this.value(inner)));
                Set::new()
            }
            Expr::While {
                cond,
                body: repeated,
            } => {
                self.in_loop(Some(()), |this| {
                    this.statement(|this| {
                        this.scope(|this| {
                            this.condition(cond);
                            this.statement(|this| _ = this.value(repeated));
                        });
                    });
                });
                Set::new()
            }
            Expr::For {
                pat,
                iter,
                body: repeated,
            } => {
                self.statement(|this| {
                    this.place(iter);
                    this.in_loop(Some(()), |this| {
                        this.scope(|this| {
                            let element = this.element(pat, iter);
                            this.matched(pat, element);
                            this.statement(|this| _ = this.value(repeated));
                        });
                    });
                });
                Set::new()
            }
            Expr::Closure { body: inner, .. } => {
                if body.runs_in_place(id) {
                    let before = self.state.clone();
                    self.statement(|this| this.scope(|this| _ = this.value(inner)));
                    self.state = before;
                } else {
                    self.frame(inner);
                }
                Set::new()
            }
            Expr::Async(inner) => {
                self.frame(inner);
                Set::new()
            }
            Expr::Return(value) => {
                if let Some(value) = value {
                    self.value(value);
                }
                self.state.dead = true;
                Set::new()
            }
            Expr::Break(value) => {
                if let Some(value) = value {
                    self.value(value);
                }
                if let Some(open) = self.loops.last_mut()
                    && !self.state.dead
                {
                    let left = self.state.clone();
                    open.left.push(left.leave(open.depth, open.statements));
                }
                self.state.dead = true;
                Set::new()
            }
            Expr::Continue => {
                self.state.dead = true;
                Set::new()
            }
            Expr::Assign { target, value, .. } => {
                let owned = self.value(value);
                match body.local(target) {
                    Some(pat) => {
                        self.state.owners.retain(|(known, _, _)| *known != pat);
                        self.bind(pat, owned);
                    }
                    None => self.place(target),
                }
                Set::new()
            }
            Expr::Binary {
                op: BinaryOp::Logic,
                left,
                right,
            } => {
                self.place(left);
                let before = self.state.clone();
                self.statement(|this| this.place(right));
                let after = std::mem::take(&mut self.state);
                self.state = before.or(after);
                Set::new()
            }
            Expr::Macro(call) => self.macro_call(id, call),
            Expr::Let { pat, value } => {
                self.scrutinee(pat, value);
                Set::new()
            }
            _ => {
                let mut parts = Vec::new();
                tree.for_each_child(id, |part| parts.push(part));
                self.places(&parts);
                Set::new()
            }
        }
    }

    /// A variable that is used by value: what it owned moves on.
    fn moved(&mut self, id: ExprId) -> Set {
        let Some(pat) = self.body.local(id) else {
            return Set::new();
        };
        let at = self
            .state
            .owners
            .iter()
            .position(|(known, _, _)| *known == pat);
        at.map_or_else(Set::new, |at| self.state.owners.remove(at).2)
    }

    /// Whether a method takes the value of its receiver. Through a guard it cannot.
    fn consumes(&self, call: ExprId, receiver: ExprId) -> bool {
        let body = self.body;
        let owns = body.program.guard(body.ty(receiver)).is_some();
        let by_value = body.callee(call).is_none_or(|callee| {
            let tree = body.program.file(callee.file).tree();
            tree.function(callee.item)
                .is_some_and(|function| matches!(function.receiver, Receiver::Value))
        });
        if !owns {
            // A value of unknown type that is a plain variable stays where it is.
            return !matches!(body.expr(receiver), Expr::Path(_));
        }
        let is_guard = match body.ty(receiver) {
            Ty::Adt(item, _) => body.program.mark(*item, "guard").is_some(),
            _ => false,
        };
        match (is_guard, body.callee(call)) {
            // What a guard refers to cannot be moved out of it.
            (true, Some(callee)) => by_value && body.program.mark_owner(callee, "guard"),
            (true, None) => false,
            (false, _) => by_value,
        }
    }

    fn element(&mut self, pat: PatId, iter: ExprId) -> Set {
        let mut names = Vec::new();
        self.names(pat, &mut names);
        for name in names {
            if let Some((ty, kind)) = self.body.program.guard(self.body.local_ty(name)) {
                return SmallVec::from_elem(self.made(iter, ty, kind), 1);
            }
        }
        Set::new()
    }

    fn block(&mut self, block: Block) -> Set {
        let tree = self.body.tree();
        self.scope(|this| {
            for stmt in &tree[block.stmts] {
                match *stmt {
                    Stmt::Let {
                        pat,
                        init,
                        otherwise,
                        ..
                    } => this.let_stmt(pat, init, otherwise),
                    Stmt::Expr(expr) => this.statement(|this| _ = this.value(expr)),
                    Stmt::Item(_) => {}
                }
            }
            let Some(tail) = block.tail else {
                return Set::new();
            };
            if this.shortens {
                let mut owned = Set::new();
                this.statement(|this| owned = this.value(tail));
                owned
            } else {
                this.value(tail)
            }
        })
    }

    fn let_stmt(&mut self, pat: PatId, init: Option<ExprId>, otherwise: Option<ExprId>) {
        let tree = self.body.tree();
        let mut owned = Set::new();
        if let Some(init) = init {
            // `let x = &temporary;` keeps the temporary as long as `x`.
            let extended = match tree[init] {
                Expr::Borrow { expr, .. } => Some(self.operand(expr)),
                _ => None,
            };
            let extended = extended.filter(|inner| !matches!(tree[*inner], Expr::Path(_)));
            self.statement(|this| match extended {
                Some(inner) => {
                    let kept = this.value(inner);
                    this.extend(pat, kept);
                }
                None => owned = this.value(init),
            });
        }
        if let Some(otherwise) = otherwise {
            let before = self.state.clone();
            self.statement(|this| _ = this.value(otherwise));
            self.state = before;
        }
        if init.is_some_and(|init| matches!(tree[init], Expr::Path(_)))
            && matches!(tree[pat], Pat::Wild)
        {
            return;
        }
        self.matched(pat, owned);
    }

    /// What is borrowed in the end in `&*x.field[0]`: its life is extended with that of the reference.
    fn operand(&self, id: ExprId) -> ExprId {
        match self.body.expr(id) {
            Expr::Deref(inner)
            | Expr::Field { base: inner, .. }
            | Expr::Index { base: inner, .. }
            | Expr::Borrow { expr: inner, .. } => self.operand(inner),
            _ => id,
        }
    }

    fn extend(&mut self, pat: PatId, kept: Set) {
        let mut names = Vec::new();
        self.names(pat, &mut names);
        for name in &names {
            self.declared.insert(*name, self.depth);
        }
        if let Some(name) = names.first() {
            self.bind(*name, kept);
        }
    }

    /// What `match` and `let` look at: a variable stays where it is.
    fn looked_at(&mut self, id: ExprId) -> Set {
        if matches!(self.body.expr(id), Expr::Path(_)) {
            Set::new()
        } else {
            self.value(id)
        }
    }

    fn scrutinee(&mut self, pat: PatId, value: ExprId) {
        let owned = self.looked_at(value);
        let left = self.matched(pat, owned);
        self.keep(&left);
    }

    /// A condition, with its `let`s. Temporaries of a plain one end with it.
    fn condition(&mut self, cond: ExprId) {
        match self.body.expr(cond) {
            Expr::Binary {
                op: BinaryOp::Logic,
                left,
                right,
            } if self.has_let(cond) => {
                self.condition(left);
                self.condition(right);
            }
            Expr::Let { pat, value } => self.scrutinee(pat, value),
            _ => self.statement(|this| _ = this.value(cond)),
        }
    }

    fn has_let(&self, cond: ExprId) -> bool {
        match self.body.expr(cond) {
            Expr::Binary {
                op: BinaryOp::Logic,
                left,
                right,
            } => self.has_let(left) || self.has_let(right),
            expr => matches!(expr, Expr::Let { .. }),
        }
    }

    fn if_else(&mut self, cond: ExprId, then: ExprId, otherwise: Option<ExprId>) -> Set {
        let mut owned = Set::new();
        let statements = self.state.temporaries.len();
        self.state.temporaries.push(Set::new());
        let mut other = Set::new();
        let shortens = self.shortens;
        let before = self.state.clone();
        self.scope(|this| {
            this.condition(cond);
            this.statement(|this| owned = this.value(then));
        });
        let taken = std::mem::replace(&mut self.state, before);
        // The other side sees what the condition left behind, except where it has been dropped already.
        if shortens {
            self.state.temporaries.truncate(statements);
            self.state.temporaries.push(Set::new());
        } else if let (Some(own), Some(seen)) = (
            self.state.temporaries.get_mut(statements),
            taken.temporaries.get(statements),
        ) {
            own.clone_from(seen);
        }
        if let Some(otherwise) = otherwise {
            self.statement(|this| other = this.value(otherwise));
        }
        let skipped = std::mem::take(&mut self.state);
        self.state = taken.or(skipped);
        let left = self.state.temporaries.pop().unwrap_or_default();
        if !shortens {
            self.keep(&left);
        }
        merge(&mut owned, &other);
        owned
    }

    fn match_arms(&mut self, scrutinee: ExprId, arms: &[(PatId, ExprId)]) -> Set {
        let owned = self.looked_at(scrutinee);
        let mut out = Set::new();
        let before = self.state.clone();
        let mut after: Option<State> = None;
        for (pat, arm) in arms {
            self.state = before.clone();
            self.scope(|this| {
                let left = this.matched(*pat, owned.clone());
                this.keep(&left);
                if let Pat::Guard { cond, .. } = this.body.tree()[*pat] {
                    this.statement(|this| _ = this.value(cond));
                }
                this.statement(|this| {
                    let value = this.value(*arm);
                    merge(&mut out, &value);
                });
            });
            let state = std::mem::take(&mut self.state);
            after = Some(match after {
                Some(after) => after.or(state),
                None => state,
            });
        }
        self.state = after.unwrap_or(before);
        out
    }

    /// A loop: `skips` where it may not run at all, or ends by its own condition.
    fn in_loop(&mut self, skips: Option<()>, run: impl FnOnce(&mut Self)) {
        let before = self.state.clone();
        self.loops.push(Loop {
            depth: self.depth,
            statements: self.state.temporaries.len(),
            left: Vec::new(),
        });
        run(self);
        let open = self.loops.pop();
        let end = std::mem::take(&mut self.state);
        let mut after = match skips {
            Some(()) => before.or(end),
            None => State {
                dead: true,
                ..before
            },
        };
        for left in open.into_iter().flat_map(|open| open.left) {
            after = after.or(left);
        }
        self.state = after;
    }

    fn macro_call(&mut self, id: ExprId, call: Id<MacroCall>) -> Set {
        let tree = self.body.tree();
        match tree[call].body {
            MacroBody::Args(list) => {
                let joins = self.body.source().str(tree[tree[call].path].span);
                let joins = joins.rsplit("::").next().unwrap_or(joins).contains("join");
                self.statement(|this| {
                    this.places(&tree[list]);
                    if joins {
                        this.event(id, What::Await);
                    }
                });
            }
            MacroBody::Select {
                arms, otherwise, ..
            } => self.select(id, &tree[arms], otherwise),
            MacroBody::Items(_) | MacroBody::Opaque => {}
        }
        Set::new()
    }

    /// The futures of a `select!` are made first and dropped before a handler runs.
    fn select(&mut self, id: ExprId, arms: &[SelectArm], otherwise: Option<ExprId>) {
        self.statement(|this| {
            for arm in arms {
                if let Some(guard) = arm.guard {
                    this.statement(|this| _ = this.value(guard));
                }
                let owned = this.looked_at(arm.future);
                this.keep(&owned);
            }
            this.event(id, What::Await);
        });
        let before = self.state.clone();
        let mut after: Option<State> = None;
        let handlers = arms.iter().map(|arm| (Some(arm), arm.body));
        for (arm, handler) in handlers.chain(otherwise.map(|body| (None, body))) {
            self.state = before.clone();
            self.scope(|this| {
                if let Some(arm) = arm {
                    let made = this.element(arm.pat, arm.future);
                    this.matched(arm.pat, made);
                }
                this.statement(|this| _ = this.value(handler));
            });
            let state = std::mem::take(&mut self.state);
            after = Some(match after {
                Some(after) => after.or(state),
                None => state,
            });
        }
        self.state = after.unwrap_or(before);
    }
}
