//! Routes with their whole paths, as the findings about handlers without a test tell them.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::path::PathBuf;

use rustora_host::MemoryHost;
use rustora_review::{Progress, Request, review};

/// The handlers that no test asks for, in a package with this code and one test that sends this path.
fn untested(dependency: &str, code: &str, asked: &str) -> Vec<String> {
    let manifest =
        format!("[package]\nname = \"app\"\nedition = \"2024\"\n[dependencies]\n{dependency}\n");
    let test = format!("#[test]\nfn t() {{ send(\"{asked}\"); }}\n");
    let host = MemoryHost::new([
        ("/w/Cargo.toml", manifest.as_str()),
        ("/w/src/lib.rs", code),
        ("/w/tests/t.rs", test.as_str()),
    ]);
    let request = Request {
        paths: vec![PathBuf::from("/w")],
        ..Request::default()
    };
    let review = review(&host, &request, &Progress::default()).unwrap();
    let told = review.findings.into_iter();
    let mut messages: Vec<String> = told
        .filter(|finding| finding.rule.id == "untested-handler")
        .map(|finding| finding.message)
        .collect();
    messages.sort_unstable();
    messages
}

#[test]
fn scopes_resources_and_configurations_of_actix() {
    let code = "
use actix_web::{App, HttpServer, get, web};

async fn list() {}
async fn add() {}
#[get(\"/{id}/items\")]
async fn items() {}

fn orders(cfg: &mut web::ServiceConfig) {
    cfg.service(web::resource(\"/orders\").route(web::get().to(list)).route(web::post().to(add)));
    cfg.service(web::scope(\"/orders\").service(items));
}

pub fn app() {
    App::new().service(web::scope(\"/api\").configure(orders));
}
";
    assert_eq!(
        untested("actix-web = \"4\"", code, "/health"),
        Vec::<String>::new(),
        "no handler has a test"
    );
    assert_eq!(
        untested("actix-web = \"4\"", code, "/api/orders"),
        ["no test sends `GET /api/orders/{id}/items` or calls `items`"]
    );
}

#[test]
fn nested_and_merged_routers_of_axum() {
    let code = "
use axum::{Router, routing::{delete, get}};

async fn show() {}
async fn remove() {}

const ONE: &str = \"/{id}\";

fn one() -> Router { Router::new().route(ONE, get(show).merge(delete(remove))) }
fn orders() -> Router { let inner = one(); Router::new().nest(\"/orders\", inner) }
pub fn app() -> Router { Router::new().nest(\"/api\", Router::new().merge(orders())) }
";
    assert_eq!(
        untested("axum = \"0.8\"", code, "/api/orders/7"),
        Vec::<String>::new()
    );
    let code = code.replace("delete(remove)", "delete(show)").replace(
        "Router::new().merge(orders())",
        "Router::new().merge(orders()).route(\"/trash\", delete(remove))",
    );
    assert_eq!(
        untested("axum = \"0.8\"", &code, "/api/orders/7"),
        ["no test sends `DELETE /api/trash` or calls `remove`"]
    );
}
