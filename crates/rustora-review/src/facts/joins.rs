//! What only the whole workspace can tell: gathered body by body, and joined.

use rustc_hash::FxHashMap;
use rustora_source::Span;

use super::body::Body;
use super::program::{FileId, ItemRef};
use super::reach::Reaches;
use super::summary::Local;
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
    /// What each function does itself and whom it calls.
    pub(crate) functions: FxHashMap<ItemRef, Local>,
    /// Who reaches whom.
    pub(crate) reaches: Reaches,
}

impl Joins {
    /// What one body adds.
    pub(crate) fn of(body: &Body<'_>) -> Self {
        let mut joins = Self::default();
        let program = body.program;
        joins
            .functions
            .extend(Local::of(body).map(|local| (body.owner, local)));
        joins.reaches = Reaches::of(body);
        for call in &body.calls {
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
        self.reaches.merge(other.reaches);
        self.layered.extend(other.layered);
        self.inserted.extend(other.inserted);
        self.bounded_requests.extend(other.bounded_requests);
        self
    }
}
