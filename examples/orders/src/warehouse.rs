//! The warehouse's reservation API.
//!
//! A reservation is named after its order, so repeating one replaces it, and one that no shipment
//! follows lapses by itself after an hour. Nothing here has to undo anything.

use serde::{Deserialize, Serialize};

use crate::orders::Order;

#[derive(Clone)]
pub struct Warehouse {
    client: reqwest::Client,
    base_url: String,
}

#[derive(Serialize)]
struct Request<'a> {
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    sku: &'a str,
    quantity: u32,
}

#[derive(Deserialize)]
struct Reservation {
    /// The products that are out of stock; the whole reservation failed if there are any.
    #[serde(default)]
    missing: Vec<String>,
}

#[derive(Debug, thiserror::Error)]
pub enum ReserveError {
    #[error("out of stock: {}", .0.join(", "))]
    OutOfStock(Vec<String>),
    #[error("the warehouse failed: {0}")]
    Http(#[from] reqwest::Error),
}

impl Warehouse {
    pub fn new(base_url: String) -> Result<Self, reqwest::Error> {
        let client = reqwest::Client::builder()
            .user_agent(concat!("orders/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self { client, base_url })
    }

    /// Reserves the stock for all lines of the order, or for none.
    pub async fn reserve(&self, order: &Order) -> Result<(), ReserveError> {
        let items = order.lines.iter().map(|line| Item {
            sku: &line.sku,
            quantity: line.quantity,
        });
        let request = Request {
            items: items.collect(),
        };
        let reservation: Reservation = self
            .client
            .put(format!("{}/reservations/order-{}", self.base_url, order.id))
            .json(&request)
            .send()
            .await?
            .json()
            .await?;
        if reservation.missing.is_empty() {
            Ok(())
        } else {
            Err(ReserveError::OutOfStock(reservation.missing))
        }
    }
}
