//! Writes that belong together and are committed one by one.

use std::collections::BTreeSet;

use rustora_source::cargo::TargetKind;
use rustora_source::tree::{Expr, ExprId, PatId};

use crate::facts::{
    Body, Call, Executor, FileId, Joins, Pace, Program, Root, SqlEffect, Verb, Written,
};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "multi-write-without-transaction",
    category: Category::Correctness,
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "when the later write fails, or the request is dropped between them, the earlier one stays: the caller is told \
          that nothing happened, and the tables contradict each other",
    page: include_str!("multi_write_without_transaction.md"),
    asks: &[Ask::Marked("executes", check), Ask::Workspace(check_calls)],
};

/// What is said of the first of two writes.
const EARLIER: &str = "the earlier write";

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    let effects = body.sql_effects();
    let own = effects
        .iter()
        .find(|effect| effect.call.expr == call.expr)?;
    if !is_write(own) {
        return None;
    }
    let (first, second) = own_pair(body, &effects)?;
    if second.call.expr != call.expr {
        return None;
    }
    let tables = (table_of(first), table_of(second));
    let mut draft = Draft::new(second.call.name_span(body), message(tables)).related(
        body.file,
        first.call.name_span(body),
        EARLIER,
    );
    // With another service asked in between, one transaction may not be what is wanted.
    draft.confidence = waits_between(body, first, second).then_some(Confidence::Low);
    Some(draft)
}

/// Whether what goes wrong in a function is of no interest, or cannot go wrong so.
fn is_exempt(body: &Body<'_>, effects: &[SqlEffect]) -> bool {
    let is_once = matches!(body.target(), Some(TargetKind::Build | TargetKind::Example));
    let is_transaction =
        |effect: &SqlEffect| body.executor(effect.executor) == Some(Executor::Transaction);
    body.is_test()
        || is_once
        || body.is_main()
        || effects.iter().any(is_transaction)
        || body.speaks_of_transactions()
}

/// Two writes that a function makes itself and that belong together.
fn own_pair<'e>(
    body: &Body<'_>,
    effects: &'e [SqlEffect],
) -> Option<(&'e SqlEffect, &'e SqlEffect)> {
    if is_exempt(body, effects) {
        return None;
    }
    let writes: Vec<&SqlEffect> = effects
        .iter()
        .filter(|effect| is_write(effect) && is_alone(body, effect) && is_passed_on(body, effect))
        .collect();
    // One finding for a function: the first write that has another before it.
    writes.iter().enumerate().find_map(|(index, second)| {
        let first = writes[..index]
            .iter()
            .find(|first| belong_together(body, first, second))?;
        Some((*first, *second))
    })
}

fn message((first, second): (&str, &str)) -> String {
    if first == second {
        format!("`{first}` is emptied and filled without a transaction around both")
    } else {
        format!("`{first}` and `{second}` are written without a transaction around both")
    }
}

fn table_of(effect: &SqlEffect) -> &str {
    effect.statement.table.as_deref().unwrap_or("")
}

/// Writes of which at least one is made by a function that is called.
fn check_calls(program: &Program<'_>, joins: &Joins) -> Vec<(FileId, Draft)> {
    let writes = &joins.summaries.writes;
    let meeting = writes.meeting().into_iter();
    let drafts = meeting.filter_map(|function| {
        let body = program.body(function)?;
        let effects = body.sql_effects();
        if is_exempt(&body, &effects) || own_pair(&body, &effects).is_some() {
            return None;
        }
        let writes: Vec<&Written> = writes
            .of(function)
            .filter(|written| is_of_interest(written.verb, &written.table) && written.on.alone)
            .collect();
        let (first, second) = writes.iter().enumerate().find_map(|(index, second)| {
            let first = writes[..index]
                .iter()
                .find(|first| are_steps(&body, first, second))?;
            Some((*first, *second))
        })?;
        let tables = (first.table.as_str(), second.table.as_str());
        let mut draft =
            Draft::new(second.at, message(tables)).related(body.file, first.at, EARLIER);
        draft.related.extend(first.steps(program));
        draft.related.extend(second.steps(program));
        draft.confidence = asks_others_between(&body, first, second).then_some(Confidence::Low);
        Some((
            body.file,
            draft.unless_at_most(Some((function, Pace::Once))),
        ))
    });
    drafts.collect()
}

/// Whether an effect changes rows that matter, and would do so again when repeated.
fn is_write(effect: &SqlEffect) -> bool {
    is_of_interest(effect.statement.verb, table_of(effect))
}

fn is_of_interest(verb: Verb, table: &str) -> bool {
    let is_incidental = [
        "audit", "log", "histor", "event", "metric", "stat", "cache", "session", "outbox", "queue",
        "job",
    ]
    .iter()
    .any(|word| table.contains(word));
    matches!(verb, Verb::Insert | Verb::Update | Verb::Delete)
        && !table.is_empty()
        && !is_incidental
}

/// Whether a statement is committed by itself.
fn is_alone(body: &Body<'_>, effect: &SqlEffect) -> bool {
    matches!(
        body.executor(effect.executor),
        Some(Executor::Pool | Executor::Connection)
    )
}

