//! What can be said of an answer that was shown: of which of its blocks it is known that they are proven, and what is to be taken back.
//!
//! The compiler was given the blocks that `CommonMark` finds, a reader saw those that were drawn. Only where both are the same, line by
//! line, a block is called proven.

use std::collections::BTreeSet;

use anstyle::{AnsiColor, Style};
use rustora_agent::session::{Gated, Worded};
use rustora_proof::markdown::{Dialect, blocks};

use crate::render::markdown::Fence;
use crate::render::text::{count, neutral};

const DIM: Style = Style::new().dimmed();
const RED: Style = AnsiColor::Red.on_default();
const GREEN: Style = AnsiColor::Green.on_default();

/// What was held against the answer.
pub(super) fn withdrawn(worded: &Worded, held: Option<&Gated>) -> String {
    let first = |said: &str| said.lines().next().unwrap_or_default().to_owned();
    let mut all: Vec<String> = Vec::new();
    for (line, why) in &worded.refuted {
        all.push(format!(
            "the code in line {line} is refuted: {}",
            first(why)
        ));
    }
    if all.is_empty() {
        let gates = held.into_iter().flat_map(|held| &held.gates);
        for gate in gates.filter(|gate| gate.outcome == "refuted") {
            let said = gate.said.first().map_or("", String::as_str);
            all.push(format!("the gate {} is red: {}", gate.gate, first(said)));
        }
    }
    if all.is_empty() {
        return "it does not hold".to_owned();
    }
    all.join("; ")
}

/// What holds of the answer above.
pub(super) fn verdict(
    text: &str,
    shown: &[Fence],
    worded: &Worded,
    tried: Option<&Gated>,
) -> String {
    let held = held(text, shown, worded);
    let mut parts = Vec::new();
    if worded.proven > 0 {
        let (number, lines) = match held.proven.len() {
            0 => (worded.proven, ", not known which".to_owned()),
            known => (known, lines(held.proven.iter())),
        };
        let blocks = count(number, "block");
        parts.push(format!("{GREEN}proven: {blocks}{lines}{GREEN:#}"));
    }
    if !worded.refuted.is_empty() {
        let lines = lines(worded.refuted.iter().map(|(line, _)| line));
        let blocks = count(worded.refuted.len(), "block");
        parts.push(format!("{RED}refuted: {blocks}{lines}{RED:#}"));
    }
    if !worded.unproven.is_empty() {
        parts.push(format!(
            "unproven: {}",
            count(worded.unproven.len(), "block")
        ));
    }
    if !held.unseen.is_empty() {
        let lines = lines(held.unseen.iter());
        let blocks = count(held.unseen.len(), "block");
        parts.push(format!("{RED}not compiled: {blocks}{lines}{RED:#}"));
    }
    if let Some(tried) = tried {
        if tried.gates.is_empty() {
            parts.push("files changed, and no gate is for them".to_owned());
        }
        for (outcome, is, style) in [
            ("proven", "green", GREEN),
            ("refuted", "red", RED),
            ("unproven", "unproven", Style::new()),
        ] {
            let such = tried.gates.iter().filter(|gate| gate.outcome == outcome);
            let names: Vec<String> = such.map(|gate| neutral(&gate.gate)).collect();
            if !names.is_empty() {
                let names = names.join(", ");
                parts.push(format!("{style}gates {is}: {names}{style:#}"));
            }
        }
    }
    if parts.is_empty() {
        parts.push(format!(
            "{DIM}words alone: no Rust to compile, no file changed{DIM:#}"
        ));
    }
    parts.join(" · ")
}

/// What can be said of the blocks that were shown.
#[derive(Debug, PartialEq, Eq)]
struct HeldTo {
    /// The lines of those that are proven; none where that is not known for sure.
    proven: BTreeSet<u32>,
    /// The lines of those that were shown as Rust, and not compiled so.
    unseen: BTreeSet<u32>,
}

/// Compares what was shown with what was compiled.
fn held(text: &str, shown: &[Fence], worded: &Worded) -> HeldTo {
    let blocks = blocks(text, Dialect::Answer);
    let bad: BTreeSet<u32> = worded
        .refuted
        .iter()
        .chain(&worded.unproven)
        .map(|(line, _)| *line)
        .collect();
    let mut proven: BTreeSet<u32> = blocks.iter().map(|block| block.line).collect();
    proven.retain(|line| !bad.contains(line));
    if proven.len() != worded.proven {
        proven.clear();
    }
    let same = |fence: &Fence| {
        blocks.iter().any(|block| {
            let last = block.lines.get(block.inherited..).and_then(<[_]>::last);
            let end = last.map_or(block.line, |last| last.line + 1);
            let is_empty = block.lines.len() == block.inherited && fence.line == fence.end;
            block.line == fence.line && end == fence.end || is_empty
        })
    };
    let unseen: BTreeSet<u32> = shown
        .iter()
        .filter(|fence| fence.is_rust && !same(fence))
        .map(|fence| fence.line)
        .collect();
    proven.retain(|line| !unseen.contains(line));
    HeldTo { proven, unseen }
}

/// ` (line 3)`, ` (lines 3, 9)`, or nothing.
fn lines<'l>(lines: impl Iterator<Item = &'l u32>) -> String {
    let all: Vec<String> = lines.map(u32::to_string).collect();
    match all.as_slice() {
        [] => String::new(),
        [one] => format!(" (line {one})"),
        _ => format!(" (lines {})", all.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::markdown::{Look, Markdown};

    fn of(text: &str, worded: &Worded) -> (Vec<u32>, Vec<u32>) {
        let look = Look {
            width: 80,
            screen: 80,
            gutter: "",
            claim: "",
        };
        let mut markdown = Markdown::new(look);
        let mut out = String::new();
        markdown.feed(text, &mut out);
        markdown.finish(&mut out);
        let held = held(text, markdown.fences(), worded);
        (
            held.proven.into_iter().collect(),
            held.unseen.into_iter().collect(),
        )
    }

    #[test]
    fn what_is_proven_is_named_by_its_lines() {
        let text = "```rust\na\n```\n\n- x\n\n  ```rust\n  b\n  c\n  ```\n```rust\nd";
        let worded = Worded {
            proven: 2,
            refuted: vec![(8, String::new())],
            unproven: Vec::new(),
        };
        assert_eq!(of(text, &worded), (vec![2, 12], vec![]));
        // Of one it is not known which.
        let worded = Worded {
            proven: 1,
            ..worded
        };
        assert!(of(text, &worded).0.is_empty());
    }

    #[test]
    fn what_only_looks_like_code_is_never_taken_for_proven() {
        let worded = Worded {
            proven: 1,
            ..Worded::default()
        };
        // Set in so far it is no fence; behind an item it ends where the item does; `RUST` is not compiled.
        let far = "```rust\na\n```\n\nx\n\n    ```rust\n    b\n    ```\n";
        assert_eq!(of(far, &worded), (vec![2], vec![]));
        let short = "```rust\na\n```\n\n- ```rust\n  b\nc\n  ```\n";
        let (proven, unseen) = of(short, &worded);
        assert!(
            proven.is_empty() || !unseen.is_empty(),
            "{proven:?} {unseen:?}"
        );
        let html = "<pre>\n\n```rust\na\n```\n</pre>\n\n<!--\n```rust\nb\n```\n-->\n";
        let (_, unseen) = of(html, &worded);
        assert_eq!(unseen, [4, 10]);
    }
}
