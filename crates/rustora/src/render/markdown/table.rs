//! Tables: in columns where they fit, else row by row.

use std::fmt::Write as _;

use anstyle::Style;

use super::flow::Flow;
use super::inline::{Word, words};

/// Writes a table whose head and rows are lines of Markdown.
pub(super) fn write(
    head: &str,
    rows: &[String],
    margin: &(String, usize),
    width: usize,
    out: &mut String,
) {
    let head = cells(head);
    let rows: Vec<Vec<Vec<Word>>> = rows.iter().map(|row| cells(row)).collect();
    let count = rows.iter().map(Vec::len).chain([head.len()]).max();
    let all = || rows.iter().chain([&head]);
    let wide: Vec<usize> = (0..count.unwrap_or(0))
        .map(|at| {
            all()
                .map(|row| row.get(at).map_or(0, |cell| length(cell)))
                .max()
        })
        .map(Option::unwrap_or_default)
        .collect();
    if margin.1 + wide.iter().sum::<usize>() + 3 * wide.len() <= width {
        in_columns(&head, &rows, &wide, margin, out);
    } else {
        row_by_row(&head, &rows, margin, width, out);
    }
}

fn in_columns(
    head: &[Vec<Word>],
    rows: &[Vec<Vec<Word>>],
    wide: &[usize],
    margin: &(String, usize),
    out: &mut String,
) {
    let last = wide.len().saturating_sub(1);
    let line = |row: &[Vec<Word>], out: &mut String| {
        out.push_str(&margin.0);
        for (at, wide) in wide.iter().enumerate() {
            let cell = row.get(at).map_or(&[][..], Vec::as_slice);
            out.push_str(if at == 0 { "" } else { " │ " });
            plain(cell, out);
            // Nothing behind the last column: a line must not end in white space.
            let space = if at == last { 0 } else { *wide - length(cell) };
            _ = write!(out, "{:space$}", "");
        }
        out.push('\n');
    };
    line(head, out);
    let dim = Style::new().dimmed();
    let rule: Vec<String> = wide.iter().map(|wide| "─".repeat(*wide)).collect();
    _ = writeln!(out, "{}{dim}{}{dim:#}", margin.0, rule.join("─┼─"));
    for row in rows {
        line(row, out);
    }
}

fn row_by_row(
    head: &[Vec<Word>],
    rows: &[Vec<Vec<Word>>],
    margin: &(String, usize),
    width: usize,
    out: &mut String,
) {
    // A head alone is told like a row without one.
    let (head, rows) = match rows {
        [] => (&[][..], vec![head]),
        _ => (head, rows.iter().map(Vec::as_slice).collect()),
    };
    for row in rows {
        for at in 0..row.len().max(head.len()) {
            let mark = if at == 0 { "• " } else { "  " };
            let mut said = head.get(at).cloned().unwrap_or_default();
            if let Some(last) = said.last_mut() {
                last.runs.push((Style::new(), ":".to_owned()));
            }
            said.extend(row.get(at).into_iter().flatten().cloned());
            let mut flow = Flow::new(margin, mark);
            flow.write(&said, width, out);
            flow.end(out);
        }
    }
}

fn plain(cell: &[Word], out: &mut String) {
    for (index, word) in cell.iter().enumerate() {
        out.push_str(if index == 0 { "" } else { " " });
        for (style, text) in &word.runs {
            _ = write!(out, "{style}{text}{style:#}");
        }
    }
}

fn length(cell: &[Word]) -> usize {
    cell.iter().map(Word::width).sum::<usize>() + cell.len().saturating_sub(1)
}

/// The cells of a row. A bar behind a backslash, or in code, parts nothing.
fn cells(line: &str) -> Vec<Vec<Word>> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let (mut is_code, mut is_escaped) = (false, false);
    for c in line.chars() {
        let Some(cell) = cells.last_mut() else { break };
        match c {
            '|' if is_escaped => {
                cell.pop();
                cell.push(c);
            }
            '|' if !is_code => cells.push(String::new()),
            _ => cell.push(c),
        }
        is_code ^= c == '`';
        is_escaped = c == '\\' && !is_escaped;
    }
    if cells.last().is_some_and(|last| last.trim().is_empty()) {
        cells.pop();
    }
    let read = |cell: &String| match cell.trim() {
        "" => Vec::new(),
        text => words(text).0,
    };
    cells.iter().map(read).collect()
}
