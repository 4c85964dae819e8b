//! What calling a function of the workspace comes to: that it blocks its thread, waits for something outside, loses
//! data when it is dropped halfway, takes a lock, writes to a database.
//!
//! Each body says what it does itself and whom it calls ([`Local`]); [`Summaries`] follows the calls, circles included,
//! to the nearest function that does it itself, and can show the way. Only calls that run as part of their function
//! count: what stands in a spawned task, an unknown closure or a future that nobody awaits does not.

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};
use rustora_source::Span;
use rustora_source::tree::{Expr, ExprId, Receiver};

use super::body::{Body, Call};
use super::guards::{Hold, Place, Root};
use super::program::{CrateKind, FileId, ItemRef, Program};
use super::recurring::Recurs;
use super::taint::Entry;
use super::writes::{Writes, Writing};

/// What a function does, besides computing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Effect {
    /// It blocks its thread for a while that others notice.
    Blocks,
    /// It waits for the network, the disk, a database, a timer.
    Waits,
    /// Dropping its future halfway loses data.
    CancelUnsafe,
}

const EFFECTS: [Effect; 3] = [Effect::Blocks, Effect::Waits, Effect::CancelUnsafe];

/// One thing that a body does itself.
#[derive(Clone, Debug)]
struct Deed {
    effect: Effect,
    at: Span,
    /// What is called.
    callee: ItemRef,
}

/// A lock that a body takes itself.
#[derive(Clone, Debug)]
struct Taking {
    place: Place,
    hold: Hold,
    at: Span,
}

/// A call of a function of the workspace.
#[derive(Clone, Debug)]
struct Edge {
    callee: ItemRef,
    at: Span,
    /// Where `self` of the callee lives, and what its parameters are.
    receiver: Option<Place>,
    args: Vec<Option<Place>>,
}

/// Text that a call hands to a function of the workspace, unchecked.
#[derive(Clone, Debug)]
struct Handed {
    callee: ItemRef,
    /// The position of the parameter, without `self`.
    param: usize,
    at: Span,
    entry: Entry,
}

/// What one body does itself and whom it calls.
#[derive(Clone, Debug, Default)]
pub(crate) struct Local {
    is_async: bool,
    deeds: Vec<Deed>,
    takings: Vec<Taking>,
    edges: Vec<Edge>,
    handed: Vec<Handed>,
    /// The functions whose futures it may drop halfway, and where.
    dropped: Vec<(ItemRef, Span)>,
    writing: Writing,
}

impl Local {
    /// What `body` does, nothing where there is nothing to tell.
    pub(crate) fn of(body: &Body<'_>) -> Option<Self> {
        let program = body.program;
        let function = body.tree().function(body.owner.item)?;
        let mut local = Self {
            is_async: function.is_async,
            ..Self::default()
        };
        if body.is_test() {
            return None;
        }
        local.writing = Writing::of(body);
        for call in &body.calls {
            let marked = program.has_marks(call.callee);
            let own = program.is_workspace(call.callee);
            if own {
                local.handed.extend(Handed::of(body, call));
            }
            if own && let Some(at) = body.dropped_at(call.expr) {
                local.dropped.push((call.callee, at));
            }
            if !(marked || own) || !body.runs_with_function(call.expr) {
                continue;
            }
            if own {
                local.edges.extend(Edge::of(body, call));
                continue;
            }
            let at = call.name_span(body);
            for effect in EFFECTS {
                if does(body, call, effect) {
                    local.deeds.push(Deed {
                        effect,
                        at,
                        callee: call.callee,
                    });
                }
            }
            if let Some((place, hold)) = body.taken(call) {
                local.takings.push(Taking { place, hold, at });
            }
        }
        let is_empty = local.deeds.is_empty()
            && local.takings.is_empty()
            && local.edges.is_empty()
            && local.handed.is_empty()
            && local.dropped.is_empty()
            && local.writing.is_empty();
        (!is_empty).then_some(local)
    }
}

/// Whether a call of a table's function has this effect where it stands.
fn does(body: &Body<'_>, call: &Call, effect: Effect) -> bool {
    let program = body.program;
    match effect {
        Effect::Blocks => {
            (program.mark(call.callee, "blocks").is_some()
                || program.mark(call.callee, "hashes_password").is_some())
                && !program.blocks_briefly(call.callee)
        }
        Effect::Waits => {
            (program.mark(call.callee, "waits").is_some()
                || program.mark(call.callee, "executes").is_some())
                && body.is_awaited(call.expr)
        }
        Effect::CancelUnsafe => {
            program.mark(call.callee, "cancel_unsafe").is_some() && body.is_awaited(call.expr)
        }
    }
}

