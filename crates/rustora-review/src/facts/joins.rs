//! What only the whole workspace can tell: gathered body by body, and joined.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use rustora_source::Span;

use super::body::Body;
use super::printed::Printed;
use super::program::{FileId, ItemRef, Program};
use super::reach::Reaches;
use super::recurring::Recurs;
use super::routes::{Router, Routes};
use super::summary::{Local, Summaries};
use super::tested::Tested;
use super::ty::Ty;

/// Facts over all bodies.
#[derive(Debug, Default)]
pub(crate) struct Joins {
    /// `.layer(Extension(value))` on an axum router: the type of the value, and the place.
    pub(crate) layered: Vec<(Ty, FileId, Span)>,
    /// Types that some code puts into a request's extensions by itself.
    pub(crate) inserted: Vec<Ty>,
    /// The packages in which HTTP requests get timeouts one by one.
    pub(crate) bounded_requests: Vec<String>,
    /// The types of the workspace that are printed with `Debug`.
    pub(crate) printed: Vec<Printed>,
    /// The functions whose futures become tasks of their own.
    pub(crate) spawned: Vec<ItemRef>,
    /// What each function does itself and whom it calls.
    pub(crate) functions: FxHashMap<ItemRef, Local>,
    /// What each function adds to HTTP routers.
    pub(super) routers: FxHashMap<ItemRef, Router>,
    routes: OnceLock<Routes>,
    tested: OnceLock<Tested>,
    /// The functions that run again and again, what for, and where that is said.
    pub(crate) recurring: Vec<(ItemRef, Recurs, FileId, Span)>,
    /// Who reaches whom.
    pub(crate) reaches: Reaches,
    /// What calling each function comes to, for those who look at the whole workspace.
    pub(crate) summaries: Summaries,
}

impl Joins {
    /// What one body adds.
    pub(crate) fn of(body: &Body<'_>) -> Self {
        let mut joins = Self {
            printed: body.printed(),
            ..Self::default()
        };
        let program = body.program;
        joins
            .functions
            .extend(Local::of(body).map(|local| (body.owner, local)));
        joins
            .routers
            .extend(Router::of(body).map(|router| (body.owner, router)));
        let recurring = body.recurring().into_iter();
        joins
            .recurring
            .extend(recurring.map(|(item, what, at)| (item, what, body.file, at)));
        joins.reaches = Reaches::of(body);
        for call in &body.calls {
            if program.mark(call.callee, "spawns").is_some() {
                let args = body.tree()[call.args].iter();
                joins
                    .spawned
                    .extend(args.filter_map(|arg| body.callee(*arg)));
            }
            let [arg] = body.tree()[call.args] else {
                continue;
            };
            match program.name(call.callee) {
                "layer" | "route_layer" if program.is_method_of(call.callee, "axum::Router") => {
                    if let Ty::Adt(item, args) = body.ty(arg)
                        && program.is(*item, "axum::Extension")
                        && let Some(value) = args.first().filter(|value| value.adt().is_some())
                    {
                        joins
                            .layered
                            .push((value.clone(), body.file, body.span(arg)));
                    }
                }
                "timeout" if program.is(call.callee, "reqwest::RequestBuilder::timeout") => {
                    joins
                        .bounded_requests
                        .push(program.package(body.file).to_owned());
                }
                "insert" => joins.inserted.push(body.ty(arg).clone()),
                _ => {}
            }
        }
        // Extensions go by type, and the map is often reached through types that tables do not know: any
        // `insert` of one value counts.
        for arg in body.unknown_calls("insert").into_iter().flatten() {
            joins.inserted.push(body.ty(arg).clone());
        }
        joins.inserted.retain(|ty| ty.adt().is_some());
        joins
    }

    pub(crate) fn merge(mut self, mut other: Self) -> Self {
        // The smaller goes into the larger: the order says nothing.
        if self.functions.len() < other.functions.len() {
            std::mem::swap(&mut self.functions, &mut other.functions);
        }
        self.functions.extend(other.functions);
        self.routers.extend(other.routers);
        self.recurring.extend(other.recurring);
        self.reaches.merge(other.reaches);
        self.layered.extend(other.layered);
        self.spawned.extend(other.spawned);
        self.inserted.extend(other.inserted);
        self.bounded_requests.extend(other.bounded_requests);
        self.printed.extend(other.printed);
        self
    }

    /// The HTTP routes of the workspace.
    pub(crate) fn routes(&self, program: &Program<'_>) -> &Routes {
        self.routes
            .get_or_init(|| Routes::new(program, &self.routers))
    }

    /// What the tests of the workspace reach.
    pub(crate) fn tested(&self, program: &Program<'_>) -> &Tested {
        self.tested.get_or_init(|| Tested::new(program, self))
    }
}
