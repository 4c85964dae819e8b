//! Pairs: a rule and its page, a snapshot and its test.

use crate::codegen::{self, RULES};
use crate::repo::{Repo, ending};

use super::Report;

pub(super) fn check(repo: &Repo, files: &[String], report: &mut Report) -> Result<(), String> {
    pairs(files, report);
    if report.problems.is_empty() {
        for rule in codegen::rules(repo)? {
            let path = format!("{RULES}/{}/{}.rs", rule.category, rule.module);
            if rule.id.replace('-', "_") != rule.module {
                report.problem(
                    &path,
                    None,
                    format!("its id is `{}`; the file has to be named like it", rule.id),
                );
            }
            let page = repo.read(&path.replace(".rs", ".md"))?;
            if !page.starts_with(&format!("# {}\n", rule.id)) {
                report.problem(&path, None, "its page starts with another name");
            }
        }
    }
    for path in files.iter().filter(|path| ending(path) == "snap") {
        snapshot(repo, path, report);
    }
    Ok(())
}

/// Each rule has a page and each page a rule.
fn pairs(files: &[String], report: &mut Report) {
    for path in files.iter().filter(|path| path.starts_with(RULES)) {
        let (other, missing) = match path.rsplit_once('.') {
            Some((stem, "rs")) if !stem.ends_with("/mod") => {
                (format!("{stem}.md"), "this rule has no page")
            }
            Some((stem, "md")) => (format!("{stem}.rs"), "this page has no rule"),
            _ => continue,
        };
        if !files.contains(&other) {
            report.problem(path, None, missing);
        }
    }
}

/// A snapshot names the file that made it; that file still has to make one of this name.
fn snapshot(repo: &Repo, path: &str, report: &mut Report) {
    let text = repo.text(path).unwrap_or_default();
    let head = text
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
        .map_or("", |(head, _)| head);
    let Some(source) = head.lines().find_map(|line| line.strip_prefix("source: ")) else {
        report.problem(
            path,
            None,
            "is no snapshot: it does not say which file made it",
        );
        return;
    };
    let source = source.trim_matches('"');
    let Some(code) = repo.text(source) else {
        report.problem(path, None, format!("{source} made it and is gone"));
        return;
    };
    let stem = path
        .rsplit('/')
        .next()
        .unwrap_or(path)
        .split(".snap")
        .next()
        .unwrap_or("");
    let name = stem.rsplit("__").next().unwrap_or(stem);
    // The second snapshot of a test without a name of its own is `name-2`.
    let without_number = name
        .rsplit_once('-')
        .filter(|(_, number)| number.parse::<u32>().is_ok())
        .map_or(name, |(name, _)| name);
    if !code.contains(name) && !code.contains(without_number) {
        report.problem(
            path,
            None,
            format!("nothing in {source} is called `{name}`; delete it"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lost_its_other_half_is_named() {
        let temp = tempfile::tempdir().unwrap();
        let repo = Repo::at(temp.path());
        let snap = |source: &str| format!("---\nsource: {source}\nexpression: out\n---\ntext\n");
        for (path, text) in [
            (format!("{RULES}/cost/mod.rs"), String::new()),
            (format!("{RULES}/cost/a.rs"), String::new()),
            (format!("{RULES}/cost/b.md"), String::new()),
            ("tests/out.rs".into(), "fn kept() {}".into()),
            (
                "tests/snapshots/out__kept.snap".into(),
                snap("tests/out.rs"),
            ),
            (
                "tests/snapshots/out__kept-2.snap".into(),
                snap("tests/out.rs"),
            ),
            (
                "tests/snapshots/out__lost.snap".into(),
                snap("tests/out.rs"),
            ),
            (
                "tests/snapshots/gone__kept.snap".into(),
                snap("tests/gone.rs"),
            ),
        ] {
            repo.write(&path, &text).unwrap();
        }
        let mut report = Report::default();
        check(&repo, &repo.files(), &mut report).unwrap();
        let expected = [
            format!("{RULES}/cost/a.rs: this rule has no page"),
            format!("{RULES}/cost/b.md: this page has no rule"),
            "tests/snapshots/gone__kept.snap: tests/gone.rs made it and is gone".into(),
            "tests/snapshots/out__lost.snap: nothing in tests/out.rs is called `lost`; delete it"
                .into(),
        ];
        assert_eq!(report.problems, expected);
    }

    #[test]
    fn a_rule_is_named_like_its_file() {
        let temp = tempfile::tempdir().unwrap();
        let repo = Repo::at(temp.path());
        let code = "const RULE: Rule = Rule {\n    id: \"other\",\n    severity: Severity::Note,\n    confidence: Confidence::Low,\n    fix: FixAvailability::None,\n};\n";
        repo.write(&format!("{RULES}/cost/a.rs"), code).unwrap();
        repo.write(&format!("{RULES}/cost/a.md"), "# a\n").unwrap();
        let mut report = Report::default();
        check(&repo, &repo.files(), &mut report).unwrap();
        assert_eq!(report.problems.len(), 2, "{:?}", report.problems);
    }
}
