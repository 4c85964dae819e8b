//! SQL that contains values from outside as text.

use rustora_source::Edit;
use rustora_source::tree::{Expr, ExprId};

use crate::facts::{Body, Call, Placeholder};
use crate::finding::{Applicability, Category, Confidence, Fix, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "sql-built-by-format",
    category: Category::Security,
    severity: Severity::Error,
    confidence: Confidence::Medium,
    fix: FixAvailability::Sometimes,
    why: "whoever chooses this text chooses the statement: a quote in it ends the string, and the rest is SQL",
    page: include_str!("sql_built_by_format.md"),
    asks: &[Ask::Marked("sql", check)],
};

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() {
        return None;
    }
    let sql = *body.tree()[call.args].first()?;
    let spliced = body.spliced(sql, 8)?;
    let message = format!("`{}` becomes part of this SQL as text", spliced.what);
    let mut draft = Draft::new(spliced.span, message).fix(fix(body, call, sql));
    // The name of a table cannot be bound, and mostly is the program's own.
    draft.confidence = spliced.names.then_some(Confidence::Low);
    draft.unless_constant = spliced
        .parameters
        .into_iter()
        .map(|index| (body.owner, index))
        .collect();
    Some(draft.related(body.file, call.name_span(body), "used as a statement here"))
}

/// A bound parameter, where the text is a `format!` in the call itself with one value in it.
fn fix(body: &Body<'_>, call: &Call, sql: ExprId) -> Option<Fix> {
    let name = body.program.name(call.callee);
    if !matches!(name, "query" | "query_as" | "query_scalar") {
        return None;
    }
    let format = body.format_call(innermost(body, sql))?;
    let [
        Placeholder {
            span, value, spec, ..
        },
    ] = format.placeholders.as_slice()
    else {
        return None;
    };
    let literal = body.source().str(format.literal);
    let (before, after) = (
        literal.get(..span.start as usize)?,
        literal.get(span.end as usize..)?,
    );
    let quoted = before.ends_with('\'') && after.starts_with('\'');
    let (before, after) = if quoted {
        (before.strip_suffix('\'')?, after.strip_prefix('\'')?)
    } else {
        (before, after)
    };
    // Only a value can be bound, not the name of a table, and not a part of a pattern.
    let is_value = before.trim_end().ends_with(['=', '<', '>', '(', ','])
        && !after.starts_with(char::is_alphanumeric);
    if !spec.is_empty() || !is_value || before.contains("{{") || after.contains("}}") {
        return None;
    }
    let mark = body.program.sql_placeholder(body.file)?;
    let bound = value.as_deref()?;
    Some(Fix {
        title: format!("bind `{bound}` as a parameter"),
        applicability: Applicability::MaybeIncorrect,
        edits: vec![
            Edit::replace(body.span(sql), format!("{before}{mark}{after}")),
            Edit::insert(body.span(call.expr).end, format!(".bind({bound})")),
        ],
    })
}

/// The text itself, inside `&`, `AssertSqlSafe(…)` and `.as_str()`.
fn innermost(body: &Body<'_>, expr: ExprId) -> ExprId {
    match body.expr(expr) {
        Expr::Borrow { expr, .. } => innermost(body, expr),
        Expr::Call { args, .. } if body.tree()[args].len() == 1 => {
            innermost(body, body.tree()[args][0])
        }
        Expr::MethodCall { receiver, name, .. } if body.source().str(name) == "as_str" => {
            innermost(body, receiver)
        }
        _ => expr,
    }
}
