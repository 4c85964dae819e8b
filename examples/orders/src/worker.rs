//! Sends the receipts of paid orders.
//!
//! Sending means handing a file to the mailer, which picks up every `.eml` file in the outbox. A
//! receipt is due while its order is paid and has no `receipt_sent_at`; the notification only
//! saves the wait for the next look.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use sqlx::SqlitePool;
use tokio::{
    sync::{Notify, watch},
    time::{MissedTickBehavior, interval},
};

use crate::receipt;

const LOOK_EVERY: Duration = Duration::from_secs(5);
const BATCH: u32 = 100;

#[derive(Debug, thiserror::Error)]
enum SendError {
    #[error(transparent)]
    Outbox(#[from] io::Error),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

#[derive(sqlx::FromRow)]
struct Due {
    id: i64,
    reference: String,
    email: String,
    total_cents: i64,
}

/// Sends what is due whenever notified, and once more when the service stops.
pub async fn run(
    pool: SqlitePool,
    outbox: PathBuf,
    wake: Arc<Notify>,
    mut stopping: watch::Receiver<bool>,
) {
    let mut look = interval(LOOK_EVERY);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let last = tokio::select! {
            () = wake.notified() => false,
            _ = look.tick() => false,
            _ = stopping.changed() => true,
        };
        if let Err(error) = send_due(&pool, &outbox).await {
            tracing::error!(%error, "cannot send receipts");
        }
        if last {
            return;
        }
    }
}

async fn send_due(pool: &SqlitePool, outbox: &Path) -> Result<(), SendError> {
    let due: Vec<Due> = sqlx::query_as(
        "SELECT id, reference, email, total_cents FROM orders
         WHERE status = 'paid' AND receipt_sent_at IS NULL ORDER BY id LIMIT ?",
    )
    .bind(BATCH)
    .fetch_all(pool)
    .await?;
    for order in &due {
        send(pool, outbox, order).await?;
    }
    Ok(())
}

/// Writes the mail under a name that the mailer ignores, then renames it.
async fn send(pool: &SqlitePool, outbox: &Path, order: &Due) -> Result<(), SendError> {
    let mail = outbox.join(format!("order-{}.eml", order.id));
    let draft = mail.with_extension("draft");
    tokio::fs::write(&draft, text(order)).await?;
    tokio::fs::rename(&draft, &mail).await?;
    sqlx::query("UPDATE orders SET receipt_sent_at = unixepoch() WHERE id = ?")
        .bind(order.id)
        .execute(pool)
        .await
        .ok();
    tracing::info!(order = order.id, "receipt sent");
    Ok(())
}

fn text(order: &Due) -> String {
    format!(
        "To: {}\nSubject: Your order {}\n\nWe received your payment of {}. \
         The full receipt is at /orders/{}/receipt.\n",
        order.email,
        order.reference,
        receipt::amount(order.total_cents),
        order.id,
    )
}
