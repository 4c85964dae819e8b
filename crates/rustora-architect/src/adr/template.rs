//! What a new record starts as: the headings of MADR 4, with words of our own below them.
//!
//! What is to be written stands in braces, which `check` finds while they are there.

use super::{Date, Status};

/// A new record.
pub(super) fn text(title: &str, status: &Status, date: Date, supersedes: &[u32]) -> String {
    let numbers: Vec<String> = supersedes
        .iter()
        .map(|number| format!("ADR-{number:04}"))
        .collect();
    let supersedes = if numbers.is_empty() {
        String::new()
    } else {
        format!("supersedes: {}\n", numbers.join(", "))
    };
    let status = status.name();
    format!("---\nstatus: {status}\ndate: {date}\n{supersedes}---\n\n# {title}\n{BODY}")
}

const BODY: &str = "
## Context and Problem Statement

{what is the case today, what has to change, and the question that is to be decided}

## Decision Drivers

- {what makes one option better than another here: a figure, a guarantee, a limit}

## Considered Options

1. {the first option}
2. {the second option}

## Decision Outcome

{which option, and why it and not the others}

### Consequences

- Good: {what becomes easier, safer or cheaper}
- Bad: {what becomes harder, and who pays for it}

### Confirmation

{what fails when this is no longer kept: a test, a command, a rule of the review}

## Pros and Cons of the Options

### {the first option again}

- Good: {an argument}
- Bad: {an argument}
";
