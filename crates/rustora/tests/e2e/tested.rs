//! What tests reach: in a change, and by measured coverage.

use crate::support::{Project, places};

const SERVICE: &str = r#"
//- Cargo.toml
[package]
name = "shop"
version = "0.1.0"
edition = "2024"

[dependencies]
axum = "0.8"
//- src/lib.rs
use axum::{Router, http::StatusCode, routing::{get, post}};

pub async fn open() -> StatusCode {
    StatusCode::OK
}

pub async fn list() -> StatusCode {
    StatusCode::OK
}

pub async fn close() -> StatusCode {
    StatusCode::CONFLICT
}

pub fn app() -> Router {
    Router::new()
        .route("/till", get(list).post(open))
        .route("/till/close", post(close))
}
//- tests/api.rs
#[test]
fn the_till_is_listed() {
    shop_tests::get("/till");
}
"#;

const OPEN: &str = "src/lib.rs:3:14 untested-handler";
const CLOSE: &str = "src/lib.rs:11:14 untested-handler";

fn untested(review: &serde_json::Value) -> Vec<String> {
    let mut places = places(review);
    places.retain(|place| place.ends_with("untested-handler"));
    places
}

/// Of a workspace in which few handlers have tests it would be too much to tell; of a change it is what one wants to know.
#[test]
fn a_changed_handler_without_a_test() {
    let project = Project::new(SERVICE);
    project.commit();
    assert_eq!(untested(&project.json(&[]).0), [""; 0]);
    assert_eq!(untested(&project.json(&["--all"]).0), [OPEN, CLOSE]);
    let path = project.root().join("src/lib.rs");
    let text = std::fs::read_to_string(path).unwrap();
    project.write("src/lib.rs", text.replace("CONFLICT", "GONE"));
    let (review, code) = project.json(&["--since", "HEAD"]);
    assert_eq!((untested(&review), code), (vec![CLOSE.to_owned()], 0));
}

#[test]
fn a_measurement_outweighs_names() {
    let project = Project::new(SERVICE);
    project.write(
        "lcov.info",
        "SF:/ci/build/src/lib.rs\nDA:3,4\nDA:4,4\nDA:8,0\nDA:12,0\nend_of_record\n",
    );
    let (review, _) = project.json(&["--lcov", "lcov.info"]);
    let list = "src/lib.rs:7:14 untested-handler".to_owned();
    assert_eq!(untested(&review), [list, CLOSE.to_owned()]);
}

#[test]
fn what_is_no_coverage_is_an_error() {
    let project = Project::new(SERVICE);
    let run = project.review(&["--lcov", "lcov.info"]).exits(2);
    assert!(
        run.stderr.contains("cannot read coverage from lcov.info"),
        "{}",
        run.stderr
    );
    project.write("lcov.info", "<coverage/>\n");
    let run = project.review(&["--lcov", "lcov.info"]).exits(2);
    assert!(run.stderr.contains("line 1 is no LCOV"), "{}", run.stderr);
    project.write("lcov.info", "SF:elsewhere.rs\nDA:1,1\n");
    let run = project.review(&["--lcov", "lcov.info"]).exits(0);
    assert!(
        run.stdout
            .contains("says nothing of this workspace's files"),
        "{}",
        run.stdout
    );
}
