//! What programs read.

use std::fs;

use serde_json::Value;

use crate::support::{BLOCKING, Project, in_repository};

const RELATED: &str = "
//- src/main.rs
use std::time::Duration;

#[tokio::test]
async fn it_waits() {
    tokio::spawn(async { assert!(1 + 1 == 2) });
    tokio::time::sleep(Duration::from_millis(200)).await;
}
";

pub(crate) fn schema(name: &str) -> Value {
    serde_json::from_slice(&fs::read(in_repository("docs/schema").join(name)).unwrap()).unwrap()
}

/// Asserts that `value` is what the schema says, and names nothing that the schema does not.
#[track_caller]
pub(crate) fn assert_valid(schema: &Value, value: &Value) {
    assert!(jsonschema::meta::is_valid(schema), "the schema itself");
    let validator = jsonschema::validator_for(schema).unwrap();
    let errors: Vec<_> = validator
        .iter_errors(value)
        .map(|error| error.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    let text = schema.to_string();
    each_key(value, &mut |key| {
        assert!(
            text.contains(&format!("\"{key}\":")),
            "`{key}` is not in the schema"
        );
    });
}

fn each_key(value: &Value, see: &mut dyn FnMut(&str)) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| each_key(value, see)),
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            see(key);
            each_key(value, see);
        }),
        _ => {}
    }
}

#[test]
fn json_is_what_its_schema_says() {
    let project = Project::new(&format!("{BLOCKING}{RELATED}\n//- tests/bad.rs\nfn (\n"));
    let (review, code) = project.json(&[]);
    assert_eq!(code, 1);
    let findings = review["findings"].as_array().unwrap();
    assert!(
        findings.iter().any(|finding| finding["fix"].is_object()),
        "{review:#}"
    );
    assert!(
        findings
            .iter()
            .any(|finding| finding["related"][0].is_object()),
        "{review:#}"
    );
    assert!(review["notes"][0].is_object(), "{review:#}");
    let schema = schema("rustora.review.1.json");
    assert_valid(&schema, &review);
    assert_valid(
        &schema,
        &Project::new(BLOCKING).json(&["--confidence", "high"]).0,
    );

    // The schema must be able to say no.
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (at, wrong) in [
        ("/findings/0/start/line", Value::from(0)),
        ("/findings/0/severity", "fatal".into()),
        ("/findings/0/fix", "none".into()),
        ("/summary/hidden", Value::Null),
    ] {
        let mut broken = review.clone();
        *broken.pointer_mut(at).unwrap() = wrong;
        assert!(!validator.is_valid(&broken), "{at}");
    }
}

#[test]
fn json_of_a_small_review() {
    let project = Project::new(BLOCKING);
    let run = project.review(&["--format", "json"]).exits(1);
    insta::assert_snapshot!(project.settled(&run.stdout));
}

#[test]
fn the_list_of_rules_is_what_its_schema_says() {
    let run = Project::empty()
        .rustora(&["rules", "--format", "json"])
        .exits(0);
    let rules: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_valid(&schema("rustora.rules.1.json"), &rules);
    assert!(rules["rules"].as_array().unwrap().len() >= 14);
}

fn sarif(project: &Project) -> Value {
    let run = project.review(&["--format", "sarif"]);
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn sarif_has_what_github_asks_for() {
    let sarif = sarif(&Project::new(&format!(
        "{BLOCKING}{RELATED}\n//- tests/a b.rs\nfn (\n"
    )));
    assert_eq!(sarif["version"], "2.1.0");
    assert!(sarif["$schema"].as_str().unwrap().contains("sarif"));
    let run = &sarif["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["automationDetails"]["id"], "rustora/review");
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "rustora");
    let rules = driver["rules"].as_array().unwrap();
    for rule in rules {
        let text = |at: &str| {
            rule.pointer(at)
                .and_then(Value::as_str)
                .unwrap_or_else(|| panic!("{at} in {rule:#}"))
                .to_owned()
        };
        assert!(!text("/id").is_empty() && !text("/shortDescription/text").is_empty());
        assert!(
            text("/fullDescription/text").len() <= 1024,
            "{}",
            text("/id")
        );
        assert!(!text("/help/markdown").contains("//~") && !text("/help/text").is_empty());
        assert!(
            ["note", "warning", "error"].contains(&text("/defaultConfiguration/level").as_str())
        );
        assert!(
            ["very-high", "high", "medium", "low"]
                .contains(&text("/properties/precision").as_str())
        );
        assert!(
            ["error", "warning", "recommendation"]
                .contains(&text("/properties/problem.severity").as_str())
        );
        let is_security = rule["properties"]["tags"][0] == "security";
        assert_eq!(
            rule["properties"]["security-severity"].is_string(),
            is_security,
            "{}",
            text("/id")
        );
    }
    let results = run["results"].as_array().unwrap();
    assert!(results.len() >= 3, "{results:#?}");
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(result["message"]["text"].is_string() && result["level"].is_string());
        assert!(result["partialFingerprints"]["primaryLocationLineHash"].is_string());
        let place = &result["locations"][0]["physicalLocation"];
        assert!(
            !place["artifactLocation"]["uri"]
                .as_str()
                .unwrap()
                .starts_with('/')
        );
        let region = &place["region"];
        assert!(
            region["endColumn"].as_u64() > region["startColumn"].as_u64()
                || region["endLine"].as_u64() > region["startLine"].as_u64()
        );
        for (index, related) in result["relatedLocations"]
            .as_array()
            .into_iter()
            .flatten()
            .enumerate()
        {
            assert_eq!(related["id"], index + 1);
            assert!(
                result["message"]["text"]
                    .as_str()
                    .unwrap()
                    .contains(&format!("]({})", index + 1))
            );
        }
    }
    assert!(
        results
            .iter()
            .any(|result| result["relatedLocations"].is_array())
    );
    assert!(results.iter().any(|result| {
        result["fixes"][0]["artifactChanges"][0]["replacements"][0]["deletedRegion"].is_object()
    }));
    let notification = &run["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    assert_eq!(
        notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
        "tests/a%20b.rs"
    );
}

#[test]
fn sarif_of_a_small_review() {
    let project = Project::new(BLOCKING);
    let mut sarif = sarif(&project);
    // The rules are tested above and change with every page.
    let rules = sarif.pointer_mut("/runs/0/tool/driver/rules").unwrap();
    *rules = Value::from(format!(
        "{} rules",
        if rules.is_array() { "the" } else { "no" }
    ));
    // So does the place that a rule has among them.
    let index = sarif.pointer_mut("/runs/0/results/0/ruleIndex").unwrap();
    *index = Value::from(format!(
        "{} number",
        if index.is_u64() { "a" } else { "no" }
    ));
    insta::assert_snapshot!(serde_json::to_string_pretty(&sarif).unwrap());
}
