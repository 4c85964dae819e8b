//! Calls that are waited for: timeouts, retries and cycles along the chain.
//!
//! The time that a component has is the least of its own deadline and of what its callers wait. Calls of one component are held
//! to it one by one and not in sum, since the design does not say which of them are made at the same time.

use std::collections::HashSet;
use std::fmt;

use crate::model::{Component, ComponentKind, Link, Section};
use crate::units::{Count, Measure, Span};

use super::Report;
use super::graph::{Call, Graph};

pub(super) fn synchronous_cycle(graph: &Graph<'_>, report: &mut Report) {
    let (_, left) = graph.ordered();
    let mut left: HashSet<usize> = left.into_iter().collect();
    // Each that is left has a caller that is left, so going back must come around; what was walked is not walked again.
    for start in 0..graph.design.components.len() {
        if !left.contains(&start) {
            continue;
        }
        let mut path: Vec<usize> = vec![start];
        let mut seen: HashSet<usize> = HashSet::from([start]);
        let mut at = start;
        let cycle = loop {
            let back = graph
                .callers_of(at)
                .iter()
                .find(|call| call.is_waited_for() && left.contains(&call.from));
            let Some(call) = back else {
                break None;
            };
            at = call.from;
            if !seen.insert(at) {
                let first = path.iter().position(|&on_path| on_path == at);
                break first.map(|first| path[first..].to_vec());
            }
            path.push(at);
        };
        for at in &path {
            left.remove(at);
        }
        if let Some(mut cycle) = cycle {
            cycle.reverse();
            let mut names: Vec<&str> = cycle
                .iter()
                .map(|&at| graph.component(at).id.as_str())
                .collect();
            names.extend(names.first().copied());
            report.hole(
                Section::Component,
                names[0],
                format!("it waits for itself: {}", names.join(" → ")),
                "make one of these calls a message, or move what both need into a third component",
            );
        }
    }
}

pub(super) fn missing_timeout(graph: &Graph<'_>, report: &mut Report) {
    for call in graph.calls() {
        let caller = graph.component(call.from);
        // What is not of this design waits as long as it likes.
        let foreign = matches!(caller.kind, ComponentKind::Client | ComponentKind::External);
        if call.is_waited_for() && call.link.timeout.is_none() && !foreign {
            report.hole(
                Section::Link,
                &call.link.id,
                format!(
                    "`{}` waits for `{}` without a timeout",
                    call.link.from, call.link.to
                ),
                "set `timeout` below what the caller's caller waits",
            );
        }
    }
}

/// What a component may take, and whose word that is.
#[derive(Clone, Copy)]
struct Limit<'a> {
    time: Span,
    of: Word<'a>,
}

/// Who says how long something may take.
#[derive(Clone, Copy)]
enum Word<'a> {
    Deadline(&'a Component),
    Caller(&'a Link),
}

// Not written down before there is a hole: most designs have none.
impl fmt::Display for Limit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = self.time;
        match self.of {
            Word::Deadline(component) => write!(f, "the deadline of `{}` is {time}", component.id),
            Word::Caller(link) => write!(f, "`{}` waits {time}", link.id),
        }
    }
}

/// The least that a component's callers wait for it.
fn waited<'a>(graph: &Graph<'a>, index: usize) -> Option<Limit<'a>> {
    let waits = graph.callers_of(index).iter().filter_map(|call| {
        let time = call.link.timeout.filter(|_| call.is_waited_for())?;
        let of = Word::Caller(call.link);
        Some(Limit { time, of })
    });
    waits.min_by(|a, b| a.time.get().total_cmp(&b.time.get()))
}

/// The same, and its own deadline.
fn limit<'a>(graph: &Graph<'a>, index: usize) -> Option<Limit<'a>> {
    let component = graph.component(index);
    let own = component.budget.deadline.map(|time| Limit {
        time,
        of: Word::Deadline(component),
    });
    let waits = waited(graph, index);
    own.into_iter()
        .chain(waits)
        .min_by(|a, b| a.time.get().total_cmp(&b.time.get()))
}

pub(super) fn growing_timeout(graph: &Graph<'_>, report: &mut Report) {
    for (index, component) in graph.design.components.iter().enumerate() {
        if let (Some(deadline), Some(waits)) = (component.budget.deadline, waited(graph, index))
            && deadline.reaches(waits.time)
        {
            report.hole(
                Section::Component,
                &component.id,
                format!(
                    "its deadline of {deadline} is no shorter than what a caller waits: {waits}"
                ),
                format!("set `budget.deadline` below {}", waits.time),
            );
        }
        let Some(limit) = limit(graph, index) else {
            continue;
        };
        for (call, timeout) in timed(graph.calls_of(index)) {
            if timeout.reaches(limit.time) {
                report.hole(
                    Section::Link,
                    &call.link.id,
                    format!(
                        "its timeout of {timeout} does not end before the time above it: {limit}"
                    ),
                    format!(
                        "set `timeout` below {}, or give those above more time",
                        limit.time
                    ),
                );
            }
        }
    }
}

fn timed<'c, 'a>(calls: &'c [Call<'a>]) -> impl Iterator<Item = (&'c Call<'a>, Span)> {
    let waited = calls.iter().filter(|call| call.is_waited_for());
    waited.filter_map(|call| Some((call, call.link.timeout?)))
}

pub(super) fn retries_outlast_caller(graph: &Graph<'_>, report: &mut Report) {
    for index in 0..graph.design.components.len() {
        let Some(limit) = limit(graph, index) else {
            continue;
        };
        for (call, timeout) in timed(graph.calls_of(index)) {
            let attempts = Count::whole(call.link.retries.saturating_add(1));
            let all = timeout.times(attempts);
            // A single attempt that is too long is told by the check before.
            if call.link.retries > 0 && !timeout.reaches(limit.time) && all.reaches(limit.time) {
                report.hole(
                    Section::Link,
                    &call.link.id,
                    format!(
                        "{attempts} attempts × {timeout} = {} outlast the time above it: {limit}",
                        all.rounded()
                    ),
                    format!(
                        "retry less, or wait less for each attempt, so that all take less than {}",
                        limit.time
                    ),
                );
            }
        }
    }
}

pub(super) fn retry_amplification(graph: &Graph<'_>, report: &mut Report) {
    let bound = graph.design.bounds.retry_amplification.get();
    let (order, _) = graph.ordered();
    // By component: the most calls that arrive for one at the top, and the call by which they come.
    let mut most: Vec<(f64, Option<Call<'_>>)> = vec![(1.0, None); graph.design.components.len()];
    for at in order {
        for call in graph
            .calls_of(at)
            .iter()
            .filter(|call| call.is_waited_for())
        {
            let before = most[at].0;
            let calls = before * (f64::from(call.link.retries) + 1.0);
            if calls > bound && before <= bound {
                let mut chain = vec![*call];
                while let Some(call) = most[chain[chain.len() - 1].from].1 {
                    chain.push(call);
                }
                chain.reverse();
                let factors: Vec<String> = chain
                    .iter()
                    .map(|call| {
                        format!(
                            "`{}` × {}",
                            call.link.id,
                            call.link.retries.saturating_add(1)
                        )
                    })
                    .collect();
                report.hole(
                    Section::Link,
                    &call.link.id,
                    format!(
                        "one request becomes {calls} calls when they fail ({}), more than {bound}",
                        factors.join(", ")
                    ),
                    "retry in one layer only, the lowest that knows whether it may, and give that one a budget",
                );
            }
            if calls > most[call.to].0 {
                most[call.to] = (calls, Some(*call));
            }
        }
    }
}
