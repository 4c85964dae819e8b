//! Gates: what rules an option out before anything is weighed.

use std::collections::BTreeSet;

use crate::model::RuledOut;
use crate::units::Quantity;

use super::{Choice, Question, Wanted};

/// Everything that rules an option out; nothing when it may be chosen.
pub(super) fn of(question: &Question, choice: &Choice, wanted: &Wanted) -> Vec<RuledOut> {
    let mut out = Vec::new();
    for guarantee in wanted.guarantees.intersection(&question.gates) {
        if !choice.gives.contains(guarantee) {
            let known = choice.cannot.get(guarantee);
            let evidence = known.cloned().unwrap_or_else(|| {
                format!(
                    "`{guarantee}` is not among what {} is known to give",
                    choice.name
                )
            });
            let gate = format!("the guarantee `{guarantee}`");
            out.push(RuledOut { gate, evidence });
        }
    }
    for load in &wanted.loads {
        for ceiling in &choice.ceilings {
            let (load, most) = (*load, ceiling.most.high());
            // Of another kind: no order, and no gate.
            if most < load && !reaches(most, load) {
                out.push(RuledOut {
                    gate: format!("the load of {}", load.rounded()),
                    evidence: format!(
                        "{} carries {} at most ({})",
                        choice.name,
                        most.rounded(),
                        ceiling.source
                    ),
                });
            }
        }
    }
    let forbidden = wanted.forbidden.iter();
    let named = forbidden.filter(|name| **name == choice.id || choice.kinds.contains(*name));
    out.extend(named.map(|name| RuledOut {
        gate: format!("the brief's ban on `{name}`"),
        evidence: format!("the brief forbids `{name}`"),
    }));
    let asked: Vec<&str> = question
        .options
        .iter()
        .map(|option| option.id.as_str())
        .filter(|id| wanted.asked_for.contains(*id))
        .collect();
    if !asked.is_empty() && !asked.contains(&choice.id.as_str()) {
        out.push(RuledOut {
            gate: format!("the brief's wish for `{}`", asked.join("` or `")),
            evidence: format!("the brief asks for `{}`", asked.join("` or `")),
        });
    }
    out
}

/// Whether they are the same but for rounding.
fn reaches(most: Quantity, load: Quantity) -> bool {
    most.get() >= load.get() * (1.0 - 1e-12)
}

/// The fewest gates that together rule out every option: one, two, or all.
pub(super) fn conflict(options: &[Vec<RuledOut>]) -> Vec<String> {
    let all: BTreeSet<&str> = options
        .iter()
        .flatten()
        .map(|out| out.gate.as_str())
        .collect();
    let excludes = |gates: &[&str]| {
        options
            .iter()
            .all(|out| out.iter().any(|out| gates.contains(&out.gate.as_str())))
    };
    let owned = |gates: &[&str]| gates.iter().map(|gate| (*gate).to_owned()).collect();
    for gate in &all {
        if excludes(&[gate]) {
            return owned(&[gate]);
        }
    }
    for first in &all {
        for second in all.range::<str, _>((
            std::ops::Bound::Excluded(*first),
            std::ops::Bound::Unbounded,
        )) {
            if excludes(&[first, second]) {
                return owned(&[first, second]);
            }
        }
    }
    owned(&all.into_iter().collect::<Vec<_>>())
}
