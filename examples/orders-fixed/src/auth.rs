//! Who is calling: accounts and their API keys.
//!
//! A key is random and long, so a plain SHA-256 digest is enough to store it by.

use sha2::{Digest, Sha256};
use sqlx::SqlitePool;

/// The account a request acts for.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Account {
    pub id: i64,
    pub name: String,
}

/// Creates the account `name`, or gives it a new key.
pub async fn register(pool: &SqlitePool, name: &str, api_key: &str) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO accounts (name, key_digest) VALUES (?, ?)
         ON CONFLICT (name) DO UPDATE SET key_digest = excluded.key_digest",
    )
    .bind(name)
    .bind(digest(api_key))
    .execute(pool)
    .await?;
    Ok(())
}

/// The account that `api_key` belongs to.
#[tracing::instrument(skip(pool, api_key))]
pub async fn authenticate(
    pool: &SqlitePool,
    api_key: &str,
) -> Result<Option<Account>, sqlx::Error> {
    let account = sqlx::query_as("SELECT id, name FROM accounts WHERE key_digest = ?")
        .bind(digest(api_key))
        .fetch_optional(pool)
        .await?;
    if account.is_none() {
        tracing::warn!("unknown API key");
    }
    Ok(account)
}

fn digest(api_key: &str) -> Vec<u8> {
    Sha256::digest(api_key).to_vec()
}
