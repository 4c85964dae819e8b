//! What a function writes to a database when it is called: verb, table, and through which of its parameters or
//! fields, by itself or by whom it calls.
//!
//! A function counts as writing only where it surely does so when it succeeds, and fails when the write fails: what
//! stands in a branch, behind an early return, or has its error swallowed, is left out. So is everything in a function
//! that has to do with transactions.

use rustc_hash::{FxHashMap, FxHashSet};
use rustora_source::Span;
use rustora_source::tree::{Expr, ExprId, Receiver};
use smallvec::SmallVec;

use super::body::{Body, Call};
use super::guards::{Place, Root};
use super::handles::Handle;
use super::program::{FileId, ItemRef, Program};
use super::sql::Verb;
use super::summary::Step;
use super::ty::Ty;

/// How many calls away a write is looked for.
const DEPTH: usize = 4;

/// How many writes of one function are followed: one that makes more is no step of anything.
const MANY: usize = 8;

/// Methods that hand an error on, as far as types do not tell.
const HAND_ON: [&str; 8] = [
    "and_then",
    "context",
    "inspect_err",
    "map",
    "map_err",
    "optional",
    "with_context",
    "wrap_err",
];

/// How methods begin that end an error.
const SWALLOW: [&str; 6] = ["err", "is_", "ok", "or", "unwrap", "map_or"];

/// A write that a body makes itself, and whose failure is the function's.
#[derive(Clone, Debug)]
pub(super) struct Own {
    expr: ExprId,
    at: Span,
    verb: Verb,
    table: String,
    on: Handle,
    /// Whether it is made whenever the function succeeds.
    certain: bool,
}

/// What a call hands to a function of the workspace that may write, where its failure is the function's.
#[derive(Clone, Debug)]
pub(super) struct Passed {
    callee: ItemRef,
    expr: ExprId,
    at: Span,
    receiver: Option<Given>,
    args: SmallVec<[Option<Given>; 4]>,
    certain: bool,
}

/// Something that is handed over, as the place that it is, and as the handle that it may be.
#[derive(Clone, Debug)]
struct Given {
    place: Option<Place>,
    handle: Option<Handle>,
}

/// What one body writes and may have written.
#[derive(Clone, Debug, Default)]
pub(super) struct Writing {
    own: Vec<Own>,
    passed: Vec<Passed>,
}

/// A write that a function comes to.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    /// The statement or the call in the function itself, and the place to point at.
    pub(crate) expr: ExprId,
    pub(crate) at: Span,
    pub(crate) verb: Verb,
    pub(crate) table: String,
    pub(crate) on: Handle,
    certain: bool,
    /// The functions on the way, the one that writes last, with where each is left for the next.
    way: SmallVec<[(ItemRef, Span); 2]>,
}

impl Writing {
    /// What `body` writes; nothing for one that has to do with transactions.
    pub(super) fn of(body: &Body<'_>) -> Self {
        let mut writing = Self::default();
        let mut early = None;
        let mut certain = |body: &Body<'_>, expr| {
            let early = early.get_or_insert_with(|| body.first_success());
            early.is_none_or(|early| expr < early) && !body.stands_in_branch(expr)
        };
        for effect in body.sql_effects() {
            let expr = effect.call.expr;
            let Some(table) = effect.statement.table else {
                continue;
            };
            let writes = matches!(
                effect.statement.verb,
                Verb::Insert | Verb::Update | Verb::Delete
            );
            if writes
                && body.runs_with_function(expr)
                && body.passes_on(expr)
                && let Some(on) = body.handle(effect.executor)
            {
                writing.own.push(Own {
                    expr,
                    at: effect.call.name_span(body),
                    verb: effect.statement.verb,
                    table,
                    on,
                    certain: certain(body, expr),
                });
            }
        }
        for call in &body.calls {
            if body.program.is_workspace(call.callee)
                && body.passes_on(call.expr)
                && body.runs_with_function(call.expr)
                && let Some(mut passed) = Passed::of(body, call)
            {
                passed.certain = certain(body, call.expr);
                writing.passed.push(passed);
            }
        }
        if !writing.is_empty() && body.speaks_of_transactions() {
            return Self::default();
        }
        writing
    }

    pub(super) fn is_empty(&self) -> bool {
        self.own.is_empty() && self.passed.is_empty()
    }
}