/// Whether the failure of a statement ends the function: it is awaited and passed on.
fn is_passed_on(body: &Body<'_>, effect: &SqlEffect) -> bool {
    let around = body.tree().parent(body.unwrapped(effect.call.expr));
    let value = body.unwrapped(effect.call.expr);
    matches!(body.expr(value), Expr::Try(_))
        || around.is_some_and(|outer| {
            matches!(body.expr(outer), Expr::Return(_))
                || matches!(body.expr(outer), Expr::Block(block) if block.tail == Some(value))
        })
}

/// Whether the second write follows when the first succeeded, on the same database, and leaves a contradiction
/// when it fails.
fn belong_together(body: &Body<'_>, first: &SqlEffect, second: &SqlEffect) -> bool {
    let (one, other) = (first.call.expr, second.call.expr);
    let on = |effect: &SqlEffect| body.text(body.lent(effect.executor));
    let verbs = (first.statement.verb, second.statement.verb);
    contradict(verbs, (table_of(first), table_of(second)))
        && on(first) == on(second)
        && follows(body, one, other)
}

/// Whether one write without the other is a contradiction.
fn contradict(verbs: (Verb, Verb), tables: (&str, &str)) -> bool {
    match verbs {
        (Verb::Delete, Verb::Delete) => false,
        (Verb::Delete, Verb::Insert) => true,
        _ => tables.0 != tables.1,
    }
}

/// Whether two writes, at least one of them made elsewhere, are steps of one thing.
fn are_steps(body: &Body<'_>, first: &Written, second: &Written) -> bool {
    let callees = (first.callee(), second.callee());
    callees != (None, None)
        && callees.0 != callees.1
        && first.expr != second.expr
        && first.on.place == second.on.place
        && contradict((first.verb, second.verb), (&first.table, &second.table))
        && follows(body, first.expr, second.expr)
        && depend(body, first, second)
}

/// Whether two writes depend on one another: the second uses what the first gave, or rows are inserted and both use some
/// variable that is not what the database is reached through. Updates and deletes by the same key can be done again.
fn depend(body: &Body<'_>, first: &Written, second: &Written) -> bool {
    let through = first.on.place.root;
    let (about_first, _) = origins(body, first.expr, through);
    let (about_second, seen) = origins(body, second.expr, through);
    let inserts = first.verb == Verb::Insert || second.verb == Verb::Insert;
    seen.contains(&first.expr) || (inserts && !about_first.is_disjoint(&about_second))
}

/// The variables that an expression is made of, and the expressions that they come from.
fn origins(body: &Body<'_>, of: ExprId, without: Root) -> (BTreeSet<PatId>, BTreeSet<ExprId>) {
    let mut variables = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![of];
    while let Some(next) = open.pop() {
        for id in body.inside(next) {
            seen.insert(id);
            if let Some(pat) = body.local(id)
                && body.place(id).is_none_or(|place| place.root != without)
                && variables.insert(pat)
            {
                open.extend(body.source_of(pat));
            }
        }
    }
    (variables, seen)
}

/// Whether the function comes to `other` after `one`: they are no alternatives, and it does not return or begin anew in
/// between.
fn follows(body: &Body<'_>, one: ExprId, other: ExprId) -> bool {
    if !body.runs_with(one, other) || body.enclosing_loop(one) != body.enclosing_loop(other) {
        return false;
    }
    let tree = body.tree();
    let around_other: Vec<ExprId> = tree.ancestors(other).collect();
    for outer in tree.ancestors(one) {
        let branches = matches!(body.expr(outer), Expr::If { .. } | Expr::Match { .. });
        if around_other.contains(&outer) {
            return !branches;
        }
        if branches
            && body.inside(outer).into_iter().any(|id| {
                id > one
                    && matches!(
                        body.expr(id),
                        Expr::Return(_) | Expr::Continue | Expr::Break(_)
                    )
            })
        {
            return false;
        }
    }
    true
}

/// Whether something else than the database is awaited between two writes.
fn waits_between(body: &Body<'_>, first: &SqlEffect, second: &SqlEffect) -> bool {
    let root = body.tree().ancestors(second.call.expr).last();
    body.inside(root.unwrap_or(second.call.expr))
        .into_iter()
        .filter(|id| first.call.expr < *id && *id < second.call.expr)
        .any(|id| match body.expr(id) {
            Expr::Await(inner) => body
                .callee(inner)
                .is_none_or(|callee| body.program.mark(callee, "executes").is_none()),
            _ => false,
        })
}

/// Whether something else than the database is awaited between two writes, or a function that may do anything.
fn asks_others_between(body: &Body<'_>, first: &Written, second: &Written) -> bool {
    let Some((_, root)) = body.program.body_range(body.owner) else {
        return true;
    };
    let is_same = |id: &ExprId| {
        body.handle(*id)
            .is_some_and(|handle| handle.place == first.on.place)
    };
    let of_database = |inner: ExprId| {
        let executes = body
            .callee(inner)
            .is_some_and(|callee| body.program.mark(callee, "executes").is_some());
        executes
            || is_same(&inner)
            || body
                .call(inner)
                .is_some_and(|call| body.tree()[call.args].iter().any(is_same))
    };
    body.inside(root)
        .into_iter()
        .filter(|id| first.expr < *id && *id < second.expr)
        .any(|id| match body.expr(id) {
            Expr::Await(inner) => inner != first.expr && !of_database(inner),
            _ => false,
        })
}
