//! Starts a rule: a pair of files that compiles and whose page holds, and its place in the lists.
//!
//! What is still to be written says so in words that `tidy` refuses, so that a template is never merged.

use crate::codegen::{self, CATEGORIES, RULES};
use crate::repo::Repo;

/// What stands in a template where an author has to write.
pub(crate) const PLACEHOLDER: &str = "(to be written)";

/// Beginnings of names that do not read well after "allow".
const UNFIT: [&str; 7] = [
    "avoid-", "do-not-", "dont-", "no-", "prefer-", "should-", "use-",
];

/// Writes both files of a rule and all lists.
pub(crate) fn run(repo: &Repo, category: &str, id: &str) -> Result<(), String> {
    for path in write(repo, category, id)? {
        println!("wrote {path}");
    }
    println!(
        "next: its page first (the blocks are its test), then its code; `cargo test -p rustora-review` runs the page"
    );
    Ok(())
}

/// Writes both files of a rule and all lists, and names them.
fn write(repo: &Repo, category: &str, id: &str) -> Result<Vec<String>, String> {
    let categories = CATEGORIES.map(|(name, _)| name);
    if !categories.contains(&category) {
        return Err(format!(
            "there is no category `{category}`; it is one of {}",
            categories.join(", ")
        ));
    }
    check_id(id)?;
    if let Some(known) = codegen::rules(repo)?.iter().find(|rule| rule.id == id) {
        return Err(format!("`{id}` exists already, in {}", known.category));
    }
    let module = id.replace('-', "_");
    let variant = category[..1].to_uppercase() + &category[1..];
    let fill = |template: &str| {
        let words = [
            ("{id}", id),
            ("{module}", module.as_str()),
            ("{Category}", variant.as_str()),
            ("{blank}", PLACEHOLDER),
        ];
        words
            .iter()
            .fold(template.to_owned(), |text, (word, with)| {
                text.replace(word, with)
            })
    };
    let mut written = Vec::new();
    for (ending, template) in [("rs", CODE), ("md", PAGE)] {
        let path = format!("{RULES}/{category}/{module}.{ending}");
        repo.write(&path, &fill(template))?;
        written.push(path);
    }
    written.extend(codegen::write(repo)?);
    Ok(written)
}

fn check_id(id: &str) -> Result<(), String> {
    let is_kebab = id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.split('-').all(|word| {
            !word.is_empty()
                && word
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        });
    if !is_kebab {
        return Err(format!(
            "`{id}` is not kebab-case; write it like `blocking-call-in-async`"
        ));
    }
    match UNFIT.iter().find(|start| id.starts_with(**start)) {
        Some(start) => Err(format!(
            "\"allow {id}\" says the opposite of what is meant; name the defect, without `{start}`"
        )),
        None => Ok(()),
    }
}

const CODE: &str = r#"//! {blank}: what it finds, in a few words.

use crate::facts::{Body, Call};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "{id}",
    category: Category::{Category},
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "{blank}: what goes wrong on a running service",
    page: include_str!("{module}.md"),
    asks: &[Ask::Calls(&["std::mem::forget"], check)],
};

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() {
        return None;
    }
    let message = "{blank}: what is wrong here";
    Some(Draft::new(call.name_span(body), message))
}
"#;

const PAGE: &str = "# {id}

{blank}: what it finds, in one sentence.

## What it finds

{blank}: which calls, which types, under which conditions, and when it stays silent on purpose.

## Why it matters

{blank}: what happens on a running service, and how it is noticed.

## Bad

```rust
pub fn keep(text: String) {
    std::mem::forget(text);
    //~^ {id}
}
```

## Good

```rust
pub fn keep(text: String) -> String {
    text
}
```

## Limits

{blank}: what it cannot see, and when it is right to allow it.

## References

- {blank}
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_rule_has_both_files_and_a_place_in_every_list() {
        let temp = tempfile::tempdir().unwrap();
        let repo = Repo::at(temp.path());
        write(&repo, "cost", "first-thing").unwrap();
        let written = write(&repo, "cost", "another-thing").unwrap();
        let cost = format!("{RULES}/cost");
        for path in [
            format!("{cost}/another_thing.rs"),
            format!("{cost}/another_thing.md"),
            format!("{cost}/mod.rs"),
            format!("{RULES}/mod.rs"),
            "docs/rules.md".into(),
        ] {
            assert!(written.contains(&path), "{path} is not in {written:?}");
        }
        let modules = repo.read(&format!("{cost}/mod.rs")).unwrap();
        assert!(
            modules.ends_with("\npub(super) mod another_thing;\npub(super) mod first_thing;\n"),
            "{modules}"
        );
        assert!(
            repo.read("docs/rules.md")
                .unwrap()
                .contains("| [`another-thing`](")
        );
        let code = repo.read(&format!("{cost}/another_thing.rs")).unwrap();
        assert!(
            code.contains("Category::Cost") && code.contains("include_str!(\"another_thing.md\")"),
            "{code}"
        );
        assert!(
            codegen::write(&repo).unwrap().is_empty(),
            "a second run changes nothing"
        );
    }

    #[test]
    fn names_that_mean_nothing_after_allow_are_refused() {
        let temp = tempfile::tempdir().unwrap();
        let repo = Repo::at(temp.path());
        for (category, id, why) in [
            ("speed", "slow-thing", "no category"),
            ("cost", "SlowThing", "kebab-case"),
            ("cost", "slow--thing", "kebab-case"),
            ("cost", "avoid-slow-thing", "opposite"),
        ] {
            let error = write(&repo, category, id).unwrap_err();
            assert!(error.contains(why), "{error}");
        }
        write(&repo, "cost", "slow-thing").unwrap();
        assert!(
            write(&repo, "idiom", "slow-thing")
                .unwrap_err()
                .contains("exists already")
        );
    }
}
