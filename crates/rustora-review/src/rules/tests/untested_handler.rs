//! Handlers that no test asks for.

use rustc_hash::FxHashMap;

use crate::facts::{FileId, ItemRef, Joins, Program, Route};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "untested-handler",
    category: Category::Tests,
    severity: Severity::Note,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "what a client sees of it, its status codes, its extractors and who may call it, can break without any test \
          turning red",
    page: include_str!("untested_handler.md"),
    asks: &[Ask::Workspace(check)],
};

fn check(program: &Program<'_>, joins: &Joins) -> Vec<(FileId, Draft)> {
    let mut routes: Vec<&Route> = joins.routes(program).all.iter().collect();
    routes.retain(|route| {
        let file = program.file(route.handler.file);
        !file.test && !program.item(route.handler).test && !program.file(route.file).test
    });
    routes.dedup_by_key(|route| route.handler);
    if routes.is_empty() {
        return Vec::new();
    }
    let reach = joins.tested(program);
    let is_tested = |route: &Route| reach.reaches(route.handler);
    let mut counts: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
    for route in &routes {
        let (tested, all) = counts
            .entry(program.package(route.handler.file))
            .or_default();
        *tested += usize::from(is_tested(route) && reach.asks(program, route.handler));
        *all += 1;
    }
    let mut found = Vec::new();
    for route in routes.into_iter().filter(|route| !is_tested(route)) {
        let count = counts.get(program.package(route.handler.file)).copied();
        let (tested, all) = count.unwrap_or_default();
        // Where no handler has a test they are tested from elsewhere, or not at all: neither is news.
        // A path that is not known cannot be looked for.
        if program.coverage.is_some() || (tested > 0 && route.path.is_some()) {
            let mut draft = draft(program, route);
            if tested * 2 < all && program.coverage.is_none() {
                draft.confidence = Some(Confidence::Low);
            }
            found.push((route.handler.file, draft));
        }
    }
    found
}

fn draft(program: &Program<'_>, route: &Route) -> Draft {
    let handler: ItemRef = route.handler;
    let item = program.item(handler);
    let name = program.name(handler);
    let message = format!("no test sends `{}` or calls `{name}`", route.title());
    Draft::new(item.name, message)
        .related(route.file, route.at, "its route")
        .about(item.span)
}
