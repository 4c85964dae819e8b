//! Rules for Prometheus: the SLOs as recorded ratios, alerts on how fast their error budgets burn, and alarms on capacity.
//!
//! Burn rates and windows are those of the SRE Workbook, chapter 5, "Multiwindow, Multi-Burn-Rate Alerts": 14.4 over an
//! hour and 6 over six hours wake somebody, 1 over three days is a ticket, each held against a short window too, so that an
//! alert ends soon after what it is about. It knows the names of metrics and nothing of the code that counts them; they
//! stand in [`METRICS`], which is written on top of the file. What would surprise: an alert that could never fire, since no
//! ratio is above 1, is left out.

mod burn;
mod capacity;
mod promql;
mod yaml;

use std::collections::BTreeSet;

use crate::model::Design;

use super::index::Index;

/// The metrics that the rules read, and who counts them.
pub(super) const METRICS: [(&str, &str); 8] = [
    (
        "http_server_request_duration_seconds",
        "histogram of OpenTelemetry's HTTP conventions; label http_response_status_code; one bucket ends at each latency SLO",
    ),
    (
        "slo_events_total, slo_bad_events_total",
        "counters of the service itself, label slo: for SLOs that HTTP does not show",
    ),
    (
        "up",
        "Prometheus's own; the label job is the id of the component",
    ),
    (
        "db_client_connection_count",
        "gauge of OpenTelemetry's database conventions; label db_client_connection_pool_name is the id of the link",
    ),
    ("pg_stat_activity_count", "postgres_exporter"),
    ("process_resident_memory_bytes", "the process's own metrics"),
    (
        "messaging_oldest_message_age_seconds",
        "gauge of whoever watches the broker: the age of the oldest message that nobody took",
    ),
    (
        "backup_last_success_timestamp_seconds",
        "gauge that the backup sets, label backup is its id",
    ),
];

/// Rules about one part of the design.
pub(super) struct Group<'a> {
    /// The part's id.
    pub(super) subject: &'a str,
    /// What the group is called; unique in the file.
    pub(super) name: String,
    pub(super) rules: Vec<Rule>,
}

/// One rule.
pub(super) enum Rule {
    /// A series that others are made of.
    Record {
        name: String,
        expr: String,
        labels: Vec<(&'static str, String)>,
    },
    Alert(Alert),
}

/// Something that somebody is told.
pub(super) struct Alert {
    pub(super) name: &'static str,
    pub(super) severity: Severity,
    pub(super) expr: String,
    /// How long it has to be so; empty for at once.
    pub(super) lasting: &'static str,
    /// What is wrong, as a sentence.
    pub(super) summary: String,
    /// More labels.
    pub(super) labels: Vec<(&'static str, String)>,
}

/// Who is told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Severity {
    /// Somebody, now.
    Page,
    /// The team, by day.
    Ticket,
}

impl Severity {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Ticket => "ticket",
        }
    }
}

impl Group<'_> {
    pub(super) fn alerts(&self) -> impl Iterator<Item = &Alert> {
        self.rules.iter().filter_map(|rule| match rule {
            Rule::Alert(alert) => Some(alert),
            Rule::Record { .. } => None,
        })
    }
}

/// The anchor of what to do about the alerts on a part, in the design's document.
pub(super) fn runbook(index: &Index<'_>, subject: &str) -> String {
    format!("run.{}", index.anchor(subject).unwrap_or_default())
}

/// All rules, by what they are about.
pub(super) fn groups(design: &Design) -> Vec<Group<'_>> {
    let mut groups = burn::groups(design);
    groups.extend(capacity::groups(design));
    // Two parts of one id are a hole in the design; two groups of one name are an error of the file.
    let mut names = BTreeSet::new();
    groups.retain(|group| !group.rules.is_empty() && names.insert(group.name.clone()));
    groups
}

/// The rules of a design as a file for Prometheus.
pub fn prometheus(design: &Design) -> String {
    let index = Index::new(design);
    let mut out = yaml::Out::default();
    out.comment(&format!(
        "Recording and alerting rules of {}, made from design.toml. Check them with `promtool check rules`.",
        design.name
    ));
    out.comment("");
    out.comment("They read:");
    for (name, from) in METRICS {
        out.comment(&format!("  {name}: {from}"));
    }
    let groups = groups(design);
    if groups.is_empty() {
        out.line(0, "groups: []");
        return out.text;
    }
    out.line(0, "groups:");
    for group in &groups {
        out.line(1, &format!("- name: {}", yaml::quoted(&group.name)));
        out.line(2, "rules:");
        let runbook = format!("design.md#{}", runbook(&index, group.subject));
        for rule in &group.rules {
            match rule {
                Rule::Record { name, expr, labels } => {
                    out.line(3, &format!("- record: {name}"));
                    out.block(4, "expr", expr);
                    out.map(4, "labels", labels);
                }
                Rule::Alert(alert) => write_alert(&mut out, alert, &runbook),
            }
        }
    }
    out.text
}

fn write_alert(out: &mut yaml::Out, alert: &Alert, runbook: &str) {
    out.line(3, &format!("- alert: {}", alert.name));
    out.block(4, "expr", &alert.expr);
    if !alert.lasting.is_empty() {
        out.line(4, &format!("for: {}", alert.lasting));
    }
    let mut labels = vec![("severity", alert.severity.name().to_owned())];
    labels.extend(alert.labels.iter().cloned());
    let labels: Vec<_> = labels
        .into_iter()
        .map(|(name, value)| (name, promql::untemplated(&value)))
        .collect();
    out.map(4, "labels", &labels);
    let annotations = [
        ("summary", promql::untemplated(&alert.summary)),
        ("runbook_url", runbook.to_owned()),
    ];
    out.map(4, "annotations", &annotations);
}

#[cfg(test)]
mod tests;
