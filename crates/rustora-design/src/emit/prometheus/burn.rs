//! How fast each SLO's error budget burns.
//!
//! The ratio of bad events is recorded over every window that an alert reads, and the alerts read those series, so that
//! an expression stays short enough to be understood at night.

use crate::model::{ComponentKind, ContractKind, Design, Objective, Slo};
use crate::units::Measure;

use super::promql::{matching, number, string};
use super::{Alert, Group, Rule, Severity};

/// One row of the table in the SRE Workbook, chapter 5.
struct Burn {
    alert: &'static str,
    severity: Severity,
    /// How many times as fast as the window allows.
    rate: f64,
    /// The same, spoken, and over how long.
    pace: &'static str,
    during: &'static str,
    long: &'static str,
    /// The long window in hours.
    hours: f64,
    short: &'static str,
}

const BURNS: [Burn; 3] = [
    Burn {
        alert: "SloBurnsFast",
        severity: Severity::Page,
        rate: 14.4,
        pace: "14.4 times as fast as",
        during: "an hour",
        long: "1h",
        hours: 1.0,
        short: "5m",
    },
    Burn {
        alert: "SloBurnsSteadily",
        severity: Severity::Page,
        rate: 6.0,
        pace: "6 times as fast as",
        during: "six hours",
        long: "6h",
        hours: 6.0,
        short: "30m",
    },
    Burn {
        alert: "SloBurnsSlowly",
        severity: Severity::Ticket,
        rate: 1.0,
        pace: "as fast as",
        during: "three days",
        long: "3d",
        hours: 72.0,
        short: "6h",
    },
];

/// Every window that an alert reads, shortest first.
const WINDOWS: [&str; 5] = ["5m", "30m", "1h", "6h", "3d"];

pub(super) fn groups(design: &Design) -> Vec<Group<'_>> {
    let groups = design.slos.iter().map(|slo| Group {
        subject: &slo.id,
        name: format!("slo {}", slo.id),
        rules: rules(design, slo),
    });
    groups.collect()
}

fn rules(design: &Design, slo: &Slo) -> Vec<Rule> {
    let record = |window: &&str| Rule::Record {
        name: series(window),
        expr: bad(design, slo, window),
        labels: vec![
            ("slo", slo.id.clone()),
            ("component", slo.component.clone()),
        ],
    };
    let mut rules: Vec<Rule> = WINDOWS.iter().map(record).collect();
    let alerts = BURNS.iter().filter_map(|burn| alert(slo, burn));
    rules.extend(alerts.map(Rule::Alert));
    rules.push(Rule::Alert(unseen(slo)));
    rules
}

fn series(window: &str) -> String {
    format!("slo:bad_events:ratio_rate{window}")
}

/// The part of the events that is bad.
fn bad(design: &Design, slo: &Slo, window: &str) -> String {
    let job = string(&slo.component);
    let below = slo.below.map(|below| number(below.get()));
    let http = "http_server_request_duration_seconds";
    match (slo.objective, below) {
        (Objective::Availability, _) if speaks_http(design, slo) => {
            format!(
                "(sum(rate({http}_count{{job={job},http_response_status_code=~\"5..\"}}[{window}])) or vector(0))\n/ sum(rate({http}_count{{job={job}}}[{window}]))"
            )
        }
        (Objective::Latency, Some(below)) if speaks_http(design, slo) => {
            // Version 3 of Prometheus writes `1.0` where version 2 wrote what the client said.
            let le = if below.contains('.') {
                format!("le=\"{below}\"")
            } else {
                format!("le=~\"{below}(\\\\.0)?\"")
            };
            format!(
                "1 - sum(rate({http}_bucket{{job={job},{le}}}[{window}]))\n/ sum(rate({http}_count{{job={job}}}[{window}]))"
            )
        }
        _ => {
            let of = matching(&[("slo", &slo.id)]);
            format!(
                "(sum(rate(slo_bad_events_total{of}[{window}])) or vector(0))\n/ sum(rate(slo_events_total{of}[{window}]))"
            )
        }
    }
}

/// Whether what HTTP says about a component is what its callers get.
fn speaks_http(design: &Design, slo: &Slo) -> bool {
    let component = design.component(&slo.component);
    let serves = component.is_some_and(|component| {
        matches!(component.kind, ComponentKind::Service | ComponentKind::Edge)
    });
    let endpoint = design.contracts.iter().any(|contract| {
        contract.component == slo.component && contract.kind == ContractKind::Endpoint
    });
    let called = design
        .links
        .iter()
        .any(|link| link.to == slo.component && link.protocol.to_lowercase().contains("http"));
    serves && (endpoint || called)
}

fn alert(slo: &Slo, burn: &Burn) -> Option<Alert> {
    let budget = slo.target.rest().get();
    if burn.rate * budget >= 1.0 {
        return None;
    }
    let of = matching(&[("slo", &slo.id)]);
    let limit = format!("{} * (1 - {})", number(burn.rate), number(slo.target.get()));
    let part = burn.rate * burn.hours * 3600.0 / slo.window.get() * 100.0;
    Some(Alert {
        name: burn.alert,
        severity: burn.severity,
        expr: format!(
            "{}{of} > {limit}\nand {}{of} > {limit}",
            series(burn.long),
            series(burn.short)
        ),
        lasting: "",
        summary: format!(
            "{}: bad events come {} {} over {} allows; in {} that takes {part:.0} % of the error budget.",
            slo.id, burn.pace, slo.target, slo.window, burn.during
        ),
        labels: vec![
            ("slo", slo.id.clone()),
            ("component", slo.component.clone()),
        ],
    })
}

/// A component that does not run counts no errors either.
fn unseen(slo: &Slo) -> Alert {
    let up = matching(&[("job", &slo.component)]);
    Alert {
        name: "NobodyMeasures",
        severity: Severity::Page,
        expr: format!("absent(up{up} == 1)"),
        lasting: "5m",
        summary: format!(
            "{}: no replica of {} can be reached by Prometheus, so nothing says whether the SLO holds.",
            slo.id, slo.component
        ),
        labels: vec![
            ("slo", slo.id.clone()),
            ("component", slo.component.clone()),
        ],
    }
}