impl Handed {
    /// The texts of a request, and those of parameters, that a call hands on.
    fn of(body: &Body<'_>, call: &Call) -> Vec<Self> {
        let takes_self = body
            .program
            .file(call.callee.file)
            .tree()
            .function(call.callee.item)
            .is_some_and(|function| function.receiver != Receiver::None);
        // `Type::method(value, …)` hands over the receiver as the first argument.
        let skipped = usize::from(takes_self && call.receiver.is_none());
        let args = body.tree()[call.args].iter().skip(skipped).enumerate();
        let carrying = args.filter(|(_, arg)| body.may_hand_text(body.ty(**arg)));
        carrying
            .filter_map(|(param, arg)| {
                let flow = body.inflow(*arg)?;
                (!body.is_checked(&flow, call.expr)).then(|| Self {
                    callee: call.callee,
                    param,
                    at: body.span(*arg),
                    entry: flow.entry,
                })
            })
            .collect()
    }
}

impl Edge {
    fn of(body: &Body<'_>, call: &Call) -> Option<Self> {
        let callee = body.program.item(call.callee);
        let is_async = body
            .program
            .file(call.callee.file)
            .tree()
            .function(call.callee.item)?
            .is_async;
        // A future that nobody awaits here runs elsewhere, or not at all.
        if is_async && !body.is_awaited(call.expr) || callee.test {
            return None;
        }
        Some(Self {
            callee: call.callee,
            at: call.name_span(body),
            receiver: call.receiver.and_then(|receiver| body.place(receiver)),
            args: body.tree()[call.args]
                .iter()
                .map(|arg| body.place(*arg))
                .collect(),
        })
    }
}

impl Program<'_> {
    /// Whether a blocking function is over before anyone notices, or waits for a person: a look at the file
    /// system's tables mostly takes microseconds, and who asks a person has no other task.
    pub(crate) fn blocks_briefly(&self, function: ItemRef) -> bool {
        let owners = ["std::path::Path", "std::io::Stdin"];
        owners
            .iter()
            .any(|owner| self.is_method_of(function, owner))
    }

    /// Whether an item is under review.
    pub(crate) fn is_workspace(&self, item: ItemRef) -> bool {
        let krate = self.krate(self.file(item.file).krate);
        matches!(krate.kind, CrateKind::Workspace { .. })
    }
}

impl Body<'_> {
    /// Whether a future is awaited where it is made, by itself or under a `timeout`.
    pub(crate) fn is_awaited(&self, call: ExprId) -> bool {
        let parent = self.tree().parent(call).map(|parent| self.expr(parent));
        matches!(parent, Some(Expr::Await(_)))
    }

    /// Whether a closure makes a value that is kept: it runs for the first caller only.
    pub(super) fn runs_once(&self, closure: ExprId) -> bool {
        let callee = self
            .tree()
            .parent(closure)
            .and_then(|call| self.callee(call));
        callee.is_some_and(|callee| {
            matches!(
                self.program.name(callee),
                "get_or_init" | "get_or_try_init" | "call_once" | "new"
            )
        })
    }

    /// Whether an expression runs when its function does: not in a task, thread or closure that goes elsewhere.
    pub(crate) fn runs_with_function(&self, id: ExprId) -> bool {
        let tree = self.tree();
        tree.ancestors(id).all(|outer| match tree[outer] {
            Expr::Async(_) => self.is_awaited(outer),
            Expr::Closure { is_async, .. } => {
                !is_async && self.runs_in_place(outer) && !self.runs_once(outer)
            }
            Expr::Macro(_) => self.is_transparent(outer),
            _ => true,
        })
    }
}

/// A step on the way from a call to what it comes to.
pub(crate) type Step = (FileId, Span, String);

