//! From layers and their order to coordinates, and from those to arrows.
//!
//! Across, each thing wants to stand at the mean of those that it has lines to. The nearest places that keep the order
//! and the distances are an isotonic regression, which pooling neighbours gives exactly, so that no distance is ever too
//! small. Down, layers follow each other, with gaps that grow with the way that lines make sideways in them.

use super::order::mean;
use super::{Graph, Layered, Placed, Point, Rect};

/// Between two boxes, and between anything else of one layer.
const BETWEEN_BOXES: f64 = 28.0;
const BETWEEN: f64 = 14.0;
/// From the outermost boxes of a zone to its border.
const ZONE_PAD: f64 = 16.0;
/// Between the borders of two zones and what stands between them.
const ZONE_GAP: f64 = 10.0;
/// The most between two arrows at one side of a box.
const PORTS: f64 = 26.0;
const PASSES: usize = 28;
/// How far arrows run straight above and below a box.
const STRAIGHT: f64 = 9.0;

/// The middle of each vertex, across.
pub(super) fn across(layered: &Layered) -> Vec<f64> {
    let mut x = vec![0.0; layered.vertices.len()];
    let offsets: Vec<Vec<f64>> = layered
        .layers
        .iter()
        .map(|layer| offsets(layered, layer))
        .collect();
    for (layer, offsets) in layered.layers.iter().zip(&offsets) {
        let middle = offsets.last().copied().unwrap_or(0.0) / 2.0;
        for (vertex, offset) in layer.iter().zip(offsets) {
            x[*vertex] = offset - middle;
        }
    }
    let count = layered.layers.len();
    for pass in 0..PASSES {
        for step in 0..count {
            let number = if pass % 2 == 0 {
                step
            } else {
                count - 1 - step
            };
            let layer = &layered.layers[number];
            let wanted: Vec<(f64, f64)> = layer
                .iter()
                .map(|vertex| wanted(layered, &x, *vertex, pass))
                .collect();
            for (vertex, at) in layer.iter().zip(nearest(&wanted, &offsets[number])) {
                x[*vertex] = at;
            }
        }
    }
    x
}

/// How far each is from the first of its layer at least.
fn offsets(layered: &Layered, layer: &[usize]) -> Vec<f64> {
    let mut offsets = Vec::with_capacity(layer.len());
    let mut offset = 0.0;
    let mut last: Option<usize> = None;
    for vertex in layer {
        if let Some(last) = last {
            let (a, b) = (layered.vertices[last], layered.vertices[*vertex]);
            let boxes = a.layer % 2 == 0 && a.width > 0.0 && b.width > 0.0;
            let between = if boxes { BETWEEN_BOXES } else { BETWEEN };
            offset += f64::midpoint(a.width, b.width) + between;
        }
        offsets.push(offset);
        last = Some(*vertex);
    }
    offsets
}

/// Where a vertex wants to be, and how much: long lines would rather be straight than boxes in the middle.
fn wanted(layered: &Layered, x: &[f64], vertex: usize, pass: usize) -> (f64, f64) {
    let (above, below) = (&layered.above[vertex], &layered.below[vertex]);
    let both = pass + 10 >= PASSES;
    let lines: Vec<usize> = match (both, pass.is_multiple_of(2)) {
        (false, true) if !above.is_empty() => above.clone(),
        (false, false) if !below.is_empty() => below.clone(),
        _ => above.iter().chain(below).copied().collect(),
    };
    if lines.is_empty() {
        return (x[vertex], 0.5);
    }
    let on_its_way = layered.vertices[vertex].width == 0.0;
    // A line on its way keeps to the rest of the way.
    let ways = lines
        .iter()
        .filter(|other| layered.vertices[**other].width == 0.0);
    let ways: Vec<usize> = ways.copied().collect();
    let lines = if on_its_way && !ways.is_empty() {
        &ways
    } else {
        &lines
    };
    let at = mean(lines.iter().map(|other| x[*other]));
    (at, if on_its_way { 8.0 } else { 1.0 })
}

