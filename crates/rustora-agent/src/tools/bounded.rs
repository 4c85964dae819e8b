//! A long text of which the beginning and the end are kept, however long it gets.

use std::collections::VecDeque;

/// How much of the beginning is kept, bytes. Together with the end, and a line that says what is missing, it stays below 30 KB.
const HEAD: usize = 10 << 10;
/// How much of the end is kept, bytes: there programs say how it went.
const TAIL: usize = 18 << 10;
/// A longer line is cut, bytes.
const LINE: usize = 2 << 10;

/// The beginning and the end of lines.
#[derive(Debug, Default)]
pub(super) struct Bounded {
    head: String,
    tail: VecDeque<String>,
    tail_bytes: usize,
    is_full: bool,
    lost_lines: usize,
    lost_bytes: usize,
}

impl Bounded {
    /// Adds a line.
    pub(super) fn push(&mut self, line: &str) {
        let line = cut(line, LINE);
        if !self.is_full && self.head.len() + line.len() < HEAD {
            self.head.push_str(&line);
            self.head.push('\n');
            return;
        }
        self.is_full = true;
        self.tail_bytes += line.len() + 1;
        self.tail.push_back(line);
        while self.tail_bytes > TAIL {
            let Some(lost) = self.tail.pop_front() else {
                break;
            };
            self.tail_bytes -= lost.len() + 1;
            self.lost_bytes += lost.len() + 1;
            self.lost_lines += 1;
        }
    }

    /// All that was kept, with a line for what was not; `how` says how to see that.
    pub(super) fn whole(self, how: &str) -> String {
        let mut text = self.head;
        if self.lost_lines > 0 {
            let gap = format!(
                "[… {} lines, {} bytes left out; {how} …]\n",
                self.lost_lines, self.lost_bytes
            );
            text.push_str(&gap);
        }
        for line in self.tail {
            text.push_str(&line);
            text.push('\n');
        }
        text
    }
}

/// At most so many bytes of a line, and how many are missing.
pub(super) fn cut(line: &str, most: usize) -> String {
    if line.len() <= most {
        return line.to_owned();
    }
    let end = (0..=most)
        .rev()
        .find(|at| line.is_char_boundary(*at))
        .unwrap_or_default();
    format!("{}[… {} bytes]", &line[..end], line.len() - end)
}
