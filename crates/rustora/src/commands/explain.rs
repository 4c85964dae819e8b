//! `rustora explain`.

use rustora_review::{RULES, Rule};

use super::to_people;
use crate::cli::ExplainArgs;
use crate::exit::{CliError, Exit};
use crate::render::page;

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
    let far = |rule: &Rule| {
        if name.len() > 2 && rule.id.contains(&name) {
            0
        } else {
            distance(&name, rule.id)
        }
    };
    let mut close: Vec<(usize, &str)> = RULES.iter().map(|rule| (far(rule), rule.id)).collect();
    // A third of the letters may be wrong.
    close.retain(|(far, _)| far * 3 <= name.chars().count());
    close.sort_unstable();
    close
        .iter()
        .take(3)
        .map(|(_, id)| format!("`{id}`"))
        .collect()
}

/// How many characters must be inserted, deleted or replaced to make the start of `b` of `a` (Levenshtein):
/// whoever types a long name may stop early.
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
    row.into_iter().min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted() {
        assert_eq!(distance("kitten", "sitting"), 2);
        assert_eq!(distance("", "abc"), 0);
        assert_eq!(distance("abc", "abcdef"), 0);
        assert_eq!(distance("abcd", "abc"), 1);
    }

    #[test]
    fn what_was_meant_is_found() {
        assert_eq!(closest("bloking_call"), ["`blocking-call-in-async`"]);
        assert_eq!(closest("n-plus-one-qery")[0], "`n-plus-one-query`");
        assert_eq!(closest("by-format")[0], "`sql-built-by-format`");
        assert!(closest("zzzzzzzzzzzzzzzz").is_empty());
    }
}
