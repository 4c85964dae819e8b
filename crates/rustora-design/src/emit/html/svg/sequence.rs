//! A flow from top to bottom: who takes part, and what goes from one to the next.
//!
//! A call holds its callee's line thick until it is answered, which saves an arrow for every answer. Columns are as far
//! apart as the longest text between them needs; a text over several columns stands on a ground of its own.

use super::super::super::flows::{Flow, Step};
use super::super::super::layout::measure::{width, wrap};
use super::{LABEL, NAME, framed, words};

const LINE: f64 = 14.0;
const HEAD: f64 = 34.0;

/// An arrow with its text.
struct Row {
    from: usize,
    to: usize,
    lines: Vec<String>,
    later: bool,
    y: f64,
}

pub(in super::super) fn sequence(flow: &Flow<'_>, number: usize) -> String {
    let names: Vec<String> = flow
        .parts
        .iter()
        .map(|part| wrap(part, 20, 1).concat())
        .collect();
    let (rows, held, bottom) = rows(flow);
    let columns = columns(&names, &rows);
    let key = format!("flow-{}", number + 1);
    let mut drawn = String::new();
    for column in &columns {
        put!(
            drawn,
            "<path class=\"life\" d=\"M{column:.1} {HEAD}V{bottom:.1}\"/>\n"
        );
    }
    for (part, top, end) in held {
        let x = columns[part] - 3.5;
        put!(
            drawn,
            "<rect class=\"held\" x=\"{x:.1}\" y=\"{top:.1}\" width=\"7\" height=\"{:.1}\"/>\n",
            end - top
        );
    }
    for row in &rows {
        drawn.push_str(&arrow(row, &columns, &key));
    }
    for (name, column) in names.iter().zip(&columns) {
        let wide = width(name, NAME) + 20.0;
        put!(
            drawn,
            "<rect class=\"box\" x=\"{:.1}\" y=\"0.5\" width=\"{wide:.1}\" height=\"{:.1}\" rx=\"2\"/>\n",
            column - wide / 2.0,
            HEAD - 8.0
        );
        drawn.push_str(&words("name", *column, 17.5, name));
    }
    let last = names
        .last()
        .map_or(0.0, |name| width(name, NAME) / 2.0 + 10.0);
    // A part that calls itself has its text to the right of its line.
    let beside = rows
        .iter()
        .filter(|row| row.from == row.to)
        .map(|row| columns[row.from] + 34.0 + longest(&row.lines));
    let edge = columns.last().copied().unwrap_or(0.0) + last;
    let size = [beside.fold(edge, f64::max) + 2.0, bottom + 2.0];
    let title = format!("What {} sets off", flow.start);
    let steps: Vec<String> = flow.steps.iter().map(told).collect();
    framed(&key, size, [&title, &steps.join(" ")], &drawn)
}

fn told(step: &Step<'_>) -> String {
    match step {
        Step::Call(link) => format!("{} calls {}: {}.", link.from, link.to, link.what),
        Step::Send(link) => format!("{} sends to {}: {}.", link.from, link.to, link.what),
        Step::Answer(link) => format!("{} answers {}.", link.to, link.from),
    }
}

/// The arrows, the times for which a part is held, and where it all ends.
fn rows(flow: &Flow<'_>) -> (Vec<Row>, Vec<(usize, f64, f64)>, f64) {
    let at = |id: &str| flow.parts.iter().position(|part| *part == id).unwrap_or(0);
    let (mut rows, mut held, mut open) = (Vec::new(), Vec::new(), Vec::new());
    let mut y = HEAD + 4.0;
    for step in &flow.steps {
        match step {
            Step::Call(link) | Step::Send(link) => {
                let said = if link.what.trim().is_empty() {
                    &link.protocol
                } else {
                    &link.what
                };
                let lines = wrap(said, 22, 2);
                y += 12.0 + lines.iter().map(|_| LINE).sum::<f64>();
                let later = matches!(step, Step::Send(_));
                if !later {
                    open.push((at(&link.to), y));
                }
                rows.push(Row {
                    from: at(&link.from),
                    to: at(&link.to),
                    lines,
                    later,
                    y,
                });
                if link.from == link.to {
                    y += 10.0;
                }
            }
            Step::Answer(_) => {
                y += 9.0;
                if let Some((part, top)) = open.pop() {
                    held.push((part, top, y));
                }
            }
        }
    }
    // Outer ones first, so that inner ones are drawn on top.
    held.reverse();
    (rows, held, y + 12.0)
}

