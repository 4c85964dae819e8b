//! Holes in a design: what has to hold in every one, whatever it is for.
//!
//! Each check is a function over the design and its graph of calls, and reports where, what, with the arithmetic, and what to do. None
//! of them repairs anything, and none knows an archetype. What is not stated is not checked, except where its absence is
//! itself the hole (a call without a timeout). A hole that somebody lives with is listed under `accepted` with a reason; an
//! acceptance that accepts nothing is a hole too, so that the list stays true.

mod arithmetic;
mod calls;
mod completeness;
mod graph;
mod trust;

use crate::model::{Design, Section};
use crate::nearest;

use graph::Graph;

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hole {
    /// The id of the check.
    pub check: &'static str,
    /// What kind of part it is at.
    pub section: Section,
    /// The part's id.
    pub at: String,
    /// What does not hold, with the numbers.
    pub what: String,
    /// What to do about it.
    pub todo: String,
}

/// One thing that has to hold.
pub struct Check {
    /// Its id, in the words of its failure: `missing-timeout`.
    pub id: &'static str,
    /// What has to hold.
    pub holds: &'static str,
    run: fn(&Graph<'_>, &mut Report),
}

/// Every check, in the order in which holes are told.
pub const CHECKS: &[Check] = &[
    Check {
        id: "duplicate-id",
        holds: "An id names one part of the design.",
        run: completeness::duplicate_id,
    },
    Check {
        id: "dangling-id",
        holds: "Every id that is named exists, and is of the kind that is wanted there.",
        run: completeness::dangling_id,
    },
    Check {
        id: "untraced-requirement",
        holds: "Every requirement has a decision that sees to it and a test that shows it.",
        run: completeness::untraced_requirement,
    },
    Check {
        id: "invalid-choice",
        holds: "What was chosen is one of the options, and not one that was ruled out.",
        run: completeness::invalid_choice,
    },
    Check {
        id: "unconfirmed-decision",
        holds: "Every decision is confirmed by a test.",
        run: completeness::unconfirmed_decision,
    },
    Check {
        id: "unowned-entity",
        holds: "Every entity has one component that writes it.",
        run: completeness::unowned_entity,
    },
    Check {
        id: "unseen-failure",
        holds: "Every failure mode has something that notices it and a test that shows the answer.",
        run: completeness::unseen_failure,
    },
    Check {
        id: "uncontrolled-threat",
        holds: "Every threat has a control and a test of it.",
        run: completeness::uncontrolled_threat,
    },
    Check {
        id: "unrestored-backup",
        holds: "Every backup is restored by a test or a drill.",
        run: completeness::unrestored_backup,
    },
    Check {
        id: "synchronous-cycle",
        holds: "No component waits for itself.",
        run: calls::synchronous_cycle,
    },
    Check {
        id: "missing-timeout",
        holds: "Every call that is waited for has a timeout.",
        run: calls::missing_timeout,
    },
    Check {
        id: "growing-timeout",
        holds: "Timeouts shrink down the call chain.",
        run: calls::growing_timeout,
    },
    Check {
        id: "retries-outlast-caller",
        holds: "All attempts of a call fit into the time that the caller's caller waits.",
        run: calls::retries_outlast_caller,
    },
    Check {
        id: "retry-amplification",
        holds: "Retries along a call chain multiply to no more than the bound.",
        run: calls::retry_amplification,
    },
    Check {
        id: "pool-over-connections",
        holds: "The pools of all replicas together fit into the connections that are not reserved.",
        run: arithmetic::pool_over_connections,
    },
    Check {
        id: "availability-below-target",
        holds: "What an SLO's component needs is together available as often as the SLO promises.",
        run: arithmetic::availability_below_target,
    },
    Check {
        id: "no-spare-replica",
        holds: "With one replica gone the others carry the peak.",
        run: arithmetic::no_spare_replica,
    },
    Check {
        id: "recovery-point",
        holds: "A store without a synchronous copy is backed up at least as often as may be lost.",
        run: arithmetic::recovery_point,
    },
    Check {
        id: "open-boundary",
        holds: "A link between two zones is encrypted and authenticated.",
        run: trust::open_boundary,
    },
];

/// The check of acceptances, which runs after the others.
const STALE: &str = "stale-acceptance";

/// The holes of a design that nobody accepted, in the order of [`CHECKS`] and then of the file.
#[must_use]
pub fn check(design: &Design) -> Vec<Hole> {
    let graph = Graph::of(design);
    let mut holes = Vec::new();
    for check in CHECKS {
        let mut report = Report {
            check: check.id,
            holes: &mut holes,
        };
        (check.run)(&graph, &mut report);
    }
    let mut stale = Vec::new();
    for accepted in &design.accepted {
        let before = holes.len();
        holes.retain(|hole| hole.check != accepted.check || hole.at != accepted.at);
        let known = CHECKS.iter().map(|check| check.id);
        let what = if accepted.because.trim().is_empty() {
            "it is accepted without a reason".to_owned()
        } else if holes.len() < before {
            continue;
        } else if known.clone().any(|id| id == accepted.check) {
            format!("`{}` is accepted there, and it holds", accepted.check)
        } else {
            let near = nearest(&accepted.check, known)
                .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            format!("no check is called `{}`{near}", accepted.check)
        };
        let section = graph.section(&accepted.at);
        stale.push(Hole {
            check: STALE,
            section: section.unwrap_or(Section::Component),
            at: accepted.at.clone(),
            what,
            todo: "take the acceptance out, or write what it is about and why".to_owned(),
        });
    }
    holes.append(&mut stale);
    holes
}

/// Where one check writes its holes.
struct Report<'h> {
    check: &'static str,
    holes: &'h mut Vec<Hole>,
}

impl Report<'_> {
    fn hole(
        &mut self,
        section: Section,
        at: &str,
        what: impl Into<String>,
        todo: impl Into<String>,
    ) {
        self.holes.push(Hole {
            check: self.check,
            section,
            at: at.to_owned(),
            what: what.into(),
            todo: todo.into(),
        });
    }
}

#[cfg(test)]
mod tests;
