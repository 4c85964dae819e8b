//! Failures of the database that are answered as if nothing had been found.

use rustora_source::tree::{Arm, Expr, ExprId, List, Pat, PatId, PathId, Stmt};

use crate::facts::{Body, Ty};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "any-error-becomes-not-found",
    category: Category::Errors,
    severity: Severity::Error,
    confidence: Confidence::High,
    fix: FixAvailability::None,
    why: "while the database is down every client is told that its data does not exist or its password is wrong: \
          clients delete their copies, caches keep the 404, and no alarm goes off because nothing answers 500",
    page: include_str!("any_error_becomes_not_found.md"),
    asks: &[Ask::Bodies(check)],
};

/// The errors of databases, which say more than that there is no such row.
pub(super) const ERRORS: [&str; 3] = [
    "diesel::result::Error",
    "sqlx::Error",
    "tokio_postgres::Error",
];

fn check(body: &Body<'_>) -> Vec<Draft> {
    if body.is_test() {
        return Vec::new();
    }
    let Some((first, root)) = body.program.body_range(body.owner) else {
        return Vec::new();
    };
    // What is done with a result is quickly told, what it is is not.
    let exprs = body.tree().exprs_between(first, root);
    let answered = exprs.filter_map(|id| Some((id, answered(body, id)?)));
    answered
        .filter_map(|(id, (at, answer))| {
            let ty = body.ty(id).peeled();
            let error = body.is_type(ty, "std::result::Result").then(|| ty.arg(1))?;
            if !ERRORS.iter().any(|path| body.is_type(&error, path)) {
                return None;
            }
            let Ty::Adt(error, _) = error else {
                return None;
            };
            let message = format!(
                "any `{}` is answered as `{}`, a lost connection as well",
                body.program.path(error),
                body.source().str(body.tree()[answer].span)
            );
            Some(Draft::new(body.span(at), message))
        })
        .collect()
}

/// Where every error of a result is taken for "there is none", and the name that says so.
fn answered(body: &Body<'_>, result: ExprId) -> Option<(ExprId, PathId)> {
    let tree = body.tree();
    let outer = tree.parent(result)?;
    match tree[outer] {
        Expr::MethodCall {
            receiver,
            name,
            args,
            ..
        } if receiver == result => match body.source().str(name) {
            "map_err" | "or_else" | "unwrap_or_else" => {
                let [closure] = tree[args] else {
                    return None;
                };
                let Expr::Closure {
                    params,
                    body: inner,
                    ..
                } = tree[closure]
                else {
                    return None;
                };
                let [param] = tree[params] else {
                    return None;
                };
                if !is_unread(body, param) {
                    return None;
                }
                Some((inner, only_absent(body, inner)?))
            }
            // `.ok().ok_or(Error::NotFound)`.
            "ok" => {
                let next = tree.parent(outer)?;
                let Expr::MethodCall {
                    receiver,
                    name,
                    args,
                    ..
                } = tree[next]
                else {
                    return None;
                };
                let [otherwise] = tree[args] else {
                    return None;
                };
                let gives = matches!(body.source().str(name), "ok_or" | "ok_or_else");
                if receiver != outer || !gives {
                    return None;
                }
                Some((otherwise, says_absent(body, otherwise)?))
            }
            _ => None,
        },
        Expr::Match { scrutinee, arms } if scrutinee == result => in_match(body, arms),
        Expr::Let { pat, value } if value == result && is_ok(body, pat) => {
            let around = tree.parent(outer)?;
            match tree[around] {
                Expr::If {
                    cond,
                    otherwise: Some(otherwise),
                    ..
                } if cond == outer => Some((otherwise, only_absent(body, otherwise)?)),
                _ => None,
            }
        }
        Expr::Block(block) => tree[block.stmts].iter().find_map(|stmt| match *stmt {
            Stmt::Let {
                pat,
                init: Some(init),
                otherwise: Some(otherwise),
                ..
            } if init == result && is_ok(body, pat) => {
                Some((otherwise, only_absent(body, otherwise)?))
            }
            _ => None,
        }),
        _ => None,
    }
}

/// The one arm for errors, when it does not look at them.
fn in_match(body: &Body<'_>, arms: List<Arm>) -> Option<(ExprId, PathId)> {
    let tree = body.tree();
    let mut errors = tree[arms].iter().filter(|arm| !is_ok(body, arm.pat));
    let (Some(only), None) = (errors.next(), errors.next()) else {
        return None;
    };
    let ignores = match tree[only.pat] {
        Pat::Wild => true,
        Pat::TupleStruct { path, elems } => {
            body.source().str(tree[path].span) == "Err"
                && tree[elems].iter().all(|pat| is_unread(body, *pat))
        }
        _ => false,
    };
    if !ignores {
        return None;
    }
    Some((only.body, only_absent(body, only.body)?))
}

fn is_ok(body: &Body<'_>, pat: PatId) -> bool {
    matches!(body.tree()[pat], Pat::TupleStruct { path, .. }
        if body.source().str(body.tree()[path].span) == "Ok")
}

/// Whether nobody looks at what a pattern takes, or only to say it.
fn is_unread(body: &Body<'_>, pat: PatId) -> bool {
    match body.tree()[pat] {
        Pat::Wild | Pat::Rest => true,
        Pat::Name { .. } => body.uses_of(pat).is_empty(),
        Pat::Typed { pat, .. } => is_unread(body, pat),
        _ => false,
    }
}

/// The name that says "there is none" in what runs for an error, where that is all that is said.
fn only_absent(body: &Body<'_>, root: ExprId) -> Option<PathId> {
    let branches = |id: &ExprId| matches!(body.expr(*id), Expr::If { .. } | Expr::Match { .. });
    if body.inside(root).iter().any(branches) {
        return None;
    }
    says_absent(body, root)
}

/// The name in an expression that says "there is no such thing", or "you are not the one that you say".
pub(super) fn says_absent(body: &Body<'_>, root: ExprId) -> Option<PathId> {
    let tree = body.tree();
    body.inside(root).into_iter().find_map(|id| {
        let (Expr::Path(path) | Expr::Struct { path, .. }) = body.expr(id) else {
            return None;
        };
        let last = tree[tree[path].segments].last()?;
        let name = body.source().str(last.name).replace('_', "").to_lowercase();
        let absent = [
            "notfound",
            "unauthorized",
            "invalidcredentials",
            "incorrectlogin",
        ];
        absent
            .iter()
            .any(|word| name.ends_with(word))
            .then_some(path)
    })
}
