//! Who calls whom with what: which functions run once, when a program starts, ends, or does the one thing that a person
//! called it for; and which parameters are only ever given constants.
//!
//! `main` runs once, and so does what it alone calls, as long as no call on the way is repeated, goes into a task of its own,
//! or hands the function on as a value. Whatever has a caller that nobody sees, such as a handler that a router knows
//! or a method that a foreign trait asks for, may run at any time. Calls that the resolver did not follow are not
//! looked for: a function that has such callers besides may be taken for one that runs once, which only makes a finding
//! less sure.

use rustc_hash::{FxHashMap, FxHashSet};
use rustora_source::cargo::TargetKind;
use rustora_source::tree::{Expr, ExprId, ItemKind, PathId};
use smallvec::SmallVec;

use super::body::{Body, Call};
use super::program::{CrateId, CrateKind, Def, ItemRef, Module, Program};
use super::resolve::Namespace;

/// How a function of the workspace is reached from one body.
#[derive(Clone, Debug)]
struct Reach {
    caller: ItemRef,
    callee: ItemRef,
    pace: Pace,
    /// What its parameters are given, as far as that is known.
    given: SmallVec<[Given; 4]>,
}

/// How often a function runs for each time that its caller does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Pace {
    /// Once, and to its end.
    Once,
    /// Again until it succeeds: the caller waits for nothing else in between.
    Tried,
    /// Any number of times, or at any time.
    Often,
}

/// What a parameter is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Given {
    /// What the program itself says: a literal, a constant, something made of both.
    Constant,
    /// A parameter of the caller, or a part of it.
    Parameter(usize),
    Other,
}

/// Who reaches whom, gathered body by body.
#[derive(Debug, Default)]
pub(crate) struct Reaches {
    edges: Vec<Reach>,
    /// Functions that run once by themselves: programs, and what makes a value that is kept.
    roots: Vec<ItemRef>,
}

impl Reaches {
    /// What one body reaches. Tests and examples say nothing about a program.
    pub(crate) fn of(body: &Body<'_>) -> Self {
        let mut out = Self::default();
        let delivered = matches!(body.target(), Some(TargetKind::Lib | TargetKind::Bin));
        if body.is_test() || !delivered {
            return out;
        }
        if body.is_main() {
            out.roots.push(body.owner);
        }
        for call in &body.calls {
            if !body.program.is_workspace(call.callee) {
                continue;
            }
            if body.is_kept(call.expr) {
                out.roots.push(call.callee);
                continue;
            }
            out.edges.push(Reach {
                caller: body.owner,
                callee: call.callee,
                pace: body.pace_of(call),
                given: body.tree()[call.args]
                    .iter()
                    .map(|arg| body.given(*arg, 6))
                    .collect(),
            });
        }
        for named in &body.named {
            if body.program.is_workspace(named.callee) {
                out.edges.push(Reach {
                    caller: body.owner,
                    callee: named.callee,
                    pace: Pace::Often,
                    given: SmallVec::new(),
                });
            }
        }
        out
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.edges.extend(other.edges);
        self.roots.extend(other.roots);
    }

    /// Whether a function's parameter is only ever given what the program itself says.
    pub(crate) fn is_constant(&self, parameter: (ItemRef, usize)) -> bool {
        let mut seen: FxHashSet<(ItemRef, usize)> = FxHashSet::default();
        let mut open = vec![parameter];
        while let Some((function, index)) = open.pop() {
            if !seen.insert((function, index)) {
                continue;
            }
            let mut callers = self
                .edges
                .iter()
                .filter(|edge| edge.callee == function)
                .peekable();
            if callers.peek().is_none() {
                return false;
            }
            for edge in callers {
                match edge.given.get(index) {
                    Some(Given::Constant) => {}
                    Some(Given::Parameter(own)) => open.push((edge.caller, *own)),
                    Some(Given::Other) | None => return false,
                }
            }
        }
        true
    }

    /// How often each function runs.
    pub(crate) fn paces(mut self, program: &Program<'_>, recurring: &FxHashSet<ItemRef>) -> Paces {
        self.follow_traits(program);
        let mut reached: FxHashSet<ItemRef> = self.roots.iter().copied().collect();
        reached.extend(self.edges.iter().map(|edge| edge.callee));
        let paced = |pace| self.at_most(program, pace, &reached);
        let (once, tried) = (paced(Pace::Once), paced(Pace::Tried));
        reached.extend(recurring);
        Paces {
            once,
            tried,
            reached,
            delivered: program.libraries_of_programs(),
        }
    }

