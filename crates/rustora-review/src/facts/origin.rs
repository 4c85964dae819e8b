//! Where text comes from: the parts of a `format!`, and whether a value entered from outside the function.

use rustora_source::Span;
use rustora_source::tree::{BinaryOp, Expr, ExprId, Literal, MacroBody, PatId};

use super::body::Body;
use super::ty::{Prim, Ty};

/// A `format!` with a literal.
pub(crate) struct FormatCall {
    /// The literal, with its quotes.
    pub(crate) literal: Span,
    pub(crate) placeholders: Vec<Placeholder>,
}

/// One `{…}` of a format string.
pub(crate) struct Placeholder {
    /// In bytes from the start of the literal, quotes included.
    pub(crate) span: Span,
    /// What is put there, as it is written; `None` when it cannot be told.
    pub(crate) value: Option<String>,
    /// What follows the `:`.
    pub(crate) spec: String,
    source: Value,
}

#[derive(Clone, Copy)]
enum Value {
    Expr(ExprId),
    Variable(PatId),
    Unknown,
}

/// Where a text is put together, and what from outside goes into it.
pub(crate) struct Spliced {
    /// The `format!`, `+` or `push_str`.
    pub(crate) span: Span,
    /// The value, as it is written.
    pub(crate) what: String,
    /// Whether it stands where SQL wants the name of a table or column, which nothing can bind.
    pub(crate) names: bool,
    /// The parameters of this function that bring in all that comes from outside; empty where something else does too.
    pub(crate) parameters: Vec<usize>,
}

