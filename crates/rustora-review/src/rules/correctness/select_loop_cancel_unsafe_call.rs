//! `select!` in a loop over a future that loses data when it is dropped.

use rustora_source::tree::{ExprId, Id, MacroBody, MacroCall};

use crate::facts::{Body, Effect, Prim, Question, Ty};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "select-loop-cancel-unsafe-call",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "each time another arm wins, this future is dropped halfway and made anew: under load, bytes or messages \
          vanish without an error",
    page: include_str!("select_loop_cancel_unsafe_call.md"),
    asks: &[Ask::Macros(&["tokio::select"], check)],
};

fn check(body: &Body<'_>, expr: ExprId, call: Id<MacroCall>) -> Vec<Draft> {
    let tree = body.tree();
    let MacroBody::Select { arms, .. } = tree[call].body else {
        return Vec::new();
    };
    let Some(around) = body.enclosing_loop(expr) else {
        return Vec::new();
    };
    if body.is_test() {
        return Vec::new();
    }
    let arms = &tree[arms];
    let comes_back = |body_expr: ExprId| *body.ty(body_expr) != Ty::Prim(Prim::Never);
    let mut found = Vec::new();
    for (index, arm) in arms.iter().enumerate() {
        let Some(call) = body.call(arm.future) else {
            continue;
        };
        let lost = body.program.mark_text(call.callee, "cancel_unsafe");
        let question = body
            .program
            .is_workspace(call.callee)
            .then_some(Question::Does(call.callee, Effect::CancelUnsafe));
        if lost.is_none() && question.is_none() {
            continue;
        }
        // When every other arm leaves the loop, nothing is read after the loss.
        if !arms
            .iter()
            .enumerate()
            .any(|(other, arm)| other != index && comes_back(arm.body))
        {
            continue;
        }
        let name = body.program.name(call.callee);
        let why = lost.map(|lost| format!(": {lost}")).unwrap_or_default();
        let message = format!(
            "`{name}` is not cancel safe and is dropped whenever another arm of this `select!` wins{why}"
        );
        let head = body.loop_head(around);
        let mut draft = Draft::new(call.name_span(body), message).related(
            body.file,
            head,
            "the loop that starts it anew",
        );
        // What else stands in that function may make up for it.
        draft.confidence = question.is_some().then_some(Confidence::Medium);
        draft.question = question;
        found.push(draft);
    }
    found
}
