//! Nothing lies on anything else, whatever the graph.

use std::time::Instant;

use proptest::prelude::*;

use super::*;

fn overlap(a: &Rect, b: &Rect) -> bool {
    let apart = a.x + a.width <= b.x + 1e-6
        || b.x + b.width <= a.x + 1e-6
        || a.y + a.height <= b.y + 1e-6
        || b.y + b.height <= a.y + 1e-6;
    !apart
}

fn inside(a: &Rect, b: &Rect) -> bool {
    a.x >= b.x - 1e-6
        && a.y >= b.y - 1e-6
        && a.x + a.width <= b.x + b.width + 1e-6
        && a.y + a.height <= b.y + b.height + 1e-6
}

/// The box around a piece of an arrow, a curve among them: it stays between its ends.
fn around(a: Point, b: Point) -> Rect {
    Rect {
        x: a.x.min(b.x),
        y: a.y.min(b.y),
        width: (a.x - b.x).abs(),
        height: (a.y - b.y).abs(),
    }
}

fn holds(graph: &Graph) {
    let placed = place(graph);
    let whole = Rect {
        x: 0.0,
        y: 0.0,
        width: placed.width,
        height: placed.height,
    };
    let things: Vec<&Rect> = placed.nodes.iter().chain(&placed.labels).collect();
    for (number, a) in things.iter().enumerate() {
        assert!(inside(a, &whole), "{a:?} is outside of {whole:?}");
        for b in &things[number + 1..] {
            assert!(!overlap(a, b), "{a:?} lies on {b:?}");
        }
    }
    for (number, zone) in placed.zones.iter().enumerate() {
        for other in &placed.zones[number + 1..] {
            assert!(!overlap(zone, other));
        }
        for (node, rect) in graph.nodes.iter().zip(&placed.nodes) {
            assert_eq!(node.zone == number, inside(rect, zone));
            assert!(node.zone == number || !overlap(rect, zone));
        }
    }
    for (number, (edge, points)) in graph.edges.iter().zip(&placed.edges).enumerate() {
        let tail = around(points[0], points[0]);
        let head = around(points[points.len() - 1], points[points.len() - 1]);
        assert!(
            inside(&tail, &placed.nodes[edge.from]),
            "an arrow begins at its box"
        );
        assert!(
            inside(&head, &placed.nodes[edge.to]),
            "an arrow ends at its box"
        );
        for pair in points.windows(2) {
            let piece = around(pair[0], pair[1]);
            assert!(inside(&piece, &whole));
            // A line has no width, so it lies on something only when it is inside of it.
            let on = |rect: &Rect| {
                piece.x < rect.x + rect.width - 1e-6
                    && piece.x + piece.width > rect.x + 1e-6
                    && piece.y < rect.y + rect.height - 1e-6
                    && piece.y + piece.height > rect.y + 1e-6
            };
            assert!(!placed.nodes.iter().any(on), "an arrow runs through a box");
            let mut others = placed.labels.iter().enumerate();
            assert!(
                !others.any(|(other, label)| other != number && on(label)),
                "an arrow runs through another's label"
            );
        }
    }
}

fn graph(most: usize) -> impl Strategy<Value = Graph> {
    (1usize..6, 1usize..=most).prop_flat_map(|(zones, nodes)| {
        let node = (0..zones, 40.0f64..220.0, 20.0f64..90.0);
        let edge = (0..nodes, 0..nodes, 0.0f64..160.0, 0.0f64..50.0);
        (
            prop::collection::vec(node, nodes),
            prop::collection::vec(edge, 0..nodes * 2),
        )
            .prop_map(move |(nodes, edges)| Graph {
                zones,
                nodes: nodes
                    .into_iter()
                    .map(|(zone, width, height)| Node {
                        zone,
                        width,
                        height,
                    })
                    .collect(),
                edges: edges
                    .into_iter()
                    .map(|(from, to, width, height)| Edge {
                        from,
                        to,
                        width,
                        height,
                    })
                    .collect(),
            })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn nothing_lies_on_anything_else(graph in graph(60)) {
        holds(&graph);
    }
}

#[test]
fn callers_stand_above_those_they_call() {
    let node = |zone| Node {
        zone,
        width: 100.0,
        height: 40.0,
    };
    let edge = |from, to| Edge {
        from,
        to,
        width: 60.0,
        height: 14.0,
    };
    let graph = Graph {
        zones: 2,
        nodes: vec![node(1), node(0), node(1)],
        edges: vec![edge(1, 0), edge(0, 2), edge(2, 0), edge(2, 2)],
    };
    holds(&graph);
    let placed = place(&graph);
    assert!(placed.nodes[1].y < placed.nodes[0].y && placed.nodes[0].y < placed.nodes[2].y);
    assert!(placed.zones[0].y < placed.zones[1].y);
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the time it takes is what is tested"
)]
fn two_hundred_boxes_take_no_time() {
    let nodes = (0..200)
        .map(|number| Node {
            zone: number % 5,
            width: 120.0,
            height: 50.0,
        })
        .collect();
    let edges = (0..500)
        .map(|number: usize| Edge {
            from: number * 7 % 200,
            to: (number * number + 3) % 200,
            width: 80.0,
            height: 30.0,
        })
        .collect();
    let graph = Graph {
        zones: 5,
        nodes,
        edges,
    };
    let start = Instant::now();
    let placed = place(&graph);
    let took = start.elapsed();
    assert_eq!(placed.nodes.len(), 200);
    assert!(took.as_millis() < 900, "{took:?}");
}

#[test]
fn nothing_is_nothing() {
    let placed = place(&Graph::default());
    assert!(placed.nodes.is_empty() && placed.width == 0.0);
}
