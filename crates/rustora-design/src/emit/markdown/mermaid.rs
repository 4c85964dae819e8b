//! Diagrams in Mermaid's syntax: the context as a flowchart, a flow as a sequence.
//!
//! Its C4 diagrams are called experimental by those who make them, so these are the plain kinds. Parts are numbered and
//! their names are labels: no id can be a keyword. Signs that could be syntax are written as `#` and their number, which is
//! Mermaid's own way, and so is the first letter of `end`, which ends a block wherever it stands.

use crate::model::{Component, ComponentKind, Design, Link, Manner};

use super::super::flows::{Step, flows};
use super::super::index::flat;
use super::super::words;

/// Zones, components and links.
pub(super) fn context(design: &Design) -> String {
    let mut out = String::from("flowchart TB\n");
    let of = |zone: &str| {
        let zone = zone.to_owned();
        let all = design.components.iter().enumerate();
        all.filter(move |(_, component)| component.zone == zone)
    };
    for (number, zone) in design.zones.iter().enumerate() {
        // Two zones of one id are a hole; the first has the components.
        let first = design.zones.iter().position(|other| other.id == zone.id);
        if first != Some(number) || of(&zone.id).next().is_none() {
            continue;
        }
        let name = if zone.name.trim().is_empty() {
            &zone.id
        } else {
            &zone.name
        };
        put!(out, "  subgraph z{number}[\"{}\"]\n", label(name));
        for (number, component) in of(&zone.id) {
            put!(out, "    {}\n", node(number, component));
        }
        out.push_str("  end\n");
    }
    for (number, component) in design.components.iter().enumerate() {
        if !design.zones.iter().any(|zone| zone.id == component.zone) {
            put!(out, "  {}\n", node(number, component));
        }
    }
    for link in &design.links {
        if let (Some(from), Some(to)) = (number(design, &link.from), number(design, &link.to)) {
            let arrow = match link.manner {
                Manner::Sync => "-->",
                Manner::Async => "-.->",
            };
            put!(out, "  c{from} {arrow}|\"{}\"| c{to}\n", label(&told(link)));
        }
    }
    out
}

fn number(design: &Design, id: &str) -> Option<usize> {
    design
        .components
        .iter()
        .position(|component| component.id == id)
}

/// A component in the shape of its kind.
fn node(number: usize, component: &Component) -> String {
    let mut text = format!("<b>{}</b>", label(&component.id));
    let kind = words::component_kind(component.kind);
    let about = if component.technology.trim().is_empty() {
        kind.to_owned()
    } else {
        format!("{kind}, {}", component.technology)
    };
    put!(text, "<br/>{}", label(&about));
    if component.replicas > 1 {
        put!(text, "<br/>{} replicas", component.replicas);
    }
    let (open, close) = match component.kind {
        ComponentKind::Store | ComponentKind::Cache => ("[(", ")]"),
        ComponentKind::Broker => ("[[", "]]"),
        ComponentKind::Client | ComponentKind::External => ("([", "])"),
        ComponentKind::Edge | ComponentKind::Service | ComponentKind::Worker => ("[", "]"),
    };
    format!("c{number}{open}\"{text}\"{close}")
}

/// The flow of that number.
pub(super) fn flow(design: &Design, number: usize) -> String {
    let mut out = String::from("sequenceDiagram\n");
    let Some(flow) = flows(design).into_iter().nth(number) else {
        return out;
    };
    let part = |id: &str| flow.parts.iter().position(|part| *part == id).unwrap_or(0);
    for (number, id) in flow.parts.iter().enumerate() {
        put!(out, "  participant p{number} as {}\n", label(id));
    }
    for step in &flow.steps {
        let (Step::Call(link) | Step::Answer(link) | Step::Send(link)) = step;
        let (from, to) = (part(&link.from), part(&link.to));
        let said = match step {
            Step::Call(_) => format!("p{from}->>+p{to}: {}", label(&told(link))),
            Step::Send(_) => format!("p{from}-)p{to}: {}", label(&told(link))),
            Step::Answer(_) => format!("p{to}-->>-p{from}: answer"),
        };
        put!(out, "  {said}\n");
    }
    out
}

/// What goes over a link.
fn told(link: &Link) -> String {
    if link.what.trim().is_empty() {
        link.protocol.clone()
    } else {
        link.what.clone()
    }
}

/// Text that Mermaid takes for text.
fn label(text: &str) -> String {
    let text = flat(text);
    let mut out = String::new();
    for word in text.split_inclusive(' ') {
        let end = word.trim_end().eq_ignore_ascii_case("end");
        for (at, c) in word.char_indices() {
            let plain = c.is_alphanumeric() || " .,-/".contains(c);
            if plain && !(end && at == 0) {
                out.push(c);
            } else {
                put!(out, "#{};", u32::from(c));
            }
        }
    }
    // A label must not be empty.
    if out.is_empty() { "#8211;".into() } else { out }
}