/// The places nearest to those that are wanted, by the square of the distance times the weight, that are apart as far as
/// the offsets are.
fn nearest(wanted: &[(f64, f64)], offsets: &[f64]) -> Vec<f64> {
    // Blocks of neighbours that touch: their place, weight, and how many they are.
    let mut blocks: Vec<(f64, f64, usize)> = Vec::new();
    for ((at, weight), offset) in wanted.iter().zip(offsets) {
        let mut block = (at - offset, *weight, 1);
        while let Some(last) = blocks.last()
            && last.0 >= block.0
        {
            let weight = last.1 + block.1;
            let at = (last.0 * last.1 + block.0 * block.1) / weight;
            block = (at, weight, last.2 + block.2);
            blocks.pop();
        }
        blocks.push(block);
    }
    let places = blocks
        .into_iter()
        .flat_map(|(at, _, count)| std::iter::repeat_n(at, count));
    places
        .zip(offsets)
        .map(|(at, offset)| at + offset)
        .collect()
}

/// The upper and the lower edge of each layer.
struct Bands {
    top: Vec<f64>,
    bottom: Vec<f64>,
}

/// Everything, moved so that it begins at 0.
pub(super) fn placed(graph: &Graph, layered: &Layered, rows: &[usize], x: &[f64]) -> Placed {
    let left = |vertex: usize| x[vertex] - layered.vertices[vertex].width / 2.0;
    let right = |vertex: usize| x[vertex] + layered.vertices[vertex].width / 2.0;
    let all = 0..layered.vertices.len();
    let start = all.clone().map(left).fold(f64::INFINITY, f64::min);
    let end = all.map(right).fold(f64::NEG_INFINITY, f64::max);
    if start > end {
        return Placed::default();
    }
    let shift = ZONE_PAD - start;
    let x: Vec<f64> = x.iter().map(|x| x + shift).collect();
    let width = end - start + 2.0 * ZONE_PAD;
    let (bands, zones) = bands(graph, layered, rows, &x, width);
    let rect = |vertex: usize| {
        let of = layered.vertices[vertex];
        let middle = f64::midpoint(bands.top[of.layer], bands.bottom[of.layer]);
        Rect {
            x: x[vertex] - of.width / 2.0,
            y: middle - of.height / 2.0,
            width: of.width,
            height: of.height,
        }
    };
    let nodes: Vec<Rect> = (0..graph.nodes.len()).map(rect).collect();
    let labels = layered.chains.iter().map(|chain| rect(chain[0])).collect();
    let ports = ports(graph, layered, &nodes, &x);
    let edges = graph.edges.iter().enumerate().map(|(number, edge)| {
        let ends = [
            (nodes[edge.from], ports[number].0),
            (nodes[edge.to], ports[number].1),
        ];
        line(layered, &layered.chains[number], &bands, &x, ends)
    });
    let edges = edges.collect();
    Placed {
        width,
        height: bands
            .bottom
            .last()
            .copied()
            .unwrap_or(0.0)
            .max(bottom(&zones)),
        nodes,
        zones,
        labels,
        edges,
    }
}

fn bottom(zones: &[Rect]) -> f64 {
    zones
        .iter()
        .map(|zone| zone.y + zone.height)
        .fold(0.0, f64::max)
}

fn bands(
    graph: &Graph,
    layered: &Layered,
    rows: &[usize],
    x: &[f64],
    width: f64,
) -> (Bands, Vec<Rect>) {
    let count = layered.layers.len();
    let mut zone_of = vec![0; count];
    for (node, row) in graph.nodes.iter().zip(rows) {
        zone_of[2 * row] = node.zone;
    }
    let mut zones = vec![Rect::default(); graph.zones];
    let mut bands = Bands {
        top: vec![0.0; count],
        bottom: vec![0.0; count],
    };
    let mut y = 0.0;
    for layer in 0..count {
        if layer > 0 {
            y += gap(layered, layer, x);
        }
        let boxes = layer % 2 == 0;
        let zone = zone_of[layer];
        let opens = boxes && (layer == 0 || zone_of[layer - 2] != zone);
        let closes = boxes && (layer + 2 >= count || zone_of[layer + 2] != zone);
        if opens {
            y += if layer == 0 { 0.0 } else { ZONE_GAP };
            zones[zone] = Rect {
                x: 0.0,
                y,
                width,
                height: 0.0,
            };
            y += ZONE_PAD;
        }
        bands.top[layer] = y;
        // Arrows leave and enter boxes straight, so that their heads point down or up.
        let straight = if boxes { STRAIGHT } else { 0.0 };
        let heights = layered.layers[layer].iter();
        y += heights
            .map(|vertex| layered.vertices[*vertex].height)
            .fold(0.0, f64::max);
        y += 2.0 * straight;
        bands.bottom[layer] = y;
        if closes {
            y += ZONE_PAD;
            zones[zone].height = y - zones[zone].y;
            y += if layer + 2 >= count { 0.0 } else { ZONE_GAP };
        }
    }
    (bands, zones)
}

