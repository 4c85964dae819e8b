//! Takes orders, reserves their stock, charges the payment provider and sends receipts.
//!
//! [`start`] brings up the HTTP server and two background tasks: the receipt worker and the
//! reader of the warehouse's stock feed. The database is the only queue between them, so a task
//! that dies loses nothing that the next start does not find again.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use tokio::{
    net::TcpListener,
    sync::{Notify, oneshot, watch},
    task::{JoinHandle, JoinSet},
};

pub mod auth;
pub mod config;
pub mod db;
pub mod http;
pub mod orders;
pub mod payments;
pub mod receipt;
pub mod stock;
pub mod warehouse;
pub mod worker;

pub use config::Config;

/// How long [`Service::stop`] waits for requests in flight, and then again for the background tasks.
const GRACE: Duration = Duration::from_secs(10);

/// Why the service could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("cannot prepare the database: {0}")]
    Database(#[from] sqlx::Error),
    #[error("cannot load the catalogue: {0}")]
    Catalogue(#[from] db::CatalogueError),
    #[error("cannot build the HTTP client: {0}")]
    HttpClient(#[from] reqwest::Error),
    #[error("cannot listen or write receipts: {0}")]
    Io(#[from] io::Error),
}

/// A running service.
pub struct Service {
    address: SocketAddr,
    stop_server: oneshot::Sender<()>,
    server: JoinHandle<io::Result<()>>,
    stop_background: watch::Sender<bool>,
    background: JoinSet<()>,
}

/// Prepares the database, binds the listener and spawns the tasks.
pub async fn start(config: Config) -> Result<Service, StartError> {
    let pool = db::open(&config.database_url).await?;
    db::load_catalogue(&pool, &config.catalogue).await?;
    if let Some(key) = &config.api_key {
        auth::register(&pool, "default", key).await?;
    }
    tokio::fs::create_dir_all(&config.outbox).await?;

    let (stop_background, stopping) = watch::channel(false);
    let receipts = Arc::new(Notify::new());
    let mut background = JoinSet::new();
    background.spawn(worker::run(
        pool.clone(),
        config.outbox,
        Arc::clone(&receipts),
        stopping.clone(),
    ));
    if let Some(feed) = config.stock_feed {
        background.spawn(stock::follow(feed, pool.clone(), stopping));
    }

    let state = http::AppState {
        pool,
        warehouse: warehouse::Warehouse::new(config.warehouse_url)?,
        payment_url: config.payment_url.into(),
        receipt_template: config.receipt_template.into(),
        receipts,
    };
    let listener = TcpListener::bind(config.listen).await?;
    let address = listener.local_addr()?;
    let (stop_server, stopped) = oneshot::channel();
    let server = axum::serve(listener, http::router(state)).with_graceful_shutdown(async {
        stopped.await.ok();
    });
    let server = tokio::spawn(server.into_future());
    tracing::info!(%address, "listening");

    Ok(Service {
        address,
        stop_server,
        server,
        stop_background,
        background,
    })
}

impl Service {
    /// The address the server listens on; the port is the real one when the settings asked for 0.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Finishes the requests in flight, sends the receipts that are due, and returns.
    pub async fn stop(mut self) {
        self.stop_server.send(()).ok();
        match tokio::time::timeout(GRACE, &mut self.server).await {
            Ok(Ok(Ok(()))) => {}
            Ok(Ok(Err(error))) => tracing::error!(%error, "the server failed"),
            Ok(Err(error)) => tracing::error!(%error, "the server panicked"),
            Err(_) => {
                tracing::warn!("requests still in flight, dropping them");
                self.server.abort();
            }
        }

        self.stop_background.send_replace(true);
        let drained = tokio::time::timeout(GRACE, async {
            while let Some(ended) = self.background.join_next().await {
                if let Err(error) = ended {
                    tracing::error!(%error, "a background task panicked");
                }
            }
        });
        if drained.await.is_err() {
            tracing::warn!("background tasks still busy, dropping them");
        }
    }
}
