//! The stock feed, over an in-memory stream.

use std::path::Path;

use orders::{
    db,
    stock::{self, Ended},
};
use sqlx::SqlitePool;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    sync::watch,
};

async fn catalogue() -> SqlitePool {
    let pool = db::open("sqlite::memory:").await.unwrap();
    db::load_catalogue(&pool, Path::new("catalogue.json"))
        .await
        .unwrap();
    pool
}

async fn on_hand(pool: &SqlitePool, sku: &str) -> i64 {
    sqlx::query_scalar("SELECT on_hand FROM products WHERE sku = ?")
        .bind(sku)
        .fetch_one(pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn levels_are_stored_and_noise_is_skipped() {
    let pool = catalogue().await;
    let (_keep, mut stopping) = watch::channel(false);
    let (ours, mut theirs) = tokio::io::duplex(1024);
    theirs
        .write_all(
            b"{\"sku\":\"MUG-1\",\"on_hand\":40}\n\
              hello\n\
              {\"sku\":\"TEE-M\",\"on_hand\":7}\n\
              {\"sku\":\"MUG-1\",\"on_hand\":38}\n",
        )
        .await
        .unwrap();
    theirs.shutdown().await.unwrap();

    let ended = stock::read_levels(ours, &pool, &mut stopping)
        .await
        .unwrap();
    assert_eq!(ended, Ended::Closed);
    assert_eq!(on_hand(&pool, "MUG-1").await, 38);
    assert_eq!(on_hand(&pool, "TEE-M").await, 7);
}

#[tokio::test]
async fn the_service_subscribes_first() {
    let pool = catalogue().await;
    let (_keep, mut stopping) = watch::channel(false);
    let (ours, theirs) = tokio::io::duplex(1024);
    let peer = tokio::spawn(async move {
        let mut lines = BufReader::new(theirs).lines();
        let first = lines.next_line().await.unwrap();
        assert_eq!(first.as_deref(), Some("subscribe stock"));
    });

    let ended = stock::read_levels(ours, &pool, &mut stopping)
        .await
        .unwrap();
    assert_eq!(ended, Ended::Closed);
    peer.await.unwrap();
}

#[tokio::test]
async fn a_stop_ends_the_reading() {
    let pool = catalogue().await;
    let (stop, mut stopping) = watch::channel(false);
    let (ours, _theirs) = tokio::io::duplex(1024);
    stop.send_replace(true);
    let ended = stock::read_levels(ours, &pool, &mut stopping)
        .await
        .unwrap();
    assert_eq!(ended, Ended::Stopping);
}