impl Body<'_> {
    /// The `format!` at an expression.
    pub(crate) fn format_call(&self, expr: ExprId) -> Option<FormatCall> {
        let (_, call, item) = *self.macros.iter().find(|(id, _, _)| *id == expr)?;
        if !self.program.is(item?, "std::format") {
            return None;
        }
        let tree = self.tree();
        let MacroBody::Args(args) = tree[call].body else {
            return None;
        };
        let (first, rest) = tree[args].split_first()?;
        let Expr::Literal(Literal::Str) = tree[*first] else {
            return None;
        };
        let literal = self.span(*first);
        let placeholders = self.placeholders(expr, literal, rest);
        Some(FormatCall {
            literal,
            placeholders,
        })
    }

    /// The placeholders of the literal at `literal`, in the macro call at `expr` that gives it `rest`.
    fn placeholders(&self, expr: ExprId, literal: Span, rest: &[ExprId]) -> Vec<Placeholder> {
        let tree = self.tree();
        let captures = self.captures.get(&expr);
        let mut next = 0;
        let mut placeholders = Vec::new();
        for (span, name, spec) in placeholders_of(self.source().str(literal)) {
            let is_name = |id: &&ExprId| matches!(tree[**id], Expr::Assign { target, .. } if self.text(target) == name);
            let source = if name.is_empty() {
                next += 1;
                rest.get(next - 1)
                    .map_or(Value::Unknown, |id| Value::Expr(*id))
            } else if let Ok(index) = name.parse::<usize>() {
                rest.get(index)
                    .map_or(Value::Unknown, |id| Value::Expr(*id))
            } else if let Some(named) = rest.iter().find(is_name) {
                if let Expr::Assign { value, .. } = tree[*named] {
                    Value::Expr(value)
                } else {
                    Value::Unknown
                }
            } else {
                let variable =
                    captures.and_then(|list| list.iter().find(|(known, _)| known == name));
                variable.map_or(Value::Unknown, |(_, pat)| Value::Variable(*pat))
            };
            let value = match source {
                Value::Expr(id) => Some(self.text(id).to_owned()),
                Value::Variable(_) => Some(name.to_owned()),
                Value::Unknown => None,
            };
            placeholders.push(Placeholder {
                span,
                value,
                spec: spec.to_owned(),
                source,
            });
        }
        placeholders
    }

    /// What a `format!` puts into its text: expressions, and the variables that it captures.
    pub(crate) fn formatted(&self, expr: ExprId) -> Vec<Result<ExprId, PatId>> {
        let placeholders = self.format_call(expr).map(|format| format.placeholders);
        let sources = placeholders.into_iter().flatten();
        sources
            .filter_map(|placeholder| match placeholder.source {
                Value::Expr(id) => Some(Ok(id)),
                Value::Variable(pat) => Some(Err(pat)),
                Value::Unknown => None,
            })
            .collect()
    }

    /// The types of what a macro's format string prints with `{:?}`.
    pub(super) fn debug_placeholders(&self, expr: ExprId, args: &[ExprId]) -> Vec<Ty> {
        let is_literal = |arg: &ExprId| matches!(self.expr(*arg), Expr::Literal(Literal::Str));
        let Some(at) = args.iter().position(is_literal) else {
            return Vec::new();
        };
        let (literal, rest) = (self.span(args[at]), &args[at + 1..]);
        if !self.source().str(literal).contains('?') {
            return Vec::new();
        }
        let all = self.placeholders(expr, literal, rest).into_iter();
        all.filter(|placeholder| placeholder.spec.ends_with('?'))
            .map(|placeholder| match placeholder.source {
                Value::Expr(id) => self.ty(id).clone(),
                Value::Variable(pat) => self.local_ty(pat).clone(),
                Value::Unknown => Ty::Unknown,
            })
            .collect()
    }

    /// Where a text is put together with a value from outside, looking at most `depth` variables back.
    pub(crate) fn spliced(&self, expr: ExprId, depth: u32) -> Option<Spliced> {
        let depth = depth.checked_sub(1)?;
        let tree = self.tree();
        match tree[expr] {
            Expr::Macro(_) => {
                let format = self.format_call(expr)?;
                let literal = self.source().str(format.literal);
                let mut found = None;
                let parameters = self.parameters_behind(&format).unwrap_or_default();
                for placeholder in &format.placeholders {
                    if self.is_outside(placeholder.source) {
                        let names = literal
                            .get(..placeholder.span.start as usize)
                            .is_some_and(wants_name);
                        let what = placeholder.value.clone().unwrap_or_default();
                        // A value says more than the name of a table.
                        if found
                            .as_ref()
                            .is_none_or(|other: &Spliced| other.names && !names)
                        {
                            found = Some(Spliced {
                                span: self.span(expr),
                                what,
                                names,
                                parameters: parameters.clone(),
                            });
                        }
                    }
                }
                found
            }
            Expr::Binary {
                op: BinaryOp::Add,
                left,
                right,
            } => {
                let outside = self.is_outside(Value::Expr(right)).then(|| Spliced {
                    span: self.span(expr),
                    what: self.text(right).to_owned(),
                    names: wants_name(self.text(left).trim_end_matches('"')),
                    parameters: Vec::new(),
                });
                outside
                    .or_else(|| self.spliced(left, depth))
                    .or_else(|| self.spliced(right, depth))
            }
            Expr::Borrow { expr, .. } | Expr::Deref(expr) => self.spliced(expr, depth),
            Expr::MethodCall { receiver, name, .. } if keeps_text(self.source().str(name)) => {
                self.spliced(receiver, depth)
            }
            // `AssertSqlSafe(text)`, `String::from(text)`.
            Expr::Call { args, .. } => match &tree[args] {
                [only] => self.spliced(*only, depth),
                _ => None,
            },
            Expr::Path(_) => {
                let pat = self.local(expr)?;
                let appended = self.appended(pat, expr, depth);
                appended.or_else(|| self.spliced(self.init(pat)?, depth))
            }
            _ => None,
        }
    }

    /// `text.push_str(…)` and `text += …` before a use.
    fn appended(&self, pat: PatId, before: ExprId, depth: u32) -> Option<Spliced> {
        for use_of in self.uses_of(pat).into_iter().filter(|id| *id < before) {
            let outer = self.tree().parent(use_of)?;
            let added = match self.expr(outer) {
                Expr::MethodCall {
                    receiver,
                    name,
                    args,
                    ..
                } if receiver == use_of && self.source().str(name) == "push_str" => {
                    self.tree()[args].first().copied()
                }
                Expr::Assign {
                    op: Some(BinaryOp::Add),
                    target,
                    value,
                } if target == use_of => Some(value),
                _ => None,
            };
            let Some(added) = added else { continue };
            if let Some(found) = self.spliced(added, depth) {
                return Some(found);
            }
            if self.is_outside(Value::Expr(added)) {
                return Some(Spliced {
                    span: self.span(outer),
                    what: self.text(added).to_owned(),
                    names: false,
                    parameters: Vec::new(),
                });
            }
        }
        None
    }

    fn is_outside(&self, value: Value) -> bool {
        match value {
            Value::Expr(id) => self.comes_from_outside(id, 8),
            Value::Variable(pat) => {
                self.is_text(self.local_ty(pat)) && self.variable_from_outside(pat, 8)
            }
            Value::Unknown => false,
        }
    }

    /// Whether an expression is text that the caller chose: a parameter, a field of one, or the same text in
    /// another form. Constants, numbers and what other functions made of it are not.
    fn comes_from_outside(&self, id: ExprId, depth: u32) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return false;
        };
        match self.expr(id) {
            Expr::Path(_) => {
                self.is_text(self.ty(id))
                    && self
                        .local(id)
                        .is_some_and(|pat| self.variable_from_outside(pat, depth))
            }
            Expr::Field { base, .. } => {
                self.is_text(self.ty(id)) && self.is_part_of_parameter(base, depth)
            }
            Expr::Borrow { expr, .. } | Expr::Deref(expr) | Expr::Try(expr) => {
                self.comes_from_outside(expr, depth)
            }
            Expr::MethodCall { receiver, name, .. } if keeps_text(self.source().str(name)) => {
                self.comes_from_outside(receiver, depth)
            }
            Expr::Macro(_) => self.format_call(id).is_some_and(|format| {
                format
                    .placeholders
                    .iter()
                    .any(|placeholder| self.is_outside(placeholder.source))
            }),
            _ => false,
        }
    }

    fn is_part_of_parameter(&self, base: ExprId, depth: u32) -> bool {
        match self.expr(base) {
            Expr::Path(_) if self.text(base) == "self" => true,
            Expr::Path(_) => self
                .local(base)
                .is_some_and(|pat| self.variable_from_outside(pat, depth)),
            Expr::Field { base, .. } | Expr::Borrow { expr: base, .. } | Expr::Deref(base) => {
                depth > 0 && self.is_part_of_parameter(base, depth - 1)
            }
            _ => false,
        }
    }

    fn variable_from_outside(&self, pat: PatId, depth: u32) -> bool {
        if let Some(source) = self.sources.get(&pat) {
            // What a variable was taken out of need not be text itself.
            return depth > 0
                && (self.comes_from_outside(*source, depth - 1)
                    || self.is_part_of_parameter(*source, depth - 1));
        }
        let tree = self.tree();
        let Some(function) = tree.function(self.owner.item) else {
            return false;
        };
        let param = self.parameter(pat).map(|at| &tree[function.params][at]);
        param.is_some_and(|param| {
            !self
                .source()
                .str(tree.type_span(param.ty))
                .contains("'static")
        })
    }

    /// The parameters that all text from outside in a `format!` comes out of; `None` where other things do so too.
    fn parameters_behind(&self, format: &FormatCall) -> Option<Vec<usize>> {
        let mut found = Vec::new();
        for placeholder in &format.placeholders {
            if self.is_outside(placeholder.source) {
                self.parameters_of(placeholder.source, 8, &mut found)?;
            }
        }
        Some(found)
    }

    fn parameters_of(&self, value: Value, depth: u32, out: &mut Vec<usize>) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        let pat = match value {
            Value::Variable(pat) => pat,
            Value::Unknown => return None,
            Value::Expr(id) => match self.expr(id) {
                Expr::Path(_) => self.local(id)?,
                Expr::Field { base: inner, .. }
                | Expr::Borrow { expr: inner, .. }
                | Expr::Deref(inner)
                | Expr::MethodCall {
                    receiver: inner, ..
                } => return self.parameters_of(Value::Expr(inner), depth, out),
                Expr::Macro(_) => {
                    out.extend(self.parameters_behind(&self.format_call(id)?)?);
                    return Some(());
                }
                _ => return None,
            },
        };
        if let Some(source) = self.sources.get(&pat) {
            return self.parameters_of(Value::Expr(*source), depth, out);
        }
        out.push(self.parameter(pat)?);
        Some(())
    }

    /// Which parameter of the function a pattern belongs to.
    pub(super) fn parameter(&self, pat: PatId) -> Option<usize> {
        let tree = self.tree();
        let span = tree.pat_span(pat);
        tree[tree.function(self.owner.item)?.params]
            .iter()
            .position(|param| tree.pat_span(param.pat).contains(span))
    }

    fn is_text(&self, ty: &Ty) -> bool {
        match ty.peeled() {
            Ty::Prim(prim) => *prim == Prim::Str,
            ty => ["std::string::String", "std::borrow::Cow"]
                .iter()
                .any(|path| self.is_type(ty, path)),
        }
    }
}

