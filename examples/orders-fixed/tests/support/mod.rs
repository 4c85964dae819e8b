//! A running service between a fake payment provider and a fake warehouse.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{post, put},
};
use orders::{Config, Service};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::net::TcpListener;

pub const API_KEY: &str = "a-key-for-the-tests";

/// What the providers do, and what they saw.
#[derive(Clone, Default)]
pub struct Providers {
    /// How many charges fail with 503 before the provider recovers.
    pub outages: Arc<AtomicU32>,
    pub charges: Arc<AtomicU32>,
    pub sold_out: Arc<AtomicBool>,
}

pub struct App {
    pub providers: Providers,
    pub outbox: PathBuf,
    service: Service,
    client: reqwest::Client,
}

impl App {
    /// Starts a service with an empty database and an empty outbox; `name` must be the test's own.
    pub async fn start(name: &str) -> Self {
        let providers = Providers::default();
        let url = providers.serve().await;
        let outbox = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        if outbox.exists() {
            std::fs::remove_dir_all(&outbox).unwrap();
        }

        let config = Config::from_lookup(|variable| match variable {
            "ORDERS_LISTEN" => Some("127.0.0.1:0".to_owned()),
            "ORDERS_PAYMENT_URL" | "ORDERS_WAREHOUSE_URL" => Some(url.clone()),
            "ORDERS_OUTBOX" => Some(outbox.display().to_string()),
            "ORDERS_API_KEY" => Some(API_KEY.to_owned()),
            _ => None,
        });
        Self {
            providers,
            outbox,
            service: orders::start(config.unwrap()).await.unwrap(),
            client: reqwest::Client::builder()
                .timeout(Duration::from_secs(10))
                .build()
                .unwrap(),
        }
    }

    pub async fn get(&self, path: &str) -> (StatusCode, Value) {
        self.request(Method::GET, path, API_KEY, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> (StatusCode, Value) {
        self.request(Method::POST, path, API_KEY, Some(body)).await
    }

    /// Sends a request and reads the answer, as a string where it is not JSON.
    pub async fn request(
        &self,
        method: Method,
        path: &str,
        key: &str,
        body: Option<Value>,
    ) -> (StatusCode, Value) {
        let url = format!("http://{}{path}", self.service.address());
        let mut request = self.client.request(method, url).bearer_auth(key);
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await.unwrap();
        let status = response.status();
        let text = response.text().await.unwrap();
        let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
        (status, body)
    }

    /// Places an order for two mugs and returns its path.
    pub async fn two_mugs(&self, reference: &str) -> String {
        let (status, order) = self
            .post(
                "/orders",
                json!({
                    "reference": reference,
                    "email": "ada@example.org",
                    "lines": [{ "sku": "MUG-1", "quantity": 2 }],
                }),
            )
            .await;
        assert_eq!(status, StatusCode::CREATED, "{order}");
        format!("/orders/{}", order["id"])
    }

    pub async fn pay(&self, order: &str, card_token: &str) -> (StatusCode, Value) {
        let body = json!({ "card_token": card_token });
        self.post(&format!("{order}/payment"), body).await
    }

    pub async fn stop(self) {
        self.service.stop().await;
    }
}

impl Providers {
    async fn serve(&self) -> String {
        let router = Router::new()
            .route("/charges", post(charge))
            .route("/reservations/{order}", put(reserve))
            .with_state(self.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(axum::serve(listener, router).into_future());
        format!("http://{address}")
    }
}

async fn charge(
    State(providers): State<Providers>,
    Json(charge): Json<Value>,
) -> (StatusCode, Json<Value>) {
    let outage = |left: u32| left.checked_sub(1);
    let order = Ordering::SeqCst;
    if providers.outages.fetch_update(order, order, outage).is_ok() {
        return (StatusCode::SERVICE_UNAVAILABLE, Json(json!({})));
    }
    if charge["card_token"] == "declined" {
        return (StatusCode::PAYMENT_REQUIRED, Json(json!({})));
    }
    let number = providers.charges.fetch_add(1, order) + 1;
    (
        StatusCode::OK,
        Json(json!({ "id": format!("charge-{number}") })),
    )
}

async fn reserve(
    State(providers): State<Providers>,
    Json(reservation): Json<Value>,
) -> (StatusCode, Json<Value>) {
    if providers.sold_out.load(Ordering::SeqCst) {
        let missing = reservation["items"][0]["sku"].clone();
        return (StatusCode::OK, Json(json!({ "missing": [missing] })));
    }
    (StatusCode::CREATED, Json(json!({})))
}
