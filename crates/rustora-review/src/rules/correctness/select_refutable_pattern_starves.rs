//! Arms of `select!` that throw away what does not match.

use rustora_source::tree::{ExprId, Id, MacroBody, MacroCall, Pat, PatId};

use crate::facts::Body;
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "select-refutable-pattern-starves",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "what does not match is thrown away, and the arm is switched off until another one wins: finished tasks pile \
          up, errors vanish, and a quiet service stops listening to this source",
    page: include_str!("select_refutable_pattern_starves.md"),
    asks: &[Ask::Macros(&["tokio::select"], check)],
};

fn check(body: &Body<'_>, expr: ExprId, call: Id<MacroCall>) -> Vec<Draft> {
    let tree = body.tree();
    let MacroBody::Select { arms, .. } = tree[call].body else {
        return Vec::new();
    };
    if body.is_test() || body.enclosing_loop(expr).is_none() {
        return Vec::new();
    }
    let refuses = tree[arms].iter().filter_map(|arm| {
        let (refused, what) = refused(body, arm.pat)?;
        let message = format!(
            "{what} does not match `{}`: it is thrown away, and this arm is switched off",
            body.source().str(tree.pat_span(arm.pat))
        );
        let future = body.span(arm.future);
        let draft = Draft::new(tree.pat_span(refused), message);
        Some(draft.related(body.file, future, "what it gave is gone by then"))
    });
    refuses.collect()
}

/// The part inside `Some(…)` that may not match, and what then is lost. `None` at the end of a stream is no loss.
fn refused(body: &Body<'_>, pat: PatId) -> Option<(PatId, &'static str)> {
    let tree = body.tree();
    let inner = only_element(body, pat, "Some")?;
    if only_element(body, inner, "Ok").is_some() {
        return Some((pat, "an `Err`"));
    }
    if only_element(body, inner, "Err").is_some() {
        return Some((pat, "an `Ok`"));
    }
    matches!(tree[inner], Pat::Literal).then_some((pat, "another value"))
}

/// The one pattern inside `name(…)`.
fn only_element(body: &Body<'_>, pat: PatId, name: &str) -> Option<PatId> {
    let tree = body.tree();
    let Pat::TupleStruct { path, elems } = tree[pat] else {
        return None;
    };
    let last = tree[tree[path].segments].last()?;
    let [only] = tree[elems] else { return None };
    (body.source().str(last.name) == name).then_some(only)
}
