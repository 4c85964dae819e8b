//! A workspace for the tests of this module: a small service with everything that a memory speaks of.

use std::path::PathBuf;

use rustora_host::MemoryHost;

/// Where it lies.
pub(super) fn root() -> PathBuf {
    PathBuf::from("/w")
}

/// Its files.
pub(super) fn host() -> MemoryHost {
    MemoryHost::new(FILES.iter().map(|(path, text)| (*path, *text)))
}

const FILES: &[(&str, &str)] = &[
    (
        "/w/Cargo.toml",
        r#"[workspace]
members = ["api", "store", "xtask"]

[workspace.package]
edition = "2024"
rust-version = "1.85"

[workspace.dependencies]
axum = { version = "0.8", features = ["macros"] }
sqlx = { version = "0.8", default-features = false, features = ["postgres", "runtime-tokio"] }
thiserror = "2"
tokio = { version = "1", features = ["rt-multi-thread", "macros"] }

[workspace.lints.rust]
unsafe_code = "forbid"

[workspace.lints.clippy]
pedantic = { level = "warn", priority = -1 }

[profile.release]
lto = "thin"
"#,
    ),
    (
        "/w/api/Cargo.toml",
        r#"[package]
name = "shop-api"
edition.workspace = true
rust-version.workspace = true

[features]
default = ["metrics"]
metrics = []
mail = ["dep:lettre"]

[dependencies]
axum.workspace = true
hexlib = "1"
lettre = { version = "0.11", optional = true }
shop-store = { path = "../store" }
thiserror.workspace = true
tokio.workspace = true

[dev-dependencies]
proptest = "1"

[[bench]]
name = "orders"
harness = false
"#,
    ),
    (
        "/w/store/Cargo.toml",
        "[package]\nname = \"shop-store\"\nedition.workspace = true\nrust-version.workspace = true\n[dependencies]\nsqlx.workspace = true\nthiserror.workspace = true\n",
    ),
    (
        "/w/xtask/Cargo.toml",
        "[package]\nname = \"xtask\"\nedition.workspace = true\n",
    ),
    (
        "/w/Cargo.lock",
        r#"version = 4

[[package]]
name = "axum"
version = "0.8.4"

[[package]]
name = "hexlib"
version = "1.0.1"

[[package]]
name = "hyper"
version = "1.6.0"

[[package]]
name = "lettre"
version = "0.11.17"

[[package]]
name = "proptest"
version = "1.7.0"

[[package]]
name = "shop-api"
version = "0.1.0"

[[package]]
name = "shop-store"
version = "0.1.0"

[[package]]
name = "sqlx"
version = "0.8.6"

[[package]]
name = "thiserror"
version = "2.0.12"

[[package]]
name = "tokio"
version = "1.45.1"

[[package]]
name = "xtask"
version = "0.1.0"
"#,
    ),
    (
        "/w/rust-toolchain.toml",
        "[toolchain]\nchannel = \"1.91.0\"\ncomponents = [\"clippy\"]\n",
    ),
    ("/w/clippy.toml", "too-many-lines-threshold = 80\n"),
    (
        "/w/justfile",
        "test:\n    cargo nextest run\nlint: test\n    cargo clippy\n",
    ),
    (
        "/w/.cargo/config.toml",
        "[alias]\nxtask = \"run -p xtask --\"\nlint = \"clippy --all-targets\"\n",
    ),
    (
        "/w/.env.example",
        "DATABASE_URL=postgres://shop:hunter2@localhost/shop\n",
    ),
    ("/w/.gitignore", "/target\n.env\n*.db\n"),
    (
        "/w/docker-compose.yml",
        "services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD: hunter2\n  cache:\n    image: valkey/valkey:8\n",
    ),
    (
        "/w/migrations/0001_orders.sql",
        "create table orders (id bigint primary key, total_cents bigint not null);\n",
    ),
    (
        "/w/migrations/0002_users.sql",
        "create table users (id bigint primary key);\n",
    ),
    (
        "/w/docs/adr/0001-use-axum.md",
        "---\nstatus: accepted\n---\n# Use axum\n",
    ),
    (
        "/w/docs/adr/0002-keep-sessions-in-memory.md",
        "---\nstatus: superseded by [0003](0003-keep-sessions-in-postgres.md)\n---\n# Keep sessions in memory\n",
    ),
    (
        "/w/docs/adr/0003-keep-sessions-in-postgres.md",
        "---\nstatus: accepted\n---\n# Keep sessions in Postgres\n",
    ),
    (
        "/w/xtask/src/main.rs",
        "//! Chores.\nenum Chore { Tidy, NewRule }\nfn main() { let _ = Chore::Tidy; }\n",
    ),
    (
        "/w/api/src/main.rs",
        r#"//! The service.
#![forbid(unsafe_code)]

mod orders;
mod state;

use axum::{Router, routing::{get, post}};

// HACK: read the port from the configuration
#[tokio::main]
async fn main() {
    let url = std::env::var("DATABASE_URL").unwrap_or_else(|_| "postgres://shop:hunter2@localhost/shop".into());
    tokio::spawn(orders::expire_orders());
    let app: Router = router();
}

fn router() -> Router {
    Router::new().route("/orders", post(orders::create_order)).route("/orders/{id}", get(orders::show_order))
}
"#,
    ),
    (
        "/w/api/src/orders.rs",
        r#"//! Orders.

use crate::state::AppState;

/// The largest order.
pub const MAX_ITEMS: usize = 100;

/// Why an order is refused.
#[derive(Debug, thiserror::Error)]
pub enum OrderError {
    #[error("no such order")]
    NotFound,
    #[error("the store fails")]
    Store(#[from] shop_store::StoreError),
}

impl axum::response::IntoResponse for OrderError {
    fn into_response(self) -> axum::response::Response {
        todo!()
    }
}

pub async fn create_order() {}

pub async fn show_order() {}

// This is a hot path: every request sums here.
pub fn total_cents(items: &[u64]) -> u64 {
    items.iter().sum()
}

pub async fn expire_orders() {}
"#,
    ),
    (
        "/w/api/src/state.rs",
        "//! What handlers share.\n\n/// It.\npub struct AppState {\n    pub pool_size: usize,\n}\n\nimpl AppState {\n    pub fn load() -> Self {\n        Self { pool_size: 1 }\n    }\n}\n",
    ),
    (
        "/w/api/benches/orders.rs",
        "fn main() { c.bench_function(\"sum of 100 items\", |b| b); }\n",
    ),
    (
        "/w/store/src/lib.rs",
        r#"//! The store.

/// Why the store fails.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the database")]
    Database(#[source] sqlx::Error),
    #[error("busy")]
    PoolTimedOut,
}

/// A result of it.
pub type StoreResult<T> = Result<T, StoreError>;

#[expect(clippy::missing_errors_doc, reason = "there is one error")]
pub fn connect_pool() -> StoreResult<()> {
    Ok(())
}

#[deprecated = "use connect_pool"]
pub fn connect() {}
"#,
    ),
];
