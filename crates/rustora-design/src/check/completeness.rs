//! Whether everything leads somewhere: ids, requirements, decisions, data, failure modes, threats, backups.

use std::collections::HashMap;

use crate::model::Section;
use crate::nearest;

use super::Report;
use super::graph::Graph;

pub(super) fn duplicate_id(graph: &Graph<'_>, report: &mut Report) {
    let mut seen: HashMap<&str, Section> = HashMap::new();
    for (section, id) in graph.design.ids() {
        if let Some(first) = seen.insert(id, section) {
            report.hole(
                section,
                id,
                format!("this {section} is called like a {first} before it"),
                "give it an id of its own",
            );
        }
    }
}

pub(super) fn dangling_id(graph: &Graph<'_>, report: &mut Report) {
    for reference in graph.design.references() {
        let found = graph.section(reference.to);
        if found.is_some_and(|found| reference.wanted.contains(&found)) {
            continue;
        }
        let names: Vec<&str> = reference
            .wanted
            .iter()
            .map(|wanted| wanted.name())
            .collect();
        let wanted = names.join(" or ");
        let (field, to) = (reference.field, reference.to);
        let what = match found {
            Some(found) => format!("`{field}` names `{to}`, a {found}, where a {wanted} is wanted"),
            None => format!("`{field}` names the {wanted} `{to}`, and there is none"),
        };
        let known = graph.design.ids();
        let known = known.filter(|(section, _)| reference.wanted.contains(section));
        let todo = match nearest(to, known.map(|(_, id)| id)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("add it, or take it out of `{field}`"),
        };
        report.hole(reference.section, reference.from, what, todo);
    }
}

pub(super) fn untraced_requirement(graph: &Graph<'_>, report: &mut Report) {
    for requirement in &graph.design.requirements {
        let (what, todo) = match (
            requirement.decided_by.is_empty(),
            requirement.tested_by.is_empty(),
        ) {
            (false, false) => continue,
            (true, false) => (
                "no decision sees to it",
                "name in `decided-by` the decision that makes it true",
            ),
            (false, true) => (
                "no test shows it",
                "name in `tested-by` the test that would fail without it",
            ),
            (true, true) => (
                "no decision sees to it and no test shows it",
                "name both in `decided-by` and `tested-by`, or drop the requirement",
            ),
        };
        report.hole(Section::Requirement, &requirement.id, what, todo);
    }
}

pub(super) fn invalid_choice(graph: &Graph<'_>, report: &mut Report) {
    for decision in &graph.design.decisions {
        let chosen = decision.chosen.as_str();
        let options = &decision.options;
        let found = options.iter().find(|option| option.id == chosen);
        let (what, todo) = match found {
            None => {
                let near = nearest(chosen, options.iter().map(|option| option.id.as_str()));
                let todo = near.map_or_else(
                    || "list it among the options, with its scores".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                (
                    format!("`{chosen}` was chosen and is none of its options"),
                    todo,
                )
            }
            Some(option) => {
                let Some(gate) = option.ruled_out.first() else {
                    continue;
                };
                (
                    format!(
                        "`{chosen}` was chosen and is ruled out by {}: {}",
                        gate.gate, gate.evidence
                    ),
                    "choose one that can, or change the requirement".to_owned(),
                )
            }
        };
        report.hole(Section::Decision, &decision.id, what, todo);
    }
}

pub(super) fn unconfirmed_decision(graph: &Graph<'_>, report: &mut Report) {
    for decision in &graph.design.decisions {
        if decision.confirmation.is_empty() {
            report.hole(
                Section::Decision,
                &decision.id,
                "no test confirms it",
                "name in `confirmation` the test that would fail had it been decided otherwise",
            );
        }
    }
}

pub(super) fn unowned_entity(graph: &Graph<'_>, report: &mut Report) {
    for entity in &graph.design.data {
        let all = graph.design.owners(entity);
        let (what, todo) = match all[..] {
            [_] => continue,
            [] => (
                "no component owns it".to_owned(),
                "name in `owner` the one component that writes it",
            ),
            _ => (
                format!("{} components own it: {}", all.len(), all.join(", ")),
                "leave it to one of them; the others ask that one, or read a copy",
            ),
        };
        report.hole(Section::Entity, &entity.id, what, todo);
    }
}

pub(super) fn unseen_failure(graph: &Graph<'_>, report: &mut Report) {
    for failure in &graph.design.failures {
        let unseen = failure.seen_by.trim().is_empty();
        let (what, todo) = match (unseen, failure.test.is_none()) {
            (false, false) => continue,
            (true, false) => (
                "nothing notices it",
                "say in `seen-by` which metric or error tells",
            ),
            (false, true) => (
                "no test shows what happens",
                "name in `test` the one that makes it fail like this",
            ),
            (true, true) => (
                "nothing notices it and no test shows what happens",
                "fill in `seen-by` and `test`",
            ),
        };
        report.hole(Section::Failure, &failure.id, what, todo);
    }
}

pub(super) fn uncontrolled_threat(graph: &Graph<'_>, report: &mut Report) {
    for threat in &graph.design.threats {
        let open = threat.control.trim().is_empty();
        let (what, todo) = match (open, threat.test.is_none()) {
            (false, false) => continue,
            (true, _) => (
                "nothing stops it",
                "say in `control` what does, and in `test` what shows it",
            ),
            (false, true) => (
                "no test shows its control",
                "name in `test` the one that makes the attack",
            ),
        };
        report.hole(Section::Threat, &threat.id, what, todo);
    }
}

pub(super) fn unrestored_backup(graph: &Graph<'_>, report: &mut Report) {
    for backup in &graph.design.backups {
        if backup.restored_by.is_none() {
            report.hole(
                Section::Backup,
                &backup.id,
                "nobody ever restores it",
                "name in `restored-by` the test or drill that does",
            );
        }
    }
}
