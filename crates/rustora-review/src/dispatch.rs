//! Brings each fact to the rules that asked for it.

use rustc_hash::FxHashMap;
use rustora_source::tree::{ExprId, Id, MacroCall};

use crate::facts::{Body, Call, FileId, ItemRef, Joins, Program};
use crate::interest::Interest;
use crate::rule::{Ask, Draft, Rule};
use crate::rules::RULES;
use crate::settings::Settings;

type OnCall = fn(&Body<'_>, &Call) -> Option<Draft>;
type OnMacro = fn(&Body<'_>, ExprId, Id<MacroCall>) -> Vec<Draft>;
type OnFunction = fn(&Program<'_>, ItemRef) -> Vec<Draft>;
type OnJoined = fn(&Program<'_>, &Joins, FileId, &mut Draft);
type OnWorkspace = fn(&Program<'_>, &Joins) -> Vec<(FileId, Draft)>;

/// What the rules that are switched on ask for, by what they ask for.
#[derive(Default)]
pub(crate) struct Dispatch {
    interest: Interest,
    marked: Vec<(&'static str, &'static Rule, OnCall)>,
    /// By the last name of the path.
    calls: FxHashMap<&'static str, Vec<(&'static str, &'static Rule, OnCall)>>,
    macros: FxHashMap<&'static str, Vec<(&'static str, &'static Rule, OnMacro)>>,
    functions: Vec<(&'static Rule, OnFunction)>,
    joined: FxHashMap<&'static str, OnJoined>,
    workspace: Vec<(&'static Rule, OnWorkspace)>,
}

impl Dispatch {
    pub(crate) fn new(program: &Program<'_>, settings: &Settings) -> Self {
        let mut out = Self::default();
        let rules: Vec<&'static Rule> = RULES
            .iter()
            .copied()
            .filter(|rule| settings.severity(rule).is_some())
            .collect();
        out.interest = Interest::new(program, &rules);
        for rule in rules {
            for ask in rule.asks {
                match *ask {
                    Ask::Marked(mark, _, check) => out.marked.push((mark, rule, check)),
                    Ask::Calls(paths, check) => {
                        for path in paths {
                            out.calls
                                .entry(last(path))
                                .or_default()
                                .push((path, rule, check));
                        }
                    }
                    Ask::Macros(paths, check) => {
                        for path in paths {
                            out.macros
                                .entry(last(path))
                                .or_default()
                                .push((path, rule, check));
                        }
                    }
                    Ask::Functions(check) => out.functions.push((rule, check)),
                    Ask::Joined(check) => _ = out.joined.insert(rule.id, check),
                    Ask::Workspace(check) => out.workspace.push((rule, check)),
                }
            }
        }
        out
    }

    /// What the rules say about one function or constant, and what it adds to the joined facts.
    pub(crate) fn judge(
        &self,
        program: &Program<'_>,
        owner: ItemRef,
    ) -> (Vec<(FileId, &'static Rule, Draft)>, Joins) {
        let mut found = Vec::new();
        if program
            .file(owner.file)
            .tree()
            .function(owner.item)
            .is_some()
        {
            for (rule, check) in &self.functions {
                found.extend(
                    check(program, owner)
                        .into_iter()
                        .map(|draft| (owner.file, *rule, draft)),
                );
            }
        }
        let body = if self.interest.covers(program, owner) {
            program.body(owner)
        } else {
            None
        };
        let Some(body) = body else {
            return (found, Joins::default());
        };
        for call in &body.calls {
            if program.has_marks(call.callee) {
                for (mark, rule, check) in &self.marked {
                    if program.mark(call.callee, mark).is_some() {
                        found.extend(check(&body, call).map(|draft| (owner.file, *rule, draft)));
                    }
                }
            }
            for (path, rule, check) in self
                .calls
                .get(program.name(call.callee))
                .into_iter()
                .flatten()
            {
                if program.is(call.callee, path) {
                    found.extend(check(&body, call).map(|draft| (owner.file, *rule, draft)));
                }
            }
        }
        for (expr, call, item) in &body.macros {
            let Some(item) = *item else { continue };
            for (path, rule, check) in self.macros.get(program.name(item)).into_iter().flatten() {
                if program.is(item, path) {
                    found.extend(
                        check(&body, *expr, *call)
                            .into_iter()
                            .map(|draft| (owner.file, *rule, draft)),
                    );
                }
            }
        }
        let joins = Joins::of(&body);
        (found, joins)
    }

    /// What the rules say once the whole workspace is joined: they look at their drafts again and add to them.
    pub(crate) fn judge_workspace(
        &self,
        program: &Program<'_>,
        joins: &Joins,
        drafts: &mut Vec<(FileId, &'static Rule, Draft)>,
    ) {
        for (file, rule, draft) in drafts.iter_mut() {
            if let Some(check) = self.joined.get(rule.id) {
                check(program, joins, *file, draft);
            }
        }
        for (rule, check) in &self.workspace {
            drafts.extend(
                check(program, joins)
                    .into_iter()
                    .map(|(file, draft)| (file, *rule, draft)),
            );
        }
    }
}

fn last(path: &'static str) -> &'static str {
    path.rsplit("::").next().unwrap_or(path)
}
