//! Zones as bands, components as boxes, links as arrows with what goes over them.
//!
//! Where everything stands is the layout's; here it is drawn. Names of zones stand in a margin of their own, as in a book.

use crate::model::{Component, ComponentKind, Design, Link, Manner};

use super::super::super::index::Index;
use super::super::super::layout::measure::{width, wrap};
use super::super::super::layout::{Edge, Graph, Node, Placed, Point, Rect, place};
use super::super::super::words::component_kind;
use super::super::escape::{attribute, text};
use super::{ABOUT, LABEL, NAME, framed, words};

/// Where the names of zones stand.
const MARGIN: f64 = 96.0;
const LINE: f64 = 14.0;

/// What is written into a box, or beside an arrow.
struct Written {
    lines: Vec<(&'static str, String)>,
    width: f64,
}

pub(in super::super) fn context(design: &Design, index: &Index<'_>) -> String {
    let zones = zones(design);
    let boxes: Vec<Written> = design.components.iter().map(written).collect();
    let links: Vec<(&Link, usize, usize)> = design
        .links
        .iter()
        .filter_map(|link| Some((link, at(design, &link.from)?, at(design, &link.to)?)))
        .collect();
    let labels: Vec<Written> = links.iter().map(|(link, ..)| label(link)).collect();
    let graph = Graph {
        zones: zones.len(),
        nodes: design
            .components
            .iter()
            .zip(&boxes)
            .map(|(component, written)| Node {
                zone: zone_of(&zones, component),
                width: (written.width + 28.0).max(104.0),
                height: height(written) + 18.0,
            })
            .collect(),
        edges: links
            .iter()
            .zip(&labels)
            .map(|((_, from, to), label)| Edge {
                from: *from,
                to: *to,
                width: label.width + 10.0,
                height: height(label) + 6.0,
            })
            .collect(),
    };
    let placed = place(&graph);
    let mut drawn = String::new();
    for (rect, name) in placed.zones.iter().zip(&zones) {
        drawn.push_str(&zone(rect, placed.width, &name.1));
    }
    put!(drawn, "<g transform=\"translate({MARGIN} 0)\">\n");
    for ((link, ..), points) in links.iter().zip(&placed.edges) {
        drawn.push_str(&arrow(link, points));
    }
    for (rect, label) in placed.labels.iter().zip(&labels) {
        let inside = placed
            .zones
            .iter()
            .any(|zone| zone.y <= rect.y && rect.y < zone.y + zone.height);
        let class = if inside { "plate inside" } else { "plate" };
        drawn.push_str(&plate(rect, label, class));
    }
    for ((component, written), rect) in design.components.iter().zip(&boxes).zip(&placed.nodes) {
        drawn.push_str(&shape(component, written, rect, index));
    }
    drawn.push_str("</g>\n");
    let size = size(&placed);
    framed(
        "context",
        size,
        ["Components and links", &about(design)],
        &drawn,
    )
}

fn size(placed: &Placed) -> [f64; 2] {
    [placed.width + MARGIN + 2.0, placed.height + 2.0]
}

/// The picture in one sentence, for those who do not see it.
fn about(design: &Design) -> String {
    let all: Vec<String> = design
        .links
        .iter()
        .map(|link| format!("{} to {}", link.from, link.to))
        .collect();
    format!("Links: {}.", all.join(", "))
}

fn at(design: &Design, id: &str) -> Option<usize> {
    design
        .components
        .iter()
        .position(|component| component.id == id)
}

/// The zones by id and name, and one without a name for who is in none.
fn zones(design: &Design) -> Vec<(&str, String)> {
    let mut zones: Vec<(&str, String)> = Vec::new();
    for zone in &design.zones {
        if !zones.iter().any(|(id, _)| *id == zone.id) {
            let name = if zone.name.trim().is_empty() {
                &zone.id
            } else {
                &zone.name
            };
            zones.push((&zone.id, name.clone()));
        }
    }
    let lost = |component: &Component| !design.zones.iter().any(|zone| zone.id == component.zone);
    if design.components.iter().any(lost) {
        zones.push(("", String::new()));
    }
    zones
}

fn zone_of(zones: &[(&str, String)], component: &Component) -> usize {
    let at = zones.iter().position(|(id, _)| *id == component.zone);
    at.unwrap_or(zones.len() - 1)
}

fn written(component: &Component) -> Written {
    let mut lines: Vec<(&'static str, String)> = wrap(&component.id, 20, 2)
        .into_iter()
        .map(|line| ("name", line))
        .collect();
    let kind = component_kind(component.kind);
    let kind = match component.replicas {
        0 | 1 => kind.to_owned(),
        many => format!("{kind} ×{many}"),
    };
    lines.push(("about", kind));
    let made = wrap(&component.technology, 22, 2).into_iter();
    lines.extend(made.map(|line| ("about", line)));
    sized(lines)
}

fn label(link: &Link) -> Written {
    let what = wrap(&link.what, 18, 2).into_iter();
    let mut lines: Vec<_> = what.map(|line| ("what", line)).collect();
    let protocol = wrap(&link.protocol, 18, 1).into_iter();
    lines.extend(protocol.map(|line| ("protocol", line)));
    sized(lines)
}

fn sized(lines: Vec<(&'static str, String)>) -> Written {
    let size = |class: &str| match class {
        "name" => NAME,
        "about" => ABOUT,
        _ => LABEL,
    };
    let widths = lines.iter().map(|(class, line)| width(line, size(class)));
    Written {
        width: widths.fold(0.0, f64::max),
        lines,
    }
}

fn height(written: &Written) -> f64 {
    written.lines.iter().map(|_| LINE).sum()
}

fn zone(rect: &Rect, width: f64, name: &str) -> String {
    if rect.height == 0.0 {
        return String::new();
    }
    let mut out = format!(
        "<rect class=\"zone\" x=\"0.5\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>\n",
        rect.y + 0.5,
        width + MARGIN,
        rect.height
    );
    let mut y = rect.y + 18.0;
    for line in wrap(name, 12, 3) {
        put!(
            out,
            "<text class=\"zone-name\" x=\"12\" y=\"{y:.1}\">{}</text>\n",
            text(&line)
        );
        y += LINE;
    }
    out
}

/// Straight where it stays in its place, curved where it changes it.
fn arrow(link: &Link, points: &[Point]) -> String {
    let mut path = String::new();
    let mut last: Option<Point> = None;
    for point in points {
        let Point { x, y } = *point;
        match last {
            None => put!(path, "M{x:.1} {y:.1}"),
            Some(before) if same(before.x, x) || same(before.y, y) => {
                put!(path, "L{x:.1} {y:.1}");
            }
            Some(before) => {
                let middle = f64::midpoint(before.y, y);
                put!(
                    path,
                    "C{:.1} {middle:.1} {x:.1} {middle:.1} {x:.1} {y:.1}",
                    before.x
                );
            }
        }
        last = Some(*point);
    }
    let class = match link.manner {
        Manner::Sync => "arrow",
        Manner::Async => "arrow later",
    };
    format!(
        "<path class=\"{class}\" d=\"{path}\" marker-end=\"url(#context-head)\"><title>{}</title></path>\n",
        text(&format!("{}: {}", link.id, link.what))
    )
}

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.05
}

/// The label of an arrow, on a ground of its own that interrupts its own arrow.
fn plate(rect: &Rect, label: &Written, class: &str) -> String {
    if label.lines.is_empty() {
        return String::new();
    }
    let mut out = format!(
        "<rect class=\"{class}\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>\n",
        rect.x, rect.y, rect.width, rect.height
    );
    out.push_str(&column(rect, label));
    out
}

fn column(rect: &Rect, written: &Written) -> String {
    let x = rect.x + rect.width / 2.0;
    let mut y = rect.y + (rect.height - height(written)) / 2.0 + 10.5;
    let mut out = String::new();
    for (class, line) in &written.lines {
        out.push_str(&words(class, x, y, line));
        y += LINE;
    }
    out
}

fn shape(component: &Component, written: &Written, rect: &Rect, index: &Index<'_>) -> String {
    let class = match component.kind {
        ComponentKind::Client | ComponentKind::External => "box foreign",
        ComponentKind::Store | ComponentKind::Broker | ComponentKind::Cache => "box keeps",
        ComponentKind::Edge | ComponentKind::Service | ComponentKind::Worker => "box",
    };
    let Rect {
        x,
        y,
        width,
        height,
    } = *rect;
    let mut out = format!(
        "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"2\"/>\n"
    );
    if matches!(class, "box keeps") {
        // A second line at both ends: what keeps something looks like a drawer.
        put!(
            out,
            "<path class=\"rim\" d=\"M{0:.1} {y:.1}V{2:.1}M{1:.1} {y:.1}V{2:.1}\"/>\n",
            x + 5.0,
            x + width - 5.0,
            y + height
        );
    }
    out.push_str(&column(rect, written));
    match index.anchor(&component.id) {
        Some(anchor) => format!(
            "<a href=\"#{}\"><title>{}</title>\n{out}</a>\n",
            attribute(anchor),
            text(&component.does)
        ),
        None => out,
    }
}
