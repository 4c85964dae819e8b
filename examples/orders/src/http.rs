//! The HTTP interface.
//!
//! Every route but `/health` needs an API key as a bearer token, and sees only the orders of the
//! key's account.

use std::{io, path::Path, sync::Arc};

use axum::{
    Extension, Json, Router,
    extract::{self, Query, Request},
    http::{StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::{Deserialize, Serialize};
use sqlx::SqlitePool;
use tokio::sync::Notify;

use crate::{
    auth::{self, Account},
    orders::{self, NewOrder, Order, PlaceError, Status},
    payments::{self, Charge, PaymentError},
    receipt,
    warehouse::{ReserveError, Warehouse},
};

/// What the handlers share.
#[derive(Clone)]
pub struct AppState {
    pub pool: SqlitePool,
    pub warehouse: Warehouse,
    pub payment_url: Arc<str>,
    pub receipt_template: Arc<Path>,
    /// Wakes the receipt worker.
    pub receipts: Arc<Notify>,
}

/// An answer that is not the one asked for.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    #[error("a valid API key is needed")]
    Unauthorized,
    #[error("no such order")]
    NotFound,
    #[error("the order is not paid yet")]
    NotPaid,
    #[error(transparent)]
    Place(#[from] PlaceError),
    #[error(transparent)]
    Reserve(#[from] ReserveError),
    #[error(transparent)]
    Payment(#[from] PaymentError),
    #[error("cannot read the receipt template: {0}")]
    Template(#[from] io::Error),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl ApiError {
    fn status(&self) -> StatusCode {
        match self {
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::NotPaid | Self::Reserve(ReserveError::OutOfStock(_)) => StatusCode::CONFLICT,
            Self::Place(PlaceError::Invalid(_) | PlaceError::UnknownSku(_)) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::Payment(PaymentError::Declined) => StatusCode::PAYMENT_REQUIRED,
            Self::Reserve(ReserveError::Http(_)) | Self::Payment(PaymentError::Http(_)) => {
                StatusCode::BAD_GATEWAY
            }
            Self::Place(PlaceError::Database(_)) | Self::Template(_) | Self::Database(_) => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
        }
    }
}

#[derive(Serialize)]
struct ErrorBody {
    error: String,
}

impl IntoResponse for ApiError {
    /// The caller learns the reason for its own mistakes; ours go to the log.
    fn into_response(self) -> Response {
        let status = self.status();
        let error = if status.is_server_error() {
            tracing::error!(error = %self, "request failed");
            status
                .canonical_reason()
                .unwrap_or("server error")
                .to_owned()
        } else {
            self.to_string()
        };
        (status, Json(ErrorBody { error })).into_response()
    }
}

pub fn router(state: AppState) -> Router {
    Router::new()
        .route("/products", get(list_products))
        .route("/orders", get(search_orders).post(place_order))
        .route("/orders/{id}", get(show_order))
        .route("/orders/{id}/payment", post(pay_order))
        .route("/orders/{id}/receipt", get(show_receipt))
        .layer(middleware::from_fn(require_account))
        .route("/health", get(|| async { "ok" }))
        .layer(Extension(state))
}

async fn require_account(
    Extension(state): Extension<AppState>,
    mut request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let key = request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .ok_or(ApiError::Unauthorized)?;
    let account = auth::authenticate(&state.pool, key)
        .await?
        .ok_or(ApiError::Unauthorized)?;
    request.extensions_mut().insert(account);
    Ok(next.run(request).await)
}

#[derive(Serialize, sqlx::FromRow)]
struct Product {
    sku: String,
    title: String,
    price_cents: i64,
    on_hand: i64,
}

async fn list_products(
    Extension(state): Extension<AppState>,
) -> Result<Json<Vec<Product>>, ApiError> {
    let products = sqlx::query_as(
        "SELECT sku, title, price_cents, on_hand FROM products ORDER BY sku LIMIT 1000",
    )
    .fetch_all(&state.pool)
    .await?;
    Ok(Json(products))
}

async fn place_order(
    Extension(state): Extension<AppState>,
    Extension(account): Extension<Account>,
    Json(new): Json<NewOrder>,
) -> Result<(StatusCode, Json<Order>), ApiError> {
    let order = orders::place(&state.pool, account.id, new).await?;
    tracing::info!(order = order.id, account = account.name, "order placed");
    Ok((StatusCode::CREATED, Json(order)))
}

#[derive(Deserialize)]
struct Search {
    #[serde(default)]
    reference: String,
    limit: Option<u32>,
}

async fn search_orders(
    Extension(state): Extension<AppState>,
    Extension(account): Extension<Account>,
    Query(search): Query<Search>,
) -> Result<Json<Vec<Order>>, ApiError> {
    let limit = search.limit.unwrap_or(20).min(100);
    let orders = orders::search(&state.pool, account.id, &search.reference, limit).await?;
    Ok(Json(orders))
}

async fn show_order(
    Extension(state): Extension<AppState>,
    Extension(account): Extension<Account>,
    extract::Path(id): extract::Path<i64>,
) -> Result<Json<Order>, ApiError> {
    let order = orders::find(&state.pool, account.id, id)
        .await?
        .ok_or(ApiError::NotFound)?;
    Ok(Json(order))
}

#[derive(Deserialize)]
struct Payment {
    card_token: String,
}

/// Reserves the stock, then charges the card. Safe to repeat after any failure.
async fn pay_order(
    Extension(state): Extension<AppState>,
    Extension(account): Extension<Account>,
    extract::Path(id): extract::Path<i64>,
    Json(payment): Json<Payment>,
) -> Result<Json<Order>, ApiError> {
    let mut order = orders::find(&state.pool, account.id, id)
        .await?
        .ok_or(ApiError::NotFound)?;
    if order.status == Status::Paid {
        return Ok(Json(order));
    }
    state.warehouse.reserve(&order).await?;

    let client = reqwest::Client::new();
    let charge = Charge {
        reference: format!("order-{id}"),
        amount_cents: order.total_cents,
        card_token: &payment.card_token,
    };
    let charged = payments::charge(&client, &state.payment_url, &charge).await?;
    orders::mark_paid(&state.pool, id, &charged.id).await?;
    state.receipts.notify_one();
    order.status = Status::Paid;
    Ok(Json(order))
}

async fn show_receipt(
    Extension(state): Extension<AppState>,
    Extension(account): Extension<Account>,
    extract::Path(id): extract::Path<i64>,
) -> Result<String, ApiError> {
    let order = orders::find(&state.pool, account.id, id)
        .await?
        .ok_or(ApiError::NotFound)?;
    if order.status != Status::Paid {
        return Err(ApiError::NotPaid);
    }
    let template = std::fs::read_to_string(&state.receipt_template)?;
    Ok(receipt::render(&template, &order))
}
