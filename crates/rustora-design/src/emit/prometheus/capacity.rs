//! Alarms on what the design says there is of something: connections, capacity, memory, time.
//!
//! Each has its number from a budget, a link, a figure or a promise of recovery, and there is none without such a number.
//! They are tickets: users notice nothing yet, and what users notice is an SLO's business. 90 % leaves time to act and is
//! above what a bursty load reaches within five minutes; that is a convention, not a computation.

use crate::model::{Backup, Component, ComponentKind, Design, Link};
use crate::units::{Kind, Measure};

use super::super::words;
use super::promql::{matching, number, string};
use super::{Alert, Group, Rule, Severity};

pub(super) fn groups(design: &Design) -> Vec<Group<'_>> {
    let components = design.components.iter().map(|component| Group {
        subject: &component.id,
        name: format!("component {}", component.id),
        rules: rules([
            load(component),
            memory(component),
            connections(design, component),
            age(design, component),
        ]),
    });
    let links = design.links.iter().map(|link| Group {
        subject: &link.id,
        name: format!("link {}", link.id),
        rules: rules([pool(link)]),
    });
    let backups = design.backups.iter().map(|backup| Group {
        subject: &backup.id,
        name: format!("backup {}", backup.id),
        rules: rules([Some(late(backup))]),
    });
    components.chain(links).chain(backups).collect()
}

fn rules<const N: usize>(alerts: [Option<Alert>; N]) -> Vec<Rule> {
    alerts.into_iter().flatten().map(Rule::Alert).collect()
}

fn ticket(name: &'static str, of: (&'static str, &str), expr: String, summary: String) -> Alert {
    Alert {
        name,
        severity: Severity::Ticket,
        expr,
        lasting: "15m",
        summary,
        labels: vec![(of.0, of.1.to_owned())],
    }
}

/// More comes in than all replicas but one carry.
fn load(component: &Component) -> Option<Alert> {
    let each = component.budget.capacity?;
    if component.kind != ComponentKind::Service || component.replicas < 2 {
        return None;
    }
    let left = component.replicas - 1;
    let job = matching(&[("job", &component.id)]);
    Some(ticket(
        "LoadNearCapacity",
        ("component", &component.id),
        format!(
            "sum(rate(http_server_request_duration_seconds_count{job}[5m])) > 0.9 * {} * {left}",
            number(each.get())
        ),
        format!(
            "{}: the load is above 90 % of what it carries with one replica less: {left} times {each}.",
            component.id
        ),
    ))
}

fn memory(component: &Component) -> Option<Alert> {
    let memory = component.budget.memory?;
    let job = matching(&[("job", &component.id)]);
    Some(ticket(
        "MemoryNearBudget",
        ("component", &component.id),
        format!(
            "max(process_resident_memory_bytes{job}) > 0.9 * {}",
            number(memory.get())
        ),
        format!(
            "{}: a replica holds more than 90 % of its budget of {memory}.",
            component.id
        ),
    ))
}

/// What a store accepts, without what is kept back.
fn connections(design: &Design, component: &Component) -> Option<Alert> {
    let most = component.budget.max_connections?;
    let open = most.saturating_sub(component.budget.reserved_connections.unwrap_or(0));
    let postgres = component.technology.to_lowercase().contains("postgres");
    let used = if postgres {
        let job = matching(&[("job", &component.id)]);
        format!("sum(pg_stat_activity_count{job})")
    } else {
        let pools: Vec<String> = design
            .links
            .iter()
            .filter(|link| link.to == component.id && link.pool.is_some())
            .map(|link| {
                let name = string(&link.id);
                format!("db_client_connection_count{{db_client_connection_pool_name={name}}}")
            })
            .collect();
        if pools.is_empty() {
            return None;
        }
        format!("sum({})", pools.join(" or "))
    };
    Some(ticket(
        "ConnectionsNearlyUsedUp",
        ("component", &component.id),
        format!("{used} > 0.9 * {open}"),
        format!(
            "{}: more than 90 % of the {open} connections that are not kept back are open.",
            component.id
        ),
    ))
}

/// The oldest message of a broker against the figure that says how old one may get.
fn age(design: &Design, component: &Component) -> Option<Alert> {
    if component.kind != ComponentKind::Broker {
        return None;
    }
    let figure = design.figures.iter().find(|figure| {
        let mut words = figure.id.split('-');
        figure.value.high().kind() == Kind::Span && words.any(|word| matches!(word, "age" | "lag"))
    })?;
    let most = figure.value.high();
    let job = matching(&[("job", &component.id)]);
    Some(ticket(
        "OldestMessageTooOld",
        ("component", &component.id),
        format!(
            "max(messaging_oldest_message_age_seconds{job}) > {}",
            number(most.get())
        ),
        format!(
            "{}: the oldest message is older than the {most} of figure {}.",
            component.id, figure.id
        ),
    ))
}

fn pool(link: &Link) -> Option<Alert> {
    let size = link.pool?;
    let used = matching(&[
        ("job", &link.from),
        ("db_client_connection_pool_name", &link.id),
        ("db_client_connection_state", "used"),
    ]);
    Some(ticket(
        "PoolNearlyUsedUp",
        ("link", &link.id),
        format!("max by (instance) (db_client_connection_count{used}) > 0.9 * {size}"),
        format!(
            "{}: a replica of {} uses more than 90 % of its pool of {size}; the next step is waiting for a connection.",
            link.id, link.from
        ),
    ))
}

fn late(backup: &Backup) -> Alert {
    let of = matching(&[("backup", &backup.id)]);
    Alert {
        name: "BackupLate",
        severity: Severity::Page,
        expr: format!(
            "time() - max(backup_last_success_timestamp_seconds{of}) > 2 * {}\nor absent(backup_last_success_timestamp_seconds{of})",
            number(backup.interval.get())
        ),
        lasting: "5m",
        summary: format!(
            "{}: the last backup of {} is older than twice its interval of {}.",
            backup.id,
            backup.component,
            words::span(backup.interval)
        ),
        labels: vec![("component", backup.component.clone())],
    }
}
