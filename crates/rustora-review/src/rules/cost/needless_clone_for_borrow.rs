//! Clones that are only borrowed.

use rustora_source::Edit;
use rustora_source::tree::{Expr, ExprId, Pat, PatId, Receiver};

use crate::facts::{Body, Call, Ty};
use crate::finding::{Applicability, Category, Confidence, Fix, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "needless-clone-for-borrow",
    category: Category::Cost,
    severity: Severity::Note,
    confidence: Confidence::Medium,
    fix: FixAvailability::Sometimes,
    why: "each request allocates and copies a value that is looked at once and thrown away",
    page: include_str!("needless_clone_for_borrow.md"),
    asks: &[Ask::Calls(&["std::clone::Clone::clone"], check)],
};

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() || body.program.name(call.callee) != "clone" {
        return None;
    }
    let receiver = call.receiver?;
    let original = body.local(receiver)?;
    if !is_costly(body, body.ty(call.expr)) {
        return None;
    }
    let text = body.text(receiver);
    let message = format!("`{text}` is cloned, and the clone is only borrowed");
    let outer = body.tree().parent(call.expr)?;
    if let Expr::Borrow { mutable: false, .. } = body.expr(outer) {
        // `f(&x.clone())`
        let is_argument = body.tree().parent(outer).is_some_and(|call| {
            matches!(body.expr(call), Expr::Call { .. } | Expr::MethodCall { .. })
        });
        if !is_argument || moved_beside(body, outer, original) {
            return None;
        }
        let by_reference = matches!(body.ty(receiver), Ty::Ref(_));
        let with = if by_reference {
            text.to_owned()
        } else {
            format!("&{text}")
        };
        let fix = Fix {
            title: "borrow it".to_owned(),
            applicability: Applicability::MachineApplicable,
            edits: vec![Edit::replace(body.span(outer), with)],
        };
        return Some(Draft::new(call.name, message).fix(Some(fix)));
    }
    let clone = body.bound_by(call.expr)?;
    let uses = body.uses_of(clone);
    let last = uses.iter().map(|id| body.span(*id).end).max()?;
    let only_borrowed = uses.iter().all(|id| is_borrowed(body, *id));
    // The original has to be there, and the same, for as long as the clone is looked at.
    let stays = body.uses_of(original).into_iter().all(|id| {
        let at = body.span(id).start;
        id == receiver || at < body.span(call.expr).start || at > last || is_borrowed(body, id)
    });
    let same_flow = uses
        .iter()
        .all(|id| flow(body, *id) == flow(body, call.expr));
    let is_plain =
        matches!(body.tree()[clone], Pat::Name { by_ref: false, .. }) && !is_mutable(body, clone);
    (only_borrowed && stays && same_flow && is_plain).then(|| Draft::new(call.name, message))
}

/// Whether a clone of it copies something: a collection, a text, a struct of the workspace.
fn is_costly(body: &Body<'_>, ty: &Ty) -> bool {
    let Ty::Adt(item, _) = ty else { return false };
    let costly = [
        "std::string::String",
        "std::vec::Vec",
        "std::collections::HashMap",
        "std::collections::BTreeMap",
        "std::collections::HashSet",
        "std::path::PathBuf",
    ];
    costly.iter().any(|path| body.program.is(*item, path))
        || (body.program.is_workspace(*item) && !body.program.derives(*item, "Copy"))
}

/// The closure or async block that something runs in: a clone made for it is no other's.
fn flow(body: &Body<'_>, id: ExprId) -> Option<ExprId> {
    body.tree()
        .ancestors(id)
        .find(|outer| matches!(body.expr(*outer), Expr::Closure { .. } | Expr::Async(_)))
}

/// `&x`, or `x.method()` that takes `&self`.
fn is_borrowed(body: &Body<'_>, id: ExprId) -> bool {
    let Some(outer) = body.tree().parent(id) else {
        return false;
    };
    match body.expr(outer) {
        Expr::Borrow { mutable, .. } => {
            !mutable
                && body.tree().parent(outer).is_some_and(|call| {
                    matches!(body.expr(call), Expr::Call { .. } | Expr::MethodCall { .. })
                })
        }
        Expr::MethodCall { receiver, .. } => {
            receiver == id
                && body.callee(outer).is_some_and(|callee| {
                    let tree = body.program.file(callee.file).tree();
                    tree.function(callee.item)
                        .is_some_and(|function| function.receiver == Receiver::Ref)
                })
                && !matches!(body.ty(outer), Ty::Ref(_) | Ty::Unknown)
        }
        Expr::Macro(_) => body.is_transparent(outer),
        _ => false,
    }
}

/// Whether another argument of the same call takes the original away or changes it.
fn moved_beside(body: &Body<'_>, borrow: ExprId, original: PatId) -> bool {
    let Some(call) = body.tree().parent(borrow) else {
        return true;
    };
    body.inside(call).into_iter().any(|id| {
        body.local(id) == Some(original)
            && !body.inside(borrow).contains(&id)
            && !is_borrowed(body, id)
    })
}

fn is_mutable(body: &Body<'_>, name: PatId) -> bool {
    let start = body.tree().pat_span(name).start as usize;
    let text = &body.source().text;
    text.get(..start)
        .is_some_and(|before| before.trim_end().ends_with("mut"))
        || body
            .source()
            .str(body.tree().pat_span(name))
            .starts_with("mut ")
}
