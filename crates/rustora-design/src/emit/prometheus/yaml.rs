//! As much YAML as rules take: maps and lists by indentation, strings between double quotes, expressions as blocks.
//!
//! Keys are ours and need no quotes; every value from a design gets them, since without them `no`, `1e3` and `a: b` are no
//! strings. It knows nothing of rules.

/// What was written so far.
#[derive(Default)]
pub(super) struct Out {
    pub(super) text: String,
}

impl Out {
    /// A comment; a text of several lines becomes one.
    pub(super) fn comment(&mut self, text: &str) {
        let text: String = text
            .chars()
            .map(|c| if is_plain(c) { c } else { ' ' })
            .collect();
        self.text.push_str(format!("# {text}").trim_end());
        self.text.push('\n');
    }

    /// A line at a depth of two spaces each.
    pub(super) fn line(&mut self, depth: usize, text: &str) {
        for _ in 0..depth {
            self.text.push_str("  ");
        }
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// A text of printable lines as a block, ending where its last line does.
    pub(super) fn block(&mut self, depth: usize, key: &str, text: &str) {
        self.line(depth, &format!("{key}: |-"));
        for line in text.lines() {
            self.line(depth + 1, line);
        }
    }

    /// A map of strings; nothing for an empty one.
    pub(super) fn map(&mut self, depth: usize, key: &str, values: &[(&'static str, String)]) {
        if values.is_empty() {
            return;
        }
        self.line(depth, &format!("{key}:"));
        for (name, value) in values {
            self.line(depth + 1, &format!("{name}: {}", quoted(value)));
        }
    }
}

/// A string between double quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            _ if is_plain(c) => out.push(c),
            _ => {
                put!(out, "\\U{:08x}", u32::from(c));
            }
        }
    }
    out.push('"');
    out
}

/// Whether YAML 1.2 prints the character as itself, on one line, and no reader takes it for a line's end.
const fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{2027}' | '\u{202a}'..='\u{d7ff}' | '\u{e000}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}' | '\u{10000}'..)
}