impl Passed {
    /// `None` where nothing is handed over that could lead to a database.
    fn of(body: &Body<'_>, call: &Call) -> Option<Self> {
        let tree = body.program.file(call.callee.file).tree();
        let function = tree.function(call.callee.item)?;
        let given = |expr: ExprId| {
            let place = body.place(expr);
            let handle = body.handle(expr);
            (place.is_some() || handle.is_some()).then_some(Given { place, handle })
        };
        // `Type::method(value, …)` hands over the receiver as the first argument.
        let args = &body.tree()[call.args];
        let (receiver, args) = match (call.receiver, args) {
            (None, [first, rest @ ..]) if function.receiver != Receiver::None => {
                (Some(*first), rest)
            }
            (receiver, args) => (receiver, args),
        };
        let passed = Self {
            callee: call.callee,
            expr: call.expr,
            at: call.name_span(body),
            receiver: receiver.and_then(given),
            args: args.iter().map(|arg| given(*arg)).collect(),
            certain: false,
        };
        let leads = passed.receiver.is_some() || passed.args.iter().any(Option::is_some);
        leads.then_some(passed)
    }

    /// What the callee writes on, as the caller knows it.
    fn outer(&self, on: &Handle) -> Option<Handle> {
        let given = match on.place.root {
            Root::Static(_) => return Some(on.clone()),
            Root::Local(_) => return None,
            Root::Own => self.receiver.as_ref()?,
            Root::Param(index) => self.args.get(index)?.as_ref()?,
        };
        if on.place.path.is_empty() {
            let mut handle = given.handle.clone()?;
            handle.alone |= on.alone;
            return Some(handle);
        }
        let mut place = given.place.clone()?;
        place.path.push_str(&on.place.path);
        place.text.push_str(&on.place.path);
        Some(Handle {
            place,
            alone: on.alone,
        })
    }
}

/// What all functions write.
#[derive(Debug, Default)]
pub(crate) struct Writes {
    functions: FxHashMap<ItemRef, Vec<Written>>,
}

impl Writes {
    /// Carries the writes from those who make them to those who call for them, one call at a time.
    pub(super) fn new<'a>(writings: impl Iterator<Item = (ItemRef, &'a Writing)>) -> Self {
        let mut out = Self::default();
        let mut callers: FxHashMap<ItemRef, Vec<(ItemRef, &Passed)>> = FxHashMap::default();
        let mut seen: FxHashSet<(ItemRef, ExprId, Verb, String, Place)> = FxHashSet::default();
        let mut fresh: Vec<(ItemRef, Written)> = Vec::new();
        for (item, writing) in writings {
            fresh.extend(writing.own.iter().map(|own| (item, own.written())));
            for passed in &writing.passed {
                let list = callers.entry(passed.callee).or_default();
                list.push((item, passed));
            }
        }
        for _ in 0..DEPTH {
            fresh.sort_by(|(item, one), (other, two)| {
                (item, one.expr, &one.way).cmp(&(other, two.expr, &two.way))
            });
            let mut next = Vec::new();
            for (item, written) in fresh.drain(..) {
                let (table, place) = (written.table.clone(), written.on.place.clone());
                let key = (item, written.expr, written.verb, table, place);
                if !seen.insert(key) {
                    continue;
                }
                for (caller, passed) in callers.get(&item).into_iter().flatten() {
                    if written.certain
                        && *caller != item
                        && let Some(on) = passed.outer(&written.on)
                    {
                        next.push((*caller, written.through(item, passed, on)));
                    }
                }
                out.functions.entry(item).or_default().push(written);
            }
            fresh = next;
        }
        for list in out.functions.values_mut() {
            list.sort_by_key(|written| written.expr);
        }
        out
    }

    /// The functions in which writes of others come together with others, in order.
    pub(crate) fn meeting(&self) -> Vec<ItemRef> {
        let meets = |list: &Vec<Written>| {
            let more = list.windows(2).any(|pair| pair[0].expr != pair[1].expr);
            more && list.iter().any(|written| !written.way.is_empty())
        };
        let found = self.functions.iter().filter(|(_, list)| meets(list));
        let mut found: Vec<ItemRef> = found.map(|(item, _)| *item).collect();
        found.sort_unstable();
        found
    }

    /// What a function writes, in the order of its body. Of a call that writes to many tables nothing is told.
    pub(crate) fn of(&self, function: ItemRef) -> impl Iterator<Item = &Written> {
        let list = self.functions.get(&function).map_or(&[][..], Vec::as_slice);
        list.iter().filter(move |written| {
            let same = list.iter().filter(|other| other.expr == written.expr);
            same.count() <= MANY
        })
    }
}