/// A question that only the whole workspace can answer.
#[derive(Clone, Debug)]
pub(crate) enum Question {
    /// Whether calling this function has the effect.
    Does(ItemRef, Effect),
    /// Whether some caller drops its future halfway and keeps what it works on.
    Dropped(ItemRef),
    /// Whether calling it takes a lock that is held already.
    Takes {
        /// The function.
        callee: ItemRef,
        /// The lock as the callee knows it.
        place: Place,
        /// How it is held here.
        held: Hold,
    },
    /// Whether something runs this function again and again, for one of these.
    Recurs(ItemRef, &'static [Recurs]),
    /// Whether some caller hands text from a request to this parameter.
    Handed {
        /// The function.
        function: ItemRef,
        /// The position of the parameter, without `self`.
        param: usize,
    },
}

/// What all functions come to.
#[derive(Debug, Default)]
pub(crate) struct Summaries {
    functions: FxHashMap<ItemRef, Local>,
    /// For each function with an effect the next one on the shortest way to it; itself where it does it itself.
    ways: FxHashMap<(ItemRef, Effect), ItemRef>,
    callers: FxHashMap<ItemRef, Vec<ItemRef>>,
    recurring: FxHashMap<ItemRef, Vec<(Recurs, FileId, Span)>>,
    /// For each parameter the functions that hand text to it.
    handing: FxHashMap<(ItemRef, usize), Vec<ItemRef>>,
    /// What each function writes to a database.
    pub(crate) writes: Writes,
}

impl Summaries {
    /// Follows the calls between `functions`.
    pub(crate) fn new(
        program: &Program<'_>,
        functions: FxHashMap<ItemRef, Local>,
        recurs: Vec<(ItemRef, Recurs, FileId, Span)>,
    ) -> Self {
        let mut recurring: FxHashMap<ItemRef, Vec<(Recurs, FileId, Span)>> = FxHashMap::default();
        for (item, what, file, at) in recurs {
            recurring.entry(item).or_default().push((what, file, at));
        }
        for list in recurring.values_mut() {
            list.sort_unstable_by(|(_, file, at), (_, other, there)| {
                program.in_order(*file, *other).then(at.cmp(there))
            });
        }
        let mut callers: FxHashMap<ItemRef, Vec<ItemRef>> = FxHashMap::default();
        for (caller, local) in &functions {
            for edge in &local.edges {
                callers.entry(edge.callee).or_default().push(*caller);
            }
        }
        let by_place =
            |a: &ItemRef, b: &ItemRef| program.in_order(a.file, b.file).then(a.item.cmp(&b.item));
        for list in callers.values_mut() {
            list.sort_unstable_by(by_place);
            list.dedup();
        }
        let mut ways = FxHashMap::default();
        for effect in EFFECTS {
            let does = |local: &Local| local.deeds.iter().any(|deed| deed.effect == effect);
            let mut open: Vec<ItemRef> = functions
                .iter()
                .filter(|(_, local)| does(local))
                .map(|(item, _)| *item)
                .collect();
            open.sort_unstable_by(by_place);
            for item in &open {
                ways.insert((*item, effect), *item);
            }
            let mut open = VecDeque::from(open);
            while let Some(item) = open.pop_front() {
                // What an async function blocks is told there; its callers only wait for it.
                let stops = effect == Effect::Blocks
                    && functions.get(&item).is_some_and(|local| local.is_async);
                if stops {
                    continue;
                }
                for caller in callers.get(&item).into_iter().flatten() {
                    if let std::collections::hash_map::Entry::Vacant(slot) =
                        ways.entry((*caller, effect))
                    {
                        slot.insert(item);
                        open.push_back(*caller);
                    }
                }
            }
        }
        let mut handing: FxHashMap<(ItemRef, usize), Vec<ItemRef>> = FxHashMap::default();
        for (caller, local) in &functions {
            for handed in &local.handed {
                let callers = handing.entry((handed.callee, handed.param)).or_default();
                callers.push(*caller);
            }
        }
        let writings = functions.iter();
        let writes = Writes::new(writings.map(|(item, local)| (*item, &local.writing)));
        Self {
            functions,
            ways,
            callers,
            recurring,
            handing,
            writes,
        }
    }

    /// The steps that show the answer to be yes; `None` for no.
    pub(crate) fn answer(&self, program: &Program<'_>, question: &Question) -> Option<Vec<Step>> {
        match question {
            Question::Does(callee, effect) => self.way(program, *callee, *effect),
            Question::Dropped(callee) => self.drop_of(program, *callee, 3),
            Question::Takes {
                callee,
                place,
                held,
            } => self.taking(program, *callee, place, *held, &mut FxHashSet::default(), 6),
            Question::Recurs(function, what) => self.recurrence(program, *function, what),
            Question::Handed { function, param } => {
                self.sent(program, (*function, *param), &mut FxHashSet::default(), 4)
            }
        }
    }

