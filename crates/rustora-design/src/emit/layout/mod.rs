//! Places boxes, their zones, and labelled arrows between them, so that nothing lies on anything else.
//!
//! Layers from top to bottom, as Sugiyama drew them, with three choices that make overlaps impossible instead of unlikely.
//! Each zone has layers of its own, so zones are bands and hold nobody else. Between two layers of boxes there is one of
//! labels, in which each label is a box like any other. And an arrow that passes a layer takes a place in it, so that it
//! runs beside what stands there. Inside a layer the order is kept and distances are at least what is wanted; crossings,
//! lengths and bends are made few, and that is a matter of taste and not of being right.
//!
//! It knows sizes and who points at whom, nothing of components or of SVG. What would surprise: a point of an arrow is either
//! straight above or below the one before it, or the two are the ends of a gap between layers, where a curve belongs.

mod coordinates;
pub(super) mod measure;
mod order;
mod rank;

use std::cmp::Ordering;

/// What is to be placed.
#[derive(Clone, Debug, Default)]
pub(super) struct Graph {
    pub(super) zones: usize,
    pub(super) nodes: Vec<Node>,
    pub(super) edges: Vec<Edge>,
}

/// A box.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// The number of its zone, below [`Graph::zones`].
    pub(super) zone: usize,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// An arrow with the size of its label.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// Where something is; `y` grows downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Rect {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A point of an arrow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// Where everything is.
#[derive(Clone, Debug, Default)]
pub(super) struct Placed {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) nodes: Vec<Rect>,
    /// A zone without nodes has no height.
    pub(super) zones: Vec<Rect>,
    pub(super) labels: Vec<Rect>,
    /// From the tail to the head.
    pub(super) edges: Vec<Vec<Point>>,
}

/// A thing in a layer: a box, a label, or an arrow on its way.
#[derive(Clone, Copy, Debug)]
struct Vertex {
    /// Even for boxes, odd for labels, from the top.
    layer: usize,
    width: f64,
    height: f64,
}

/// The layers, and what is in each.
struct Layered {
    vertices: Vec<Vertex>,
    /// By layer, from left to right.
    layers: Vec<Vec<usize>>,
    /// For each vertex those it has a line to, above and below.
    above: Vec<Vec<usize>>,
    below: Vec<Vec<usize>>,
    /// For each edge what it passes between its ends, from the tail to the head; its label is the first.
    chains: Vec<Vec<usize>>,
}

/// Places a graph, whose edges are between nodes that exist.
pub(super) fn place(graph: &Graph) -> Placed {
    let rows = rank::rows(graph);
    let mut layered = layered(graph, &rows);
    order::order(&mut layered);
    let x = coordinates::across(&layered);
    coordinates::placed(graph, &layered, &rows, &x)
}

fn layered(graph: &Graph, rows: &[usize]) -> Layered {
    let count = rows.iter().map(|row| 2 * (row + 1)).max().unwrap_or(0);
    let mut layered = Layered {
        vertices: Vec::new(),
        layers: vec![Vec::new(); count],
        above: Vec::new(),
        below: Vec::new(),
        chains: Vec::new(),
    };
    for (node, row) in graph.nodes.iter().zip(rows) {
        layered.add(2 * row, node.width, node.height);
    }
    for edge in &graph.edges {
        let (from, to) = (2 * rows[edge.from], 2 * rows[edge.to]);
        let passed: Vec<usize> = match from.cmp(&to) {
            Ordering::Less => (from + 1..to).collect(),
            Ordering::Greater => (to + 1..from).rev().collect(),
            Ordering::Equal => vec![from + 1],
        };
        let mut chain = Vec::new();
        let mut last = edge.from;
        for layer in passed {
            let (width, height) = if chain.is_empty() {
                (edge.width, edge.height)
            } else {
                (0.0, 0.0)
            };
            let vertex = layered.add(layer, width, height);
            layered.join(last, vertex);
            chain.push(vertex);
            last = vertex;
        }
        layered.join(last, edge.to);
        layered.chains.push(chain);
    }
    layered
}

impl Layered {
    fn add(&mut self, layer: usize, width: f64, height: f64) -> usize {
        let number = self.vertices.len();
        self.vertices.push(Vertex {
            layer,
            width,
            height,
        });
        self.above.push(Vec::new());
        self.below.push(Vec::new());
        self.layers[layer].push(number);
        number
    }

    fn join(&mut self, a: usize, b: usize) {
        let upper = self.vertices[a].layer < self.vertices[b].layer;
        let (upper, lower) = if upper { (a, b) } else { (b, a) };
        self.below[upper].push(lower);
        self.above[lower].push(upper);
    }
}

#[cfg(test)]
mod tests;
