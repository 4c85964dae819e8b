//! Links from one zone to another.

use crate::model::Section;

use super::Report;
use super::graph::Graph;

pub(super) fn open_boundary(graph: &Graph<'_>, report: &mut Report) {
    for call in graph.calls() {
        let zones = (
            graph.component(call.from).zone.as_str(),
            graph.component(call.to).zone.as_str(),
        );
        if zones.0 == zones.1 {
            continue;
        }
        let (what, todo) = match (&call.link.encryption, &call.link.authentication) {
            (Some(_), Some(_)) => continue,
            (None, Some(_)) => ("unencrypted", "say in `encryption` what protects it"),
            (Some(_), None) => (
                "unauthenticated",
                "say in `authentication` how the callee knows the caller",
            ),
            (None, None) => (
                "unencrypted and unauthenticated",
                "fill in `encryption` and `authentication`",
            ),
        };
        report.hole(
            Section::Link,
            &call.link.id,
            format!("it goes from `{}` to `{}` {what}", zones.0, zones.1),
            todo,
        );
    }
}
