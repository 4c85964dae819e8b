//! Reviewing a change in a real git repository.

use crate::support::{Project, places};

const BEFORE: &str = "
//- src/lib.rs
pub mod caller;
pub mod helper;

use std::time::Duration;

pub async fn old() {
    std::thread::sleep(Duration::from_secs(1));
}
//- src/caller.rs
use std::time::Duration;

pub async fn f() {
    crate::helper::wait(Duration::from_secs(1));
}
//- src/helper.rs
use std::time::Duration;

pub fn wait(_: Duration) {}
";

const HELPER_AFTER: &str = "pub use std::thread::sleep as wait;\n";

fn repository() -> Project {
    let project = Project::new(BEFORE);
    project.commit();
    project
}

fn add_to_lib(project: &Project) {
    let path = project.root().join("src/lib.rs");
    let text = std::fs::read_to_string(path).unwrap();
    project.write(
        "src/lib.rs",
        text + "\npub async fn new() {\n    std::thread::sleep(Duration::from_secs(2));\n}\n",
    );
}

const NEW: &str = "src/lib.rs:11:5 blocking-call-in-async";

#[test]
fn nothing_changed() {
    let project = repository();
    let run = project.review(&["--since", "HEAD"]).exits(0);
    assert!(
        run.stdout
            .starts_with("nothing found in the changes since HEAD: "),
        "{}",
        run.stdout
    );
}

#[test]
fn since_a_revision_only_what_is_new_is_told() {
    let project = repository();
    add_to_lib(&project);
    let (review, code) = project.json(&["--since", "HEAD"]);
    assert_eq!((places(&review), code), (vec![NEW.to_owned()], 1));
    project.git(&["commit", "--quiet", "--all", "--message", "second"]);
    assert_eq!(
        places(&project.json(&["--since", "HEAD"]).0),
        Vec::<String>::new()
    );
    assert_eq!(places(&project.json(&["--since", "HEAD~1"]).0), [NEW]);
    assert_eq!(places(&project.json(&[]).0).len(), 2);
}

#[test]
fn a_file_that_git_does_not_know_is_new() {
    let project = repository();
    project.write("tests/new.rs", "async fn f() {}\n");
    project.write(
        "src/main.rs",
        "async fn g() {\n    std::thread::sleep(d());\n}\n",
    );
    assert_eq!(
        places(&project.json(&["--since", "HEAD"]).0),
        ["src/main.rs:2:5 blocking-call-in-async"]
    );
}

#[test]
fn staged_is_what_the_index_holds_and_not_the_folder() {
    let project = repository();
    add_to_lib(&project);
    assert_eq!(places(&project.json(&["--staged"]).0), Vec::<String>::new());
    project.git(&["add", "src/lib.rs"]);
    project.write("src/lib.rs", "pub mod caller;\npub mod helper;\n");
    let (review, code) = project.json(&["--staged"]);
    assert_eq!((places(&review), code), (vec![NEW.to_owned()], 1));
}

#[test]
fn what_the_other_branch_gained_is_no_change_of_this_one() {
    let project = repository();
    project.git(&["branch", "other"]);
    add_to_lib(&project);
    project.git(&["commit", "--quiet", "--all", "--message", "mine"]);
    project.git(&["checkout", "--quiet", "other"]);
    project.write("src/helper.rs", "pub fn wait(_: u8) {}\n");
    project.git(&["commit", "--quiet", "--all", "--message", "theirs"]);
    project.git(&["checkout", "--quiet", "-"]);
    let (review, code) = project.json(&["--since", "other"]);
    assert_eq!((places(&review), code), (vec![NEW.to_owned()], 1));
}

#[test]
fn everything_is_staged_before_the_first_commit() {
    let project = Project::new(BEFORE);
    project.git(&["init", "--quiet"]);
    project.git(&["add", "--all"]);
    let (review, code) = project.json(&["--staged"]);
    assert_eq!(
        (places(&review), code),
        (vec!["src/lib.rs:7:5 blocking-call-in-async".to_owned()], 1)
    );
}

#[test]
fn a_patch_from_the_standard_input_and_from_a_file() {
    let project = repository();
    add_to_lib(&project);
    let patch = project.git(&["diff"]);
    let args = ["review", "--quick", "--format", "json", "--patch", "-"];
    let run = project.with_input(&args, patch.as_bytes()).exits(1);
    assert_eq!(places(&serde_json::from_str(&run.stdout).unwrap()), [NEW]);
    project.write("my.patch", &patch);
    assert_eq!(places(&project.json(&["--patch", "my.patch"]).0), [NEW]);
    project.git(&["checkout", "--quiet", "src/lib.rs"]);
    let run = project.with_input(&args, patch.as_bytes()).exits(2);
    assert!(
        run.stderr.starts_with("error: the patch is not applied"),
        "{}",
        run.stderr
    );
    let run = project
        .with_input(&args, b"--- a/src/lib.rs\n+++ b/src/lib.rs\n@@ nonsense\n")
        .exits(2);
    assert!(
        run.stderr
            .starts_with("error: cannot read the patch at line 3"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_finding_that_the_change_causes_elsewhere() {
    let project = repository();
    assert_eq!(
        places(&project.json(&["--all"]).0),
        ["src/lib.rs:7:5 blocking-call-in-async"]
    );
    project.write("src/helper.rs", HELPER_AFTER);
    let expected = ["src/caller.rs:4:5 blocking-call-in-async"];
    let (review, code) = project.json(&["--since", "HEAD"]);
    assert_eq!((places(&review), code), (vec![expected[0].to_owned()], 1));
    assert_eq!(review["findings"][0]["caused_elsewhere"], true);
    let patch = project.git(&["diff"]);
    let run = project
        .with_input(&["review", "--quick", "--patch", "-"], patch.as_bytes())
        .exits(1);
    assert!(
        run.stdout
            .contains("= note: not on a changed line, but caused by the change"),
        "{}",
        run.stdout
    );
    project.git(&["add", "--all"]);
    assert_eq!(places(&project.json(&["--staged"]).0), expected);
}

#[test]
fn a_workspace_in_a_folder_of_its_repository() {
    let project = Project::empty();
    for file in BEFORE.split("\n//- ").skip(1) {
        let (path, text) = file.split_once('\n').unwrap();
        project.write(&format!("services/shop/{path}"), text);
    }
    project.write(
        "services/shop/Cargo.toml",
        "[package]\nname = \"shop\"\n[dependencies]\ntokio = \"1\"\n",
    );
    project.commit();
    project.write("services/shop/src/helper.rs", HELPER_AFTER);
    assert_eq!(
        places(&project.json(&["--since", "HEAD"]).0),
        ["src/caller.rs:4:5 blocking-call-in-async"]
    );
    let patch = project.git(&["diff"]);
    let run = project
        .with_input(&["review", "--quick", "--patch", "-"], patch.as_bytes())
        .exits(1);
    assert!(
        run.stdout.contains("--> services/shop/src/caller.rs:4:"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_revision_that_is_none() {
    let run = repository().review(&["--since", "no-such-branch"]).exits(2);
    assert!(
        run.stderr.starts_with("error: cannot tell what changed"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("\nhelp: "), "{}", run.stderr);
}

#[test]
fn a_revision_is_never_an_option_of_git() {
    let project = repository();
    let run = project.review(&["--since=--output=written"]).exits(2);
    assert!(
        run.stderr.contains("no revision starts with a hyphen"),
        "{}",
        run.stderr
    );
    assert!(!project.root().join("written").exists());
}
