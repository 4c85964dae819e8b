//! A rule's page: what it says, and the code blocks that prove it.

use std::fmt::Write as _;

/// The headings of a page, in order.
pub const HEADINGS: [&str; 6] = [
    "What it finds",
    "Why it matters",
    "Bad",
    "Good",
    "Limits",
    "References",
];

/// A page, taken apart.
#[derive(Clone, Debug)]
pub struct Page<'t> {
    /// The rule's id, from the title.
    pub id: &'t str,
    /// The sentence below the title.
    pub summary: String,
    /// Each heading with the text below it.
    pub sections: Vec<(&'t str, &'t str)>,
}

/// A line on which a rule must fire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// The 1-based line.
    pub line: usize,
    /// The rule.
    pub rule: String,
}

impl<'t> Page<'t> {
    /// Takes a page apart. What is missing is empty.
    pub fn parse(text: &'t str) -> Self {
        let mut sections: Vec<(&str, &str)> = Vec::new();
        let mut parts = text.split("\n## ");
        let head = parts.next().unwrap_or("");
        for part in parts {
            let (title, body) = part.split_once('\n').unwrap_or((part, ""));
            sections.push((title.trim(), body.trim()));
        }
        let mut lines = head.lines();
        let id = lines.next().unwrap_or("").trim_start_matches("# ").trim();
        let summary = lines
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        Self {
            id,
            summary,
            sections,
        }
    }

    /// The text below a heading.
    pub fn section(&self, heading: &str) -> &'t str {
        self.sections
            .iter()
            .find(|(title, _)| *title == heading)
            .map_or("", |(_, body)| body)
    }

    /// The Rust blocks below a heading.
    pub fn blocks(&self, heading: &str) -> Vec<&'t str> {
        let mut blocks = Vec::new();
        let mut rest = self.section(heading);
        while let Some((_, after)) = rest.split_once("```rust\n") {
            let Some((block, after)) = after.split_once("\n```") else {
                break;
            };
            blocks.push(block);
            rest = after;
        }
        blocks
    }
}

/// What the drawn comments of a block expect: `//~^ rule` speaks of the line above it, `//~^^` of two above.
pub fn expectations(block: &str) -> Vec<Expectation> {
    let mut found = Vec::new();
    for (index, line) in block.lines().enumerate() {
        let Some((_, drawn)) = line.split_once("//~") else {
            continue;
        };
        let up = drawn.chars().take_while(|c| *c == '^').count();
        let rule = drawn[up..].trim().to_owned();
        found.push(Expectation {
            line: (index + 1).saturating_sub(up),
            rule,
        });
    }
    found
}

/// A block without its drawn comments, for readers.
pub fn without_expectations(block: &str) -> String {
    let mut out = String::new();
    for line in block
        .lines()
        .filter(|line| !line.trim_start().starts_with("//~"))
    {
        _ = writeln!(out, "{line}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_taken_apart() {
        let page = Page::parse(
            "# a-rule\n\nSays\nthis.\n\n## Bad\n\n```rust\nf();\n//~^ a-rule\n```\n\n## Good\nnothing\n",
        );
        assert_eq!((page.id, page.summary.as_str()), ("a-rule", "Says this."));
        let [block] = page.blocks("Bad")[..] else {
            panic!("one block")
        };
        assert_eq!(
            expectations(block),
            [Expectation {
                line: 1,
                rule: "a-rule".into()
            }]
        );
        assert_eq!(without_expectations(block), "f();\n");
    }
}
