//! Follows the warehouse's stock feed.
//!
//! The feed is a TCP stream of JSON lines, each the new level of one product. It is silent while
//! nothing moves, so we send a ping now and then to learn of a dead connection. Levels are
//! absolute: after a reconnect the feed starts with all of them.

use std::{io, time::Duration};

use serde::Deserialize;
use sqlx::SqlitePool;
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::TcpStream,
    sync::watch,
    time::{Instant, MissedTickBehavior},
};

const KEEPALIVE: Duration = Duration::from_secs(15);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const RECONNECT_DELAY: Duration = Duration::from_secs(3);

#[derive(Deserialize)]
struct Level {
    sku: String,
    on_hand: i64,
}

/// Why [`read_levels`] returned.
#[derive(Debug, PartialEq, Eq)]
pub enum Ended {
    /// The feed closed the connection.
    Closed,
    /// The service is stopping.
    Stopping,
}

#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Connects to the feed and keeps connected until the service stops.
pub async fn follow(address: String, pool: SqlitePool, mut stopping: watch::Receiver<bool>) {
    loop {
        match connect(&address).await {
            Ok(stream) => match read_levels(stream, &pool, &mut stopping).await {
                Ok(Ended::Stopping) => return,
                Ok(Ended::Closed) => tracing::warn!("the stock feed closed the connection"),
                Err(error) => tracing::warn!(%error, "the stock feed broke off"),
            },
            Err(error) => tracing::warn!(%error, "cannot reach the stock feed"),
        }
        tokio::select! {
            () = tokio::time::sleep(RECONNECT_DELAY) => {}
            _ = stopping.changed() => return,
        }
    }
}

async fn connect(address: &str) -> io::Result<TcpStream> {
    tokio::time::timeout(CONNECT_TIMEOUT, TcpStream::connect(address)).await?
}

/// Stores the levels that arrive on `stream` until it ends or the service stops.
pub async fn read_levels<S>(
    stream: S,
    pool: &SqlitePool,
    stopping: &mut watch::Receiver<bool>,
) -> Result<Ended, FeedError>
where
    S: AsyncRead + AsyncWrite,
{
    let (reader, mut writer) = tokio::io::split(stream);
    let mut reader = BufReader::new(reader);
    writer.write_all(b"subscribe stock\n").await?;

    let mut keepalive = tokio::time::interval_at(Instant::now() + KEEPALIVE, KEEPALIVE);
    keepalive.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut line = String::new();
    loop {
        tokio::select! {
            read = reader.read_line(&mut line) => {
                if read? == 0 {
                    return Ok(Ended::Closed);
                }
                store(pool, &line).await?;
                line.clear();
            }
            _ = keepalive.tick() => writer.write_all(b"ping\n").await?,
            _ = stopping.changed() => return Ok(Ended::Stopping),
        }
    }
}

async fn store(pool: &SqlitePool, line: &str) -> Result<(), sqlx::Error> {
    let level: Level = match serde_json::from_str(line) {
        Ok(level) => level,
        Err(error) => {
            tracing::warn!(%error, line, "not a stock level");
            return Ok(());
        }
    };
    sqlx::query("UPDATE products SET on_hand = ? WHERE sku = ?")
        .bind(level.on_hand)
        .bind(level.sku)
        .execute(pool)
        .await?;
    Ok(())
}
