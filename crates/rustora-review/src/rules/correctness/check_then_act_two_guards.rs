//! Decisions that are made under one guard and acted upon under the next.

use rustora_source::tree::{Expr, ExprId, Stmt};

use crate::facts::{Body, Hold, Lives, Place, Prim, Ty};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "check-then-act-two-guards",
    category: Category::Correctness,
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "between the two guards another task decides the same: both insert, one overwrites the other, and what the \
          first one built is lost or done twice",
    page: include_str!("check_then_act_two_guards.md"),
    asks: &[Ask::Guards(check)],
};

const LOOKS: [&str; 5] = ["contains_key", "contains", "get", "is_empty", "len"];
const ACTS: [&str; 5] = ["insert", "remove", "push", "push_back", "extend"];

/// A method of the guarded collection, called through a guard of its own.
struct Use {
    call: ExprId,
    place: Place,
    hold: Hold,
    method: String,
    /// The first argument, as written.
    key: String,
}

fn check(body: &Body<'_>, _: &Lives) -> Vec<Draft> {
    if body.is_test() {
        return Vec::new();
    }
    let Some((first, last)) = body.program.body_range(body.owner) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for id in body.tree().exprs_between(first, last) {
        let Expr::If { cond, then, .. } = body.expr(id) else {
            continue;
        };
        let looks = uses(body, cond, &LOOKS);
        let Some(look) = looks.first() else { continue };
        // Either the branch acts, or it leaves and what follows acts.
        let leaves = *body.ty(then) == Ty::Prim(Prim::Never);
        // What a cache has is handed out; what it lacks is made and put in, twice at worst.
        if leaves && look.method == "get" {
            continue;
        }
        let acts = if leaves {
            following(body, id)
                .into_iter()
                .flat_map(|next| uses(body, next, &ACTS))
                .collect()
        } else {
            uses(body, then, &ACTS)
        };
        let act = acts.iter().find(|act| {
            act.place == look.place && act.hold == Hold::Exclusive && same_key(&act.key, &look.key)
        });
        let Some(act) = act else { continue };
        let name = &act.place.text;
        let message = format!(
            "`{}` acts on what `{}` saw under another guard of `{name}`",
            act.method, look.method
        );
        found.push(Draft::new(body.name_of(act.call), message).related(
            body.file,
            body.name_of(look.call),
            "the guard of this look is gone by then",
        ));
    }
    found
}

/// Whether two arguments are the same key, borrowed or made owned.
fn same_key(a: &str, b: &str) -> bool {
    let bare = |key: &str| {
        let key = key.trim_start_matches(['&', '*']);
        let owned = [".clone()", ".to_owned()", ".to_string()", ".into()"];
        owned
            .iter()
            .find_map(|end| key.strip_suffix(end))
            .unwrap_or(key)
            .to_owned()
    };
    bare(a) == bare(b)
}

/// The statements after the one that `id` is, in its block.
fn following(body: &Body<'_>, id: ExprId) -> Vec<ExprId> {
    let Some(Expr::Block(block)) = body.tree().parent(id).map(|parent| body.expr(parent)) else {
        return Vec::new();
    };
    let after = body.tree()[block.stmts]
        .iter()
        .filter_map(|stmt| match *stmt {
            Stmt::Let { init, .. } => init,
            Stmt::Expr(expr) => Some(expr),
            Stmt::Item(_) => None,
        });
    after
        .chain(block.tail)
        .skip_while(|expr| *expr != id)
        .skip(1)
        .collect()
}

/// `lock.read().contains_key(&key)`, `map.insert(key, value)` on a map that locks by itself.
fn uses(body: &Body<'_>, root: ExprId, methods: &[&str]) -> Vec<Use> {
    let found = body.inside(root).into_iter().filter_map(|id| {
        let Expr::MethodCall {
            receiver,
            name,
            args,
            ..
        } = body.expr(id)
        else {
            return None;
        };
        let method = body.source().str(name);
        if !methods.contains(&method) {
            return None;
        }
        let key = body.tree()[args].first().map_or("", |key| body.text(*key));
        let taking = body
            .call(id)
            .filter(|call| body.program.locks(call.callee).is_some());
        let taking = taking.or_else(|| body.call(through(body, receiver)))?;
        let (place, hold) = body.taken(taking)?;
        Some(Use {
            call: id,
            place,
            hold,
            method: method.to_owned(),
            key: key.to_owned(),
        })
    });
    found.collect()
}

/// The call that takes the lock: `lock.read()` in `lock.read().await` or `lock.read().unwrap()`.
fn through(body: &Body<'_>, expr: ExprId) -> ExprId {
    match body.expr(expr) {
        Expr::Await(inner) | Expr::Try(inner) => through(body, inner),
        Expr::MethodCall { receiver, name, .. }
            if matches!(body.source().str(name), "unwrap" | "expect") =>
        {
            through(body, receiver)
        }
        _ => expr,
    }
}
