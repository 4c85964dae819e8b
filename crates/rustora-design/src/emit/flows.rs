//! What happens at run time, one flow for each part that starts something by itself.
//!
//! A design says who calls whom and not in which order, so the order is the order of the file, depth first: a service
//! makes its calls before it answers. Each link is walked once in a flow, and what a flow before it showed of somebody is
//! not shown again. Workers start flows too: they fetch what
//! they work on. It knows no syntax of diagrams.

use std::collections::BTreeSet;

use crate::model::{ComponentKind, Design, Link, Manner};

/// The steps of a flow, in order.
pub(super) struct Flow<'a> {
    /// The component that starts it.
    pub(super) start: &'a str,
    /// Everybody who takes part, in the order in which they enter.
    pub(super) parts: Vec<&'a str>,
    pub(super) steps: Vec<Step<'a>>,
    /// Those whose own calls are in a flow before this one, and not again in this one.
    pub(super) shown: Vec<&'a str>,
}

/// One step.
#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    /// The caller waits until [`Self::Answer`].
    Call(&'a Link),
    /// The callee of that call answers.
    Answer(&'a Link),
    /// Nobody waits.
    Send(&'a Link),
}

/// The flows of a design.
pub(super) fn flows(design: &Design) -> Vec<Flow<'_>> {
    let starts = design.components.iter().filter(|component| {
        let called = design.links.iter().any(|link| link.to == component.id);
        match component.kind {
            ComponentKind::Client | ComponentKind::Worker => true,
            _ => !called,
        }
    });
    let mut shown = BTreeSet::new();
    let flows = starts.map(|component| {
        let flow = flow(design, &component.id, &shown);
        shown.extend(flow.parts.iter().copied());
        flow
    });
    flows.filter(|flow| !flow.steps.is_empty()).collect()
}

fn flow<'a>(design: &'a Design, start: &'a str, shown: &BTreeSet<&'a str>) -> Flow<'a> {
    let mut flow = Flow {
        start,
        parts: vec![start],
        steps: Vec::new(),
        shown: Vec::new(),
    };
    let mut walked = vec![false; design.links.len()];
    // A stack of its own: a chain of calls may be as long as the design.
    let mut waiting: Vec<Step<'a>> = calls(design, start, &mut walked);
    while let Some(step) = waiting.pop() {
        flow.steps.push(step);
        let (Step::Call(link) | Step::Send(link)) = step else {
            continue;
        };
        if !flow.parts.contains(&link.to.as_str()) {
            flow.parts.push(&link.to);
        }
        if let Step::Call(_) = step {
            waiting.push(Step::Answer(link));
        }
        let next = calls(design, &link.to, &mut walked);
        if shown.contains(link.to.as_str()) {
            if !next.is_empty() {
                flow.shown.push(&link.to);
            }
        } else {
            waiting.extend(next);
        }
    }
    flow
}

/// The calls of a component that were not walked yet, the first one last.
fn calls<'a>(design: &'a Design, from: &str, walked: &mut [bool]) -> Vec<Step<'a>> {
    let mut found = Vec::new();
    for (link, walked) in design.links.iter().zip(walked) {
        let known = design.component(&link.to).is_some();
        if link.from == from && known && !*walked {
            *walked = true;
            found.push(match link.manner {
                Manner::Sync => Step::Call(link),
                Manner::Async => Step::Send(link),
            });
        }
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::model::tests::sample;

    fn told(flow: &Flow<'_>) -> Vec<String> {
        let told = flow.steps.iter().map(|step| match step {
            Step::Call(link) => format!("+{}", link.to),
            Step::Answer(link) => format!("-{}", link.to),
            Step::Send(link) => format!(">{}", link.to),
        });
        told.collect()
    }

    #[test]
    fn a_service_makes_its_calls_before_it_answers() {
        let mut design = sample();
        let all = flows(&design);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].parts, ["app", "api", "db"]);
        assert_eq!(told(&all[0]), ["+api", "+db", "-db", "-api"]);
        // A circle ends where it began.
        let mut back = design.links[1].clone();
        (back.from, back.to) = ("db".into(), "api".into());
        back.manner = Manner::Async;
        design.links.push(back);
        assert_eq!(
            told(&flows(&design)[0]),
            ["+api", "+db", ">api", "-db", "-api"]
        );
    }
}
