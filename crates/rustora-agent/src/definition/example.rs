//! The `<example>` blocks of a description: what somebody says, and that this agent is meant.
//!
//! They are plain text in a loose form: a line `Context: …`, lines `user: "…"` and `assistant: "…"`, a `<commentary>`. What is
//! missing is empty, and what has no label belongs to the line above it.

/// An example of when to call an agent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Example {
    /// What is going on.
    pub context: String,
    /// What the user says.
    pub user: String,
    /// What is answered.
    pub assistant: String,
    /// Why this agent is the right one.
    pub commentary: String,
}

/// The examples of a description, in their order. One without an end goes on to the next, or to the end of the text.
pub(super) fn examples(description: &str) -> Vec<Example> {
    let blocks = description.split("<example>").skip(1);
    blocks
        .map(|block| example(block.split("</example>").next().unwrap_or(block)))
        .collect()
}

/// The labels of lines, and whose they are.
const LABELS: [(&str, Part); 6] = [
    ("context", Part::Context),
    ("user", Part::User),
    ("human", Part::User),
    ("assistant", Part::Assistant),
    ("<commentary>", Part::Commentary),
    ("commentary", Part::Commentary),
];

#[derive(Clone, Copy)]
enum Part {
    Context,
    User,
    Assistant,
    Commentary,
}

fn example(block: &str) -> Example {
    let mut example = Example::default();
    let mut part = Part::Context;
    let block = block.replace("<commentary>", "\n<commentary>\n");
    for line in block.replace("</commentary>", "\n").lines() {
        let mut rest = line.trim();
        if let Some((of, text)) = labelled(rest) {
            (part, rest) = (of, text);
        }
        let text = match part {
            Part::Context => &mut example.context,
            Part::User => &mut example.user,
            Part::Assistant => &mut example.assistant,
            Part::Commentary => &mut example.commentary,
        };
        let rest = rest.trim_matches(|c: char| c.is_whitespace() || "\"“”".contains(c));
        if !rest.is_empty() {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(rest);
        }
    }
    example
}

/// The part that a line begins, and what follows its label.
fn labelled(line: &str) -> Option<(Part, &str)> {
    LABELS.iter().find_map(|(label, part)| {
        let line = line.trim_start_matches(['*', '-', ' ']);
        let (start, rest) = line.split_at_checked(label.len())?;
        if !start.eq_ignore_ascii_case(label) {
            return None;
        }
        if label.starts_with('<') {
            return Some((*part, rest));
        }
        let rest = rest
            .trim_start_matches('*')
            .trim_start()
            .strip_prefix(':')?;
        Some((*part, rest.trim_start_matches('*')))
    })
}
