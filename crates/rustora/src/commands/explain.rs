//! `rustora explain`.

use rustora_review::{RULES, Rule};

use super::to_people;
use crate::cli::ExplainArgs;
use crate::exit::{CliError, Exit};
use crate::render::page;

/// How many edits away a name may be to be meant.
const MEANT: usize = 5;

/// Shows the page of a rule.
///
/// # Errors
/// When there is no such rule, or the page cannot be printed.
pub(crate) fn run(args: &ExplainArgs) -> Result<Exit, CliError> {
    let Some(rule) = RULES.iter().find(|rule| rule.id == args.rule) else {
        return Err(unknown(&args.rule));
    };
    to_people(|out| page::write(out, rule))?;
    Ok(Exit::Clean)
}

fn unknown(name: &str) -> CliError {
    let error = CliError::new(format!("cannot explain `{name}`: there is no such rule"));
    let error = match &closest(name)[..] {
        [] => error,
        close => error.hint(format!("did you mean {}?", close.join(" or "))),
    };
    error.hint("`rustora rules` lists all rules")
}

/// The names that `name` may have been meant to be, the likeliest first.
fn closest(name: &str) -> Vec<String> {
    let name = name.to_lowercase().replace(['_', ' '], "-");
    // A name that is a part of another is close however much is missing.
    let far = |rule: &Rule| if name.len() > 2 && rule.id.contains(&name) { 0 } else { distance(&name, rule.id) };
    let mut close: Vec<(usize, &str)> = RULES.iter().map(|rule| (far(rule), rule.id)).collect();
    close.retain(|(far, _)| *far <= MEANT);
    close.sort_unstable();
    close.iter().take(3).map(|(_, id)| format!("`{id}`")).collect()
}

/// How many characters must be inserted, deleted or replaced to make `a` of `b` (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (done, from) in a.chars().enumerate() {
        let mut diagonal = done;
        row[0] = done + 1;
        for (at, to) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(from != *to);
            diagonal = row[at + 1];
            row[at + 1] = replaced.min(row[at] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", "abc"), 0);
    }

    #[test]
    fn what_was_meant_is_found() {
        assert_eq!(closest("blocking_call_in_asinc")[0], "`blocking-call-in-async`");
        assert_eq!(closest("n-plus-one")[0], "`n-plus-one-query`");
        assert!(closest("zzzzzzzzzzzzzzzz").is_empty());
    }
}