    /// The shortest way from where a function is made to run again and again to `function`.
    fn recurrence(
        &self,
        program: &Program<'_>,
        function: ItemRef,
        what: &[Recurs],
    ) -> Option<Vec<Step>> {
        let mut next = FxHashMap::default();
        next.insert(function, function);
        let mut open = VecDeque::from([function]);
        while let Some(mut at) = open.pop_front() {
            let root = self
                .recurring
                .get(&at)
                .and_then(|list| list.iter().find(|(recurs, _, _)| what.contains(recurs)));
            let Some((recurs, file, span)) = root else {
                for caller in self.callers.get(&at).into_iter().flatten() {
                    if let std::collections::hash_map::Entry::Vacant(slot) = next.entry(*caller) {
                        slot.insert(at);
                        open.push_back(*caller);
                    }
                }
                continue;
            };
            let name = program.name(at);
            let text = match recurs {
                Recurs::Request => format!("`{name}` runs for each request"),
                Recurs::Element => format!("`{name}` runs for each element here"),
                Recurs::Task => format!("`{name}` is a task of its own"),
            };
            let mut steps = vec![(*file, *span, text)];
            while let Some(callee) = next.get(&at).filter(|callee| **callee != at) {
                let local = self.functions.get(&at)?;
                let edge = local.edges.iter().find(|edge| edge.callee == *callee)?;
                let name = program.name(*callee);
                steps.push((at.file, edge.at, format!("which calls `{name}`")));
                at = *callee;
            }
            return Some(steps);
        }
        None
    }

    /// How text from a request comes to a parameter: from the function to the handler.
    fn sent(
        &self,
        program: &Program<'_>,
        to: (ItemRef, usize),
        seen: &mut FxHashSet<(ItemRef, usize)>,
        depth: u32,
    ) -> Option<Vec<Step>> {
        let depth = depth.checked_sub(1)?;
        if !seen.insert(to) {
            return None;
        }
        let mut callers: Vec<ItemRef> = self.handing.get(&to)?.clone();
        callers.sort_by_key(|item| (&program.file(item.file).path, item.item));
        callers.dedup();
        callers.into_iter().find_map(|caller| {
            let handed = &self.functions.get(&caller)?.handed;
            let mut ways = handed.iter().filter(|way| (way.callee, way.param) == to);
            ways.find_map(|way| {
                let text = format!("`{}` hands it over here", program.name(caller));
                let mut steps = vec![(caller.file, way.at, text)];
                match way.entry {
                    Entry::Request(span) => {
                        steps.push((caller.file, span, "which the client sends".to_owned()));
                    }
                    Entry::Param(param) => {
                        steps.extend(self.sent(program, (caller, param), seen, depth)?);
                    }
                }
                Some(steps)
            })
        })
    }

    fn way(&self, program: &Program<'_>, from: ItemRef, effect: Effect) -> Option<Vec<Step>> {
        let mut steps = Vec::new();
        let mut at = from;
        loop {
            let next = *self.ways.get(&(at, effect))?;
            let local = self.functions.get(&at)?;
            if next == at {
                let deed = local.deeds.iter().find(|deed| deed.effect == effect)?;
                let what = match effect {
                    Effect::Blocks => "blocks here".to_owned(),
                    Effect::Waits => program.mark_text(deed.callee, "waits").map_or_else(
                        || "waits for the database here".to_owned(),
                        |what| format!("waits {what} here"),
                    ),
                    Effect::CancelUnsafe => {
                        let lost = program.mark_text(deed.callee, "cancel_unsafe")?;
                        format!("dropped here, {lost}")
                    }
                };
                let path = program.path(deed.callee);
                steps.push((at.file, deed.at, format!("`{path}` {what}")));
                return Some(steps);
            }
            let edge = local.edges.iter().find(|edge| edge.callee == next)?;
            let name = program.name(next);
            steps.push((at.file, edge.at, format!("which calls `{name}`")));
            at = next;
        }
    }

