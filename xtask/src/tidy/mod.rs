//! What no compiler checks, and a reviewer should not have to.
//!
//! Each check takes the list of files and adds what is wrong to a [`Report`]. It is a test as well as a
//! subcommand: `cargo test` fails when the repository is untidy. `fixtures/` may hold anything.

mod edges;
mod links;
mod rules;
mod texts;

use crate::repo::Repo;

/// What was found.
#[derive(Default)]
struct Report {
    problems: Vec<String>,
    /// Said, but no reason to fail.
    warnings: Vec<String>,
}

impl Report {
    fn problem(&mut self, path: &str, line: Option<usize>, message: impl AsRef<str>) {
        let place = line.map_or_else(|| path.to_owned(), |line| format!("{path}:{line}"));
        self.problems.push(format!("{place}: {}", message.as_ref()));
    }
}

/// Checks the repository and prints what is wrong.
pub(crate) fn run(repo: &Repo) -> Result<(), String> {
    let report = check(repo)?;
    for warning in &report.warnings {
        println!("warning: {warning}");
    }
    for problem in &report.problems {
        println!("{problem}");
    }
    if report.problems.is_empty() {
        Ok(())
    } else {
        Err(format!("{} things are untidy", report.problems.len()))
    }
}

fn check(repo: &Repo) -> Result<Report, String> {
    let mut report = Report::default();
    let files = repo.files();
    texts::check(repo, &files, &mut report);
    links::check(repo, &files, &mut report);
    rules::check(repo, &files, &mut report)?;
    edges::check(repo, &mut report)?;
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_is_tidy() {
        let report = check(&Repo::here()).unwrap();
        assert!(
            report.problems.is_empty(),
            "\n{}",
            report.problems.join("\n")
        );
    }
}
