//! The `<example>` blocks of a description: what somebody says, and that this agent is meant.
//!
//! They are plain text in a loose form. The parts are labelled by `Context:`, `user:`, `assistant:`, or by tags such as `<commentary>`
//! and `<user_request>`; each on a line of its own, or all on one; and who speaks may have a name. What is missing is empty, and
//! what has no label belongs to the part before it.

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

#[derive(Clone, Copy)]
enum Part {
    Context,
    User,
    Assistant,
    Commentary,
}

/// What parts are called, as labels and as tags.
const LABELS: [(&str, Part); 9] = [
    ("context", Part::Context),
    ("user", Part::User),
    ("user_request", Part::User),
    ("user_query", Part::User),
    ("human", Part::User),
    ("assistant", Part::Assistant),
    ("assistant_response", Part::Assistant),
    ("response", Part::Assistant),
    ("commentary", Part::Commentary),
];

fn example(block: &str) -> Example {
    let mut example = Example::default();
    let mut part = Part::Context;
    for line in in_lines(block).lines() {
        let mut rest = line.trim();
        if let Some((of, text)) = labelled(rest) {
            (part, rest) = (of, text);
        } else if matches!(part, Part::Context)
            && let Some(text) = spoken(rest)
        {
            (part, rest) = (Part::User, text);
        }
        let text = match part {
            Part::Context => &mut example.context,
            Part::User => &mut example.user,
            Part::Assistant => &mut example.assistant,
            Part::Commentary => &mut example.commentary,
        };
        let rest = bare(rest);
        if !rest.is_empty() {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(rest);
        }
    }
    example
}

/// The block with each label at the beginning of a line.
fn in_lines(block: &str) -> String {
    let mut text = block.to_owned();
    for (label, _) in LABELS {
        text = text.replace(&format!("<{label}>"), &format!("\n{label}: "));
        text = text.replace(&format!("</{label}>"), "\n");
    }
    for label in ["user", "assistant"] {
        for quote in ['"', '\''] {
            let inside = format!(" {label}: {quote}");
            text = text.replace(&inside, &format!("\n{label}: {quote}"));
        }
    }
    text
}

/// A line without the quotes around it.
fn bare(line: &str) -> &str {
    let line = line.trim();
    let inside = line
        .strip_prefix('\'')
        .map(|rest| rest.strip_suffix('\'').unwrap_or(rest));
    let blank_or_quote = |c: char| c.is_whitespace() || "\"“”".contains(c);
    inside.unwrap_or(line).trim_matches(blank_or_quote)
}

/// The part that a line begins, and what follows its label.
fn labelled(line: &str) -> Option<(Part, &str)> {
    let line = line.trim_start_matches(['*', '-', ' ']);
    let (label, rest) = line.split_once(':')?;
    let label = label.trim_end_matches(['*', ' ']);
    let found = LABELS
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(label));
    found.map(|(_, part)| (*part, rest.trim_start_matches('*')))
}

/// What somebody with a name says: `Ada: "Look at this"`.
fn spoken(line: &str) -> Option<&str> {
    let (who, said) = line.split_once(": ")?;
    let is_one = !who.is_empty() && who.chars().all(char::is_alphanumeric);
    (is_one && said.starts_with(['"', '“'])).then_some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_apart_however_they_are_labelled() {
        let wanted = Example {
            context: "A drawer is short.".into(),
            user: "Count it: now".into(),
            assistant: "I'll count.".into(),
            commentary: "Counting is its work.".into(),
        };
        for block in [
            "\nContext: A drawer is short.\nuser: \"Count it: now\"\nassistant: \"I'll count.\"\n<commentary>\nCounting is its work.\n</commentary>\n",
            "Context: A drawer is short. user: 'Count it: now' assistant: 'I'll count.' <commentary>Counting is its work.</commentary>",
            "<context>A drawer is short.</context><user_request>Count it: now</user_request><response>I'll count.</response><commentary>Counting is its work.</commentary>",
            "- **Context**: A drawer is short.\n- **User:** “Count it: now”\n- **Assistant:** I'll count.\n- **Commentary:** Counting is its work.",
            "Context: A drawer is short.\nAda: \"Count it: now\"\nassistant: I'll count.\ncommentary: Counting is its work.",
        ] {
            assert_eq!(example(block), wanted, "{block}");
        }
        let open = examples("Use it. <example>user: one<example>user: two");
        assert_eq!(open.len(), 2);
        assert_eq!(open[1].user, "two");
    }
}
