//! Which row each box stands in.
//!
//! Zones come one below the other, those that call above those that are called; in a zone a box stands below all that
//! call it there. Circles are cut where a search in depth closes them. A row that would be too long becomes several.

use super::Graph;

/// The boxes of one row.
const MOST: usize = 6;

/// The row of each node, from 0, without rows that are empty.
pub(super) fn rows(graph: &Graph) -> Vec<usize> {
    let forward = forward(graph);
    let global = longest(graph.nodes.len(), &forward);
    let place = zone_places(graph, &global);
    let inside: Vec<(usize, usize)> = forward
        .iter()
        .copied()
        .filter(|(a, b)| graph.nodes[*a].zone == graph.nodes[*b].zone)
        .collect();
    let mut local = longest(graph.nodes.len(), &inside);
    settle(graph, &inside, &place, &mut local);
    let mut keys: Vec<(usize, usize)> = graph
        .nodes
        .iter()
        .zip(&local)
        .map(|(node, local)| (place[node.zone], *local))
        .collect();
    let mut sorted: Vec<usize> = (0..keys.len()).collect();
    sorted.sort_by_key(|node| keys[*node]);
    let mut rows = vec![0; keys.len()];
    let (mut row, mut filled) = (0, 0);
    let mut last = sorted.first().map(|first| keys[*first]);
    for node in sorted {
        let key = Some(std::mem::take(&mut keys[node]));
        if key != last || filled == MOST {
            (row, filled) = (row + 1, 0);
            last = key;
        }
        rows[node] = row;
        filled += 1;
    }
    rows
}

/// The edges without those that close a circle and without loops.
fn forward(graph: &Graph) -> Vec<(usize, usize)> {
    let count = graph.nodes.len();
    let mut next = vec![Vec::new(); count];
    for (number, edge) in graph.edges.iter().enumerate() {
        next[edge.from].push((edge.to, number));
    }
    let mut closes = vec![false; graph.edges.len()];
    // 0 not seen, 1 on the way, 2 done.
    let mut state = vec![0u8; count];
    let called: Vec<bool> = {
        let mut called = vec![false; count];
        for edge in &graph.edges {
            called[edge.to] |= edge.from != edge.to;
        }
        called
    };
    let starts = (0..count).filter(|node| !called[*node]);
    for start in starts.chain(0..count) {
        if state[start] != 0 {
            continue;
        }
        state[start] = 1;
        let mut way = vec![(start, 0)];
        while let Some((node, at)) = way.last_mut() {
            let Some((to, number)) = next[*node].get(*at).copied() else {
                state[*node] = 2;
                way.pop();
                continue;
            };
            *at += 1;
            match state[to] {
                0 => {
                    state[to] = 1;
                    way.push((to, 0));
                }
                1 => closes[number] = true,
                _ => {}
            }
        }
    }
    let kept = graph.edges.iter().zip(closes).filter(|(_, closes)| !closes);
    kept.map(|(edge, _)| (edge.from, edge.to)).collect()
}

/// For each node the length of the longest way to it, where there are no circles.
fn longest(count: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut next = vec![Vec::new(); count];
    let mut waits = vec![0usize; count];
    for (from, to) in edges {
        next[*from].push(*to);
        waits[*to] += 1;
    }
    let mut rank = vec![0; count];
    let mut ready: Vec<usize> = (0..count).filter(|node| waits[*node] == 0).collect();
    while let Some(node) = ready.pop() {
        for to in &next[node] {
            rank[*to] = rank[*to].max(rank[node] + 1);
            waits[*to] -= 1;
            if waits[*to] == 0 {
                ready.push(*to);
            }
        }
    }
    rank
}

/// The place of each zone among the zones, from the top: by the mean depth of who is in it.
fn zone_places(graph: &Graph, rank: &[usize]) -> Vec<usize> {
    let mut depth = vec![(0usize, 0usize); graph.zones];
    for (node, rank) in graph.nodes.iter().zip(rank) {
        depth[node.zone].0 += rank;
        depth[node.zone].1 += 1;
    }
    let mut zones: Vec<usize> = (0..graph.zones).collect();
    // a/b against c/d without dividing.
    zones.sort_by(|a, b| {
        let ((a, of_a), (b, of_b)) = (depth[*a], depth[*b]);
        (a * of_b.max(1)).cmp(&(b * of_a.max(1)))
    });
    let mut place = vec![0; graph.zones];
    for (at, zone) in zones.into_iter().enumerate() {
        place[zone] = at;
    }
    place
}

/// Moves boxes down to those that they have lines to: a caller stands directly above whom it calls first, and who only
/// calls into zones below stands at its own zone's lower edge.
fn settle(graph: &Graph, inside: &[(usize, usize)], place: &[usize], rank: &mut [usize]) {
    let count = graph.nodes.len();
    let mut first = vec![None::<usize>; count];
    let mut called = vec![false; count];
    for (from, to) in inside {
        let nearest = first[*from].map_or(rank[*to], |at: usize| at.min(rank[*to]));
        first[*from] = Some(nearest);
        called[*to] = true;
    }
    let zone = |node: usize| place[graph.nodes[node].zone];
    let mut from_above = vec![false; count];
    let mut to_below = vec![false; count];
    for edge in &graph.edges {
        for (node, other) in [(edge.from, edge.to), (edge.to, edge.from)] {
            from_above[node] |= zone(other) < zone(node);
            to_below[node] |= zone(other) > zone(node);
        }
    }
    let mut deepest = vec![0; graph.zones];
    for (node, rank) in graph.nodes.iter().zip(rank.iter()) {
        deepest[node.zone] = deepest[node.zone].max(*rank);
    }
    for node in 0..count {
        match first[node] {
            _ if called[node] || from_above[node] => {}
            Some(first) => rank[node] = first.saturating_sub(1),
            None if to_below[node] => rank[node] = deepest[graph.nodes[node].zone],
            None => {}
        }
    }
}