/// The gap above a layer.
fn gap(layered: &Layered, layer: usize, x: &[f64]) -> f64 {
    if layer + 1 == layered.layers.len() && layered.layers[layer].is_empty() {
        return 0.0;
    }
    let sideways = layered.layers[layer]
        .iter()
        .flat_map(|vertex| {
            layered.above[*vertex]
                .iter()
                .map(|above| (x[*above] - x[*vertex]).abs())
        })
        .fold(0.0, f64::max);
    (12.0 + sideways * 0.07).min(40.0)
}

/// Where each edge leaves and enters, across: side by side, in the order of where they come from.
fn ports(graph: &Graph, layered: &Layered, nodes: &[Rect], x: &[f64]) -> Vec<(f64, f64)> {
    // Box, whether above it, where to, which edge, which end.
    let mut ends: Vec<(usize, bool, f64, usize, bool)> = Vec::new();
    for (number, (edge, chain)) in graph.edges.iter().zip(&layered.chains).enumerate() {
        let neighbours = [
            (edge.from, chain.first(), false),
            (edge.to, chain.last(), true),
        ];
        for (node, next, head) in neighbours {
            let Some(next) = next else { continue };
            let above = layered.vertices[*next].layer < layered.vertices[node].layer;
            ends.push((node, above, x[*next], number, head));
        }
    }
    ends.sort_by(|a, b| {
        (a.0, a.1)
            .cmp(&(b.0, b.1))
            .then(a.2.total_cmp(&b.2))
            .then((a.3, a.4).cmp(&(b.3, b.4)))
    });
    let mut ports = vec![(0.0, 0.0); graph.edges.len()];
    for side in ends.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let node = nodes[side[0].0];
        let middle = node.x + node.width / 2.0;
        let mut at = 0.0;
        let step = {
            let many = side.iter().fold(0.0, |count: f64, _| count + 1.0);
            at -= (many - 1.0) / 2.0;
            PORTS.min(node.width / (many + 1.0))
        };
        for (_, _, _, number, head) in side {
            let port = middle + at * step;
            let end = &mut ports[*number];
            *(if *head { &mut end.1 } else { &mut end.0 }) = port;
            at += 1.0;
        }
    }
    ports
}

/// The points of an edge from its tail to its head.
fn line(
    layered: &Layered,
    chain: &[usize],
    bands: &Bands,
    x: &[f64],
    [(from, out), (to, into)]: [(Rect, f64); 2],
) -> Vec<Point> {
    let layer = |vertex: usize| layered.vertices[vertex].layer;
    let (first, last) = (layer(chain[0]), layer(chain[chain.len() - 1]));
    let middle = |rect: Rect| rect.y + rect.height / 2.0;
    let below = bands.top[first] > middle(from);
    let mut points = Vec::new();
    let mut add = |x: f64, y: f64| points.push(Point { x, y });
    // Out of the box, and to the edge of its layer.
    let (edge, border) = if below {
        (from.y + from.height, bands.bottom[first - 1])
    } else {
        (from.y, bands.top[first + 1])
    };
    add(out, edge);
    add(out, border);
    let turns = below && middle(to) < bands.top[last];
    if turns {
        // Both ends are above the label: in at one side of it, and out at the other.
        let label = chain[0];
        let aside = layered.vertices[label].width / 4.0;
        let aside = if out <= into { aside } else { -aside };
        let (top, bottom) = (bands.top[first], bands.bottom[first]);
        add(x[label] - aside, top);
        add(x[label] - aside, f64::midpoint(top, bottom));
        add(x[label] + aside, f64::midpoint(top, bottom));
        add(x[label] + aside, top);
        add(into, bands.bottom[first - 1]);
        add(into, to.y + to.height);
        return points;
    }
    for vertex in chain {
        let (top, bottom) = (bands.top[layer(*vertex)], bands.bottom[layer(*vertex)]);
        let (start, end) = if below { (top, bottom) } else { (bottom, top) };
        add(x[*vertex], start);
        add(x[*vertex], end);
    }
    let (border, edge) = if below {
        (bands.top[last + 1], to.y)
    } else {
        (bands.bottom[last - 1], to.y + to.height)
    };
    add(into, border);
    add(into, edge);
    points
}
