//! Sums and products that have to fit: connections, availability, replicas, the recovery point.
//!
//! The formulas are those of [`capacity`](crate::capacity); here they are held against what the design promises.

use std::collections::HashSet;

use crate::capacity::availability;
use crate::model::{Need, Objective, Replication, Section};
use crate::units::{Measure, Share, Span};

use super::Report;
use super::graph::Graph;

pub(super) fn pool_over_connections(graph: &Graph<'_>, report: &mut Report) {
    for (index, component) in graph.design.components.iter().enumerate() {
        let Some(most) = component.budget.max_connections else {
            continue;
        };
        let reserved = component.budget.reserved_connections.unwrap_or(0);
        let free = u64::from(most.saturating_sub(reserved));
        let mut wanted = 0u64;
        let mut terms = Vec::new();
        for call in graph.callers_of(index) {
            let Some(pool) = call.link.pool else {
                report.hole(
                    Section::Link,
                    &call.link.id,
                    format!(
                        "`{}` accepts {most} connections, and how many this one takes is not said",
                        component.id
                    ),
                    "set `pool` to what each replica of the caller keeps open at most",
                );
                continue;
            };
            let replicas = graph.component(call.from).replicas;
            // Two 32-bit numbers and as many links as there are fit into 64 bits, or nearly.
            wanted = wanted.saturating_add(u64::from(pool) * u64::from(replicas));
            terms.push(format!("{pool} × {replicas} of `{}`", call.link.from));
        }
        if wanted > free {
            report.hole(
                Section::Component,
                &component.id,
                format!(
                    "the pools want {wanted} connections ({}), and {most} − {reserved} = {free} are free",
                    terms.join(" + ")
                ),
                "make the pools smaller, put a connection pooler in between, or raise `max-connections` with the memory that takes",
            );
        }
    }
}

pub(super) fn availability_below_target(graph: &Graph<'_>, report: &mut Report) {
    for slo in &graph.design.slos {
        let Some(start) = graph.position(&slo.component) else {
            continue;
        };
        if slo.objective != Objective::Availability {
            continue;
        }
        let mut seen = HashSet::from([start]);
        let mut needed = vec![start];
        let mut next = 0;
        while let Some(&at) = needed.get(next) {
            next += 1;
            for call in graph.calls_of(at) {
                let required = call.is_waited_for() && call.link.need == Need::Required;
                if required && seen.insert(call.to) {
                    needed.push(call.to);
                }
            }
        }
        let mut factors = Vec::new();
        let mut parts: Vec<Share> = Vec::new();
        let mut unknown = Vec::new();
        for at in needed {
            let component = graph.component(at);
            match component.budget.availability {
                Some(share) => {
                    parts.push(share);
                    factors.push(format!("`{}` {share}", component.id));
                }
                None => unknown.push(format!("`{}`", component.id)),
            }
        }
        if !unknown.is_empty() {
            report.hole(
                Section::Slo,
                &slo.id,
                format!(
                    "how often {} answers is not said, and the SLO needs it",
                    unknown.join(", ")
                ),
                "set `budget.availability`, or make the call optional or asynchronous",
            );
        }
        let product = availability::serial(parts);
        if !product.reaches(slo.target) {
            let whole = product.rounded();
            report.hole(
                Section::Slo,
                &slo.id,
                format!(
                    "{} = {whole}, less than the {} it promises: {} of {} more",
                    factors.join(" × "),
                    slo.target,
                    Span::nearest((slo.target.get() - product.get()) * slo.window.get()).rounded(),
                    slo.window
                ),
                "promise less, need fewer parts while answering, or make the weakest one redundant",
            );
        }
    }
}

pub(super) fn no_spare_replica(graph: &Graph<'_>, report: &mut Report) {
    for component in &graph.design.components {
        let budget = &component.budget;
        let (Some(each), Some(peak)) = (budget.capacity, budget.peak) else {
            continue;
        };
        let replicas = component.replicas;
        let left = availability::without_one(replicas, each);
        if !left.reaches(peak) {
            let enough = availability::replicas_for(peak, each);
            let todo = enough.map_or_else(
                |_| "give a replica some capacity".to_owned(),
                |count| format!("run {count} replicas, or make each carry more"),
            );
            report.hole(
                Section::Component,
                &component.id,
                format!("with one replica gone ({replicas} − 1) × {each} = {} are left for a peak of {peak}",
                    left.rounded()),
                todo,
            );
        }
    }
}

pub(super) fn recovery_point(graph: &Graph<'_>, report: &mut Report) {
    let Some(recovery) = &graph.design.recovery else {
        return;
    };
    for component in &graph.design.components {
        if !component.kind.keeps_data() || component.replication == Replication::Synchronous {
            continue;
        }
        let backups = graph.design.backups.iter();
        let shortest = backups
            .filter(|backup| backup.component == component.id)
            .min_by(|a, b| a.interval.get().total_cmp(&b.interval.get()));
        let (what, todo) = match shortest {
            Some(backup) if recovery.point.reaches(backup.interval) => continue,
            Some(backup) => (
                format!(
                    "`{}` is {} behind, and writes of {} may be lost",
                    backup.id, backup.interval, recovery.point
                ),
                "archive the log continuously, or add a synchronous replica",
            ),
            None => (
                format!(
                    "it has no synchronous replica and no backup, and writes of {} may be lost",
                    recovery.point
                ),
                "add a backup or a synchronous replica; accept the hole when all of it can be made again",
            ),
        };
        report.hole(Section::Component, &component.id, what, todo);
    }
}