    /// The functions that run at most as often as this in the life of their program.
    fn at_most(
        &self,
        program: &Program<'_>,
        pace: Pace,
        reached: &FxHashSet<ItemRef>,
    ) -> FxHashSet<ItemRef> {
        let mut outgoing: FxHashMap<ItemRef, Vec<ItemRef>> = FxHashMap::default();
        let mut open: Vec<ItemRef> = Vec::new();
        for edge in &self.edges {
            outgoing.entry(edge.caller).or_default().push(edge.callee);
            if edge.pace > pace || program.answers_foreign_trait(edge.callee) {
                open.push(edge.callee);
            }
        }
        open.extend(outgoing.keys().filter(|caller| !reached.contains(*caller)));
        let mut often: FxHashSet<ItemRef> = FxHashSet::default();
        while let Some(item) = open.pop() {
            if often.insert(item) {
                open.extend(outgoing.get(&item).into_iter().flatten());
            }
        }
        // Two functions that only call each other are reached by nobody who is known.
        let mut found: FxHashSet<ItemRef> = FxHashSet::default();
        let mut open = self.roots.clone();
        while let Some(item) = open.pop() {
            if !often.contains(&item) && found.insert(item) {
                open.extend(outgoing.get(&item).into_iter().flatten());
            }
        }
        found
    }

    /// Whoever calls a method of the workspace's own trait reaches each of its `impl`s.
    fn follow_traits(&mut self, program: &Program<'_>) {
        let mut callees: Vec<ItemRef> = self.edges.iter().map(|edge| edge.callee).collect();
        callees.sort_unstable();
        callees.dedup();
        let written = program.written_by_traits();
        for callee in callees {
            for method in written.get(&callee).into_iter().flatten().copied() {
                self.edges.push(Reach {
                    caller: callee,
                    callee: method,
                    pace: Pace::Once,
                    given: SmallVec::new(),
                });
            }
        }
    }
}

/// How often the functions of the workspace run.
#[derive(Debug, Default)]
pub(crate) struct Paces {
    once: FxHashSet<ItemRef>,
    tried: FxHashSet<ItemRef>,
    reached: FxHashSet<ItemRef>,
    /// The crates of libraries that a program of the workspace is made of.
    delivered: FxHashSet<CrateId>,
}

impl Paces {
    /// Whether a function runs at most this often in the life of its program.
    pub(crate) fn holds(&self, program: &Program<'_>, function: ItemRef, pace: Pace) -> bool {
        match pace {
            Pace::Once => self.once.contains(&function) || self.is_unused(program, function),
            Pace::Tried => self.tried.contains(&function) || self.is_unused(program, function),
            Pace::Often => true,
        }
    }

    /// Whether a library that is a part of a program has a function that no part of the program calls. One with an attribute
    /// may be called by what that makes of it, and a method by what a trait or a macro makes of its type.
    fn is_unused(&self, program: &Program<'_>, function: ItemRef) -> bool {
        let file = program.file(function.file);
        let (tree, item) = (file.tree(), program.item(function));
        let is_free = item
            .parent
            .is_none_or(|parent| matches!(tree[parent].kind, ItemKind::Mod(_)));
        let is_plain = tree[item.attrs].iter().all(|attr| {
            let name = file.str(attr.name);
            let last = name.rsplit("::").next().unwrap_or(name);
            matches!(
                last,
                "allow" | "cfg" | "deprecated" | "expect" | "inline" | "instrument" | "must_use"
            )
        });
        self.delivered.contains(&file.krate)
            && is_free
            && is_plain
            && !self.reached.contains(&function)
    }
}

impl Program<'_> {
    /// The libraries of the workspace on which a program of another of its packages builds, perhaps through others.
    fn libraries_of_programs(&self) -> FxHashSet<CrateId> {
        let packages = &self.workspace.packages;
        let mut open: Vec<usize> = (0..packages.len())
            .filter(|index| {
                let mut targets = packages[*index].targets.iter();
                targets.any(|target| target.kind == TargetKind::Bin)
            })
            .collect();
        let mut used: FxHashSet<usize> = FxHashSet::default();
        while let Some(index) = open.pop() {
            let needed = packages[index].dependencies.iter().flatten();
            for path in needed.filter_map(|dependency| dependency.path.as_deref()) {
                let path = rustora_host::plain(path);
                let found = packages.iter().position(|other| other.folder == path);
                open.extend(found.filter(|other| used.insert(*other)));
            }
        }
        self.crates()
            .filter(|(_, krate)| {
                matches!(krate.kind, CrateKind::Workspace { package, target: TargetKind::Lib }
                    if used.contains(&package))
            })
            .map(|(id, _)| id)
            .collect()
    }

    /// Whether a path leads to a constant.
    fn names_constant(&self, module: Module, path: PathId) -> bool {
        let found = self.resolve(module, path, Namespace::Value);
        found.is_some_and(|found| match found.def {
            Def::Item(item) => matches!(
                self.item(item).kind,
                ItemKind::Const {
                    is_static: false,
                    ..
                }
            ),
            _ => false,
        })
    }

    /// Whether a function stands in an `impl` of a trait that is not the workspace's own: code that nobody sees calls it.
    fn answers_foreign_trait(&self, function: ItemRef) -> bool {
        let Some(parent) = self.item(function).parent else {
            return false;
        };
        let around = ItemRef {
            file: function.file,
            item: parent,
        };
        match self.item(around).kind {
            ItemKind::Impl(data) => {
                self.file(function.file).tree()[data].trait_path.is_some()
                    && !self
                        .trait_of(around)
                        .is_some_and(|of| self.is_workspace(of))
            }
            _ => false,
        }
    }
}

