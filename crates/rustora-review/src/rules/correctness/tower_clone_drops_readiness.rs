//! Middlewares that ask one service whether it is ready and call another.

use rustora_source::tree::{Expr, ExprId, ItemKind, PatId, PathId, Receiver, Stmt};
use rustora_source::{Edit, Span};

use crate::facts::{Body, ItemRef, Program};
use crate::finding::{Applicability, Category, Confidence, Fix, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "tower-clone-drops-readiness",
    category: Category::Correctness,
    severity: Severity::Error,
    confidence: Confidence::High,
    fix: FixAvailability::Sometimes,
    why: "`poll_ready` reserved a place in the inner service, and the clone that is called has none: a limit, a buffer or \
          a balancer behind it panics, or lets more through than it may",
    page: include_str!("tower_clone_drops_readiness.md"),
    asks: &[Ask::Functions(check)],
};

/// Crates whose users write services by hand.
const PACKAGES: [&str; 4] = ["tower", "tower-service", "axum", "tonic"];

fn check(program: &Program<'_>, owner: ItemRef) -> Vec<Draft> {
    // Services of actix are called by `&self`: what they reserve does not belong to one value.
    let function = program.file(owner.file).tree().function(owner.item);
    let takes_it = function.is_some_and(|function| function.receiver == Receiver::RefMut);
    if program.name(owner) != "call" || !takes_it || !is_of_service(program, owner) {
        return Vec::new();
    }
    let Some(body) = program.body(owner) else {
        return Vec::new();
    };
    if body.is_test() {
        return Vec::new();
    }
    let Some((_, root)) = program.body_range(owner) else {
        return Vec::new();
    };
    let Expr::Block(block) = body.expr(root) else {
        return Vec::new();
    };
    let clones = body.tree()[block.stmts].iter();
    clones
        .filter_map(|stmt| called_clone(&body, stmt))
        .collect()
}

/// Whether a function belongs to an `impl Service<…> for …` in a package that knows tower.
fn is_of_service(program: &Program<'_>, function: ItemRef) -> bool {
    let file = program.file(function.file);
    let tree = file.tree();
    let Some(ItemKind::Impl(data)) = tree[function.item].parent.map(|parent| tree[parent].kind)
    else {
        return false;
    };
    let is_service = |path: PathId| {
        let segments = &tree[tree[path].segments];
        segments
            .last()
            .is_some_and(|last| file.str(last.name) == "Service")
    };
    let depends = |package: &&str| program.depends_on(function.file, package);
    tree[data].trait_path.is_some_and(is_service) && PACKAGES.iter().any(depends)
}

/// A `let inner = self.inner.clone();` whose variable is called later, without having been asked whether it is ready.
fn called_clone(body: &Body<'_>, stmt: &Stmt) -> Option<Draft> {
    let tree = body.tree();
    let Stmt::Let {
        pat,
        init: Some(init),
        span,
        ..
    } = *stmt
    else {
        return None;
    };
    let Expr::MethodCall { receiver, name, .. } = tree[init] else {
        return None;
    };
    let field = body.text(receiver);
    if body.source().str(name) != "clone" || !field.starts_with("self.") {
        return None;
    }
    let call = called(body, pat)?;
    let message =
        format!("the clone of `{field}` that is called was never asked whether it is ready");
    let draft = Draft::new(body.span(init), message);
    let draft = draft.related(body.file, body.name_of(call), "the call");
    Some(draft.fix(fix(body, span, init, receiver)))
}

/// The one call of a service that a variable holds; `None` when the variable is used for anything else: `ready`, `oneshot`,
/// `mem::replace`.
fn called(body: &Body<'_>, pat: PatId) -> Option<ExprId> {
    let tree = body.tree();
    let mut found = None;
    for id in body.uses_of(pat) {
        let parent = tree.parent(id)?;
        match tree[parent] {
            Expr::MethodCall { receiver, name, .. }
                if receiver == id && body.source().str(name) == "call" =>
            {
                found = Some(parent);
            }
            _ => return None,
        }
    }
    found
}

/// The service that was asked is taken, and the clone stays in its place.
fn fix(body: &Body<'_>, stmt: Span, init: ExprId, receiver: ExprId) -> Option<Fix> {
    let field = body.text(receiver);
    let before = body.source().text.get(..stmt.start as usize)?;
    let indent = before.rsplit('\n').next()?;
    indent.trim().is_empty().then(|| Fix {
        title: "take the service that was asked, and leave the clone".to_owned(),
        applicability: Applicability::MachineApplicable,
        edits: vec![
            Edit::insert(
                stmt.start,
                format!("let clone = {field}.clone();\n{indent}"),
            ),
            Edit::replace(
                body.span(init),
                format!("std::mem::replace(&mut {field}, clone)"),
            ),
        ],
    })
}