/// Methods that hand on the text that they are called on.
fn keeps_text(method: &str) -> bool {
    matches!(
        method,
        "as_str"
            | "as_ref"
            | "as_deref"
            | "borrow"
            | "clone"
            | "to_owned"
            | "to_string"
            | "into"
            | "trim"
            | "trim_start"
            | "trim_end"
            | "to_lowercase"
            | "to_uppercase"
            | "to_ascii_lowercase"
            | "to_ascii_uppercase"
            | "unwrap"
            | "expect"
            | "unwrap_or_default"
            | "into_owned"
            | "into_string"
    )
}

/// Whether SQL that ends here wants the name of a table or column next.
fn wants_name(before: &str) -> bool {
    let word = before
        .trim_end()
        .rsplit(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or("");
    [
        "from", "into", "update", "table", "join", "by", "index", "set", "select", "column", "asc",
        "desc",
    ]
    .iter()
    .any(|keyword| word.eq_ignore_ascii_case(keyword))
}

/// The placeholders of a format string: where each stands, its name, and what follows the `:`.
pub(super) fn placeholders_of(literal: &str) -> Vec<(Span, &str, &str)> {
    let bytes = literal.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let doubled = bytes.get(at + 1) == Some(&bytes[at]);
        match bytes[at] {
            b'{' | b'}' if doubled => at += 2,
            b'{' => {
                let Some(len) = literal[at..].find('}') else {
                    break;
                };
                let inner = &literal[at + 1..at + len];
                let (name, spec) = inner.split_once(':').unwrap_or((inner, ""));
                let span = Span::new(
                    u32::try_from(at).unwrap_or(0),
                    u32::try_from(at + len + 1).unwrap_or(0),
                );
                found.push((span, name.trim(), spec));
                at += len + 1;
            }
            _ => at += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_found_and_braces_are_not() {
        let found: Vec<_> = placeholders_of("\"{a} {{b}} {} {c:>5}\"")
            .into_iter()
            .map(|(_, name, spec)| (name, spec))
            .collect();
        assert_eq!(found, [("a", ""), ("", ""), ("c", ">5")]);
    }

    #[test]
    fn a_table_is_a_name_and_a_value_is_not() {
        assert!(wants_name("SELECT * FROM ") && wants_name("x ORDER BY "));
        assert!(!wants_name("WHERE id = ") && !wants_name("WHERE name = '"));
    }
}
