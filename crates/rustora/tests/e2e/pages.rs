//! `explain` and `rules`.

use crate::support::Project;

#[test]
fn a_page_is_shown_without_what_only_its_test_reads() {
    let run = Project::empty()
        .rustora(&["explain", "blocking-call-in-async"])
        .exits(0);
    for shown in [
        "What it finds",
        "Why it matters",
        "Bad",
        "Good",
        "Limits",
        "References",
        "    thread::sleep(",
    ] {
        assert!(run.stdout.contains(shown), "{shown}");
    }
    assert!(
        !run.stdout.contains("//~") && !run.stdout.contains("```"),
        "{}",
        run.stdout
    );
}

#[test]
fn an_unknown_rule_is_2_and_names_the_closest() {
    let run = Project::empty()
        .rustora(&["explain", "bloking-call-in-asinc"])
        .exits(2);
    let expected = "error: cannot explain `bloking-call-in-asinc`: there is no such rule\n\
                    help: did you mean `blocking-call-in-async`?\n\
                    help: `rustora rules` lists all rules\n";
    assert_eq!(run.stderr, expected);
}

#[test]
fn the_list_names_every_rule_below_its_category() {
    let project = Project::empty();
    let list = project.rustora(&["rules"]).exits(0).stdout;
    let json = project
        .rustora(&["rules", "--format", "json"])
        .exits(0)
        .stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    for rule in json["rules"].as_array().unwrap() {
        let (id, category) = (
            rule["id"].as_str().unwrap(),
            rule["category"].as_str().unwrap(),
        );
        let at = |text: &str| {
            list.find(text)
                .unwrap_or_else(|| panic!("{text:?} is not in {list}"))
        };
        assert!(at(&format!("\n  {id} ")) > at(category));
        project.rustora(&["explain", id]).exits(0);
    }
    assert!(list.lines().all(|line| line == line.trim_end()), "{list}");
}
