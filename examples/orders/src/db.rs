//! The database: the pool, the schema and the catalogue that is loaded into it.

use std::{io, path::Path, str::FromStr, time::Duration};

use serde::Deserialize;
use sqlx::{
    QueryBuilder, Sqlite, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions},
};

/// Why the catalogue could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    #[error(transparent)]
    Read(#[from] io::Error),
    #[error(transparent)]
    Parse(#[from] serde_json::Error),
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

#[derive(Deserialize)]
struct Product {
    sku: String,
    title: String,
    price_cents: i64,
}

/// Opens the database at `url`, creating the file and the tables that are missing.
///
/// An in-memory database lives and dies with its connection, so its pool holds exactly one, forever.
pub async fn open(url: &str) -> Result<SqlitePool, sqlx::Error> {
    let mut options = SqliteConnectOptions::from_str(url)?.create_if_missing(true);
    let mut pool = SqlitePoolOptions::new().acquire_timeout(Duration::from_secs(5));
    if url.contains(":memory:") {
        pool = pool
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None);
    } else {
        pool = pool.max_connections(8);
        options = options.journal_mode(SqliteJournalMode::Wal);
    }
    let pool = pool.connect_with(options).await?;
    sqlx::raw_sql(include_str!("../schema.sql"))
        .execute(&pool)
        .await?;
    Ok(pool)
}

/// Adds the products of the JSON file at `path`, and updates the titles and prices of known ones.
pub async fn load_catalogue(pool: &SqlitePool, path: &Path) -> Result<(), CatalogueError> {
    let span = tracing::info_span!("catalogue", path = %path.display());
    let _guard = span.enter();

    let text = tokio::fs::read_to_string(path).await?;
    let products: Vec<Product> = serde_json::from_str(&text)?;
    // SQLite takes 32,766 parameters a statement; three a product.
    for chunk in products.chunks(10_000) {
        upsert(pool, chunk).await?;
    }
    tracing::info!(products = products.len(), "loaded");
    Ok(())
}

async fn upsert(pool: &SqlitePool, products: &[Product]) -> Result<(), sqlx::Error> {
    QueryBuilder::<Sqlite>::new("INSERT INTO products (sku, title, price_cents) ")
        .push_values(products, |mut row, product| {
            row.push_bind(&product.sku)
                .push_bind(&product.title)
                .push_bind(product.price_cents);
        })
        .push(" ON CONFLICT (sku) DO UPDATE SET title = excluded.title, price_cents = excluded.price_cents")
        .build()
        .execute(pool)
        .await?;
    Ok(())
}
