//! What needs a compiler: a review in full, its fixes, proofs of texts and of workspaces.

use std::fs;

use serde_json::Value;

use crate::formats::{assert_valid, schema};
use crate::support::{BLOCKING, Project};

/// A package that depends on nothing and has something for clippy.
const PACKAGE: &str = r#"
//- Cargo.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2024"

[package.metadata.rustora]
gates = ["fmt", "check", "tests", "snippets"]
//- Cargo.lock
version = 4

[[package]]
name = "shop"
version = "0.1.0"
//- src/lib.rs
//! A shop.

/// One more.
#[must_use]
pub fn more(count: u32) -> u32 {
    return count + 1;
}

#[test]
fn one_more() {
    assert_eq!(more(1), 2);
}
//- README.md
# Shop

```
assert_eq!(shop::more(1), 2);
```
"#;

fn package() -> Project {
    let project = Project::empty();
    project.write_all(PACKAGE);
    project
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn clippy_is_told_among_the_findings_and_its_fix_is_proven_and_applied() {
    let project = package();
    let run = project.rustora(&["review", "--format", "json"]).exits(0);
    let review = parsed(&run.stdout);
    assert_valid(&schema("rustora.review.1.json"), &review);
    let finding = &review["findings"][0];
    assert_eq!(finding["rule"], "clippy::needless_return", "{review:#}");
    assert_eq!(finding["source"], "clippy");
    assert_eq!(finding["fix"]["proof"]["state"], "proven");
    assert!(!project.root().join("target").exists());

    let run = project.rustora(&["review", "--fix"]).exits(2);
    assert!(
        run.stderr.contains("it is in no git repository"),
        "{}",
        run.stderr
    );
    project.commit();
    let run = project.rustora(&["review", "--fix"]).exits(0);
    assert!(
        run.stderr.contains("applied 1 fix in src/lib.rs"),
        "{}",
        run.stderr
    );
    let text = fs::read_to_string(project.root().join("src/lib.rs")).unwrap();
    assert!(text.contains("    count + 1\n"), "{text}");
    let run = project.rustora(&["review", "--fix"]).exits(2);
    assert!(
        run.stderr.contains("1 change not committed"),
        "{}",
        run.stderr
    );
    let run = project.rustora(&["review"]).exits(0);
    assert!(run.stdout.contains("nothing found"), "{}", run.stdout);
}

#[test]
fn quick_findings_stand_when_nothing_can_be_compiled() {
    let run = Project::new(BLOCKING).rustora(&["review"]).exits(1);
    assert!(
        run.stdout.contains("blocking-call-in-async"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.contains("not compiled: ") && run.stdout.contains("(registry)"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout
            .contains("instead (unproven: it was not compiled)"),
        "{}",
        run.stdout
    );
    let project = package();
    project.write("src/lib.rs", "pub fn f() -> u8 { x }\n");
    let run = project.rustora(&["review"]).exits(1);
    assert!(run.stdout.contains("error[E0425]"), "{}", run.stdout);
    assert!(
        run.stdout.contains("not compiled as a whole"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_fix_of_code_that_is_not_compiled_is_not_proven() {
    let project = package();
    let width = |cfg: &str, name: &str| {
        format!(
            "\n/// The width.\n{cfg}#[must_use]\npub fn {name}(names: Vec<String>) -> (usize, Vec<String>) {{\n    \
             (longest(&names.clone()), names)\n}}\n"
        )
    };
    let text = format!(
        "//! Widths.\n\n/// The longest.\n#[must_use]\npub fn longest(names: &[String]) -> usize {{\n    \
         names.iter().map(String::len).max().unwrap_or(0)\n}}\n{}{}{}",
        width("", "plain"),
        width("#[cfg(not(feature = \"extra\"))]\n", "there"),
        width("#[cfg(feature = \"extra\")]\n", "absent"),
    );
    project.write("src/lib.rs", text + "\npub mod apart;\n");
    let above = width("", "apart");
    let above = format!("//! Apart.\n#![cfg(feature = \"extra\")]\nuse crate::longest;\n{above}");
    project.write("src/apart.rs", above);
    project.write(
        "Cargo.toml",
        "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[features]\nextra = []\n",
    );
    let run = project.rustora(&["review", "--format", "json"]).exits(0);
    let review = parsed(&run.stdout);
    assert_valid(&schema("rustora.review.1.json"), &review);
    let findings = review["findings"].as_array().unwrap().iter();
    let ours = findings.filter(|finding| finding["rule"] == "needless-clone-for-borrow");
    let found: Vec<(&Value, &Value)> = ours
        .map(|finding| (&finding["fix"]["proof"]["state"], &finding["confirmed"]))
        .collect();
    let expected = [
        ("unproven", false),
        ("proven", true),
        ("proven", true),
        ("unproven", false),
    ];
    assert_eq!(found.len(), expected.len(), "{review:#}");
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!(*found.0, expected.0, "{review:#}");
        assert_eq!(*found.1, expected.1, "{review:#}");
    }
    let account = review["compiled"]["account"].as_array().unwrap();
    let confirmed = account.iter().filter_map(Value::as_str);
    let says = "the compiler confirms 2 of 4";
    assert!(
        confirmed.clone().any(|line| line.contains(says)),
        "{account:?}"
    );
}

#[test]
fn a_text_is_proven_in_its_workspace() {
    let project = package();
    let json = |args: &[&str], code| {
        let args = [&["prove", "--format", "json"], args].concat();
        let proof = parsed(&project.rustora(&args).exits(code).stdout);
        assert_valid(&schema("rustora.proof.1.json"), &proof);
        proof
    };
    let proof = json(&["README.md"], 0);
    assert_eq!(proof["blocks"][0]["state"], "proven", "{proof:#}");
    project.write(
        "docs/a.md",
        "Use it:\n\n```rust\nlet x: u64 = shop::more(1);\n```\n```\nno Rust\n```\n",
    );
    let proof = json(&["docs/a.md"], 1);
    assert_eq!(proof["blocks"].as_array().unwrap().len(), 1);
    let told = &proof["blocks"][0]["diagnostics"][0];
    assert_eq!(
        (&told["line"], &told["code"]),
        (&4.into(), &"E0308".into()),
        "{proof:#}"
    );
    project.write("docs/b.md", "```rust\nlet x = ...;\n```\n");
    assert_eq!(json(&["docs/b.md"], 2)["blocks"][0]["state"], "unproven");

    let text = b"```rust\nassert_eq!(shop::more(1), 3);\n```\n";
    assert_eq!(project.with_input(&["prove", "-"], text).code, 0);
    let run = project.with_input(&["prove", "--level", "test", "-"], text);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(
        run.stdout.contains("refuted (block of line 2)"),
        "{}",
        run.stdout
    );
    let run = project.rustora(&["prove", "nowhere.md"]).exits(2);
    assert!(
        run.stderr.contains("cannot prove nowhere.md"),
        "{}",
        run.stderr
    );
}

#[test]
fn gates_are_proven_once_for_the_same_content() {
    let project = package();
    let run = project.rustora(&["prove"]).exits(0);
    assert!(run.stdout.contains("all of 4 gates hold"), "{}", run.stdout);
    let run = project.rustora(&["prove"]).exits(0);
    assert_eq!(run.stdout.matches("known").count(), 4, "{}", run.stdout);
    let run = project.rustora(&["evidence", "list"]).exits(0);
    assert!(run.stdout.contains("4 proofs"), "{}", run.stdout);

    project.write(
        "src/lib.rs",
        "#[test]\nfn wrong() {\n    assert_eq!(1, 2);\n}\n",
    );
    let run = project.rustora(&["prove", "--gate", "tests"]).exits(1);
    assert!(
        run.stdout.contains("refuted   tests") && run.stdout.contains("wrong"),
        "{}",
        run.stdout
    );
    let run = project.rustora(&["prove", "--gate", "nothing"]).exits(2);
    assert!(
        run.stderr
            .contains("there is no gate `nothing`; there are fmt,"),
        "{}",
        run.stderr
    );
    let run = project
        .rustora(&["prove", "--format", "json", "--gate", "fmt"])
        .exits(0);
    let proof = parsed(&run.stdout);
    assert_valid(&schema("rustora.gates.1.json"), &proof);
    assert_eq!(proof["gates"][0]["state"], "proven");
    assert_eq!(proof["gates"][0]["of"], Value::Null);
    // What was wrong is told when it is recalled, too.
    let run = project.rustora(&["prove", "--gate", "tests"]).exits(1);
    assert!(
        run.stdout.contains("known") && run.stdout.contains("wrong"),
        "{}",
        run.stdout
    );
    project.rustora(&["evidence", "gc"]).exits(0);

    let manifest = PACKAGE.split("//- Cargo.toml\n").nth(1).unwrap();
    let manifest = manifest.split("\n//-").next().unwrap();
    project.write(
        "Cargo.toml",
        manifest.replace("gates = [\"fmt\"", "gates = [\"format\""),
    );
    let run = project.rustora(&["prove"]).exits(2);
    assert!(
        run.stderr.contains("there is no gate `format`"),
        "{}",
        run.stderr
    );
}

/// Three packages: `app` uses `core`, `alone` is alone, and its test fails.
const WORKSPACE: &str = r#"
//- Cargo.toml
[workspace]
members = ["app", "core", "alone"]
resolver = "3"

[workspace.metadata.rustora]
gates = ["fmt", "review", "check", "tests"]
//- Cargo.lock
version = 4

[[package]]
name = "alone"
version = "0.1.0"

[[package]]
name = "app"
version = "0.1.0"
dependencies = [
 "core-of-it",
]

[[package]]
name = "core-of-it"
version = "0.1.0"
//- app/Cargo.toml
[package]
name = "app"
version = "0.1.0"
edition = "2024"

[dependencies]
core-of-it = { path = "../core" }
//- app/src/lib.rs
//! Uses it.

pub use core_of_it::one;
//- core/Cargo.toml
[package]
name = "core-of-it"
version = "0.1.0"
edition = "2024"
//- core/src/lib.rs
//! It.

/// One.
#[must_use]
pub fn one() -> u8 {
    1
}

#[test]
fn one_is_one() {
    assert_eq!(one(), 1);
}
//- alone/Cargo.toml
[package]
name = "alone"
version = "0.1.0"
edition = "2024"
//- alone/src/lib.rs
//! Fails.

#[test]
fn wrong() {
    assert_eq!(1, 2);
}
"#;

#[test]
fn of_a_change_what_it_affects_is_proven_and_answers_for_no_more() {
    let project = Project::empty();
    project.write_all(WORKSPACE);
    project.commit();
    let core = fs::read_to_string(project.root().join("core/src/lib.rs")).unwrap();
    project.write("core/src/lib.rs", format!("{core}\n// More.\n"));
    let json = |args: &[&str], code| {
        let args = [&["prove", "--format", "json"], args].concat();
        let proof = parsed(&project.rustora(&args).exits(code).stdout);
        assert_valid(&schema("rustora.gates.1.json"), &proof);
        proof
    };
    let proof = json(&["--since", "HEAD"], 0);
    let of = |proof: &Value, gate: usize| proof["gates"][gate]["of"].clone();
    assert_eq!(of(&proof, 0), Value::Null, "{proof:#}");
    assert!(of(&proof, 1)["since"].is_string(), "{proof:#}");
    let packages = serde_json::json!({"packages": ["app", "core-of-it"]});
    assert_eq!(of(&proof, 3), packages);
    let evidence = &proof["gates"][3]["evidence"];
    assert_eq!(evidence["claim"], "tests: app, core-of-it");
    assert!(
        evidence["command"]
            .as_str()
            .unwrap()
            .contains("-p app -p core-of-it")
    );

    // The other package is part of the whole, and what is known of two does not answer for it.
    let proof = json(&["--gate", "tests"], 1);
    assert_eq!(proof["gates"][0]["recalled"], false);
    let proof = json(&["--since", "HEAD", "--all", "--gate", "tests"], 1);
    assert_eq!(of(&proof, 0), Value::Null, "{proof:#}");

    // What is affected comes first, and is the end of it where it fails.
    project.write("core/src/lib.rs", core.replace("one(), 1", "one(), 2"));
    let proof = json(&["--since", "HEAD", "--all", "--gate", "tests"], 1);
    assert_eq!(of(&proof, 0), packages);

    // A change of what all rest on affects all.
    project.write(".cargo/config.toml", "[term]\nquiet = true\n");
    let run = project
        .rustora(&["prove", "--since", "HEAD", "--gate", "check"])
        .exits(0);
    assert!(
        run.stdout
            .contains(".cargo/config.toml affects the whole workspace"),
        "{}",
        run.stdout
    );
    let run = project.rustora(&["prove", "--since", "nowhere"]).exits(2);
    assert!(
        run.stderr.contains("cannot tell what changed"),
        "{}",
        run.stderr
    );
}

#[test]
fn dependencies_are_judged_by_what_is_on_the_machine() {
    let project = Project::new("\n//- src/lib.rs\n//! A shop.\n");
    let prove = |code| {
        let run = project.rustora(&["prove", "--gate", "dependencies"]);
        run.exits(code).stdout
    };
    let said = prove(0);
    assert!(
        said.contains("there is no database of advisories"),
        "{said}"
    );
    assert!(said.contains("cargo could not say"), "{said}");
    let folder = project.home().join(".cargo/advisory-db/crates/tokio");
    fs::create_dir_all(&folder).unwrap();
    let advisory = "```toml\n[advisory]\nid = \"RUSTSEC-2030-0001\"\npackage = \"tokio\"\ndate = \"2030-01-01\"\n\n\
                    [versions]\npatched = [\">= 1.49.0\"]\n```\n\n# It breaks\n";
    fs::write(folder.join("RUSTSEC-2030-0001.md"), advisory).unwrap();
    // The workspace is the same; what is known of it is not.
    let said = prove(1);
    assert!(
        said.contains("tokio 1.48.0: vulnerable, RUSTSEC-2030-0001 (It breaks); mended in 1.49.0; shop → tokio"),
        "{said}"
    );
    let manifest = fs::read_to_string(project.root().join("Cargo.toml")).unwrap();
    let accepted = "[[package.metadata.rustora.accepted]]\nadvisory = \"RUSTSEC-2030-0001\"\n";
    project.write("Cargo.toml", format!("{manifest}\n{accepted}"));
    let run = project
        .rustora(&["prove", "--gate", "dependencies"])
        .exits(2);
    assert!(
        run.stderr.contains("is accepted without a `reason`"),
        "{}",
        run.stderr
    );
    project.write(
        "Cargo.toml",
        format!("{manifest}\n{accepted}reason = \"never called\"\n"),
    );
    let said = prove(0);
    assert!(
        said.contains("accepted: tokio 1.48.0") && said.contains("(never called)"),
        "{said}"
    );
}

#[test]
fn a_library_that_may_be_published_keeps_the_guidelines() {
    let project = package();
    let prove = |code| {
        let run = project.rustora(&["prove", "--gate", "api"]);
        run.exits(code).stdout
    };
    let said = prove(1);
    assert!(
        said.contains("its manifest has no `license` [C-METADATA]"),
        "{said}"
    );
    let manifest = fs::read_to_string(project.root().join("Cargo.toml")).unwrap();
    let complete = "edition = \"2024\"\ndescription = \"A shop\"\nlicense = \"MIT\"\nrepository = \"https://example.org\"";
    project.write(
        "Cargo.toml",
        manifest.replace("edition = \"2024\"", complete),
    );
    assert!(prove(0).contains("no notes on its releases"));
    let code = "\n/// A till.\npub struct Till;\n\nimpl Till {\n    /// As text.\n    #[must_use]\n    \
                pub fn to_text(self) -> String {\n        String::new()\n    }\n}\n";
    project.write("src/lib.rs", format!("//! A shop.\n{code}"));
    let said = prove(1);
    assert!(
        said.contains("[C-DEBUG]") && said.contains("[C-CONV]"),
        "{said}"
    );
    let allowed = code.replace(
        "pub struct",
        "#[allow(missing_debug_implementations)]\npub struct",
    );
    project.write("src/lib.rs", format!("//! A shop.\n{allowed}"));
    let said = prove(1);
    assert!(
        !said.contains("[C-DEBUG]") && said.contains("[C-CONV]"),
        "{said}"
    );
    project.write(
        "Cargo.toml",
        manifest.replace("edition = ", "publish = false\nedition = "),
    );
    assert!(prove(0).contains("no library here may be published"));
}
