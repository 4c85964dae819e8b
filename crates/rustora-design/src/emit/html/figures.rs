//! Numbers that are also seen: a score as a bar, an interval on a scale.
//!
//! The number itself stands as text beside or below it; the picture is for comparing rows.

use super::super::document::Interval;
use super::super::words;

/// A score from 0 to 10 over a bar.
pub(super) fn score(score: f64) -> String {
    let width = score.clamp(0.0, 10.0) * 4.0;
    format!(
        "<span class=\"score\">{}<svg viewBox=\"0 0 40 3\" aria-hidden=\"true\"><rect class=\"track\" width=\"40\" height=\"3\"/><rect class=\"bar\" width=\"{width:.1}\" height=\"3\"/></svg></span>",
        words::score(score)
    )
}

/// An interval around the expected number, on a logarithmic scale that all of a table share.
pub(super) fn interval(interval: &Interval) -> String {
    let Some((low, high)) = interval.factors() else {
        return String::new();
    };
    // 60 is the middle, and the ends of the scale are 54 away.
    let at = |factor: f64| {
        let part = factor.max(f64::MIN_POSITIVE).ln() / interval.reach.ln();
        60.0 + 54.0 * part.clamp(-1.0, 1.0)
    };
    let (left, right) = (at(low), at(high));
    let width = (right - left).max(1.0);
    let told = format!("from {low:.2} to {high:.2} times the expected number");
    format!(
        "<svg class=\"interval\" viewBox=\"0 0 120 14\" role=\"img\" aria-label=\"{told}\"><title>{told}</title><path class=\"scale\" d=\"M6 7H114\"/><rect class=\"bar\" x=\"{left:.1}\" y=\"5\" width=\"{width:.1}\" height=\"4\"/><path class=\"middle\" d=\"M60 1V13\"/></svg>"
    )
}
