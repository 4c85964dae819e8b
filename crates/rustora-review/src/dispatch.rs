//! Brings each fact to the rules that asked for it.

use std::sync::OnceLock;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use rustora_source::tree::{ExprId, Id, MacroCall};

use crate::claims;
use crate::facts::{Body, Call, FileId, ItemRef, Joins, Lives, Program, Question, Summaries};
use crate::finding::{Category, Confidence};
use crate::rule::{Ask, Draft, Rule};
use crate::rules::RULES;
use crate::settings::Settings;

type OnCall = fn(&Body<'_>, &Call) -> Option<Draft>;
type OnBody = fn(&Body<'_>) -> Vec<Draft>;
type OnEquality = fn(&Body<'_>, ExprId) -> Option<Draft>;
type OnGuards = fn(&Body<'_>, &Lives) -> Vec<Draft>;
type OnMacro = fn(&Body<'_>, ExprId, Id<MacroCall>) -> Vec<Draft>;
type OnFunction = fn(&Program<'_>, ItemRef) -> Vec<Draft>;
type OnJoined = fn(&Program<'_>, &Joins, FileId, &mut Draft);
type OnWorkspace = fn(&Program<'_>, &Joins) -> Vec<(FileId, Draft)>;

/// What a rule says, and about which file.
type Told = (FileId, &'static Rule, Draft);

/// How many steps away something may be for a finding to be told by default.
const FAR: usize = 3;

/// What is said of further calls of a function that has been told of, and how many of them are shown.
const ALSO: &str = "and here";
const ALSO_LIMIT: usize = 4;

/// What the rules that are switched on ask for, by what they ask for.
#[derive(Default)]
pub(crate) struct Dispatch {
    marked: Vec<(&'static str, &'static Rule, OnCall)>,
    /// By the last name of the path.
    calls: FxHashMap<&'static str, Vec<(&'static str, &'static Rule, OnCall)>>,
    macros: FxHashMap<&'static str, Vec<(&'static str, &'static Rule, OnMacro)>>,
    own: Vec<(&'static Rule, OnCall)>,
    bodies: Vec<(&'static Rule, OnBody)>,
    equalities: Vec<(&'static Rule, OnEquality)>,
    guards: Vec<(&'static Rule, OnGuards)>,
    functions: Vec<(&'static Rule, OnFunction)>,
    joined: FxHashMap<&'static str, OnJoined>,
    workspace: Vec<(&'static Rule, OnWorkspace)>,
    /// What the rules about tests ask for, and no other.
    tests: Option<Box<Dispatch>>,
    /// The names that such rules ask for, and other names for them.
    test_names: OnceLock<FxHashSet<String>>,
}

impl Dispatch {
    pub(crate) fn new(settings: &Settings) -> Self {
        let is_on = |rule: &&&'static Rule| settings.severity(rule).is_some();
        let rules = RULES.iter().filter(is_on).copied();
        let of_tests = rules
            .clone()
            .filter(|rule| rule.category == Category::Tests);
        Self {
            tests: Some(Box::new(Self::of(of_tests))),
            ..Self::of(rules)
        }
    }

    fn of(rules: impl Iterator<Item = &'static Rule>) -> Self {
        let mut out = Self::default();
        for rule in rules {
            for ask in rule.asks {
                match *ask {
                    Ask::Marked(mark, check) => out.marked.push((mark, rule, check)),
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
                    Ask::Own(check) => out.own.push((rule, check)),
                    Ask::Bodies(check) => out.bodies.push((rule, check)),
                    Ask::Equalities(check) => out.equalities.push((rule, check)),
                    Ask::Guards(check) => out.guards.push((rule, check)),
                    Ask::Functions(check) => out.functions.push((rule, check)),
                    Ask::Joined(check) => _ = out.joined.insert(rule.id, check),
                    Ask::Workspace(check) => out.workspace.push((rule, check)),
                }
            }
        }
        out
    }

    /// What the rules say about one function or constant, and what it adds to the joined facts. Code that only tests run
    /// is judged by the rules about tests alone: what goes wrong in it goes wrong on nobody's service.
    pub(crate) fn judge(&self, program: &Program<'_>, owner: ItemRef) -> (Vec<Told>, Joins) {
        let file = program.file(owner.file);
        if let Some(tests) = &self.tests
            && (file.test || file.tree()[owner.item].test)
        {
            let names = self.test_names.get_or_init(|| tests.names(program));
            let mut found = tests.judge_function(program, owner);
            if program.names_any(owner, names)
                && let Some(body) = program.body(owner)
            {
                tests.judge_body(&body, &mut found);
            }
            return (found, Joins::default());
        }
        let mut found = self.judge_function(program, owner);
        let joins = program.body(owner).map(|body| {
            self.judge_body(&body, &mut found);
            Joins::of(&body)
        });
        (found, joins.unwrap_or_default())
    }

    /// What the rules say that ask for functions.
    fn judge_function(&self, program: &Program<'_>, owner: ItemRef) -> Vec<Told> {
        let tree = program.file(owner.file).tree();
        if tree.function(owner.item).is_none() {
            return Vec::new();
        }
        let drafts = |(rule, check): &(&'static Rule, OnFunction)| {
            let told = check(program, owner).into_iter();
            told.map(|draft| (owner.file, *rule, draft))
                .collect::<Vec<_>>()
        };
        self.functions.iter().flat_map(drafts).collect()
    }

    /// What the rules say that ask for something in a body.
    fn judge_body(&self, body: &Body<'_>, found: &mut Vec<Told>) {
        let program = body.program;
        let mut tell = |rule: &'static Rule, asked: Option<&Call>, mut drafts: Vec<Draft>| {
            claims::note(body, asked, &mut drafts);
            found.extend(drafts.into_iter().map(|draft| (body.file, rule, draft)));
        };
        for (rule, check) in &self.bodies {
            tell(rule, None, check(body));
        }
        if !self.guards.is_empty()
            && let Some(lives) = body.lives()
        {
            for (rule, check) in &self.guards {
                tell(rule, None, check(body, &lives));
            }
        }
        if !self.equalities.is_empty() {
            for expr in body.equalities() {
                for (rule, check) in &self.equalities {
                    tell(rule, None, check(body, expr).into_iter().collect());
                }
            }
        }
        for call in &body.calls {
            if !self.own.is_empty() && program.is_workspace(call.callee) {
                for (rule, check) in &self.own {
                    tell(rule, Some(call), check(body, call).into_iter().collect());
                }
            }
            if program.has_marks(call.callee) {
                for (mark, rule, check) in &self.marked {
                    if program.mark(call.callee, mark).is_some() {
                        tell(rule, Some(call), check(body, call).into_iter().collect());
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
                    tell(rule, Some(call), check(body, call).into_iter().collect());
                }
            }
        }
        for (expr, call, item) in &body.macros {
            let Some(item) = *item else { continue };
            for (path, rule, check) in self.macros.get(program.name(item)).into_iter().flatten() {
                if program.is(item, path) {
                    tell(rule, None, check(body, *expr, *call));
                }
            }
        }
    }

    /// The names of the functions and macros that the rules ask for.
    fn names(&self, program: &Program<'_>) -> FxHashSet<String> {
        let asked = self.calls.keys().chain(self.macros.keys());
        let mut names: FxHashSet<String> = asked.map(|name| (*name).to_owned()).collect();
        for (mark, _, _) in &self.marked {
            names.extend(program.marked(mark));
        }
        program.add_aliases(&mut names);
        names
    }

    /// What the rules say once the whole workspace is joined: they look at their drafts again and add to them.
    pub(crate) fn judge_workspace(
        &self,
        program: &Program<'_>,
        joins: &mut Joins,
        drafts: &mut Vec<(FileId, &'static Rule, Draft)>,
    ) {
        for (file, rule, draft) in drafts.iter_mut() {
            if let Some(check) = self.joined.get(rule.id) {
                check(program, joins, *file, draft);
            }
        }
        let recurring = joins.recurring.iter().map(|(item, ..)| *item).collect();
        joins.summaries = Summaries::new(
            program,
            std::mem::take(&mut joins.functions),
            std::mem::take(&mut joins.recurring),
        );
        let reaches = std::mem::take(&mut joins.reaches);
        drafts.retain(|(_, _, draft)| {
            let all = &draft.unless_constant;
            all.is_empty() || !all.iter().all(|param| reaches.is_constant(*param))
        });
        let joins = &*joins;
        if !self.workspace.is_empty() {
            // Before the rules that ask for it: the first of them would work it out alone while the others wait.
            joins.tested(program);
        }
        drafts.par_extend(self.workspace.par_iter().flat_map_iter(|(rule, check)| {
            let told = check(program, joins).into_iter();
            told.map(|(file, draft)| (file, *rule, draft))
        }));
        let paces = reaches.paces(program, &recurring);
        for (_, _, draft) in drafts.iter_mut() {
            if draft
                .unless_at_most
                .is_some_and(|(function, pace)| paces.holds(program, function, pace))
            {
                draft.confidence = Some(Confidence::Low);
            }
        }
        // One function that does something is one finding, however many call it, and the surest call is told.
        let is_low = |draft: &Draft| draft.confidence == Some(Confidence::Low);
        // By path: the number of a file depends on which thread read it first.
        drafts.sort_by_cached_key(|(file, rule, draft)| {
            let path = program.file(*file).path.clone();
            (is_low(draft), path, draft.span, rule.id)
        });
        let mut told: FxHashMap<(&'static str, ItemRef), usize> = FxHashMap::default();
        let mut kept: Vec<(FileId, &'static Rule, Draft)> = Vec::with_capacity(drafts.len());
        for (file, rule, mut draft) in drafts.drain(..) {
            if let Some(question) = draft.question.take() {
                let Some(steps) = joins.summaries.answer(program, &question) else {
                    continue;
                };
                // The longer the way, the more conditions stand on it.
                if steps.len() > FAR {
                    draft.confidence = Some(Confidence::Low);
                }
                draft.related.extend(steps);
                if let Question::Does(callee, _) = question {
                    if let Some((_, _, first)) = told
                        .get(&(rule.id, callee))
                        .and_then(|index| kept.get_mut(*index))
                    {
                        let shown = first.related.iter().filter(|(_, _, text)| text == ALSO);
                        if shown.count() < ALSO_LIMIT {
                            first.related.push((file, draft.span, ALSO.to_owned()));
                        }
                        continue;
                    }
                    told.insert((rule.id, callee), kept.len());
                }
            }
            kept.push((file, rule, draft));
        }
        *drafts = kept;
    }
}

fn last(path: &'static str) -> &'static str {
    path.rsplit("::").next().unwrap_or(path)
}