fn longest(lines: &[String]) -> f64 {
    lines
        .iter()
        .map(|line| width(line, LABEL))
        .fold(0.0, f64::max)
}

/// Where the lines stand, across.
fn columns(names: &[String], rows: &[Row]) -> Vec<f64> {
    let half = |name: &String| width(name, NAME) / 2.0 + 10.0;
    let mut columns: Vec<f64> = Vec::new();
    for (number, name) in names.iter().enumerate() {
        let mut at = match columns.last() {
            None => half(name) + 1.0,
            Some(last) => last + half(&names[number - 1]) + half(name) + 14.0,
        };
        for row in rows {
            let (left, right) = (row.from.min(row.to), row.from.max(row.to));
            if right == number && left < right {
                at = at.max(columns[left] + longest(&row.lines) + 26.0);
            }
            // What a part says to itself stands before the next column.
            if left == right && left + 1 == number {
                at = at.max(columns[left] + longest(&row.lines) + 44.0);
            }
        }
        columns.push(at);
    }
    columns
}

fn arrow(row: &Row, columns: &[f64], key: &str) -> String {
    let class = if row.later { "arrow later" } else { "arrow" };
    let (from, to) = (columns[row.from], columns[row.to]);
    let y = row.y;
    let many: f64 = row.lines.iter().map(|_| LINE).sum();
    let top = y - 4.0 - many;
    let wide = longest(&row.lines);
    let (path, middle) = if row.from == row.to {
        let path = format!("M{from:.1} {y:.1}h24v10h-20");
        (path, from + 30.0 + wide / 2.0)
    } else {
        let aside = if to > from { 4.0 } else { -4.0 };
        let path = format!("M{:.1} {y:.1}H{:.1}", from + aside, to - aside);
        (path, middle_of(row, columns, wide))
    };
    let mut out = String::new();
    let over =
        |column: &f64| (middle - wide / 2.0 - 4.0..middle + wide / 2.0 + 4.0).contains(column);
    if columns.iter().any(over) {
        put!(
            out,
            "<rect class=\"plate\" x=\"{:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{many:.1}\"/>\n",
            middle - wide / 2.0 - 4.0,
            wide + 8.0
        );
    }
    put!(
        out,
        "<path class=\"{class}\" d=\"{path}\" marker-end=\"url(#{key}-head)\"/>\n"
    );
    for (number, line) in row.lines.iter().enumerate() {
        let above: f64 = row.lines.iter().skip(number + 1).map(|_| LINE).sum();
        out.push_str(&words("what", middle, y - 6.0 - above, line));
    }
    out
}

/// Where the text of an arrow over several columns stands: between two of them where it fits, as near to the sender as
/// can be, and else in the middle.
fn middle_of(row: &Row, columns: &[f64], wide: f64) -> f64 {
    let (left, right) = (row.from.min(row.to), row.from.max(row.to));
    let mut gaps: Vec<(f64, f64)> = columns[left..=right]
        .windows(2)
        .map(|pair| (pair[0], pair[1]))
        .collect();
    if row.to < row.from {
        gaps.reverse();
    }
    let fits = gaps.iter().find(|(a, b)| b - a >= wide + 16.0);
    let (a, b) = fits.copied().unwrap_or((columns[left], columns[right]));
    f64::midpoint(a, b)
}