    /// Where a future of `callee` is dropped, or one that waits for it on the same `self`.
    fn drop_of(&self, program: &Program<'_>, callee: ItemRef, depth: u32) -> Option<Vec<Step>> {
        let depth = depth.checked_sub(1)?;
        let name = program.name(callee);
        let here = |(item, local): (&ItemRef, &Local)| {
            let dropped = local.dropped.iter().find(|(of, _)| *of == callee)?;
            Some((item.file, dropped.1))
        };
        let first = self
            .functions
            .iter()
            .filter_map(here)
            .min_by(|(file, at), (other, there)| {
                program.in_order(*file, *other).then(at.cmp(there))
            });
        if let Some((file, at)) = first {
            let text = format!("the future of `{name}` is dropped here and made anew");
            return Some(vec![(file, at, text)]);
        }
        let through = |(item, local): (&ItemRef, &Local)| {
            let of_self = |edge: &&Edge| {
                let receiver = edge.receiver.as_ref();
                edge.callee == callee && receiver.is_some_and(|place| place.root == Root::Own)
            };
            let edge = local.edges.iter().find(of_self)?;
            (*item != callee).then_some((*item, edge.at))
        };
        let mut callers: Vec<_> = self.functions.iter().filter_map(through).collect();
        callers.sort_unstable_by(|(caller, at), (other, there)| {
            program
                .in_order(caller.file, other.file)
                .then(at.cmp(there))
        });
        callers.into_iter().find_map(|(caller, at)| {
            let mut steps = self.drop_of(program, caller, depth)?;
            let text = format!("`{}` waits for `{name}` here", program.name(caller));
            steps.insert(0, (caller.file, at, text));
            Some(steps)
        })
    }

    /// The lock `place`, taken by `callee` or by whom it calls.
    fn taking(
        &self,
        program: &Program<'_>,
        callee: ItemRef,
        place: &Place,
        held: Hold,
        seen: &mut FxHashSet<(ItemRef, Place)>,
        depth: u32,
    ) -> Option<Vec<Step>> {
        let depth = depth.checked_sub(1)?;
        if !seen.insert((callee, place.clone())) {
            return None;
        }
        let local = self.functions.get(&callee)?;
        let clashes = |taking: &&Taking| {
            taking.place.root == place.root
                && taking.place.path == place.path
                && (held == Hold::Exclusive || taking.hold == Hold::Exclusive)
        };
        if let Some(taking) = local.takings.iter().find(clashes) {
            let text = format!("`{}` is locked again here", taking.place.text);
            return Some(vec![(callee.file, taking.at, text)]);
        }
        for edge in &local.edges {
            let Some(inner) = edge.inner(place) else {
                continue;
            };
            if let Some(mut steps) = self.taking(program, edge.callee, &inner, held, seen, depth) {
                let name = program.name(edge.callee);
                steps.insert(0, (callee.file, edge.at, format!("which calls `{name}`")));
                return Some(steps);
            }
        }
        None
    }
}

impl Edge {
    fn inner(&self, place: &Place) -> Option<Place> {
        seen_by_callee(place, self.receiver.as_ref(), &self.args)
    }
}

/// A place of the caller as its callee knows it, where it is reached through what is handed over.
fn seen_by_callee(
    place: &Place,
    receiver: Option<&Place>,
    args: &[Option<Place>],
) -> Option<Place> {
    if let Root::Static(_) = place.root {
        return Some(place.clone());
    }
    let through = |given: &Place, root: Root| {
        let rest = (given.root == place.root).then(|| place.path.strip_prefix(&given.path))??;
        (rest.is_empty() || rest.starts_with('.')).then(|| Place {
            root,
            path: rest.to_owned(),
            text: place.text.clone(),
        })
    };
    if let Some(found) = receiver.and_then(|receiver| through(receiver, Root::Own)) {
        return Some(found);
    }
    args.iter()
        .enumerate()
        .find_map(|(index, arg)| through(arg.as_ref()?, Root::Param(index)))
}

impl Body<'_> {
    /// A lock that is held here, as the function called at `call` knows it.
    pub(crate) fn place_in_callee(&self, call: &Call, place: &Place) -> Option<Place> {
        let receiver = call.receiver.and_then(|receiver| self.place(receiver));
        let args: Vec<Option<Place>> = self.tree()[call.args]
            .iter()
            .map(|arg| self.place(*arg))
            .collect();
        seen_by_callee(place, receiver.as_ref(), &args)
    }
}
