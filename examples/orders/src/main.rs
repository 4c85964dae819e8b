//! The server binary: reads the settings, starts the service, stops it on a signal.

use orders::Config;
use tokio::signal::unix::{SignalKind, signal};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    tracing_subscriber::fmt().init();

    let config = Config::from_lookup(|name| std::env::var(name).ok())?;
    let service = orders::start(config).await?;

    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted?,
        _ = terminate.recv() => {}
    }
    service.stop().await;
    Ok(())
}