impl Own {
    fn written(&self) -> Written {
        Written {
            expr: self.expr,
            at: self.at,
            verb: self.verb,
            table: self.table.clone(),
            on: self.on.clone(),
            certain: self.certain,
            way: SmallVec::new(),
        }
    }
}

impl Written {
    /// What it is to a caller.
    fn through(&self, callee: ItemRef, passed: &Passed, on: Handle) -> Self {
        let mut way = SmallVec::new();
        way.push((callee, self.at));
        way.extend(self.way.iter().copied());
        Self {
            expr: passed.expr,
            at: passed.at,
            verb: self.verb,
            table: self.table.clone(),
            on,
            certain: passed.certain,
            way,
        }
    }

    /// The function that is called for it, unless it is made on the spot.
    pub(crate) fn callee(&self) -> Option<ItemRef> {
        self.way.first().map(|(function, _)| *function)
    }

    /// The way to the statement, from the function that is called.
    pub(crate) fn steps(&self, program: &Program<'_>) -> Vec<Step> {
        let steps = self.way.iter().enumerate().map(|(index, (function, at))| {
            let text = match self.way.get(index + 1) {
                Some((next, _)) => format!("which calls `{}`", program.name(*next)),
                None => format!(
                    "`{}` {} `{}` here",
                    program.name(*function),
                    match self.verb {
                        Verb::Insert | Verb::Upsert => "inserts into",
                        Verb::Update => "updates",
                        Verb::Delete => "deletes from",
                        Verb::Select => "reads",
                    },
                    self.table
                ),
            };
            (function.file, *at, text)
        });
        steps.collect::<Vec<(FileId, Span, String)>>()
    }
}

impl Body<'_> {
    /// Whether the failure of a call is that of the function: it is passed on by `?`, `return`, or as its value.
    pub(crate) fn passes_on(&self, call: ExprId) -> bool {
        let mut at = call;
        while let Some(outer) = self.tree().parent(at) {
            match self.expr(outer) {
                Expr::Try(_) | Expr::Return(_) => return true,
                Expr::Await(_) => {}
                Expr::Block(block) if block.tail == Some(at) => {}
                Expr::If { cond, .. } if cond != at => {}
                Expr::Match { scrutinee, .. } if scrutinee != at => {}
                Expr::MethodCall { receiver, name, .. }
                    if receiver == at && self.hands_error_on(at, outer, name) => {}
                _ => return false,
            }
            at = outer;
        }
        true
    }

    /// Whether a method of a `Result` gives a `Result` that has the same error, or one made of it. An extension of one's
    /// own does, as long as nothing says that it gives something else.
    fn hands_error_on(&self, before: ExprId, after: ExprId, name: Span) -> bool {
        let name = self.source().str(name);
        let is_result = |id| self.is_type(self.ty(id), "std::result::Result");
        let keeps = |callee| self.program.is_workspace(callee);
        HAND_ON.contains(&name)
            || (is_result(before)
                && (is_result(after) || matches!(self.ty(after), Ty::Unknown))
                && self.callee(after).is_none_or(keeps)
                && !SWALLOW.iter().any(|word| name.starts_with(word)))
    }

    /// Whether an expression is in only one of several ways through the function.
    fn stands_in_branch(&self, expr: ExprId) -> bool {
        let mut inner = expr;
        self.tree().ancestors(expr).any(|outer| {
            let branches = match self.expr(outer) {
                Expr::If { cond, .. } => cond != inner,
                Expr::Match { scrutinee, .. } => scrutinee != inner,
                _ => false,
            };
            inner = outer;
            branches
        })
    }

    /// The first place at which the function returns early and not with an error.
    fn first_success(&self) -> Option<ExprId> {
        let (first, root) = self.program.body_range(self.owner)?;
        let mut all = self.tree().exprs_between(first, root);
        all.find(|id| match self.expr(*id) {
            Expr::Return(value) => value.is_none_or(|value| !self.text(value).starts_with("Err")),
            _ => false,
        })
    }
}