impl Body<'_> {
    /// What an argument is, looking at most `depth` variables back.
    fn given(&self, arg: ExprId, depth: u32) -> Given {
        let Some(depth) = depth.checked_sub(1) else {
            return Given::Other;
        };
        let tree = self.tree();
        let all = |list: &[ExprId]| {
            let mut each = list.iter().map(|part| self.given(*part, depth));
            let constant = each.all(|part| part == Given::Constant);
            if constant {
                Given::Constant
            } else {
                Given::Other
            }
        };
        match tree[arg] {
            Expr::Literal(_) => Given::Constant,
            Expr::Borrow { expr: inner, .. }
            | Expr::Deref(inner)
            | Expr::Field { base: inner, .. } => self.given(inner, depth),
            Expr::Tuple(list) | Expr::Array(list) => all(&tree[list]),
            Expr::If {
                then,
                otherwise: Some(otherwise),
                ..
            } => all(&[then, otherwise]),
            Expr::Match { arms, .. } => {
                let bodies: Vec<ExprId> = tree[arms].iter().map(|arm| arm.body).collect();
                all(&bodies)
            }
            Expr::Block(block) if tree[block.stmts].is_empty() => block
                .tail
                .map_or(Given::Other, |tail| self.given(tail, depth)),
            Expr::Path(path) => match self.local(arg) {
                Some(pat) => match self.source_of(pat) {
                    Some(source) => self.given(source, depth),
                    None => self.parameter(pat).map_or(Given::Other, Given::Parameter),
                },
                None if self.program.names_constant(self.module, path) => Given::Constant,
                None => Given::Other,
            },
            _ => Given::Other,
        }
    }

    /// Whether a call runs inside a closure whose value is made once and kept.
    fn is_kept(&self, call: ExprId) -> bool {
        self.tree()
            .ancestors(call)
            .any(|outer| matches!(self.expr(outer), Expr::Closure { .. }) && self.runs_once(outer))
    }

    /// How often a call runs for each time that its function does.
    fn pace_of(&self, call: &Call) -> Pace {
        let is_async = self
            .program
            .file(call.callee.file)
            .tree()
            .function(call.callee.item)
            .is_some_and(|function| function.is_async);
        if is_async && !self.is_driven(call.expr) {
            return Pace::Often;
        }
        self.pace(call.expr)
    }

    /// How often an expression runs for each time that its function does.
    pub(crate) fn pace(&self, id: ExprId) -> Pace {
        if self.runs_in_passing(id) {
            Pace::Once
        } else if self.runs_outside(id, &|around| self.tries_again(around, id)) {
            Pace::Tried
        } else {
            Pace::Often
        }
    }

    /// Whether an expression runs when its function does, and is not in a loop that waits in between: such a loop may go
    /// on for as long as the program does.
    pub(crate) fn runs_in_passing(&self, id: ExprId) -> bool {
        self.runs_outside(id, &|around| !self.may_go_on(around))
    }

    /// Whether an expression runs when its function does, and each loop around it is one of those.
    fn runs_outside(&self, id: ExprId, ends: &dyn Fn(ExprId) -> bool) -> bool {
        let tree = self.tree();
        let mut leaves = false;
        tree.ancestors(id).all(|outer| match tree[outer] {
            Expr::Async(_) => self.is_driven(outer),
            Expr::Closure { is_async, .. } => {
                !is_async && (self.runs_in_place(outer) || self.is_thread(outer))
            }
            Expr::Macro(_) => self.is_transparent(outer),
            Expr::Return(_) => {
                leaves = true;
                true
            }
            Expr::Loop(_) | Expr::While { .. } => leaves || ends(outer),
            _ => true,
        })
    }

    /// Whether a loop can be left and waits for nothing but what `id` is a part of: it asks again until it has an answer.
    fn tries_again(&self, around: ExprId, id: ExprId) -> bool {
        let inside = self.inside(around);
        let is_other = |future: ExprId| !self.span(future).contains(self.span(id));
        let waits_else = inside
            .iter()
            .any(|inner| matches!(self.expr(*inner), Expr::Await(future) if is_other(future)));
        let can_end = || {
            inside
                .iter()
                .any(|inner| matches!(self.expr(*inner), Expr::Return(_) | Expr::Break(_)))
        };
        !self.may_go_on(around) || !waits_else && can_end()
    }

    /// Whether a loop waits for something that may come again and again. One that only sleeps and can be left is looking for
    /// something to happen, and ends with it.
    fn may_go_on(&self, around: ExprId) -> bool {
        if self.takes_from_a_list(around) {
            return false;
        }
        let inside = self.inside(around);
        let mut awaits = inside.iter().filter_map(|id| match self.expr(*id) {
            Expr::Await(future) => Some(future),
            _ => None,
        });
        let sleeps = |future: ExprId| {
            self.callee(future)
                .is_some_and(|callee| self.program.is(callee, "tokio::time::sleep"))
        };
        let can_end = inside
            .iter()
            .any(|id| matches!(self.expr(*id), Expr::Return(_) | Expr::Break(_)));
        awaits.any(|future| !can_end || !sleeps(future))
    }

    /// `while let Some(next) = open.pop()`: what such a loop works off is in the program already.
    fn takes_from_a_list(&self, around: ExprId) -> bool {
        const LISTS: [&str; 3] = [
            "std::collections::BinaryHeap",
            "std::collections::VecDeque",
            "std::vec::Vec",
        ];
        let Expr::While { cond, .. } = self.expr(around) else {
            return false;
        };
        let Expr::Let { value, .. } = self.expr(cond) else {
            return false;
        };
        self.callee(value).is_some_and(|callee| {
            self.program.name(callee).starts_with("pop")
                && LISTS
                    .iter()
                    .any(|list| self.program.is_method_of(callee, list))
        })
    }

    /// Whether a closure is all that a thread of its own does: then it runs once for each time that the thread is started.
    fn is_thread(&self, closure: ExprId) -> bool {
        let call = self.tree().parent(closure);
        call.and_then(|call| self.callee(call))
            .is_some_and(|callee| {
                let krate = self.program.file(callee.file).krate;
                self.program.krate(krate).name == "std"
                    && self.program.mark(callee, "spawns").is_some()
            })
    }

    /// Whether a future is run to its end where it is made: awaited, perhaps inside others, or given to `block_on`.
    fn is_driven(&self, future: ExprId) -> bool {
        if self.ends_server(future) {
            return true;
        }
        let tree = self.tree();
        let mut inner = future;
        for outer in tree.ancestors(future) {
            match tree[outer] {
                Expr::Await(_) => return true,
                Expr::Borrow { .. } => {}
                Expr::Call { .. } | Expr::MethodCall { .. } => {
                    let is_receiver = matches!(tree[outer],
                        Expr::MethodCall { receiver, .. } if receiver == inner);
                    match self.callee(outer) {
                        Some(callee) if self.program.mark(callee, "drives").is_some() => {
                            return true;
                        }
                        Some(callee) => {
                            let is_own = self.program.is_workspace(callee);
                            let elsewhere = ["spawns", "offloads"]
                                .iter()
                                .any(|mark| self.program.mark(callee, mark).is_some());
                            if elsewhere || is_own && !is_receiver {
                                return false;
                            }
                        }
                        // Every runtime has one.
                        None if self.source().str(self.name_of(outer)).ends_with("block_on") => {
                            return true;
                        }
                        None if is_receiver => {}
                        None => return false,
                    }
                }
                Expr::Macro(_) => return self.is_transparent(outer),
                _ => return false,
            }
            inner = outer;
        }
        false
    }

    /// Whether a future is what a server waits for to end: handed over where it is made, or by the name that it gets.
    pub(crate) fn ends_server(&self, future: ExprId) -> bool {
        let is_handed = |id: ExprId| {
            let outer = self.tree().parent(id).map(|outer| self.expr(outer));
            // These servers have few names in common, but what they call this.
            matches!(outer, Some(Expr::MethodCall { receiver, name, .. })
                if receiver != id && self.source().str(name).ends_with("_shutdown"))
        };
        let named = self.bound_by(future).map(|pat| self.uses_of(pat));
        is_handed(future) || named.into_iter().flatten().any(is_handed)
    }
}
