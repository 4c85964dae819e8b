//! A page as lines: sections, tables, lists and blocks of code, each with the line that it starts on.
//!
//! It knows the few shapes of Markdown that a playbook is written in and nothing of what they mean. It reads lines and not
//! a grammar of Markdown, because an error has to name a line, and because a table's cells stay Markdown.

/// A line of the page: its number from 1, and its text.
pub(crate) type Line<'t> = (usize, &'t str);

/// What stands below one `## ` heading.
#[derive(Debug)]
pub(crate) struct Section<'t> {
    pub(crate) heading: &'t str,
    pub(crate) line: usize,
    pub(crate) lines: Vec<Line<'t>>,
}

/// A row of a table: its line, and its cells.
pub(crate) type Row = (usize, Vec<String>);

/// A block of code.
#[derive(Debug)]
pub(crate) struct Block<'t> {
    pub(crate) language: &'t str,
    /// Of the line behind the opening fence.
    pub(crate) line: usize,
    pub(crate) code: String,
    /// What stands between the block before and this one.
    pub(crate) before: String,
}

/// The lines above the first heading, and the sections.
pub(crate) fn sections(text: &str) -> (Vec<Line<'_>>, Vec<Section<'_>>) {
    let (mut head, mut sections) = (Vec::new(), Vec::<Section<'_>>::new());
    let mut in_code = false;
    for (index, text) in text.lines().enumerate() {
        let line = index + 1;
        if text.starts_with("```") {
            in_code = !in_code;
        }
        if let Some(heading) = text.strip_prefix("## ").filter(|_| !in_code) {
            sections.push(Section {
                heading: heading.trim(),
                line,
                lines: Vec::new(),
            });
        } else if let Some(section) = sections.last_mut() {
            section.lines.push((line, text));
        } else {
            head.push((line, text));
        }
    }
    (head, sections)
}

/// The rows of the first table among these lines, its header first and without the line of dashes.
pub(crate) fn table(lines: &[Line<'_>]) -> Vec<Row> {
    let rows = lines
        .iter()
        .skip_while(|(_, text)| !text.starts_with('|'))
        .take_while(|(_, text)| text.starts_with('|'));
    let rows = rows.map(|(line, text)| (*line, cells(text)));
    rows.filter(|(_, cells)| !cells.iter().all(|cell| is_rule(cell)))
        .collect()
}

fn is_rule(cell: &str) -> bool {
    cell.contains('-') && cell.len() > 1 && cell.chars().all(|c| c == '-' || c == ':')
}

/// The cells of a row; `\|` is no border.
fn cells(row: &str) -> Vec<String> {
    let inner = row.trim().trim_start_matches('|');
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in inner.chars() {
        let Some(cell) = cells.last_mut() else { break };
        match c {
            '\\' if !escaped => escaped = true,
            '|' if !escaped => cells.push(String::new()),
            c => {
                if escaped && c != '|' {
                    cell.push('\\');
                }
                escaped = false;
                cell.push(c);
            }
        }
    }
    let mut cells: Vec<String> = cells.iter().map(|cell| cell.trim().to_owned()).collect();
    if cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    cells
}

/// The points of a list; lines that are indented go on with the point above them.
pub(crate) fn points(lines: &[Line<'_>]) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (line, text) in lines {
        if let Some(point) = text.strip_prefix("- ") {
            found.push((*line, point.trim().to_owned()));
            open = true;
        } else if let Some((_, point)) = found
            .last_mut()
            .filter(|_| open && text.starts_with("  ") && !text.trim().is_empty())
        {
            point.push(' ');
            point.push_str(text.trim());
        } else {
            open = false;
        }
    }
    found
}

/// Paragraphs, their lines joined, separated by an empty line.
pub(crate) fn prose(lines: &[Line<'_>]) -> String {
    let mut paragraphs = vec![String::new()];
    for (_, text) in lines {
        let text = text.trim();
        match paragraphs.last_mut() {
            Some(last) if text.is_empty() && !last.is_empty() => paragraphs.push(String::new()),
            Some(last) if !text.is_empty() => {
                // Lists and tables keep their lines.
                if !last.is_empty() {
                    last.push(if text.starts_with(['-', '|']) {
                        '\n'
                    } else {
                        ' '
                    });
                }
                last.push_str(text);
            }
            _ => {}
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n\n")
}

/// The blocks of code among these lines; none for the last one means that it is not closed.
pub(crate) fn blocks<'t>(lines: &[Line<'t>]) -> Option<Vec<Block<'t>>> {
    let mut blocks: Vec<Block<'t>> = Vec::new();
    let mut before: Vec<Line<'t>> = Vec::new();
    let mut open: Option<Block<'t>> = None;
    for (line, text) in lines {
        match (&mut open, text.strip_prefix("```")) {
            (None, Some(language)) => {
                open = Some(Block {
                    language: language.trim(),
                    line: line + 1,
                    code: String::new(),
                    before: prose(&before),
                });
                before.clear();
            }
            (None, None) => before.push((*line, text)),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => {
                block.code.push_str(text);
                block.code.push('\n');
            }
        }
    }
    open.is_none().then_some(blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(text: &str) -> Vec<Line<'_>> {
        text.lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
            .collect()
    }

    #[test]
    fn a_heading_in_code_is_code() {
        let (head, sections) = sections("# A\n\n## B\n```\n## c\n```\n## D\nd\n");
        assert_eq!(head.len(), 2);
        let found: Vec<_> = sections
            .iter()
            .map(|section| (section.heading, section.line, section.lines.len()))
            .collect();
        assert_eq!(found, [("B", 3, 3), ("D", 7, 1)]);
    }

    #[test]
    fn a_border_can_be_escaped_and_other_backslashes_stay() {
        let rows = table(&numbered(
            "text\n| a | b |\n|---|:-:|\n| x \\| y | `\\n` |\n| z |  |\n",
        ));
        let expected = [
            (2, vec!["a".to_owned(), "b".to_owned()]),
            (4, vec!["x | y".to_owned(), "`\\n`".to_owned()]),
            (5, vec!["z".to_owned(), String::new()]),
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn points_go_on_where_they_are_indented() {
        let found = points(&numbered("- a\n  b\n\n- c\nother\n  d\n"));
        assert_eq!(found, [(1, "a b".to_owned()), (4, "c".to_owned())]);
    }

    #[test]
    fn blocks_have_the_text_before_them_and_must_be_closed() {
        let found = blocks(&numbered(
            "why\nso\n```rust\nf();\n```\nand\n```text\nx\n```\n",
        ))
        .unwrap();
        assert_eq!((found[0].before.as_str(), found[0].line), ("why so", 4));
        assert_eq!(
            (found[1].before.as_str(), found[1].language),
            ("and", "text")
        );
        assert_eq!(found[0].code, "f();\n");
        assert!(blocks(&numbered("```rust\nf();\n")).is_none());
    }
}
