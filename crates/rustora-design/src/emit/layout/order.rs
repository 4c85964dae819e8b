//! The order of what stands in one layer, so that few lines cross.
//!
//! Each thing is moved to the mean place of those that it has lines to, layer by layer, downwards and upwards in turn; the
//! best order that came up is kept. That is the barycentre method. It finds no optimum, and is done at once.

use super::Layered;

const SWEEPS: usize = 12;

pub(super) fn order(layered: &mut Layered) {
    let mut place = places(layered);
    let mut best = (crossings(layered, &place), layered.layers.clone());
    for sweep in 0..SWEEPS {
        let count = layered.layers.len();
        let down = sweep % 2 == 0;
        for step in 0..count {
            let layer = if down { step } else { count - 1 - step };
            let lines = if down { &layered.above } else { &layered.below };
            let mut keyed: Vec<(f64, usize)> = layered.layers[layer]
                .iter()
                .map(|vertex| {
                    let to = &lines[*vertex];
                    let mean = if to.is_empty() {
                        place[*vertex]
                    } else {
                        mean(to.iter().map(|other| place[*other]))
                    };
                    (mean, *vertex)
                })
                .collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
            let sorted: Vec<usize> = keyed.into_iter().map(|(_, vertex)| vertex).collect();
            spread(&sorted, &mut place);
            layered.layers[layer] = sorted;
        }
        let now = crossings(layered, &place);
        if now < best.0 {
            best = (now, layered.layers.clone());
        }
    }
    layered.layers = best.1;
}

fn places(layered: &Layered) -> Vec<f64> {
    let mut place = vec![0.0; layered.vertices.len()];
    for layer in &layered.layers {
        spread(layer, &mut place);
    }
    place
}

/// Places between 0 and 1, so that a layer of two and one of ten can be compared.
#[expect(
    clippy::cast_precision_loss,
    reason = "a layer has fewer than 2⁵³ places"
)]
fn spread(layer: &[usize], place: &mut [f64]) {
    let count = layer.len() as f64;
    for (at, vertex) in layer.iter().enumerate() {
        place[*vertex] = (at as f64 + 0.5) / count;
    }
}

pub(super) fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    if count > 0.0 { sum / count } else { 0.0 }
}

/// How many pairs of lines cross: inversions, counted while the ends are put into a tree of sums.
fn crossings(layered: &Layered, place: &[f64]) -> usize {
    let mut crossed = 0;
    for (upper, lower) in layered.layers.iter().zip(layered.layers.iter().skip(1)) {
        let mut at = vec![0; layered.vertices.len().min(1)];
        at.resize(layered.vertices.len(), 0);
        for (number, vertex) in lower.iter().enumerate() {
            at[*vertex] = number;
        }
        let mut sums = vec![0usize; lower.len() + 1];
        let mut lines = 0;
        for vertex in upper {
            let mut ends: Vec<usize> = layered.below[*vertex]
                .iter()
                .filter(|end| place[**end] >= 0.0)
                .map(|end| at[*end])
                .collect();
            ends.sort_unstable();
            for end in &ends {
                // Those that end further to the right.
                crossed += lines - sum(&sums, end + 1);
            }
            for end in ends {
                lines += 1;
                let mut slot = end + 1;
                while slot < sums.len() {
                    sums[slot] += 1;
                    slot += slot & slot.wrapping_neg();
                }
            }
        }
    }
    crossed
}

fn sum(sums: &[usize], mut slot: usize) -> usize {
    let mut sum = 0;
    while slot > 0 {
        sum += sums[slot];
        slot &= slot - 1;
    }
    sum
}
