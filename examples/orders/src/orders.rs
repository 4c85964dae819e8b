//! Orders and their storage.
//!
//! An order is `open` until its charge went through, then `paid`; nothing else moves it. Amounts
//! are integer cents. The limits below keep every total under 2^53, which JSON clients can read.

use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, QueryBuilder, Sqlite, SqlitePool};

const MAX_LINES: usize = 50;
const MAX_QUANTITY: u32 = 10_000;
const MAX_TEXT: usize = 100;

/// What a customer asks for.
#[derive(Deserialize)]
pub struct NewOrder {
    /// The customer's own name for the order.
    pub reference: String,
    /// Where the receipt goes.
    pub email: String,
    pub lines: Vec<NewLine>,
}

#[derive(Deserialize)]
pub struct NewLine {
    pub sku: String,
    pub quantity: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(rename_all = "lowercase")]
pub enum Status {
    Open,
    Paid,
}

#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Order {
    pub id: i64,
    pub reference: String,
    pub status: Status,
    pub total_cents: i64,
    /// Seconds since the epoch.
    pub created_at: i64,
    #[sqlx(skip)]
    pub lines: Vec<Line>,
}

#[derive(Debug, Serialize, sqlx::FromRow)]
pub struct Line {
    pub sku: String,
    pub quantity: u32,
    /// The price of one piece on the day of the order.
    pub price_cents: i64,
}

