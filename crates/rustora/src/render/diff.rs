//! What a change makes of a file, line by line.
//!
//! Signs stand before the lines, so that nothing rests on colours. A file is a stranger's: what could command a terminal is made visible.

use std::fmt::Write as _;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

use super::text::{chunks, count, neutral};

/// How many lines around a change are shown.
const AROUND: usize = 3;

/// How long the shortest difference is looked for; after that one that is not.
const PATIENCE: Duration = Duration::from_millis(300);

/// A difference as it is drawn.
pub(crate) struct Drawn {
    /// Its lines, each ended.
    pub(crate) text: String,
    /// How many lines were left out.
    pub(crate) left: usize,
}

/// Draws what `new` changes of `old`: at most so many lines of it, none wider than so many columns.
pub(crate) fn draw(old: &str, new: &str, most: usize, width: usize) -> Drawn {
    let dim = Style::new().dimmed();
    let (red, green) = (AnsiColor::Red.on_default(), AnsiColor::Green.on_default());
    let difference = TextDiff::configure().timeout(PATIENCE).diff_lines(old, new);
    let mut lines = Vec::new();
    for (index, group) in difference.grouped_ops(AROUND).iter().enumerate() {
        if index > 0 {
            lines.push(format!("{dim}     ⋯{dim:#}"));
        }
        for change in group.iter().flat_map(|op| difference.iter_changes(op)) {
            let (sign, style, at) = match change.tag() {
                ChangeTag::Delete => ('-', red, change.old_index()),
                ChangeTag::Insert => ('+', green, change.new_index()),
                ChangeTag::Equal => (' ', dim, change.new_index()),
            };
            let number = at.map_or(0, |at| at + 1);
            let line = change.value();
            let text = line.strip_suffix('\n').unwrap_or(line);
            // The ends of a file's lines may be all that changes.
            let (text, end) = match text.strip_suffix('\r') {
                Some(text) if sign != ' ' => (text, "␍"),
                Some(text) => (text, ""),
                None => (text, ""),
            };
            let end = if line.ends_with('\n') || sign == ' ' {
                end.to_owned()
            } else {
                format!("{end} (no line end)")
            };
            let text = neutral(text) + &end;
            for (index, piece) in chunks(&text, width.saturating_sub(8)).iter().enumerate() {
                lines.push(if index == 0 {
                    format!("{style}{number:>5} {sign} {piece}{style:#}")
                } else {
                    format!("{style}      ⋮ {piece}{style:#}")
                });
            }
        }
    }
    let left = lines.len().saturating_sub(most);
    // One more line is as long as saying that there is one.
    let left = if left == 1 { 0 } else { left };
    lines.truncate(lines.len() - left);
    let mut text = String::new();
    for line in lines {
        text.push_str(&line);
        text.push('\n');
    }
    if left > 0 {
        _ = writeln!(text, "{dim}      … {} more{dim:#}", count(left, "line"));
    }
    Drawn { text, left }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(old: &str, new: &str, most: usize) -> String {
        anstream::adapter::strip_str(&draw(old, new, most, 80).text).to_string()
    }

    fn numbered(what: &str, count: usize) -> String {
        (1..=count).fold(String::new(), |all, line| format!("{all}{what}{line}\n"))
    }

    #[test]
    fn a_change_stands_between_what_stays() {
        let old = numbered("line ", 20);
        let new = old.replace("line 9\n", "line nine\n");
        let shown = plain(&old, &new, 40);
        assert_eq!(
            shown,
            "    6   line 6\n    7   line 7\n    8   line 8\n    9 - line 9\n    9 + line nine\n   10   line 10\n   11   line 11\n   12   line 12\n"
        );
    }

    #[test]
    fn a_long_one_is_cut_and_says_so() {
        let new = numbered("", 160);
        let drawn = draw("", &new, 40, 80);
        assert_eq!(drawn.left, 120);
        assert!(plain("", &new, 40).ends_with("… 120 lines more\n"));
    }

    #[test]
    fn it_commands_no_terminal_and_shows_ends_of_lines() {
        let shown = plain("a\n", "\u{1b}[2Ja\r\nb", 40);
        assert_eq!(
            shown,
            "    1 - a\n    1 + ␛[2Ja␍\n    2 + b (no line end)\n"
        );
    }
}
