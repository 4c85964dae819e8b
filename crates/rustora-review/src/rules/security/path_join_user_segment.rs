//! Text from a request that becomes part of a path, and may lead out of the folder.

use rustora_source::tree::{Expr, ExprId};

use crate::facts::{Body, Call, Entry, Question};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "path-join-user-segment",
    category: Category::Security,
    severity: Severity::Error,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "`..` leads out of the folder, and a segment that begins with `/` replaces it: the client reads or overwrites any \
          file that the service can",
    page: include_str!("path_join_user_segment.md"),
    asks: &[Ask::Calls(
        &[
            "std::path::Path::join",
            "std::path::PathBuf::push",
            "std::fs::File::create",
            "std::fs::File::open",
            "std::fs::create_dir_all",
            "std::fs::read",
            "std::fs::read_dir",
            "std::fs::read_to_string",
            "std::fs::remove_dir_all",
            "std::fs::remove_file",
            "std::fs::write",
            "tokio::fs::File::create",
            "tokio::fs::File::open",
            "tokio::fs::create_dir_all",
            "tokio::fs::read",
            "tokio::fs::read_dir",
            "tokio::fs::read_to_string",
            "tokio::fs::remove_dir_all",
            "tokio::fs::remove_file",
            "tokio::fs::write",
        ],
        check,
    )],
};

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() {
        return None;
    }
    let segment = *body.tree()[call.args].first()?;
    if !body.is_text_like(body.ty(segment)) {
        return None;
    }
    let flow = body.inflow(segment)?;
    if body.is_checked(&flow, call.expr) || is_checked_later(body, call) {
        return None;
    }
    let text = body.text(segment).trim_start_matches('&');
    let message = format!("`{text}` comes from a request and becomes part of a path unchecked");
    let draft = Draft::new(body.span(segment), message);
    Some(match flow.entry {
        Entry::Request(span) => draft.related(body.file, span, "the client sends it"),
        Entry::Param(param) => draft.when(Question::Handed {
            function: body.owner,
            param,
        }),
    })
}

/// Whether the path that comes of it is looked at: `starts_with` after `canonicalize`, its components.
fn is_checked_later(body: &Body<'_>, call: &Call) -> bool {
    let tree = body.tree();
    let path = match body.program.name(call.callee) {
        "join" => call.expr,
        "push" => {
            let Some(receiver) = call.receiver else {
                return false;
            };
            let uses = body.local(receiver).map(|pat| body.uses_of(pat));
            return uses
                .into_iter()
                .flatten()
                .any(|id| id != receiver && body.is_looked_at(id, call.expr));
        }
        _ => return false,
    };
    let is_looked_at = |id: ExprId| body.is_looked_at(id, id);
    let mut holders = vec![path];
    let mut next = 0;
    while let Some(id) = holders.get(next).copied() {
        next += 1;
        if is_looked_at(id) {
            return true;
        }
        // `let path = base.join(name);`, also behind a further `.join("x")`.
        let uses = body.bound_by(id).map(|pat| body.uses_of(pat));
        holders.extend(uses.into_iter().flatten());
        if let Some(outer) = tree.parent(id)
            && matches!(tree[outer], Expr::MethodCall { receiver, name, .. }
                if receiver == id && matches!(body.source().str(name), "join" | "with_extension" | "clone"))
        {
            holders.push(outer);
        }
        if holders.len() > 64 {
            return true;
        }
    }
    false
}