/// Why an order was not placed.
#[derive(Debug, thiserror::Error)]
pub enum PlaceError {
    #[error("{0}")]
    Invalid(&'static str),
    #[error("there is no product `{0}`")]
    UnknownSku(String),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl NewOrder {
    fn validate(&self) -> Result<(), PlaceError> {
        let is_text = |text: &str| {
            !text.is_empty() && text.len() <= MAX_TEXT && !text.contains(char::is_control)
        };
        if !is_text(&self.reference) {
            return Err(PlaceError::Invalid(
                "the reference must be 1 to 100 printable characters",
            ));
        }
        if !is_text(&self.email) || !self.email.contains('@') {
            return Err(PlaceError::Invalid("the email address is not valid"));
        }
        if self.lines.is_empty() || self.lines.len() > MAX_LINES {
            return Err(PlaceError::Invalid("an order has 1 to 50 lines"));
        }
        if self
            .lines
            .iter()
            .any(|line| line.quantity == 0 || line.quantity > MAX_QUANTITY)
        {
            return Err(PlaceError::Invalid("a quantity is 1 to 10000"));
        }
        Ok(())
    }
}

/// Prices the lines from the catalogue and stores the order.
pub async fn place(pool: &SqlitePool, account_id: i64, new: NewOrder) -> Result<Order, PlaceError> {
    new.validate()?;
    let mut lines = Vec::with_capacity(new.lines.len());
    for line in new.lines {
        let price: Option<i64> =
            sqlx::query_scalar("SELECT price_cents FROM products WHERE sku = ?")
                .bind(&line.sku)
                .fetch_optional(pool)
                .await?;
        let Some(price_cents) = price else {
            return Err(PlaceError::UnknownSku(line.sku));
        };
        lines.push(Line {
            sku: line.sku,
            quantity: line.quantity,
            price_cents,
        });
    }

    let total_cents = total(&lines);
    let mut tx = pool.begin().await?;
    let mut order: Order = sqlx::query_as(
        "INSERT INTO orders (account_id, reference, email, total_cents) VALUES (?, ?, ?, ?)
         RETURNING id, reference, status, total_cents, created_at",
    )
    .bind(account_id)
    .bind(new.reference)
    .bind(new.email)
    .bind(total_cents)
    .fetch_one(&mut *tx)
    .await?;
    QueryBuilder::<Sqlite>::new(
        "INSERT INTO order_lines (order_id, position, sku, quantity, price_cents) ",
    )
    .push_values((0_i64..).zip(&lines), |mut row, (position, line)| {
        row.push_bind(order.id)
            .push_bind(position)
            .push_bind(&line.sku)
            .push_bind(line.quantity)
            .push_bind(line.price_cents);
    })
    .build()
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    order.lines = lines;
    Ok(order)
}

/// The order `id` of the account, with its lines.
pub async fn find(
    pool: &SqlitePool,
    account_id: i64,
    id: i64,
) -> Result<Option<Order>, sqlx::Error> {
    let order: Option<Order> = sqlx::query_as(
        "SELECT id, reference, status, total_cents, created_at FROM orders
         WHERE id = ? AND account_id = ?",
    )
    .bind(id)
    .bind(account_id)
    .fetch_optional(pool)
    .await?;
    let Some(mut order) = order else {
        return Ok(None);
    };
    order.lines = sqlx::query_as(
        "SELECT sku, quantity, price_cents FROM order_lines WHERE order_id = ? ORDER BY position",
    )
    .bind(id)
    .fetch_all(pool)
    .await?;
    Ok(Some(order))
}

/// The newest `limit` orders of the account whose reference contains `text`, where `%` and `_` are
/// wildcards.
pub async fn search(
    pool: &SqlitePool,
    account_id: i64,
    text: &str,
    limit: u32,
) -> Result<Vec<Order>, sqlx::Error> {
    let sql = format!(
        "SELECT id, reference, status, total_cents, created_at FROM orders
         WHERE account_id = ? AND reference LIKE '%{text}%'
         ORDER BY id DESC LIMIT ?"
    );
    let mut orders: Vec<Order> = sqlx::query_as(AssertSqlSafe(sql))
        .bind(account_id)
        .bind(limit)
        .fetch_all(pool)
        .await?;
    for order in &mut orders {
        order.lines = sqlx::query_as(
            "SELECT sku, quantity, price_cents FROM order_lines WHERE order_id = ? ORDER BY position",
        )
        .bind(order.id)
        .fetch_all(pool)
        .await?;
    }
    Ok(orders)
}

/// Records that the order was charged. A second call for the same order changes nothing.
pub async fn mark_paid(pool: &SqlitePool, id: i64, charge_id: &str) -> Result<(), sqlx::Error> {
    let updated = sqlx::query(
        "UPDATE orders SET status = 'paid', charge_id = ? WHERE id = ? AND status = 'open'",
    )
    .bind(charge_id)
    .bind(id)
    .execute(pool)
    .await?;
    if updated.rows_affected() == 0 {
        return Ok(());
    }
    let _ = sqlx::query("INSERT INTO audit_log (order_id, event, detail) VALUES (?, 'paid', ?)")
        .bind(id)
        .bind(charge_id)
        .execute(pool)
        .await;
    Ok(())
}

fn total(lines: &[Line]) -> i64 {
    lines
        .iter()
        .map(|line| i64::from(line.quantity) * line.price_cents)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(reference: &str, quantity: u32) -> NewOrder {
        NewOrder {
            reference: reference.to_owned(),
            email: "ada@example.org".to_owned(),
            lines: vec![NewLine {
                sku: "MUG-1".to_owned(),
                quantity,
            }],
        }
    }

    #[test]
    fn a_total_counts_every_piece() {
        let line = |quantity, price_cents| Line {
            sku: "MUG-1".to_owned(),
            quantity,
            price_cents,
        };
        assert_eq!(total(&[line(2, 1450), line(1, 599)]), 3499);
    }

    #[test]
    fn a_reference_cannot_break_out_of_its_mail_header() {
        assert!(order("spring", 1).validate().is_ok());
        assert!(order("spring\r\nBcc: x@example.org", 1).validate().is_err());
    }

    #[test]
    fn quantities_have_bounds() {
        assert!(order("spring", 10_000).validate().is_ok());
        assert!(order("spring", 0).validate().is_err());
        assert!(order("spring", 10_001).validate().is_err());
    }
}
