//! Macro calls inside bodies: what their arguments are and what they give.

use std::sync::Arc;

use rustora_source::tree::{Expr, ExprId, Id, List, Literal, MacroBody, MacroCall};
use smallvec::SmallVec;

use super::infer::{Infer, branch};
use super::program::{Def, Module};
use super::resolve::Namespace;
use super::ty::{Prim, Ty};

impl Infer<'_> {
    /// Notes which variables a format string captures by name.
    fn capture(&mut self, id: ExprId, args: List<ExprId>) {
        let tree = self.tree();
        let Some(literal) = tree[args]
            .iter()
            .find(|arg| matches!(tree[**arg], Expr::Literal(Literal::Str)))
        else {
            return;
        };
        let text = self.str(tree.expr_span(*literal));
        if !text.contains('{') {
            return;
        }
        let names = super::origin::placeholders_of(text)
            .into_iter()
            .map(|(_, name, _)| name);
        let found: Vec<_> = names
            .filter_map(|name| Some((name.to_owned(), self.variable(name)?)))
            .collect();
        if !found.is_empty() {
            self.body.captures.insert(id, found);
        }
    }

    /// Whether the statement that a macro is given, a literal, gives rows back.
    fn asks_for_rows(&self, body: MacroBody) -> bool {
        let tree = self.tree();
        let MacroBody::Args(args) = body else {
            return false;
        };
        tree[args].first().is_some_and(|first| {
            matches!(tree[*first], Expr::Literal(Literal::Str))
                && super::sql::returns_rows(self.str(tree.expr_span(*first)))
        })
    }

    pub(super) fn macro_call(&mut self, id: ExprId, call: Id<MacroCall>) -> Ty {
        let tree = self.tree();
        let program = self.program();
        let MacroCall { path, body, .. } = tree[call];
        let item = match program
            .resolve(self.module(), path, Namespace::Macro)
            .map(|found| found.def)
        {
            Some(Def::Item(item)) => Some(item),
            _ => None,
        };
        self.body.macros.push((id, call, item));
        let mut args = SmallVec::<[Ty; 4]>::new();
        let mut arms = Vec::new();
        match body {
            MacroBody::Args(list) => {
                args.extend(self.each(list));
                self.capture(id, list);
            }
            MacroBody::Select {
                arms: list,
                otherwise,
                ..
            } => {
                for arm in &tree[list] {
                    let future = self.expr(arm.future);
                    let output = program.awaited(&future);
                    arms.push(self.scoped(|this| {
                        if let Some(guard) = arm.guard {
                            this.expr(guard);
                        }
                        this.bind_from(arm.future, arm.pat, &output);
                        this.expr(arm.body)
                    }));
                }
                if let Some(otherwise) = otherwise {
                    arms.push(self.expr(otherwise));
                }
            }
            MacroBody::Items(_) | MacroBody::Opaque => {}
        }
        let gives = item.and_then(|item| {
            let rows = program.mark_text(item, "gives_rows");
            let rows = rows.filter(|_| self.asks_for_rows(body));
            Some((item, rows.or_else(|| program.mark_text(item, "gives"))?))
        });
        if let Some((item, gives)) = gives {
            let table = Module {
                file: item.file,
                item: None,
            };
            let found = program.resolve_text(table, gives, Namespace::Type);
            return found.map_or(Ty::Unknown, |found| {
                program.instantiate(Def::Item(found), &[], 8)
            });
        }
        match item.map(|item| program.name(item)) {
            Some("vec") => program.std_item("vec::Vec").map_or(Ty::Unknown, |item| {
                Ty::Adt(
                    item,
                    Arc::new([args.first().cloned().unwrap_or(Ty::Unknown)]),
                )
            }),
            Some("panic" | "todo" | "unimplemented" | "unreachable") => Ty::Prim(Prim::Never),
            Some("dbg") if args.len() == 1 => args[0].clone(),
            Some("join") => Ty::Tuple(args.iter().map(|arg| program.awaited(arg)).collect()),
            Some("try_join") => {
                let each = args.iter().map(|arg| program.awaited(arg));
                let all = Ty::Tuple(each.map(|output| program.tried(&output)).collect());
                program
                    .std_item("result::Result")
                    .map_or(Ty::Unknown, |item| {
                        Ty::Adt(item, Arc::new([all, Ty::Unknown]))
                    })
            }
            Some("select") => branch(arms),
            _ => Ty::Unknown,
        }
    }
}
